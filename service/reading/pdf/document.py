"""PDF → text: our own path first, pdfium where that fails, pictures through tesseract where there is one."""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import threading
from dataclasses import dataclass, field
from itertools import islice

from matchers.documents import Finding
from service.reading.extracted import Extracted, hidden_text
from service.reading.limits import ReadingLimits
from service.reading.ocr import Recogniser
from service.reading.pdf.budget import BUDGET, MAX_WRITTEN_OBJECTS
from service.reading.pdf.fonts import FontShelf
from service.reading.pdf.order import Ordered
from service.reading.pdf.spans import PageContent
from service.reading.problems import BudgetExceeded, ReadingError, corrupt

MIN_CHARACTERS = 5
_UNKNOWN = "\ufffd"
_MIN_UNKNOWN = 20
# pdfium knows no threads, and the budget belongs to one document.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(slots=True)
class _Pages:
    """What our own path got out of a document: text per page, None where a page could not be read."""

    texts: list[str | None] = field(default_factory=list)
    ordered: dict[int, Ordered] = field(default_factory=dict)
    pictured: list[bool] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    more: bool = False
    hidden: int = 0

    def characters(self) -> int:
        """Characters that are not white space."""
        return sum(len(part) for text in self.texts for part in (text or "").split())


def _is_unmapped(content: PageContent) -> bool:
    """Whether most of the letters of a page are unknown."""
    unknown = sum(span.text.count(_UNKNOWN) for span in content.spans)
    return unknown > _MIN_UNKNOWN and unknown > 0.5 * sum(len(span.text) for span in content.spans)


def _read_page(data: bytes, number: int, page: object, fonts: FontShelf, pages: _Pages) -> None:
    from service.reading.pdf.bullets import with_bullets
    from service.reading.pdf.content import read_page
    from service.reading.pdf.order import order
    from service.reading.pdf.visibility import drop_unseen

    content = read_page(page, fonts)
    if _is_unmapped(content):
        # Fonts that do not say which letters their glyphs are; the second reader may know them by shape or name.
        pages.texts.append(None)
        pages.pictured.append(bool(content.pictures))
        return
    unseen = drop_unseen(data, number - 1, content)
    if unseen:
        pages.hidden += unseen
        pages.findings.append(hidden_text(unseen, number))
    content.spans = with_bullets(content)
    ordered = order(content)
    if ordered.columns:
        pages.findings.append(Finding("two_columns", "info", "The page was read column by column.", number))
    pages.ordered[len(pages.texts)] = ordered
    pages.texts.append(None)
    pages.pictured.append(bool(content.pictures))


def _write_pages(pages: _Pages) -> None:
    """Write what was read; a page that cannot be written stays None."""
    from service.reading.pdf.order import with_columns_continued
    from service.reading.pdf.paragraphs import write

    for index, page in zip(pages.ordered, with_columns_continued(list(pages.ordered.values())), strict=True):
        try:
            pages.texts[index] = write(page)
        except Exception:  # noqa: BLE001 - one odd page must not cost the others; the second reader has a go
            pages.texts[index] = None


def _own_path(data: bytes, limits: ReadingLimits) -> _Pages:
    """Read page after page; a page that fails is None and the next one is read."""
    from service.reading.pdf.content import document_pages

    pages = _Pages()
    fonts = FontShelf()
    for number, page in enumerate(islice(document_pages(data), limits.max_pages + 1), 1):
        if number > limits.max_pages:
            pages.more = True
            break
        try:
            _read_page(data, number, page, fonts, pages)
        except (BudgetExceeded, MemoryError):
            raise
        except Exception:  # noqa: BLE001 - one damaged page must not cost the others; the second reader has a go
            pages.texts.append(None)
            pages.pictured.append(False)
    _write_pages(pages)
    return pages


def _first_reader(data: bytes, limits: ReadingLimits) -> _Pages:
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        return _own_path(data, limits)
    except (BudgetExceeded, MemoryError):
        raise
    except PDFPasswordIncorrect:
        raise ReadingError("document-encrypted", "The PDF is protected with a password.") from None
    except Exception:  # noqa: BLE001 - pdfminer raises anything on damaged files
        return _Pages()


