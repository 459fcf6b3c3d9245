"""What batches hold of a person, found by the caller's own id: given out, and erased."""

import hashlib
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, select

from service.batches.tables import BATCHES, FORGOTTEN, RESULTS
from service.store import Store
from service.store.records import Person

_ROWS: Final = 1_000


def erase(store: Store, person: Person) -> int:
    """Drop a person's rows; a batch that is still running drops those that are to come when it ends."""
    if person.external_id is None:
        return 0
    connection = store.session.connection()
    gone = connection.execute(delete(RESULTS).where(*_theirs(store.tenant, person.external_id))).rowcount
    running = select(BATCHES.c.id).where(BATCHES.c.tenant == store.tenant, BATCHES.c.finished_at.is_(None))
    for batch_id in connection.execute(running).scalars().all():
        values = {"batch_id": batch_id, "mark": _mark(batch_id, person.external_id)}
        connection.execute(delete(FORGOTTEN).where(*(FORGOTTEN.c[name] == value for name, value in values.items())))
        connection.execute(FORGOTTEN.insert().values(values))
    return int(gone)


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
        connection.execute(delete(RESULTS).where(mine, RESULTS.c.external_id == name))
    connection.execute(delete(FORGOTTEN).where(FORGOTTEN.c.batch_id == batch_id))


def _theirs(tenant: int, external_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    of_tenant = select(BATCHES.c.id).where(BATCHES.c.tenant == tenant)
    return RESULTS.c.external_id == external_id, RESULTS.c.batch_id.in_(of_tenant)


def _mark(batch_id: str, external_id: str) -> str:
    return hashlib.sha256(f"{batch_id}/{external_id}".encode("utf-8", "replace")).hexdigest()
