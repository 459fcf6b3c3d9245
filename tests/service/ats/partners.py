"""A fake Greenhouse and a fake Ashby, written from their contracts, that behave like the real ones at their worst."""

import base64
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.service.webhooks.receiver import Call, Receiver, Say

Json = dict[str, Any]
# Asks our test_status with Greenhouse's key; returns a status and a body.
Ask = Callable[[str, str], tuple[int, Json]]


@dataclass
class FakeGreenhouse:
    """It takes the PATCH of a take-home test, asks test_status before it even answers, and keeps what it sees.

    ``faults`` are answers given to the next PATCHes instead of taking them; ``files`` are what resume links lead to.
    """

    receiver: Receiver
    ask: Ask
    faults: list[Say] = field(default_factory=list)
    files: dict[str, Say] = field(default_factory=dict)
    interviews: dict[str, str] = field(default_factory=dict)
    results: dict[str, list[Json]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    patches: int = 0
    _lock: Any = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.receiver.rule = self.answer

    def callback(self, number: str) -> str:
        return f"{self.receiver.address}/integrations/testing_partners/take_home_tests/{number}"

    def link(self, name: str) -> str:
        return f"{self.receiver.address}/files/{name}"

    def answer(self, call: Call) -> Say:
        if call.method == "GET":
            assert "authorization" not in call.headers, "a key was sent to a file server"
            return self.files.get(call.path.removeprefix("/files/"), Say(403, b"<Error>Request has expired</Error>"))
        assert (call.method, call.body) == ("PATCH", b"")
        with self._lock:
            self.patches += 1
            fault = self.faults.pop(0) if self.faults else None
        key = base64.b64decode(call.headers["authorization"].removeprefix("Basic ")).decode()
        assert key.endswith(":")
        self.keys.add(key[:-1])
        if fault is not None:
            return fault
        number = call.path.rpartition("/")[2]
        status, body = self.ask(key[:-1], self.interviews[number])
        assert status == 200, body
        with self._lock:
            self.results.setdefault(number, []).append(body)
        return Say(200, b"")


@dataclass
class FakeAshby:
    """candidate.info, file.info and assessment.update, with the errors that Ashby has."""

    receiver: Receiver
    key: str = "ashby-key-of-the-customer"
    resume: Say = field(default_factory=lambda: Say(404))
    candidates: dict[str, str | None] = field(default_factory=dict)
    faults: dict[str, list[Say]] = field(default_factory=dict)
    updates: list[Json] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.receiver.rule = self.answer

    def answer(self, call: Call) -> Say:
        name = call.path.strip("/")
        if call.method == "GET":
            assert "authorization" not in call.headers
            return self.resume
        if self.faults.get(name):
            return self.faults[name].pop(0)
        if call.headers["authorization"] != f"Basic {base64.b64encode(f'{self.key}:'.encode()).decode()}":
            return Say(401, b"Unauthorized")
        return Say(200, json.dumps(self.reply(name, json.loads(call.body))).encode())

    def reply(self, name: str, body: Json) -> Json:
        if name == "candidate.info":
            if body["id"] not in self.candidates:
                return {
                    "success": False,
                    "errors": ["candidate_not_found"],
                    "errorInfo": {"code": "candidate_not_found"},
                }
            handle = self.candidates[body["id"]]
            file = None if handle is None else {"id": "f1", "name": "cv.pdf", "handle": handle}
            return {"success": True, "results": {"id": body["id"], "resumeFileHandle": file}}
        if name == "file.info":
            return {"success": True, "results": {"url": f"{self.receiver.address}/files/{body['fileHandle']}"}}
        assert name == "assessment.update"
        self._check_update(body)
        self.updates.append(body)
        return {"success": True, "results": {}}

    def _check_update(self, body: Json) -> None:
        """What Ashby's schema of an update asks for."""
        kinds = {"numeric_score", "numeric_duration_minutes", "url", "string", "boolean_success"}
        assert isinstance(body["timestamp"], int)
        assert "assessment_status" in body
        fields = [body[n] for n in ("assessment_status", "assessment_profile_url", "assessment_result") if n in body]
        fields += body.get("metadata", [])
        assert all({"identifier", "label", "type", "value"} <= one.keys() and one["type"] in kinds for one in fields)
        assert len({one["identifier"] for one in fields}) == len(fields)
        assert "assessment_result" not in body or "assessment_profile_url" in body


def slow(seconds: float) -> Say:
    return Say(200, b"", after=seconds)


def settle(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)
