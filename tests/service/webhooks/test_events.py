"""Each event that can be asked for is noted by what it tells of, for its tenant alone."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from service.ats.api import desk_for, workers
from service.webhooks.events import EVENTS
from tests.service.api.conftest import Running, settings_for, start
from tests.service.webhooks.receiver import wait_for

TEXT = "Experience\nPython developer, Example Works, 2019 - 2024\nBuilt services with Python, Docker and SQL. " * 4


@pytest.fixture(scope="module", params=["sqlite"])
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    yield from start(settings_for(f"sqlite:///{tmp_path_factory.mktemp('db')}/rolefit.db", batch_workers=1))


def happen(running: Running, http: TestClient) -> dict[str, dict[str, str]]:
    """Everything that the API can be asked for and that is told; returns what each must tell."""
    kept = http.post("/v1/matches", json={"text": TEXT, "store": True})
    match_id, resume_id = kept.headers["location"].rpartition("/")[2], kept.json()["resume"]["id"]
    order = http.post("/v1/orders", json={"package_id": "best-fit", "resume_id": resume_id}).json()["id"]
    with workers(desk_for(running.services), pause=0.02):
        wait_for(lambda: http.get(f"/v1/orders/{order}").json()["status"] == "completed")
    ordered = http.get(f"/v1/orders/{order}").json()["result"]["match_id"]
    role = http.post("/v1/roles", json={"text": "Requirements\n- Must have Python and Terraform"}).json()
    table = f"external_id,resume_text\nc-1,{json.dumps(TEXT)}\n"
    batch = http.post("/v1/batches", files={"file": ("a.csv", table.encode(), "text/csv")}).json()["id"]
    wait_for(lambda: http.get(f"/v1/batches/{batch}").json()["state"] == "completed", 60)
    assert http.delete(f"/v1/resumes/{resume_id}").status_code == 204
    return {
        "match.completed": {"match_id": match_id, "resume_id": resume_id},
        "order.completed": {"order_id": order, "match_id": ordered, "status": "completed"},
        "taxonomy.published": {"taxonomy_version": role["taxonomy_version"]},
        "batch.completed": {"batch_id": batch},
        "resume.deleted": {"resume_id": resume_id, "reason": "asked"},
    }


def test_every_event_is_noted_with_the_data_that_the_docs_name(running: Running) -> None:
    tenant = running.services.keyring.tenant("everything").number
    with running.connected(running.headers("admin", tenant="everything")) as http:
        expected = happen(running, http)
    with running.services.storage.reading(tenant) as store:
        noted = [(event.type, event.data) for event in store.events.after(0)]
    # batch.failed needs a file that is lost while it is scored: tests/service/batches/test_ends.py has it.
    assert expected.keys() | {"batch.failed"} == EVENTS.keys()
    assert [(kind, data) for kind, data in expected.items() if (kind, data) not in noted] == []
    assert {kind: set(data) for kind, data in noted} == {kind: set(EVENTS[kind][1]) for kind in expected}
