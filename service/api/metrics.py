"""Prometheus metrics, without a label that could name a person, a tenant or a key."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


@contextmanager
def shared_between_workers() -> Iterator[None]:
    """Let several worker processes, which start meanwhile, count together."""
    if _FOLDER in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="rolefit-metrics-") as folder:
        os.environ[_FOLDER] = folder
        yield


class Metrics:
    """What is counted."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        names = ["method", "route", "status"]
        self._requests = Counter("rolefit_requests", "Requests answered.", names, registry=self._registry)
        self._seconds = Histogram(
            "rolefit_request_seconds", "Seconds until the answer was sent.", ["route"],
            buckets=_BUCKETS, registry=self._registry,
        )  # fmt: skip
        self.matches = Counter("rolefit_matches", "Reports made.", ["outcome"], registry=self._registry)
        self.documents = Counter("rolefit_documents", "Documents read.", ["outcome"], registry=self._registry)
        self.rescored = Counter("rolefit_rescored", "Stored resumes scored again.", registry=self._registry)
        self.erased = Counter("rolefit_erased", "Resumes erased.", ["reason"], registry=self._registry)
        self.ready = Gauge("rolefit_ready", "1 once ready.", registry=self._registry, multiprocess_mode="livesum")

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        method = method if method in {"GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"} else "other"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def page(self) -> bytes:
        """All counts, of all workers where they count together."""
        if _FOLDER not in os.environ:
            return generate_latest(self._registry)
        _forget_the_dead(Path(os.environ[_FOLDER]))
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)


def _forget_the_dead(folder: Path) -> None:
    """Drop what killed processes say of now, such as that they are ready; what they counted stays counted."""
    for file in folder.glob("gauge_live*_*.db"):
        process = int(file.stem.rpartition("_")[2])
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            file.unlink(missing_ok=True)
        except PermissionError:  # it is there, and somebody else's by now
            continue
