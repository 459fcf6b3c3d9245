"""A fake Greenhouse: it fails a share of calls, and asks test_status within the PATCH."""

import base64
import json
import random
import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATH = "/integrations/testing_partners/take_home_tests/"


class Partner:
    """Keeps what it sees of each take-home test. ``failing`` is the share of PATCHes and downloads that fail."""

    def __init__(self, resume: bytes, failing: float, seed: int = 1) -> None:
        self.resume, self.failing = resume, failing
        self.random = random.Random(seed)  # noqa: S311
        self.interviews: dict[str, str] = {}
        self.seen: dict[str, list[str]] = {}
        self.seen_at: dict[str, float] = {}
        self.patches = self.failures = 0
        self.lock = threading.Lock()
        self.service: tuple[str, int] = ("127.0.0.1", 0)
        partner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                partner.get(self)

            def do_PATCH(self) -> None:
                partner.patch(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    return

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256

        self.server = Server(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def fails(self) -> bool:
        """Whether the next call does."""
        with self.lock:
            failed = self.random.random() < self.failing
            self.failures += failed
            return failed

    def get(self, request: BaseHTTPRequestHandler) -> None:
        """Hand over the resume."""
        if self.fails():
            _say(request, 503, b"")
        else:
            _say(request, 200, self.resume)

    def patch(self, request: BaseHTTPRequestHandler) -> None:
        """Be told that a test has ended."""
        with self.lock:
            self.patches += 1
        if self.fails():  # before it was taken, or after: the answer is lost on the way
            if self.random.random() < 0.5:
                self.take(request)
            _say(request, self.random.choice([500, 429, 503]), b"")
            return
        _say(request, 200 if self.take(request) else 500, b"")

    def take(self, request: BaseHTTPRequestHandler) -> bool:
        """Ask test_status and keep the answer; an answer that is the same as before changes nothing."""
        number = request.path.rpartition("/")[2]
        connection = HTTPConnection(*self.service, timeout=10)
        try:
            path = f"/ats/greenhouse/test_status?partner_interview_id={self.interviews[number]}"
            connection.request("GET", path, headers={"Authorization": request.headers["authorization"]})
            answer = connection.getresponse()
            body = json.loads(answer.read())
        except (OSError, ValueError):
            return False
        finally:
            connection.close()
        if answer.status != 200 or body["partner_status"] != "complete":
            return False
        with self.lock:
            results = self.seen.setdefault(number, [])
            text = json.dumps(body, sort_keys=True)
            if text not in results:
                results.append(text)
            self.seen_at.setdefault(number, time.monotonic())
        return True


def order(connection: HTTPConnection, key: str, partner: Partner, number: str) -> str | None:
    """Send one test, as Greenhouse does; None where the service was not there."""
    body = {
        "partner_test_id": "best-fit", "url": f"{partner.address}{PATH}{number}",
        "candidate": {
            "first_name": "A", "last_name": "B", "preferred_name": None, "email": f"c{number}@example.com",
            "resume_url": f"{partner.address}/files/resume", "greenhouse_profile_url": f"https://app.greenhouse.io/people/{number}",
        },
    }  # fmt: skip
    headers = {
        "Authorization": f"Basic {base64.b64encode(f'{key}:'.encode()).decode()}",
        "Content-Type": "application/json",
    }
    try:
        connection.request("POST", "/ats/greenhouse/send_test", json.dumps(body), headers)
        answer = connection.getresponse()
        found = json.loads(answer.read())
    except (OSError, ValueError):
        connection.close()
        return None
    return str(found["partner_interview_id"]) if answer.status == 200 else None


def _say(request: BaseHTTPRequestHandler, status: int, body: bytes) -> None:
    request.send_response(status)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)
