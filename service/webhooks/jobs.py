"""Durable jobs: a row for each thing to do, claimed for a short time that is renewed while it is worked on.

A job that its process didn't live to finish is due again once its time is over, wherever there is a worker. A job is
ended in the transaction that keeps its outcome, and only by whoever still holds it, so that an outcome counts once.

Not DBOS, which runs batches: a delivery may wait for a day, and a workflow that sleeps keeps a thread; the row is
needed anyway, to be shown and sent again; and it is written in the transaction that makes the event.
"""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from secrets import token_hex
from types import TracebackType
from typing import Final, Self

from sqlalchemy import ColumnElement
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, delete, select, update

from service.store import Storage
from service.store.records import new_id
from service.webhooks.tables import JobRow

_LOG: Final = logging.getLogger("rolefit.jobs")
_LEASE: Final = 20_000  # milliseconds
_LONGEST_PAUSE: Final = 300_000


@dataclass(frozen=True, slots=True)
class Job:
    """A claimed job. ``attempt`` counts from one, attempts that a process didn't survive included."""

    id: str
    kind: str
    subject: str
    tenant: int
    attempt: int
    claim: str


# Does the work, and ends the job with ``finish`` or ``again`` inside its own transaction.
Handler = Callable[[Job], None]


class LostClaimError(Exception):
    """Somebody else has taken the job over; what was done must not be kept."""


def enqueue(session: Session, kind: str, subject: str, tenant: int, due_at: int) -> None:
    """Make a job; one that is there already is due at this time instead, and begins to count anew."""
    values = {"due_at": due_at, "attempt": 0, "claim": None}
    known = (col(JobRow.kind) == kind, col(JobRow.subject) == subject)
    if not session.exec(update(JobRow).where(*known).values(**values)).rowcount:
        session.add(JobRow(id=new_id("job"), kind=kind, subject=subject, tenant=tenant, due_at=due_at))
        session.flush()


def forget(session: Session, kinds: Sequence[str], subjects: Sequence[str]) -> None:
    """Drop the jobs of these kinds for these subjects, whoever holds them."""
    session.exec(delete(JobRow).where(col(JobRow.kind).in_(kinds), col(JobRow.subject).in_(subjects)))


def finish(session: Session, job: Job) -> None:
    """End a job. Raises LostClaimError."""
    if not session.exec(delete(JobRow).where(*_held(job))).rowcount:
        raise LostClaimError


def again(session: Session, job: Job, due_at: int, *, anew: bool = False) -> None:
    """Let a job be done again at a time; ``anew`` where nothing was tried. Raises LostClaimError."""
    values = {"due_at": due_at, "claim": None, **({"attempt": job.attempt - 1} if anew else {})}
    if not session.exec(update(JobRow).where(*_held(job)).values(**values)).rowcount:
        raise LostClaimError


def _held(job: Job) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(JobRow.id) == job.id, col(JobRow.claim) == job.claim


class Jobs:
    """Works on the jobs of some kinds, several at a time. A context manager."""

    def __init__(
        self,
        storage: Storage,
        clock: Callable[[], int],
        handlers: Mapping[str, Handler],
        *,
        threads: int = 8,
        pause: float = 0.25,
        beside: Callable[[], None] | None = None,
    ) -> None:
        """``beside`` is called before each look for jobs; looks are ``pause`` seconds apart where there is nothing."""
        self._storage, self._clock, self._handlers = storage, clock, dict(handlers)
        self._pause, self._beside, self._most = pause, beside, threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="rolefit-job")
        self._changed = threading.Event()
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._under_way: set[str] = set()
        self._renewed = 0
        self._thread = threading.Thread(target=self._run, name="rolefit-jobs", daemon=True)

    def __enter__(self) -> Self:
        """Start working."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop; jobs in hand are ended first."""
        self._stop.set()
        self._changed.set()
        self._thread.join()
        self._pool.shutdown(wait=True)

    def wake(self) -> None:
        """Look for jobs now."""
        self._changed.set()

    def _run(self) -> None:
        while not self._stop.is_set():
            self._changed.clear()
            found = 0
            try:
                if self._beside is not None:
                    self._beside()
                self._renew()
                found = self._look()
            except DBAPIError as error:
                _LOG.warning("the database did not answer", extra={"fields": {"kind": type(error).__name__}})
            except Exception as error:  # noqa: BLE001 (the next round tries again)
                _LOG.warning("looking for jobs failed", extra={"fields": {"kind": type(error).__name__}})
            if not found:
                self._changed.wait(self._pause)

    def _look(self) -> int:
        """Claim what is due, as far as there are hands for it."""
        with self._lock:
            free = self._most - len(self._under_way)
        if free <= 0 or not self._is_due():
            return 0
        claimed = self._claim(free)
        for job in claimed:
            with self._lock:
                self._under_way.add(job.claim)
            self._pool.submit(self._work, job)
        return len(claimed)

    def _is_due(self) -> bool:
        """A look that takes no lock: most find nothing."""
        with self._storage.database.reading() as session:
            return session.exec(select(JobRow.id).where(*self._due()).limit(1)).first() is not None

    def _due(self) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return col(JobRow.kind).in_(list(self._handlers)), col(JobRow.due_at) <= self._clock()

    def _claim(self, limit: int) -> list[Job]:
        with self._storage.database.writing() as session:
            query = select(JobRow).where(*self._due()).order_by(col(JobRow.due_at)).limit(limit)
            rows = session.exec(query.with_for_update(skip_locked=True)).all()
            for row in rows:
                row.claim, row.attempt, row.due_at = token_hex(16), row.attempt + 1, self._clock() + _LEASE
            return [Job(row.id, row.kind, row.subject, row.tenant, row.attempt, row.claim or "") for row in rows]

    def _renew(self) -> None:
        """Keep what is worked on from being taken over."""
        now = self._clock()
        with self._lock:
            claims = list(self._under_way)
        if claims and now - self._renewed > _LEASE // 4:
            with self._storage.database.writing() as session:
                session.exec(update(JobRow).where(col(JobRow.claim).in_(claims)).values(due_at=now + _LEASE))
        if now - self._renewed > _LEASE // 4:
            self._renewed = now

    def _work(self, job: Job) -> None:
        try:
            self._handlers[job.kind](job)
        except LostClaimError:
            _LOG.info("a job was taken over", extra={"fields": {"job": job.id, "job_kind": job.kind}})
        except Exception as error:  # noqa: BLE001 (the boundary of one job; its message may quote what was read)
            fields = {"job": job.id, "job_kind": job.kind, "attempt": job.attempt, "kind": type(error).__name__}
            _LOG.warning("a job failed", extra={"fields": fields})
            self._put_off(job)
        finally:
            with self._lock:
                self._under_way.discard(job.claim)
            self._changed.set()

    def _put_off(self, job: Job) -> None:
        pause = min(_LONGEST_PAUSE, 500 * 2 ** min(job.attempt, 12))
        try:
            with self._storage.database.writing() as session:
                again(session, job, self._clock() + pause)
        except (LostClaimError, DBAPIError):
            return  # its time runs out by itself
