"""Documents → roles: what they ask for, how strongly, and where they say it."""

import pytest

from taxonomy.build import Source, build, build_role
from taxonomy.build.discovery import discover
from taxonomy.files import dumps
from taxonomy.model import RoleProfile, Skill
from taxonomy.surface import SurfaceIndex

_GUIDE = """# Data Engineer

Also known as: Pipeline Engineer, Data Platform Developer

## Overview

A data engineer builds the pipelines that bring data from where it arises to where it is needed, and keeps them running.

## Responsibilities

- Build ingestion pipelines with Apache Airflow
- Monitor data quality and repair broken loads

## Required skills

### Languages
- Must know Python and SQL
- Familiarity with Scala

### Cloud
- Experience with AWS, Azure or Google Cloud
- Proficiency in Terraform, Frobnicator and Dagster

## Preferred skills

- Kubernetes is a plus

## Education

- Bachelor's degree in Computer Science or Statistics

## Experience

- 3-6 years of experience in data engineering

## Soft skills

- Clear communication and teamwork

## Career ladder

- Junior Data Engineer (0-2 years)
- Lead Data Engineer (6+ years)

## Practice and certification

- Build a small pipeline with Apache Airflow and Docker
- AWS Certified Data Engineer

## Salary

- $110,000 - $150,000 in 2025

## Benefits

- Free fruit and a MongoDB mug
"""


@pytest.fixture(scope="module")
def role() -> RoleProfile:
    """The role of the guide."""
    return build_role(Source("data-engineer", _GUIDE))[0]


def _need(role: RoleProfile) -> dict[str, str]:
    return {requirement.skill_id: requirement.need for requirement in role.requirements}


def test_a_guide_becomes_a_role_with_every_part(role: RoleProfile) -> None:
    assert (role.id, role.title, role.assessable) == ("data-engineer", "Data Engineer", True)
    assert {"Pipeline Engineer", "Data Platform Developer"} <= set(role.titles)
    assert role.experience_years is not None
    assert (role.experience_years.min, role.experience_years.max) == (3, 6)
    assert role.education == ("bachelor",)
    assert {"computer science", "statistics"} <= set(role.education_fields)
    assert "communication" in role.soft_skills
    assert [step.kind for step in role.ladder] == ["career", "career"]
    assert [step.kind for step in role.steps] == ["practice", "certification"]
    assert {"apache-airflow", "docker"} <= set(role.steps[0].skill_ids)
    assert [(pay.low, pay.high, pay.year) for pay in role.salary] == [(110_000, 150_000, 2025)]
    assert len(role.responsibilities) == 2


def test_what_must_be_known_is_required_and_what_is_a_plus_is_preferred(role: RoleProfile) -> None:
    need = _need(role)
    assert [need[skill] for skill in ("python", "sql", "terraform", "apache-airflow")] == ["required"] * 4
    assert need["kubernetes"] == "preferred"
    weight = {requirement.skill_id: requirement.weight for requirement in role.requirements}
    assert weight["scala"] < weight["terraform"]


def test_of_alternatives_in_a_practice_step_the_first_is_shown() -> None:
    guide = _GUIDE.replace(
        "## Practice and certification\n",
        "## Practice and certification\n\n- Build a warehouse in BigQuery or Redshift with dbt and PostgreSQL\n",
    )
    role = build_role(Source("data-engineer", guide))[0]
    shown = next(step.skill_ids for step in role.steps if step.text.startswith("Build a warehouse"))
    assert "google-bigquery" in shown
    assert "amazon-redshift" not in shown
    assert {"dbt", "postgresql"} <= set(shown)


def test_benefits_ask_for_nothing(role: RoleProfile) -> None:
    assert "mongodb" not in _need(role)


def test_names_joined_by_or_are_alternatives(role: RoleProfile) -> None:
    groups = {requirement.skill_id: requirement.group for requirement in role.requirements}
    assert groups["aws"] is not None
    assert groups["aws"] == groups["microsoft-azure"] == groups["google-cloud"]
    assert groups["python"] is None
    assert groups["sql"] is None


