"""Roles and skills made ready for pages: each requirement with its worth and the sentences that ask for it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchers.scoring import Scorer
from matchers.signals import PreparedRole
from service.web import words
from service.web.guides import Guides, Passage
from service.web.marks import Piece, Place, pieces
from taxonomy.model import Citation, RoleProfile, Skill, Step, Taxonomy

_SENTENCES = 2


@dataclass(frozen=True, slots=True)
class RequirementView:
    """A requirement, or alternatives: what it is worth and where it was asked."""

    skills: tuple[tuple[str, str], ...]
    need: str
    points: int
    share: int
    places: tuple[tuple[str, Passage | None], ...]
    more: int


@dataclass(frozen=True, slots=True)
class AdviceView:
    """Something the role's documents say besides: a rung, a step, pay."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class RoleProfileView:
    """A role profile as a page shows it."""

    id: str
    title: str
    titles: str
    facts: tuple[tuple[str, str], ...]
    requirements: tuple[RequirementView, ...]
    lighter: tuple[tuple[str, str], ...]
    ladder: tuple[AdviceView, ...]
    steps: tuple[AdviceView, ...]
    assessable: bool


@dataclass(frozen=True, slots=True)
class SkillView:
    """A skill, its names and relations, and the roles that ask for it."""

    skill: Skill
    relations: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    roles: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found."""

    roles: tuple[RoleProfile, ...]
    skills: tuple[Skill, ...]
    more: int


def role_view(prepared: PreparedRole, skills: Mapping[str, Skill], guides: Guides) -> RoleProfileView:
    """A role's view; ``skills`` hold every skill that it names."""
    role = prepared.profile
    largest = max((unit.max_points for unit in prepared.units), default=1)
    requirements = []
    for unit in prepared.units:
        citations = _telling([c for requirement in unit.requirements for c in requirement.citations], guides)
        shown = citations[:_SENTENCES]
        requirements.append(
            RequirementView(
                tuple((identity, skills[identity].name) for identity in unit.skill_ids),
                words.say(words.NEEDS, unit.need),
                unit.max_points,
                1000 * unit.max_points // max(largest, 1),
                tuple((guides.where(citation, role.id), guides.passage(citation)) for citation in shown),
                len(citations) - len(shown),
            )
        )
    bearing = {identity for unit in prepared.units for identity in unit.skill_ids}
    lighter = [(r.skill_id, skills[r.skill_id].name) for r in role.requirements if r.skill_id not in bearing]
    return RoleProfileView(
        id=role.id,
        title=role.title,
        titles=", ".join(role.titles),
        facts=_facts(role),
        requirements=tuple(requirements),
        lighter=tuple(sorted(lighter, key=lambda pair: pair[1].lower())),
        ladder=_advice(role.ladder, role, guides),
        steps=_advice([step for step in role.steps if step.kind == "certification"], role, guides),
        assessable=role.assessable,
    )


def skill_view(skill: Skill, scorer: Scorer) -> SkillView:
    """A skill's view, with the roles that the scorer gives points for it."""
    taxonomy, known = scorer.taxonomy, scorer.taxonomy.skill_by_id
    broader = _named(skill.parents, known)
    narrower = _named([other.id for other in taxonomy.skills if skill.id in other.parents][:40], known)
    relations = (
        ("Broader", broader),
        ("Kinds of it", narrower),
        ("Brings along", _named(skill.implies, known)),
        ("Could stand in", _named(skill.related, known)),
    )
    roles = []
    for role in scorer.roles.values():
        for number in role.units_by_skill.get(skill.id, ()):
            unit = role.units[number]
            for requirement in unit.requirements:
                if requirement.skill_id == skill.id:
                    need = words.say(words.NEEDS, requirement.need)
                    roles.append((role.profile.id, role.profile.title, need, f"{unit.max_points / 10:.1f}"))
    roles.sort(key=lambda item: (-float(item[3]), item[1]))
    return SkillView(skill, tuple((name, found) for name, found in relations if found), tuple(roles))


def search(taxonomy: Taxonomy, text: str, most: int = 60) -> Found:
    """Roles and skills with a name that begins with the text or has a word that does, shortest names first."""
    plain = " ".join(text.lower().split())
    if not plain:
        return Found(taxonomy.roles, (), 0)
    roles = tuple(role for role in taxonomy.roles if any(_fits(name, plain) for name in (role.title, *role.titles)))
    skills = [skill for skill in taxonomy.skills if any(_fits(name, plain) for name in (skill.name, *skill.aliases))]
    skills.sort(
        key=lambda skill: (
            skill.name.lower() != plain,
            not skill.name.lower().startswith(plain),
            len(skill.name),
            skill.id,
        )
    )
    return Found(roles, tuple(skills[:most]), max(0, len(skills) - most))


def marked(text: str, role: RoleProfile, skills: Mapping[str, Skill]) -> list[Piece]:
    """A role's document with every place that its requirements cite."""
    found: dict[str, list[Place]] = {}
    for requirement in role.requirements:
        found[requirement.skill_id] = [
            Place(requirement.skill_id, c.start, c.end, f"t-{c.start}")
            for c in requirement.citations
            if c.document == role.id and 0 <= c.start < c.end <= len(text)
        ]
    return pieces(text, found, {identity: skills[identity].name for identity in found})


def _telling(citations: Sequence[Citation], guides: Guides) -> list[Citation]:
    """One citation for each line, those under a heading of their own before the opening and the overview."""
    lines: dict[tuple[str, int], Citation] = {}
    for citation in citations:
        text = guides.text(citation.document)
        line = text.rfind("\n", 0, citation.start) if text else citation.start
        lines.setdefault((citation.document, line), citation)
    return sorted(lines.values(), key=lambda c: (c.heading in ("", "Overview"), not c.heading.startswith("Required")))


def _facts(role: RoleProfile) -> tuple[tuple[str, str], ...]:
    years = role.experience_years
    span = "" if years is None else f"{years.min:g} or more" if years.max is None else f"{years.min:g} to {years.max:g}"
    degrees = " or ".join(level.capitalize() for level in role.education)
    fields = ", ".join(role.education_fields[:4])
    pay = "; ".join(
        f"{s.currency} {s.low:,}"
        + (f" to {s.high:,}" if s.high else "")
        + f" per {s.period}"
        + (f" ({s.year})" if s.year else "")
        for s in role.salary[:2]
    )
    facts = (
        ("Years of experience", span),
        ("Degree", f"{degrees} in {fields}" if degrees and fields else degrees),
        ("Pay, as the guide gives it", pay),
    )
    return tuple((name, value) for name, value in facts if value)


def _advice(steps: Sequence[Step], role: RoleProfile, guides: Guides) -> tuple[AdviceView, ...]:
    return tuple(AdviceView(step.text, guides.where(step.citation, role.id)) for step in steps)


def _named(identities: Sequence[str], known: Mapping[str, Skill]) -> tuple[tuple[str, str], ...]:
    return tuple((identity, known[identity].name) for identity in identities if identity in known)


def _fits(name: str, plain: str) -> bool:
    lower = name.lower()
    return lower.startswith(plain) or f" {plain}" in lower
