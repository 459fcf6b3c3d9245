import json
import time
from collections.abc import Callable

import pytest
from standardwebhooks import Webhook

from service.store import open_vault
from service.webhooks import jobs
from service.webhooks.events import EVENTS
from service.webhooks.jobs import Job, Jobs, LostClaimError
from service.webhooks.shelves import Deliveries, Endpoints
from tests.service.api.conftest import SECRET, Running
from tests.service.webhooks.conftest import Office
from tests.service.webhooks.receiver import Receiver, Say, wait_for

Receive = Callable[..., Receiver]
DAY = 86_400


def states(office: Office, webhook: dict[str, str]) -> list[tuple[object, object]]:
    return [(one["state"], one["attempts"]) for one in office.deliveries(webhook)]


def test_an_event_is_told_once_signed_and_thin(office: Office, receive: Receive) -> None:
    receiver = receive()
    webhook = office.make(f"{receiver.address}/hook", "match.completed")
    event = office.happen(match_id="mat_1", resume_id="res_1")
    office.happen("resume.deleted", resume_id="res_1")  # not asked for
    with office.working():
        call = receiver.wait(1)[0]
        wait_for(lambda: states(office, webhook) == [("delivered", 1)])
        time.sleep(0.2)
    assert len(receiver.calls) == 1
    assert (call.method, call.path, call.headers["webhook-id"]) == ("POST", "/hook", event)
    told = Webhook(webhook["secret"]).verify(call.body, call.headers)
    assert told.keys() == {"type", "timestamp", "data"}
    assert (told["type"], told["data"]) == ("match.completed", {"match_id": "mat_1", "resume_id": "res_1"})


def test_a_kept_match_tells_of_itself(office: Office, receive: Receive) -> None:
    receiver = receive()
    office.make(receiver.address, "match.completed", "resume.deleted")
    made = office.http.post(
        "/v1/matches", json={"text": "Experience\nPython developer, 2019-2024. Built with Python. " * 5, "store": True}
    )
    assert made.status_code == 201, made.text
    resume = made.json()["resume"]["id"]
    office.http.delete(f"/v1/resumes/{resume}")
    with office.working():
        bodies = [json.loads(call.body) for call in receiver.wait(2)]
    assert {body["type"] for body in bodies} == {"match.completed", "resume.deleted"}
    assert {body["data"]["resume_id"] for body in bodies} == {resume}
    assert b"Python" not in b"".join(call.body for call in receiver.calls)


def test_what_happened_before_an_endpoint_was_made_is_not_told(office: Office, receive: Receive) -> None:
    receiver = receive()
    with office.services.storage.writing(office.tenant) as store:
        store.events.add("match.completed", {"match_id": "mat_0"}, office.clock() - 60_000)
    office.make(receiver.address)
    office.happen(match_id="mat_1")
    with office.working():
        receiver.wait(1)
        time.sleep(0.1)
    assert [json.loads(call.body)["data"]["match_id"] for call in receiver.calls] == ["mat_1"]


def test_another_tenants_events_are_not_told(running: Running, office: Office, receive: Receive) -> None:
    receiver = receive()
    office.make(receiver.address)
    stranger = running.services.keyring.tenant("stranger").number
    with running.services.storage.writing(stranger) as store:
        store.events.add("match.completed", {"match_id": "mat_9"}, office.clock())
    office.happen(match_id="mat_1")
    with office.working():
        receiver.wait(1)
        time.sleep(0.1)
    assert len(receiver.calls) == 1


def test_a_failed_call_is_made_again_on_schedule_under_the_same_id(office: Office, receive: Receive) -> None:
    says = [Say(500), Say(302, headers={"Location": "http://127.0.0.1:1/"}), Say(204, b"")]
    receiver = receive(lambda _call: says[min(len(receiver.calls), len(says)) - 1])
    webhook = office.make(receiver.address)
    office.happen()
    with office.working():
        receiver.wait(1)
        wait_for(lambda: states(office, webhook) == [("pending", 1)])
        time.sleep(0.1)
        assert len(receiver.calls) == 1
        office.clock.move(6)
        receiver.wait(2)
        wait_for(lambda: states(office, webhook) == [("pending", 2)])
        office.clock.move(331)
        wait_for(lambda: states(office, webhook) == [("delivered", 3)])
    assert len({call.headers["webhook-id"] for call in receiver.calls}) == 1
    assert len({call.body for call in receiver.calls}) == 1


