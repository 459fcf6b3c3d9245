"""Which elements of an HTML page can be seen: the few declarations of style sheets that decide it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,20000})\}")
_SIMPLE = re.compile(r"^(?P<tag>[a-z][a-z0-9-]*|\*)?(?P<rest>(?:[.#][a-z_-][\w-]*)*)$", re.IGNORECASE)
_LENGTH = re.compile(r"^(-?\d{0,6}\.?\d{0,6})(px|pt|em|rem|%|in|cm|mm|vw|vh|)$")
_RGB = re.compile(r"^rgba?\((\d{1,3})[, ]+(\d{1,3})[, ]+(\d{1,3})(?:[,/ ]+([\d.]{1,6}%?))?\)$")
_NAMED = {"white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "transparent": None}
_POINTS = {"px": 0.75, "pt": 1.0, "em": 12.0, "rem": 12.0, "%": 0.12, "in": 72.0, "cm": 28.3, "mm": 2.83, "": 0.75}
_MIN_POINTS = 3.0
_LIGHT = 225
_FAR = 2000.0
_MAX_RULES = 3000

Declarations = dict[str, str]


def declarations(text: str) -> Declarations:
    """Names and values of a list such as ``color: white; font-size: 0``; the last one of a name wins."""
    found: Declarations = {}
    for item in text.split(";"):
        name, colon, value = item.partition(":")
        if colon:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def _colour(value: str) -> tuple[int, int, int] | None:
    """Red, green and blue; None for what is not understood (which is taken for visible)."""
    if value in _NAMED:
        return _NAMED[value]
    digits = value.removeprefix("#")
    if value.startswith("#") and len(digits) in (3, 4, 6, 8):
        digits = "".join(2 * digit for digit in digits[:3]) if len(digits) < 6 else digits[:6]
        try:
            red, green, blue = bytes.fromhex(digits)
        except ValueError:
            return None
        return red, green, blue
    match = _RGB.match(value)
    return (int(match[1]), int(match[2]), int(match[3])) if match is not None else None


def _is_transparent(value: str) -> bool:
    match = _RGB.match(value)
    alpha = match[4] if match is not None else None
    return value == "transparent" or (alpha is not None and float(alpha.rstrip("%") or 0) < 0.05)


def _points(value: str) -> float | None:
    match = _LENGTH.match(value)
    if match is None or match[1] in ("", "-", ".", "-."):
        return None
    return float(match[1]) * _POINTS.get(match[2], 12.0)


@dataclass(frozen=True, slots=True)
class Seen:
    """Whether an element and its text can be seen, and what its text inherits."""

    shown: bool = True
    visible: bool = True
    light_text: bool = False
    light_ground: bool = True
    tiny: bool = False

    def text_shown(self) -> bool:
        """Whether letters directly in this element can be seen."""
        return self.shown and self.visible and not self.tiny and not (self.light_text and self.light_ground)

    def inside(self, style: Mapping[str, str]) -> "Seen":
        """What an element with these declarations sees of itself in an element that is like this one."""
        shown = self.shown and not _removes(style)
        visible = self.visible
        if "visibility" in style:
            visible = style["visibility"] not in ("hidden", "collapse")
        tiny = self.tiny
        size = _points(style.get("font-size", ""))
        if size is not None:
            tiny = size < _MIN_POINTS
        light_text = self.light_text
        if "color" in style:
            colour = _colour(style["color"])
            light_text = colour is not None and min(colour) >= _LIGHT
            visible = visible and not _is_transparent(style["color"])
        ground = style.get("background-color", style.get("background", ""))
        light_ground = self.light_ground
        if ground and not _is_transparent(ground) and ground not in ("none", "inherit", "initial"):
            colour = _colour(ground.split()[0] if not ground.startswith("rgb") else ground)
            light_ground = colour is not None and min(colour) >= _LIGHT
        return Seen(shown, visible, light_text, light_ground, tiny)


def _removes(style: Mapping[str, str]) -> bool:
    """Declarations that take a whole element out of sight."""
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    opacity = style.get("opacity", "1").rstrip("%")
    if opacity.replace(".", "", 1).isdigit() and float(opacity) < 0.05:
        return True
    clipped = style.get("clip", "").replace(" ", "").startswith("rect(0") or "inset(50%)" in style.get("clip-path", "")
    cut = style.get("overflow", "") in ("hidden", "clip")
    flat = any((size := _points(style.get(side, ""))) is not None and size < 2 for side in ("width", "height"))
    moved = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")
    far = any(abs(_points(style.get(side, "")) or 0) > _FAR for side in moved)
    return clipped or (cut and flat) or far or "scale(0)" in style.get("transform", "")


@dataclass(slots=True)
class StyleSheet:
    """Rules with one simple selector ("p", ".a", "#b", "li.a"); everything else is not looked at."""

    rules: dict[str, list[tuple[frozenset[str], Declarations]]] = field(default_factory=dict)
    _count: int = 0

    def add(self, text: str) -> None:
        """Add the rules of a ``style`` element."""
        for selectors, body in _RULE.findall(_COMMENT.sub("", text)):
            found = declarations(body)
            for selector in selectors.split(","):
                match = _SIMPLE.match(selector.strip())
                if match is not None and selector.strip() and self._count < _MAX_RULES:
                    parts = frozenset(re.findall(r"[.#][\w-]+", match["rest"]))
                    self.rules.setdefault((match["tag"] or "*").lower(), []).append((parts, found))
                    self._count += 1

    def style_of(self, tag: str, attributes: Mapping[str, str]) -> Declarations:
        """All declarations that hold for an element, its own ``style`` last."""
        marks = {"." + name for name in attributes.get("class", "").split()}
        if attributes.get("id"):
            marks.add("#" + attributes["id"])
        found: Declarations = {}
        for name in ("*", tag):
            for parts, rules in self.rules.get(name, ()):
                if parts <= marks:
                    found |= rules
        return found | declarations(attributes.get("style", ""))
