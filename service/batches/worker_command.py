"""``rolefit worker``: a process that only scores batches, on this machine or another one."""

import logging
import shutil
import signal
import threading
from pathlib import Path
from typing import Final

from service.api import logs
from service.batches.command import worker_count
from service.batches.durable import Runtime
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
    """Score until a signal comes. Raises UserError where the shared folder isn't there."""
    spools = folder or spool_folder(settings)
    if not spools.is_dir():
        raise UserError(
            "no-folder", f"There is no folder {spools}; a worker must see the one that the service puts uploads in."
        )
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
        _LOG.info("Worker %s scores with %d processes.", runtime.worker_id, count)
        stop.wait()
