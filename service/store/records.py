"""What the store takes and gives: frozen records, free of tables and sessions."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from matchers.documents import Document, Finding
from taxonomy.model import RoleProfile, Skill

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # of 32: no letter that is read as another
_LETTERS: Final = 26  # of 32: 130 bits


def new_id(prefix: str) -> str:
    """A random id such as ``res_0c4…``: 26 letters that tell nothing."""
    return prefix + "_" + "".join(secrets.choice(ALPHABET) for _ in range(_LETTERS))


def is_id(text: str, prefix: str) -> bool:
    """Whether a text has the form of our ids, so that nothing else reaches the database."""
    start, letters = text[: len(prefix) + 1], text[len(prefix) + 1 :]
    return start == f"{prefix}_" and len(letters) == _LETTERS and set(letters) <= set(ALPHABET)


def timestamp(milliseconds: int) -> str:
    """RFC 3339, UTC, to the second."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True)
class Tenant:
    """A customer."""

    number: int
    name: str
    catalogue: int | None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """What is known of an API key; ``hash`` is a keyed hash of its secret."""

    id: str
    tenant: int
    name: str
    hash: bytes
    scopes: frozenset[str]
    created_at: int
    expires_at: int | None = None
    revoked_at: int | None = None
    rate_per_minute: int | None = None
    quota_per_day: int | None = None

    def state(self, now: int) -> str:
        """``live``, ``expired`` or ``revoked``."""
        if self.revoked_at is not None and self.revoked_at <= now:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= now else "live"


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when, in milliseconds, the parts of a resume are kept."""

    file_until: int | None
    text_until: int | None
    until: int


@dataclass(frozen=True, slots=True)
class StoredResume:
    """A stored resume without its text: what listing and matching need to know of it."""

    number: int
    id: str
    external_id: str | None
    digest: str
    media_type: str
    pages: int | None
    characters: int
    findings: tuple[Finding, ...]
    created_at: int
    retention: Retention
    held: bool
    has_text: bool
    has_file: bool


@dataclass(frozen=True, slots=True)
class WholeResume:
    """A stored resume with its text and its file, as far as they are still kept."""

    resume: StoredResume
    text: str | None
    original: bytes | None


@dataclass(frozen=True, slots=True)
class Person:
    """Whom something is about: by a stored resume, or by the caller's own id."""

    resume_id: str | None = None
    external_id: str | None = None


def resume_ids_of(people: Sequence[Person]) -> list[str]:
    """The resumes by which people are named."""
    return [person.resume_id for person in people if person.resume_id is not None]


def external_ids_of(people: Sequence[Person]) -> list[str]:
    """The caller's own ids by which people are named."""
    return [person.external_id for person in people if person.external_id is not None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a stored report was made with, so that it can be made again."""

    role_ids: tuple[str, ...] | None
    top: int
    as_of: int
    job: dict[str, Any] | None
    versions: dict[str, str]


@dataclass(frozen=True, slots=True)
class StoredMatch:
    """A stored report, as the JSON text it was answered with."""

    id: str
    resume_id: str
    catalogue: int
    report: bytes
    recipe: Recipe
    created_at: int


@dataclass(frozen=True)
class OwnRole:
    """A tenant's role, the skills it brought along, and the text it was built from."""

    profile: RoleProfile
    skills: tuple[Skill, ...]
    text: str
    created_at: int
    updated_at: int


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """A version of a taxonomy: ``number`` inside the database, ``version`` outside."""

    number: int
    tenant: int
    version: str
    base: str
    created_at: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored resume's place in a role's ranking, in tenths of a point."""

    resume: StoredResume
    points: int
    catalogue: int


@dataclass(frozen=True, slots=True)
class ToScore:
    """A resume whose scores are of an older catalogue."""

    number: int
    document: Document | None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: ids and a type, never content."""

    number: int
    id: str
    tenant: int
    type: str
    data: dict[str, Any]
    created_at: int
