"""What a heading or a label announces."""

import pytest

from taxonomy.build.sections import Section, is_section_name, kind_of, kind_of_label, opens_part, section_below

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
