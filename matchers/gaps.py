"""What is missing for a role, in the order of the points it would bring, and what to do about it.

Every gain is exactly what the score would rise by: that of one skill, of a group, of a route to the next band.
"""

from collections.abc import Iterable, Mapping, Sequence

from matchers.gains import Gains
from matchers.profiles import ResumeProfile
from matchers.requirements import Unit
from matchers.routes import Route, route_to_next_band
from matchers.scoring import RoleScore
from matchers.signals import PreparedRole, ScoringInput, months_of_such_work, person_of
from matchers.steps import EFFORT, Gap, NextStep, Status, StepPlanner
from matchers.weights import BANDS, TIER_CREDIT
from taxonomy.model import Requirement, Skill
from taxonomy.relations import Supports

MOST_SIBLINGS = 20  # children of a parent up to which they stand in for each other; all of AWS's don't
MOST_GAPS = 25  # nobody reads more; the sum of the gains says nothing, for steps overlap


class Advisor:
    """Finds gaps, steps and routes for one resume."""

    def __init__(
        self,
        profile: ResumeProfile,
        skills: Mapping[str, Skill],
        supports: Supports,
        person: ScoringInput | None = None,
    ) -> None:
        """Remember what the person holds; ``person`` where scoring has made it already."""
        self.profile = profile
        self.skills = skills
        self._held = {evidence.skill_id: evidence.tier for evidence in profile.held()}
        self._person = person_of(profile, supports) if person is None else person
        self._children = supports.children
        self.support = self._person.support
        self._gains: dict[str, Gains] = {}
        self._statuses: dict[str, tuple[Status, str | None]] = {}
        self._relatives: dict[str, str | None] = {}
        self._held_beside: dict[str, str] = {}
        self._held_below: dict[str, dict[str, list[str]]] = {}
        for identity in sorted(self._held, reverse=True):  # so that the first by name is kept
            skill = skills[identity]
            self._held_beside.update(dict.fromkeys(skill.related, identity))
            below = self._held_below.setdefault(skill.kind, {})
            for parent in skill.parents:
                if self._children[parent] <= MOST_SIBLINGS:
                    below.setdefault(parent, []).append(identity)

    def gain(self, role: PreparedRole, skill_ids: Iterable[str]) -> int:
        """The tenths that the score rises by when these skills are shown in dated work; never negative."""
        return self.gains(role).of(skill_ids)

    def gains(self, role: PreparedRole) -> Gains:
        """The gains of this resume in a role."""
        known = self._gains.get(role.profile.id)
        if known is None:
            known = self._gains[role.profile.id] = Gains(role, self.support)
        return known

    def gaps(self, role: PreparedRole) -> list[Gap]:
        """The requirements that could bring the most points, at most ``MOST_GAPS``, the largest gain first."""
        found = self._missing(role)[:MOST_GAPS]
        return [self._gap(role.units[number], skill_id, -loss) for loss, skill_id, number in found]

    def steps(self, score: RoleScore, gaps: Sequence[Gap]) -> list[NextStep]:
        """What to do next about gaps of a role, by gain and effort."""
        gains = self.gains(score.role)
        is_stranger = score.band == BANDS[-1][1]  # whatever few words say: the ladder begins at its foot
        months = 0 if is_stranger else months_of_such_work(score.role, self._person)
        planner = StepPlanner(gains, self.skills, self._effort, self._held.keys(), months)
        return planner.steps(score.role.profile, gaps)

    def route(self, score: RoleScore) -> Route | None:
        """The shortest way to the next band, or None where no few skills lead there."""
        return route_to_next_band(self.gains(score.role), score, self._effort)

    def _missing(self, role: PreparedRole) -> list[tuple[int, str, int]]:
        """For each unit that is missing: what its nearest skill would bring (negative), that skill, its number."""
        gains = self.gains(role)
        found = gains.singles()
        for number in gains.choices():
            skill_id = self._closest(role.units[number])
            found.append((-gains.of_one(skill_id), skill_id, number))
        found.sort()
        return found

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
        """Of alternatives, the one that is nearest to what the person has, or else the one that is named first."""
        support = self.support
        given = [support[skill_id].credit if skill_id in support else 0 for skill_id in unit.skill_ids]
        most = max(given)
        places = [place for place, credit in enumerate(given) if credit == most]
        if len(places) > 1:
            places.sort(key=lambda place: _first_named(unit.requirements[place]))
        equals = [unit.skill_ids[place] for place in places]
        return equals[0] if len(equals) == 1 else next(filter(self._relative, equals), equals[0])

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
        if not below or below.keys().isdisjoint(skill.parents):
            return None
        siblings = {other for parent in skill.parents for other in below.get(parent, ()) if other != skill_id}
        return min(siblings, key=lambda other: self._distance(skill, other), default=None)

    def _distance(self, skill: Skill, sibling: str) -> tuple[int, int, int, str]:
        """What sorts siblings: the most parents in common, the narrowest of them, the strongest evidence, the name."""
        common = [self._children[parent] for parent in self.skills[sibling].parents if parent in skill.parents]
        return -len(common), min(common), -TIER_CREDIT[self._held[sibling]], sibling


def _first_named(requirement: Requirement) -> tuple[int, str]:
    """Where a document first asks for it."""
    return min((citation.start for citation in requirement.citations), default=0), requirement.skill_id
