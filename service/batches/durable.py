"""The job engine: DBOS Transact, wrapped, with the conditions that each failure of it taught us.

A batch is one workflow that enqueues a workflow for each span of chunks. Scoring is pure and happens outside any
transaction; its results, the chunk's mark, the counters and DBOS's own checkpoint commit in one. Whoever writes the
last row completes the batch, so nothing has to wait for a thousand children.
"""

import logging
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self, TypeVar
from uuid import uuid4

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID, SQLAlchemyDatasource, WorkflowStatus
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, OperationalError

from service.batches import ledger
from service.batches.columns import Output
from service.batches.ledger import Batch
from service.batches.pool import PoolClosed, ScoringPool
from service.clock import now

_log = logging.getLogger("rolefit.batches")
T = TypeVar("T")
IsolationLevel = Literal["SERIALIZABLE", "READ COMMITTED"]

VERSION: Final = "rolefit-batches-1"  # pinned: a rebuilt wheel must go on with the batches of the one before
CHUNK_QUEUE: Final = "rolefit-chunks"
BATCH_QUEUE: Final = "rolefit-batches"
_POLL_SECONDS: Final = 0.05
_MOST_CHILDREN: Final = 2_000
_ATTEMPTS: Final = 20  # of a span whose workflow ended in an error, such as a full disk
_FORGET_SECONDS: Final = 3_600
_ENDED_BADLY: Final = ("ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED")
_PAUSED_SECONDS: Final = 1.0
_DATABASE_GONE_SECONDS: Final = 120.0


