"""Role profiles made ready for scoring: requirements as units with integer points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from matchers.weights import BROAD_REQUIREMENTS, MOST_REQUIREMENTS, NEED_FACTOR, WEIGHT_POWER
from taxonomy.model import Need, Requirement, RoleProfile, Skill

Component = Literal["skills", "responsibilities", "titles", "experience", "education"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A requirement, or alternatives of which any of ``skill_ids`` satisfies, and the tenths of a point it is worth."""

    requirements: tuple[Requirement, ...]
    need: Need
    max_points: int
    skill_ids: tuple[str, ...]


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts that add up to ``total``, as near to the weights as whole parts can be (largest remainder)."""
    whole = sum(weights)
    if whole <= 0:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for number in order[: total - sum(parts)]:
        parts[number] += 1
    return parts


def units_of(role: RoleProfile, points: int) -> tuple[Unit, ...]:
    """The requirements that bear points, heaviest first; their points add up to ``points``."""
    weighed = _weighed(role)
    parts = apportion(points, [weight for weight, _, _ in weighed])
    return tuple(
        Unit(tuple(members), need, part, tuple(member.skill_id for member in members))
        for (_, members, need), part in zip(weighed, parts, strict=True)
    )


def without_spoken_languages(role: RoleProfile, skills: Mapping[str, Skill]) -> RoleProfile:
    """The role without the languages that it asks people to speak, as far as they are known skills."""
    spoken = {r.skill_id for r in role.requirements if r.skill_id in skills and skills[r.skill_id].kind == "language"}
    if not spoken:
        return role
    return replace(role, requirements=tuple(r for r in role.requirements if r.skill_id not in spoken))


def breadth(role: RoleProfile) -> float:
    """How much a role says of skills, 0 to 1: its effective number of requirements, (sum w)² / sum w², of twenty.

    The participation ratio counts n equal weights as n, and weights of which one outweighs all others as little over 1.
    """
    weights = [weight for weight, _, _ in _weighed(role)]
    squares = sum(weight * weight for weight in weights)
    return min(1.0, sum(weights) ** 2 / squares / BROAD_REQUIREMENTS) if squares else 0.0


def _weighed(role: RoleProfile) -> list[tuple[float, list[Requirement], Need]]:
    """Requirements, alternatives together, with the weights that share out the points, heaviest first."""
    grouped: dict[str, list[Requirement]] = {}
    for requirement in role.requirements:
        grouped.setdefault(requirement.group or f"skill:{requirement.skill_id}", []).append(requirement)
    weighed: list[tuple[float, list[Requirement], Need]] = []
    for members in grouped.values():
        best = max(members, key=lambda r: r.weight * NEED_FACTOR[r.need])
        weighed.append(((best.weight * NEED_FACTOR[best.need]) ** WEIGHT_POWER, members, best.need))
    weighed.sort(key=lambda item: (-item[0], item[1][0].skill_id))
    return weighed[:MOST_REQUIREMENTS]
