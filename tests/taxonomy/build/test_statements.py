"""Statements under their headings, and how strongly they ask."""

import pytest

from taxonomy.build.outline import pieces
from taxonomy.build.sections import kind_of
from taxonomy.build.statements import Statement, section_of, statements, strength_of


def _statements(text: str) -> list[tuple[Statement, str]]:
    return [(one, text[one.start : one.end]) for one in statements(text, pieces(text))]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Overview", "overview"),
        ("Key Responsibilities", "responsibilities"),
        ("What you'll do", "responsibilities"),
        ("Requirements", "required"),
        ("Required Skills", "required"),
        ("Technical Skills", "required"),
        ("Preferred Qualifications", "preferred"),
        ("Nice to have", "preferred"),
        ("Bonus points", "preferred"),
        ("Soft Skills", "soft"),
        ("Education", "education"),
        ("Experience", "experience"),
        ("Career Progression", "ladder"),
        ("Certifications", "certification"),
        ("Salary Ranges", "salary"),
        ("Benefits", "noise"),
        ("About us", "noise"),
        ("How to apply", "noise"),
        ("Neighbouring roles", "neighbours"),
        ("Industry Trends", "context"),
        ("Infrastructure and Deployment", None),
    ],
)
def test_a_heading_announces_its_section(heading: str, kind: str | None) -> None:
    assert kind_of(heading) == kind


def test_a_topic_inherits_the_section_above_it() -> None:
    assert section_of([("Requirements", True), ("Infrastructure and Deployment", True)]) == "required"
    assert section_of([("Responsibilities", True), ("Training and serving", True)]) == "responsibilities"
    assert section_of([]) == "overview"


def test_a_wish_list_below_the_requirements_stays_a_wish_list() -> None:
    assert section_of([("Requirements", True), ("Preferred skills", True)]) == "preferred"


def test_a_statement_knows_its_headings() -> None:
    found = _statements("# Engineer\n\n## Requirements\n\n### Languages\n- Python. Go too.\n\n## Benefits\n- Fruit\n")
    assert [(text, one.heading, one.is_item) for one, text in found if not one.is_heading] == [
        ("Python.", "Engineer > Requirements > Languages", True),
        ("Go too.", "Engineer > Requirements > Languages", True),
        ("Fruit", "Engineer > Benefits", True),
    ]


def test_stronger_words_ask_more_strongly() -> None:
    order = [
        "Must know Python",
        "Proficiency in Python",
        "Familiarity with Python",
        "Python is a plus",
        "Potentially Python",
    ]
    strengths = [strength_of(text, "required") for text in order]
    assert strengths == sorted(strengths, reverse=True)
    assert len(set(strengths)) == len(strengths)


def test_a_must_in_a_wish_list_stays_a_wish() -> None:
    assert strength_of("Strong Python required", "preferred") < strength_of("Some Python", "required")


@pytest.mark.parametrize("section", ["noise", "neighbours"])
def test_noise_asks_for_nothing_whatever_its_words(section: str) -> None:
    assert strength_of("Must have Python", section) == 0  # type: ignore[arg-type]


def test_every_strength_is_between_nothing_and_all() -> None:
    for text in ("Must have", "", "a plus", "not required", "expert mastery of deep advanced strong"):
        for section in ("required", "preferred", "overview", "responsibilities", "ladder", "salary"):
            assert 0 <= strength_of(text, section) <= 1  # type: ignore[arg-type]


def _sections(text: str) -> dict[str, str]:
    return {sentence: one.section for one, sentence in _statements(text) if not one.is_heading}


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme plugs into QuickBooks, Xero and NetSuite in minutes.",
        "Customers use our Kubernetes expertise.",
        "Acme accelerates every company's ability to use Kubernetes.",
        "Teams at Siemens plan in SAP with us.",
        "The company was the first in Norway to run on AWS.",
    ],
)
def test_what_an_overview_tells_of_the_company_asks_for_nothing(sentence: str) -> None:
    assert _sections(f"Data Engineer\n\n{sentence}\n")[sentence] == "context"


@pytest.mark.parametrize(
    "sentence",
    [
        "A data engineer builds pipelines with Python.",
        "Our stack is Python, Kafka and Airflow.",
        "Excellent SQL and Python skills.",
        "Python is required for this work.",
        "Experience with Kafka is a plus.",
        "The successful candidate has worked with Kafka.",
        "Three years of experience with Kafka.",
        "* Python, SQL and Docker",
    ],
)
def test_an_overview_that_speaks_of_the_role_or_asks_stays_one(sentence: str) -> None:
    assert _sections(f"Acme\n\nPeople like us.\n\n{sentence}\n\nMore.\n")[sentence.strip("* ")] == "overview"


def test_a_list_of_requirements_ends_where_the_company_speaks_again() -> None:
    found = _sections(
        "Requirements\n- Python\n- SQL\n\n"
        "Acme is certified to ISO 27001 and uses Workday to handle its mail.\n"
        "All employees must comply with our records management system.\n"
        "You also know Kafka well.\n"
    )
    assert list(found.values()) == ["required", "required", "context", "context", "required"]


@pytest.mark.parametrize(
    "notice",
    [
        "This post is subject to the Rehabilitation of Offenders Act.",
        "Selective Service Registration is required.",
        "Please know that we use Microsoft Teams for interviews.",
        "Interviews happen over Zoom.",
    ],
)
def test_notices_of_the_hiring_process_are_noise(notice: str) -> None:
    assert _sections(f"Requirements\n- Python\n- SQL\n\n{notice}\n")[notice] == "noise"


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Must: React Native, shipped apps in both stores.", "required"),
        ("Nice: Swift or Kotlin for native modules.", "preferred"),
        ("Requirements: Python, SQL and Docker.", "required"),
        ("We offer: SAP training.", "noise"),
        ("Stack: Python, FastAPI and React.", "required"),
    ],
)
def test_a_label_tells_the_section_of_what_it_heads(line: str, section: str) -> None:
    assert _sections(f"Acme\n\nPeople like us. {line} More follows here.\n")[line] == section


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("Produce weekly reports", "responsibilities"),
        ("Supporting our customers", "responsibilities"),
        ("Support our customers in SAP", "responsibilities"),
        ("Builds pipelines with Airflow", "responsibilities"),
        ("You will run our Kafka clusters.", "responsibilities"),
        ("The successful candidate will run our Kafka clusters.", "responsibilities"),
        ("Product strategy, UX design, web development with React", "overview"),
        ("* Support for PostgreSQL 16", "overview"),
        ("* Design, 2019", "overview"),
        ("The new line will open in 2031.", "context"),
    ],
)
def test_a_duty_begins_with_a_verb_or_says_who_will(line: str, section: str) -> None:
    assert _sections(f"Acme\n\nPeople like us.\n\n{line}\n\nMore.\n")[line.strip("* ")] == section
