"""Drawings of a Word document that may hold text: where they are, and what they are filled with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.reading.word.look import WHITE, attribute

EMU_PER_TWIP = 635
_EMU_PER_POINT = 12_700
_INCH = 914_400
_PAGE = (12_240 * EMU_PER_TWIP, 15_840 * EMU_PER_TWIP)
# What stands behind a name in light letters is at least this large.
_BANNER = (2 * _INCH, _INCH // 4)


@dataclass(slots=True)
class Box:
    """A drawing: its place and size (EMU), whether it is hidden, filled."""

    offsets: list[int] = field(default_factory=list)
    extent: tuple[int, int] = (_INCH, _INCH)
    hidden: bool = False
    filled: bool = False

    @classmethod
    def of_vml(cls, attributes: Mapping[str, str]) -> "Box":
        """An old drawing: its place is written like a style sheet."""
        style = (attribute(attributes, "style") or "").replace(" ", "").lower()
        values = dict(item.split(":", 1) for item in style.split(";") if ":" in item)
        box = cls(filled=bool(attribute(attributes, "fillcolor")))
        box.hidden = values.get("visibility") == "hidden" or values.get("display") == "none"
        points = [values.get(side) or values.get("margin-" + side, "0") for side in ("left", "top")]
        box.offsets = [_points(value) * _EMU_PER_POINT for value in points]
        return box

    def off_page(self) -> bool:
        """Whether it lies outside any usual page, or has no size."""
        across = self.offsets[0] if self.offsets else 0
        down = self.offsets[1] if len(self.offsets) > 1 else 0
        width, height = self.extent
        outside = across > _PAGE[0] or down > _PAGE[1] or across + width < -_INCH or down + height < -_INCH
        return outside or width <= 0 or height <= 0

    def is_banner(self) -> bool:
        """Whether it is a ground that light letters can be read on."""
        return self.filled and self.extent[0] >= _BANNER[0] and self.extent[1] >= _BANNER[1] and not self.off_page()

    def take(self, tag: str, attributes: Mapping[str, str], path: Sequence[str]) -> None:
        """Look at a property of the drawing, an element ``tag`` at ``path``."""
        if tag == "extent":
            sides = [attribute(attributes, side) or "0" for side in ("cx", "cy")]
            self.extent = (int(sides[0]), int(sides[1])) if all(side.isdigit() for side in sides) else (0, 0)
        elif tag == "docPr" and attribute(attributes, "hidden") in ("1", "true"):
            self.hidden = True
        elif tag in ("gradFill", "blipFill", "blip", "pattFill"):
            self.filled = True
        elif tag == "srgbClr" and "solidFill" in path and "ln" not in path:
            self.filled = self.filled or (attribute(attributes, "val") or WHITE).upper() != WHITE
        elif tag == "schemeClr" and "solidFill" in path and "ln" not in path:
            self.filled = self.filled or attribute(attributes, "val") not in ("bg1", "lt1")
        elif tag == "fillRef" and "spPr" not in path:
            self.filled = self.filled or (attribute(attributes, "idx") or "0") not in ("0", "1000")


def _points(value: str) -> int:
    number = value.removesuffix("pt").removesuffix("px").removesuffix("in")
    factor = 72 if value.endswith("in") else 1
    try:
        return int(float(number) * factor)
    except (ValueError, OverflowError):
        return 0
