"""What is missing for a role, in the order of the points it would bring, and what to do about it.

Every gain is computed by scoring again with the evidence added, so it is exactly what the score would rise by.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from matchers.profiles import ResumeProfile
from matchers.requirements import Unit
from matchers.scoring import RoleScore
from matchers.signals import PreparedRole, SupportTable, best_credit, support_of
from matchers.weights import TIER_CREDIT
from taxonomy.model import Citation, Skill, Step

Status = Literal["not_found", "listed_only", "related_present", "not_assessable"]
StepName = Literal["learn", "show", "practice", "certification", "career"]

_MOST_STEPS = 6
MOST_GAPS = 25  # nobody reads more; the sum of the gains says nothing, for steps overlap
FULL_CREDIT = TIER_CREDIT["demonstrated"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A requirement that could bring more points: which skill, how many tenths, why none yet, and where it is asked."""

    skill_id: str
    alternatives: tuple[str, ...]
    need: str
    points_available: int
    status: Status
    nearest: str | None
    because: Citation | None


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do: the tenths it would bring once done, and the document that advises it."""

    kind: StepName
    action: str
    skill_ids: tuple[str, ...]
    points_gain: int
    source: Citation | None


class Advisor:
    """Finds gaps and steps for one resume."""

    def __init__(self, profile: ResumeProfile, skills: Mapping[str, Skill], table: SupportTable) -> None:
        """Remember what the person holds."""
        self.profile = profile
        self.skills = skills
        self._table = table
        held = {evidence.skill_id: evidence.tier for evidence in profile.held()}
        self._held = held
        self.support = support_of(held, table)
        self._credits_by_role: dict[str, list[int]] = {}
        self._relatives: dict[str, str | None] = {}
        self._held_beside: dict[str, str] = {}
        self._held_below: dict[tuple[str, str], str] = {}
        for identity in sorted(held, reverse=True):  # so that the first by name is kept
            skill = skills[identity]
            self._held_beside.update(dict.fromkeys(skill.related, identity))
            self._held_below.update({(skill.kind, parent): identity for parent in skill.parents})

    def gain(self, role: PreparedRole, skill_ids: Iterable[str]) -> int:
        """The tenths that the score rises by when these skills are shown in dated work; never negative."""
        now = self._credits(role)
        then: dict[int, int] = {}
        for skill_id in skill_ids:
            for number, credit in self._lifts(role, skill_id):
                if credit > then.get(number, now[number]):
                    then[number] = credit
        units = role.units
        return sum(
            units[number].max_points * credit // FULL_CREDIT - units[number].max_points * now[number] // FULL_CREDIT
            for number, credit in then.items()
        )

    def _lifts(self, role: PreparedRole, skill_id: str) -> tuple[tuple[int, int], ...]:
        """The units of a role that a skill in dated work gives credit to (number, thousandths), kept with the role."""
        known = role.lifts.get(skill_id)
        if known is None:
            lends = ((skill_id, FULL_CREDIT), *self._table.get(skill_id, ()))
            known = tuple((number, credit) for other, credit in lends for number in role.units_by_skill.get(other, ()))
            role.lifts[skill_id] = known
        return known

    def _credits(self, role: PreparedRole) -> list[int]:
        """The credit that each unit of a role has now."""
        key = role.profile.id
        if key not in self._credits_by_role:
            self._credits_by_role[key] = [best_credit(unit, self.support) for unit in role.units]
        return self._credits_by_role[key]

    def gaps(self, role: PreparedRole) -> list[Gap]:
        """The requirements that could bring the most points, at most ``MOST_GAPS``, the largest gain first."""
        found = []
        for number, credit in enumerate(self._credits(role)):
            if credit < FULL_CREDIT and role.units[number].max_points:
                skill_id = self._closest(role.units[number])
                found.append((-self.gain(role, (skill_id,)), skill_id, number))
        found.sort()
        return [self._gap(role.units[number], skill_id, -loss) for loss, skill_id, number in found[:MOST_GAPS]]

    def steps(self, score: RoleScore, gaps: Sequence[Gap]) -> list[NextStep]:
        """What to do next: show the largest gaps, then what the role's own documents advise, by gain."""
        role = score.role
        steps = [self._show(gap) for gap in gaps[:3] if gap.points_available > 0]
        advised = [self._advised(role, step) for step in role.profile.steps]
        useful = sorted((step for step in advised if step.points_gain > 0), key=lambda s: (-s.points_gain, s.action))
        steps += useful[:2]
        steps += [step for step in advised if step.kind == "certification" and step not in steps][:1]
        steps += [self._career(step) for step in _next_rungs(role.profile.ladder, self.profile.experience_months)][:1]
        return steps[:_MOST_STEPS]

    def _gap(self, unit: Unit, skill_id: str, gain: int) -> Gap:
        requirement = next(r for r in unit.requirements if r.skill_id == skill_id)
        best = self.support.get(skill_id)
        status: Status
        if best is not None and best.via is None:
            status, nearest = "listed_only", None
        else:
            nearest = best.via if best is not None else self._relative(skill_id)
            status = "related_present" if nearest else "not_found"
        alternatives = tuple(other for other in unit.skill_ids if other != skill_id)
        because = requirement.citations[0] if requirement.citations else None
        return Gap(skill_id, alternatives, unit.need, gain, status, nearest, because)

    def _closest(self, unit: Unit) -> str:
        """Of alternatives, the one that is nearest to what the person has."""
        if len(unit.skill_ids) == 1:
            return unit.skill_ids[0]

        def nearness(skill_id: str) -> tuple[int, int, str]:
            support = self.support.get(skill_id)
            return (-(support.credit if support else 0), 0 if self._relative(skill_id) else 1, skill_id)

        return min(unit.skill_ids, key=nearness)

    def _relative(self, skill_id: str) -> str | None:
        """A held skill that could stand in for one that is missing: related, or another child of the same parent."""
        if skill_id not in self._relatives:
            self._relatives[skill_id] = self._find_relative(skill_id)
        return self._relatives[skill_id]

    def _find_relative(self, skill_id: str) -> str | None:
        skill = self.skills.get(skill_id)
        if skill is None:
            return None
        for other in skill.related:
            if other in self._held:
                return other
        if skill_id in self._held_beside:
            return self._held_beside[skill_id]
        below = [
            self._held_below[skill.kind, parent] for parent in skill.parents if (skill.kind, parent) in self._held_below
        ]
        return min((other for other in below if other != skill_id), default=None)

    def _show(self, gap: Gap) -> NextStep:
        name = self.skills[gap.skill_id].name
        if gap.status == "listed_only":
            return NextStep(
                "show",
                f"Say where you used {name}: show it in a dated job or project",
                (gap.skill_id,),
                gap.points_available,
                gap.because,
            )
        if gap.status == "related_present" and gap.nearest:
            near = self.skills[gap.nearest].name
            return NextStep(
                "learn",
                f"Build on your {near}: show {name} in a dated project",
                (gap.skill_id,),
                gap.points_available,
                gap.because,
            )
        return NextStep(
            "learn", f"Learn {name} and show it in a dated project", (gap.skill_id,), gap.points_available, gap.because
        )

    def _advised(self, role: PreparedRole, step: Step) -> NextStep:
        kind: StepName = "certification" if step.kind == "certification" else "practice"
        skill_ids = tuple(s for s in step.skill_ids if self.gain(role, [s]) > 0)
        return NextStep(
            kind, step.text, skill_ids, self.gain(role, skill_ids) if kind == "practice" else 0, step.citation
        )

    def _career(self, step: Step) -> NextStep:
        return NextStep("career", step.text, (), 0, step.citation)


def _next_rungs(ladder: Sequence[Step], months: int) -> list[Step]:
    """The rung of the career ladder after the one that these months of experience reach, as near as its years say."""
    for step in ladder:
        years = re.search(r"\((\d+)(?:\s*[-–—]\s*\d+|\+)?\s*years?", step.text)
        if years and int(years[1]) * 12 > months:
            return [step]
    return list(ladder[-1:])
