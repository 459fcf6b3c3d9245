"""Lines → text: wrapped lines of a paragraph become one, blocks are parted by a blank line."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from service.reading.pdf.lines import GAP, Line, ends_with_date
from service.reading.pdf.order import Ordered

_BULLET = re.compile(
    r"\s*(?:[•●▪■◦‣⁃∙·○◆❖➢➤►▶✓✔★☆\uf0b7\uf0a7\uf0fc\uf0d8\uf076]|[-–—*](?=\s)|o(?=\s+[A-Z])|\d{1,2}[.)](?=\s))\s*"
)
_ENDS_OPEN = re.compile(
    r"(?:[,;:&(/]|[^\W\d_]-|\b(?:and|or|of|the|a|an|in|to|for|with|by|on|at|as|from|using|via|that|which))$"
)
# Headings too go on after such a word.
_ENDS_JOINING = re.compile(r"\w(?: [&/]|\s(?:and|or|of|the|for|with))$", re.IGNORECASE)
_STARTS_JOINING = re.compile(r"(?:[&/]|AND|OR|OF|FOR|WITH)\s")
# The next line of a paragraph is at most so far below, in sizes.
_MAX_STEP = 1.9
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Blank lines: a step down of more than this many sizes, or any step up.
_BLOCK_STEP = 1.75
_UP_STEP = 0.8
# A line is full when the next word would not have fitted; a margin counts when this many lines come near it.
_MIN_FULL_LINES = 3
# A full line has this many letters, one of a list of names fewer.
_MIN_LINE_LETTERS = 30
_MIN_LIST_LETTERS = 14
# Shorter lines say nothing about where a margin is, of a column of its own or of the block.
_MIN_MARGIN_LETTERS = 12
_MIN_WIDE_LETTERS = 20
# A column: so many lines, this share of which end near the same edge (in sizes), one step (in sizes) apart.
_MIN_STRETCH = 8
_MIN_FULL_SHARE = 0.5
_RAGGED = 4.0
_STRETCH_STEP = 5.0
# Items without bullets: this much more than the usual step parts them, where it does so this often.
_ITEM_STEP = 1.08
_MIN_ITEMS = 3
# Lines of one column start at most so far apart (points).
_ASIDE = 40.0
# The last line of a bullet that goes on ends at most so far from the margin (sizes).
_NEAR_EDGE = 9.0
# Letters that no other line starts with: icons, and the bullets of symbol fonts.
_ICON = re.compile(r"\s*[\ue000-\uf8ff]")
_SENTENCE_END = (".", "!", "?", ":", ";")
_LABEL = re.compile(r"[A-Z][\w &/+-]{1,28}:\s")
_ADDRESS = re.compile(r"\S+[./@]\w")
_RANGE = (" –", " —", " -")
_DATE_END = re.compile(r"\s*(?:present|current|now|today|(?:[A-Za-z]{3,9}\.? |\d\d?/)?(?:19|20)\d\d)\b", re.IGNORECASE)


def _stretches(lines: list[Line]) -> Iterator[list[Line]]:
    """Lines of one column in a row: no step up, none far down, none aside."""
    stretch: list[Line] = []
    for line in lines:
        if stretch:
            step, size = stretch[-1].y - line.y, max(stretch[-1].size, line.size)
            if step < 0 or step > _STRETCH_STEP * size or abs(line.x0 - stretch[-1].x0) > _ASIDE:
                yield stretch
                stretch = []
        stretch.append(line)
    yield stretch


def _common_edge(lines: list[Line]) -> float | None:
    """The right edge that a good part of the lines come near to; a headline across the page does not count."""
    for edge in sorted((line.x1 for line in lines), reverse=True):
        if sum(1 for line in lines if 0 <= edge - line.x1 < _RAGGED * line.size) >= _MIN_FULL_SHARE * len(lines):
            return edge
    return None


def _item_step(lines: list[Line]) -> float | None:
    """The step down (points) from which on a line starts an item of its own; None where steps tell nothing."""
    steps = [line.y - following.y for line, following in pairwise(lines)]
    near = sorted(step for step in steps if 0 < step <= _MAX_STEP * lines[0].size)
    if len(near) < _MIN_STRETCH:
        return None
    limit = _ITEM_STEP * near[len(near) // 10]
    return limit if min(sum(step > limit for step in near), sum(step <= limit for step in near)) >= _MIN_ITEMS else None


def _of_usual_size(lines: list[Line]) -> list[Line]:
    """The lines of the size that most of them have: headings have steps of their own."""
    sizes = Counter(round(line.size, 1) for line in lines)
    usual = max(sizes, key=lambda size: sizes[size], default=0.0)
    return [line for line in lines if round(line.size, 1) == usual]


def _goes_on_small(line: Line, following: Line) -> bool:
    """Whether the line below starts in lower case, as in the middle of a sentence."""
    step = line.y - following.y
    below = 0.5 * line.size < step <= _MAX_STEP * line.size and abs(line.x0 - following.x0) < _ASIDE
    return below and following.text.strip()[:1].islower()


class _Margins:
    """The right edges of the columns of one block, by the left edge of the lines."""

    def __init__(self, lines: list[Line]) -> None:
        upright = [line for line in lines if not line.turned and len(line.text) > _MIN_MARGIN_LETTERS]
        self._wrapped = [(line.x0, line.x1) for line, following in pairwise(lines) if _goes_on_small(line, following)]
        # What stands apart at the right (dates, towns) ends elsewhere than the text.
        wide = [line for line in upright if len(line.text) > _MIN_WIDE_LETTERS and GAP not in line.text.strip()]
        self._lines = [(line.x0, line.x1) for line in wide]
        # A column that has enough lines has a margin of its own, whatever stands above and below it.
        self._own: dict[int, float] = {}
        self._item_steps: dict[int, float] = {}
        for stretch in _stretches(upright):
            if len(stretch) < _MIN_STRETCH:
                continue
            edge = _common_edge(stretch)
            if edge is not None:
                self._own |= {id(line): edge for line in stretch if line.x1 <= edge}
        if self._own:
            self._lend(lines)
        for stretch in _stretches([line for line in lines if not line.turned]):
            text = _of_usual_size(stretch)
            item_step = _item_step(text)
            if item_step is not None:
                self._item_steps |= dict.fromkeys(map(id, text), item_step)

    def _lend(self, lines: list[Line]) -> None:
        """Short lines beside those of a column have its margin: one word of a heading says nothing of its own."""
        for neighbours in (pairwise(lines), pairwise(reversed(lines))):
            for line, other in neighbours:
                edge = self._own.get(id(line))
                near = abs(other.x0 - line.x0) < _ASIDE and abs(other.y - line.y) <= _STRETCH_STEP * line.size
                if edge is not None and near and other.x1 <= edge and len(other.text) <= _MIN_MARGIN_LETTERS:
                    self._own.setdefault(id(other), edge)

    def item_step(self, line: Line) -> float | None:
        """The step below ``line`` that starts an item, where items are parted by steps."""
        return self._item_steps.get(id(line))

    def right_of(self, line: Line) -> tuple[float, bool]:
        """The right margin for ``line``, and whether enough lines reach it to trust it."""
        near = [x1 for x0, x1 in self._lines if abs(x0 - line.x0) < _ASIDE and x1 > line.x0]
        edge = max(near, default=line.x1)
        own = self._own.get(id(line), edge)
        if own < edge - _RAGGED * line.size:
            return own, self._wraps_at(own, line)
        reach = sum(1 for x1 in near if edge - x1 < 5 * line.size)
        return edge, reach >= _MIN_FULL_LINES and self._wraps_at(edge, line)

    def _wraps_at(self, edge: float, line: Line) -> bool:
        """Whether some line surely goes on below its end near ``edge``: a list of one-line items has none."""
        return any(abs(x0 - line.x0) < _ASIDE and edge - x1 < 5 * line.size for x0, x1 in self._wrapped)


def _first_word_width(line: Line) -> float:
    text = line.text.strip()
    word = re.split(r"[\s]", text, maxsplit=1)[0]
    return (line.x1 - line.x0) * len(word) / max(len(text), 1)


def _is_headline(line: Line) -> bool:
    """Whether a line with parts set apart is one of an entry: it has a date."""
    return bool(_YEAR.search(line.text)) or ends_with_date(line)


class _Joiner:
    """Decides whether a line goes on with the next one."""

    def __init__(self, lines: list[Line]) -> None:
        self._margins = _Margins(lines)

    def joins(self, head: Line, line: Line, following: Line) -> bool:
        """Whether ``following`` continues the paragraph that ``head`` started and ``line`` is the last line of."""
        if line.turned or following.turned or _BULLET.match(following.text) or _ICON.match(following.text):
            return False
        step = line.y - following.y
        size = max(line.size, following.size)
        if not 0.5 * size < step <= _MAX_STEP * size or abs(line.size - following.size) > 0.08 * size:
            return False
        if GAP in following.text.strip() or (GAP in line.text.strip() and _is_headline(line)):
            return False
        if not self._aligned(head, line, following):
            return False
        return self._hangs(head, line, following) or self._full(line, following)

    def _hangs(self, head: Line, line: Line, following: Line) -> bool:
        """Whether a line stands under the words of a bullet and not under the bullet: it goes on with it."""
        indent = following.x0 - head.x0
        if not _BULLET.match(head.text) or not 0.3 * head.size < indent < 3.2 * head.size:
            return False
        if following.text.strip()[:1].islower():
            return True
        edge, _ = self._margins.right_of(line)
        same = following.first_font == line.last_font and abs(following.size - line.size) < 0.1
        room = edge - line.x1 >= _NEAR_EDGE * line.size
        return same and not (room and line.text.rstrip().endswith(_SENTENCE_END))

    @staticmethod
    def _aligned(head: Line, line: Line, following: Line) -> bool:
        slack = 0.6 * following.size
        if _BULLET.match(head.text):
            hanging = head.x0 - slack <= following.x0 <= head.x0 + 4 * head.size
            return hanging if head is line else abs(following.x0 - line.x0) < slack or hanging
        outdent = head is line and 0 < line.x0 - following.x0 < 4 * line.size
        return outdent or abs(following.x0 - line.x0) < slack or abs(following.x0 - head.part) < slack

    def _full(self, line: Line, following: Line) -> bool:
        text, end = following.text.strip(), line.text.rstrip()
        lower = text[:1].islower()
        if end.endswith(_RANGE) and _DATE_END.match(text):
            return True
        edge, trusted = self._margins.right_of(line)
        prose = lower and len(end) >= _MIN_LINE_LETTERS and end[-1] not in ".!?:;" and not _ADDRESS.match(text)
        prose = prose or bool(_ENDS_JOINING.search(end) or _STARTS_JOINING.match(text))
        if prose and following.first_font == line.last_font:
            # Whatever the room: browsers avoid last lines of one word, and headlines have margins of their own.
            return True
        if edge - line.x1 > _first_word_width(following) + 0.5 * line.size:
            return False
        if following.first_font not in (line.first_font, line.last_font):
            return lower
        return lower or (not self._starts_item(line, following) and self._fills(line, following, trusted=trusted))

    def _starts_item(self, line: Line, following: Line) -> bool:
        """Whether there is more room above a line than between the lines of an item."""
        item_step = self._margins.item_step(line)
        return item_step is not None and line.y - following.y > item_step

    def _fills(self, line: Line, following: Line, *, trusted: bool) -> bool:
        """Whether a line that reaches the margin surely goes on, though the next one starts like a line of its own."""
        text, end = following.text.strip(), line.text.rstrip()
        if _ENDS_OPEN.search(end):
            return True
        # Names in a row are parted by commas; a list with one name on each line has none.
        enough = _MIN_LIST_LETTERS if "," in end else _MIN_LINE_LETTERS
        if (end.isupper() and text.isupper()) or self._margins.item_step(line) is not None:
            enough = 0
        return trusted and len(end) >= enough and not _LABEL.match(text)


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
