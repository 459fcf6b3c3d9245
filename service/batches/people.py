"""What batches hold of a person, found by the caller's own id: given out, and erased.

A row is found by its result, and before there is one by a keyed hash of the id: ``batch_waiting`` has it until the
batch ends, and ``page_texts`` for as long as a list keeps what was sent.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, delete, select, tuple_, union

from service.batches.columns import EXTERNAL_ID, PROBLEM, Output
from service.batches.spool import Spool, chunk_ids, take_out
from service.batches.tables import BATCHES, DETAILS, FORGOTTEN, LISTS, RESULTS, TEXTS, WAITING
from service.store import Store, Vault
from service.store.database import lots
from service.store.records import Person, external_ids_of

_LOT: Final = 20_000  # candidates noted in a transaction
ERASED: Final = "erased: This person was erased while they waited."
Place = tuple[str, int]  # a batch, and a row of it


def note_waiting(engine: Engine, vault: Vault, batch_id: str, spool: Spool) -> None:
    """Note who waits in a spool, so that they are found before they are scored."""
    lot: list[dict[str, Any]] = []
    for chunk in range(len(spool.rows)):
        lot += [
            {"batch_id": batch_id, "row": row, "person": mark_of(vault, identity)}
            for row, identity in chunk_ids(spool.path(chunk))
            if identity
        ]
        if len(lot) >= _LOT:
            _note(engine, lot)
            lot.clear()
    _note(engine, lot)


def mark_of(vault: Vault, external_id: str) -> bytes:
    """The keyed hash that stands for a person."""
    return vault.index("batch-person", external_id)


def places_of(store: Store, external_id: str) -> list[Place]:
    """Every row of the tenant's batches and lists that is about a person, scored or not."""
    if "\0" in external_id:  # of a resume that was kept before such ids were refused; no row can have it
        return []
    marks = store.vault.indexes("batch-person", external_id)
    of_tenant = select(BATCHES.c.id).where(BATCHES.c.tenant == store.tenant)
    lists = select(LISTS.c.batch_id).where(LISTS.c.tenant == store.tenant)
    found = union(
        _rows(RESULTS, RESULTS.c.external_id == external_id, RESULTS.c.batch_id.in_(of_tenant)),
        _rows(WAITING, WAITING.c.person.in_(marks), WAITING.c.batch_id.in_(of_tenant)),
        _rows(TEXTS, TEXTS.c.person.in_(marks), TEXTS.c.batch_id.in_(lists)),
    )
    return sorted((batch_id, row) for batch_id, row in store.session.connection().execute(found))


def erase(store: Store, people: Sequence[Person]) -> int:
    """Drop people's rows, those included that a batch which has not ended would write later.

    Returns in how many rows they were, those included that wait to be scored.
    """
    return sum(_forget(store, external_id) for external_id in external_ids_of(people))


def _forget(store: Store, external_id: str) -> int:
    connection = store.session.connection()
    # Their rows are locked: a chunk that is being saved is there already, or finds the mark when its batch ends.
    unfinished = select(BATCHES.c.id).where(BATCHES.c.tenant == store.tenant, BATCHES.c.finished_at.is_(None))
    for batch_id in connection.execute(unfinished.order_by(BATCHES.c.id).with_for_update()).scalars().all():
        values = {"batch_id": batch_id, "mark": _mark(batch_id, external_id)}
        connection.execute(delete(FORGOTTEN).where(*(FORGOTTEN.c[name] == value for name, value in values.items())))
        connection.execute(FORGOTTEN.insert().values(values))
    found = places_of(store, external_id)
    _erase(connection, found)
    return len(found)


def export(store: Store, people: Sequence[Person]) -> dict[Person, Any]:
    """People's rows: results, the evidence that pages keep beside them, and where they wait to be scored."""
    held = {Person(external_id=name): _held(store, name) for name in external_ids_of(people)}
    return {person: rows for person, rows in held.items() if rows}