def test_after_the_last_attempt_it_has_failed_and_can_be_sent_again(office: Office, receive: Receive) -> None:
    receiver = receive(lambda _call: Say(503))
    webhook = office.make(receiver.address)
    office.happen()
    with office.working():
        for attempt in range(1, 11):
            receiver.wait(attempt)
            ended = "failed" if attempt == 10 else "pending"
            wait_for(lambda: states(office, webhook) == [(ended, attempt)])  # noqa: B023
            office.clock.move(1.2 * DAY)
        time.sleep(0.1)
        assert len(receiver.calls) == 10
        receiver.rule = lambda _call: Say()
        assert office.http.post(f"/v1/webhooks/{webhook['id']}/replay").json() == {"deliveries": 1}
        wait_for(lambda: states(office, webhook) == [("delivered", 1)])
    assert len({call.headers["webhook-id"] for call in receiver.calls}) == 1


def test_retry_after_is_honoured(office: Office, receive: Receive) -> None:
    receiver = receive(lambda _call: Say(429, headers={"Retry-After": "600"}))
    webhook = office.make(receiver.address)
    office.happen()
    with office.working():
        wait_for(lambda: states(office, webhook) == [("pending", 1)])
        office.clock.move(590)
        time.sleep(0.2)
        assert len(receiver.calls) == 1
        office.clock.move(11)
        receiver.wait(2)


def test_410_disables_and_nothing_more_is_sent_until_it_is_enabled(office: Office, receive: Receive) -> None:
    receiver = receive(lambda _call: Say(410))
    webhook = office.make(receiver.address)
    place = f"/v1/webhooks/{webhook['id']}"
    office.happen()
    with office.working():
        wait_for(lambda: office.http.get(place).json()["state"] == "disabled")
        office.happen()
        time.sleep(0.2)
        assert (len(receiver.calls), states(office, webhook)) == (1, [("failed", 1)])
        assert office.http.post(f"{place}/replay").status_code == 409
        receiver.rule = lambda _call: Say()
        assert office.http.post(f"{place}/enable").json()["state"] == "enabled"
        assert office.http.post(f"{place}/replay").json()["deliveries"] == 1
        wait_for(lambda: ("delivered", 1) in states(office, webhook))


def test_while_rotating_both_secrets_are_live_and_afterwards_one(office: Office, receive: Receive) -> None:
    receiver = receive()
    webhook = office.make(receiver.address)
    place = f"/v1/webhooks/{webhook['id']}"
    rotated = office.http.post(f"{place}/rotate", json={"grace_hours": 1}).json()
    assert rotated["secret"] != webhook["secret"]
    assert rotated["live_secrets"] == 2
    office.clock.catch_up()
    office.happen()
    with office.working():
        first = receiver.wait(1)[0]
        for secret in (webhook["secret"], rotated["secret"]):
            Webhook(secret).verify(first.body, first.headers)
        office.clock.move(3700)
        office.happen()
        second = receiver.wait(2)[1]
    assert len(first.headers["webhook-signature"].split()) == 2
    assert len(second.headers["webhook-signature"].split()) == 1


def test_a_secret_is_shown_once_and_kept_sealed(running: Running, office: Office, receive: Receive) -> None:
    webhook = office.make(f"{receive().address}/a-place-with-a-token", "match.completed")
    assert webhook["secret"].startswith("whsec_")
    shown = office.http.get("/v1/webhooks").text + office.http.get(f"/v1/webhooks/{webhook['id']}").text
    assert "whsec_" not in shown
    with running.services.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM webhook_endpoints").fetchall()
    assert webhook["secret"] not in str(rows)
    assert "a-place-with-a-token" not in str(rows)


