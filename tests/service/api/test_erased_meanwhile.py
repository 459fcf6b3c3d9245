"""A resume is erased while something else is done to it: both end well, and nothing of it is left."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import text

from service.api import background
from service.api.cases import resumes as cases
from service.ats.desk import Desk
from service.audit import api as audit
from service.audit.overrides import Override, Overrides
from service.store import Storage
from service.store.matches import Matches, Scores
from service.store.resumes import Resumes
from tests.service.api.conftest import Running

_WHILE = 0.3  # seconds in which others come in between


Ask = Callable[[TestClient], Any]
AtOnce = Callable[[Ask, Ask], list[Any]]


class Halting:
    """Functions that halt before or after their work; whoever comes in between waits until one does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch, self.reached = monkeypatch, threading.Event()

    def before(self, owner: object, name: str) -> None:
        function = getattr(owner, name)

        def later(*given: Any, **named: Any) -> Any:
            self._halt()
            return function(*given, **named)

        self._monkeypatch.setattr(owner, name, later)

    def after(self, owner: object, name: str) -> None:
        function = getattr(owner, name)

        def later(*given: Any, **named: Any) -> Any:
            answer = function(*given, **named)
            self._halt()
            return answer

        self._monkeypatch.setattr(owner, name, later)

    def _halt(self) -> None:
        if not self.reached.is_set():
            self.reached.set()
            time.sleep(_WHILE)


@pytest.fixture
def halting(monkeypatch: pytest.MonkeyPatch) -> Halting:
    return Halting(monkeypatch)


def kept(http: TestClient, resume_text: str) -> tuple[str, str, str]:
    """A stored report's place, its resume's place, and a role that it has a score for."""
    made = http.post("/v1/matches", json={"text": resume_text, "store": True, "external_id": "p"})
    report = made.json()
    return made.headers["location"], f"/v1/resumes/{report['resume']['id']}", report["results"][0]["role_id"]


@pytest.fixture
def at_once(running: Running, http: TestClient, halting: Halting) -> AtOnce:
    """The answers to two requests, the second of which begins while the first halts."""

    def both(first: Ask, second: Ask) -> list[Any]:
        def ask(call: Ask) -> Any:
            with running.connected(dict(http.headers)) as own:
                return call(own)

        with ThreadPoolExecutor(2) as pool:
            early = pool.submit(ask, first)
            assert halting.reached.wait(20)
            late = pool.submit(ask, second)
            return [early.result(20), late.result(20)]

    return both


def statuses(answers: list[Response]) -> list[int]:
    return [answer.status_code for answer in answers]


def count_of(running: Running, table: str) -> int:
    with running.services.engine.connect() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


@pytest.fixture(params=["by id", "by person"])
def erase(request: pytest.FixtureRequest) -> Callable[[TestClient, str], Response]:
    if request.param == "by id":
        return lambda http, place: http.delete(place)
    return lambda http, _: http.delete("/v1/resumes", params={"external_id": "p"})


def test_an_override_goes_with_its_resume_that_is_erased_meanwhile(
    running: Running, http: TestClient, resume_text: str, halting: Halting, at_once: AtOnce
) -> None:
    match, resume, role = kept(http, resume_text)
    before = count_of(running, "overrides")
    halting.after(audit, "_resume_of")
    said = {"role_id": role, "opinion": "too_low", "reason": "It read one line of two."}
    found = at_once(lambda own: own.post(f"{match}/overrides", json=said), lambda own: own.delete(resume))
    assert statuses(found) == [201, 204]
    assert count_of(running, "overrides") == before


def test_nobody_is_told_of_a_hold_on_what_is_erased_meanwhile(
    http: TestClient,
    resume_text: str,
    erase: Callable[[TestClient, str], Response],
    halting: Halting,
    at_once: AtOnce,
) -> None:
    resume = kept(http, resume_text)[1]
    halting.before(cases, "_erase")
    found = at_once(lambda own: erase(own, resume), lambda own: own.put(f"{resume}/hold"))
    assert statuses(found) == [204, 404]


def test_a_hold_that_is_being_set_is_waited_for(
    http: TestClient,
    resume_text: str,
    erase: Callable[[TestClient, str], Response],
    halting: Halting,
    at_once: AtOnce,
) -> None:
    resume = kept(http, resume_text)[1]
    halting.after(Resumes, "hold")
    found = at_once(lambda own: own.put(f"{resume}/hold"), lambda own: erase(own, resume))
    assert statuses(found) == [200, 409]
    assert http.get(resume).json()["legal_hold"] is True
    http.delete(f"{resume}/hold")


def test_a_report_goes_with_its_resume_that_is_erased_meanwhile(
    running: Running, http: TestClient, resume_text: str, halting: Halting, at_once: AtOnce
) -> None:
    resume = kept(http, resume_text)[1]
    before = count_of(running, "matches") - 1
    halting.after(Matches, "add")
    asked = {"resume_id": resume.rpartition("/")[2], "store": True}
    found = at_once(lambda own: own.post("/v1/matches", json=asked), lambda own: own.delete(resume))
    assert statuses(found) == [201, 204]
    assert count_of(running, "matches") == before


def test_a_report_on_what_is_being_erased_is_kept_for_nobody(
    http: TestClient, resume_text: str, halting: Halting, at_once: AtOnce
) -> None:
    resume = kept(http, resume_text)[1]
    halting.after(Storage, "erase")
    asked = {"resume_id": resume.rpartition("/")[2], "store": True}
    found = at_once(lambda own: own.delete(resume), lambda own: own.post("/v1/matches", json=asked))
    assert statuses(found) == [204, 404]


def test_an_order_for_what_is_being_erased_is_not_taken(
    http: TestClient, resume_text: str, halting: Halting, at_once: AtOnce
) -> None:
    resume = kept(http, resume_text)[1]
    halting.before(Desk, "place")
    asked = {"resume_id": resume.rpartition("/")[2], "package_id": "best-fit"}
    found = at_once(lambda own: own.post("/v1/orders", json=asked), lambda own: own.delete(resume))
    assert statuses(found) == [404, 204]


def test_scoring_again_and_erasing_do_not_wait_for_each_other(
    running: Running, http: TestClient, resume_text: str, tenant: str, halting: Halting, at_once: AtOnce
) -> None:
    resume = kept(http, resume_text)[1]
    number = running.services.keyring.tenant(tenant).number
    http.post("/v1/roles", json={"text": "Requirements\n- Must have Python"})
    halting.before(Scores, "remove_of")
    halting.after(Scores, "replace")
    found = at_once(
        lambda _: background.rescore_tenant(running.services, number),
        lambda own: own.delete(resume),
    )
    assert (found[0], found[1].status_code) == (1, 204)


def test_retention_removes_an_override_that_was_left_behind(
    running: Running, http: TestClient, resume_text: str, tenant: str
) -> None:
    """An older version could keep one whose resume was erased meanwhile."""
    match, resume, role = kept(http, resume_text)
    stays = {"role_id": role, "opinion": "too_low", "reason": "It read one line of two."}
    http.post(f"{match}/overrides", json=stays)
    services = running.services
    number = services.keyring.tenant(tenant).number
    left = Override(
        "ovr_left", match.rpartition("/")[2], "res_that_is_gone", role, "too_low", "It was left behind.", "somebody", 0
    )
    with services.storage.writing(number) as store:
        Overrides(store).add(left)
    background.retain(services, [audit.retain])
    with services.storage.reading(number) as store:
        assert Overrides(store).of_resumes(["res_that_is_gone"]) == []
        assert len(Overrides(store).of_resumes([resume.rpartition("/")[2]])) == 1
