"""The tables of batches: how far each has come, which chunks are done, and the results.

``batch_rows`` and ``batch_details`` are about people: their rows go with their batch, when it is deleted or its time is
over, or with whom they are about. ``batch_waiting`` names who is still to be scored, by a keyed hash.

A list is a batch that pages show. ``page_lists`` and ``page_texts`` hold what they keep of it besides, sealed under a
key that goes with the list: when somebody forgets it, or when its time is over.
"""

from typing import Any, Final

from sqlalchemy import JSON, BigInteger, Column, Float, Index, LargeBinary, Table, Text
from sqlmodel import Field, SQLModel

from service.batches.columns import ALL_COLUMNS, OUTPUT_SCHEMA
from service.table_columns import big_column, bytes_column, text_column


class BatchRow(SQLModel, table=True):
    """A batch. What is pending is ``total`` less the three counters, which change in one statement with their rows."""

    __tablename__ = "batches"
    __table_args__ = (Index("ix_batches_tenant", "tenant", "created_at"),)
    id: str = Field(primary_key=True, max_length=60)
    tenant: int = 0
    state: str = Field(max_length=20)
    total: int = 0
    scored: int = 0
    abstained: int = 0
    failed: int = 0
    chunks: int = 0
    spool: str = text_column(nullable=False)
    options: str = text_column(nullable=False)
    remarks: str = text_column(nullable=False)
    problem: str | None = text_column(nullable=True)
    taxonomy_version: str = Field(max_length=80)
    created_at: int = big_column(nullable=False)
    started_at: int | None = big_column(nullable=True)
    finished_at: int | None = big_column(nullable=True)


class BatchChunkRow(SQLModel, table=True):
    """A chunk whose results are in: written in the transaction that wrote them."""

    __tablename__ = "batch_chunks"
    batch_id: str = Field(primary_key=True, max_length=60)
    chunk: int = Field(primary_key=True)
    worker: str = Field(max_length=100)
    done_at: int = big_column(nullable=False)


class BatchWorkerRow(SQLModel, table=True):
    """A process that scores, and when it was last heard of."""

    __tablename__ = "batch_workers"
    id: str = Field(primary_key=True, max_length=100)
    seen_at: int = big_column(nullable=False)


class BatchForgottenRow(SQLModel, table=True):
    """Someone who is to be left out of a batch that is still running: a hash of their id, until the batch ends."""

    __tablename__ = "batch_forgotten"
    batch_id: str = Field(primary_key=True, max_length=60)
    mark: str = Field(primary_key=True, max_length=64)


class BatchWaitingRow(SQLModel, table=True):
    """A candidate who waits to be scored: a keyed hash of their id, until the batch ends."""

    __tablename__ = "batch_waiting"
    __table_args__ = (Index("ix_batch_waiting_person", "person"), {"sqlite_with_rowid": False})
    batch_id: str = Field(primary_key=True, max_length=60)
    row: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    person: bytes = Field(sa_column=Column(LargeBinary, nullable=False, info={"personal": True}))


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


def _results() -> Table:
    """The output columns of each candidate. The key of batch and row is the second guard against scoring twice."""
    kinds: dict[str, Any] = {"int64": BigInteger, "double": Float(53), "string": Text}
    columns: list[Column[Any]] = [Column("batch_id", Text, primary_key=True)]
    columns += [
        Column(
            name,
            kinds[str(OUTPUT_SCHEMA.field(name).type)],
            primary_key=name == "row",
            autoincrement=False,
            info={"personal": name != "row"},
        )
        for name in ALL_COLUMNS
    ]
    person = Index("ix_batch_rows_person", "external_id")
    return Table("batch_rows", SQLModel.metadata, *columns, person, sqlite_with_rowid=False)


_DETAIL_KINDS: Final[dict[str, Any]] = {
    "years": Float(53), "title": Text, "points": JSON, "held": JSON, "job_held": JSON, "parts": JSON,
}  # fmt: skip


def _details() -> Table:
    """What a page needs of each scored candidate besides the output: tenths by role, and the evidence behind them.

    What a ranking reads stands first: SQLite keeps the beginning of a row at hand and the rest on other pages.
    """
    return Table(
        "batch_details",
        SQLModel.metadata,
        Column("batch_id", Text, primary_key=True),
        Column("row", BigInteger, primary_key=True, autoincrement=False),
        *(Column(name, kind, nullable=False, info={"personal": True}) for name, kind in _DETAIL_KINDS.items()),
        sqlite_with_rowid=False,
    )


RESULTS: Final = _results()
DETAILS: Final = _details()
BATCHES: Final[Table] = SQLModel.metadata.tables["batches"]
CHUNKS: Final[Table] = SQLModel.metadata.tables["batch_chunks"]
WORKERS: Final[Table] = SQLModel.metadata.tables["batch_workers"]
FORGOTTEN: Final[Table] = SQLModel.metadata.tables["batch_forgotten"]
WAITING: Final[Table] = SQLModel.metadata.tables["batch_waiting"]
LISTS: Final[Table] = SQLModel.metadata.tables["page_lists"]
TEXTS: Final[Table] = SQLModel.metadata.tables["page_texts"]
TABLES: Final = (BATCHES, CHUNKS, WORKERS, FORGOTTEN, WAITING, RESULTS, DETAILS)
