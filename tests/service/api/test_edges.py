"""What every answer owes, whoever gives it: the key first, problems, limits, other origins, HEAD, a database away."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import jsonschema_rs
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event

from service.client import Client
from tests.service.api.conftest import Running, settings_for, start

CANARY = "canary-of-a-driver"
OURS = "https://careers.example"
BODIES = ("/v1/skills/extract", "/v1/roles/ml-devops-manager/compare", "/v1/webhooks", "/v1/matches")


@contextmanager
def database_away(running: Running) -> Iterator[None]:
    """Nobody gets a connection any more, and the driver says why in words of its own."""
    engine = running.services.engine

    def refuse(dialect: object, *_: object) -> None:
        raise dialect.loaded_dbapi.OperationalError(CANARY)  # type: ignore[attr-defined]

    event.listen(engine, "do_connect", refuse)
    engine.dispose()
    try:
        yield
    finally:
        event.remove(engine, "do_connect", refuse)


@pytest.fixture
def allowing(new_url: str) -> Iterator[Running]:
    """An application that pages of another origin may use."""
    yield from start(settings_for(new_url, cors_origins=[OURS]))


def test_while_the_database_is_away_everything_answers_unavailable(
    running: Running, http: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    key = http.headers["authorization"]
    logger = logging.getLogger("rolefit.errors")
    logger.addHandler(caplog.handler)
    try:
        with database_away(running):
            answers = [
                http.get("/v1/roles"),
                http.get("/v1/resumes"),
                http.post("/v1/matches", json={"text": "Python " * 50}),
                running.http.get("/v1/roles", headers={"Authorization": key}),
                http.get("/readyz"),
            ]
    finally:
        logger.removeHandler(caplog.handler)
    for answer in answers:
        assert (answer.status_code, answer.json()["type"]) == (503, "/docs#unavailable")
        assert int(answer.headers["retry-after"]) > 0
        assert CANARY not in answer.text
    assert {record.__dict__["fields"]["kind"] for record in caplog.records} == {"OperationalError"}
    assert CANARY not in str([record.__dict__ for record in caplog.records])
    assert http.get("/v1/roles").status_code == 200


@pytest.mark.parametrize("path", BODIES)
def test_the_key_is_asked_for_before_the_body_is_read(running: Running, http: TestClient, path: str) -> None:
    broken = {"content": b"{bad", "headers": {"Content-Type": "application/json"}}
    assert running.http.post(path, **broken).status_code == 401  # type: ignore[arg-type]
    assert http.post(path, **broken).status_code == 422  # type: ignore[arg-type]

    def endless() -> Iterator[bytes]:
        pytest.fail("a body was read before the key")
        yield b""

    kind = {"Content-Type": "application/json"}
    assert running.http.post(path, content=endless(), headers=kind).status_code == 401


def test_a_request_counts_once_wherever_it_ends_and_is_told_so(running: Running) -> None:
    key = {"Authorization": f"Bearer {running.key('admin', tenant='counted', quota_per_day=50)}"}
    http = running.http
    answers = [
        http.get("/v1/nothing", headers=key),
        http.delete("/v1/skills", headers=key),
        http.post("/v1/skills/extract", content=b"{bad", headers={**key, "Content-Type": "application/json"}),
        http.post("/v1/skills/extract", json={"text": "Python"}, headers=key),
    ]
    assert [answer.status_code for answer in answers] == [404, 405, 422, 200]
    left = [int(answer.headers["ratelimit"].partition(";r=")[2].partition(";")[0]) for answer in answers]
    assert left == [49, 48, 47, 46]
    assert "ratelimit" not in http.get("/v1/nothing").headers


def test_head_is_answered_as_get_without_the_body(http: TestClient) -> None:
    for path, status in (("/livez", 200), ("/readyz", 200), ("/v1/roles", 200), ("/v1/nothing", 404)):
        got, head = http.get(path), http.head(path)
        assert (head.status_code, head.content) == (status, b"")
        assert {name: head.headers[name] for name in ("content-type", "content-length")} == {
            name: got.headers[name] for name in ("content-type", "content-length")
        }
    assert http.head("/v1/matches").status_code == 405
    assert http.delete("/v1/skills").headers["allow"] == "GET, HEAD"


def test_pages_that_may_read_every_answer_also_of_the_outermost_layer(allowing: Running) -> None:
    @allowing.app.get("/fail")
    def fail() -> None:
        raise RuntimeError

    headers = {"Origin": OURS, "Authorization": f"Bearer {allowing.key('admin')}"}
    large = {"content": b"x", "headers": {**headers, "Content-Length": "999999999"}}
    answers = [
        allowing.http.get("/v1/roles", headers=headers),
        allowing.http.get("/fail", headers=headers),
        allowing.http.post("/v1/matches", **large),  # type: ignore[arg-type]
    ]
    assert [answer.status_code for answer in answers] == [200, 500, 413]
    for answer in answers:
        assert answer.headers["access-control-allow-origin"] == OURS
        exposed = answer.headers["access-control-expose-headers"].split(", ")
        assert {"ETag", "Location", "RateLimit", "Retry-After", "X-Request-Id"} <= set(exposed)
        assert answer.headers["vary"].count("Origin") == 1


def test_a_page_of_another_origin_is_refused_with_a_problem(allowing: Running) -> None:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    allowed = allowing.http.options("/v1/matches", headers={"Origin": OURS, **asked})
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, OURS)
    refused = allowing.http.options("/v1/matches", headers={"Origin": "https://other.example", **asked})
    assert (refused.status_code, refused.headers["content-type"]) == (400, "application/problem+json")
    assert refused.json()["instance"].endswith(refused.headers["x-request-id"])
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize("wrong", [{"top": True}, {"top": "3"}, {"store": 1}, {"store": "yes"}, {"role_ids": "a"}])
def test_json_has_the_types_that_the_document_names(
    http: TestClient, client: Client, resume_text: str, wrong: dict[str, object]
) -> None:
    answer = http.post("/v1/matches", json={"text": resume_text, **wrong})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{next(iter(wrong))}")
    assert list(client.resumes()) == []


def test_a_form_has_texts_for_numbers_and_yes(http: TestClient, client: Client, resume_text: str) -> None:
    file = {"file": ("a.txt", resume_text.encode())}
    answer = http.post("/v1/matches", files=file, data={"top": "1", "store": "true"})
    assert (answer.status_code, len(answer.json()["results"])) == (201, 1)
    assert len(list(client.resumes())) == 1


def test_bodies_that_the_framework_reads_are_as_strict(http: TestClient) -> None:
    assert http.put("/v1/scoring", json={"paused": "no"}).status_code == 422
    assert http.put("/v1/scoring", json={"paused": False}).status_code == 200


def test_a_query_parameter_given_twice_is_refused(http: TestClient, client: Client, resume_text: str) -> None:
    client.upload(text=resume_text, external_id="a")
    client.upload(text=resume_text, external_id="b")
    answer = http.delete("/v1/resumes?external_id=a&external_id=b")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "given-twice")
    assert {resume["external_id"] for resume in client.resumes()} == {"a", "b"}


def test_a_stored_resume_takes_no_other_external_id(http: TestClient, client: Client, resume_text: str) -> None:
    resume = client.upload(text=resume_text)
    body = {"resume_id": resume["id"], "store": True, "external_id": "lost"}
    answer = http.post("/v1/matches", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "only-new")
    post = http.get("/openapi.json").json()["paths"]["/v1/matches"]["post"]
    allowed = jsonschema_rs.validator_for(post["requestBody"]["content"]["application/json"]["schema"])
    assert not allowed.is_valid(body)
    assert allowed.is_valid({**body, "external_id": None})
    assert allowed.is_valid({"text": resume_text, "store": True, "external_id": "new"})


def test_a_key_gets_no_kept_answer_to_what_it_may_not_ask(running: Running, tenant: str, resume_text: str) -> None:
    body, once = {"text": resume_text, "store": True}, {"Idempotency-Key": "shared"}
    for scope, status in (("admin", 201), ("match", 403), ("admin", 201)):
        headers = {**running.headers(scope, tenant=tenant), **once}
        assert running.http.post("/v1/matches", json=body, headers=headers).status_code == status


def test_operations_document_that_they_take_no_parameters(http: TestClient) -> None:
    document = http.get("/openapi.json").json()
    for path in ("/livez", "/readyz", "/version", "/metrics"):
        assert http.get(path, params={"x": 1}).status_code == 400
        assert "400" in document["paths"][path]["get"]["responses"]
        assert "401" not in document["paths"][path]["get"]["responses"]
