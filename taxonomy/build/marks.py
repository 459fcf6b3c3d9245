"""Marks before and behind the lines of a document: the numbers of a standard, letters for a need."""

import re
from collections.abc import Mapping
from typing import Final

from taxonomy.build.sections import Section

# "Modern Fortran or C++ (E)", "Knowledge of glaciology (D) - training will be given".
_LETTER = re.compile(r"[(\[](?P<letter>[ED])[)\]](?=\s*(?:$|[-–—;,.]\s|[.]))")
_NEEDS: Final[Mapping[str, Section]] = {"E": "required", "D": "preferred"}
# "K1: Health and safety", "S3: Set out using a laser level".
_NUMBER = re.compile(r"(?P<letter>[A-Z])\d{1,2}(?:\.\d{1,2})?[:.)]\s+")
_FIRST_TWO = re.compile(r"^[ \t]*([A-Z])(?:1|2)[:.)]\s", re.MULTILINE)
# "Set out masonry from drawings.  K1 K4 S3 B1": what a duty refers to.
_REFERENCES = re.compile(r"(?<=[\s(])(?:[A-Z]\d{1,2}(?:\.\d{1,2})?[\s,;]*)+\)?$")
_NUMBERS_ONLY = re.compile(r"(?:[A-Z]\d{1,2}(?:\.\d{1,2})?[\s,;]*)+")


class Marks:
    """Which marks a text sets: a letter counts only where both of its kind stand in it."""

    def __init__(self, text: str) -> None:
        """Look through the text once."""
        letters = {match["letter"] for line in text.splitlines() for match in _LETTER.finditer(line)}
        self._has_letters = letters == set(_NEEDS)
        firsts = [match[1] for match in _FIRST_TWO.finditer(text)]
        self._numbering = {letter for letter in firsts if firsts.count(letter) > 1}

    def need(self, line: str) -> tuple[int, Section | None]:
        """Where a line ends without the marks behind it, and what its letter for a need says."""
        if self._numbering and (references := _REFERENCES.search(line)):
            return len(line[: references.start()].rstrip(" \t(")), None
        marks = list(_LETTER.finditer(line)) if self._has_letters else []
        if not marks:
            return len(line), None
        return len(line[: marks[-1].start()].rstrip()), _NEEDS[marks[-1]["letter"]]

    def number_length(self, line: str) -> int:
        """How long the number at the head of a line is; 0 where the text numbers nothing that way ("S3: buckets")."""
        number = _NUMBER.match(line)
        return number.end() if number and number["letter"] in self._numbering else 0

    def is_references(self, line: str) -> bool:
        """Whether a line holds nothing but such numbers: "K1 K4 S3 B1"."""
        return bool(self._numbering) and bool(_NUMBERS_ONLY.fullmatch(line))
