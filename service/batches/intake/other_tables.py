"""Tables that are not CSV: Parquet, JSON Lines, Excel."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from service.batches.intake.arrow_texts import values_of
from service.batches.intake.names import header_position, numbered_columns, telling_names
from service.batches.intake.records import Record, Table, counted, header_remark
from service.errors import UserError

_ROWS: Final = 500
_BUFFER: Final = 1 << 20
_HEADER_ROWS: Final = 15
_MOST_NAMES: Final = 5_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


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
                for values in zip(*(values_of(column) for column in batch.columns), strict=True):
                    yield Record(tuple(cell_text(value) for value in values))
        except (pa.ArrowException, OSError) as error:
            raise UserError("unusable-file", f"{path} is damaged: it can't be read to its end as Parquet.") from error

    return Table(names, records())


def read_json_lines(path: Path) -> Table:
    """The table in a file of JSON objects, one on each line; the columns are the keys of all of them."""
    return objects_table(_JsonLines(path), str(path))


def read_json(path: Path) -> Table:
    """The table in a JSON file that holds one array of objects, or JSON Lines under the wrong name."""
    try:
        value = json.loads(path.read_bytes())
    except UnicodeDecodeError as error:
        raise UserError("unusable-file", f"{path} is not UTF-8 text.") from error
    except (ValueError, RecursionError):
        return read_json_lines(path)
    found = next((v for v in value.values() if isinstance(v, list)), [value]) if isinstance(value, dict) else value
    return objects_table(found if isinstance(found, list) else [found], str(path))


def read_workbook(path: Path, given: Collection[str] = ()) -> Table:
    """The sheet of an Excel workbook that holds the candidates, and others with the same header.

    ``given`` are names that the header must have. Raises UserError where there is no table.
    """
    from service.batches.intake.workbooks import damage_told, opened_book  # noqa: PLC0415 (openpyxl: a fifth of a second)

    book = opened_book(path)
    try:
        with damage_told(path):
            sheets = [found for sheet in book.worksheets if (found := _Sheet.opened(sheet, given)) is not None]
    except UserError:
        book.close()
        raise
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
    return Table(best.names, _sheet_records(book, chosen, path), remarks)


@dataclass(frozen=True)
class _Sheet:
    """A sheet with its header found; ``position`` is that among its first rows, None where it has none."""

    sheet: Any
    first_rows: list[list[str]]
    position: int | None

    @classmethod
    def opened(cls, sheet: Any, given: Collection[str]) -> Self | None:  # noqa: ANN401
        """The sheet, or None where it is empty."""
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
    from service.batches.intake.workbooks import sheet_rows  # noqa: PLC0415

    gap = 0
    started = False
    for row in sheet_rows(sheet):
        cells = [_sheet_text(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells:
            gap += started
            continue
        yield from ([] for _ in range(gap if keep_gaps else 0))
        gap, started = 0, True
        yield cells


def _sheet_records(book: Any, sheets: Sequence[_Sheet], path: Path) -> Iterator[Record]:  # noqa: ANN401
    from service.batches.intake.workbooks import damage_told  # noqa: PLC0415

    try:
        with damage_told(path):
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


def objects_table(objects: Iterable[Any], place: str) -> Table:
    """JSON values, which are gone through twice, as a table; what is not an object becomes a record with a problem."""
    names: dict[str, None] = {}
    is_empty = True
    for value in objects:
        is_empty = False
        if isinstance(value, Mapping):
            names.update(dict.fromkeys(value))
        if len(names) > _MOST_NAMES:
            raise UserError("unusable-file", f"{place}: its objects have more than {_MOST_NAMES:,} different keys.")
    if is_empty:
        raise UserError("empty-file", f"{place} holds no records: it is empty.")
    if not names:
        raise UserError("unusable-file", f"{place} holds no JSON objects.")
    header = tuple(names)
    if "basics" in names and "resume_text" not in names:
        header = (*header, "resume_text")  # JSON Resume, as a whole
    return Table(header, (_object_record(value, header) for value in objects))


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


@dataclass(frozen=True)
class _JsonLines:
    """The values in a file, one on each line."""

    path: Path

    def __iter__(self) -> Iterator[Any]:
        with self.path.open("rb") as file:
            encoding = json.detect_encoding(file.read(4))
        if not encoding.startswith("utf-8"):
            # A line ends with a line feed only: JSON may hold the other line ends as they are.
            with self.path.open(encoding=encoding, errors="replace", newline="\n") as wide:
                for text in wide:
                    if text.strip("\ufeff \t\r\n"):
                        yield json_value(text.removeprefix("\ufeff"))
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file):
                data = line.removeprefix(b"\xef\xbb\xbf") if not number else line
                if data.strip():
                    yield json_value(data)


def json_value(data: bytes | str) -> Any:  # noqa: ANN401
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
    try:
        if "basics" in value and "resume_text" not in value:
            value = {**value, "resume_text": json.dumps(value, ensure_ascii=False)}
        return Record(tuple(cell_text(value.get(name)) for name in header))
    except RecursionError:
        return Record(("",) * len(header), problem="bad-json: The object is nested too deeply.")
