"""OpenDocument texts (ODT)."""

from collections.abc import Mapping

from matchers.documents import Finding
from service.reading.archives import Archive, parse_xml
from service.reading.blocks import BlockWriter
from service.reading.extracted import Extracted, hidden_text
from service.reading.problems import ReadingError, corrupt
from service.reading.word.look import MIN_HALF_POINTS, WHITE, Look, attribute, local

_SKIPPED = frozenset(("annotation", "annotation-end", "tracked-changes", "desc", "title", "script", "event-listeners"))
_BREAKS = {"tab": "\t", "line-break": "\n", "soft-page-break": ""}
_PARAGRAPHS = frozenset(("p", "h"))


def _points(size: str) -> float | None:
    try:
        return float(size.removesuffix("pt")) if size.endswith("pt") else None
    except ValueError:
        return None


class _Styles:
    """Looks of paragraph and text styles by name, with what they inherit."""

    def __init__(self) -> None:
        self._looks: dict[str, Look] = {}
        self._parents: dict[str, str] = {}
        self._current: str | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element of a style sheet opens."""
        tag = local(name)
        if tag == "style":
            self._current = attribute(attributes, "name") or ""
            self._looks.setdefault(self._current, Look())
            self._parents[self._current] = attribute(attributes, "parent-style-name") or ""
        elif tag in ("text-properties", "paragraph-properties") and self._current is not None:
            self._looks[self._current] = self._look(attributes).over(self._looks[self._current])

    def end(self, name: str) -> None:
        """An element of a style sheet closes."""
        if local(name) == "style":
            self._current = None

    @staticmethod
    def _look(attributes: Mapping[str, str]) -> Look:
        points = _points(attribute(attributes, "font-size") or "")
        colour = (attribute(attributes, "color") or "").lstrip("#").upper() or None
        ground = (attribute(attributes, "background-color") or "").lstrip("#").upper() or None
        hidden = attribute(attributes, "display") == "none" or None
        half_points = int(2 * points) if points is not None else None
        return Look(hidden, colour, half_points, None if ground == "TRANSPARENT" else ground)

    def of(self, name: str | None) -> Look:
        """The look of a style with everything it inherits."""
        look = Look()
        for _ in range(20):
            if not name or name not in self._looks:
                break
            look = look.over(self._looks[name])
            name = self._parents.get(name)
        return look


class _Body:
    """Walks ``content.xml``, or only the elements called ``only`` of ``styles.xml``."""

    def __init__(self, styles: _Styles, only: str | None = None) -> None:
        self.styles = styles
        self.only = only
        self.blocks = BlockWriter()
        self.unseen = 0
        self._path: list[str] = []
        self._looks: list[Look] = []
        self._paragraphs: list[list[str]] = []
        self._lists = 0
        self._rows: list[list[list[str]]] = []
        self._skipping = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        tag = local(name)
        self._path.append(tag)
        if self._skipping or tag in _SKIPPED:
            self._skipping += 1
            return
        look = self.styles.of(attribute(attributes, "style-name"))
        self._looks.append(look.over(self._looks[-1]) if self._looks and tag != "frame" else look)
        if self.only is not None and self.only not in self._path:
            return
        if tag in _PARAGRAPHS and "text" in name:
            self._paragraphs.append([])
        elif tag == "list":
            self._lists += 1
        elif tag == "table-row":
            self._rows.append([])
        elif tag == "table-cell" and self._rows:
            self._rows[-1].append([])
        elif tag == "s":
            count = attribute(attributes, "c") or "1"
            self._put(" " * min(int(count) if count.isdigit() else 1, 100))
        elif tag in _BREAKS:
            self._put(_BREAKS[tag])

    def text(self, piece: str) -> None:
        """Letters between tags."""
        if self._skipping or not self._paragraphs:
            return
        look = self._looks[-1] if self._looks else Look()
        tiny = look.half_points is not None and look.half_points < MIN_HALF_POINTS
        if look.hidden or tiny or look.melts(WHITE):
            self.unseen += len("".join(piece.split()))
        else:
            self._put(" ".join(piece.split("\n")))

    def end(self, name: str) -> None:
        """An element closes."""
        tag = self._path.pop()
        if self._skipping:
            self._skipping -= 1
            return
        self._looks.pop()
        if self.only is not None and self.only not in self._path:
            return
        if tag in _PARAGRAPHS and "text" in name:
            self._end_paragraph(tag)
        elif tag == "list":
            self._lists -= 1
        elif tag == "table-row" and self._rows:
            cells = ["\n".join(cell) for cell in self._rows.pop()]
            if self._rows and self._rows[-1]:
                self._rows[-1][-1] += cells
            else:
                self.blocks.row(cells)
        elif tag == "table":
            self.blocks.gap()

    def _put(self, piece: str) -> None:
        if self._paragraphs:
            self._paragraphs[-1].append(piece)

    def _end_paragraph(self, tag: str) -> None:
        text = "".join(self._paragraphs.pop())
        if self._rows and self._rows[-1]:
            if text.strip():
                self._rows[-1][-1].append(("• " if self._lists else "") + text.strip())
        elif not text.strip():
            self.blocks.gap()
        elif tag == "h":
            self.blocks.heading(text)
        elif self._lists:
            self.blocks.bullet(text)
        else:
            self.blocks.paragraph(text)


def _refuse_encrypted(archive: Archive) -> None:
    def start(name: str, _: Mapping[str, str]) -> None:
        if local(name) == "encryption-data":
            raise ReadingError("document-encrypted", "The document is protected with a password.")

    if "META-INF/manifest.xml" in archive.names():
        parse_xml(archive.read("META-INF/manifest.xml"), start, lambda _: None, lambda _: None)


def read_odt(data: bytes) -> Extracted:
    """Read an ODT: headers, the text, footers. Raises ``ReadingError``."""
    archive = Archive(data)
    _refuse_encrypted(archive)
    if "content.xml" not in archive.names():
        raise corrupt("is an OpenDocument file without a text inside")
    content = archive.read("content.xml")
    styles = _Styles()
    parts = ["styles.xml"] if "styles.xml" in archive.names() else []
    sheets = [archive.read(part) for part in parts]
    for sheet in (*sheets, content):
        parse_xml(sheet, styles.start, styles.end, lambda _: None)
    walks = [(sheet, "header") for sheet in sheets] + [(content, None)] + [(sheet, "footer") for sheet in sheets]
    texts: list[str] = []
    unseen = 0
    for part, only in walks:
        body = _Body(styles, only)
        parse_xml(part, body.start, body.end, body.text)
        texts.append(body.blocks.text())
        unseen += body.unseen
    findings: tuple[Finding, ...] = (hidden_text(unseen),) if unseen else ()
    return Extracted("\n\n".join(text for text in texts if text.strip()), None, findings)