def test_every_requirement_is_cited_where_it_stands(role: RoleProfile) -> None:
    quotes = {r.skill_id: [_GUIDE[c.start : c.end] for c in r.citations] for r in role.requirements}
    assert quotes["python"] == ["Python"]
    assert "Apache Airflow" in quotes["apache-airflow"]
    headings = {r.skill_id: r.citations[0].heading for r in role.requirements}
    assert headings["python"].endswith("Required skills > Languages")


def test_names_that_the_lexicon_lacks_are_discovered_in_enumerations() -> None:
    _, discovered = build_role(Source("data-engineer", _GUIDE))
    names = {skill.name for skill in discovered}
    assert "Frobnicator" in names
    assert all(skill.discovered and 0 < skill.confidence < 1 for skill in discovered)


def _discovered(text: str) -> set[str]:
    index = SurfaceIndex([Skill("python", "Python", "language"), Skill("git", "Git", "tool")])
    return {found.name for found in discover(text, 0, len(text), index, asking=True)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Languages: Python, Nimlet and Zigzag", {"Nimlet", "Zigzag"}),
        ("Experience with tools such as Git, Frobnicator and QuuxDB", {"Frobnicator", "QuuxDB"}),
        ("Version control (e.g., Git, Jujutsu)", {"Jujutsu"}),
        ("Proficiency in Python/Frobnicator", {"Frobnicator"}),
    ],
)
def test_an_enumeration_names_unknown_skills(text: str, names: set[str]) -> None:
    assert _discovered(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Overview: Introduction, Requirements and Responsibilities",
        "Offices such as London, Berlin and New York",
        "Available from Monday, Tuesday and June",
        "Companies such as the Company, Inc and LLC",
        "The team works well and communicates often",
        "Degrees such as Bachelor, Master or PhD",
        "Note: First image, Key Takeaways",
    ],
)
def test_furniture_towns_and_days_are_no_skills(text: str) -> None:
    assert _discovered(text) == set()


def _found(bullet: str) -> dict[str, tuple[str, float]]:
    """What the lexicon lacks among the names of one bullet under requirements: need and confidence."""
    profile, skills = build_role(Source("posting", f"Engineer\n\nRequirements\n- Docker\n- {bullet}\n- Kubernetes\n"))
    needs = {each.skill_id: each.need for each in profile.requirements}
    return {skill.name: (needs[skill.id], skill.confidence) for skill in skills}


@pytest.mark.parametrize(
    ("bullet", "names"),
    [
        ("Languages: Python, Nimrodel and Zigzag", {"Nimrodel", "Zigzag"}),
        ("Experience with tools such as Windbrook and Restor", {"Windbrook", "Restor"}),
        ("Liquid handlers such as Hammerton and Opentrans", {"Hammerton", "Opentrans"}),
        ("Experience with ÄKTAX", {"ÄKTAX"}),
        ("Knowledge of AS/NZS 3999 and NZS 1170.9", {"AS/NZS 3999", "NZS 1170.9"}),
        ("SysttmOne", {"SysttmOne"}),
        ("ETAPS or GRASS GASS", {"ETAPS", "GRASS GASS"}),
        ("Current QMC registration", {"QMC"}),
    ],
)
def test_a_name_that_the_lexicon_lacks_is_asked_for_in_every_form(bullet: str, names: set[str]) -> None:
    found = _found(bullet)
    assert set(found) == names
    assert all(need == "required" and confidence >= 0.5 for need, confidence in found.values())


@pytest.mark.parametrize(
    ("bullet", "name"),
    [
        ("Harbor Card", "Harbor Card"),
        ("Binding assays (Biacorex)", "Biacorex"),
        ("You know QPEng or are on the way", "QPEng"),
    ],
)
def test_a_name_that_may_be_none_is_listed_for_review_and_hardly_counts(bullet: str, name: str) -> None:
    need, confidence = _found(bullet)[name]
    assert need == "mentioned"
    assert confidence < 0.5


