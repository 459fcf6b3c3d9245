"""Structured formats speak in blocks; this writes them as plain text in one way for all of them."""

import re
from itertools import zip_longest

BULLET = "• "
# Heads of a table of demands: which column a line stands in says how much it is needed.
_NEED = re.compile(r"(?:essential|desirable|required|preferred|must|should|could)\b.{0,20}|[ED]", re.IGNORECASE)


class BlockWriter:
    """Collects headings, paragraphs, bullets and table rows, and decides where the blank lines go.

    A heading has a blank line before it and none after it; a paragraph that follows a list starts a new
    block; everything else follows on the next line unless ``gap`` was called.
    """

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._last = ""
        self._soft = False
        self._demands = False

    def heading(self, text: str) -> None:
        """Write a heading on its own line."""
        self._write("heading", text, gap=self._last != "heading")

    def paragraph(self, text: str) -> None:
        """Write a paragraph; line breaks in it stay."""
        self._write("paragraph", text, gap=self._last == "bullet")

    def bullet(self, text: str) -> None:
        """Write one list item on one line."""
        self._write("bullet", " ".join(text.split("\n")), gap=False, prefix=BULLET)

    def row(self, cells: list[str]) -> None:
        """Write a table row: on one line when every cell is one, one cell after the other when not."""
        filled = [cell.strip() for cell in cells if cell.strip()]
        if self._demands or sum(_NEED.fullmatch(cell) is not None for cell in filled) > 1:
            self._demanding_row(cells)
        elif any("\n" in cell for cell in filled):
            for cell in filled:
                self._write("paragraph", cell, gap=False)
        elif filled:
            self._write("paragraph", "\t".join(filled), gap=self._last == "bullet")

    def _demanding_row(self, cells: list[str]) -> None:
        """Write a row of a table of demands between bars, a line for each line of its cells: "| | SQL | Kafka"."""
        for line in zip_longest(*(cell.strip().split("\n") for cell in cells), fillvalue=""):
            said = [part.removeprefix(BULLET.strip()).strip() for part in line]
            if any(said):
                self._write("paragraph", f"| {' | '.join(said)}", gap=self._last == "bullet")
        self._demands = True

    def gap(self, *, soft: bool = False) -> None:
        """Ask for a blank line before whatever comes next; a soft one is for paragraphs only, not for lists."""
        if soft:
            self._soft = self._last == "paragraph"
            return
        if self._lines and self._lines[-1]:
            self._lines.append("")
        self._last = ""

    def text(self) -> str:
        """Everything written so far."""
        return "\n".join(self._lines)

    def _write(self, kind: str, text: str, *, gap: bool, prefix: str = "") -> None:
        text = text.strip()
        if not text:
            return
        self._demands = False
        gap = gap or (self._soft and kind != "bullet")
        self._soft = False
        if gap and self._lines and self._lines[-1]:
            self._lines.append("")
        self._lines.append(prefix + text)
        self._last = kind
