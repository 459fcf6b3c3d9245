"""One switch that lets scoring stand still, for a tenant or for all; every process obeys it within two seconds."""

import time
from collections.abc import Callable
from typing import Final

from service.api.problems import ApiProblem
from service.store import Storage
from service.store.tables import EVERYONE

_REMEMBER: Final = 1.0  # seconds that an answer of the database is trusted


class Switch:
    """Turns scoring off and on. Safe to share between threads."""

    def __init__(self, storage: Storage, clock: Callable[[], int]) -> None:
        """Keep it in this store; ``clock`` gives milliseconds."""
        self._storage, self._clock = storage, clock
        self._known: dict[int, tuple[float, int | None]] = {}

    def turn(self, tenant: int, *, paused: bool) -> None:
        """Pause a tenant's scoring, or everyone's, or go on."""
        with self._storage.writing(tenant) as store:
            if not store.switches.turn(tenant, self._clock() if paused else None):
                return
            kind = "scoring.paused" if paused else "scoring.resumed"
            store.record.add(kind, "all" if tenant == EVERYONE else "tenant", {}, self._clock())
        self._known.clear()

    def paused_since(self, tenant: int) -> int | None:
        """Since when scoring stands still, in milliseconds, or None where it doesn't."""
        found = self._known.get(tenant)
        if found is not None and time.monotonic() - found[0] < _REMEMBER:
            return found[1]
        with self._storage.reading(tenant) as store:
            since = store.switches.paused_since(tenant, EVERYONE)
        if len(self._known) > 10_000:
            self._known.clear()
        self._known[tenant] = (time.monotonic(), since)
        return since

    def check(self, tenant: int) -> None:
        """Raises the problem ``scoring-paused``."""
        if self.paused_since(tenant) is not None:
            raise ApiProblem("scoring-paused", "Scoring was paused by an administrator; try again later.")
