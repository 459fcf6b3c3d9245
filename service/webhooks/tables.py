"""The tables of webhooks, and of the durable jobs that deliver them. Times are milliseconds since 1970 UTC."""

from sqlalchemy import Column, Index, LargeBinary, Text
from sqlmodel import Field, SQLModel

from service.table_columns import big_column


class JobRow(SQLModel, table=True):
    """Something that must be done: due at a time, or, while ``claim`` is set, under way until then."""

    __tablename__ = "jobs"
    __table_args__ = (
        Index("ix_jobs_due", "kind", "due_at"),
        Index("ix_jobs_subject", "kind", "subject", unique=True),
    )
    id: str = Field(primary_key=True, max_length=40)
    kind: str = Field(max_length=20)
    subject: str = Field(max_length=100)
    tenant: int
    attempt: int = 0
    due_at: int = big_column(nullable=False)
    claim: str | None = Field(default=None, max_length=40)


class EndpointRow(SQLModel, table=True):
    """Where a tenant wants to be told. Its address and secrets are sealed under a key of its own."""

    __tablename__ = "webhook_endpoints"
    id: str = Field(primary_key=True, max_length=40)
    tenant: int = Field(foreign_key="tenants.number", index=True)
    events: str = Field(sa_column=Column(Text, nullable=False))
    data_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    disabled: str | None = Field(default=None, max_length=40)
    created_at: int = big_column(nullable=False)


class DeliveryRow(SQLModel, table=True):
    """One event on its way to one endpoint. The body holds ids, never content."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_once", "endpoint", "event", unique=True),
        Index("ix_webhook_deliveries_page", "endpoint", "created_at", "id"),
    )
    id: str = Field(primary_key=True, max_length=40)
    tenant: int
    endpoint: str = Field(max_length=40)
    event: str = Field(max_length=40)
    type: str = Field(max_length=60)
    body: str = Field(sa_column=Column(Text, nullable=False))
    state: str = Field(max_length=20)
    attempts: int = 0
    last_status: int | None = None
    last_error: str | None = Field(default=None, max_length=40)
    next_at: int | None = big_column(nullable=True)
    created_at: int = big_column(nullable=False, index=True)
    finished_at: int | None = big_column(nullable=True)


class SeenRow(SQLModel, table=True):
    """A recent event that was handed on to its endpoints."""

    __tablename__ = "webhook_seen"
    event: str = Field(primary_key=True, max_length=40)
    created_at: int = big_column(nullable=False, index=True)


class HorizonRow(SQLModel, table=True):
    """Up to which time all events were handed on: one row."""

    __tablename__ = "webhook_horizon"
    name: str = Field(primary_key=True, max_length=20)
    time: int = big_column(nullable=False)
