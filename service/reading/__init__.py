"""Bytes of a resume → a ``Document``: every format, within limits, in a process that may be killed."""

from service.reading.dispatch import read_in_process
from service.reading.limits import ReadingLimits
from service.reading.pool import Reader
from service.reading.problems import ReadingError

__all__ = ["Reader", "ReadingError", "ReadingLimits", "read_in_process"]
