"""What each skill would bring in one role to somebody who has nothing yet: worked out once, for all resumes.

A resume changes little of it: only skills that share a requirement with what the person has bring less.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from matchers.requirements import Unit
from matchers.weights import TIER_CREDIT
from taxonomy.relations import Supports

FULL_CREDIT: Final = TIER_CREDIT["demonstrated"]
Lifts = tuple[tuple[int, int], ...]


class Potential:
    """The skills of a role by what they bring in dated work, in tenths of a point.

    ``alone`` is the rise by each; ``rises`` the same as (minus the rise, skill), the largest first, without those that
    bring nothing. ``singles`` are units of one skill as (minus the rise, skill, number), sorted; ``choices`` are the
    numbers of units of alternatives; ``lifting`` has for each unit the skills that give it points, with how many.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        units_by_skill: Mapping[str, tuple[int, ...]],
        supports: Supports,
    ) -> None:
        """Work it out; ``supports`` says what each skill lends to others."""
        self._units, self._units_by_skill, self._supports = units, units_by_skill, supports
        self._lifts: dict[str, Lifts] = {}
        self.alone = {skill_id: sum([points for _, points in self.lifts(skill_id)]) for skill_id in units_by_skill}
        self.rises = sorted((-gain, skill_id) for skill_id, gain in self.alone.items() if gain)
        worth = [(number, unit) for number, unit in enumerate(units) if unit.max_points]
        self.singles = sorted(
            (-self.alone[unit.skill_ids[0]], unit.skill_ids[0], number)
            for number, unit in worth
            if len(unit.skill_ids) == 1
        )
        self.choices = [number for number, unit in worth if len(unit.skill_ids) > 1]
        self.lifting: list[list[tuple[str, int]]] = [[] for _ in units]
        for skill_id in units_by_skill:
            for number, points in self.lifts(skill_id):
                self.lifting[number].append((skill_id, points))

    def lifts(self, skill_id: str) -> Lifts:
        """The units that a skill in dated work gives points to (number, tenths); any skill may be asked for."""
        known = self._lifts.get(skill_id)
        if known is None:
            known = self._lifts[skill_id] = self._work_out(skill_id)
        return known

    def _work_out(self, skill_id: str) -> Lifts:
        found: dict[int, int] = {}
        for other, credit in ((skill_id, FULL_CREDIT), *self._supports.get(skill_id, ())):
            for number in self._units_by_skill.get(other, ()):
                points = self._units[number].max_points * credit // FULL_CREDIT
                if points > found.get(number, 0):
                    found[number] = points
        return tuple(found.items())
