"""Which occupations a title speaks of."""

import pytest

from taxonomy.occupations import Occupations, occupations, reported_titles

_REPORTED = (
    ("23-1011.00", "lawyer"),
    ("23-1011.00", "attorney at law"),
    ("15-1252.00", "software engineer"),
    ("15-1253.00", "software tester"),
    ("17-2051.00", "civil engineer"),
)


def test_a_reported_title_is_known_for_sure_and_speaks_most_of_its_occupation() -> None:
    found = Occupations(_REPORTED).mixture("software engineer")
    assert found.certainty == 1
    assert max(found.shares, key=found.shares.__getitem__) == "15-1252.00"


def test_a_rare_word_says_more_than_a_common_one() -> None:
    table = Occupations(_REPORTED)
    assert table.rarity("lawyer") > table.rarity("engineer")
    assert table.rarity("wizard") > table.rarity("lawyer")
    shares = table.mixture("civil engineering").shares
    assert shares["17-2051.00"] > shares.get("15-1252.00", 0)


def test_the_less_is_known_of_a_title_the_less_sure_it_is() -> None:
    table = Occupations(_REPORTED)
    sure, half, none = (table.mixture(title).certainty for title in ("lawyer", "lawyer wizard", "wizard"))
    assert 1 == sure > half > none == 0
    assert not table.mixture("wizard").shares


def test_occupations_of_one_group_share_something_and_others_nothing() -> None:
    table = Occupations(_REPORTED)
    engineer, tester, lawyer = (set(table.mixture(title).shares) for title in ("software engineer", "tester", "lawyer"))
    assert engineer & tester
    assert not engineer & lawyer


def test_shares_are_of_unit_length() -> None:
    for title in ("software engineer", "lawyer", "registered nurse"):
        shares = occupations().mixture(title).shares
        assert sum(share**2 for share in shares.values()) == pytest.approx(1)


def test_the_shipped_titles_are_plain() -> None:
    titles = reported_titles()
    assert {"barista", "legal assistant"} <= titles
    assert all(title == title.lower() and "," not in title for title in titles)
