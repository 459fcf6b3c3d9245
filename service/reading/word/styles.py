"""The style sheet of a Word document: headings, lists and hidden looks by style."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from service.reading.archives import parse_xml
from service.reading.word.look import Look, attribute, local, with_property

_HEADING = re.compile(r"^(?:heading|title|subtitle|überschrift|titre|título|titolo|kop|rubrik)\s*\d*$", re.IGNORECASE)
_LIST = re.compile(r"^list (?:bullet|number)", re.IGNORECASE)
_MAX_CHAIN = 20


@dataclass(slots=True)
class Style:
    """One style as it is written."""

    base: str | None = None
    name: str = ""
    look: Look = field(default_factory=Look)
    outline: int | None = None
    listed: bool | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A style with everything it inherits."""

    look: Look = field(default_factory=Look)
    heading: bool = False
    listed: bool = False


class Styles:
    """Styles by their id."""

    def __init__(self) -> None:
        self._styles: dict[str, Style] = {}
        self._resolved: dict[str, Resolved] = {}
        self.default_look = Look()
        self._default: str | None = None

    def paragraph(self, style: str | None) -> Resolved:
        """The paragraph style with this id, or the default one."""
        return self._resolve(style or self._default)

    def run(self, style: str | None) -> Look:
        """The look that a character style adds."""
        return self._resolve(style).look if style else Look()

    def _resolve(self, style: str | None) -> Resolved:
        if style is None or style not in self._styles:
            return Resolved()
        known = self._resolved.get(style)
        if known is not None:
            return known
        look, heading, listed = Look(), False, None
        following: str | None = style
        for _ in range(_MAX_CHAIN):
            found = self._styles.get(following or "")
            if found is None:
                break
            look = look.over(found.look)
            heading = heading or bool(_HEADING.match(found.name)) or (found.outline is not None and found.outline < 9)
            if listed is None:
                listed = True if _LIST.match(found.name) else found.listed
            following = found.base
        resolved = self._resolved[style] = Resolved(look, heading, bool(listed))
        return resolved

    @classmethod
    def read(cls, content: bytes) -> "Styles":
        """Read ``word/styles.xml``; raises ``ReadingError``."""
        styles = cls()
        reader = _StylesReader(styles)
        parse_xml(content, reader.start, reader.end, lambda _: None)
        return styles

    def add(self, identifier: str, style: Style, *, default: bool) -> None:
        """Add one style."""
        self._styles[identifier] = style
        if default:
            self._default = identifier


class _StylesReader:
    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.style: Style | None = None
        self.inside: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = local(name)
        self.inside.append(tag)
        if tag == "style":
            self.style = Style()
            default = attribute(attributes, "default") in ("1", "true") and attribute(attributes, "type") == "paragraph"
            self.styles.add(attribute(attributes, "styleId") or "", self.style, default=default)
        elif "rPrDefault" in self.inside:
            self.styles.default_look = with_property(self.styles.default_look, tag, attributes)
        elif self.style is not None:
            self._property(self.style, tag, attributes)

    def _property(self, style: Style, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "name":
            style.name = attribute(attributes, "val") or ""
        elif tag == "basedOn":
            style.base = attribute(attributes, "val")
        elif tag == "outlineLvl":
            level = attribute(attributes, "val") or ""
            style.outline = int(level) if level.isdigit() else None
        elif tag == "numId":
            style.listed = attribute(attributes, "val") != "0"
        elif "rPr" in self.inside:
            style.look = with_property(style.look, tag, attributes)

    def end(self, name: str) -> None:
        self.inside.pop()
        if local(name) == "style":
            self.style = None
