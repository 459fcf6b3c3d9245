"""Inputs that are not CSV."""

import json
import secrets
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from service.batches.columns import InputRow
from service.batches.intake import open_intake
from service.errors import UserError


def rows_of(path: Path) -> list[InputRow]:
    return list(open_intake(path).rows)


def test_parquet_is_read_with_its_lists_and_numbers(tmp_path: Path) -> None:
    table = pa.table({"id": [7, 8], "title": ["Data Engineer", None], "skills": [["Python", "SQL"], []]})
    pq.write_table(table, tmp_path / "in.parquet")
    first, second = rows_of(tmp_path / "in.parquet")
    assert first.external_id == "7"
    assert first.text is not None
    assert "Python, SQL" in first.text
    assert second.problem is not None


def test_parquet_is_read_in_memory_that_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "in.parquet"
    table = pa.table({"id": range(20_000), "resume_text": [secrets.token_hex(500) for _ in range(20_000)]})
    pq.write_table(table, path, row_group_size=1_000, compression="none", use_dictionary=False)
    del table
    before, most, rows = pa.total_allocated_bytes(), 0, 0
    for _ in open_intake(path).rows:
        rows += 1
        if rows % 1_000 == 0:
            most = max(most, pa.total_allocated_bytes() - before)
    assert rows == 20_000
    assert most < path.stat().st_size / 4


def test_a_bad_line_of_json_lines_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    lines = [{"id": "a", "resume_text": "Nurse"}, {"id": "b", "resume_text": "Cook"}]
    path = tmp_path / "in.jsonl"
    path.write_text(f'\ufeff{json.dumps(lines[0])}\n{{"id": broken\n[1]\n\n{json.dumps(lines[1])}\n', encoding="utf-8")
    rows = rows_of(path)
    assert [row.text for row in rows] == ["Nurse", None, None, "Cook"]
    assert [row.problem is not None and row.problem.split(":")[0] for row in rows] == [
        False,
        "bad-json",
        "bad-json",
        False,
    ]


def test_an_array_of_objects_is_read_like_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps([{"id": 1, "cv": "Nurse"}, {"id": 2, "cv": "Cook"}]), encoding="utf-8")
    assert [(row.external_id, row.text) for row in rows_of(path)] == [("1", "Nurse"), ("2", "Cook")]


def test_a_workbook_is_read_without_the_empty_rows_around_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([None, None])
    sheet.append(["Candidate ID", "CV"])
    sheet.append([12.0, "Nurse"])
    sheet.append([None, None])
    sheet.append([13, "Cook"])
    sheet.cell(60, 1).number_format = "0.00"
    book.save(tmp_path / "in.xlsx")
    rows = rows_of(tmp_path / "in.xlsx")
    assert [(row.external_id, row.text) for row in rows] == [("12", "Nurse"), ("", None), ("13", "Cook")]


def workbook(path: Path, **sheets: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def test_the_sheet_with_the_candidates_is_found_below_its_title(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    notes: list[list[object]] = [["How to use this workbook"], ["Ask HR"]]
    people: list[list[object]] = [
        ["Candidates of May"], [], ["No", "Applied", "CV"], [1, date(2026, 5, 4), "Nurse"], [], [2, None, "Cook"],
    ]  # fmt: skip
    book = workbook(path, Notes=notes, People=people)
    book["People"].merge_cells("A1:C1")
    book["People"].column_dimensions["B"].hidden = True
    book.save(path)
    intake = open_intake(path)
    assert [(row.row, row.external_id, row.text) for row in intake.rows] == [
        (1, "1", "Nurse"), (2, "", None), (3, "2", "Cook"),
    ]  # fmt: skip
    assert "Read 1 sheet of 2: “People”." in intake.remarks


def test_sheets_with_one_header_are_one_list_and_hidden_ones_stay_out(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    book = workbook(
        path,
        Oulu=[["ID", "CV"], ["a", "Nurse"]],
        Old=[["ID", "CV"], ["x", "Clerk"]],
        Turku=[["ID", "CV"], ["b", "Cook"]],
    )
    book["Old"].sheet_state = "hidden"
    book.save(path)
    assert [row.external_id for row in rows_of(path)] == ["a", "b"]


def test_a_note_beside_a_sheets_table_costs_nobody_their_place(tmp_path: Path) -> None:
    workbook(tmp_path / "in.xlsx", A=[["ID", "CV"], ["a", "Nurse", "call back!"], ["b", "Cook\x20_x000D_\n"]])
    assert [(row.text, row.problem) for row in rows_of(tmp_path / "in.xlsx")] == [
        ("Nurse", None),
        ("Cook \r\n", None),
    ]


def test_a_folder_gives_each_file_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.pdf", "b/c.docx", ".hidden", "Thumbs.db"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [row.external_id for row in rows_of(tmp_path)] == ["a.pdf", "b/c.docx", "z.txt"]


def test_an_archive_gives_each_file_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("cv/b.txt", "a.txt", "__MACOSX/a.txt"):
            archive.writestr(name, "Nurse")
    rows = rows_of(path)
    assert [(row.external_id, row.member) for row in rows] == [("a.txt", "a.txt"), ("cv/b.txt", "cv/b.txt")]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("in.parquet", b"not parquet", "its content is not that"),
        ("in.xlsx", b"PK\x03\x04 broken", "damaged"),
        ("in.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        ("in.pdf", b"%PDF-1.7", "one document"),
        ("in.doc", b"hello", "give a .csv"),
        ("in.jsonl", b"1\n2\n", "no JSON objects"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_one_sentence(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError, match=words):
        list(open_intake(tmp_path / name).rows)


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<document/>"}, "one document"),
        ({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<presentation/>"}, "one document"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<office/>"}, "one document"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}, "save it as .xlsx"),
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}, "save it as .xlsx"),
        ({"Index/Document.iwa": "x", "Index/CalculationEngine.iwa": "x"}, "save it as .xlsx"),
    ],
)
def test_a_document_that_is_an_archive_within_is_no_list_of_its_parts(
    tmp_path: Path, members: dict[str, str], words: str
) -> None:
    path = tmp_path / "in.zip"  # whatever it is called
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with pytest.raises(UserError, match=words):
        open_intake(path)
