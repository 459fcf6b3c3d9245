"""The use case behind every door: bytes of a resume in, a report out."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from matchers.documents import Document
from matchers.matching import Job, Matcher
from matchers.reports import Json, report, resume_part
from matchers.weights import AS_OF
from service.errors import UserError
from service.reading import ReadingError

# Files that were understood to hold nothing that can be assessed: they get a report without a number.
ABSTAINING = frozenset({"document-image-only", "document-empty"})


class DocumentReader(Protocol):
    """What turns bytes into a document."""

    def read(self, data: bytes, *, name: str | None = None, media_type: str | None = None) -> Document:
        """Read a file; raises ReadingError."""
        ...


def resume_id(digest: str) -> str:
    """The id of a resume that nobody stored: the same for the same bytes."""
    return f"res_{digest.removeprefix('sha256:')[:20]}"


def roles_checked(matcher: Matcher, role_ids: Sequence[str]) -> list[str] | None:
    """The role ids asked for, or None for all; a title works as well as an id.

    Raises UserError for one that the taxonomy doesn't have.
    """
    known = matcher.taxonomy.role_by_id
    by_title = {role.title.lower(): role.id for role in matcher.taxonomy.roles}
    chosen = []
    for name in role_ids:
        identity = name if name in known else by_title.get(name.lower())
        if identity is None:
            raise UserError("not-found", f"There is no role {name!r}. The roles are: {', '.join(sorted(known))}.")
        chosen.append(identity)
    return chosen or None


def match_document(
    matcher: Matcher,
    document: Document,
    *,
    role_ids: Sequence[str] | None = None,
    job: Job | None = None,
    top: int = 5,
    as_of: int = AS_OF,
) -> Json:
    """The report on a document that was read."""
    return matcher.match(
        document, resume_id=resume_id(document.digest), role_ids=role_ids, job=job, top=top, as_of=as_of
    )


def abstained(
    matcher: Matcher, data: bytes, error: ReadingError, media_type: str = "application/octet-stream", as_of: int = AS_OF
) -> Json:
    """The report on a file that holds nothing to assess: no number, and the reason."""
    digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
    document = Document("", media_type, digest)
    part = resume_part(resume_id(digest), document, None, matcher.taxonomy.skill_by_id)
    return report(
        part, [], job=None, abstained={"code": error.code, "message": error.message}, versions=matcher.versions(as_of)
    )


def text_document(text: str) -> Document:
    """Pasted text as a document; its digest is that of its UTF-8 bytes."""
    return Document(text, "text/plain", f"sha256:{hashlib.sha256(text.encode()).hexdigest()}")


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises UserError with one sentence for a missing file, a folder, or one that can't be opened.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UserError("file-not-found", f"There is no file {path}.") from error
    except IsADirectoryError as error:
        raise UserError("is-a-folder", f"{path} is a folder; give files, or use rolefit batch for a folder.") from error
    except OSError as error:
        raise UserError("cannot-read", f"{path} can't be opened: {error.strerror}.") from error
