"""Spans → lines, in the order of the stream or by rows of the page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from service.reading.pdf.headings import names_section
from service.reading.pdf.spans import Span

GAP = "\t"
# In ems of the smaller of two neighbours: wider than a thin space is a space, and this much is a gap of layout.
_SPACE = 0.15
_WIDE = 1.6
_SEGMENT = 1.15
# A space that is seen and not written stands as a thin one until the whole line is known: it may only part the
# letters of a word in wide letters. Wider than this (in ems) it parts words.
_THIN = "\u2009"
_MAX_THIN = 0.6
_MIN_THIN = 4
_WIDE_LETTERS = 0.8
# A date beside a headline: nothing else, not longer than this, and drawn at most so many lines later.
_DATE = re.compile(
    r"(?=.*(?:\b(?:19|20)\d\d\b|\d/\d\d\b|[a-z]{3}\.? ['’]?\d\d\b))(?:"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|"
    r"\b(?:spring|summer|fall|autumn|winter|present|current|now|today|ongoing|since|until|to|expected)\b|"
    r"\d{1,4}|[–—/.,'’()\s-])+",
    re.IGNORECASE,
)
_MAX_DATE = 40
_MAX_LATE = 40
_MAX_BESIDE = 40
# The next line of a paragraph is at most so far below, in sizes.
_STEP = 1.9


@dataclass(slots=True)
class Line:
    """Text on one baseline: from ``x0`` to ``x1`` at height ``y``; the fonts of its first and last letters.

    ``part`` is where the text after its last gap starts, ``parted`` where the text before it ends.
    """

    x0: float
    y: float
    x1: float
    size: float
    text: str
    first_font: str
    last_font: str
    part: float
    turned: bool = False
    parted: float = 0.0

    def add(self, span: Span, joint: str) -> None:
        """Continue with ``span`` after ``joint``."""
        if len(self.text) <= 2 and not self.text.strip().isalnum():
            # A bullet is often of another face and size than its text.
            self.size, self.first_font = span.size, span.font
        if joint == GAP:
            self.part, self.parted = span.x0, self.x1
        self.text += joint + span.text
        self.x1 = max(self.x1, span.x1)
        self.last_font = span.font
        if span.size > self.size and span.text.strip():
            self.size = span.size


def is_date(line: Line) -> bool:
    """Whether a line is a date and nothing else."""
    return len(line.text) <= _MAX_DATE and _DATE.fullmatch(line.text.strip()) is not None


def ends_with_date(line: Line) -> bool:
    """Whether a date stands apart at the end of a line."""
    _, gap, part = line.text.strip().rpartition(GAP)
    return bool(gap) and len(part) <= _MAX_DATE and _DATE.fullmatch(part.strip()) is not None


Look: TypeAlias = tuple[int, str, int]
"""Where a heading starts, its font and its size."""


def look(line: Line) -> Look:
    """What headings of one page have in common."""
    return round(line.x0), line.last_font, round(line.size)


def is_heading_beside(line: Line, following: Line | Span) -> bool:
    """Whether a line is the heading of the section that starts beside it: it looks different."""
    font = following.font if isinstance(following, Span) else following.first_font
    other = font != line.last_font or abs(following.size - line.size) > 0.05 * line.size
    return other and not line.text.rstrip().endswith(":") and names_section(line.text)


def _is_turned(span: Span) -> bool:
    return abs(span.y1 - span.y0) > 0.3 * abs(span.x1 - span.x0) + 0.05


def _start(span: Span, *, turned: bool = False) -> Line:
    return Line(span.x0, span.y0, span.x1, span.size, span.text, span.font, span.font, span.x0, turned)


def _joint(line: Line, span: Span, gap: float, em: float) -> str:
    """What stands between a line and the span that follows at ``gap``."""
    if gap > _WIDE * em:
        line.text = line.text.rstrip(" ")
        return GAP
    if gap > _SPACE * em and not line.text.endswith((" ", GAP, _THIN)) and not span.text.startswith(" "):
        return _THIN if gap < _MAX_THIN * em else " "
    return ""


def _same_baseline(line: Line, span: Span, gap: float, em: float) -> bool:
    drop, big = abs(span.y0 - line.y), max(line.size, span.size)
    if drop <= 0.25 * big:
        return True
    # Superscripts and subscripts touch the word they belong to.
    return drop <= 0.62 * big and min(line.size, span.size) < 0.85 * big and -0.5 * em < gap < 0.6 * em


def _drawn_twice(line: Line, span: Span, em: float) -> bool:
    """Fake bold and shadows: the same words again at nearly the same place."""
    words = span.text.strip()
    inside = line.x0 - 0.5 * em <= span.x0 and span.x1 <= line.x1 + 0.5 * em
    return bool(words) and inside and words in line.text


def _closed_up(lines: list[Line]) -> list[Line]:
    """Words in wide letters without their gaps ("S K I L L S")."""
    for line in lines:
        if _THIN in line.text:
            parts = line.text.split()
            single = sum(len(part) == 1 for part in parts)
            wide = line.text.count(_THIN) >= _MIN_THIN and single >= _WIDE_LETTERS * len(parts)
            line.text = line.text.replace(_THIN, "" if wide else " ")
    return lines


def stream_lines(spans: Sequence[Span]) -> list[Line]:
    """Lines in the order in which the page draws them, which is nearly always the author's."""
    looks: set[Look] = set()
    lines = _stream_lines(spans, looks)
    # Where one heading stands beside its section, what looks like it does so too, whatever its name.
    return _closed_up(_stream_lines(spans, looks) if looks else lines)