def _held(store: Store, external_id: str) -> dict[str, list[dict[str, Any]]]:
    connection = store.session.connection()
    held: dict[str, list[dict[str, Any]]] = {"batch_rows": [], "batch_details": [], "batch_waiting": []}
    for lot in lots(places_of(store, external_id)):
        results = _found(connection, lot, RESULTS, [RESULTS])
        waiting = _found(connection, lot, WAITING, [WAITING.c.batch_id, WAITING.c.row])
        held["batch_rows"] += results.values()
        held["batch_details"] += _found(connection, lot, DETAILS, [DETAILS]).values()
        held["batch_waiting"] += [row for place, row in waiting.items() if place not in results]
    return {name: rows for name, rows in held.items() if rows}


def without_forgotten(connection: Connection, batch_id: str, rows: Sequence[Output]) -> Sequence[Output]:
    """Results without those of people who were erased while they waited."""
    marks = _marks(connection, batch_id)
    if not marks:
        return rows
    return [row for row in rows if row[PROBLEM] != ERASED and _mark(batch_id, str(row[EXTERNAL_ID])) not in marks]


def forgotten(connection: Connection) -> dict[str, frozenset[str]]:
    """Who was erased while they waited, by batch, as marks for ``take_out_of``."""
    found: dict[str, set[str]] = {}
    for batch_id, mark in connection.execute(select(FORGOTTEN.c.batch_id, FORGOTTEN.c.mark)):
        found.setdefault(batch_id, set()).add(mark)
    return {batch_id: frozenset(marks) for batch_id, marks in found.items()}


def take_out_of(folder: Path, batch_id: str, marks: frozenset[str]) -> None:
    """Take people's texts out of the spool of a batch that has not ended."""
    take_out(folder, lambda external_id: _mark(batch_id, external_id) in marks, ERASED)


def settle(connection: Connection, batch_id: str) -> None:
    """A batch has ended: nobody waits in it any more, and whoever was to be left out of it is."""
    connection.execute(delete(WAITING).where(WAITING.c.batch_id == batch_id))
    marks = _marks(connection, batch_id)
    if not marks:
        return
    mine = RESULTS.c.batch_id == batch_id
    named = connection.execute(select(RESULTS.c.row, RESULTS.c.external_id).where(mine, RESULTS.c.external_id != ""))
    _erase(connection, [(batch_id, row) for row, name in named if _mark(batch_id, name) in marks])
    connection.execute(delete(FORGOTTEN).where(FORGOTTEN.c.batch_id == batch_id))


def _note(engine: Engine, lot: list[dict[str, Any]]) -> None:
    if lot:
        with engine.execution_options(writes=True).begin() as connection:
            connection.execute(WAITING.insert(), lot)


def _erase(connection: Connection, places: list[Place]) -> None:
    """Drop rows with what pages keep beside them."""
    for lot in lots(places):
        for table in (TEXTS, DETAILS, RESULTS, WAITING):
            connection.execute(delete(table).where(_at(table, lot)))


def _found(connection: Connection, places: Sequence[Place], table: Table, shown: list[Any]) -> dict[Place, Any]:
    """The rows of a table at these places, in their order."""
    query = select(*shown).where(_at(table, places)).order_by(table.c.batch_id, table.c.row)
    return {(row["batch_id"], row["row"]): dict(row) for row in connection.execute(query).mappings()}


def _rows(table: Table, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(table.c.batch_id, table.c.row).where(*conditions)


def _at(table: Table, places: Sequence[Place]) -> ColumnElement[bool]:
    return tuple_(table.c.batch_id, table.c.row).in_(places)


def _marks(connection: Connection, batch_id: str) -> set[str]:
    return set(connection.execute(select(FORGOTTEN.c.mark).where(FORGOTTEN.c.batch_id == batch_id)).scalars())


def _mark(batch_id: str, external_id: str) -> str:
    return hashlib.sha256(f"{batch_id}/{external_id}".encode("utf-8", "replace")).hexdigest()
