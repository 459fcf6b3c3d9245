"""``rolefit batch``: a file of candidates in, the same candidates scored out. A rerun goes on where it stopped."""

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa
from sqlalchemy.exc import DBAPIError

from matchers.matching import ENGINE_VERSION
from matchers.weights import AS_OF, config_version
from service import matching, taxonomies
from service.batches import ledger, outputs
from service.batches.columns import Value
from service.batches.intake import ColumnOptions, files_below, open_intake
from service.batches.ledger import Batch
from service.batches.pool import ScoringPool, Work, worker_count
from service.batches.progress import Progress, tell
from service.batches.results import Shown, Tally, shown_rows
from service.batches.scoring import ScoringOptions
from service.batches.spool import Spool, open_spool, write_spool
from service.batches.whole_files import write_whole
from service.clock import now
from service.errors import UserError
from service.exits import STOPPED
from service.reading import Reader

ALL_READ: Final = 0
SOME_NOT_READ: Final = 3
_BATCH: Final = "run"
_LOOK_SECONDS: Final = 0.1
_LONGEST_NAME: Final = 255 - len("..rolefit.lock")  # systems allow 255 bytes, and files beside the output have its name
_CHANGED: Final = "The input or the options have changed since the run that was interrupted; starting over."
_REPLACED: Final = "A resume file has changed since the run that was interrupted; starting over."
_DAMAGED: Final = "What the interrupted run left behind is damaged; starting over."


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
        try:
            return _run(request, work)
        except _Damaged:
            Progress(quiet=request.quiet).say(_DAMAGED)
            return _run(replace(request, fresh=True), work)
    except KeyboardInterrupt:
        tell("Stopped. Run the same command again to go on.")
        return STOPPED


class _Damaged(UserError):  # noqa: N818
    """What an interrupted run left behind can't be read."""


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
            rows = _every(shown_rows(read, shown, tally, advance), spool.total)
            outputs.write(request.out, shown.columns, rows)
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


# -- the state of an interrupted run ----------------------------------------------------------------------------


@contextmanager
def _state_folder(out: Path) -> Iterator[Path]:
    """The folder beside the output that holds an unfinished run; one process at a time may have it."""
    state = out.resolve().with_name(f".{out.name}.rolefit")
    lock = out.resolve().with_name(f".{out.name}.rolefit.lock")
    with _opened(lock) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise UserError("in-use", f"Another run is writing {out} just now.") from error
        try:
            yield state
        except (DBAPIError, sqlite3.Error, OSError, pa.ArrowException) as error:
            raise _damaged(out) if _tells_of_damage(error) else _no_room(out, error) from error
        finally:
            lock.unlink(missing_ok=True)


def _opened(lock: Path) -> IO[str]:
    try:
        return lock.open("w")
    except OSError as error:
        raise UserError("cannot-write", f"{lock} can't be written: {error.strerror}.") from error


def _tells_of_damage(error: BaseException) -> bool:
    """Whether a file of an interrupted run was there, but not whole."""
    origin = getattr(error, "orig", error)
    if isinstance(origin, sqlite3.Error):
        return (getattr(origin, "sqlite_errorcode", None) or 0) & 0xFF in {
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
        }
    # Arrow's own words for a file that it can't make sense of; what the system says has a number.
    return isinstance(origin, pa.ArrowException) or (isinstance(origin, OSError) and origin.errno is None)


def _damaged(out: Path) -> _Damaged:
    return _Damaged("interrupted", f"What is kept beside {out} is damaged, twice; the disk may be, too.")


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
    wanted = fingerprint(request, options, version)
    if mark.exists() and not request.fresh:
        known, files = _noted_in(mark)
        spool = open_spool(state / "spool")
        if known not in (None, wanted):
            progress.say(_CHANGED)
        elif known is None or spool is None or not spool.is_intact:
            progress.say(_DAMAGED)
        elif files != _files_of(spool):
            progress.say(_REPLACED)
        else:
            return spool
    intake = open_intake(request.source, request.columns, as_of=request.as_of, without=_written(request))
    shutil.rmtree(state, ignore_errors=True)
    with progress.reading() as advance:
        spool = write_spool(intake, state / "spool", advance)
    if not spool.total:
        shutil.rmtree(state, ignore_errors=True)
        raise UserError("empty-file", f"{request.source} holds a header but no rows.")
    write_whole(mark, json.dumps({"request": wanted, "files": _files_of(spool)}))
    return spool


def _noted_in(mark: Path) -> tuple[str | None, str | None]:
    """Whose run was interrupted, and how its resume files stood; nothing where the file is damaged."""
    try:
        noted = json.loads(mark.read_text(encoding="utf-8"))
        return str(noted["request"]), noted.get("files")
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, None


def _files_of(spool: Spool) -> str:
    """The same as long as no file that a row names is replaced, comes or goes."""
    known = hashlib.sha256()
    for file in spool.files():
        known.update(json.dumps(_standing(file)).encode())
    return known.hexdigest()


def fingerprint(request: Request, options: ScoringOptions, version: str) -> str:
    """The same for the same input, options and versions: what an interrupted run may go on with."""
    path = request.source.resolve()
    files = [*files_below(path, _written(request))] if path.is_dir() else [path]
    stats = [_standing(file) for file in files]
    what = [stats, asdict(request.columns), asdict(options), version, ENGINE_VERSION, config_version(), request.engine]
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def _standing(file: Path) -> tuple[str, int, int]:
    """What changes with a file's content; nothing of one that can't be looked at."""
    with suppress(OSError):
        found = file.stat()
        return str(file), found.st_size, found.st_mtime_ns
    return str(file), 0, 0


def _written(request: Request) -> list[Path]:
    """What the run writes: none of it is a candidate, be it in the folder of resumes."""
    return [path for path in (request.out, request.summary) if path is not None]


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
        if len(os.fsencode(path.name)) > _LONGEST_NAME:
            raise UserError("cannot-write", f"{path} can't be written: its name is too long.")
    _check_nothing_is_replaced(request)


def _check_nothing_is_replaced(request: Request) -> None:
    """Neither the output nor the summary may take the place of a file that the run reads, or of the other."""
    given = {"the input": request.source, "the job description": request.job, "the taxonomy": request.taxonomy}
    for name, path in (("output", request.out), ("summary", request.summary)):
        for what, other in given.items():
            if path is not None and other is not None and _are_one(path, other):
                raise UserError("same-file", f"The {name} would replace {what}; give it another name.")
    if request.summary is not None and _are_one(request.summary, request.out):
        raise UserError("same-file", "The summary would replace the output; give it another name.")


def _are_one(one: Path, other: Path) -> bool:
    """Whether two paths are one file, whatever links lead there."""
    return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))


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
