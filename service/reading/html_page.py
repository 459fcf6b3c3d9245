"""HTML pages: what a visitor sees, as blocks of text."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from matchers.documents import Finding
from service.reading.blocks import BULLET, BlockWriter
from service.reading.extracted import Extracted, hidden_text
from service.reading.html_looks import Seen, StyleSheet
from service.reading.html_tokens import Tag, tokens
from service.reading.plain import decode
from service.reading.problems import too_large

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# Elements whose text is not part of what the page says.
_SILENT = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "nav",
        "head",
        "title",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "iframe",
        "object",
        "select",
        "option",
        "button",
        "datalist",
        "textarea",
        "dialog",
        "map",
    ]
)
_SPACED = frozenset(("p", "section", "article", "table", "header", "footer", "hr", "blockquote", "main", "aside"))
_BLOCKS = (
    _HEADINGS
    | _SPACED
    | frozenset(
        [
            "div",
            "ul",
            "ol",
            "li",
            "dl",
            "dt",
            "dd",
            "tr",
            "address",
            "figure",
            "figcaption",
            "form",
            "fieldset",
            "legend",
            "pre",
            "body",
            "html",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "details",
            "summary",
            "center",
        ]
    )
)
_CELLS = frozenset(("td", "th"))
# An open element ends when one of these opens inside it (HTML lets authors leave out the end tags).
_ENDS_AT: Mapping[str, frozenset[str]] = {
    "p": _HEADINGS
    | frozenset(
        [
            "p",
            "div",
            "ul",
            "ol",
            "dl",
            "table",
            "section",
            "article",
            "header",
            "footer",
            "blockquote",
            "pre",
            "hr",
            "address",
            "main",
        ]
    ),
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": frozenset(("tr", "tbody")),
    "td": frozenset(("td", "th", "tr", "tbody")),
    "th": frozenset(("td", "th", "tr", "tbody")),
}
_MAX_OPEN = 1000
# Where the parts of a row meet: they stand apart on the page, so they do in the text. A mark that no page can hold
# stands for it until the white space around it is known.
_BESIDE = "\x01"
_BESIDES = re.compile(r"[ \t\n]*\x01[\x01 \t\n]*")
_SPACES = re.compile(r"[^\S\t]+")
_ROWS = frozenset(("flex", "inline-flex", "grid", "inline-grid"))
_BOXES = frozenset(("inline-block", "inline-flex", "inline-grid", "inline-table"))
_ROOM = ("margin", "padding", "border")


class _Element(NamedTuple):
    """An open element: its tag, what can be seen in it, whether it is left out, whether its parts stand in a row.

    Of a box within a line: the number of pieces of text before it, and whether it keeps its neighbours at a distance.
    """

    tag: str
    seen: Seen
    silent: bool
    row: bool
    box: int | None
    roomy: bool


class _Page:
    """Walks the tags with a stack of open elements and what can be seen in them."""

    def __init__(self) -> None:
        self.blocks = BlockWriter()
        self.unseen = 0
        self.sheet = StyleSheet()
        self._open: list[_Element] = []
        self._letters: list[str] = []
        self._last_box: tuple[int, bool] | None = None  # the pieces of text up to its end; whether it is a word
        self._cells: list[str] | None = None
        self._preformatted = 0
        self._silent = 0
        self._styles: list[str] = []

    # -- tags ----------------------------------------------------------------------------------------------

    def read(self, text: str) -> None:
        """Read the whole page."""
        for token in tokens(text):
            if isinstance(token, str):
                self.letters(token)
            elif token.end:
                self.end(token.name)
            else:
                self.start(token)
        self._break("html")

    def start(self, token: Tag) -> None:
        """An element opens."""
        tag, attributes = token.name, token.attributes
        self._close_implied(tag)
        if tag in _VOID:
            self._void(tag)
            return
        if len(self._open) >= _MAX_OPEN:
            raise too_large("is nested deeper than any resume")
        silent = tag in _SILENT or attributes.get("role") == "navigation"
        outer = self._open[-1].seen if self._open else Seen()
        style = self.sheet.style_of(tag, attributes)
        seen = outer.inside(style)
        if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
            seen = Seen(shown=False)
        if tag in _BLOCKS:
            self._break(tag, opens=True)
        elif self._open and self._open[-1].row and self._letters:
            self._letters.append(_BESIDE)
        display = style.get("display", "")
        row = display in _ROWS and not style.get("flex-direction", "row").startswith("column")
        box = len(self._letters) if display in _BOXES and tag not in _BLOCKS else None
        roomy = box is not None and any(name.startswith(_ROOM) for name in style)
        self._open.append(_Element(tag, seen, silent, row, box, roomy))
        self._silent += silent
        self._preformatted += tag == "pre"
        if tag == "tr" and self._cells is None:
            self._cells = []

    def end(self, tag: str) -> None:
        """An element closes, and with it what is still open inside."""
        if not any(element.tag == tag for element in self._open):
            return
        while self._open:
            name = self._pop()
            if name == tag:
                return

    def _pop(self) -> str:
        tag, silent = self._open[-1].tag, self._open[-1].silent
        if tag == "style":
            self.sheet.add("".join(self._styles))
            self._styles = []
        if tag in _CELLS and self._cells is not None:
            self._cells.append(self._take())
        elif tag == "tr" and self._cells is not None:
            self._take_into_cell()
            self.blocks.row(self._cells)
            self._cells = None
        elif tag in _BLOCKS:
            self._break(tag)
        self._close_box(self._open.pop())
        self._silent -= silent
        self._preformatted -= tag == "pre"
        return tag

    def _close_box(self, element: _Element) -> None:
        """Part a box within a line from the one before it, but not letters that only together are a word."""
        if element.box is None:
            return
        text = "".join(self._letters[element.box :]).strip()
        if not text:
            return
        is_word = element.roomy or len(text) > 1
        if self._last_box == (element.box, True) and is_word:
            self._letters.insert(element.box, " ")
        self._last_box = (len(self._letters), is_word)

    def _close_implied(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, max(-1, len(self._open) - 8), -1):
            name = self._open[depth].tag
            if tag in _ENDS_AT.get(name, ()):
                while len(self._open) > depth:
                    self._pop()
            elif name in ("ul", "ol", "table", "div", "section"):
                return

    def _void(self, tag: str) -> None:
        if tag == "br":
            self._letters.append("\n")
        elif tag == "hr":
            self._break(tag)

    # -- text ----------------------------------------------------------------------------------------------

    def letters(self, data: str) -> None:
        """Letters between tags."""
        if self._open and self._open[-1].tag == "style":
            self._styles.append(data)
        if self._silent:
            return
        if self._open and not self._open[-1].seen.text_shown():
            self.unseen += len("".join(data.split()))
        elif self._preformatted:
            self._letters.append(data)
        else:
            self._letters.append(_WHITE_SPACE.sub(" ", data))

    def _take(self) -> str:
        text = _BESIDES.sub("\t", "".join(self._letters))
        self._letters, self._last_box = [], None
        return "\n".join(
            _SPACES.sub(" ", line).strip() if not self._preformatted else line for line in text.split("\n")
        )

    def _take_into_cell(self) -> None:
        text = self._take()
        if text.strip() and self._cells is not None:
            self._cells.append(text)

    def _break(self, tag: str, *, opens: bool = False) -> None:
        """Write the letters so far as a block of the innermost element that says what they are."""
        if self._cells is not None and any(element.tag in _CELLS for element in self._open):
            self._break_in_cell(tag, opens=opens)
            return
        text = self._take().strip()
        names = [element.tag for element in self._open[-6:]]
        if not text:
            pass
        elif any(name in _HEADINGS for name in names):
            self.blocks.heading(" ".join(text.split("\n")))
        elif "li" in names:
            self.blocks.bullet(text)
        else:
            self.blocks.paragraph(text)
        if tag in _SPACED and "li" not in names and not any(name in _HEADINGS for name in names):
            self.blocks.gap(soft=True)

    def _break_in_cell(self, tag: str, *, opens: bool) -> None:
        """End a line within a table cell, which gets several lines; an item begins with a bullet."""
        letters = self._letters
        while letters and (not letters[-1].strip(" ") or (tag == "li" and letters[-1] == BULLET)):
            letters.pop()
        if letters and not letters[-1].endswith(("\n", BULLET)):
            letters.append("\n")
        if tag == "li" and opens:
            letters.append(BULLET)


def _decode(data: bytes) -> str:
    """Decode by byte order mark, then by what the page declares, then by what it looks like."""
    found = _CHARSET.search(data[:4096])
    if found is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(found.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(data)


def read_html(data: bytes) -> Extracted:
    """Read an HTML page; raises ``ReadingError``."""
    page = _Page()
    page.read(_decode(data))
    findings: tuple[Finding, ...] = (hidden_text(page.unseen),) if page.unseen else ()
    return Extracted(page.blocks.text(), None, findings)
