"""Every setting of the service: read from the environment, each as ``ROLEFIT_`` and its name in capitals."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.reading import ReadingLimits

MEBIBYTE = 1 << 20


class Settings(BaseSettings):
    """What an operator may change; ``docs/deploy.md`` holds the same table."""

    model_config = SettingsConfigDict(env_prefix="ROLEFIT_", frozen=True, extra="ignore")

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
        default=None, description="The key before this one, so that what it sealed can still be opened."
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
    rate_per_minute: int = Field(default=600, ge=0, description="Requests a key may make in a minute; 0 for no limit.")
    quota_per_day: int = Field(default=0, ge=0, description="Requests a key may make in a day (UTC); 0 for no limit.")
    retention_file_days: int = Field(default=30, ge=0, description="Days that a stored upload's own bytes are kept.")
    retention_text_days: int = Field(default=365, ge=0, description="Days that a stored resume's text is kept.")
    retention_score_days: int = Field(
        default=1461, ge=0, description="Days that reports, scores and the record are kept."
    )
    idempotency_hours: int = Field(default=24, ge=1, description="Hours that an Idempotency-Key is remembered.")
    background: bool = Field(default=True, description="Run retention and rescoring in this process.")
    background_seconds: float = Field(default=5.0, gt=0, description="Pause between two looks for background work.")
    webhook_allow_private: bool = Field(
        default=False, description="Let webhooks go to private and loopback addresses without TLS; for tests only."
    )
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
