"""What is missing for a role, in the order of the points it would bring, and what to do about it.

Every gain is exactly what the score would rise by: that of one skill, of a group, of a route to the next band.
"""

from collections.abc import Iterable, Mapping, Sequence

from matchers.gains import FULL_CREDIT, Gains, rise
from matchers.profiles import ResumeProfile
from matchers.requirements import Unit
from matchers.routes import Route, route_to_next_band
from matchers.scoring import RoleScore
from matchers.signals import PreparedRole, Support, SupportTable, support_of
from matchers.steps import EFFORT, Gap, NextStep, Status, StepPlanner
from taxonomy.model import Skill

MOST_GAPS = 25  # nobody reads more; the sum of the gains says nothing, for steps overlap


class Advisor:
    """Finds gaps, steps and routes for one resume."""

    def __init__(
        self,
        profile: ResumeProfile,
        skills: Mapping[str, Skill],
        table: SupportTable,
        support: Mapping[str, Support] | None = None,
    ) -> None:
        """Remember what the person holds; ``support`` where it has been worked out already."""
        self.profile = profile
        self.skills = skills
        held = {evidence.skill_id: evidence.tier for evidence in profile.held()}
        self._held = held
        self._table = table
        self.support = support_of(held, table) if support is None else support
        self._gains: dict[str, Gains] = {}
        self._singles: dict[str, list[tuple[int, str, int]]] = {}
        self._statuses: dict[str, tuple[Status, str | None]] = {}
        self._relatives: dict[str, str | None] = {}
        self._held_beside: dict[str, str] = {}
        self._held_below: dict[str, dict[str, str]] = {}
        for identity in sorted(held, reverse=True):  # so that the first by name is kept
            skill = skills[identity]
            self._held_beside.update(dict.fromkeys(skill.related, identity))
            self._held_below.setdefault(skill.kind, {}).update(dict.fromkeys(skill.parents, identity))

    def gain(self, role: PreparedRole, skill_ids: Iterable[str]) -> int:
        """The tenths that the score rises by when these skills are shown in dated work; never negative."""
        return self.gains(role).of(skill_ids)

    def gains(self, role: PreparedRole) -> Gains:
        """The gains of this resume in a role."""
        known = self._gains.get(role.profile.id)
        if known is None:
            known = self._gains[role.profile.id] = Gains(role, self.support, self._table)
        return known

    def gaps(self, role: PreparedRole) -> list[Gap]:
        """The requirements that could bring the most points, at most ``MOST_GAPS``, the largest gain first."""
        found = self._missing(role)[:MOST_GAPS]
        return [self._gap(role.units[number], skill_id, -loss) for loss, skill_id, number in found]

    def steps(self, score: RoleScore, gaps: Sequence[Gap]) -> list[NextStep]:
        """What to do next about gaps of a role, by gain and effort."""
        gains = self.gains(score.role)
        planner = StepPlanner(gains, self.skills, self._effort, self.profile.experience_months)
        return planner.steps(score.role.profile, gaps)

    def route(self, score: RoleScore) -> Route | None:
        """The shortest way to the next band, or None where no few skills lead there."""
        gains = self.gains(score.role)
        # All alternatives: the nearest for one requirement may bring less than another that serves several.
        singles = sorted((-rise(gains.lifts(skill), gains.points), skill) for skill in score.role.units_by_skill)
        hopeful = [(-loss, skill_id) for loss, skill_id in singles if loss < 0]
        return route_to_next_band(gains, score, hopeful, self._effort)

    def _missing(self, role: PreparedRole) -> list[tuple[int, str, int]]:
        """For each unit that lacks points: what its nearest skill would bring (negative), that skill, its number."""
        known = self._singles.get(role.profile.id)
        if known is None:
            gains = self.gains(role)
            known = []
            for number, (unit, credit) in enumerate(zip(role.units, gains.credits, strict=True)):
                if credit < FULL_CREDIT and unit.max_points:
                    skill_id = unit.skill_ids[0] if len(unit.skill_ids) == 1 else self._closest(unit)
                    known.append((-rise(gains.lifts(skill_id), gains.points), skill_id, number))
            known.sort()
            self._singles[role.profile.id] = known
        return known

    def _gap(self, unit: Unit, skill_id: str, gain: int) -> Gap:
        place = unit.skill_ids.index(skill_id)
        citations = unit.requirements[place].citations
        status, nearest = self._status(skill_id)
        alternatives = unit.skill_ids[:place] + unit.skill_ids[place + 1 :]
        return Gap(skill_id, alternatives, unit.need, gain, status, nearest, citations[0] if citations else None)

    def _status(self, skill_id: str) -> tuple[Status, str | None]:
        """Why a skill counts as missing, and the held skill that is nearest to it."""
        if skill_id not in self._statuses:
            self._statuses[skill_id] = self._find_status(skill_id)
        return self._statuses[skill_id]

    def _find_status(self, skill_id: str) -> tuple[Status, str | None]:
        best = self.support.get(skill_id)
        nearest = best.via if best is not None else self._relative(skill_id)
        if nearest:
            return "related_present", nearest
        return ("not_found" if best is None else "listed_only"), None

    def _effort(self, skill_id: str) -> int:
        return EFFORT[self._status(skill_id)[0]]

    def _closest(self, unit: Unit) -> str:
        """Of alternatives, the one that is nearest to what the person has."""
        nearest = []
        for skill_id in unit.skill_ids:
            support = self.support.get(skill_id)
            nearest.append((-(support.credit if support else 0), 0 if self._relative(skill_id) else 1, skill_id))
        return min(nearest)[2]

    def _relative(self, skill_id: str) -> str | None:
        """A held skill that could stand in for one that is missing: related, or another child of the same parent."""
        if skill_id not in self._relatives:
            self._relatives[skill_id] = self._find_relative(skill_id)
        return self._relatives[skill_id]

    def _find_relative(self, skill_id: str) -> str | None:
        skill = self.skills.get(skill_id)
        if skill is None:
            return None
        if not self._held.keys().isdisjoint(skill.related):
            return next(other for other in skill.related if other in self._held)
        if skill_id in self._held_beside:
            return self._held_beside[skill_id]
        below = self._held_below.get(skill.kind)
        if not below:
            return None
        beside = [below[parent] for parent in skill.parents if parent in below]
        return min((other for other in beside if other != skill_id), default=None) if beside else None
