"""The record of what was done: it only grows, and each entry's digest covers the one before.

Whoever keeps a head elsewhere (a printout will do) can tell later that nothing before it was changed or left out.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam
from sqlmodel import Session, col, insert, select, update

from service.actor import ACTOR
from service.store.tables import EntryRow, HeadRow

START: Final = hashlib.sha256(b"rolefit.audit/1").digest()
_LOT: Final = 5_000
# Made once: an entry is written with every kept match.
_MINE: Final = col(HeadRow.tenant) == bindparam("mine")
_HEAD: Final = select(HeadRow.number, HeadRow.digest).where(_MINE).with_for_update()
_APPEND: Final = insert(EntryRow)
_MOVE: Final = update(HeadRow).where(_MINE)
_encode: Final = json.JSONEncoder(ensure_ascii=False).encode


class Entry(NamedTuple):
    """Something that was done: when (milliseconds), what, by whom, to what; ``data`` is JSON text of ids."""

    number: int
    at: int
    kind: str
    actor: str
    subject: str
    data: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Verification:
    """How many entries were looked at, the digest of the last, and the first that isn't what it was, if any."""

    entries: int
    head: bytes
    broken_at: int | None = None


class Record:
    """One tenant's record."""

    def __init__(self, session: Session, tenant: int) -> None:
        self._session, self._tenant = session, tenant

    def add(self, kind: str, subject: str, data: dict[str, Any], now: int) -> None:
        """Append an entry; it is kept with the transaction, or not at all."""
        self.add_all(kind, [subject], data, now)

    def add_all(self, kind: str, subjects: Sequence[str], data: dict[str, Any], now: int) -> None:
        """Append an entry for each of the subjects, in their order."""
        if not subjects:
            return
        connection = self._session.connection()
        number, before = self._locked_head(connection)
        body = json.dumps(data, sort_keys=True, separators=(",", ":"))
        entries = []
        for number, subject in enumerate(subjects, start=number + 1):  # noqa: B020 (goes on from the head)
            entry = Entry(number, now, kind, ACTOR.get(), subject, body, b"")
            before = _digest(before, self._tenant, entry)
            entries.append({"tenant": self._tenant, **entry._asdict(), "digest": before})
        connection.execute(_APPEND, entries)
        connection.execute(_MOVE, {"mine": self._tenant, "number": number, "digest": before})

    def page(self, before: int | None, limit: int) -> list[Entry]:
        """Entries, the newest first, before a number."""
        query = select(EntryRow).where(col(EntryRow.tenant) == self._tenant)
        if before is not None:
            query = query.where(col(EntryRow.number) < before)
        rows = self._session.exec(query.order_by(col(EntryRow.number).desc()).limit(limit))
        return [Entry(r.number, r.at, r.kind, r.actor, r.subject, r.data, r.digest) for r in rows]

    def holds(self, head: str) -> bool:
        """Whether an entry has this digest (hexadecimal)."""
        try:
            wanted = bytes.fromhex(head)
        except ValueError:
            return False
        mine = (col(EntryRow.tenant) == self._tenant, col(EntryRow.digest) == wanted)
        return self._session.exec(select(EntryRow.number).where(*mine)).first() is not None

    def verify(self) -> Verification:
        """Follow the chain from its start to its head."""
        found = follow(self._tenant, self._all())
        head = self._session.get(HeadRow, self._tenant)
        number, digest = (0, START) if head is None else (head.number, head.digest)
        if found.broken_at is None and (found.entries, found.head) != (number, digest):
            return Verification(found.entries, found.head, min(found.entries, number) + 1)  # the end is missing
        return found

    def _all(self) -> Iterator[Entry]:
        columns = (col(getattr(EntryRow, name)) for name in Entry._fields)
        query = select(*columns).where(col(EntryRow.tenant) == self._tenant).order_by(col(EntryRow.number))
        for row in self._session.connection().execution_options(yield_per=_LOT).execute(query):
            yield Entry._make(row)

    def _locked_head(self, connection: Connection) -> tuple[int, bytes]:
        """Number and digest of the last entry, kept from others until the transaction ends."""
        mine = {"mine": self._tenant}
        known = connection.execute(_HEAD, mine).one_or_none()
        if known is None:
            self._make_head(connection)
            known = connection.execute(_HEAD, mine).one()
        return known[0], known[1]

    def _make_head(self, connection: Connection) -> None:
        """The first entry of a tenant may be made by two at once."""
        make = "INSERT INTO audit_heads (tenant, number, digest) VALUES (?, 0, ?) ON CONFLICT DO NOTHING"
        marked = make if connection.dialect.name == "sqlite" else make.replace("?", "%s")
        connection.exec_driver_sql(marked, (self._tenant, START))


def follow(tenant: int, entries: Iterable[Entry]) -> Verification:
    """Whether each entry follows from the one before; stops at the first that doesn't."""
    before, number = START, 0
    for entry in entries:
        if entry.number != number + 1 or _digest(before, tenant, entry) != entry.digest:
            return Verification(number, before, number + 1)
        before, number = entry.digest, entry.number
    return Verification(number, before)


def _digest(before: bytes, tenant: int, entry: Entry) -> bytes:
    return hashlib.sha256(before + _encode([tenant, *entry[:-1]]).encode()).digest()
