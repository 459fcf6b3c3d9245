"""The hand-edited skill lexicon: one CSV file per area beside this module."""

import csv
from collections.abc import Iterable
from functools import cache
from importlib import resources

from taxonomy.model import Skill

COLUMNS = ("id", "name", "kind", "aliases", "parents", "implies", "related", "rule")


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
    """Every skill of the shipped lexicon, by id; the first file (by name) that defines an id wins."""
    skills: dict[str, Skill] = {}
    for entry in sorted(resources.files(__name__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".csv"):
            for skill in parse(entry.read_text(encoding="utf-8").splitlines()):
                skills.setdefault(skill.id, skill)
    return tuple(skills[identity] for identity in sorted(skills))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for raw in cell.split(";") if (part := raw.strip())))
