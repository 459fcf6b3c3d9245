"""Labelled cases are read as people write them, and every mistake is named with its row."""

from pathlib import Path

import pytest

from service.errors import ManyProblems, UserError
from service.evaluation import read_cases

ROLES = {"data-engineer": "data-engineer", "data engineer": "data-engineer", "nurse": "nurse"}


def written(folder: Path, content: str | bytes, name: str = "cases.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_case_without_role_means_that_no_role_fits(tmp_path: Path) -> None:
    (case,) = read_cases(written(tmp_path, "resume_text,role_id\nI cook.,\n"), ROLES)
    assert case.role_ids == ()


def test_several_roles_may_be_right_and_titles_work_as_ids(tmp_path: Path) -> None:
    (case,) = read_cases(written(tmp_path, "resume_text,role_id\ntext,Data Engineer | nurse|nurse\n"), ROLES)
    assert case.role_ids == ("data-engineer", "nurse")


@pytest.mark.parametrize(
    "content",
    [
        "resume_text,role_id\r\nCafé,nurse\r\n".encode("utf-8-sig"),
        "resume_text;role_id\nCafé;nurse\n".encode("cp1252"),
        "resume_text\trole_id\nCafé\tnurse\n".encode(),
    ],
)
def test_marks_separators_and_encodings_of_spreadsheets_are_understood(tmp_path: Path, content: bytes) -> None:
    (case,) = read_cases(written(tmp_path, content), ROLES)
    assert (case.text, case.role_ids) == ("Café", ("nurse",))


def test_a_quoted_text_may_span_lines(tmp_path: Path) -> None:
    (case,) = read_cases(written(tmp_path, 'resume_text,role_id\n"one\ntwo, three",nurse\n'), ROLES)
    assert case.text == "one\ntwo, three"


def test_files_are_found_from_the_folder_of_the_csv_and_those_above(tmp_path: Path) -> None:
    folder = tmp_path / "labels"
    folder.mkdir()
    written(tmp_path, "text", "resume.txt")
    (case,) = read_cases(written(folder, "file,role_id\nresume.txt,nurse\n"), ROLES)
    assert case.file is not None
    assert case.file.read_text() == "text"
    assert case.name == "resume.txt"


def test_listed_skills_and_slices_are_read(tmp_path: Path) -> None:
    content = "id,text,role_id,expected_skills,seniority,slice_branch,note\na,t,,Python; Apache Kafka;,junior,bank,x\n"
    (case,) = read_cases(written(tmp_path, content), ROLES)
    assert case.expected_skills == ("Python", "Apache Kafka")
    assert case.slices == {"seniority": "junior", "branch": "bank"}


def test_any_column_becomes_a_slice_on_demand(tmp_path: Path) -> None:
    (case,) = read_cases(written(tmp_path, "text,role_id,Note\nt,nurse,hard\n"), ROLES, ["Note"])
    assert case.slices == {"note": "hard"}


def test_every_problem_is_reported_at_once_with_its_row(tmp_path: Path) -> None:
    content = (
        "id,file,resume_text,role_id\n"
        "a,,some text,astronaut\n"
        "a,,some text,nurse\n"
        "b,,,nurse\n"
        "c,missing.pdf,,nurse\n"
        "d,,ragged\n"
        "\n"
    )
    path = written(tmp_path, content)
    with pytest.raises(ManyProblems) as caught:
        read_cases(path, ROLES)
    found = [(problem.code, problem.place) for problem in caught.value.problems]
    assert found == [
        ("unknown-role", f"{path}, row 1"),
        ("duplicate-case", f"{path}, row 2"),
        ("empty-case", f"{path}, row 3"),
        ("file-not-found", f"{path}, row 4"),
        ("ragged-row", f"{path}, row 5"),
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "not-a-csv"),
        (b"\x00\x01", "not-a-csv"),
        ("name,role_id\nx,nurse\n", "no-resumes"),
        ("file,note\nx,y\n", "no-labels"),
        ("file,role_id\n", "no-cases"),
        ("file,role_id,role_id\nx,y,z\n", "duplicate-column"),
    ],
)
def test_a_file_that_is_no_table_of_cases_is_refused_by_name(tmp_path: Path, content: str | bytes, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_cases(written(tmp_path, content), ROLES)
    assert caught.value.problem.code == code


def test_a_missing_file_and_a_missing_slice_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        read_cases(tmp_path / "none.csv", ROLES)
    with pytest.raises(UserError, match="has no column branch"):
        read_cases(written(tmp_path, "text,role_id\nt,nurse\n"), ROLES, ["branch"])
