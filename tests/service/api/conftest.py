"""One running application for each database; every test is a tenant of its own, so that none sees another's."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from matchers.matching import Matcher
from service.api.services import Services
from service.app import create_app
from service.client import Client
from service.settings import Settings
from tests.conftest import shipped_matcher
from tests.service.conftest import new_database

SAMPLES = Path(__file__).parents[3] / "samples"
SECRET = "a secret key for tests, long enough"  # noqa: S105
_tenants = count(1)


@dataclass(frozen=True)
class Running:
    """An application, and a way to talk to it."""

    app: FastAPI
    http: TestClient

    @property
    def services(self) -> Services:
        services: Services = self.app.state.services
        return services

    def key(self, *scopes: str, tenant: str = "default", **options: int) -> str:
        return self.services.keyring.create("test", scopes, tenant=tenant, **options).token

    def headers(self, *scopes: str, tenant: str = "default") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.key(*scopes, tenant=tenant)}"}

    @contextmanager
    def connected(self, headers: dict[str, str]) -> Iterator[TestClient]:
        """A connection of its own; entering the client itself would start the application a second time."""
        client = TestClient(self.app, base_url="http://rolefit.test", headers=headers)
        try:
            yield client
        finally:
            client.close()


def settings_for(url: str, **changes: object) -> Settings:
    values = {
        "database_url": url,
        "secret_key": SECRET,
        "background": False,
        "rate_per_minute": 0,
        "log_level": "ERROR",
    }
    return Settings.model_validate(values | changes)


def start(settings: Settings, matcher: Matcher | None = None) -> Iterator[Running]:
    app = create_app(settings, matcher or shipped_matcher())
    with TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000)) as http:
        yield Running(app, http)


def slowly(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but what it found is a while old before it is used: others come in between."""

    def later(*given: Any, **named: Any) -> Any:
        answer = function(*given, **named)
        time.sleep(0.3)
        return answer

    return later


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    return new_database(request, request.param, tmp_path_factory.mktemp("db"))


@pytest.fixture(scope="session")
def running(url: str) -> Iterator[Running]:
    for one in start(settings_for(url)):
        one.key("read", tenant="nobody")  # from here on, keys are needed
        yield one


@pytest.fixture
def tenant() -> str:
    return f"tenant-{next(_tenants)}"


@pytest.fixture
def http(running: Running, tenant: str) -> Iterator[TestClient]:
    """A connection of a new tenant that may do everything."""
    with running.connected(running.headers("admin", tenant=tenant)) as client:
        yield client


@pytest.fixture
def client(http: TestClient) -> Client:
    return Client("", http=http)


@pytest.fixture(scope="session")
def resume_text() -> str:
    return (SAMPLES / "sources" / "ml-devops-architect-junior.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def resume_pdf() -> bytes:
    return (SAMPLES / "resume.pdf").read_bytes()


@pytest.fixture(scope="session")
def job_text() -> str:
    return (SAMPLES / "jobs" / "ml-devops-architect.txt").read_text(encoding="utf-8")


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[Running]:
    """A fresh application on an empty SQLite database, without any key."""
    yield from start(settings_for(f"sqlite:///{tmp_path}/db/rolefit.db"))
