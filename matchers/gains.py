"""What a score would rise by: exact gains of skills and of groups of skills, for one resume.

A unit of a role gives the points of its best evidence, so a gain is worked out from the units that a skill lifts and is
what a second scoring would give.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Final

from matchers.potential import FULL_CREDIT, Lifts
from matchers.signals import PreparedRole, Support
from matchers.weights import TIER_CREDIT

# The most that evidence of a requirement gives while it still counts as missing. What shown work surely brings along
# (EKS → Kubernetes, Jenkins → CI/CD) gives more than a name in a summary: nobody is told to learn that.
MISSING: Final = TIER_CREDIT["stated"]
Rise = tuple[int, str]


class Gains:
    """The gains of one resume in one role.

    ``credits`` are what each unit of the role has now, in thousandths; ``points`` the tenths that it gives.
    """

    def __init__(self, role: PreparedRole, support: Mapping[str, Support]) -> None:
        """Work out what the evidence gives now."""
        self._potential = potential = role.potential
        units_of, units = role.units_by_skill, role.units
        self.credits = found = [0] * len(units)
        self.points = points = [0] * len(units)
        begun = set[int]()
        for skill_id in units_of.keys() & support.keys():
            credit = support[skill_id].credit
            begun.update(units_of[skill_id])
            for number in units_of[skill_id]:
                found[number] = max(found[number], credit)
        alone, changed = potential.alone, dict[str, int]()
        for number in begun:
            points[number] = now = units[number].max_points * found[number] // FULL_CREDIT
            for skill_id, high in potential.lifting[number]:
                changed[skill_id] = changed.get(skill_id, alone[skill_id]) - min(high, now)
        self._changed = changed

    def of_one(self, skill_id: str) -> int:
        """The tenths that the score rises by when a skill is shown in dated work; never negative."""
        gain = self._changed.get(skill_id)
        if gain is None:
            gain = self._potential.alone.get(skill_id)
        return rise(self._potential.lifts(skill_id), self.points) if gain is None else gain

    def of(self, skill_ids: Iterable[str]) -> int:
        """The same for several skills together."""
        now, then = self.points, dict[int, int]()
        for skill_id in skill_ids:
            for number, points in self._potential.lifts(skill_id):
                if points > then.get(number, now[number]):
                    then[number] = points
        return sum([points - now[number] for number, points in then.items()])

    def lifts(self, skill_id: str) -> Lifts:
        """The units that a skill in dated work gives points to (number, tenths)."""
        return self._potential.lifts(skill_id)

    @cached_property
    def rises(self) -> list[Rise]:
        """Every skill of the role that brings anything, as (minus its gain, skill): the largest first.

        All alternatives: the nearest for one requirement may bring less than another that serves several.
        """
        changed = self._changed
        rises = [item for item in self._potential.rises if item[1] not in changed]
        rises += [(-gain, skill_id) for skill_id, gain in changed.items() if gain]
        rises.sort()
        return rises

    def singles(self) -> list[tuple[int, str, int]]:
        """For each unit of one skill that is missing: (minus the gain, skill, number of the unit), in no order."""
        changed, now = self._changed, self.credits
        return [
            (-changed[item[1]], item[1], item[2]) if item[1] in changed else item
            for item in self._potential.singles
            if now[item[2]] <= MISSING
        ]

    def choices(self) -> list[int]:
        """The units of alternatives that are missing."""
        return [number for number in self._potential.choices if self.credits[number] <= MISSING]


def rise(lifts: Lifts, points: list[int]) -> int:
    """What lifts add to points that stand so."""
    gained = 0
    for number, high in lifts:
        if high > points[number]:
            gained += high - points[number]
    return gained
