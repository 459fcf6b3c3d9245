"""Batches in the service: made from an upload, run by the job engine of this process, looked up by tenant."""

import hashlib
import logging
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from service.batches import ledger, people
from service.batches.columns import InputRow
from service.batches.intake import API, PAGE, ColumnOptions, Intake, Words, open_intake
from service.batches.intake.records import one_line
from service.batches.ledger import Batch
from service.batches.leftovers import Standing, sweep, taking_in
from service.batches.pool import worker_count
from service.batches.scoring import ScoringOptions
from service.batches.spool import Spool, write_spool
from service.clock import DAY, now
from service.errors import UserError
from service.store import Storage

if TYPE_CHECKING:
    from service.batches.durable import Runtime

_log = logging.getLogger(__name__)
# What may come over HTTP besides archives of resumes: tables of texts. Paths of files are for the command line.
_ENDINGS: Final = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xlsx"})
_ENDING: Final = re.compile(r"\.[a-z]{1,8}")
_FILES: Final = "files"  # in a spool: what its rows are read from
_BY_TYPE: Final = {
    "text/csv": ".csv",
    "text/tab-separated-values": ".tsv",
    "application/x-ndjson": ".jsonl",
    "application/jsonl": ".jsonl",
}


@dataclass(frozen=True)
class Submission:
    """What a tenant asks for. ``taxonomy`` is the text of a taxonomy file where it isn't the shipped one."""

    tenant: int
    options: ScoringOptions
    columns: ColumnOptions
    taxonomy_version: str
    taxonomy: str | None = None
    key: str | None = None
    most: int | None = None  # candidates at most


# What is told of a spool before anything of it is scored: the batch's id, and where its texts are for now.
Keep = Callable[[str, Spool], None]


