"""Role profiles made ready for scoring: requirements as units with integer points, and who supports whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from matchers.weights import CHILD_CREDIT, IMPLIED_CREDIT, MOST_REQUIREMENTS, NEED_FACTOR
from taxonomy.model import Need, Requirement, RoleProfile, Skill

Component = Literal["skills", "responsibilities", "titles", "experience", "education"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A requirement, or alternatives of which any one satisfies, and the tenths of a point it is worth."""

    requirements: tuple[Requirement, ...]
    need: Need
    max_points: int

    @property
    def skill_ids(self) -> tuple[str, ...]:
        """The skills that satisfy it."""
        return tuple(requirement.skill_id for requirement in self.requirements)


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
    grouped: dict[str, list[Requirement]] = {}
    for requirement in role.requirements:
        grouped.setdefault(requirement.group or f"skill:{requirement.skill_id}", []).append(requirement)
    weighed: list[tuple[float, list[Requirement], Need]] = []
    for members in grouped.values():
        best = max(members, key=lambda r: r.weight * NEED_FACTOR[r.need])
        weighed.append((best.weight * NEED_FACTOR[best.need], members, best.need))
    weighed.sort(key=lambda item: (-item[0], item[1][0].skill_id))
    del weighed[MOST_REQUIREMENTS:]
    parts = apportion(points, [weight for weight, _, _ in weighed])
    return tuple(Unit(tuple(members), need, part) for (_, members, need), part in zip(weighed, parts, strict=True))


def supports(skills: Mapping[str, Skill]) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each skill, the other skills that having it supports, with the credit in thousandths, best first.

    Implications are followed to their end, parents for two steps: Amazon EKS supports Kubernetes, AWS, container
    orchestration and cloud computing, and not "technology".
    """
    table: dict[str, tuple[tuple[str, int], ...]] = {}
    for identity in skills:
        reached: dict[str, int] = {}
        frontier = [(identity, 1000, 0)]
        while frontier:
            current, credit, steps = frontier.pop()
            skill = skills.get(current)
            if skill is None:
                continue
            onward = [(other, credit * IMPLIED_CREDIT // 1000, steps) for other in skill.implies]
            if steps < 2:
                onward += [(other, credit * CHILD_CREDIT // 1000, steps + 1) for other in skill.parents]
            for other, value, count in onward:
                if other != identity and other in skills and value > reached.get(other, 0) and value >= 400:
                    reached[other] = value
                    frontier.append((other, value, count))
        table[identity] = tuple(sorted(reached.items(), key=lambda item: (-item[1], item[0])))
    return table
