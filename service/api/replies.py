"""Answers: JSON text as it is kept, entity tags, and answers that can be kept for an idempotency key."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

JSON = "application/json"


@dataclass(frozen=True)
class Reply:
    """An answer before it is sent: what a use case that creates something gives back."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def kept(self) -> bytes:
        """The answer as bytes to be kept."""
        head = json.dumps({"status": self.status, "headers": dict(self.headers)}).encode()
        return head + b"\n" + self.body

    @classmethod
    def of_kept(cls, kept: bytes) -> "Reply":
        """An answer that was kept."""
        head, _, body = kept.partition(b"\n")
        raw = json.loads(head)
        return cls(raw["status"], body, raw["headers"]).replayed()

    def replayed(self) -> "Reply":
        """The same answer, to a request that came before."""
        return replace(self, headers={**self.headers, "Idempotency-Replayed": "true"})

    def response(self) -> Response:
        """The answer as it is sent."""
        return Response(self.body, self.status, dict(self.headers), media_type=JSON if self.body else None)


def encoded(data: Any) -> bytes:  # noqa: ANN401
    """JSON as this service writes it: UTF-8, compact, in the order given; the same bytes for the same data.

    Written by pydantic's Rust core, five times as fast as ``json.dumps``: a report has 76 kB.
    """
    return to_json(data)


def json_response(data: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:  # noqa: ANN401
    """Data as JSON."""
    return Response(encoded(data), status, dict(headers or {}), media_type=JSON)


def tagged(request: Request, body: bytes, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON body under its entity tag; 304 where the client has it already."""
    tag = _tag_of(body)
    return _tagged(request, tag, headers) or Response(
        body, 200, {"ETag": tag, "Cache-Control": "private, no-cache", **(headers or {})}, media_type=JSON
    )


def is_expected(given: str, body: bytes) -> bool:
    """Whether an ``If-Match`` allows for what there is; a weak tag is equal to nothing (RFC 9110)."""
    tags = {part.strip() for part in given.split(",")}
    return _tag_of(body) in tags or "*" in tags


def unchanged(request: Request, version: str) -> Response | None:
    """304 where the client has this version already, which saves making the body."""
    return _tagged(request, f'"{version}"', None)


def _tag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _tagged(request: Request, tag: str, headers: Mapping[str, str] | None) -> Response | None:
    given = request.headers.get("if-none-match", "")
    tags = {part.strip().removeprefix("W/") for part in given.split(",")}
    if tag not in tags and "*" not in tags:
        return None
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": "private, no-cache", **(headers or {})})
