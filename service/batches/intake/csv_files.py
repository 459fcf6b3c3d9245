"""CSV as people send it: any usual encoding and separator, quoted line ends, ragged rows, quotes that never close."""

import codecs
import csv
import re
import sys
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import Final, Protocol

from service.batches.intake.names import header_position, numbered_columns
from service.batches.intake.records import Record, Table, fitted, header_remark
from service.errors import UserError

SEPARATORS: Final = (",", ";", "\t", "|")
_BLOCK: Final = 1 << 20
_LINES_HINT: Final = 1 << 17  # characters of a block of lines
_BLOCK_LINES: Final = 2_000
_MOST_BLOCKS: Final = 8  # of a record, before its characters are counted
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
_SHAPE_RECORDS: Final = 1_000
_MOST_SHAPES: Final = 3  # of first cells; more, as of names, say nothing


class _TooLong(Exception):  # noqa: N818
    pass


class _Reader(Protocol):
    """What ``csv.reader`` gives."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class _Dialect:
    """How the cells are told apart."""

    separator: str
    spaces_first: bool = False  # before an opening quote
    backslashes: bool = False  # before a quote inside a quoted cell, instead of doubling it

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> _Reader:
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
    lines = _Lines(_blocks(path, encoding))
    told = lines.first(_told_separator)
    dialect = _dialect(lines.ahead(_SAMPLE_LINES), told)
    if dialect.separator != ",":
        remarks.append(f"The cells are separated by a {_SEPARATOR_NAMES[dialect.separator]}.")
    records = _Records(lines, dialect)
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


def _blocks(path: Path, encoding: str) -> Iterator[list[str]]:
    """The lines in lists: what is done for each line alone takes longer than the csv module."""
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        while block := file.readlines(_LINES_HINT):
            yield block if errors == "replace" or _is_sound("".join(block)) else [_mended(line) for line in block]


def _mended(line: str) -> str:
    """The line with bytes that were no UTF-8 read as Windows-1252."""
    if _is_sound(line):
        return line
    return re.sub("[\udc80-\udcff]", lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), line)


def _is_sound(text: str) -> bool:
    """Whether every byte of it was UTF-8."""
    with suppress(UnicodeEncodeError):
        return text.isascii() or bool(text.encode())
    return False


def _told_separator(line: str) -> str | None:
    """The separator that Excel writes into a first line ``sep=;``."""
    told = re.fullmatch(r"\ufeff?\"?sep=(.)\"?", line.rstrip("\r\n"))
    return told[1] if told is not None and told[1] in SEPARATORS else None


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


class _Lines:
    """Lines that can be put back, and those of the record that is being read.

    ``record_start`` is where that record begins, counted from where the feed began.
    """

    def __init__(self, blocks: Iterator[list[str]]) -> None:
        self._blocks = blocks
        self._waiting: deque[str] = deque()  # put back, and next
        self._given: deque[list[str]] = deque()  # to the feed, as far as the record may reach back
        self._gone = 0  # lines that were given before those
        self.record_start = 0

    def feed(self) -> Iterator[str]:
        """All lines from here on. Raises _TooLong where a record takes more than any can."""
        self._given.clear()
        self._gone = self.record_start = 0
        return chain.from_iterable(self._given_out())

    def _given_out(self) -> Iterator[list[str]]:
        while (block := self._next_block()) is not None:
            while self._given and self._gone + len(self._given[0]) <= self.record_start:
                self._gone += len(self._given.popleft())
            if len(self._given) > _MOST_BLOCKS and sum(map(len, self._of_record())) > _MOST_CHARACTERS:
                self._waiting.extendleft(reversed(block))
                raise _TooLong
            self._given.append(block)
            yield block

    def _next_block(self) -> list[str] | None:
        if self._waiting:
            return [self._waiting.popleft() for _ in range(min(_BLOCK_LINES, len(self._waiting)))]
        return next(self._blocks, None)

    def _of_record(self) -> Iterator[str]:
        return islice(chain.from_iterable(self._given), self.record_start - self._gone, None)

    def take_back(self, until: int) -> list[str]:
        """End the feed: the lines of the record up to the number ``until``; those after it wait again."""
        lines = list(self._of_record())
        count = until - self.record_start
        self.put_back(lines[count:])
        self._given.clear()
        return lines[:count]

    def put_back(self, lines: Sequence[str]) -> None:
        """Let these come next."""
        self._waiting.extendleft(reversed(lines))

    def one(self) -> str | None:
        """The next line."""
        if not self._waiting:
            self._waiting.extend(next(self._blocks, ()))
        return self._waiting.popleft() if self._waiting else None

    def ahead(self, most: int) -> list[str]:
        """The next lines, which stay."""
        while len(self._waiting) < most and (block := next(self._blocks, None)):
            self._waiting.extend(block)
        return list(islice(self._waiting, most))

    def first(self, meaning: Callable[[str], str | None]) -> str | None:
        """What the next line means; one that means something is taken away."""
        meant = next((meaning(line) for line in self.ahead(1)), None)
        if meant is not None:
            self._waiting.popleft()
        return meant


class _Records:
    """Records of a CSV file. A quote that never closes costs the row it stands in, not the rest of the file."""

    def __init__(self, lines: _Lines, dialect: _Dialect) -> None:
        self._lines, self._dialect = lines, dialect
        self._width = 0
        self._shapes: set[str] = set()  # of the first cells so far
        self._unlearned = _SHAPE_RECORDS

    def header(self, given: Collection[str], remarks: list[str]) -> tuple[str, ...] | None:
        """The columns' names; reading goes on below them."""
        rows, ends = self._first_rows()
        if not any(any(cell.strip() for cell in row) for row in rows):
            return None
        position = header_position(rows, given)
        self._lines.take_back(0)
        for _ in range(ends[position] if position is not None else 0):
            self._lines.one()
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
        reader = self._dialect.reader(self._lines.feed())
        with suppress(csv.Error, _TooLong):
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    rows.append(cells)
                    ends.append(reader.line_num)
                if len(rows) == _HEADER_ROWS:
                    break
        return rows, ends

    def __iter__(self) -> Iterator[Record]:
        lines, width = self._lines, self._width
        while True:
            reader = self._dialect.reader(lines.feed(), strict=True)
            try:
                for cells in reader:
                    if cells:
                        self._learn(cells)
                        yield fitted(cells, width)
                    lines.record_start = reader.line_num
            except (csv.Error, _TooLong):
                yield self._recovered(lines.take_back(reader.line_num))
                continue
            return

    def _recovered(self, lines: list[str]) -> Record:
        """After a record that can't be right: its first line if that makes a row by itself, else named and left out."""
        cells = self._parsed(lines[:1], strict=False)
        if cells is not None and len(cells) == self._width and lines[0].count('"') % 2 == 0:
            self._lines.put_back(lines[1:])
            return Record(tuple(cells), note="csv-quotes: A quotation mark in this row is out of place.")
        ahead: list[str] = []
        again = next(
            (n for n in range(1, len(lines)) if self._starts_record(lines[n : n + _RESYNC_LINES], ahead)), len(lines)
        )
        self._lines.put_back(lines[again:] + ahead)
        first = [cell.strip().strip('"') for cell in lines[0].split(self._dialect.separator)][: self._width]
        known = first[:-1] if len(first) > 1 else []  # what stood before the cell that never ended
        return Record(
            (*known, *[""] * (self._width - len(known))),
            problem=f"csv-quotes: A quotation mark is missing; {again} lines of the file could not be read.",
        )

    def _learn(self, cells: list[str]) -> None:
        if self._unlearned and len(self._shapes) <= _MOST_SHAPES and len(cells) == self._width:
            self._unlearned -= 1
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
            line = self._lines.one()
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
