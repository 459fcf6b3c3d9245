"""The index of names: exact, leftmost and longest, and the rules that guard ambiguous words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy.model import Skill
from taxonomy.names import tokenize
from taxonomy.surface import SurfaceIndex, parse_rule, spellings, with_spellings

Find = Callable[[str], list[tuple[str, str]]]

SKILLS = (
    Skill("python", "Python", "programming-language", ("Python 3",)),
    Skill("java", "Java", "programming-language"),
    Skill("javascript", "JavaScript", "programming-language", ("JS",)),
    Skill("sql", "SQL", "programming-language"),
    Skill("nosql", "NoSQL", "field"),
    Skill("c", "C", "programming-language", rule="cased listed never=vitamin_c"),
    Skill("cplusplus", "C++", "programming-language"),
    Skill("r", "R", "programming-language", rule="cased listed"),
    Skill("go", "Go", "programming-language", ("Golang",), rule="cased listed never=go_to|go_live"),
    Skill("julia", "Julia", "programming-language", rule="cased listed"),
    Skill("apache-spark", "Apache Spark", "framework", ("Spark",), rule="cased near=apache|streaming|hadoop"),
    Skill("google-cloud", "Google Cloud", "platform", ("GCP",), rule="never=clinical"),
    Skill("machine-learning", "Machine Learning", "field", ("ML",)),
    Skill("data-modeling", "Data Modeling", "practice"),
    Skill("containerization", "Containerization", "concept"),
    Skill("scikit-learn", "scikit-learn", "library"),
    Skill("bigquery", "BigQuery", "tool"),
    Skill("neural-networks", "Recurrent Network (RNN)", "method"),
    Skill("triage", "Triage (medical)", "method"),
    Skill("data-quality", "Data Quality", "concept"),
    Skill("data-quality-tools", "Data Quality Tools", "tool"),
)


@pytest.fixture(scope="module")
def index() -> SurfaceIndex:
    """An index of a few names."""
    return SurfaceIndex(SKILLS)


@pytest.fixture(scope="module")
def find(index: SurfaceIndex) -> Find:
    """What a text names: (skill id, quote)."""

    def look(text: str) -> list[tuple[str, str]]:
        return [(found.skill_id, text[found.start : found.end]) for found in index.find(tokenize(text))]

    return look


def test_the_longest_name_wins(find: Find) -> None:
    assert find("Data quality tools") == [("data-quality-tools", "Data quality tools")]


def test_a_name_is_never_part_of_a_longer_word(find: Find) -> None:
    assert find("JavaScript platform, NoSQL, pythonic, Javanese") == [("javascript", "JavaScript"), ("nosql", "NoSQL")]


def test_no_name_reaches_over_a_break(find: Find) -> None:
    assert find("machine, learning; data (quality). machine\nlearning") == []


def test_names_are_found_in_the_order_of_the_text(find: Find) -> None:
    assert [skill for skill, _ in find("SQL, Python and machine learning in Java")] == [
        "sql",
        "python",
        "machine-learning",
        "java",
    ]


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("C, C++ and Python", {"c", "cplusplus", "python"}),
        ("C/C++", {"c", "cplusplus"}),
        ("R and SQL", {"r", "sql"}),
        ("Python, R, Julia, Go", {"python", "r", "julia", "go"}),
        ("Golang", {"go"}),
        ("Apache Spark", {"apache-spark"}),
        ("Spark Streaming", {"apache-spark"}),
        ("GCP, Python", {"google-cloud", "python"}),
        ("R/Python", {"r", "python"}),
        ("Python (R)", {"python", "r"}),
    ],
)
def test_a_guarded_name_counts_among_other_names_or_near_its_words(find: Find, text: str, skills: set[str]) -> None:
    assert {skill for skill, _ in find(text)} == skills


@pytest.mark.parametrize(
    "text",
    [
        "Led R&D in Leeds",
        "Led R & D",
        "Vitamin C",
        "J. R. Smith",
        "C. Jones",
        "Plan C",
        "Going forward",
        "go to market",
        "Go live in May",
        "We go, python-free",
        "Julia wrote it",
        "worked with Julia",
        "a spark of hope",
        "Sparks",
        "R2D2",
        "c",
        "r",
        "GCP in clinical trials",
    ],
)
def test_a_guarded_name_does_not_count_by_itself_or_in_other_senses(find: Find, text: str) -> None:
    guarded = {"c", "r", "go", "julia", "apache-spark", "google-cloud"}
    assert not guarded & {skill for skill, _ in find(text)}


@pytest.fixture(scope="module")
def beside() -> SurfaceIndex:
    """Names with neighbours that spell a longer name together."""
    return SurfaceIndex(
        (
            Skill("java", "Java", "programming-language"),
            Skill("spring", "Spring Framework", "framework", ("Spring", "Java Spring")),
            Skill("spring-boot", "Spring Boot", "framework", ("Java Spring Boot",)),
            Skill("azure", "Azure", "platform"),
            Skill("databricks", "Databricks", "platform"),
            Skill("azure-databricks", "Azure Databricks", "platform"),
            Skill("prometheus", "Prometheus", "tool", ("Prometheus Monitoring",)),
            Skill("monitoring", "Monitoring", "practice"),
            Skill("ci", "CI", "practice"),
            Skill("cd", "CD", "practice"),
            Skill("ci-cd", "CI/CD", "method", ("CI/CD pipelines",)),
            Skill("a-b-testing", "A/B Testing", "method"),
            Skill("modbus", "Modbus", "protocol", ("Modbus TCP/IP",)),
            Skill("modbus-tcp", "Modbus over TCP", "protocol", ("Modbus TCP",)),
            Skill("ip", "Internet Protocol", "protocol", ("IP",)),
            Skill("wandb", "Weights & Biases", "platform", ("W&B",)),
            Skill("health-and-safety", "Health and Safety", "practice"),
        )
    )


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("Java/Spring", ["java", "spring"]),
        ("Java / Spring", ["java", "spring"]),
        ("Java & Spring", ["java", "spring"]),
        ("Java+Spring", ["java", "spring"]),
        ("Java/Spring Boot", ["java", "spring-boot"]),
        ("Azure/Databricks", ["azure", "databricks"]),
        ("Prometheus & monitoring", ["prometheus", "monitoring"]),
        ("Java Spring", ["spring"]),
        ("Java-Spring", ["spring"]),
        ("Azure Databricks", ["azure-databricks"]),
        ("CI/CD", ["ci-cd"]),
        ("CI / CD", ["ci-cd"]),
        ("CI & CD pipelines", ["ci-cd"]),
        ("A/B tests", []),
        ("A/B testing", ["a-b-testing"]),
        ("Modbus TCP/IP", ["modbus"]),
        ("Weights & Biases", ["wandb"]),
        ("W&B", ["wandb"]),
        ("health and safety", ["health-and-safety"]),
    ],
)
def test_names_beside_each_other_are_two_unless_one_name_is_written_so(
    beside: SurfaceIndex, text: str, skills: list[str]
) -> None:
    assert [found.skill_id for found in beside.find(tokenize(text))] == skills


@pytest.mark.parametrize(
    ("line", "skills"),
    [
        ("python, go, r, c", {"python", "go", "r", "c"}),
        ("Languages: python, go | r", {"python", "go", "r"}),
        ("Python, go, r, c", {"python"}),
        ("we go python, and c people", {"python"}),
        ("python, go to market", {"python"}),
    ],
)
def test_in_a_list_without_capitals_names_need_none(index: SurfaceIndex, line: str, skills: set[str]) -> None:
    assert {found.skill_id for found in index.find(tokenize(line), [(0, len(line))])} == skills
    assert {found.skill_id for found in index.find(tokenize(line))} == {"python"}


def test_a_name_that_only_avoids_some_words_makes_a_list_of_its_neighbours() -> None:
    index = SurfaceIndex(
        (
            Skill("java", "Java", "programming-language", rule="never=java,_indonesia"),
            Skill("c", "C", "programming-language", rule="cased listed"),
        )
    )
    assert [found.skill_id for found in index.find(tokenize("Java, C"))] == ["java", "c"]
    assert index.find(tokenize("Bandung, West Java, Indonesia")) == []


@pytest.mark.parametrize(
    "text",
    [
        "GCP, preclinical and postclinical",
        "Moved it to GCP\nClinical Partners, London",
        "Clinical Partners\nMoved it to GCP",
        "Moved it to GCP, which cut the cost by a third; that was when the clinical team came",
    ],
)
def test_a_word_takes_a_names_meaning_away_as_a_whole_word_beside_it_in_its_line(find: Find, text: str) -> None:
    assert ("google-cloud", "GCP") in find(text)
    assert find("GCP in clinical trials") == find("Clinical work by GCP") == []


@pytest.mark.parametrize(
    ("sentence", "skill"),
    [
        ("Led the move to Go.", "go"),
        ("Golang and Python at first; Go since", "go"),
        ("Go services for payments", "go"),
        ("Trained clerks with R", "r"),
        ("Moved reports to Spark", "apache-spark"),
        ("Spark jobs for the bank", "apache-spark"),
        ("Simulations using Julia", "julia"),
    ],
)
def test_a_guarded_name_that_a_list_has_named_counts_by_itself_elsewhere(
    index: SurfaceIndex, sentence: str, skill: str
) -> None:
    skills = "Go, R, Spark, Julia, Python"
    text = f"{skills}\n{sentence}"
    found = index.find(tokenize(text), [(0, len(skills))])
    assert skill in {name.skill_id for name in found if name.start > len(skills)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Go ahead with it",
        "Saw it through. Go team",
        "Led the go to market",
        "Led the Go Live",
        "Took over from the Vap Go shop",
        "Ran the Go Vap shop",
        "Hired with Julia",
        "worked for Old Spark",
        "a spark of hope",
        "Led the Spark Initiative",
        "Section R of the report",
        "LED GO MEETINGS",
    ],
)
def test_what_a_list_has_named_is_no_name_in_other_senses(index: SurfaceIndex, sentence: str) -> None:
    skills = "Go, R, Spark, Julia, Python"
    text = f"{skills}\n{sentence}"
    found = index.find(tokenize(text), [(0, len(skills))])
    assert [name for name in found if name.start > len(skills)] == []


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("a ledger service written in Go.", {"go"}),
        ("analysis of trial data in R", {"r"}),
        ("wrote drivers in C for boards", {"c"}),
        ("wrote to colleagues in Go", set()),
        ("sold it in R", set()),
        ("wrote a play in Go Vap", set()),
        ("wrote R scripts for exceedance curves", {"r"}),
        ("Wrote Go code and C packages", {"go", "c"}),
        ("kept the Julia notebooks", {"julia"}),
        ("Section C code", set()),
        ("read the go code", set()),
        ("Maintained R scripts", {"r"}),
        ("Mary Go code", set()),
    ],
)
def test_something_made_in_a_language_names_the_language(find: Find, text: str, skills: set[str]) -> None:
    assert {skill for skill, _ in find(text)} == skills


def test_a_name_that_needs_a_word_beside_it_is_none_in_a_list_without_one() -> None:
    index = SurfaceIndex(
        (Skill("gong", "Gong", "platform", rule="cased beside=salesforce"), Skill("git", "Git", "tool"))
    )
    for text, skills in (("Gong, Git", ["git"]), ("Salesforce, Gong", ["gong"]), ("Salesforce, gong", [])):
        assert [found.skill_id for found in index.find(tokenize(text), [(0, len(text))])] == skills


def test_the_plural_of_a_guarded_name_is_guarded() -> None:
    index = SurfaceIndex((Skill("whisper", "Whisper", "model", rule="cased"),))
    assert index.find(tokenize("whispers")) == []


@pytest.mark.parametrize(
    ("sentence", "skills"),
    [
        ("Deployed the services with Spark", {"apache-spark"}),
        ("Cut the bill using Spark", {"apache-spark"}),
        ("I brought Spark into the lab", {"apache-spark"}),
        ("Introduced Spark to the depots", {"apache-spark"}),
        ("set up Go on every machine", {"go"}),
        ("taught Go in the evenings", {"go"}),
        ("Brought a spark into the room", set()),
        ("introduced us to Spark", set()),
        ("Three years of experience with Go", {"go"}),
        ("worked daily with Julia", set()),
        ("worked with Spark Partners", set()),
        ("Met clients with Spark", set()),
        ("used C", set()),
        ("used to go", set()),
    ],
)
def test_a_product_that_a_sentence_says_was_used_is_named(find: Find, sentence: str, skills: set[str]) -> None:
    assert {skill for skill, _ in find(sentence)} == skills


@pytest.mark.parametrize("name", ["MPLS", "AWS", "DNS"])
def test_an_acronym_that_ends_in_s_has_no_singular(name: str) -> None:
    assert spellings(Skill("x", name, "standard")) == [name.lower()]


def test_inside_a_skill_list_a_guarded_name_needs_no_company(index: SurfaceIndex) -> None:
    text = "R"
    assert index.find(tokenize(text)) == []
    assert [found.skill_id for found in index.find(tokenize(text), [(0, 1)])] == ["r"]


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("data modelling", "data-modeling"),
        ("Data Models", None),
        ("containerisation", "containerization"),
        ("scikitlearn", "scikit-learn"),
        ("Scikit Learn", "scikit-learn"),
        ("Big Query", "bigquery"),
        ("bigquery", "bigquery"),
        ("recurrent networks", "neural-networks"),
        ("Triage", None),
        ("Pythons", None),
        ("ML", "machine-learning"),
        ("python 3", "python"),
    ],
)
def test_names_are_found_in_other_spellings_and_numbers_and_no_further(
    find: Find, text: str, skill: str | None
) -> None:
    assert [found for found, _ in find(text)] == ([skill] if skill else [])


def test_the_spellings_of_a_skill_hold_its_names() -> None:
    forms = spellings(Skill("x", "Data Modeling", "practice", ("Modeling of data", "DM")))
    assert {"data modeling", "data modelling", "modeling of data", "dm"} <= set(forms)
    assert len(forms) == len(set(forms))


def test_the_skill_whose_proper_name_it_is_gets_a_shared_spelling() -> None:
    one, two = Skill("a", "Alpha", "tool", ("Beta",)), Skill("b", "Beta", "tool")
    for order in ((one, two), (two, one)):
        assert SurfaceIndex(order).skill_of("beta") == "b"


@given(
    st.lists(st.sampled_from(["Alpha", "Beta", "Alpha beta", "Gamma (Beta)", "C++", "Go"]), max_size=6),
    st.integers(0, 6),
)
def test_skills_that_come_later_are_found_as_if_they_had_been_there(names: list[str], split: int) -> None:
    skills = [
        Skill(f"skill-{number}", name, "tool", (f"Other {name}", "Betas"), rule="cased" if name == "Go" else "")
        for number, name in enumerate(names)
    ]
    grown, whole = SurfaceIndex(skills[:split]).with_skills(skills[split:]), SurfaceIndex(skills)
    tokens = tokenize("Alpha beta, go and Go; C++ or beta and other alphas")
    assert dict(grown.forms()) == dict(whole.forms())
    assert grown.find(tokens) == whole.find(tokens)


@given(st.lists(st.sampled_from(SKILLS), unique=True))
def test_spellings_that_were_made_before_are_found_like_those_made_now(skills: list[Skill]) -> None:
    made = with_spellings(skills)
    assert dict(SurfaceIndex(made).forms()) == dict(SurfaceIndex(skills).forms())
    assert with_spellings(made) == made


def test_an_index_knows_its_names(index: SurfaceIndex) -> None:
    assert "machine learning" in index
    assert "machine" not in index
    assert index.skill_of("golang") == "go"
    assert ("golang", "go") in set(index.forms())


@pytest.mark.parametrize(
    ("rule", "cased", "listed"),
    [
        ("cased", True, False),
        ("cased listed", True, True),
        ("near=apache|big_data", False, False),
        ("listed never=go_to", False, True),
    ],
)
def test_a_rule_is_read_from_its_short_form(rule: str, cased: bool, listed: bool) -> None:  # noqa: FBT001
    parsed = parse_rule(rule)
    assert parsed is not None
    assert (parsed.cased, parsed.listed) == (cased, listed)


def test_an_empty_rule_is_none() -> None:
    assert parse_rule("") is None


@pytest.mark.parametrize("rule", ["case", "near", "near=", "cased;listed", "never:x"])
def test_a_word_that_is_no_rule_is_an_error_that_names_it(rule: str) -> None:
    with pytest.raises(ValueError, match="is no rule; the rules are"):
        parse_rule(rule)


def test_in_a_line_of_capitals_the_words_around_a_name_say_whether_it_is_one(find: Find) -> None:
    assert find("BUILT STREAMING JOBS IN SPARK") == [("apache-spark", "SPARK")]
    assert find("LIT THE SPARK OF CHANGE") == []
    guarded = SurfaceIndex([Skill("epic", "Epic", "platform", rule="cased near=patient never=games")])
    assert [found.skill_id for found in guarded.find(tokenize("CHART PATIENTS IN EPIC"))] == ["epic"]
    assert guarded.find(tokenize("EPIC GAMES OF PATIENTS")) == []
    assert find("Streaming with a SPARK of luck") == []


def test_a_single_word_behind_a_colon_is_no_list() -> None:
    index = SurfaceIndex([Skill("basic", "BASIC", "programming-language", rule="cased listed"), *SKILLS])
    for text, names in (
        ("Minitab: basic", []),
        ("python, basic", ["python", "basic"]),
        ("known: sql, basic", ["sql", "basic"]),
    ):
        assert [found.skill_id for found in index.find(tokenize(text), [(0, len(text))])] == names


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("moved the jobs to spark with hadoop", {"apache-spark"}),
        ("moved the jobs to spark with care", set()),
        ("Moved the jobs to spark with hadoop", set()),
    ],
)
def test_in_a_text_without_capitals_the_words_around_a_name_say_whether_it_is_one(
    find: Find, text: str, skills: set[str]
) -> None:
    assert {skill for skill, _ in find(text)} == skills
