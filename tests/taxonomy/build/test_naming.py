"""Names that are also words: found where a requirement names them, and not in ordinary sentences."""

from time import process_time

import pytest

from taxonomy.build import Source, build_role
from taxonomy.build.naming import employers_in
from taxonomy.surface import SurfaceIndex


def _named(sentence: str) -> set[str]:
    role, _ = build_role(Source("job", f"Engineer\n\nRequirements\n- Good health\n- {sentence}\n- Be kind\n"))
    return {requirement.skill_id for requirement in role.requirements}


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("3+ years of experience with Swift", "swift"),
        ("Experience with Spark", "apache-spark"),
        ("Knowledge of Go or Rust", "rust"),
        ("Rust", "rust"),
        ("Go, Rust", "go"),
        ("Strong R skills", "r"),
        ("5+ years embedded C, five years of C", "c"),
        ("Ruby experience", "ruby"),
        ("Proficiency in Oracle", "oracle-database"),
        ("Experience with Jest for unit tests", "jest"),
        ("Familiarity with Helm and Vault", "hashicorp-vault"),
        ("Experience of Agile", "agile"),
        ("Some experience with Stripe", "stripe"),
        ("Working with Postman", "postman"),
        ("APIs in Node.js or something similar like Go or Elixir", "elixir"),
    ],
)
def test_a_name_that_is_also_a_word_is_found_where_it_is_asked_for(sentence: str, skill: str) -> None:
    assert skill in _named(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Experience with the go-to-market team",
        "Knowledge of Go-to-market strategies",
        "Experience of a helm and a spark",
        "Able to start in the spring",
        "Word of mouth",
        "Go the extra mile",
        "Swift and friendly service",
        "Experience with Swift Transportation",
        "Experience at Stripe or Postman",
        "Class C driving licence",
    ],
)
def test_the_same_words_in_sentences_name_no_skills(sentence: str) -> None:
    words = {
        "go",
        "rust",
        "helm",
        "apache-spark",
        "swift",
        "microsoft-word",
        "stripe",
        "postman",
        "c",
        "spring-framework",
    }
    assert _named(sentence).isdisjoint(words)


def test_the_name_of_who_is_hiring_is_no_skill() -> None:
    text = (
        "Warehouse Associate\n\nPinecrest Logistics has been moving freight for years.\n\n"
        "Requirements\n- Python\n- Two years at Pinecrest Logistics or elsewhere\n- SQL\n"
    )
    assert "logistics" not in {requirement.skill_id for requirement in build_role(Source("job", text))[0].requirements}
    other = text.replace("Pinecrest Logistics or", "a firm of logistics or").replace("Pinecrest Logistics", "Pinecrest")
    assert "logistics" in {requirement.skill_id for requirement in build_role(Source("job", other))[0].requirements}


@pytest.mark.parametrize(
    ("bullet", "wanted", "unwanted"),
    [
        ("FPC or CPP certification", set(), {"cplusplus"}),
        ("CPP and Java", {"cplusplus", "java"}, set()),
        ("Skills, including drafting ministerial correspondence", set(), {"technical-drawing"}),
        ("Vue 3 (Composition API)", {"vue-js"}, {"api-development"}),
        ("B2B SaaS background", {"saas"}, {"b2b-sales"}),
        ("R or Python for data analysis", {"r", "python"}, {"python-data-stack"}),
        ("Linux shell scripting", {"linux", "shell-scripting"}, set()),
        ("OpenCV or PCL", {"opencv", "point-cloud-library"}, set()),
        ("Current drivers licence", {"drivers-license"}, set()),
        ("Rust, 2+ years of it", {"rust"}, set()),
        ("Rust (2+ years)", {"rust"}, set()),
        ("ArgoCD", {"argo-cd"}, set()),
    ],
)
def test_a_name_is_read_as_the_skill_that_is_meant(bullet: str, wanted: set[str], unwanted: set[str]) -> None:
    profile, _ = build_role(Source("posting", f"Specialist\n\nRequirements\n- {bullet}\n- Patience\n"))
    found = {each.skill_id for each in profile.requirements if each.need == "required"}
    assert wanted <= found
    assert not unwanted & found


def test_employers_are_looked_for_in_one_pass_however_many_empty_lines_there_are() -> None:
    text = "-\n" * 20_000 + "About Pinecrest Logistics\nPinecrest Logistics is hiring.\n"
    started = process_time()
    places = employers_in(text, SurfaceIndex([]))
    assert process_time() - started < 2
    assert [text[start:end] for start, end in places] == ["Pinecrest Logistics", "Pinecrest Logistics"]
