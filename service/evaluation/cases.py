"""Labelled cases from a CSV file, checked whole before anything is measured."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from service.errors import ManyProblems, Problem, UserError

_NAME_COLUMNS = ("external_id", "id", "case")
_FILE_COLUMNS = ("file", "resume_file")
_TEXT_COLUMNS = ("resume_text", "text")
_SLICE_COLUMNS = ("seniority", "layout", "length", "language", "source")
_SLICE_PREFIX = "slice_"
_LARGEST_CELL = 10_000_000  # characters; the csv module stops at 131,072, a long resume in base markup doesn't


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled resume: where its text is, the roles that are right, the skills it shows, and what it counts to.

    ``role_ids`` is empty where no role fits, and holds several ids where any of them is right. ``expected_skills`` is
    None where nobody listed the skills. ``row`` is the line of the CSV's record, counted from 1 without the header.
    """

    name: str
    row: int
    text: str | None = None
    file: Path | None = None
    role_ids: tuple[str, ...] = ()
    expected_skills: tuple[str, ...] | None = None
    slices: Mapping[str, str] = field(default_factory=dict)


def read_cases(path: Path, role_ids: Mapping[str, str], extra_slices: Sequence[str] = ()) -> list[Case]:
    """The cases in a CSV file; ``role_ids`` maps every accepted spelling of a role (id or title, lower case) to its id.

    Raises UserError where the file is no table of cases, ManyProblems with the row of everything else that is wrong.
    """
    header, records = _table(path)
    _check_header(path, header, extra_slices)
    problems: list[Problem] = []
    cases: list[Case] = []
    names: dict[str, int] = {}
    for number, record in enumerate(records, start=1):
        if not any(cell.strip() for cell in record):
            continue
        place = f"{path}, row {number}"
        if len(record) != len(header):
            problems.append(Problem("ragged-row", f"{len(record)} cells where the header has {len(header)}.", place))
            continue
        row = {name: cell.strip() for name, cell in zip(header, record, strict=True)}
        case, wrong = _case(row, number, path, role_ids, extra_slices)
        problems.extend(Problem(code, message, place) for code, message in wrong)
        if case.name in names:
            message = f"the name {case.name!r} stands in row {names[case.name]} too; names must differ."
            problems.append(Problem("duplicate-case", message, place))
        names.setdefault(case.name, number)
        cases.append(case)
    if problems:
        raise ManyProblems(problems)
    if not cases:
        raise UserError("no-cases", f"{path} has a header but no cases.")
    return cases


def _table(path: Path) -> tuple[list[str], Iterator[list[str]]]:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("file-not-found", f"There is no file {path}.") from error
    except OSError as error:
        raise UserError("cannot-read", f"{path} can't be opened: {error.strerror}.") from error
    if b"\0" in data:
        raise UserError("not-a-csv", f"{path} is not a CSV file: it holds zero bytes.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    if not first.strip():
        raise UserError("not-a-csv", f"{path} has no header line.")
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(_LARGEST_CELL)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise UserError("not-a-csv", f"{path} is not a CSV file: {error}.") from error
    return [name.strip().lower() for name in records[0]], iter(records[1:])


def _check_header(path: Path, header: Sequence[str], extra_slices: Sequence[str]) -> None:
    has = ", ".join(name or "(empty)" for name in header)
    if not any(name in header for name in (*_FILE_COLUMNS, *_TEXT_COLUMNS)):
        raise UserError("no-resumes", f"{path} needs a column file or resume_text; it has: {has}.")
    if "role_id" not in header and "expected_skills" not in header:
        raise UserError("no-labels", f"{path} needs a column role_id or expected_skills; it has: {has}.")
    if twice := sorted({name for name in header if header.count(name) > 1}):
        raise UserError("duplicate-column", f"{path} has the column {twice[0]} twice.")
    if missing := [name for name in extra_slices if name.lower() not in header]:
        raise UserError("no-such-column", f"{path} has no column {missing[0]}; it has: {has}.")


def _case(
    row: Mapping[str, str], number: int, path: Path, role_ids: Mapping[str, str], extra_slices: Sequence[str]
) -> tuple[Case, list[tuple[str, str]]]:
    """One case, and what is wrong with it as ``(code, message)``."""
    wrong: list[tuple[str, str]] = []
    text = next((row[name] for name in _TEXT_COLUMNS if row.get(name)), None)
    named = next((row[name] for name in _FILE_COLUMNS if row.get(name)), None)
    file = None
    if text is None and named is None:
        wrong.append(("empty-case", "the row has neither a file nor a text."))
    elif text is None and named is not None:
        file = _find(named, path)
        if file is None:
            wrong.append(("file-not-found", f"there is no file {named} here, nor beside or above the CSV."))
    roles: list[str] = []
    for name in filter(None, (part.strip() for part in row.get("role_id", "").split("|"))):
        if name.lower() in role_ids:
            roles.append(role_ids[name.lower()])
        else:
            wrong.append(("unknown-role", f"the taxonomy has no role {name!r}."))
    skills = row.get("expected_skills", "")
    case = Case(
        name=next((row[name] for name in _NAME_COLUMNS if row.get(name)), None) or named or f"row {number}",
        row=number,
        text=text,
        file=file,
        role_ids=tuple(dict.fromkeys(roles)),
        expected_skills=tuple(s.strip() for s in skills.split(";") if s.strip()) if skills else None,
        slices=_slices(row, extra_slices),
    )
    return case, wrong


def _find(named: str, path: Path) -> Path | None:
    """A file named relative to the working directory, to the CSV's folder or to a folder above it."""
    folder = path.resolve().parent
    for base in (Path(), folder, *folder.parents):
        if (candidate := base / named).is_file():
            return candidate
    return None


def _slices(row: Mapping[str, str], extra: Sequence[str]) -> dict[str, str]:
    asked = {name.lower() for name in extra}
    return {
        name.removeprefix(_SLICE_PREFIX): cell
        for name, cell in row.items()
        if cell and (name in _SLICE_COLUMNS or name in asked or name.startswith(_SLICE_PREFIX))
    }
