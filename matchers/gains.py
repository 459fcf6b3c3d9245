"""What a score would rise by: exact gains of skills and of groups of skills, for one resume.

A unit of a role gives the points of its best evidence, so a gain is worked out from the units that a skill lifts and is
what a second scoring would give.
"""

from collections.abc import Iterable, Mapping

from matchers.signals import PreparedRole, Support, SupportTable
from matchers.weights import TIER_CREDIT

FULL_CREDIT = TIER_CREDIT["demonstrated"]
Lifts = tuple[tuple[int, int], ...]


class Gains:
    """The gains of one resume, role by role."""

    def __init__(self, support: Mapping[str, Support], table: SupportTable) -> None:
        """Remember the evidence; ``table`` says what each skill lends to others."""
        self._support = support
        self._table = table
        self._credits: dict[str, list[int]] = {}
        self._points: dict[str, list[int]] = {}

    def of(self, role: PreparedRole, skill_ids: Iterable[str]) -> int:
        """The tenths that the score rises by when these skills are shown in dated work; never negative."""
        now, then = self.points(role), dict[int, int]()
        for skill_id in skill_ids:
            for number, points in self.lifts(role, skill_id):
                if points > then.get(number, now[number]):
                    then[number] = points
        return sum([points - now[number] for number, points in then.items()])

    def lifts(self, role: PreparedRole, skill_id: str) -> Lifts:
        """The units that a skill in dated work gives points to (number, tenths), kept with the role."""
        known = role.lifts.get(skill_id)
        if known is None:
            found: dict[int, int] = {}
            for other, credit in ((skill_id, FULL_CREDIT), *self._table.get(skill_id, ())):
                for number in role.units_by_skill.get(other, ()):
                    points = role.units[number].max_points * credit // FULL_CREDIT
                    found[number] = max(points, found.get(number, 0))
            known = role.lifts[skill_id] = tuple(found.items())
        return known

    def credits(self, role: PreparedRole) -> list[int]:
        """The credit that each unit of a role has now, in thousandths."""
        known = self._credits.get(role.profile.id)
        if known is None:
            known = [0] * len(role.units)
            for skill_id, numbers in role.units_by_skill.items():
                found = self._support.get(skill_id)
                if found is not None:
                    for number in numbers:
                        known[number] = max(found.credit, known[number])
            self._credits[role.profile.id] = known
        return known

    def points(self, role: PreparedRole) -> list[int]:
        """The tenths that each unit of a role gives now."""
        known = self._points.get(role.profile.id)
        if known is None:
            credits_now = self.credits(role)
            known = [
                unit.max_points * credit // FULL_CREDIT for unit, credit in zip(role.units, credits_now, strict=True)
            ]
            self._points[role.profile.id] = known
        return known


def rise(lifts: Lifts, points: list[int]) -> int:
    """What lifts add to points that stand so."""
    gained = 0
    for number, high in lifts:
        if high > points[number]:
            gained += high - points[number]
    return gained
