"""What a run of the command line leaves behind when it is interrupted, and whether the next one may go on with it."""

import fcntl
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Final

import pyarrow as pa
from sqlalchemy.exc import DBAPIError

from matchers.matching import ENGINE_VERSION
from matchers.weights import config_version
from service.batches.intake import files_below, open_intake
from service.batches.progress import Progress
from service.batches.request import Request
from service.batches.scoring import ScoringOptions
from service.batches.spool import Spool, open_spool, write_spool
from service.batches.whole_files import write_whole
from service.errors import UserError

_CHANGED: Final = "The input or the options have changed since the run that was interrupted; starting over."
_REPLACED: Final = "A resume file has changed since the run that was interrupted; starting over."
DAMAGED: Final = "What the interrupted run left behind is damaged; starting over."


class Damaged(UserError):  # noqa: N818
    """What an interrupted run left behind can't be read."""


@contextmanager
def state_folder(out: Path) -> Iterator[Path]:
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


def _damaged(out: Path) -> Damaged:
    return Damaged("interrupted", f"What is kept beside {out} is damaged, twice; the disk may be, too.")


def _no_room(out: Path, error: BaseException) -> UserError:
    origin = getattr(error, "orig", error)
    reason = getattr(origin, "strerror", None) or str(origin).splitlines()[0]
    return UserError(
        "interrupted",
        f"The run stopped: {reason}. What is done is kept beside {out}; run the same command again to go on.",
    )


def spooled(request: Request, options: ScoringOptions, version: str, state: Path, progress: Progress) -> Spool:
    """The spool of this very run if one was left behind, else a new one."""
    mark = state / "request.json"
    wanted = fingerprint(request, options, version)
    if mark.exists() and not request.fresh:
        known, files = _noted_in(mark)
        spool = open_spool(state / "spool")
        if known not in (None, wanted):
            progress.say(_CHANGED)
        elif known is None or spool is None or not spool.is_intact:
            progress.say(DAMAGED)
        elif files != _files_of(spool):
            progress.say(_REPLACED)
        else:
            return spool
    intake = open_intake(request.source, request.columns, as_of=request.as_of, without=request.written)
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
    files = [*files_below(path, request.written)] if path.is_dir() else [path]
    stats = [_standing(file) for file in files]
    what = [stats, asdict(request.columns), asdict(options), version, ENGINE_VERSION, config_version(), request.engine]
    return hashlib.sha256(json.dumps(what, sort_keys=True).encode()).hexdigest()


def _standing(file: Path) -> tuple[str, int, int]:
    """What changes with a file's content; nothing of one that can't be looked at."""
    with suppress(OSError):
        found = file.stat()
        return str(file), found.st_size, found.st_mtime_ns
    return str(file), 0, 0
