"""A frozen baseline shows every case that comes out differently, and nothing else."""

from pathlib import Path

import pytest

from service.errors import UserError
from service.evaluation.frozen import Frozen, changes, load, save

FIRST = Frozen("nurse", 1, 50.0, "good")


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    cases = {"a": FIRST, "ü": Frozen(None, None, 0.0, "none", ("python",))}
    save(tmp_path / "b.json", cases, {"engine": "1"})
    assert load(tmp_path / "b.json") == cases


def test_a_baseline_has_a_line_for_each_case_in_the_order_of_names(tmp_path: Path) -> None:
    save(tmp_path / "b.json", {"b": FIRST, "a": FIRST}, {})
    lines = (tmp_path / "b.json").read_text().splitlines()
    assert [line[:6].strip() for line in lines if line.startswith("  ")] == ['"a":', '"b":']


def test_worse_cases_come_first_and_unchanged_ones_are_left_out() -> None:
    before = {"same": FIRST, "worse": FIRST, "better": Frozen("cook", 2, 50.0, "good"), "gone": FIRST}
    now = {"same": FIRST, "worse": Frozen("cook", 2, 50.0, "good"), "better": FIRST, "new": FIRST}
    assert [(change.name, change.kind) for change in changes(before, now)] == [
        ("worse", "worse"),
        ("gone", "gone"),
        ("better", "better"),
        ("new", "new"),
    ]


def test_a_score_that_moves_within_its_band_is_no_change() -> None:
    assert changes({"a": FIRST}, {"a": Frozen("nurse", 1, 51.0, "good")}) == []


def test_another_band_is_a_change() -> None:
    (change,) = changes({"a": FIRST}, {"a": Frozen("nurse", 1, 61.0, "strong")})
    assert change.kind == "other"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"schema": "other"}'])
def test_another_file_is_no_baseline(tmp_path: Path, content: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(content)
    with pytest.raises(UserError, match="not a baseline"):
        load(path)


def test_a_missing_baseline_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="--update-baseline"):
        load(tmp_path / "none.json")
