"""What to do about the gaps: skills that one project can show, what the documents advise, the next rung of the ladder.

The largest gaps are taken up; what is done about them stands in the order of what it brings for its effort.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from matchers.gains import Gains
from taxonomy.model import Citation, RoleProfile, Skill, Step

Status = Literal["not_found", "listed_only", "related_present", "not_assessable"]
StepName = Literal["learn", "show", "practice", "certification", "career"]

# How much harder one thing is than another: to say where a listed skill was used, to learn the relative of a known one,
# to learn something new, to pass an examination.
EFFORT: Mapping[Status, int] = {"listed_only": 1, "related_present": 2, "not_found": 4, "not_assessable": 4}
_EXAMINATION = 8
_MOST_STEPS = 7
_OWN_STEPS = 3
_ADVISED = 2
_MOST_TOGETHER = 3  # a project that shows ten things shows none
_ONE_STATEMENT = 160  # characters between two names that a document gives in one breath


class Gap(NamedTuple):
    """A requirement that could bring more points: which skill, how many tenths, why none yet, and where it is asked."""

    skill_id: str
    alternatives: tuple[str, ...]
    need: str
    points_available: int
    status: Status
    nearest: str | None
    because: Citation | None


class NextStep(NamedTuple):
    """Something to do: the tenths it would bring once done, and the document that advises it."""

    kind: StepName
    action: str
    skill_ids: tuple[str, ...]
    points_gain: int
    source: Citation | None


@dataclass(frozen=True)
class StepPlanner:
    """What advice on one role stands on.

    That is the resume's exact gains, the skills, how hard each would be to show, those that the person holds, and the
    months of such work.
    """

    gains: Gains
    skills: Mapping[str, Skill]
    effort: Callable[[str], int]
    held: Container[str]
    months: int

    def steps(self, role: RoleProfile, gaps: Sequence[Gap]) -> list[NextStep]:
        """What to do next, at most seven steps."""
        own = self._own([gap for gap in gaps if gap.points_available > 0])
        advised = [self._advised(step) for step in role.steps if step.kind != "certification"]
        useful = sorted((step for step in advised if step.points_gain > 0), key=lambda s: (-s.points_gain, s.action))
        steps = sorted([*own, *useful[:_ADVISED]], key=self._worth)
        steps += [self._advised(step) for step in role.steps if self._is_new_certificate(step)][:1]
        rungs = _next_rungs(role.ladder, self.months)
        steps += [NextStep("career", rung.text, (), 0, rung.citation) for rung in rungs]
        return steps[:_MOST_STEPS]

    def _own(self, gaps: Sequence[Gap]) -> list[NextStep]:
        """The largest gaps, each with those that the same project can show; what is only listed is shown together.

        Nobody learns communication in a project, so soft skills are left to the list of what is missing; a certificate
        or licence that is listed is held, and used nowhere in particular.
        """
        gaps = [gap for gap in gaps if self._is_to_do(gap)]
        listed = [gap for gap in gaps if gap.status == "listed_only"][:_MOST_TOGETHER]
        groups = [listed] if listed else []
        taken: set[str] = set()
        for gap in gaps:
            if len(groups) == _OWN_STEPS:
                break
            if gap.status != "listed_only" and gap.skill_id not in taken:
                group = self._together(gap, [other for other in gaps if other.skill_id not in taken])
                taken.update(member.skill_id for member in group)
                groups.append(group)
        return [self._shown(group) for group in groups]

    def _is_to_do(self, gap: Gap) -> bool:
        kind = self.skills[gap.skill_id].kind
        return kind != "soft-skill" and not (kind == "certification" and gap.status == "listed_only")

    def _together(self, first: Gap, gaps: Iterable[Gap]) -> list[Gap]:
        """A gap and up to two others that are as new to the person, that belong to it and that add something."""
        group, gained = [first], first.points_available
        for gap in gaps:
            if len(group) == _MOST_TOGETHER:
                break
            if gap is first or gap.status != first.status or not self._belong(first, gap):
                continue
            gain = self.gains.of([*(member.skill_id for member in group), gap.skill_id])
            if gain > gained:
                group.append(gap)
                gained = gain
        return group

    def _belong(self, one: Gap, other: Gap) -> bool:
        """Whether one project would naturally show both: related skills, or named together by the role's document."""
        first, second = self.skills[one.skill_id], self.skills[other.skill_id]
        if "certification" in {first.kind, second.kind}:
            return False  # an examination is taken, not shown
        if _named_together(one.because, other.because):
            return True
        if second.id in first.related or first.id in second.related:
            return True
        return not {first.id, *first.parents}.isdisjoint((second.id, *second.parents))

    def _shown(self, group: Sequence[Gap]) -> NextStep:
        first = group[0]
        names = self._listing(gap.skill_id for gap in group)
        skill_ids = tuple(gap.skill_id for gap in group)
        gain = first.points_available if len(group) == 1 else self.gains.of(skill_ids)
        kind: StepName = "show" if first.status == "listed_only" else "learn"
        them, project = ("it", "a dated job or project") if len(group) == 1 else ("them", "one dated job or project")
        if first.status == "listed_only":
            action = f"Say where you used {names}: show {them} in a dated job or project"
        elif self.skills[first.skill_id].kind == "certification":
            action = f"Earn {names}"
        elif first.nearest is not None:
            known = self._listing(dict.fromkeys(gap.nearest for gap in group if gap.nearest))
            action = f"Build on your {known}: show {names} in {project}"
        else:
            action = f"Learn {names} and show {them} in {project}"
        return NextStep(kind, action, skill_ids, gain, first.because)

    def _listing(self, skill_ids: Iterable[str]) -> str:
        return listing([self.skills[skill_id].name for skill_id in skill_ids])

    def _is_new_certificate(self, step: Step) -> bool:
        """Whether a step is a certificate, or a choice of them, of which the person has none yet."""
        return step.kind == "certification" and not any(
            skill_id in self.held and self.skills[skill_id].kind == "certification" for skill_id in step.skill_ids
        )

    def _advised(self, step: Step) -> NextStep:
        kind: StepName = "certification" if step.kind == "certification" else "practice"
        skill_ids = tuple([skill_id for skill_id in step.skill_ids if self.gains.of_one(skill_id)])
        gain = self.gains.of(skill_ids) if kind == "practice" else 0
        return NextStep(kind, step.text, skill_ids, gain, step.citation)

    def _worth(self, step: NextStep) -> tuple[float, int, str]:
        """What sorts steps: gain for effort; in one project each further skill costs half of what it does alone."""
        efforts = sorted(
            (
                _EXAMINATION if self.skills[skill_id].kind == "certification" else self.effort(skill_id)
                for skill_id in step.skill_ids
            ),
            reverse=True,
        )
        return -2 * step.points_gain / (efforts[0] + sum(efforts)), -step.points_gain, step.action


def _named_together(here: Citation | None, there: Citation | None) -> bool:
    """Whether a document names two things under one particular heading, or in one breath."""
    if here is None or there is None or here.heading != there.heading or here.document != there.document:
        return False
    return " > " in here.heading or abs(here.start - there.start) <= _ONE_STATEMENT


def listing(names: Sequence[str]) -> str:
    """Names in a sentence: "Docker, Kubernetes and CI/CD"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _next_rungs(ladder: Sequence[Step], months: int) -> list[Step]:
    """The rung of the career ladder after the one that these months of such work reach, as near as its years say.

    Who has not begun such work starts on the first rung.
    """
    if not months:
        return list(ladder[:1])
    for step in ladder:
        if _years(step.text) * 12 > months:
            return [step]
    return list(ladder[-1:])


@lru_cache(maxsize=2_000)
def _years(text: str) -> int:
    """The years from which a rung is reached: "Senior Engineer (5-8 years): …" is 5; 0 where it says none."""
    found = re.search(r"\((\d+)(?:\s*[-–—]\s*\d+|\+)?\s*years?", text)
    return int(found[1]) if found else 0
