"""The text of one part of a Word document: paragraphs, tables, text boxes, revisions."""

# ruff: noqa: D102 - each handler is named after what it handles

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from service.reading.word.blocks import Block, BlockKind, all_blocks
from service.reading.word.boxes import EMU_PER_TWIP, Box
from service.reading.word.look import UNKNOWN, WHITE, Look, attribute, colour, is_on, local, shade, with_property
from service.reading.word.styles import Resolved, Styles

# A banner holds a name and an address; more light text than this is not one.
_MAX_BANNER = 300
_LIGHT = re.compile("\0(\\d+)\0")
_MIN_EXACT_LINE = 40
_SKIPPED = frozenset(
    (
        "Fallback",
        "instrText",
        "delInstrText",
        "rPrChange",
        "pPrChange",
        "tblPrChange",
        "trPrChange",
        "tcPrChange",
        "sectPrChange",
        "AlternateContentFallback",
        "binData",
        "docPartObj",
    )
)
_DELETED = frozenset(("del", "moveFrom"))


@dataclass(slots=True)
class _Paragraph:
    style: Resolved
    parts: list[str] = field(default_factory=list)
    listed: bool | None = None
    outline: bool = False
    ground: str | None = None
    unseen: bool = False
    boxes: list[Block] = field(default_factory=list)


