"""Simple indirect objects, read with regular expressions; everything unusual is left to pdfminer.six."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything
# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import re
from typing import Any, Final

from service.reading.pdf.budget import BUDGET, MAX_NESTING
from service.reading.pdf.tokens import unescape
from service.reading.problems import BudgetExceeded

_SPACE = rb"[\x00\t\n\x0c\r ]"
_END = rb"(?=[\x00\t\n\x0c\r \[\]()<>/%])"
_HEADER = re.compile(_SPACE + rb"*+(\d{1,9})" + _SPACE + rb"++\d{1,5}" + _SPACE + rb"++obj" + _END)
_TOKEN = re.compile(
    _SPACE + rb"*+(?:"
    rb"/([A-Za-z0-9_.,+\-@:;=$&!?*'^|~]*+)"
    + _END  # 1 name
    + rb"|(\d{1,9})"
    + _SPACE
    + rb"++\d{1,5}"
    + _SPACE
    + rb"++R"
    + _END  # 2 reference
    + rb"|([+-]?\d++)"
    + _END  # 3 integer
    + rb"|([+-]?(?:\d++\.\d*+|\.\d++))"
    + _END  # 4 real
    + rb"|(<<|\[)|(>>)|(\])"  # 5 6 7 brackets
    rb"|\(((?:[^()\\\r\n]|\\[^\r\n]|\((?:[^()\\\r\n]|\\[^\r\n])*+\))*+)\)"  # 8 string
    rb"|<((?:[0-9A-Fa-f]{2})*+)>"  # 9 hexadecimal string
    rb"|(true|false|null)"
    + _END  # 10
    + rb")"
)
# An array of nothing but numbers, as those of widths are: hundreds of them in one match.
_BLANK = rb"[\t\n\x0c\r ]"
_NUMBERS = re.compile(
    rb"((?:" + _BLANK + rb"*+[+-]?(?:\d++(?:\.\d*+)?+|\.\d++)(?=\]|" + _BLANK + rb"))*+)" + _BLANK + rb"*+\]"
)
_END_OBJECT = re.compile(_SPACE + rb"*+endobj")
_STREAM = re.compile(_SPACE + rb"*+stream(?:\r\n|\n)")
_END_STREAM = re.compile(_SPACE + rb"*+endstream")
_CONSTANTS = {b"true": True, b"false": False, b"null": None}
NOT_SIMPLE: Final = object()


def _dictionary(items: list[Any]) -> Any:
    """Names and values → a dictionary as pdfminer.six builds it: without the nulls."""
    from pdfminer.psparser import PSLiteral

    names = items[0::2]
    if len(items) % 2 or not all(isinstance(name, PSLiteral) for name in names):
        return NOT_SIMPLE
    return {name.name: value for name, value in zip(names, items[1::2], strict=True) if value is not None}


def _numbers(body: bytes) -> list[float]:
    """Integers and reals, each of its own type."""
    if b"." not in body:
        return list(map(int, body.split()))
    return [float(token) if b"." in token else int(token) for token in body.split()]


def _read(data: bytes, position: int, document: Any) -> tuple[Any, int]:  # noqa: C901, PLR0912 - one branch per kind of token, in a hot loop
    """The object at ``position`` and where it ends; ``NOT_SIMPLE`` for anything unusual."""
    from pdfminer.pdftypes import PDFObjRef
    from pdfminer.psparser import LIT

    items: list[Any] = []
    outer: list[tuple[list[Any], bytes]] = []
    match_at = _TOKEN.match
    count = 0
    while (match := match_at(data, position)) is not None:
        position = match.end()
        kind = match.lastindex or 0
        token = match.group(kind)
        count += 1
        if kind == 1:
            items.append(LIT(token.decode("ascii")))
        elif kind == 2:
            items.append(PDFObjRef(document, int(token)))
        elif kind == 3:
            items.append(int(token))
        elif kind == 4:
            items.append(float(token))
        elif kind == 5:
            if len(outer) > MAX_NESTING:
                raise BudgetExceeded("nesting")
            numbers = _NUMBERS.match(data, position) if token == b"[" else None
            if numbers is None:
                outer.append((items, token))
                items = []
                continue
            position = numbers.end()
            items.append(_numbers(numbers.group(1)))
            count += len(items[-1]) + 1
        elif kind in (6, 7):
            if not outer or (outer[-1][1] == b"<<") != (kind == 6):
                break
            value = _dictionary(items) if kind == 6 else items
            if value is NOT_SIMPLE:
                break
            items, _ = outer.pop()
            items.append(value)
        elif kind == 8:
            items.append(unescape(token))
        elif kind == 9:
            items.append(bytes.fromhex(token.decode("ascii")))
        else:
            items.append(_CONSTANTS[token])
        if not outer:
            BUDGET.spend_tokens(count)
            return items[0], position
    BUDGET.spend_tokens(count)
    return NOT_SIMPLE, position


def _stream(data: bytes, position: int, attributes: Any, document: Any) -> Any:
    """A stream whose length is right; ``position`` is after its dictionary."""
    from pdfminer.pdftypes import PDFStream, int_value

    if not isinstance(attributes, dict) or document._parser.fallback:  # noqa: SLF001 - the pinned library's own mark
        return NOT_SIMPLE
    start = _STREAM.match(data, position)
    if start is None or "Length" not in attributes:
        return NOT_SIMPLE
    end = start.end() + int_value(attributes["Length"])
    if end < start.end() or _END_STREAM.match(data, end) is None:
        return NOT_SIMPLE
    return PDFStream(attributes, data[start.end() : end], document.decipher)


def quick_object(data: bytes, position: int, number: int, document: Any) -> Any:
    """The object ``number`` that is written at ``position``, or ``NOT_SIMPLE``."""
    header = _HEADER.match(data, position)
    if header is None or int(header.group(1)) != number:
        return NOT_SIMPLE
    value, position = _read(data, header.end(), document)
    if value is NOT_SIMPLE or _END_OBJECT.match(data, position) is not None:
        return value
    return _stream(data, position, value, document)


class ObjectStream:
    """Many objects in one stream; each is read when it is first wanted."""

    __slots__ = ("_data", "_first", "_places", "count")

    def __init__(self, stream: Any) -> None:
        from pdfminer.pdftypes import int_value

        # The last object needs something after it that ends a number.
        self._data: bytes = stream.get_data() + b" "
        self.count = int_value(stream.get("N", 0))
        self._first = int_value(stream.get("First", 0))
        head = self._data[: self._first].split()
        simple = len(head) == 2 * self.count and all(map(bytes.isdigit, head))
        self._places = list(zip(map(int, head[0::2]), map(int, head[1::2]), strict=True)) if simple else []

    def get(self, index: int, number: int, document: Any) -> Any:
        """The object at ``index``, which must have this number, or ``NOT_SIMPLE``."""
        if not 0 <= index < len(self._places) or self._places[index][0] != number:
            return NOT_SIMPLE
        value, end = _read(self._data, self._first + self._places[index][1], document)
        # What one object says must end where the next one starts, else the two ways of reading differ.
        following = self._first + self._places[index + 1][1] if index + 1 < len(self._places) else len(self._data)
        return value if end <= following and not self._data[end:following].strip() else NOT_SIMPLE
