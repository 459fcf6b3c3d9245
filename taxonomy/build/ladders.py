"""The steps of a career that a document shows without a section for them: grades under headings, a table of levels."""

import re
from collections.abc import Sequence
from typing import Final

from taxonomy.build.statements import Statement
from taxonomy.build.titles import is_title

_FEWEST: Final = 2
_CELL = re.compile(r"\s*\|\s*")
# "0–2", "8+", "5 years".
_SPAN = re.compile(r"\d{1,2}(?:\s*[-–—]\s*\d{1,2}|\s*\+)?\s*(?:years?|yrs)?", re.IGNORECASE)


def rungs(text: str, said: Sequence[Statement], title: str) -> list[tuple[Statement, str]]:
    """The statements that name a step, each with its words: rows "Cloud Engineer | 2–5 | …", or headings of grades."""
    rows = [(statement, words) for statement in said if (words := _rung_of_row(text[statement.start : statement.end]))]
    if len(rows) >= _FEWEST:
        return rows
    head = title.split()[-1:]
    grades = [
        (statement, name)
        for statement in said
        if statement.is_heading
        and is_title(name := text[statement.start : statement.end])
        and name.split()[-1:] == head
    ]
    return grades if len(grades) >= _FEWEST else []


def _rung_of_row(row: str) -> str:
    """What a row of a table of levels says: "Cloud Engineer: 2–5 years"; nothing where it is no such row."""
    first, *further = [cell.strip("* ") for cell in _CELL.split(row.strip("| "))]
    years = next((cell for cell in further if _SPAN.fullmatch(cell)), "")
    if not years or not is_title(first):
        return ""
    return f"{first}: {years}" if "y" in years.lower() else f"{first}: {years} years"