def _stream_lines(spans: Sequence[Span], looks: set[Look]) -> list[Line]:
    """Lines in the order of the stream; ``looks`` of headings beside their sections are used, and added to."""
    lines: list[Line] = []
    line: Line | None = None
    for span in spans:
        if not span.text:
            continue
        turned = _is_turned(span)
        if line is not None and not turned and not line.turned:
            em = max(min(line.size, span.size), 1.0)
            gap = span.x0 - line.x1
            if _same_baseline(line, span, gap, em):
                if gap > _WIDE * em and (look(line) in looks or is_heading_beside(line, span)):
                    looks.add(look(line))
                    line = _start(span)
                    lines.append(line)
                    continue
                if gap >= -0.6 * em:
                    line.add(span, _joint(line, span, gap, em))
                    continue
                if _drawn_twice(line, span, em):
                    continue
        elif line is not None and turned and line.turned and abs(span.x0 - line.x0) < 0.5 * span.size:
            line.text += span.text
            continue
        line = _start(span, turned=turned)
        lines.append(line)
    return lines


def with_late_dates(lines: list[Line]) -> list[Line]:
    """Put dates that are drawn after the text of their entry back on the headline that they stand beside."""
    kept: list[Line] = []
    for line in lines:
        home = _home_of(line, kept) if is_date(line) else None
        if home is None:
            kept.append(line)
        else:
            # Its right end stays: margins are those of the text.
            home.text = home.text.rstrip() + GAP + line.text.lstrip()
            home.part, home.parted = line.x0, home.x1
    return kept


def with_floating_dates(lines: list[Line]) -> list[Line]:
    """Put dates on the headlines that they stand right of, wherever the page draws them: browsers draw floats first."""
    rows = _undated_rows(lines)
    kept: list[Line] = []
    for line in lines:
        home = _left_of(line, rows) if is_date(line) and not line.turned else None
        if home is None:
            kept.append(line)
        else:
            home.text = home.text.rstrip() + GAP + line.text.lstrip()
    return kept


def _undated_rows(lines: list[Line]) -> dict[int, list[Line]]:
    """Upright lines by their height, dates aside; a row has so many at most."""
    rows: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        if not line.turned and len(rows[round(line.y)]) < _MAX_BESIDE and not is_date(line):
            rows[round(line.y)].append(line)
    return rows


