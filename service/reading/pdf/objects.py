"""Simple indirect objects, read with one regular expression; everything unusual is left to pdfminer.six."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything
# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import re
from typing import Any, Final

from service.reading.pdf.budget import BUDGET, MAX_NESTING
from service.reading.problems import BudgetExceeded

_SPACE = rb"[\x00\t\n\x0c\r ]"
_END = rb"(?=[\x00\t\n\x0c\r \[\]()<>/%])"
_HEADER = re.compile(_SPACE + rb"*+(\d{1,9})" + _SPACE + rb"++\d{1,5}" + _SPACE + rb"++obj" + _END)
_TOKEN = re.compile(
    _SPACE + rb"*+(?:"
    rb"/([A-Za-z0-9_.,+\-]*+)"
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
    rb"|\(([^()\\\r\n]*+)\)"  # 8 string
    rb"|<((?:[0-9A-Fa-f]{2})*+)>"  # 9 hexadecimal string
    rb"|(true|false|null)"
    + _END  # 10
    + rb"|(endobj)"  # 11
    rb")"
)
_CONSTANTS = {b"true": True, b"false": False, b"null": None}
NOT_SIMPLE: Final = object()


def _dictionary(items: list[Any]) -> Any:
    """Names and values → a dictionary as pdfminer.six builds it: without the nulls."""
    from pdfminer.psparser import PSLiteral

    names = items[0::2]
    if len(items) % 2 or not all(isinstance(name, PSLiteral) for name in names):
        return NOT_SIMPLE
    return {name.name: value for name, value in zip(names, items[1::2], strict=True) if value is not None}


def quick_object(data: bytes, position: int, number: int, document: Any) -> Any:  # noqa: C901, PLR0912 - one branch per kind of token, in a hot loop
    """The object ``number`` that is written at ``position``, or ``NOT_SIMPLE``."""
    from pdfminer.pdftypes import PDFObjRef
    from pdfminer.psparser import LIT

    header = _HEADER.match(data, position)
    if header is None or int(header.group(1)) != number:
        return NOT_SIMPLE
    position = header.end()
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
            outer.append((items, token))
            items = []
        elif kind in (6, 7):
            if not outer or (outer[-1][1] == b"<<") != (kind == 6):
                return NOT_SIMPLE
            value = _dictionary(items) if kind == 6 else items
            if value is NOT_SIMPLE:
                return NOT_SIMPLE
            items, _ = outer.pop()
            items.append(value)
        elif kind == 8:
            items.append(token)
        elif kind == 9:
            items.append(bytes.fromhex(token.decode("ascii")))
        elif kind == 10:
            items.append(_CONSTANTS[token])
        else:
            BUDGET.spend_tokens(count)
            return items[0] if len(items) == 1 and not outer else NOT_SIMPLE
    BUDGET.spend_tokens(count)
    return NOT_SIMPLE
