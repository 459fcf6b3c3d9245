import json
import time
from typing import Any

import httpx2
import pytest

from service.ats import signatures
from tests.service.api.conftest import Running
from tests.service.ats.conftest import Office, Send
from tests.service.ats.partners import FakeAshby, FakeGreenhouse, settle
from tests.service.ats.test_ashby import delivered, start

SECRET = "a-secret-of-the-webhook"  # noqa: S105


def connect(office: Office, system: str, secret: str = SECRET) -> str:
    kept = office.http.put(f"/ats/connections/{system}", json={"webhook_secret": secret})
    assert kept.status_code == 200, kept.text
    return str(kept.json()["webhook_url"]).removeprefix("https://rolefit.test")


def tell(office: Office, system: str, path: str, told: Any, secret: str = SECRET) -> httpx2.Response:
    body = told if isinstance(told, bytes) else json.dumps(told).encode()
    if system == "greenhouse":
        headers = {"Signature": signatures.greenhouse(secret, body), "Greenhouse-Event-ID": "1"}
    else:
        headers = {"Ashby-Signature": signatures.ashby(secret, body)}
    return office.client().post(path, content=body, headers={**headers, "Content-Type": "application/json"})


def held(office: Office, system: str, person: str) -> tuple[int, int]:
    """Resumes of a candidate, and orders of the tenant."""
    found = office.http.get(f"/v1/resumes?external_id={system}:{person}").json()["resumes"]
    return len(found), len(office.http.get("/v1/orders").json()["orders"])


@pytest.mark.parametrize(
    "told",
    [
        {"action": "delete_candidate", "payload": {"person_id": 7}},
        {"action": "candidate_anonymized", "payload": {"candidate_id": 7, "anonymized_fields": ["full_name"]}},
        {"action": "delete_candidate", "payload": {"candidate": {"id": 7}}},
    ],
)
def test_a_candidate_that_leaves_greenhouse_is_erased_and_others_stay(
    office: Office, greenhouse: FakeGreenhouse, send: Send, told: dict[str, Any]
) -> None:
    path = connect(office, "greenhouse")
    done = [send(person=7)[0], send(None, person=7)[0], send(person=8)[0]]
    with office.working():
        settle(lambda: all(number in greenhouse.results for number in done))
        assert held(office, "greenhouse", "7") == (1, 3)
        started = time.monotonic()
        assert tell(office, "greenhouse", path, told).json() == {"status": "purging"}
        settle(lambda: held(office, "greenhouse", "7") == (0, 1))
        assert time.monotonic() - started < 60
    assert held(office, "greenhouse", "8") == (1, 1)


def test_an_order_under_way_is_erased_and_leaves_nothing(
    office: Office, greenhouse: FakeGreenhouse, send: Send
) -> None:
    path = connect(office, "greenhouse")
    _, interview = send(person=7)
    tell(office, "greenhouse", path, {"action": "delete_candidate", "payload": {"person_id": 7}})
    with office.working():
        settle(lambda: held(office, "greenhouse", "7") == (0, 0))
        time.sleep(1)
    assert held(office, "greenhouse", "7") == (0, 0)
    assert (
        office.client().get("/ats/greenhouse/test_status", params={"partner_interview_id": interview}).status_code
        == 404
    )
    assert greenhouse.patches == 0


def test_what_a_legal_hold_keeps_is_erased_once_it_is_lifted(
    office: Office, greenhouse: FakeGreenhouse, send: Send
) -> None:
    path = connect(office, "greenhouse")
    number, _ = send(person=7)
    with office.working():
        settle(lambda: number in greenhouse.results)
        [resume] = office.http.get("/v1/resumes?external_id=greenhouse:7").json()["resumes"]
        office.http.put(f"/v1/resumes/{resume['id']}/hold")
        tell(office, "greenhouse", path, {"action": "delete_candidate", "payload": {"person_id": 7}})
        time.sleep(0.5)
        assert held(office, "greenhouse", "7") == (1, 1)
        office.http.delete(f"/v1/resumes/{resume['id']}/hold")
        office.clock.move(86_500)
        settle(lambda: held(office, "greenhouse", "7") == (0, 0))


@pytest.mark.parametrize(
    "told",
    [
        {"action": "candidateDelete", "data": {"candidate": {"id": "c1"}}},
        {"action": "candidateDelete", "data": {"candidateId": "c1"}},
    ],
)
def test_a_candidate_that_leaves_ashby_is_erased(office: Office, ashby: FakeAshby, told: dict[str, Any]) -> None:
    path = connect(office, "ashby")
    start(office)
    with office.working():
        delivered(office)
        assert held(office, "ashby", "c1") == (1, 1)
        assert tell(office, "ashby", path, told).status_code == 200
        settle(lambda: held(office, "ashby", "c1") == (0, 0))
    assert len(ashby.updates) == 1


@pytest.mark.parametrize("system", ["greenhouse", "ashby"])
def test_pings_and_events_that_erase_nothing_are_taken(office: Office, system: str) -> None:
    path = connect(office, system)
    harmless: list[Any] = [
        {"action": "ping"},
        {"action": "update_candidate", "payload": {"candidate": {"id": 7}}},
        {"action": "delete_candidate", "payload": None},
        {"action": "candidateDelete", "data": {}},
        {"action": ["x"]},
        b"no json",
        b"[]",
    ]
    for told in harmless:
        answer = tell(office, system, path, told)
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"}), told


@pytest.mark.parametrize("system", ["greenhouse", "ashby"])
def test_a_signature_that_is_not_ours_erases_nothing(running: Running, office: Office, system: str) -> None:
    path = connect(office, system)
    told = {"action": "delete_candidate", "payload": {"person_id": 7}}
    assert tell(office, system, path, told, "another-secret").status_code == 401
    assert running.http.post(path, json=told).status_code == 401
    assert tell(office, system, path[:-3] + "000", told).status_code == 401
    other = "ashby" if system == "greenhouse" else "greenhouse"
    assert tell(office, other, path.replace(system, other), told).status_code == 401


def test_while_a_secret_is_rotated_both_are_taken_for_a_day(office: Office) -> None:
    path = connect(office, "greenhouse", "the-old-secret")
    assert connect(office, "greenhouse", "the-new-secret") == path
    for secret in ("the-old-secret", "the-new-secret"):
        assert tell(office, "greenhouse", path, {"action": "ping"}, secret).status_code == 200
    assert office.http.get("/ats/connections/greenhouse").json()["live_webhook_secrets"] == 2


@pytest.mark.parametrize("identity", ["a\0b", "\ud800"])
def test_an_id_that_nobody_can_have_with_us_erases_nobody_and_breaks_nothing(office: Office, identity: str) -> None:
    path = connect(office, "greenhouse")
    answer = tell(office, "greenhouse", path, {"action": "delete_candidate", "payload": {"person_id": identity}})
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_an_assessment_for_an_id_with_the_character_nul_is_refused(office: Office, ashby: FakeAshby) -> None:
    assert ashby.key
    assert start(office, candidate="a\0b").status_code == 422
    stopped = office.client().post("/ats/ashby/assessment.cancel", json={"assessment_id": "a\0b"})
    assert stopped.status_code == 404
