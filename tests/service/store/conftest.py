"""Stores on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.store import Database, Storage, Vault, open_database
from tests.service.postgres import Postgres, postgres

__all__ = ["postgres"]
SECRET = "a secret key for tests, long enough"  # noqa: S105


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/made/on/first/start/rolefit.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def storage(url: str) -> Iterator[Storage]:
    engine = open_database(url)
    yield Storage(Database(engine), Vault([SECRET]))
    engine.dispose()
