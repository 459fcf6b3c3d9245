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
from matchers.signals import PreparedRole, Support, support_of, unit_points
from matchers.weights import TIER_CREDIT
from taxonomy.model import Citation, Skill, Step

Status = Literal["not_found", "listed_only", "related_present", "not_assessable"]
StepName = Literal["learn", "show", "practice", "certification", "career"]
SupportTable = Mapping[str, tuple[tuple[str, int], ...]]

_MOST_STEPS = 6


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
        self._profile = profile
        self._skills = skills
        self._table = table
        self._held = {evidence.skill_id: evidence.tier for evidence in profile.held()}
        self._support = support_of(self._held, table)

    def gain(self, role: PreparedRole, skill_ids: Iterable[str]) -> int:
        """The tenths that the score rises by when these skills are shown in dated work; never negative."""
        shown = support_of(dict.fromkeys(skill_ids, "demonstrated"), self._table)
        total = 0
        for unit in role.units:
            if any(requirement.skill_id in shown for requirement in unit.requirements):
                total += unit_points(unit, _better(self._support, shown, unit))[0] - unit_points(unit, self._support)[0]
        return total

    def gaps(self, role: PreparedRole) -> list[Gap]:
        """Requirements that could bring more points, the largest gain first."""
        found = []
        for unit in role.units:
            points, best, _ = unit_points(unit, self._support)
            if points >= unit.max_points or (best is not None and best.credit >= TIER_CREDIT["demonstrated"]):
                continue
            found.append(self._gap(role, unit, best))
        return sorted(found, key=lambda gap: (-gap.points_available, gap.skill_id))

    def steps(self, score: RoleScore, gaps: Sequence[Gap]) -> list[NextStep]:
        """What to do next: show the largest gaps, then what the role's own documents advise, by gain."""
        role = score.role
        steps = [self._show(gap) for gap in gaps[:3] if gap.points_available > 0]
        advised = [self._advised(role, step) for step in role.profile.steps]
        useful = sorted((step for step in advised if step.points_gain > 0), key=lambda s: (-s.points_gain, s.action))
        steps += useful[:2]
        steps += [step for step in advised if step.kind == "certification" and step not in steps][:1]
        steps += [self._career(step) for step in _next_rungs(role.profile.ladder, self._profile.experience_months)][:1]
        return steps[:_MOST_STEPS]

    def _gap(self, role: PreparedRole, unit: Unit, best: Support | None) -> Gap:
        skill_id = self._closest(unit)
        requirement = next(r for r in unit.requirements if r.skill_id == skill_id)
        status: Status = "not_found"
        nearest: str | None = None
        own = self._support.get(skill_id)
        if own is not None and own.via is None:
            status = "listed_only"
        elif best is not None and best.via is None:
            status, nearest = "listed_only", None
        else:
            nearest = best.via if best is not None else self._relative(skill_id)
            status = "related_present" if nearest else "not_found"
        return Gap(
            skill_id,
            tuple(other for other in unit.skill_ids if other != skill_id),
            unit.need,
            self.gain(role, [skill_id]),
            status,
            nearest,
            requirement.citations[0] if requirement.citations else None,
        )

    def _closest(self, unit: Unit) -> str:
        """Of alternatives, the one that is nearest to what the person has."""

        def nearness(skill_id: str) -> tuple[int, int, str]:
            support = self._support.get(skill_id)
            return (-(support.credit if support else 0), 0 if self._relative(skill_id) else 1, skill_id)

        return min(unit.skill_ids, key=nearness)

    def _relative(self, skill_id: str) -> str | None:
        """A held skill that could stand in for one that is missing: related, or another child of the same parent."""
        skill = self._skills.get(skill_id)
        if skill is None:
            return None
        for other in skill.related:
            if other in self._held:
                return other
        for other in sorted(self._held):
            held = self._skills.get(other)
            if held is not None and (
                skill_id in held.related or (held.kind == skill.kind and set(held.parents) & set(skill.parents))
            ):
                return other
        return None

    def _show(self, gap: Gap) -> NextStep:
        name = self._skills[gap.skill_id].name
        if gap.status == "listed_only":
            return NextStep(
                "show",
                f"Say where you used {name}: show it in a dated job or project",
                (gap.skill_id,),
                gap.points_available,
                gap.because,
            )
        if gap.status == "related_present" and gap.nearest:
            near = self._skills[gap.nearest].name
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


def _better(one: Mapping[str, Support], other: Mapping[str, Support], unit: Unit) -> dict[str, Support]:
    best: dict[str, Support] = {}
    for skill_id in unit.skill_ids:
        candidates = [table[skill_id] for table in (one, other) if skill_id in table]
        if candidates:
            best[skill_id] = max(candidates, key=lambda support: support.credit)
    return best


def _next_rungs(ladder: Sequence[Step], months: int) -> list[Step]:
    """The rung of the career ladder after the one that these months of experience reach, as near as its years say."""
    for step in ladder:
        years = re.search(r"\((\d+)(?:\s*[-–—]\s*\d+|\+)?\s*years?", step.text)
        if years and int(years[1]) * 12 > months:
            return [step]
    return list(ladder[-1:])
