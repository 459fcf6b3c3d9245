"""What having one skill says of others: implications and kinds, with the credit they lend."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Final

from taxonomy.model import Skill

# Thousandths lent by a skill that surely brings another along (EKS → Kubernetes), and by a kind of it (AWS → cloud).
IMPLIED_CREDIT: Final = 900
CHILD_CREDIT: Final = 750
_LEAST = 400
_PARENT_STEPS = 2


class Supports(Mapping[str, tuple[tuple[str, int], ...]]):
    """For each skill, the other skills that having it supports, with the credit in thousandths, best first.

    Implications are followed to their end, parents for two steps: Amazon EKS supports Kubernetes, AWS, container
    orchestration and cloud computing, and not "technology". Each answer is worked out when it is first asked for.
    """

    def __init__(self, skills: Mapping[str, Skill]) -> None:
        """Answer for these skills, by id."""
        self.skills = skills
        self._known: dict[str, tuple[tuple[str, int], ...]] = {}

    def __getitem__(self, identity: str) -> tuple[tuple[str, int], ...]:
        known = self._known.get(identity)
        if known is None:
            if identity not in self.skills:
                raise KeyError(identity)
            known = self._known[identity] = self._reach(identity)
        return known

    @cached_property
    def children(self) -> Mapping[str, int]:
        """How many skills name each parent."""
        return Counter(parent for skill in self.skills.values() for parent in skill.parents)

    def __iter__(self) -> Iterator[str]:
        return iter(self.skills)

    def __len__(self) -> int:
        return len(self.skills)

    def _reach(self, identity: str) -> tuple[tuple[str, int], ...]:
        reached: dict[str, int] = {}
        frontier = [(identity, 1000, 0)]
        while frontier:
            current, credit, steps = frontier.pop()
            skill = self.skills.get(current)
            if skill is None:
                continue
            onward = [(other, credit * IMPLIED_CREDIT // 1000, steps) for other in skill.implies]
            if steps < _PARENT_STEPS:
                onward += [(other, credit * CHILD_CREDIT // 1000, steps + 1) for other in skill.parents]
            for other, value, count in onward:
                if other != identity and other in self.skills and value > reached.get(other, 0) and value >= _LEAST:
                    reached[other] = value
                    frontier.append((other, value, count))
        return tuple(sorted(reached.items(), key=lambda item: (-item[1], item[0])))
