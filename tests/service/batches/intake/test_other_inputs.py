"""Inputs that are not CSV."""

import json
import os
import secrets
import zipfile
from collections.abc import Callable
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


ODD_COLUMNS = {
    "beyond the year 9999": pa.array([9 * 10**17] * 2, pa.timestamp("us")),
    "odd nanoseconds": pa.array([1_700_000_000_000_000_001] * 2, pa.timestamp("ns")),
    "odd nanoseconds of a day": pa.array([1_000_000_001] * 2, pa.time64("ns")),
    "odd nanoseconds of a duration": pa.array([1_000_000_001] * 2, pa.duration("ns")),
    "a day beyond all days": pa.array([2**30] * 2, pa.int32()).cast(pa.date32()),
    "a zone that nobody knows": pa.array([1, 2], pa.timestamp("us", "Mars/Phobos")),
    "a list of such": pa.array([[9 * 10**17], []], pa.list_(pa.timestamp("us"))),
}


@pytest.mark.parametrize("odd", ODD_COLUMNS.values(), ids=ODD_COLUMNS.keys())
def test_parquet_values_that_python_has_no_word_for_cost_no_row(tmp_path: Path, odd: pa.Array) -> None:
    pq.write_table(pa.table({"cv": ["Nurse", "Cook"], "odd": odd}), tmp_path / "in.parquet")
    assert [row.text for row in rows_of(tmp_path / "in.parquet")] == ["Nurse", "Cook"]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_a_parquet_text_that_is_not_utf_8_is_read_with_the_others(tmp_path: Path, kind: pa.DataType) -> None:
    broken = pa.array([b"Nurse", None, b"Cook\xff"], pa.binary()).buffers()
    texts = pa.Array.from_buffers(pa.string(), 3, broken)
    column = texts.dictionary_encode() if pa.types.is_dictionary(kind) else texts.cast(kind)
    pq.write_table(pa.table({"cv": column}), tmp_path / "in.parquet")
    assert [row.text for row in rows_of(tmp_path / "in.parquet")] == ["Nurse", None, "Cook\ufffd"]


