"""The job engine on both databases: workers die, the database goes away, and every row is there once."""

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from dbos import DBOS
from sqlalchemy import Engine

from service.batches import ledger
from service.batches.columns import InputRow
from service.batches.durable import Runtime
from service.batches.intake import Intake
from service.batches.ledger import Batch
from service.batches.scoring import ScoringOptions
from service.batches.spool import Spool, write_spool
from service.clock import now
from service.store import open_database
from tests.service.batches import runner
from tests.service.batches.outage import take_away

ROWS = 100


@pytest.fixture
def spool(tmp_path: Path, resumes: list[str]) -> Spool:
    rows = (InputRow(n, f"C-{n}", resumes[n % 30] if n % 10 else "short") for n in range(1, ROWS + 1))
    return write_spool(Intake(rows, [], files=True), tmp_path / "spools" / "s")  # small chunks


@pytest.fixture
def engine(new_url: str) -> Iterator[Engine]:
    open_database(new_url).dispose()
    engine = ledger.engine_for(new_url)
    yield engine
    engine.dispose()


def enter(engine: Engine, spool: Spool, batch_id: str = "bat_1") -> Batch:
    batch = Batch.queued(batch_id, 0, spool, ScoringOptions(), version="sha256:0", at=now())
    with engine.begin() as connection:
        assert ledger.add(connection, batch)
    return batch


def follow(engine: Engine, batch_id: str = "bat_1", seconds: float = 90) -> Batch:
    """The batch once it has ended; its counters add up all the way."""
    until = time.monotonic() + seconds
    while True:
        with engine.connect() as connection:
            batch = ledger.find(connection, batch_id)
            counted = ledger.count_results(connection, batch_id)
        assert batch is not None
        assert batch.total == batch.scored + batch.abstained + batch.failed + batch.pending
        assert sum(counted.values()) >= batch.done
        if batch.is_finished:
            return batch
        assert time.monotonic() < until, f"{batch.done} of {batch.total} after {seconds} s"
        time.sleep(0.1)


