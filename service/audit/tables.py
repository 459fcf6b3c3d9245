"""The tables of the record and of overrides. The record holds ids and never a value about a person."""

from sqlalchemy import Column, Index, Text
from sqlmodel import Field, SQLModel

from service.table_columns import big_column, bytes_column


class EntryRow(SQLModel, table=True):
    """Something that was done. Triggers keep rows from being changed or deleted; ``digest`` chains them."""

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


class OverrideRow(SQLModel, table=True):
    """A person's disagreement with a score. The reason is sealed under a key of its own, which goes with its row."""

    __tablename__ = "overrides"
    __table_args__ = (
        Index("ix_overrides_match", "tenant", "match_id"),
        Index("ix_overrides_resume", "tenant", "resume_id"),
    )
    id: str = Field(primary_key=True, max_length=40)
    tenant: int = Field(foreign_key="tenants.number")
    match_id: str = Field(max_length=40)
    resume_id: str = Field(max_length=40)
    role_id: str = Field(max_length=200)
    opinion: str = Field(max_length=20)
    actor: str = Field(max_length=60)
    data_key: bytes = bytes_column(personal=True, nullable=False)
    reason: bytes = bytes_column(personal=True, nullable=False)
    created_at: int = big_column(nullable=False)
