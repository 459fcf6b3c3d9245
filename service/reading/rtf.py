"""Rich Text Format: a small reader of our own that knows destinations, code pages and hidden text."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from matchers.documents import Finding
from service.reading.extracted import Extracted, hidden_text
from service.reading.problems import too_large

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?"  # 1 2 a word and its number
    rb"|\\'([0-9A-Fa-f]{2})"  # 3 a byte
    rb"|\\([^a-z])"  # 4 a symbol
    rb"|([{}])"  # 5 a group
    rb"|[\r\n]+"
    rb"|([^\\{}\r\n]+)",  # 6 letters
    re.DOTALL,
)
_SILENT = frozenset(
    [
        "fonttbl",
        "colortbl",
        "stylesheet",
        "info",
        "pict",
        "object",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "themedata",
        "colorschememapping",
        "datastore",
        "latentstyles",
        "xmlnstbl",
        "filetbl",
        "revtbl",
        "annotation",
        "atnid",
        "atnauthor",
        "atndate",
        "atnref",
        "fldinst",
        "bkmkstart",
        "bkmkend",
        "nonshppict",
        "xe",
        "tc",
        "template",
        "operator",
        "pgdsctbl",
        "mmathPr",
        "userprops",
    ]
)
_SEEN_EDGES = frozenset(("header", "footer", "headerf", "footerf", "headerl", "footerl", "headerr", "footerr"))
_WORDS = {
    "par": "\n",
    "line": "\n",
    "sect": "\n\n",
    "page": "\n\n",
    "row": "\n",
    "tab": "\t",
    "cell": "\t",
    "nestcell": "\t",
    "nestrow": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
}
_SYMBOLS = {b"~": "\u00a0", b"_": "-", b"-": "\u00ad", b"\n": "\n", b"\r": "\n"}
_CHARSETS = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253"} | {
    162: "cp1254",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
}
_MAX_DEPTH = 500
_MIN_HALF_POINTS = 8
_NEAR_WHITE = 225


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits."""

    silent: bool = False
    hidden: bool = False
    colour: int = 0
    ground: int = 0
    half_points: int = 24
    skip: int = 1
    font: int = 0
    table: str = ""


