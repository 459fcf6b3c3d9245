"""Overrides: a person says that a score is wrong, and why. They change no number and reject or advance nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlmodel import Session, col, delete, select

from service.audit.tables import OverrideRow
from service.store import Store
from service.store.records import Person, resume_ids_of
from service.store.resumes import is_of_nobody

Opinion = Literal["too_high", "too_low", "not_comparable"]


@dataclass(frozen=True, slots=True)
class Override:
    """One disagreement with one score of a stored report."""

    id: str
    match_id: str
    resume_id: str
    role_id: str
    opinion: str
    reason: str
    actor: str
    created_at: int


class Overrides:
    """One tenant's overrides, within one transaction."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, override: Override) -> None:
        """Keep one; the record says that it was made, without the reason."""
        key, kept = self._store.vault.new_key(override.id)
        self._store.session.add(
            OverrideRow(
                id=override.id, tenant=self._store.tenant, match_id=override.match_id, resume_id=override.resume_id,
                role_id=override.role_id, opinion=override.opinion, actor=override.actor, data_key=kept,
                reason=key.seal(override.reason.encode(), override.id), created_at=override.created_at,
            )
        )  # fmt: skip
        about = {"override_id": override.id, "role_id": override.role_id, "opinion": override.opinion}
        self._store.record.add("override.made", override.match_id, about, override.created_at)

    def of_match(self, match_id: str) -> list[Override]:
        """Those on one report, the oldest first."""
        return self._found(col(OverrideRow.match_id) == match_id)

    def of_resumes(self, resume_ids: Sequence[str]) -> list[Override]:
        """Those on reports on these resumes."""
        return self._found(col(OverrideRow.resume_id).in_(resume_ids))

    def remove_of(self, resume_ids: Sequence[str]) -> int:
        """Drop those on reports on these resumes; returns how many."""
        mine = (col(OverrideRow.tenant) == self._store.tenant, col(OverrideRow.resume_id).in_(resume_ids))
        return self._store.session.exec(delete(OverrideRow).where(*mine)).rowcount

    def _found(self, condition: object) -> list[Override]:
        query = select(OverrideRow).where(col(OverrideRow.tenant) == self._store.tenant, condition)  # type: ignore[arg-type]
        rows = self._store.session.exec(query.order_by(col(OverrideRow.created_at), col(OverrideRow.id)))
        return [self._opened(row) for row in rows]

    def _opened(self, row: OverrideRow) -> Override:
        reason = self._store.vault.open_key(row.data_key, row.id).open(row.reason, row.id).decode()
        return Override(
            row.id, row.match_id, row.resume_id, row.role_id, row.opinion, reason, row.actor, row.created_at
        )


def erase_left_behind(session: Session) -> None:
    """Drop overrides whose resume is gone, whoever the tenant."""
    session.exec(delete(OverrideRow).where(is_of_nobody(col(OverrideRow.resume_id))))


def erase(store: Store, people: Sequence[Person]) -> int:
    """Erase what was said of the scores of people's resumes."""
    resume_ids = resume_ids_of(people)
    return Overrides(store).remove_of(resume_ids) if resume_ids else 0
