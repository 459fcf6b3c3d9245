"""One role or several in one document."""

import pytest

from taxonomy.build.outline import pieces
from taxonomy.build.roles import other_titles, split

_LONG = (
    "This is a long paragraph about the work, what it is for, who does it, and why it "
    "matters to the people who depend on it every single day of the year, in summer too. "
)


def _titles(text: str, fallback: str = "some-document") -> list[str]:
    return [part.title for part in split(text, pieces(text), fallback)]


def test_a_document_of_one_role_has_its_title() -> None:
    assert _titles(f"# Data Engineer\n\n{_LONG}\n\n## Requirements\n- Python\n") == ["Data Engineer"]


def test_a_document_without_a_title_is_called_by_its_name() -> None:
    assert _titles(f"{_LONG}\n\nRequirements\n- Python\n", "ml-devops-manager") == ["ML DevOps Manager"]


def test_several_roles_in_one_document_are_taken_apart() -> None:
    text = "\n\n".join(
        f"{title}\n\n{_LONG}\n\nRequirements:\n- {skill}"
        for title, skill in (("Data Engineer", "SQL"), ("Release Manager", "Git"), ("AI Architect", "Python"))
    )
    parts = split(text, pieces(text), "three")
    assert [part.title for part in parts] == ["Data Engineer", "Release Manager", "AI Architect"]
    said = [" ".join(text[piece.start : piece.end] for piece in part.pieces) for part in parts]
    for own, skill in enumerate(("SQL", "Git", "Python")):
        assert [skill in words for words in said] == [number == own for number in range(3)]


def _two(first: str, second: str) -> str:
    """Two roles under these title lines, each with duties and demands of its own."""
    duties = "What you'll do\n- Build the app for travellers\n\nRequirements\n"
    return f"We are hiring in Utrecht.\n\n{first}\n\n{duties}- Swift\n\n{second}\n\n{duties}- Kotlin\n"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("1. iOS Developer", "2. Android Developer"),
        ("Position 1: iOS Developer", "Position 2: Android Developer"),
        ("iOS Developer (m/f/d)", "Android Developer (m/f/d)"),
        ("## iOS Developer", "## Android Developer"),
    ],
)
def test_two_numbered_or_labelled_positions_are_two_roles(first: str, second: str) -> None:
    assert _titles(_two(first, second)) == ["iOS Developer", "Android Developer"]


def test_a_numbered_list_of_jobs_opens_no_roles() -> None:
    text = f"# Data Engineer\n\n{_LONG}\n\nWhere it leads\n1. Data Architect\n2. Head of Data\n\nRequirements\n- SQL\n"
    assert _titles(text) == ["Data Engineer"]


def test_who_signs_a_message_is_no_role() -> None:
    text = f"Data Engineer wanted\n\n{_LONG * 4}\n\nKind regards,\nGemma Stone\nRecruitment Consultant\n{_LONG}\n"
    assert _titles(text) == ["Data Engineer"]


def test_a_first_line_about_people_that_is_no_title_opens_no_section() -> None:
    text = "Skills Trainers for the County\n\nWe teach.\n\nRequirements\n- Patience\n"
    (part,) = split(text, pieces(text), "skills-trainer")
    assert "Skills" not in text[part.pieces[0].start : part.pieces[-1].end]
    assert part.title == "Skills Trainer"


def test_whom_to_call_is_no_role() -> None:
    text = "Sous Chef\n\nFull-time\n\nContact\nChef Martin\n01632 960000\n\nDuties\n- Plan menus\n"
    assert _titles(text) == ["Sous Chef"]


def test_demands_named_beside_the_title_are_the_heading_of_what_follows() -> None:
    text = "Embedded Engineer - requirements\n\n- C\n- Git\n"
    (part,) = split(text, pieces(text), "x")
    first = part.pieces[0]
    assert (part.title, first.kind, text[first.start : first.end]) == ("Embedded Engineer", "heading", "requirements")


