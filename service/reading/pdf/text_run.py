"""One text-showing operator → spans."""

from typing import Any

from service.reading.pdf.budget import BUDGET
from service.reading.pdf.spans import Colour, Doubt, Matrix, Span
from service.reading.pdf.state import State

_TINY = 3.0
_OPAQUE = 0.6
_NARROW = 25.0
# Gaps inside a TJ array, in ems: wider than a thin space is a space, wider than an em starts a new span.
_WORD_GAP = 0.17
_SPAN_GAP = 1.0


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

    def add(self, start: float, end: float, text: str) -> None:
        a, b, _, _, e, f = self.matrix
        x0, y0, x1, y1 = start * a + e, start * b + f, end * a + e, end * b + f
        left, low, right, high = self.clip
        x, y = (x0 + x1) / 2, (y0 + y1) / 2 + 0.25 * self.size
        doubt = self.doubt
        if not (left - 1 <= x <= right + 1 and low - 1 <= y <= high + 1):
            # A letter or two at the edge of a clipping path are seen as long as a part of them is.
            partly = len(text) < 3 and x0 < right and x1 > left and y0 < high and y0 + self.size > low
            doubt = doubt if partly else doubt | Doubt.CLIP
        self.spans.append(Span(x0, y0, x1, y1, self.size, text, self.style, doubt, self.colour))


def _letters(sequence: list[Any]) -> int:
    return sum(len(item) for item in sequence if isinstance(item, bytes))


def _word_gap(sequence: list[Any]) -> float:
    """The shift that means a space, in ems; more where nearly every letter is followed by one (l e t t e r s)."""
    shifts = [-0.001 * item for item in sequence if isinstance(item, (int, float)) and item < -1000 * _WORD_GAP]
    if len(shifts) < 4:
        return _WORD_GAP
    if len(shifts) < 0.7 * (_letters(sequence) - 1):
        return _WORD_GAP
    shifts.sort()
    return 1.5 * shifts[len(shifts) // 2]


def show(sequence: list[Any], matrix: Matrix, x: float, state: State, doubt: int, spans: list[Span]) -> float:
    """Add the spans of a ``TJ`` array (strings and shifts) to ``spans``; returns the new advance.

    ``matrix`` leads from text space to the page; ``x`` is the advance on the current line, in text space.
    """
    run = _Run(matrix, state, doubt, spans)
    font, glyph = state.font, state.font.glyph
    stretch = state.stretch * 0.01
    scale = state.size * stretch
    letter_space = state.letter_space * stretch
    word_space = 0.0 if font.wide else state.word_space * stretch
    single = len(sequence) == 1
    BUDGET.spend_glyphs(len(sequence[0]) if single and isinstance(sequence[0], bytes) else _letters(sequence))
    word_gap = (_WORD_GAP if single else _word_gap(sequence)) * abs(scale) or 1.0
    span_gap = max(_SPAN_GAP * abs(scale), 2 * word_gap) or 6.0
    letters: list[str] = []
    start = x
    for item in sequence:
        if isinstance(item, bytes):
            for code in font.codes(item):
                text, width = glyph(code)
                letters.append(text)
                x += width * scale + letter_space
                if code == 32:
                    x += word_space
        elif isinstance(item, (int, float)):
            shift = -item * 0.001 * scale
            if letters and shift > span_gap:
                run.add(start, x - letter_space, "".join(letters))
                letters = []
            elif letters and shift > word_gap and letters[-1] != " ":
                letters.append(" ")
            x += shift
            if not letters:
                start = x
    if letters:
        run.add(start, x - letter_space, "".join(letters))
    return x
