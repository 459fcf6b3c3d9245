"""The doors for applicant tracking systems: ``/v1/orders`` for any of them, and each one's own contract."""

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from service.api.services import Services
from service.ats import ashby, connecting, formats, greenhouse, inbound, ordering, reports
from service.ats.callbacks import Caller
from service.ats.desk import Desk
from service.ats.orders import CALLBACK_JOB, ORDER_JOB, OWN, Orders, erase_before
from service.ats.processing import Processor, fetch_by_link
from service.clock import DAY
from service.outgoing import Outgoing
from service.store import Store
from service.store.records import Person
from service.webhooks.jobs import Jobs

router = APIRouter()
for _part in (ordering, connecting, greenhouse, ashby, inbound, formats, reports):
    router.include_router(_part.router)

_FETCHES: Final = {OWN: fetch_by_link, greenhouse.SOURCE: fetch_by_link, ashby.SOURCE: ashby.fetch}
_TELLS: Final = {greenhouse.SOURCE: greenhouse.tell, ashby.SOURCE: ashby.tell}


def desk_for(services: Services) -> Desk:
    """The working parts."""
    return Desk(services, Outgoing(allow_loopback=services.settings.webhook_allow_loopback))


def workers(desk: Desk, *, pause: float = 0.25) -> Jobs:
    """What does orders and tells partners, for one process."""
    handlers = {
        ORDER_JOB: Processor(desk, _FETCHES).work,
        CALLBACK_JOB: Caller(desk, _TELLS).work,
        inbound.PURGE_JOB: inbound.Purger(desk).work,
    }
    services = desk.services
    return Jobs(
        services.storage,
        services.clock,
        handlers,
        threads=desk.settings.order_threads,
        pause=pause,
    )


@asynccontextmanager
async def lifespan(services: Services) -> AsyncIterator[None]:
    """Take orders while the service runs, and do them in processes that do background work."""
    desk = desk_for(services)
    works = workers(desk)
    with services.parts.keeping(replace(desk, wake=works.wake)):
        if not services.settings.background:
            yield
            return
        await run_in_threadpool(works.__enter__)
        try:
            yield
        finally:
            await run_in_threadpool(works.__exit__, None, None, None)


def erase(store: Store, people: Sequence[Person]) -> int:
    """Erase people's orders: those of a resume, or those under the partner's id for them."""
    return Orders(store.session, store.vault, store.tenant).erase(people)


def export(store: Store, people: Sequence[Person]) -> dict[Person, Any]:
    """The orders that a resume belongs to, or those under the partner's id that have none."""
    orders: defaultdict[Person, list[Any]] = defaultdict(list)
    for order in Orders(store.session, store.vault, store.tenant).of(people):
        whose = Person(external_id=order.person) if order.resume_id is None else Person(resume_id=order.resume_id)
        orders[whose].append({**ordering.part(order, None), "email_sha256": order.email_sha256})
    return {person: {"orders": orders[person]} for person in people if person in orders}


def retain(services: Services) -> None:
    """Orders without a resume go when their time is over; the others go with their resumes."""
    before = services.clock() - services.settings.retention_score_days * DAY
    with services.storage.database.writing() as session:
        erase_before(session, before)


__all__ = ["desk_for", "erase", "export", "lifespan", "retain", "router", "workers"]
