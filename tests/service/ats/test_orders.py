import json
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from sqlmodel import col, update

from service.ats.links import link
from service.ats.orders import Orders
from service.webhooks.tables import JobRow
from tests.service.api.conftest import Running
from tests.service.ats.conftest import Office, Send, samples
from tests.service.ats.partners import settle
from tests.service.webhooks.receiver import Receiver, Say

TEXT = samples("sources/ml-devops-architect-junior.md").read_text(encoding="utf-8")
JSON_RESUME = {
    "basics": {"name": "Ada Byron", "label": "Platform engineer", "summary": "Runs Kubernetes platforms."},
    "work": [{"name": "Example", "position": "Platform engineer", "startDate": "2019-01", "endDate": "2024-06",
              "highlights": ["Ran Kubernetes clusters with Terraform and Python.", "Built CI/CD with Jenkins."]}],
    "skills": [{"name": "Cloud", "keywords": ["AWS", "Docker", "Kubernetes"]}],
}  # fmt: skip


def order(office: Office, **body: Any) -> httpx2.Response:
    return office.http.post("/v1/orders", json={"package_id": "best-fit", **body})


def done(office: Office, identity: str) -> dict[str, Any]:
    settle(lambda: office.order(identity)["status"] not in ("open", "processing"))
    return office.order(identity)


@pytest.mark.parametrize("source", [{"text": TEXT}, {"json_resume": JSON_RESUME}], ids=["text", "json_resume"])
def test_an_order_is_scored_like_a_match(office: Office, source: dict[str, Any]) -> None:
    made = order(
        office,
        **source,
        candidate={"external_id": "c", "email": "A@example.test"},
        job={"title": "T"},
        external_ref="r",
    )
    assert made.status_code == 201, made.text
    assert made.headers["location"] == f"/v1/orders/{made.json()['id']}"
    with office.working():
        ended = done(office, made.json()["id"])
    report = office.http.get(f"/v1/matches/{ended['result']['match_id']}").json()
    assert ended["status"] == "completed"
    assert ended["result"]["score"] == report["results"][0]["score"]
    parts = [one["score"]["value"] for one in ended["result"]["attributes"] if one["kind"] == "sub_result"]
    assert round(sum(parts), 1) == ended["result"]["score"]
    assert (ended["source"], ended["external_ref"], ended["job"]["title"]) == ("api", "r", "T")
    assert "example.test" not in json.dumps(ended)
    assert ended["callback"]["state"] == "none"


def test_the_same_reference_is_the_same_order_and_another_package_a_conflict(office: Office) -> None:
    first = order(office, text=TEXT, external_ref="same")
    again = order(office, text=TEXT, external_ref="same")
    assert (first.status_code, again.status_code, again.json()["id"]) == (201, 200, first.json()["id"])
    role = office.http.get("/v1/roles").json()["roles"][0]["id"]
    other = office.http.post("/v1/orders", json={"package_id": f"role:{role}", "text": TEXT, "external_ref": "same"})
    assert other.status_code == 409
    found = office.http.get("/v1/orders?external_ref=same").json()["orders"]
    assert [one["id"] for one in found] == [first.json()["id"]]


def test_an_idempotency_key_gives_the_same_order(office: Office) -> None:
    body = {"package_id": "best-fit", "text": TEXT}
    made = [office.http.post("/v1/orders", json=body, headers={"Idempotency-Key": "k"}).json()["id"] for _ in range(2)]
    assert made[0] == made[1]


def test_a_stored_resume_and_a_link_can_be_ordered(office: Office, receiver: Receiver, pdf: bytes) -> None:
    receiver.rule = lambda _call: Say(200, pdf)
    stored = office.http.post("/v1/resumes", json={"text": TEXT}).json()["id"]
    first = order(office, resume_id=stored).json()["id"]
    second = order(office, resume_url=f"{receiver.address}/files/resume.pdf").json()["id"]
    with office.working():
        assert done(office, first)["result"]["score"] is not None
        assert done(office, second)["result"]["score"] is not None


