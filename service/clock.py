"""The clock of the service: milliseconds since 1970, and the lengths of time that it counts in."""

import time
from typing import Final

HOUR: Final = 3_600_000
DAY: Final = 24 * HOUR


def now() -> int:
    """This millisecond."""
    return time.time_ns() // 1_000_000
