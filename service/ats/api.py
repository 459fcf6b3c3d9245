"""The doors for applicant tracking systems: ``/v1/orders`` for any of them, and each one's own contract."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Final

from fastapi import APIRouter
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from service.api.services import Services
from service.ats import ashby, connecting, formats, greenhouse, inbound, ordering, reports
from service.ats.callbacks import Caller
from service.ats.desk import Desk
from service.ats.doors import desks
from service.ats.orders import CALLBACK_JOB, ORDER_JOB, Orders, erase_before, erase_of_resume
from service.ats.processing import Processor, fetch_by_link
from service.outgoing import Outgoing
from service.store import Vault
from service.webhooks.jobs import Jobs

router = APIRouter()
for _part in (ordering, connecting, greenhouse, ashby, inbound, formats, reports):
    router.include_router(_part.router)

_DAY: Final = 86_400_000
_FETCHES: Final = {"api": fetch_by_link, greenhouse.SOURCE: fetch_by_link, ashby.SOURCE: ashby.fetch}
_TELLS: Final = {greenhouse.SOURCE: greenhouse.tell, ashby.SOURCE: ashby.tell}
# What opens an order's seal when everything about a person is asked for: the store hands over a session alone.
_vaults: dict[int, Vault] = {}


def desk_for(services: Services) -> Desk:
    """The working parts."""
    return Desk(services, Outgoing(allow_loopback=services.settings.webhook_allow_private))


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
        beside=_Retention(desk),
    )


@asynccontextmanager
async def lifespan(services: Services) -> AsyncIterator[None]:
    """Take orders while the service runs, and do them in processes that do background work."""
    desk = desk_for(services)
    works = workers(desk)
    desk = desks[id(services)] = replace(desk, wake=works.wake)
    pool = id(services.engine.pool)
    _vaults[pool] = services.storage.vault
    try:
        if not services.settings.background:
            yield
            return
        await run_in_threadpool(works.__enter__)
        try:
            yield
        finally:
            await run_in_threadpool(works.__exit__, None, None, None)
    finally:
        del desks[id(services)], _vaults[pool]


def erase(session: Session, tenant: int, resume_id: str) -> None:
    """Erase the orders that a resume belongs to."""
    erase_of_resume(session, tenant, resume_id)


def export(session: Session, tenant: int, resume_id: str) -> Any:  # noqa: ANN401
    """The orders that a resume belongs to, for the person that it is about."""
    vault = _vaults.get(id(session.get_bind().engine.pool))
    if vault is None:
        return None
    found = Orders(session, vault, tenant).of_resume(resume_id)
    return (
        {"orders": [{**ordering.part(order, None), "email_sha256": order.email_sha256} for order in found]}
        if found
        else None
    )


class _Retention:
    """Once an hour: orders without a resume go when their time is over; the others go with their resumes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._next = 0

    def __call__(self) -> None:
        services = self._desk.services
        now = services.clock()
        if now >= self._next:
            self._next = now + 3_600_000
            with services.storage.database.writing() as session:
                erase_before(session, now - services.settings.retention_score_days * _DAY)


__all__ = ["desk_for", "erase", "export", "lifespan", "router", "workers"]
