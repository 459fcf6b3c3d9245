"""Rendering a page with pdfium, with and without some of its text."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything
# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from service.reading.pdf.spans import IDENTITY, Box, Matrix, Span, multiply

_SCALE = 1.5
_MAX_PIXELS = 4_000_000
_MAX_BATCHES = 6
# Parts of the page that are rendered on their own: at most so many, at least so far apart (pixels).
_MAX_BANDS = 4
_BAND_GAP = 12
_MAX_OBJECTS = 20_000
_MAX_DEPTH = 12
# A pixel that changes by less than this (of 255) is not a mark on the page for an eye.
_VISIBLE_CHANGE = 24
_NEAR = 1.0

PixelBox: TypeAlias = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels of the rendered page."""


class _Picture:
    """Pixels of a rendered page, or of the part of it inside ``part``; four bytes each."""

    def __init__(self, page: Any, scale: float, part: PixelBox | None = None) -> None:
        import pypdfium2.raw as pdfium

        width = max(1, int(pdfium.FPDF_GetPageWidthF(page) * scale))
        height = max(1, int(pdfium.FPDF_GetPageHeightF(page) * scale))
        left, top, right, bottom = part or (0, 0, width, height)
        self.left, self.top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
        self.width, self.height = max(1, min(right, width) - self.left), max(1, min(bottom, height) - self.top)
        bitmap = pdfium.FPDFBitmap_Create(self.width, self.height, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, self.width, self.height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, -self.left, -self.top, width, height, 0, 0)
            self.stride: int = pdfium.FPDFBitmap_GetStride(bitmap)
            pointer = pdfium.FPDFBitmap_GetBuffer(bitmap)
            self.pixels = ctypes.string_at(pointer, self.stride * self.height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def differs(self, other: "_Picture", box: PixelBox) -> bool:
        """Whether any pixel in ``box`` (pixels of the page) changes visibly."""
        left, right = max(box[0] - self.left, 0), min(box[2] - self.left, self.width)
        for row in range(max(box[1] - self.top, 0), min(box[3] - self.top, self.height)):
            start, end = row * self.stride + 4 * left, row * self.stride + 4 * right
            mine, theirs = self.pixels[start:end], other.pixels[start:end]
            if mine != theirs and any(abs(a - b) > _VISIBLE_CHANGE for a, b in zip(mine, theirs, strict=True)):
                return True
        return False


class _TextObject:
    """A text object of pdfium: its handle, and the start of its baseline in the page's own space."""

    __slots__ = ("handle", "x", "y")

    def __init__(self, handle: Any, matrix: Matrix) -> None:
        self.handle = handle
        self.x, self.y = matrix[4], matrix[5]


def _matrix(handle: Any) -> Matrix:
    import pypdfium2.raw as pdfium

    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(found)):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _text_objects(count: int, get: Any, outer: Matrix, depth: int = 0) -> Iterator[_TextObject]:
    """Text objects in drawing order, also those inside forms."""
    import pypdfium2.raw as pdfium

    for number in range(count):
        handle = get(number)
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield _TextObject(handle, multiply(_matrix(handle), outer))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            inner = multiply(_matrix(handle), outer)
            size = pdfium.FPDFFormObj_CountObjects(handle)
            yield from _text_objects(
                size, lambda n, form=handle: pdfium.FPDFFormObj_GetObject(form, n), inner, depth + 1
            )


class _Finder:
    """Finds the text object that drew a span, by the place where it starts."""

    def __init__(self, objects: Sequence[_TextObject], page_matrix: Matrix) -> None:
        self._cells: dict[tuple[int, int], list[_TextObject]] = {}
        self._rows: dict[int, list[_TextObject]] = {}
        a, b, c, d, e, f = page_matrix
        for item in objects:
            item.x, item.y = item.x * a + item.y * c + e, item.x * b + item.y * d + f
            self._cells.setdefault((round(item.x), round(item.y)), []).append(item)
            self._rows.setdefault(round(item.y), []).append(item)
        self._used: dict[int, int] = {}

    def of(self, span: Span) -> list[_TextObject]:
        """The objects at the places where ``span`` was drawn; the next one at the same place for every call."""
        found = [item for x, y in span.starts if (item := self._at(x, y)) is not None]
        return found or self._left_of(span.x0, span.y0)

    def _at(self, x: float, y: float) -> _TextObject | None:
        near = [
            item
            for column in (round(x) - 1, round(x), round(x) + 1)
            for row in (round(y) - 1, round(y), round(y) + 1)
            for item in self._cells.get((column, row), ())
            if abs(item.x - x) < _NEAR and abs(item.y - y) < _NEAR
        ]
        if not near:
            return None
        # The nearest; of several at the very same place the one that has not had its turn.
        item = min(near, key=lambda item: (round(abs(item.x - x) + abs(item.y - y), 1), self._used.get(id(item), 0)))
        self._used[id(item)] = self._used.get(id(item), 0) + 1
        return item

    def _left_of(self, x: float, y: float) -> list[_TextObject]:
        """For a later span of one operator: the last object on its line that starts left of it."""
        rows = (round(y) - 1, round(y), round(y) + 1)
        left = [item for row in rows for item in self._rows.get(row, ()) if item.x <= x + _NEAR]
        left = [item for item in left if abs(item.y - y) < _NEAR]
        return [max(left, key=lambda item: item.x)] if left else []


