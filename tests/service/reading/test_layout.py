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


def test_hidden_letters_far_apart_on_a_page_are_found_and_those_between_are_kept():
    lines = [glyph_by_glyph(f"kubernetes {row}", 60, 780 - 120 * row, colour="1 g") for row in range(4)]
    shown = glyph_by_glyph("Seen words of a resume", 60, 600)
    document = read(hostile.text_page("".join(lines) + shown))
    assert document.text == "Seen words of a resume\n"
    assert "44 characters" in document.findings[0].message


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


def test_lines_that_fill_their_column_are_items_where_nothing_wraps():
    items = [
        "Realized projects in two tools, monitored status",
        "Integrated an engine and a modeler, all of it",
        "Ran a team",
    ]
    lines = read(drawn(*(put(60, 700 - 15 * row, text, 10) for row, text in enumerate(items)))).text.split("\n")
    assert lines[: len(items)] == items


def test_a_wrapped_bullet_goes_on_in_upper_case():
    document = read(
        drawn(
            put(
                60, 720, "A headline that runs across the page and is far wider than the column of the text below it", 9
            ),
            put(60, 690, "• Oversaw engineers working on Northwind", 9),
            put(66, 679, "Maps and Places", 9),
        )
    )
    assert "• Oversaw engineers working on Northwind Maps and Places" in document.text


def test_a_value_goes_on_below_itself_and_not_below_its_label():
    document = read(
        drawn(
            put(60, 700, "Tech:", 10),
            put(120, 700, "Python, Kafka, Postgres, Docker, Kubernetes,", 10),
            put(120, 687, "Terraform, Grafana and", 10),
            put(120, 674, "many others", 10),
        )
    )
    assert "Kubernetes, Terraform" in document.text


def test_the_line_below_a_short_date_is_no_part_of_it():
    document = read(
        drawn(
            put(60, 700, "Developer", 10),
            put(440, 700, "Sep 15 - NOW", 10),
            put(60, 687, "Research and development", 10),
        )
    )
    assert document.text.startswith("Developer  Sep 15 - NOW\nResearch")


def floating(*entries):
    """A page as browsers draw it when dates float: all of them first."""
    rows = [(700 - 60 * number, *entry) for number, entry in enumerate(entries)]
    dates = [put(470, y, date, 10) for y, _, date, _ in rows]
    text = [piece for y, title, _, item in rows for piece in (put(60, y, title, 10), put(60, y - 14, "- " + item, 10))]
    return drawn(*dates, *text)


def test_dates_that_float_stand_on_their_headlines():
    text = read(
        floating(("Engineer", "2019 – 2021", "Built a search engine"), ("Analyst", "2017 – 2019", "Wrote reports"))
    ).text
    assert "Engineer  2019 – 2021\n• Built a search engine" in text
    assert "Analyst  2017 – 2019\n• Wrote reports" in text


def test_dates_at_the_left_of_a_time_line_stand_with_their_jobs():
    titles, dates = ("Engineer", "Analyst", "Intern", "Clerk"), ("2019 – 2021", "2017 – 2019", "2016 – 2017", "2015")
    pieces = [put(60, 700 - 70 * row, date, 10) for row, date in enumerate(dates)]
    for row, title in enumerate(titles):
        pieces += [
            put(170, 700 - 70 * row - 14 * line, text, 10)
            for line, text in enumerate((title, "Northwind", "- Built a search engine over many documents"))
        ]
    lines = read(drawn(*pieces)).text.split("\n")
    for title, date in zip(titles, dates, strict=True):
        assert f"{date}  {title}" in lines


def test_headings_beside_their_sections_are_lines_of_their_own():
    def beside(y, name, *texts):
        heading = put(60, y, name, 10, "Helvetica-Bold")
        return [heading, *(put(170, y - 14 * row, text, 10) for row, text in enumerate(texts))]

    pieces = [
        *beside(700, "Experience", "Engineer at Northwind", "- Built a search engine"),
        *beside(640, "Odd jobs", "Gardener", "- Cut the hedge"),
        *beside(580, "Education", "BSc Computing"),
    ]
    lines = read(drawn(*pieces)).text.split("\n")
    assert [line for line in lines if line in ("Experience", "Odd jobs", "Education")] == [
        "Experience",
        "Odd jobs",
        "Education",
    ]


