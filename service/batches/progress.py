"""Progress on standard error: a bar with rows a second and time left on a terminal, a line now and then elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Final, Self

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


class Progress:
    """Tells how far a run has come. A context manager."""

    def __init__(self, *, quiet: bool = False) -> None:
        """``quiet`` says nothing at all."""
        self._quiet = quiet
        self._console = Console(stderr=True, highlight=False, soft_wrap=True, quiet=quiet)
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
        if not sys.stderr.isatty():
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
        print(f"{name}: {count:,}{of} rows{pace}", file=sys.stderr, flush=True)  # noqa: T201

    return advance
