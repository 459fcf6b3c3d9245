"""The hand-edited skill lexicon: one CSV file per area beside this module."""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from taxonomy.model import Skill

COLUMNS = ("id", "name", "kind", "aliases", "parents", "implies", "related", "rule")


class Row(NamedTuple):
    """One row of the lexicon and where it stands."""

    file: str
    line: int
    skill: Skill


def parse(lines: Iterable[str]) -> list[Skill]:
    """Skills from the lines of one CSV file with the header ``COLUMNS``; lists are joined with ``;``.

    Raises ValueError where the header is another or a row has too few cells.
    """
    rows = csv.reader(lines)
    header = tuple(next(rows, ()))
    if header != COLUMNS:
        raise ValueError(f"the header must be {','.join(COLUMNS)}, not {','.join(header)}")
    skills = []
    for number, row in enumerate(rows, start=2):
        if len(row) != len(COLUMNS):
            raise ValueError(f"row {number} has {len(row)} cells, not {len(COLUMNS)}")
        identity, name, kind, aliases, parents, implies, related, rule = (cell.strip() for cell in row)
        skills.append(
            Skill(identity, name, kind, _split(aliases), _split(parents), _split(implies), _split(related), rule)
        )
    return skills


@cache
def load() -> tuple[Skill, ...]:
    """Every skill of the shipped lexicon, by id.

    Raises ValueError where two rows have one id: one of them would silently be lost.
    """
    skills: dict[str, Row] = {}
    for row in rows():
        if first := skills.get(row.skill.id):
            raise ValueError(
                f"{first.file}:{first.line} and {row.file}:{row.line} both define the skill {row.skill.id!r}"
            )
        skills[row.skill.id] = row
    return tuple(skills[identity].skill for identity in sorted(skills))


def rows() -> Iterator[Row]:
    """Every row of the shipped lexicon as it stands in its files, by the files' names.

    Raises ValueError where a file has another header or a row too few cells.
    """
    for entry in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".csv"):
            try:
                skills = parse(entry.read_text(encoding="utf-8").splitlines())
            except ValueError as error:
                raise ValueError(f"{entry.name}: {error}") from error
            yield from (Row(entry.name, line, skill) for line, skill in enumerate(skills, start=2))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for raw in cell.split(";") if (part := raw.strip())))
