"""Everybody's points against a whole catalogue at once: the same integers as role by role, from inverted indexes.

Role by role, a thousand occupations take a tenth of a second for each resume. Here each skill knows the requirements
that it satisfies, each word the roles that it describes, and each part of a title the titles that hold it, so that only
what a resume has is looked up. Signals that have no index are compared role by role, for the roles that they apply to.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matchers.requirements import Component
from matchers.signals import FULL_OVERLAP, LISTED_CREDIT, MOST_LISTED, SIGNALS, PreparedRole, ScoringInput
from matchers.titles import OCCUPATION_SHARE, features, title_similarity
from matchers.weights import (
    NAMED_TITLE_CREDIT,
    TITLE_FROM,
    TITLE_FULL,
    TITLE_RECENCY,
)

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
_REMEMBERED: Final = 10_000  # titles
_ROUNDING: Final = 1e-6


class Postings:
    """For each key, the places that hold it and a number for each: a table laid out key by key."""

    def __init__(self, entries: Iterable[tuple[str, int, float]]) -> None:
        """Lay out ``(key, place, number)`` entries."""
        by_key: dict[str, list[tuple[int, float]]] = {}
        for key, place, number in entries:
            by_key.setdefault(key, []).append((place, number))
        table = [each for row in by_key.values() for each in row]
        self._places: Integers = np.array([place for place, _ in table], dtype=np.int64)
        self._numbers: Floats = np.array([number for _, number in table], dtype=np.float64)
        ends = np.cumsum([len(row) for row in by_key.values()]).tolist()
        self._spans = dict(zip(by_key, zip([0, *ends], ends, strict=False), strict=True))

    def find(self, values: Mapping[str, float]) -> tuple[Integers, Floats, Floats]:
        """Places of all keys, the numbers there, and each key's value beside them; in the order of ``values``."""
        spans = self._spans
        found = [(*spans[key], value) for key, value in values.items() if key in spans]
        if not found:
            return np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0)
        starts, ends, worth = zip(*found, strict=True)
        lengths: Integers = np.subtract(ends, starts, dtype=np.int64)
        laid = np.cumsum(lengths)
        where = np.arange(laid[-1]) + np.repeat(np.array(starts) - (laid - lengths), lengths)
        return self._places[where], self._numbers[where], np.repeat(np.array(worth, dtype=np.float64), lengths)

    def overlap(self, values: Mapping[str, float], count: int) -> Floats:
        """For each of ``count`` places, the sum of number times value over all keys.

        Whole numbers stay whole: their sums are far below 2^53.
        """
        places, numbers, worth = self.find(values)
        summed: Floats = np.bincount(places, weights=numbers * worth, minlength=count).astype(np.float64)
        return summed


