"""Batches in the service: made from an upload, run by the job engine of this process, looked up by tenant."""

import hashlib
import logging
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any, Final

from sqlalchemy import Engine

from service.batches import ledger
from service.batches.command import worker_count
from service.batches.durable import Runtime, now
from service.batches.intake import ColumnOptions, open_intake
from service.batches.ledger import Batch
from service.batches.scoring import ScoringOptions
from service.batches.spool import write_spool
from service.errors import UserError

_log = logging.getLogger(__name__)
_DAY: Final = 86_400_000
# What may come over HTTP: tables of texts. Folders, archives and paths of files are for the command line.
_ENDINGS: Final = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx"})
_BY_TYPE: Final = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}


@dataclass(frozen=True)
class Order:
    """What a tenant asks for. ``taxonomy`` is the text of a taxonomy file where it isn't the shipped one."""

    tenant: int
    options: ScoringOptions
    columns: ColumnOptions
    taxonomy_version: str
    taxonomy: str | None = None
    key: str | None = None


class Host:
    """The batches of one service process. The job engine starts with the first batch, or with one left unfinished."""

    def __init__(
        self,
        database_url: str,
        engine: Engine,
        folder: Path,
        *,
        workers: int = 0,
        days: int = 30,
        on_finished: Callable[[str], None] | None = None,
    ) -> None:
        """Keep spools below ``folder``; forget batches ``days`` after their end."""
        self._url, self.engine, self._folder, self._workers, self._days = database_url, engine, folder, workers, days
        self._on_finished = on_finished
        self._lock = threading.Lock()
        self._runtime: Runtime | None = None

    def open(self) -> None:
        """Go on with what was left unfinished, and forget what is too old."""
        with self.engine.connect() as connection:
            unfinished = ledger.running(connection)
        self.forget_old()
        if unfinished:
            runtime = self.runtime()
            for batch in unfinished:
                runtime.submit(batch.id)

    def close(self) -> None:
        """Stop the engine; work under way goes on at the next start."""
        with self._lock:
            runtime, self._runtime = self._runtime, None
        if runtime is not None:
            runtime.stop()

    def runtime(self) -> Runtime:
        """The job engine, started."""
        with self._lock:
            if self._runtime is None:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                runtime = Runtime(
                    self._url, self._folder, workers=worker_count(self._workers), on_finished=self._finished
                )
                runtime.start()
                self._runtime = runtime
            return self._runtime

    def create(self, order: Order, data: bytes, name: str | None, media_type: str | None) -> Batch:
        """Take an upload in and run it; the same key gives the same batch. Raises UserError for an unusable file."""
        batch_id = new_id(order)
        known = self.find(batch_id, order.tenant)
        if known is not None:
            return known
        runtime = self.runtime()
        spool = self._folder / batch_id
        with TemporaryDirectory(dir=self._folder) as temporary:
            upload = Path(temporary) / f"upload{_ending(name, media_type)}"
            upload.write_bytes(data)
            try:
                written = write_spool(
                    open_intake(upload, order.columns, as_of=order.options.as_of, paths_allowed=False), spool
                )
            except UserError as error:
                shutil.rmtree(spool, ignore_errors=True)
                raise UserError(error.problem.code, error.problem.message.replace(str(upload), "The file")) from error
        if not written.total:
            shutil.rmtree(spool, ignore_errors=True)
            raise UserError("empty-file", "The file holds a header but no rows.")
        options = order.options
        if order.taxonomy is not None:
            (spool / "taxonomy.json").write_text(order.taxonomy, encoding="utf-8")
            options = replace(options, taxonomy=str(spool / "taxonomy.json"))
        options = replace(options, version=order.taxonomy_version)
        batch = Batch(
            batch_id, order.tenant, "queued", written.total, 0, 0, 0, len(written.rows), batch_id, options,
            written.remarks, None, order.taxonomy_version, now(), None, None,
        )  # fmt: skip
        with runtime.engine.begin() as connection:
            ledger.add(connection, batch)
        runtime.submit(batch_id)
        return self.find(batch_id, order.tenant) or batch

    def find(self, batch_id: str, tenant: int) -> Batch | None:
        """A tenant's batch."""
        with self.engine.connect() as connection:
            return ledger.find(connection, batch_id, tenant)

    def cancel(self, batch: Batch) -> None:
        """Stop it."""
        self.runtime().cancel(batch.id)
        shutil.rmtree(self._folder / batch.spool, ignore_errors=True)

    def erase(self, batch: Batch) -> None:
        """Stop it and remove it with everything that it left."""
        if not batch.is_finished:
            self.cancel(batch)
        with ledger.writing(self.engine) as connection:
            ledger.erase(connection, batch.id)
        shutil.rmtree(self._folder / batch.spool, ignore_errors=True)

    def forget_old(self, moment: int | None = None) -> int:
        """Remove batches whose time is over, now or at a moment; returns how many."""
        with self.engine.connect() as connection:
            old = ledger.finished_before(connection, (moment or now()) - self._days * _DAY)
        for batch in old:
            self.erase(batch)
        return len(old)

    @contextmanager
    def results(self) -> Iterator[Any]:
        """A connection to read results with."""
        with self.engine.connect() as connection:
            yield connection

    def _finished(self, batch_id: str) -> None:
        """The texts have done their work: nothing of them is kept."""
        shutil.rmtree(self._folder / batch_id, ignore_errors=True)
        if self._on_finished is not None:
            self._on_finished(batch_id)


def new_id(order: Order) -> str:
    """A random id; with an idempotency key one made of it, so that the same request is the same workflow."""
    if order.key is None:
        return f"bat_{secrets.token_hex(13)}"
    return f"bat_{hashlib.sha256(f'{order.tenant}/{order.key}'.encode()).hexdigest()[:26]}"


def _ending(name: str | None, media_type: str | None) -> str:
    """Only the ending of an upload's name is used, and only one that is known."""
    ending = PurePosixPath((name or "").replace("\\", "/")).suffix.lower()
    if ending in _ENDINGS:
        return ending
    return _BY_TYPE.get((media_type or "").split(";")[0].strip().lower(), ".csv")
