"""What the database says of batches: states, counters, results. Every function takes its connection or session."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, create_engine, delete, event, func, make_url, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

from service.batches import people
from service.batches.columns import ALL_COLUMNS, DETAILS_AT, ROW, STATUS, Output
from service.batches.scoring import ScoringOptions
from service.batches.spool import Spool
from service.batches.tables import BATCHES, CHUNKS, DETAILS, FORGOTTEN, RESULTS, TABLES, WAITING, WORKERS
from service.store.claims import note
from service.store.switches import Switches
from service.store.tables import EVERYONE

State = Literal["queued", "running", "completed", "cancelled", "failed"]
FINISHED: Final = frozenset({"completed", "cancelled", "failed"})
_RESULT_COLUMNS: Final = ("batch_id", *ALL_COLUMNS)
_DETAIL_COLUMNS: Final = ("years", "title", "points", "held", "job_held", "parts")
_MILLISECONDS: Final = 1000


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as it stands; ``total`` is always the sum of ``scored``, ``abstained``, ``failed`` and ``pending``."""

    id: str
    tenant: int
    state: State
    total: int
    scored: int
    abstained: int
    failed: int
    chunks: int
    spool: str
    options: ScoringOptions
    remarks: tuple[str, ...]
    problem: str | None
    taxonomy_version: str
    created_at: int
    started_at: int | None
    finished_at: int | None

    @classmethod
    def queued(
        cls, batch_id: str, tenant: int, spool: Spool, options: ScoringOptions, *, version: str, at: int
    ) -> "Batch":
        """A batch of which nothing is scored yet, entered ``at`` this millisecond."""
        return cls(
            id=batch_id,
            tenant=tenant,
            state="queued",
            total=spool.total,
            scored=0,
            abstained=0,
            failed=0,
            chunks=len(spool.rows),
            spool=spool.folder.name,
            options=options,
            remarks=spool.remarks,
            problem=None,
            taxonomy_version=version,
            created_at=at,
            started_at=None,
            finished_at=None,
        )

    @property
    def done(self) -> int:
        """Rows with a result."""
        return self.scored + self.abstained + self.failed

    @property
    def pending(self) -> int:
        """Rows without a result yet."""
        return self.total - self.done

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in FINISHED


def engine_for(url: str, *, timeout: float = 30.0) -> Engine:
    """An engine that suits the job engine's transactions."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, connect_args={"timeout": timeout, "check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA busy_timeout={int(timeout * _MILLISECONDS)}")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA secure_delete=ON")  # deleted means overwritten

    return engine


def create_tables(engine: Engine) -> None:
    """Make the tables where no migration does: in the file of a single run."""
    SQLModel.metadata.create_all(engine, tables=list(TABLES))


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; ``writes`` tells an SQLite engine of the store to take its lock at once."""
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


def add(connection: Connection, batch: Batch) -> bool:
    """Enter a batch; False where its id is taken."""
    values = {name: getattr(batch, name) for name in BATCHES.columns.keys()}  # noqa: SIM118 (a collection, not a dict)
    values |= {"options": json.dumps(asdict(batch.options)), "remarks": json.dumps(batch.remarks, ensure_ascii=False)}
    # Rows come back on every database; a driver's count of them does not.
    statement = _insert(connection, BATCHES).values(values).on_conflict_do_nothing(index_elements=["id"])
    return connection.execute(statement.returning(BATCHES.c.id)).first() is not None


def find(connection: Connection, batch_id: str, tenant: int | None = None) -> Batch | None:
    """A batch, of one tenant where one is given."""
    query = select(BATCHES).where(BATCHES.c.id == batch_id)
    row = connection.execute(query if tenant is None else query.where(BATCHES.c.tenant == tenant)).mappings().first()
    return _batch(row) if row is not None else None


def running(connection: Connection) -> list[Batch]:
    """The batches with work left."""
    return [
        _batch(row)
        for row in connection.execute(select(BATCHES).where(BATCHES.c.state.in_(("queued", "running")))).mappings()
    ]


def begin(connection: Connection, batch_id: str, now: int) -> None:
    """From queued to running; a batch without rows is complete at once."""
    query = update(BATCHES).where(BATCHES.c.id == batch_id, BATCHES.c.state == "queued")
    connection.execute(query.values(state="running", started_at=now))
    _complete(connection, batch_id, now)


