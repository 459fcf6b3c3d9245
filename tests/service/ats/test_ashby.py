import json
import time
from typing import Any

import httpx2
import pytest

from service.ats.ashby import type_id
from tests.service.ats.conftest import Office
from tests.service.ats.partners import FakeAshby, settle
from tests.service.webhooks.receiver import Say


def call(office: Office, name: str, body: Any) -> httpx2.Response:
    return office.client().post(f"/ats/ashby/{name}", json=body)


def start(
    office: Office, application: str = "a1", package: str = "best-fit", candidate: str = "c1", **more: Any
) -> Any:
    body = {
        "assessment_type_id": type_id(package),
        "candidate": {
            "ashby_id": candidate, "first_name": "Ada", "last_name": "Byron", "email": "ada@example.test",
            "ashby_profile_url": "https://app.ashbyhq.com/c1",
        },
        "application": {"ashby_id": application, "status": "Active"},
        "job": {"ashby_id": "j1", "name": "Data engineer", "req_id": "R-7", "hiringTeam": []},
        **more,
    }  # fmt: skip
    return call(office, "assessment.start", body)


def order_of(office: Office) -> dict[str, Any]:
    return dict(office.http.get("/v1/orders").json()["orders"][0])


def delivered(office: Office) -> None:
    settle(lambda: order_of(office)["callback"]["state"] == "delivered")


def test_the_types_are_every_role_and_the_best_fit_under_lasting_uuids(office: Office) -> None:
    first, second = (call(office, "assessment.list", {}).json() for _ in range(2))
    assert first == second
    assert first["success"] is True
    assert all(one.keys() == {"assessment_type_id", "name", "description"} for one in first["results"])
    assert type_id("best-fit") in {one["assessment_type_id"] for one in first["results"]}


def test_an_assessment_is_scored_and_ashby_is_updated(office: Office, ashby: FakeAshby) -> None:
    answer = start(office, additional_fields={"top_roles": "5", "unknown": {}})
    assert answer.status_code == 200
    assert answer.json()["success"] is True
    assessment = answer.json()["results"]["assessment_id"]
    with office.working():
        delivered(office)
    [update] = ashby.updates
    order = order_of(office)
    assert update["assessment_id"] == assessment
    assert update["assessment_status"]["value"] == "Completed"
    assert (update["assessment_result"]["type"], update["assessment_result"]["value"]) == (
        "numeric_score",
        order["result"]["score"],
    )
    assert order["job"] == {"external_id": "j1", "title": "Data engineer"}
    assert order["candidate"]["external_id"] == "c1"
    named = next(one["value"] for one in update["metadata"] if one["label"] == "Next best roles")
    assert len(named.split("; ")) == 4
    page = office.client().get(update["assessment_profile_url"]["value"].removeprefix("https://rolefit.test"))
    assert page.status_code == 200


def test_the_same_application_twice_is_409_until_the_first_has_ended(office: Office, ashby: FakeAshby) -> None:
    assert start(office).status_code == 200
    twice = start(office)
    assert (twice.status_code, twice.json()["message"]) == (409, "This candidate is being assessed already.")
    assert start(office, application="a2").status_code == 200
    with office.working():
        settle(lambda: len(ashby.updates) == 2)
    assert start(office).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"assessment_type_id": type_id("role:gone"), "candidate": {"ashby_id": "c1"}, "application": {"ashby_id": "a"}},
        [],
        "x",
    ],
)
def test_what_cannot_be_started_is_422_with_a_message(office: Office, ashby: FakeAshby, body: object) -> None:
    answer = call(office, "assessment.start", body)
    assert answer.status_code == 422
    assert answer.json()["message"].startswith(("Rolefit could", "This role"))
    assert ashby.updates == []


def test_without_a_key_of_ashbys_nothing_is_started(office: Office) -> None:
    answer = start(office)
    assert (answer.status_code, "API key" in answer.json()["message"]) == (422, True)


