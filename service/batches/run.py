"""``rolefit batch``: a file of candidates in, the same candidates scored out. A rerun goes on where it stopped."""

import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from service import taxonomies
from service.batches import ledger, outputs
from service.batches.columns import Value
from service.batches.interrupted import DAMAGED, Damaged, spooled, state_folder
from service.batches.ledger import Batch
from service.batches.pool import ScoringPool, Work, worker_count
from service.batches.progress import Progress, tell
from service.batches.request import Request, check_files, scoring_options
from service.batches.results import Shown, Tally, shown_rows
from service.batches.scoring import ScoringOptions
from service.batches.spool import Spool
from service.clock import now
from service.errors import UserError
from service.exits import STOPPED

ALL_READ: Final = 0
SOME_NOT_READ: Final = 3
_BATCH: Final = "run"
_LOOK_SECONDS: Final = 0.1


def run(request: Request, work: Work | None = None) -> int:
    """Do the whole of it and return the exit code. Raises UserError where the file is unusable.

    ``work`` is what a process does with a chunk instead of scoring it, for measuring everything else.
    """
    try:
        try:
            return _run(request, work)
        except Damaged:
            Progress(quiet=request.quiet).say(DAMAGED)
            return _run(replace(request, fresh=True), work)
    except KeyboardInterrupt:
        tell("Stopped. Run the same command again to go on.")
        return STOPPED


def _run(request: Request, work: Work | None) -> int:
    started = time.monotonic()
    outputs.ending_of(request.out)
    check_files(request)
    with (
        state_folder(request.out) as state,
        Progress(quiet=request.quiet) as progress,
        ScoringPool(worker_count(request.workers), work) as pool,
    ):
        if request.engine is None:
            pool.warm(str(request.taxonomy.resolve()) if request.taxonomy else None)
        options = scoring_options(request)
        version = taxonomies.load(request.taxonomy).version
        options = replace(options, version=version)
        spool = spooled(request, options, version, state, progress)
        for remark in spool.remarks:
            progress.say(remark)
        shown = _shown(options, progress)
        tally = Tally()
        with (
            _scored(request, options, version, state, spool, progress, pool) as read,
            progress.writing(spool.total) as advance,
        ):
            rows = _every(shown_rows(read, shown, tally, advance), spool.total)
            outputs.write(request.out, shown.columns, rows)
        if request.summary is not None:
            _write_summary(request, tally, shown, spool, version, time.monotonic() - started)
        progress.close()
        _report(request, tally, time.monotonic() - started)
    shutil.rmtree(state, ignore_errors=True)
    return SOME_NOT_READ if tally.statuses["failed"] else ALL_READ


def _shown(options: ScoringOptions, progress: Progress) -> Shown:
    """The columns of the output; a job that nobody can be ranked for is said, and the best roles rank instead."""
    if options.job_text is None:
        return Shown(with_job=False, with_rank=bool(options.roles))
    assessable = taxonomies.job_of(options.job_text, options.job_name).role.assessable
    if not assessable:
        progress.say("The job description names no requirements, so nobody has a score for it.")
    return Shown(with_job=True, with_rank=True, job_is_assessable=assessable)


# -- engines ----------------------------------------------------------------------------------------------------

Read = Callable[[Sequence[str]], Iterator[tuple[Any, ...]]]


@contextmanager
def _scored(
    request: Request,
    options: ScoringOptions,
    version: str,
    state: Path,
    spool: Spool,
    progress: Progress,
    pool: ScoringPool,
) -> Iterator[Read]:
    """Score the spool with the engine asked for, and give a way to read the results in order."""
    engine = request.engine or "local"
    cluster = _cluster_engine(engine)
    if cluster is not None:
        parts = cluster.run(
            spool, options, state / "parts", address=engine, workers=request.workers, version=version, progress=progress
        )
        yield parts.read
        return
    if engine != "local":
        raise UserError(
            "unknown-engine",
            f"There is no engine {engine!r}: give ray, ray://HOST:PORT, spark or sc://HOST:PORT, or nothing.",
        )
    from service.batches.durable import Runtime  # noqa: PLC0415 (half a second that other engines needn't wait for)

    url = f"sqlite:///{state / 'results.db'}"
    with Runtime(url, state, workers=pool.workers, worker_id="local", own_tables=True, pool=pool) as runtime:
        batch = Batch.queued(_BATCH, 0, spool, options, version=version, at=now())
        with runtime.engine.begin() as connection:
            ledger.add(connection, batch)
        runtime.submit(_BATCH)
        _wait(runtime, progress, batch)
        with runtime.engine.connect() as connection:
            yield lambda columns: ledger.results(connection, _BATCH, columns)


def _cluster_engine(engine: str) -> Any:  # noqa: ANN401 (one of two modules with the same ``run``)
    if engine == "ray" or engine.startswith("ray://"):
        from service.batches import ray_engine  # noqa: PLC0415 (an optional extra)

        return ray_engine
    if engine == "spark" or engine.startswith("sc://"):
        from service.batches import spark_engine  # noqa: PLC0415 (an optional extra)

        return spark_engine
    return None


def _wait(runtime: Any, progress: Progress, batch: Batch) -> None:  # noqa: ANN401
    """Follow the batch to its end. Raises what kept it from getting there."""
    found = runtime.find(batch.id) or batch
    if found.done:
        progress.say(f"Going on after {found.done:,} of {found.total:,} rows.")
    if found.state != "completed":
        runtime.go_on(found)
        found = runtime.find(batch.id) or found
    with progress.scoring(found.total, found.done) as advance:
        done = found.done
        while not found.is_finished:
            time.sleep(_LOOK_SECONDS)
            found = runtime.find(batch.id) or found
            advance(found.done - done)
            done = found.done
            if runtime.trouble is not None:
                raise runtime.trouble
    if found.state != "completed":
        raise _incomplete(found.done, found.total)


def _every(rows: Iterator[Sequence[Value]], total: int) -> Iterator[Sequence[Value]]:
    """The rows, proven to be all of them. Raises UserError behind the last one, before the output has its name."""
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 (counted)
        yield row
    if count != total:
        raise _incomplete(count, total)


def _incomplete(done: int, total: int) -> UserError:
    return UserError(
        "incomplete",
        f"Only {done:,} of {total:,} rows could be scored, so no output was written. "
        "What is done is kept; run the same command again to try the rest.",
    )


# -- the end ----------------------------------------------------------------------------------------------------


def _write_summary(request: Request, tally: Tally, shown: Shown, spool: Spool, version: str, seconds: float) -> None:
    from service.batches.summary import Facts, page  # noqa: PLC0415

    if request.summary is None:
        return
    facts = Facts(
        request.source.name,
        request.out.name,
        spool.remarks,
        version,
        seconds,
        request.job.stem if request.job else None,
    )
    html = page(tally, shown, facts)
    with outputs.whole_file(request.summary) as temporary:
        temporary.write_text(html, encoding="utf-8", errors="replace")  # a file's name may be no UTF-8


def _report(request: Request, tally: Tally, seconds: float) -> None:
    total = sum(tally.statuses.values())
    parts = [
        f"{tally.statuses['scored']:,} scored",
        f"{tally.statuses['abstained']:,} not assessable",
        f"{tally.statuses['failed']:,} not read",
    ]
    tell(f"{total:,} rows: {', '.join(parts)}, in {seconds:.1f} s → {request.out}")
    for code, count in tally.problems.most_common(8):
        tell(f"  {count:,} × {code}")
    for row, identity, problem in tally.first_failures[:5]:
        tell(f"  row {row}{f' ({identity})' if identity else ''}: {problem}")
