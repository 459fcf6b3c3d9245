"""What a tenant shares with a partner: the key to its API, and the secret that its webhooks are signed with."""

import json
from dataclasses import dataclass, replace
from typing import Final

from sqlmodel import Session, col, delete, select

from service.ats.tables import ConnectionRow
from service.clock import DAY
from service.store import Vault
from service.store.database import insert_new
from service.store.records import is_id, new_id

_GRACE: Final = DAY  # milliseconds that the webhook secret before this one is still taken


@dataclass(frozen=True, slots=True)
class Connection:
    """One tenant's connection to one system."""

    id: str
    tenant: int
    system: str
    updated_at: int
    api_key: str | None = None
    webhook_secret: str | None = None
    previous_secret: str | None = None

    def secrets(self, now: int) -> list[str]:
        """The webhook secrets that are taken now."""
        old = self.previous_secret if self.updated_at + _GRACE > now else None
        return [secret for secret in (self.webhook_secret, old) if secret]


def find(session: Session, vault: Vault, tenant: int, system: str) -> Connection | None:
    """A tenant's connection to a system."""
    mine = (col(ConnectionRow.tenant) == tenant, col(ConnectionRow.system) == system)
    row = session.exec(select(ConnectionRow).where(*mine)).one_or_none()
    return None if row is None else _opened(vault, row)


def to_change(session: Session, vault: Vault, tenant: int, system: str, now: int) -> Connection:
    """A tenant's connection to a system, made where there is none, and kept from others until the transaction ends."""
    mine = (col(ConnectionRow.tenant) == tenant, col(ConnectionRow.system) == system)
    query = select(ConnectionRow).where(*mine).with_for_update()
    row = session.exec(query).one_or_none()
    if row is None:
        new = _row(vault, Connection(new_id("con"), tenant, system, now))
        insert_new(session.connection(), ConnectionRow, new.model_dump())
        row = session.exec(query).one()
    return _opened(vault, row)


def by_id(session: Session, vault: Vault, identity: str, system: str) -> Connection | None:
    """A connection by its id, whosever it is: inbound webhooks name it in their path, and prove it by signature."""
    row = session.get(ConnectionRow, identity) if is_id(identity, "con") else None
    return None if row is None or row.system != system else _opened(vault, row)


def put(
    session: Session, vault: Vault, known: Connection, api_key: str | None, webhook_secret: str | None, now: int
) -> Connection:
    """Keep a key, a secret, or both; what isn't given stays as it was."""
    changed = replace(known, api_key=api_key or known.api_key, updated_at=now)
    if webhook_secret and webhook_secret != known.webhook_secret:
        changed = replace(changed, webhook_secret=webhook_secret, previous_secret=known.webhook_secret)
    session.merge(_row(vault, changed))
    session.flush()
    return changed


def remove(session: Session, tenant: int, system: str) -> bool:
    """Drop a connection; False where there was none."""
    mine = (col(ConnectionRow.tenant) == tenant, col(ConnectionRow.system) == system)
    return bool(session.exec(delete(ConnectionRow).where(*mine)).rowcount)


def _row(vault: Vault, connection: Connection) -> ConnectionRow:
    key, kept = vault.new_key(connection.id)
    sealed = {name: getattr(connection, name) for name in ("api_key", "webhook_secret", "previous_secret")}
    return ConnectionRow(
        id=connection.id, tenant=connection.tenant, system=connection.system, data_key=kept,
        sealed=key.seal(json.dumps(sealed).encode(), connection.id), updated_at=connection.updated_at,
    )  # fmt: skip


def _opened(vault: Vault, row: ConnectionRow) -> Connection:
    sealed = json.loads(vault.open_key(row.data_key, row.id).open(row.sealed, row.id))
    return Connection(row.id, row.tenant, row.system, row.updated_at, **sealed)
