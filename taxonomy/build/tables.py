"""Tables of what is asked for: person specifications, skill matrices, career frameworks.

Cells are parted by tabs, by bars or by two spaces, as readers of HTML, DOCX and PDF write them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from taxonomy.build.sections import Section
from taxonomy.build.titles import is_title

_RULE = re.compile(r"[\s|:+-]+")
# A cell, where tabs, bars or two spaces part them.
_BREAKS = (re.compile(r"[^\t]+"), re.compile(r"[^|]+"), re.compile(r"\S+(?: \S+)*"))
_FEWEST_ROWS = 3  # with the header
_TOP = 4  # lines: the head, a rule, a heading inside the table, a row
_SECTION_WORDS = 6  # of a row with one cell, which is a heading inside the table
_MOST = 0.6  # of a column's cells that say how much something is needed, for it to be the column that says so
_NEEDS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    ("noise", re.compile(r"not (?:needed|required|necessary)|no|n/?a|none", re.IGNORECASE)),
    ("required", re.compile(r"e(?:ss(?:ential)?)?|required?|must(?:[- ]have)?|mandatory|needed|yes", re.IGNORECASE)),
    (
        "preferred",
        re.compile(
            r"d(?:es(?:irable)?)?|preferred|nice[- ]to[- ]have|optional|bonus|(?:a )?plus|desired", re.IGNORECASE
        ),
    ),
)
_HEADS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    ("required", re.compile(r"(?:essential|required|must[- ]haves?|minimum|mandatory)\b", re.IGNORECASE)),
    ("preferred", re.compile(r"(?:desirable|preferred|nice[- ]to[- ]have|optional|desired)\b", re.IGNORECASE)),
)


class Cell(NamedTuple):
    """What a table asks for: a span, and the section that its column or its row puts it in (None: the one above)."""

    start: int
    end: int
    section: Section | None
    is_heading: bool = False


Row = Sequence[tuple[int, int]]


def table(text: str, lines: Iterable[tuple[int, int]]) -> tuple[int, list[Cell]]:
    """How many of the lines that follow on each other are a table, and what it asks for; 0 where they are none."""
    coming = iter(lines)
    top = list(islice(coming, _TOP))
    if not _may_begin(text, top):
        return 0, []
    rows: list[Row] = []
    for start, end in chain(top, coming):
        row = _cells(text, start, end)
        if not row or (len(row) == 1 and (not rows or len(text[start:end].split()) > _SECTION_WORDS)):
            break
        rows.append(row)
    while rows and len(rows[-1]) == 1:
        rows.pop()
    header, *below = [row for row in rows if not _RULE.fullmatch(text[row[0][0] : row[-1][1]])] or [()]
    if sum(len(row) > 1 for row in below) < _FEWEST_ROWS - 1:
        return 0, []
    found = list(_asked(text, header, below))
    return (len(rows), found) if found else (0, [])


def _may_begin(text: str, top: Sequence[tuple[int, int]]) -> bool:
    """Whether the first lines look like a head over rows; most lines don't, and are not looked at further."""
    header, *below = [_cells(text, *line) for line in top] or [[]]
    if len(header) < 2:
        return False
    heads = [text[slice(*cell)] for cell in header]
    return (
        any(_need_of_head(head) for head in heads)
        or sum(map(is_title, heads)) > 1
        or any(_need(text[slice(*cell)]) for row in below for cell in row[1:])
    )


def _asked(text: str, header: Row, rows: Sequence[Row]) -> Iterator[Cell]:
    says_need = next((column for column in range(1, len(header)) if _says_need(text, rows, column)), None)
    if says_need is not None:
        yield from _by_row(text, rows, says_need)
        return
    columns = {column: need for column, cell in enumerate(header) if (need := _need_of_head(text[slice(*cell)]))}
    if columns:
        for row in rows:
            yield from (Cell(*row[column], need) for column, need in columns.items() if column < len(row))
    elif sum(is_title(text[slice(*cell)]) for cell in header) > 1:
        for row in rows:
            yield from (Cell(*cell, None) for cell in row[1:])


def _by_row(text: str, rows: Sequence[Row], column: int) -> Iterator[Cell]:
    """What the rows name first, needed as much as their cell in that column says."""
    for row in rows:
        if len(row) == 1:
            yield Cell(*row[0], None, is_heading=True)
        elif column < len(row):
            yield Cell(*row[0], _need(text[slice(*row[column])]))


def _says_need(text: str, rows: Sequence[Row], column: int) -> bool:
    cells = [text[slice(*row[column])] for row in rows if column < len(row)]
    return len(cells) > 1 and sum(_need(cell) is not None for cell in cells) >= _MOST * len(cells)


def _need(cell: str) -> Section | None:
    return next((section for section, pattern in _NEEDS if pattern.fullmatch(cell)), None)


def _need_of_head(cell: str) -> Section | None:
    return next((section for section, pattern in _HEADS if pattern.match(cell)), None)


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of a line's cells without outer white space, empty ones left out."""
    line = text[start:end]
    parted = _BREAKS[0 if "\t" in line else 1 if "|" in line else 2]
    cells = []
    for match in parted.finditer(text, start, end):
        inner = match[0].strip()
        low = match.start() + match[0].find(inner)
        if inner:
            cells.append((low, low + len(inner)))
    return cells
