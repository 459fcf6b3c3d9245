"""CSV as people send it."""

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from service.batches.columns import InputRow
from service.batches.intake import ColumnOptions, open_intake
from service.errors import UserError

Write = Callable[..., Path]
TEXT = 'Data engineer, "Spark" person;\nwrites SQL\tand Python.'


def rows_of(path: Path, **options: str) -> list[InputRow]:
    return list(open_intake(path, ColumnOptions(**options)).rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_separator_is_recognised(write_csv: Write, delimiter: str) -> None:
    path = write_csv([["external_id", "resume_text"], ["a", TEXT], ["b", "Nurse"]], delimiter=delimiter)
    assert [(row.external_id, row.text) for row in rows_of(path)] == [("a", TEXT), ("b", "Nurse")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_recognised(write_csv: Write, encoding: str) -> None:
    path = write_csv([["external_id", "resume_text"], ["é", "Zoë built naïve Bayes – in Köln"]], encoding=encoding)
    assert [(row.external_id, row.text) for row in rows_of(path)] == [("é", "Zoë built naïve Bayes – in Köln")]


def test_a_byte_order_mark_does_not_hide_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(codecs.BOM_UTF8 + b"external_id,resume_text\nx,Nurse\n")
    assert rows_of(path)[0].external_id == "x"


def test_one_windows_byte_in_a_utf_8_file_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes("id,cv\n1,Zoë\n2,Müller\n".encode() + b"3,caf\xe9\n" + "4,Łódź\n".encode())
    intake = open_intake(path)
    assert [row.text for row in intake.rows] == ["Zoë", "Müller", "café", "Łódź"]
    assert any("Windows-1252" in remark for remark in intake.remarks)


def test_a_cell_of_a_megabyte_is_read_whole(write_csv: Write) -> None:
    text = "Python. " * 131_072
    assert rows_of(write_csv([["id", "resume"], ["a", text], ["b", "Nurse"]]))[0].text == text


def test_a_row_with_too_many_cells_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,resume_text\n1,one,two,three\n2,Nurse\n", encoding="utf-8")
    first, second = rows_of(path)
    assert first.problem is not None
    assert first.problem.startswith("ragged-row: The row has 4 cells, the header 2")
    assert second == InputRow(2, "2", text="Nurse")


def test_a_short_row_is_read_where_its_text_is_there(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,resume_text,town\n1,Nurse\n2\n", encoding="utf-8")
    first, second = rows_of(path)
    assert first.text == "Nurse"
    assert first.note == "ragged-row: The row has 2 of 3 cells."
    assert second.problem is not None
    assert second.problem.startswith("no-resume")


def test_a_quote_that_never_closes_costs_its_own_row_only(tmp_path: Path) -> None:
    good = "".join(f'{n},"line one\nline two, of {n}"\n' for n in range(2, 60))
    path = tmp_path / "in.csv"
    path.write_text(f'id,resume_text\n1,"never closed\nsecond line\n{good}', encoding="utf-8")
    rows = rows_of(path)
    assert rows[0].external_id == "1"
    assert rows[0].problem is not None
    assert "quotation mark" in rows[0].problem
    assert [(row.external_id, row.text) for row in rows[1:]] == [
        (str(n), f"line one\nline two, of {n}") for n in range(2, 60)
    ]


def test_a_quote_that_never_closes_in_the_last_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('id,resume_text\n1,Nurse\n2,"open to the end\nof the file', encoding="utf-8")
    rows = rows_of(path)
    assert rows[0].text == "Nurse"
    assert [row.problem is not None for row in rows] == [False, True]


def test_lines_of_a_lost_row_are_not_taken_for_rows(tmp_path: Path) -> None:
    lost = "".join(f"Engineer, Hexworks, Leeds {n}\n- built things, with care\n" for n in range(20))
    path = tmp_path / "in.csv"
    path.write_text(
        f'id,town,resume_text\n1,Oulu,"cut off here\n{lost}2,Turku,"Nurse"\n3,Oulu,"Cook"\n', encoding="utf-8"
    )
    rows = rows_of(path)
    assert [(row.external_id, row.text) for row in rows] == [("1", None), ("2", "Nurse"), ("3", "Cook")]


def test_a_careless_quote_inside_a_line_is_forgiven(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text('id,name,resume_text\n1,"Ann" Smith,Nurse\n2,Bo,Cook\n', encoding="utf-8")
    first, second = rows_of(path)
    assert (first.text, second.text) == ("Nurse", "Cook")
    assert first.note is not None


def test_a_cell_of_a_megabyte_in_forty_thousand_lines_is_read_whole(write_csv: Write) -> None:
    text = "Python and SQL,\nyes\n" * 50_000
    first, second = rows_of(write_csv([["id", "resume"], ["a", text], ["b", "Nurse"]]))
    assert (first.text, second.text) == (text, "Nurse")


def test_prose_with_a_comma_in_every_line_is_not_taken_for_rows(tmp_path: Path) -> None:
    lost = "".join(f"Engineer at Hexworks, Leeds {n}\n" for n in range(60))
    path = tmp_path / "in.csv"
    path.write_text(f'id,cv\nC-1,Nurse\nC-2,"cut off\n{lost}C-3,"Cook"\nC-4,Clerk\n', encoding="utf-8")
    rows = rows_of(path)
    assert [(row.external_id, row.text) for row in rows] == [
        ("C-1", "Nurse"), ("C-2", None), ("C-3", "Cook"), ("C-4", "Clerk"),
    ]  # fmt: skip
    assert rows[1].problem is not None
    assert "61 lines" in rows[1].problem


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ('1;"a; b"', "a; b"),
        ('1; "a; b"', "a; b"),
        ('1;"said ""hi"", left"', 'said "hi", left'),
        ('1;"said \\"hi\\", left"', 'said "hi", left'),
    ],
)
def test_every_usual_way_of_quoting_is_recognised(tmp_path: Path, line: str, text: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text(f"id;cv\n{line}\n2;Nurse\n", encoding="utf-8")
    assert [row.text for row in rows_of(path)] == [text, "Nurse"]


def test_excels_line_about_the_separator_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("sep=;\r\nid;cv\r\n1;Nurse\r\n", encoding="utf-8-sig")
    assert [(row.external_id, row.text) for row in rows_of(path)] == [("1", "Nurse")]


def test_the_header_is_found_below_a_title(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("Candidates of May,,\nexported,2026-05-01,\n,,\nNo,Town,CV\n7,Oulu,Nurse\n", encoding="utf-8")
    intake = open_intake(path)
    assert [(row.external_id, row.text) for row in intake.rows] == [("7", "Nurse")]
    assert any("2 rows above the header left out: Candidates of May" in remark for remark in intake.remarks)


def test_a_title_is_no_header_even_where_the_header_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    text = "Data engineer and more. " * 10
    path.write_text(f"Mai,,\nKürzel,Ort,Werdegang\nA,Oulu,{text}\n", encoding="utf-8")
    assert [row.text for row in rows_of(path)] == [text]


def test_the_header_is_where_the_named_column_is(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("Name,Skills of May\nKürzel,Werdegang\nA,Nurse\n", encoding="utf-8")
    assert [row.text for row in rows_of(path, text="Werdegang")] == ["Nurse"]


def test_a_table_without_a_header_loses_no_candidate(write_csv: Write) -> None:
    intake = open_intake(write_csv([["C-1", "Data engineer. " * 30], ["C-2", "Nurse and more. " * 30]]))
    assert [row.text and row.text[:5] for row in intake.rows] == ["Data ", "Nurse"]
    assert any("no header" in remark for remark in intake.remarks)


def test_a_candidates_no_is_not_taken_for_a_header(write_csv: Write) -> None:
    path = write_csv([["Kürzel", "Umzug", "Werdegang"], ["A", "No", "Nurse"], ["B", "Yes", "Cook"]])
    assert [row.text for row in rows_of(path, text="Werdegang")] == ["Nurse", "Cook"]


def test_empty_rows_at_the_end_are_nobody(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id;cv\n1;Nurse\n;\n2;Cook\n" + ";\n" * 300, encoding="utf-8")
    intake = open_intake(path)
    assert [row.external_id for row in intake.rows] == ["1", "", "2"]
    assert "300 empty rows at the end left out." in intake.remarks


def test_repeated_header_names_take_the_first(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,resume_text,resume_text\n1,first,second\n", encoding="utf-8")
    assert rows_of(path)[0].text == "first"


def test_an_empty_file_is_refused_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"")
    with pytest.raises(UserError, match="is empty"):
        open_intake(tmp_path / "in.csv")


def test_a_table_without_resumes_names_its_columns(write_csv: Write) -> None:
    with pytest.raises(UserError, match="“town”"):
        open_intake(write_csv([["id", "town"], ["1", "Turku"]]))
