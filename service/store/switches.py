"""Switches that an administrator turned."""

from typing import Final

from sqlmodel import Session, col, delete, select

from service.store.tables import NoteRow

_SCORING: Final = "scoring-paused/"


class Switches:
    """Whether scoring stands still: for a tenant, or for all."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def turn(self, tenant: int, since: int | None) -> None:
        """Let a tenant's scoring stand still since a time, or go on."""
        name = f"{_SCORING}{tenant}"
        self._session.exec(delete(NoteRow).where(col(NoteRow.name) == name))
        if since is not None:
            self._session.add(NoteRow(name=name, value=str(since).encode()))
        self._session.flush()

    def paused_since(self, *tenants: int) -> int | None:
        """Since when scoring stands still for any of these tenants."""
        names = [f"{_SCORING}{tenant}" for tenant in tenants]
        found = self._session.exec(select(NoteRow.value).where(col(NoteRow.name).in_(names)))
        return min((int(value) for value in found), default=None)
