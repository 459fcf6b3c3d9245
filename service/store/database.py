"""The database: opened, brought up to date, and its transactions.

Short transactions only, and nothing slow inside them. On SQLite a writing transaction takes its lock when it begins
(``BEGIN IMMEDIATE``), so that it can never fail half way for a lock that another holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, literal, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlmodel import Session

from service.errors import UserError

T = TypeVar("T")
_LOT: Final = 100  # things that one statement asks for: their files must fit into memory together
_LOCK = text("SELECT pg_advisory_xact_lock(:number)")
_ALONE = 0x526F6C65666974  # "Rolefit"
# Parts of the service that bring tables of their own keep their migrations beside their code.
_PARTS = ("service.batches", "service.ats", "service.webhooks", "service.audit")


def open_database(url: str, *, pool: int = 10) -> Engine:
    """An engine whose tables are up to date; an SQLite file and its folder are created where there are none.

    Raises UserError where there is no database to open.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UserError("no-database", "ROLEFIT_DATABASE_URL is no address of a database.") from None
    try:
        engine = _engine(parsed, pool)
        migrate(engine)
    except OSError as error:
        raise _not_opened(parsed, error.strerror or "") from error
    except DatabaseError as error:
        raise _not_opened(parsed, str(error.orig)) from error
    return engine


def _not_opened(url: URL, reason: str) -> UserError:
    """Why a database can't be opened, without the password; drivers say more in further lines."""
    first = reason.strip().partition("\n")[0].rstrip(" .:")
    return UserError("no-database", f"The database {url.render_as_string()} can't be opened: {first}.")


def migrate(engine: Engine) -> None:
    """Run the migrations that this database has not seen; only one process at a time does."""
    config = Config()
    config.set_main_option("script_location", str(_folder("service.store")))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", "\n".join(str(folder) for folder in _version_folders()))
    with engine.execution_options(writes=True).begin() as connection:
        keep_others_from(connection, _ALONE)
        config.attributes["connection"] = connection
        command.upgrade(config, "heads")


class Database:
    """Sessions for reading and for writing."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(writes=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed whole at the end, or not at all."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def writing_alone(self) -> Iterator[Session]:
        """A writing session that no other one of this kind overlaps, in any process: what is done once looks first."""
        with self.writing() as session:
            keep_others_from(session.connection(), _ALONE)
            yield session

    def scrub(self) -> None:
        """Leave no copy of deleted or changed pages in SQLite's write-ahead log."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                raw = connection.connection.driver_connection
                connection.rollback()
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # type: ignore[union-attr]


def keep_others_from(connection: Connection, number: int) -> None:
    """Wait until no other transaction holds this number, and hold it until this one ends.

    On SQLite there is one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"number": number})


def lots(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """The same in parts, each as long as one statement may ask for."""
    return (things[first : first + _LOT] for first in range(0, len(things), _LOT))


def insert_new(connection: Connection, table: Any, values: Mapping[str, Any]) -> bool:  # noqa: ANN401
    """Insert a row; False where its place is taken, also by a transaction that ended meanwhile."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    # Rows come back on every database; a driver's count of them does not.
    statement = dialect.insert(table).values(values).on_conflict_do_nothing().returning(literal(1))
    return connection.execute(statement).first() is not None


def _engine(parsed: URL, pool: int) -> Engine:
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed, pool_size=pool, max_overflow=0, pool_timeout=10, pool_pre_ping=True, hide_parameters=True
        )
    if parsed.database:
        Path(parsed.database).absolute().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(
        parsed, pool_size=pool, max_overflow=0, hide_parameters=True, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "busy_timeout=15000",
        "journal_mode=WAL",
        "synchronous=FULL",  # what was acknowledged survives a power cut too
        "foreign_keys=ON",
        "secure_delete=ON",  # deleted means overwritten
        "cache_size=-8000",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _folder(package: str) -> Path:
    return Path(str(resources.files(package))) / "migrations"


def _version_folders() -> list[Path]:
    parts = [_folder(part) for part in _PARTS if find_spec(part) is not None]
    return [_folder("service.store") / "versions", *(folder for folder in parts if folder.is_dir())]
