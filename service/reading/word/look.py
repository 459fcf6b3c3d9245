"""How letters look in a Word document, as far as it decides whether they can be seen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

WORD = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
)
_OFF = frozenset(("0", "false", "off", "none"))
_LIGHT_THEME = frozenset(("background1", "light1", "bg1", "lt1"))
_HIGHLIGHTS = {
    "black",
    "blue",
    "darkBlue",
    "darkCyan",
    "darkGreen",
    "darkMagenta",
    "darkRed",
    "darkGray",
    "red",
    "green",
}
WHITE = "FFFFFF"
UNKNOWN = "?"
MIN_HALF_POINTS = 8
_MIN_WIDTH_PERCENT = 10
_NEAR = 31  # of 255, in every channel


@dataclass(frozen=True, slots=True)
class Look:
    """Properties of a run; None where nothing is said. Sizes are half-points, colours six hex digits."""

    hidden: bool | None = None
    colour: str | None = None
    half_points: int | None = None
    ground: str | None = None
    width: int | None = None
    transparent: bool | None = None

    def over(self, base: "Look") -> "Look":
        """This look on top of ``base``."""
        return Look(
            self.hidden if self.hidden is not None else base.hidden,
            self.colour if self.colour is not None else base.colour,
            self.half_points if self.half_points is not None else base.half_points,
            self.ground if self.ground is not None else base.ground,
            self.width if self.width is not None else base.width,
            self.transparent if self.transparent is not None else base.transparent,
        )

    def is_unseen(self) -> bool:
        """Whether nobody sees such letters, whatever lies under them."""
        tiny = self.half_points is not None and self.half_points < MIN_HALF_POINTS
        narrow = self.width is not None and self.width < _MIN_WIDTH_PERCENT
        return bool(self.hidden) or tiny or narrow or bool(self.transparent)

    def melts(self, ground: str) -> bool:
        """Whether the letters have the colour of what they stand on (``ground`` where the run says nothing)."""
        ground = self.ground or ground
        if ground == UNKNOWN or self.colour is None:
            return False
        return near(self.colour, ground)


def near(one: str, other: str) -> bool:
    """Whether two colours of six hex digits can hardly be told apart."""
    try:
        pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
        return all(abs(a - b) <= _NEAR for a, b in pairs)
    except ValueError:
        return False


def local(name: str) -> str:
    """The local part of a "namespace local" name."""
    return name.rpartition(" ")[2]


def attribute(attributes: Mapping[str, str], wanted: str) -> str | None:
    """An attribute by its local name, whatever its namespace."""
    for name, value in attributes.items():
        if local(name) == wanted:
            return value
    return None


def is_on(attributes: Mapping[str, str]) -> bool:
    """The value of a switch element: on unless it says otherwise."""
    return (attribute(attributes, "val") or "1").lower() not in _OFF


def _integer(text: str | None) -> int | None:
    try:
        return int(float(text)) if text is not None else None
    except ValueError:
        return None


def shade(attributes: Mapping[str, str]) -> str | None:
    """The colour of a ``shd`` element; unknown for themes and patterns."""
    if attribute(attributes, "themeFill") is not None:
        return WHITE if attribute(attributes, "themeFill") in _LIGHT_THEME else UNKNOWN
    fill = attribute(attributes, "fill")
    return fill.upper() if fill and fill.lower() != "auto" else None


def colour(attributes: Mapping[str, str]) -> str | None:
    """The colour of a ``color`` element; None for automatic, which is readable on everything."""
    theme = attribute(attributes, "themeColor")
    if theme in _LIGHT_THEME and attribute(attributes, "themeShade") is None:
        return WHITE
    value = attribute(attributes, "val")
    return value.upper() if value and value.lower() != "auto" else UNKNOWN


def with_property(look: Look, tag: str, attributes: Mapping[str, str]) -> Look:  # noqa: PLR0911 - one line per element
    """``look`` with one element of ``rPr`` added; elements that do not matter change nothing."""
    if tag in ("vanish", "webHidden"):
        return replace(look, hidden=is_on(attributes)) if tag == "vanish" else look
    if tag == "color":
        return replace(look, colour=colour(attributes))
    if tag == "sz":
        size = _integer(attribute(attributes, "val"))
        return replace(look, half_points=size) if size is not None else look
    if tag == "shd":
        found = shade(attributes)
        return replace(look, ground=found) if found is not None else look
    if tag == "highlight":
        value = attribute(attributes, "val") or "none"
        return replace(look, ground=UNKNOWN) if value in _HIGHLIGHTS else look
    if tag == "w":
        width = _integer(attribute(attributes, "val"))
        return replace(look, width=width) if width is not None else look
    return look
