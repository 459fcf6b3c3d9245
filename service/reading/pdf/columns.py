"""Columns of a page: gutters that many rows respect on both sides."""

from collections import Counter
from dataclasses import dataclass, field

from service.reading.pdf.lines import Line, is_date, is_heading_beside

Row = list[Line]

_MIN_ROWS = 6
_MAX_DEPTH = 6
_MAX_GUTTERS = 40
_TOLERANCE = 3.0
_ACROSS = 0.5
# A column of dates or headings belongs to what stands beside it.
_BOUND = 0.6


@dataclass(slots=True)
class _Stretch:
    """Consecutive rows that leave a gutter free, and what stands left and right of it."""

    gutter: float
    first: int
    end: int = 0
    left: list[float] = field(default_factory=list)
    right: list[tuple[float, float]] = field(default_factory=list)
    left_only: int = 0
    right_only: int = 0
    both: int = 0
    pairs: list[tuple[Line, Line]] = field(default_factory=list)

    def take(self, row: Row) -> bool:
        """Add a row; False when it crosses the gutter."""
        left = [line for line in row if line.x0 < self.gutter]
        if any(line.x1 > self.gutter + 1.0 for line in left):
            return False
        right = [line for line in row if line.x0 >= self.gutter]
        if left:
            self.left.append(max(line.x1 for line in left) - left[0].x0)
        if right:
            self.right.append((right[0].x0, right[-1].x1))
        if left and right:
            self.both += 1
            self.pairs.append((left[-1], right[0]))
        self.left_only += bool(left and not right)
        self.right_only += bool(right and not left)
        self.end += 1
        return True

    def is_drawn_across(self) -> bool:
        """Whether most rows have text on both sides: dates and labels beside wrapped text have fewer."""
        return self.both >= _ACROSS * (self.end - self.first)

    def _is_bound(self) -> bool:
        """Whether the left part is mostly dates or headings of what stands at its right."""
        bound = sum(is_date(left) or is_heading_beside(left, right) for left, right in self.pairs)
        return bound > _BOUND * self.both

    def score(self, rows: list[Row], width: float, height: float) -> float:
        """How much this looks like two columns; 0 for right-aligned dates, labels and accidents."""
        left, right, count = len(self.left), len(self.right), self.end - self.first
        if left < 3 or right < 3 or count < _MIN_ROWS:
            return 0.0
        tall = rows[self.first][0].y - rows[self.end - 1][0].y
        if tall <= 0.12 * height or self._is_bound():
            return 0.0
        middle_left = sorted(self.left)[left // 2]
        middle_right = sorted(end - start for start, end in self.right)[right // 2]
        starts = _common([start for start, _ in self.right])
        ends = _common([end for _, end in self.right])
        centres = _common([(start + end) / 2 for start, end in self.right])
        dates = (
            middle_right < 0.22 * width
            and self.right_only <= 0.3 * right
            and (ends >= starts or middle_right < 0.12 * width)
        )
        labels = (self.left_only <= 0.35 * left and left <= 0.5 * right) or (
            middle_left < 0.2 * width and self.left_only <= 0.15 * left
        )
        labels_right = self.right_only <= 0.15 * right and middle_right < 0.2 * width
        independent = (self.left_only + self.right_only) / count
        aligned = max(starts, centres)
        wide = min(middle_right, middle_left) > 0.25 * width
        if dates or labels or labels_right or aligned < 0.3 or (independent < 0.2 and not wide):
            return 0.0
        return tall * (0.4 + aligned) * (0.5 + independent)


def _common(values: list[float]) -> float:
    """The share of ``values`` that lie together."""
    counts = Counter(round(value / _TOLERANCE) for value in values)
    best = max(counts[key] + max(counts.get(key - 1, 0), counts.get(key + 1, 0)) for key in counts)
    return best / len(values)


def _gutters(rows: list[Row], width: float) -> list[float]:
    """Left of the places where many lines start."""
    starts = Counter(round(line.x0) for row in rows for line in row if 0.12 * width < line.x0 < 0.88 * width)
    return [start - 1.5 for start, _ in sorted(starts.items(), key=lambda item: (-item[1], item[0]))[:_MAX_GUTTERS]]


def _best_stretch(rows: list[Row], width: float, height: float, *, across: bool) -> _Stretch | None:
    best: _Stretch | None = None
    best_score = 0.0
    for gutter in _gutters(rows, width):
        first = 0
        while first < len(rows):
            stretch = _Stretch(gutter, first, first)
            while stretch.end < len(rows) and stretch.take(rows[stretch.end]):
                pass
            score = stretch.score(rows, width, height)
            if score > best_score and (stretch.is_drawn_across() or not across):
                best, best_score = stretch, score
            first = max(stretch.end, first) + 1
    return best


def split_columns(
    rows: list[Row], width: float, height: float, *, across: bool = False, depth: int = 0
) -> list[list[Row]]:
    """Rows → blocks of rows in reading order; a page without columns is one block.

    With ``across`` only columns that were drawn row by row count.
    """
    if len(rows) < _MIN_ROWS or depth > _MAX_DEPTH:
        return [rows] if rows else []
    best = _best_stretch(rows, width, height, across=across)
    if best is None:
        return [rows]
    inside = rows[best.first : best.end]
    left = [kept for row in inside if (kept := [line for line in row if line.x0 < best.gutter])]
    right = [kept for row in inside if (kept := [line for line in row if line.x0 >= best.gutter])]
    blocks: list[list[Row]] = []
    if best.first:
        blocks += split_columns(rows[: best.first], width, height, across=across, depth=depth + 1)
    blocks += split_columns(left, width, height, across=across, depth=depth + 2)
    blocks += split_columns(right, width, height, across=across, depth=depth + 2)
    if best.end < len(rows):
        blocks += split_columns(rows[best.end :], width, height, across=across, depth=depth + 1)
    return blocks
