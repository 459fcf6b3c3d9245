"""Orders: what a partner asked for, and what came of it; one tenant's, within one transaction."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, false, or_, tuple_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, delete, select

from service.ats.tables import OrderRow
from service.store import Vault
from service.store.claims import Claims
from service.store.database import lots
from service.store.records import Person, external_ids_of, is_id, resume_ids_of
from service.store.vault import DataKey
from service.webhooks import jobs

ORDER_JOB: Final = "order"
CALLBACK_JOB: Final = "callback"
OPEN: Final = frozenset({"open", "processing"})
OWN: Final = "api"  # the source of orders that come without a partner's adapter
BEST_FIT: Final = "best-fit"
# What an order moves on to; nothing moves back.
_ONWARD: Final = {
    "open": frozenset({"open", "processing", "completed", "cancelled", "failed"}),
    "processing": frozenset({"processing", "completed", "cancelled", "failed"}),
}


def hash_of(email: str | None) -> str | None:
    """What is kept of an e-mail address: enough to know it again."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest() if email else None


@dataclass(frozen=True, slots=True)
class Order:
    """One order. ``intake`` is what it takes to do it and to tell of it, and is emptied once that is done."""

    id: str
    tenant: int
    source: str
    package_id: str
    status: str
    created_at: int
    reference: str | None = None
    candidate_id: str | None = None
    email_sha256: str | None = None
    job: dict[str, Any] = field(default_factory=dict)
    intake: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] | None = None
    alias: str | None = None
    resume_id: str | None = None
    match_id: str | None = None
    callback_state: str = "none"
    callback_attempts: int = 0
    callback_status: int | None = None
    completed_at: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it may still change."""
        return self.status in OPEN

    @property
    def person(self) -> str | None:
        """The candidate's id in our store: the partner's, marked with whose it is."""
        return person(self.source, self.candidate_id)


def person(source: str, candidate_id: str | None) -> str | None:
    """The external id that a partner's candidate has with us; who has no partner between them and us gave their own."""
    return candidate_id if candidate_id is None or source == OWN else f"{source}:{candidate_id}"


