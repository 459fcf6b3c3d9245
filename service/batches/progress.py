"""Progress on standard error: a bar with rows a second and time left on a terminal, a line now and then elsewhere."""

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import IO, Final, Self, cast

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import (
    Progress as RichProgress,
)
from rich.text import Text

_LINE_SECONDS: Final = 10.0


class _Listener(io.TextIOBase):
    """Standard error, which may be closed or go away as a terminal does: then nobody is told, and the work goes on."""

    def __init__(self) -> None:
        # Kept: a bar puts itself in its place.
        self._stream = sys.stderr

    def isatty(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        if self._stream is None:
            raise io.UnsupportedOperation
        return self._stream.fileno()

    def write(self, text: str) -> int:
        if self._stream is not None:
            try:
                self._stream.write(text)
            except (OSError, ValueError):
                self._gone()
        return len(text)

    def flush(self) -> None:
        if self._stream is not None:
            try:
                self._stream.flush()
            except (OSError, ValueError):
                self._gone()

    def _gone(self) -> None:
        """What is still to be written goes nowhere, also what Python would write at the end."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)


def tell(sentence: str) -> None:
    """A line on standard error, where somebody listens."""
    listener = _Listener()
    listener.write(f"{sentence}\n")
    listener.flush()


class Progress:
    """Tells how far a run has come. A context manager."""

    def __init__(self, *, quiet: bool = False) -> None:
        """``quiet`` says nothing at all."""
        self._quiet = quiet
        self._listener = _Listener()
        self._console = Console(file=cast("IO[str]", self._listener), highlight=False, soft_wrap=True, quiet=quiet)
        self._live: RichProgress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take the bar away."""
        if self._live is not None:
            self._live.stop()
            self._live = None

    def say(self, sentence: str) -> None:
        """A sentence for the person at the terminal."""
        self._console.print(sentence, markup=False)

    @contextmanager
    def reading(self) -> Iterator[Callable[[int], None]]:
        """Counting the rows of an input whose length is not known."""
        with self._bar("Reading", None, 0) as advance:
            yield advance

    @contextmanager
    def scoring(self, total: int, done: int) -> Iterator[Callable[[int], None]]:
        """Scoring ``total`` rows of which ``done`` were done before."""
        with self._bar("Scoring", total, done) as advance:
            yield advance

    @contextmanager
    def writing(self, total: int) -> Iterator[Callable[[int], None]]:
        """Writing the output of ``total`` rows."""
        with self._bar("Writing", total, 0) as advance:
            yield advance

    @contextmanager
    def _bar(self, name: str, total: int | None, done: int) -> Iterator[Callable[[int], None]]:
        if self._quiet:
            yield lambda _: None
            return
        if not self._listener.isatty():
            yield _lines(name, total, done)
            return
        columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeElapsedColumn()]
        with RichProgress(
            *columns, TextColumn("left"), TimeRemainingColumn(), console=self._console, transient=True
        ) as live:
            task = live.add_task(name, total=total, completed=done)
            yield lambda count: live.advance(task, count)


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f} rows/s" if speed else "– rows/s")


def _lines(name: str, total: int | None, done: int) -> Callable[[int], None]:
    """For logs: a line every ten seconds."""
    start = last = time.monotonic()
    count = done

    def advance(rows: int) -> None:
        nonlocal last, count
        count += rows
        moment = time.monotonic()
        if moment - last < _LINE_SECONDS:
            return
        last = moment
        speed = (count - done) / (moment - start)
        left = f", {(total - count) / speed:,.0f} s left" if total and speed else ""
        of = f" of {total:,}" if total else ""
        pace = f", {speed:,.0f} rows/s{left}" if speed else ""
        tell(f"{name}: {count:,}{of} rows{pace}")

    return advance
