"""What is slow ends; what only waits does not."""

import threading
import time

import pytest

from service.batches.time_limit import TooSlow, processor_time_limit


def work(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_work_beyond_the_limit_is_stopped() -> None:
    with pytest.raises(TooSlow), processor_time_limit(0.05):
        work(5)


def test_waiting_does_not_count_however_long() -> None:
    with processor_time_limit(0.05):
        time.sleep(0.3)


def test_the_limit_ends_with_its_block() -> None:
    with processor_time_limit(0.05):
        pass
    work(0.2)


def test_another_thread_has_no_limit() -> None:
    ended: list[bool] = []

    def run() -> None:
        with processor_time_limit(0.01):
            work(0.1)
        ended.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert ended == [True]