@pytest.mark.parametrize(
    ("body", "status", "pointer"),
    [
        ({}, 422, ""),
        ({"text": "x", "resume_id": "y"}, 422, ""),
        ({"package_id": "role:nothing", "text": "x"}, 404, "/package_id"),
        ({"package_id": "worst-fit", "text": "x"}, 404, "/package_id"),
        ({"resume_url": "https://10.0.0.1/cv"}, 422, "/resume_url"),
        ({"text": "x", "unknown": 1}, 422, "/unknown"),
    ],
)
def test_a_wrong_order_is_a_problem_with_its_place(
    office: Office, body: dict[str, Any], status: int, pointer: str
) -> None:
    answer = order(office, **body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_orders_are_listed_by_page_and_state(office: Office) -> None:
    made = [order(office, text=TEXT).json()["id"] for _ in range(5)]
    office.http.post(f"/v1/orders/{made[0]}/cancel")
    found: list[str] = []
    token = None
    while True:
        page = office.http.get("/v1/orders", params={"page_size": 2, **({"page_token": token} if token else {})}).json()
        found += [one["id"] for one in page["orders"]]
        token = page["next_page_token"]
        if token is None:
            break
    assert sorted(found) == sorted(made)
    cancelled = office.http.get("/v1/orders?status=cancelled").json()["orders"]
    assert [one["id"] for one in cancelled] == [made[0]]


def test_an_order_that_has_ended_is_not_cancelled(office: Office) -> None:
    identity = order(office, text=TEXT).json()["id"]
    with office.working():
        done(office, identity)
    assert office.http.post(f"/v1/orders/{identity}/cancel").json()["status"] == "completed"


def test_a_status_never_moves_back(office: Office) -> None:
    identity = order(office, text=TEXT).json()["id"]
    storage = office.desk.services.storage
    with storage.writing(office.tenant) as store:
        shelf = Orders(store.session, storage.vault, office.tenant)
        known = shelf.get(identity)
        assert known is not None
        shelf.save(replace(known, status="completed"))
        for status in ("open", "processing", "cancelled", "failed"):
            with pytest.raises(ValueError, match="does not move"):
                shelf.save(replace(known, status=status))


def test_another_tenants_order_is_not_there(running: Running, office: Office) -> None:
    identity = order(office, text=TEXT).json()["id"]
    stranger = running.headers("admin", tenant="a-stranger")
    for method, path in (("GET", ""), ("POST", "/cancel")):
        assert running.http.request(method, f"/v1/orders/{identity}{path}", headers=stranger).status_code == 404


def test_a_report_link_is_signed_and_expires(office: Office) -> None:
    identity = order(office, text=TEXT).json()["id"]
    with office.working():
        url = done(office, identity)["result"]["url"].removeprefix("https://rolefit.test")
    page = office.client().get(url)
    assert (page.status_code, page.headers["cache-control"]) == (200, "private, no-store")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    start, _, token = url.partition("?t=")
    forged = token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB")
    for wrong in (
        start,
        f"{start}?t=",
        f"{start}?t={forged}",
        f"{start[:-1]}{'1' if start[-1] == '0' else '0'}?t={token}",
        f"{start}?t=é",
        "/r/ord_x?t=AAAA",
    ):
        assert office.client().get(wrong).status_code == 404, wrong
    known = office.desk.get(office.tenant, identity)
    assert known is not None
    long_ago = replace(known, completed_at=(known.completed_at or 0) - 91 * 86_400_000)
    old = link(office.desk.services.storage.vault, "", long_ago, 90)
    assert office.client().get(old).status_code == 410


def test_a_report_page_does_not_show_the_resume_as_a_whole(office: Office) -> None:
    marker = "Zanzibarmarker lived at Elm Street"
    identity = order(office, text=f"{marker}\n\n{TEXT}").json()["id"]
    with office.working():
        url = done(office, identity)["result"]["url"].removeprefix("https://rolefit.test")
    assert "Zanzibarmarker" not in office.client().get(url).text


def test_injection_in_a_resume_is_inert_on_the_page(office: Office) -> None:
    bad = "<script>alert(1)</script> Python developer"
    text = f"Experience\nDeveloper, Example, 2019-2024\n- Built with Python {bad} and Docker\n" + TEXT
    identity = order(office, text=text).json()["id"]
    with office.working():
        url = done(office, identity)["result"]["url"].removeprefix("https://rolefit.test")
    assert "<script" not in office.client().get(url).text


def test_an_order_that_fails_on_our_side_ends_as_failed_with_a_reason(office: Office, receiver: Receiver) -> None:
    """Each attempt dies, as with a document that kills its process; after twenty the partner is told."""
    identity = order(office, resume_url=f"{receiver.address}/files/x").json()["id"]
    storage = office.desk.services.storage
    with storage.writing(office.tenant) as store:
        store.session.exec(update(JobRow).where(col(JobRow.subject) == identity).values(attempt=20))
    with office.working():
        ended = done(office, identity)
    assert (ended["status"], ended["result"]["problem"]) == ("failed", "internal")


def test_webhooks_are_told_of_a_completed_order(office: Office) -> None:
    identity = order(office, text=TEXT).json()["id"]
    with office.working():
        ended = done(office, identity)
    with office.desk.services.storage.reading(office.tenant) as store:
        events = {event.type: event.data for event in store.events.after(0)}
    assert events["order.completed"] == {
        "order_id": identity,
        "match_id": ended["result"]["match_id"],
        "status": "completed",
    }
    assert "match.completed" in events


@pytest.mark.parametrize("source", ["text", "json_resume", "resume_url"])
def test_an_order_that_brings_a_resume_needs_what_keeping_it_needs(
    running: Running, office: Office, receiver: Receiver, source: str
) -> None:
    brought = {"text": TEXT, "json_resume": JSON_RESUME, "resume_url": f"{receiver.address}/files/x"}
    body = {"package_id": "best-fit", source: brought[source]}
    answers = [
        running.http.post("/v1/orders", json=body, headers=running.headers(*scopes, tenant=office.name))
        for scopes in (("match",), ("match", "read"), ("match", "write"))
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 201]
    assert "write" in answers[0].json()["detail"]


def test_an_order_for_a_stored_resume_needs_what_reading_it_needs(running: Running, office: Office) -> None:
    stored = office.http.post("/v1/resumes", json={"text": TEXT}).json()["id"]
    body = {"package_id": "best-fit", "resume_id": stored, "external_ref": "leak"}
    assert order(office, resume_id=stored, external_ref="leak").status_code == 201
    answers = [
        running.http.post("/v1/orders", json=body, headers=running.headers(*scopes, tenant=office.name))
        for scopes in (("match",), ("match", "write"), ("match", "read"))
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 200]


@pytest.mark.parametrize(
    ("first", "again", "status"),
    [
        ({"email": "a@example.test"}, {"email": "A@example.test "}, 200),
        ({"email": "a@example.test"}, {"email": "b@example.test"}, 409),
        ({"email": "a@example.test"}, {}, 409),
        ({}, {"email": "b@example.test"}, 409),
        ({"external_id": "c", "email": "a@example.test"}, {"external_id": "c"}, 200),
        ({"external_id": "c"}, {"external_id": "c", "email": "a@example.test"}, 200),
        ({"external_id": "c", "email": "a@example.test"}, {"external_id": "c", "email": "b@example.test"}, 409),
        ({"external_id": "c"}, {"external_id": "d"}, 409),
        ({"external_id": "c"}, {"email": "a@example.test"}, 409),
    ],
)
def test_the_same_reference_for_another_candidate_is_a_conflict(
    office: Office, first: dict[str, str], again: dict[str, str], status: int
) -> None:
    made = order(office, text=TEXT, external_ref="t1", candidate=first)
    assert made.status_code == 201
    answer = order(office, text=TEXT, external_ref="t1", candidate=again)
    assert answer.status_code == status, answer.text
    assert (answer.json().get("id") == made.json()["id"]) == (status == 200)


def found_by(office: Office, reference: str, **filters: str) -> list[str]:
    answer = office.http.get("/v1/orders", params={"external_ref": reference, **filters})
    return [one["id"] for one in answer.json()["orders"]]


def test_a_reference_finds_the_orders_of_every_door(office: Office, send: Send) -> None:
    number, interview = send()
    mine = order(office, text=TEXT, external_ref=number).json()["id"]
    assert sorted(found_by(office, number)) == sorted([interview, mine])
    assert found_by(office, number, status="completed") == []
    assert found_by(office, "another") == []
