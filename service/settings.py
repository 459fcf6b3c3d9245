"""Every setting of the service: read from the environment, each as ``ROLEFIT_`` and its name in capitals."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from service.errors import ManyProblems, Problem
from service.reading import ReadingLimits

MEBIBYTE: Final = 1 << 20
PREFIX: Final = "ROLEFIT_"
_FIELD: Final = re.compile(r'field "(\w+)"')


class Settings(BaseSettings):
    """What an operator may change; ``docs/deploy.md`` holds the same table."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    database_url: str = Field(
        default="sqlite:///rolefit-data/rolefit.db",
        repr=False,
        description="Where everything is kept: sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME.",
    )
    database_pool: int = Field(
        default=10, ge=1, le=200, description="Connections that one worker process keeps at most."
    )
    secret_key: SecretStr | None = Field(
        default=None,
        description="The key from which encryption and key hashes are derived: 32 characters or more. Without it, "
        "SQLite keeps a generated one in secret.key beside the database; PostgreSQL refuses to start.",
    )
    secret_key_previous: SecretStr | None = Field(
        default=None, description="The key before this one, for the one start that changes it; afterwards it may go."
    )
    keys_required: bool = Field(
        default=False,
        description="Refuse requests without an API key even before the first key exists. Without it, a service "
        "without keys answers on loopback only.",
    )
    taxonomy_path: Path | None = Field(
        default=None, description="A taxonomy file of your own; without it the shipped one."
    )
    max_bytes: int = Field(default=10_000_000, ge=1_000, description="Bytes of an upload.")
    max_pages: int = Field(default=30, ge=1, description="Pages of a document that are read.")
    max_characters: int = Field(
        default=200_000, ge=1_000, description="Characters of a document or of a text that are read."
    )
    read_seconds: float = Field(default=10.0, gt=0, description="Seconds that reading one document may take.")
    read_memory_mb: int = Field(default=1024, ge=128, description="Mebibytes that a reading process may use.")
    read_workers: int = Field(default=1, ge=1, le=64, description="Documents read at a time by each worker process.")
    read_queue: int = Field(
        default=64, ge=0, description="Documents that may wait to be read before queue-full is answered."
    )
    match_threads: int = Field(default=1, ge=1, le=64, description="Matches computed at a time by each worker process.")
    batch_workers: int = Field(
        default=0, ge=0, le=256, description="Processes that score batches; 0 for one a processor."
    )
    batch_folder: Path | None = Field(
        default=None,
        description="Where uploads of batches wait to be scored, a folder that every worker of one database sees; "
        "without it, batches beside the SQLite database, or in rolefit-data.",
    )
    rate_per_minute: int = Field(
        default=600, ge=0, le=1_000_000_000, description="Requests a key may make in a minute; 0 for no limit."
    )
    quota_per_day: int = Field(
        default=0, ge=0, le=1_000_000_000, description="Requests a key may make in a day (UTC); 0 for no limit."
    )
    retention_file_days: int = Field(
        default=30, ge=0, le=36_500, description="Days that a stored upload's own bytes are kept."
    )
    retention_text_days: int = Field(
        default=365, ge=0, le=36_500, description="Days that a stored resume's text is kept."
    )
    retention_score_days: int = Field(
        default=1461, ge=0, le=36_500, description="Days that reports, scores and the record are kept."
    )
    idempotency_hours: int = Field(
        default=24, ge=1, le=8_760, description="Hours that an Idempotency-Key is remembered."
    )
    background: bool = Field(default=True, description="Run retention and rescoring in this process.")
    background_seconds: float = Field(default=5.0, gt=0, description="Pause between two looks for background work.")
    webhook_allow_loopback: bool = Field(
        default=False, description="Let calls go out to addresses of this machine itself, without TLS; for tests only."
    )
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        pattern=r"^https?://[^/?#]+$",
        description="Where the service is reached from outside; links to reports begin with it. With https, cookies "
        "and the address itself are for TLS alone.",
    )
    report_link_days: int = Field(
        default=90, ge=1, le=1461, description="Days that the link to an order's report works."
    )
    order_threads: int = Field(default=4, ge=1, le=64, description="Orders worked on at a time by each worker process.")
    download_seconds: float = Field(
        default=20.0, gt=0, le=60, description="Seconds that fetching an order's resume may take."
    )
    greenhouse_callbacks: tuple[str, ...] = Field(
        default=("https://app.greenhouse.io/integrations/testing_partners/take_home_tests/",),
        description="Where Greenhouse's callbacks may lie, as a JSON list; our key is sent nowhere else.",
    )
    ashby_url: str = Field(default="https://api.ashbyhq.com", description="Ashby's API.")
    cors_origins: tuple[str, ...] = Field(
        default=(), description="Origins whose pages may call the API, as a JSON list."
    )
    log_format: Literal["json", "text"] = Field(default="json", description="Log lines as JSON or for people.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="The least level logged."
    )
    shutdown_seconds: int = Field(
        default=30, ge=1, description="Seconds that open requests get when the service stops."
    )

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql+psycopg://", "postgresql://")):
            raise ValueError("give sqlite:///PATH or postgresql+psycopg://USER:PASSWORD@HOST/NAME")
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("secret_key", "secret_key_previous")
    @classmethod
    def _long_enough(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < 32:
            raise ValueError("a secret key has 32 characters or more")
        return secret

    @property
    def sqlite_file(self) -> Path | None:
        """The file of an SQLite database, or None for a server."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.database_url.startswith("sqlite") else None

    @property
    def behind_tls(self) -> bool:
        """Whether who comes from outside comes over TLS, which ends before us."""
        return self.public_url.startswith("https:")

    def reading_limits(self) -> ReadingLimits:
        """The limits of the reader."""
        return ReadingLimits(
            max_bytes=self.max_bytes,
            max_pages=self.max_pages,
            max_characters=self.max_characters,
            seconds=self.read_seconds,
            memory_bytes=self.read_memory_mb * MEBIBYTE,
            queue=self.read_queue,
        )


def read_settings() -> Settings:
    """The settings of the environment. Raises ManyProblems, naming each variable; what it holds is not repeated."""
    try:
        return Settings()
    except ValidationError as error:
        raise ManyProblems([_problem(str(e["loc"][0]), e["msg"]) for e in error.errors(include_input=False)]) from None
    except SettingsError as error:  # a list that is no JSON; only the message says which
        named = _FIELD.search(str(error))
        name = named[1] if named else "of the lists"
        raise ManyProblems([_problem(name, 'Write a list as JSON, such as ["https://example.com"]')]) from None


def unknown_settings(names: Iterable[str]) -> list[str]:
    """A sentence for each variable that looks like a setting and is none: a misspelt one would change nothing."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    unknown = sorted(name for name in names if name.startswith(PREFIX) and name not in known)
    return [_unknown(name, known) for name in unknown]


def _unknown(name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), 1)
    return f"There is no setting {name}, so it changes nothing" + (f"; {near[0]} is one." if near else ".")


def _problem(name: str, message: str) -> Problem:
    return Problem("bad-setting", f"{message.removeprefix('Value error, ')}.", f"{PREFIX}{name.upper()}")
