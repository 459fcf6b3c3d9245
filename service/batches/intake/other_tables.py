"""Tables that are not CSV: Parquet, JSON Lines, Excel."""

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from service.batches.intake.records import Record, Table, fitted
from service.errors import UserError

_ROWS: Final = 500
_MOST_UNPACKED: Final = 4_000_000_000  # bytes of a workbook's parts: a million rows of 3 kB stay below


def read_parquet(path: Path) -> Table:
    """The table in a Parquet file."""
    try:
        file = pq.ParquetFile(path)
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


def read_workbook(path: Path) -> Table:
    """The first sheet of an Excel workbook that holds anything."""
    import openpyxl  # noqa: PLC0415 (a fifth of a second that other inputs needn't wait for)
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise UserError("unusable-file", f"{path} unpacks to more than a workbook of candidates can hold.")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise UserError("unusable-file", f"{path} can't be read as an Excel workbook (.xlsx).") from error
    for sheet in book.worksheets:
        rows = _without_empty_end(sheet.iter_rows(values_only=True))
        header = next(rows, None)
        if header is not None:
            names = [cell_text(value).strip() for value in header]
            while len(names) > 1 and not names[-1]:
                names.pop()
            remarks = [f"Only the sheet “{sheet.title}” was read."] if len(book.worksheets) > 1 else []
            return Table(tuple(names), _sheet_records(book, rows, len(names)), remarks)
    book.close()
    raise UserError("empty-file", f"{path} holds no table: its sheets are empty.")


def _sheet_records(book: Any, rows: Iterator[tuple[object, ...]], width: int) -> Iterator[Record]:  # noqa: ANN401
    try:
        for row in rows:
            yield fitted([cell_text(value) for value in row], width)
    finally:
        book.close()


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


def _without_empty_end(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """Rows without the empty ones before the first and after the last, which spreadsheets keep for their formats."""
    waiting, started = 0, False
    width = 0
    for row in rows:
        if all(value is None or value == "" for value in row):
            waiting += started
            width = len(row)
            continue
        for _ in range(waiting):
            yield (None,) * width
        waiting, started = 0, True
        yield row
