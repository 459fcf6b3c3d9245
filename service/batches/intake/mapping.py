# ruff: noqa: E501 (a table of names reads best with a line for each kind)
"""Which column is what: told by options, else guessed from names and content, and always reported."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from matchers.weights import AS_OF
from service.batches.columns import InputRow
from service.batches.intake.compose import FIELDS, compose
from service.batches.intake.records import Record, Table
from service.errors import UserError

TEXT_NAMES: Final = (
    "resume_text", "cv_text", "resume_plain_text", "resume_str", "resume_body", "resume_content", "cv_content", "full_text", "resume", "cv",
    "curriculum_vitae", "candidate_resume", "lebenslauf", "resume_html", "text", "profile_text", "profile", "document", "content", "body",
)  # fmt: skip
FILE_NAMES: Final = (
    "resume_file", "cv_file", "resume_path", "cv_path", "file_path", "filepath", "file_name", "filename", "file", "path", "attachment", "document_path",
)  # fmt: skip
ID_NAMES: Final = (
    "external_id", "candidate_id", "applicant_id", "application_id", "resume_id", "person_id", "profile_id", "id", "candidate", "ref", "reference", "uuid", "key",
    "number", "no",
)  # fmt: skip
_FILE_VALUE = re.compile(r"[^\n]{1,400}\.(?:pdf|docx?|odt|rtf|txt|md|html?|png|jpe?g|json)\s*", re.IGNORECASE)
_LONG: Final = 150  # characters that a column must have on average to be taken for resumes without a telling name
_SAMPLE: Final = 50


@dataclass(frozen=True, slots=True)
class ColumnOptions:
    """The columns as the user names them; None means guess."""

    text: str | None = None
    file: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """Positions of the columns in use; ``fields`` are structured ones by what they hold."""

    text: int | None
    file: int | None
    external_id: int | None
    fields: dict[str, int]


def candidates(table: Table, options: ColumnOptions, folder: str | None, as_of: int = AS_OF) -> Iterator[InputRow]:
    """The rows of a table as candidates; file paths are relative to ``folder``, and refused where it is None.

    Appends to ``table.remarks`` how the columns were understood. Raises UserError where no column holds resumes.
    """
    sample = []
    for record in table.records:
        sample.append(record)
        if len(sample) == _SAMPLE:
            break
    mapping = mapped(table.header, sample, options, table.remarks)
    return _rows(mapping, sample, table.records, folder, as_of)


def _rows(
    mapping: Mapping, sample: list[Record], rest: Iterator[Record], folder: str | None, as_of: int
) -> Iterator[InputRow]:
    number = 0
    for records in (sample, rest):
        for record in records:
            number += 1
            yield _candidate(number, record, mapping, folder, as_of)


def mapped(header: Sequence[str], sample: Sequence[Record], options: ColumnOptions, remarks: list[str]) -> Mapping:
    """Where the text, the file, the id and the structured fields stand."""
    names = {_plain(name): position for position, name in reversed(list(enumerate(header)))}
    external_id = _given(header, options.external_id, "--id-column")
    text = _given(header, options.text, "--text-column")
    file = _given(header, options.file, "--file-column")
    external_id = external_id if external_id is not None else _named(names, ID_NAMES)
    if text is None:
        text = _guess_text(header, names, sample, remarks, taken={external_id, file})
    if text is not None and options.text is None and file is None and _holds_files(text, sample):
        remarks.append(f"The column “{header[text]}” holds paths of files.")
        text, file = None, text
    if file is None and options.file is None:
        file = _named(names, FILE_NAMES)
    fields = {
        field: names[found]
        for field, known in FIELDS.items()
        if (found := next((n for n in known if n in names), None)) is not None
    }
    fields = {field: position for field, position in fields.items() if position not in {text, file, external_id}}
    if text is None and file is None and not fields.keys() & {"title", "skills", "summary"}:
        shown = ", ".join(f"“{name}”" for name in header[:20])
        raise UserError(
            "no-resume-column",
            f"No column holds resumes. The columns are {shown}; name one with --text-column or --file-column.",
        )
    if text is None and file is None:
        used = ", ".join(f"“{header[position]}”" for position in fields.values())
        remarks.append(f"There is no resume text; it was put together from the columns {used}.")
    if external_id is None:
        remarks.append("No column holds an id; rows are known by their number only. Name one with --id-column.")
    return Mapping(text, file, external_id, fields)


def _given(header: Sequence[str], name: str | None, option: str) -> int | None:
    if name is None:
        return None
    for position, other in enumerate(header):
        if other == name or _plain(other) == _plain(name):
            return position
    shown = ", ".join(f"“{other}”" for other in header[:20])
    raise UserError("no-such-column", f"{option}: there is no column “{name}”. The columns are {shown}.")


def _guess_text(
    header: Sequence[str], names: dict[str, int], sample: Sequence[Record], remarks: list[str], taken: set[int | None]
) -> int | None:
    position = _named(names, TEXT_NAMES)
    if position is not None and position not in taken:
        if _plain(header[position]) != "resume_text":
            remarks.append(f"The resume texts were taken from the column “{header[position]}” (by its name).")
        return position
    known_files = {names[name] for name in FILE_NAMES if name in names}
    lengths = {}
    for other in range(len(header)):
        filled = [len(r.cells[other]) for r in sample if r.problem is None and r.cells[other].strip()]
        if filled and other not in taken and other not in known_files:
            lengths[other] = sum(filled) / len(filled)
    longest = max(lengths, key=lambda n: (lengths[n], -n), default=None)
    if longest is None or lengths[longest] < _LONG:
        return None
    remarks.append(f"The resume texts were taken from the column “{header[longest]}” (the longest texts).")
    return longest


def _holds_files(position: int, sample: Sequence[Record]) -> bool:
    filled = [r.cells[position] for r in sample if r.problem is None and r.cells[position].strip()]
    return bool(filled) and sum(bool(_FILE_VALUE.fullmatch(cell.strip())) for cell in filled) > len(filled) / 2


def _named(names: dict[str, int], known: Sequence[str]) -> int | None:
    return next((names[name] for name in known if name in names), None)


def _plain(name: str) -> str:
    """A column's name for comparison: "Resume Text", "resumeText" and "resume-text" are one."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.strip().lstrip("\ufeff"))
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")


