"""Lines → text: wrapped lines of a paragraph become one, blocks are parted by a blank line."""

import re

from service.reading.pdf.lines import GAP, Line
from service.reading.pdf.order import Ordered

_BULLET = re.compile(
    r"\s*(?:[•●▪■◦‣⁃∙·○◆❖➢➤►▶✓✔★☆\uf0b7\uf0a7\uf0fc\uf0d8\uf076]|[-–—*](?=\s)|o(?=\s+[A-Z])|\d{1,2}[.)](?=\s))\s*"
)
_ENDS_OPEN = re.compile(
    r"(?:[,;:&(/]|[^\W\d_]-|\b(?:and|or|of|the|a|an|in|to|for|with|by|on|at|as|from|using|via|that|which))$"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Blank lines: a step down of more than this many sizes, or any step up.
_BLOCK_STEP = 1.75
_UP_STEP = 0.8
# A line is full when the next word would not have fitted; a margin counts when this many lines come near it.
_MIN_FULL_LINES = 3
_MIN_LINE_LETTERS = 30


class _Margins:
    """The right edges of the columns of one block, by the left edge of the lines."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = [(line.x0, line.x1) for line in lines if not line.turned and len(line.text) > 20]

    def right_of(self, line: Line) -> tuple[float, bool]:
        """The right margin for ``line``, and whether enough lines reach it to trust it."""
        near = [x1 for x0, x1 in self._lines if abs(x0 - line.x0) < 40 and x1 > line.x0]
        if not near:
            return line.x1, False
        edge = max(near)
        reach = sum(1 for x1 in near if edge - x1 < 5 * line.size)
        return edge, reach >= _MIN_FULL_LINES


def _first_word_width(line: Line) -> float:
    text = line.text.strip()
    word = re.split(r"[\s]", text, maxsplit=1)[0]
    return (line.x1 - line.x0) * len(word) / max(len(text), 1)


def _text_start(line: Line) -> float:
    """Where the words of a line start, after its bullet."""
    bullet = _BULLET.match(line.text)
    if bullet is None:
        return line.x0
    return line.x0 + (line.x1 - line.x0) * len(bullet.group()) / max(len(line.text), 1)


class _Joiner:
    """Decides whether a line goes on with the next one."""

    def __init__(self, lines: list[Line]) -> None:
        self._margins = _Margins(lines)

    def joins(self, head: Line, line: Line, following: Line) -> bool:
        """Whether ``following`` continues the paragraph that ``head`` started and ``line`` is the last line of."""
        if line.turned or following.turned or _BULLET.match(following.text):
            return False
        step = line.y - following.y
        size = max(line.size, following.size)
        if not 0.5 * size < step <= 1.9 * size or abs(line.size - following.size) > 0.08 * size:
            return False
        if GAP in following.text.strip() or (GAP in line.text.strip() and _YEAR.search(line.text)):
            return False
        if not self._aligned(head, line, following):
            return False
        return self._hangs(head, following) or self._full(line, following)

    @staticmethod
    def _hangs(head: Line, following: Line) -> bool:
        """Under the words of a bullet, a line that starts small goes on with it, however narrow its column is."""
        under = abs(following.x0 - _text_start(head)) < 0.35 * following.size
        return bool(_BULLET.match(head.text)) and under and following.text.strip()[:1].islower()

    @staticmethod
    def _aligned(head: Line, line: Line, following: Line) -> bool:
        slack = 0.6 * following.size
        if _BULLET.match(head.text):
            hanging = head.x0 - slack <= following.x0 <= head.x0 + 4 * head.size
            return hanging if head is line else abs(following.x0 - line.x0) < slack or hanging
        return abs(following.x0 - line.x0) < slack or (head is line and 0 < line.x0 - following.x0 < 4 * line.size)

    def _full(self, line: Line, following: Line) -> bool:
        start = following.text.strip()[:1]
        end = line.text.rstrip()
        lower = start.islower()
        edge, trusted = self._margins.right_of(line)
        room = edge - line.x1
        fits = room > _first_word_width(following) + 0.5 * line.size
        if fits:
            return False
        if following.first_font not in (line.first_font, line.last_font):
            return lower
        if lower or _ENDS_OPEN.search(end):
            return True
        return trusted and len(end) >= _MIN_LINE_LETTERS


def _write_block(lines: list[Line], out: list[str]) -> None:
    joiner = _Joiner(lines)
    head: Line | None = None
    previous: Line | None = None
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        if head is not None and previous is not None and joiner.joins(head, previous, line):
            hyphenated = out[-1].endswith(("-", "\u2010", "\u00ad")) and not out[-1].endswith(" -")
            out[-1] += ("\n" if hyphenated else " ") + text
        else:
            if previous is not None:
                step = previous.y - line.y
                size = max(line.size, previous.size)
                if step > _BLOCK_STEP * size or -step > _UP_STEP * line.size:
                    out.append("")
            out.append(text)
            head = line
        previous = line


def write(ordered: Ordered) -> str:
    """The text of a page."""
    out: list[str] = []
    for block in ordered.blocks:
        if out:
            out.append("")
        _write_block(block, out)
    return "\n".join(out)
