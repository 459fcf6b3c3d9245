"""Slices and bands count the cases they name."""

from service.evaluation.answers import Ranking, answers
from service.evaluation.bands import band_shares
from service.evaluation.cases import Case
from service.evaluation.running import Outcome
from service.evaluation.slicing import slices


def outcome(name: str, role: str, best: str, band: str = "good", text: str = "x", **traits: str) -> Outcome:
    case = Case(name, 1, text=text, role_ids=(role,) if role else (), slices=traits)
    return Outcome(case, text, Ranking((best, "other"), 50.0), (50.0, 40.0), band)


def sliced(*results: Outcome) -> list[tuple[str, str, int, float]]:
    told = answers([o.ranking for o in results], [o.case.role_ids for o in results])
    return [(s.trait, s.value, s.cases, s.measures["top_1"]) for s in slices(results, told)]


def test_slices_are_by_role_and_by_given_columns() -> None:
    found = sliced(outcome("1", "a", "a", seniority="junior"), outcome("2", "b", "a", seniority="senior"))
    assert found == [
        ("role", "a", 1, 1.0),
        ("role", "b", 1, 0.0),
        ("seniority", "junior", 1, 1.0),
        ("seniority", "senior", 1, 0.0),
    ]


def test_length_is_taken_from_the_text_where_no_column_gives_it() -> None:
    found = sliced(
        outcome("1", "a", "a"), outcome("2", "a", "a", text="x" * 2000), outcome("3", "a", "b", text="x" * 9000)
    )
    assert [(value, share) for trait, value, _, share in found if trait == "length"] == [
        ("long (over 4,000)", 0.0),
        ("medium (1,500 to 4,000)", 1.0),
        ("short (under 1,500)", 1.0),
    ]


def test_cases_without_a_role_stand_in_no_slice_but_in_the_bands() -> None:
    results = (outcome("1", "a", "a"), outcome("2", "", "a", band="good"), outcome("3", "", "a", band="none"))
    assert sliced(*results) == []
    shares = {share.band: (share.cases, share.right) for share in band_shares(results)}
    assert (shares["good"], shares["none"]) == ((2, 1), (1, 0))
