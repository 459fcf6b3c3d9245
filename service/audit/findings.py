"""What an audit finds: rates and ratios by sex, by race and ethnicity, and by both together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal

from service.audit.certainty import fisher, wilson
from service.audit.people import RACES, SEXES, Candidate
from service.audit.rates import FOUR_FIFTHS, Count, Impact, above_median, impacts, shortfall, sweep

Kind = Literal["selection", "scoring"]
Group = Callable[[Candidate], str | None]


def _both(person: Candidate) -> str | None:
    return None if person.sex is None or person.race is None else f"{person.sex}, {person.race}"


# The categories of 6 RCNY 5-301: 2, 7 and 14.
CATEGORIES: Final[Mapping[str, tuple[tuple[str, ...], Group]]] = {
    "sex": (SEXES, lambda person: person.sex),
    "race and ethnicity": (RACES, lambda person: person.race),
    "sex with race and ethnicity": (tuple(f"{sex}, {race}" for race in RACES for sex in SEXES), _both),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One group: its impact, how sure its rate is, and how it stands to four fifths of the best."""

    impact: Impact
    interval: tuple[float, float] | None
    below_four_fifths: bool | None
    p_value: float | None
    missing: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found for one way to group people."""

    kind: Kind
    category: str
    lines: tuple[Line, ...]
    unknown: Count
    cuts: tuple[tuple[Fraction, str, Fraction | None], ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that was found. People without a score take part in no rate of scoring, and are counted."""

    people: int
    without_score: int
    median: Fraction | None
    findings: tuple[Finding, ...]


def audit(people: Sequence[Candidate], cut: Fraction | None = None) -> Audit:
    """The findings on selections where there are any (or all from ``cut`` up are selected), and on scores."""
    scored = [person for person in people if person.score is not None]
    middle, above = above_median([person.score for person in scored if person.score is not None])
    findings: list[Finding] = []
    if cut is not None:
        chosen = [person.score is not None and person.score >= cut for person in scored]
        findings += _findings("selection", scored, chosen)
    elif any(person.selected is not None for person in people):
        findings += _findings("selection", people, [bool(person.selected) for person in people])
    if scored:
        findings += _findings("scoring", scored, above)
    return Audit(len(people), len(people) - len(scored), middle, tuple(findings))


def _findings(kind: Kind, people: Sequence[Candidate], chosen: Sequence[bool]) -> list[Finding]:
    return [_finding(kind, category, names, group, people, chosen) for category, (names, group) in CATEGORIES.items()]


def _finding(
    kind: Kind, category: str, names: Sequence[str], group: Group, people: Sequence[Candidate], chosen: Sequence[bool]
) -> Finding:
    counts = dict.fromkeys(names, Count(0, 0))
    unknown = Count(0, 0)
    for person, is_chosen in zip(people, chosen, strict=True):
        name, one = group(person), Count(int(is_chosen), 1)
        if name is None:
            unknown += one
        else:
            counts[name] += one
    found = impacts(counts, unknown)
    best = next((impact.count for impact in found if impact.is_best), None)
    lines = tuple(_line(impact, best) for impact in found)
    return Finding(kind, category, lines, unknown, tuple(_cuts(kind, names, group, people)))


def _line(impact: Impact, best: Count | None) -> Line:
    interval = wilson(impact.count)
    if impact.ratio is None or best is None or best.rate is None:
        return Line(impact, interval, None, None, None)
    p_value = None if impact.is_best else fisher(impact.count, best)
    return Line(impact, interval, impact.ratio < FOUR_FIFTHS, p_value, shortfall(impact.count, best.rate))


def _cuts(
    kind: Kind, names: Sequence[str], group: Group, people: Sequence[Candidate]
) -> list[tuple[Fraction, str, Fraction | None]]:
    """How the lowest ratio moves with the cut; for scores alone."""
    if kind != "scoring":
        return []
    scores: dict[str, list[Fraction]] = {name: [] for name in names}
    for person in people:
        name = group(person)
        if name is not None and person.score is not None:
            scores[name].append(person.score)
    return sweep(scores)
