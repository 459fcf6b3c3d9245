"""Stored resumes, sealed under a key of each one's own.

Whoever adds something to a resume, changes or erases it, locks its row first: the row of a resume comes before all
that hangs on it, the rows of several in the order of their numbers. So nobody waits in a circle.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

import sqlalchemy
from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, delete, select, update

from matchers.documents import Document, Finding
from service.store.database import keep_others_from
from service.store.records import Retention, StoredResume, ToScore, WholeResume, is_id, new_id
from service.store.tables import ResumeRow
from service.store.vault import Vault

_KEY: Final = (col(ResumeRow.id), col(ResumeRow.data_key))  # what opens the rest
_TEXT: Final = col(ResumeRow.body)
_FILE: Final = col(ResumeRow.original)
_CARD: Final = ("number", "id", "data_key", "card", "held", "created_at", "file_until", "text_until", "until")


def cards(*besides: Any) -> sqlalchemy.Select[Any]:  # noqa: ANN401 (columns)
    """A query for what ``opened`` asks of a resume, and for what is wanted besides.

    Texts and files are asked for by name: they are far larger than all the rest together.
    """
    card = (col(getattr(ResumeRow, name)) for name in _CARD)
    kept = (_TEXT.is_not(None).label("has_text"), _FILE.is_not(None).label("has_file"))
    return sqlalchemy.select(*card, *kept, *besides)


def is_of_nobody(resume_id: sqlalchemy.SQLColumnExpression[str]) -> ColumnElement[bool]:
    """A condition for what hangs on resumes by their ids: that the resume is there no more."""
    return ~select(ResumeRow.number).where(col(ResumeRow.id) == resume_id).exists()


class Resumes:
    """One tenant's resumes."""

    def __init__(self, session: Session, vault: Vault, tenant: int) -> None:
        self._session, self._vault, self._tenant = session, vault, tenant

    def add(
        self, document: Document, original: bytes | None, external_id: str | None, now: int, retention: Retention
    ) -> StoredResume:
        """Keep a document and, where given, the file it was read from."""
        identity = new_id("res")
        key, kept_key = self._vault.new_key(identity)
        card = {"external_id": external_id, **_card(document)}
        row = ResumeRow(
            number=secrets.randbits(62),
            id=identity,
            tenant=self._tenant,
            external=None if external_id is None else self._vault.index("external", external_id),
            digest=self._vault.index("digest", document.digest),
            data_key=kept_key,
            card=key.seal(json.dumps(card).encode(), f"{identity}/card"),
            body=key.seal(document.text.encode(), f"{identity}/body"),
            original=None if original is None else key.seal(original, f"{identity}/original"),
            created_at=now,
            file_until=None if original is None else retention.file_until,
            text_until=retention.text_until,
            until=retention.until,
        )
        self._session.add(row)
        self._session.flush()
        return self.opened(row)

    def renew(
        self, identity: str, document: Document, original: bytes | None, retention: Retention
    ) -> StoredResume | None:
        """Put back what is kept no more of a resume, and keep everything at least until these times.

        A text that is still kept stays as it is: reports cite it. None where the resume is gone meanwhile.
        """
        row = self._locked(identity)
        if row is None:
            return None
        key = self._vault.open_key(row.data_key, row.id)
        if row.body is None:
            card = json.loads(key.open(row.card, f"{row.id}/card")) | _card(document)
            row.card = key.seal(json.dumps(card).encode(), f"{row.id}/card")
            row.body = key.seal(document.text.encode(), f"{row.id}/body")
        if original is not None:
            row.original = row.original or key.seal(original, f"{row.id}/original")
            row.file_until = max(row.file_until or 0, retention.file_until or 0)
        row.text_until = max(row.text_until or 0, retention.text_until or 0)
        row.until = max(row.until, retention.until)
        self._session.flush()
        return self.opened(row)

    def get(self, identity: str) -> StoredResume | None:
        """A resume by its id."""
        row = self._row(identity, cards())
        return None if row is None else self.opened(row)

    def locked(self, identity: str, *, shared: bool = False) -> StoredResume | None:
        """A resume as it is now, or None where it is gone; until the transaction ends, nobody else changes it.

        ``shared`` is for what refers to the resume: nobody erases it meanwhile.
        """
        row = self._row(identity, cards().with_for_update(read=shared, key_share=shared))
        return None if row is None else self.opened(row)

    def get_alone(self, identity: str) -> StoredResume | None:
        """The same; until the transaction ends, nobody else sends it again."""
        found = self.get(identity)
        if found is None:
            return None
        self.keep_others_from(found.digest)
        return self.locked(identity)

    def text(self, identity: str) -> str | None:
        """A resume's text, or None where it is kept no more."""
        row = self._row(identity, sqlalchemy.select(*_KEY, _TEXT))
        return None if row is None or row.body is None else self._open(row, row.body, "body").decode()

    def document(self, identity: str) -> Document | None:
        """A resume as it was read, or None where its text is kept no more."""
        row = self._row(identity, cards(_TEXT))
        return None if row is None else self._document(row)

    def original(self, identity: str) -> bytes | None:
        """The file that was uploaded, or None where it is kept no more."""
        row = self._row(identity, sqlalchemy.select(*_KEY, _FILE))
        return None if row is None or row.original is None else self._open(row, row.original, "original")

    def by_external_id(
        self, external_id: str, after: int = -1, limit: int = 50, *, locked: bool = False
    ) -> list[StoredResume]:
        """The resumes that the caller gave this id; ``locked``, nobody else changes them meanwhile."""
        hashes = self._vault.indexes("external", external_id)
        return self._where(col(ResumeRow.external).in_(hashes), after, limit, locked=locked)

    def all_of(self, external_id: str, *, locked: bool = False) -> Iterator[StoredResume]:
        """Every resume that the caller gave this id, however many; they may be removed meanwhile."""
        page = self.by_external_id(external_id, locked=locked)
        while page:
            yield from page
            page = self.by_external_id(external_id, after=page[-1].number, locked=locked)

    def whole(self, numbers: Sequence[int]) -> list[WholeResume]:
        """These resumes with all that was sent, in the order of their numbers."""
        these = (col(ResumeRow.tenant) == self._tenant, col(ResumeRow.number).in_(numbers))
        wanted = cards(_TEXT, _FILE).where(*these)
        return [
            WholeResume(
                self.opened(row),
                None if row.body is None else self._open(row, row.body, "body").decode(),
                None if row.original is None else self._open(row, row.original, "original"),
            )
            for row in self._session.execute(wanted.order_by(col(ResumeRow.number)))
        ]

    def same(self, digest: str, external_id: str | None) -> StoredResume | None:
        """The resume with exactly these bytes under this id of the caller's, or under none; locked."""
        external = col(ResumeRow.external)
        hashes = [] if external_id is None else self._vault.indexes("external", external_id)
        same_id = external.in_(hashes) if hashes else external.is_(None)
        same_bytes = col(ResumeRow.digest).in_(self._vault.indexes("digest", digest))
        return next(iter(self._where(same_bytes & same_id, -1, 1, locked=True)), None)

    def by_digest(self, digest: str) -> list[StoredResume]:
        """Some of the resumes with exactly these bytes."""
        return self._where(col(ResumeRow.digest).in_(self._vault.indexes("digest", digest)), -1, 100)

    def keep_others_from(self, digest: str) -> None:
        """Until the transaction ends, nobody else keeps a resume with exactly these bytes."""
        number = int.from_bytes(self._vault.index(f"digest/{self._tenant}", digest)[:8], signed=True)
        keep_others_from(self._session.connection(), number)

    def page(self, after: int = -1, limit: int = 50) -> list[StoredResume]:
        """Resumes in the order of their random numbers."""
        return self._where(col(ResumeRow.number) > after, after, limit)

    def hold(self, identity: str, *, held: bool) -> None:
        """Set or lift a legal hold."""
        self._session.exec(update(ResumeRow).where(*self._mine(identity)).values(held=held))

    def remove(self, numbers: Sequence[int]) -> None:
        """Drop the rows, and with each the only copy of its data key.

        Raises RuntimeError where one is held or gone: whoever locked them first would have known.
        """
        free = (col(ResumeRow.number).in_(numbers), col(ResumeRow.held).is_(False))
        if self._session.exec(delete(ResumeRow).where(*free)).rowcount != len(numbers):
            raise RuntimeError("a resume to be erased is held or gone")

    def to_score(self, catalogue: int, limit: int) -> list[ToScore]:
        """Some resumes whose scores are not of this catalogue."""
        query = cards(_TEXT).where(*self._outdated(catalogue)).limit(limit)
        return [ToScore(row.number, self._document(row)) for row in self._session.execute(query)]

    def count_to_score(self, catalogue: int) -> int:
        """How many resumes have scores of another catalogue."""
        return self._session.exec(select(func.count()).where(*self._outdated(catalogue))).one()

    def mark_scored(self, numbers: Sequence[int], catalogue: int | None) -> None:
        """Note the catalogue that these resumes' scores are of; None where they are still to be scored."""
        self._session.exec(update(ResumeRow).where(col(ResumeRow.number).in_(numbers)).values(scored=catalogue))

    def lock_left(self, numbers: Sequence[int]) -> set[int]:
        """Which of these resumes are still there; until the transaction ends, nobody else changes them."""
        number = col(ResumeRow.number)
        left = select(ResumeRow.number).where(number.in_(numbers)).order_by(number)
        return set(self._session.exec(left.with_for_update(key_share=True)))

    def opened(self, row: Any) -> StoredResume:  # noqa: ANN401 (a whole row, or one of ``cards``)
        """The record of a row."""
        card = json.loads(self._open(row, row.card, "card"))
        findings = tuple(Finding(**finding) for finding in card.pop("findings"))
        return StoredResume(
            number=row.number,
            id=row.id,
            findings=findings,
            created_at=row.created_at,
            retention=Retention(row.file_until, row.text_until, row.until),
            held=row.held,
            has_text=row.has_text,
            has_file=row.has_file,
            **card,
        )

    def _document(self, row: Any) -> Document | None:  # noqa: ANN401
        if row.body is None:
            return None
        record = self.opened(row)
        text = self._open(row, row.body, "body").decode()
        return Document(text, record.media_type, record.digest, record.pages, record.findings)

    def _open(self, row: Any, sealed: bytes, part: str) -> bytes:  # noqa: ANN401
        return self._vault.open_key(row.data_key, row.id).open(sealed, f"{row.id}/{part}")

    def _row(self, identity: str, query: sqlalchemy.Select[*tuple[Any, ...]]) -> Any | None:  # noqa: ANN401
        """What a query asks of one resume, as it is now."""
        if not is_id(identity, "res"):
            return None
        return self._session.execute(query.where(*self._mine(identity))).one_or_none()

    def _locked(self, identity: str) -> ResumeRow | None:
        """The whole row as it is now, not as this transaction saw it before; nobody else changes it meanwhile."""
        query = select(ResumeRow).where(*self._mine(identity)).execution_options(populate_existing=True)
        return self._session.exec(query.with_for_update()).one_or_none()

    def _mine(self, identity: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        return col(ResumeRow.id) == identity, col(ResumeRow.tenant) == self._tenant

    def _outdated(self, catalogue: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
        # Two ranges around the number, and the nulls: the index finds nothing quickly where nothing is to do.
        scored = col(ResumeRow.scored)
        outdated = (scored < catalogue) | (scored > catalogue) | scored.is_(None)
        return col(ResumeRow.tenant) == self._tenant, outdated

    def _where(
        self, condition: ColumnElement[bool], after: int, limit: int, *, locked: bool = False
    ) -> list[StoredResume]:
        number = col(ResumeRow.number)
        mine = col(ResumeRow.tenant) == self._tenant
        query = cards().where(mine, condition, number > after).order_by(number).limit(limit)
        found = self._session.execute(query.with_for_update() if locked else query)
        return [self.opened(row) for row in found]


def _card(document: Document) -> dict[str, Any]:
    """What is known of a document without its text."""
    return {
        "digest": document.digest,
        "media_type": document.media_type,
        "pages": document.pages,
        "characters": len(document.text),
        "findings": [asdict(finding) for finding in document.findings],
    }
