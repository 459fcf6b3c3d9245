"""The operators of a PDF page, read with one regular expression.

pdfminer.six builds an object for every operand of every operator; most of a page's operators draw lines
that no text reader needs. Here a run of path operators is one match, as is an operator with its numbers, and
only operators that somebody wants get operands.
"""

import codecs
import re
from binascii import a2b_hex
from collections.abc import Container, Iterator
from typing import Any, TypeAlias

from service.reading.pdf.budget import BUDGET

Operand: TypeAlias = Any
"""A number (int or float), a string (bytes), a name (``Name``), an array (list), a dictionary (list) or None."""


class Name(bytes):
    """A name operand, still encoded."""

    __slots__ = ()


_SPACE = rb"[\x00\t\n\x0c\r ]"
_END = rb"(?=[\x00\t\n\x0c\r \[\]()<>/%{}]|\Z)"
_NUMBER = rb"[+\-]*(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:-[0-9]*)?"  # "12-34" is garbage that real files hold
_STRING = rb"\((?:[^()\\]|\\[\s\S])*+\)"  # without parentheses inside
_HEX = rb"<[0-9A-Fa-f\x00\t\n\x0c\r ]*+>"
_KEYWORD = rb"[A-Za-z'\"][A-Za-z0-9*'\"]*+"
_TAIL = _SPACE + rb"*+"
# LaTeX sets the colour of strokes behind that of letters: "0.4 0.4 0.4 rg 0.4 0.4 0.4 RG". It means nothing here.
_STROKE = rb"(?:(?<=g)" + _SPACE + rb"++(?:" + _NUMBER + _SPACE + rb"++){1,3}+R?G" + _END + rb")?+"
_NUMBERED = _TAIL + rb"<<" + _TAIL + rb"/MCID" + _SPACE + rb"++[0-9]++" + _TAIL + rb">>"
_TOKEN = re.compile(
    rb"((?:" + _NUMBER + _SPACE + rb"++)*+)(" + _KEYWORD + rb")" + _STROKE  # 1 2 numbers and their operator
    + rb"|(" + _NUMBER + rb")" + _END  # 3 number
    + rb"|(" + _STRING + rb")(?:" + _TAIL + rb"(Tj)" + _END + rb")?"  # 4 string 5 and its operator
    rb"|\[((?:[^\[\]()<>%/]|" + _STRING + rb"|" + _HEX + rb")*+)\](?:" + _TAIL + rb"(TJ)" + _END + rb")?"  # 6 7
    rb"|/([^\x00\t\n\x0c\r \[\]()<>/%{}]*+)"  # 8 name
    + rb"(?:" + _SPACE + rb"++(" + _NUMBER + rb")" + _SPACE + rb"++(Tf)" + _END  # 9 10 size and operator
    + rb"|" + _NUMBERED + _TAIL + rb"(BDC)" + _END + rb")?"  # 11 operator behind a number of the structure
    rb"|<([0-9A-Fa-f\x00\t\n\x0c\r ]*+)>(?:" + _TAIL + rb"(Tj)" + _END + rb")?"  # 12 13 hexadecimal string
    rb"|(<<)|(>>)"  # 14 15 dictionary
    rb"|(%[^\r\n]*+)"  # 16 comment
    rb"|(\()"  # 17 string with parentheses inside
    rb"|(\[)|(\])"  # 18 19 any other array
)  # fmt: skip
_NUMBERS, _OPERATOR, _NUM, _STR, _STR_SHOWN, _ARRAY, _ARRAY_SHOWN, _NAME, _SIZE, _FONT, _MARKED = range(1, 12)
_HEXSTR, _HEX_SHOWN, _DICT_OPEN, _DICT_CLOSE, _COMMENT, _NESTED, _ARRAY_OPEN, _ARRAY_CLOSE = range(12, 20)
_OPENING, _CLOSING = (_DICT_OPEN, _ARRAY_OPEN), (_DICT_CLOSE, _ARRAY_CLOSE)
_WITH_OPERATOR = frozenset((_STR_SHOWN, _ARRAY_SHOWN, _FONT, _MARKED, _HEX_SHOWN))
_CONSTANTS = frozenset((b"true", b"false", b"null"))
_PATH_OPERATORS = frozenset((b"m", b"l", b"c", b"v", b"y", b"h", b"re"))
_PATH_RUN = re.compile(rb"(?:(?:" + _NUMBER + _SPACE + rb"++){0,6}+(?:re|[mlcvyh])" + _END + _SPACE + rb"*+)++")
# Browsers show a line glyph by glyph: "<0044> Tj 7.18 0 Td <0046> Tj /F2 9 Tf 6.46 0 Td …".
_GAP = rb"[\t\n\r ]++"
_WRITTEN_NAME = rb"/([^\x00\t\n\x0c\r \[\]()<>/%{}]*+)"
_NEW_FONT = rb"(?:" + _WRITTEN_NAME + _GAP + rb"(" + _NUMBER + rb")" + _GAP + rb"Tf" + _GAP + rb")?+"
_GLYPH = (
    _NEW_FONT
    + rb"("
    + _NUMBER
    + rb")"
    + _GAP
    + rb"0"
    + _GAP
    + rb"Td"
    + _GAP
    + rb"(<(?:[0-9A-Fa-f]{2})++>)"
    + _GAP
    + rb"Tj"
)
_GLYPHS = re.compile(rb"(?:" + _GAP + _GLYPH + rb"){2,2000}+" + _END)
_GLYPH_ITEM = re.compile(_GLYPH)
_GLYPH_TOKENS = 3
_ITEM = re.compile(rb"(" + _NUMBER + rb")|(" + _STRING + rb")|<([0-9A-Fa-f\x00\t\n\x0c\r ]*+)>")
_ESCAPE = re.compile(rb"\\(?:([nrtbf()\\])|([0-7]{1,3})|(\r\n|[\r\n])|([\s\S]))")
# Where a string has no other escapes than these, Python's own decoder is much faster and does the same.
_NOT_AS_IN_PYTHON = re.compile(rb"\\(?!\\|[0-3][0-7]{2}|[nrtbf])|\\\\[\s\S]")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\x0c", b"(": b"(", b")": b")", b"\\": b"\\"}
_INLINE_IMAGE_END = re.compile(rb"\sEI" + _END)
_LEADING_NUMBER = re.compile(rb"[+\-]*([0-9]*\.?[0-9]*)")
_MAX_OPERANDS = 4096
_MAX_OPEN = 64
_COUNT_EVERY = 4096


