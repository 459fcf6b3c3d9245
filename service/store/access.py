"""Tenants, their API keys, and how much they have used."""

from collections.abc import Sequence

from sqlmodel import Session, col, delete, select, update

from service.store.database import insert_new
from service.store.records import ApiKey, Tenant
from service.store.tables import KeyRow, TenantRow, UsageRow


class Access:
    """Who may come in; the one repository that is not a single tenant's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def tenant(self, name: str) -> Tenant | None:
        """A tenant by name."""
        row = self._session.exec(select(TenantRow).where(col(TenantRow.name) == name)).one_or_none()
        return None if row is None else _tenant(row)

    def tenants(self) -> list[Tenant]:
        """Every tenant."""
        return [_tenant(row) for row in self._session.exec(select(TenantRow).order_by(col(TenantRow.number)))]

    def add_tenant(self, name: str, now: int) -> Tenant:
        """Make a tenant, or give the one of that name."""
        known = self.tenant(name)
        if known is not None:
            return known
        insert_new(self._session.connection(), TenantRow, {"name": name, "created_at": now})
        return _tenant(self._session.exec(select(TenantRow).where(col(TenantRow.name) == name)).one())

    def key(self, identity: str) -> ApiKey | None:
        """A key by its id."""
        row = self._session.get(KeyRow, identity)
        return None if row is None else _key(row)

    def all_keys(self) -> list[ApiKey]:
        """Every key, the oldest first."""
        query = select(KeyRow).order_by(col(KeyRow.created_at), col(KeyRow.id))
        return [_key(row) for row in self._session.exec(query)]

    def any_key(self) -> bool:
        """Whether a key was ever made; a revoked one counts, so that revoking never opens the doors."""
        return self._session.exec(select(KeyRow.id).limit(1)).first() is not None

    def add_key(self, key: ApiKey) -> None:
        """Keep a key."""
        self._session.add(
            KeyRow(
                id=key.id,
                tenant=key.tenant,
                name=key.name,
                hash=key.hash,
                scopes=" ".join(sorted(key.scopes)),
                created_at=key.created_at,
                expires_at=key.expires_at,
                rate_per_minute=key.rate_per_minute,
                quota_per_day=key.quota_per_day,
            )
        )
        self._session.flush()

    def end_key(self, identity: str, *, revoked_at: int | None = None, expires_at: int | None = None) -> None:
        """Revoke a key, or let it expire at a time."""
        values = {"revoked_at": revoked_at} if revoked_at is not None else {"expires_at": expires_at}
        self._session.exec(update(KeyRow).where(col(KeyRow.id) == identity).values(**values))

    def take(self, subject: str, seconds: int, start: int, wanted: int, most: int) -> int:
        """Take up to ``wanted`` of the ``most`` requests of a window; returns how many were left to take."""
        window = {"subject": subject, "seconds": seconds, "start": start}
        row = self._session.get(UsageRow, window, with_for_update=True)
        if row is None:
            insert_new(self._session.connection(), UsageRow, {**window, "used": 0})
            row = self._session.get_one(UsageRow, window, with_for_update=True)
        taken = max(0, min(wanted, most - row.used))
        row.used += taken
        self._session.flush()
        return taken

    def forget_usage(self, before: int) -> None:
        """Drop windows that began before a time in seconds."""
        self._session.exec(delete(UsageRow).where(col(UsageRow.start) < before))


def live(keys: Sequence[ApiKey], now: int) -> list[ApiKey]:
    """Those of the keys that work now."""
    return [key for key in keys if key.state(now) == "live"]


def _tenant(row: TenantRow) -> Tenant:
    return Tenant(row.number or 0, row.name, row.catalogue)


def _key(row: KeyRow) -> ApiKey:
    return ApiKey(
        row.id, row.tenant, row.name, row.hash, frozenset(row.scopes.split()), row.created_at,
        row.expires_at, row.revoked_at, row.rate_per_minute, row.quota_per_day,
    )  # fmt: skip
