"""The API's own description made ready for a page: each operation with a call that can be copied. Pure."""

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class ParameterView:
    """A parameter of an operation."""

    name: str
    place: str
    meaning: str


@dataclass(frozen=True, slots=True)
class OperationView:
    """One operation of the API."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[ParameterView, ...]
    call: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Operations about one thing."""

    name: str
    operations: tuple[OperationView, ...]


def groups(schema: Mapping[str, Any], base: str) -> list[Group]:
    """The operations by tag, in the order of the description."""
    found: dict[str, list[OperationView]] = {}
    for path, item in schema.get("paths", {}).items():
        for method in _METHODS:
            if method in item:
                operation = item[method]
                tag = (operation.get("tags") or ["other"])[0]
                found.setdefault(tag, []).append(_operation(path, method, operation, base))
    return [Group(name, tuple(operations)) for name, operations in found.items()]


def _operation(path: str, method: str, operation: Mapping[str, Any], base: str) -> OperationView:
    parameters = tuple(
        ParameterView(p["name"], p["in"], p.get("description", ""))
        for p in operation.get("parameters", [])
        if "name" in p
    )
    return OperationView(
        id=f"{method}-{path.strip('/').replace('/', '-').replace('{', '').replace('}', '') or 'root'}",
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=parameters,
        call=_call(path, method, operation, base),
        answers=tuple(
            (status, answer.get("description", "")) for status, answer in operation.get("responses", {}).items()
        ),
    )


def _call(path: str, method: str, operation: Mapping[str, Any], base: str) -> str:
    parts = [
        "curl -sS",
        f"-X {method.upper()}" if method not in ("get", "post") else "",
        shlex.quote(base.rstrip("/") + path),
    ]
    if operation.get("security") != []:
        parts.append('-H "Authorization: Bearer $ROLEFIT_KEY"')
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        parts.append("-F file=@resume.pdf")
    elif content:
        kind, body = next(iter(content.items()))
        parts.append(f"-H {shlex.quote('Content-Type: ' + kind)}")
        parts.append(f"-d {shlex.quote(json.dumps(_example(body), ensure_ascii=False))}")
    elif method == "post":
        parts.append("-X POST")
    return " \\\n  ".join(part for part in parts if part)


def _example(body: Mapping[str, Any]) -> Any:  # noqa: ANN401 (an example may be anything)
    if "example" in body:
        return body["example"]
    examples = body.get("examples")
    if isinstance(examples, dict) and examples:
        first = next(iter(examples.values()))
        return first.get("value", {}) if isinstance(first, dict) else first
    shown = body.get("schema", {}).get("examples")
    return shown[0] if shown else {}
