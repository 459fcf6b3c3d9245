"""Lists of candidates: batches that pages show.

Scores are those of the batch, in the database. What a page must have besides is what each candidate sent, to show the
places behind the points: it is kept sealed under a key of the list's own, and goes with the list. A list goes when
somebody forgets it, or when the time is over that was chosen for it.
"""

import base64
import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable, Container, Hashable, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar
from zipfile import ZipFile

from sqlalchemy import Connection, tuple_
from sqlmodel import col, delete, select

from matchers.matching import Job, Matcher
from service import taxonomies
from service.api.services import Services
from service.batches.columns import InputRow
from service.batches.hosting import Host, Submission
from service.batches.intake import ColumnOptions
from service.batches.ledger import Batch
from service.batches.people import mark_of, places_of
from service.batches.scoring import JOB, ScoringOptions, file_bytes
from service.batches.spool import Spool
from service.batches.tables import BATCHES, ListRow, TextRow
from service.clock import DAY
from service.reading import ReadingError
from service.store import Store
from service.store.database import lots
from service.store.records import Person, external_ids_of
from service.store.vault import DataKey
from service.web.targets import Target, job_target, role_target
from taxonomy.files import dumps

_LOG = logging.getLogger("rolefit.pages")
T = TypeVar("T")
MOST_CANDIDATES: Final = 20_000
DAYS: Final = (1, 7, 30)  # that a list may be kept
BEST: Final = "best"
_HALF_MADE: Final = 600_000  # milliseconds after which a list without a batch is a leftover
_SHOWN: Final = 50
_READY: Final = 16
_TEXT_NAME: Final = "row.txt"  # of what came as a text, to tell how to read it


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for with an upload."""

    name: str
    files: Sequence[tuple[str, bytes]]
    job: str = ""
    against: str = BEST
    days: int = DAYS[0]


@dataclass(frozen=True, slots=True)
class CandidateList:
    """A list as it stands, and the catalogue that it was scored with."""

    batch: Batch
    name: str
    against: str
    until: int
    key: DataKey
    matcher: Matcher
    job: Job | None
    job_target: Target | None

    @property
    def id(self) -> str:
        """The batch's."""
        return self.batch.id

    @property
    def done(self) -> bool:
        """Whether nothing more comes."""
        return self.batch.is_finished

    def target(self, against: str) -> Target | None:
        """A role of the catalogue, or the job; None where there is no such."""
        return self.job_target if against == JOB else role_target(self.matcher, against)


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the overview of lists."""

    batch: Batch
    name: str
    until: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What a candidate sent: bytes, the name that tells how to read them, and whether fields were put together."""

    data: bytes
    name: str
    composed: bool


class Ready:
    """What takes a while to make of a list and serves again: the latest few. Safe between threads."""

    def __init__(self) -> None:
        """Hold nothing yet."""
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[str, Hashable], Any] = OrderedDict()

    def get(self, identity: str, what: Hashable, make: Callable[[], T]) -> T:
        """What was made of a list, or is made now."""
        key = (identity, what)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                found: T = self._made[key]
                return found
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > _READY:
                self._made.popitem(last=False)
        return made

    def keep_only(self, identities: Container[str]) -> None:
        """Drop what was made of other lists."""
        with self._lock:
            for key in [key for key in self._made if key[0] not in identities]:
                del self._made[key]