def _second_reader(data: bytes, pages: _Pages, limits: ReadingLimits) -> None:
    """Fill the pages that are missing from pdfium; a document that ours could not open comes from it whole."""
    from service.reading.pdf.pdfium import read_pages

    whole = not pages.texts or pages.characters() < MIN_CHARACTERS
    wanted = None if whole else [index for index, text in enumerate(pages.texts) if text is None]
    if wanted == [] or (whole and pages.hidden):
        return
    found, count = read_pages(data, wanted, limits.max_pages)
    if whole:
        pages.more = count > limits.max_pages
        missing = min(count, limits.max_pages) - len(pages.texts)
        pages.texts += [None] * missing
        pages.pictured += [False] * missing
    used = False
    for index, page in found.items():
        if index < len(pages.texts):
            pages.pictured[index] = pages.pictured[index] or page.pictured
            used = used or bool(page.text.strip())
            pages.texts[index] = page.text if page.text.strip() else pages.texts[index] or ""
    if used:
        pages.findings.append(Finding("second_reader_used", "info", "Some pages were read with the second PDF reader."))


def _recognise(data: bytes, pages: _Pages, limits: ReadingLimits, recognise: Recogniser | None) -> None:
    """Have the pages recognised that are only pictures; say so where that was not possible."""
    empty = [
        index
        for index, text in enumerate(pages.texts)
        if pages.pictured[index] and len((text or "").strip()) < MIN_CHARACTERS
    ]
    texts: dict[int, str] = {}
    if empty and recognise is not None:
        from service.reading.pdf.ocr_layout import recognised_text
        from service.reading.pdf.rendering import grey_pictures

        answers = recognise(grey_pictures(data, empty[: limits.recognised_pages]))
        texts = {index: recognised_text(answer) for index, answer in answers.items()}
    for index in empty:
        if texts.get(index, "").strip():
            pages.texts[index] = texts[index]
            message = "The page is a picture; its text was recognised."
            pages.findings.append(Finding("ocr_used", "info", message, index + 1))
        elif pages.texts[index] is not None:
            message = "The page is a picture; its text was not read."
            pages.findings.append(Finding("page_unread", "warning", message, index + 1))


def _problem(pages: _Pages) -> ReadingError:
    """Why a document without text has none."""
    if not pages.texts:
        return corrupt("is a damaged PDF")
    if pages.hidden and not any(pages.pictured):
        return ReadingError("document-image-only", "The PDF holds only text that cannot be seen.")
    if any(pages.pictured):
        return ReadingError("document-image-only", "The PDF holds pictures of text, but no text; a text PDF is needed.")
    return ReadingError("document-empty", "The PDF holds no text.")


def read_pdf(data: bytes, limits: ReadingLimits, recognise: Recogniser | None = None) -> Extracted:
    """Read a PDF; raises ``ReadingError`` or ``BudgetExceeded``."""
    from service.reading.pdf.guards import install

    # A damaged table makes pdfminer look for every object; counting them first is a thousand times cheaper.
    if data.count(b" obj") > MAX_WRITTEN_OBJECTS:
        raise BudgetExceeded("objects")
    with _ONE_AT_A_TIME:
        install()
        BUDGET.reset()
        pages = _first_reader(data, limits)
        _second_reader(data, pages, limits)
        _recognise(data, pages, limits, recognise)
    if pages.characters() == 0:
        raise _problem(pages)
    for index, text in enumerate(pages.texts):
        if text is None:
            pages.findings.append(Finding("page_unread", "warning", "The page is damaged and was not read.", index + 1))
    if pages.more:
        message = f"Only the first {limits.max_pages} pages were read."
        pages.findings.append(Finding("truncated", "warning", message))
    text = "\n\n".join(text for text in pages.texts if text)
    return Extracted(text, len(pages.texts), tuple(pages.findings))
