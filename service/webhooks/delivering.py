"""From events to calls: each event is handed on once to each endpoint that wants it, and called until it is taken."""

import json
import time
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, select

from service.api.services import Services
from service.clock import DAY
from service.outgoing import Answer, Outgoing, OutgoingError
from service.store.records import timestamp
from service.store.tables import EventRow
from service.webhooks import jobs
from service.webhooks.jobs import Job
from service.webhooks.schedule import next_at
from service.webhooks.shelves import Deliveries, Delivery, Endpoint, Endpoints
from service.webhooks.signing import signed_headers
from service.webhooks.tables import EndpointRow, HorizonRow, SeenRow

_SECONDS: Final = 15.0
_ANSWER_BYTES: Final = 16_384  # read so that the other side can finish; kept nowhere
# Transactions are short, and clocks of one service's machines agree better than that.
_OVERLAP: Final = 300_000
_LOT: Final = 200
_KEEP: Final = 30 * DAY
_HORIZON: Final = "events"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a call went: a status, or the code of why there was none."""

    status: int | None
    error: str | None
    retry_after: str | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the other side has it."""
        return self.status is not None and 200 <= self.status < 300


def event_body(type_: str, created_at: int, data: object) -> str:
    """The JSON text of a call."""
    body = {"type": type_, "timestamp": timestamp(created_at), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


class FanOut:
    """Hands new events on to the endpoints that want them. Any number of processes may do so at a time."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._next_tidy = 0.0

    def __call__(self) -> None:
        """Hand on what is new."""
        while self._lot() == _LOT:
            pass
        if time.monotonic() >= self._next_tidy:
            self._tidy()
            self._next_tidy = time.monotonic() + 60

    def _lot(self) -> int:
        database = self._services.storage.database
        with database.reading() as session:
            if not self._new(session, 1):
                return 0
        with database.writing() as session:
            _locked_horizon(session)
            found = self._new(session, _LOT)
            for event in found:
                self._hand_on(session, event)
            return len(found)

    def _new(self, session: Session, limit: int) -> list[EventRow]:
        seen = select(SeenRow.event).where(col(SeenRow.event) == col(EventRow.id)).exists()
        listens = (
            select(EndpointRow.id)
            .where(
                col(EndpointRow.tenant) == col(EventRow.tenant),
                col(EndpointRow.disabled).is_(None),
                col(EndpointRow.created_at) <= col(EventRow.created_at),
            )
            .exists()
        )
        query = select(EventRow).where(col(EventRow.created_at) > _horizon(session), ~seen, listens)
        return list(session.exec(query.order_by(col(EventRow.number)).limit(limit)))

    def _hand_on(self, session: Session, event: EventRow) -> None:
        session.add(SeenRow(event=event.id, created_at=event.created_at))
        wanting = (col(EndpointRow.tenant) == event.tenant, col(EndpointRow.disabled).is_(None), _since(event))
        body = event_body(event.type, event.created_at, json.loads(event.data))
        for endpoint in session.exec(select(EndpointRow).where(*wanting)):
            if event.type in endpoint.events.split():
                place = (event.tenant, endpoint.id)
                Deliveries(session).add(place, event.id, event.type, body, self._services.clock())

    def _tidy(self) -> None:
        """Move the horizon up, and forget what lies below it."""
        now = self._services.clock()
        with self._services.storage.database.writing() as session:
            row = _locked_horizon(session)
            if not self._new(session, 1):
                row.time = max(row.time, now - _OVERLAP)
                session.add(row)
                session.exec(delete(SeenRow).where(col(SeenRow.created_at) <= row.time))
            Deliveries(session).forget_before(now - _KEEP)


def _since(event: EventRow) -> ColumnElement[bool]:
    return col(EndpointRow.created_at) <= event.created_at


def _horizon(session: Session) -> int:
    return session.exec(select(func.coalesce(func.max(HorizonRow.time), 0))).one()


def _locked_horizon(session: Session) -> HorizonRow:
    """The horizon, kept from others until the transaction ends; the migration makes the row."""
    return session.exec(select(HorizonRow).where(col(HorizonRow.name) == _HORIZON).with_for_update()).one()


class Courier:
    """Makes the calls."""

    def __init__(self, services: Services, outgoing: Outgoing) -> None:
        self._services, self._outgoing = services, outgoing

    def deliver(self, job: Job) -> None:
        """One attempt of one delivery."""
        storage = self._services.storage
        with storage.reading(job.tenant) as store:
            delivery = Deliveries(store.session).get(job.subject)
            endpoint = Endpoints(store, job.tenant, storage.vault).get(delivery.endpoint) if delivery else None
        if delivery is None or endpoint is None or endpoint.disabled:
            self._drop(job, delivery)
            return
        self._keep(job, delivery, self.call(endpoint, delivery.event, delivery.body))

    def call(self, endpoint: Endpoint, message: str, body: str) -> Outcome:
        """Tell an endpoint, once."""
        now = self._services.clock()
        headers = {
            "Content-Type": "application/json",
            **signed_headers(endpoint.secrets(now), message, now, body),
        }
        try:
            answer: Answer = self._outgoing.request(
                "POST", endpoint.url, headers=headers, body=body.encode(), max_bytes=_ANSWER_BYTES, seconds=_SECONDS
            )
        except OutgoingError as error:
            return Outcome(None, error.code)
        problem = None if answer.is_success else "redirect" if 300 <= answer.status < 400 else "refused"
        return Outcome(answer.status, problem, answer.headers.get("retry-after"))

    def _keep(self, job: Job, delivery: Delivery, outcome: Outcome) -> None:
        now = self._services.clock()
        tried = replace(
            delivery, attempts=delivery.attempts + 1, last_status=outcome.status, last_error=outcome.error, next_at=None
        )
        due = None if outcome.is_taken or outcome.status == 410 else next_at(tried.attempts, now, outcome.retry_after)
        storage = self._services.storage
        with storage.writing(job.tenant) as store:
            if due is None:
                jobs.finish(store.session, job)
                state = "delivered" if outcome.is_taken else "failed"
                Deliveries(store.session).save(replace(tried, state=state, finished_at=now))
            else:
                jobs.again(store.session, job, due)
                Deliveries(store.session).save(replace(tried, next_at=due))
            if outcome.status == 410:
                Endpoints(store, job.tenant, storage.vault).disable(delivery.endpoint, "gone")

    def _drop(self, job: Job, delivery: Delivery | None) -> None:
        """The endpoint is gone, or wants nothing more."""
        with self._services.storage.writing(job.tenant) as store:
            jobs.finish(store.session, job)
            if delivery is not None:
                ended = replace(delivery, state="failed", last_error="endpoint-disabled", next_at=None)
                Deliveries(store.session).save(replace(ended, finished_at=self._services.clock()))