def test_a_second_title_of_the_highest_level_opens_a_role_whatever_follows() -> None:
    text = "# Data Engineer\n\nSQL\n\n## Pay\n- Fruit\n\n# Release Manager\n\nAlso known as: Shipping Lead\n\n- Git\n"
    assert _titles(text) == ["Data Engineer", "Release Manager"]


def test_a_career_heading_below_a_role_opens_no_role() -> None:
    assert _titles(f"# Data Engineer\n\n{_LONG}\n\n## Senior Data Engineer\n{_LONG}\n") == ["Data Engineer"]


def test_other_titles_are_read() -> None:
    text = "An ML DevOps Manager, also known as an MLOps Manager or Machine Learning Operations Lead, plays a role."
    assert other_titles(text, 0, len(text), "ML DevOps Manager") == [
        "MLOps Manager",
        "Machine Learning Operations Lead",
    ]
    assert other_titles("Nothing here.", 0, 13, "Data Engineer") == []


_TWO = ["Database Administrator", "QA Engineer"]


@pytest.mark.parametrize(
    "text",
    [
        "# Open positions\n\n## {0}\n\nRequirements:\n- Oracle Database\n\n## {1}\n\nRequirements:\n- Selenium\n",
        "# Open positions\n\n## 1. {0}\n\nRequirements:\n- Oracle Database\n\n## 2. {1}\n\nRequirements:\n- Selenium\n",
        "# Jobs\n\n## {0}\nYou keep it.\n\n### Must have\n- SQL\n\n## {1}\nYou break it.\n\n### Must have\n- Git\n",
        "{0}\nYou keep it safe.\n\nMust have\n- SQL\n\n{1}\nYou break it daily.\n\nMust have\n- Git\n",
        "{0}\n\nRequirements\n- Oracle Database\n\n{1}\n\nRequirements\n- Selenium\n",
    ],
)
def test_a_title_over_demands_of_its_own_opens_a_role(text: str) -> None:
    assert _titles(text.format(*_TWO)) == _TWO


@pytest.mark.parametrize(
    "text",
    [
        "Data Engineer\n\nSenior Consultant\n\nRequirements\n- SQL\n\nNice to have\n- Git\n",
        "Data Engineer\n\nRequirements\n- SQL\n\nReports to\nHead of Data\n\nNice to have\n- Git\n",
        "Data Engineer\n\nSkills\n- SQL\n\nUltrasonic scalers\n\nTechnology\n- Git\n",
        "Data Engineer\n\nRequirements\n- SQL\n\nData Engineer\n\nNice to have\n- Git\n",
    ],
)
def test_a_second_title_line_of_the_same_posting_opens_none(text: str) -> None:
    assert _titles(text) == ["Data Engineer"]


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("Family-run garden centre seeks a part-time bookkeeper, 20 hours a week.", "Bookkeeper"),
        ("hey! looking for a *frontend engineer* for the checkout team", "Frontend Engineer"),
        ("Job summary\nFlood Data Analyst. You will turn data into advice.", "Flood Data Analyst"),
        ("We are looking for a person who likes data.", "Posting"),
        ("You seek a challenge and need a team.", "Posting"),
    ],
)
def test_whom_the_first_sentences_look_for_is_the_title_where_no_line_gives_it(opening: str, title: str) -> None:
    assert _titles(f"{opening}\n\nRequirements\n- Python\n- Git\n", "posting") == [title]


@pytest.mark.parametrize(
    "text",
    [
        "Harrowgate Consulting Engineers\nStructural Engineer\nLeeds\n\nRequirements\n- Revit\n",
        "# Role description: Structural Engineer\n\n| Reports to | Chief Engineer |\n\n## Requirements\n- Revit\n",
        "Job grade\nHigher Executive Officer\n\nStructural Engineer\n\nRequirements\n- Revit\n",
        "Reports to: Chief Data Officer\nStructural Engineer\n\nRequirements\n- Revit\n",
    ],
)
def test_firms_grades_and_superiors_are_not_whom_a_posting_is_about(text: str) -> None:
    assert _titles(text) == ["Structural Engineer"]
