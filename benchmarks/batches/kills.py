"""``kill -9`` at random moments: python -m benchmarks.batches.kills [KILLS [ROWS [SEED]]].

Three runs of the same rows: the command on its SQLite file, two ``rolefit worker`` on SQLite and on PostgreSQL. Each
is killed at random moments and started again; after every kill the counters must say what the rows say, and in the end
every row must be there once. Prints rows lost, rows twice and wrong totals.
"""

import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from benchmarks.batches.generate import write
from service.batches import ledger
from service.batches.durable import Runtime
from service.batches.intake import open_intake
from service.batches.ledger import Batch
from service.batches.scoring import ScoringOptions
from service.batches.spool import Spool, write_spool
from service.batches.tables import RESULTS
from service.clock import now
from service.store import open_database
from tests.service import postgres
from tests.service.batches import runner

_USUAL = (20, 1_500, 6)


@dataclass
class Verdict:
    """What went wrong; all zero is what must come out. ``between`` counts kills that found some rows saved, not all."""

    kills: int = 0
    between: int = 0
    lost: int = 0
    doubled: int = 0
    wrong_totals: int = 0

    def look(self, engine: Engine, batch_id: str) -> Batch | None:
        """Compare the counters with the rows, in one transaction."""
        with _snapshot(engine) as connection:
            batch = ledger.find(connection, batch_id)
            counted = ledger.count_results(connection, batch_id)
        if batch is not None:
            said = {"scored": batch.scored, "abstained": batch.abstained, "failed": batch.failed}
            self.wrong_totals += {name: count for name, count in said.items() if count} != counted
        return batch

    def rows(self, found: list[int], total: int) -> None:
        """Count the rows of the end."""
        counts = Counter(found)
        self.lost += total - len(counts)
        self.doubled += sum(count - 1 for count in counts.values())


def command(source: Path, folder: Path, total: int, kills: int, moments: random.Random) -> Verdict:
    """``rolefit batch``, killed at a moment between its start and its end, and started again."""
    verdict, out = Verdict(), folder / "out.csv"
    arguments = ("batch", source, "--out", out, "--workers", 2)
    began = time.monotonic()
    verdict.rows(_finished(arguments, out), total)
    longest = time.monotonic() - began
    while verdict.kills < kills:
        process = runner.start(*arguments)
        time.sleep(moments.uniform(0, longest))
        if process.poll() is None:
            runner.kill(process)
            verdict.kills += 1
            verdict.wrong_totals += not runner.gone(process.pid)
            verdict.between += _look_at_file(verdict, folder / ".out.csv.rolefit" / "results.db")
        else:
            verdict.rows(_rows_of(out), total)
    verdict.rows(_finished(arguments, out), total)
    return verdict


def _finished(arguments: tuple[object, ...], out: Path) -> list[int]:
    """The rows of a run that nobody disturbs."""
    code, said = runner.finish(runner.start(*arguments), 1_200)
    if code:
        raise SystemExit(said)
    return _rows_of(out)


def _rows_of(out: Path) -> list[int]:
    found = [int(row["row"]) for row in runner.read(out)]
    out.unlink()
    return found


def _look_at_file(verdict: Verdict, file: Path) -> bool:
    if not file.exists():
        return False
    engine = ledger.engine_for(f"sqlite:///{file}")
    try:
        ledger.create_tables(engine)
        batch = verdict.look(engine, "run")
    finally:
        engine.dispose()
    return batch is not None and 0 < batch.done < batch.total


def workers(url: str, spool: Spool, kills: int, moments: random.Random) -> Verdict:
    """Two ``rolefit worker`` on one database; one of them is killed and replaced, again and again while batches run."""
    verdict = Verdict()
    open_database(url).dispose()
    running = [_worker(url, spool) for _ in range(2)]
    number, longest = 0, 0.0
    engine = ledger.engine_for(url)
    with Runtime(url, spool.folder.parent, workers=0, heartbeat_seconds=0.5) as accepting:
        try:
            while verdict.kills < kills:
                began = time.monotonic()
                # The first batch is left alone: it tells how long one takes.
                _batch(
                    verdict,
                    accepting,
                    engine,
                    spool,
                    f"bat_{number}",
                    running,
                    kills if number else 0,
                    longest / 3,
                    moments,
                )
                number, longest = number + 1, longest or time.monotonic() - began
        finally:
            engine.dispose()
            for process in running:
                process.send_signal(signal.SIGTERM)
            for process in running:
                runner.finish(process, 120)
    return verdict


def _batch(
    verdict: Verdict,
    accepting: Runtime,
    engine: Engine,
    spool: Spool,
    batch_id: str,
    running: list[subprocess.Popen[str]],
    kills: int,
    pause: float,
    moments: random.Random,
) -> None:
    """One batch from its start to its end, with kills on the way."""
    queued = Batch(
        batch_id, 0, "queued", spool.total, 0, 0, 0, len(spool.rows), spool.folder.name, ScoringOptions(), (), None,
        "sha256:0", now(), None, None,
    )  # fmt: skip
    batch: Batch | None = queued
    with engine.begin() as connection:
        ledger.add(connection, queued)
    accepting.submit(batch_id)
    next_kill = time.monotonic() + moments.uniform(0, pause)
    while batch is not None and not batch.is_finished:
        time.sleep(0.2)
        batch = verdict.look(engine, batch_id)
        if batch is not None and verdict.kills < kills and time.monotonic() > next_kill:
            victim = running.pop(moments.randrange(2))
            runner.kill(victim)
            verdict.kills += 1
            verdict.between += 0 < batch.done < batch.total
            running.append(_worker(accepting.database_url, spool))
            next_kill = time.monotonic() + moments.uniform(0, pause)
    with engine.begin() as connection:
        found = connection.execute(select(RESULTS.c.row).where(RESULTS.c.batch_id == batch_id)).scalars()
        verdict.rows(list(found), spool.total)
        ledger.erase(connection, batch_id)


def _worker(url: str, spool: Spool) -> subprocess.Popen[str]:
    return runner.start(
        "worker", "--workers", 1, "--folder", spool.folder.parent, "--heartbeat", 0.5, ROLEFIT_DATABASE_URL=url
    )


@contextmanager
def _snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one moment, whatever the workers write meanwhile."""
    if engine.dialect.name != "sqlite":
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            yield connection
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN")
        yield connection


def main() -> None:
    """Kill and print."""
    given = [int(value) for value in sys.argv[1:]]
    kills, rows, seed = [*given, *_USUAL[len(given) :]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "in.csv"
        write(rows, source)
        spool = write_spool(open_intake(source), folder / "spools" / "s")
        print(f"{'':34}{'kills':>6}{'midway':>8}{'lost':>6}{'twice':>7}{'wrong totals':>14}")
        for title in ("the command, SQLite", "two workers, SQLite", "two workers, PostgreSQL"):
            moments = random.Random(seed)  # noqa: S311 (when to kill, no secret)
            with postgres.running() if "PostgreSQL" in title else nullcontext() as server:
                if title.startswith("the"):
                    verdict = command(source, folder, rows, kills, moments)
                else:
                    url = server.new_database() if server is not None else f"sqlite:///{folder}/rolefit.db"
                    verdict = workers(url, spool, kills, moments)
            print(
                f"{title:34}{verdict.kills:6}{verdict.between:8}{verdict.lost:6}{verdict.doubled:7}{verdict.wrong_totals:14}",
                flush=True,
            )


if __name__ == "__main__":
    main()
