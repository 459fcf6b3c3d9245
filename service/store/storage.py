"""The store's one door: a transaction, with a repository for everything in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, delete, select, update

from service.store.access import Access
from service.store.audit_record import Record
from service.store.catalogues import Catalogues, Roles, current_of
from service.store.claims import Claims, Events
from service.store.database import Database, lots
from service.store.matches import Matches, Scores
from service.store.records import CatalogueVersion, Person, StoredResume
from service.store.resumes import Resumes
from service.store.switches import Switches
from service.store.tables import ClaimRow, EventRow, ResumeRow
from service.store.vault import Vault

# Erases what a part of the service keeps with resumes, or under the caller's own id for a person; returns how much.
Eraser = Callable[["Store", Sequence[Person]], int]
# Gives what a part of the service holds in the same way, as JSON data, for those of the people of whom it has any.
Exporter = Callable[["Store", Sequence[Person]], Mapping[Person, Any]]


class Store:
    """One tenant's shelves, within one transaction."""

    def __init__(self, session: Session, vault: Vault, tenant: int) -> None:
        self.session, self.vault, self.tenant = session, vault, tenant
        self.resumes = Resumes(session, vault, tenant)
        self.matches = Matches(session, vault, tenant)
        self.scores = Scores(session, self.resumes, tenant)
        self.catalogues = Catalogues(session, tenant)
        self.roles = Roles(session, tenant)
        self.claims = Claims(session, vault, tenant)
        self.events = Events(session, tenant)
        self.access = Access(session)
        self.switches = Switches(session)
        self.record = Record(session, tenant)


class Storage:
    """Opens transactions, and knows everything that must go when a person goes."""

    def __init__(
        self, database: Database, vault: Vault, erasers: Sequence[Eraser] = (), exporters: Sequence[Exporter] = ()
    ) -> None:
        self.database, self.vault = database, vault
        self._erasers, self._exporters = tuple(erasers), tuple(exporters)

    @contextmanager
    def reading(self, tenant: int) -> Iterator[Store]:
        """A transaction that changes nothing."""
        with self.database.reading() as session:
            yield Store(session, self.vault, tenant)

    @contextmanager
    def writing(self, tenant: int) -> Iterator[Store]:
        """A transaction that is kept whole at the end, or not at all."""
        with self.database.writing() as session:
            yield Store(session, self.vault, tenant)

    @contextmanager
    def writing_alone(self, tenant: int) -> Iterator[Store]:
        """A writing transaction that no other one of this kind overlaps, in any process."""
        with self.database.writing_alone() as session:
            yield Store(session, self.vault, tenant)

    def erase(self, store: Store, resumes: Sequence[StoredResume]) -> None:
        """Remove resumes and everything that hangs on them, in every part of the service."""
        for lot in lots(resumes):
            people = [Person(resume_id=resume.id) for resume in lot]
            for eraser in self._erasers:
                eraser(store, people)
            numbers = [resume.number for resume in lot]
            store.matches.remove_of(numbers)
            store.scores.remove_of(numbers)
            store.claims.remove_of(numbers)
            store.resumes.remove(numbers)

    def forget(self, store: Store, external_id: str) -> int:
        """Remove what parts of the service keep under the caller's own id for a person; returns how much it was."""
        return sum(eraser(store, [Person(external_id=external_id)]) for eraser in self._erasers)

    def held_elsewhere(self, store: Store, people: Sequence[Person]) -> dict[Person, list[Any]]:
        """What other parts of the service hold of each of these people."""
        found = [exporter(store, people) for exporter in self._exporters]
        return {person: [held[person] for held in found if person in held] for person in people}

    def catalogue_of(self, tenant: int) -> CatalogueVersion | None:
        """What a tenant matches against now. Every request asks, so it costs no session."""
        with self.database.engine.connect() as connection:
            return current_of(connection, tenant)

    def scrub(self) -> None:
        """After an erasure: leave no copy of deleted pages behind (SQLite's write-ahead log)."""
        self.database.scrub()

    def ping(self) -> None:
        """Ask the database for a sign of life; raises SQLAlchemyError."""
        with self.database.reading() as session:
            session.execute(text("SELECT 1"))

    # -- what retention does, whoever the tenant -------------------------------------------------------------

    def expire_files(self, now: int) -> int:
        """Forget uploads' own bytes whose time is over."""
        values = {"original": None, "file_until": None}
        return self._expire(col(ResumeRow.file_until) <= now, values)

    def expire_texts(self, now: int) -> int:
        """Forget texts whose time is over; reports and scores stay until theirs is."""
        return self._expire(col(ResumeRow.text_until) <= now, {"body": None, "text_until": None})

    def expired(self, now: int, limit: int = 100) -> list[tuple[int, str, int]]:
        """``(tenant, id, number)`` of resumes whose whole time is over."""
        with self.database.reading() as session:
            over = (col(ResumeRow.until) <= now, col(ResumeRow.held).is_(False))
            rows = session.exec(select(ResumeRow.tenant, ResumeRow.id, ResumeRow.number).where(*over).limit(limit))
            return [(tenant, identity, number) for tenant, identity, number in rows]

    def expire_answers(self, now: int, events_before: int) -> None:
        """Forget idempotency keys and events whose time is over."""
        with self.database.writing() as session:
            session.exec(delete(ClaimRow).where(col(ClaimRow.until) <= now))
            session.exec(delete(EventRow).where(col(EventRow.created_at) < events_before))
            Access(session).forget_usage(now // 1000 - 2 * 86_400)

    def _expire(self, over: object, values: dict[str, None]) -> int:
        with self.database.writing() as session:
            number = col(ResumeRow.number)
            found = select(ResumeRow.number).where(over, col(ResumeRow.held).is_(False))  # type: ignore[arg-type]
            numbers = session.exec(found.order_by(number).with_for_update()).all()
            for lot in lots(numbers):
                session.exec(update(ResumeRow).where(number.in_(lot)).values(**values))
            return len(numbers)


__all__ = ["Eraser", "Exporter", "Storage", "Store"]
