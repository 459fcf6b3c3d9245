"""Pieces of text with their places on a page; units are points, y grows upwards."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Box: TypeAlias = tuple[float, float, float, float]
Colour: TypeAlias = tuple[float, float, float]
Pieces: TypeAlias = tuple[Sequence[float], Matrix]
"""Where the strings of one span start on their line, and the matrix from the line to the page."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Doubt:
    """Bits that say why a person may not see a span; only rendering the page tells."""

    NONE = 0
    MODE = 1  # a render mode that does not fill
    ALPHA = 2  # transparency
    LAYER = 4  # optional content
    CLIP = 8  # outside the clipping path
    TINY = 16
    OFF_PAGE = 64
    COLOUR = 128  # the colour of what is beneath
    COVERED = 256  # something is painted over it


class Span(NamedTuple):
    """Text shown in one go: start and end of its baseline, font size as drawn, and what is known about it."""

    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    text: str
    font: str
    doubt: int
    colour: Colour | None
    pieces: Pieces | None = None

    @property
    def starts(self) -> list[tuple[float, float]]:
        """The places on the page where the operators that drew this span started."""
        if self.pieces is None:
            return [(self.x0, self.y0)]
        places, (a, b, _, _, e, f) = self.pieces
        return [(place * a + e, place * b + f) for place in places]

    @property
    def middle(self) -> tuple[float, float]:
        """A point inside the letters."""
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2 + 0.25 * self.size

    @property
    def box(self) -> Box:
        """The rectangle around the letters of a horizontal or vertical span."""
        low, high = min(self.y0, self.y1), max(self.y0, self.y1)
        return min(self.x0, self.x1), low - 0.25 * self.size, max(self.x0, self.x1), high + 0.8 * self.size


class Area(NamedTuple):
    """Something painted: its box, its colour (None: a picture or a pattern) and how many spans came before."""

    box: Box
    colour: Colour | None
    after: int


class Dot(NamedTuple):
    """Something small, as wide as high, that was filled: it may be a bullet."""

    box: Box
    colour: Colour | None


@dataclass(slots=True)
class PageContent:
    """Everything that was found on one page.

    ``width`` and ``height`` are those of the page as it is shown, ``matrix`` leads from its own space there.
    """

    width: float
    height: float
    matrix: Matrix = IDENTITY
    spans: list[Span] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    unseen_characters: int = 0


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first and then ``outer``."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def transform(box: Box, matrix: Matrix) -> Box:
    """The box around a transformed box."""
    a, b, c, d, e, f = matrix
    corners = [(x * a + y * c + e, x * b + y * d + f) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def intersect(one: Box, other: Box) -> Box:
    """The common part; empty boxes have their right end left of their left one."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def contains(box: Box, point: tuple[float, float], slack: float = 0.0) -> bool:
    """Whether ``point`` lies in ``box``, or at most ``slack`` outside."""
    x, y = point
    return box[0] - slack <= x <= box[2] + slack and box[1] - slack <= y <= box[3] + slack