def _candidate(number: int, record: Record, mapping: Mapping, folder: str | None, as_of: int) -> InputRow:
    cells = record.cells
    external_id = _identity(cells[mapping.external_id]) if mapping.external_id is not None else ""
    if record.problem is not None:
        return InputRow(number, external_id, problem=record.problem)
    if mapping.text is not None and not _is_blank(cells[mapping.text]):
        return InputRow(number, external_id, text=cells[mapping.text], note=record.note)
    if mapping.file is not None and cells[mapping.file].strip():
        name = cells[mapping.file].strip().replace("\0", "")
        if folder is None:
            return InputRow(
                number, external_id, problem="file-refused: Paths of files are not accepted here; send the text."
            )
        return InputRow(number, external_id, path=_below(folder, name), note=record.note)
    text = compose({field: cells[position] for field, position in mapping.fields.items()}, as_of)
    if text is not None:
        return InputRow(
            number,
            external_id,
            text=text,
            note="composed: The text was put together from structured fields.",
            composed=True,
        )
    empty = not any(cell.strip() for cell in cells)
    problem = "empty-row: The row is empty." if empty else "no-resume: The row has neither a resume text nor a file."
    return InputRow(number, external_id, problem=problem if record.note is None else f"{problem} {record.note}")


def _identity(cell: str) -> str:
    """An id on one line; PostgreSQL takes no NUL."""
    return " ".join(cell.replace("\0", " ").split())[:200]


def _is_blank(cell: str) -> bool:
    return cell.strip(" \t\r\n\0\u00a0").lower() in {"", "n/a", "na", "null", "none", "nan", "-"}


def _below(folder: str, name: str) -> str:
    return name if name.startswith(("/", "\\")) or name[1:3] == ":\\" else f"{folder}/{name}"