def cancel(connection: Connection, batch_id: str, now: int) -> bool:
    """Stop a batch that has work left: no row is written after this."""
    query = update(BATCHES).where(BATCHES.c.id == batch_id, BATCHES.c.state.in_(("queued", "running")))
    cancelled = connection.execute(query.values(state="cancelled", finished_at=now)).rowcount > 0
    people.settle(connection, batch_id)
    return cancelled


def fail(connection: Connection, batch_id: str, problem: str, now: int) -> bool:
    """End a batch that can't be worked on any more; results that are in stay. Its tenant is told."""
    query = update(BATCHES).where(BATCHES.c.id == batch_id, BATCHES.c.state.in_(("queued", "running")))
    failing = query.values(state="failed", problem=problem, finished_at=now).returning(BATCHES.c.tenant)
    return _ended(connection, batch_id, connection.execute(failing).scalar(), "batch.failed", now)


def reopen(connection: Connection, batch_id: str) -> None:
    """Work again on a batch that failed; results that are in stay."""
    query = update(BATCHES).where(BATCHES.c.id == batch_id, BATCHES.c.state == "failed")
    connection.execute(query.values(state="running", problem=None, finished_at=None))


def save_chunk(
    connection: Connection, batch_id: str, chunk: int, rows: Sequence[Output], *, worker: str, now: int
) -> State:
    """Write a chunk's results, its mark and the counters; nothing where it was done before or the batch is cancelled.

    The caller's transaction makes them one. Returns the batch's state afterwards.
    """
    # The batch's row is taken first: chunks of one batch save one after the other, and a cancel comes before or after.
    counts = {name: sum(row[STATUS] == name for row in rows) for name in ("scored", "abstained", "failed")}
    changed = {name: BATCHES.c[name] + count for name, count in counts.items()}
    taken = connection.execute(
        update(BATCHES).where(BATCHES.c.id == batch_id, BATCHES.c.state == "running").values(changed)
    ).rowcount
    if taken:
        mark = {"batch_id": batch_id, "chunk": chunk, "worker": worker, "done_at": now}
        statement = _insert(connection, CHUNKS).values(mark).on_conflict_do_nothing().returning(CHUNKS.c.chunk)
        if connection.execute(statement).first() is not None:
            kept = people.without_forgotten(connection, batch_id, rows)
            _write_rows(connection, batch_id, [row[:DETAILS_AT] for row in kept])
            _write_details(connection, batch_id, [row for row in kept if len(row) > DETAILS_AT])
        else:
            unchanged = {name: BATCHES.c[name] - count for name, count in counts.items()}
            connection.execute(update(BATCHES).where(BATCHES.c.id == batch_id).values(unchanged))
        _complete(connection, batch_id, now)
    state: State | None = connection.execute(select(BATCHES.c.state).where(BATCHES.c.id == batch_id)).scalar()
    return state or "cancelled"


def chunks_done(connection: Connection, batch_id: str) -> set[int]:
    """The chunks whose results are in."""
    return set(connection.execute(select(CHUNKS.c.chunk).where(CHUNKS.c.batch_id == batch_id)).scalars())


def results(
    connection: Connection,
    batch_id: str,
    columns: Sequence[str] = ALL_COLUMNS,
    *,
    after: int = 0,
    limit: int | None = None,
    failed_only: bool = False,
) -> Iterator[tuple[Any, ...]]:
    """Results in the order of the input, from the row after ``after``."""
    query = (
        select(*(RESULTS.c[name] for name in columns))
        .where(RESULTS.c.batch_id == batch_id, RESULTS.c.row > after)
        .order_by(RESULTS.c.row)
    )
    if failed_only:
        query = query.where(RESULTS.c.status == "failed")
    stream = connection.execution_options(yield_per=2_000).execute(query if limit is None else query.limit(limit))
    for row in stream:
        yield tuple(row)


def erase(connection: Connection, batch_id: str) -> None:
    """Remove a batch with all its results."""
    for table in (RESULTS, DETAILS, CHUNKS, FORGOTTEN, WAITING):
        connection.execute(delete(table).where(table.c.batch_id == batch_id))
    connection.execute(delete(BATCHES).where(BATCHES.c.id == batch_id))


