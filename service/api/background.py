"""Work beside the requests: rescoring after a change of roles or taxonomy, and retention.

Every worker process runs one such thread. Whatever two of them do at the same time is the same, and harmless.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Final, Self

from service.api.cases import resumes
from service.api.problems import ApiProblem
from service.api.services import Services
from service.clock import DAY

_LOG = logging.getLogger("rolefit.background")
_LOT: Final = 50  # resumes rescored in a transaction
_EVENT_DAYS: Final = 30
Retainer = Callable[[Services], None]


class Background:
    """A thread that looks for work every few seconds. A context manager."""

    def __init__(self, services: Services, retainers: Sequence[Retainer] = ()) -> None:
        self._services, self._retainers = services, tuple(retainers)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rolefit-background", daemon=True)

    def __enter__(self) -> Self:
        """Start it."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it after the lot in hand."""
        self._stop.set()
        self._thread.join(timeout=30)

    def _run(self) -> None:
        pause = self._services.settings.background_seconds
        while not self._stop.wait(pause):
            try:
                retain(self._services, self._retainers)
                while rescore(self._services) and not self._stop.wait(0.05):
                    pass
            except Exception as error:  # noqa: BLE001 (the next round tries again)
                _LOG.warning("background work failed", extra={"fields": {"kind": type(error).__name__}})


def rescore(services: Services, limit: int = _LOT) -> int:
    """``rescore_tenant`` for every tenant; returns how many resumes were done."""
    with services.storage.reading(0) as store:
        tenants = store.access.tenants()
    return sum(rescore_tenant(services, tenant.number, limit) for tenant in tenants)


def rescore_tenant(services: Services, tenant: int, limit: int = _LOT) -> int:
    """Score a lot of one tenant's resumes that have scores of an older catalogue; returns how many were done."""
    if services.switch.paused_since(tenant) is not None:
        return 0
    edition = services.catalogue.current(tenant)
    with services.storage.reading(tenant) as store:
        waiting = store.resumes.to_score(edition.number, limit)
    if not waiting:
        return 0
    points = {
        item.number: resumes.points_of(services, edition, item.document)
        for item in waiting
        if item.document is not None  # the text is kept no more: what was scored stays, under its own version
    }
    with services.storage.writing(tenant) as store:
        left = store.resumes.lock_left([item.number for item in waiting])
        store.scores.replace({number: scores for number, scores in points.items() if number in left}, edition.number)
        store.scores.keep_roles(left - points.keys(), edition.taxonomy.role_by_id)
        store.resumes.mark_scored(sorted(left), edition.number)
    services.metrics.rescored.inc(len(points))
    return len(waiting)


def retain(services: Services, retainers: Sequence[Retainer] = ()) -> None:
    """Forget what is kept no longer: files, texts, whole records, answers to idempotency keys, events.

    ``retainers`` do so for the other parts of the service.
    """
    storage, now = services.storage, services.clock()
    forgotten = storage.expire_files(now) + storage.expire_texts(now)
    for tenant, identity, _ in storage.expired(now):
        try:
            resumes.delete(services, tenant, identity, reason="retention")
        except ApiProblem:  # another worker was first, or a hold was set a moment ago
            continue
    storage.expire_answers(now, now - _EVENT_DAYS * DAY)
    for forget in retainers:
        forget(services)
    if forgotten:
        storage.scrub()
