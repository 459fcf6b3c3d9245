"""Boxes around painted paths, and what colour operands mean."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from service.reading.pdf.budget import BUDGET
from service.reading.pdf.spans import Box, Colour, Matrix, transform
from service.reading.pdf.tokens import number

_OPERATORS = frozenset((b"m", b"l", b"c", b"v", b"y"))
_NEAR = 0.22
_MAX_PATH_BYTES = 1 << 18
_EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)


def _points(raw: bytes) -> tuple[list[float], list[float]]:
    """All x and all y that a run of path operators names."""
    xs: list[float] = []
    ys: list[float] = []
    pending: list[float] = []
    for token in raw.replace(b"\0", b" ").split():
        if token == b"re":
            if len(pending) >= 4:
                x, y, width, height = pending[-4:]
                xs += (x, x + width)
                ys += (y, y + height)
            pending = []
        elif token in _OPERATORS:
            even = pending[len(pending) % 2 :]
            xs += even[0::2]
            ys += even[1::2]
            pending = []
        elif token == b"h":
            pending = []
        else:
            pending.append(number(token))
    return xs, ys


def path_box(raw: Sequence[bytes], matrix: Matrix) -> Box | None:
    """The box of a path in page space; everything for a path that is too long to look at, None for none."""
    size = sum(map(len, raw))
    if size > _MAX_PATH_BYTES:
        return _EVERYWHERE
    BUDGET.spend_path(size)
    xs, ys = _points(b" ".join(raw))
    if not xs:
        return None
    return transform((min(xs), min(ys), max(xs), max(ys)), matrix)


def colour_of(values: Sequence[Any], space: str) -> Colour | None:
    """Red, green and blue between 0 and 1; None where the space does not say (patterns, spot colours)."""
    return _colour_of(tuple(value for value in values if isinstance(value, (int, float))), space)


@lru_cache(maxsize=1024)  # a page has a few colours and names them again for every word
def _colour_of(values: tuple[float, ...], space: str) -> Colour | None:
    if space in ("Separation", "Indexed", "Pattern", "DeviceN", "Lab"):
        return None
    numbers = [min(1.0, max(0.0, float(value))) for value in values]
    if len(numbers) == 1:
        return (numbers[0],) * 3
    if len(numbers) == 3:
        return (numbers[0], numbers[1], numbers[2])
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
    return None


def close(one: Colour, other: Colour) -> bool:
    """Whether letters of one colour on a ground of the other are hard to tell (a little more than "cannot be")."""
    return abs(one[0] - other[0]) < _NEAR and abs(one[1] - other[1]) < _NEAR and abs(one[2] - other[2]) < _NEAR