class Orders:
    """One tenant's orders."""

    def __init__(self, session: Session, vault: Vault, tenant: int) -> None:
        self._session, self._vault, self._tenant = session, vault, tenant

    def add(self, order: Order) -> bool:
        """Keep a new order; False where another one has its reference, by a moment perhaps."""
        key, kept = self._vault.new_key(order.id)
        row = OrderRow(
            id=order.id,
            tenant=self._tenant,
            source=order.source,
            package_id=order.package_id,
            status=order.status,
            reference=self._reference(order.reference),
            sought=self._reference(order.reference),
            candidate=None if order.person is None else self._vault.index("ats-person", order.person),
            alias=order.alias,
            data_key=kept,
            sealed=b"",
            callback_state=order.callback_state,
            created_at=order.created_at,
        )
        self._fill(row, key, order)
        try:
            with self._session.begin_nested():
                self._session.add(row)
                self._session.flush()
        except IntegrityError:
            return False
        return True

    def get(self, identity: str, *, lock: bool = False) -> Order | None:
        """An order by its id; ``lock`` keeps it from others until the transaction ends."""
        if not is_id(identity, "ord"):
            return None
        return self._one(col(OrderRow.id) == identity, lock=lock)

    def by_alias(self, alias: str) -> Order | None:
        """An order by the id that its partner knows it under."""
        return self._one(col(OrderRow.alias) == alias)

    def by_reference(self, source: str, reference: str) -> Order | None:
        """An order by the partner's own reference."""
        hashes = self._vault.indexes("ats-reference", reference)
        return self._one(col(OrderRow.reference).in_(hashes), col(OrderRow.source) == source)

    def page(
        self, after: tuple[int, str] | None, limit: int, status: str | None, reference: str | None = None
    ) -> list[Order]:
        """Orders, the newest first, after a place; with a reference those that anybody gave it to."""
        place = (col(OrderRow.created_at), col(OrderRow.id))
        query = select(OrderRow).where(col(OrderRow.tenant) == self._tenant)
        if status is not None:
            query = query.where(col(OrderRow.status) == status)
        if reference is not None:
            query = query.where(col(OrderRow.sought).in_(self._vault.indexes("ats-reference", reference)))
        if after is not None:
            query = query.where(tuple_(*place) < tuple_(*after))
        rows = self._session.exec(query.order_by(*(part.desc() for part in place)).limit(limit))
        return [self._opened(row) for row in rows]

    def of_person(self, name: str) -> list[Order]:
        """The orders for one candidate of a partner."""
        return self.of([Person(external_id=name)])

    def of(self, people: Sequence[Person]) -> list[Order]:
        """The orders for people, by a stored resume or by the id that they have with us; the oldest first."""
        place = (col(OrderRow.created_at), col(OrderRow.id))
        rows = self._session.exec(select(OrderRow).where(*self._theirs(people)).order_by(*place))
        return [self._opened(row) for row in rows]

    def erase(self, people: Sequence[Person]) -> int:
        """Drop the orders for people; returns how many."""
        found = self._session.exec(select(OrderRow.id).where(*self._theirs(people))).all()
        erase(self._session, self._tenant, found)
        return len(found)

    def save(self, order: Order, *, release: bool = False) -> None:
        """Keep what became of an order; ``release`` lets its reference be used again.

        Raises ValueError where its status would move back.
        """
        row = self._session.exec(select(OrderRow).where(col(OrderRow.id) == order.id)).one()
        if order.status != row.status and order.status not in _ONWARD.get(row.status, frozenset()):
            raise ValueError(f"an order does not move from {row.status} to {order.status}")
        row.status, row.resume_id, row.match_id = order.status, order.resume_id, order.match_id
        row.callback_state, row.callback_attempts = order.callback_state, order.callback_attempts
        row.callback_status, row.completed_at = order.callback_status, order.completed_at
        if release:
            row.reference = None
        self._fill(row, self._vault.open_key(row.data_key, row.id), order)
        self._session.add(row)
        self._session.flush()

    def _fill(self, row: OrderRow, key: DataKey, order: Order) -> None:
        names = ("reference", "candidate_id", "email_sha256", "job", "intake")
        sealed = {name: getattr(order, name) for name in names}
        row.sealed = key.seal(json.dumps(sealed).encode(), f"{row.id}/order")
        if order.result is not None:
            row.result = key.seal(json.dumps(order.result).encode(), f"{row.id}/result")

    def _one(self, *conditions: Any, lock: bool = False) -> Order | None:  # noqa: ANN401
        query = select(OrderRow).where(col(OrderRow.tenant) == self._tenant, *conditions)
        row = self._session.exec(query.with_for_update() if lock else query).one_or_none()
        return None if row is None else self._opened(row)

    def _theirs(self, people: Sequence[Person]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        hashes = [mark for name in external_ids_of(people) for mark in self._vault.indexes("ats-person", name)]
        named = ((col(OrderRow.resume_id), resume_ids_of(people)), (col(OrderRow.candidate), hashes))
        return col(OrderRow.tenant) == self._tenant, or_(
            false(), *(column.in_(names) for column, names in named if names)
        )

    def _reference(self, reference: str | None) -> bytes | None:
        return None if reference is None else self._vault.index("ats-reference", reference)

    def _opened(self, row: OrderRow) -> Order:
        key = self._vault.open_key(row.data_key, row.id)
        sealed = json.loads(key.open(row.sealed, f"{row.id}/order"))
        result = None if row.result is None else json.loads(key.open(row.result, f"{row.id}/result"))
        return Order(
            row.id, row.tenant, row.source, row.package_id, row.status, row.created_at, result=result, alias=row.alias,
            resume_id=row.resume_id, match_id=row.match_id, callback_state=row.callback_state,
            callback_attempts=row.callback_attempts, callback_status=row.callback_status,
            completed_at=row.completed_at, **sealed,
        )  # fmt: skip


def tenant_of(session: Session, order_id: str) -> int | None:
    """Whose order it is; for links that say who they are for by their signature."""
    return session.exec(select(OrderRow.tenant).where(col(OrderRow.id) == order_id)).one_or_none()


def erase(session: Session, tenant: int, order_ids: Sequence[str]) -> None:
    """Drop orders, and with each the only copy of its key; what was to be done for them is dropped too.

    Orders are locked before their jobs, as everywhere.
    """
    for lot in lots(order_ids):
        mine = (col(OrderRow.tenant) == tenant, col(OrderRow.id).in_(lot))
        session.exec(select(OrderRow.id).where(*mine).order_by(col(OrderRow.id)).with_for_update()).all()
        Claims.forget(session, tenant, lot)
        jobs.forget(session, (ORDER_JOB, CALLBACK_JOB), lot)
        session.exec(delete(OrderRow).where(*mine))


def erase_before(session: Session, time: int, limit: int = 500) -> int:
    """Drop orders that are older than a time and have no resume to go with; returns how many."""
    old = (col(OrderRow.created_at) < time, col(OrderRow.resume_id).is_(None))
    found = session.exec(select(OrderRow.tenant, OrderRow.id).where(*old).limit(limit)).all()
    for tenant, identity in found:
        erase(session, tenant, [identity])
    return len(found)
