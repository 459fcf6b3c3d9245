"""Reading in processes that may be killed: a small pool with a warm spare and a bounded queue in front."""

import logging
import signal
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from types import TracebackType
from typing import Self

from matchers.documents import Document
from service.reading import frames, wire
from service.reading.child import Child
from service.reading.dispatch import check_size, digest_of, read_with
from service.reading.frames import DeadlinePassed, PeerGone
from service.reading.limits import ReadingLimits
from service.reading.ocr import Recogniser, recogniser
from service.reading.problems import ReadingCode, ReadingError
from service.reading.sniffing import sniff

_MAX_REMEMBERED = 4096
# Decoding text is safe and quick, and the json module is; a longer one goes to a worker like everything else.
_IN_PROCESS = ("text", "markdown", "json")
_MAX_TEXT_BYTES = 256 * 1024
# While others wait, a document gets this much processor time in the first round (resumes need 0.01 to 0.06); one
# that needs more starts again in the slow lane, which at most one worker serves: a few bombs stop nobody else.
_FIRST_ROUND_SECONDS = 0.3
_CROWDED_ROUND_SECONDS = 0.12
_CROWD = 8
# A child's first document also pays for the modules that it needs (0.2 to 0.3): after a bomb every child is a new one.
_FIRST_DOCUMENT_SECONDS = 0.4
_LOOK_SECONDS = 0.03
# The slow lane lets those go first who have not had a turn yet, but not for ever.
_PATIENCE_SECONDS = 5.0
_MAX_STARTS = 3
_LOG = logging.getLogger("rolefit.reading")


