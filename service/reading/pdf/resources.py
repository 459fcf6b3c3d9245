"""Resource dictionaries, resolved when they are used."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything

from collections.abc import Sequence
from typing import Any

from pdfminer.pdftypes import PDFStream, list_value, resolve1, stream_value
from pdfminer.psparser import PSLiteral

from service.reading.pdf.budget import BUDGET
from service.reading.pdf.fonts import GlyphFont
from service.reading.pdf.spans import IDENTITY, Box, Matrix
from service.reading.problems import BudgetExceeded

_MAX_STREAMS = 2000
_KNOWN_SPACES = {
    "DeviceGray": "Device",
    "DeviceRGB": "Device",
    "DeviceCMYK": "Device",
    "CalGray": "Device",
    "CalRGB": "Device",
    "ICCBased": "Device",
    "G": "Device",
    "RGB": "Device",
    "CMYK": "Device",
}


def name_of(operand: Any) -> str:
    """The text of a name operand; "#20" stands for a space."""
    if not isinstance(operand, bytes):
        return ""
    if b"#" in operand:
        parts = operand.split(b"#")
        decoded = [parts[0]]
        for part in parts[1:]:
            try:
                decoded.append(bytes.fromhex(part[:2].decode("ascii")) + part[2:])
            except ValueError:
                decoded.append(b"#" + part)
        operand = b"".join(decoded)
    return bytes(operand).decode("utf-8", "replace")


def gather(streams: Sequence[object], running: frozenset[object]) -> tuple[bytes, frozenset[object]]:
    """The joined bytes of content streams and their ids; streams that are running already are left out."""
    parts: list[bytes] = []
    seen: set[object] = set()
    for item in streams[:_MAX_STREAMS]:
        stream = stream_value(item)
        if stream.objid is not None and stream.objid in running:
            continue
        data = stream.get_data()
        if stream.objid in seen:
            BUDGET.spend_decoded(len(data))
        seen.add(stream.objid)
        parts.append(data)
    return b"\n".join(parts), frozenset(seen - {None})


class Resources:
    """Fonts, XObjects, graphics states, properties and colour spaces by their names."""

    def __init__(self, dictionary: Any) -> None:
        value = resolve1(dictionary)
        self._dictionary: dict[Any, Any] = value if isinstance(value, dict) else {}
        self._categories: dict[str, dict[Any, Any]] = {}
        self._spaces: dict[str, str] = {}
        self.fonts: dict[bytes, GlyphFont] = {}
        """Fonts that were looked up before, by the name as it is written."""

    def _category(self, name: str) -> dict[Any, Any]:
        category = self._categories.get(name)
        if category is None:
            value = resolve1(self._dictionary.get(name))
            category = self._categories[name] = value if isinstance(value, dict) else {}
        return category

    def entry(self, category: str, name: str) -> Any:
        """The entry as it is written, often a reference; None when it is missing."""
        return self._category(category).get(name)

    def resolved(self, category: str, name: str) -> Any:
        """The object behind an entry."""
        return resolve1(self.entry(category, name))

    def dictionary(self, category: str, name: str) -> dict[Any, Any]:
        """The dictionary behind an entry; an empty one for anything else."""
        value = self.resolved(category, name)
        return value if isinstance(value, dict) else {}

    def colour_space(self, name: str) -> str:
        """The word "Device" for spaces of one, three or four plain colours, else the name of the space."""
        known = self._spaces.get(name)
        if known is None:
            known = self._spaces[name] = self._look_up_space(name)
        return known

    def _look_up_space(self, name: str) -> str:
        value = self.resolved("ColorSpace", name)
        if value is None:
            return _KNOWN_SPACES.get(name, name)
        family = resolve1(value[0]) if isinstance(value, list) and value else value
        known = self.name_value(family)
        return _KNOWN_SPACES.get(known, known or "Pattern")

    def of_form(self, stream: PDFStream) -> "Resources":
        """The resources of a form, or those of whoever draws it."""
        own = stream.get("Resources")
        return Resources(own) if own is not None else self

    @staticmethod
    def name_value(value: Any) -> str:
        """The text of a name object."""
        value = resolve1(value)
        if not isinstance(value, PSLiteral):
            return ""
        return value.name if isinstance(value.name, str) else value.name.decode("latin-1")

    @staticmethod
    def numbers(value: Any, count: int) -> list[float] | None:
        """``count`` numbers of an array, or None."""
        try:
            found = [float(resolve1(item)) for item in list_value(value)]
        except BudgetExceeded:
            raise
        except (TypeError, ValueError):
            return None
        return found if len(found) == count else None

    @classmethod
    def matrix(cls, value: Any) -> Matrix:
        """A form's matrix; the identity when it has none."""
        found = cls.numbers(value, 6) if value is not None else None
        if found is None:
            return IDENTITY
        a, b, c, d, e, f = found
        return (a, b, c, d, e, f)

    @classmethod
    def box(cls, value: Any) -> Box | None:
        """A rectangle with its corners in order."""
        found = cls.numbers(value, 4) if value is not None else None
        if found is None:
            return None
        return min(found[0], found[2]), min(found[1], found[3]), max(found[0], found[2]), max(found[1], found[3])