@pytest.mark.parametrize(
    "bullet",
    [
        "Reference number: PPA25J-4",
        "Minimum 5 days a week",
        "Punctuality",
        "Conscientious",
        "Travel to sites including Leeds and Bradford",
        "Companies such as Bexley and Corvane",
        "Reports to Jane Smithers",
        "Strong Communication And Organisation In Daily Work",
        "We have offices in Ghent",
        "Bachelor's degree in Zymurgy from Bexley",
    ],
)
def test_words_facts_towns_firms_and_people_are_no_names_of_skills(bullet: str) -> None:
    assert _found(bullet) == {}


def test_an_or_under_requirements_outweighs_a_duty_that_names_one_of_them() -> None:
    demands = "Requirements\n- AWS, Azure or GCP\n- Docker\n"
    profile, _ = build_role(Source("posting", f"Engineer\n\nDuties\n- Run our AWS accounts\n\n{demands}"))
    groups = {each.skill_id: each.group for each in profile.requirements}
    assert groups["aws"] == groups["microsoft-azure"] == groups["google-cloud"] is not None
    alone, _ = build_role(Source("posting", f"Engineer\n\n{demands}- AWS\n"))
    assert next(each.group for each in alone.requirements if each.skill_id == "aws") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "We need someone who knows Python and Docker.",
        "We want someone who has shipped Python and Docker.",
        "The right person knows Python and Docker.",
        "The must-haves are pretty short: Python and Docker.",
    ],
)
def test_one_sentence_that_says_whom_it_wants_is_a_demand(sentence: str) -> None:
    profile, _ = build_role(Source("mail", f"Platform Engineer\n\n{sentence}\n"))
    assert profile.assessable
    assert {each.skill_id for each in profile.requirements if each.need != "mentioned"} == {"python", "docker"}


def test_several_roles_of_one_document_are_all_built() -> None:
    second = _GUIDE.replace("Data Engineer", "Release Manager").replace("Terraform", "Jenkins")
    taxonomy, problems = build([Source("both", _GUIDE + "\n\n" + second)])
    assert not problems
    assert {"data-engineer", "release-manager"} == {role.id for role in taxonomy.roles}


def test_one_paragraph_with_markdown_squeezed_into_it_is_a_role() -> None:
    text = (
        "AI Release Engineer\n\nAn AI release engineer brings models to production and plans "
        "every step of it with all who take part. "
        "### Key Responsibilities - **Release planning**: Plan releases with Jira - "
        "**Automation**: Build pipelines with Jenkins "
        "### Requirements - Proficiency in Python - Experience with Docker or Podman - 4+ years of experience in DevOps"
    )
    role, _ = build_role(Source("blurb", text))
    assert role.title == "AI Release Engineer"
    assert {"jira", "jenkins", "python", "docker"} <= _need(role).keys()
    assert role.experience_years is not None
    assert role.experience_years.min == 4
    assert len(role.responsibilities) == 2


def test_every_problem_is_reported_at_once() -> None:
    sources = [
        Source("a", ""),
        Source("b", "  \n"),
        Source("c", "Nothing to see."),
        Source("d", _GUIDE),
    ]
    taxonomy, problems = build(sources)
    assert {(problem.document, problem.code) for problem in problems} == {
        ("a", "document-empty"),
        ("b", "document-empty"),
        ("c", "no-requirements"),
    }
    assert [role.id for role in taxonomy.roles] == ["data-engineer"]


def test_the_same_documents_give_the_same_taxonomy() -> None:
    assert dumps(build([Source("d", _GUIDE)])[0]) == dumps(build([Source("d", _GUIDE)])[0])


def test_a_comma_in_a_guide_changes_the_version() -> None:
    assert build([Source("d", _GUIDE)])[0].version != build([Source("d", _GUIDE + ",")])[0].version


