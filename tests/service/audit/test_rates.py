"""The arithmetic of audits, against figures that were worked out elsewhere, and the words of its findings."""

import csv
import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from typer.testing import CliRunner

from service.audit.certainty import fisher, wilson
from service.audit.findings import audit
from service.audit.people import RACES, Candidate, Columns, read_people
from service.audit.rates import Count, above_median, impacts, shortfall
from service.batches.outputs import neutral
from service.cli import app
from service.errors import ManyProblems, UserError

NOBODY = Count(0, 0)
DOCS = Path(__file__).parents[3] / "docs"
counts = st.integers(0, 60).flatmap(lambda total: st.integers(0, total).map(lambda chosen: Count(chosen, total)))


def ratios(unknown: Count = NOBODY, **groups: Count) -> dict[str, Fraction | None]:
    return {one.group: one.ratio for one in impacts(groups, unknown)}


def test_published_counts_give_the_published_rates_and_ratio() -> None:
    female, male = Count(667, 1390), Count(555, 1181)
    assert [round(float(count.rate or 0), 5) for count in (female, male)] == [0.47986, 0.46994]
    found = ratios(female=female, male=male)
    assert found["female"] == 1
    assert round(float(found["male"] or 0), 5) == 0.97934


def test_four_fifths_is_exactly_four_fifths() -> None:
    found = ratios(a=Count(64, 100), b=Count(80, 100))
    assert found == {"a": Fraction(4, 5), "b": 1}
    people = [
        Candidate(None, n < chosen, sex, None) for sex, chosen in (("female", 64), ("male", 80)) for n in range(100)
    ]
    line = next(one for one in audit(people).findings[0].lines if one.impact.group == "female")
    assert line.below_four_fifths is False
    assert line.missing == 0


def test_a_tie_at_the_top_is_not_computable() -> None:
    scores = [Fraction(90)] * 110 + [Fraction(n) for n in range(90)]
    middle, above = above_median(scores)
    assert middle == 90
    assert not any(above)
    assert ratios(a=Count(0, 100), b=Count(0, 100)) == {"a": None, "b": None}


def test_the_best_groups_ratio_is_one_and_nobodys_is_above() -> None:
    found = ratios(a=Count(30, 40), b=Count(20, 50), c=Count(0, 0))
    assert found == {"a": 1, "b": Fraction(8, 15), "c": None}


def test_a_group_under_two_percent_keeps_its_rate_and_takes_part_in_no_ratio() -> None:
    found = {one.group: one for one in impacts({"tiny": Count(1, 1), "a": Count(10, 50), "b": Count(20, 49)}, NOBODY)}
    assert (found["tiny"].is_small, found["tiny"].ratio, found["tiny"].count.rate) == (True, None, 1)
    assert found["b"].ratio == 1


@given(counts, counts, counts, st.data())
def test_bounds_hold_however_the_unknown_people_are_spread(
    a: Count, b: Count, unknown: Count, data: st.DataObject
) -> None:
    if not a.total or not b.total:
        return
    found = {one.group: one for one in impacts({"a": a, "b": b}, unknown)}
    if found["a"].ratio is None:
        return
    chosen = data.draw(st.integers(0, unknown.chosen))
    rest = data.draw(st.integers(0, unknown.total - unknown.chosen))
    to_a = Count(chosen, chosen + rest)
    to_b = Count(unknown.chosen - chosen, unknown.total - to_a.total)
    known = ratios(a=a + to_a, b=b + to_b)
    low, high = found["a"].low, found["a"].high
    assert low is not None
    assert high is not None
    assert low <= found["a"].ratio <= high
    assert known["a"] is None or low <= known["a"] <= high


def test_fishers_exact_test_gives_the_known_p() -> None:
    assert fisher(Count(40, 100), Count(80, 100)) == pytest.approx(1.06e-8, rel=5e-3)


@given(counts, counts)
def test_fishers_test_and_wilsons_interval_are_scipys(one: Count, other: Count) -> None:
    if one.total and other.total:
        table = [[one.chosen, one.total - one.chosen], [other.chosen, other.total - other.chosen]]
        assert fisher(one, other) == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-6, abs=1e-12)
    if one.total:
        theirs = stats.binomtest(one.chosen, one.total).proportion_ci(method="wilson")
        assert wilson(one) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_the_shortfall_is_the_fewest_that_reach_four_fifths() -> None:
    group, best = Count(40, 100), Fraction(80, 100)
    missing = shortfall(group, best)
    assert missing == 24
    assert Fraction(40 + missing, 100) >= Fraction(4, 5) * best > Fraction(40 + missing - 1, 100)


def test_there_are_two_and_seven_and_fourteen_categories() -> None:
    found = audit([Candidate(Fraction(1), True, "female", RACES[0])])
    assert [len(one.lines) for one in found.findings] == [2, 7, 14, 2, 7, 14]


def test_people_without_a_score_and_of_unknown_group_are_counted_and_in_no_rate() -> None:
    people = [
        Candidate(Fraction(80), None, "female", None),
        Candidate(Fraction(20), None, "male", None),
        Candidate(None, None, "male", None),
        Candidate(Fraction(90), None, None, None),
    ]
    found = audit(people)
    by_sex = found.findings[0]
    assert (found.people, found.without_score, found.median) == (4, 1, 80)
    assert by_sex.unknown == Count(1, 1)
    assert {line.impact.group: line.impact.count for line in by_sex.lines} == {
        "female": Count(0, 1),
        "male": Count(0, 1),
    }


