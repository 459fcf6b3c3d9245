"""The content of a page: spans of text in the order of the stream, and what is painted around them."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything
# ruff: noqa: D102 - each handler is named after what it handles
# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from service.reading.pdf.actual_text import ActualText, MarkedContent
from service.reading.pdf.budget import BUDGET
from service.reading.pdf.fonts import FontShelf
from service.reading.pdf.paths import colour_of, path_box
from service.reading.pdf.resources import Resources, gather, name_of
from service.reading.pdf.spans import (
    IDENTITY,
    Area,
    Box,
    Colour,
    Dot,
    Doubt,
    Matrix,
    PageContent,
    Span,
    contains,
    intersect,
    multiply,
    transform,
)
from service.reading.pdf.state import BLACK, State
from service.reading.pdf.text_run import show, show_glyphs
from service.reading.pdf.tokens import operations

_MAX_SAVED = 512
_MAX_FORM_DEPTH = 12
_MAX_AREAS = 4000
_MAX_DOT = 9.0
_UNIT: Box = (0.0, 0.0, 1.0, 1.0)


def _numbers(operands: list[Any], count: int) -> list[float] | None:
    """The last ``count`` operands when all of them are numbers."""
    last = operands[-count:]
    if len(last) < count:
        return None
    for value in last:
        if not isinstance(value, (int, float)):
            return None
    return last


class ContentReader:
    """Runs the content of one page (or of a form on it) and adds what it finds to ``page``."""

    def __init__(self, page: PageContent, resources: Resources, fonts: FontShelf, ctm: Matrix, depth: int = 0) -> None:
        self.page = page
        self.resources = resources
        self.fonts = fonts
        self.depth = depth
        self.state = State(ctm, fonts)
        self.saved: list[State] = []
        self.line: Matrix = IDENTITY
        self.advance = 0.0
        self.path: list[bytes] = []
        self.clipping = False
        self.marked = MarkedContent()
        self.running: frozenset[object] = frozenset()

    def run(self, streams: Sequence[object]) -> None:
        """Execute the operators of ``streams``."""
        data, own = gather(streams, self.running)
        self.running |= own
        handlers = _HANDLERS
        for operator, operands in operations(data, handlers):
            handlers[operator](self, operands)

    # -- text ----------------------------------------------------------------------------------------------

    def begin_text(self, _: list[Any]) -> None:
        self.line = IDENTITY
        self.advance = 0.0

    def move(self, operands: list[Any]) -> None:
        values = _numbers(operands, 2)
        if values is not None:
            self._move(*values)

    def move_and_lead(self, operands: list[Any]) -> None:
        values = _numbers(operands, 2)
        if values is not None:
            self._move(*values)
            self.state.leading = -values[1]

    def next_line(self, _: list[Any]) -> None:
        self._move(0.0, -self.state.leading)

    def _move(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.line
        self.line = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        self.advance = 0.0

    def set_matrix(self, operands: list[Any]) -> None:
        values = _numbers(operands, 6)
        if values is not None:
            a, b, c, d, e, f = values
            self.line = (a, b, c, d, e, f)
            self.advance = 0.0

    def set_font(self, operands: list[Any]) -> None:
        if len(operands) < 2:
            return
        name = operands[-2] if isinstance(operands[-2], bytes) else b""
        font = self.resources.fonts.get(name)
        if font is None:
            reference = self.resources.entry("Font", name_of(name))
            font = self.fonts.get(reference) if reference is not None else self.fonts.default()
            self.resources.fonts[name] = font
        self.state.font = font
        if isinstance(operands[-1], (int, float)):
            self.state.size = float(operands[-1])

    def show_string(self, operands: list[Any]) -> None:
        if operands and isinstance(operands[-1], bytes):
            self._show([operands[-1]])

    def show_array(self, operands: list[Any]) -> None:
        if operands and isinstance(operands[-1], list):
            self._show(operands[-1])

    def next_line_show(self, operands: list[Any]) -> None:
        self.next_line(operands)
        self.show_string(operands)

    def space_next_line_show(self, operands: list[Any]) -> None:
        values = _numbers(operands[:-1], 2)
        if values is not None:
            self.state.word_space, self.state.letter_space = values
        self.next_line_show(operands)

    def _show(self, sequence: list[Any]) -> None:
        doubt = Doubt.LAYER if self.marked.layered else Doubt.NONE
        matrix = multiply(self.line, self.state.ctm)
        self.advance = show(sequence, matrix, self.advance, self.state, doubt, self.page.spans)

    def show_glyphs(self, operands: list[Any]) -> None:
        """Show a string, and what follows glyph by glyph on the same line."""
        first, line = operands[-2:]
        matrix = multiply(self.line, self.state.ctm)
        doubt = Doubt.LAYER if self.marked.layered else Doubt.NONE
        moved, advance = show_glyphs(
            first, line, matrix, self.advance, self.state, doubt, self.page.spans, self.set_font
        )
        self._move(moved, 0.0)
        self.advance = advance

    # -- state ---------------------------------------------------------------------------------------------

    def save(self, _: list[Any]) -> None:
        if len(self.saved) < _MAX_SAVED:
            self.saved.append(self.state.copy())

    def restore(self, _: list[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def concatenate(self, operands: list[Any]) -> None:
        values = _numbers(operands, 6)
        if values is not None:
            a, b, c, d, e, f = values
            self.state.ctm = multiply((a, b, c, d, e, f), self.state.ctm)

    def graphics_state(self, operands: list[Any]) -> None:
        if operands:
            self.state.apply(self.resources.dictionary("ExtGState", name_of(operands[-1])))

    def colour_space(self, operands: list[Any]) -> None:
        if operands:
            self.state.space = self.resources.colour_space(name_of(operands[-1]))
            self.state.fill = BLACK if self.state.space != "Pattern" else None

    def colour(self, operands: list[Any]) -> None:
        self.state.fill = colour_of(operands, self.state.space)

    def device_colour(self, operands: list[Any]) -> None:
        self.state.space = "Device"
        self.state.fill = colour_of(operands, "Device")

    # -- paths ---------------------------------------------------------------------------------------------

    def build_path(self, operands: list[Any]) -> None:
        self.path.append(operands[0])

    def clip(self, _: list[Any]) -> None:
        self.clipping = True

    def fill_path(self, operands: list[Any]) -> None:
        box = path_box(self.path, self.state.ctm)
        if box is not None:
            self._paint(box, self.state.fill)
        self.end_path(operands)

    def end_path(self, _: list[Any]) -> None:
        if self.clipping:
            box = path_box(self.path, self.state.ctm)
            if box is not None:
                self.state.clip = intersect(self.state.clip, box)
            self.clipping = False
        self.path = []

    def _paint(self, box: Box, colour: Colour | None) -> None:
        """Remember what may hide text, or be the ground under it: nothing thin, nothing transparent."""
        x0, y0, x1, y1 = intersect(box, self.state.clip)
        if 1 < x1 - x0 < _MAX_DOT and abs(y1 - y0 - x1 + x0) < 0.5 and len(self.page.dots) < _MAX_AREAS:
            self.page.dots.append(Dot((x0, y0, x1, y1), colour))
        if x1 - x0 < 3 or y1 - y0 < 3 or self.state.alpha < 0.1 or len(self.page.areas) >= _MAX_AREAS:
            return
        opaque = colour if self.state.alpha > 0.9 else None
        self.page.areas.append(Area((x0, y0, x1, y1), opaque, len(self.page.spans)))

    # -- marked content and forms --------------------------------------------------------------------------

    def begin_marked(self, operands: list[Any]) -> None:
        layer = bool(operands) and operands[0] == b"OC"
        actual = ActualText.of(operands, self.resources, len(self.page.spans))
        self.marked.push(actual, layer=layer)

    def end_marked(self, _: list[Any]) -> None:
        actual = self.marked.pop()
        if actual is not None:
            self.page.unseen_characters += actual.replace(self.page.spans)

    def inline_image(self, _: list[Any]) -> None:
        self._picture()

    def _picture(self) -> None:
        box = transform(_UNIT, self.state.ctm)
        self.page.pictures.append(box)
        self._paint(box, None)

    def draw(self, operands: list[Any]) -> None:
        from pdfminer.pdftypes import PDFStream

        stream = self.resources.resolved("XObject", name_of(operands[-1])) if operands else None
        if not isinstance(stream, PDFStream):
            return
        kind = self.resources.name_value(stream.get("Subtype"))
        if kind == "Image":
            self._picture()
        elif kind == "Form" and self.depth < _MAX_FORM_DEPTH:
            self._draw_form(stream)

    def _draw_form(self, stream: Any) -> None:
        BUDGET.spend_form()
        matrix = self.resources.matrix(stream.get("Matrix"))
        resources = self.resources.of_form(stream)
        child = ContentReader(self.page, resources, self.fonts, IDENTITY, self.depth + 1)
        child.state = self.state.copy()
        child.state.ctm = multiply(matrix, self.state.ctm)
        box = self.resources.box(stream.get("BBox"))
        if box is not None:
            child.state.clip = intersect(child.state.clip, transform(box, child.state.ctm))
        child.running = self.running
        if self.marked.layered or stream.get("OC") is not None:
            child.marked.push(None, layer=True)
        child.run([stream])


_HANDLERS: dict[bytes, Callable[[ContentReader, list[Any]], None]] = {
    b"BT": ContentReader.begin_text,
    b"Td": ContentReader.move,
    b"TD": ContentReader.move_and_lead,
    b"T*": ContentReader.next_line,
    b"Tm": ContentReader.set_matrix,
    b"Tf": ContentReader.set_font,
    b"Tj": ContentReader.show_string,
    b"TJ": ContentReader.show_array,
    b"glyphs": ContentReader.show_glyphs,
    b"'": ContentReader.next_line_show,
    b'"': ContentReader.space_next_line_show,
    b"Tc": lambda reader, operands: reader.state.set("letter_space", operands),
    b"Tw": lambda reader, operands: reader.state.set("word_space", operands),
    b"TL": lambda reader, operands: reader.state.set("leading", operands),
    b"Ts": lambda reader, operands: reader.state.set("rise", operands),
    b"Tz": lambda reader, operands: reader.state.set("stretch", operands),
    b"Tr": lambda reader, operands: reader.state.set("mode", operands),
    b"q": ContentReader.save,
    b"Q": ContentReader.restore,
    b"cm": ContentReader.concatenate,
    b"gs": ContentReader.graphics_state,
    b"cs": ContentReader.colour_space,
    b"sc": ContentReader.colour,
    b"scn": ContentReader.colour,
    b"g": ContentReader.device_colour,
    b"rg": ContentReader.device_colour,
    b"k": ContentReader.device_colour,
    b"path": ContentReader.build_path,
    b"W": ContentReader.clip,
    b"W*": ContentReader.clip,
    b"f": ContentReader.fill_path,
    b"F": ContentReader.fill_path,
    b"f*": ContentReader.fill_path,
    b"B": ContentReader.fill_path,
    b"B*": ContentReader.fill_path,
    b"b": ContentReader.fill_path,
    b"b*": ContentReader.fill_path,
    b"S": ContentReader.end_path,
    b"s": ContentReader.end_path,
    b"n": ContentReader.end_path,
    b"BDC": ContentReader.begin_marked,
    b"BMC": ContentReader.begin_marked,
    b"EMC": ContentReader.end_marked,
    b"BI": ContentReader.inline_image,
    b"Do": ContentReader.draw,
}


def _page_matrix(page: Any) -> tuple[Matrix, float, float]:
    """The matrix from a page's own space to what is shown of it, from the lower left corner; width and height."""
    visible = intersect(page.cropbox, page.mediabox)
    x0, y0, x1, y1 = visible if visible[0] < visible[2] and visible[1] < visible[3] else page.mediabox
    matrix: Matrix = {
        90: (0.0, -1.0, 1.0, 0.0, -y0, x1),
        180: (-1.0, 0.0, 0.0, -1.0, x1, y1),
        270: (0.0, 1.0, -1.0, 0.0, y1, -x0),
    }.get(page.rotate, (1.0, 0.0, 0.0, 1.0, -x0, -y0))
    width, height = abs(x1 - x0), abs(y1 - y0)
    return (matrix, height, width) if page.rotate in (90, 270) else (matrix, width, height)


def read_page(page: Any, fonts: FontShelf) -> PageContent:
    """Read one ``PDFPage``; raises ``BudgetExceeded`` and whatever pdfminer.six raises on damaged objects."""
    matrix, width, height = _page_matrix(page)
    content = PageContent(width, height, matrix)
    visible: Box = (0.0, 0.0, width, height)
    reader = ContentReader(content, Resources(page.resources), fonts, matrix)
    reader.state.clip = visible
    reader.run(page.contents)
    content.spans = [_placed(span, visible) if span.doubt & Doubt.CLIP else span for span in content.spans]
    return content


def _placed(span: Span, visible: Box) -> Span:
    """Tell text outside the page from text outside a clipping path on it."""
    return span if contains(visible, span.middle) else span._replace(doubt=span.doubt | Doubt.OFF_PAGE)


def document_pages(data: bytes) -> Iterator[Any]:
    """The pages of a PDF; raises pdfminer's errors."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    document = PDFDocument(PDFParser(io.BytesIO(data)), password="")
    yield from PDFPage.create_pages(document)