@pytest.mark.parametrize("text", ["", "Hello.", "We are a nice company."])
def test_a_text_that_asks_for_nothing_is_not_assessable(text: str) -> None:
    assert not build_role(Source("job", text))[0].assessable


@pytest.mark.parametrize(
    "text",
    [
        "City news\n\nThe new line will open in 2031. Residents can follow the work in an app for iOS and Android.",
        "Our services\n\nProduct strategy, UX design, web development with React and Node.js, SEO.",
        "Release notes\n\nSupport for PostgreSQL 16. Improved Docker images. The installer will remove old files.",
        "Terms of use\n\nYou will need JavaScript to use this site. You must be 16. The service will use Stripe.",
        "Acme\n\nYou will find Docker here.",
    ],
)
def test_news_services_and_terms_are_no_advertisements(text: str) -> None:
    assert not build_role(Source("page", text))[0].assessable


def test_an_advertisement_of_two_lines_with_labels_is_assessable() -> None:
    text = "Acme | React Native Engineer | Remote\n\nHi. Must: React Native, TypeScript. Nice: Kotlin for modules."
    role, _ = build_role(Source("job", text))
    assert role.assessable
    assert _need(role)["react-native"] == "required"
    assert _need(role)["kotlin"] == "preferred"


@pytest.mark.parametrize(
    "line",
    [
        "Apply at https://boards.example/acme/jobs/1.html",
        "See https://www.example.com/careers.php?x=1",
        "Mail jobs@terraform.io",
        "file:///C:/Users/ann/career.html 1/1",
        "Fluent German (C1)",
    ],
)
def test_addresses_and_levels_of_languages_name_no_skills(line: str) -> None:
    role, _ = build_role(Source("job", f"Data Engineer\n\nRequirements\n- Linux\n- Bash\n\n{line}\n"))
    assert set(_need(role)) <= {"linux", "bash", "german"}


def _education(*sentences: str) -> tuple[tuple[str, ...], bool]:
    lines = "\n".join(f"- {sentence}" for sentence in sentences)
    role, _ = build_role(Source("job", f"Teacher\n\nRequirements\n- Python\n{lines}\n"))
    return role.education, role.education_or_equivalent


def test_a_degree_that_is_only_welcome_or_not_needed_is_not_asked_for() -> None:
    assert _education("PhD not required") == ((), False)
    assert _education("A college degree is nice but by no means required") == ((), False)
    assert _education("MSc is a plus") == ((), False)
    assert _education("Bachelor's degree required, Master's degree preferred") == (("bachelor", "master"), False)


def test_experience_that_is_taken_for_a_degree_is_noted_with_it() -> None:
    assert _education("Bachelor's degree or equivalent work experience") == (("bachelor",), True)
    assert _education("Bachelor's degree") == (("bachelor",), False)


def test_a_degree_is_found_outside_the_requirements_where_it_is_asked_for() -> None:
    text = "Teacher\n\nHi.\n\nThe candidate will have a bachelor's degree. You will supervise master's theses."
    assert build_role(Source("job", text))[0].education == ("bachelor",)


def test_what_a_text_names_thousands_of_times_weighs_twice_as_much_as_once_at_most() -> None:
    said = "Platform Engineer\n\nRequirements\n"
    often, _ = build_role(Source("often", said + "- Python\n" * 3_000))
    once, _ = build_role(Source("once", said + "- Python\n- Kafka\n"))
    weights = {r.skill_id: r.weight for r in once.requirements}
    assert [r.skill_id for r in often.requirements] == ["python"]
    assert weights["python"] < often.requirements[0].weight <= 2 * weights["python"]


def test_a_list_without_end_is_read_to_its_end_in_parts() -> None:
    names = ", ".join([*["Python", "Java"] * 2_000, "Kafka"])
    role, _ = build_role(Source("long", f"Platform Engineer\n\nRequirements\n- {names}\n"))
    assert {r.skill_id for r in role.requirements if r.need == "required"} == {"python", "java", "apache-kafka"}
