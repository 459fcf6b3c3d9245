"""One PostgreSQL server for all tests of the service, and an empty database of either kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.postgres import Postgres, running


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server, started for the first test that needs it."""
    with running() as server:
        yield server


def new_database(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    """The address of an empty database: a file in a folder, or one of the server."""
    if kind == "sqlite":
        return f"sqlite:///{folder}/rolefit.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind for each test; the folders of the file are made on first start."""
    return new_database(request, request.param, tmp_path / "db" / "own")
