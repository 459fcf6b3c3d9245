"""What tesseract saw on a page (its table of words) → text, by the rules that lines of a PDF follow."""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from service.reading.pdf.lines import GAP, Line
from service.reading.pdf.order import Ordered
from service.reading.pdf.paragraphs import write

_HEADER = "level\tpage_num"
_COLUMNS = 12
_WORD = "5"
# Gaps between words, in heights of their line: wider than this is a gap of layout.
_WIDE = 1.6
# Bullets are seen as one of these; no line of text starts with such a word.
_BULLETS = frozenset("e¢«»*©®°o·+")
_MAX_WORDS = 20_000
# Where the letters around it are capitals, "l" is the capital that looks like it: Al, Cl/CD, Bl, APl.
_CAPITAL_I = re.compile(r"\b([ABCU]|[A-Z]{2,4})l([A-Z]{0,3})\b")
# The pronoun is a bar in many faces.
_BAR = re.compile(r"(?<=[.!?] )\|(?= [a-z])")


class _Word:
    __slots__ = ("left", "low", "right", "text", "top")

    def __init__(self, fields: list[str]) -> None:
        left, top, width, height = (int(field) for field in fields[6:10])
        self.left, self.top, self.right, self.low = left, top, left + width, top + height
        self.text = fields[11].strip()


def _words(table: str) -> Iterator[tuple[tuple[str, str], _Word]]:
    """(block; paragraph and line, word) in reading order; rows that are none are left out."""
    for row in table.split("\n")[1 : 10 * _MAX_WORDS]:
        fields = row.split("\t")
        if len(fields) != _COLUMNS or fields[0] != _WORD:
            continue
        try:
            word = _Word(fields)
        except ValueError:
            continue
        if word.text:
            yield (fields[2], f"{fields[3]} {fields[4]}"), word


def _line(words: list[_Word], height: float) -> Line:
    text = words[0].text
    if text in _BULLETS and len(words) > 1:
        text = "•"
    part = words[0].left
    for word, following in pairwise(words):
        wide = following.left - word.right > _WIDE * height
        part = following.left if wide else part
        text += (GAP if wide else " ") + following.text
    low = median(word.low for word in words)
    return Line(words[0].left, -low, words[-1].right, height, text, "", "", part)


def _blocks(table: str) -> list[list[Line]]:
    blocks: dict[str, dict[str, list[_Word]]] = {}
    for (block, line), word in _words(table):
        blocks.setdefault(block, {}).setdefault(line, []).append(word)
    found: list[list[Line]] = []
    for lines in blocks.values():
        # One height for a block: lines with and without tails and capitals are no different sizes.
        height = median(max(word.low for word in words) - min(word.top for word in words) for words in lines.values())
        found.append([_line(words, height) for words in lines.values()])
    return found


def recognised_text(answer: str) -> str:
    """The text of a page from the answer of tesseract, its table or (from older programs) plain text."""
    text = write(Ordered(_blocks(answer), columns=False)) if answer.startswith(_HEADER) else answer
    return _BAR.sub("I", _CAPITAL_I.sub(r"\1I\2", text))
