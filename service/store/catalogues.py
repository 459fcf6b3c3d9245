"""Versions of taxonomies, and the roles that tenants added."""

import json
import zlib
from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import Connection, bindparam
from sqlmodel import Session, col, delete, select, update

from service.store.records import CatalogueVersion, OwnRole
from service.store.tables import EVERYONE, CatalogueRow, RoleRow, TenantRow
from taxonomy.files import as_data, loads
from taxonomy.model import RoleProfile, Skill, Taxonomy

# Made once, and without objects of the mapper: every request asks for it.
_CURRENT: Final = (
    select(*(col(getattr(CatalogueRow, name)) for name in ("number", "tenant", "version", "base", "created_at")))
    .join(TenantRow, col(TenantRow.catalogue) == col(CatalogueRow.number))
    .where(col(TenantRow.number) == bindparam("tenant"))
)
_WRAP = {"schema": "rolefit.taxonomy/1", "version": "", "documents": []}


def current_of(connection: Connection, tenant: int) -> CatalogueVersion | None:
    """The version that a tenant matches against, or None before the first."""
    row = connection.execute(_CURRENT, {"tenant": tenant}).one_or_none()
    return None if row is None else CatalogueVersion(*row)


class Catalogues:
    """What one tenant matches against, now and at every version before."""

    def __init__(self, session: Session, tenant: int) -> None:
        self._session, self._tenant = session, tenant

    def current(self) -> CatalogueVersion | None:
        """The version that this tenant matches against, or None before the first."""
        return current_of(self._session.connection(), self._tenant)

    def by_version(self, version: str) -> CatalogueVersion | None:
        """A version by its digest, if it is everyone's or this tenant's."""
        owners = col(CatalogueRow.tenant).in_((EVERYONE, self._tenant))
        query = select(CatalogueRow).where(col(CatalogueRow.version) == version, owners)
        row = self._session.exec(query.order_by(col(CatalogueRow.tenant).desc())).first()
        return None if row is None else _version(row)

    def by_number(self, number: int) -> CatalogueVersion | None:
        """A version by its number."""
        row = self._session.get(CatalogueRow, number)
        return None if row is None else _version(row)

    def versions(self, numbers: Collection[int]) -> dict[int, str]:
        """The versions with these numbers."""
        known = select(CatalogueRow.number, CatalogueRow.version).where(col(CatalogueRow.number).in_(numbers))
        return {number or 0: version for number, version in self._session.exec(known)}

    def page(self, after: int | None, limit: int) -> list[CatalogueVersion]:
        """Versions, the newest first, after a number."""
        number = col(CatalogueRow.number)
        query = select(CatalogueRow).where(col(CatalogueRow.tenant).in_((EVERYONE, self._tenant)))
        if after is not None:
            query = query.where(number < after)
        return [_version(row) for row in self._session.exec(query.order_by(number.desc()).limit(limit))]

    def content(self, number: int) -> str:
        """A version's content: a taxonomy file, of a tenant's only its own roles and skills."""
        query = select(CatalogueRow.content).where(col(CatalogueRow.number) == number)
        return zlib.decompress(self._session.exec(query).one()).decode()

    def add(self, tenant: int, version: str, base: str, content: str, now: int) -> CatalogueVersion:
        """Keep a version; one that is there already stays as it is."""
        mine = (col(CatalogueRow.tenant) == tenant, col(CatalogueRow.version) == version)
        row = self._session.exec(select(CatalogueRow).where(*mine)).one_or_none()
        if row is None:
            packed = zlib.compress(content.encode(), 6)
            row = CatalogueRow(tenant=tenant, version=version, base=base, content=packed, created_at=now)
            self._session.add(row)
            self._session.flush()
        return _version(row)

    def use(self, number: int) -> None:
        """Make a version the one that this tenant matches against."""
        self._session.exec(update(TenantRow).where(col(TenantRow.number) == self._tenant).values(catalogue=number))

    def lock(self) -> None:
        """Keep others from changing this tenant's catalogue until the transaction ends."""
        query = select(TenantRow).where(col(TenantRow.number) == self._tenant)
        self._session.exec(query.with_for_update()).one()


class Roles:
    """One tenant's own roles."""

    def __init__(self, session: Session, tenant: int) -> None:
        self._session, self._tenant = session, tenant

    def all(self) -> list[OwnRole]:
        """Every role, in the order of their ids."""
        query = select(RoleRow).where(col(RoleRow.tenant) == self._tenant).order_by(col(RoleRow.id))
        return [_own_role(row) for row in self._session.exec(query)]

    def get(self, identity: str) -> OwnRole | None:
        """A role by its id."""
        row = self._session.get(RoleRow, (self._tenant, identity))
        return None if row is None else _own_role(row)

    def put(self, role: OwnRole) -> None:
        """Keep a role, in the place of one with the same id."""
        self.remove(role.profile.id)
        self._session.add(
            RoleRow(
                tenant=self._tenant,
                id=role.profile.id,
                content=zlib.compress(packed_roles([role.profile], role.skills).encode()),
                text=zlib.compress(role.text.encode()),
                created_at=role.created_at,
                updated_at=role.updated_at,
            )
        )
        self._session.flush()

    def remove(self, identity: str) -> None:
        """Drop a role."""
        self._session.exec(delete(RoleRow).where(col(RoleRow.tenant) == self._tenant, col(RoleRow.id) == identity))


def packed_roles(roles: Iterable[RoleProfile], skills: Iterable[Skill]) -> str:
    """Roles and skills as JSON, in the form of a taxonomy file."""
    return json.dumps(
        {
            **_WRAP,
            "skills": as_data(tuple(skills)),
            "roles": [{**as_data(role), "terms": dict(role.terms)} for role in roles],
        }
    )


def unpacked_roles(text: str) -> Taxonomy:
    """What ``packed_roles`` packed; its version and documents are empty."""
    return loads(text, verify=False)


def _own_role(row: RoleRow) -> OwnRole:
    packed = unpacked_roles(zlib.decompress(row.content).decode())
    text = zlib.decompress(row.text).decode()
    return OwnRole(packed.roles[0], packed.skills, text, row.created_at, row.updated_at)


def _version(row: CatalogueRow) -> CatalogueVersion:
    return CatalogueVersion(row.number or 0, row.tenant, row.version, row.base, row.created_at)
