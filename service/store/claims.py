"""Idempotency keys in use, and the events that webhooks are sent from."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, insert, select, update

from service.store.records import Event, new_id
from service.store.tables import ClaimRow, EventRow
from service.store.vault import Vault

_PURPOSE: Final = "idempotency"
_ABANDONED: Final = 120_000  # milliseconds after which a claim without an answer was left by a process that died


@dataclass(frozen=True, slots=True)
class Claim:
    """What was known of a key: ``ours`` now, ``answered`` before, ``in-progress``, or ``reused`` by another request."""

    state: str
    answer: bytes | None = None


class Claims:
    """One tenant's idempotency keys."""

    def __init__(self, session: Session, vault: Vault, tenant: int) -> None:
        self._session, self._vault, self._tenant = session, vault, tenant

    def claim(self, key: str, fingerprint: bytes, now: int, until: int) -> Claim:
        """Claim a key for a request with this fingerprint: ``ours``, ``answered``, ``in-progress`` or ``reused``."""
        row = self._session.exec(select(ClaimRow).where(*self._mine(key)).with_for_update()).first()
        if row is not None and (row.until <= now or (row.answer is None and row.claimed_at + _ABANDONED <= now)):
            self._session.delete(row)
            self._session.flush()
            row = None
        if row is None:
            name = self._vault.index(_PURPOSE, key)
            return self._new(
                ClaimRow(
                    tenant=self._tenant, key=name, fingerprint=self._marks(fingerprint)[0], claimed_at=now, until=until
                )
            )
        if row.fingerprint not in self._marks(fingerprint):
            return Claim("reused")
        if row.answer is None:
            return Claim("in-progress")
        return Claim("answered", self._vault.open(row.answer, row.key.hex()))

    def answer(self, key: str, answer: bytes, resume: int | None, subject: str | None = None) -> None:
        """Keep the answer; it goes with the resume (by number) or whatever else (by id) that it tells of."""
        values = {"answer": self._sealed(key, answer), "resume": resume, "subject": subject}
        self._session.exec(update(ClaimRow).where(*self._mine(key)).values(**values))

    def finish(self, key: str) -> None:
        """Keep an empty answer where the work kept none: that it was done, and for which request."""
        unanswered = (*self._mine(key), col(ClaimRow.answer).is_(None))
        self._session.exec(update(ClaimRow).where(*unanswered).values(answer=self._sealed(key, b"")))

    def release(self, key: str) -> None:
        """Give a key back after a request that changed nothing."""
        self._session.exec(delete(ClaimRow).where(*self._mine(key), col(ClaimRow.answer).is_(None)))

    def remove_of(self, numbers: Sequence[int]) -> None:
        """Drop the answers that tell of these resumes."""
        self._session.exec(delete(ClaimRow).where(col(ClaimRow.resume).in_(numbers)))

    @staticmethod
    def forget(session: Session, tenant: int, subjects: Sequence[str]) -> None:
        """Drop the answers that tell of these things."""
        mine = (col(ClaimRow.tenant) == tenant, col(ClaimRow.subject).in_(subjects))
        session.exec(delete(ClaimRow).where(*mine))

    def _new(self, row: ClaimRow) -> Claim:
        try:
            with self._session.begin_nested():
                self._session.add(row)
                self._session.flush()
        except IntegrityError:  # another connection was first by a moment
            return Claim("in-progress")
        return Claim("ours")

    def _sealed(self, key: str, answer: bytes) -> bytes:
        return self._vault.seal(answer, self._vault.index(_PURPOSE, key).hex())

    def _marks(self, fingerprint: bytes) -> list[bytes]:
        """Keyed, since the fingerprint of a text tells whoever has that text."""
        return self._vault.indexes("fingerprint", fingerprint.hex())

    def _mine(self, key: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return col(ClaimRow.tenant) == self._tenant, col(ClaimRow.key).in_(self._vault.indexes(_PURPOSE, key))


class Events:
    """The outbox: what happened, written in the transaction that made it happen."""

    def __init__(self, session: Session, tenant: int) -> None:
        self._session, self._tenant = session, tenant

    def add(self, kind: str, data: dict[str, Any], now: int) -> str:
        """Note an event such as ``resume.deleted``; its data are ids, never content. Returns its id."""
        self._session.flush()
        return note(self._session.connection(), self._tenant, kind, data, now)

    def add_all(self, kind: str, data: Iterable[dict[str, Any]], now: int) -> None:
        """Note an event of this kind for each of the data, in their order."""
        self._session.flush()
        rows = [_values(self._tenant, kind, one, now) for one in data]
        if rows:
            self._session.connection().execute(insert(EventRow), rows)

    def after(self, number: int, limit: int = 100) -> list[Event]:
        """This tenant's events after a number, in order."""
        query = select(EventRow).where(col(EventRow.tenant) == self._tenant, col(EventRow.number) > number)
        rows = self._session.exec(query.order_by(col(EventRow.number)).limit(limit))
        return [Event(r.number or 0, r.id, r.tenant, r.type, json.loads(r.data), r.created_at) for r in rows]


def note(connection: Connection, tenant: int, kind: str, data: dict[str, Any], now: int) -> str:
    """Note an event in a transaction that has no session. Returns its id."""
    values = _values(tenant, kind, data, now)
    connection.execute(insert(EventRow).values(**values))
    return str(values["id"])


def _values(tenant: int, kind: str, data: dict[str, Any], now: int) -> dict[str, Any]:
    return {"id": new_id("evt"), "tenant": tenant, "type": kind, "data": json.dumps(data), "created_at": now}
