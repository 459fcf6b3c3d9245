import json
import time
from typing import Any

import httpx2
import pytest

from service.api.cases import resumes
from tests.service.api.conftest import Running
from tests.service.ats.conftest import Office, Send
from tests.service.ats.partners import FakeGreenhouse, settle
from tests.service.webhooks.receiver import Say

STATUS = "/ats/greenhouse/test_status"


def told(office: Office, greenhouse: FakeGreenhouse, number: str) -> dict[str, Any]:
    """The order, once Greenhouse was told."""
    identity = greenhouse.interviews[number]
    settle(lambda: office.order(identity)["callback"]["state"] == "delivered")
    return office.order(identity)


def metadata(greenhouse: FakeGreenhouse, number: str) -> dict[str, Any]:
    return dict(greenhouse.results[number][0]["metadata"])


def test_the_tests_are_every_role_and_the_best_fit(office: Office) -> None:
    found = office.client().get("/ats/greenhouse/list_tests").json()
    roles = office.http.get("/v1/roles?page_size=200").json()["roles"]
    assert isinstance(found, list)
    assert all(one.keys() == {"partner_test_id", "partner_test_name"} for one in found)
    assert {one["partner_test_id"] for one in found} == {"best-fit", *(f"role:{role['id']}" for role in roles)}


def test_an_order_is_scored_and_greenhouse_sees_the_result_at_once(
    office: Office, greenhouse: FakeGreenhouse, send: Send
) -> None:
    number, interview = send()
    waiting = office.client().get(STATUS, params={"partner_interview_id": interview}).json()
    assert waiting["partner_status"] != "complete"
    with office.working():
        order = told(office, greenhouse, number)
    [seen] = greenhouse.results[number]
    assert seen.keys() == {"partner_status", "partner_profile_url", "partner_score", "metadata"}
    assert (seen["partner_status"], seen["partner_score"]) == ("complete", order["result"]["score"])
    assert 0 <= seen["partner_score"] <= 100
    assert all(isinstance(value, str | int | float | bool) for value in seen["metadata"].values())
    assert {"Best-fit role", "Matched required skills", "Missing required skills", "Next step", "Engine"} <= seen[
        "metadata"
    ].keys()
    assert seen["metadata"]["Human review needed"] is True
    assert greenhouse.keys == {office.key}
    assert (order["status"], order["external_ref"], order["callback"]["attempts"]) == ("completed", number, 1)
    page = office.client().get(seen["partner_profile_url"].removeprefix("https://rolefit.test"))
    assert page.status_code == 200
    assert seen["metadata"]["Best-fit role"] in page.text


def test_a_role_is_scored_alone(office: Office, greenhouse: FakeGreenhouse, send: Send) -> None:
    package = office.client().get("/ats/greenhouse/list_tests").json()[1]["partner_test_id"]
    number, _ = send(package=package)
    with office.working():
        order = told(office, greenhouse, number)
    report = office.http.get(f"/v1/matches/{order['result']['match_id']}").json()
    assert [result["role_id"] for result in report["results"]] == [package.removeprefix("role:")]
    assert report["results"][0]["score"] == greenhouse.results[number][0]["partner_score"]
    assert "Best-fit role" not in metadata(greenhouse, number)


@pytest.mark.parametrize(
    ("resume", "file", "says"),
    [
        (None, None, "without a resume"),
        ("expired.pdf", None, "has expired"),
        ("empty.pdf", Say(200, b""), ""),
        ("broken.pdf", Say(200, b"%PDF-1.7\nnonsense"), ""),
        ("scan.png", Say(200, b"\x89PNG\r\n\x1a\n" + b"\0" * 500), ""),
        ("page.html", Say(302, b"", {"Location": "https://example.com/"}), "gave no file"),
    ],
    ids=["none", "expired", "empty", "broken", "picture", "redirect"],
)
def test_what_cannot_be_scored_is_complete_with_a_reason(
    office: Office, greenhouse: FakeGreenhouse, send: Send, resume: str | None, file: Say | None, says: str
) -> None:
    if file is not None and resume is not None:
        greenhouse.files[resume] = file
    number, _ = send(resume)
    with office.working():
        order = told(office, greenhouse, number)
    [seen] = greenhouse.results[number]
    assert (seen["partner_status"], seen["partner_score"], order["result"]["score"]) == ("complete", None, None)
    assert seen["metadata"]["Result"].startswith("Not scored: ")
    assert says in seen["metadata"]["Result"]
    page = office.client().get(seen["partner_profile_url"].removeprefix("https://rolefit.test"))
    assert (page.status_code, "Not scored" in page.text) == (200, True)


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/cv.pdf", "https://169.254.169.254/cv", "file:///etc/passwd", "https://user@example.com/"]
)
def test_a_resume_link_into_the_inside_is_not_followed(
    office: Office, greenhouse: FakeGreenhouse, send: Send, url: str
) -> None:
    number, _ = send(candidate={"resume_url": url})
    with office.working():
        told(office, greenhouse, number)
    assert "no public https address" in metadata(greenhouse, number)["Result"]


