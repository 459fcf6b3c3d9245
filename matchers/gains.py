"""What a score would rise by: exact gains of skills and of groups of skills, for one resume.

A unit of a role gives the points of its best evidence, so a gain is worked out from the units that a skill lifts and is
what a second scoring would give.
"""

from collections.abc import Iterable, Mapping
from itertools import chain

from matchers.signals import PreparedRole, Support, SupportTable
from matchers.weights import TIER_CREDIT

FULL_CREDIT = TIER_CREDIT["demonstrated"]
Lifts = tuple[tuple[int, int], ...]


class Gains:
    """The gains of one resume in one role.

    ``credits`` are what each unit of the role has now, in thousandths; ``points`` the tenths that it gives.
    """

    def __init__(self, role: PreparedRole, support: Mapping[str, Support], table: SupportTable) -> None:
        """Work out what the evidence gives now; ``table`` says what each skill lends to others."""
        self._role = role
        self._table = table
        self.credits = [0] * len(role.units)
        self.points = [0] * len(role.units)
        units_of = role.units_by_skill
        found = units_of.keys() & support.keys()
        for skill_id in found:
            credit = support[skill_id].credit
            for number in units_of[skill_id]:
                self.credits[number] = max(credit, self.credits[number])
        for number in set(chain.from_iterable([units_of[skill_id] for skill_id in found])):
            self.points[number] = role.units[number].max_points * self.credits[number] // FULL_CREDIT

    def of(self, skill_ids: Iterable[str]) -> int:
        """The tenths that the score rises by when these skills are shown in dated work; never negative."""
        now, then = self.points, dict[int, int]()
        for skill_id in skill_ids:
            for number, points in self.lifts(skill_id):
                if points > then.get(number, now[number]):
                    then[number] = points
        return sum([points - now[number] for number, points in then.items()])

    def lifts(self, skill_id: str) -> Lifts:
        """The units that a skill in dated work gives points to (number, tenths), kept with the role."""
        known = self._role.lifts.get(skill_id)
        return known if known is not None else self._work_out(skill_id)

    def _work_out(self, skill_id: str) -> Lifts:
        role, found = self._role, dict[int, int]()
        for other, credit in ((skill_id, FULL_CREDIT), *self._table.get(skill_id, ())):
            for number in role.units_by_skill.get(other, ()):
                points = role.units[number].max_points * credit // FULL_CREDIT
                found[number] = max(points, found.get(number, 0))
        role.lifts[skill_id] = lifts = tuple(found.items())
        return lifts


def rise(lifts: Lifts, points: list[int]) -> int:
    """What lifts add to points that stand so."""
    gained = 0
    for number, high in lifts:
        if high > points[number]:
            gained += high - points[number]
    return gained
