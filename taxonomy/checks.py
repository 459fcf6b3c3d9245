"""Every problem of a taxonomy at once, each with its place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from taxonomy.build.weights import background
from taxonomy.lexicon import Row
from taxonomy.model import Skill, Taxonomy
from taxonomy.names import phrase, slug
from taxonomy.ordinary import ordinary_words
from taxonomy.surface import parse_rule, spellings
from taxonomy.terms import stem

# Single words that stand in so many of all trades are ordinary there, unless they are (in) a skill's own name.
_ORDINARY_FROM = 0.1
# Their stems are those of other words (policies, improve, cost, position, flow, event, prose), or they name one thing only.
_STEMS_OF_OTHERS = frozenset({"costing", "esri", "eventing", "flowise", "policing", "posit", "proseries", "purchasing"})


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, how bad, and where."""

    severity: Literal["error", "warning"]
    place: str
    message: str


def check(taxonomy: Taxonomy) -> list[Problem]:
    """Every problem of the skills and roles of a taxonomy; errors first."""
    skills = {skill.id: skill for skill in taxonomy.skills}
    found = [*_ids(taxonomy), *_edges(skills), *_names(taxonomy.skills), *_circles(skills), *_roles(taxonomy, skills)]
    return _sorted(found)


def check_lexicon(rows: Iterable[Row]) -> list[Problem]:
    """Every problem of the rows of a lexicon, those that another row with their id hides among them; errors first."""
    rows = tuple(rows)
    skills = {row.skill.id: row.skill for row in rows}
    found = [*_rows(rows), *_edges(skills), *_names(tuple(skills.values())), *_circles(skills)]
    return _sorted(found)


def _sorted(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (problem.severity, problem.place, problem.message))


def _rows(rows: Iterable[Row]) -> Iterator[Problem]:
    places: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        places[row.skill.id].append(f"{row.file}:{row.line}")
        if row.skill.id != slug(row.skill.id):
            yield Problem("error", f"skill {row.skill.id}", "is not a well-formed id")
    for identity, where in places.items():
        if len(where) > 1:
            yield Problem("error", f"skill {identity}", f"is defined {len(where)} times: {', '.join(where)}")


def _ids(taxonomy: Taxonomy) -> Iterator[Problem]:
    for kind, ids in (("skill", [s.id for s in taxonomy.skills]), ("role", [r.id for r in taxonomy.roles])):
        for identity, count in Counter(ids).items():
            if count > 1:
                yield Problem("error", f"{kind} {identity}", f"is defined {count} times")
            if identity != slug(identity):
                yield Problem("error", f"{kind} {identity}", "is not a well-formed id")


def _edges(skills: dict[str, Skill]) -> Iterator[Problem]:
    touched = {other for skill in skills.values() for other in (*skill.parents, *skill.implies, *skill.related)}
    for skill in skills.values():
        for kind in ("parents", "implies", "related"):
            for other in getattr(skill, kind):
                if other not in skills:
                    yield Problem("error", f"skill {skill.id}", f"{kind} names {other!r}, which doesn't exist")
                if other == skill.id:
                    yield Problem("error", f"skill {skill.id}", f"{kind} names itself")
        if not (skill.parents or skill.implies or skill.related or skill.discovered) and skill.id not in touched:
            yield Problem("warning", f"skill {skill.id}", "is an orphan: nothing is above, below or beside it")


def _names(skills: Iterable[Skill]) -> Iterator[Problem]:
    skills = tuple(skills)
    proper = {phrase(skill.name) for skill in skills}
    owners: dict[str, list[Skill]] = defaultdict(list)
    for skill in skills:
        try:
            parse_rule(skill.rule)
        except ValueError as error:
            yield Problem("error", f"skill {skill.id}", str(error))
        for form in spellings(skill):
            owners[form].append(skill)
            if " " not in form and not skill.rule and not skill.discovered and _is_ordinary(form, skill, proper):
                yield Problem(
                    "error", f"skill {skill.id}", f"the name {form!r} is an ordinary English word and has no rule"
                )
    for form, claimed in sorted(owners.items()):
        if len(claimed) > 1:
            exact = [skill for skill in claimed if form in {phrase(name) for name in (skill.name, *skill.aliases)}]
            if len(exact) > 1:
                yield Problem("error", f"name {form!r}", f"belongs to {', '.join(sorted(s.id for s in exact))}")


def _is_ordinary(word: str, skill: Skill, proper: AbstractSet[str]) -> bool:
    """Whether a name of one word is also a word of everyday English, or one that people of many trades use.

    The trades' words hold names of products, too: one that is some skill's ``proper`` name is no ordinary word.
    """
    if len(word) == 1 or word in ordinary_words():
        return True
    if (
        word in proper
        or word.removesuffix("s") in _STEMS_OF_OTHERS
        or stem(word) in {stem(own) for own in phrase(skill.name).split()}
    ):
        return False
    table = background()
    return table.counts.get(stem(word), 0) >= _ORDINARY_FROM * table.documents


def _circles(skills: dict[str, Skill]) -> Iterator[Problem]:
    for kind in ("parents", "implies"):
        done: set[str] = set()
        for start in sorted(skills):
            path: list[str] = []
            yield from _walk(skills, kind, start, path, done)


def _walk(skills: dict[str, Skill], kind: str, current: str, path: list[str], done: set[str]) -> Iterator[Problem]:
    if current in path:
        circle = " → ".join([*path[path.index(current) :], current])
        yield Problem(
            "error" if kind == "parents" else "warning", f"skill {current}", f"{kind} go in a circle: {circle}"
        )
        return
    if current in done or current not in skills:
        return
    path.append(current)
    for other in getattr(skills[current], kind):
        yield from _walk(skills, kind, other, path, done)
    path.pop()
    done.add(current)


def _roles(taxonomy: Taxonomy, skills: dict[str, Skill]) -> Iterator[Problem]:
    documents = {document.id: document for document in taxonomy.documents}
    for role in taxonomy.roles:
        place = f"role {role.id}"
        if not role.requirements:
            yield Problem("error", place, "asks for nothing")
        if not role.responsibilities:
            yield Problem("warning", place, "its documents name no responsibilities")
        for requirement in role.requirements:
            if requirement.skill_id not in skills:
                yield Problem("error", place, f"asks for {requirement.skill_id!r}, which doesn't exist")
            for citation in requirement.citations:
                document = documents.get(citation.document)
                if document is None or not 0 <= citation.start < citation.end <= document.characters:
                    yield Problem(
                        "error",
                        place,
                        f"cites {citation.document}[{citation.start}:{citation.end}], which doesn't exist",
                    )