def test_a_file_server_that_fails_for_a_while_is_asked_again(
    office: Office, greenhouse: FakeGreenhouse, send: Send, pdf: bytes
) -> None:
    greenhouse.files["late.pdf"] = Say(503)
    number, identity = send("late.pdf")
    with office.working():
        settle(lambda: office.order(identity)["status"] == "processing")
        time.sleep(0.2)
        greenhouse.files["late.pdf"] = Say(200, pdf, after=2)  # slower than the cap
        office.clock.move(3)
        time.sleep(1.4)
        assert office.order(identity)["status"] == "processing"
        greenhouse.files["late.pdf"] = Say(200, pdf)
        office.clock.move(11)
        assert told(office, greenhouse, number)["result"]["score"] is not None


def test_a_file_server_that_fails_for_good_ends_the_order(
    office: Office, greenhouse: FakeGreenhouse, send: Send
) -> None:
    greenhouse.files["never.pdf"] = Say(500)
    number, identity = send("never.pdf")
    with office.working():
        until = time.monotonic() + 60
        while office.order(identity)["status"] != "completed" and time.monotonic() < until:
            time.sleep(0.1)
            office.clock.move(2000)
        told(office, greenhouse, number)
    assert "could not be fetched" in metadata(greenhouse, number)["Result"]
    assert office.order(identity)["status"] == "completed"


@pytest.mark.parametrize(
    "fault",
    [
        Say(500, b"<html>oops"),
        Say(429, b"", {"Retry-After": "1"}),
        Say(429, b"", {"Retry-After": "junk"}),
        Say(503, b"", {"Retry-After": "99999999"}),
    ],
    ids=["500", "429", "429-malformed", "503-for-ever"],
)
def test_a_patch_that_fails_is_sent_again_and_the_result_is_seen_once(
    office: Office, greenhouse: FakeGreenhouse, send: Send, fault: Say
) -> None:
    greenhouse.faults = [fault, fault]
    number, identity = send()
    with office.working():
        for attempts in (1, 2):
            settle(lambda: office.order(identity)["callback"]["attempts"] == attempts)  # noqa: B023
            assert office.order(identity)["status"] == "completed"
            assert office.order(identity)["callback"]["state"] == "pending"
            office.clock.move(3700)
        told(office, greenhouse, number)
    assert (greenhouse.patches, len(greenhouse.results[number])) == (3, 1)


@pytest.mark.parametrize("status", [400, 401, 404, 302])
def test_a_patch_that_is_refused_for_good_is_not_sent_again(
    office: Office, greenhouse: FakeGreenhouse, send: Send, status: int
) -> None:
    greenhouse.faults = [Say(status, b"", {"Location": "http://127.0.0.1:1/"})]
    _, identity = send()
    with office.working():
        settle(lambda: office.order(identity)["callback"]["state"] == "failed")
        office.clock.move(90_000)
        time.sleep(0.2)
    assert greenhouse.patches == 1
    assert office.order(identity)["callback"] == {"state": "failed", "attempts": 1, "last_status": status}
    assert office.order(identity)["result"]["score"] is not None


