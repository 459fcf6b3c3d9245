"""A pool of processes that score chunks; each loads the taxonomy once, and ends when its parent does."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from matchers.matching import Matcher
from service.batches.columns import InputRow, Output, failed
from service.batches.scoring import RowScorer, ScoringOptions, load_matcher
from service.batches.spool import chunk_path, chunk_rows, open_spool

# What it looks like when a worker, or the server that forks them, is killed.
_DIED: Final = (BrokenProcessPool, EOFError, ConnectionError)
_KILLER: Final = "internal: Scoring this row ended the worker process."
# In worker processes only: what takes long to make. A process of its own holds nothing else.
_matchers: dict[str | None, Matcher] = {}
_scorers: dict[tuple[ScoringOptions, str], RowScorer] = {}
_MOST_SCORERS: Final = 4
_TRIES: Final = 2  # somebody may have killed the process


# A chunk's path, the options, and the first and last row wanted → output rows; runs in the worker process.
Work = Callable[[str, ScoringOptions, int, int | None], list[Output]]


def worker_count(asked: int) -> int:
    """As many processes as asked for; one for each processor that this process may use without a word."""
    return asked or max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


class PoolClosed(Exception):  # noqa: N818
    """The pool takes no more work."""


class ScoringPool:
    """Scores chunks of a spool in ``workers`` processes. Safe to use from threads; a context manager.

    A process that dies is replaced, and its chunk is scored again in halves until the row is found that kills it.
    """

    def __init__(self, workers: int, work: Work | None = None) -> None:
        """Start nothing yet: processes come with the first chunk. ``work`` is what they do with one."""
        self.workers, self.work = workers, work or _score_chunk
        self._lock = threading.RLock()
        self._executor: ProcessPoolExecutor | None = None
        self._leashes: list[Connection] = []  # the processes end when these ends of pipes are closed
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the processes at once, in the middle of a chunk if need be: somebody scores it again."""
        with self._lock:
            self._closed = True
            executor, self._executor = self._executor, None
            for leash in self._leashes:
                leash.close()
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)

    def score(self, folder: Path, chunk: int, options: ScoringOptions) -> list[Output]:
        """The output rows of one chunk."""
        path = chunk_path(folder, chunk)
        executor = self._started()
        try:
            return executor.submit(self.work, str(path), options, 0, None).result()
        except _DIED:
            self._discard(executor)
        # One death ends every chunk under way, so it says nothing of this one: again, in a process of its own.
        with _Alone(self) as alone:
            return alone.score(path, options, 0, len(chunk_rows(path)))

    def warm(self, taxonomy: str | None) -> None:
        """Start the processes and let them load the taxonomy while the caller does something else."""
        if self.work is not _score_chunk:
            return
        with suppress(*_DIED):  # whoever comes with a chunk tries again
            executor = self._started()
            for _ in range(self.workers):
                executor.submit(_matcher, taxonomy, warming=True)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            self.stop_if_closed()
            if self._executor is None:
                self._executor = self.new_executor(self.workers)
            return self._executor

    def new_executor(self, workers: int) -> ProcessPoolExecutor:
        """Processes that end when this pool is closed, or this process dies. Raises PoolClosed."""
        # Not fork: the job engine's threads hold locks. The fork server has the imports done already.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["service.batches.pool"])
        reader, writer = context.Pipe(duplex=False)
        with self._lock:
            self.stop_if_closed()  # a chunk whose process was just ended must not start another one
            self._leashes.append(writer)
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_end_with_parent, initargs=(reader,))

    def stop_if_closed(self) -> None:
        """Raise PoolClosed where the pool was closed: then it was not the rows' fault."""
        with self._lock:
            if self._closed:
                raise PoolClosed

    def _discard(self, executor: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._executor is executor:
                self._executor = None
        executor.shutdown(wait=False, cancel_futures=True)


class _Alone:
    """One process for one chunk: what dies here dies of its own rows. A context manager."""

    def __init__(self, pool: ScoringPool) -> None:
        self._pool = pool
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def score(self, path: Path, options: ScoringOptions, first: int, last: int) -> list[Output]:
        """The rows from ``first`` to ``last``, in halves where they kill the process, down to the one that does."""
        for _ in range(_TRIES):
            try:
                if self._executor is None:
                    self._executor = self._pool.new_executor(1)
                return self._executor.submit(self._pool.work, str(path), options, first, last).result()
            except _DIED:
                self._end()
                self._pool.stop_if_closed()
        if last - first == 1:
            row = chunk_rows(path)[first]
            return [failed(row.row, row.external_id, _KILLER, _version(options))]
        middle = (first + last) // 2
        return [*self.score(path, options, first, middle), *self.score(path, options, middle, last)]

    def _end(self) -> None:
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=False, cancel_futures=True)


def _version(options: ScoringOptions) -> str:
    from service import taxonomies  # noqa: PLC0415

    return taxonomies.load(Path(options.taxonomy) if options.taxonomy else None).version


def _end_with_parent(leash: Connection) -> None:
    """A worker whose parent was killed would wait for work for ever: its queue's pipe is open on both ends."""

    def watch() -> None:
        wait([leash])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _score_chunk(path: str, options: ScoringOptions, first: int, last: int | None) -> list[Output]:
    rows: Sequence[InputRow] = chunk_rows(Path(path))[first:last]
    return _scorer(str(Path(path).parent), options).score(rows)


def _matcher(taxonomy: str | None, *, warming: bool = False) -> Matcher | None:
    if taxonomy not in _matchers:
        _matchers[taxonomy] = load_matcher(taxonomy)
    return None if warming else _matchers[taxonomy]  # a result would travel


def _scorer(folder: str, options: ScoringOptions) -> RowScorer:
    key = (options, folder)
    if key not in _scorers:
        while len(_scorers) >= _MOST_SCORERS:
            _scorers.pop(next(iter(_scorers))).__exit__()
        spool = open_spool(Path(folder))
        _scorers[key] = RowScorer(
            options, _matcher(options.taxonomy), duplicates=spool.duplicates if spool else frozenset()
        )
    return _scorers[key]
