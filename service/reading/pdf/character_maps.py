"""ToUnicode maps, read with regular expressions where they are as simple as nearly all of them are."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything

import re
from typing import Any, BinaryIO

from service.reading.pdf.budget import BUDGET

_DIGITS = rb"[ \t\r\n]*+[0-9A-Fa-f][0-9A-Fa-f \t\r\n]*+"
_HEX = rb"<(" + _DIGITS + rb")>"
_SPACE = rb"[ \t\r\n]*"
_BLOCK = re.compile(rb"\bbegin(bfchar|bfrange)\b(.*?)\bend\1\b", re.DOTALL)
_PAIR = re.compile(_SPACE + _HEX + _SPACE + _HEX)
_ONE = _SPACE + rb"<" + _DIGITS + rb">"
_PAIRS = re.compile(rb"(?:" + _ONE * 2 + rb")*+" + _SPACE)
_LIST = _SPACE + rb"\[((?:" + _ONE + rb")*+)" + _SPACE + rb"\]"
_RANGE = re.compile(_SPACE + _HEX + _SPACE + _HEX + rb"(?:" + _SPACE + _HEX + rb"|" + _LIST + rb")")
_RANGES = re.compile(rb"(?:" + _ONE * 2 + rb"(?:" + _ONE + rb"|" + _LIST + rb"))*+" + _SPACE)
_STRING = re.compile(_HEX)
# What the regular expressions do not understand: other maps, ranges of CIDs.
_UNUSUAL = re.compile(rb"usecmap|begincid|beginnotdef|endcmap.*\bbegin(?!cmap)", re.DOTALL)
_COMMENT = re.compile(rb"%[^\r\n]*+")
_MAX_DIGITS = 256


def _bytes(digits: bytes) -> bytes:
    digits = digits.translate(None, b" \t\r\n")
    return bytes.fromhex((digits + b"0" if len(digits) & 1 else digits).decode("ascii"))


def _put(table: dict[int, str], code: int, letters: bytes) -> None:
    text = letters.decode("utf-16-be", "ignore")
    # The rule of pdfminer.six for codes that are both a space and a no-break space.
    if text != "\u00a0" or table.get(code) != " ":
        table[code] = text


def _put_range(table: dict[int, str], low: bytes, high: bytes, target: bytes) -> bool:
    if len(low) != len(high):
        return False
    start, end = int.from_bytes(low), int.from_bytes(high)
    size = end - start + 1
    BUDGET.spend_codes(max(size, 0))
    tail = target[-4:]
    base, room = int.from_bytes(tail), 1 << (8 * len(tail))
    if base + size > room:
        return False
    for offset in range(size):
        _put(table, start + offset, target[:-4] + (base + offset).to_bytes(len(tail)))
    return True


def _put_list(table: dict[int, str], low: bytes, high: bytes, listed: bytes) -> bool:
    if len(low) != len(high):
        return False
    start, end = int.from_bytes(low), int.from_bytes(high)
    codes = _STRING.findall(listed)
    BUDGET.spend_codes(len(codes))
    for code, letters in zip(range(start, end + 1), codes, strict=False):
        _put(table, code, _bytes(letters[:_MAX_DIGITS]))
    return True


def read_map(data: bytes, table: dict[int, str]) -> bool:
    """Fill ``table`` from a ToUnicode map; False, with the table as it was, for a map that is not simple."""
    data = _COMMENT.sub(b"", data)
    if _UNUSUAL.search(data):
        return False
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(data):
        if kind == b"bfchar":
            if _PAIRS.fullmatch(body) is None:
                return False
            pairs = _PAIR.findall(body)
            BUDGET.spend_codes(len(pairs))
            for code, letters in pairs:
                _put(found, int.from_bytes(_bytes(code)), _bytes(letters[:_MAX_DIGITS]))
        elif _RANGES.fullmatch(body) is None or not all(
            _put_list(found, _bytes(low), _bytes(high), listed)
            if listed
            else _put_range(found, _bytes(low), _bytes(high), _bytes(letters[:_MAX_DIGITS]))
            for low, high, letters, listed in _RANGE.findall(body)
        ):
            return False
    table.update(found)
    return True


def quick_parser(original: Any) -> Any:
    """A stand-in for ``CMapParser`` that hands the unusual maps to the original."""

    class QuickCMapParser:
        def __init__(self, cmap: Any, file: BinaryIO) -> None:
            self.cmap = cmap
            self.file = file

        def run(self) -> None:
            data = self.file.read()
            if not read_map(data, self.cmap.cid2unichr):
                self.file.seek(0)
                original(self.cmap, self.file).run()

    return QuickCMapParser
