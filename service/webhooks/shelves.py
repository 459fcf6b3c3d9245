"""Endpoints and deliveries of one tenant, within one transaction."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, tuple_
from sqlmodel import Session, col, delete, select, update

from service.store import Store
from service.store.database import lots
from service.store.records import is_id, new_id
from service.webhooks import jobs
from service.webhooks.tables import DeliveryRow, EndpointRow

DELIVERY_JOB: Final = "delivery"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to tell what. ``previous`` is the secret before this one, live until a time."""

    id: str
    tenant: int
    url: str
    events: tuple[str, ...]
    secret: str
    previous: str | None
    previous_until: int
    disabled: str | None
    created_at: int

    def secrets(self, now: int) -> list[str]:
        """The secrets to sign with now."""
        return [self.secret, *([self.previous] if self.previous and self.previous_until > now else [])]


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event on its way to one endpoint."""

    id: str
    tenant: int
    endpoint: str
    event: str
    type: str
    body: str
    state: str
    attempts: int
    last_status: int | None
    last_error: str | None
    next_at: int | None
    created_at: int
    finished_at: int | None


class Endpoints:
    """One tenant's endpoints."""

    def __init__(self, store: Store, tenant: int, vault: Any) -> None:  # noqa: ANN401
        self._session, self._tenant, self._vault = store.session, tenant, vault

    def put(self, endpoint: Endpoint) -> None:
        """Keep an endpoint, in the place of what there was under its id."""
        key, kept = self._vault.new_key(endpoint.id)
        sealed = {name: getattr(endpoint, name) for name in ("url", "secret", "previous", "previous_until")}
        self._session.merge(
            EndpointRow(
                id=endpoint.id,
                tenant=endpoint.tenant,
                events=" ".join(endpoint.events),
                data_key=kept,
                sealed=key.seal(json.dumps(sealed).encode(), endpoint.id),
                disabled=endpoint.disabled,
                created_at=endpoint.created_at,
            )
        )
        self._session.flush()

    def get(self, identity: str, *, lock: bool = False) -> Endpoint | None:
        """An endpoint by its id; ``lock`` keeps others from changing it meanwhile."""
        if not is_id(identity, "whk"):
            return None
        query = select(EndpointRow).where(*self._mine(identity))
        row = self._session.exec(query.with_for_update() if lock else query).one_or_none()
        return None if row is None else self._opened(row)

    def page(self, after: tuple[int, str] | None, limit: int) -> list[Endpoint]:
        """Endpoints, the oldest first, after a place."""
        place = tuple_(col(EndpointRow.created_at), col(EndpointRow.id))
        query = select(EndpointRow).where(col(EndpointRow.tenant) == self._tenant)
        if after is not None:
            query = query.where(place > tuple_(*after))
        rows = self._session.exec(query.order_by(col(EndpointRow.created_at), col(EndpointRow.id)).limit(limit))
        return [self._opened(row) for row in rows]

    def disable(self, identity: str, reason: str) -> None:
        """Send nothing more there; what waits for it has failed."""
        self._session.exec(update(EndpointRow).where(*self._mine(identity)).values(disabled=reason))

    def remove(self, identity: str) -> None:
        """Drop an endpoint with its deliveries."""
        waiting = select(DeliveryRow.id).where(
            col(DeliveryRow.endpoint) == identity, col(DeliveryRow.state) == "pending"
        )
        for lot in lots(self._session.exec(waiting).all()):
            jobs.forget(self._session, [DELIVERY_JOB], lot)
        self._session.exec(delete(DeliveryRow).where(col(DeliveryRow.endpoint) == identity))
        self._session.exec(delete(EndpointRow).where(*self._mine(identity)))

    def _mine(self, identity: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return col(EndpointRow.id) == identity, col(EndpointRow.tenant) == self._tenant

    def _opened(self, row: EndpointRow) -> Endpoint:
        sealed = json.loads(self._vault.open_key(row.data_key, row.id).open(row.sealed, row.id))
        return Endpoint(
            id=row.id, tenant=row.tenant, events=tuple(row.events.split()), disabled=row.disabled,
            created_at=row.created_at, **sealed,
        )  # fmt: skip


class Deliveries:
    """Deliveries; those of a tenant where one is given."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, endpoint: tuple[int, str], event: str, type_: str, body: str, now: int) -> str:
        """Make a delivery and the job that does it; ``endpoint`` is a tenant and an id."""
        tenant, identity = endpoint
        row = DeliveryRow(
            id=new_id("dlv"), tenant=tenant, endpoint=identity, event=event, type=type_, body=body,
            state="pending", next_at=now, created_at=now,
        )  # fmt: skip
        self._session.add(row)
        self._session.flush()
        jobs.enqueue(self._session, DELIVERY_JOB, row.id, tenant, now)
        return row.id

    def get(self, identity: str) -> Delivery | None:
        """A delivery by its id."""
        row = self._session.get(DeliveryRow, identity) if is_id(identity, "dlv") else None
        return None if row is None else _delivery(row)

    def save(self, delivery: Delivery) -> None:
        """Keep how it went."""
        self._session.merge(DeliveryRow(**asdict(delivery)))
        self._session.flush()

    def page(self, endpoint: str, after: tuple[int, str] | None, limit: int, state: str | None) -> list[Delivery]:
        """An endpoint's deliveries, the newest first, after a place."""
        created, identity = col(DeliveryRow.created_at), col(DeliveryRow.id)
        query = select(DeliveryRow).where(col(DeliveryRow.endpoint) == endpoint)
        if state is not None:
            query = query.where(col(DeliveryRow.state) == state)
        if after is not None:
            query = query.where(tuple_(created, identity) < tuple_(*after))
        rows = self._session.exec(query.order_by(created.desc(), identity.desc()).limit(limit))
        return [_delivery(row) for row in rows]

    def replayable(self, endpoint: str, since: int | None, limit: int) -> list[Delivery]:
        """Those that failed, or, with a time, all that were made from then on."""
        query = select(DeliveryRow).where(col(DeliveryRow.endpoint) == endpoint)
        chosen = col(DeliveryRow.state) == "failed" if since is None else col(DeliveryRow.created_at) >= since
        rows = self._session.exec(query.where(chosen).order_by(col(DeliveryRow.created_at)).limit(limit))
        return [_delivery(row) for row in rows]

    def send_again(self, found: Sequence[Delivery], now: int) -> None:
        """Begin anew, under the same ``webhook-id``."""
        for one in found:
            self.save(replace(one, state="pending", attempts=0, next_at=now, finished_at=None))
            jobs.enqueue(self._session, DELIVERY_JOB, one.id, one.tenant, now)

    def forget_before(self, time: int) -> None:
        """Drop what ended before a time."""
        old = (col(DeliveryRow.created_at) < time, col(DeliveryRow.state) != "pending")
        self._session.exec(delete(DeliveryRow).where(*old))


def _delivery(row: DeliveryRow) -> Delivery:
    return Delivery(
        row.id, row.tenant, row.endpoint, row.event, row.type, row.body, row.state, row.attempts, row.last_status,
        row.last_error, row.next_at, row.created_at, row.finished_at,
    )  # fmt: skip
