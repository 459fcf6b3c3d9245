"""Excel workbooks as they come: one cell that can't be understood costs nobody else their row."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import coordinate_to_tuple
from openpyxl.worksheet._reader import VALUE_TAG, WorkSheetParser

from service.errors import UserError

_MOST_UNPACKED: Final = 4_000_000_000  # bytes of a workbook's parts: a million rows of 3 kB stay below
_MOST_ROWS: Final = 1_048_576  # of a sheet
_DAYS: Final = 2_958_466  # of a date, which ends with the year 9999
# What damage to a file looks like from within openpyxl and the parsers below it; SyntaxError is theirs of XML.
_DAMAGE: Final = (
    SyntaxError, zlib.error, zipfile.BadZipFile, OSError, EOFError, ValueError, LookupError, AttributeError, TypeError,
    ArithmeticError, RuntimeError,
)  # fmt: skip


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Say in one sentence that a workbook can't be read to its end."""
    try:
        yield
    except _DAMAGE as error:
        raise UserError("unusable-file", f"{path} is damaged: it can't be read to its end as a workbook.") from error


def opened_book(path: Path) -> Any:  # noqa: ANN401
    """The workbook, to be read a row at a time. Raises UserError."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise UserError("unusable-file", f"{path} unpacks to more than a workbook of candidates can hold.")
        reader: Any = _Reader(path, read_only=True, data_only=True, keep_links=False)
        with ExitStack() as stack:
            stack.callback(reader.archive.close)
            reader.read()
            stack.pop_all()
    except _DAMAGE as error:
        raise UserError("unusable-file", f"{path} can't be read as an Excel workbook (.xlsx).") from error
    return reader.wb


def sheet_rows(sheet: Any) -> Iterator[list[object]]:  # noqa: ANN401
    """The cells of each row, with the empty rows between them."""
    book = sheet.parent
    with sheet._get_source() as source:  # noqa: SLF001 (there is no other way to a parser of one's own)
        parser: Any = _Parser(
            source,
            sheet._shared_strings,  # noqa: SLF001
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,  # noqa: SLF001
            timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )
        row = 0
        for number, cells in parser.parse():
            yield from ([] for _ in range(row + 1, number if number <= _MOST_ROWS else 0))
            row = max(row + 1, number)
            values: list[object] = [None] * max((cell["column"] for cell in cells), default=0)
            for cell in cells:
                values[cell["column"] - 1] = cell["value"]
            yield values


class _Reader(ExcelReader):
    def read_chartsheet(self, sheet: Any, rel: Any) -> None:  # noqa: ANN401
        """A sheet that is a chart; openpyxl stumbles over one without a drawing, after it has noted the sheet."""
        with suppress(AttributeError):
            super().read_chartsheet(sheet, rel)


class _Parser(WorkSheetParser):
    def parse_cell(self, element: Any) -> dict[str, Any]:  # noqa: ANN401
        """A cell; one that is not what it says is given as it stands."""
        try:
            if not self._is_no_date(element):
                found: dict[str, Any] = super().parse_cell(element)
                return found
        except (ValueError, LookupError, TypeError, AttributeError):
            with suppress(ValueError, TypeError):
                self.col_counter = coordinate_to_tuple(element.get("r"))[1]
            self.col_counter = max(1, self.col_counter)
        else:
            self.col_counter = coordinate_to_tuple(element.get("r"))[1] if element.get("r") else self.col_counter + 1
        shown = None if element.get("t") == "s" else element.findtext(VALUE_TAG)
        return {"row": self.row_counter, "column": self.col_counter, "value": shown, "data_type": "s", "style_id": 0}

    def _is_no_date(self, element: Any) -> bool:  # noqa: ANN401
        """Whether a number that is to be shown as a day lies beyond all days."""
        style = element.get("s")
        if style is None or int(style) not in self.date_formats or element.get("t", "n") != "n":
            return False
        text = element.findtext(VALUE_TAG)
        return bool(text) and not 0 <= float(text) < _DAYS
