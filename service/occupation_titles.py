"""The titles that people of each occupation report; the maintenance step behind ``taxonomy/occupation_titles.csv``.

Source: O*NET 29.2 (see taxonomy/SOURCES.md), its occupations and the job titles reported for them.
"""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from matchers.titles import plain_title

_REST = re.compile(r",\s*(?:all other|except .*)$", re.IGNORECASE)


def collect(folder: Path) -> list[tuple[str, str]]:
    """``(code, plain titles joined by "; ")`` rows, by code: the occupation's own name first, then by the alphabet."""
    titles: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for row in _rows(folder / "occupations.tsv"):
        code = row["O*NET-SOC Code"]
        names[code] = plain_title(re.sub(r"s$", "", _REST.sub("", row["Title"])))
        titles[code] = set()
    for row in _rows(folder / "reported_titles.tsv"):
        titles[row["O*NET-SOC Code"]].update(_forms(row["Reported Job Title"]))
    return [(code, "; ".join([name, *sorted(titles[code] - {name, ""})])) for code, name in sorted(names.items())]


def write(folder: Path, out: Path) -> int:
    """Write the titles as CSV; returns the number of rows."""
    rows = collect(folder)
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return len(rows)


def _forms(reported: str) -> Iterator[str]:
    """The forms of a reported title: "Chief Executive Officer (CEO)" is two titles.

    What stands in brackets is not spelt out: an "AI technician" is one of artificial insemination.
    """
    title, _, short = reported.partition("(")
    yield plain_title(title)
    yield " ".join(re.sub(r"[^\w\s+#.'-]", " ", short).lower().split())


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t")
