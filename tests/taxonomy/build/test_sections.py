"""What a heading or a label announces."""

import pytest

from taxonomy.build.sections import (
    Section,
    is_section_name,
    kind_of,
    kind_of_label,
    opens_part,
    says_unneeded,
    section_below,
)

_USUAL: dict[Section, tuple[str, ...]] = {
    "responsibilities": (
        "What you'll be doing",
        "What You Will Do",
        "Your impact",
        "Essential Job Functions",
        "Essential Functions",
        "How you'll make an impact",
        "What we need you to do",
        "Deine Aufgaben",
    ),
    "required": (
        "Why you?",
        "To be successful you will need",
        "What you'll need",
        "Selection criteria",
        "Person specification",
        "What we ask",
        "The ideal candidate",
        "You might be a fit if",
        "Your background",
        "Dein Profil",
    ),
    "preferred": (
        "Extra points",
        "Bonus",
        "Plus points",
        "Good to know",
        "Great if you have",
        "Would be nice",
        "It'd be lovely if you",
        "We'd love",
        "Even better if",
        "Assets",
        "Desired skills",
    ),
    "noise": (
        "Wir bieten",
        "Kontakt",
        "Our client",
        "Apply for this job",
        "Next steps",
        "Additional information",
        "What to expect",
        "The good stuff",
        "About Corvane",
        "About Corvane & Sons",
        "Why Corvane?",
    ),
    "neighbours": ("Similar jobs", "People also viewed", "Related articles", "Java Developer jobs"),
    "overview": ("About this position", "The opportunity"),
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in _USUAL.items() for name in names])
def test_a_usual_heading_is_known(kind: Section, name: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize("name", ["About you", "About the role", "About this role", "ABOUT YOU"])
def test_what_is_about_the_reader_or_the_role_is_not_about_the_employer(name: str) -> None:
    assert kind_of(name) in {"required", "responsibilities", "overview"}


@pytest.mark.parametrize("name", ["What you bring", "Nice-to-haves", "WHY YOU?", "About Corvane", "Tools & technology"])
def test_a_section_name_holds_nothing_of_its_own(name: str) -> None:
    assert is_section_name(name)
    assert opens_part(name)


@pytest.mark.parametrize("name", ["Python skills", "AWS Certification", "Communication skills", "Infrastructure", ""])
def test_a_line_that_names_something_is_no_section_name(name: str) -> None:
    assert not is_section_name(name)


def test_a_label_counts_where_it_is_usual() -> None:
    assert [kind_of_label(label) for label in ("Department", "Skills", "Nice to have", "Tableau", "Testing")] == [
        "noise",
        "required",
        "preferred",
        None,
        None,
    ]


def test_demands_below_nice_to_have_stay_nice_to_have() -> None:
    assert section_below("required", "preferred") == "preferred"
    assert section_below("required", "noise") == "required"
    assert section_below("noise", "preferred") == "noise"


@pytest.mark.parametrize(
    "name",
    [
        "What u DONT need",
        "You wont need",
        "What we aren't looking for",
        "Who we're not looking for",
        "What we do not expect",
        "Things we won't ask you about",
        "The things we won't look at",
        "Not looking for",
        "No need to have",
        "No degree required",
        "Out of scope",
        "What you can leave behind",
        "You can safely skip",
        "Feel free to ignore",
        "What doesn't matter to us",
        "We really don't care about",
        "Won't",
        "Wonts",
        "Won't have (this year)",
        "What this job is not",
        "What you'll learn",
        "Things we'll teach you",
        "What we can train you in",
        "Training you will receive",
    ],
)
def test_a_heading_that_denies_a_need_asks_for_nothing(name: str) -> None:
    assert kind_of(name) == "noise"
    assert says_unneeded(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("What we can't do without", None),
        ("Not just code: what you bring", "required"),
        ("Not required but welcome", "preferred"),
        ("Desirable, though not essential", "preferred"),
        ("Not essential", "preferred"),
        ("Useful but we can train you", "preferred"),
        ("What u need", "required"),
        ("Notable projects", None),
        ("Node.js", None),
    ],
)
def test_a_no_that_denies_no_need_takes_nothing_away(name: str, kind: Section | None) -> None:
    assert kind_of(name) == kind
    assert not says_unneeded(name)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("required", ("Must", "Musts", "MUST HAVE", "Must (M)", "Non-negotiables", "Dealbreakers", "Pre-requisites", "Primary skills")),  # noqa: E501
        ("preferred", ("Should", "Shoulds", "Should have", "Could", "COULD HAVE", "Could (C)", "Secondary skills", "Cherries on top", "Icing on the cake", "Highly desirable")),  # noqa: E501
    ],
)  # fmt: skip
def test_the_grades_of_a_need_are_headings(kind: Section, names: tuple[str, ...]) -> None:
    assert {name: kind_of(name) for name in names} == dict.fromkeys(names, kind)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Who you are", "required"),
        ("You as a colleague", "required"),
        ("Technical competencies", "required"),
        ("Behavioural competencies", "soft"),
        ("Personal qualities", "soft"),
        ("Who we are", "noise"),
        ("About your application", "noise"),
        ("Typical job titles", "context"),
        ("Review date", "noise"),
        ("People who viewed this job also viewed", "neighbours"),
    ],
)
def test_who_somebody_is_may_be_what_they_can(name: str, kind: Section) -> None:
    assert kind_of(name) == kind
