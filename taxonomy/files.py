"""The taxonomy file ``rolefit.taxonomy/1``: canonical JSON, and a version made of its content."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from taxonomy.model import Citation, Requirement, RoleProfile, Salary, Skill, SourceDocument, Step, Taxonomy, Years

SCHEMA = "rolefit.taxonomy/1"


def dumps(taxonomy: Taxonomy) -> str:
    """The file's text: sorted keys, one line, ending in a line feed."""
    return _canonical({"version": taxonomy.version, **_content(taxonomy)}) + "\n"


def with_version(taxonomy: Taxonomy) -> Taxonomy:
    """The same taxonomy under the version that its content gives it."""
    digest = hashlib.sha256(_canonical(_content(taxonomy)).encode()).hexdigest()
    return replace(taxonomy, version=f"sha256:{digest}")


def loads(text: str, *, verify: bool = True) -> Taxonomy:
    """A taxonomy from a file's text.

    Raises ValueError with one sentence where it is not a taxonomy file, or (``verify``) not the content it names.
    """
    try:
        raw = json.loads(text)
    except ValueError as error:
        raise ValueError("it is not JSON") from error
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        raise ValueError(f'it does not say "schema": "{SCHEMA}"')
    try:
        taxonomy = Taxonomy(
            version=str(raw["version"]),
            documents=tuple(SourceDocument(**item) for item in raw["documents"]),
            skills=tuple(_skill(item) for item in raw["skills"]),
            roles=tuple(_role(item) for item in raw["roles"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"a part of it is missing or of the wrong kind ({error})") from error
    if verify and with_version(taxonomy).version != taxonomy.version:
        raise ValueError("its content is not what its version says; build it again")
    return taxonomy


def as_data(item: object) -> Any:  # noqa: ANN401
    """Plain JSON data of a model object: tuples become lists, dataclasses dictionaries."""
    if isinstance(item, tuple | list):
        return [as_data(part) for part in item]
    if hasattr(item, "__dataclass_fields__"):
        return {f.name: as_data(getattr(item, f.name)) for f in fields(item)}  # type: ignore[arg-type]
    return item


def _content(taxonomy: Taxonomy) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "documents": as_data(taxonomy.documents),
        "skills": [_lean(as_data(skill)) for skill in taxonomy.skills],
        "roles": [_lean_role({**as_data(role), "terms": dict(role.terms)}) for role in taxonomy.roles],
    }


def _lean_role(role: dict[str, Any]) -> dict[str, Any]:
    """A role without what only some roles say; files from before it could be said keep their version."""
    return {key: value for key, value in role.items() if value or key != "education_or_equivalent"}


def _lean(skill: dict[str, Any]) -> dict[str, Any]:
    """A skill without its empty lists, which are most of the file."""
    return {
        key: value
        for key, value in skill.items()
        if value or key in {"id", "name", "kind", "aliases", "parents", "discovered"}
    }


def _canonical(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _skill(raw: dict[str, Any]) -> Skill:
    get = raw.get
    return Skill(
        raw["id"], raw["name"], raw["kind"],
        tuple(get("aliases", ())), tuple(get("parents", ())), tuple(get("implies", ())), tuple(get("related", ())),
        get("rule", ""), get("discovered", False), get("confidence", 1.0), tuple(get("spellings", ())),
    )  # fmt: skip


def _role(raw: dict[str, Any]) -> RoleProfile:
    years = raw["experience_years"]
    plain = ("titles", "education", "education_fields", "soft_skills")
    return RoleProfile(
        id=raw["id"],
        title=raw["title"],
        requirements=tuple(
            Requirement(**{**item, "citations": tuple(Citation(**c) for c in item["citations"])})
            for item in raw["requirements"]
        ),
        responsibilities=tuple(Citation(**c) for c in raw["responsibilities"]),
        experience_years=Years(**years) if years else None,
        ladder=tuple(_step(item) for item in raw["ladder"]),
        salary=tuple(Salary(**{**item, "citation": Citation(**item["citation"])}) for item in raw["salary"]),
        steps=tuple(_step(item) for item in raw["steps"]),
        terms=tuple(sorted(raw["terms"].items())),
        shingles=tuple(raw.get("shingles", ())),
        assessable=raw["assessable"],
        education_or_equivalent=raw.get("education_or_equivalent", False),
        **{key: tuple(raw[key]) for key in plain},
    )


def _step(raw: dict[str, Any]) -> Step:
    return Step(raw["kind"], raw["text"], tuple(raw["skill_ids"]), Citation(**raw["citation"]))