def with_dates_at_home(lines: list[Line]) -> list[Line]:
    """Move a date from a line that runs across the text of another column to it, back to that text."""
    dated = [line for line in lines if GAP in line.text and ends_with_date(line)]
    rows = _undated_rows(lines) if dated else {}
    for line in dated:
        text, _, written = line.text.rstrip().rpartition(GAP)
        home = _left_of(replace(line, x0=line.part, text=written), rows, beyond=line.x0)
        if home is not None:
            line.text, line.x1 = text, line.parted
            home.text = home.text.rstrip() + GAP + written
    return lines


def _left_of(date: Line, rows: dict[int, list[Line]], beyond: float = -1e6) -> Line | None:
    """The nearest line left of a date on its own height (and right of ``beyond``) in which nothing is set apart yet."""
    height = round(date.y)
    beside = [
        line
        for row in (height - 1, height, height + 1)
        for line in rows.get(row, ())
        if abs(line.y - date.y) <= 0.2 * max(line.size, date.size) and line.x0 > beyond and line.x1 < date.x0
    ]
    home = max(beside, key=lambda line: line.x1, default=None)
    return home if home is not None and GAP not in home.text.strip() else None


def _home_of(date: Line, lines: Sequence[Line]) -> Line | None:
    """The line left of a date on its own height, when others were drawn in between."""
    if not lines or date.turned or date.y <= lines[-1].y + 0.5 * date.size:
        return None
    following = lines[-1]
    for line in reversed(lines[-_MAX_LATE:]):
        beside = abs(line.y - date.y) <= 0.2 * max(line.size, date.size) and not line.turned
        if beside and date.x0 > line.x1 + _WIDE * line.size and GAP not in line.text.strip():
            return None if _goes_on(line, following) else line
        following = line
    return None


def _goes_on(line: Line, following: Line) -> bool:
    """Whether a headline may go on in the next line: the same face and size right below it."""
    below = abs(following.x0 - line.x0) < 1 and 0 < line.y - following.y < _STEP * line.size
    return below and following.first_font == line.first_font == line.last_font and abs(following.size - line.size) < 0.5


def _rows_of_spans(spans: Sequence[Span]) -> list[list[Span]]:
    rows: list[tuple[float, float, list[Span]]] = []
    for span in sorted(spans, key=lambda span: (-span.y0, span.x0)):
        if rows:
            y, size, row = rows[-1]
            drop = y - span.y0
            if drop <= 0.4 * min(size, span.size) or (drop <= 0.45 * max(size, span.size) and drop < 3):
                row.append(span)
                rows[-1] = (y, max(size, span.size), row)
                continue
        rows.append((span.y0, span.size, [span]))
    return [row for _, _, row in rows]


def _segments(row: list[Span]) -> list[Line]:
    row.sort(key=lambda span: span.x0)
    y = max(span.y0 for span in row)
    segments: list[Line] = []
    for span in row:
        if segments:
            line = segments[-1]
            em = max(min(line.size, span.size), 1.0)
            gap = span.x0 - line.x1
            if gap < -0.5 * em and _drawn_twice(line, span, em):
                continue
            if gap <= _SEGMENT * em:
                line.add(span, _joint(line, span, gap, em))
                continue
        segment = _start(span)
        segment.y = y
        segments.append(segment)
    return _closed_up(segments)


def page_rows(spans: Iterable[Span]) -> tuple[list[list[Line]], list[Line]]:
    """Rows from top to bottom, each split at wide gaps from left to right; and the turned lines."""
    upright: list[Span] = []
    turned: list[Span] = []
    for span in spans:
        if span.text.strip():
            (turned if _is_turned(span) or span.x1 < span.x0 - 0.01 else upright).append(span)
    rows = [_segments(row) for row in _rows_of_spans(upright)]
    turned.sort(key=lambda span: (round(span.x0), -span.y0))
    side: list[Line] = []
    for span in turned:
        if side and abs(side[-1].x0 - span.x0) < 0.5 * span.size:
            side[-1].text += span.text
        else:
            side.append(_start(span, turned=True))
    return rows, side
