"""Which order a page is read in: as it was drawn, or by columns where that order is scrambled."""

from dataclasses import dataclass
from itertools import pairwise

from service.reading.pdf.columns import split_columns
from service.reading.pdf.headings import letters, names_section
from service.reading.pdf.lines import (
    GAP,
    Line,
    Look,
    is_date,
    is_heading_beside,
    look,
    page_rows,
    stream_lines,
    with_late_dates,
)
from service.reading.pdf.spans import PageContent

# Three headings or dates in a row, or two full dates, have lost their contents.
_CLUMP = 3
_YEAR_LETTERS = 4
# The lines of one heading are at most so far apart, in sizes.
_HEADING_STEP = 1.9
# One line in eight that jumps up is no reading order.
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
    """The longest run of lines that are all section headings or dates; two full dates in a row count as three."""
    best = run = dates = 0
    for line in lines:
        words = letters(line.text)
        dated = is_date(line)
        if words or dated:
            run = run + 1 if dated or names_section(line.text) else 0
            # A year alone is often a mark on a time line.
            dates = dates + 1 if dated and len(line.text.strip()) > _YEAR_LETTERS else 0
            best = max(best, run, dates + 1 if dates > 1 else 0)
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
        joined.part = segment.x0
        joined.x1 = max(joined.x1, segment.x1)
        joined.size = max(joined.size, segment.size)
        joined.last_font = segment.last_font
    return joined


def _joined_rows(rows: list[list[Line]], looks: set[Look]) -> list[Line]:
    """A line for each row; headings at the left of their section, known by ``looks``, are lines of their own."""
    lines: list[Line] = []
    place = -1
    for row in rows:
        segments = row
        if look(row[0]) in looks:
            heading, *segments = row
            goes_on = place >= 0 and lines[place].y - heading.y < _HEADING_STEP * heading.size
            place = place + 1 if goes_on else len(lines)
            lines.insert(place, heading)
        if segments:
            lines.append(_joined_row(segments))
    return lines


def by_columns(content: PageContent, *, across: bool = False) -> Ordered:
    """Top to bottom, column by column; with ``across`` only where columns were drawn row by row."""
    rows, turned = page_rows(content.spans)
    parts = split_columns(rows, content.width, content.height, across=across)
    looks = {look(row[0]) for row in rows if len(row) > 1 and is_heading_beside(row[0], row[1])}
    blocks = [_joined_rows(part, looks) for part in parts]
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
    ordered = by_columns(content, across=not scrambled)
    if not scrambled and not ordered.columns:
        return Ordered([lines], columns=False)
    if clump >= _CLUMP and heading_clump([line for block in ordered.blocks for line in block]) >= clump:
        return Ordered([lines], columns=False)
    return ordered
