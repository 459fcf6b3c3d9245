"""One text-showing operator → spans."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import hypot
from operator import sub
from typing import Any

from service.reading.pdf.budget import BUDGET
from service.reading.pdf.fonts import Measured
from service.reading.pdf.spans import Colour, Doubt, Matrix, Pieces, Span
from service.reading.pdf.state import State
from service.reading.pdf.tokens import glyph_runs

_TINY = 3.0
_OPAQUE = 0.6
_NARROW = 25.0
# Gaps inside a TJ array, in ems: wider than a thin space is a space, wider than an em starts a new span.
_WORD_GAP = 0.15
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


def _bytes(sequence: list[Any]) -> int:
    return sum([len(item) for item in sequence if isinstance(item, bytes)])


def _word_gap(sequence: list[Any], letters: int) -> float:
    """The shift that means a space, in ems; more where nearly every letter is followed by one (l e t t e r s)."""
    wide = [item for item in sequence if type(item) is float and item < -1000 * _WORD_GAP]
    if len(wide) < 4 or len(wide) < 0.7 * (letters - 1):
        return _WORD_GAP
    shifts = sorted(-0.001 * item for item in wide)
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
    single = len(sequence) == 1 and isinstance(sequence[0], bytes)
    size = len(sequence[0]) if single else _bytes(sequence)
    BUDGET.spend_glyphs(size)
    word_gap = (_WORD_GAP if single else _word_gap(sequence, size >> state.font.wide)) * abs(scale) or 1.0
    span_gap = max(_SPAN_GAP * abs(scale), 2 * word_gap) or 6.0
    letters: list[str] = []
    start = x
    for item in sequence:
        if isinstance(item, bytes):
            text, width, count, spaces = known.get(item) or measure(item)
            if count:
                letters.append(text)
                x += width * scale + count * letter_space + spaces * word_space
        elif type(item) is float:
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


class _Glyphs:
    """Strings on one line that become one span while they touch one another; it remembers where each started."""

    __slots__ = ("_doubt", "_end", "_letters", "_matrix", "_run", "_spans", "_starts", "_state")

    def __init__(self, matrix: Matrix, state: State, doubt: int, spans: list[Span]) -> None:
        self._matrix, self._state, self._doubt, self._spans = matrix, state, doubt, spans
        self._run = _Run(matrix, state, doubt, spans)
        self._letters: list[str] = []
        self._starts: list[float] = []
        self._end = 0.0

    def new_font(self) -> None:
        """Go on with the font and the size that the state has now."""
        run = _Run(self._matrix, self._state, self._doubt, self._spans)
        if run.style != self._run.style or run.size != self._run.size:
            self.close()
            self._run = run

    def add(self, places: Sequence[float], strings: Sequence[Measured]) -> None:
        """Add strings at their places on the line."""
        if not places:
            return
        state = self._state
        stretch = state.stretch * 0.01
        scale, letter_space, word_space = state.size * stretch, state.letter_space * stretch, state.word_space * stretch
        em = self._run.size / (hypot(self._matrix[0], self._matrix[1]) or 1.0)
        loose, overlap = _TOUCHING * em, -2 * _TOUCHING * em
        ends = [
            place + width * scale + (count - 1) * letter_space + spaces * word_space
            for place, (_, width, count, spaces) in zip(places, strings, strict=True)
        ]
        gaps = list(map(sub, places, [self._end if self._letters else places[0], *ends]))
        if overlap <= min(gaps) and max(gaps) <= loose:
            self._letters += [text for text, _, _, _ in strings]
            self._starts += places
            self._end = ends[-1]
            return
        for place, end, gap, (text, _, _, _) in zip(places, ends, gaps, strings, strict=True):
            if self._letters and not overlap <= gap <= loose:
                self.close()
            self._letters.append(text)
            self._starts.append(place)
            self._end = end

    def close(self) -> float:
        """Make a span of what is open; returns where it ends on the line."""
        if self._letters:
            self._run.add(self._starts[0], self._end, "".join(self._letters), self._starts)
            self._letters, self._starts = [], []
        return self._end


def show_glyphs(
    first: bytes,
    line: bytes,
    matrix: Matrix,
    x: float,
    state: State,
    doubt: int,
    spans: list[Span],
    set_font: Callable[[list[Any]], None],
) -> tuple[float, float]:
    """Add the spans of a string and of the "number 0 Td <digits> Tj" that follow it again and again.

    Returns how far the line has moved and the advance after the last string.
    """
    BUDGET.spend_glyphs(len(first) + len(line) // 8, line.count(b"<") + 1)
    glyphs = _Glyphs(matrix, state, doubt, spans)
    glyphs.add([x], [state.font.measure(first)])
    place = 0.0
    for name, size, shifts, strings in glyph_runs(line):
        if name:
            set_font([name, size])
            glyphs.new_font()
        places = list(accumulate(shifts, initial=place))
        place = places[-1]
        glyphs.add(places[1:], list(map(state.font.written.__getitem__, strings)))
    return place, glyphs.close() - place + state.letter_space * state.stretch * 0.01
