"""What pages of other origins may do and read (CORS)."""

from collections.abc import Sequence
from typing import Final

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from service.api.problems import ApiProblem, problem_response

# Headers of our answers that a page could not read otherwise.
_EXPOSED: Final = (
    "ETag", "Idempotency-Replayed", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Request-Id",
)  # fmt: skip


class CrossOrigin(CORSMiddleware):
    """The framework's middleware, which refuses with a problem, too."""

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        """Let pages of these origins use an application."""
        super().__init__(app, allow_origins=origins, allow_methods=["*"], allow_headers=["*"], expose_headers=_EXPOSED)

    def preflight_response(self, request_headers: Headers) -> Response:
        """What a page may send, or the refusal."""
        response = super().preflight_response(request_headers)
        return response if response.status_code < 400 else _Refusal(headers={"Vary": response.headers["Vary"]})


class _Refusal(Response):
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        detail = "Pages of this origin may not send such a request; ROLEFIT_CORS_ORIGINS names those that may."
        problem = ApiProblem("bad-request", detail, headers={"Vary": self.headers["Vary"]})
        await problem_response(problem, scope["state"]["request_id"])(scope, receive, send)
