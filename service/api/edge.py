"""The outermost layer: request ids, body limits, headers, one log line and the last resort for errors."""

import logging
import re
import secrets
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.api.cors import CrossOrigin
from service.api.problems import ApiProblem, problem_response

_LOG = logging.getLogger("rolefit.requests")
_GIVEN_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_SECURITY: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
_ROOT: Final = f"{Path(__file__).parents[2]}/"
_OURS: Final = tuple(f"{_ROOT}{name}/" for name in ("service", "matchers", "taxonomy"))
_FRAMES: Final = 12
_ONCE: Final = ("Authorization", "Idempotency-Key")  # of two, whoever stands between us might take the other one
_TWICE: Final = "This header may be given once."
_PACKED: Final = "Bodies are read as they are; send this one without Content-Encoding."
# Where a whole pool of candidates may be sent at once.
_POOLS = ("/v1/batches", "/recruiter")
# Told after each request: method, route, status, seconds.
Observe = Callable[[str, str, int, float], None]


class BodyTooLarge(Exception):  # noqa: N818
    """More came than may come."""


class _Unreadable(Exception):  # noqa: N818
    """The headers say something that nobody here can follow."""

    def __init__(self, problem: ApiProblem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Edge:
    """ASGI middleware around everything else."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        max_body: int,
        pool_body: int,
        observe: Observe,
        behind_tls: bool = False,
        cors_origins: Sequence[str] = (),
    ) -> None:
        """Let at most ``max_body`` bytes of a request in, ``pool_body`` where a pool of candidates is sent.

        ``observe`` is told about every request. ``behind_tls``, browsers are told to come no other way. Pages of
        ``cors_origins`` may read every answer.
        """
        self._app = CrossOrigin(app, cors_origins) if cors_origins else app
        self._max_body, self._pool_body, self._observe, self._cors_origins = max_body, pool_body, observe, cors_origins
        self._headers = _SECURITY | ({"Strict-Transport-Security": "max-age=31536000"} if behind_tls else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._pool_body if scope["path"].startswith(_POOLS) else self._max_body
        exchange = _Exchange(scope, receive, send, most, self._headers, self._cors_origins)
        # What answers GET answers HEAD, without the body; it need not know.
        asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
        started = time.perf_counter()
        try:
            exchange.check_length()
            exchange.check_headers()
            await self._app(asked, exchange.receive, exchange.send)
        except BodyTooLarge:
            await exchange.refuse()
        except _Unreadable as error:
            await exchange.answer(error.problem)
        except Exception as error:  # noqa: BLE001 (the last resort: nothing may leave without an answer)
            exchange.state["failure"] = error
            if exchange.status:  # too late for another answer: the connection is cut, which the client sees
                raise ConnectionAbortedError from None
            await exchange.fail()
        finally:
            if (failure := exchange.state.get("failure")) is not None:
                _log_failure(exchange.request_id, failure)
            seconds = time.perf_counter() - started
            route = route_of(asked)
            self._observe(scope["method"], route, exchange.status, seconds)
            _log_request(scope, route, exchange, seconds)


class _Exchange:
    """One request and its answer."""

    def __init__(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        max_body: int,
        answered: Mapping[str, str],
        cors_origins: Sequence[str],
    ) -> None:
        self.headers = Headers(scope=scope)
        self._answered, self._cors_origins = answered, cors_origins
        given = self.headers.get("x-request-id", "")
        self.request_id = given if _GIVEN_ID.fullmatch(given) else f"req_{secrets.token_hex(10)}"
        self.state = scope.setdefault("state", {})
        self.state["request_id"] = self.request_id
        self.status = 0
        self._scope, self._receive, self._send, self._max_body = scope, receive, send, max_body
        self._received, self._refused, self._ended = 0, False, False

    def check_length(self) -> None:
        length = self.headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self._max_body:
            raise BodyTooLarge

    def check_headers(self) -> None:
        twice = [name for name in _ONCE if len(self.headers.getlist(name)) > 1]
        if twice:
            errors = [{"pointer": f"/header/{name}", "code": "given-twice", "detail": _TWICE} for name in twice]
            raise _Unreadable(ApiProblem("bad-request", _TWICE, errors=errors))
        coding = self.headers.get("content-encoding", "identity").strip().lower()
        if coding not in {"", "identity"}:
            raise _Unreadable(ApiProblem("unsupported-media-type", _PACKED, headers={"Accept-Encoding": "identity"}))

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._received += len(message.get("body", b""))
            if self._received > self._max_body:
                self._refused = True
                raise BodyTooLarge
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            if self._refused and not self.status:
                raise BodyTooLarge  # a framework that swallowed the first one gets no other answer through
            self.status = message["status"]
            self._dress(MutableHeaders(scope=message))
        elif self._scope["method"] == "HEAD":
            if self._ended:
                return
            message, self._ended = {**message, "body": b"", "more_body": False}, True
        await self._send(message)

    async def refuse(self) -> None:
        self._refused = False
        detail = f"At most {self._max_body} bytes may be sent."
        await self.answer(ApiProblem("document-too-large", detail, headers={"Connection": "close"}))

    async def fail(self) -> None:
        detail = "The request failed on our side. Its id, in instance, helps to find out why."
        await self.answer(ApiProblem("internal", detail))

    async def answer(self, problem: ApiProblem) -> None:
        if not self.status:
            response: ASGIApp = problem_response(problem, self.request_id)
            if self._cors_origins:
                response = CrossOrigin(response, self._cors_origins)
            await response(self._scope, self._receive, self.send)

    def _dress(self, headers: MutableHeaders) -> None:
        headers["X-Request-Id"] = self.request_id
        for name, value in self._answered.items():
            headers.setdefault(name, value)
        if "etag" not in headers:
            headers.setdefault("Cache-Control", "no-store")
        for name, value in self.state.get("rate_headers", {}).items():
            headers[name] = value


def route_of(scope: Scope) -> str:
    """The pattern of the path, such as ``/v1/roles/{role_id}``: it holds nobody's data, unlike the path itself."""
    context = (scope.get("fastapi") or {}).get("effective_route_context")
    route = context if context is not None else scope.get("route")
    return str(getattr(route, "path", "-"))


def _log_request(scope: Scope, route: str, exchange: _Exchange, seconds: float) -> None:
    principal = exchange.state.get("principal")
    fields = {
        "request_id": exchange.request_id,
        "method": scope["method"],
        "route": route,
        "status": exchange.status,
        "milliseconds": round(seconds * 1000, 1),
        "key": getattr(principal, "key_id", None),
        "tenant": getattr(principal, "tenant", None),
    }
    _LOG.info("request", extra={"fields": fields})


def _log_failure(request_id: str, error: Exception) -> None:
    """Where it happened and what kind it is; not its message, which may hold what was being read."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_OURS)][-_FRAMES:]
    if frames and frames[-1] not in ours:
        ours.append(frames[-1])  # where a library failed that we called
    where = [f"{frame.filename.removeprefix(_ROOT)}:{frame.lineno} {frame.name}" for frame in ours]
    fields = {"request_id": request_id, "kind": type(error).__name__, "where": where}
    logging.getLogger("rolefit.errors").error("unexpected", extra={"fields": fields})
