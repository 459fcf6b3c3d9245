"""Bytes → ``Document``: sniff, read, clean, cut to size."""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import hashlib
from collections.abc import Callable

from matchers.documents import Document, Finding
from service.reading.extracted import Extracted
from service.reading.limits import ReadingLimits
from service.reading.ocr import Recogniser, recogniser
from service.reading.problems import BudgetExceeded, ReadingError, too_large
from service.reading.sniffing import MEDIA_TYPES, Kind, sniff


def _extract(kind: Kind, data: bytes, limits: ReadingLimits, recognise: Recogniser | None) -> Extracted:
    """Call the reader of ``kind``; each is imported when it is first needed."""
    if kind == "pdf":
        from service.reading.pdf.document import read_pdf

        return read_pdf(data, limits, recognise)
    if kind in ("png", "jpeg"):
        from service.reading.images import read_image

        return read_image(data, recognise)
    return _structured(kind)(data)


def _structured(kind: Kind) -> Callable[[bytes], Extracted]:  # noqa: PLR0911 - one line per format
    if kind == "docx":
        from service.reading.docx import read_docx

        return read_docx
    if kind == "odt":
        from service.reading.odt import read_odt

        return read_odt
    if kind == "rtf":
        from service.reading.rtf import read_rtf

        return read_rtf
    if kind == "html":
        from service.reading.html_page import read_html

        return read_html
    if kind == "json":
        from service.reading.json_resume import read_json_resume

        return read_json_resume
    if kind == "markdown":
        from service.reading.markdown import read_markdown

        return read_markdown
    from service.reading.plain import read_text

    return read_text


def digest_of(data: bytes) -> str:
    """The name of the bytes: ``sha256:`` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def check_size(data: bytes, limits: ReadingLimits) -> None:
    """Raise ``ReadingError`` for nothing at all and for too much."""
    if not data:
        raise ReadingError("document-empty", "The file is empty.")
    if len(data) > limits.max_bytes:
        raise too_large(f"is larger than {limits.max_bytes / 1e6:g} MB")


def _cut(text: str, limit: int) -> tuple[str, tuple[Finding, ...]]:
    """Cut ``text`` at the last line end within ``limit`` characters."""
    if len(text) <= limit:
        return text, ()
    end = text.rfind("\n", 0, limit) + 1 or limit
    message = f"Only the first {end:,} characters were read; the limit is {limit:,}."
    return text[:end], (Finding("truncated", "warning", message),)


def read_with(
    data: bytes,
    *,
    name: str | None,
    media_type: str | None,
    limits: ReadingLimits,
    recognise: Recogniser | None,
) -> Document:
    """Read ``data``; pictures of text go to ``recognise``. Raises ``ReadingError``."""
    check_size(data, limits)
    kind = sniff(data, name, media_type)
    try:
        extracted = _extract(kind, data, limits, recognise)
    except BudgetExceeded:
        raise too_large("asks for far more work than any resume needs; it was refused") from None
    return _document(extracted, MEDIA_TYPES[kind], digest_of(data), limits)


def _document(extracted: Extracted, media_type: str, digest: str, limits: ReadingLimits) -> Document:
    """Clean the text, cut it to size and collect what was found."""
    from service.reading.cleaning import clean

    text, found = clean(extracted.text[: 4 * limits.max_characters])
    if not text:
        raise ReadingError("document-empty", "The document holds no text.")
    text, cut = _cut(text, limits.max_characters)
    return Document(text, media_type, digest, extracted.pages, (*extracted.findings, *found, *cut))


def read_in_process(
    data: bytes,
    *,
    name: str | None = None,
    media_type: str | None = None,
    limits: ReadingLimits = ReadingLimits(),  # noqa: B008 - frozen
) -> Document:
    """Read ``data`` in this very process, without wall clock or memory limits: for the worker and for tests.

    ``name`` and ``media_type`` are hints that must agree with the content. Raises ``ReadingError``.
    """
    recognise = recogniser(limits.recognition_seconds, limits.memory_bytes)
    return read_with(data, name=name, media_type=media_type, limits=limits, recognise=recognise)
