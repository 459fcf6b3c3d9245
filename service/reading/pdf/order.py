"""Which order a page is read in: as it was drawn, or by columns where that order is scrambled."""

import re
from dataclasses import dataclass
from itertools import pairwise

from service.reading.pdf.columns import split_columns
from service.reading.pdf.lines import GAP, Line, page_rows, stream_lines, with_late_dates
from service.reading.pdf.spans import PageContent

_HEADINGS = frozenset(
    """experience|work experience|professional experience|employment|employment history|work history|education|skills|
    technical skills|projects|personal projects|selected projects|summary|profile|profiles|about|about me|objective|
    certifications|certificates|languages|interests|hobbies|awards|honors|publications|references|volunteering|
    volunteer experience|activities|contact|contact info|links|coursework|research|strengths|achievements|
    career history|experiences|courses|memberships""".replace("\n    ", "").split("|")
)
_NO_LETTER = re.compile(r"[^a-z& ]+")
# Three headings in a row have lost their contents; one line in eight that jumps up is no reading order.
_CLUMP = 3
_JUMPS = 0.12
# Rows with a gap in the middle may be two columns that were drawn line by line; from this many on it is tried.
_GAP_ROWS = 6
_GAP_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Ordered:
    """Blocks of lines in reading order."""

    blocks: list[list[Line]]
    columns: bool


def heading_clump(lines: list[Line]) -> int:
    """The longest run of lines that are all section headings."""
    best = run = 0
    for line in lines:
        words = _NO_LETTER.sub("", line.text.lower()).strip()
        if words:
            run = run + 1 if words in _HEADINGS else 0
            best = max(best, run)
    return best


def jumps(lines: list[Line]) -> float:
    """The share of steps that go up although the two lines stand above one another."""
    steps = bad = 0
    for line, following in pairwise(lines):
        if line.turned or following.turned:
            continue
        steps += 1
        up = following.y > line.y + 0.6 * max(line.size, following.size)
        bad += up and following.x0 < line.x1 and line.x0 < following.x1
    return bad / steps if steps > 5 else 0.0


def _joined_row(row: list[Line]) -> Line:
    """One line out of the segments of a row."""
    joined = row[0]
    for segment in row[1:]:
        joined.text = joined.text.rstrip() + GAP + segment.text.lstrip()
        joined.x1 = max(joined.x1, segment.x1)
        joined.size = max(joined.size, segment.size)
        joined.last_font = segment.last_font
    return joined


def by_columns(content: PageContent) -> Ordered:
    """Top to bottom, column by column."""
    rows, turned = page_rows(content.spans)
    parts = split_columns(rows, content.width, content.height)
    blocks = [[_joined_row(row) for row in part] for part in parts]
    if turned:
        blocks.append(turned)
    return Ordered(blocks, columns=len(parts) > 1)


def order(content: PageContent) -> Ordered:
    """The reading order of a page."""
    lines = with_late_dates(stream_lines(content.spans))
    clump = heading_clump(lines)
    gaps = sum(1 for line in lines if GAP in line.text.strip())
    across = gaps >= _GAP_ROWS and gaps > _GAP_SHARE * len(lines)
    scrambled = clump >= _CLUMP or jumps(lines) > _JUMPS
    if not scrambled and not across:
        return Ordered([lines], columns=False)
    ordered = by_columns(content)
    if not scrambled and not ordered.columns:
        return Ordered([lines], columns=False)
    if clump >= _CLUMP and heading_clump([line for block in ordered.blocks for line in block]) >= clump:
        return Ordered([lines], columns=False)
    return ordered
