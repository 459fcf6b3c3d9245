"""Tables that are not CSV: Parquet, JSON Lines, Excel."""

import json
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from service.batches.intake.names import header_position, numbered_columns, telling_names
from service.batches.intake.records import Record, Table, counted, header_remark
from service.errors import UserError

_ROWS: Final = 500
_BUFFER: Final = 1 << 20
_HEADER_ROWS: Final = 15
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_UNPACKED: Final = 4_000_000_000  # bytes of a workbook's parts: a million rows of 3 kB stay below


def read_parquet(path: Path) -> Table:
    """The table in a Parquet file."""
    try:
        # Buffered ahead, the file's bytes would stay in memory to its end.
        file = pq.ParquetFile(path, pre_buffer=False, buffer_size=_BUFFER)
    except (pa.ArrowException, OSError) as error:
        raise UserError("unusable-file", f"{path} can't be read as Parquet.") from error
    names = tuple(file.schema_arrow.names)

    def records() -> Iterator[Record]:
        try:
            for batch in file.iter_batches(_ROWS):
                for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    yield Record(tuple(cell_text(value) for value in values))
        except (pa.ArrowException, OSError) as error:
            raise UserError("unusable-file", f"{path} is damaged: it can't be read to its end as Parquet.") from error

    return Table(names, records())


def read_json_lines(path: Path) -> Table:
    """The table in a file of JSON objects, one on each line; the columns are the keys of the first hundred."""
    return objects_table(_json_objects(path), str(path))


def read_json(path: Path) -> Table:
    """The table in a JSON file that holds one array of objects, or JSON Lines under the wrong name."""
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UserError("unusable-file", f"{path} is not UTF-8 text.") from error
    except ValueError:
        return read_json_lines(path)
    found = next((v for v in value.values() if isinstance(v, list)), [value]) if isinstance(value, dict) else value
    return objects_table(iter(found if isinstance(found, list) else [found]), str(path))


def read_workbook(path: Path, given: Collection[str] = ()) -> Table:
    """The sheet of an Excel workbook that holds the candidates, and others with the same header.

    ``given`` are names that the header must have. Raises UserError where there is no table.
    """
    import openpyxl  # noqa: PLC0415 (a fifth of a second that other inputs needn't wait for)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise UserError("unusable-file", f"{path} unpacks to more than a workbook of candidates can hold.")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise UserError("unusable-file", f"{path} can't be read as an Excel workbook (.xlsx).") from error
    sheets = [found for sheet in book.worksheets if (found := _Sheet.opened(sheet, given)) is not None]
    if not sheets:
        book.close()
        raise UserError("empty-file", f"{path} holds no table: its sheets are empty.")
    # A hidden sheet is read only where nothing else is there: whoever hid it does not expect its people in the list.
    best = max(sheets, key=lambda sheet: (sheet.is_visible, sheet.telling))
    chosen = [sheet for sheet in sheets if sheet is best or (sheet.is_visible and sheet.names == best.names)]
    remarks = [remark for sheet in chosen for remark in header_remark(sheet.first_rows, sheet.position)]
    if len(book.worksheets) > 1:
        read = ", ".join(f"“{sheet.title}”" for sheet in chosen)
        remarks.insert(0, f"Read {counted(len(chosen), 'sheet')} of {len(book.worksheets)}: {read}.")
    return Table(best.names, _sheet_records(book, chosen), remarks)


