"""Measures of parts of the cases: by role, by the columns given, by file format and by length."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from service.evaluation.answers import Answers
from service.evaluation.measures import values
from service.evaluation.running import Outcome

# Characters; a page of a resume has about 3,000.
_LENGTHS: Final = ((1500, "short (under 1,500)"), (4000, "medium (1,500 to 4,000)"))
_LONGEST: Final = "long (over 4,000)"


@dataclass(frozen=True, slots=True)
class Slice:
    """The measures of the cases that have one value of one trait."""

    trait: str
    value: str
    cases: int
    measures: Mapping[str, float]


def slices(results: Sequence[Outcome], told: Answers) -> list[Slice]:
    """Every slice with a case that has a role, in the order of trait and value; traits of one value tell nothing."""
    rows: dict[str, dict[str, list[int]]] = {}
    for number, outcome in enumerate(results):
        if not outcome.case.role_ids:
            continue
        for trait, value in _traits(outcome).items():
            rows.setdefault(trait, {}).setdefault(value, []).append(number)
    return [
        Slice(trait, value, len(numbers), values(told, np.array(numbers, dtype=np.intp)))
        for trait, found in rows.items()
        if len(found) > 1
        for value, numbers in sorted(found.items())
    ]


def _traits(outcome: Outcome) -> dict[str, str]:
    traits = {"role": " | ".join(outcome.case.role_ids)}
    if outcome.suffix:
        traits["format"] = outcome.suffix
    if outcome.text and "length" not in outcome.case.slices:
        traits["length"] = next((name for most, name in _LENGTHS if len(outcome.text) < most), _LONGEST)
    return {**traits, **outcome.case.slices}
