"""What every door works with: made once by ``service.app`` and found at ``app.state.services``."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from sqlalchemy import Engine

from matchers.matching import Matcher
from service.api.catalogue import Catalogue
from service.api.limits import Limiter
from service.api.metrics import Metrics
from service.api.switch import Switch
from service.keys import Keyring
from service.reading import Reader
from service.settings import Settings
from service.store import Storage

T = TypeVar("T")


class Parts:
    """What other parts of the service keep while an application runs: one object of each type."""

    def __init__(self) -> None:
        """Keep nothing yet."""
        self._kept: dict[type, Any] = {}

    @contextmanager
    def keeping(self, part: object) -> Iterator[None]:
        """Keep an object until the end."""
        self._kept[type(part)] = part
        try:
            yield
        finally:
            del self._kept[type(part)]

    def of(self, kind: type[T]) -> T:
        """What is kept of a type. Raises KeyError where its part does not run."""
        found: T = self._kept[kind]
        return found


@dataclass(frozen=True)
class Services:
    """The working parts. ``clock`` gives milliseconds since 1970; ``turns`` bounds the matches computed at a time."""

    settings: Settings
    matcher: Matcher
    reader: Reader
    engine: Engine
    storage: Storage
    catalogue: Catalogue
    keyring: Keyring
    limiter: Limiter
    metrics: Metrics
    switch: Switch
    clock: Callable[[], int]
    turns: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(1))
    parts: Parts = field(default_factory=Parts)


def services_of(request: Request) -> Services:
    """The services of the application that a request came to."""
    services: Services = request.app.state.services
    return services


async def _services(request: Request) -> Services:
    return services_of(request)


ServicesHere = Annotated[Services, Depends(_services)]
