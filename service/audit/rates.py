"""Rates of groups and how they compare, in exact fractions: 64/100 over 80/100 is 4/5, where floats say less.

Sources of the formulas: selection rate, scoring rate and impact ratio as 6 RCNY 5-300 defines them, and the
four-fifths rule as 29 CFR 1607.4(D) does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Final

FOUR_FIFTHS: Final = Fraction(4, 5)
SMALL: Final = Fraction(2, 100)  # of everyone: a category below it may be left out of the ratios, and is named


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a group were chosen: selected, or scored above the median."""

    chosen: int
    total: int

    @property
    def rate(self) -> Fraction | None:
        """The share that was chosen, or None where nobody is in the group."""
        return Fraction(self.chosen, self.total) if self.total else None

    def __add__(self, other: "Count") -> "Count":
        """Both together."""
        return Count(self.chosen + other.chosen, self.total + other.total)


@dataclass(frozen=True, slots=True)
class Impact:
    """A group's rate against the best group's.

    ``ratio`` is None where it is not computable. ``low`` and ``high`` bound what it could be if everyone of unknown
    group were known; they hold always and need not be reached.
    """

    group: str
    count: Count
    ratio: Fraction | None
    low: Fraction | None
    high: Fraction | None
    is_best: bool
    is_small: bool


def impacts(groups: Mapping[str, Count], unknown: Count) -> list[Impact]:
    """Every group's impact ratio, never above 1; the best of the groups that are not small is the measure."""
    everyone = sum((count.total for count in groups.values()), 0)
    small = {name for name, count in groups.items() if everyone and Fraction(count.total, everyone) < SMALL}
    measured = {name: count for name, count in groups.items() if name not in small and count.total}
    best = max((rate for count in measured.values() if (rate := count.rate) is not None), default=None)
    return [_impact(name, count, measured, best, unknown) for name, count in groups.items()]


def above_median(scores: Iterable[Fraction]) -> tuple[Fraction | None, list[bool]]:
    """The pooled median of the scores, and for each whether it lies strictly above."""
    known = list(scores)
    if not known:
        return None, []
    middle = Fraction(median(known))
    return middle, [score > middle for score in known]


def shortfall(count: Count, best: Fraction) -> int:
    """How many more of the group would have to be chosen to reach four fifths of the best rate."""
    needed = FOUR_FIFTHS * best * count.total
    return max(0, -(-needed.numerator // needed.denominator) - count.chosen)


def sweep(scores: Mapping[str, Sequence[Fraction]]) -> list[tuple[Fraction, str, Fraction | None]]:
    """For each score as the cut: the group with the lowest ratio, and that ratio, were all from there up selected."""
    cuts = sorted({score for group in scores.values() for score in group})
    found = []
    for cut in cuts:
        counts = {name: Count(sum(score >= cut for score in group), len(group)) for name, group in scores.items()}
        rated = [one for one in impacts(counts, Count(0, 0)) if one.ratio is not None and not one.is_small]
        worst = min(rated, key=lambda one: (one.ratio, one.group), default=None)
        if worst is not None:
            found.append((cut, worst.group, worst.ratio))
    return found


def _impact(name: str, count: Count, measured: Mapping[str, Count], best: Fraction | None, unknown: Count) -> Impact:
    rate, is_small = count.rate, name not in measured
    if rate is None or is_small or not best:  # nobody, too few, or 0/0
        return Impact(name, count, None, None, None, is_best=False, is_small=is_small and bool(count.total))
    others = [other for group, other in measured.items() if group != name]
    low, high = _bounds(count, others, unknown)
    return Impact(name, count, rate / best, low, high, is_best=rate == best, is_small=False)


def _bounds(count: Count, others: Sequence[Count], unknown: Count) -> tuple[Fraction, Fraction]:
    """The ratio at its worst and at its best, were the unknown people spread in the worst or the best way."""
    chosen, not_chosen = unknown.chosen, unknown.total - unknown.chosen
    least = Fraction(count.chosen, count.total + not_chosen)
    most = Fraction(count.chosen + chosen, count.total + chosen)
    others_most = max((Fraction(o.chosen + chosen, o.total + chosen) for o in others), default=least)
    others_least = max((Fraction(o.chosen, o.total + not_chosen) for o in others), default=most)
    return _ratio(least, others_most), _ratio(most, others_least)


def _ratio(rate: Fraction, other: Fraction) -> Fraction:
    best = max(rate, other)
    return rate / best if best else Fraction(1)
