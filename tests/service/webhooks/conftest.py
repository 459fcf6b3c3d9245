"""An application whose background work the tests run themselves, with a clock of their own."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import count

import pytest
from fastapi.testclient import TestClient

from service.api.services import Services
from service.clock import now
from service.outgoing import Outgoing
from service.webhooks.delivering import Courier, FanOut
from service.webhooks.jobs import Jobs
from service.webhooks.shelves import DELIVERY_JOB
from tests.service.api.conftest import Running, settings_for, start
from tests.service.conftest import new_database
from tests.service.webhooks.receiver import Receiver, receiving

_tenants = count(1)


class Clock:
    """Milliseconds, moved by hand."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def catch_up(self) -> None:
        """Not behind the application, whose own clock goes on."""
        self.now = max(self.now, now() + 1)

    def move(self, seconds: float) -> None:
        self.now += round(seconds * 1000)


@dataclass
class Office:
    """A tenant's connection, and the workers that deliver."""

    services: Services
    http: TestClient
    tenant: int
    clock: Clock

    @contextmanager
    def working(self) -> Iterator[Jobs]:
        courier = Courier(self.services, Outgoing(allow_loopback=True))
        worker = Jobs(
            self.services.storage, self.clock, {DELIVERY_JOB: courier.deliver}, pause=0.02, beside=FanOut(self.services)
        )
        with worker:
            yield worker

    def make(self, url: str, *events: str) -> dict[str, str]:
        answer = self.http.post("/v1/webhooks", json={"url": url, "events": list(events) or ["match.completed"]})
        assert answer.status_code == 201, answer.text
        self.clock.catch_up()
        return dict(answer.json())

    def happen(self, kind: str = "match.completed", **data: str) -> str:
        with self.services.storage.writing(self.tenant) as store:
            return store.events.add(kind, data or {"match_id": "mat_1"}, self.clock())

    def deliveries(self, webhook: dict[str, str]) -> list[dict[str, object]]:
        return list(self.http.get(f"/v1/webhooks/{webhook['id']}/deliveries").json()["deliveries"])


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    url = new_database(request, request.param, tmp_path_factory.mktemp("db"))
    yield from start(settings_for(url, webhook_allow_loopback=True))


@pytest.fixture
def office(running: Running) -> Iterator[Office]:
    name = f"tenant-{next(_tenants)}"
    tenant = running.services.keyring.tenant(name).number
    clock = Clock(running.services.clock())
    http = TestClient(running.app, base_url="http://rolefit.test", headers=running.headers("admin", tenant=name))
    yield Office(replace(running.services, clock=clock), http, tenant, clock)
    http.close()


@pytest.fixture
def receive() -> Iterator[Callable[..., Receiver]]:
    with ExitStack() as stack:
        yield lambda *rule: stack.enter_context(receiving(*rule))
