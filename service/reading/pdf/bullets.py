"""Bullets that are drawn, not written: browsers fill a disc or a square before the text of a list item."""

from collections import defaultdict

from service.reading.pdf.paths import close
from service.reading.pdf.spans import Dot, PageContent, Span

# In ems: bullets are smaller than the dots of a time line, and stand this near to their text and this high.
_MAX_DIAMETER = 0.6
_MAX_DISTANCE = 2.4
_LOW, _HIGH = 0.05, 0.65
# Two dots beside each other on a line are a rating.
_RATING = 4.0
_ROW = 2.0


def _beside(dot: Dot, span: Span) -> bool:
    left, low, right, high = dot.box
    em = span.size
    height = (low + high) / 2 - span.y0
    return (
        right - left <= _MAX_DIAMETER * em
        and 0.1 * em < span.x0 - right < _MAX_DISTANCE * em
        and _LOW * em < height < _HIGH * em
        and span.y0 == span.y1
        and (dot.colour is None or span.colour is None or close(dot.colour, span.colour))
    )


def _single(dots: list[Dot]) -> list[Dot]:
    """The dots that have no neighbour on their height."""
    rows: dict[int, list[Dot]] = defaultdict(list)
    for dot in dots:
        rows[round(dot.box[1] / _ROW)].append(dot)
    found: list[Dot] = []
    for dot in dots:
        row = round(dot.box[1] / _ROW)
        width = dot.box[2] - dot.box[0]
        near = (other for key in (row - 1, row, row + 1) for other in rows[key] if other is not dot)
        if all(abs(other.box[0] - dot.box[0]) > _RATING * width or other.box == dot.box for other in near):
            found.append(dot)
    return found


def with_bullets(content: PageContent) -> list[Span]:
    """The spans of a page, with a bullet before each that a drawn one stands beside."""
    if not content.dots:
        return content.spans
    rows: dict[int, list[int]] = defaultdict(list)
    for number, span in enumerate(content.spans):
        if span.text.strip():
            rows[round(span.y0 / _ROW)].append(number)
    marked: dict[int, Span] = {}
    for dot in _single(content.dots):
        height = round(dot.box[1] / _ROW)
        near = [number for key in range(height - 5, height + 2) for number in rows.get(key, ())]
        beside = [number for number in near if _beside(dot, content.spans[number])]
        if beside:
            number = min(beside, key=lambda number: content.spans[number].x0)
            span = content.spans[number]
            marked[number] = span._replace(x0=dot.box[0], x1=dot.box[2], text="•", pieces=None)
    return [
        item
        for number, span in enumerate(content.spans)
        for item in ((marked[number], span) if number in marked else (span,))
    ]