def check(engine: Engine, batch: Batch) -> None:
    """Every row once, in its place, and the counters say what the rows say."""
    with engine.connect() as connection:
        rows = [(row, identity) for row, identity in ledger.results(connection, batch.id, ("row", "external_id"))]
        counted = ledger.count_results(connection, batch.id)
    assert rows == [(n, f"C-{n}") for n in range(1, ROWS + 1)]
    assert counted == {"scored": ROWS * 9 // 10, "abstained": ROWS // 10}
    assert (batch.state, batch.scored, batch.abstained, batch.failed) == ("completed", ROWS * 9 // 10, ROWS // 10, 0)


def worker(url: str, spool: Spool) -> subprocess.Popen[str]:
    return runner.start(
        "worker", "--workers", 1, "--folder", spool.folder.parent, "--heartbeat", 0.5, ROLEFIT_DATABASE_URL=url
    )


def test_killed_workers_lose_nothing_and_score_nothing_twice(new_url: str, engine: Engine, spool: Spool) -> None:
    moments = random.Random(7)  # noqa: S311
    batch = enter(engine, spool)
    running = [worker(new_url, spool) for _ in range(2)]
    try:
        with Runtime(new_url, spool.folder.parent, workers=0, heartbeat_seconds=0.5) as accepting:
            accepting.submit(batch.id)
            for _ in range(3):
                time.sleep(moments.uniform(1.5, 2.5))
                victim = running.pop(0)
                runner.kill(victim)
                assert runner.gone(victim.pid)
                running.append(worker(new_url, spool))
            check(engine, follow(engine))
    finally:
        for process in running:
            process.send_signal(signal.SIGTERM)
        for process in running:
            runner.finish(process, 30)


def wait_for_rows(runtime: Runtime, batch_id: str) -> None:
    """Until the first rows of a batch are scored, a minute at most."""
    until = time.monotonic() + 60
    while (found := runtime.find(batch_id)) is not None and not found.done and time.monotonic() < until:
        time.sleep(0.02)


def test_a_worker_that_is_stopped_gives_back_what_it_had_under_way(new_url: str, engine: Engine, spool: Spool) -> None:
    """Nobody waits for its silence: it is no worker any more."""
    batch = enter(engine, spool)
    with Runtime(new_url, spool.folder.parent, workers=1) as stopped:
        stopped.submit(batch.id)
        wait_for_rows(stopped, batch.id)
        with engine.connect() as connection:
            assert ledger.alive(connection, 0) == {stopped.worker_id}
    with engine.connect() as connection:
        assert ledger.alive(connection, 0) == set()
    with Runtime(new_url, spool.folder.parent, workers=1, heartbeat_seconds=0.5):
        check(engine, follow(engine))


def test_submitting_a_batch_twice_runs_it_once(new_url: str, engine: Engine, spool: Spool) -> None:
    finished: list[str] = []
    batch = enter(engine, spool)
    with Runtime(new_url, spool.folder.parent, workers=1, on_finished=finished.append) as runtime:
        runtime.submit(batch.id)
        runtime.submit(batch.id)
        check(engine, follow(engine))
        with engine.begin() as connection:
            assert not ledger.add(connection, batch)
        time.sleep(0.3)
    assert finished == [batch.id]


def test_a_cancelled_batch_stops_and_keeps_what_it_has(new_url: str, engine: Engine, spool: Spool) -> None:
    batch = enter(engine, spool)
    with Runtime(new_url, spool.folder.parent, workers=1) as runtime:
        runtime.submit(batch.id)
        wait_for_rows(runtime, batch.id)
        assert runtime.cancel(batch.id)
        stopped = follow(engine)
        assert stopped.state == "cancelled"
        time.sleep(1.5)
        later = follow(engine)
        assert later == stopped
        assert not runtime.cancel(batch.id)
        assert 0 < later.done < ROWS
    with engine.connect() as connection:
        assert sum(ledger.count_results(connection, batch.id).values()) == later.done


def test_a_chunk_saved_a_second_time_changes_nothing(engine: Engine, spool: Spool) -> None:
    from service.batches.columns import failed  # noqa: PLC0415

    batch = enter(engine, spool)
    rows = [failed(n, "", "no-resume: Nothing.", "sha256:0") for n in range(1, 11)]
    for _ in range(3):
        with engine.begin() as connection:
            ledger.begin(connection, batch.id, 1)
            assert ledger.save_chunk(connection, batch.id, 0, rows, worker="w", now=2) == "running"
    with engine.connect() as connection:
        found = ledger.find(connection, batch.id)
        assert ledger.count_results(connection, batch.id) == {"failed": 10}
    assert found is not None
    assert (found.failed, found.pending) == (10, ROWS - 10)


def test_an_erased_batch_leaves_no_row(engine: Engine, spool: Spool) -> None:
    from service.batches.columns import failed  # noqa: PLC0415

    batch = enter(engine, spool)
    with engine.begin() as connection:
        ledger.begin(connection, batch.id, 1)
        ledger.save_chunk(connection, batch.id, 0, [failed(1, "a", "x", "v")], worker="w", now=2)
        ledger.erase(connection, batch.id)
    with engine.connect() as connection:
        assert ledger.find(connection, batch.id) is None
        assert ledger.count_results(connection, batch.id) == {}
        assert ledger.chunks_done(connection, batch.id) == set()


def test_a_failing_chunk_is_tried_again(tmp_path: Path, spool: Spool) -> None:
    """A chunk's file that can't be read (a network folder that blinks) costs a retry, not the batch."""
    url = f"sqlite:///{tmp_path}/rolefit.db"
    engine = ledger.engine_for(url)
    hidden = spool.path(1).rename(tmp_path / "hidden")
    with Runtime(url, spool.folder.parent, workers=1, heartbeat_seconds=0.3, own_tables=True) as runtime:
        runtime.submit(enter(engine, spool).id)
        until = time.monotonic() + 60
        while runtime.trouble is None and time.monotonic() < until:
            time.sleep(0.05)
        assert runtime.trouble is not None
        hidden.rename(spool.path(1))
        check(engine, follow(engine))
    engine.dispose()


def test_a_batch_whose_first_step_failed_is_begun_again(new_url: str, engine: Engine, spool: Spool) -> None:
    """Such as on a full disk: none of its spans is in the queue, and nobody else would put one there."""
    batch = enter(engine, spool)
    with Runtime(new_url, spool.folder.parent, workers=1, heartbeat_seconds=0.5) as runtime:
        rename(engine, "batches", "gone")
        runtime.submit(batch.id)
        until = time.monotonic() + 60
        while (status := DBOS.get_workflow_status(batch.id)) is None or status.status != "ERROR":
            assert time.monotonic() < until, status
            time.sleep(0.05)
        rename(engine, "gone", "batches")
        check(engine, follow(engine))


def rename(engine: Engine, before: str, after: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")


def test_a_database_that_is_away_for_ten_seconds_is_waited_for(tmp_path: Path, resumes: list[str]) -> None:
    from tests.service.postgres import running as server  # noqa: PLC0415

    rows = (InputRow(n, f"C-{n}", resumes[n % 30] if n % 10 else "short") for n in range(1, ROWS + 1))
    spool = write_spool(Intake(rows, [], files=True), tmp_path / "spools" / "s")
    with server(durable=True) as postgres_server:
        url = postgres_server.new_database()
        open_database(url).dispose()
        engine = ledger.engine_for(url)
        with Runtime(url, spool.folder.parent, workers=1, heartbeat_seconds=0.5) as runtime:
            runtime.submit(enter(engine, spool).id)
            until = time.monotonic() + 60
            while not (runtime.find("bat_1") or enter(engine, spool)).done and time.monotonic() < until:
                time.sleep(0.05)
            take_away(postgres_server, seconds=10)
            check(engine, follow(engine))
        engine.dispose()
