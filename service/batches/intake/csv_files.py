"""CSV as people send it: any usual encoding and separator, quoted line ends, ragged rows, quotes that never close."""

import codecs
import csv
import re
import sys
from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Final

from service.batches.intake.names import header_position, numbered_columns
from service.batches.intake.records import Record, Table, fitted, header_remark
from service.errors import UserError

SEPARATORS: Final = (",", ";", "\t", "|")
_BLOCK: Final = 1 << 20
# A record is given up as an unclosed quote beyond this; the longest honest cell we were given is 1 MB.
_MOST_CHARACTERS: Final = 4_000_000
_RESYNC_LINES: Final = 2_000
# After a row that could not be read, this many in a row must look right before the first of them is believed.
_RESYNC_RECORDS: Final = 4
_SAMPLE_LINES: Final = 1_000
_HEADER_ROWS: Final = 15
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


_SEPARATOR_NAMES: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_DIALECT_RECORDS: Final = 40
_MOST_SHAPES: Final = 3  # of first cells; more, as of names, say nothing


class _TooLong(Exception):  # noqa: N818
    pass


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How the cells are told apart."""

    separator: str
    spaces_first: bool = False  # before an opening quote
    backslashes: bool = False  # before a quote inside a quoted cell, instead of doubling it

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        return csv.reader(
            lines,
            delimiter=self.separator,
            skipinitialspace=self.spaces_first,
            escapechar="\\" if self.backslashes else None,
            doublequote=not self.backslashes,
            strict=strict,
        )


def read_csv(path: Path, given: Collection[str] = ()) -> Table:
    """The table in a CSV file; ``given`` are names that its header must have. Raises UserError where there is none."""
    csv.field_size_limit(sys.maxsize)
    encoding, remarks = _encoding(path)
    lines = _lines(path, encoding)
    sample = list(islice(lines, _SAMPLE_LINES))
    told = _told_separator(sample)
    dialect = _dialect(sample, told)
    if dialect.separator != ",":
        remarks.append(f"The cells are separated by a {_SEPARATOR_NAMES[dialect.separator]}.")
    records = _Records(chain(sample, lines), dialect)
    header = records.header(given, remarks)
    if header is None:
        raise UserError("empty-file", f"{path} holds no table: it is empty.")
    return Table(header, iter(records), remarks)


def _encoding(path: Path) -> tuple[str, list[str]]:
    """The encoding by its mark; else UTF-8 if most of its special characters are right, else Windows-1252."""
    good = bad = 0
    with path.open("rb") as file:
        head = file.read(4)
        for mark, name in _BOMS:
            if head.startswith(mark):
                return name, [] if name == "utf-8-sig" else [f"The file is encoded in {name.upper()}."]
        if len(head) >= 2 and head[1:2] == b"\0":
            return "utf-16-le", ["The file is encoded in UTF-16."]
        file.seek(0)
        while block := file.readlines(_BLOCK):
            data = b"".join(block)
            if data.isascii() or _is_utf8(data):
                good += not data.isascii()
                continue
            for line in block:
                if not line.isascii():
                    good, bad = (good + 1, bad) if _is_utf8(line) else (good, bad + 1)
    if not bad:
        return "utf-8", []
    if good >= bad:
        return "utf-8", [f"{bad} lines hold bytes that are not UTF-8; those cells were read as Windows-1252."]
    return "cp1252", ["The file is not in UTF-8; it was read as Windows-1252."]


def _is_utf8(data: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        data.decode()
        return True
    return False


def _lines(path: Path, encoding: str) -> Iterator[str]:
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        for line in file:
            yield line if errors == "replace" or line.isascii() else _mended(line)


def _mended(line: str) -> str:
    """The line with bytes that were no UTF-8 read as Windows-1252."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return re.sub("[\udc80-\udcff]", lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), line)
    return line


def _told_separator(sample: list[str]) -> str | None:
    """The separator that Excel writes into a first line ``sep=;``, which is taken away."""
    told = re.fullmatch(r"\ufeff?\"?sep=(.)\"?", sample[0].rstrip("\r\n")) if sample else None
    if told is None or told[1] not in SEPARATORS:
        return None
    del sample[0]
    return told[1]


def _dialect(sample: list[str], told: str | None) -> _Dialect:
    """The dialect with which the first records agree best on the number of cells, and that leaves no quote open."""

    def quality(dialect: _Dialect) -> tuple[float, int]:
        widths = [len(row) for row in islice(dialect.reader(sample), _DIALECT_RECORDS) if row]
        width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
        return (count / len(widths) * min(width, 3), count) if width > 1 else (0.0, 0)

    plain = [_Dialect(separator) for separator in SEPARATORS if told in (None, separator)]
    best = max(plain, key=lambda dialect: (quality(dialect), -SEPARATORS.index(dialect.separator)))
    text = "".join(sample)
    if re.search(rf'^[^"\n]*{re.escape(best.separator)} +"', text, re.MULTILINE):
        best = max(best, replace(best, spaces_first=True), key=quality)
    if '\\"' in text and _ends_badly(best, sample) and not _ends_badly(replace(best, backslashes=True), sample):
        best = replace(best, backslashes=True)
    return best


