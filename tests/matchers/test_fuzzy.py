"""Typos are repaired where only one name can be meant, and names of people never."""

import pytest

from matchers.documents import Document
from matchers.fuzzy import TypoRepair
from matchers.matching import Matcher
from service.taxonomies import known_words


@pytest.fixture(scope="module")
def repair(matcher: Matcher) -> TypoRepair:
    """Repair over the shipped names."""
    return TypoRepair(matcher.reader.index, known_words())


@pytest.mark.parametrize(
    ("word", "skill"),
    [
        ("kuberentes", "kubernetes"),
        ("kubernets", "kubernetes"),
        ("terrafrom", "terraform"),
        ("tensorflw", "tensorflow"),
        ("postgresqll", "postgresql"),
        ("snowflak", "snowflake"),
        ("databrikcs", "databricks"),
        ("pytohn", "python"),
        ("javasript", "javascript"),
        ("ansibel", "ansible"),
        ("prometeus", "prometheus"),
        ("grafanna", "grafana"),
        ("python3", "python"),
    ],
)
def test_a_typo_is_repaired(repair: TypoRepair, word: str, skill: str) -> None:
    repaired = repair.repair(word)
    assert repaired is not None
    assert repaired[0] == skill
    assert 0.6 < repaired[1] <= 1


@pytest.mark.parametrize(
    "word",
    [
        "darnell",
        "leroy",
        "javier",
        "perla",
        "latoya",
        "tremayne",
        "rasheed",
        "meredith",
        "brendan",
        "nancy",
        "robert",
        "karen",
        "walter",
        "jav",
        "go",
        "sql",
        "c",
        "platform",
        "spanish",
        "teaching",
        "reports",
        "management",
        "",
        "x1",
        "2019",
        "customers",
        "mpl",
        "labelling",
        "optimisation",
        "colours",
        "cancelled",
        "analysing",
        "programmes",
    ],
)
def test_a_name_or_an_ordinary_or_short_word_is_never_repaired(repair: TypoRepair, word: str) -> None:
    assert repair.repair(word) is None


def test_a_word_that_is_a_name_already_needs_no_repair(repair: TypoRepair) -> None:
    assert repair.repair("python") is None


def test_typos_are_repaired_in_skill_lists_and_nowhere_else(matcher: Matcher) -> None:
    listed, prose = (
        matcher.profile(
            Document(f"Jo Doe\n\n{section}\nKuberentes, terrafrom and Python\n", "text/plain", "sha256:0")
        ).skills
        for section in ("Skills", "Interests")
    )
    assert {"kubernetes", "terraform"} <= listed.keys()
    assert {mention.how for mention in listed["kubernetes"].mentions} == {"fuzzy"}
    assert not prose


@pytest.mark.parametrize(
    "word", ["Kubernеtes", "Тerraform", "Αirflow", "GitLаb CI", "scikіt-learn", "machinе learning"]
)
def test_letters_of_another_alphabet_are_no_typos(matcher: Matcher, word: str) -> None:
    """A word that only looks like a skill is none, wherever it stands."""
    assert not word.isascii()
    text = (
        f"Mika Vance\n\nSkills\n{word}\n\nExperience\nEngineer, Northwind, 2019 – 2022\n• Ran {word} for two teams.\n"
    )
    profile = matcher.profile(Document(text, "text/plain", "sha256:0"))
    assert not list(profile.held())


@pytest.mark.parametrize("word", ["planned", "scheduling", "tested"])
def test_what_somebody_did_is_no_typo_of_a_tool(repair: TypoRepair, word: str) -> None:
    assert repair.repair(word) is None
