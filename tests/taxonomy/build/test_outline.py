"""Free text → headings, items and prose, as spans of the text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taxonomy.build.outline import pieces, sentences


def _outline(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, text[piece.start : piece.end]) for piece in pieces(text)]


@settings(max_examples=1000, deadline=None, derandomize=True, database=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "# A",
                "- b c",
                "* d",
                "Skills:",
                "Some prose. More.",
                "",
                "1. x",
                "**Bold**",
                "### K - **A**: b - **C**: d",
                "•",
                "  y ",
                "Skills: Python. We offer: fruit",
                "What you bring",
                "---",
            ]
        )
    ).map("\n".join)
)
def test_every_piece_is_a_trimmed_span_of_the_text_in_order(text: str) -> None:
    found = pieces(text)
    for piece in found:
        content = text[piece.start : piece.end]
        assert content == content.strip()
        assert content
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "– ", "— ", "· ", "▪ ", "‣ ", "1. ", "2) ", "(3) ", "a) ", "  - "])
def test_a_bullet_of_any_kind_is_an_item_without_its_mark(mark: str) -> None:
    assert _outline(f"# Skills\n{mark}Python and SQL\n") == [("heading", "Skills"), ("item", "Python and SQL")]


@pytest.mark.parametrize(
    ("text", "level"), [("# One", 1), ("## One", 2), ("#### One ##", 4), ("### **One**", 3), ("## One:", 2)]
)
def test_a_marked_heading_has_its_level_and_no_marks(text: str, level: int) -> None:
    piece = pieces(text + "\n- x y\n")[0]
    assert (piece.kind, piece.level, (text + "\n- x y\n")[piece.start : piece.end]) == ("heading", level, "One")


@pytest.mark.parametrize(
    "heading",
    [
        "Requirements",
        "Required Skills:",
        "**What you bring**",
        "TECHNICAL SKILLS",
        "Key Responsibilities",
        "What you'll do:",
    ],
)
def test_an_unmarked_heading_is_found(heading: str) -> None:
    kind, text = _outline(f"{heading}\n- Python\n- SQL\n")[0]
    assert (kind, text) == ("heading", heading.strip("*:"))


@pytest.mark.parametrize("heading", ["You should have", "Day to day you will", "What we expect from you"])
def test_a_short_line_in_sentence_case_right_above_a_list_is_a_heading(heading: str) -> None:
    assert _outline(f"Some words about us, and what it is that we make here.\n\n{heading}\n- Python\n- SQL\n")[1] == (
        "heading",
        heading,
    )


@pytest.mark.parametrize(
    "line", ["We build things that last.", "Pay is $100,000", "and more of this", "Apply now, today, or never,"]
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert _outline(f"# A\n{line}\nMore words follow here.\n")[1][0] == "prose"


def test_a_last_line_that_nothing_follows_is_no_heading() -> None:
    assert _outline("# A\n- b\nFluent English")[-1] == ("prose", "Fluent English")


_UNMARKED = """Data Engineer

About the role
You will own our pipelines.

What you'll do
Build pipelines with Airflow
Model data in dbt

what you bring
Python and SQL
Terraform

Nice to have
Scala