def is_paused(connection: Connection, tenant: int) -> bool:
    """Whether scoring stands still for a tenant."""
    with Session(connection) as session:
        return Switches(session).paused_since(tenant, EVERYONE) is not None


def leave(connection: Connection, worker: str) -> None:
    """A worker ends: whoever is alive goes on with what it had under way, without waiting for its silence."""
    connection.execute(delete(WORKERS).where(WORKERS.c.id == worker))


def beat(connection: Connection, worker: str, now: int, *, forget_before: int) -> None:
    """Note that a worker is alive; those unheard of since ``forget_before`` are struck off."""
    statement = _insert(connection, WORKERS).values(id=worker, seen_at=now)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"seen_at": now}))
    connection.execute(delete(WORKERS).where(WORKERS.c.seen_at < forget_before))


def alive(connection: Connection, since: int) -> set[str]:
    """The workers heard of since then."""
    return set(connection.execute(select(WORKERS.c.id).where(WORKERS.c.seen_at >= since)).scalars())


def finished_before(connection: Connection, moment: int) -> list[Batch]:
    """Batches that ended before a moment."""
    return [_batch(row) for row in connection.execute(select(BATCHES).where(BATCHES.c.finished_at < moment)).mappings()]


def count_results(connection: Connection, batch_id: str) -> dict[str, int]:
    """Results by status, counted from the rows themselves."""
    query = select(RESULTS.c.status, func.count()).where(RESULTS.c.batch_id == batch_id).group_by(RESULTS.c.status)
    return {str(status): int(count) for status, count in connection.execute(query)}


def _complete(connection: Connection, batch_id: str, now: int) -> None:
    """Complete a batch whose last row is in, and tell its tenant in the same transaction."""
    done = BATCHES.c.scored + BATCHES.c.abstained + BATCHES.c.failed
    query = update(BATCHES).where(BATCHES.c.id == batch_id, BATCHES.c.state == "running", done == BATCHES.c.total)
    completing = query.values(state="completed", finished_at=now).returning(BATCHES.c.tenant)
    _ended(connection, batch_id, connection.execute(completing).scalar(), "batch.completed", now)


def _ended(connection: Connection, batch_id: str, tenant: int | None, event: str, now: int) -> bool:
    """What an end brings along, where there was one (``tenant`` is not None); the command line's runs have tenant 0."""
    if tenant is None:
        return False
    people.settle(connection, batch_id)
    if tenant:
        note(connection, tenant, event, {"batch_id": batch_id}, now)
    return True


def _insert(connection: Connection, table: Any) -> Any:  # noqa: ANN401
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def _write_rows(connection: Connection, batch_id: str, rows: Sequence[Output]) -> None:
    """The fastest way in of each database: a tenth of the time that generic inserts take."""
    if not rows:
        return
    names = ", ".join(f'"{name}"' for name in _RESULT_COLUMNS)
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(_RESULT_COLUMNS))
        connection.exec_driver_sql(
            f"INSERT INTO batch_rows ({names}) VALUES ({marks})",  # noqa: S608 (our own names)
            [(batch_id, *row) for row in rows],
        )
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY batch_rows ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((batch_id, *(_postgres_text(value) for value in row)))


def _write_details(connection: Connection, batch_id: str, rows: Sequence[Output]) -> None:
    if rows:
        found = [(row[ROW], json.loads(str(row[DETAILS_AT]))) for row in rows]
        values = [
            {"batch_id": batch_id, "row": row, **{name: _postgres_text(details[name]) for name in _DETAIL_COLUMNS}}
            for row, details in found
        ]
        connection.execute(DETAILS.insert(), values)


def _postgres_text(value: object) -> object:
    return value.replace("\0", "") if isinstance(value, str) else value


def _batch(row: Any) -> Batch:  # noqa: ANN401
    values = dict(row)
    options = json.loads(values.pop("options"))
    options["roles"] = tuple(options["roles"])
    return Batch(**values | {"options": ScoringOptions(**options), "remarks": tuple(json.loads(values["remarks"]))})
