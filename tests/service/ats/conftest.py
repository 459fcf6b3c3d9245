"""An application, a partner's server beside it, and workers with a clock that the tests move."""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import delete

from service.ats.api import desk_for, workers
from service.ats.desk import Desk
from service.clock import now
from service.webhooks.jobs import Jobs
from service.webhooks.tables import JobRow
from tests.service.api.conftest import SAMPLES, Running, settings_for, start
from tests.service.ats.partners import FakeAshby, FakeGreenhouse
from tests.service.conftest import new_database
from tests.service.webhooks.receiver import Receiver, Say, receiving

_tenants = count(1)
_BOTH = ("test_races", "test_inbound")  # what differs between databases: claims, locks and erasure
_numbers = count(1000)


class Clock:
    """Milliseconds that go on by themselves, and can be moved ahead."""

    def __init__(self) -> None:
        self.ahead = 0

    def __call__(self) -> int:
        return now() + self.ahead

    def move(self, seconds: float) -> None:
        self.ahead += round(seconds * 1000)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "running" in metafunc.fixturenames:
        module = str(metafunc.module.__name__).rpartition(".")[2]
        databases = ["sqlite", "postgresql"] if module in _BOTH else ["sqlite"]
        metafunc.parametrize("running", databases, indirect=True, scope="module")


@dataclass
class Office:
    """A tenant, its connection as an administrator, and the workers that do its orders."""

    desk: Desk
    http: TestClient
    app: Any
    name: str
    tenant: int
    clock: Clock
    key: str

    @contextmanager
    def working(self) -> Iterator[Jobs]:
        with workers(self.desk, pause=0.02) as works:
            yield works

    def client(self, key: str | None = None) -> TestClient:
        """A connection as a partner: HTTP Basic, the key as the user."""
        token = base64.b64encode(f"{key or self.key}:".encode()).decode()
        return TestClient(self.app, base_url="https://rolefit.test", headers={"Authorization": f"Basic {token}"})

    def order(self, identity: str) -> dict[str, Any]:
        answer = self.http.get(f"/v1/orders/{identity}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving() as one:
        yield one


@pytest.fixture(scope="module")
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, receiver: Receiver
) -> Iterator[Running]:
    settings = settings_for(
        new_database(request, request.param, tmp_path_factory.mktemp("db")),
        webhook_allow_loopback=True,
        greenhouse_callbacks=(f"{receiver.address}/integrations/testing_partners/take_home_tests/",),
        ashby_url=receiver.address,
        public_url="https://rolefit.test",
        download_seconds=1,
    )
    yield from start(settings)


@pytest.fixture
def office(running: Running) -> Iterator[Office]:
    name = f"tenant-{next(_tenants)}"
    tenant = running.services.keyring.tenant(name).number
    clock = Clock()
    desk = desk_for(replace(running.services, clock=clock))
    http = TestClient(running.app, base_url="https://rolefit.test", headers=running.headers("admin", tenant=name))
    yield Office(desk, http, running.app, name, tenant, clock, running.key("match", tenant=name))
    http.close()
    with running.services.storage.writing(tenant) as store:
        store.session.exec(delete(JobRow))  # what this test left undone is no business of the next one's workers


@pytest.fixture(scope="session")
def pdf() -> bytes:
    return (SAMPLES / "resume.pdf").read_bytes()


@pytest.fixture
def greenhouse(office: Office, receiver: Receiver, pdf: bytes) -> FakeGreenhouse:
    def ask(key: str, interview: str) -> tuple[int, dict[str, Any]]:
        answer = office.client(key).get("/ats/greenhouse/test_status", params={"partner_interview_id": interview})
        return answer.status_code, answer.json()

    receiver.calls.clear()
    return FakeGreenhouse(receiver, ask, files={"resume.pdf": Say(200, pdf)})


@pytest.fixture
def ashby(office: Office, receiver: Receiver, pdf: bytes) -> FakeAshby:
    receiver.calls.clear()
    fake = FakeAshby(receiver, resume=Say(200, pdf), candidates={"c1": "handle-1"})
    kept = office.http.put("/ats/connections/ashby", json={"api_key": fake.key})
    assert kept.status_code == 200, kept.text
    return fake


Send = Callable[..., tuple[str, str]]


@pytest.fixture
def send(office: Office, greenhouse: FakeGreenhouse) -> Send:
    """Orders a test; returns the take-home test's number and the interview's id."""

    def sent(
        resume: str | None = "resume.pdf", package: str = "best-fit", person: int = 1, **more: Any
    ) -> tuple[str, str]:
        number = more.pop("number", None) or str(next(_numbers))
        body = {
            "partner_test_id": package,
            "candidate": {
                "first_name": "Ada", "last_name": "Byron", "preferred_name": None, "phone_number": None,
                "resume_url": None if resume is None else greenhouse.link(resume), "email": "Ada@Example.test ",
                "greenhouse_profile_url": f"https://app.greenhouse.io/people/{person}?application_id=2",
            },
            "sent_by": "recruiter@example.test", "url": greenhouse.callback(number), "a_new_property": [1],
            **more,
        }  # fmt: skip
        answer = office.client().post("/ats/greenhouse/send_test", json=body)
        assert answer.status_code == 200, answer.text
        assert answer.json().keys() == {"partner_interview_id"}
        greenhouse.interviews[number] = answer.json()["partner_interview_id"]
        return number, greenhouse.interviews[number]

    return sent


def samples(name: str) -> Path:
    return SAMPLES / name
