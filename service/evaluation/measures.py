"""Measures of role ranking, and their bootstrap intervals.

A measure takes the answers of a system and the numbers of the cases to count (a case may be drawn several times), and
gives a number from 0 to 1, or not-a-number where the cases can't tell it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from service.evaluation.answers import Answers, Rows

Measure = Callable[[Answers, Rows], float]
SEED: Final = 20261120  # any number does; the same one gives the same intervals for ever
RESAMPLES: Final = 1000
_INTERVAL = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure's value on the cases, and the middle 95 % of its values on cases drawn again with replacement."""

    value: float
    low: float
    high: float


def top(places: int) -> Measure:
    """The share of cases whose right role is among the first ``places``."""

    def measure(told: Answers, rows: Rows) -> float:
        return _mean(told.place[rows[told.inside[rows]]] <= places)

    return measure


def mean_reciprocal_rank(told: Answers, rows: Rows) -> float:
    """The mean of 1 / place of the first right role."""
    return _mean(1.0 / told.place[rows[told.inside[rows]]])


def macro_top_1(told: Answers, rows: Rows) -> float:
    """The share of cases with the right role first, averaged over the labels, so that a rare role counts as much."""
    inside = rows[told.inside[rows]]
    if not len(inside):
        return float("nan")
    labels = told.label[inside]
    cases = np.bincount(labels)
    right = np.bincount(labels, weights=told.place[inside] <= 1)
    return float(np.mean(right[cases > 0] / cases[cases > 0]))


def macro_f1(told: Answers, rows: Rows) -> float:
    """F1 of each role that is right somewhere, averaged over these roles."""
    inside = rows[told.inside[rows]]
    if not len(inside):
        return float("nan")
    truth, given = told.truth[inside], told.given[inside]
    size = int(max(truth.max(), given.max())) + 1
    real, named = np.bincount(truth, minlength=size), np.bincount(given, minlength=size)
    hits = np.bincount(truth[truth == given], minlength=size)
    wanted = real > 0
    return float(np.mean(2 * hits[wanted] / (real[wanted] + named[wanted])))


def in_out_auc(told: Answers, rows: Rows) -> float:
    """How often a case with a role gets a higher best score than one without (a tie counts half): area under ROC."""
    inside = told.inside[rows]
    high, low = told.confidence[rows[inside]], np.sort(told.confidence[rows[~inside]])
    if not len(high) or not len(low):
        return float("nan")
    below = np.searchsorted(low, high, side="left") + np.searchsorted(low, high, side="right")
    return float(below.mean() / 2 / len(low))


MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "top_1": top(1),
        "top_3": top(3),
        "mrr": mean_reciprocal_rank,
        "macro_top_1": macro_top_1,
        "macro_f1": macro_f1,
        "in_out_auc": in_out_auc,
    }
)


def values(told: Answers, rows: Rows | None = None) -> dict[str, float]:
    """Every measure on the given cases, or on all."""
    chosen = np.arange(told.count) if rows is None else rows
    return {name: measure(told, chosen) for name, measure in MEASURES.items()}


def estimates(systems: Mapping[str, Answers], resamples: int = RESAMPLES) -> dict[str, dict[str, Estimate]]:
    """Every measure of every system with its interval; all systems see the same draws.

    Systems are compared pair by pair too: ``a - b`` holds the difference of the first system from each other one.
    """
    names = list(systems)
    count = systems[names[0]].count
    drawn = draws(count, resamples)
    table = {name: [values(systems[name], rows) for rows in drawn] for name in names}
    found = {name: _estimates(values(systems[name]), table[name]) for name in names}
    first = names[0]
    for other in names[1:]:
        point = _difference(values(systems[first]), values(systems[other]))
        pairs = [_difference(one, two) for one, two in zip(table[first], table[other], strict=True)]
        found[f"{first} - {other}"] = _estimates(point, pairs)
    return found


def draws(count: int, resamples: int) -> list[Rows]:
    """Case numbers drawn with replacement, ``resamples`` times; the same for the same count."""
    generator = np.random.default_rng(SEED)
    return [generator.integers(0, count, count) for _ in range(resamples)]


def interval(samples: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of the samples that are numbers."""
    known = np.array([sample for sample in samples if not np.isnan(sample)], dtype=np.float64)
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, _INTERVAL)
    return float(low), float(high)


def _estimates(point: Mapping[str, float], samples: Sequence[Mapping[str, float]]) -> dict[str, Estimate]:
    return {name: Estimate(value, *interval([one[name] for one in samples])) for name, value in point.items()}


def _difference(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {name: one[name] - other[name] for name in one}


def _mean(values_: NDArray[np.bool_] | NDArray[np.float64]) -> float:
    return float(np.mean(values_)) if len(values_) else float("nan")
