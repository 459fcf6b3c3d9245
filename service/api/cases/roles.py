"""Roles: shown, made from documents and job ads, changed, and compared with bare lists of skills."""

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

from matchers.reports import citation_part
from matchers.requirements import Unit
from matchers.signals import support_of, unit_points
from service.api.cases import skills as skill_cases
from service.api.catalogue import Edition
from service.api.idempotency import Once
from service.api.problems import ApiProblem, invalid, not_found
from service.api.replies import Reply, encoded, is_expected
from service.api.services import Services
from service.store import Store
from service.store.records import OwnRole, timestamp
from taxonomy.build import Source, build_role
from taxonomy.files import as_data
from taxonomy.model import RoleProfile, Skill
from taxonomy.names import slug

_LONGEST_ID = 120


@dataclass(frozen=True)
class Posted:
    """A role as it was posted: its document's text, and what the caller wants it to be called.

    ``named`` is what a job posting itself calls the role; without it, that is read from the text.
    """

    text: str
    role_id: str | None = None
    title: str | None = None
    named: str = ""


def is_own(services: Services, role: RoleProfile) -> bool:
    """Whether a role is a tenant's own, not a shipped one; it may stand in the place of one with its id."""
    return services.catalogue.shipped.taxonomy.role_by_id.get(role.id) is not role


def summary(services: Services, role: RoleProfile) -> dict[str, Any]:
    """A role in a list."""
    return {
        "id": role.id,
        "title": role.title,
        "own": is_own(services, role),
        "assessable": role.assessable,
        "skills": len(role.requirements),
        "href": f"/v1/roles/{role.id}",
    }


def part(services: Services, edition: Edition, role: RoleProfile) -> dict[str, Any]:
    """A role whole, with the names of its skills."""
    data = as_data(role)
    data.pop("terms")
    skills = edition.taxonomy.skill_by_id
    for requirement in data["requirements"]:
        skill = skills[requirement["skill_id"]]
        requirement["name"], requirement["kind"] = skill.name, skill.kind
    return {
        "id": data.pop("id"),
        "title": data.pop("title"),
        "own": is_own(services, role),
        "assessable": data.pop("assessable"),
        "taxonomy_version": edition.version,
        **data,
    }


def create(services: Services, tenant: int, posted: Posted, keep: Once) -> Reply:
    """Make a role of a document, and publish the catalogue that has it; stored resumes are rescored in the background.

    Raises ``conflict`` where a role has the id that was asked for.
    """
    named = _named(posted)
    with services.storage.writing(tenant) as store:
        role, edition = _added(services, store, posted, named)
        body = encoded(part(services, edition, role))
        return keep.keep(store, Reply(201, body, {"Location": f"/v1/roles/{role.id}"}))


def add(services: Services, tenant: int, posted: Posted) -> str:
    """The same for a page, which asks once; returns the role's id."""
    named = _named(posted)
    with services.storage.writing(tenant) as store:
        return _added(services, store, posted, named)[0].id


def change(
    services: Services, tenant: int, role_id: str, posted: Posted, expected: str | None = None
) -> dict[str, Any]:
    """Put another document in the place of a role's. Raises ``not-found``, and ``forbidden`` for a shipped role.

    ``expected`` are the entity tags that the role may have (``If-Match``): with another one, ``precondition-failed``.
    """
    profile, skills = _profile(posted, role_id)
    with services.storage.writing(tenant) as store:
        store.catalogues.lock()
        old = _own(services, store, role_id)
        _check(services, store, role_id, expected)
        now = services.clock()
        store.roles.put(OwnRole(replace(profile, id=role_id), skills, posted.text, old.created_at, now))
        edition = services.catalogue.publish(store, tenant)
        _record(services, store, edition, "role.changed", role_id)
    return part(services, edition, edition.role(role_id))


def remove(services: Services, tenant: int, role_id: str, expected: str | None = None) -> None:
    """Drop a role; its scores go with the next rescoring. Raises what ``change`` raises.

    Dropping the scores here would leave resumes that say they are scored, should the same role come back at once: the
    same content is the same version again.
    """
    with services.storage.writing(tenant) as store:
        store.catalogues.lock()
        _own(services, store, role_id)
        _check(services, store, role_id, expected)
        store.roles.remove(role_id)
        _record(services, store, services.catalogue.publish(store, tenant), "role.deleted", role_id)


def source(services: Services, tenant: int, role_id: str) -> dict[str, Any]:
    """The text that a tenant's own role was built from: citations count code points of it."""
    with services.storage.reading(tenant) as store:
        role = _own(services, store, role_id)
    return {
        "id": role_id,
        "text": role.text,
        "created_at": timestamp(role.created_at),
        "updated_at": timestamp(role.updated_at),
    }