def _unescape_one(match: re.Match[bytes]) -> bytes:
    letter, octal, line_end, other = match.groups()
    if letter is not None:
        return _ESCAPED[letter]
    if octal is not None:
        return bytes((int(octal, 8) & 255,))
    return b"" if line_end is not None else bytes(other)


def unescape(body: bytes) -> bytes:
    """The bytes that the inside of a literal string stands for."""
    if b"\\" not in body:
        return body
    if _NOT_AS_IN_PYTHON.search(body) is None:
        return codecs.escape_decode(body)[0]
    return _ESCAPE.sub(_unescape_one, body)


def unhex(digits: bytes) -> bytes:
    """The bytes of a hexadecimal string; an odd last digit is followed by a zero."""
    try:
        return a2b_hex(digits)
    except ValueError:
        digits = digits.translate(None, b"\x00\t\n\x0c\r ")
    return bytes.fromhex((digits + b"0" if len(digits) & 1 else digits).decode("ascii"))


def number(token: bytes) -> float:
    """A number as PDF readers understand it: "--5" is -5 and "12-34" is 12."""
    try:
        return float(token)
    except ValueError:
        match = _LEADING_NUMBER.match(token)
        digits = match.group(1) if match is not None else b""
        value = float(digits) if digits not in (b"", b".") else 0.0
        return -value if token.startswith(b"-") else value


def _nested_string(data: bytes, position: int) -> tuple[bytes, int]:
    """Read a string with balanced parentheses; ``position`` is after the opening one."""
    depth, index, size = 1, position, len(data)
    while index < size:
        byte = data[index]
        if byte == 0x5C:
            index += 2
            continue
        if byte == 0x28:
            depth += 1
        elif byte == 0x29:
            depth -= 1
            if not depth:
                break
        index += 1
    return unescape(data[position:index]), index + 1


def _array(body: bytes) -> list[Operand]:
    found = _ITEM.findall(body)
    try:
        return [
            float(digits) if digits else a2b_hex(codes) if not string else unescape(string[1:-1])
            for digits, string, codes in found
        ]
    except ValueError:
        return [
            number(digits) if digits else unhex(codes) if not string else unescape(string[1:-1])
            for digits, string, codes in found
        ]


def _after_inline_image(data: bytes, position: int) -> int:
    begin = data.find(b"ID", position)
    end = _INLINE_IMAGE_END.search(data, begin + 2) if begin >= 0 else None
    return end.end() if end is not None else len(data)


def _floats(parts: list[bytes]) -> list[float]:
    try:
        return list(map(float, parts))
    except ValueError:
        return list(map(number, parts))


