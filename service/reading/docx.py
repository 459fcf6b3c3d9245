"""Word documents: which parts of the package are on paper, and in which order they are read."""

import posixpath
from collections.abc import Mapping

from matchers.documents import Finding
from service.reading.archives import Archive, parse_xml
from service.reading.blocks import BlockWriter
from service.reading.extracted import Extracted, hidden_text
from service.reading.problems import corrupt
from service.reading.word.blocks import write_blocks
from service.reading.word.body import BodyReader
from service.reading.word.look import is_on, local
from service.reading.word.styles import Styles

_MAX_PARTS = 24


def _relationships(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Type and target of the internal relationships of a part, by id; targets outside the package are dropped."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", name + ".rels")
    found: dict[str, tuple[str, str]] = {}
    if path not in archive.names():
        return found

    def start(_: str, attributes: Mapping[str, str]) -> None:
        if attributes.get("TargetMode") == "External" or "Target" not in attributes:
            return
        target = attributes["Target"]
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], full)

    parse_xml(archive.read(path), start, lambda _: None, lambda _: None)
    return found


def _main_part(archive: Archive) -> str:
    names = archive.names()
    for kind, target in _relationships(archive, "").values():
        if kind == "officeDocument" and target in names:
            return target
    for name in names:
        if name.lower().startswith("word/document") and name.lower().endswith(".xml"):
            return name
    raise corrupt("is a Word file without a document inside")


def _has_even_pages(archive: Archive, settings: str | None) -> bool:
    """Whether even pages have headers of their own; otherwise nobody sees those."""
    found = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal found
        if local(name) == "evenAndOddHeaders":
            found = is_on(attributes)

    if settings is not None:
        parse_xml(archive.read(settings), start, lambda _: None, lambda _: None)
    return found


class _Package:
    """The readers of the parts of one document."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.main = _main_part(archive)
        self.relations = _relationships(archive, self.main)
        styles = self.target("styles")
        self.styles = Styles.read(archive.read(styles)) if styles is not None else Styles()

    def target(self, kind: str) -> str | None:
        """The part that the document refers to as ``kind``."""
        names = set(self.archive.names())
        return next((part for found, part in self.relations.values() if found == kind and part in names), None)

    def read(self, part: str, notes: frozenset[str] | None = None, ground: str = "FFFFFF") -> BodyReader:
        """Read one part."""
        reader = BodyReader(self.styles, page_ground=ground, wanted_notes=notes)
        parse_xml(self.archive.read(part), reader.start, reader.end, reader.text)
        return reader

    def edges(self, body: BodyReader, kind: str) -> list[str]:
        """The headers or footers that are printed, each once."""
        names = set(self.archive.names())
        even = _has_even_pages(self.archive, self.target("settings"))
        parts: list[str] = []
        for element, page_type, identifier in body.parts:
            shown = page_type == "default" or (page_type == "first" and body.first_page_differs)
            if element == kind and (shown or (page_type == "even" and even)):
                part = self.relations.get(identifier, ("", ""))[1]
                if part in names and part not in parts:
                    parts.append(part)
        return parts[:_MAX_PARTS]


def _comment_characters(archive: Archive, part: str | None) -> int:
    count = 0

    def text(piece: str) -> None:
        nonlocal count
        count += len("".join(piece.split()))

    if part is not None:
        parse_xml(archive.read(part), lambda *_: None, lambda _: None, text)
    return count


def read_docx(data: bytes) -> Extracted:
    """Read a DOCX: headers, body, notes, footers. Raises ``ReadingError``."""
    archive = Archive(data)
    package = _Package(archive)
    body = package.read(package.main)
    notes = frozenset(body.notes)
    readers = [package.read(part, ground=body.page_ground) for part in package.edges(body, "headerReference")]
    readers.append(body)
    for kind in ("footnotes", "endnotes"):
        part = package.target(kind)
        if part is not None and notes:
            readers.append(package.read(part, notes, body.page_ground))
    readers += [package.read(part, ground=body.page_ground) for part in package.edges(body, "footerReference")]
    writer = BlockWriter()
    banner = any(reader.banner for reader in readers)
    unseen = _comment_characters(archive, package.target("comments"))
    for reader in readers:
        reader.settle(banner=banner)
        unseen += reader.unseen
        write_blocks(reader.blocks, writer)
        writer.gap()
    findings: tuple[Finding, ...] = (hidden_text(unseen),) if unseen else ()
    return Extracted(writer.text(), None, findings)
