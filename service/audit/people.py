"""The people of an audit: a table of scores or selections, and another of what they said of themselves.

The scorer never sees the second table; they meet here, by the caller's own id.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

from service.batches.outputs import neutral
from service.errors import ManyProblems, Problem, UserError

SEXES: Final = ("female", "male")
RACES: Final = (
    "Hispanic or Latino",
    "White",
    "Black or African American",
    "Native Hawaiian or Pacific Islander",
    "Asian",
    "Native American or Alaska Native",
    "Two or more races",
)
_SEX_WORDS: Final = {"f": "female", "female": "female", "woman": "female", "m": "male", "male": "male", "man": "male"}
_RACE_WORDS: Final = {
    **{race.lower(): race for race in RACES},
    "hispanic": RACES[0], "latino": RACES[0], "black": RACES[2], "african american": RACES[2],
    "native hawaiian or other pacific islander": RACES[3], "american indian or alaska native": RACES[5],
}  # fmt: skip
_YES: Final = frozenset({"yes", "y", "true", "1", "selected"})
_NO: Final = frozenset({"no", "n", "false", "0", ""})
_MOST_PROBLEMS: Final = 20
_MOST_COLUMNS: Final = 12  # that a message names


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns are called."""

    id: str = "external_id"
    score: str = "best_score"
    selected: str = "selected"
    sex: str = "sex"
    race: str = "race_ethnicity"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person: what the tool gave, and what they said of themselves; None is unknown."""

    score: Fraction | None
    selected: bool | None
    sex: str | None
    race: str | None


def read_people(results: Path, demographics: Path | None, columns: Columns) -> list[Candidate]:
    """Everyone of the results, with their groups. Raises UserError and ManyProblems, naming the rows."""
    rows = _rows(results)
    if not rows:
        raise UserError("empty-file", f"{results} holds no rows.")
    if not {columns.score, columns.selected} & rows[0].keys():
        raise UserError(
            "no-column",
            f"{results} has neither a column {columns.score!r} nor {columns.selected!r}; name them. {_it_has(rows[0])}",
        )
    said = _by_id(demographics, columns) if demographics is not None else {}
    problems: list[Problem] = []
    people = []
    lines: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        identity = _identity(row, columns)
        own = said.get(identity, {}) if demographics is not None else row
        if identity and lines.setdefault(identity, number) != number:
            why = f"The same id is on line {lines[identity]}; a person counts once."
            problems.append(Problem("twice", why, f"{results.name}, line {number}"))
        try:
            people.append(_candidate(row, own, columns))
        except ValueError as error:
            problems.append(Problem("bad-value", str(error), f"{results.name}, line {number}"))
    if problems:
        raise ManyProblems(problems[:_MOST_PROBLEMS])
    return people


def _candidate(row: Mapping[str, str], own: Mapping[str, str], columns: Columns) -> Candidate:
    return Candidate(
        score=_score(row.get(columns.score, "")),
        selected=_selected(row[columns.selected]) if columns.selected in row else None,
        sex=_SEX_WORDS.get(own.get(columns.sex, "").strip().lower()),
        race=_RACE_WORDS.get(own.get(columns.race, "").strip().lower()),
    )


def _score(text: str) -> Fraction | None:
    try:
        return Fraction(text.strip()) if text.strip() else None
    except (ValueError, ZeroDivisionError):
        raise ValueError("The score is not a number.") from None


def _selected(text: str) -> bool:
    word = text.strip().lower()
    if word not in _YES | _NO:
        raise ValueError("The selection is neither yes nor no.")
    return word in _YES


def _by_id(path: Path, columns: Columns) -> dict[str, dict[str, str]]:
    rows = _rows(path)
    if rows and columns.id not in rows[0]:
        raise UserError("no-column", f"{path} has no column {columns.id!r} to find people by. {_it_has(rows[0])}")
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        identity = _identity(row, columns)
        if identity and found.setdefault(identity, row) is not row:
            raise UserError("twice", f"{path} names somebody twice; an id must be one person's.")
    return found


def _it_has(row: Mapping[str, str]) -> str:
    """The columns that are there, in a sentence: whoever named another one sees how it is spelt."""
    more = len(row) - _MOST_COLUMNS
    named = ", ".join(repr(name) for name in list(row)[:_MOST_COLUMNS])
    return f"The columns are {named}{f' and {more} more' if more > 0 else ''}."


def _identity(row: Mapping[str, str], columns: Columns) -> str:
    """A person's id, without the apostrophe that keeps spreadsheets from taking it for a formula."""
    given = row.get(columns.id, "")
    return given[1:] if neutral(given[1:]) == given else given


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{name: value or "" for name, value in row.items() if name} for row in csv.DictReader(file)]
    except FileNotFoundError:
        raise UserError("no-such-file", f"There is no file {path}.") from None
    except IsADirectoryError:
        raise UserError("cannot-read", f"{path} is a folder; name a CSV file.") from None
    except (OSError, UnicodeDecodeError, csv.Error):
        raise UserError("cannot-read", f"{path} can't be read as a CSV file in UTF-8.") from None