@contextmanager
def _open_page(data: bytes, index: int) -> Iterator[Any]:
    """The raw handle of a page, None when pdfium cannot open it."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        yield None
        return
    try:
        page = document[index] if index < len(document) else None
    except pypdfium2.PdfiumError:
        page = None
    try:
        yield page.raw if page is not None else None
    finally:
        document.close()


def _pixel_box(span: Span, page_height: int, scale: float) -> PixelBox:
    left, low, right, high = span.box
    return (
        int(left * scale) - 1,
        int(page_height - high * scale) - 1,
        int(right * scale) + 2,
        int(page_height - low * scale) + 2,
    )


def _around(boxes: Sequence[PixelBox]) -> PixelBox:
    """The box around all boxes."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _bands(boxes: Sequence[PixelBox]) -> list[list[int]]:
    """Indices of the boxes by the bands of the page that they stand in, where the bands are few and far apart."""
    bands: list[list[int]] = []
    bottom = -_BAND_GAP
    for number in sorted(range(len(boxes)), key=lambda number: boxes[number][1]):
        if not bands or boxes[number][1] > bottom + _BAND_GAP:
            bands.append([])
        bands[-1].append(number)
        bottom = max(bottom, boxes[number][3])
    return bands if len(bands) <= _MAX_BANDS else [list(range(len(boxes)))]


def unchanged(data: bytes, index: int, spans: Sequence[Span], page_matrix: Matrix = IDENTITY) -> list[bool] | None:
    """For each span: does the page look the same without it? None when the page cannot be rendered.

    ``page_matrix`` leads from the page's own space to the space of the spans. A span that pdfium does not
    know cannot be switched off and counts as seen.
    """
    import pypdfium2.raw as pdfium

    with _open_page(data, index) as page:
        if not page or pdfium.FPDFPage_CountObjects(page) > _MAX_OBJECTS:
            return None
        area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
        scale = min(_SCALE, (_MAX_PIXELS / max(area, 1.0)) ** 0.5)
        count = pdfium.FPDFPage_CountObjects(page)
        objects = list(_text_objects(count, lambda number: pdfium.FPDFPage_GetObject(page, number), IDENTITY))
        finder = _Finder(objects, page_matrix)
        found = [finder.of(span) for span in spans]
        height = max(1, int(pdfium.FPDF_GetPageHeightF(page) * scale))
        pixels = [_pixel_box(span, height, scale) for span in spans]
        same = [False] * len(spans)
        # Only the parts of the page with letters in doubt are drawn: most of the time is spent on its other parts.
        for band in _bands(pixels):
            part = _around([pixels[number] for number in band])
            base = _Picture(page, scale, part)
            for batch in _batches([spans[number].box for number in band], _MAX_BATCHES):
                numbers = [band[index] for index in batch]
                without = _without(page, scale, part, [item.handle for number in numbers for item in found[number]])
                for number in numbers:
                    same[number] = bool(found[number]) and not base.differs(without, pixels[number])
        return same


def _batches(boxes: Sequence[Box], limit: int) -> list[list[int]]:
    """Split indices so that the boxes within one batch do not overlap; the last batch takes the rest."""
    found: list[list[int]] = []
    for index, box in enumerate(boxes):
        for number, batch in enumerate(found):
            if number == limit - 1 or not any(_overlap(box, boxes[other]) for other in batch):
                batch.append(index)
                break
        else:
            found.append([index])
    return found


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _without(page: Any, scale: float, part: PixelBox, handles: Sequence[Any]) -> _Picture:
    """A part of the page without some of its objects."""
    import pypdfium2.raw as pdfium

    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, False)
    picture = _Picture(page, scale, part)
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, True)
    return picture


_RECOGNITION_SCALE = 200 / 72
_MAX_RECOGNITION_PIXELS = 8_000_000


def grey_pictures(data: bytes, indices: Sequence[int]) -> dict[int, bytes]:
    """Pages as grey pictures of 200 dots an inch in the PGM format, by index; what cannot be rendered is left out."""
    import pypdfium2.raw as pdfium

    pictures: dict[int, bytes] = {}
    for index in indices:
        with _open_page(data, index) as page:
            if not page:
                continue
            area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
            picture = _Picture(page, min(_RECOGNITION_SCALE, (_MAX_RECOGNITION_PIXELS / max(area, 1.0)) ** 0.5))
        rows = range(0, picture.stride * picture.height, picture.stride)
        # Green stands for grey: it carries most of the brightness, and no arithmetic is needed.
        green = b"".join(picture.pixels[row + 1 : row + 4 * picture.width : 4] for row in rows)
        pictures[index] = b"P5 %d %d 255\n" % (picture.width, picture.height) + green
    return pictures
