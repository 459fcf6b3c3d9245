"""Errors on the wire: RFC 9457 ``application/problem+json`` for every one, the framework's own too."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from pydantic_core import ErrorDetails
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from service.errors import ManyProblems, UserError
from service.reading import ReadingError

MEDIA_TYPE: Final = "application/problem+json"

# code → status, title. The codes are the contract's; ``type`` is the code's place in the human docs.
PROBLEMS: Final[Mapping[str, tuple[int, str]]] = {
    "unsupported-media-type": (415, "This kind of document can't be read"),
    "document-too-large": (413, "The document is too large"),
    "document-encrypted": (422, "The document is protected by a password"),
    "document-image-only": (422, "The document holds pictures and no text"),
    "document-corrupt": (422, "The document is damaged"),
    "document-empty": (422, "The document holds no text"),
    "parse-timeout": (422, "The document took too long to read"),
    "validation-failed": (422, "The request is not as it should be"),
    "unknown-parameter": (400, "There is no such query parameter"),
    "bad-page-token": (400, "The page token is not one of ours"),
    "bad-request": (400, "The request can't be understood"),
    "idempotency-key-reused": (422, "The idempotency key was used for another request"),
    "request-in-progress": (409, "A request with this idempotency key is in progress"),
    "not-found": (404, "There is no such thing"),
    "taxonomy-version-unknown": (404, "There is no such taxonomy version"),
    "method-not-allowed": (405, "This path doesn't take that method"),
    "conflict": (409, "It conflicts with what there is"),
    "legal-hold": (409, "A legal hold keeps this from being deleted"),
    "precondition-failed": (412, "It was changed meanwhile"),
    "replay-unavailable": (409, "This report can't be made again here"),
    "unauthenticated": (401, "An API key is needed"),
    "forbidden": (403, "The API key doesn't allow this"),
    "quota-exceeded": (429, "Too many requests"),
    "queue-full": (429, "Too much work is waiting"),
    "scoring-paused": (503, "Scoring is paused"),
    "internal": (500, "Something went wrong on our side"),
    "unavailable": (503, "The service can't work right now"),
}
_BY_STATUS: Final = {
    400: "bad-request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    409: "conflict",
    412: "precondition-failed",
    413: "document-too-large",
    415: "unsupported-media-type",
    422: "validation-failed",
    429: "quota-exceeded",
    503: "unavailable",
}


# What the database raises while it is away, starts again, or has too much to do: waiting helps, and we aren't broken.
_AWAY: Final = (OperationalError, InterfaceError, PoolTimeoutError)


class ApiProblem(Exception):  # noqa: N818 (the word that HTTP has for it)
    """A problem to be answered with; raised anywhere, rendered once, at the edge."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Carry a code of ``PROBLEMS`` and one sentence without personal data."""
        super().__init__(code)
        self.code, self.detail, self.errors, self.headers = code, detail, tuple(errors), dict(headers or {})


def not_found(what: str) -> ApiProblem:
    """The problem for something that isn't there, or is another tenant's: the same body for both."""
    return ApiProblem("not-found", f"There is no such {what}.")


def invalid(pointer: str, code: str, detail: str) -> ApiProblem:
    """The problem for one wrong value."""
    return ApiProblem("validation-failed", detail, errors=[{"pointer": pointer, "code": code, "detail": detail}])


def missing(pointer: str, detail: str) -> ApiProblem:
    """The problem for something named in a body that isn't there."""
    return ApiProblem("not-found", detail, errors=[{"pointer": pointer, "code": "not-found", "detail": detail}])


def invalid_values(errors: Sequence[ErrorDetails | Mapping[str, Any]], start: int = 0) -> ApiProblem:
    """The problem for everything that pydantic found wrong; what was sent is not repeated."""
    found = [
        {"pointer": _pointer(error["loc"][start:]), "code": str(error["type"]), "detail": str(error["msg"])}
        for error in errors
    ]
    places = "one value" if len(found) == 1 else f"{len(found)} values"
    return ApiProblem("validation-failed", f"The request has {places} that can't be accepted.", errors=found)


def problem_body(problem: ApiProblem, instance: str) -> bytes:
    """The JSON text of a problem."""
    status, title = PROBLEMS[problem.code]
    body: dict[str, Any] = {
        "type": f"/docs#{problem.code}",
        "title": title,
        "status": status,
        "detail": problem.detail,
        "instance": instance,
    }
    if problem.errors:
        body["errors"] = [dict(error) for error in problem.errors]
    return json.dumps(body, ensure_ascii=False).encode()


