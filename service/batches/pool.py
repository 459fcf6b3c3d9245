"""A pool of processes that score chunks; each loads the taxonomy once, and ends when its parent does."""

import multiprocessing
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from matchers.matching import Matcher
from service.batches.columns import InputRow, Output, failed
from service.batches.scoring import RowScorer, ScoringOptions, load_matcher
from service.batches.spool import chunk_rows, open_spool

_KILLER: Final = "internal: Scoring this row ended the worker process."
# In worker processes only: what takes long to make. A process of its own holds nothing else.
_matchers: dict[str | None, Matcher] = {}
_scorers: dict[tuple[ScoringOptions, str], RowScorer] = {}
_MOST_SCORERS: Final = 4


class PoolClosed(Exception):  # noqa: N818
    """The pool takes no more work."""


class ScoringPool:
    """Scores chunks of a spool in ``workers`` processes. Safe to use from threads; a context manager.

    A process that dies is replaced, and its chunk is scored again in halves until the row is found that kills it.
    """

    def __init__(self, workers: int) -> None:
        """Start nothing yet: processes come with the first chunk."""
        self.workers = workers
        self._lock = threading.Lock()
        self._executor: ProcessPoolExecutor | None = None
        self._leash: Connection | None = None  # the processes end when this end of the pipe is closed
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
            if self._leash is not None:
                self._leash.close()
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)

    def score(self, folder: Path, chunk: int, options: ScoringOptions) -> list[Output]:
        """The output rows of one chunk."""
        spooled = folder / f"chunk-{chunk:06d}.parquet"
        return self._score(spooled, options, 0, None)

    def warm(self, taxonomy: str | None) -> None:
        """Start the processes and let them load the taxonomy while the caller does something else."""
        executor = self._started()
        for _ in range(self.workers):
            executor.submit(_matcher, taxonomy, warming=True)

    def _score(
        self, path: Path, options: ScoringOptions, first: int, last: int | None, *, again: bool = True
    ) -> list[Output]:
        executor = self._started()
        try:
            return executor.submit(_score_chunk, str(path), options, first, last).result()
        except BrokenProcessPool:
            self._discard(executor)
        if again:  # perhaps it was another chunk's row, or somebody killed the process
            return self._score(path, options, first, last, again=False)
        rows = chunk_rows(path)[first:last]
        if len(rows) == 1:
            return [failed(rows[0].row, rows[0].external_id, _KILLER, _version(options))]
        middle = first + len(rows) // 2
        return [*self._score(path, options, first, middle), *self._score(path, options, middle, first + len(rows))]

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._closed:
                raise PoolClosed
            if self._executor is None:
                # Not fork: the job engine's threads hold locks. The fork server has the imports done already.
                context = multiprocessing.get_context("forkserver")
                context.set_forkserver_preload(["service.batches.pool"])
                reader, self._leash = context.Pipe(duplex=False)
                self._executor = ProcessPoolExecutor(
                    self.workers, mp_context=context, initializer=_end_with_parent, initargs=(reader,)
                )
            return self._executor

    def _discard(self, executor: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._executor is executor:
                self._executor = None
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
