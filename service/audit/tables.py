"""The table of overrides; those of the record of what was done are the store's."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from service.table_columns import big_column, bytes_column


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
