"""What one document may cost."""

from dataclasses import dataclass

MEBIBYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Limits of one document and of the queue in front of the workers.

    ``max_bytes`` of the upload, ``max_pages`` and ``max_characters`` that are read (what is beyond is cut
    off with a ``truncated`` finding), ``seconds`` of wall clock and ``cpu_seconds`` of processor time for a
    document, ``memory_bytes`` of address space of a worker, ``queue`` callers that may wait for a worker
    before ``queue-full`` is raised, ``recycle_after`` documents before a worker is replaced. Of a scan, at most
    ``recognised_pages`` are recognised within ``recognition_seconds``, which are not part of ``seconds``.
    """

    max_bytes: int = 10 * 1000 * 1000
    max_pages: int = 30
    max_characters: int = 200_000
    seconds: float = 10.0
    cpu_seconds: int = 8
    memory_bytes: int = 1024 * MEBIBYTE
    queue: int = 64
    recycle_after: int = 500
    recognised_pages: int = 5
    recognition_seconds: float = 8.0
