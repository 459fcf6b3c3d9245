"""How many requests a key may make, counted across all workers.

A worker takes requests from the database in small lots and hands them out itself, so that not every request costs a
write; together the workers never give more than the limit.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from service.store import Storage

_LOTS: Final = 20  # a lot is a twentieth of the limit
MINUTE: Final = 60
DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a window allows, and what is left of it as far as this worker knows."""

    name: str
    limit: int
    seconds: int
    remaining: int
    reset: int
    granted: bool


@dataclass(slots=True)
class _Window:
    start: int
    held: int = 0  # taken from the database, not yet handed out
    known_used: int = 0
    spent: bool = False


class Limiter:
    """Counts requests in fixed windows."""

    def __init__(self, storage: Storage, clock: Callable[[], int]) -> None:
        """Count in this store; ``clock`` gives milliseconds."""
        self._storage, self._clock = storage, clock
        self._lock = threading.Lock()
        self._windows: dict[tuple[str, int], _Window] = {}

    def quick(self, subject: str, seconds: int, limit: int) -> Allowance | None:
        """Hand out a request from what this worker holds, without asking the database; None where it must be asked."""
        with self._lock:
            window, now = self._window(subject, seconds)
            if window.held > 0:
                window.held -= 1
                return self._allowance(window, seconds, limit, now, granted=True)
            return self._allowance(window, seconds, limit, now, granted=False) if window.spent else None

    def look(self, subject: str, seconds: int, limit: int) -> Allowance:
        """What a window has left as far as this worker knows, without handing anything out."""
        with self._lock:
            window, now = self._window(subject, seconds)
            return self._allowance(window, seconds, limit, now, granted=True)

    def take(self, subject: str, seconds: int, limit: int) -> Allowance:
        """Hand out a request, asking the database for a lot where this worker has none left."""
        known = self.quick(subject, seconds, limit)
        if known is not None:
            return known
        with self._lock:
            start = self._window(subject, seconds)[0].start
        with self._storage.writing(0) as store:
            taken = store.access.take(subject, seconds, start, max(1, limit // _LOTS), limit)
        with self._lock:
            window, now = self._window(subject, seconds)
            if window.start == start:
                window.held += taken
                window.known_used += taken
                window.spent = taken == 0
            granted = window.held > 0
            window.held -= granted
            return self._allowance(window, seconds, limit, now, granted=granted)

    def _window(self, subject: str, seconds: int) -> tuple[_Window, int]:
        now = self._clock() // 1000
        start = now - now % seconds
        window = self._windows.get((subject, seconds))
        if window is None or window.start != start:
            if len(self._windows) > 10_000:
                self._windows.clear()
            window = self._windows[subject, seconds] = _Window(start)
        return window, now

    def _allowance(self, window: _Window, seconds: int, limit: int, now: int, *, granted: bool) -> Allowance:
        remaining = 0 if window.spent and not window.held else max(0, limit - window.known_used + window.held)
        name = "minute" if seconds == MINUTE else "day"
        return Allowance(name, limit, seconds, remaining, window.start + seconds - now, granted)
