"""What the end of a batch brings along: its tenant is told, and people who were to be left out are."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from service.batches import ledger, people
from service.batches.columns import InputRow, failed
from service.batches.durable import Runtime
from service.batches.intake import Intake
from service.batches.ledger import Batch
from service.batches.scoring import ScoringOptions
from service.batches.spool import write_spool
from service.store import Database, Storage, Vault, open_database
from service.store.records import Person

ROWS = 4


@pytest.fixture
def engine(new_url: str) -> Iterator[Engine]:
    engine = open_database(new_url)
    yield engine
    engine.dispose()


@pytest.fixture
def storage(engine: Engine) -> Storage:
    return Storage(Database(engine), Vault(["a secret key of this test, long enough"]), [people.erase], [people.export])


def enter(engine: Engine, tenant: int = 7, batch_id: str = "bat_1") -> None:
    batch = Batch(
        batch_id, tenant, "queued", ROWS, 0, 0, 0, 2, "spool", ScoringOptions(), (), None, "sha256:0", 1, None, None
    )
    with ledger.writing(engine) as connection:
        ledger.add(connection, batch)
        ledger.begin(connection, batch_id, 2)


def save(engine: Engine, chunk: int, *names: str, batch_id: str = "bat_1") -> None:
    rows = [failed(2 * chunk + n, name, "no-resume: Nothing.", "v") for n, name in enumerate(names, start=1)]
    with ledger.writing(engine) as connection:
        ledger.save_chunk(connection, batch_id, chunk, rows, worker="w", now=3)


def events(engine: Engine) -> list[tuple[int, str, dict[str, str]]]:
    with engine.connect() as connection:
        found = connection.execute(text("SELECT tenant, type, data FROM events ORDER BY number"))
        return [(tenant, kind, json.loads(data)) for tenant, kind, data in found]


def names(engine: Engine, batch_id: str = "bat_1") -> list[str]:
    with engine.connect() as connection:
        return [row[0] for row in ledger.results(connection, batch_id, ("external_id",))]


def test_the_tenant_is_told_once_that_a_batch_is_completed(engine: Engine) -> None:
    enter(engine)
    save(engine, 0, "a", "b")
    assert events(engine) == []
    save(engine, 1, "c", "d")
    save(engine, 1, "c", "d")  # a worker that was killed before it knew
    assert events(engine) == [(7, "batch.completed", {"batch_id": "bat_1"})]


def test_a_run_of_the_command_line_tells_nobody(engine: Engine) -> None:
    enter(engine, tenant=0)
    save(engine, 0, "a", "b")
    save(engine, 1, "c", "d")
    assert events(engine) == []


def test_a_batch_whose_file_is_lost_fails_and_its_tenant_is_told(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/rolefit.db"
    open_database(url).dispose()
    engine = ledger.engine_for(url)
    rows = (InputRow(n, f"C-{n}", "A text that nobody gets to read.") for n in range(1, ROWS + 1))
    spool = write_spool(Intake(rows, [], files=True), tmp_path / "spools" / "lost")
    batch = Batch.queued("bat_1", 7, spool, ScoringOptions(), version="sha256:0", at=1)
    with ledger.writing(engine) as connection:
        ledger.add(connection, batch)
    shutil.rmtree(spool.folder)
    told: list[str] = []
    with Runtime(url, tmp_path / "spools", workers=1, heartbeat_seconds=0.05, on_finished=told.append) as runtime:
        runtime.submit("bat_1")
        until = time.monotonic() + 60
        while not (ended := runtime.find("bat_1") or batch).is_finished and time.monotonic() < until:
            time.sleep(0.05)
    assert (ended.state, ended.problem) == ("failed", "Its rows could not be scored.")
    assert events(engine) == [(7, "batch.failed", {"batch_id": "bat_1"})]
    assert told == ["bat_1"]  # what is left of its texts goes now
    engine.dispose()


def test_a_persons_rows_are_given_out_and_erased_in_every_batch_of_the_tenant(engine: Engine, storage: Storage) -> None:
    for batch_id, tenant in (("bat_1", 7), ("bat_2", 7), ("bat_3", 8)):
        enter(engine, tenant, batch_id)
        save(engine, 0, "ann", "bob", batch_id=batch_id)
        save(engine, 1, "cid", "dan", batch_id=batch_id)
    with storage.writing(7) as store:
        ann = Person(external_id="ann")
        (held,) = storage.held_elsewhere(store, [ann])[ann]
        assert {row["batch_id"] for row in held["batch_rows"]} == {"bat_1", "bat_2"}
        assert storage.forget(store, "ann") == 2
        assert storage.held_elsewhere(store, [ann]) == {ann: []}
    assert [names(engine, batch) for batch in ("bat_1", "bat_2")] == [["bob", "cid", "dan"]] * 2
    assert names(engine, "bat_3") == ["ann", "bob", "cid", "dan"]


@pytest.mark.parametrize("end", ["completed", "cancelled"])
def test_who_is_erased_while_a_batch_runs_is_not_in_it_when_it_ends(engine: Engine, storage: Storage, end: str) -> None:
    enter(engine)
    save(engine, 0, "ann", "bob")
    with storage.writing(7) as store:
        assert storage.forget(store, "ann") == 1
        storage.forget(store, "cid")
        storage.forget(store, "cid")
    if end == "completed":
        save(engine, 1, "cid", "ann")
    else:
        with ledger.writing(engine) as connection:
            assert ledger.cancel(connection, "bat_1", 9)
    assert names(engine) == ["bob"]
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM batch_forgotten")).scalar_one() == 0


def test_no_row_is_written_of_who_was_erased_meanwhile(engine: Engine, storage: Storage) -> None:
    enter(engine)
    with storage.writing(7) as store:
        storage.forget(store, "ann")
    save(engine, 0, "ann", "bob")
    assert names(engine) == ["bob"]
    with engine.connect() as connection:
        batch = ledger.find(connection, "bat_1")
    assert batch is not None
    assert (batch.failed, batch.pending) == (2, 2)
