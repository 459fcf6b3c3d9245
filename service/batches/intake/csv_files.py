"""CSV as people send it: any usual encoding and separator, quoted line ends, ragged rows, quotes that never close."""

import codecs
import csv
import re
import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from typing import Final

from service.batches.intake.records import Record, Table, fitted
from service.errors import UserError

SEPARATORS: Final = (",", ";", "\t", "|")
_BLOCK: Final = 1 << 20
# A record is given up as an unclosed quote beyond these; the longest honest cell we were given is 1 MB.
_MOST_LINES: Final = 20_000
_MOST_CHARACTERS: Final = 4_000_000
_RESYNC_LINES: Final = 2_000
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class _TooLong(Exception):  # noqa: N818
    pass


def read_csv(path: Path) -> Table:
    """The table in a CSV file. Raises UserError where there is none."""
    encoding, remarks = _encoding(path)
    separator = _separator(path, encoding)
    names = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
    if separator != ",":
        remarks.append(f"The cells are separated by a {names[separator]}.")
    records = _Records(_lines(path, encoding), separator)
    header = records.header()
    if header is None:
        raise UserError("empty-file", f"{path} holds no table: it is empty.")
    return Table(tuple(cell.strip().lstrip("\ufeff") for cell in header), iter(records), remarks)


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


def _separator(path: Path, encoding: str) -> str:
    """The separator with which the first records agree best with the header on the number of cells."""
    csv.field_size_limit(sys.maxsize)
    lines = list(islice(_lines(path, encoding), 400))

    def quality(separator: str) -> tuple[float, int]:
        widths = [len(row) for row in islice(csv.reader(lines, delimiter=separator), 40) if row]
        if not widths or widths[0] < 2:
            return 0.0, 0
        return Counter(widths)[widths[0]] / len(widths), widths[0]

    best = max(SEPARATORS, key=lambda s: (quality(s)[0] * min(quality(s)[1], 3), -SEPARATORS.index(s)))
    return best if quality(best)[1] else ","


class _Records:
    """Records of a CSV file. A quote that never closes costs the row it stands in, not the rest of the file."""

    def __init__(self, lines: Iterator[str], separator: str) -> None:
        self._lines, self._separator = lines, separator
        self._pushed: deque[str] = deque()
        self._taken: list[str] = []
        self._characters = 0
        self._width = 0

    def header(self) -> list[str] | None:
        for line in self._feed():
            if line.strip():
                self._pushed.extendleft(reversed(self._taken))
                break
        self._start_record()
        for cells in csv.reader(self._feed(), delimiter=self._separator):
            if any(cell.strip() for cell in cells):
                while len(cells) > 1 and not cells[-1].strip():
                    cells.pop()
                self._width = len(cells)
                self._start_record()
                return cells
        return None

    def __iter__(self) -> Iterator[Record]:
        while True:
            reader = csv.reader(self._feed(), delimiter=self._separator, strict=True)
            self._start_record()
            try:
                for cells in reader:
                    if cells:
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
            if len(self._taken) > _MOST_LINES or self._characters > _MOST_CHARACTERS:
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
        first = [cell.strip().strip('"') for cell in lines[0].split(self._separator)][: self._width]
        known = first[:-1] if len(first) > 1 else []  # what stood before the cell that never ended
        yield Record(
            (*known, *[""] * (self._width - len(known))),
            problem=f"csv-quotes: A quotation mark is missing; {again} lines of the file could not be read.",
        )

    def _starts_record(self, lines: list[str], ahead: list[str]) -> bool:
        """Whether a whole record starts here; lines that this needs beyond those at hand are added to ``ahead``."""
        if self._separator not in lines[0] and self._width > 1:
            return False
        following = csv.reader(chain(lines, self._looked_ahead(ahead)), delimiter=self._separator, strict=True)
        try:
            if len(next(following, ())) != self._width:
                return False
        except csv.Error:
            return False
        try:  # a line of prose may hold as many commas by chance; two in a row seldom do
            return len(next(following, ()) or range(self._width)) == self._width
        except csv.Error:
            return True  # the next one has a quote of its own that is wrong

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
            return next(csv.reader(lines, delimiter=self._separator, strict=strict), None)
        except csv.Error:
            return None
