"""Blank lines that part nothing: texts from word processors have one behind every line."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

_FEWEST = 20  # lines; what shorter texts leave between theirs says nothing
_STRAY = 0.1  # of the lines may stand closer, such as those of an address


def kept_rows(rows: Sequence[str]) -> Sequence[int]:
    """The rows that are left of a text without the empty ones that stand between any two lines of it.

    Where more of them stand somewhere, a paragraph ends: one is left there.
    """
    if 2 * rows.count("") < (1 - _STRAY) * len(rows) - 1:
        return range(len(rows))
    written = [number for number, row in enumerate(rows) if row]
    gaps = [below - above - 1 for above, below in pairwise(written)]
    usual = sorted(gaps)[int(_STRAY * len(gaps))] if len(written) >= _FEWEST else 0
    return list(_without(usual, written, gaps)) if usual else range(len(rows))


def _without(usual: int, written: Sequence[int], gaps: Sequence[int]) -> Iterator[int]:
    yield written[0]
    for number, gap in zip(written[1:], gaps, strict=True):
        if gap > usual:
            yield number - 1
        yield number
