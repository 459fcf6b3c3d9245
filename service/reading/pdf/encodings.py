"""Tables of codes and letters that simple fonts bring along: named differences, and the headers of Type 1 fonts."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything
# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, BinaryIO

_PUT = re.compile(rb"\bput\b")
_SIMPLE_PUT = re.compile(rb"\bdup[ \t\r\n]++(\d{1,6})[ \t\r\n]*+/([A-Za-z0-9._]++)[ \t\r\n]++put\b")
_PROCEDURE = re.compile(rb"\{[^{}]*+\}")
# What makes a header more than a list: comments, strings and nested procedures may hold a "put" that is none.
_UNUSUAL = re.compile(rb"[(){}<]|%(?!!|%)")


@lru_cache(maxsize=4096)
def letters_of(name: str) -> str | None:
    """The letters of a glyph name, None for a name that says nothing."""
    from pdfminer.encodingdb import name2unicode

    try:
        return str(name2unicode(name))
    except (KeyError, ValueError):
        return None


def quick_encoding(owner: Any) -> Callable[..., dict[int, str]]:
    """A stand-in for ``EncodingDB.get_encoding`` that looks every name up once; most drawn fonts have hundreds."""
    from pdfminer.psparser import PSLiteral

    def get_encoding(name: str, diff: Iterable[object] | None = None) -> dict[int, str]:
        table: dict[int, str] = owner.encodings.get(name, owner.std2unicode)
        if not diff:
            return table
        table = table.copy()
        code = 0
        for item in diff:
            if isinstance(item, int):
                code = item
            elif isinstance(item, PSLiteral):
                letters = letters_of(item.name) if isinstance(item.name, str) else None
                if letters is not None:
                    table[code] = letters
                code += 1
        return table

    return get_encoding


def read_header(data: bytes) -> dict[int, str] | None:
    """The encoding in the header of a Type 1 font; None where it is not a plain list of "dup 65 /A put"."""
    start = data.find(b"/Encoding")
    body = _PROCEDURE.sub(b" ", data[start:]) if start >= 0 else b""
    found = _SIMPLE_PUT.findall(body)
    if not found or len(found) != len(_PUT.findall(body)) or _PUT.search(_PROCEDURE.sub(b" ", data[:start])):
        return None
    first = body.find(b"dup")
    if _UNUSUAL.search(body, first, body.rfind(b"put")):
        return None
    letters = ((int(code), letters_of(name.decode("ascii"))) for code, name in found)
    return {code: text for code, text in letters if text is not None}


def quick_header(original: Any) -> Any:
    """A stand-in for ``Type1FontHeaderParser`` that hands the unusual headers to the original."""

    class QuickHeaderParser:
        def __init__(self, file: BinaryIO) -> None:
            self.file = file

        def get_encoding(self) -> Any:
            found = read_header(self.file.read())
            if found is not None:
                return found
            self.file.seek(0)
            return original(self.file).get_encoding()

    return QuickHeaderParser
