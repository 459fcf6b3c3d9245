"""The documents behind the taxonomy: the sentence around a citation, where its document is ours to show."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from taxonomy.model import Citation, Taxonomy

_LONGEST = 240  # characters of a line that are shown around a citation; guides' bullets are shorter
_MARKS = re.compile(r"^[\s>#*+•–-]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Text around a place: what stands before it, the place itself, what follows."""

    before: str
    quote: str
    after: str


class Guides:
    """Texts of documents by id: the shipped guides, as long as they are those that the taxonomy was built from."""

    def __init__(self, taxonomy: Taxonomy, own: Mapping[str, tuple[str, str]] | None = None) -> None:
        """Know the digests that the texts must have; ``own`` are titles and texts of added documents by id."""
        self._own = dict(own or {})
        self._digests = {document.id: document.sha256 for document in taxonomy.documents}
        self._titles = {document.id: document.title for document in taxonomy.documents}

    def text(self, document: str) -> str | None:
        """A document's text, or None where it isn't ours or has changed since."""
        if document in self._own:
            return self._own[document][1]
        digest = self._digests.get(document)
        return _shipped(document, digest) if digest else None

    def title(self, document: str) -> str:
        """A document's title; its id where it has none."""
        return self._own[document][0] if document in self._own else self._titles.get(document, document)

    def where(self, place: Citation | Mapping[str, Any] | None, home: str) -> str:
        """A citation's place in words; the title of the document ``home``, which the reader has open, is left out."""
        if place is None:
            return ""
        document, heading = (
            (place.document, place.heading) if isinstance(place, Citation) else (place["document"], place["heading"])
        )
        under = f"under {heading.replace(' > ', ' › ')}" if heading else "in the opening lines"
        return (
            under
            if document == home
            else f"in {self.title(document)}, {under}"
            if heading
            else f"in {self.title(document)}"
        )

    def passage(self, place: Citation | Mapping[str, Any] | None) -> Passage | None:
        """The sentence that a citation stands in, or None where its text can't be shown."""
        if place is None:
            return None
        document, start, end = _parts(place)
        text = self.text(document)
        if text is None or not 0 <= start < end <= len(text):
            return None
        return passage(text, start, end)


class JobText(Guides):
    """The one document that a posted job's profile cites: the job description itself, where its text is at hand."""

    def __init__(self, text: str | None) -> None:
        """Hold the text."""
        self._text = text

    def text(self, document: str) -> str | None:  # noqa: ARG002 (it cites nothing else)
        """The job description's text."""
        return self._text

    def title(self, document: str) -> str:  # noqa: ARG002
        """What it is called."""
        return "the job description"


def passage(text: str, start: int, end: int, longest: int = _LONGEST) -> Passage:
    """The line around ``start:end`` without list marks, cut at words where it is long."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    before, quote, after = text[first:start], text[start:end], text[end:last].rstrip()
    before = _MARKS.sub("", before)
    room = max(20, (longest - len(quote)) // 2)
    if len(before) > room and len(before) + len(quote) + len(after) > longest:
        before = "… " + before[-room:].partition(" ")[2]
    if len(after) > room and len(before) + len(quote) + len(after) > longest:
        after = after[:room].rpartition(" ")[0] + " …"
    return Passage(before, " ".join(quote.split()), after)


def _parts(place: Citation | Mapping[str, Any]) -> tuple[str, int, int]:
    if isinstance(place, Citation):
        return place.document, place.start, place.end
    return str(place["document"]), int(place["start"]), int(place["end"])


@cache
def _shipped(document: str, digest: str) -> str | None:
    if not re.fullmatch(r"[\w-]+", document):
        return None
    file = resources.files("taxonomy") / "documents" / f"{document}.md"
    if not file.is_file():
        return None
    text = file.read_text(encoding="utf-8")
    return text if hashlib.sha256(text.encode()).hexdigest() == digest else None
