"""``rolefit worker``: a process that only scores batches, on this machine or another one."""

import logging
import shutil
import signal
import threading
from pathlib import Path
from typing import Final

from service.api import logs
from service.batches.pool import worker_count
from service.errors import UserError
from service.settings import Settings
from service.store import open_database

_LOG: Final = logging.getLogger("rolefit.batches")


def spool_folder(settings: Settings) -> Path:
    """Where uploads wait to be scored: a folder that every worker of one database sees."""
    if settings.batch_folder is not None:
        return settings.batch_folder
    file = settings.sqlite_file
    return (file.absolute().parent if file is not None else Path("rolefit-data").absolute()) / "batches"


def run(settings: Settings, workers: int, folder: Path | None = None, heartbeat: float = 5.0) -> None:
    """Score until a signal comes. Raises UserError where the shared folder can't be there."""
    from service.batches.durable import Runtime  # noqa: PLC0415 (the service only asks for the folder)

    spools = _made(folder or spool_folder(settings), is_named=(folder or settings.batch_folder) is not None)
    logs.configure(settings.log_format, settings.log_level)
    open_database(settings.database_url, pool=2).dispose()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    count = worker_count(workers or settings.batch_workers)

    def forget_texts(batch_id: str) -> None:
        shutil.rmtree(spools / batch_id, ignore_errors=True)

    with Runtime(
        settings.database_url, spools, workers=count, heartbeat_seconds=heartbeat, on_finished=forget_texts
    ) as runtime:
        _LOG.info("Worker %s scores with %d processes what is put into %s.", runtime.worker_id, count, spools)
        stop.wait()


def _made(spools: Path, *, is_named: bool) -> Path:
    """The folder of uploads, made where the service has not made it yet.

    Of one that somebody named only the last part is made: what it lies in may be a disk that is not there.
    """
    try:
        spools.mkdir(mode=0o700, parents=not is_named, exist_ok=True)
    except FileNotFoundError as error:
        raise UserError(
            "no-folder",
            f"There is no folder {spools.parent}; a worker must see the one that the service puts uploads in.",
        ) from error
    except OSError as error:
        raise UserError("no-folder", f"The folder {spools} can't be made: {error.strerror}.") from error
    return spools
