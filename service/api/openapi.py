"""The OpenAPI document: what FastAPI derives, and what it can't know."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel, TypeAdapter

from service.api.schema_examples import example_of
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
    sources: Sequence[str] = (),
    lists: frozenset[str] = frozenset(),
    file_required: bool = False,
) -> dict[str, Any]:
    """The ``openapi_extra`` of a route that takes JSON with one of ``sources``, or a form with a file instead.

    With ``file_required`` it takes the form alone.
    """
    schema = model.model_json_schema()
    schema.pop("title", None)
    form = {
        "type": "object",
        "properties": {
            "file": {"type": "string", "format": "binary", "description": "The document."},
            **{
                name: {"type": "array", "items": {"type": "string"}} if name in lists else _plain(value)
                for name, value in schema["properties"].items()
                if name not in sources
            },
        },
        "additionalProperties": False,
        "required": ["file"],
    }
    if sources:
        schema["oneOf"] = [_only(name, schema["properties"]) for name in sources]
    if "external_id" in schema["properties"] and "store" in schema["properties"]:
        kept = {"required": ["store"], "properties": {"store": {"const": True}}}
        schema["if"] = {"required": ["external_id"], "properties": {"external_id": {"type": "string"}}}
        schema["then"] = kept
        form["dependentSchemas"] = {"external_id": kept}
    content: dict[str, Any] = {"multipart/form-data": {"schema": form}}
    if not file_required:
        content = {"application/json": {"schema": schema, "examples": _named(examples)}, **content}
    return {"requestBody": {"required": True, "content": content}}


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
    for path in (*schema["paths"].values(), *schema["webhooks"].values()):
        for operation in path.values():
            _finish(operation, schemas)
    _restore_examples(app, schema)
    used = str(schema)
    for name in ("HTTPValidationError", "ValidationError"):
        if f"schemas/{name}'" not in used:
            schemas.pop(name, None)
    return schema


def _finish(operation: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    """Drop the answers that FastAPI adds of itself, and give every answer an example."""
    responses = operation["responses"]
    if "HTTPValidationError" in str(responses.get("422", {}).get("content", {})):
        del responses["422"]
    default = responses.get("200", {}).get("content", {}).get("application/json", {}).get("schema")
    if not default and responses.keys() & {"201", "202"}:
        responses.pop("200", None)
    for answer in responses.values():
        content = answer.get("content", {}).get("application/json")
        if content and not content.keys() & {"example", "examples"}:
            content["example"] = example_of(content.get("schema", {}), schemas)


def _restore_examples(app: FastAPI, schema: dict[str, Any]) -> None:
    """FastAPI drops every null inside examples; here they come back as they were written."""
    for context in iter_route_contexts(app.routes):
        methods = schema["paths"].get(context.path_format, {})
        for operation in (methods.get(method.lower(), {}) for method in context.methods or ()):
            for status, written in (getattr(context, "responses", None) or {}).items():
                shown = operation.get("responses", {}).get(str(status), {}).get("content", {})
                for kind, content in written.get("content", {}).items():
                    if kind in shown and "example" in content:
                        shown[kind]["example"] = content["example"]


def _named(examples: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {"value": value} for name, value in examples.items()}


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """A form's field can't be null; it is left out instead."""
    options = [option for option in value.get("anyOf", []) if option.get("type") != "null"]
    rest = {key: part for key, part in value.items() if key not in {"anyOf", "default", "title"}}
    return {**rest, **options[0]} if options else rest


def _only(source: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """A body with this source; what is stored has its external_id already."""
    fields = {source: {"type": _kind(properties[source])}}
    if source == "resume_id" and "external_id" in properties:
        fields["external_id"] = {"type": "null"}
    return {"required": [source], "properties": fields}


def _kind(value: dict[str, Any]) -> str:
    return str(_plain(value)["type"])
