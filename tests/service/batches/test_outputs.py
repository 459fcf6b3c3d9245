"""What people open in a spreadsheet."""

import csv
import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from service.batches import outputs
from service.batches.columns import ALL_COLUMNS, BASE_COLUMNS, JOB_COLUMNS, Output, Value
from service.batches.results import Shown, Tally, shown_rows
from service.batches.summary import Facts, page
from service.errors import UserError

CONTRACT = [
    "row",
    "external_id",
    "status",
    "problem",
    "best_role",
    "best_title",
    "best_score",
    "band",
    "role_1",
    "score_1",
    "role_2",
    "score_2",
    "role_3",
    "score_3",
    "matched_skills",
    "missing_skills",
    "next_step",
    "experience_years",
    "taxonomy_version",
]


def row(number: int, score: float | None, external_id: str = "x", *, job: float | None = None) -> Output:
    values: dict[str, Value] = dict.fromkeys(ALL_COLUMNS)
    status = "scored" if score is not None else "failed"
    values |= {"row": number, "external_id": external_id, "status": status, "best_score": score, "job_score": job}
    values |= (
        {"best_title": "Data Engineer", "band": "weak", "missing_skills": "Python; SQL"} if score is not None else {}
    )
    values["problem"] = "" if score is not None else "no-resume: There is nothing."
    return tuple(values.values())


def test_the_columns_are_the_contracts() -> None:
    assert list(BASE_COLUMNS) == CONTRACT
    assert JOB_COLUMNS == ("job_score", "job_band", "job_missing_skills")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0"])
def test_no_cell_is_a_formula(tmp_path: Path, start: str) -> None:
    rows = [row(1, 10.0, f"{start}1+1")]
    outputs.write(tmp_path / "o.csv", ALL_COLUMNS, rows)
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.DictReader(file))["external_id"] == f"'{start}1+1"
    outputs.write(tmp_path / "o.xlsx", ALL_COLUMNS, rows)
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    assert sheet is not None
    assert sheet.cell(2, 2).data_type == "s"
    assert str(sheet.cell(2, 2).value).startswith("'")


def test_every_format_holds_the_same_rows(tmp_path: Path) -> None:
    rows = [row(1, 61.5), row(2, None), row(3, 0.0)]
    for ending in ("csv", "xlsx", "parquet", "jsonl"):
        outputs.write(tmp_path / f"o.{ending}", BASE_COLUMNS, [r[: len(BASE_COLUMNS)] for r in rows])
    lines = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines == pq.read_table(tmp_path / "o.parquet").to_pylist()
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == CONTRACT
    assert sheet.cell(2, 7).value == 61.5
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        assert [line["best_score"] for line in csv.DictReader(file)] == ["61.5", "", "0.0"]


def test_an_output_is_whole_or_not_there(tmp_path: Path) -> None:
    (tmp_path / "o.csv").write_text("before", encoding="utf-8")

    def breaking() -> object:
        yield row(1, 1.0)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        outputs.write(tmp_path / "o.csv", ALL_COLUMNS, breaking())  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["o.csv"]
    assert (tmp_path / "o.csv").read_text(encoding="utf-8") == "before"


def test_an_unknown_ending_is_refused_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.csv"):
        outputs.ending_of(tmp_path / "o.pdf")


def test_a_shortlist_marks_ties_and_leaves_out_who_has_no_score() -> None:
    rows = [row(1, 50.0), row(2, 70.0), row(3, None), row(4, 50.0), row(5, 10.0)]

    def read(columns: object) -> list[tuple[Value, ...]]:
        wanted = [ALL_COLUMNS.index(name) for name in columns]  # type: ignore[attr-defined]
        return [tuple(r[n] for n in wanted) for r in rows]

    shown = Shown(with_job=False, with_rank=True)
    tally = Tally()
    assert [r[-1] for r in shown_rows(read, shown, tally)] == ["2=", "1", None, "2=", "4"]
    assert shown.columns == (*BASE_COLUMNS, "shortlist_rank")
    assert [r[0] for r in tally.shortlist()] == [2, 1, 4, 5]


def test_the_summary_is_one_page_that_needs_nothing_else_and_escapes_everything() -> None:
    tally, shown = Tally(), Shown(with_job=False, with_rank=False)
    for number in range(60):
        tally.add(row(number, number * 1.5, f"<script>{number}"), shown)
    tally.add(row(61, None, "<img src=x>"), shown)
    html = page(tally, shown, Facts("<in>.csv", "out.csv", ["a remark"], "sha256:0", 1.5, None))
    assert "<script" not in html
    assert "<img" not in html
    assert "http" not in html.replace("http-equiv", "")
    assert html.count("<svg") == 4
    assert "Python" in html
    assert "60" in html


def test_what_has_no_place_in_a_workbook_costs_its_character_and_makes_no_formula(tmp_path: Path) -> None:
    names = ["a\uffffb", "\ufffe=1+1", "\ud800c"]
    outputs.write(tmp_path / "o.xlsx", ALL_COLUMNS, [row(n, 10.0, name) for n, name in enumerate(names)])
    sheet = openpyxl.load_workbook(tmp_path / "o.xlsx").active
    assert sheet is not None
    assert [sheet.cell(n, 2).value for n in (2, 3, 4)] == ["ab", "'=1+1", "c"]
