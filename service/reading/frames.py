"""Messages between the service and its reading process: a length, a kind and a payload over a pipe."""

import os
import select
import struct
import time
from typing import NamedTuple

_HEADER = struct.Struct(">IB")
_CHUNK = 1 << 18

REQUEST, DOCUMENT, PROBLEM, PICTURES, TEXTS, READY = range(6)
FILTERED = b"filtered"  # what READY says where the kernel took the filter of system calls


class Frame(NamedTuple):
    """One message."""

    kind: int
    payload: bytes


class PeerGone(Exception):  # noqa: N818 - an event of the conversation
    """The other end closed its pipe or sent nonsense."""


class DeadlinePassed(Exception):  # noqa: N818 - the same
    """The other end took too long."""


def _wait(descriptor: int, event: int, deadline: float | None) -> None:
    """Wait until ``descriptor`` is ready; ``deadline`` is in seconds of ``time.monotonic``."""
    poll = select.poll()
    poll.register(descriptor, event)
    left = None if deadline is None else max(0.0, deadline - time.monotonic()) * 1000
    if not poll.poll(left):
        raise DeadlinePassed


def readable(descriptor: int, deadline: float) -> bool:
    """Whether ``descriptor`` has something to read before ``deadline``."""
    try:
        _wait(descriptor, select.POLLIN, deadline)
    except DeadlinePassed:
        return False
    return True


def send(descriptor: int, kind: int, payload: bytes, deadline: float | None = None) -> None:
    """Write a frame; raises ``PeerGone`` and ``DeadlinePassed``."""
    view = memoryview(_HEADER.pack(len(payload), kind) + payload)
    try:
        while view:
            _wait(descriptor, select.POLLOUT, deadline)
            try:
                view = view[os.write(descriptor, view[:_CHUNK]) :]
            except BlockingIOError:
                continue
    except OSError:
        raise PeerGone from None


def _receive_exactly(descriptor: int, size: int, deadline: float | None) -> bytes:
    parts: list[bytes] = []
    while size:
        _wait(descriptor, select.POLLIN, deadline)
        try:
            part = os.read(descriptor, min(size, _CHUNK))
        except BlockingIOError:
            continue
        except OSError:
            raise PeerGone from None
        if not part:
            raise PeerGone
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def receive(descriptor: int, limit: int, deadline: float | None = None) -> Frame:
    """Read a frame of at most ``limit`` bytes; raises ``PeerGone`` and ``DeadlinePassed``."""
    size, kind = _HEADER.unpack(_receive_exactly(descriptor, _HEADER.size, deadline))
    if size > limit:
        raise PeerGone
    return Frame(kind, _receive_exactly(descriptor, size, deadline))
