"""Which order a page is read in: as it was drawn, or by columns where that order is scrambled."""

from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from service.reading.pdf.columns import split_columns
from service.reading.pdf.headings import letters, names_section
from service.reading.pdf.lines import (
    GAP,
    Line,
    Look,
    ends_with_date,
    is_date,
    is_heading_beside,
    look,
    page_rows,
    stream_lines,
    with_dates_at_home,
    with_floating_dates,
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
# So many lines of a column, at least, stand before and after a change of column.
_FEW = 3
# A side column is narrower than this share of the text beside it; so many lines show how wide a text is.
_NARROW = 0.8
_MANY = 6
_SAME_EDGE = 6.0
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


def is_scrambled(lines: list[Line]) -> bool:
    """Whether the order of the stream has lost contents of headings or dates, or climbs time and again."""
    return heading_clump(lines) >= _CLUMP or jumps(lines) > _JUMPS


def change_of_column(lines: list[Line]) -> int | None:
    """The last line at which the stream climbs from the end of a column to a text beside it."""
    for place in range(len(lines) - _FEW, _FEW - 1, -1):
        before, after = lines[place - _FEW : place], lines[place : place + _FEW]
        climbs = after[0].y > before[-1].y + 0.6 * max(after[0].size, before[-1].size)
        if climbs and (_right_end(before) < _left_end(after) or _right_end(after) < _left_end(before)):
            return place
    return None


def _left_end(lines: list[Line]) -> float:
    return min(line.x0 for line in lines)


def _right_end(lines: list[Line]) -> float:
    return max(line.x1 for line in lines)


def _width(lines: list[Line]) -> float:
    return _right_end(lines) - _left_end(lines)


def _with_side_apart(page: Ordered) -> tuple[list[list[Line]], list[Line]]:
    """The blocks of a page without a narrow column that is read last, and that column."""
    *blocks, last = page.blocks or [[]]
    if not blocks and (place := change_of_column(last)) is not None:
        blocks, last = [last[:place]], last[place:]
    if blocks and blocks[-1] and last and _width(last) < _NARROW * _width(blocks[-1]):
        return blocks, last
    return page.blocks, []


def _goes_on(page: Ordered, text: list[Line], side: list[Line]) -> bool:
    """Whether a page starts in the middle of ``text``, which stands beside the side column of the page before."""
    first = next((block for block in page.blocks if block), [])[:_MANY]
    if not first or names_section(first[0].text):
        return False
    return _width(first) * _NARROW > _width(side) or abs(_left_end(first) - _left_end(text[-_MANY:])) < _SAME_EDGE


def with_columns_continued(pages: list[Ordered]) -> list[Ordered]:
    """Put a side column behind the text beside it, where that goes on over the page."""
    found: list[Ordered] = []
    carried: list[Line] = []
    for page, following in zip_longest(pages, pages[1:]):
        blocks, side = _with_side_apart(page)
        goes_on = bool(side) and following is not None and _goes_on(following, blocks[-1], side)
        if not carried and not goes_on:
            found.append(page)
            continue
        blocks = [*blocks, carried] if carried else blocks
        carried = side if goes_on else []
        found.append(replace(page, blocks=blocks if goes_on or not side else [*blocks, side]))
    return found


def _starts_section(line: Line, following: Line) -> bool:
    """Whether a line is a heading by its name or by the room above it."""
    room = line.y - following.y > _HEADING_STEP * max(line.size, following.size)
    return room or names_section(following.text)


def with_title_first(lines: list[Line]) -> list[Line]:
    """Put what stands at the very top, with the largest letters of the page, before a column that is drawn first."""
    sizes = [line.size if not line.turned else 0.0 for line in lines]
    place = sizes.index(max(sizes, default=0.0)) if lines else 0
    top = max((line.y for line in lines[:place] if not line.turned), default=lines[place].y if lines else 0.0)
    if not lines or lines[place].y <= top:
        return lines
    end = place + 1
    while end < len(lines) and lines[end].y > top and not _starts_section(lines[end - 1], lines[end]):
        end += 1
    return lines[place:end] + lines[:place] + lines[end:]


def order(content: PageContent) -> Ordered:
    """The reading order of a page."""
    lines = with_title_first(with_dates_at_home(with_late_dates(stream_lines(content.spans))))
    scrambled = is_scrambled(lines)
    if scrambled:
        settled = with_title_first(with_floating_dates([replace(line) for line in lines]))
        if change_of_column(settled) is not None and not is_scrambled(settled):
            lines, scrambled = settled, False
    gaps = sum(1 for line in lines if GAP in line.text.strip() and not ends_with_date(line))
    across = gaps >= _GAP_ROWS and gaps > _GAP_SHARE * len(lines)
    if not scrambled and not across:
        return Ordered([lines], columns=False)
    ordered = by_columns(content, across=not scrambled)
    if not scrambled and not ordered.columns:
        return Ordered([lines], columns=False)
    clump = heading_clump(lines)
    if clump >= _CLUMP and heading_clump([line for block in ordered.blocks for line in block]) >= clump:
        return Ordered([lines], columns=False)
    return ordered
