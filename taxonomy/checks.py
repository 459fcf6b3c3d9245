"""Every problem of a taxonomy at once, each with its place."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from taxonomy.model import Skill, Taxonomy
from taxonomy.names import phrase, slug
from taxonomy.surface import parse_rule, spellings

# Words of everyday English that are also names of skills: such a name needs a rule.
_COMMON = frozenset(
    """
    access act active agile air amber ant apex arrow assembly atlas atom aurora basic beam bind blade blaze blender bolt book
    boot bottle bottles box brave bridge bubble buck bundle c cake camel canvas capital care case cast cell chain chef
    chef's circle clean clear click cloud code coffee compass compose connect consul core cottage crew crystal cube d dart
    dash data delta deploy design direct dojo draft drift drill drive dust echo eclipse edge elm ember enzyme excel express
    factor falcon feast fiddler field fig fire flame flash flask fleet flow flux focus force forge form foundation
    fusion gatsby gem general ghost gin glide glue go grid gulp hack harbor harness haven heap helix helm hive horizon
    hub hug ideal impact impala indigo insight inspire iron jade jam jest jet julia jump karma keen kit knife knit
    lambda language last leaf lean learn legend lens level lift light lime link lisp live loom loop lotus lucid lumen luna
    magic make mango maple maps mark marvel master maven maya mean memory mercury mesh meteor micro mint mix mobile mocha
    mode monday moon mosaic motion mule nano navigator neon nest net next nice node nomad nose notion nova numbers oak object
    octave one open opera oracle orange orbit order outlook pack packer page paint pandas parcel pascal pass patch path pearl
    phoenix pig pilot pipe pivot place play plus point pop portal post power prefect present press prime prism process
    profit project prolog pulse puppet pure purpose quest quick r rack rails rake ranch ray reach react reason record
    red relay remix report rest rhino ring ripple rise river rocket root ruby rust sage sails salt sass scheme scope
    scratch script segment select sense sentry sequence shell sketch slack slice slim smart snap soap solid sonar
    source spark spell spider spine spirit spock spring sprint square stack stage star state steam stitch storm
    stream stripe studio style sublime suite sun super surge swift switch sync tango teams tempo terra things tide
    time titan toast tower track trail travis tree trident trust turbo twig twist unity unreal valor vault vector vega
    vertex view visa vision vista vue wave wax web wicket wing wire wonder word work worker x yarn yield zeppelin zip
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong, how bad, and where."""

    severity: Literal["error", "warning"]
    place: str
    message: str


def check(taxonomy: Taxonomy) -> list[Problem]:
    """Every problem of the skills and roles of a taxonomy; errors first."""
    skills = {skill.id: skill for skill in taxonomy.skills}
    found = [*_ids(taxonomy), *_edges(skills), *_names(taxonomy), *_circles(skills), *_roles(taxonomy, skills)]
    return sorted(found, key=lambda problem: (problem.severity, problem.place, problem.message))


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


def _names(taxonomy: Taxonomy) -> Iterator[Problem]:
    owners: dict[str, list[Skill]] = defaultdict(list)
    for skill in taxonomy.skills:
        try:
            parse_rule(skill.rule)
        except ValueError as error:
            yield Problem("error", f"skill {skill.id}", str(error))
        for form in spellings(skill):
            owners[form].append(skill)
            if " " not in form and not skill.rule and (form in _COMMON or len(form) == 1) and not skill.discovered:
                yield Problem(
                    "error", f"skill {skill.id}", f"the name {form!r} is an ordinary English word and has no rule"
                )
    for form, claimed in sorted(owners.items()):
        if len(claimed) > 1:
            exact = [skill for skill in claimed if form in {phrase(name) for name in (skill.name, *skill.aliases)}]
            if len(exact) > 1:
                yield Problem("error", f"name {form!r}", f"belongs to {', '.join(sorted(s.id for s in exact))}")


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
