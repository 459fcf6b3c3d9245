"""Examples of answers in the OpenAPI document, made from the schemas: every answer has one, and none goes stale."""

from collections.abc import Mapping
from typing import Any, Final

from matchers.scoring import band_of
from service.api.examples import COMPONENTS, ROUTES, SCORE

_RESUME: Final = "res_0123456789abcdefghjkmnpqrs"
_ROLE: Final = "production-ai-engineer"
_VERSION: Final = "sha256:77aa51bc9f0c1a2b3c4d5e6f708177aa51bc9f0c1a2b3c4d5e6f708177aa51bc"
# What a field of this name says in an example; its type must fit, which a test checks.
_VALUES: Final[Mapping[str, Any]] = {
    "id": "python", "resume_id": _RESUME, "match_id": "mat_0123456789abcdefghjkmnpqrs", "role_id": _ROLE,
    "skill_id": "python", "external_id": "candidate-17", "name": "Python", "title": "Production AI Engineer",
    "kind": "programming-language", "version": _VERSION, "taxonomy_version": _VERSION, "base": _VERSION, "a": _VERSION,
    "b": _VERSION, "taxonomy": _VERSION, "config": _VERSION, "engine": "1.0.0", "as_of": "2026-11", "score": SCORE / 10,
    "band": band_of(SCORE), "components": COMPONENTS, "routes": ROUTES, "rank": 1, "need": "required", "start": 112,
    "end": 118, "quote": "Python", "text": "Sam Example…", "document": "production-ai-engineer",
    "heading": "Requirements", "created_at": "2026-11-20T12:00:00Z", "updated_at": "2026-11-20T12:00:00Z",
    "exported_at": "2026-11-20T12:00:00Z", "next_page_token": None, "href": "/v1/roles/production-ai-engineer",
    "matched": "python", "similarity": 1.0, "weight": 0.031, "skills": 42,
    "description": "What the comparison says of itself.", "max_points": COMPONENTS[0]["max_points"],
    "changes": ["~ role " + _ROLE], "unknown": ["underwater basket weaving"], "status": "ok", "via": None,
    "group": None, "min_years": 3.0, "education": ["bachelor", "master"], "soft_skills": ["communication"],
    "titles": ["MLOps Engineer"], "pending": 0,
}  # fmt: skip
_BY_TYPE: Final[Mapping[str, Any]] = {"string": "…", "integer": 1, "number": 1.0, "boolean": True, "null": None}
_DEPTH: Final = 12


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any], name: str = "", depth: int = 0) -> Any:  # noqa: ANN401
    """A value that the schema allows."""
    if depth > _DEPTH:
        return None
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas, name, depth + 1)
    given = [schema[key] for key in ("example", "const") if key in schema] or list(schema.get("enum", ()))
    if given:
        return _VALUES[name] if _VALUES.get(name) in given else given[0]
    options = schema.get("anyOf") or schema.get("oneOf")
    if options:
        wanted = [option for option in options if _fits(_VALUES.get(name), option, schemas)] if name in _VALUES else []
        return example_of((wanted or options)[0], schemas, name, depth + 1)
    if name in _VALUES and _fits(_VALUES[name], schema, schemas):
        return _VALUES[name]
    return _built(schema, schemas, depth)


def _built(schema: Mapping[str, Any], schemas: Mapping[str, Any], depth: int) -> Any:  # noqa: ANN401
    kind = schema.get("type")
    if kind == "object" or "properties" in schema:
        required = set(schema.get("required", ()))
        fields = schema.get("properties", {})
        return {key: example_of(value, schemas, key, depth + 1) for key, value in fields.items() if key in required}
    if kind == "array":
        items = schema.get("items", {})
        return [example_of(items, schemas, "", depth + 1)] if items else []
    return _BY_TYPE.get(str(kind), {})


def _fits(value: object, schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> bool:
    if "$ref" in schema:
        return _fits(value, schemas[schema["$ref"].rpartition("/")[2]], schemas)
    kinds = {"string": str, "integer": int, "number": int | float, "boolean": bool, "null": type(None), "array": list}
    kind = kinds.get(str(schema.get("type")))
    return kind is not None and isinstance(value, kind)