@dataclass(slots=True)
class _Reader:
    """Walks the tokens; letters go to ``out`` or are counted as unseen."""

    out: list[str] = field(default_factory=list)
    unseen: int = 0
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    encoding: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    colours: list[tuple[int, int, int]] = field(default_factory=lambda: [(0, 0, 0)])
    channels: dict[str, int] = field(default_factory=dict)
    pending: bytearray = field(default_factory=bytearray)
    to_skip: int = 0
    star: bool = False
    listed: bool = False

    def flush(self) -> None:
        """Decode the bytes so far."""
        if not self.pending:
            return
        encoding = self.fonts.get(self.state.font, self.encoding)
        text = bytes(self.pending).decode(encoding, "replace")
        self.pending.clear()
        self.letters(text)

    def letters(self, text: str) -> None:
        """Put letters where they belong."""
        if self.state.table == "colortbl":
            self._end_colours(text)
        if self.state.silent:
            return
        if self.state.hidden or self.state.half_points < _MIN_HALF_POINTS or self._is_white():
            self.unseen += len("".join(text.split()))
        else:
            self.out.append(text)

    def _is_white(self) -> bool:
        def white(index: int) -> bool:
            return 0 < index < len(self.colours) and min(self.colours[index]) >= _NEAR_WHITE

        return white(self.state.colour) and (self.state.ground == 0 or white(self.state.ground))

    def _end_colours(self, text: str) -> None:
        for _ in range(text.count(";")):
            colour = (self.channels.get("red", 0), self.channels.get("green", 0), self.channels.get("blue", 0))
            if self.channels or len(self.colours) > 1:
                self.colours.append(colour)
            self.channels = {}

    def open(self) -> None:
        """A group begins."""
        self.flush()
        if len(self.stack) >= _MAX_DEPTH:
            raise too_large("is nested deeper than any resume")
        self.stack.append(self.state)
        self.star = False

    def close(self) -> None:
        """A group ends."""
        self.flush()
        if self.stack:
            self.state = self.stack.pop()
        self.to_skip = 0

    def byte(self, digits: bytes) -> None:
        """A letter of the code page."""
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.pending += bytes.fromhex(digits.decode("ascii"))

    def symbol(self, symbol: bytes) -> None:
        """A control symbol."""
        self.flush()
        if symbol == b"*":
            self.star = True
        elif symbol in (b"\\", b"{", b"}"):
            self.letters(symbol.decode("ascii"))
        elif symbol in _SYMBOLS:
            self.letters(_SYMBOLS[symbol])

    def plain(self, text: bytes) -> None:
        """Letters as they stand; those that only repeat a Unicode letter are skipped."""
        skipped = min(self.to_skip, len(text))
        self.to_skip -= skipped
        self.pending += text[skipped:]

    def word(self, name: str, value: int | None) -> None:
        """A control word."""
        if name == "bin":
            return
        self.flush()
        if self.star or name in _SILENT:
            known = name in ("shpinst", "shptxt", "listtext", "pntext") or (name in _SEEN_EDGES and not self.star)
            self.state = replace(self.state, silent=self.state.silent or not known, table=name)
            self.star = False
        if name in _WORDS:
            if not self.state.silent:
                self.out.append(_WORDS[name])
        elif name in ("listtext", "pntext"):
            if not self.state.silent:
                self.out.append("• ")
            self.state = replace(self.state, silent=True)
        elif name == "u" and value is not None:
            self.letters(chr(value % 0x10000))
            self.to_skip = self.state.skip
        else:
            handler = _PROPERTIES.get(name)
            if handler is not None:
                handler(self, value)

    # -- properties ----------------------------------------------------------------------------------------

    def plain_look(self, _: int | None) -> None:
        self.state = replace(self.state, hidden=False, colour=0, ground=0, half_points=24)

    def hide(self, value: int | None) -> None:
        self.state = replace(self.state, hidden=value != 0)

    def colour(self, value: int | None) -> None:
        self.state = replace(self.state, colour=value or 0)

    def ground(self, value: int | None) -> None:
        self.state = replace(self.state, ground=value or 0)

    def size(self, value: int | None) -> None:
        self.state = replace(self.state, half_points=24 if value is None else value)

    def unicode_skip(self, value: int | None) -> None:
        self.state = replace(self.state, skip=min(max(value or 0, 0), 10))

    def font(self, value: int | None) -> None:
        self.state = replace(self.state, font=value or 0)

    def font_charset(self, value: int | None) -> None:
        if self.state.table == "fonttbl" and value in _CHARSETS:
            self.fonts[self.state.font] = _CHARSETS[value]

    def code_page(self, value: int | None) -> None:
        name = f"cp{value}"
        try:
            codecs.lookup(name)
        except LookupError:
            return
        self.encoding = name

    def channel(self, name: str, value: int | None) -> None:
        """One part of a colour of the table."""
        self.channels[name] = value or 0


_PROPERTIES: dict[str, Callable[[_Reader, int | None], None]] = {
    "plain": _Reader.plain_look,
    "v": _Reader.hide,
    "deleted": _Reader.hide,
    "cf": _Reader.colour,
    "chcbpat": _Reader.ground,
    "cb": _Reader.ground,
    "highlight": _Reader.ground,
    "fs": _Reader.size,
    "uc": _Reader.unicode_skip,
    "f": _Reader.font,
    "fcharset": _Reader.font_charset,
    "ansicpg": _Reader.code_page,
    "red": lambda reader, value: reader.channel("red", value),
    "green": lambda reader, value: reader.channel("green", value),
    "blue": lambda reader, value: reader.channel("blue", value),
}


def _walk(data: bytes, reader: _Reader) -> None:
    position = 0
    while (match := _TOKEN.match(data, position)) is not None:
        position = match.end()
        kind = match.lastindex
        if kind is None:
            continue
        if kind <= 2:
            value = int(match.group(2)) if match.group(2) is not None else None
            name = match.group(1).decode("ascii")
            reader.word(name, value)
            if name == "bin" and value is not None and value > 0:
                position += value
        elif kind == 3:
            reader.byte(match.group(3))
        elif kind == 4:
            reader.symbol(match.group(4))
        elif kind == 5:
            reader.open() if match.group(5) == b"{" else reader.close()
        else:
            reader.plain(match.group(6))
    reader.flush()


def read_rtf(data: bytes) -> Extracted:
    """Read an RTF document; whatever is not understood is left out."""
    reader = _Reader()
    _walk(data, reader)
    text = "".join(reader.out).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    findings: tuple[Finding, ...] = (hidden_text(reader.unseen),) if reader.unseen else ()
    return Extracted(text, None, findings)