def test_a_test_call_answers_how_it_went(office: Office, receive: Receive) -> None:
    receiver = receive()
    webhook = office.make(receiver.address)
    place = f"/v1/webhooks/{webhook['id']}/test"
    assert office.http.post(place).json() == {"delivered": True, "status": 200, "error": None}
    assert json.loads(receiver.calls[0].body)["type"] == "webhook.test"
    Webhook(webhook["secret"]).verify(receiver.calls[0].body, receiver.calls[0].headers)
    receiver.rule = lambda _call: Say(500)
    assert office.http.post(place).json() == {"delivered": False, "status": 500, "error": "refused"}
    receiver.close()
    assert office.http.post(place).json() == {"delivered": False, "status": None, "error": "unreachable"}


BAD = (
    "http://example.com/",
    "https://10.0.0.1/",
    "https://169.254.169.254/",
    "ftp://x.example.com",
    "https://u:p@a.example",
)


@pytest.mark.parametrize("url", BAD)
def test_an_address_that_is_not_public_https_is_refused_with_its_place(office: Office, url: str) -> None:
    answer = office.http.post("/v1/webhooks", json={"url": url, "events": ["match.completed"]})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/url")
    assert office.http.get("/v1/webhooks").json()["webhooks"] == []


def test_a_deleted_endpoint_is_gone_with_what_was_on_its_way(office: Office, receive: Receive) -> None:
    receiver = receive(lambda _call: Say(500))
    webhook = office.make(receiver.address)
    office.happen()
    with office.working():
        wait_for(lambda: states(office, webhook) == [("pending", 1)])
        assert office.http.delete(f"/v1/webhooks/{webhook['id']}").status_code == 204
        office.clock.move(DAY)
        time.sleep(0.2)
    assert len(receiver.calls) == 1
    for method, path in (
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/rotate"),
        ("POST", "/test"),
        ("GET", "/deliveries"),
        ("POST", "/replay"),
    ):
        assert office.http.request(method, f"/v1/webhooks/{webhook['id']}{path}").status_code == 404, path


def test_another_tenants_webhook_is_not_there(running: Running, office: Office, receive: Receive) -> None:
    webhook = office.make(receive().address)
    stranger = running.headers("admin", tenant="a-stranger")
    for method, path in (
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/rotate"),
        ("POST", "/enable"),
        ("POST", "/test"),
        ("GET", "/deliveries"),
        ("POST", "/replay"),
    ):
        answer = running.http.request(method, f"/v1/webhooks/{webhook['id']}{path}", headers=stranger)
        assert answer.status_code == 404, path
    assert office.http.get(f"/v1/webhooks/{webhook['id']}").status_code == 200


def test_one_delivery_or_all_since_a_time_can_be_replayed(office: Office, receive: Receive) -> None:
    receiver = receive()
    webhook = office.make(receiver.address)
    place = f"/v1/webhooks/{webhook['id']}/replay"
    before = office.happen()
    office.happen()
    with office.working():
        wait_for(lambda: states(office, webhook) == [("delivered", 1)] * 2)
        one = next(d for d in office.deliveries(webhook) if d["event_id"] == before)
        assert office.http.post(place, json={"delivery_id": one["id"]}).json() == {"deliveries": 1}
        office.clock.catch_up()
        assert receiver.wait(3)[2].headers["webhook-id"] == before
        wait_for(lambda: states(office, webhook) == [("delivered", 1)] * 2)
        assert office.http.post(place, json={"since": "2026-01-01T00:00:00Z"}).json() == {"deliveries": 2}
        office.clock.catch_up()
        receiver.wait(5)
    assert office.http.post(place, json={"since": "yesterday"}).status_code == 422
    assert office.http.post(place, json={"delivery_id": "dlv_nothing"}).status_code == 404


def test_the_same_request_under_an_idempotency_key_makes_one_endpoint(office: Office, receive: Receive) -> None:
    body = {"url": receive().address, "events": ["match.completed"]}
    made = [office.http.post("/v1/webhooks", json=body, headers={"Idempotency-Key": "k"}).json() for _ in range(2)]
    assert made[0] == made[1]
    assert len(office.http.get("/v1/webhooks").json()["webhooks"]) == 1