def test_a_cancelled_assessment_is_not_done(office: Office, ashby: FakeAshby) -> None:
    assessment = start(office).json()["results"]["assessment_id"]
    assert call(office, "assessment.cancel", {"assessment_id": assessment}).json()["success"] is True
    with office.working():
        time.sleep(0.3)
    assert ashby.updates == []
    assert order_of(office)["status"] == "cancelled"
    assert call(office, "assessment.cancel", {"assessment_id": assessment}).json()["success"] is True
    assert start(office).status_code == 200
    assert call(office, "assessment.cancel", {"assessment_id": "no-such"}).status_code == 404


def test_an_ended_assessment_cannot_be_cancelled(office: Office, ashby: FakeAshby) -> None:
    assessment = start(office).json()["results"]["assessment_id"]
    with office.working():
        delivered(office)
    assert call(office, "assessment.cancel", {"assessment_id": assessment}).status_code == 409
    assert len(ashby.updates) == 1


def test_custom_fields_are_listed(office: Office) -> None:
    [field] = call(office, "assessment.customField.list", {}).json()["fields"]
    assert {"id", "name", "type"} <= field.keys()


@pytest.mark.parametrize(
    ("candidate", "file", "says"),
    [
        ("c1", Say(403, b"expired"), "has expired"),
        ("none", None, "has no resume"),
        ("unknown", None, "did not hand over"),
        ("c1", Say(200, b"%PDF-1.7 nonsense"), "Not scored"),
    ],
)
def test_a_candidate_without_a_readable_resume_ends_as_not_scored(
    office: Office, ashby: FakeAshby, candidate: str, file: Say | None, says: str
) -> None:
    ashby.candidates["none"] = None
    ashby.resume = file or ashby.resume
    start(office, candidate=candidate)
    with office.working():
        delivered(office)
    [update] = ashby.updates
    assert update["assessment_status"]["value"] == "Not scored"
    assert "assessment_result" not in update
    assert says in update["metadata"][0]["value"]


def test_ashby_at_its_worst_is_updated_once(office: Office, ashby: FakeAshby) -> None:
    ashby.faults = {
        "candidate.info": [Say(500), Say(429)],
        "file.info": [Say(502, b"<html>")],
        "assessment.update": [Say(500, b"no json"), Say(429, b"", {"Retry-After": "3"})],
    }
    start(office)
    with office.working():
        for _ in range(40):
            if order_of(office)["callback"]["state"] == "delivered":
                break
            time.sleep(0.1)
            office.clock.move(100)
        delivered(office)
    assert len(ashby.updates) == 1
    assert order_of(office)["callback"]["attempts"] == 3


@pytest.mark.parametrize(
    "refusal",
    [
        Say(200, json.dumps({"success": False, "errors": ["x"], "errorInfo": {"code": "y"}}).encode()),
        Say(401),
        Say(200, b"[]"),
    ],
)
def test_an_update_that_ashby_refuses_is_not_sent_again(office: Office, ashby: FakeAshby, refusal: Say) -> None:
    ashby.faults = {"assessment.update": [refusal]}
    start(office)
    with office.working():
        settle(lambda: order_of(office)["callback"]["state"] == "failed")
        office.clock.move(90_000)
        time.sleep(0.2)
    assert ashby.updates == []
    assert order_of(office)["status"] == "completed"


def test_the_key_of_ashby_is_kept_sealed_and_never_shown(office: Office, ashby: FakeAshby) -> None:
    shown = office.http.get("/ats/connections/ashby")
    assert shown.json()["has_api_key"] is True
    assert ashby.key not in shown.text
    with office.desk.services.engine.connect() as connection:
        assert ashby.key not in str(connection.exec_driver_sql("SELECT * FROM ats_connections").fetchall())
    assert office.http.delete("/ats/connections/ashby").status_code == 204
    assert office.http.get("/ats/connections/ashby").status_code == 404
    assert start(office).status_code == 422


def test_an_ended_assessment_is_found_by_its_reference_after_the_next_one_took_it(
    office: Office, ashby: FakeAshby
) -> None:
    def completed() -> int:
        asked = {"external_ref": f"a1/{type_id('best-fit')}", "status": "completed"}
        return len(office.http.get("/v1/orders", params=asked).json()["orders"])

    with office.working():
        for number in (1, 2):
            assert start(office).status_code == 200
            settle(lambda number=number: completed() == number)
    assert len(ashby.updates) >= 1
