"""Recognition: tesseract's table of words as text, and the program itself where it is installed."""

import io
import shutil

import pytest

from service.reading import Reader, read_in_process
from service.reading.pdf.ocr_layout import recognised_text
from tests.service.reading import documents
from tests.service.reading.test_pdf import drawn, put

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"


def table(*lines):
    """Rows as tesseract writes them; a line is (block, left, top, words)."""
    rows = []
    for number, (block, left, top, words) in enumerate(lines):
        edge = left
        for place, word in enumerate(words.split()):
            width = 12 * len(word)
            rows.append(f"5\t1\t{block}\t1\t{number}\t{place}\t{edge}\t{top}\t{width}\t22\t95.0\t{word}")
            edge += width + 10
    return HEAD + "\n".join(rows) + "\n"


def test_wrapped_lines_become_paragraphs_and_signs_bullets():
    words = table(
        (1, 100, 100, "EXPERIENCE"),
        (2, 100, 200, "e Built a search engine over many documents which"),
        (2, 132, 232, "answers in a second."),
        (2, 100, 264, "« Led Al work and Cl/CD for one team."),
    )
    assert recognised_text(words) == (
        "EXPERIENCE\n\n• Built a search engine over many documents which answers in a second.\n"
        "• Led AI work and CI/CD for one team."
    )


@pytest.mark.parametrize("garbage", ["", HEAD, HEAD + "5\tx\n5\t1\t1\t1\t1\t1\ta\tb\tc\td\t9\tword\n"])
def test_tables_that_are_none_give_no_text(garbage):
    assert recognised_text(garbage) == ""


def test_plain_answers_are_text():
    assert recognised_text("Some words") == "Some words"


def scan():
    """A page as a picture, 200 dots an inch."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - heavy

    lines = [
        "EXPERIENCE",
        "Engineer at Northwind, May 2020 to August 2021",
        "Built a search engine with Python and Kafka",
    ]
    page = drawn(*(put(60, 700 - 40 * row, line, 12) for row, line in enumerate(lines)))
    return PdfDocument(page)[0].render(scale=200 / 72).to_pil().convert("L")


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
@pytest.mark.parametrize("ending", ["png", "jpeg", "pdf"])
def test_tesseract_reads_a_scan(ending):
    out = io.BytesIO()
    scan().save(out, ending.upper())
    with Reader() as reader:
        document = reader.read(out.getvalue(), name="scan." + ending)
    assert "Built a search engine with Python and Kafka" in document.text
    assert [finding.code for finding in document.findings] == ["ocr_used"]


def test_text_files_need_no_recognition():
    assert not read_in_process(documents.as_pdf(), name="a.pdf").findings
