"""``rolefit batch``: a file of candidates in, the same candidates scored out. A rerun goes on where it stopped."""

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from sqlalchemy.exc import DBAPIError

from matchers.matching import ENGINE_VERSION
from matchers.weights import AS_OF, config_version
from service import matching, taxonomies
from service.batches import ledger, outputs
from service.batches.intake import ColumnOptions, open_intake
from service.batches.ledger import Batch
from service.batches.pool import ScoringPool, Work
from service.batches.progress import Progress
from service.batches.results import Shown, Tally, shown_rows
from service.batches.scoring import ScoringOptions
from service.batches.spool import Spool, open_spool, write_spool
from service.clock import now
from service.errors import UserError
from service.reading import Reader

ALL_READ: Final = 0
SOME_NOT_READ: Final = 3
STOPPED: Final = 130
_BATCH: Final = "run"
_LOOK_SECONDS: Final = 0.1


@dataclass(frozen=True)
class Request:
    """What the command line asks for."""

    source: Path
    out: Path
    columns: ColumnOptions = field(default_factory=ColumnOptions)
    roles: tuple[str, ...] = ()
    job: Path | None = None
    taxonomy: Path | None = None
    workers: int = 0
    engine: str | None = None
    fresh: bool = False
    summary: Path | None = None
    as_of: int = AS_OF
    quiet: bool = False


def run(request: Request, work: Work | None = None) -> int:
    """Do the whole of it and return the exit code. Raises UserError where the file is unusable.

    ``work`` is what a process does with a chunk instead of scoring it, for measuring everything else.
    """
    try:
        return _run(request, work)
    except KeyboardInterrupt:
        print("Stopped. Run the same command again to go on.", file=sys.stderr)  # noqa: T201
        return STOPPED


def _run(request: Request, work: Work | None) -> int:
    started = time.monotonic()
    outputs.ending_of(request.out)
    _check_folders(request)
    with (
        _state_folder(request.out) as state,
        Progress(quiet=request.quiet) as progress,
        ScoringPool(worker_count(request.workers), work) as pool,
    ):
        if request.engine is None:
            pool.warm(str(request.taxonomy.resolve()) if request.taxonomy else None)
        options = scoring_options(request)
        version = taxonomies.load(request.taxonomy).version
        options = replace(options, version=version)
        spool = _spooled(request, options, version, state, progress)
        for remark in spool.remarks:
            progress.say(remark)
        shown = _shown(options, progress)
        tally = Tally()
        with (
            _scored(request, options, version, state, spool, progress, pool) as read,
            progress.writing(spool.total) as advance,
        ):
            outputs.write(request.out, shown.columns, shown_rows(read, shown, tally, advance))
        if request.summary is not None:
            _write_summary(request, tally, shown, spool, version, time.monotonic() - started)
        progress.close()
        _report(request, tally, time.monotonic() - started)
    shutil.rmtree(state, ignore_errors=True)
    return SOME_NOT_READ if tally.statuses["failed"] else ALL_READ


def scoring_options(request: Request) -> ScoringOptions:
    """What decides the scores, checked."""
    roles: tuple[str, ...] = ()
    if request.roles:
        roles = tuple(matching.roles_checked(taxonomies.matcher(request.taxonomy), request.roles) or ())
    job_text = None
    if request.job is not None:
        with Reader() as reader:
            job_text = reader.read(matching.read_bytes(request.job), name=request.job.name).text
    taxonomy = str(request.taxonomy.resolve()) if request.taxonomy else None
    return ScoringOptions(taxonomy, roles, job_text, request.job.stem if request.job else "job", request.as_of)


def _shown(options: ScoringOptions, progress: Progress) -> Shown:
    """The columns of the output; a job that nobody can be ranked for is said, and the best roles rank instead."""
    if options.job_text is None:
        return Shown(with_job=False, with_rank=bool(options.roles))
    assessable = taxonomies.job_of(options.job_text, options.job_name).role.assessable
    if not assessable:
        progress.say("The job description names no requirements, so nobody has a score for it.")
    return Shown(with_job=True, with_rank=True, job_is_assessable=assessable)


def worker_count(asked: int) -> int:
    """As many processes as asked for; one for each processor that this process may use without a word."""
    return asked or max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


