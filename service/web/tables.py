"""The tables of lists: a batch that pages show, and its texts, sealed under a key that goes with the list.

Everything here is about people and leaves with its list: when somebody forgets it, or when its time is over.
"""

from typing import Final

from sqlalchemy import Index, Table
from sqlmodel import Field, SQLModel

from service.table_columns import big_column, bytes_column


class ListRow(SQLModel, table=True):
    """A list of candidates: ``sealed`` is what it is called, ``until`` when it is forgotten."""

    __tablename__ = "page_lists"
    __table_args__ = (
        Index("ix_page_lists_tenant", "tenant", "created_at"),
        Index("ix_page_lists_until", "until"),
    )
    batch_id: str = Field(primary_key=True, max_length=60)
    tenant: int
    data_key: bytes = bytes_column(nullable=False)
    sealed: bytes = bytes_column(nullable=False)
    created_at: int = big_column(nullable=False)
    until: int = big_column(nullable=False)


class TextRow(SQLModel, table=True):
    """What one candidate sent: a text, or a file with the ending of its name; ``person`` is a keyed hash of the id."""

    __tablename__ = "page_texts"
    __table_args__ = (Index("ix_page_texts_person", "person"),)
    batch_id: str = Field(primary_key=True, max_length=60)
    row: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sealed: bytes = bytes_column(personal=True, nullable=False)
    person: bytes | None = bytes_column(personal=True, nullable=True)


LISTS: Final[Table] = SQLModel.metadata.tables["page_lists"]
TEXTS: Final[Table] = SQLModel.metadata.tables["page_texts"]