def compare(edition: Edition, role_id: str, names: list[str]) -> dict[str, Any]:
    """What a bare list of skills meets of a role, what it lacks, what it has besides, and what isn't known.

    Raises ``not-found``, and ``validation-failed`` for a role that asks for nothing.
    """
    role = edition.role(role_id)
    prepared = edition.matcher.scorer.roles.get(role_id)
    if prepared is None:
        raise invalid("/role_id", "not-assessable", "This role asks for nothing that could be matched.")
    recognised = {name: skill_cases.recognise(edition, name) for name in names}
    held = [identity for identity in dict.fromkeys(recognised.values()) if identity is not None]
    support = support_of(dict.fromkeys(held, "demonstrated"), edition.matcher.scorer.supports)
    known = edition.taxonomy.skill_by_id
    matched, missing, used = [], [], set[str]()
    for unit in prepared.units:
        _, best, identity = unit_points(unit, support)
        if best is None or identity is None:
            missing.append(_lacking(unit, known))
            continue
        used |= {identity, best.via or identity}
        matched.append({"skill_id": identity, "name": known[identity].name, "need": unit.need, "via": best.via})
    wanted = {requirement.skill_id for requirement in role.requirements}
    extra = [other for other in held if other not in used and other not in wanted]
    return {
        "role_id": role_id,
        "taxonomy_version": edition.version,
        "matched": matched,
        "missing": missing,
        "extra": [_ref(other, known) for other in extra],
        "unknown": [name for name, identity in recognised.items() if identity is None],
    }


def _profile(posted: Posted, name: str) -> tuple[RoleProfile, tuple[Skill, ...]]:
    """The role that a document describes. Raises ``validation-failed`` where it asks for nothing."""
    profile, skills = build_role(Source(name, posted.text, title=posted.named))
    if not profile.assessable:
        detail = "The document asks for nothing that could be matched: no skill was found that it demands."
        raise ApiProblem(
            "validation-failed", detail, errors=[{"pointer": "", "code": "no-requirements", "detail": detail}]
        )
    return (profile if posted.title is None else replace(profile, title=posted.title)), skills


def _named(posted: Posted) -> RoleProfile:
    """The role before it has an id, read before anybody has to wait for the catalogue."""
    return _profile(posted, posted.role_id or "job")[0]


def _added(services: Services, store: Store, posted: Posted, named: RoleProfile) -> tuple[RoleProfile, Edition]:
    """The new role and the edition that has it; the lock keeps two of them from taking one id."""
    store.catalogues.lock()
    identity = _free_id(services, store, posted, named)
    profile, skills = _profile(posted, identity)  # again, for its citations name their document
    now = services.clock()
    store.roles.put(OwnRole(replace(profile, id=identity), skills, posted.text, now, now))
    edition = services.catalogue.publish(store, store.tenant)
    _record(services, store, edition, "role.created", identity)
    return edition.role(identity), edition


def _free_id(services: Services, store: Store, posted: Posted, profile: RoleProfile) -> str:
    taken = {role.profile.id for role in store.roles.all()} | services.catalogue.shipped.taxonomy.role_by_id.keys()
    if posted.role_id is not None:
        if posted.role_id in taken:
            raise ApiProblem("conflict", "There is a role with this id; PUT changes one of your own.")
        return posted.role_id
    plain = unicodedata.normalize("NFKD", profile.title).encode("ascii", "ignore").decode()
    wanted = slug(plain)[:_LONGEST_ID].strip("-") or "role"
    number = 1
    while (identity := wanted if number == 1 else f"{wanted}-{number}") in taken:
        number += 1
    return identity


def _own(services: Services, store: Store, role_id: str) -> OwnRole:
    role = store.roles.get(role_id) if role_id.isascii() and role_id.isprintable() else None
    if role is None:
        if role_id in services.catalogue.shipped.taxonomy.role_by_id:
            raise ApiProblem("forbidden", "This role was shipped; make one of your own with POST /v1/roles.")
        raise not_found("role")
    return role


def _check(services: Services, store: Store, role_id: str, expected: str | None) -> None:
    """Compare the role as it is with what the caller saw, while nobody can change it."""
    if expected is None:
        return
    edition = services.catalogue.current_in(store)
    if not is_expected(expected, encoded(part(services, edition, edition.role(role_id)))):
        raise ApiProblem("precondition-failed", "The role is not the one of this If-Match any more; GET it again.")


def _record(services: Services, store: Store, edition: Edition, what: str, role_id: str) -> None:
    store.record.add(what, role_id, {"taxonomy_version": edition.version}, services.clock())


def _lacking(unit: Unit, known: Any) -> dict[str, Any]:  # noqa: ANN401
    first, *others = unit.requirements
    return {
        "skill_id": first.skill_id,
        "name": known[first.skill_id].name,
        "need": unit.need,
        "alternatives": [_ref(other.skill_id, known) for other in others],
        "because": citation_part(first.citations[0] if first.citations else None),
    }


def _ref(identity: str, known: Any) -> dict[str, str]:  # noqa: ANN401
    return {"skill_id": identity, "name": known[identity].name}