How to apply
Send us a letter.
"""


def test_a_usual_section_name_in_any_case_is_a_heading_without_bullets_below_it() -> None:
    headings = [text for kind, text in _outline(_UNMARKED) if kind == "heading"]
    assert headings == [
        "Data Engineer",
        "About the role",
        "What you'll do",
        "what you bring",
        "Nice to have",
        "How to apply",
    ]


@pytest.mark.parametrize(
    "asked", ["Python", "Advanced SQL Skills", "Expert in Airflow", "Kubernetes and Docker", "AWS Certification"]
)
def test_a_short_line_below_requirements_is_what_they_ask_for(asked: str) -> None:
    assert _outline(f"Requirements\nFluent English\n{asked}\nGit\n\nBenefits\nFruit\n") == [
        ("heading", "Requirements"),
        ("prose", "Fluent English"),
        ("prose", asked),
        ("prose", "Git"),
        ("heading", "Benefits"),
        ("prose", "Fruit"),
    ]


@pytest.mark.parametrize(
    "below",
    ["Docker\nHelm", "- Docker", "We run everything on machines of our own in two halls.", "Docker and Helm, " * 10],
)
def test_a_topic_below_requirements_stands_apart_and_over_several_lines(below: str) -> None:
    assert ("heading", "Platform Topics") in _outline(f"Requirements\nPython\n\nPlatform Topics\n{below}\n")


def test_a_marked_topic_below_requirements_is_a_heading() -> None:
    found = _outline("Requirements\nPython\nPlatform:\nDocker\n**Data**\nSQL\n")
    assert [text for kind, text in found if kind == "heading"] == ["Requirements", "Platform", "Data"]


@pytest.mark.parametrize(
    "line", ["Location: Oslo", "Experience: 6 to 9 years", "**Skills:** Python, SQL", "Tableau: 1 year (Preferred)"]
)
def test_a_label_with_its_value_is_no_heading(line: str) -> None:
    assert _outline(f"# Data Engineer\n{line}\nGit is what we use.\n")[1][0] == "prose"


def test_a_label_says_what_its_own_words_are_about() -> None:
    text = "Skills: Python and SQL\nTableau: 1 year\n"
    assert [piece.section for piece in pieces(text)] == ["required", None]


def test_a_paragraph_is_cut_at_its_labels() -> None:
    text = "We build banks. Requirements: Python, SQL. Nice to have: Scala. We offer: SAP courses: two. About us: old."
    assert _outline(text) == [
        ("prose", "We build banks."),
        ("prose", "Requirements: Python, SQL."),
        ("prose", "Nice to have: Scala."),
        ("prose", "We offer: SAP courses: two."),
        ("prose", "About us: old."),
    ]


def test_a_label_over_a_list_is_its_heading() -> None:
    assert _outline("Requirements: we need all of these\n- Python\n")[0] == ("heading", "Requirements")


def test_front_matter_gives_its_title_only() -> None:
    text = '---\ntitle: "Data Engineer"\ntags: [react, ai]\n---\n\nThe text.\n'
    assert _outline(text) == [("heading", "Data Engineer"), ("prose", "The text.")]
    assert pieces(text)[0].level == 1


_SQUEEZED = (
    "The MLOps engineer brings models into production and keeps them there, in close work "
    "with data scientists and product people. "
    "### Key Responsibilities - **AI Model Integration**: Integrate models with services "
    "- **Testing**: Write tests for models and data "
    "- **Monitoring**: Watch drift ### Requirements - Proficiency in Python - Experience with Docker and Kubernetes"
)


def test_sections_squeezed_into_one_paragraph_are_taken_apart() -> None:
    found = _outline(_SQUEEZED)
    assert [text for kind, text in found if kind == "heading"] == ["Key Responsibilities", "Requirements"]
    assert [text.partition(":")[0].strip("*") for kind, text in found if kind == "item"] == [
        "AI Model Integration",
        "Testing",
        "Monitoring",
        "Proficiency in Python",
        "Experience with Docker and Kubernetes",
    ]
    assert found[0][0] == "prose"


def test_a_heading_that_runs_into_the_text_before_it_is_cut_out() -> None:
    text = (
        "A release engineer ships models to production, week by week, and talks to everybody who has a part in it. "
        "Key Responsibilities: - Plan the releases - Coordinate with stakeholders Skills and "
        "Qualifications: - Proficiency in Git - Knowledge of Jenkins"
    )
    found = _outline(text)
    assert ("heading", "Key Responsibilities") in found
    assert ("heading", "Skills and Qualifications") in found
    assert ("item", "Coordinate with stakeholders") in found


def test_a_closing_remark_glued_to_the_last_bullet_is_no_part_of_it() -> None:
    text = (
        "Overview of a role that has a long first sentence so that the paragraph is squeezed "
        "for certain, as many of them are. "
        "### Skills - Proficiency in Python - Knowledge of cloud platforms In summary, this "
        "role combines skills of many trades"
    )
    assert ("item", "Knowledge of cloud platforms") in _outline(text)


def test_a_short_line_with_a_dash_is_one_statement() -> None:
    assert _outline("# A\nPython - our main language - and SQL") == [
        ("heading", "A"),
        ("prose", "Python - our main language - and SQL"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Use tools, e.g. Git. Then rest.", ["Use tools, e.g. Git.", "Then rest."]),
        ("A Ph.D. Thesis counts. Yes.", ["A Ph.D. Thesis counts.", "Yes."]),
        ("Version 3.11 is fine", ["Version 3.11 is fine"]),
        ("Work with .NET daily. Good.", ["Work with .NET daily.", "Good."]),
        ("", []),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, 0, len(text))] == expected


def test_the_level_behind_a_certificate_is_part_of_its_name() -> None:
    line = (
        "- Certifications: AWS Certified Data Engineer - Associate, Google Cloud Professional Data Engineer, "
        "AWS Certified Solutions Architect - Professional, AWS Certified Machine Learning - Specialty"
    )
    (piece,) = pieces(line)
    assert line[piece.start : piece.end] == line[2:]


@pytest.mark.parametrize("drawn", ["--------", "=====", "~~~~~~", "————————"])
def test_a_drawn_line_underlines_a_heading_and_is_none(drawn: str) -> None:
    text = f"Paralegal\n{drawn}\n\nSkills\n{drawn}\n\n- Westlaw\n\n{drawn}\n\nThe end of it all.\n"
    found = [(piece.kind, text[piece.start : piece.end]) for piece in pieces(text)]
    assert found == [
        ("heading", "Paralegal"),
        ("heading", "Skills"),
        ("item", "Westlaw"),
        ("prose", "The end of it all."),
    ]
