"""Profiles against roles: prepared once from a taxonomy, then pure arithmetic on integers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from matchers.education import families_of
from matchers.requirements import Component, apportion, units_of, without_spoken_languages
from matchers.signals import (
    SIGNALS,
    TERM_UNITS,
    ComponentScore,
    PreparedRole,
    ScoringInput,
    Signal,
    prepared_titles,
    support_of,
)
from matchers.weights import BANDS, MAX_POINTS, SIGNATURE_TERMS
from taxonomy.model import RoleProfile, Skill, Taxonomy
from taxonomy.relations import Supports

if TYPE_CHECKING:
    from matchers.ranking import Ranker

_MANY = 100  # roles from which on an index of them all is faster than comparing them one by one
_NO_SKILLS: Final = Supports({})
_WITHOUT_INDEX = 20  # rankings before the index is worth making


class RoleScore(NamedTuple):
    """One role's score in tenths of a point, and its parts, which add up to it."""

    role: PreparedRole
    points: int
    components: tuple[ComponentScore, ...]

    @property
    def band(self) -> str:
        """The word for the score."""
        return band_of(self.points)


class Scorer:
    """Scores people against the roles of one taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        """Prepare every role that can be assessed."""
        self.taxonomy = taxonomy
        self.supports: Supports = Supports(taxonomy.skill_by_id)
        self.roles: dict[str, PreparedRole] = {
            role.id: prepare(role, self.supports) for role in taxonomy.roles if role.assessable
        }
        self._ranked = 0

    def with_role(self, role: RoleProfile, skills: Iterable[Skill]) -> tuple[PreparedRole, Supports]:
        """A role from outside the taxonomy, such as a job description's, and the support table its new skills need."""
        new = {skill.id: skill for skill in skills if skill.id not in self.supports}
        supports = Supports({**self.taxonomy.skill_by_id, **new}) if new else self.supports
        return prepare(role, supports), supports

    def score(self, person: ScoringInput, role: PreparedRole) -> RoleScore:
        """One person against one role."""
        components = tuple([_component(role, person, signal) for signal in SIGNALS])
        return RoleScore(role, sum([component.points for component in components]), components)

    def rank(
        self, person: ScoringInput, role_ids: Sequence[str] | None = None, top: int | None = None
    ) -> list[RoleScore]:
        """The roles from best to worst, all or the ``top`` best; equal scores are in the order of their ids."""
        if role_ids is None and top is not None and self._may_use_index():
            return [self.score(person, self._in_order[number]) for number in self._ranker.best(person, top)]
        roles = [self.roles[r] for r in role_ids] if role_ids is not None else list(self.roles.values())
        ranked = sorted((self.score(person, role) for role in roles), key=lambda s: (-s.points, s.role.profile.id))
        return ranked[:top]

    def build_index(self) -> None:
        """Make the index over all roles now, instead of when somebody has waited often enough."""
        if len(self.roles) >= _MANY:
            _ = self._ranker

    def _may_use_index(self) -> bool:
        """Whether ranking goes through the index: it takes seconds to make, as long as twenty resumes without it."""
        self._ranked += 1
        return len(self.roles) >= _MANY and ("_ranker" in self.__dict__ or self._ranked > _WITHOUT_INDEX)

    @cached_property
    def _in_order(self) -> list[PreparedRole]:
        return [self.roles[identity] for identity in sorted(self.roles)]

    @cached_property
    def _ranker(self) -> "Ranker":
        from matchers.ranking import Ranker  # noqa: PLC0415 (it needs numpy, which sixteen roles do without)

        return Ranker(self._in_order)

    def with_skills(self, person: ScoringInput, held: Mapping[str, str]) -> ScoringInput:
        """The same person holding the skills in ``held`` (id → tier), for what-if questions."""
        return replace(person, support=support_of(held, self.supports))


def prepare(role: RoleProfile, supports: Supports = _NO_SKILLS) -> PreparedRole:
    """A role with its points shared out: signals it has no data for leave theirs to the others in proportion.

    ``supports`` knows the skills and what each lends to others. Spoken languages bear no points: they are not read.
    """
    scored = without_spoken_languages(role, supports.skills)
    extents = {signal: extent for signal in SIGNALS if (extent := signal.applies(scored)) > 0}
    weights = {signal.name: signal.max_points * extent for signal, extent in extents.items()}
    if "responsibilities" in weights:  # what few skills leave is what the same documents say in words
        weights["responsibilities"] += sum(s.max_points * (1 - extent) for s, extent in extents.items())
    shares = apportion(MAX_POINTS, list(weights.values()))
    max_points: dict[Component, int] = {signal.name: 0 for signal in SIGNALS}
    max_points.update(zip(weights, shares, strict=True))
    units = units_of(scored, max_points["skills"])
    by_skill: dict[str, list[int]] = {}
    for number, unit in enumerate(units):
        for skill_id in unit.skill_ids:
            by_skill.setdefault(skill_id, []).append(number)
    return PreparedRole(
        profile=role,
        max_points=max_points,
        units=units,
        required=sum(unit.need == "required" for unit in units),
        units_by_skill={skill_id: tuple(numbers) for skill_id, numbers in by_skill.items()},
        terms={term: round(weight * TERM_UNITS) for term, weight in role.terms},
        signature=frozenset(
            term for term, _ in sorted(role.terms, key=lambda item: (-item[1], item[0]))[:SIGNATURE_TERMS]
        ),
        plain_titles=prepared_titles(role),
        fields=frozenset(family for field in role.education_fields for family in families_of(field)),
        supports=supports,
    )


def band_of(points: int) -> str:
    """The word for a score in tenths of a point."""
    return next(name for lowest, name in BANDS if points >= lowest)


def _component(role: PreparedRole, person: ScoringInput, signal: Signal) -> ComponentScore:
    most = role.max_points[signal.name]
    if not most:
        return ComponentScore(
            signal.name,
            0,
            0,
            has_data=False,
            reason="the role's documents say nothing of it; its points went to the others",
        )
    points, reason = signal.compare(role, person)
    return ComponentScore(signal.name, points, most, has_data=True, reason=reason)
