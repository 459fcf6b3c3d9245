"""Photographs and scans that come as pictures."""

from matchers.documents import Finding
from service.reading.extracted import Extracted
from service.reading.ocr import Recogniser
from service.reading.pdf.ocr_layout import recognised_text
from service.reading.problems import ReadingError


def read_image(data: bytes, recognise: Recogniser | None) -> Extracted:
    """Read a picture; raises ``ReadingError`` (``document-image-only``) when its text cannot be recognised."""
    if recognise is None:
        raise ReadingError("document-image-only", "The file is a picture; a document with text is needed.")
    text = recognised_text(recognise({0: data}).get(0, ""))
    if not text.strip():
        raise ReadingError("document-image-only", "The file is a picture in which no text was recognised.")
    return Extracted(text, 1, (Finding("ocr_used", "info", "The file is a picture; its text was recognised."),))