class Host:
    """The batches of one service process. The job engine starts with the first batch, or with one left unfinished."""

    def __init__(
        self,
        database_url: str,
        storage: Storage,
        folder: Path,
        *,
        workers: int = 0,
        days: int = 30,
        on_finished: Callable[[str], None] | None = None,
    ) -> None:
        """Keep spools below ``folder``; forget batches ``days`` after their end."""
        self._url, self._storage, self.engine = database_url, storage, storage.database.engine
        self._folder, self._workers, self._days = folder, workers, days
        self._on_finished = on_finished
        self._lock = threading.Lock()
        self._runtime: Runtime | None = None
        self._taken_out: dict[str, frozenset[str]] = {}

    def open(self) -> None:
        """Go on with what was left unfinished, and forget what is too old."""
        with suppress(OSError):  # whoever brings a batch is told
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
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

    def runtime(self) -> "Runtime":
        """The job engine, started."""
        from service.batches.durable import Runtime  # noqa: PLC0415 (two hundred modules, for those who send a list)

        with self._lock:
            if self._runtime is None:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                runtime = Runtime(
                    self._url, self._folder, workers=worker_count(self._workers), on_finished=self._finished
                )
                runtime.start()
                self._runtime = runtime
            return self._runtime

    def warm(self) -> None:
        """Start what scores, so that somebody who is about to send a list needn't wait for it."""
        runtime = self.runtime()
        if runtime.workers:
            runtime.pool.warm(None)

    def create(self, submission: Submission, data: bytes, name: str | None, media_type: str | None) -> Batch:
        """Take an upload in and run it; the same key gives the same batch. Raises UserError for an unusable file."""
        batch_id = self._name_for(submission)
        known = self.find(batch_id, submission.tenant)
        if known is not None:
            return known

        def intake(folder: Path) -> Intake:
            return self._listed(submission, batch_id, folder / f"upload{_ending(name, media_type)}", data, API)

        return self._run(submission, batch_id, intake, None)

    def create_of_files(
        self, submission: Submission, files: Sequence[tuple[str, bytes]], keep: Keep | None = None
    ) -> Batch:
        """The same from what somebody chose: one table or archive, or resumes, a candidate for each.

        ``keep`` is called before anything is scored. Raises UserError.
        """
        batch_id = new_id(submission)

        def intake(folder: Path) -> Intake:
            if len(files) == 1 and (ending := _listing(*files[0])):
                return self._listed(submission, batch_id, folder / f"upload{ending}", files[0][1], PAGE)
            return Intake(iter(_one_for_each(files, folder, self._files_of(batch_id))), [], files=True)

        return self._run(submission, batch_id, intake, keep)

    def _name_for(self, submission: Submission) -> str:
        """The id for a submission; that of a batch which was deleted stays with it, since the engine has done it."""
        names = (new_id(submission, number) for number in count())
        return next(
            name
            for name in names
            if submission.key is None or self.find(name, submission.tenant) or not self.runtime().was_submitted(name)
        )

    def _listed(self, submission: Submission, batch_id: str, upload: Path, data: bytes, words: Words) -> Intake:
        """The candidates of a table, or of an archive, whose members are read from where it will lie by then."""
        upload.write_bytes(data)
        found = open_intake(
            upload, submission.columns, as_of=submission.options.as_of, paths_allowed=False, words=words
        )
        path = str(self._files_of(batch_id) / upload.name)
        return replace(found, rows=(replace(row, path=path if row.path else None) for row in found.rows))

    def _files_of(self, batch_id: str) -> Path:
        return self._folder / batch_id / _FILES

    def _run(self, submission: Submission, batch_id: str, intake: Callable[[Path], Intake], keep: Keep | None) -> Batch:
        """Write the spool and hand it to the engine; ``intake`` puts what it reads into the folder it is given."""
        runtime = self.runtime()
        spool = self._folder / batch_id
        with taking_in(self._folder, batch_id) as folder:
            known = self.find(batch_id, submission.tenant)  # the same request may have held the lock until now
            if known is not None:
                return known
            try:
                written = _spooled(intake(folder), submission.most, folder, spool)
                if keep is not None:
                    keep(batch_id, written)
                people.note_waiting(self.engine, self._storage.vault, batch_id, written)
                batch = self._entered(submission, batch_id, written)
            except Exception as error:
                shutil.rmtree(spool, ignore_errors=True)
                self._forget(batch_id)
                if isinstance(error, UserError):
                    message = _without_folder(error.problem.message, str(folder))
                    raise UserError(error.problem.code, message) from error
                raise
        runtime.submit(batch_id)
        return self.find(batch_id, submission.tenant) or batch

    def _entered(self, submission: Submission, batch_id: str, written: Spool) -> Batch:
        """The batch in the ledger: from here on it will be scored, whatever happens to this process."""
        spool, options = self._folder / batch_id, submission.options
        if submission.taxonomy is not None:
            (spool / "taxonomy.json").write_text(submission.taxonomy, encoding="utf-8")
            options = replace(options, taxonomy=str(spool / "taxonomy.json"))
        options = replace(options, version=submission.taxonomy_version)
        batch = Batch.queued(
            batch_id, submission.tenant, written, options, version=submission.taxonomy_version, at=now()
        )
        with ledger.writing(self.engine) as connection:
            ledger.add(connection, batch)
        return batch

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
        self._erase(batch)
        self._storage.scrub()

    def _erase(self, batch: Batch) -> None:
        if not batch.is_finished:
            self.cancel(batch)
        # Texts first: while the ledger has the batch, a sweep finds what is left of it.
        shutil.rmtree(self._folder / batch.spool, ignore_errors=True)
        with self._storage.writing(batch.tenant) as store:
            ledger.erase(store.session.connection(), batch.id)
            store.claims.forget(store.session, batch.tenant, [batch.id])

    def forget_old(self, moment: int | None = None) -> int:
        """Remove batches whose time is over, now or at a moment, and what was left behind; returns how many batches."""
        sweep(self._folder, self._standing, self._forget)
        self._take_out_the_erased()
        with self.engine.connect() as connection:
            old = ledger.finished_before(connection, (moment or now()) - self._days * DAY)
        for batch in old:
            self._erase(batch)
        if old:
            self._storage.scrub()
        return len(old)

    @contextmanager
    def results(self) -> Iterator[Any]:
        """A connection to read results with."""
        with self.engine.connect() as connection:
            yield connection

    def _take_out_the_erased(self) -> None:
        """Texts of people who were erased while they waited go from the spools, without waiting for their batch."""
        with self.engine.connect() as connection:
            found = people.forgotten(connection)
        for batch_id, marks in found.items():
            if self._taken_out.get(batch_id) != marks:
                people.take_out_of(self._folder / batch_id, batch_id, marks)
        self._taken_out = found

    def _standing(self, batch_id: str) -> Standing:
        with self.engine.connect() as connection:
            batch = ledger.find(connection, batch_id)
        if batch is None:
            return "unknown"
        return "finished" if batch.is_finished else "unfinished"

    def _forget(self, batch_id: str) -> None:
        with ledger.writing(self.engine) as connection:
            ledger.erase(connection, batch_id)

    def _finished(self, batch_id: str) -> None:
        """The texts have done their work: nothing of them is kept."""
        shutil.rmtree(self._folder / batch_id, ignore_errors=True)
        if self._on_finished is not None:
            self._on_finished(batch_id)


