"""One switch lets everything that makes a score stand still, and go on where it stood."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from service.api import background
from service.api.switch import Switch
from service.ats.api import desk_for, workers
from service.clock import now
from service.store.tables import EVERYONE
from tests.service.api.conftest import Running, settings_for, start
from tests.service.webhooks.receiver import wait_for

TEXT = "Experience\nPython developer, Example Works, 2019 - 2024\nBuilt services with Python, Docker and SQL. " * 4


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from start(settings_for(f"sqlite:///{tmp_path_factory.mktemp('db')}/rolefit.db", batch_workers=1))


@pytest.fixture
def http(running: Running, tenant: str) -> Iterator[TestClient]:
    with running.connected(running.headers("admin", tenant=tenant)) as client:
        yield client


def turn(http: TestClient, *, paused: bool) -> None:
    answer = http.put("/v1/scoring", json={"paused": paused})
    assert answer.json()["paused"] is paused
    assert http.get("/v1/scoring").json() == answer.json()


def test_a_match_is_refused_with_a_word_of_its_own_until_it_goes_on(http: TestClient) -> None:
    turn(http, paused=True)
    refused = http.post("/v1/matches", json={"text": TEXT})
    assert (refused.status_code, refused.json()["type"]) == (503, "/docs#scoring-paused")
    assert "retry-after" in refused.headers
    turn(http, paused=False)
    assert http.post("/v1/matches", json={"text": TEXT}).status_code == 200


def test_uploads_orders_and_batches_are_taken_and_wait(running: Running, http: TestClient) -> None:
    role = http.get("/v1/roles").json()["roles"][0]["id"]
    turn(http, paused=True)
    upload = http.post("/v1/resumes", json={"text": TEXT})
    order = http.post("/v1/orders", json={"package_id": "best-fit", "text": TEXT * 2}).json()["id"]
    table = f"external_id,resume_text\nc-1,{json.dumps(TEXT)}\n"
    batch = http.post("/v1/batches", files={"file": ("a.csv", table.encode(), "text/csv")}).json()["id"]
    with workers(desk_for(running.services), pause=0.02):
        background.rescore(running.services)
        time.sleep(2.5)
        assert upload.status_code == 201
        assert http.get(f"/v1/roles/{role}/candidates").json()["candidates"] == []
        assert http.get(f"/v1/orders/{order}").json()["status"] == "open"
        assert http.get(f"/v1/batches/{batch}").json()["pending"] == 1
        turn(http, paused=False)
        wait_for(lambda: http.get(f"/v1/orders/{order}").json()["status"] == "completed")
    background.rescore(running.services)
    assert len(http.get(f"/v1/roles/{role}/candidates").json()["candidates"]) == 2
    wait_for(lambda: http.get(f"/v1/batches/{batch}").json()["state"] == "completed", 60)


def test_another_process_obeys_within_five_seconds(running: Running, http: TestClient) -> None:
    elsewhere = Switch(running.services.storage, now)
    assert http.post("/v1/matches", json={"text": TEXT}).status_code == 200
    elsewhere.turn(EVERYONE, paused=True)
    wait_for(lambda: http.post("/v1/matches", json={"text": TEXT}).status_code == 503, seconds=5)
    elsewhere.turn(EVERYONE, paused=False)
    wait_for(lambda: http.post("/v1/matches", json={"text": TEXT}).status_code == 200, seconds=5)


def test_a_tenants_switch_is_its_own(running: Running, http: TestClient) -> None:
    turn(http, paused=True)
    with running.connected(running.headers("admin", tenant="another")) as other:
        assert other.post("/v1/matches", json={"text": TEXT}).status_code == 200
    turn(http, paused=False)


def test_pages_say_that_scoring_stands_still(running: Running) -> None:
    everyone = replace(running.services).switch
    everyone.turn(EVERYONE, paused=True)
    page = running.http.post("/match", data={"text": TEXT})
    everyone.turn(EVERYONE, paused=False)
    assert page.status_code == 503
    assert "Scoring is paused" in page.text
