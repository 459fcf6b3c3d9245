"""The part of the graphics state that text needs."""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

from typing import Any

from service.reading.pdf.fonts import FontShelf, GlyphFont
from service.reading.pdf.spans import Box, Colour, Matrix

BLACK: Colour = (0.0, 0.0, 0.0)
_NO_CLIP: Box = (-1e6, -1e6, 1e6, 1e6)


class State:
    """Current matrix, font, spacing, colour, transparency and clipping box (page space)."""

    __slots__ = (
        "alpha",
        "clip",
        "ctm",
        "fill",
        "font",
        "leading",
        "letter_space",
        "mode",
        "rise",
        "size",
        "space",
        "stretch",
        "word_space",
    )

    def __init__(self, ctm: Matrix, fonts: FontShelf) -> None:
        self.ctm = ctm
        self.font: GlyphFont = fonts.default()
        self.size = self.letter_space = self.word_space = self.leading = self.rise = 0.0
        self.stretch = 100.0
        self.mode = 0.0
        self.fill: Colour | None = BLACK
        self.space = "Device"
        self.alpha = 1.0
        self.clip = _NO_CLIP

    def copy(self) -> "State":
        """A copy to come back to."""
        # Written out: pages save their state for every word.
        twin = State.__new__(State)
        twin.alpha, twin.clip, twin.ctm, twin.fill = self.alpha, self.clip, self.ctm, self.fill
        twin.font, twin.leading, twin.letter_space, twin.mode = self.font, self.leading, self.letter_space, self.mode
        twin.rise, twin.size, twin.space, twin.stretch = self.rise, self.size, self.space, self.stretch
        twin.word_space = self.word_space
        return twin

    def set(self, name: str, operands: list[Any]) -> None:
        """Set a number of the text state from the last operand, when it is one."""
        if operands and isinstance(operands[-1], (int, float)):
            setattr(self, name, float(operands[-1]))

    def apply(self, parameters: dict[Any, Any]) -> None:
        """Take the transparency of an ``ExtGState`` dictionary; a soft mask may hide anything."""
        from pdfminer.pdftypes import resolve1

        alpha = resolve1(parameters.get("ca"))
        if isinstance(alpha, (int, float)):
            self.alpha = float(alpha)
        mask = resolve1(parameters.get("SMask"))
        if isinstance(mask, dict):
            self.alpha = min(self.alpha, 0.5)