class Ranker:
    """Points of one person against all roles; make it once for a catalogue."""

    def __init__(self, roles: Sequence[PreparedRole]) -> None:
        """Index the roles; numbers in answers are places in this sequence."""
        self._roles = tuple(roles)
        self._most: dict[Component, Integers] = {
            signal.name: np.array([role.max_points[signal.name] for role in roles], dtype=np.int64)
            for signal in SIGNALS
        }
        self._skills = _Skills(self._roles)
        self._terms = Postings(
            (term, number, weight) for number, role in enumerate(roles) for term, weight in role.terms.items()
        )
        self._titles = _Titles(self._roles)
        self._indexed: dict[Component, Callable[[ScoringInput], Integers]] = {
            "skills": self._skills.points,
            "responsibilities": self._responsibilities,
            "titles": lambda person: self._titles.points(person, self._most["titles"]),
        }

    def points(self, person: ScoringInput) -> Integers:
        """The tenths that each role gives this person."""
        total: Integers = np.zeros(len(self._roles), dtype=np.int64)
        for signal in SIGNALS:
            compare = self._indexed.get(signal.name)
            if compare is not None:
                total += np.where(self._most[signal.name] > 0, compare(person), 0)
                continue
            for number in np.flatnonzero(self._most[signal.name]).tolist():
                total[number] += signal.compare(self._roles[number], person)[0]
        return total

    def best(self, person: ScoringInput, top: int) -> list[int]:
        """The numbers of the best roles, best first; equals in the order of the roles."""
        return [int(number) for number in np.argsort(-self.points(person), kind="stable")[:top]]

    def forget_titles(self) -> None:
        """Drop the answers that are kept for titles seen before."""
        self._titles.forget()

    def _responsibilities(self, person: ScoringInput) -> Integers:
        overlap = self._overlap(person.terms)
        listed = LISTED_CREDIT * self._overlap(dict.fromkeys(person.listed_terms, 1))
        most = self._most["responsibilities"]
        counted = most * (overlap + np.minimum(listed, MOST_LISTED))
        points: Integers = np.minimum(most, counted // FULL_OVERLAP)
        return points

    def _overlap(self, said: Mapping[str, int]) -> Integers:
        return self._terms.overlap(said, len(self._roles)).astype(np.int64)


class _Skills:
    """Requirements by the skills that satisfy them."""

    def __init__(self, roles: Sequence[PreparedRole]) -> None:
        units = [(unit.max_points, unit.skill_ids) for role in roles for unit in role.units]
        self._worth: Integers = np.array([worth for worth, _ in units], dtype=np.int64)
        self._postings = Postings((skill, number, 0) for number, (_, ids) in enumerate(units) for skill in ids)
        self._edges: Integers = np.cumsum([0, *(len(role.units) for role in roles)])

    def points(self, person: ScoringInput) -> Integers:
        credits_: Integers = np.zeros(len(self._worth), dtype=np.int64)
        by_credit = sorted(((support.credit, skill) for skill, support in person.support.items()))
        places, _, values = self._postings.find({skill: credit for credit, skill in by_credit})
        credits_[places] = values.astype(np.int64)  # of several for one place the last stays, which is the best
        summed = np.concatenate(([0], np.cumsum(self._worth * credits_ // 1000)))
        points: Integers = summed[self._edges[1:]] - summed[self._edges[:-1]]
        return points


class _Titles:
    """Titles of all roles by their occupations and their spelling."""

    def __init__(self, roles: Sequence[PreparedRole]) -> None:
        owners: dict[str, list[int]] = {}
        for number, role in enumerate(roles):
            for title in role.plain_titles:
                owners.setdefault(title, []).append(number)
        self._count = len(roles)
        self._titles = tuple(owners)
        self._numbers = {title: number for number, title in enumerate(owners)}
        self._owners = list(owners.values())
        known = [features(title) for title in owners]
        self._certainty: Floats = np.array([each.mixture.certainty for each in known], dtype=np.float64)
        self._shares = Postings((c, n, w) for n, each in enumerate(known) for c, w in each.mixture.shares.items())
        self._trigrams = Postings((g, n, w) for n, each in enumerate(known) for g, w in each.trigrams.items())
        self._known: dict[str, tuple[Integers, Floats]] = {}

    def points(self, person: ScoringInput, most: Integers) -> Integers:
        best: Floats = np.zeros(self._count, dtype=np.float64)
        for number, title in enumerate(person.plain_titles):
            share = TITLE_RECENCY[min(number, len(TITLE_RECENCY) - 1)]
            roles, likeness = self._alike(title)
            np.maximum.at(best, roles, share * likeness)
        share_of = np.minimum(1.0, np.maximum(0.0, best - TITLE_FROM) / (TITLE_FULL - TITLE_FROM))
        points: Integers = np.rint(most * share_of).astype(np.int64)
        for title in person.named_titles & self._numbers.keys():
            for role in self._owners[self._numbers[title]]:
                if share_of[role] < NAMED_TITLE_CREDIT:
                    points[role] = round(int(most[role]) * NAMED_TITLE_CREDIT)
        return points

    def forget(self) -> None:
        self._known.clear()

    def _alike(self, title: str) -> tuple[Integers, Floats]:
        """Roles with a title that is like this one, and how much (``title_similarity``); the last ones are kept."""
        known = self._known.get(title)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self.forget()
            known = self._known[title] = self._look_up(title)
        return known

    def _look_up(self, title: str) -> tuple[Integers, Floats]:
        likeness = self._likeness(title)
        alike = np.flatnonzero(likeness >= TITLE_FROM)
        owners = [self._owners[number] for number in alike.tolist()]
        roles: Integers = np.array([role for each in owners for role in each], dtype=np.int64)
        return roles, np.repeat(likeness[alike], [len(each) for each in owners])

    def _likeness(self, title: str) -> Floats:
        """``title_similarity`` with each title, exact from a little below ``TITLE_FROM`` on."""
        count = len(self._titles)
        if not title or not count:
            return np.zeros(count)
        own = features(title)
        known = self._certainty * own.mixture.certainty
        trust = OCCUPATION_SHARE * known * np.sqrt(known)
        spelling = self._trigrams.overlap(own.trigrams, count)
        thousandths = 1000 * (trust * self._shares.overlap(own.mixture.shares, count) + (1 - trust) * spelling)
        likeness: Floats = np.rint(thousandths) / 1000
        # Sums in another order differ in their last digits: what that could round the other way is compared alone.
        near_half = np.abs(np.abs(thousandths - np.floor(thousandths)) - 0.5) < _ROUNDING
        for number in np.flatnonzero(near_half & (likeness >= TITLE_FROM - 0.001)).tolist():
            likeness[number] = title_similarity(title, self._titles[number])
        if title in self._numbers:
            likeness[self._numbers[title]] = 1.0
        return likeness
