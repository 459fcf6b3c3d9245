"""A limit for what one row may take: processor time, so that a busy machine costs nobody their score."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooSlow(Exception):  # noqa: N818
    """The time is over."""


@contextmanager
def processor_time_limit(seconds: float) -> Iterator[None]:
    """Raise ``TooSlow`` in the block after so much of this process's time.

    Only a main thread can, others have no limit. Waiting doesn't count: a file is read in another process, which has
    limits of its own.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
