"""Every error is a problem: ours and the framework's."""

import json
import logging
import re
import socket
import subprocess
import sys
from http.client import HTTPResponse
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from service.api.edge import Edge
from service.api.problems import PROBLEMS
from service.store.resumes import Resumes
from tests.service.api.conftest import Running, settings_for, start
from tests.service.api.serving import serving

CANARY = "Zyxwvut Canary"


def check(answer: object, status: int, code: str) -> None:
    assert answer.status_code == status  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    body = answer.json()  # type: ignore[attr-defined]
    assert set(body) >= {"type", "title", "status", "detail", "instance"}
    assert (body["status"], body["type"]) == (status, f"/docs#{code}")
    assert body["instance"].endswith(answer.headers["x-request-id"])  # type: ignore[attr-defined]


def test_a_path_that_there_is_not(http: TestClient) -> None:
    check(http.get("/v1/nothing"), 404, "not-found")


def test_a_file_of_the_pages_that_there_is_not(http: TestClient) -> None:
    check(http.get("/static/nothing.css"), 404, "not-found")


def test_what_is_no_request_at_all_is_a_problem_too(tmp_path: Path) -> None:
    with serving(f"sqlite:///{tmp_path}/x.db", 1, tmp_path / "log") as server:
        for sent in (b"FETCH / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01 hello\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", server.port), timeout=20) as raw:
                raw.sendall(sent)
                answer = HTTPResponse(raw)
                answer.begin()
                body = json.loads(answer.read())
            assert (answer.status, answer.getheader("content-type")) == (400, "application/problem+json")
            assert (body["status"], body["type"]) == (400, "/docs#bad-request")
            assert body["instance"].endswith(answer.getheader("x-request-id") or "?")


