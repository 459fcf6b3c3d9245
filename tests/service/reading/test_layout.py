"""Layout of PDF pages: drawn bullets, dates drawn late, narrow columns, glyph by glyph."""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.service.reading import hostile
from tests.service.reading.test_pdf import codes, drawn, put, read


def glyph_by_glyph(text, x, y, size=11, colour="0 g"):
    """A line as browsers draw it: an operator for every letter."""
    first, *rest = text
    shifts = [stringWidth(letter, "Helvetica", size) for letter in text]
    moves = [f"{shift:.4f} 0 Td <{ord(letter):02X}> Tj" for shift, letter in zip(shifts, rest, strict=False)]
    return f"BT {colour} /F1 {size} Tf {x} {y} Td <{ord(first):02X}> Tj\n" + "\n".join(moves) + " ET\n"


def test_letters_drawn_one_by_one_are_words():
    document = read(hostile.text_page(glyph_by_glyph("Built a search engine", 60, 700)))
    assert document.text == "Built a search engine\n"


@pytest.mark.parametrize("colour", ["1 g", "0.99 g"])
def test_hidden_letters_drawn_one_by_one_are_found(colour):
    shown = glyph_by_glyph("Seen words of a resume", 60, 700)
    document = read(hostile.text_page(shown + glyph_by_glyph("kubernetes terraform", 60, 660, colour=colour)))
    assert document.text == "Seen words of a resume\n"
    assert codes(document) == ["hidden_text"]


def test_hidden_letters_on_top_of_seen_ones_are_found():
    shown = glyph_by_glyph("Seen words of a resume", 60, 700)
    below = glyph_by_glyph("kubernetes terraform", 60, 700, colour="1 g")
    document = read(hostile.text_page(below + shown))
    assert document.text == "Seen words of a resume\n"


def disc(x, y, radius=1.8):
    def draw(page):
        page.setFillGray(0)
        page.circle(x, y, radius, stroke=0, fill=1)

    return draw


def test_a_disc_before_a_line_is_a_bullet():
    document = read(
        drawn(disc(60, 703), put(70, 700, "Built a search engine"), disc(60, 689), put(70, 686, "Ran a team"))
    )
    assert document.text == "• Built a search engine\n• Ran a team\n"


def test_dots_of_a_rating_are_no_bullets():
    dots = [disc(60 + 6 * number, 703) for number in range(5)]
    assert read(drawn(*dots, put(95, 700, "Python"))).text == "Python\n"


def test_a_date_drawn_after_the_entry_stands_on_its_headline():
    document = read(
        drawn(
            put(60, 700, "Northwind, Engineer", font="Helvetica-Bold"),
            put(60, 686, "- Built a search engine"),
            put(440, 700, "May 2020 - Aug 2021"),
            put(60, 660, "Southwind, Intern", font="Helvetica-Bold"),
            put(60, 646, "- Wrote tests"),
            put(440, 660, "May 2019 - Aug 2019"),
        )
    )
    lines = document.text.split("\n")
    assert lines[0] == "Northwind, Engineer  May 2020 - Aug 2021"
    assert "Southwind, Intern  May 2019 - Aug 2019" in lines


def test_a_date_does_not_part_a_headline_that_goes_on():
    document = read(
        drawn(
            put(60, 700, "Sparse Mixture of Experts at Scale and", font="Helvetica-Bold"),
            put(60, 687, "Efficient Routing of Models", font="Helvetica-Bold"),
            put(440, 700, "July 2023"),
        )
    )
    assert "July 2023" not in document.text.split("\n")[0]


def test_wrapped_names_in_a_narrow_column_stay_whole():
    side = [
        "LLM work: prompt design,",
        "function calling, RAG, tools",
        "and agents, LangGraph, Ragas",
        "Application: Python, FastAPI",
        "Deep learning: PyTorch, JAX",
        "Transformers, vLLM, Triton",
        "Data: Postgres with pgvector",
        "Redis, Qdrant, Kafka, Iceberg",
        "Running it: Docker, Azure",
        "Container Apps, GitHub Actions",
    ]
    lines = [put(60, 700 - 12 * row, text, 9) for row, text in enumerate(side)]
    wide = put(60, 760, "Utrecht, Netherlands, someone@example.org, and a headline that runs across the whole page", 9)
    assert "Azure Container Apps" in read(drawn(wide, *lines)).text


def test_html_parts_beside_each_other_stay_apart():
    from service.reading import read_in_process

    page = b"<style>.line{display:flex}</style><p class=line><span>Engineer</span><span>May 2020 - Aug 2021</span></p>"
    assert read_in_process(page, name="a.html").text == "Engineer  May 2020 - Aug 2021\n"
