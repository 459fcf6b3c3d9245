"""Skills: searched, shown, found in texts, and recognised in bare lists."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import Any, Final

from rapidfuzz import fuzz, process

from service.api.catalogue import Edition
from service.api.problems import not_found
from taxonomy.model import Skill
from taxonomy.names import phrase, tokenize

_LIKE: Final = 78  # percent; "kuberntes" is 95 % like Kubernetes, "java" 73 % like "javac"
_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill that a search found, by which of its names, and how alike in percent."""

    skill: Skill
    matched: str
    likeness: float


def search(edition: Edition, query: str) -> list[Hit]:
    """Skills by name: those that are the query, then those that begin with it, then those that are like it."""
    wanted = " ".join(query.lower().split())
    if not wanted:
        return [Hit(skill, skill.name, 100.0) for skill in sorted(edition.taxonomy.skills, key=lambda s: s.id)]
    names = edition.names
    start = bisect_left(names, wanted, key=lambda item: item[0])
    found: dict[str, Hit] = {}
    beginning = []
    for name, skill in names[start : start + _MOST]:
        if not name.startswith(wanted):
            break
        beginning.append(Hit(skill, name, 100.0 if name == wanted else 100.0 * len(wanted) / len(name)))
    for hit in sorted(beginning, key=lambda h: (-h.likeness, h.skill.id)):
        found.setdefault(hit.skill.id, hit)
    if len(wanted) >= 3:
        spelt = [name for name, _ in names]
        alike = process.extract(wanted, spelt, scorer=fuzz.ratio, score_cutoff=_LIKE, limit=50)
        for name, likeness, place in alike:
            skill = names[place][1]
            found.setdefault(skill.id, Hit(skill, name, likeness))
    return list(found.values())


def hit(found: Hit) -> dict[str, Any]:
    """A found skill as the API shows it."""
    skill = found.skill
    similarity = round(found.likeness / 100, 3)
    return {"id": skill.id, "name": skill.name, "kind": skill.kind, "matched": found.matched, "similarity": similarity}


def part(edition: Edition, identity: str) -> dict[str, Any]:
    """A skill whole. Raises ``not-found``."""
    known = edition.taxonomy.skill_by_id
    skill = known.get(identity)
    if skill is None:
        raise not_found("skill")
    uses = [
        {"role_id": role.id, "title": role.title, "need": requirement.need, "weight": requirement.weight}
        for role in edition.taxonomy.roles
        for requirement in role.requirements
        if requirement.skill_id == identity
    ]
    relations = {
        name: [{"skill_id": other, "name": known[other].name} for other in getattr(skill, name) if other in known]
        for name in ("parents", "implies", "related")
    }
    return {
        "id": skill.id,
        "name": skill.name,
        "kind": skill.kind,
        "aliases": list(skill.aliases),
        **relations,
        "discovered": skill.discovered,
        "confidence": skill.confidence,
        "roles": uses,
        "taxonomy_version": edition.version,
    }


def extract(edition: Edition, text: str) -> list[dict[str, Any]]:
    """Every mention of a known skill in a text."""
    known = edition.taxonomy.skill_by_id
    return [
        {
            "skill_id": surface.skill_id,
            "name": known[surface.skill_id].name,
            "start": surface.start,
            "end": surface.end,
            "quote": text[surface.start : surface.end],
        }
        for surface in edition.matcher.reader.index.find(tokenize(text))
    ]


def recognise(edition: Edition, name: str) -> str | None:
    """The skill that an item of a bare list names: an id, a name or an alias; None where it is none of them."""
    if name in edition.taxonomy.skill_by_id:
        return name
    return edition.matcher.reader.index.skill_of(phrase(name))