def new_id(submission: Submission, number: int = 0) -> str:
    """A random id; with an idempotency key one made of it, so that the same request is the same workflow.

    ``number`` counts the batches of the same request that were deleted.
    """
    if submission.key is None:
        return f"bat_{secrets.token_hex(13)}"
    return f"bat_{hashlib.sha256(f'{submission.tenant}/{number}/{submission.key}'.encode()).hexdigest()[:26]}"


def _spooled(found: Intake, most: int | None, folder: Path, spool: Path) -> Spool:
    """Candidates in chunks; files that their rows name move from ``folder`` to the spool."""
    written = write_spool(replace(found, rows=_at_most(found.rows, most)), spool)
    if not written.total:
        raise UserError("empty-file", "The file holds a header but no rows.")
    if found.files:
        folder.rename(spool / _FILES)
        folder.mkdir()
    return written


def _without_folder(message: str, folder: str) -> str:
    """A message for people: the upload is the file, wherever it lies for now."""
    return re.sub(re.escape(folder) + r"/upload\.?\w*", "The file", message)


def _at_most(rows: Iterator[InputRow], most: int | None) -> Iterator[InputRow]:
    for row in rows:
        if most is not None and row.row > most:
            raise UserError("too-many", f"That is more than {most:,} candidates. For more use rolefit batch.")
        yield row


def _listing(name: str, data: bytes) -> str:
    """The ending of a file that lists candidates, or nothing for a single resume."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if ending == ".json" and data.lstrip()[:1] != b"[":
        return ""
    return ending if ending in _ENDINGS or ending == ".zip" else ""


def _one_for_each(files: Sequence[tuple[str, bytes]], folder: Path, home: Path) -> Iterator[InputRow]:
    """Resumes under numbers of their own; of a name only an ending of letters is used, to tell how to read it."""
    for number, (name, data) in enumerate(files, start=1):
        ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
        plain = f"{number:06d}{ending if _ENDING.fullmatch(ending) else ''}"
        (folder / plain).write_bytes(data)
        yield InputRow(number, one_line(name)[:200], path=str(home / plain))


def _ending(name: str | None, media_type: str | None) -> str:
    """Only the ending of an upload's name is used, and only one that is known."""
    ending = PurePosixPath((name or "").replace("\\", "/")).suffix.lower()
    if ending in _ENDINGS:
        return ending
    return _BY_TYPE.get((media_type or "").split(";")[0].strip().lower(), ".csv")
