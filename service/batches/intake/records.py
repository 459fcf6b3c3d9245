"""What every kind of table becomes: a header, and records with their cells or with the reason why they have none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


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


def header_remark(rows: Sequence[Sequence[str]], position: int | None) -> list[str]:
    """What to say where the first row wasn't the header."""
    if position is None:
        return ["The table has no header; its columns are called “column 1”, “column 2” and so on."]
    above = [" ".join(filter(None, (cell.strip() for cell in row))) for row in rows[:position]]
    return [f"{counted(len(above), 'row')} above the header left out: {shortened('; '.join(above))}"] if above else []


def counted(number: int, noun: str) -> str:
    """“1 row”, “2,000 rows”."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def one_line(name: str) -> str:
    """The name of a file as an id: no table is broken by the line ends that systems allow in names."""
    return _CONTROLS.sub(" ", name)


def shortened(text: str, most: int = 60) -> str:
    """A text on one line, for a sentence about it."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
