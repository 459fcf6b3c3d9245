"""What batches hold of a person, found by the caller's own id: given out, and erased."""

import hashlib
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, select

from service.batches.tables import BATCHES, DETAILS, FORGOTTEN, RESULTS
from service.store import Store
from service.store.records import Person
from service.web.tables import TEXTS

_ROWS: Final = 1_000


def erase(store: Store, person: Person) -> int:
    """Drop a person's rows; a batch that is still running drops those that are to come when it ends."""
    if person.external_id is None:
        return 0
    connection = store.session.connection()
    gone = _erase(connection, _theirs(store.tenant, person.external_id))
    running = select(BATCHES.c.id).where(BATCHES.c.tenant == store.tenant, BATCHES.c.finished_at.is_(None))
    for batch_id in connection.execute(running).scalars().all():
        values = {"batch_id": batch_id, "mark": _mark(batch_id, person.external_id)}
        connection.execute(delete(FORGOTTEN).where(*(FORGOTTEN.c[name] == value for name, value in values.items())))
        connection.execute(FORGOTTEN.insert().values(values))
    return gone


def export(store: Store, person: Person) -> Any:  # noqa: ANN401
    """A person's rows."""
    if person.external_id is None:
        return None
    query = select(RESULTS).where(*_theirs(store.tenant, person.external_id)).limit(_ROWS)
    rows = [dict(row) for row in store.session.connection().execute(query).mappings()]
    return {"batch_rows": rows} if rows else None


def settle(connection: Connection, batch_id: str) -> None:
    """A batch has ended: whoever was to be left out of it is."""
    marks = set(connection.execute(select(FORGOTTEN.c.mark).where(FORGOTTEN.c.batch_id == batch_id)).scalars())
    if not marks:
        return
    mine = RESULTS.c.batch_id == batch_id
    named = select(RESULTS.c.external_id).where(mine, RESULTS.c.external_id.is_not(None)).distinct()
    found = [name for name in connection.execute(named).scalars() if _mark(batch_id, name) in marks]
    for name in found:
        _erase(connection, (mine, RESULTS.c.external_id == name))
    connection.execute(delete(FORGOTTEN).where(FORGOTTEN.c.batch_id == batch_id))


def _erase(connection: Connection, where: tuple[ColumnElement[bool], ...]) -> int:
    """Drop rows with what pages keep beside them; returns how many."""
    rows = connection.execute(select(RESULTS.c.batch_id, RESULTS.c.row).where(*where)).all()
    for batch_id, row in rows:
        for table in (TEXTS, DETAILS, RESULTS):
            connection.execute(delete(table).where(table.c.batch_id == batch_id, table.c.row == row))
    return len(rows)


def _theirs(tenant: int, external_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    of_tenant = select(BATCHES.c.id).where(BATCHES.c.tenant == tenant)
    return RESULTS.c.external_id == external_id, RESULTS.c.batch_id.in_(of_tenant)


def _mark(batch_id: str, external_id: str) -> str:
    return hashlib.sha256(f"{batch_id}/{external_id}".encode("utf-8", "replace")).hexdigest()
