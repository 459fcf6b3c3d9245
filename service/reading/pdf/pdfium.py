"""The second PDF reader: pdfium, which forgives more and knows less about reading order."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything
# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

from collections.abc import Sequence
from typing import Any, NamedTuple

from service.reading.problems import ReadingError, corrupt

_BROKEN_WORD = "\ufffe"  # pdfium's mark for a hyphen at a line end


class SecondPage(NamedTuple):
    """The text of a page, and whether there is a picture on it."""

    text: str
    pictured: bool


def _read(page: Any) -> SecondPage:
    import pypdfium2.raw as pdfium

    text = page.get_textpage().get_text_range().replace(_BROKEN_WORD, "\u00ad\n")
    pictured = any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    return SecondPage(text, pictured)


def read_pages(data: bytes, wanted: Sequence[int] | None, max_pages: int) -> tuple[dict[int, SecondPage], int]:
    """The pages ``wanted`` (None: all) by index, and the number of pages; raises ``ReadingError``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError("document-encrypted", "The PDF is protected with a password.") from None
        if wanted is not None:
            return {}, 0
        raise corrupt("is a damaged PDF") from None
    pages: dict[int, SecondPage] = {}
    try:
        count = len(document)
        for index in range(min(count, max_pages)) if wanted is None else wanted:
            try:
                pages[index] = _read(document[index])
            except pypdfium2.PdfiumError:
                continue
    finally:
        document.close()
    return pages, count