def write(path: Path, *rows: Sequence[object]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def tables(tmp_path: Path) -> tuple[Path, Path]:
    people = [(f"c-{n}", 90 - n % 50, "female" if n % 2 else "male", RACES[n % 3]) for n in range(120)]
    results = write(tmp_path / "scored.csv", ("external_id", "best_score"), *((i, score) for i, score, _, _ in people))
    said = write(
        tmp_path / "said.csv", ("external_id", "sex", "race_ethnicity"), *((i, s, r) for i, _, s, r in people[1:])
    )
    return results, said


def test_groups_are_read_from_a_table_of_their_own(tables: tuple[Path, Path]) -> None:
    people = read_people(*tables, Columns())
    assert len(people) == 120
    assert (people[0].sex, people[0].race) == (None, None)  # said nothing
    assert (people[1].sex, people[1].race) == ("female", RACES[1])


def test_people_are_found_by_their_ids_whatever_a_spreadsheet_takes_for_a_formula(tmp_path: Path) -> None:
    """``rolefit batch`` puts an apostrophe before such ids; what people said of themselves may have it, or not."""
    ids = ("-1", "=2", "+3", "@4", "'5")
    results = write(tmp_path / "x.csv", ("external_id", "best_score"), *((neutral(one), 50) for one in ids))
    for written in (ids, [neutral(one) for one in ids]):
        said = write(tmp_path / "said.csv", ("external_id", "sex"), *((one, "f") for one in written))
        assert [person.sex for person in read_people(results, said, Columns())] == ["female"] * len(ids)


def test_somebody_who_comes_twice_is_refused_with_the_lines(tmp_path: Path) -> None:
    results = write(
        tmp_path / "x.csv",
        ("external_id", "best_score", "sex"),
        ("a", 5, "f"),
        ("", 6, "f"),
        ("a", 7, "m"),
        ("", 1, ""),
    )
    with pytest.raises(ManyProblems) as raised:
        read_people(results, None, Columns())
    assert [(one.place, one.code) for one in raised.value.problems] == [("x.csv, line 4", "twice")]
    assert "line 2" in raised.value.problems[0].message


def test_people_without_an_id_are_not_taken_for_one_another(tmp_path: Path) -> None:
    results = write(tmp_path / "x.csv", ("external_id", "best_score"), ("", 5), ("", 6))
    said = write(tmp_path / "said.csv", ("external_id", "sex"), ("", "f"), ("", "m"))
    assert [person.sex for person in read_people(results, said, Columns())] == [None, None]


@pytest.mark.parametrize("cut", ["nan", "inf"])
def test_a_cut_that_is_no_number_is_refused_in_a_sentence(tables: tuple[Path, Path], cut: str) -> None:
    ran = CliRunner().invoke(app, ["audit", "rates", str(tables[0]), "--cut", cut])
    assert isinstance(ran.exception, UserError)
    assert "--cut takes a number" in ran.exception.problem.message


def test_a_table_that_is_not_there_is_named_as_missing(tables: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no file .*nope\.csv"):
        read_people(tables[0], tmp_path / "nope.csv", Columns())
    with pytest.raises(UserError, match="is a folder"):
        read_people(tmp_path, None, Columns())


def test_every_bad_row_is_named_at_once(tmp_path: Path) -> None:
    bad = write(tmp_path / "bad.csv", ("best_score", "sex"), ("70", "f"), ("high", "m"), ("1/0", "f"))
    with pytest.raises(ManyProblems) as raised:
        read_people(bad, None, Columns())
    assert [problem.place for problem in raised.value.problems] == ["bad.csv, line 3", "bad.csv, line 4"]


def test_whoever_names_a_column_that_is_not_there_is_told_which_are(tables: tuple[Path, Path], tmp_path: Path) -> None:
    none = write(tmp_path / "none.csv", ("name", "points"), ("x", "1"))
    with pytest.raises(UserError, match=r"neither a column .* The columns are 'name', 'points'\.$"):
        read_people(none, None, Columns())
    with pytest.raises(UserError, match=r"no column 'external_id' .* The columns are 'name', 'points'\.$"):
        read_people(tables[0], none, Columns())
    wide = write(tmp_path / "wide.csv", [f"c{n}" for n in range(15)], ["x"] * 15)
    with pytest.raises(UserError, match=r"'c10', 'c11' and 3 more\.$"):
        read_people(wide, None, Columns())


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_the_words_are_findings_and_judge_nothing(tables: tuple[Path, Path], form: list[str]) -> None:
    results, said = tables
    ran = CliRunner().invoke(app, ["audit", "rates", str(results), "--demographics", str(said), "--cut", "60", *form])
    assert ran.exit_code == 0, ran.output
    assert "Finding" in ran.stdout
    words = (ran.stdout + (DOCS / "audit.md").read_text(encoding="utf-8")).lower()
    assert not [word for word in ("complian", "complies", "certif", "bias-free", "passed", "fair ") if word in words]
    if form:
        found = json.loads(ran.stdout)
        assert found["schema"] == "rolefit.audit/1"
        assert {one["kind"] for one in found["findings"]} == {"selection", "scoring"}
        female = found["findings"][0]["groups"][0]
        assert Fraction(female["rate"]["exact"]) == Fraction(female["chosen"], female["people"])