class BodyReader:
    """Collects the blocks of one part; ``unseen`` counts the letters nobody sees, ``notes`` the referenced notes."""

    def __init__(self, styles: Styles, *, page_ground: str = WHITE, wanted_notes: frozenset[str] | None = None) -> None:
        self.styles = styles
        self.page_ground = page_ground
        self.wanted_notes = wanted_notes
        self.blocks: list[Block] = []
        self.unseen = 0
        self.notes: set[str] = set()
        self.parts: list[tuple[str, str, str]] = []  # header or footer, its type, its relationship
        self.first_page_differs = False
        self.banner = False
        self._light: list[tuple[list[str], str]] = []
        self._sinks: list[list[Block]] = [self.blocks]
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[Block] = []
        self._cell_grounds: list[str | None] = []
        self._boxes: list[Box] = []
        self._path: list[str] = []
        self._skipping = 0
        self._deleted = 0
        self._hidden_depth: list[int] = []
        self._look = Look()
        self._offset: list[str] | None = None
        self._placeholder: list[int] = []

    # -- events --------------------------------------------------------------------------------------------

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element opens."""
        tag = local(name)
        self._path.append(tag)
        if self._skipping or tag in _SKIPPED or self._is_unwanted_note(tag, attributes):
            self._skipping += 1
            return
        if tag in _DELETED and self._path[-2:-1] not in (["rPr"], ["trPr"]):
            self._deleted += 1
        handler = _STARTS.get(tag)
        if handler is not None:
            handler(self, attributes)
        elif self._within("rPr"):
            self._look = with_property(self._look, tag, attributes)
        elif self._boxes:
            self._boxes[-1].take(tag, attributes, self._path)

    def end(self, _: str) -> None:
        """An element closes."""
        tag = self._path.pop()
        if self._skipping:
            self._skipping -= 1
            return
        if tag in _DELETED and self._path[-1:] not in (["rPr"], ["trPr"]) and self._deleted:
            self._deleted -= 1
        handler = _ENDS.get(tag)
        if handler is not None:
            handler(self)
        if self._hidden_depth and len(self._path) < self._hidden_depth[-1]:
            self._hidden_depth.pop()
        if self._placeholder and len(self._path) < self._placeholder[-1]:
            self._placeholder.pop()

    def text(self, piece: str) -> None:
        """Letters between tags."""
        if self._skipping or not self._path:
            return
        tag = self._path[-1]
        if tag in ("t", "delText"):
            self._letters(piece)
        elif self._offset is not None and tag == "posOffset":
            self._offset.append(piece)

    # -- helpers -------------------------------------------------------------------------------------------

    def _within(self, tag: str) -> bool:
        return tag in self._path[-4:]

    def _is_unwanted_note(self, tag: str, attributes: Mapping[str, str]) -> bool:
        if self.wanted_notes is None or tag not in ("footnote", "endnote"):
            return False
        return (attribute(attributes, "id") or "") not in self.wanted_notes

    def _letters(self, piece: str) -> None:
        """Text of a run: kept, or counted as unseen."""
        if not self._paragraphs or self._placeholder:
            return
        paragraph = self._paragraphs[-1]
        base = self._look.over(paragraph.style.look).over(self.styles.default_look)
        hidden_box = bool(self._boxes) and (self._boxes[-1].hidden or self._boxes[-1].off_page())
        if self._deleted or self._hidden_depth or hidden_box or paragraph.unseen or base.is_unseen():
            self.unseen += len("".join(piece.split()))
            return
        if base.melts(self._ground(paragraph)):
            # Decided at the end: it may stand on a banner.
            self._light.append((paragraph.parts, piece))
            paragraph.parts.append("\0" + str(len(self._light) - 1) + "\0")
            return
        paragraph.parts.append(piece)

    def _ground(self, paragraph: _Paragraph) -> str:
        if paragraph.ground is not None:
            return paragraph.ground
        if self._boxes:
            return UNKNOWN if self._boxes[-1].filled else self.page_ground
        for ground in reversed(self._cell_grounds):
            if ground is not None:
                return ground
        return self.page_ground

    def _put(self, piece: str) -> None:
        if self._paragraphs and not self._deleted:
            self._paragraphs[-1].parts.append(piece)

    def _hide(self, depth: int) -> None:
        self._hidden_depth.append(depth)

    # -- paragraphs and runs -------------------------------------------------------------------------------

    def start_paragraph(self, _: Mapping[str, str]) -> None:
        self._paragraphs.append(_Paragraph(self.styles.paragraph(None)))
        self._look = Look()

    def end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        text = "".join(paragraph.parts)
        listed = paragraph.listed if paragraph.listed is not None else paragraph.style.listed
        kind: BlockKind = "paragraph"
        if not text.strip():
            kind = "gap"
        elif paragraph.style.heading or paragraph.outline:
            kind = "heading"
        elif listed:
            kind = "bullet"
        self._sinks[-1].append(Block(kind, text))
        self._sinks[-1] += paragraph.boxes
        self._look = Look()

    def start_run(self, _: Mapping[str, str]) -> None:
        self._look = Look()

    def paragraph_style(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].style = self.styles.paragraph(attribute(attributes, "val"))

    def run_style(self, attributes: Mapping[str, str]) -> None:
        self._look = self._look.over(self.styles.run(attribute(attributes, "val")))

    def numbering(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs and self._within("pPr"):
            self._paragraphs[-1].listed = attribute(attributes, "val") != "0"

    def outline_level(self, attributes: Mapping[str, str]) -> None:
        if self._paragraphs:
            self._paragraphs[-1].outline = (attribute(attributes, "val") or "9") < "9"

    def shading(self, attributes: Mapping[str, str]) -> None:
        found = shade(attributes)
        if self._within("rPr"):
            self._look = with_property(self._look, "shd", attributes)
        elif self._path[-2:-1] == ["pPr"] and self._paragraphs:
            self._paragraphs[-1].ground = found
        elif self._path[-2:-1] == ["tcPr"] and self._cell_grounds:
            self._cell_grounds[-1] = found

    def spacing(self, attributes: Mapping[str, str]) -> None:
        line = attribute(attributes, "line") or ""
        if self._paragraphs and attribute(attributes, "lineRule") == "exact" and line.lstrip("-").isdigit():
            self._paragraphs[-1].unseen = int(line) < _MIN_EXACT_LINE

    def frame(self, attributes: Mapping[str, str]) -> None:
        places = [attribute(attributes, side) or "0" for side in ("x", "y")]
        emu = [int(place) * EMU_PER_TWIP for place in places if place.lstrip("-").isdigit()]
        if self._paragraphs and Box(offsets=emu).off_page():
            self._paragraphs[-1].unseen = True

    def tab(self, _: Mapping[str, str]) -> None:
        if not self._within("tabs"):
            self._put("\t")

    def line_break(self, _: Mapping[str, str]) -> None:
        self._put("\n")

    def hyphen(self, _: Mapping[str, str]) -> None:
        self._put("-")

    def symbol(self, attributes: Mapping[str, str]) -> None:
        code = attribute(attributes, "char") or ""
        try:
            self._put(chr(int(code, 16)))
        except (ValueError, OverflowError):
            return

    def transparent(self, _: Mapping[str, str]) -> None:
        if "textFill" in self._path[-3:]:
            self._look = Look(hidden=True).over(self._look)

    def transparency(self, attributes: Mapping[str, str]) -> None:
        if "textFill" in self._path and (attribute(attributes, "val") or "0") >= "90000":
            self._look = Look(hidden=True).over(self._look)

    def placeholder(self, _: Mapping[str, str]) -> None:
        # "Click here to enter text": the prompt of a template, for as long as its control is open.
        self._placeholder.append(len(self._path) - 2)

    def note_reference(self, attributes: Mapping[str, str]) -> None:
        self.notes.add(attribute(attributes, "id") or "")

    # -- tables --------------------------------------------------------------------------------------------

    def start_table(self, _: Mapping[str, str]) -> None:
        self._tables.append(Block("table"))

    def end_table(self) -> None:
        table = self._tables.pop()
        self._sinks[-1].append(table)

    def start_row(self, _: Mapping[str, str]) -> None:
        if self._tables:
            self._tables[-1].rows.append([])

    def hidden_row(self, attributes: Mapping[str, str]) -> None:
        if self._path[-2:-1] == ["trPr"] and is_on(attributes):
            self._hide(len(self._path) - 2)

    def start_cell(self, _: Mapping[str, str]) -> None:
        self._cell_grounds.append(None)
        self._sinks.append([])

    def end_cell(self) -> None:
        self._cell_grounds.pop()
        cell = self._sinks.pop()
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1].append(cell)

    # -- drawings ------------------------------------------------------------------------------------------

    def start_drawing(self, _attributes: Mapping[str, str]) -> None:
        self._boxes.append(Box())

    def end_drawing(self) -> None:
        box = self._boxes.pop()
        self.banner = self.banner or box.is_banner()

    def start_offset(self, _: Mapping[str, str]) -> None:
        self._offset = []

    def end_offset(self) -> None:
        text = "".join(self._offset or ()).strip()
        self._offset = None
        if self._boxes and text.lstrip("-").isdigit():
            self._boxes[-1].offsets.append(int(text))

    def start_box_content(self, _: Mapping[str, str]) -> None:
        self._sinks.append([])
        self._look = Look()

    def end_box_content(self) -> None:
        content = self._sinks.pop()
        if self._paragraphs:
            self._paragraphs[-1].boxes += [Block("gap"), *content, Block("gap")]
        else:
            self._sinks[-1] += content

    def start_vml(self, attributes: Mapping[str, str]) -> None:
        self._boxes.append(Box.of_vml(attributes))

    # -- sections ------------------------------------------------------------------------------------------

    def part_reference(self, attributes: Mapping[str, str]) -> None:
        self.parts.append(
            (self._path[-1], attribute(attributes, "type") or "default", attribute(attributes, "id") or "")
        )

    def title_page(self, attributes: Mapping[str, str]) -> None:
        self.first_page_differs = self.first_page_differs or is_on(attributes)

    def page_background(self, attributes: Mapping[str, str]) -> None:
        found = colour({"val": attribute(attributes, "color") or "auto"})
        self.page_ground = found or WHITE

    # -- the result ----------------------------------------------------------------------------------------

    def settle(self, *, banner: bool) -> None:
        """Decide about letters in the colour of the paper: a little of it may stand on a banner."""
        size = sum(len("".join(piece.split())) for _, piece in self._light)
        seen = banner and size <= _MAX_BANNER
        self.unseen += 0 if seen else size
        pieces = [piece if seen else "" for _, piece in self._light]
        for parts, _ in self._light:
            parts.clear()
        for block in all_blocks(self.blocks):
            if "\0" in block.text:
                block.text = _LIGHT.sub(lambda match: pieces[int(match.group(1))], block.text)


_Start = Callable[[BodyReader, Mapping[str, str]], None]
_STARTS: dict[str, _Start] = {
    "p": BodyReader.start_paragraph,
    "r": BodyReader.start_run,
    "pStyle": BodyReader.paragraph_style,
    "rStyle": BodyReader.run_style,
    "numId": BodyReader.numbering,
    "outlineLvl": BodyReader.outline_level,
    "shd": BodyReader.shading,
    "spacing": BodyReader.spacing,
    "framePr": BodyReader.frame,
    "tab": BodyReader.tab,
    "ptab": BodyReader.tab,
    "br": BodyReader.line_break,
    "cr": BodyReader.line_break,
    "noBreakHyphen": BodyReader.hyphen,
    "sym": BodyReader.symbol,
    "noFill": BodyReader.transparent,
    "alpha": BodyReader.transparency,
    "showingPlcHdr": BodyReader.placeholder,
    "footnoteReference": BodyReader.note_reference,
    "endnoteReference": BodyReader.note_reference,
    "tbl": BodyReader.start_table,
    "tr": BodyReader.start_row,
    "hidden": BodyReader.hidden_row,
    "tc": BodyReader.start_cell,
    "anchor": BodyReader.start_drawing,
    "inline": BodyReader.start_drawing,
    "posOffset": BodyReader.start_offset,
    "txbxContent": BodyReader.start_box_content,
    "shape": BodyReader.start_vml,
    "rect": BodyReader.start_vml,
    "headerReference": BodyReader.part_reference,
    "footerReference": BodyReader.part_reference,
    "titlePg": BodyReader.title_page,
    "background": BodyReader.page_background,
}
_ENDS: dict[str, Callable[[BodyReader], None]] = {
    "p": BodyReader.end_paragraph,
    "tbl": BodyReader.end_table,
    "tc": BodyReader.end_cell,
    "anchor": BodyReader.end_drawing,
    "inline": BodyReader.end_drawing,
    "posOffset": BodyReader.end_offset,
    "txbxContent": BodyReader.end_box_content,
    "shape": BodyReader.end_drawing,
    "rect": BodyReader.end_drawing,
}
