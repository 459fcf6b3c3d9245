"""What the OpenAPI document says of answers: their shapes, and the problems that a route may answer with."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from service.api.problems import MEDIA_TYPE, PROBLEMS

# What any route behind a key may answer.
GUARDED: Final = (
    "unauthenticated", "forbidden", "quota-exceeded", "unknown-parameter", "bad-request", "internal", "unavailable",
)  # fmt: skip
# What a route that needs no key may answer.
OPEN: Final = ("unknown-parameter", "bad-request", "internal")
# What reading a document may answer.
READING: Final = (
    "unsupported-media-type", "document-too-large", "document-encrypted", "document-image-only", "document-corrupt",
    "document-empty", "parse-timeout", "queue-full", "validation-failed", "bad-request",
    "unavailable",
)  # fmt: skip
IDEMPOTENT: Final = ("idempotency-key-reused", "request-in-progress")
BODY: Final = ("validation-failed", "document-too-large", "unsupported-media-type", "bad-request")


def problems(*codes: str, always: Sequence[str] = GUARDED) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route that may answer with these problems, an example for each.

    ``always`` are those that any route of its kind may answer with.
    """
    by_status: dict[int, list[str]] = {}
    for code in dict.fromkeys((*codes, *always)):
        by_status.setdefault(PROBLEMS[code][0], []).append(code)
    return {status: _problem(status, found) for status, found in sorted(by_status.items())}


def answers(
    shape: Any,  # noqa: ANN401
    description: str,
    *,
    status: int = 200,
    example: Any = None,  # noqa: ANN401
    headers: Mapping[str, str] | None = None,
) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` entry of an answer with a shape."""
    entry: dict[str, Any] = {"description": description}
    if shape is not None:
        entry["model"] = shape
        if example is not None:
            entry["content"] = {"application/json": {"example": example}}
    if headers:
        entry["headers"] = {
            name: {"description": text, "schema": {"type": "string"}, "required": False}
            for name, text in headers.items()
        }
    return {status: entry}


def not_modified() -> dict[int | str, dict[str, Any]]:
    """The ``responses`` entry of a route with entity tags."""
    return {304: {"description": "The client has this version already (If-None-Match)."}}


def _problem(status: int, codes: list[str]) -> dict[str, Any]:
    examples = {
        code: {
            "value": {
                "type": f"/docs#{code}",
                "title": PROBLEMS[code][1],
                "status": status,
                "detail": PROBLEMS[code][1] + ".",
                "instance": "urn:rolefit:request:req_8f14e45fceea167a5a36",
            }
        }
        for code in codes
    }
    return {
        "description": "; ".join(PROBLEMS[code][1] for code in codes),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}},
    }
