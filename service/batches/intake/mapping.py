"""Which column is what: told by options, else guessed from names and content, and always reported."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Final

from matchers.weights import AS_OF
from service.batches.columns import InputRow
from service.batches.intake.compose import compose
from service.batches.intake.names import (
    FILE_NAMES,
    PERSON_NAMES,
    fields_named,
    first_named,
    identity_named,
    plain_name,
    texts_named,
)
from service.batches.intake.records import Record, Table, counted, shortened
from service.batches.intake.words import COMMAND_LINE, Words
from service.errors import UserError

_FILE_VALUE = re.compile(r"[^\n]{1,400}\.(?:pdf|docx?|odt|rtf|txt|md|html?|png|jpe?g|json)\s*", re.IGNORECASE)
_LONG: Final = 150  # characters that a column must have on average to be taken for resumes without a telling name
_WHOLE: Final = 1_000  # and one with the name of a structured field, such as “Experience”
_SAMPLE: Final = 50
_SUMMARIES: Final = frozenset({"profile", "profile_text", "text", "content", "body", "document"})
_NUMBERED = re.compile(r"(?P<stem>\w*?[^\W\d_])_?(?:part_?)?(?P<number>\d{1,2})")
_OTHER_COLUMN: Final = "other-column: The text was taken from another column, since the usual one is empty."
_CUT: Final = 32_000  # characters: a cell of Excel holds 32,767, and what is longer was cut anywhere
# What stands in cells that hold nothing; the last four are Excel's errors.
_BLANKS: Final = frozenset({"", "n/a", "na", "null", "none", "nan", "-", "#n/a", "#name?", "#ref!", "#value!"})


@dataclass(frozen=True, slots=True)
class ColumnOptions:
    """The columns as the user names them; None means guess."""

    text: str | None = None
    file: str | None = None
    external_id: str | None = None

    @property
    def given(self) -> tuple[str, ...]:
        """The names that the header must have."""
        return tuple(name for name in (self.text, self.file, self.external_id) if name is not None)


@dataclass(frozen=True, slots=True)
class ColumnsInUse:
    """Positions of the columns in use; ``fields`` are structured ones by what they hold.

    ``further_texts`` go on where ``text`` ends; ``other_texts`` hold resumes, too, for rows without a text there.
    """

    text: int | None
    file: int | None
    external_id: int | None
    fields: dict[str, int]
    further_texts: tuple[int, ...] = ()
    other_texts: tuple[int, ...] = ()


def candidates(
    table: Table, options: ColumnOptions, folder: str | None, as_of: int = AS_OF, words: Words = COMMAND_LINE
) -> Iterator[InputRow]:
    """The rows of a table as candidates; file paths are relative to ``folder``, and refused where it is None.

    Appends to ``table.remarks`` how the columns were understood. Raises UserError where no column holds resumes.
    """
    sample = list(islice(table.records, _SAMPLE))
    mapping = mapped(table.header, sample, options, table.remarks, words)
    records = _without_empty_end(chain(sample, table.records), table.remarks)
    return (_candidate(number, record, mapping, folder, as_of) for number, record in enumerate(records, start=1))


def mapped(
    header: Sequence[str],
    sample: Sequence[Record],
    options: ColumnOptions,
    remarks: list[str],
    words: Words = COMMAND_LINE,
) -> ColumnsInUse:
    """Where the text, the file, the id and the structured fields stand."""
    external_id = _given(header, options.external_id, words.id_option)
    text = _given(header, options.text, words.text_option)
    file = _given(header, options.file, "--file-column")
    external_id = external_id if external_id is not None else identity_named(header)
    fields = fields_named(header)
    further: list[int] = []
    if text is None:
        text = _guess_text(header, fields, sample, remarks, taken={external_id, file})
        if text is not None:
            text, *further = _parts(header, text, remarks)
    if text is not None and options.text is None and file is None and _holds_files(text, sample):
        remarks.append(f"The column {_quoted(header[text])} holds paths of files.")
        text, file = None, text
    if file is None and options.file is None:
        file = first_named(header, FILE_NAMES)
    fields = {field: position for field, position in fields.items() if position not in {text, file, external_id}}
    if text is None and file is None:
        if not fields.keys() & {"title", "skills", "summary", "experience"}:
            raise UserError(
                "no-resume-column",
                f"No column holds resumes. {_columns_are(header)}; {words.name_text}.",
            )
        used = ", ".join(_quoted(header[position]) for position in sorted(fields.values()))
        remarks.append(f"There is no resume text; it was put together from the columns {used}.")
    if external_id is None:
        external_id = _person(header, remarks, {text, file}, words)
    in_use = {text, file, external_id, *further, *fields.values()}
    is_guessed = text is not None and options.text is None
    others = tuple(n for n in texts_named(header) if is_guessed and n not in in_use)
    return ColumnsInUse(text, file, external_id, fields, tuple(further), others)


def _person(header: Sequence[str], remarks: list[str], taken: set[int | None], words: Words) -> int | None:
    """Lists made by hand have no ids; there an address or a name tells whose row it is."""
    position = first_named(header, PERSON_NAMES)
    if position is None or position in taken:
        remarks.append(f"No column holds an id; rows are known by their number only. {words.name_id}")
        return None
    remarks.append(f"No column holds an id; {_quoted(header[position])} serves as one.")
    return position


def _given(header: Sequence[str], name: str | None, option: str) -> int | None:
    if name is None:
        return None
    for same in (str, plain_name):
        for position, other in enumerate(header):
            if same(other) == same(name):
                return position
    raise UserError("no-such-column", f"{option}: there is no column “{name}”. {_columns_are(header)}.")


def _columns_are(header: Sequence[str]) -> str:
    return f"The columns are {', '.join(map(_quoted, header[:20]))}"


def _quoted(name: str) -> str:
    return f"“{shortened(name, 40)}”"


def _guess_text(
    header: Sequence[str],
    fields: dict[str, int],
    sample: Sequence[Record],
    remarks: list[str],
    taken: set[int | None],
) -> int | None:
    named = [position for position in texts_named(header) if position not in taken]
    filled = [position for position in named if _is_filled(position, sample)]
    position = next(iter(filled or named), None)
    if position is not None and plain_name(header[position]) in _SUMMARIES and len(fields) > 1:
        fields.setdefault("summary", position)  # beside skills and jobs of their own, a profile is no whole resume
        return None
    if position is not None:
        if position != named[0] or plain_name(header[position]) != "resume_text":
            remarks.append(f"The resume texts were taken from the column {_quoted(header[position])} (by its name).")
        return position
    # Among several structured fields, a long one is one of them and not the whole resume.
    structured = set(fields.values()) if len(fields) > 1 else set()
    passed_over = {first_named(header, [name]) for name in FILE_NAMES} | taken
    lengths = {}
    for other in range(len(header)):
        filled = [len(r.cells[other]) for r in sample if r.problem is None and r.cells[other].strip()]
        if filled and other not in passed_over:
            lengths[other] = sum(filled) / len(filled)
    lengths = {n: length for n, length in lengths.items() if length >= (_WHOLE if n in structured else _LONG)}
    longest = max(lengths, key=lambda n: (lengths[n], -n), default=None)
    if longest is None:
        return None
    remarks.append(f"The resume texts were taken from the column {_quoted(header[longest])} (the longest texts).")
    return longest


def _is_filled(position: int, sample: Sequence[Record]) -> bool:
    """Whether any row has something in a column."""
    return any(record.problem is None and not _is_blank(record.cells[position]) for record in sample)


def _parts(header: Sequence[str], text: int, remarks: list[str]) -> tuple[int, ...]:
    """A column, and where it is numbered all of its name in their order: long texts are split so for Excel."""
    named = {n: _NUMBERED.fullmatch(plain_name(header[n])) for n in texts_named(header)}
    numbered = {n: match for n, match in named.items() if match}
    if text not in numbered:
        return (text,)
    same = [n for n, match in numbered.items() if match["stem"] == numbered[text]["stem"]]
    parts = tuple(sorted(same, key=lambda n: (int(numbered[n]["number"]), n)))
    if len(parts) > 1:
        remarks.append(f"The texts go on through {', '.join(_quoted(header[n]) for n in parts)}.")
    return parts


def _holds_files(position: int, sample: Sequence[Record]) -> bool:
    filled = [r.cells[position] for r in sample if r.problem is None and r.cells[position].strip()]
    return bool(filled) and sum(bool(_FILE_VALUE.fullmatch(cell.strip())) for cell in filled) > len(filled) / 2


def _without_empty_end(records: Iterable[Record], remarks: list[str]) -> Iterator[Record]:
    """The records without the empty ones at the end, which spreadsheets write as lines of nothing but separators."""
    waiting: list[Record] = []
    for record in records:
        if record.problem is None and not any(cell.strip() for cell in record.cells):
            waiting.append(record)
            continue
        yield from waiting
        waiting.clear()
        yield record
    if waiting:
        remarks.append(f"{counted(len(waiting), 'empty row')} at the end left out.")


def _candidate(number: int, record: Record, mapping: ColumnsInUse, folder: str | None, as_of: int) -> InputRow:
    cells = record.cells
    external_id = _identity(cells[mapping.external_id]) if mapping.external_id is not None else ""
    if record.problem is not None:
        return InputRow(number, external_id, problem=record.problem)
    if mapping.external_id is not None and "\0" in cells[mapping.external_id]:
        return InputRow(number, external_id, problem="bad-id: The id holds the character NUL.")
    text, note = _text(cells, mapping)
    if text:
        return InputRow(number, external_id, text=text, note=note or record.note)
    if mapping.file is not None and cells[mapping.file].strip():
        return _file(InputRow(number, external_id, note=record.note), cells[mapping.file], folder)
    composed = compose({field: cells[position] for field, position in mapping.fields.items()}, as_of)
    if composed is not None:
        return InputRow(
            number,
            external_id,
            text=composed,
            note="composed: The text was put together from structured fields.",
            composed=True,
        )
    empty = not any(cell.strip() for cell in cells)
    problem = (
        "empty-row: The row is empty." if empty else "no-resume: The row has no resume: neither a text nor a file."
    )
    return InputRow(number, external_id, problem=problem if record.note is None else f"{problem} {record.note}")


def _text(cells: Sequence[str], mapping: ColumnsInUse) -> tuple[str, str | None]:
    """The text of a row, with what further columns hold of it; or that of another column of resumes, with a note."""
    if mapping.text is not None and not _is_blank(cells[mapping.text]):
        parts = [cells[n] for n in (mapping.text, *mapping.further_texts) if not _is_blank(cells[n])]
        return "".join(part if len(part) >= _CUT else f"{part}\n" for part in parts[:-1]) + parts[-1], None
    other = next((cells[n] for n in mapping.other_texts if not _is_blank(cells[n])), "")
    return ("", None) if _FILE_VALUE.fullmatch(other.strip()) else (other, _OTHER_COLUMN)


def _file(row: InputRow, cell: str, folder: str | None) -> InputRow:
    """The row with the path in a cell, or the reason why it isn't followed."""
    name = cell.strip().replace("\0", "")
    if folder is None:
        problem = "file-refused: Paths of files are not accepted here; send the text."
        return replace(row, problem=problem, note=None)
    if "://" in name:
        problem = "file-refused: Links are not followed; save the file beside the table and give its name."
        return replace(row, problem=problem, note=None)
    return replace(row, path=_below(folder, name))


def _identity(cell: str) -> str:
    """An id on one line."""
    return " ".join(cell.replace("\0", " ").split())[:200]


def _is_blank(cell: str) -> bool:
    bare = cell.strip(" \t\r\n\0\u00a0")
    return len(bare) < 10 and bare.lower() in _BLANKS


def _below(folder: str, name: str) -> str:
    if name.startswith(("/", "\\")) or name[1:3] == ":\\":
        return name
    # Lists made on Windows: on other systems a backslash may be a part of a name, but hardly ever is.
    if "\\" in name and not Path(folder, name).exists():
        name = name.replace("\\", "/")
    # A name copied from a Mac may have its accents apart where the table has them whole, or the other way round.
    forms = (name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD")))
    return f"{folder}/{next((form for form in forms if Path(folder, form).exists()), name)}"
