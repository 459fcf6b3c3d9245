"""The tables. These classes never leave the store: repositories take and return the records of ``store.records``.

Times are milliseconds since 1970 UTC. A column that holds something about a person is marked ``personal``; a test
fails the build where its table has no eraser. Personal values are sealed (``vault``) or keyed hashes, never plain.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, ForeignKey, Index, SmallInteger, Text
from sqlmodel import Field, SQLModel

from service.table_columns import big_column, bytes_column

EVERYONE: Final = 0  # the tenant number of what is shipped and belongs to nobody


class TenantRow(SQLModel, table=True):
    """A customer: everything else belongs to one."""

    __tablename__ = "tenants"
    number: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=100)
    catalogue: int | None = None
    created_at: int = big_column(nullable=False)


class KeyRow(SQLModel, table=True):
    """An API key: its keyed hash, never itself."""

    __tablename__ = "api_keys"
    id: str = Field(primary_key=True, max_length=40)
    tenant: int = Field(foreign_key="tenants.number", index=True)
    name: str = Field(max_length=100)
    hash: bytes = bytes_column(nullable=False)
    scopes: str = Field(max_length=100)
    created_at: int = big_column(nullable=False)
    expires_at: int | None = big_column(nullable=True)
    revoked_at: int | None = big_column(nullable=True)
    rate_per_minute: int | None = None
    quota_per_day: int | None = None


class CatalogueRow(SQLModel, table=True):
    """A version of a taxonomy: the whole file of a shipped one, the roles added to it for a tenant's."""

    __tablename__ = "catalogues"
    __table_args__ = (Index("ix_catalogues_version", "tenant", "version", unique=True),)
    number: int | None = Field(default=None, primary_key=True)
    tenant: int
    version: str = Field(max_length=80)
    base: str = Field(max_length=80)
    content: bytes = bytes_column(nullable=False)
    created_at: int = big_column(nullable=False)


class RoleRow(SQLModel, table=True):
    """A tenant's own role: its profile, and the document it was built from."""

    __tablename__ = "roles"
    tenant: int = Field(foreign_key="tenants.number", primary_key=True)
    id: str = Field(primary_key=True, max_length=160)
    content: bytes = bytes_column(nullable=False)
    text: bytes = bytes_column(nullable=False)
    created_at: int = big_column(nullable=False)
    updated_at: int = big_column(nullable=False)


class ResumeRow(SQLModel, table=True):
    """A stored resume. ``number`` is random, so that an order by it tells nothing, not even who came first."""

    __tablename__ = "resumes"
    __table_args__ = (
        Index("ix_resumes_external", "tenant", "external"),
        Index("ix_resumes_digest", "tenant", "digest"),
        Index("ix_resumes_scored", "tenant", "scored"),
        Index("ix_resumes_file_until", "file_until"),
        Index("ix_resumes_text_until", "text_until"),
        Index("ix_resumes_until", "until"),
    )
    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    id: str = Field(unique=True, max_length=40)
    tenant: int = Field(foreign_key="tenants.number")
    external: bytes | None = bytes_column(personal=True, nullable=True)
    digest: bytes = bytes_column(personal=True, nullable=False)
    data_key: bytes = bytes_column(personal=True, nullable=False)
    card: bytes = bytes_column(personal=True, nullable=False)
    body: bytes | None = bytes_column(personal=True, nullable=True)
    original: bytes | None = bytes_column(personal=True, nullable=True)
    scored: int | None = None
    held: bool = False
    created_at: int = big_column(nullable=False)
    file_until: int | None = big_column(nullable=True)
    text_until: int | None = big_column(nullable=True)
    until: int = big_column(nullable=False)

    @property
    def has_text(self) -> bool:
        """Whether its text is still kept."""
        return self.body is not None

    @property
    def has_file(self) -> bool:
        """Whether its file is still kept."""
        return self.original is not None


class MatchRow(SQLModel, table=True):
    """A stored report, and what it takes to make it again."""

    __tablename__ = "matches"
    id: str = Field(primary_key=True, max_length=40)
    tenant: int = Field(foreign_key="tenants.number")
    resume: int = Field(sa_column=Column(BigInteger, ForeignKey("resumes.number"), index=True, nullable=False))
    catalogue: int = Field(foreign_key="catalogues.number")
    report: bytes = bytes_column(personal=True, nullable=False)
    recipe: bytes = bytes_column(personal=True, nullable=False)
    created_at: int = big_column(nullable=False)


class ScoreRow(SQLModel, table=True):
    """How one stored resume scores for one role, in tenths of a point."""

    __tablename__ = "scores"
    __table_args__ = (
        Index("ix_scores_ranking", "tenant", "role", "points", "resume"),
        {"sqlite_with_rowid": False},
    )
    resume: int = Field(sa_column=Column(BigInteger, ForeignKey("resumes.number"), primary_key=True))
    role: str = Field(sa_column=Column(Text, primary_key=True))
    tenant: int
    points: int = Field(sa_column=Column(SmallInteger, nullable=False, info={"personal": True}))
    catalogue: int


class ClaimRow(SQLModel, table=True):
    """An Idempotency-Key in use, and the answer it was given."""

    __tablename__ = "idempotency"
    tenant: int = Field(foreign_key="tenants.number", primary_key=True)
    key: bytes = bytes_column(primary_key=True)
    fingerprint: bytes = bytes_column(personal=True, nullable=False)
    answer: bytes | None = bytes_column(personal=True, nullable=True)
    resume: int | None = Field(
        default=None, sa_column=Column(BigInteger, ForeignKey("resumes.number"), index=True, nullable=True)
    )
    subject: str | None = Field(default=None, max_length=60, index=True)
    claimed_at: int = big_column(nullable=False)
    until: int = big_column(nullable=False, index=True)


class UsageRow(SQLModel, table=True):
    """Requests that a key has made in one window of time."""

    __tablename__ = "usage"
    subject: str = Field(primary_key=True, max_length=60)
    seconds: int = Field(primary_key=True)
    start: int = Field(sa_column=Column(BigInteger, primary_key=True))
    used: int


class EventRow(SQLModel, table=True):
    """Something that happened, written with what made it happen; webhooks are sent from here. Ids, never content."""

    __tablename__ = "events"
    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True, max_length=40)
    tenant: int = Field(index=True)
    type: str = Field(max_length=60)
    data: str = Field(sa_column=Column(Text, nullable=False))
    created_at: int = big_column(nullable=False, index=True)


class EntryRow(SQLModel, table=True):
    """Something that was done: ids, never a value about a person.

    Triggers keep rows from being changed or deleted; ``digest`` chains them.
    """

    __tablename__ = "audit_log"
    tenant: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    at: int = big_column(nullable=False)
    kind: str = Field(max_length=40)
    actor: str = Field(max_length=60)
    subject: str = Field(max_length=200)
    data: str = Field(sa_column=Column(Text, nullable=False))
    digest: bytes = bytes_column(nullable=False)


class HeadRow(SQLModel, table=True):
    """The last entry of a tenant's record; whoever appends holds this row."""

    __tablename__ = "audit_heads"
    tenant: int = Field(primary_key=True)
    number: int
    digest: bytes = bytes_column(nullable=False)


class NoteRow(SQLModel, table=True):
    """Small facts about this database, such as a proof of its secret key."""

    __tablename__ = "notes"
    name: str = Field(primary_key=True, max_length=60)
    value: bytes = bytes_column(nullable=False)