def test_a_job_left_by_a_dead_process_is_done_by_another_and_only_once(office: Office, receive: Receive) -> None:
    """Claimed, and never ended: what is left of a kill in the middle of a call."""
    receiver = receive()
    webhook = office.make(receiver.address)
    office.happen()
    storage, clock = office.services.storage, office.clock
    with office.working():
        wait_for(lambda: states(office, webhook) == [("delivered", 1)])
    with storage.writing(office.tenant) as store:
        Deliveries(store.session).send_again(Deliveries(store.session).page(webhook["id"], None, 9, None), clock())
    taken: list[Job] = []
    with Jobs(storage, clock, {"delivery": taken.append}, pause=0.02):  # it begins, and nothing of it is kept
        wait_for(lambda: len(taken) == 1)
    [claimed] = taken
    with office.working():
        time.sleep(0.2)
        assert len(receiver.calls) == 1
        clock.move(21)
        receiver.wait(2)
        wait_for(lambda: states(office, webhook) == [("delivered", 1)])
    with pytest.raises(LostClaimError), storage.writing(office.tenant) as store:
        jobs.finish(store.session, claimed)


def test_work_that_takes_long_is_not_taken_over(office: Office) -> None:
    begun: list[Job] = []
    storage, clock = office.services.storage, office.clock

    def slow(job: Job) -> None:
        begun.append(job)
        for _ in range(10):
            clock.move(6)
            time.sleep(0.1)
        with storage.writing(office.tenant) as store:
            jobs.finish(store.session, job)

    with storage.writing(office.tenant) as store:
        jobs.enqueue(store.session, "slow", "one", office.tenant, clock())
    with Jobs(storage, clock, {"slow": slow}, pause=0.02), Jobs(storage, clock, {"slow": slow}, pause=0.02):
        wait_for(lambda: len(begun) == 1)
        time.sleep(1.5)
    assert len(begun) == 1


def test_two_workers_tell_each_event_once(office: Office, receive: Receive) -> None:
    receiver = receive()
    webhook = office.make(receiver.address)
    for number in range(40):
        office.happen(match_id=f"mat_{number}")
    with office.working(), office.working():
        wait_for(lambda: states(office, webhook).count(("delivered", 1)) == 40)
    assert sorted(json.loads(call.body)["data"]["match_id"] for call in receiver.calls) == sorted(
        f"mat_{n}" for n in range(40)
    )


def test_work_that_fails_unexpectedly_is_tried_again_later(office: Office) -> None:
    storage, clock = office.services.storage, office.clock
    attempts: list[int] = []

    def fragile(job: Job) -> None:
        attempts.append(job.attempt)
        if len(attempts) < 3:
            raise RuntimeError
        with storage.writing(office.tenant) as store:
            jobs.finish(store.session, job)

    with storage.writing(office.tenant) as store:
        jobs.enqueue(store.session, "fragile", "one", office.tenant, clock())
    with Jobs(storage, clock, {"fragile": fragile}, pause=0.02):
        for number in (1, 2, 3):
            wait_for(lambda: len(attempts) >= number)  # noqa: B023
            time.sleep(0.1)
            assert len(attempts) == number
            clock.move(10)
    assert attempts == [1, 2, 3]


def test_the_openapi_document_says_what_is_told(running: Running) -> None:
    document = running.http.get("/openapi.json").json()
    assert document["webhooks"].keys() == EVENTS.keys()
    for name, operations in document["webhooks"].items():
        operation = operations["post"]
        assert operation["requestBody"]["content"]["application/json"]["example"]["type"] == name
        assert {p["name"] for p in operation["parameters"]} == {"webhook-id", "webhook-timestamp", "webhook-signature"}


def test_an_endpoint_outlives_a_change_of_the_secret_key(office: Office, receive: Receive) -> None:
    webhook = office.make(receive().address)
    storage, other = office.services.storage, "another secret key, long enough too"
    changed = open_vault(storage.database, [other, SECRET])
    open_vault(storage.database, [SECRET, other])  # for the tests that follow
    with storage.reading(office.tenant) as store:
        found = Endpoints(store, office.tenant, changed).get(webhook["id"])
    assert found is not None
    assert found.secret == webhook["secret"]