def _ends_badly(dialect: _Dialect, sample: list[str]) -> bool:
    """Whether a quote is out of place; one that is merely open where the sample ends is not."""
    try:
        for _ in dialect.reader(sample, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" not in str(error)
    return False


class _Records:
    """Records of a CSV file. A quote that never closes costs the row it stands in, not the rest of the file."""

    def __init__(self, lines: Iterator[str], dialect: _Dialect) -> None:
        self._lines, self._dialect = lines, dialect
        self._pushed: deque[str] = deque()
        self._taken: list[str] = []
        self._characters = 0
        self._width = 0
        self._shapes: set[str] = set()  # of the first cells so far

    def header(self, given: Collection[str], remarks: list[str]) -> tuple[str, ...] | None:
        """The columns' names; reading goes on below them."""
        rows, ends = self._first_rows()
        if not any(any(cell.strip() for cell in row) for row in rows):
            return None
        position = header_position(rows, given)
        consumed = ends[position] if position is not None else 0
        self._pushed.extendleft(reversed(self._taken[consumed:]))
        self._start_record()
        remarks += header_remark(rows, position)
        if position is None:
            self._width = Counter(len(row) for row in rows).most_common(1)[0][0]
            return numbered_columns(self._width)
        cells = [cell.strip().lstrip("\ufeff") for cell in rows[position]]
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        self._width = len(cells)
        return tuple(cells)

    def _first_rows(self) -> tuple[list[list[str]], list[int]]:
        """The first records that hold anything, and the number of lines that each ends after."""
        rows: list[list[str]] = []
        ends: list[int] = []
        self._start_record()
        with suppress(csv.Error, _TooLong):
            for cells in self._dialect.reader(self._feed()):
                if any(cell.strip() for cell in cells):
                    rows.append(cells)
                    ends.append(len(self._taken))
                if len(rows) == _HEADER_ROWS:
                    break
        return rows, ends

    def __iter__(self) -> Iterator[Record]:
        while True:
            reader = self._dialect.reader(self._feed(), strict=True)
            self._start_record()
            try:
                for cells in reader:
                    if cells:
                        self._learn(cells)
                        yield fitted(cells, self._width)
                    self._start_record()
            except (csv.Error, _TooLong):
                yield from self._recovered()
                continue
            return

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._pushed.popleft() if self._pushed else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            self._characters += len(line)
            if self._characters > _MOST_CHARACTERS:
                raise _TooLong
            yield line

    def _start_record(self) -> None:
        self._taken.clear()
        self._characters = 0

    def _recovered(self) -> Iterator[Record]:
        """After a record that can't be right: its first line if that makes a row by itself, else named and left out."""
        lines = self._taken.copy()
        self._start_record()
        cells = self._parsed(lines[:1], strict=False)
        if cells is not None and len(cells) == self._width and lines[0].count('"') % 2 == 0:
            self._pushed.extendleft(reversed(lines[1:]))
            yield Record(tuple(cells), note="csv-quotes: A quotation mark in this row is out of place.")
            return
        ahead: list[str] = []
        again = next(
            (n for n in range(1, len(lines)) if self._starts_record(lines[n : n + _RESYNC_LINES], ahead)), len(lines)
        )
        self._pushed.extendleft(reversed(lines[again:] + ahead))
        first = [cell.strip().strip('"') for cell in lines[0].split(self._dialect.separator)][: self._width]
        known = first[:-1] if len(first) > 1 else []  # what stood before the cell that never ended
        yield Record(
            (*known, *[""] * (self._width - len(known))),
            problem=f"csv-quotes: A quotation mark is missing; {again} lines of the file could not be read.",
        )

    def _learn(self, cells: list[str]) -> None:
        if len(self._shapes) <= _MOST_SHAPES and len(cells) == self._width:
            self._shapes.add(_shape(cells[0]))

    def _starts_record(self, lines: list[str], ahead: list[str]) -> bool:
        """Whether a whole record starts here; lines that this needs beyond those at hand are added to ``ahead``.

        A line of prose may hold as many commas by chance. A first cell like those before tells it from a record, and
        else the records that follow.
        """
        if self._dialect.separator not in lines[0] and self._width > 1:
            return False
        following = self._dialect.reader(chain(lines, self._looked_ahead(ahead)), strict=True)
        try:
            cells = next(following, [])
        except csv.Error:
            return False
        if len(cells) != self._width:
            return False
        if 0 < len(self._shapes) <= _MOST_SHAPES and _shape(cells[0]) not in self._shapes:
            return False
        try:
            return all(len(row) == self._width for row in islice(filter(None, following), _RESYNC_RECORDS - 1))
        except csv.Error:
            return True  # one of them has a quote of its own that is wrong

    def _looked_ahead(self, ahead: list[str]) -> Iterator[str]:
        yield from tuple(ahead)
        while len(ahead) < _RESYNC_LINES:
            line = self._pushed.popleft() if self._pushed else next(self._lines, None)
            if line is None:
                return
            ahead.append(line)
            yield line

    def _parsed(self, lines: Iterable[str], *, strict: bool) -> list[str] | None:
        try:
            return next(self._dialect.reader(lines, strict=strict), None)
        except csv.Error:
            return None


def _shape(cell: str) -> str:
    """A cell with every number and every word written alike: “C-0012” and “C-7” have one shape."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "0", cell.strip()))