def problem_response(problem: ApiProblem, request_id: str) -> Response:
    """A problem as an answer; ``instance`` names the request, as the logs do."""
    headers = dict(problem.headers)
    if problem.code == "unauthenticated":
        headers.setdefault("WWW-Authenticate", 'Bearer realm="rolefit"')
    if problem.code in {"queue-full", "request-in-progress", "unavailable", "scoring-paused"}:
        headers.setdefault("Retry-After", "2")
    status = PROBLEMS[problem.code][0]
    body = problem_body(problem, f"urn:rolefit:request:{request_id}")
    return Response(body, status, headers, media_type=MEDIA_TYPE)


def problem_of(error: Exception) -> ApiProblem:
    """What to answer for an error that a person can mend; raises it again where it is none."""
    match error:
        case ApiProblem():
            return error
        case ReadingError():
            return ApiProblem(error.code, error.message)
        case RequestValidationError():
            return _of_validation(error)
        case HTTPException():
            code = _BY_STATUS.get(error.status_code, "internal" if error.status_code >= 500 else "bad-request")
            return ApiProblem(code, _sentence(code, error.detail), headers=error.headers)
        case UserError():
            code = error.problem.code if error.problem.code in PROBLEMS else "validation-failed"
            return ApiProblem(code, error.problem.message)
        case ManyProblems():
            errors = [{"pointer": p.place or "", "code": p.code, "detail": p.message} for p in error.problems]
            return ApiProblem("validation-failed", "Several things are wrong.", errors=errors)
        case _:
            raise error


def install(app: FastAPI) -> None:
    """Answer every expected error with a problem."""
    for kind in (ApiProblem, ReadingError, RequestValidationError, HTTPException, UserError, ManyProblems, *_AWAY):
        app.add_exception_handler(kind, answer)


def body_kind(request: Request) -> str:
    """The media type that a body is said to have, without its parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def is_json(request: Request) -> bool:
    """Whether a body is said to be JSON."""
    kind = body_kind(request)
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


async def answer(request: Request, error: Exception) -> Response:
    """An expected error as its problem."""
    if isinstance(error, _AWAY):
        request.state.failure = error  # the edge logs it, without its words
        error = ApiProblem("unavailable", "The database doesn't answer; try again soon.")
    problem = problem_of(error)
    if isinstance(error, RequestValidationError) and _unread(error) and not is_json(request):
        problem = ApiProblem("unsupported-media-type", "Send application/json.")
    if problem.code == "method-not-allowed":
        methods = _methods(request)
        problem.headers["Allow"] = ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))
    return problem_response(problem, request.state.request_id)


def _methods(request: Request) -> set[str]:
    """What a path takes: the framework looks at the first route alone that has it."""
    path = request.url.path
    contexts = list(iter_route_contexts(request.app.routes))
    found = [c for c in contexts if c.path == path] or [c for c in contexts if c.path_regex.match(path)]
    return {method for context in found for method in context.methods or ()}


def _of_validation(error: RequestValidationError) -> ApiProblem:
    errors = error.errors()
    if any(e["type"] == "json_invalid" for e in errors):
        return ApiProblem("validation-failed", "The body is not JSON.", errors=[_json_error()])
    if all(e["loc"][:1] == ("path",) for e in errors):
        return ApiProblem("not-found", "There is no such thing.")
    return invalid_values([{**e, "loc": _place(e["loc"])} for e in errors])


def _unread(error: RequestValidationError) -> bool:
    """Whether a body came that the framework didn't try to read: it takes one for JSON that says so alone."""
    return any(tuple(e["loc"]) == ("body",) and e["type"] != "missing" for e in error.errors())


def _json_error() -> dict[str, str]:
    return {"pointer": "", "code": "json_invalid", "detail": "The body is not JSON."}


def _place(where: Sequence[int | str]) -> Sequence[int | str]:
    """``("body", "top")`` is ``/top``; ``("query", "q")`` stays ``/query/q``."""
    return where[1:] if where[:1] == ("body",) else where


def _pointer(where: Sequence[int | str]) -> str:
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in where)


def _sentence(code: str, detail: object) -> str:
    """The framework's own texts say "Not Found"; ours are sentences."""
    if code == "not-found":
        return "There is nothing at this path."
    if code == "method-not-allowed":
        return "This path doesn't take that method; Allow says which it takes."
    return str(detail)
