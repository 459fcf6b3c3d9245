"""The OpenAPI document: what FastAPI derives, and what it can't know."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, TypeAdapter

from service.client.shapes import Problem

DESCRIPTION: Final = (
    "Ranks a resume against role profiles built from documents, with every point explained. Decision support: a person "
    "decides. Errors are RFC 9457 problems. Ids are opaque; times are RFC 3339 in UTC; offsets are half-open and count "
    "code points of the text that `/v1/resumes/{resume_id}/text` returns."
)


def two_bodies(
    model: type[BaseModel],
    examples: Mapping[str, Any],
    *,
    lists: frozenset[str] = frozenset(),
    file_required: bool = False,
) -> dict[str, Any]:
    """The ``openapi_extra`` of a route that takes JSON, or a form with a file and the same fields."""
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    schema.pop("$defs", None)
    schema.pop("title", None)
    properties = {
        name: ({"type": "array", "items": {"type": "string"}} if name in lists else _plain(value))
        for name, value in schema["properties"].items()
        if not _is_object(value)
    }
    form = {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "binary", "description": "The document."}, **properties},
        "additionalProperties": False,
        "required": ["file"],
    }
    content: dict[str, Any] = (
        {} if file_required else {"application/json": {"schema": schema, "examples": _named(examples)}}
    )
    content["multipart/form-data"] = {"schema": form}
    return {"requestBody": {"required": True, "content": content}}


def json_only(model: type[BaseModel], examples: Mapping[str, Any]) -> dict[str, Any]:
    """The ``openapi_extra`` of a route that reads a JSON body itself."""
    schema = model.model_json_schema()
    schema.pop("title", None)
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": schema, "examples": _named(examples)}},
        }
    }


def install(app: FastAPI) -> None:
    """Serve the finished document at ``/openapi.json``."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _finished(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _finished(app: FastAPI) -> dict[str, Any]:
    schema = get_openapi(
        title=app.title, version=app.version, openapi_version="3.1.0", description=app.description,
        routes=app.routes, webhooks=app.webhooks.routes, license_info=app.license_info, tags=app.openapi_tags,
    )  # fmt: skip
    schema.setdefault("webhooks", {})
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = TypeAdapter(Problem).json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(schemas["Problem"].pop("$defs", {}))
    for path in schema["paths"].values():
        for operation in path.values():
            _finish(operation)
    used = str(schema)
    for name in ("HTTPValidationError", "ValidationError"):
        if f"schemas/{name}'" not in used:
            schemas.pop(name, None)
    return schema


def _finish(operation: dict[str, Any]) -> None:
    """FastAPI adds its own 422 body to routes with parameters; ours is a problem."""
    invalid = operation["responses"].get("422", {}).get("content", {})
    if "HTTPValidationError" in str(invalid):
        del operation["responses"]["422"]
    first = operation["responses"].get("200", {})
    if (
        first.get("description") == "Successful Response"
        and "201" in operation["responses"]
        and not first.get("content")
    ):
        del operation["responses"]["200"]


def _named(examples: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {"value": value} for name, value in examples.items()}


def _is_object(value: dict[str, Any]) -> bool:
    return "object" in str(value.get("anyOf", value.get("type", "")))


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """A form's field can't be null; it is left out instead."""
    options = [option for option in value.get("anyOf", []) if option.get("type") != "null"]
    rest = {key: part for key, part in value.items() if key not in {"anyOf", "default", "title"}}
    return {**rest, **options[0]} if options else rest
