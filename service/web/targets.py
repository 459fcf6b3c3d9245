"""What candidates of a list are compared with, and what they lack for it. Pure: evidence in, names out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from matchers.matching import Job, Matcher
from matchers.signals import PreparedRole, Support, support_of, unit_points
from matchers.weights import TIER_CREDIT
from service.batches.scoring import JOB
from taxonomy.model import Skill
from taxonomy.relations import Supports

Held = Mapping[str, str]  # the tier of each skill that a candidate holds
MOST_NAMES: Final = 3  # of alternatives


@dataclass(frozen=True, slots=True)
class Target:
    """A role, or a job description, ready for arithmetic, and the names of its skills."""

    id: str
    title: str
    role: PreparedRole
    table: Supports
    skills: Mapping[str, Skill]

    def support(self, held: Held) -> Mapping[str, Support]:
        """The evidence that these skills are for this target."""
        return support_of(held, self.table)

    def names(self, skill_ids: Sequence[str]) -> str:
        """Alternatives in words."""
        return " or ".join(self.skills[identity].name for identity in skill_ids[:MOST_NAMES])


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement over a whole list: how many show it in work, name it, or lack it."""

    names: str
    shown: int
    named: int
    missing: int

    @property
    def total(self) -> int:
        """Everybody, at least one for the sake of division."""
        return max(1, self.shown + self.named + self.missing)


def role_target(matcher: Matcher, role_id: str) -> Target | None:
    """A role of the catalogue; None where there is no such."""
    role = matcher.scorer.roles.get(role_id)
    if role is None:
        return None
    return Target(role_id, role.profile.title, role, matcher.scorer.supports, matcher.taxonomy.skill_by_id)


def job_target(matcher: Matcher, job: Job) -> Target:
    """A job description, with the skills that it brings along."""
    role, table = matcher.scorer.with_role(job.role, job.skills)
    skills = {**matcher.taxonomy.skill_by_id, **{skill.id: skill for skill in job.skills}}
    return Target(JOB, "the job description", role, table, skills)


def missing(target: Target, held: Held) -> list[str]:
    """The names of what a candidate lacks for a target, what weighs most first."""
    support = target.support(held)
    lacking = []
    for unit in target.role.units:
        points, best, _ = unit_points(unit, support)
        if best is None:
            lacking.append((points - unit.max_points, target.names(unit.skill_ids)))
    return [name for _, name in sorted(lacking)]


def needs(target: Target, everybody: Iterable[Held]) -> list[Need]:
    """Every requirement over all candidates, what costs them the most points together first."""
    units = target.role.units
    lent = _lent(target)
    shown, named, total = [0] * len(units), [0] * len(units), 0
    for held in everybody:
        total += 1
        best: dict[int, int] = {}
        for skill_id, tier in held.items():
            for number, share in lent.get(skill_id, ()):
                best[number] = max(best.get(number, 0), TIER_CREDIT[tier] * share // 1000)
        for number, credit in best.items():
            (shown if credit >= TIER_CREDIT["stated"] else named)[number] += 1
    rows = [
        Need(target.names(unit.skill_ids), shown[number], named[number], total - shown[number] - named[number])
        for number, unit in enumerate(units)
    ]
    cost = [row.missing * unit.max_points for row, unit in zip(rows, units, strict=True)]
    return [row for _, row in sorted(zip(cost, rows, strict=True), key=lambda pair: (-pair[0], pair[1].names))]


def _lent(target: Target) -> dict[str, list[tuple[int, int]]]:
    """For each skill that helps, the requirements it speaks for and the thousandths it lends them."""
    wanted: dict[str, list[int]] = {}
    for number, unit in enumerate(target.role.units):
        for identity in unit.skill_ids:
            wanted.setdefault(identity, []).append(number)
    lent: dict[str, list[tuple[int, int]]] = {}
    for identity, others in target.table.items():
        for other, share in ((identity, 1000), *others):
            for number in wanted.get(other, ()):
                lent.setdefault(identity, []).append((number, share))
    return lent