def _numbers(run: bytes) -> list[float]:
    if b"\0" in run:
        run = run.replace(b"\0", b" ")
    return _floats(run.split())


def glyph_runs(line: bytes) -> Iterator[tuple[bytes, float, list[float], list[bytes]]]:
    """What a line of glyphs says, by font: its name (empty for the font at hand), its size, the shifts, the strings.

    Strings are hexadecimal digits in angle brackets.
    """
    if b"/" not in line:
        parts = line.split()
        yield b"", 0.0, _floats(parts[0::5]), parts[3::5]
        return
    name, size = b"", 0.0
    shifts: list[bytes] = []
    strings: list[bytes] = []
    for new_name, new_size, shift, string in _GLYPH_ITEM.findall(line):
        if new_name:
            if shifts:
                yield name, size, _floats(shifts), strings
            name, size, shifts, strings = new_name, number(new_size), [], []
        shifts.append(shift)
        strings.append(string)
    yield name, size, _floats(shifts), strings


def _operand(kind: int, match: re.Match[bytes]) -> Operand:
    """A string, an array, a name or a number."""
    if kind in (_STR, _STR_SHOWN):
        return unescape(match.group(_STR)[1:-1])
    if kind in (_ARRAY, _ARRAY_SHOWN):
        return _array(match.group(_ARRAY))
    if kind in (_HEXSTR, _HEX_SHOWN):
        return unhex(match.group(_HEXSTR))
    return number(match.group(_NUM)) if kind == _NUM else Name(match.group(_NAME))


def operations(data: bytes, wanted: Container[bytes]) -> Iterator[tuple[bytes, list[Operand]]]:  # noqa: C901, PLR0912, PLR0915 - one branch per kind of token, in the hottest loop
    """Yield each operator of ``wanted`` in a content stream, with its operands.

    A run of path construction comes as ``(b"path", [raw bytes])``, an inline image as ``(b"BI", [])``. A
    ``Tj`` that "number 0 Td <digits> Tj" follows time and again comes as ``(b"glyphs", [string, raw bytes])``,
    for ``glyph_runs``.
    Dictionaries come as flat lists of names and values. Never raises on garbage; raises ``BudgetExceeded`` on
    too much of it.
    """
    operands: list[Operand] = []
    outer: list[list[Operand]] = []
    count = 0
    glyphs = _GLYPHS.match if b"glyphs" in wanted else None
    jump: int | None = 0
    while jump is not None:
        matches, jump = _TOKEN.finditer(data, jump), None
        for match in matches:
            kind = match.lastindex or 0
            count += 1
            if count >= _COUNT_EVERY:
                BUDGET.spend_operators(count)
                count = 0
                if len(operands) > _MAX_OPERANDS:
                    operands = []
            if kind == _OPERATOR or kind in _WITH_OPERATOR:
                operator = match.group(kind)
                run = b""
                if kind == _OPERATOR:
                    run = match.group(_NUMBERS)
                else:
                    count += 1
                    operands.append(_operand(kind, match))
                    if kind == _FONT:
                        operands.append(number(match.group(_SIZE)))
                    elif kind == _MARKED:
                        operands.append([])  # a number in the structure of the document: nothing to read
                if outer or operator in _CONSTANTS:
                    operands += _numbers(run)
                    operands.append(None)
                    continue
                if operator in _PATH_OPERATORS and (path := _PATH_RUN.match(data, match.start())) is not None:
                    jump = path.end()
                    yield b"path", [path.group()]
                elif operator not in wanted:
                    pass
                elif operator == b"Tj" and glyphs is not None and (line := glyphs(data, match.end())) is not None:
                    if operands and isinstance(operands[-1], bytes):
                        jump = line.end()
                        count += _GLYPH_TOKENS * line.group().count(b"<")
                        yield b"glyphs", [operands[-1], line.group()]
                else:
                    yield operator, operands + _numbers(run) if run else operands
                if operator == b"BI":
                    jump = _after_inline_image(data, match.end())
                operands = []
            elif kind in _OPENING:
                if len(outer) > _MAX_OPEN:
                    return
                outer.append(operands)
                operands = []
            elif kind in _CLOSING:
                if outer:
                    inner, operands = operands, outer.pop()
                    operands.append(inner)
            elif kind == _NESTED:
                string, jump = _nested_string(data, match.end())
                operands.append(string)
            elif kind != _COMMENT:
                operands.append(_operand(kind, match))
            if jump is not None:
                break
    BUDGET.spend_operators(count)
