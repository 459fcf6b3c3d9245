# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed
import io

import pytest
from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfgen import canvas

from service.reading import ReadingError, ReadingLimits, read_in_process
from tests.service.reading import documents, hostile


def read(data, **limits):
    return read_in_process(data, name="a.pdf", limits=ReadingLimits(**limits))


def drawn(*operations, size=A4, pages=1, **options):
    """A PDF on which each operation drew; an operation gets the canvas."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=size, invariant=True, **options)
    for _ in range(pages):
        for operation in operations:
            operation(page)
        page.showPage()
    page.save()
    return out.getvalue()


def put(x, y, text, size=10, font="Helvetica"):
    def draw(page):
        page.setFont(font, size)
        page.drawString(x, y, text)

    return draw


def codes(document):
    return [finding.code for finding in document.findings]


# ---- words and lines ---------------------------------------------------------------------------------------


def test_a_wrapped_paragraph_is_one_line_and_a_bullet_stays_one():
    text = read(documents.as_pdf()).text
    assert documents.RESUME[3][1] in text.split("\n")
    assert "• Wrote CI/CD pipelines with Terraform and GitHub Actions for forty repositories." in text.split("\n")


def test_a_right_aligned_date_stays_on_its_line():
    data = drawn(
        put(60, 700, "Engineer, Northlight"), lambda page: page.drawRightString(540, 700, "Mar 2021 – Present")
    )
    assert read(data).text == "Engineer, Northlight  Mar 2021 – Present\n"


def test_lines_that_are_no_paragraph_stay_lines():
    skills = ["Python and friends", "Kubernetes", "Go", "PostgreSQL", "Terraform"]
    data = drawn(*(put(60, 700 - 14 * row, skill) for row, skill in enumerate(skills)))
    assert read(data).text == "\n".join(skills) + "\n"


def test_a_gap_between_blocks_is_one_blank_line():
    assert read(drawn(put(60, 700, "Summary"), put(60, 650, "Experience"))).text == "Summary\n\nExperience\n"


def test_two_columns_drawn_row_by_row_are_read_column_by_column():
    rows = []
    for row in range(14):
        rows += [
            put(50, 700 - 16 * row, f"left sentence number {row} ends here."),
            put(320, 700 - 16 * row, f"right words {row}. and some more of them here"),
        ]
    rows[0], rows[1] = put(50, 700, "Experience"), put(320, 700, "Skills")
    rows += [put(50, 460, "Education"), put(320, 460, "Languages")]
    scrambled = [rows[0], rows[1], rows[-2], rows[-1], *rows[2:-2]]
    document = read(drawn(*scrambled))
    assert codes(document) == ["two_columns"]
    text = document.text
    assert text.index("left sentence number 13") < text.index("right words 1.")
    assert text.index("Experience") < text.index("left sentence number 1 ") < text.index("Skills")


def test_columns_drawn_one_after_the_other_are_read_as_drawn():
    left = [put(50, 700 - 16 * row, f"left {row}") for row in range(10)]
    right = [put(320, 700 - 16 * row, f"right {row}") for row in range(10)]
    text = read(drawn(*left, *right)).text
    assert text.index("left 9") < text.index("right 0")


def test_letters_set_one_by_one_are_one_word():
    data = hostile.text_page("BT /F1 11 Tf 60 700 Td [(P)-20(y)-20(t)-20(h)-20(on)] TJ ET")
    assert read(data).text == "Python\n"


def test_a_letter_spaced_heading_is_one_word_and_its_spaces_stay():
    letters = "".join(f"({letter})-300" for letter in "EXPERIENCE")
    assert read(hostile.text_page(f"BT /F1 11 Tf 60 700 Td [{letters}] TJ ET")).text == "EXPERIENCE\n"
    spaced = hostile.text_page("BT /F1 11 Tf 4 Tc 60 700 Td (WORK EXPERIENCE) Tj ET")
    assert read(spaced).text == "WORK EXPERIENCE\n"


def test_wide_shifts_inside_an_array_are_spaces():
    assert (
        read(hostile.text_page("BT /F1 11 Tf 60 700 Td [(Data)-280(science)-4000(2020)] TJ ET")).text
        == "Data science  2020\n"
    )


def test_words_drawn_twice_for_boldness_are_one():
    assert read(drawn(put(60, 700, "Bold Name"), put(60.3, 700, "Bold Name"))).text == "Bold Name\n"


def test_a_superscript_stays_with_its_word():
    data = drawn(put(60, 700, "top 1"), put(82.3, 704, "st", size=6), put(92, 700, "place"))
    assert read(data).text == "top 1st place\n"


def test_broken_words_are_joined_and_compounds_keep_their_hyphen():
    lines = [
        "An engineer who likes the infra-",
        "structure of machine learning and data-",
        "driven decisions in every product of a",
    ]
    data = drawn(*(put(60, 700 - 13 * row, line) for row, line in enumerate(lines)))
    assert "infrastructure" in read(data).text
    assert "data-driven" in read(data).text


def test_actual_text_replaces_glyphs_but_not_by_a_speech():
    honest = "/Span <</ActualText (Certifications)>> BDC BT /F1 11 Tf 60 700 Td (Certi cations) Tj ET EMC"
    assert read(hostile.text_page(honest)).text == "Certifications\n"
    speech = (
        "/Span <</ActualText (" + "kubernetes terraform " * 9 + ")>> BDC BT /F1 11 Tf 60 700 Td (plain words) Tj ET EMC"
    )
    document = read(hostile.text_page(speech))
    assert document.text == "plain words\n"
    assert codes(document) == ["hidden_text"]


def test_utf_16_actual_text_is_decoded():
    coded = "Zoë".encode("utf-16-be").hex()
    content = f"/Span <</ActualText <FEFF{coded}>>> BDC BT /F1 11 Tf 60 700 Td (Zo?) Tj ET EMC"
    assert read(hostile.text_page(content)).text == "Zoë\n"


def test_a_rotated_page_reads_like_an_upright_one():
    def turned(page):
        page.setPageRotation(90)
        page.rotate(90)
        page.setFont("Helvetica", 10)
        page.drawString(60, -100, "first line of words")
        page.drawString(60, -114, "second line")

    assert read(drawn(turned)).text.split() == ["first", "line", "of", "words", "second", "line"]


def test_text_in_a_form_is_read_once():
    data = hostile.drawing(b"/X0 Do ", {10: hostile.form(hostile.HELLO, None)})
    assert read(data).text == "Hello resume\n"


def test_strings_with_escapes_and_parentheses_are_decoded():
    content = r"BT /F1 11 Tf 60 700 Td (a\(b\)c (d) \101\12x\\y) Tj ET"
    assert read(hostile.text_page(content)).text == "a(b)c (d) A x\\y\n"


# ---- pages -------------------------------------------------------------------------------------------------


def test_pages_are_counted_and_those_beyond_the_limit_are_left_out():
    data = drawn(put(60, 700, "a page of words"), pages=4)
    document = read(data, max_pages=3)
    assert document.pages == 3
    assert codes(document) == ["truncated"]
    assert read(data).text.count("a page of words") == 4


def test_an_encrypted_pdf_is_named_and_one_with_an_open_password_is_read():
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = drawn(put(60, 700, "secret words"), encrypt=StandardEncryption("user", "owner", strength=128))
    with pytest.raises(ReadingError) as caught:
        read(locked)
    assert caught.value.code == "document-encrypted"
    opened = drawn(put(60, 700, "open words"), encrypt=StandardEncryption("", "owner", strength=128))
    assert read(opened).text == "open words\n"


def picture(page):
    from reportlab.lib.utils import ImageReader

    grey = io.BytesIO(b"P5 40 40 255\n" + bytes(range(40)) * 40)
    page.drawImage(ImageReader(grey), 0, 0, 500, 700)


def test_a_picture_of_a_page_is_document_image_only(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadingError) as caught:
        read(drawn(picture))
    assert caught.value.code == "document-image-only"


def test_a_scan_with_an_invisible_layer_of_text_is_not_read_from_the_layer(monkeypatch):
    monkeypatch.setenv("PATH", "")

    def layer(page):
        page.setFillAlpha(1)
        text = page.beginText(60, 700)
        text.setTextRenderMode(3)
        text.setFont("Helvetica", 10)
        text.textLine("kubernetes that nobody sees")
        page.drawText(text)

    with pytest.raises(ReadingError) as caught:
        read(drawn(picture, layer))
    assert caught.value.code == "document-image-only"


def test_a_picture_among_pages_of_text_is_reported(monkeypatch):
    monkeypatch.setenv("PATH", "")
    first, second = io.BytesIO(), None
    page = canvas.Canvas(first, pagesize=letter)
    page.drawString(60, 700, "words on the first page")
    page.showPage()
    picture(page)
    page.showPage()
    page.save()
    second = read(first.getvalue())
    assert second.text == "words on the first page\n"
    assert [(finding.code, finding.page) for finding in second.findings] == [("page_unread", 2)]


def test_a_page_that_is_empty_is_document_empty():
    with pytest.raises(ReadingError) as caught:
        read(drawn())
    assert caught.value.code == "document-empty"


def test_the_second_reader_reads_what_the_first_cannot():
    document = read(hostile.PDF_BOMBS["length_huge"]())
    assert document.text == "Hello resume\n"
    assert codes(document) == ["second_reader_used"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n%%EOF", hostile.PDF_BOMBS["garbage"]()])
def test_a_broken_pdf_is_document_corrupt(data):
    with pytest.raises(ReadingError) as caught:
        read(data)
    assert caught.value.code == "document-corrupt"


# ---- hidden text -------------------------------------------------------------------------------------------


def hidden_words(document):
    return sorted(word for word in document.text.split() if word.startswith("h") and word != "header")


def test_all_sixteen_ways_of_hiding_are_found_and_nothing_visible_is_accused():
    document = read(hostile.hiding_page())
    assert hidden_words(document) == []
    assert [line.split()[0] for line in document.text.split("\n") if line] == [
        "vblack",
        "vgrey",
        "vblue",
        "vwhite",
        "vsmall",
        "vinfront",
    ]
    assert codes(document) == ["hidden_text"]
    assert document.findings[0].page == 1


@pytest.mark.parametrize("name", [name for name in hostile.HIDING if not name.startswith("visible")])
def test_each_way_of_hiding_is_found_alone(name):
    document = read(hostile.hiding_page(["visible_black", name]))
    assert hidden_words(document) == []
    assert codes(document) == ["hidden_text"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_hiding_is_found_on_turned_and_cropped_pages(rotate):
    document = read(hostile.hiding_page(rotate=rotate, crop="40 20 600 792"))
    assert hidden_words(document) == []
    assert all(word in document.text for word in ("vblack", "vgrey", "vblue", "vwhite", "vsmall", "vinfront"))


@pytest.mark.parametrize("name", [name for name in hostile.HIDING if name.startswith("visible")])
def test_visible_text_is_never_accused(name):
    document = read(hostile.hiding_page([name]))
    assert document.findings == ()
    assert document.text.startswith("v")


def test_hidden_text_inside_a_form_is_found():
    content = b"BT /F1 11 Tf 0 g 60 600 Td (visible words) Tj 1 g 0 -40 Td (hidden words) Tj ET"
    data = hostile.drawing(b"q 1 0 0 1 20 30 cm /X0 Do Q ", {10: hostile.form(content, None)})
    assert read(data).text == "visible words\n"


def test_the_message_names_amount_and_page():
    document = read(hostile.hiding_page(["visible_black", "white"]))
    assert document.findings[0].message == "25 characters on page 1 cannot be seen; they were not scored."


def test_a_resume_reads_the_same_with_a_hidden_job_description_in_it():
    clean = hostile.hiding_page(["visible_black"])
    for name in hostile.HIDING:
        if not name.startswith("visible") and name != "behind_text":
            assert read(hostile.hiding_page(["visible_black", name])).text == read(clean).text
