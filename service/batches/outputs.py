"""Writing results as CSV, Parquet, JSON Lines or Excel: whole or not at all, in the order of the input."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from service.batches.columns import OUTPUT_SCHEMA, RANK_COLUMN, Value
from service.batches.whole_files import whole
from service.errors import UserError

Rows = Iterable[Sequence[Value]]
_DANGEROUS: Final = frozenset("=+-@\t\r\0")
_CSV_ROWS: Final = 500
_PARQUET_ROWS: Final = 10_000
_SHEET_ROWS: Final = 1_048_575  # below the header
_CELL_CHARACTERS: Final = 32_767
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # and so not in Excel


def ending_of(path: Path) -> str:
    """The output's ending. Raises UserError for one that nothing here writes."""
    ending = path.suffix.lower()
    if ending not in _WRITERS:
        raise UserError("unknown-output", f"{path}: the output's name must end in .csv, .xlsx, .parquet or .jsonl.")
    return ending


def write(path: Path, columns: Sequence[str], rows: Rows) -> None:
    """Write the rows to a file of the kind that its name says."""
    writer = _WRITERS[ending_of(path)]
    with whole_file(path) as temporary:
        writer(temporary, columns, rows)


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` that takes its name once it is complete and on disk. Raises UserError."""
    try:
        with whole(path) as temporary:
            yield temporary
    except OSError as error:
        raise UserError("cannot-write", f"{path} can't be written: {error.strerror or error}.") from error


def neutral(value: Value) -> Value:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in _DANGEROUS else value


def csv_blocks(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """CSV with a header and plain line ends, some hundred rows at a time."""
    yield _csv_block([columns])
    remaining = iter(rows)
    while block := list(islice(remaining, _CSV_ROWS)):
        # ``neutral`` for each cell of millions of rows, without the calls.
        cells = [
            [f"'{value}" if value.__class__ is str and value[:1] in _DANGEROUS else value for value in row]
            for row in block
        ]
        yield _csv_block(cells)


def _csv_block(rows: Sequence[Sequence[Value]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    if "\r" not in text.getvalue():
        return text.getvalue()
    # The csv module leaves a lone carriage return unquoted, which every reader takes for the end of the line.
    text = io.StringIO()
    plain, quoting = (csv.writer(text, lineterminator="\n", quoting=way) for way in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    for row in rows:
        (quoting if any(isinstance(cell, str) and "\r" in cell for cell in row) else plain).writerow(row)
    return text.getvalue()


def json_object(columns: Sequence[str], row: Sequence[Value]) -> dict[str, Value]:
    """A row as an object."""
    return dict(zip(columns, row, strict=True))


def _write_csv(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_blocks(columns, rows))


def _write_json_lines(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(json_object(columns, row), ensure_ascii=False) + "\n")


def _write_parquet(path: Path, columns: Sequence[str], rows: Rows) -> None:
    types = {field.name: field.type for field in OUTPUT_SCHEMA} | {RANK_COLUMN: pa.string()}
    schema = pa.schema([(name, types[name]) for name in columns])
    remaining = iter(rows)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while block := list(islice(remaining, _PARQUET_ROWS)):
            arrays = [
                pa.array(list(column), type=field.type)
                for column, field in zip(zip(*block, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _write_workbook(path: Path, columns: Sequence[str], rows: Rows) -> None:
    import openpyxl  # noqa: PLC0415 (a fifth of a second that other outputs needn't wait for)
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("Candidates")
    sheet.freeze_panes = "C2"
    for number, name in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(name, 12)
    header = []
    for name in columns:
        cell = WriteOnlyCell(sheet, value=name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    for number, row in enumerate(rows, start=1):
        if number > _SHEET_ROWS:
            raise UserError(
                "too-many-rows", f"An Excel sheet holds {_SHEET_ROWS:,} rows; write CSV or Parquet instead."
            )
        sheet.append([_workbook_cell(value) for value in row])
    book.save(path)


_WIDTHS: Final = {
    "problem": 40,
    "best_role": 30,
    "best_title": 34,
    "matched_skills": 50,
    "missing_skills": 50,
    "next_step": 60,
    "external_id": 16,
}


def _workbook_cell(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    plain = _NOT_IN_XML.sub("", str(neutral(value)))
    return str(neutral(plain))[:_CELL_CHARACTERS]  # what went may have stood before a formula


_WRITERS: Final[Mapping[str, Callable[[Path, Sequence[str], Rows], None]]] = {
    ".csv": _write_csv,
    ".jsonl": _write_json_lines,
    ".ndjson": _write_json_lines,
    ".parquet": _write_parquet,
    ".pq": _write_parquet,
    ".xlsx": _write_workbook,
}
