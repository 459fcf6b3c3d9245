"""One text-showing operator → spans."""

from collections.abc import Sequence
from itertools import accumulate
from math import hypot
from typing import Any

from service.reading.pdf.budget import BUDGET
from service.reading.pdf.spans import Colour, Doubt, Matrix, Pieces, Span
from service.reading.pdf.state import State
from service.reading.pdf.tokens import number

_TINY = 3.0
_OPAQUE = 0.6
_NARROW = 25.0
# Gaps inside a TJ array, in ems: wider than a thin space is a space, wider than an em starts a new span.
_WORD_GAP = 0.17
_SPAN_GAP = 1.0
# Glyphs this near one another (in ems) are letters of a word; ``lines`` puts a space where the gap is wider.
_TOUCHING = 0.15


def _doubts(state: State, doubt: int, size: float) -> int:
    if state.mode not in (0.0, 2.0, 4.0, 6.0):
        doubt |= Doubt.MODE
    if state.alpha < _OPAQUE:
        doubt |= Doubt.ALPHA
    if size < _TINY or abs(state.stretch) < _NARROW:
        doubt |= Doubt.TINY
    return doubt


class _Run:
    """Where the spans of one operator go."""

    __slots__ = ("clip", "colour", "doubt", "matrix", "size", "spans", "style")

    def __init__(self, matrix: Matrix, state: State, doubt: int, spans: list[Span]) -> None:
        a, b, c, d, e, f = matrix
        self.size = size = abs(state.size) * (abs(d) if c == 0 else (c * c + d * d) ** 0.5) or 1.0
        if state.rise:
            matrix = (a, b, c, d, e + state.rise * c, f + state.rise * d)
        self.matrix = matrix
        self.clip = state.clip
        self.style = state.font.style
        if state.mode or state.alpha < _OPAQUE or size < _TINY or abs(state.stretch) < _NARROW:
            doubt = _doubts(state, doubt, size)
        self.doubt = doubt
        self.colour: Colour | None = state.fill
        self.spans = spans

    def add(self, start: float, end: float, text: str, starts: Sequence[float] = ()) -> None:
        a, b, _, _, e, f = self.matrix
        x0, y0, x1, y1 = start * a + e, start * b + f, end * a + e, end * b + f
        left, low, right, high = self.clip
        x, y = (x0 + x1) / 2, (y0 + y1) / 2 + 0.25 * self.size
        doubt = self.doubt
        if not (left - 1 <= x <= right + 1 and low - 1 <= y <= high + 1):
            # A letter or two at the edge of a clipping path are seen as long as a part of them is.
            partly = len(text) < 3 and x0 < right and x1 > left and y0 < high and y0 + self.size > low
            doubt = doubt if partly else doubt | Doubt.CLIP
        self.spans.append(Span(x0, y0, x1, y1, self.size, text, self.style, doubt, self.colour, self._pieces(starts)))

    def _pieces(self, starts: Sequence[float]) -> Pieces | None:
        return (starts, self.matrix) if len(starts) > 1 else None


def _letters(sequence: list[Any]) -> int:
    return sum([len(item) for item in sequence if isinstance(item, bytes)])


def _word_gap(sequence: list[Any]) -> float:
    """The shift that means a space, in ems; more where nearly every letter is followed by one (l e t t e r s)."""
    shifts = [-0.001 * item for item in sequence if isinstance(item, (int, float)) and item < -1000 * _WORD_GAP]
    if len(shifts) < 4 or len(shifts) < 0.7 * (_letters(sequence) - 1):
        return _WORD_GAP
    shifts.sort()
    return 1.5 * shifts[len(shifts) // 2]


def show(sequence: list[Any], matrix: Matrix, x: float, state: State, doubt: int, spans: list[Span]) -> float:
    """Add the spans of a ``TJ`` array (strings and shifts) to ``spans``; returns the new advance.

    ``matrix`` leads from text space to the page; ``x`` is the advance on the current line, in text space.
    """
    run = _Run(matrix, state, doubt, spans)
    known, measure = state.font.measured, state.font.measure
    stretch = state.stretch * 0.01
    scale = state.size * stretch
    letter_space = state.letter_space * stretch
    word_space = state.word_space * stretch
    BUDGET.spend_glyphs(_letters(sequence))
    word_gap = (_WORD_GAP if len(sequence) == 1 else _word_gap(sequence)) * abs(scale) or 1.0
    span_gap = max(_SPAN_GAP * abs(scale), 2 * word_gap) or 6.0
    letters: list[str] = []
    start = x
    for item in sequence:
        if isinstance(item, bytes):
            text, width, count, spaces = known.get(item) or measure(item)
            if count:
                letters.append(text)
                x += width * scale + count * letter_space + spaces * word_space
        elif isinstance(item, (int, float)):
            shift = -item * 0.001 * scale
            if shift > word_gap and letters:
                if shift > span_gap:
                    run.add(start, x - letter_space, "".join(letters))
                    letters = []
                elif letters[-1][-1:] != " ":
                    letters.append(" ")
            x += shift
            if not letters:
                start = x
    if letters:
        run.add(start, x - letter_space, "".join(letters))
    return x


def show_glyphs(
    first: bytes, line: bytes, matrix: Matrix, x: float, state: State, doubt: int, spans: list[Span]
) -> tuple[float, float]:
    """Add the spans of a string and of the "number 0 Td <digits> Tj" that follow it again and again.

    Glyphs that touch become one span, which remembers where each of them started. Returns how far
    the line has moved and the advance after the last string.
    """
    parts = line.split()
    BUDGET.spend_glyphs(sum(map(len, parts[3::5])) // 2, len(parts) // 5 + 1)
    places = [x, *accumulate([float(number(part)) for part in parts[0::5]])]
    font = state.font
    known, measure = font.measured_digits, font.measure_digits
    strings = [font.measure(first), *[known.get(part) or measure(part) for part in parts[3::5]]]
    run = _Run(matrix, state, doubt, spans)
    stretch = state.stretch * 0.01
    scale = state.size * stretch
    letter_space = state.letter_space * stretch
    word_space = state.word_space * stretch
    em = run.size / (hypot(matrix[0], matrix[1]) or 1.0)
    loose, overlap = _TOUCHING * em, -2 * _TOUCHING * em
    letters: list[str] = []
    starts: list[float] = []
    end = 0.0
    for place, (text, width, count, spaces) in zip(places, strings, strict=True):
        if not overlap <= place - end <= loose and letters:
            run.add(starts[0], end, "".join(letters), starts)
            letters, starts = [], []
        letters.append(text)
        starts.append(place)
        end = place + width * scale + (count - 1) * letter_space + spaces * word_space
    run.add(starts[0], end, "".join(letters), starts)
    return places[-1], end - places[-1] + letter_space
