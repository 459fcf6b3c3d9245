"""Bytes of a resume → a ``Document``: every format, within limits, in a process that may be killed."""

# ruff: noqa: ANN401, PLC0415 - importing this package costs next to nothing: what works is imported when first asked for

from typing import TYPE_CHECKING, Any

from service.reading.limits import ReadingLimits
from service.reading.problems import ReadingError

if TYPE_CHECKING:
    from service.reading.dispatch import read_in_process
    from service.reading.pool import Reader

__all__ = ["Reader", "ReadingError", "ReadingLimits", "read_in_process"]


def __getattr__(name: str) -> Any:
    if name == "Reader":
        from service.reading.pool import Reader

        return Reader
    if name == "read_in_process":
        from service.reading.dispatch import read_in_process

        return read_in_process
    raise AttributeError(name)
