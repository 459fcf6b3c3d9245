"""Telling partners that an order has ended: each order once, again until it is taken or refused for good."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from service.ats.desk import Desk
from service.ats.orders import Order
from service.outgoing import Answer, OutgoingError
from service.webhooks import jobs
from service.webhooks.jobs import Job
from service.webhooks.schedule import next_at

# Seconds: quick at first, since a recruiter waits; given up after about two days.
PAUSES: Final = (2, 5, 10, 20, 40, 60, 120, 300, 900, 3_600, 10_800, 21_600, 43_200, 86_400)
_LONGEST: Final = 3_600


@dataclass(frozen=True, slots=True)
class Told:
    """How a call went: whether it was taken, and otherwise whether another attempt makes sense."""

    status: int | None
    is_taken: bool
    is_final: bool
    retry_after: str | None = None


# Tells a partner of an order.
Tell = Callable[[Desk, Order], Told]


def told(answer: Answer) -> Told:
    """What an answer means: 429 and 5xx pass; everything else that is no success stays as it is."""
    passes = answer.status == 429 or answer.status >= 500
    return Told(answer.status, answer.is_success, not passes, answer.headers.get("retry-after"))


def not_told(error: OutgoingError) -> Told:
    """What it means that there was no answer."""
    return Told(None, is_taken=False, is_final=error.is_final)


class Caller:
    """Tells partners."""

    def __init__(self, desk: Desk, tells: Mapping[str, Tell]) -> None:
        """``tells`` says how each source is told."""
        self._desk, self._tells = desk, dict(tells)

    def work(self, job: Job) -> None:
        """One attempt."""
        order = self._desk.get(job.tenant, job.subject)
        if order is None or order.callback_state != "pending":
            with self._desk.services.storage.writing(job.tenant) as store:
                jobs.finish(store.session, job)
            return
        self._keep(job, order, self._tells[order.source](self._desk, order))

    def _keep(self, job: Job, order: Order, outcome: Told) -> None:
        now = self._desk.services.clock()
        attempts = order.callback_attempts + 1
        due = None
        if not outcome.is_taken and not outcome.is_final:
            due = next_at(attempts, now, outcome.retry_after, pauses=PAUSES, longest=_LONGEST)
        tried = replace(order, callback_attempts=attempts, callback_status=outcome.status)
        if due is None:
            tried = replace(tried, callback_state="delivered" if outcome.is_taken else "failed", intake={})
        with self._desk.services.storage.writing(job.tenant) as store:
            if due is None:
                jobs.finish(store.session, job)
            else:
                jobs.again(store.session, job, due)
            self._desk.orders(store, job.tenant).save(tried)
