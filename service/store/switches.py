"""Switches that an administrator turned."""

from typing import Final

from sqlmodel import Session, col, delete, select

from service.store.database import insert_new
from service.store.tables import NoteRow

_SCORING: Final = "scoring-paused/"


class Switches:
    """Whether scoring stands still: for a tenant, or for all."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def turn(self, tenant: int, since: int | None) -> bool:
        """Let a tenant's scoring stand still since a time, or go on; False where it does already."""
        name, connection = f"{_SCORING}{tenant}", self._session.connection()
        if since is not None:
            return insert_new(connection, NoteRow, {"name": name, "value": str(since).encode()})
        return connection.execute(delete(NoteRow).where(col(NoteRow.name) == name)).rowcount > 0

    def paused_since(self, *tenants: int) -> int | None:
        """Since when scoring stands still for any of these tenants."""
        names = [f"{_SCORING}{tenant}" for tenant in tenants]
        found = self._session.exec(select(NoteRow.value).where(col(NoteRow.name).in_(names)))
        return min((int(value) for value in found), default=None)