def test_keys_that_come_late_are_columns_like_the_others(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    lines = [{"id": n, "skills": ["Python", "SQL"]} for n in range(100)] + [{"id": "late", "resume_text": "Nurse"}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    rows = rows_of(path)
    assert (rows[-1].external_id, rows[-1].text) == ("late", "Nurse")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_json_lines_are_read_in_every_encoding_of_unicode(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "in.jsonl"
    lines = [{"id": "ä", "cv": "Nurse\u2028and more"}, {"id": "b", "cv": "Cook"}]
    path.write_text("\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding=encoding)
    assert [(row.external_id, row.text) for row in rows_of(path)] == [("ä", "Nurse\u2028and more"), ("b", "Cook")]


def test_an_object_that_is_nested_too_deeply_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    deep = "[" * 900 + "]" * 900
    path.write_text(f'{{"cv": {deep}}}\n{"[" * 50_000}\n{{"cv": "Cook"}}\n', encoding="utf-8")
    assert [(row.text, (row.problem or "").split(":")[0]) for row in rows_of(path)] == [
        (None, "bad-json"),
        (None, "bad-json"),
        ("Cook", ""),
    ]


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


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """A workbook of two people, with one of its parts changed."""
    people: list[list[object]] = [["ID", "CV", "Applied"], [1003, "Nurse", date(2026, 5, 4)], [1004, "Cook", None]]
    book = workbook(path, People=people)
    book.create_chartsheet("Chart")
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert parts[part] != change(parts[part])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, change(content) if name == part else content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("before", "after", "identity"),
    [
        (b"<v>1003</v>", b"<v>abc</v>", "abc"),
        (b"<v>46146</v>", b"<v>99999999999</v>", "1003"),
        (b'<c r="A2" ', b'<c r="??" ', "1003"),
    ],
)
def test_a_cell_that_is_not_what_it_says_costs_nobody_their_row(
    tmp_path: Path, before: bytes, after: bytes, identity: str
) -> None:
    path = rewritten(tmp_path / "in.xlsx", SHEET, lambda content: content.replace(before, after))
    assert [(row.external_id, row.text) for row in rows_of(path)] == [(identity, "Nurse"), ("1004", "Cook")]


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml", "xl/workbook.xml"])
def test_a_workbook_that_is_cut_off_within_is_refused_with_one_sentence(tmp_path: Path, part: str) -> None:
    path = rewritten(tmp_path / "in.xlsx", part, lambda content: content[: len(content) * 2 // 3])
    with pytest.raises(UserError, match=r"damaged|can't be read as an Excel workbook"):
        rows_of(path)


def test_a_workbook_whose_packing_is_damaged_is_refused_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    workbook(path, People=[["ID", "CV"], *([n, secrets.token_hex(200)] for n in range(200))])
    with zipfile.ZipFile(path) as archive:
        start = archive.getinfo(SHEET).header_offset + 200
    content = bytearray(path.read_bytes())
    content[start : start + 300] = bytes(byte ^ 0x5A for byte in content[start : start + 300])
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"damaged|can't be read as an Excel workbook"):
        rows_of(path)


def test_a_folder_gives_each_file_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "a.pdf", "b/c.docx", ".hidden", "Thumbs.db"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [row.external_id for row in rows_of(tmp_path)] == ["a.pdf", "b/c.docx", "z.txt"]


def test_no_file_of_the_users_own_is_passed_over(tmp_path: Path) -> None:
    names = ["README.md", "labels.csv", "old.doc"]
    for name in names:
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [row.external_id for row in rows_of(tmp_path)] == names


def test_nothing_in_a_folder_vanishes_without_a_word(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "in", tmp_path / "elsewhere"
    (folder / "shut").mkdir(parents=True)
    elsewhere.mkdir()
    (folder / "a.txt").write_text("Nurse", encoding="utf-8")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    (folder / "linked").symlink_to(elsewhere)
    (folder / "two\nlines.txt").write_text("Cook", encoding="utf-8")
    rows = {row.external_id: row for row in rows_of(folder)}
    assert list(rows) == ["a.txt", "gone.txt", "linked", "two lines.txt"]
    assert rows["gone.txt"].path == str(tmp_path / "nowhere")  # scoring says that there is no such file
    assert "Links to folders" in str(rows["linked"].problem)


def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nurse", encoding="utf-8")
    place = os.open(tmp_path, os.O_RDONLY)  # deeper than any path may be long; rights don't keep root out
    for _ in range(18):
        os.mkdir("d" * 250, dir_fd=place)
        inner = os.open("d" * 250, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = inner
    os.close(place)
    first, second = rows_of(tmp_path)
    assert first.external_id == "a.txt"
    assert "can't be opened" in str(second.problem)


def test_what_a_run_writes_into_the_folder_is_no_candidate(tmp_path: Path) -> None:
    for name in ("a.txt", "scored.csv"):
        (tmp_path / name).write_text("Nurse", encoding="utf-8")
    intake = open_intake(tmp_path, without=[tmp_path / "scored.csv"])
    assert [row.external_id for row in intake.rows] == ["a.txt"]


def test_a_pipe_is_no_list(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "in.csv")
    with pytest.raises(UserError, match="pipe"):
        open_intake(tmp_path / "in.csv")


def test_an_archive_without_files_is_refused_in_words_that_fit_every_door(tmp_path: Path) -> None:
    zipfile.ZipFile(tmp_path / "in.zip", "w").close()
    with pytest.raises(UserError, match=r"in\.zip is an archive without files\."):
        rows_of(tmp_path / "in.zip")


def test_an_archive_gives_each_file_under_its_name(tmp_path: Path) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("cv/b.txt", "a.txt", "__MACOSX/a.txt"):
            archive.writestr(name, "Nurse")
    rows = rows_of(path)
    assert [(row.external_id, row.member) for row in rows] == [("a.txt", "a.txt"), ("cv/b.txt", "cv/b.txt")]


def test_files_that_were_packed_from_another_folder_are_all_there(tmp_path: Path) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../cvs/a.txt", "./b.txt", "../.hidden/c.txt"):
            archive.writestr(name, "Nurse")
    assert [row.external_id for row in rows_of(path)] == ["cvs/a.txt", "b.txt"]


def test_names_that_macos_packs_are_read_as_they_are_written(tmp_path: Path) -> None:
    path = tmp_path / "in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Scha\u0308fer.txt", "Nurse")
    data = path.read_bytes()
    info = zipfile.ZipFile(path).infolist()[0]
    assert info.flag_bits & 0x800
    # Without the flag for UTF-8, in the member's own header and in the directory.
    unflagged = data.replace(b"PK\x03\x04\x14\x00\x00\x08", b"PK\x03\x04\x14\x00\x00\x00")
    unflagged = unflagged.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x08", b"PK\x01\x02\x14\x03\x14\x00\x00\x00")
    assert unflagged != data
    path.write_bytes(unflagged)
    assert [row.external_id for row in rows_of(path)] == ["Sch\u00e4fer.txt"]


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
