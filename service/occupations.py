"""Facts about occupations → one document each, from which the catalogue of all trades is built.

Source: O*NET 29.2 (see taxonomy/SOURCES.md). A document is laid out as a role guide is, so that the same builder reads
it: what the occupation is about, its tasks as responsibilities, and its technologies by how much they are asked for.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from service.errors import UserError
from taxonomy.build import Source, build
from taxonomy.build.trimming import trimmed
from taxonomy.model import Taxonomy
from taxonomy.names import slug

_FILES: Final = ("occupations.tsv", "tasks.tsv", "technology.tsv", "reported_titles.tsv")
_SPELT_OUT = re.compile(r"^(?P<title>[^()]+?)\s*\((?P<other>[^()]+)\)$")
# Occupations are named in the plural, people by one.
_SINGULAR: Final = ((r"(?<=[a-z])men$", "man"), (r"(?<=[a-z])ies$", "y"), (r"(?<=[^s])s$", ""))


@dataclass
class _Facts:
    """What is known of one occupation."""

    title: str
    description: str
    titles: list[str] = field(default_factory=list)
    tasks: list[str] = field(default_factory=list)
    demanded: list[str] = field(default_factory=list)
    wanted: list[str] = field(default_factory=list)
    used: list[str] = field(default_factory=list)


def catalogue_of(folder: Path) -> Taxonomy:
    """The catalogue of all occupations in a folder of tables, small enough to ship."""
    return trimmed(build(documents(folder))[0])


def documents(folder: Path) -> list[Source]:
    """A document for each occupation whose tasks are known, by name.

    Raises UserError where a table is missing from the folder or lacks a column.
    """
    try:
        occupations = _read(folder)
    except FileNotFoundError as error:
        raise UserError("file-not-found", f"{folder} must hold {', '.join(_FILES)}.") from error
    except KeyError as error:
        raise UserError("unknown-columns", f"A table in {folder} lacks the column {error}.") from error
    return sorted((_source(facts) for facts in occupations if facts.tasks), key=lambda source: source.id)


def _read(folder: Path) -> list[_Facts]:
    by_code: dict[str, _Facts] = {}
    for row in _rows(folder / "occupations.tsv"):
        by_code[row["O*NET-SOC Code"]] = _Facts(row["Title"], row["Description"])
    for row in _rows(folder / "reported_titles.tsv"):
        by_code[row["O*NET-SOC Code"]].titles.append(row["Reported Job Title"])
    for row in _rows(folder / "tasks.tsv"):
        by_code[row["O*NET-SOC Code"]].tasks.append(row["Task"])
    for row in _rows(folder / "technology.tsv"):
        facts = by_code[row["O*NET-SOC Code"]]
        kept = (
            facts.demanded if row["In Demand"] == "Y" else facts.wanted if row["Hot Technology"] == "Y" else facts.used
        )
        kept.append(row["Example"])
    return list(by_code.values())


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _source(facts: _Facts) -> Source:
    parts = [f"## Overview\n\n{facts.description}", _section("Responsibilities", facts.tasks)]
    if facts.demanded:
        parts.append(_section("Required skills", [", ".join(facts.demanded)]))
    if others := [*facts.wanted, *facts.used]:
        parts.append(_section("Preferred skills", [", ".join(others)]))
    return Source(slug(facts.title), "\n\n".join(parts) + "\n", facts.title, tuple(_titles(facts)))


def _section(heading: str, items: Sequence[str]) -> str:
    return f"## {heading}\n\n" + "\n".join(f"- {item}" for item in items)


def _titles(facts: _Facts) -> list[str]:
    """What people of an occupation call themselves: "MIG Welder (Metal Inert Gas Welder)" gives both titles."""
    found = [_singular(facts.title)]
    for reported in facts.titles:
        spelt_out = _SPELT_OUT.match(reported)
        found += [spelt_out["title"], spelt_out["other"]] if spelt_out else [reported]
    return [title for title in dict.fromkeys(found) if title != facts.title]


def _singular(title: str) -> str:
    """The title that one person has, where the occupation's name is that of one kind of people."""
    if re.search(r",|\band\b|--|/", title):
        return title
    for plural, singular in _SINGULAR:
        if re.search(plural, title):
            return re.sub(plural, singular, title)
    return title