class Runtime:
    """The job engine of this process; DBOS allows one. A context manager.

    ``workers`` processes score; with 0 this process only accepts batches and leaves the scoring to others. Spools lie
    below ``spools``, a folder that all workers of one database must see. ``on_finished`` is called at least once for
    each batch that completes or fails here.
    """

    def __init__(
        self,
        database_url: str,
        spools: Path,
        *,
        workers: int = 1,
        worker_id: str | None = None,
        heartbeat_seconds: float = 5.0,
        on_finished: Callable[[str], None] | None = None,
        register: Sequence[Callable[[], None]] = (),
        own_tables: bool = False,
        pool: ScoringPool | None = None,
    ) -> None:
        """Prepare; ``register`` are callables that declare further workflows and run before the engine starts.

        ``own_tables`` creates the tables in a database that no migration looks after: the file of a single run, which
        nobody brings back. What keeps it from being written, such as a full disk, is ``trouble`` and not waited out.
        """
        self._own_tables = own_tables
        self.database_url, self.spools, self.workers = database_url, spools, workers
        self.worker_id = worker_id or f"{socket.gethostname()[:40]}-{os.getpid()}-{uuid4().hex[:8]}"
        self.engine = ledger.engine_for(database_url)
        self.pool = pool or ScoringPool(max(1, workers))
        self.trouble: Exception | None = None  # the last thing that kept work from being saved
        self._heartbeat = heartbeat_seconds
        self._on_finished, self._register = on_finished, register
        self._stopping = threading.Event()
        self._active: set[str] = set()  # the workflows that run in this process
        self._lost: set[str] = set()
        self._scored: dict[str, list[Output]] = {}
        self._reaper = threading.Thread(target=self._keep_alive, name="batch-reaper", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # -- life ----------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Launch the engine; what this worker had under way before it died goes on."""
        if self._own_tables:
            ledger.create_tables(self.engine)
        _prepare_sqlite(system_url(self.database_url))
        _keep_silent()
        DBOS(config=self._config())
        self._source = SQLAlchemyDatasource.create(
            self.database_url, engine=self.engine, serializer=DBOSPortableJSONSerializer()
        )
        self._declare()
        for declare in self._register:
            declare()
        DBOS.listen_queues(self._queues())
        DBOS.launch()
        DBOS.register_queue(
            CHUNK_QUEUE,
            worker_concurrency=max(1, self.workers),
            polling_interval_sec=_POLL_SECONDS,
            on_conflict="always_update",
        )
        DBOS.register_queue(
            BATCH_QUEUE, worker_concurrency=4, polling_interval_sec=_POLL_SECONDS, on_conflict="always_update"
        )
        self._beat()
        self._reaper.start()

    def stop(self) -> None:
        """End the engine; chunks under way are given back, and scored by whoever is there or starts next."""
        self._stopping.set()
        if self._reaper.is_alive():
            self._reaper.join(timeout=10)
        # The engine first: chunks that the pool drops then must not be taken for failures of theirs.
        DBOS.destroy(destroy_registry=True)
        self._leave()
        self.pool.close()
        self.engine.dispose()

    def _config(self) -> DBOSConfig:
        return {
            "name": "rolefit",
            "system_database_url": system_url(self.database_url),
            "application_version": VERSION,
            "executor_id": self.worker_id,
            "log_level": "CRITICAL",  # what goes wrong is in ``trouble``, without fifty lines of frames
            "serializer": DBOSPortableJSONSerializer(),
            "notification_listener_polling_interval_sec": 0.1,
            "enable_otlp": False,
        }

    def _queues(self) -> list[str]:
        return [BATCH_QUEUE, CHUNK_QUEUE] if self.workers else [BATCH_QUEUE]

    # -- work ----------------------------------------------------------------------------------------------

    def submit(self, batch_id: str) -> None:
        """Run a batch that is in the ledger; submitting it again changes nothing."""
        with SetWorkflowID(batch_id):
            DBOS.enqueue_workflow(BATCH_QUEUE, self._run_batch, batch_id)

    def was_submitted(self, batch_id: str) -> bool:
        """Whether a batch of this id was submitted before, be it deleted meanwhile."""
        return DBOS.get_workflow_status(batch_id) is not None

    def cancel(self, batch_id: str) -> bool:
        """Stop a batch; results that are in stay. False where it had ended."""
        with self.engine.begin() as connection:
            cancelled = ledger.cancel(connection, batch_id, now())
        if cancelled:
            waiting = self._workflows(batch_id, ("ENQUEUED",))
            if waiting:
                DBOS.cancel_workflows([status.workflow_id for status in waiting])
        return cancelled

    def find(self, batch_id: str) -> Batch | None:
        """A batch as it stands."""
        return self._patiently(lambda: self._find(batch_id))

    def go_on(self, batch: Batch) -> None:
        """Try again what an earlier run left, be it given up: somebody asks for it once more."""
        with ledger.writing(self.engine) as connection:
            ledger.reopen(connection, batch.id)
        self.repair(batch, given_up_too=True)

    def repair(self, batch: Batch, *, given_up_too: bool = False) -> int:
        """Enqueue again the spans that ended in an error before their chunks were done, or never were in the queue.

        Returns how many.
        A batch has failed where nothing is left but spans that failed too often, such as those of a lost file.
        """
        newest: dict[int, tuple[int, str]] = {}
        for status in self._workflows(batch.id, None):
            first, attempt = _numbers(status.workflow_id)
            newest[first] = max(newest.get(first, (-1, "")), (attempt, status.status))
        spans, done = _spans(batch.chunks), self._chunks_done(batch.id)
        unknown = (-1, "" if len(newest) == len(spans) else self._begun(batch.id))
        again = given_up = waiting = 0
        for first, last in spans:
            attempt, state = newest.get(first, unknown)
            if done.issuperset(range(first, last)):
                continue
            if state not in _ENDED_BADLY:
                waiting += 1
            elif attempt >= _ATTEMPTS and not given_up_too:
                given_up += 1
            else:
                with SetWorkflowID(f"{batch.id}/{first}/{attempt + 1}"):
                    DBOS.enqueue_workflow(CHUNK_QUEUE, self._score_span, batch.id, first, last)
                again += 1
        if given_up and not again and not waiting:
            with ledger.writing(self.engine) as connection:
                ledger.fail(connection, batch.id, "Its rows could not be scored.", now())
            if self._on_finished is not None:
                self._on_finished(batch.id)
        return again

    def _begun(self, batch_id: str) -> str:
        """How the workflow of a batch stands, whose spans are not all in the queue.

        Where it ended in an error, be it before its first step, that step is made good: it brings no span any more.
        """
        status = DBOS.get_workflow_status(batch_id)
        if status is None:
            return ""
        if status.status in _ENDED_BADLY:
            with ledger.writing(self.engine) as connection:
                ledger.begin(connection, batch_id, now())
        return status.status

    def _declare(self) -> None:
        """Declare the workflows. They are closures, so that nothing of a runtime outlives it."""
        level: IsolationLevel = "SERIALIZABLE" if self.engine.dialect.name == "sqlite" else "READ COMMITTED"

        @self._source.transaction(isolation_level=level, name="begin")
        def begin(batch_id: str) -> int:
            ledger.begin(self._source.sql_session().connection(), batch_id, now())
            return 1

        @self._source.transaction(isolation_level=level, name="save")
        def save(batch_id: str, chunk: int, key: str) -> str:
            connection, rows = self._source.sql_session().connection(), self._scored[key]
            return ledger.save_chunk(connection, batch_id, chunk, rows, worker=self.worker_id, now=now())

        @DBOS.workflow(name="rolefit.span", max_recovery_attempts=1_000)
        def score_span(batch_id: str, first: int, last: int) -> str:
            with self._working():
                return self._score_chunks(save, batch_id, first, last)

        @DBOS.workflow(name="rolefit.batch", max_recovery_attempts=1_000)
        def run_batch(batch_id: str) -> str:
            with self._working():
                begin(batch_id)
                batch = self.find(batch_id)
                for first, last in _spans(batch.chunks if batch is not None else 0):
                    with SetWorkflowID(f"{batch_id}/{first}/0"):
                        DBOS.enqueue_workflow(CHUNK_QUEUE, score_span, batch_id, first, last)
                return "enqueued"

        self._run_batch, self._score_span = run_batch, score_span

    def _score_chunks(self, save: Callable[[str, int, str], str], batch_id: str, first: int, last: int) -> str:
        """The body of a span. Its steps are the same each time: DBOS knows them by their number."""
        state = "running"
        done = self._patiently(lambda: self._chunks_done(batch_id))
        for chunk in range(first, last):
            batch = self.find(batch_id)
            if batch is None or (batch.is_finished and not done.issuperset(range(first, last))):
                return "stopped"
            key = uuid4().hex
            self._wait_while_paused(batch.tenant)
            try:
                # A chunk that is done isn't scored again, but its step is there.
                rows = [] if chunk in done else self.pool.score(self.spools / batch.spool, chunk, batch.options)
                self._stop_here()
                # DBOS keeps what a failing step was given; results go past it.
                self._scored[key] = rows
                state = save(batch_id, chunk, key)
            except Exception as error:
                self.trouble = error
                raise
            finally:
                self._scored.pop(key, None)
        if state == "completed" and self._on_finished is not None:
            self._on_finished(batch_id)
        return state

    def _wait_while_paused(self, tenant: int) -> None:
        """An administrator may let scoring stand still; runs of the command line have no tenant and none."""
        while tenant and not self._stopping.is_set() and self._patiently(lambda: self._is_paused(tenant)):
            self._stopping.wait(_PAUSED_SECONDS)

    def _is_paused(self, tenant: int) -> bool:
        with self.engine.connect() as connection:
            return ledger.is_paused(connection, tenant)

    def _stop_here(self) -> None:
        if self._stopping.is_set():
            raise PoolClosed

    @contextmanager
    def _working(self) -> Iterator[None]:
        workflow_id = DBOS.workflow_id or ""
        self._active.add(workflow_id)
        try:
            yield
        finally:
            self._active.discard(workflow_id)

    def _find(self, batch_id: str) -> Batch | None:
        with self.engine.connect() as connection:
            return ledger.find(connection, batch_id)

    def _chunks_done(self, batch_id: str) -> set[int]:
        with self.engine.connect() as connection:
            return ledger.chunks_done(connection, batch_id)

    def _workflows(self, batch_id: str, status: Sequence[str] | None) -> list[WorkflowStatus]:
        return DBOS.list_workflows(
            workflow_id_prefix=f"{batch_id}/",
            status=list(status) if status is not None else None,
            load_input=False,
            load_output=False,
        )

    def _patiently(self, read: Callable[[], T]) -> T:
        """Read again while the database is away, for two minutes."""
        until = time.monotonic() + _DATABASE_GONE_SECONDS
        while True:
            try:
                return read()
            except OperationalError as error:
                if self._is_for_good(error) or time.monotonic() > until:
                    raise
                time.sleep(0.5)

    def _is_for_good(self, error: Exception) -> bool:
        """Whether waiting is no use: the file of a single run doesn't come back as a server's database does."""
        return self._own_tables and not _is_locked(error)

    # -- the dead ------------------------------------------------------------------------------------------

    def _beat(self) -> None:
        with self.engine.begin() as connection:
            ledger.beat(connection, self.worker_id, now(), forget_before=now() - _FORGET_SECONDS * 1000)

    def _leave(self) -> None:
        with suppress(DBAPIError, OSError), self.engine.begin() as connection:
            ledger.leave(connection, self.worker_id)

    def _keep_alive(self) -> None:
        while not self._stopping.wait(self._heartbeat):
            try:
                self._beat()
                if self._own_tables:
                    _try_writing(system_url(self.database_url))
                self._reap()
            except (DBAPIError, sqlite3.Error, OSError) as error:
                if self._is_for_good(error):
                    self.trouble = error
                else:
                    _log.warning("The database does not answer; the next heartbeat tries again.")
            except Exception:  # noqa: BLE001
                _log.exception("the reaper failed")

    def _reap(self) -> None:
        """Hand on what dead workers had under way, and mend batches whose spans ended in errors."""
        with self.engine.connect() as connection:
            alive = ledger.alive(connection, now() - round(self._heartbeat * 3_000))
            batches = ledger.running(connection)
        lost = set()
        for status in DBOS.list_workflows(
            status="PENDING", name=["rolefit.span", "rolefit.batch"], load_input=False, load_output=False
        ):
            if status.executor_id == self.worker_id:
                # Ours, but nobody here works on it: the end of it could not be written while the database was away.
                # Only a second look tells, since a workflow is taken a moment before it begins.
                if status.workflow_id not in self._active:
                    lost.add(status.workflow_id)
                if status.workflow_id not in self._active and status.workflow_id in self._lost:
                    self._resume(status.workflow_id)
            elif status.executor_id not in alive:
                _log.warning("Worker %s is gone; its work goes on elsewhere.", status.executor_id)
                self._resume(status.workflow_id)
        self._lost = lost
        for batch in batches:
            self.repair(batch)

    def _resume(self, workflow_id: str) -> None:
        if not self._stopping.is_set():
            DBOS.resume_workflow(workflow_id, queue_name=CHUNK_QUEUE if "/" in workflow_id else BATCH_QUEUE)


def system_url(database_url: str) -> str:
    """Where the engine keeps its own tables: a file beside an SQLite database, a schema of its own on PostgreSQL."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        return url.render_as_string(hide_password=False)
    file = Path(url.database or "rolefit.db")
    return f"sqlite:///{file.with_name(f'{file.stem}-jobs.db')}"


def _keep_silent() -> None:
    """Take the engine's own log handler away: it keeps hold of what standard error was at the import of its package."""
    logging.getLogger("dbos").handlers = [logging.NullHandler()]


def _prepare_sqlite(url: str) -> None:
    """Write-ahead logging for the engine's own file: without it, its readers and writers stop one another."""
    database = make_url(url).database
    if url.startswith("sqlite") and database:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")


def _try_writing(url: str) -> None:
    """Write a page of the engine's own file, since the engine keeps to itself that it can't. Raises sqlite3.Error.

    It goes on asking for work, while nothing that it takes can be noted as taken.
    """
    with closing(sqlite3.connect(make_url(url).database or "")) as connection:
        connection.execute("PRAGMA user_version = 1")


def _is_locked(error: Exception) -> bool:
    """Whether somebody else just wrote to the file, which passes."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None) or 0
    return code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _spans(chunks: int) -> list[tuple[int, int]]:
    """Spans of chunks, one for each child; a workflow with more children than that gets slow."""
    size = max(1, -(-chunks // _MOST_CHILDREN))
    return [(first, min(first + size, chunks)) for first in range(0, chunks, size)]


def _numbers(workflow_id: str) -> tuple[int, int]:
    """The first chunk and the attempt in ``bat_…/first/attempt``."""
    with suppress(ValueError):
        _, first, attempt = workflow_id.rsplit("/", 2)
        return int(first), int(attempt)
    return -1, 0