def test_a_method_that_a_path_does_not_take_says_which_it_takes(http: TestClient) -> None:
    answer = http.patch("/v1/matches")
    check(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == "POST"


def test_a_body_that_is_not_json(http: TestClient) -> None:
    for path in ("/v1/matches", "/v1/skills/extract"):
        check(http.post(path, content=b"{", headers={"Content-Type": "application/json"}), 422, "validation-failed")


def test_a_body_of_another_kind(http: TestClient) -> None:
    answer = http.post("/v1/matches", content=b"<a/>", headers={"Content-Type": "application/xml"})
    check(answer, 415, "unsupported-media-type")


def test_a_json_body_that_does_not_say_so_is_told_to(http: TestClient) -> None:
    for kind in ({}, {"Content-Type": "text/plain"}):
        check(
            http.request("PUT", "/v1/scoring", content=b'{"paused": false}', headers=kind),
            415,
            "unsupported-media-type",
        )
    check(http.put("/v1/scoring"), 422, "validation-failed")


def test_a_text_with_characters_that_no_text_has_is_told_so(http: TestClient) -> None:
    for path in ("/v1/matches", "/v1/resumes", "/v1/roles"):
        answer = http.post(path, json={"text": "Machine learning\0engineer " * 3})
        check(answer, 422, "validation-failed")
        assert answer.json()["errors"][0]["pointer"] == "/text"
        assert "file" not in answer.json()["detail"]


def test_a_form_that_is_broken(http: TestClient) -> None:
    nameless = b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--\r\n"
    for kind, body in (("multipart/form-data", b"--x"), ("multipart/form-data; boundary=x", nameless)):
        check(http.post("/v1/matches", content=body, headers={"Content-Type": kind}), 400, "bad-request")


def test_values_that_are_wrong_are_all_named_and_not_repeated(http: TestClient) -> None:
    answer = http.post("/v1/skills/extract", json={"text": [CANARY], "more": CANARY})
    check(answer, 422, "validation-failed")
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/text", "/more"}
    assert CANARY not in answer.text


def test_a_query_parameter_that_a_path_does_not_have(http: TestClient) -> None:
    check(http.get("/openapi.json?x=1"), 400, "unknown-parameter")
    answer = http.get("/v1/roles?pagesize=3&min=2")
    check(answer, 400, "unknown-parameter")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/query/min", "/query/pagesize"]


@pytest.mark.parametrize("query", ["page_size=0", "page_size=201", "page_size=x", "min_score=nan", "min_score=101"])
def test_a_query_parameter_with_a_wrong_value(http: TestClient, query: str) -> None:
    check(http.get(f"/v1/roles/ml-devops-manager/candidates?{query}"), 422, "validation-failed")


def test_a_body_that_is_too_large_is_refused_before_it_is_read(running: Running, http: TestClient) -> None:
    most = running.services.settings.max_bytes + 2_000_000
    check(http.post("/v1/matches", content=b"x" * most), 413, "document-too-large")


def test_a_pool_of_candidates_may_be_larger_than_one_resume() -> None:
    async def taking(scope: Scope, receive: Receive, send: Send) -> None:
        await Request(scope, receive).body()
        await Response("taken")(scope, receive, send)

    edge = TestClient(Edge(taking, max_body=10, pool_body=100, observe=lambda *_: None))
    assert edge.post("/v1/batches", content=b"x" * 50).status_code == 200
    assert edge.post("/v1/matches", content=b"x" * 50).status_code == 413


def test_a_body_that_grows_too_large_is_refused_while_it_comes(http: TestClient) -> None:
    def endless():  # type: ignore[no-untyped-def]
        for _ in range(200):
            yield b"x" * 100_000

    for kind in ("application/json", "multipart/form-data; boundary=x"):
        answer = http.post("/v1/matches", content=endless(), headers={"Content-Type": kind})
        check(answer, 413, "document-too-large")


def test_a_failure_on_our_side_tells_and_logs_no_text(own_app: Running, caplog: pytest.LogCaptureFixture) -> None:
    @own_app.app.get("/fail")
    def fail() -> None:
        raise RuntimeError(CANARY)

    logger = logging.getLogger("rolefit.errors")
    logger.addHandler(caplog.handler)
    try:
        answer = own_app.http.get("/fail")
    finally:
        logger.removeHandler(caplog.handler)
    check(answer, 500, "internal")
    assert CANARY not in answer.text
    record = caplog.records[-1]
    assert CANARY not in str(record.__dict__)
    assert record.__dict__["fields"]["kind"] == "RuntimeError"


def test_a_failure_in_a_library_is_logged_with_the_places_in_our_code(
    own_app: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A database's error passes through many more frames of its driver than of ours."""

    def clash(self: Resumes, *_: object) -> None:
        self._session.execute(text("INSERT INTO notes VALUES ('a', x'00'), ('a', x'00')"))

    monkeypatch.setattr(Resumes, "page", clash)
    logger = logging.getLogger("rolefit.errors")
    logger.addHandler(caplog.handler)
    try:
        check(own_app.http.get("/v1/resumes"), 500, "internal")
    finally:
        logger.removeHandler(caplog.handler)
    fields = caplog.records[-1].__dict__["fields"]
    assert fields["kind"] == "IntegrityError"
    assert [place for place in fields["where"] if re.fullmatch(r"service/api/resumes\.py:\d+ list_resumes", place)]


def test_what_libraries_warn_of_is_logged_as_json_without_what_they_quote() -> None:
    code = (
        "import logging, warnings; from service.api.logs import configure; configure('json', 'INFO');"
        f"logging.getLogger('some.library').warning('read %r', {CANARY!r}); warnings.warn({CANARY!r});"
        "logging.getLogger('rolefit.batches').warning('Worker %s is gone', 'w-1')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    lines = [json.loads(line) for line in ran.stderr.splitlines()]
    assert [line["logger"] for line in lines] == ["some.library", "py.warnings", "rolefit.batches"]
    assert CANARY not in ran.stderr
    assert lines[2]["message"] == "Worker w-1 is gone"


def test_every_problem_has_a_status_and_is_explained_in_the_docs(http: TestClient) -> None:
    assert len(PROBLEMS) >= 20
    page = http.get("/docs").text
    assert all(f"id='{code}'" in page and 400 <= status < 600 for code, (status, _) in PROBLEMS.items())


def test_texts_that_no_database_can_hold_are_answered_not_failed(http: TestClient) -> None:
    assert http.get("/v1/resumes?external_id=%00%ff").status_code in (200, 422)
    assert http.get("/v1/roles/%00").status_code == 404
    assert http.get("/v1/resumes/res_%00").status_code == 404
    assert http.get("/v1/taxonomies/%00%F0%9F%98%80").status_code == 404
    assert http.delete("/v1/roles/%00").status_code == 404
    body = b'{"text": "\\ud800 lone"}'
    assert (
        http.post("/v1/skills/extract", content=body, headers={"Content-Type": "application/json"}).status_code == 422
    )


def test_cors_is_off_until_origins_are_named(running: Running, tmp_path: object) -> None:
    asked = {"Origin": "https://careers.example", "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-origin" not in running.http.options("/v1/matches", headers=asked).headers
    settings = settings_for(f"sqlite:///{tmp_path}/x.db", cors_origins=["https://careers.example"])
    for other in start(settings):
        answer = other.http.options("/v1/matches", headers=asked)
        assert answer.headers["access-control-allow-origin"] == "https://careers.example"
        assert (
            "access-control-allow-origin"
            not in other.http.options("/v1/matches", headers=asked | {"Origin": "https://other.example"}).headers
        )


def test_every_answer_carries_security_headers_and_a_request_id(http: TestClient) -> None:
    for path in ("/livez", "/v1/roles", "/nothing", "/docs", "/openapi.json"):
        headers = http.get(path, headers={"X-Request-Id": "my-id.1"}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-request-id"] == "my-id.1"
        assert "server" not in headers
    assert http.get("/livez", headers={"X-Request-Id": "a b\tc"}).headers["x-request-id"].startswith("req_")


@pytest.mark.parametrize(("public", "closed"), [("https://rolefit.example", True), ("http://127.0.0.1:8000", False)])
def test_behind_a_proxy_that_ends_tls_cookies_and_addresses_are_for_tls_alone(
    tmp_path: Path, public: str, *, closed: bool
) -> None:
    """The proxy speaks plainly to us, and what it says of itself could come from anybody: the setting tells."""
    for one in start(settings_for(f"sqlite:///{tmp_path}/x.db", public_url=public)):
        token = one.key("match")
        forwarded = {"X-Forwarded-Proto": "http" if closed else "https", "X-Forwarded-For": "10.0.0.1"}
        sign_in = one.http.post("/sign-in", data={"key": token}, headers=forwarded, follow_redirects=False)
        assert ("secure" in sign_in.headers["set-cookie"].lower()) is closed
        assert ("strict-transport-security" in sign_in.headers) is closed
        assert ("strict-transport-security" in one.http.get("/livez", headers=forwarded).headers) is closed
