"""API keys: ``rf_live_<id>_<secret>_<checksum>``. Shown once; only a keyed hash of the secret is kept."""

import hmac
import re
import secrets
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from service.clock import DAY, HOUR
from service.errors import UserError
from service.store import Storage
from service.store.records import ALPHABET, ApiKey, Tenant, new_id

Scope = Literal["match", "read", "write", "admin"]
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)
DEFAULT_TENANT: Final = "default"

_FORM: Final = re.compile(r"rf_live_([0-9a-z]{26})_([0-9a-z]{52})_([0-9a-z]{7})")
_LONGEST_TENANT: Final = 100


def allows(held: frozenset[str], wanted: Sequence[Scope]) -> bool:
    """Whether any of the scopes ``wanted`` is held; ``admin`` holds them all."""
    return "admin" in held or not held.isdisjoint(wanted)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made; ``token`` is the only copy of it that there will ever be."""

    key: ApiKey
    token: str


class Keyring:
    """Makes keys, checks them, and ends them."""

    def __init__(self, storage: Storage, clock: Callable[[], int]) -> None:
        """Work with this store; ``clock`` gives milliseconds."""
        self._storage, self._clock = storage, clock

    def tenant(self, name: str = DEFAULT_TENANT) -> Tenant:
        """The tenant of a name, made where there is none. Raises UserError for a name that none can have."""
        if not 1 <= len(name) <= _LONGEST_TENANT or not name.isprintable():
            raise UserError("bad-tenant", f"A tenant's name has 1 to {_LONGEST_TENANT} characters that can be printed.")
        with self._storage.reading(0) as store:
            known = store.access.tenant(name)
        if known is not None:
            return known
        with self._storage.writing(0) as store:
            return store.access.add_tenant(name, self._clock())

    def create(
        self,
        name: str,
        scopes: Sequence[str],
        *,
        tenant: str = DEFAULT_TENANT,
        days: int | None = None,
        rate_per_minute: int | None = None,
        quota_per_day: int | None = None,
    ) -> NewKey:
        """Make a key. Raises UserError for a scope that there isn't."""
        unknown = sorted(set(scopes) - set(SCOPES))
        if unknown or not scopes:
            wrong = f"There is no scope {unknown[0]!r}" if unknown else "A key needs a scope"
            raise UserError("bad-scope", f"{wrong}; the scopes are {', '.join(SCOPES)}.")
        owner = self.tenant(tenant)
        now = self._clock()
        identity, secret = new_id("key"), _random(52)
        key = ApiKey(
            id=identity,
            tenant=owner.number,
            name=name[:100],
            hash=self._storage.vault.index("api-key", secret),
            scopes=frozenset(scopes),
            created_at=now,
            expires_at=None if days is None else now + days * DAY,
            rate_per_minute=rate_per_minute,
            quota_per_day=quota_per_day,
        )
        with self._storage.writing(owner.number) as store:
            store.access.add_key(key)
            store.record.add("key.created", identity, {"scopes": sorted(key.scopes)}, now)
        return NewKey(key, _token(identity, secret))

    def rotate(self, identity: str, *, grace_hours: int = 24) -> NewKey:
        """Make a key like this one; the old one works on for the hours of grace, so that both are live meanwhile.

        An old one that would have ended sooner still does.
        """
        old = self._known(identity)
        now = self._clock()
        if old.state(now) != "live":
            raise UserError("not-live", f"The key {identity} is {old.state(now)}; make a new one.")
        secret = _random(52)
        days_left = None if old.expires_at is None else max(1, (old.expires_at - old.created_at) // DAY)
        new = ApiKey(
            id=new_id("key"),
            tenant=old.tenant,
            name=old.name,
            hash=self._storage.vault.index("api-key", secret),
            scopes=old.scopes,
            created_at=now,
            expires_at=None if days_left is None else now + days_left * DAY,
            rate_per_minute=old.rate_per_minute,
            quota_per_day=old.quota_per_day,
        )
        end = now + grace_hours * HOUR
        with self._storage.writing(old.tenant) as store:
            store.access.add_key(new)
            store.access.end_key(identity, expires_at=end if old.expires_at is None else min(end, old.expires_at))
            store.record.add("key.rotated", identity, {"new_key": new.id}, now)
        return NewKey(new, _token(new.id, secret))

    def revoke(self, identity: str) -> ApiKey:
        """End a key at once. Raises UserError where there is no such key."""
        key = self._known(identity)
        with self._storage.writing(key.tenant) as store:
            store.access.end_key(identity, revoked_at=self._clock())
            store.record.add("key.revoked", identity, {}, self._clock())
        return self._known(identity)

    def all(self) -> list[tuple[ApiKey, str, str]]:
        """``(key, tenant name, state)`` of every key, the oldest first."""
        with self._storage.reading(0) as store:
            names = {tenant.number: tenant.name for tenant in store.access.tenants()}
            return [(key, names[key.tenant], key.state(self._clock())) for key in store.access.all_keys()]

    def any_key(self) -> bool:
        """Whether a key was ever made."""
        with self._storage.reading(0) as store:
            return store.access.any_key()

    def find(self, identity: str) -> ApiKey | None:
        """A key by its id, as the database has it now."""
        with self._storage.reading(0) as store:
            return store.access.key(identity)

    def opens(self, key: ApiKey, secret: str) -> bool:
        """Whether a secret is this key's, in constant time, and the key works now."""
        known = any(hmac.compare_digest(key.hash, guess) for guess in self._storage.vault.indexes("api-key", secret))
        return known and key.state(self._clock()) == "live"

    def _known(self, identity: str) -> ApiKey:
        key = self.find(identity)
        if key is None:
            raise UserError("not-found", f"There is no key {identity!r}; rolefit keys list shows them.")
        return key


def parse(token: str) -> tuple[str, str] | None:
    """``(id, secret)`` of a key, or None where its form or checksum is wrong: no database is asked for those."""
    match = _FORM.fullmatch(token)
    if match is None:
        return None
    identity, secret, checksum = match.groups()
    return (f"key_{identity}", secret) if hmac.compare_digest(checksum, _checksum(identity, secret)) else None


def _token(identity: str, secret: str) -> str:
    letters = identity.removeprefix("key_")
    return f"rf_live_{letters}_{secret}_{_checksum(letters, secret)}"


def _checksum(identity: str, secret: str) -> str:
    number = zlib.crc32(f"rf_live_{identity}_{secret}".encode())
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(7))


def _random(letters: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(letters))
