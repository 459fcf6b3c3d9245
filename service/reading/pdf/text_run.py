"""One text-showing operator → spans."""

from typing import Any

from service.reading.pdf.budget import BUDGET
from service.reading.pdf.spans import Colour, Doubt, Matrix, Span, contains
from service.reading.pdf.state import State

_TINY = 3.0
# Gaps inside a TJ array, in ems: wider than a thin space is a space, wider than an em starts a new span.
_WORD_GAP = 0.17
_SPAN_GAP = 1.0


def _doubts(state: State, doubt: Doubt, size: float) -> Doubt:
    if state.mode not in (0.0, 2.0, 4.0, 6.0):
        doubt |= Doubt.MODE
    if state.alpha < 0.6:
        doubt |= Doubt.ALPHA
    if size < _TINY or abs(state.stretch) < 25:
        doubt |= Doubt.TINY
    return doubt


class _Run:
    """Where the spans of one operator go."""

    __slots__ = ("colour", "doubt", "matrix", "rise", "size", "spans", "state")

    def __init__(self, matrix: Matrix, state: State, doubt: Doubt, spans: list[Span]) -> None:
        c, d = matrix[2], matrix[3]
        self.matrix = matrix
        self.state = state
        self.rise = state.rise
        # Type 3 fonts may be set in any unit; pdfminer's widths already know it, the size does not.
        self.size = abs(state.size) * (c * c + d * d) ** 0.5 or 1.0
        self.doubt = _doubts(state, doubt, self.size)
        self.colour: Colour | None = state.fill
        self.spans = spans

    def add(self, start: float, end: float, text: str) -> None:
        a, b, c, d, e, f = self.matrix
        e += self.rise * c
        f += self.rise * d
        style = self.state.font.style
        span = Span(
            start * a + e, start * b + f, end * a + e, end * b + f, self.size, text, style, self.doubt, self.colour
        )
        if not contains(self.state.clip, span.middle, slack=1.0):
            span = span._replace(doubt=span.doubt | Doubt.CLIP)
        self.spans.append(span)


def _word_gap(sequence: list[Any]) -> float:
    """The shift that means a space, in ems; more where nearly every letter is followed by one (l e t t e r s)."""
    shifts = [-0.001 * item for item in sequence if isinstance(item, (int, float)) and item < -1000 * _WORD_GAP]
    if len(shifts) < 4:
        return _WORD_GAP
    letters = sum(len(item) for item in sequence if isinstance(item, bytes))
    if len(shifts) < 0.7 * (letters - 1):
        return _WORD_GAP
    shifts.sort()
    return 1.5 * shifts[len(shifts) // 2]


def show(sequence: list[Any], matrix: Matrix, x: float, state: State, doubt: Doubt, spans: list[Span]) -> float:
    """Add the spans of a ``TJ`` array (strings and shifts) to ``spans``; returns the new advance.

    ``matrix`` leads from text space to the page; ``x`` is the advance on the current line, in text space.
    """
    run = _Run(matrix, state, doubt, spans)
    font, glyph = state.font, state.font.glyph
    stretch = state.stretch * 0.01
    scale = state.size * stretch
    letter_space = state.letter_space * stretch
    word_space = 0.0 if font.wide else state.word_space * stretch
    BUDGET.spend_glyphs(sum(len(item) for item in sequence if isinstance(item, bytes)))
    word_gap = _word_gap(sequence) * abs(scale) or 1.0
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