@dataclass(frozen=True)
class _Sheet:
    """A sheet with its header found; ``position`` is that among its first rows, None where it has none."""

    sheet: Any
    first_rows: list[list[str]]
    position: int | None

    @classmethod
    def opened(cls, sheet: Any, given: Collection[str]) -> Self | None:  # noqa: ANN401
        """The sheet, or None where it is empty."""
        sheet.reset_dimensions()  # what some programs write there is wrong, and rows would be cut off
        rows = list(islice(_filled_rows(sheet), _HEADER_ROWS))
        return cls(sheet, rows, header_position(rows, given)) if rows else None

    @property
    def title(self) -> str:
        """Its name."""
        return str(self.sheet.title)

    @property
    def is_visible(self) -> bool:
        """Whether it is shown to people."""
        return bool(self.sheet.sheet_state == "visible")

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        if self.position is None:
            return numbered_columns(max(len(row) for row in self.first_rows))
        return tuple(self.first_rows[self.position])

    @property
    def telling(self) -> tuple[int, int]:
        """How sure it is that candidates are in here."""
        return telling_names(self.names), len(self.first_rows)

    def records(self) -> Iterator[Record]:
        """The rows below the header."""
        width = len(self.names)
        below = -1 if self.position is None else self.position
        for cells in _rows_after(_filled_rows(self.sheet, keep_gaps=True), below):
            # What stands to the right of the table is somebody's note: nothing is shifted in a sheet.
            yield Record((*cells[:width], *[""] * (width - len(cells))))


def _rows_after(rows: Iterator[list[str]], position: int) -> Iterator[list[str]]:
    """The rows after the one at ``position``, which counts those that hold anything."""
    if position >= 0:
        next(islice(filter(None, rows), position, None), None)
    return rows


def _filled_rows(sheet: Any, *, keep_gaps: bool = False) -> Iterator[list[str]]:  # noqa: ANN401
    """The rows as texts, each up to its last filled cell; with gaps, also the empty ones between them."""
    gap = 0
    started = False
    for row in sheet.iter_rows(values_only=True):
        cells = [_sheet_text(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            gap += started
            continue
        yield from ([] for _ in range(gap if keep_gaps else 0))
        gap, started = 0, True
        yield cells


def _sheet_records(book: Any, sheets: Sequence[_Sheet]) -> Iterator[Record]:  # noqa: ANN401
    try:
        for sheet in sheets:
            yield from sheet.records()
    finally:
        book.close()


def _sheet_text(value: object) -> str:
    """A cell's text; Excel writes some characters as ``_x000D_``, and a day as a moment at midnight."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    text = cell_text(value)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def objects_table(objects: Iterator[Any], place: str) -> Table:
    """JSON values as a table; what is not an object becomes a record with a problem."""
    first = list(islice(objects, 100))
    names: dict[str, None] = {}
    for value in first:
        if isinstance(value, Mapping):
            names.update(dict.fromkeys(value))
    if not first:
        raise UserError("empty-file", f"{place} holds no records: it is empty.")
    if not names:
        raise UserError("unusable-file", f"{place} holds no JSON objects.")
    header = tuple(names)
    if "basics" in names and "resume_text" not in names:
        header = (*header, "resume_text")  # JSON Resume, as a whole
    return Table(header, (_object_record(value, header) for value in chain(first, objects)))


def cell_text(value: object) -> str:  # noqa: PLR0911 (a line for each type)
    """A value as the text of a cell: lists join with commas, whole floats lose their ".0"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {cell_text(item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(cell_text(item) for item in value)
    return str(value)


class BadLine:
    """A line that is no JSON."""


def _json_objects(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        for number, line in enumerate(file):
            data = line.removeprefix(b"\xef\xbb\xbf") if not number else line
            if data.strip():
                yield json_value(data)


def json_value(data: bytes) -> Any:  # noqa: ANN401
    """A line's value, or a BadLine."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return BadLine()


def _object_record(value: object, header: tuple[str, ...]) -> Record:
    if isinstance(value, BadLine):
        return Record(("",) * len(header), problem="bad-json: The line is not valid JSON.")
    if not isinstance(value, Mapping):
        return Record(("",) * len(header), problem="bad-json: The line is not a JSON object.")
    if "basics" in value and "resume_text" not in value:
        value = {**value, "resume_text": json.dumps(value, ensure_ascii=False)}
    return Record(tuple(cell_text(value.get(name)) for name in header))
