"""Which column is what."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from service.batches.intake import ColumnOptions, open_intake
from service.errors import UserError

Write = Callable[..., Path]


@pytest.mark.parametrize("name", ["CV", "Résumé", "resume text", "ResumeText", "Profile", "Lebenslauf", "CV (parsed)"])
def test_a_column_is_guessed_from_its_name_and_reported(write_csv: Write, name: str) -> None:
    intake = open_intake(write_csv([["Candidate ID", name, "Town"], ["7", "Nurse", "Turku"]]))
    (row,) = intake.rows
    assert (row.external_id, row.text) == ("7", "Nurse")
    assert name in ("resume text", "ResumeText") or any(f"“{name}”" in remark for remark in intake.remarks)


def test_the_longest_texts_are_taken_where_no_name_tells(write_csv: Write) -> None:
    intake = open_intake(write_csv([["id", "town", "blob"], ["7", "Turku", "Data engineer. " * 30]]))
    assert next(intake.rows).text == "Data engineer. " * 30
    assert any("“blob”" in remark for remark in intake.remarks)


def test_options_name_columns_whatever_they_are_called(write_csv: Write) -> None:
    path = write_csv([["a", "b", "resume_text"], ["7", "Nurse", "Cook"]])
    (row,) = open_intake(path, ColumnOptions(text="b", external_id="a")).rows
    assert (row.external_id, row.text) == ("7", "Nurse")


def test_names_in_any_alphabet_are_told_apart(write_csv: Write) -> None:
    path = write_csv([["Имя", "Резюме"], ["Анна", "Nurse"]])
    (row,) = open_intake(path, ColumnOptions(text="резюме", external_id="Имя")).rows
    assert (row.external_id, row.text) == ("Анна", "Nurse")


def test_an_option_that_names_no_column_lists_those_there_are(write_csv: Write) -> None:
    with pytest.raises(UserError, match=r"no column “cvv”.*“cv”"):
        open_intake(write_csv([["id", "cv"], ["1", "Nurse"]]), ColumnOptions(text="cvv"))


def test_files_are_found_relative_to_the_table(write_csv: Write, tmp_path: Path) -> None:
    path = write_csv([["id", "resume_text", "resume_file"], ["1", "", "cv/a.pdf"], ["2", "Nurse", "cv/b.pdf"]])
    first, second = open_intake(path).rows
    assert first.path == f"{tmp_path}/cv/a.pdf"
    assert (second.text, second.path) == ("Nurse", None)


def test_a_column_called_resume_may_hold_paths(write_csv: Write, tmp_path: Path) -> None:
    (row,) = open_intake(write_csv([["id", "resume"], ["1", "a.docx"]])).rows
    assert row.path == f"{tmp_path}/a.docx"


def test_paths_are_refused_where_they_would_be_the_servers(write_csv: Write) -> None:
    (row,) = open_intake(write_csv([["id", "resume_file"], ["1", "/etc/passwd"]]), paths_allowed=False).rows
    assert row.path is None
    assert row.problem is not None
    assert row.problem.startswith("file-refused")


def test_structured_fields_become_a_text_that_says_what_they_said(write_csv: Write) -> None:
    path = write_csv([["id", "Job Title", "Skills", "Years"], ["1", "Data Engineer", "Python; SQL", "6.5"]])
    (row,) = open_intake(path, as_of=2026 * 12 + 10).rows
    assert row.text == "Experience\nData Engineer\nJun 2020 – Nov 2026\n\nSkills\nPython, SQL\n"
    assert row.composed
    assert row.note is not None


def test_structured_fields_are_found_under_the_names_that_exports_give_them(write_csv: Write) -> None:
    header = ["Candidate Name", "Current Designation", "Key Skills", "Total Experience (Years)", "Profile summary"]
    path = write_csv([header, ["Ann", "MLOps Engineer", "Python|MLflow", "2.5 Years", "Ships models. " * 20]])
    (row,) = open_intake(path, as_of=2026 * 12 + 10).rows
    assert row.external_id == "Ann"
    assert row.text is not None
    for part in ("Summary\nShips models.", "MLOps Engineer\nJun 2024 – Nov 2026", "Skills\nPython, MLflow"):
        assert part in row.text


@pytest.mark.parametrize(
    ("years", "dates"),
    [
        ("2", "Dec 2024 – Nov 2026"),
        ("2+", "Dec 2024 – Nov 2026"),
        ("2 yrs 6 months", "Jun 2024 – Nov 2026"),
        ("18 months", "Jun 2025 – Nov 2026"),
        ("2-5 years", "Dec 2024 – Nov 2026"),
    ],
)
def test_years_are_read_however_they_are_written(write_csv: Write, years: str, dates: str) -> None:
    path = write_csv([["id", "title", "experience"], ["1", "Data Engineer", years]])
    (row,) = open_intake(path, as_of=2026 * 12 + 10).rows
    assert row.text == f"Experience\nData Engineer\n{dates}\n"


@pytest.mark.parametrize("name", ["Applicant No.", "Bewerber-Nr.", "Cand ID", "candidateNumber", "Employee code"])
def test_ids_are_found_under_many_names(write_csv: Write, name: str) -> None:
    (row,) = open_intake(write_csv([["Town", name, "CV"], ["Oulu", "7", "Nurse"]])).rows
    assert row.external_id == "7"


def test_an_address_or_a_name_serves_as_id_where_a_list_has_none(write_csv: Write) -> None:
    intake = open_intake(write_csv([["Name", "E-Mail", "CV"], ["Ann", "a@example.com", "Nurse"]]))
    assert next(intake.rows).external_id == "a@example.com"
    assert "No column holds an id; “E-Mail” serves as one." in intake.remarks


def test_a_windows_path_is_found_and_a_link_is_not_followed(write_csv: Write, tmp_path: Path) -> None:
    (tmp_path / "cv").mkdir()
    path = write_csv([["id", "Attachment"], ["1", "cv\\a.pdf"], ["2", "https://example.com/a.pdf"]])
    first, second = open_intake(path).rows
    assert first.path == f"{tmp_path}/cv/a.pdf"
    assert second.path is None
    assert second.problem is not None
    assert second.problem.startswith("file-refused: Links are not followed")


def test_excels_errors_are_no_resume(write_csv: Write) -> None:
    (row,) = open_intake(write_csv([["id", "cv"], ["1", "#NAME?"]])).rows
    assert row.problem is not None
    assert row.problem.startswith("no-resume")


def test_rows_without_anything_are_named(write_csv: Write) -> None:
    path = write_csv([["id", "cv"], ["1", " "], ["", ""], ["3", "N/A"]])
    assert [row.problem is not None and row.problem.split(":")[0] for row in open_intake(path).rows] == [
        "no-resume",
        "empty-row",
        "no-resume",
    ]


def test_an_id_with_the_character_nul_is_a_problem_of_its_row(write_csv: Write) -> None:
    first, second = open_intake(write_csv([["id", "cv"], ["a\0b", "Nurse"], ["c", "Nurse\0"]])).rows
    assert (first.external_id, first.text) == ("a b", None)
    assert (first.problem or "").startswith("bad-id")
    assert (second.external_id, second.problem) == ("c", None)


def test_a_resume_split_over_numbered_columns_is_read_whole(write_csv: Write) -> None:
    cut = "x" * 32_700
    path = write_csv(
        [["ID", "Resume (2)", "Resume (1)", "Resume (3)"], ["1", "of three", "Nurse", "wards"], ["2", "y", cut, ""]]
    )
    intake = open_intake(path)
    first, second = intake.rows
    assert first.text == "Nurse\nof three\nwards"
    assert second.text == cut + "y"  # Excel's cells end anywhere
    assert any("“Resume (1)”, “Resume (2)”, “Resume (3)”" in remark for remark in intake.remarks)


def test_a_profile_beside_skills_and_jobs_is_no_whole_resume(write_csv: Write) -> None:
    header = ["ID", "Name", "Profile", "Work experience", "Skills", "Education"]
    path = write_csv([header, ["1", "Jo", "Calm nurse", "Ward nurse in Turku, 2019 to 2024", "triage", "BSc"]])
    (row,) = open_intake(path).rows
    assert row.composed
    assert row.text is not None
    assert all(part in row.text for part in ("Calm nurse", "Ward nurse", "triage", "BSc"))


def test_a_column_that_is_empty_throughout_is_not_the_one_with_the_resumes(write_csv: Write) -> None:
    intake = open_intake(write_csv([["ID", "resume_text", "Resume"], ["1", "", "Nurse"], ["2", "null", "Cook"]]))
    assert [row.text for row in intake.rows] == ["Nurse", "Cook"]
    assert any("“Resume”" in remark for remark in intake.remarks)


def test_a_row_without_a_text_is_read_from_another_column_of_resumes_with_a_note(write_csv: Write) -> None:
    path = write_csv(
        [["ID", "Resume", "Cover letter", "CV"], ["1", "Nurse", "Dear all", ""], ["2", "", "Dear all", "Cook"]]
    )
    first, second = open_intake(path).rows
    assert (first.text, first.note) == ("Nurse", None)
    assert second.text == "Cook"
    assert second.note is not None
    assert second.note.startswith("other-column:")


@pytest.mark.parametrize(("written", "kept"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_file_is_found_however_its_accents_are_written(
    write_csv: Write, tmp_path: Path, written: Literal["NFC", "NFD"], kept: Literal["NFC", "NFD"]
) -> None:
    file = tmp_path / unicodedata.normalize(kept, "Schäfer.txt")
    file.write_text("Nurse")
    name = unicodedata.normalize(written, "Schäfer.txt")
    (row,) = open_intake(write_csv([["id", "resume_file"], ["1", name]])).rows
    assert row.path == str(file)
