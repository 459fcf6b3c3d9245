"""Bytes of a resume → a ``Document``: every format, within limits, in a process that may be killed."""

# ruff: noqa: ANN401, PLC0415 - importing this package costs next to nothing: what works is imported when first asked for

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from service.reading.dispatch import read_in_process
    from service.reading.limits import ReadingLimits
    from service.reading.pool import Reader
    from service.reading.problems import ReadingError

__all__ = ["Reader", "ReadingError", "ReadingLimits", "read_in_process"]

_HOMES = {"Reader": "pool", "ReadingError": "problems", "ReadingLimits": "limits", "read_in_process": "dispatch"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
