"""Codes of a string → letters and widths, remembered per font."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything
# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import re
from binascii import a2b_hex
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from service.reading.problems import BudgetExceeded

_MAX_GLYPH_LETTERS = 8
_UNKNOWN = "\ufffd"
# Pictures, whatever letters their codes stand for in other fonts; one private letter keeps their place.
_ICON_FONT = re.compile(
    r"awesome|icons|(?<![a-z])icon(?![a-z])|icomoon|marvosym|fontello|entypo|materialsymbols", re.IGNORECASE
)
_ICON = "\ue000"
_BULLET_CODES = frozenset((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D))
_MAX_REMEMBERED = 20_000
_MAX_REMEMBERED_LENGTH = 16

Measured: TypeAlias = tuple[str, float, int, int]
"""The letters of a string, the sum of its widths, how many glyphs it has and how many of them are spaces."""


class _Table(dict[int, Any]):
    """What a font says about its codes, looked up when a code is first seen."""

    __slots__ = ("_look_up",)

    def __init__(self, look_up: Callable[[int], Any]) -> None:
        self._look_up = look_up

    def __missing__(self, code: int) -> Any:
        found = self[code] = self._look_up(code)
        return found


class _Written(dict[bytes, Measured]):
    """What the hexadecimal strings of a font measure, by their digits in angle brackets; the short ones stay."""

    __slots__ = ("_measure",)

    def __init__(self, measure: Callable[[bytes], Measured]) -> None:
        self._measure = measure

    def __missing__(self, written: bytes) -> Measured:
        measured = self._measure(a2b_hex(written[1:-1]))
        if len(written) <= _MAX_REMEMBERED_LENGTH and len(self) < _MAX_REMEMBERED:
            self[written] = measured
        return measured


class GlyphFont:
    """One pdfminer font with tables of the glyphs that were used; widths are in units of the font size."""

    __slots__ = ("_icons", "_letters", "_widths", "drawn", "font", "measured", "style", "wide", "written")

    def __init__(self, font: Any) -> None:
        from pdfminer.pdffont import PDFType3Font

        self.font = font
        self.wide: bool = bool(font.is_multibyte())
        self.drawn = isinstance(font, PDFType3Font)
        # Subsets of one face have names of their own ("ABCDEF+Lato-Bold"), and drawn fonts often none at all.
        name = str(getattr(font, "basefont", None) or getattr(font, "fontname", None) or "")
        self.style: str = name.rpartition("+")[2]
        self._icons = bool(_ICON_FONT.search(self.style))
        self._letters = _Table(self._letters_of)
        self._widths = _Table(self._width_of)
        self.measured: dict[bytes, Measured] = {}
        """Short strings that were shown before."""
        self.written = _Written(self.measure)

    def measure(self, string: bytes) -> Measured:
        """Letters and width of ``string``; remembered when it is short, as the strings of real pages are."""
        measured = self.measured.get(string)
        if measured is None:
            measured = self._measure(string)
            if len(string) <= _MAX_REMEMBERED_LENGTH and len(self.measured) < _MAX_REMEMBERED:
                self.measured[string] = measured
        return measured

    def _measure(self, string: bytes) -> Measured:
        codes = self._codes(string) if self.wide else string
        letters = "".join(map(self._letters.__getitem__, codes))
        width = sum(map(self._widths.__getitem__, codes))
        return letters, width, len(codes), 0 if self.wide else string.count(b" ")

    def _codes(self, string: bytes) -> Sequence[int]:
        try:
            return tuple(self.font.decode(string))
        except BudgetExceeded:
            raise
        except Exception:  # noqa: BLE001 - a damaged CMap must not cost the rest of the page
            return ()

    def _letters_of(self, code: int) -> str:
        if self._icons:
            return _ICON
        try:
            letters = self.font.to_unichr(code)
        except BudgetExceeded:
            raise
        except Exception:  # noqa: BLE001 - the same
            # In the usual encoding of simple fonts, codes without a letter of their own are bullets.
            letters = "•" if not self.wide and code in _BULLET_CODES else _UNKNOWN
        if not isinstance(letters, str):
            return ""
        # Some writers map the space to a tab or a line end.
        return " " if letters.isspace() else letters[:_MAX_GLYPH_LETTERS]

    def _width_of(self, code: int) -> float:
        try:
            return float(self.font.char_width(code))
        except BudgetExceeded:
            raise
        except Exception:  # noqa: BLE001 - the same
            return 0.5


class FontShelf:
    """Fonts by their reference; each is built when a page first uses it."""

    def __init__(self) -> None:
        from pdfminer.pdfinterp import PDFResourceManager

        self._manager = PDFResourceManager(caching=True)
        self._fonts: dict[object, GlyphFont] = {}
        self._default: GlyphFont | None = None

    def get(self, reference: Any) -> GlyphFont:
        """The font of a resource entry, or a stand-in when it cannot be built."""
        from pdfminer.pdftypes import PDFObjRef, dict_value

        key = reference.objid if isinstance(reference, PDFObjRef) else id(reference)
        font = self._fonts.get(key)
        if font is None:
            try:
                built = self._manager.get_font(None, dict_value(reference))
            except BudgetExceeded:
                raise
            except Exception:  # noqa: BLE001 - pdfminer raises anything on a damaged font
                return self.default()
            font = self._fonts[key] = GlyphFont(built)
        return font

    def default(self) -> GlyphFont:
        """The font of text that names none."""
        if self._default is None:
            self._default = GlyphFont(self._manager.get_font(None, {}))
        return self._default
