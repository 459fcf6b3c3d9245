"""What every kind of table becomes: a header, and records with their cells or with the reason why they have none."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


class Record(NamedTuple):
    """The cells of one row by position; ``problem`` where it can't be used, ``note`` where it can but is odd."""

    cells: tuple[str, ...]
    problem: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Table:
    """A table as it was found; ``remarks`` say how it was read, for the person who gave it."""

    header: tuple[str, ...]
    records: Iterator[Record]
    remarks: list[str] = field(default_factory=list)


def fitted(cells: list[str], width: int) -> Record:
    """A record of exactly ``width`` cells: what is missing at the end is empty, and what is too much must be empty."""
    if len(cells) == width:
        return Record(tuple(cells))
    if len(cells) > width:
        if any(cell.strip() for cell in cells[width:]):
            return Record(
                tuple(cells[:width]),
                problem=f"ragged-row: The row has {len(cells)} cells, the header {width}; its cells may be shifted.",
            )
        return Record(tuple(cells[:width]))
    return Record(
        (*cells, *[""] * (width - len(cells))), note=f"ragged-row: The row has {len(cells)} of {width} cells."
    )