def column(x, y, *texts, size=9, step=12):
    """Lines below one another."""
    return [put(x, y - step * row, text, size) for row, text in enumerate(texts)]


_PAPERS = (
    "27 papers, about 4,100 citations",
    "Nine granted patents on ranking",
    "Best paper award at a conference",
    "Program committee member for three",
    "conferences each year, and referee",
    "for two journals of the field, with",
    "reviews that authors thanked for in",
    "public, and an index of all reviews",
    "that was read by many of them.",
)


def test_a_heading_that_wraps_in_a_narrow_column_is_one_line():
    name = put(60, 780, "A name, an address and a headline that run across the whole page and are far wider", 9)
    heading = column(60, 740, "SELECTED", "PUBLICATIONS AND", "PATENTS", size=15, step=18)
    lines = read(drawn(name, *heading, *column(60, 690, *_PAPERS))).text.split("\n")
    assert "SELECTED PUBLICATIONS AND PATENTS" in lines


def test_the_name_at_the_top_comes_before_a_column_that_is_drawn_first():
    side = column(60, 700, "Skills", "Python, Kafka and Postgres", "Languages", "English and Polish")
    text = read(drawn(*side, put(60, 780, "Jo Doe", 22), put(60, 760, "Data Engineer"), put(250, 715, "Profile"))).text
    assert text.startswith("Jo Doe\nData Engineer\n\nSkills\n")


def test_floating_dates_and_a_side_column_drawn_first_are_put_in_order():
    titles, years = ("Engineer", "Analyst", "Clerk"), ("2019 – 2021", "2017 – 2019", "2015 – 2017")
    dates = [put(480, 700 - 60 * row, date) for row, date in enumerate(years)]
    side = column(60, 700, "Skills", "Python, Kafka", "Postgres, Docker", "Languages", "English", "Polish, Dutch")
    main = [
        piece
        for row, title in enumerate(titles)
        for piece in column(230, 700 - 60 * row, title, "Northwind, Leeds", "- Built a search engine", size=10, step=14)
    ]
    lines = read(drawn(*dates, *side, *main)).text.split("\n")
    assert lines[:6] == ["Skills", "Python, Kafka", "Postgres, Docker", "Languages", "English", "Polish, Dutch"]
    for title, date in zip(titles, years, strict=True):
        assert f"{title}  {date}" in lines


def test_a_date_at_the_height_of_another_column_goes_to_its_headline():
    side = column(60, 700, "jo@example.org", "+44 1632 960713")
    date = put(480, 688, "2019 – 2021")
    main = column(230, 700, "Experience", "Engineer", "Northwind, Leeds", "- Built a search engine", size=9)
    lines = read(drawn(*side, date, *main)).text.split("\n")
    assert "+44 1632 960713" in lines
    assert "Engineer  2019 – 2021" in lines


def two_pages(first, second):
    """A PDF of two pages; ``first`` and ``second`` are what is drawn on them."""
    return drawn(*first, lambda page: page.showPage(), *second)


def test_a_side_column_goes_behind_the_text_that_goes_on_over_the_page():
    wide = [f"A line of the story of a job that is long enough to be the main text, number {row}" for row in range(9)]
    side = column(430, 700, "Skills", "Python, Kafka", "Postgres, Docker", "Languages", "English")
    main = column(60, 700, "Experience", *(f"- {line}" for line in wide), step=14)
    rest = column(60, 780, "- The last line of the job, which goes on over the page", "Education", "BSc Computing")
    lines = [line for line in read(two_pages([*main, *side], rest)).text.split("\n") if line]
    assert lines.index("Education") < lines.index("Skills") < lines.index("English")
    assert lines[lines.index("Education") - 1].endswith("goes on over the page")


def test_a_side_column_stays_where_the_next_page_starts_with_a_heading():
    wide = [f"A line of the story of a job that is long enough to be the main text, number {row}" for row in range(9)]
    side = column(430, 700, "Skills", "Python, Kafka", "Postgres, Docker", "Languages", "English")
    main = column(60, 700, "Experience", *(f"- {line}" for line in wide), step=14)
    lines = read(two_pages([*main, *side], column(60, 780, "Education", "BSc Computing"))).text.split("\n")
    assert lines.index("Skills") < lines.index("Education")