class Lists:
    """The lists of one tenant."""

    def __init__(self, services: Services, host: Host, tenant: int) -> None:
        """Work for a tenant."""
        self._services, self._host, self._tenant, self._ready = services, host, tenant, services.parts.of(Ready)

    def create(self, wanted: Wanted) -> str:
        """Take an upload in and begin to score it; returns the list's id. Raises UserError."""
        edition = self._services.catalogue.current(self._tenant)
        path = self._services.settings.taxonomy_path
        is_own = edition.version != self._services.catalogue.shipped.version
        options = ScoringOptions(
            taxonomy=str(path.resolve()) if path else None,
            job_text=wanted.job or None,
            job_name=taxonomies.job_id(wanted.job) if wanted.job else JOB,
            details=True,
        )
        submission = Submission(
            self._tenant,
            options,
            ColumnOptions(),
            edition.version,
            dumps(edition.taxonomy) if is_own else None,
            most=MOST_CANDIDATES,
        )
        return self._host.create_of_files(submission, wanted.files, lambda id_, spool: self.keep(id_, spool, wanted)).id

    def all(self) -> list[Listed]:
        """The latest lists, the newest first."""
        newest = select(ListRow).where(col(ListRow.tenant) == self._tenant).order_by(col(ListRow.created_at).desc())
        with self._services.storage.reading(self._tenant) as store:
            rows = store.session.exec(newest.limit(_SHOWN)).all()
        found = [(row, self._host.find(row.batch_id, self._tenant)) for row in rows]
        return [Listed(batch, self._opened(row)[1]["name"], row.until) for row, batch in found if batch is not None]

    def find(self, identity: str) -> CandidateList | None:
        """A list, or None where it is gone or another tenant's."""
        with self._services.storage.reading(self._tenant) as store:
            row = store.session.get(ListRow, identity) if _is_id(identity) else None
        batch = self._host.find(identity, self._tenant) if row is not None else None
        if row is None or batch is None or row.tenant != self._tenant or row.until <= self._services.clock():
            return None
        key, said = self._opened(row)
        matcher = self._services.catalogue.pinned(self._tenant, batch.taxonomy_version).matcher
        text = batch.options.job_text
        job, target = self._ready.get(identity, text, lambda: _prepared(matcher, text))
        return CandidateList(batch, said["name"], said["against"], row.until, key, matcher, job, target)

    def sent(self, found: CandidateList, row: int) -> Sent | None:
        """What the candidate of a row sent; None where there was nothing to keep."""
        with self._services.storage.reading(self._tenant) as store:
            kept = store.session.get(TextRow, (found.id, row))
        if kept is None:
            return None
        return _opened_text(found.key, kept)

    def forget(self, found: CandidateList) -> None:
        """Drop a list with its key, its texts, its scores and what was still waiting."""
        _forget(self._services, self._host, found.id, found.batch)

    def results(self) -> AbstractContextManager[Connection]:
        """A connection to read results with."""
        return self._host.results()

    def ready(self, found: CandidateList, what: Hashable, make: Callable[[], T]) -> T:
        """Something worked out over a whole list; kept once nothing more comes."""
        return self._ready.get(found.id, what, make) if found.done else make()

    def keep(self, batch_id: str, spool: Spool, wanted: Wanted) -> None:
        """Make a batch a list: seal what its candidates sent, a chunk in each transaction."""
        vault = self._services.storage.vault
        key, kept = vault.new_key(batch_id)
        now = self._services.clock()
        said = json.dumps({"name": wanted.name, "against": wanted.against}).encode()
        row = ListRow(
            batch_id=batch_id, tenant=self._tenant, data_key=kept, sealed=key.seal(said, batch_id),
            created_at=now, until=now + wanted.days * DAY,
        )  # fmt: skip
        limit = self._services.settings.max_bytes
        with self._services.storage.writing(self._tenant) as store:
            store.session.add(row)
        with ExitStack() as opened:
            archives: dict[str, ZipFile] = {}
            opened.callback(_close, archives)
            for chunk in range(len(spool.rows)):
                read = [(row, _sent(row, limit, archives)) for row in spool.read(chunk)]
                texts = [
                    TextRow(
                        batch_id=batch_id,
                        row=row.row,
                        sealed=key.seal(sent, f"{batch_id}/{row.row}"),
                        person=mark_of(vault, row.external_id) if row.external_id else None,
                    )
                    for row, sent in read
                    if sent is not None
                ]
                with self._services.storage.writing(self._tenant) as store:
                    store.session.add_all(texts)

    def _opened(self, row: ListRow) -> tuple[DataKey, dict[str, str]]:
        key = self._services.storage.vault.open_key(row.data_key, row.batch_id)
        return key, json.loads(key.open(row.sealed, row.batch_id))


