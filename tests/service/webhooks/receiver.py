"""A real small server that gets webhooks, keeps them, and answers as it is told."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Call:
    """A request that came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass(frozen=True)
class Say:
    """What to answer, how late, and with which headers."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0


Rule = Callable[[Call], Say]


class Receiver:
    """``rule`` decides each answer; ``calls`` are what came."""

    def __init__(self, rule: Rule = lambda _call: Say()) -> None:
        self.rule, self.calls = rule, []
        self._lock = threading.Lock()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                headers = {name.lower(): value for name, value in self.headers.items()}
                call = Call(self.command, self.path, headers, self.rfile.read(length), time.monotonic())
                with receiver._lock:
                    receiver.calls.append(call)
                say = receiver.rule(call)
                time.sleep(say.after)
                self.send_response(say.status)
                for name, value in {"Content-Length": str(len(say.body)), **say.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(say.body)

            do_GET = do_POST = do_PATCH = do_PUT = _serve  # noqa: N815

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    return

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

        self.calls: list[Call] = []
        self._server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def wait(self, count: int, seconds: float = 10) -> list[Call]:
        """The calls, once there are so many."""
        wait_for(lambda: len(self.calls) >= count, seconds)
        return list(self.calls)


def wait_for(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


@contextmanager
def receiving(rule: Rule = lambda _call: Say()) -> Iterator[Receiver]:
    receiver = Receiver(rule)
    try:
        yield receiver
    finally:
        receiver.close()