def test_room_parts_the_items_of_a_narrow_column_without_bullets():
    items = (
        ("Azure Data Engineering", "Associate, exam in 2021"),
        ("Fabric Analytics Engineer", "that is renewed every year"),
        ("Azure Administrator",),
        ("Google Cloud Professional", "Machine Learning Engineer"),
        ("Six Sigma Green Belt, in", "the summer of 2016"),
        ("Linux Administrator and", "part-time trainer"),
    )
    pieces, y = (
        [put(60, 780, "A headline across the page that is much wider than the column of text below it is", 9)],
        700,
    )
    for item in items:
        pieces += column(60, y, *item)
        y -= 12 * len(item) + 3
    lines = read(drawn(*pieces)).text.split("\n")
    assert [line for line in lines[1:] if line] == [" ".join(item) for item in items]


def test_letters_far_apart_are_words():
    pieces, x = [], 60.0
    for letter in "SKILLS MATRIX":
        if letter != " ":
            pieces.append(put(x, 700, letter, 11))
        x += stringWidth(letter, "Helvetica", 11) + 4
    assert read(drawn(*pieces, put(60, 680, "Python", 11))).text.startswith("SKILLS MATRIX\n")


def test_html_parts_beside_each_other_stay_apart():
    from service.reading import read_in_process

    page = b"<style>.line{display:flex}</style><p class=line><span>Engineer</span><span>May 2020 - Aug 2021</span></p>"
    assert read_in_process(page, name="a.html").text == "Engineer  May 2020 - Aug 2021\n"


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (
            "<table><tr><td><ul><li>Ran Kafka</li></ul></td></tr><tr><td>SKILLS</td></tr></table>",
            "• Ran Kafka\nSKILLS\n",
        ),
        ("<table><tr><td>Work<ul><li>Kafka<li>Spark</ul>Skills</td></tr></table>", "Work\n• Kafka\n• Spark\nSkills\n"),
        ("<table><tr><td><ul><li> <p>Ran Kafka</p> </li></ul></td></tr></table>", "• Ran Kafka\n"),
        ("<table><tr><td><ul><li>A<ul><li>B</li></ul></li><li>C</li></ul></td></tr></table>", "• A\n• B\n• C\n"),
        ("<table><tr><td><ul><li>Kafka</li><li> </li></ul><p>Skills</p></td></tr></table>", "• Kafka\nSkills\n"),
    ],
)
def test_html_lists_in_table_cells_end_with_their_last_item(page: str, text: str):
    from service.reading import read_in_process

    assert read_in_process(page.encode(), name="a.html").text == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<i class=tag>C++</i><i class=tag>Python</i><i class=tag>Go</i>", "C++ Python Go\n"),
        ("Tools: <i class=tag>C++</i> <i class=tag>Python</i>, and", "Tools: C++ Python, and\n"),
        ("<i class=tag>C++</i><i class=tag></i><i class=tag><i class=tag>Python</i></i>", "C++ Python\n"),
        ("<i class='tag roomy'>C</i><i class='tag roomy'>R</i>", "C R\n"),
        ("<i class=tag>P</i><i class=tag>y</i><i class=tag>thon</i>", "Python\n"),
        ("pre<i class=tag>fab</i>ricated", "prefabricated\n"),
        ("<i>Py</i><i>thon</i>", "Python\n"),
    ],
)
def test_html_boxes_in_a_line_stay_apart_and_letters_of_a_word_together(page: str, text: str):
    from service.reading import read_in_process

    style = "<style>.tag{display:inline-block} .roomy{padding:2px}</style>"
    assert read_in_process(f"{style}<p>{page}</p>".encode(), name="a.html").text == text


def test_icon_fonts_are_no_text():
    from service.reading.pdf.fonts import GlyphFont

    class Font:
        basefont = "ABCDEF+FontAwesome5Free-Solid"

        def is_multibyte(self):
            return False

        def char_width(self, _):
            return 1.0

    letters, _, _, _ = GlyphFont(Font()).measure(b"@#")
    assert not any(letter.isprintable() for letter in letters)
