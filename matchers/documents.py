"""What a reader hands to the matchers: text, where it came from, and what it found on the way."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "warning"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know about a file, such as text that nobody can see."""

    code: str
    severity: Severity
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The visible text of one file.

    ``text`` has one line per paragraph or bullet and blank lines between blocks; every offset in a report counts code
    points into it. ``digest`` is ``sha256:`` and the hex digest of the file's bytes. ``pages`` is None for formats
    without pages.
    """

    text: str
    media_type: str
    digest: str
    pages: int | None = None
    findings: tuple[Finding, ...] = ()
