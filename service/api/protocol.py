"""HTTP as the server speaks it, with our problems where uvicorn would answer a plain text of its own."""

import secrets
from typing import Final

from starlette.requests import Request
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from service.api.problems import MEDIA_TYPE, ApiProblem, problem_body

REQUESTS_OF_A_CONNECTION: Final = 20
_STOPPING: Final = "stopping"
_DETAIL = "What came is no HTTP request, or one with a method that there is not."


def is_stopping(request: Request) -> bool:
    """Whether the service was told to stop since a request came."""
    return bool(getattr(request.state, _STOPPING, False))


class ProblemProtocol(HttpToolsProtocol):
    """Answers what can't be parsed, and so reaches no application, with a problem.

    Of several connections each is ended after some requests. Those that are opened at once often fall to one worker,
    while the others wait; opened anew, they fall to one that has nothing to do.
    """

    _requests = 0

    def on_headers_complete(self) -> None:
        """Count the request; the last one of a connection says that it is."""
        super().on_headers_complete()
        self._requests += 1
        if self._requests >= REQUESTS_OF_A_CONNECTION and len(self.connections) > 1 and self.cycle is not None:
            self.cycle.keep_alive = False

    def shutdown(self) -> None:
        """The service stops: an answer that would go on for ever is told so, and others get their time to end."""
        if self.cycle is not None:
            self.cycle.scope["state"][_STOPPING] = True
        super().shutdown()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 (uvicorn's own words)
        """Say so, and hang up."""
        request_id = f"req_{secrets.token_hex(10)}"
        body = problem_body(ApiProblem("bad-request", _DETAIL), f"urn:rolefit:request:{request_id}")
        head = (
            f"HTTP/1.1 400 Bad Request\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body)}\r\n"
            f"X-Request-Id: {request_id}\r\nX-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n"
            "Connection: close\r\n\r\n"
        )
        self.transport.write(head.encode() + body)
        self.transport.close()