# -- the state of an interrupted run ----------------------------------------------------------------------------


@contextmanager
def _state_folder(out: Path) -> Iterator[Path]:
    """The folder beside the output that holds an unfinished run; one process at a time may have it."""
    state = out.resolve().with_name(f".{out.name}.rolefit")
    lock = out.resolve().with_name(f".{out.name}.rolefit.lock")
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UserError("in-use", f"Another run is writing {out} just now.") from error
        try:
            yield state
        except (DBAPIError, sqlite3.Error, OSError) as error:
            raise _no_room(out, error) from error
        finally:
            lock.unlink(missing_ok=True)


def _no_room(out: Path, error: BaseException) -> UserError:
    origin = getattr(error, "orig", error)
    reason = getattr(origin, "strerror", None) or str(origin).splitlines()[0]
    return UserError(
        "interrupted",
        f"The run stopped: {reason}. What is done is kept beside {out}; run the same command again to go on.",
    )


def _spooled(request: Request, options: ScoringOptions, version: str, state: Path, progress: Progress) -> Spool:
    """The spool of this very run if one was left behind, else a new one."""
    mark = state / "request.json"
    wanted = {"request": fingerprint(request, options, version)}
    known = json.loads(mark.read_text(encoding="utf-8")) if mark.exists() else None
    if request.fresh or known != wanted:
        if known is not None and not request.fresh:
            progress.say("The input or the options have changed since the run that was interrupted; starting over.")
        shutil.rmtree(state, ignore_errors=True)
    spool = open_spool(state / "spool")
    if spool is not None:
        return spool
    intake = open_intake(request.source, request.columns, as_of=request.as_of)
    shutil.rmtree(state, ignore_errors=True)
    with progress.reading() as advance:
        spool = write_spool(intake, state / "spool", advance)
    if not spool.total:
        shutil.rmtree(state, ignore_errors=True)
        raise UserError("empty-file", f"{request.source} holds a header but no rows.")
    mark.write_text(json.dumps(wanted), encoding="utf-8")
    return spool


def fingerprint(request: Request, options: ScoringOptions, version: str) -> str:
    """The same for the same input, options and versions: what an interrupted run may go on with."""
    path = request.source.resolve()
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    stats = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in files if file.is_file()]
    what = [stats, asdict(request.columns), asdict(options), version, ENGINE_VERSION, config_version(), request.engine]
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def _check_folders(request: Request) -> None:
    if not request.source.exists():
        raise UserError("file-not-found", f"There is no file {request.source}.")
    for path in filter(None, (request.out, request.summary)):
        if not path.resolve().parent.is_dir():
            raise UserError("cannot-write", f"{path} can't be written: its folder does not exist.")
        if path.is_dir():
            raise UserError("cannot-write", f"{path} can't be written: it is a folder.")
        if not os.access(path.resolve().parent, os.W_OK):
            raise UserError("cannot-write", f"{path} can't be written: its folder is read-only.")
    if request.out.resolve() == request.source.resolve():
        raise UserError("same-file", "The output would replace the input; give it another name.")


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
    if not found.is_finished:
        runtime.repair(found)
    with progress.scoring(found.total, found.done) as advance:
        done = found.done
        while not found.is_finished:
            time.sleep(_LOOK_SECONDS)
            found = runtime.find(batch.id) or found
            advance(found.done - done)
            done = found.done
            if runtime.trouble is not None:
                raise runtime.trouble


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
        temporary.write_text(html, encoding="utf-8")


def _report(request: Request, tally: Tally, seconds: float) -> None:
    total = sum(tally.statuses.values())
    parts = [
        f"{tally.statuses['scored']:,} scored",
        f"{tally.statuses['abstained']:,} not assessable",
        f"{tally.statuses['failed']:,} not read",
    ]
    print(f"{total:,} rows: {', '.join(parts)}, in {seconds:.1f} s → {request.out}", file=sys.stderr)  # noqa: T201
    for code, count in tally.problems.most_common(8):
        print(f"  {count:,} × {code}", file=sys.stderr)  # noqa: T201
    for row, identity, problem in tally.first_failures[:5]:
        print(f"  row {row}{f' ({identity})' if identity else ''}: {problem}", file=sys.stderr)  # noqa: T201