@pytest.mark.parametrize(
    "url",
    ["https://evil.example.com/integrations/testing_partners/take_home_tests/1", "http://127.0.0.1:1/integrations/testing_partners/take_home_tests/1",
     "{start}", "{start}1/../../x", "{start}1?x=1", "{start}a/b", "{start}1#x", "{start}%2e%2e",
     "{start}" + "1" * 65, "ftp://x", ""],
)  # fmt: skip
def test_our_key_is_sent_to_greenhouse_only(office: Office, greenhouse: FakeGreenhouse, url: str) -> None:
    body = {"partner_test_id": "best-fit", "candidate": {}, "url": url.replace("{start}", greenhouse.callback(""))}
    answer = office.client().post("/ats/greenhouse/send_test", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/url")


def test_what_a_body_says_amiss_of_a_candidate_is_ignored_or_told(office: Office, greenhouse: FakeGreenhouse) -> None:
    def sent(**candidate: str) -> httpx2.Response:
        body = {"partner_test_id": "best-fit", "candidate": candidate, "url": greenhouse.callback("77")}
        headers = {"Content-Type": "application/json"}
        return office.client().post("/ats/greenhouse/send_test", content=json.dumps(body), headers=headers)

    for name in ("email", "resume_url", "greenhouse_profile_url"):
        answer = sent(**{name: "half \ud800 a character"})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/candidate/{name}")
    assert sent(greenhouse_profile_url="https://[::1").status_code == 200


def test_an_unknown_test_and_an_unknown_interview_are_404(office: Office, greenhouse: FakeGreenhouse) -> None:
    body = {"partner_test_id": "role:nothing", "candidate": {}, "url": greenhouse.callback("9")}
    assert office.client().post("/ats/greenhouse/send_test", json=body).status_code == 404
    for interview in ("ord_nothing", "ord_" + "0" * 26, "' or 1=1", ""):
        assert office.client().get(STATUS, params={"partner_interview_id": interview}).status_code == 404


def test_another_tenants_interview_is_not_there(running: Running, office: Office, send: Send) -> None:
    _, interview = send()
    stranger = office.client(running.key("match", tenant="a-stranger"))
    assert stranger.get(STATUS, params={"partner_interview_id": interview}).status_code == 404


@pytest.mark.parametrize("header", [None, "Basic", "Basic !!", "Bearer {key}", "Basic {wrong}"])
def test_a_bad_key_is_401_with_a_challenge(running: Running, office: Office, header: str | None) -> None:
    wrong = "Og=="
    value = header and header.replace("{key}", office.key).replace("{wrong}", wrong)
    for method, path in (
        ("GET", "list_tests"),
        ("POST", "send_test"),
        ("GET", "test_status"),
        ("POST", "response_error"),
    ):
        headers = {} if value is None else {"Authorization": value}
        answer = running.http.request(method, f"/ats/greenhouse/{path}", headers=headers)
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"].startswith("Basic")


def test_a_key_that_may_only_read_orders_nothing(running: Running, office: Office) -> None:
    reader = office.client(running.key("read", tenant=office.name))
    assert reader.get("/ats/greenhouse/list_tests").status_code == 403


def test_errors_that_greenhouse_reports_are_taken_and_not_logged(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    body = {"api_call": "test_status", "errors": ["ada@example.test is odd", 7], "candidate_email": "ada@example.test"}
    answer = office.client().post("/ats/greenhouse/response_error", json=body)
    assert (answer.status_code, answer.json()) == (200, {"status": 200})
    assert (
        office.client().post("/ats/greenhouse/response_error", json={"api_call": "x", "errors": []}).status_code == 200
    )
    assert "ada@example.test" not in capsys.readouterr().err


def test_a_cancelled_order_is_told_too(office: Office, greenhouse: FakeGreenhouse, send: Send) -> None:
    number, identity = send()
    assert office.http.post(f"/v1/orders/{identity}/cancel").json()["status"] == "cancelled"
    with office.working():
        told(office, greenhouse, number)
    assert (greenhouse.results[number][0]["partner_status"], greenhouse.results[number][0]["partner_score"]) == (
        "complete",
        None,
    )
    assert "cancelled" in metadata(greenhouse, number)["Result"]


def test_what_an_order_carries_is_sealed_and_the_key_is_dropped_once_it_was_used(
    running: Running, office: Office, greenhouse: FakeGreenhouse, send: Send
) -> None:
    def rows() -> str:
        with running.services.engine.connect() as connection:
            found = connection.exec_driver_sql("SELECT * FROM ats_orders").fetchall()
            jobs = connection.exec_driver_sql("SELECT * FROM jobs").fetchall()
        return str(found) + str(jobs)

    number, identity = send()
    assert office.key not in rows()
    with office.working():
        told(office, greenhouse, number)
    order = office.desk.get(office.tenant, identity)
    assert order is not None
    assert order.intake == {}
    for secret in ("Byron", "example.test", "people/1", "/files/"):
        assert secret not in rows()
        assert secret not in json.dumps(order.result)


def test_an_erased_resume_takes_its_orders_along(office: Office, greenhouse: FakeGreenhouse, send: Send) -> None:
    number, identity = send()
    with office.working():
        told(office, greenhouse, number)
    [resume] = office.http.get("/v1/resumes?external_id=greenhouse:1").json()["resumes"]
    held = office.http.get(f"/v1/resumes/{resume['id']}/export").json()
    assert identity in json.dumps(held)
    resumes.delete(office.desk.services, office.tenant, resume["id"])
    assert office.http.get(f"/v1/orders/{identity}").status_code == 404
    page = office.client().get(
        greenhouse.results[number][0]["partner_profile_url"].removeprefix("https://rolefit.test")
    )
    assert page.status_code == 404