def forget_old(services: Services, host: Host) -> int:
    """Drop every list whose time is over, and what is left of those without a batch; returns how many."""
    now = services.clock()
    has_batch = select(BATCHES.c.id).where(BATCHES.c.id == col(ListRow.batch_id)).exists()
    over = (col(ListRow.until) <= now) | (~has_batch & (col(ListRow.created_at) < now - _HALF_MADE))
    with services.storage.reading(0) as store:
        old = [(row.batch_id, row.tenant) for row in store.session.exec(select(ListRow).where(over)).all()]
        left = set(store.session.exec(select(ListRow.batch_id).where(~over)).all())
    services.parts.of(Ready).keep_only(left)
    for identity, tenant in old:
        _forget(services, host, identity, host.find(identity, tenant))
    return len(old)


def _forget(services: Services, host: Host, identity: str, batch: Batch | None) -> None:
    # The key first: whatever else fails, nobody can read the texts any more.
    with services.storage.writing(0) as store:
        store.session.exec(delete(ListRow).where(col(ListRow.batch_id) == identity))
        store.session.exec(delete(TextRow).where(col(TextRow.batch_id) == identity))
    if batch is not None:
        host.erase(batch)
    services.storage.scrub()


def export(store: Store, people: Sequence[Person]) -> dict[Person, Any]:
    """What lists keep of people: the text that was sent, or the file with its name (base64)."""
    held = {Person(external_id=name): _held(store, name) for name in external_ids_of(people)}
    return {person: {"list_texts": texts} for person, texts in held.items() if texts}


def _held(store: Store, external_id: str) -> list[dict[str, Any]]:
    place = (col(TextRow.batch_id), col(TextRow.row))
    query = select(TextRow, ListRow.data_key).join(ListRow, col(ListRow.batch_id) == place[0]).order_by(*place)
    return [
        {
            "batch_id": kept.batch_id,
            "row": kept.row,
            **_given_out(_opened_text(store.vault.open_key(key, kept.batch_id), kept)),
        }
        for lot in lots(places_of(store, external_id))
        for kept, key in store.session.exec(query.where(tuple_(*place).in_(lot)))
    ]


def _given_out(sent: Sent) -> dict[str, str]:
    if sent.name == _TEXT_NAME:
        return {"text": sent.data.decode("utf-8", "replace")}
    return {"name": sent.name, "file": base64.b64encode(sent.data).decode()}


def _opened_text(key: DataKey, kept: TextRow) -> Sent:
    head, _, data = key.open(kept.sealed, f"{kept.batch_id}/{kept.row}").partition(b"\n")
    said = json.loads(head)
    return Sent(data, said["name"], said["composed"])


def _sent(row: InputRow, limit: int, archives: dict[str, ZipFile]) -> bytes | None:
    """What a candidate sent, after a line that says how to read it."""
    data, name = (row.text or "").encode("utf-8", "replace"), _TEXT_NAME if row.text is not None else ""
    if row.path is not None:
        name = Path(row.member or row.path).name
        with suppress(ReadingError):  # the batch says why
            data = file_bytes(row, limit, archives)
    if not data:
        return None
    return json.dumps({"name": name, "composed": row.composed}).encode() + b"\n" + data


def _close(archives: dict[str, ZipFile]) -> None:
    for archive in archives.values():
        archive.close()


def _prepared(matcher: Matcher, text: str | None) -> tuple[Job | None, Target | None]:
    if not text:
        return None, None
    job = taxonomies.job_of(text, taxonomies.job_id(text))
    return job, job_target(matcher, job)


def _is_id(identity: str) -> bool:
    return identity.isascii() and identity.isprintable() and len(identity) <= 60
