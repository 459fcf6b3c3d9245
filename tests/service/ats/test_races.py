import io
import json
import logging
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from service.api.logs import JsonFormatter
from service.ats import connections
from tests.service.api.conftest import slowly
from tests.service.ats.conftest import Office, Send
from tests.service.ats.partners import FakeGreenhouse, settle
from tests.service.ats.test_greenhouse import told
from tests.service.webhooks.receiver import Say


def test_the_same_test_sent_many_times_at_once_is_one_order(
    office: Office, greenhouse: FakeGreenhouse, send: Send
) -> None:
    number = "double-1"
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(send(number=number)[1])) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1
    with office.working():
        told(office, greenhouse, number)
        time.sleep(0.2)
    assert send(number=number)[1] == found[0]
    assert (greenhouse.patches, len(greenhouse.results[number])) == (1, 1)
    assert len(office.http.get("/v1/orders").json()["orders"]) == 1


def test_two_workers_and_a_failing_partner_give_each_result_once(
    office: Office, greenhouse: FakeGreenhouse, send: Send
) -> None:
    greenhouse.faults = [Say(500), Say(429), Say(503)] * 3
    numbers = [send(person=100 + count)[0] for count in range(12)]
    with office.working(), office.working():
        for _ in range(60):
            if len(greenhouse.results) == len(numbers):
                break
            time.sleep(0.5)  # a lease of a minute must outlast a request on a busy machine
            office.clock.move(10)
        settle(lambda: all(number in greenhouse.results for number in numbers))
        settle(lambda: all(told(office, greenhouse, number)["callback"]["state"] == "delivered" for number in numbers))
    assert [len(greenhouse.results[number]) for number in numbers] == [1] * 12
    assert greenhouse.patches == 12 + 9
    assert len({greenhouse.interviews[number] for number in numbers}) == 12


def test_a_key_and_a_secret_that_are_shared_at_once_are_both_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is made once, and neither takes the other's place."""
    monkeypatch.setattr(connections, "put", slowly(connections.put))
    shared = [{"api_key": "a key of the partner"}, {"webhook_secret": "a secret of its webhooks"}]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda body: office.http.put("/ats/connections/ashby", json=body), shared))
    assert [answer.status_code for answer in answers] == [200, 200]
    kept = office.http.get("/ats/connections/ashby").json()
    assert (kept["has_api_key"], kept["live_webhook_secrets"]) == (True, 1)
    assert {answer.json()["id"] for answer in answers} == {kept["id"]}


@pytest.fixture
def log_lines() -> Iterator[io.StringIO]:
    """Everything that the service logs, at its most talkative."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("rolefit")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel("DEBUG")
    yield lines
    logger.setLevel(before)
    logger.removeHandler(handler)


def test_logs_hold_nothing_of_a_person_and_no_key(
    office: Office, greenhouse: FakeGreenhouse, send: Send, log_lines: io.StringIO
) -> None:
    greenhouse.faults = [Say(500, b"Ada Byron")]
    greenhouse.files["bad.pdf"] = Say(200, b"%PDF-1.7 Ada Byron")
    numbers = [send("bad.pdf", person=77)[0], send(None, person=77)[0]]
    office.client().post("/ats/greenhouse/send_test", content=b"{Ada Byron")
    office.client().post("/ats/greenhouse/send_test", json={"candidate": {"email": ["ada@example.test"]}})
    with office.working():
        settle(lambda: greenhouse.patches >= 2)
        office.clock.move(10)
        settle(lambda: all(number in greenhouse.results for number in numbers))
    printed = log_lines.getvalue()
    assert "/ats/greenhouse/send_test" in printed
    with office.desk.services.engine.connect() as connection:
        kept = str([connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall() for table in ("jobs", "events")])  # noqa: S608
    for canary in ("Byron", "ada@example", "Ada@Example", office.key, "bad.pdf"):
        assert canary not in printed
        assert canary not in kept
    assert json.dumps(greenhouse.results).count("Byron") == 0
