"""The store keeps its promises, on both databases."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

import service.store
from matchers.documents import Document, Finding
from service.app import open_storage
from service.errors import UserError
from service.keys import Keyring, parse
from service.settings import Settings
from service.store import Database, Storage, Store, Vault, WrongSecretKey, open_database
from service.store.records import Recipe, Retention, is_id, new_id
from service.store.tables import NoteRow
from service.store.vault import generated_secret
from tests.service.postgres import Postgres
from tests.service.statements import counted
from tests.service.store.conftest import SECRET

DOCUMENT = Document("Zoë Example\nPython", "text/plain", "sha256:1", 1, (Finding("hidden_text", "warning", "m", 1),))
LATER = Retention(100, 200, 300)


def tenant_of(storage: Storage) -> int:
    with storage.writing(0) as store:
        return store.access.add_tenant("one", 0).number


def test_the_migrations_make_the_tables_that_the_code_has(new_url: str) -> None:
    engine = open_database(new_url)
    ours = TABLES & SQLModel.metadata.tables.keys()
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name in ours, "include_object": mine},
        )
        assert compare_metadata(context, SQLModel.metadata) == []
        assert set(inspect(connection).get_table_names()) >= TABLES
    engine.dispose()


TABLES = {
    "tenants", "api_keys", "catalogues", "roles", "resumes", "matches", "scores", "idempotency", "usage", "events",
    "notes", "audit_log", "audit_heads", "overrides",
}  # fmt: skip


def mine(_item: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:  # noqa: FBT001
    return kind != "table" or name in TABLES


def test_two_processes_that_start_at_once_migrate_once(new_url: str) -> None:
    code = f"from service.store import open_database; open_database({new_url!r}).dispose()"
    started = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE) for _ in range(3)]
    for process in started:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors.decode()


def test_what_is_kept_comes_back_as_it_was(storage: Storage) -> None:
    tenant = tenant_of(storage)
    with storage.writing(tenant) as store:
        made = store.resumes.add(DOCUMENT, b"bytes \x00", "ext-1", 5, LATER)
    with storage.reading(tenant) as store:
        assert store.resumes.get(made.id) == made
        assert store.resumes.document(made.id) == DOCUMENT
        assert store.resumes.original(made.id) == b"bytes \x00"
        assert store.resumes.by_external_id("ext-1") == store.resumes.by_digest("sha256:1") == [made]
    with storage.reading(tenant + 1) as store:
        assert store.resumes.get(made.id) is None
        assert store.resumes.by_external_id("ext-1") == []


def test_a_transaction_that_fails_leaves_nothing(storage: Storage) -> None:
    tenant = tenant_of(storage)

    def write() -> None:
        with storage.writing(tenant) as store:
            store.resumes.add(DOCUMENT, None, None, 5, LATER)
            raise KeyError

    with pytest.raises(KeyError):
        write()
    with storage.reading(tenant) as store:
        assert store.resumes.page() == []


def test_many_writers_at_once_all_succeed(storage: Storage) -> None:
    tenant = tenant_of(storage)
    ready = threading.Barrier(8)

    def write(number: int) -> None:
        ready.wait()
        for turn in range(5):
            with storage.writing(tenant) as store:
                found = store.resumes.by_digest(f"{number}")
                made = found[0] if found else store.resumes.add(
                    Document("t", "text/plain", f"{number}"), None, None, turn, LATER
                )  # fmt: skip
                store.scores.replace({made.number: {"a": turn}}, 1)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    with storage.reading(tenant) as store:
        assert len(store.resumes.page()) == 8
        assert [entry.points for entry in store.scores.ranking("a", 0, None, 20)] == [4] * 8


def at_once(storage: Storage, work: Callable[[Store], Any]) -> tuple[Any, Any]:
    """The same work twice: the second begins while the first is not committed yet, and sees nothing of it."""

    def alone() -> Any:
        with storage.writing(0) as store:
            return work(store)

    with ThreadPoolExecutor(1) as pool:
        with storage.writing(0) as store:
            first = work(store)
            second = pool.submit(alone)
            time.sleep(0.3)
        return first, second.result(timeout=20)


def test_the_first_requests_of_a_window_may_come_at_once(storage: Storage) -> None:
    assert at_once(storage, lambda store: store.access.take("key_1", 60, 120, 3, 5)) == (3, 2)


def test_a_tenant_that_two_make_at_once_is_one(storage: Storage) -> None:
    first, second = at_once(storage, lambda store: store.access.add_tenant("new", 1))
    assert first == second


def test_a_switch_that_two_turn_at_once_turns_once(storage: Storage) -> None:
    assert at_once(storage, lambda store: store.switches.turn(1, 5)) == (True, False)
    assert at_once(storage, lambda store: store.switches.turn(1, None)) == (True, False)


def test_a_report_is_kept_as_the_text_that_it_is(storage: Storage) -> None:
    tenant = tenant_of(storage)
    report = '{"b": 1,  "a": "ü"}'.encode()
    recipe = Recipe(("a",), 5, 24322, {"content": "x"}, {"engine": "1"})
    with storage.writing(tenant) as store:
        catalogue = store.catalogues.add(0, "sha256:v", "sha256:v", "{}", 1)
        made = store.resumes.add(DOCUMENT, None, None, 5, LATER)
        identity = store.matches.add(made.id, report, recipe, catalogue.number, 6)
    with storage.reading(tenant) as store:
        match = store.matches.get(identity)
        assert match is not None
        assert (match.report, match.recipe) == (report, recipe)


def test_the_same_version_is_kept_once(storage: Storage) -> None:
    with storage.writing(0) as store:
        first = store.catalogues.add(0, "sha256:v", "sha256:v", "{}", 1)
        assert store.catalogues.add(0, "sha256:v", "sha256:v", "{}", 2) == first


def test_ids_are_random_and_known_by_their_form() -> None:
    ids = {new_id("res") for _ in range(1000)}
    assert len(ids) == 1000
    assert all(is_id(identity, "res") for identity in ids)
    assert not any(
        is_id(text, "res") for text in ("", "res_", "mat_" + "0" * 26, "res_" + "0" * 25 + "\x00", "res_" + "o" * 26)
    )


def test_what_is_sealed_opens_in_its_own_place_alone() -> None:
    vault = Vault([SECRET])
    key, kept = vault.new_key("res_1")
    sealed = key.seal(b"secret", "res_1/body")
    assert vault.open_key(kept, "res_1").open(sealed, "res_1/body") == b"secret"
    with pytest.raises(WrongSecretKey):
        key.open(sealed, "res_2/body")
    with pytest.raises(WrongSecretKey):
        vault.open_key(kept, "res_2")
    with pytest.raises(WrongSecretKey):
        key.open(sealed[:-1] + bytes([sealed[-1] ^ 1]), "res_1/body")


def test_every_root_opens_and_the_first_one_seals() -> None:
    old, new = Vault([SECRET]), Vault(["another secret key that is long enough", SECRET])
    _, kept = old.new_key("r")
    assert new.open_key(kept, "r") == old.open_key(kept, "r")
    assert old.index("x", "y") in new.indexes("x", "y")
    assert new.index("x", "y") != old.index("x", "y")


FIRST, SECOND, THIRD = (f"the {which} secret key of a database, long enough" for which in ("first", "second", "third"))


@contextmanager
def opened(url: str, key: str, previous: str | None = None) -> Iterator[Storage]:
    settings = Settings.model_validate({"database_url": url, "secret_key": key, "secret_key_previous": previous})
    storage = open_storage(settings)
    try:
        yield storage
    finally:
        storage.database.engine.dispose()


def refuses(url: str, key: str, previous: str | None = None) -> bool:
    try:
        with opened(url, key, previous):
            return False
    except UserError as error:
        assert "another secret key" in error.problem.message  # noqa: PT017
        return True


def test_a_database_says_when_the_secret_key_is_not_its_own(new_url: str) -> None:
    with opened(new_url, FIRST):
        pass
    assert refuses(new_url, SECOND)
    assert refuses(new_url, SECOND, THIRD)
    assert not refuses(new_url, FIRST)


def test_the_secret_key_may_change_again_and_again_and_the_one_before_may_go(new_url: str) -> None:
    with opened(new_url, FIRST) as storage:
        tenant = tenant_of(storage)
        key = Keyring(storage, lambda: 5).create("n", ["read"])
        with storage.writing(tenant) as store:
            made = store.resumes.add(DOCUMENT, b"bytes", "ext-1", 5, LATER)
            assert store.claims.claim("once", b"same", 5, 99).state == "ours"
            store.claims.answer("once", b"answer", None)
    for new, old in ((SECOND, FIRST), (SECOND, None), (THIRD, SECOND), (THIRD, None)):
        with opened(new_url, new, old) as storage:
            _, secret = parse(key.token) or ("", "")
            assert Keyring(storage, lambda: 5).opens(key.key, secret)
            with storage.writing(tenant) as store:
                assert store.resumes.document(made.id) == DOCUMENT
                assert store.resumes.by_external_id("ext-1") == store.resumes.by_digest("sha256:1") == [made]
                assert store.claims.claim("once", b"same", 6, 99).answer == b"answer"
                assert store.claims.claim("once", b"other", 6, 99).state == "reused"
    assert refuses(new_url, FIRST)
    assert refuses(new_url, SECOND)
    assert refuses(new_url, FIRST, SECOND)


def test_what_is_kept_after_a_change_of_the_secret_key_is_sealed_with_something_new(new_url: str) -> None:
    with opened(new_url, FIRST) as storage:
        before = storage.vault
    with opened(new_url, SECOND, FIRST) as storage:
        _, kept = storage.vault.new_key("res_1")
    with pytest.raises(WrongSecretKey):
        before.open_key(kept, "res_1")


def test_processes_that_start_at_once_with_a_changed_secret_key_agree(new_url: str) -> None:
    with opened(new_url, FIRST):
        pass

    def started(_: int) -> bytes:
        with opened(new_url, SECOND, FIRST) as storage:
            return storage.vault.index("x", "y")

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(started, range(4)))) == 1


def test_a_database_sealed_with_the_secret_key_itself_is_taken_over(new_url: str) -> None:
    """So it was before there were roots: a proof alone stood where they are now."""
    engine = open_database(new_url)
    old = Storage(Database(engine), Vault([FIRST]))
    tenant = tenant_of(old)
    with old.writing(tenant) as store:
        made = store.resumes.add(DOCUMENT, None, "ext-1", 5, LATER)
        store.session.add(NoteRow(name="secret-key-proof", value=old.vault.new_key("secret-key-proof")[1]))
    engine.dispose()
    assert refuses(new_url, SECOND)
    for new, previous in ((FIRST, None), (SECOND, FIRST), (SECOND, None)):
        with opened(new_url, new, previous) as storage, storage.reading(tenant) as store:
            assert store.resumes.by_external_id("ext-1") == [made]


def test_postgresql_without_a_secret_key_is_refused(postgres: Postgres) -> None:
    url = postgres.new_database()
    with pytest.raises(UserError, match="ROLEFIT_SECRET_KEY"):
        open_storage(Settings(database_url=url))


def test_a_generated_secret_is_made_once_and_read_by_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "a" / "secret.key"
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: generated_secret(file), range(16)))
    assert len(made) == 1
    assert file.stat().st_mode & 0o077 == 0
    assert list(file.parent.iterdir()) == [file]


def test_table_classes_never_leave_the_store() -> None:
    """But for the outbox, which webhooks read together with their own tables."""
    folder = Path(service.store.__file__).parents[1]
    outside = [path for path in folder.rglob("*.py") if path.parent.name != "store" and "migrations" not in path.parts]
    assert len(outside) > 50
    imported = {
        (path.name, name)
        for path in outside
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("from service.store.tables import ")
        for name in line.partition(" import ")[2].split(", ")
        if name.endswith("Row")
    }
    assert imported <= {("delivering.py", "EventRow")}


def test_whoever_shows_lists_or_ranks_resumes_fetches_no_text_and_no_file(storage: Storage) -> None:
    tenant = tenant_of(storage)
    with storage.writing(tenant) as store:
        kept = store.resumes.add(DOCUMENT, b"file", "mine", 0, LATER)
        store.scores.replace({kept.number: {"role": 500}}, 1)
    with counted(storage.database.engine) as asked, storage.reading(tenant) as store:
        assert store.resumes.page() == store.resumes.by_external_id("mine") == [kept]
        assert store.resumes.get(kept.id) == kept
        assert [entry.resume for entry in store.scores.ranking("role", 0, None, 10)] == [kept]
        store.resumes.count_to_score(1)
    assert len(asked) >= 5
    assert not [one for one in asked if re.search(r"resumes\.(body|original)(?! IS NOT NULL)", one)]
    with counted(storage.database.engine) as asked, storage.reading(tenant) as store:
        assert [one.document for one in store.resumes.to_score(1, 10)] == [store.resumes.document(kept.id)]
        assert store.resumes.text(kept.id) == DOCUMENT.text
    assert not [one for one in asked if re.search(r"resumes\.original(?! IS NOT NULL)", one)]
