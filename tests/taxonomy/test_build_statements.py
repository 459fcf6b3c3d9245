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
