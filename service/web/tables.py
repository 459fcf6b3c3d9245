"""The tables of lists: a batch that pages show, and its texts, sealed under a key that goes with the list.

Everything here is about people and leaves with its list: when somebody forgets it, or when its time is over.
"""

from typing import Any, Final

from sqlalchemy import BigInteger, Column, Index, LargeBinary, Table
from sqlmodel import Field, SQLModel


def _time(**options: Any) -> Any:  # noqa: ANN401
    return Field(sa_column=Column(BigInteger, **options))


def _bytes(*, personal: bool = False, **options: Any) -> Any:  # noqa: ANN401
    return Field(sa_column=Column(LargeBinary, info={"personal": personal}, **options))


class ListRow(SQLModel, table=True):
    """A list of candidates: ``sealed`` is what it is called, ``until`` when it is forgotten."""

    __tablename__ = "page_lists"
    __table_args__ = (
        Index("ix_page_lists_tenant", "tenant", "created_at"),
        Index("ix_page_lists_until", "until"),
    )
    batch_id: str = Field(primary_key=True, max_length=60)
    tenant: int
    data_key: bytes = _bytes(nullable=False)
    sealed: bytes = _bytes(nullable=False)
    created_at: int = _time(nullable=False)
    until: int = _time(nullable=False)


class TextRow(SQLModel, table=True):
    """What one candidate sent: a text, or a file with the ending of its name; ``person`` is a keyed hash of the id."""

    __tablename__ = "page_texts"
    __table_args__ = (Index("ix_page_texts_person", "person"),)
    batch_id: str = Field(primary_key=True, max_length=60)
    row: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    sealed: bytes = _bytes(personal=True, nullable=False)
    person: bytes | None = _bytes(personal=True, nullable=True)


LISTS: Final[Table] = SQLModel.metadata.tables["page_lists"]
TEXTS: Final[Table] = SQLModel.metadata.tables["page_texts"]
