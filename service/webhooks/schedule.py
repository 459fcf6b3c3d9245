"""When a call that failed is made again."""

import random
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from typing import Final

# Seconds after the first attempt, the second … (CONTRACT.md section 5): ten attempts in all, over about three days.
PAUSES: Final = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
_JITTER: Final = 0.1
_LONGEST: Final = 86_400


def next_at(
    attempts: int, now: int, retry_after: str | None = None, *, pauses: Sequence[int] = PAUSES, longest: int = _LONGEST
) -> int | None:
    """When to try again after so many ``attempts``, in milliseconds, or None where it was the last.

    ``Retry-After`` may lengthen the pause, up to ``longest`` seconds; it never shortens it.
    """
    if attempts > len(pauses):
        return None
    pause = pauses[attempts - 1] * random.uniform(1 - _JITTER, 1 + _JITTER)  # noqa: S311 (no secret)
    asked = seconds_of(retry_after, now)
    return now + round(1000 * max(pause, min(asked, longest)))


def seconds_of(retry_after: str | None, now: int) -> float:
    """What ``Retry-After`` asks for: seconds, or a date; 0 where it says nothing that can be understood."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal() and len(text) < 10:
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now / 1000)
    except (ValueError, TypeError, OverflowError):
        return 0.0
