"""The tables of orders. What an order carries of a person is sealed under a key of its own, which goes with its row."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from service.table_columns import big_column, bytes_column


class OrderRow(SQLModel, table=True):
    """One order. ``reference`` and ``candidate`` are keyed hashes, to find it again by the partner's own ids.

    ``reference`` belongs to one order at a time; ``sought`` is the same, and stays when the reference is used again.
    """

    __tablename__ = "ats_orders"
    __table_args__ = (
        Index("ix_ats_orders_reference", "tenant", "source", "reference", unique=True),
        Index("ix_ats_orders_sought", "tenant", "sought"),
        Index("ix_ats_orders_candidate", "tenant", "candidate"),
        Index("ix_ats_orders_resume", "tenant", "resume_id"),
        Index("ix_ats_orders_page", "tenant", "created_at", "id"),
    )
    id: str = Field(primary_key=True, max_length=40)
    tenant: int = Field(foreign_key="tenants.number")
    source: str = Field(max_length=20)
    package_id: str = Field(max_length=200)
    status: str = Field(max_length=20)
    reference: bytes | None = bytes_column(personal=True, nullable=True)
    candidate: bytes | None = bytes_column(personal=True, nullable=True)
    alias: str | None = Field(default=None, max_length=40, unique=True)
    data_key: bytes = bytes_column(personal=True, nullable=False)
    sealed: bytes = bytes_column(personal=True, nullable=False)
    result: bytes | None = bytes_column(personal=True, nullable=True)
    resume_id: str | None = Field(default=None, max_length=40)
    match_id: str | None = Field(default=None, max_length=40)
    callback_state: str = Field(max_length=20)
    callback_attempts: int = 0
    callback_status: int | None = None
    sought: bytes | None = bytes_column(personal=True, nullable=True)
    created_at: int = big_column(nullable=False)
    completed_at: int | None = big_column(nullable=True)


class ConnectionRow(SQLModel, table=True):
    """What a tenant shares with a system: the key to its API and the secret of its webhooks, sealed."""

    __tablename__ = "ats_connections"
    __table_args__ = (Index("ix_ats_connections_system", "tenant", "system", unique=True),)
    id: str = Field(primary_key=True, max_length=40)
    tenant: int = Field(foreign_key="tenants.number")
    system: str = Field(max_length=20)
    data_key: bytes = bytes_column(nullable=False)
    sealed: bytes = bytes_column(nullable=False)
    updated_at: int = big_column(nullable=False)
