"""Uploads that nobody takes in any more: what a killed process left in the folder of uploads is removed.

Whoever takes an upload in holds a lock until the ledger knows the batch. The system lets go of a dead process's lock:
one that is free tells at once that nobody works there, and the intake of a live process is never touched. A free lock
of another machine is believed only after an hour: not every network folder passes locks on.
"""

import fcntl
import os
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final, Literal

# What the ledger says of a batch, which decides whether its texts are still needed.
Standing = Literal["unknown", "unfinished", "finished"]
_OURS: Final = re.compile(r"(bat_[0-9a-f]{26})(?:\.lock|\.upload)?")
_ELSEWHERE_SECONDS: Final = 3_600
_UNLOCKED_SECONDS: Final = 86_400


@contextmanager
def taking_in(folder: Path, batch_id: str) -> Iterator[Path]:
    """Hold the lock of an intake; gives a folder for what is read meanwhile, which is gone afterwards."""
    lock, upload = folder / f"{batch_id}.lock", folder / f"{batch_id}.upload"
    with _held(lock) as file:
        file.truncate(0)
        file.write(socket.gethostname())
        file.flush()
        shutil.rmtree(upload, ignore_errors=True)
        upload.mkdir(mode=0o700)
        try:
            yield upload
        finally:
            shutil.rmtree(upload, ignore_errors=True)
            lock.unlink(missing_ok=True)


def sweep(folder: Path, standing: Callable[[str], Standing], forget: Callable[[str], None]) -> int:
    """Remove what is left of intakes that ended half way, and texts of batches that have ended; returns how many.

    ``forget`` drops what the database holds of an intake that never became a batch.
    """
    if not folder.is_dir():
        return 0
    found = {match[1] for path in folder.iterdir() if (match := _OURS.fullmatch(path.name))}
    return sum(_swept(folder, batch_id, standing, forget) for batch_id in sorted(found))


def _swept(folder: Path, batch_id: str, standing: Callable[[str], Standing], forget: Callable[[str], None]) -> bool:
    lock = folder / f"{batch_id}.lock"
    if not lock.exists():
        # A lock is let go of only after the ledger has the batch, so what it says now is final.
        stands = standing(batch_id)
        is_over = stands == "finished" or (stands == "unknown" and _age(folder / batch_id) > _UNLOCKED_SECONDS)
        return is_over and _removed(folder, batch_id)
    file = _held_if_free(lock)
    if file is None:
        return False
    with file:
        if file.read() != socket.gethostname() and _age(lock) < _ELSEWHERE_SECONDS:
            return False
        stands = standing(batch_id)
        if stands == "unknown":
            forget(batch_id)
        if stands != "unfinished":
            _removed(folder, batch_id)
        shutil.rmtree(folder / f"{batch_id}.upload", ignore_errors=True)
        lock.unlink(missing_ok=True)
    return True


def _removed(folder: Path, batch_id: str) -> bool:
    shutil.rmtree(folder / batch_id, ignore_errors=True)
    return True


def _held(path: Path) -> IO[str]:
    """A lock file, once nobody else holds it."""
    while True:
        file = path.open("a+", encoding="utf-8")
        fcntl.flock(file, fcntl.LOCK_EX)
        if _is_there(file, path):
            return file
        file.close()  # whoever held it took the file away


def _held_if_free(path: Path) -> IO[str] | None:
    """A lock file that is there and that nobody holds, or None."""
    with suppress(FileNotFoundError):
        file = path.open(encoding="utf-8")
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_there(file, path):
                return file
        file.close()
    return None


def _is_there(file: IO[str], path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    return False


def _age(path: Path) -> float:
    """Seconds since a file was written, or an entry of a folder was made."""
    with suppress(FileNotFoundError):
        return time.time() - path.stat().st_mtime
    return 0.0
