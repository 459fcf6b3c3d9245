"""A store on each kind of database."""

from collections.abc import Iterator

import pytest

from service.store import Database, Storage, Vault, open_database

SECRET = "a secret key for tests, long enough"  # noqa: S105


@pytest.fixture
def storage(new_url: str) -> Iterator[Storage]:
    engine = open_database(new_url)
    yield Storage(Database(engine), Vault([SECRET]))
    engine.dispose()
