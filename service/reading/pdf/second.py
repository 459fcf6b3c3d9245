"""The second PDF reader: pdfium, which forgives more and knows less about reading order."""

from collections.abc import Sequence

from service.reading.problems import ReadingError, corrupt

_BROKEN_WORD = "\ufffe"  # pdfium's mark for a hyphen at a line end


def page_texts(data: bytes, wanted: Sequence[int] | None, max_pages: int) -> tuple[dict[int, str], int]:
    """Texts of the pages ``wanted`` (None: all) by index, and the number of pages; raises ``ReadingError``."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadingError("document-encrypted", "The PDF is protected with a password.") from None
        if wanted is not None:
            return {}, 0
        raise corrupt("is a damaged PDF") from None
    texts: dict[int, str] = {}
    try:
        count = len(document)
        for index in range(min(count, max_pages)) if wanted is None else wanted:
            try:
                page = document[index]
                texts[index] = page.get_textpage().get_text_range().replace(_BROKEN_WORD, "\u00ad\n")
            except pypdfium2.PdfiumError:
                continue
    finally:
        document.close()
    return texts, count