class _Died(Exception):  # noqa: N818 - the pool decides what it means
    """A child ended while it read a document, with this exit status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class _OthersWait(Exception):  # noqa: N818 - no error, only a change of lanes
    """A document takes long and others wait for a worker."""


class Reader:
    """Reads documents in child processes; safe to use from many threads. A context manager.

    ``workers`` documents are read at a time and ``limits.queue`` callers may wait; the next one gets
    ``queue-full``. A file that ended a worker is remembered by its digest and refused at once afterwards.
    """

    def __init__(self, limits: ReadingLimits = ReadingLimits(), workers: int = 1) -> None:  # noqa: B008 - frozen
        self._limits = limits
        self._workers = max(1, workers)
        self._free = threading.Semaphore(self._workers)
        self._slow_lane = threading.Lock()
        self._lock = threading.Lock()
        self._idle: list[Child] = []
        self._waiting = 0
        self._closed = False
        self._told = False
        self._killers: OrderedDict[str, ReadingError] = OrderedDict()
        self._recognise: Recogniser | None = recogniser(limits.recognition_seconds, limits.memory_bytes)
        self._idle += [Child(limits.memory_bytes) for _ in range(self._workers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child processes; documents that are being read still end with an answer."""
        with self._lock:
            self._closed = True
            children, self._idle = self._idle, []
        for child in children:
            child.kill()

    def processes(self) -> list[int]:
        """The ids of the idle child processes, for monitoring."""
        with self._lock:
            return [child.pid for child in self._idle]

    def read(self, data: bytes, *, name: str | None = None, media_type: str | None = None) -> Document:
        """Read one document; ``name`` and ``media_type`` are hints. Raises ``ReadingError``."""
        check_size(data, self._limits)
        kind = sniff(data, name, media_type)
        if kind in _IN_PROCESS and len(data) <= _MAX_TEXT_BYTES:
            return read_with(data, name=name, media_type=media_type, limits=self._limits, recognise=None)
        digest = digest_of(data)
        self._refuse_killers(digest)
        ending = "x" + PurePosixPath((name or "").replace("\\", "/")).suffix
        request = wire.Request(ending, media_type, self._limits, self._recognise is not None, data)
        return self._read(request, digest)

    # -- turns ---------------------------------------------------------------------------------------------

    @contextmanager
    def _turn(self, *, again: bool = False) -> Iterator[None]:
        """Wait for a free worker, if not too many wait already (who comes ``again`` has been let in before)."""
        if not self._free.acquire(blocking=False):
            with self._lock:
                if self._waiting >= self._limits.queue and not again:
                    raise ReadingError("queue-full", "Too many documents wait to be read; try again in a moment.")
                self._waiting += 1
            try:
                self._free.acquire()
            finally:
                with self._lock:
                    self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()

    def _read(self, request: wire.Request, digest: str) -> Document:
        try:
            with self._turn():
                self._refuse_killers(digest)
                try:
                    return self._twice(request, patient=False)
                except _OthersWait:
                    pass
            with self._slow_lane:
                self._let_others_go_first()
                with self._turn(again=True):
                    self._refuse_killers(digest)
                    return self._twice(request, patient=True)
        except DeadlinePassed:
            raise self._remember(digest, "parse-timeout", self._too_slow()) from None
        except _Died as death:
            if death.status == -signal.SIGXCPU:
                raise self._remember(digest, "parse-timeout", self._too_slow()) from None
            message = "The document is damaged in a way that cannot be read safely."
            raise self._remember(digest, "document-corrupt", message) from None

    def _let_others_go_first(self) -> None:
        end = time.monotonic() + _PATIENCE_SECONDS
        while self._waiting and time.monotonic() < end:
            time.sleep(_LOOK_SECONDS)

    def _twice(self, request: wire.Request, *, patient: bool) -> Document:
        """Try again with a new child when one ends for no visible reason: it may have been killed from outside."""
        try:
            return self._attempt(request, patient=patient)
        except _Died as death:
            if death.status == -signal.SIGXCPU:
                raise
        return self._attempt(request, patient=patient)

    def _too_slow(self) -> str:
        return f"The document could not be read within {self._limits.seconds:g} seconds."

    # -- one attempt ---------------------------------------------------------------------------------------

    def _attempt(self, request: wire.Request, *, patient: bool) -> Document:
        """Let a child read the document; raises ``ReadingError``, ``DeadlinePassed``, ``_OthersWait``, ``_Died``."""
        child = self._take()
        sound = False
        try:
            frame = self._exchange(child, request, patient=patient)
            child.documents += 1
            sound = child.documents < self._limits.recycle_after
        except PeerGone:
            raise _Died(child.end()) from None
        finally:
            self._give_back(child, sound=sound)
        if frame.kind == frames.PROBLEM:
            raise wire.unpack_problem(frame.payload)
        return wire.unpack_document(frame.payload)

    def _exchange(self, child: Child, request: wire.Request, *, patient: bool) -> frames.Frame:
        started = time.monotonic()
        deadline = started + self._limits.seconds
        child.send(frames.REQUEST, wire.pack_request(request), deadline)
        if not patient:
            spent = child.cpu_seconds()
            look = min(started + _CROWDED_ROUND_SECONDS, deadline)
            while not child.answers(look) and look < deadline:
                if self._waiting and child.cpu_seconds() - spent >= self._first_round(child):
                    raise _OthersWait
                look = min(time.monotonic() + _LOOK_SECONDS, deadline)
        frame = child.receive(deadline)
        if frame.kind == frames.PICTURES and self._recognise is not None:
            started = time.monotonic()
            texts = self._recognise(wire.unpack_pictures(frame.payload))
            deadline += time.monotonic() - started
            child.send(frames.TEXTS, wire.pack_texts(texts), deadline)
            frame = child.receive(deadline)
        if frame.kind not in (frames.DOCUMENT, frames.PROBLEM):
            raise PeerGone
        return frame

    def _first_round(self, child: Child) -> float:
        seconds = _FIRST_ROUND_SECONDS if self._waiting < _CROWD else _CROWDED_ROUND_SECONDS
        return seconds if child.documents else seconds + _FIRST_DOCUMENT_SECONDS

    # -- children ------------------------------------------------------------------------------------------

    def _take(self) -> Child:
        """An idle child that runs, else a new one."""
        for _ in range(_MAX_STARTS):
            with self._lock:
                child = self._idle.pop(0) if self._idle else None
            child = child or Child(self._limits.memory_bytes)
            try:
                child.wait_until_ready()
            except (PeerGone, DeadlinePassed):
                child.kill()
                continue
            if child.alive():
                self._note_the_filter(child)
                return child
            child.kill()
        raise RuntimeError("the reading process does not start")

    def _note_the_filter(self, child: Child) -> None:
        """Say once where reading has limits alone; it is no warning, since nobody at a command line can change it."""
        if not child.filtered and not self._told:
            self._told = True
            _LOG.info("this system has no filter of system calls for reading processes")

    def _give_back(self, child: Child, *, sound: bool) -> None:
        """Put a child back, or replace it; after the first document there is always a warm spare."""
        if not sound:
            child.kill()
        with self._lock:
            if sound and not self._closed:
                self._idle.insert(0, child)
            if not self._closed and len(self._idle) < 1 + sound:
                self._idle.append(Child(self._limits.memory_bytes))
        if sound and self._closed:
            child.kill()

    # -- killers -------------------------------------------------------------------------------------------

    def _remember(self, digest: str, code: ReadingCode, message: str) -> ReadingError:
        error = ReadingError(code, message)
        with self._lock:
            self._killers[digest] = error
            while len(self._killers) > _MAX_REMEMBERED:
                self._killers.popitem(last=False)
        return error

    def _refuse_killers(self, digest: str) -> None:
        with self._lock:
            known = self._killers.get(digest)
        if known is not None:
            raise ReadingError(known.code, known.message)
