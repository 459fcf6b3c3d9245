"""Tables of what is asked for, as readers write them."""

import pytest

from taxonomy.build import Source, build_role
from taxonomy.build.tables import table


def _asked(text: str) -> list[tuple[str, str | None]]:
    """What the table that a text is asks for, with the section of each."""
    lines, position = [], 0
    for line in text.splitlines():
        lines.append((position, position + len(line)))
        position += len(line) + 1
    rows, cells = table(text, lines)
    assert rows in {0, len(lines)}
    return [(text[cell.start : cell.end], cell.section) for cell in cells]


_CELLS = (
    ("Criteria", "Essential (E) / Desirable (D)", "Assessed by"),
    ("Degree in geography", "E", "Form"),
    ("Maps in QGIS", "E", "Interview"),
    ("Scripts in Python", "D", "Interview"),
)


@pytest.mark.parametrize("between", ["\t", "  ", " | "])
def test_a_column_says_how_much_each_row_is_needed(between: str) -> None:
    assert _asked("\n".join(between.join(row) for row in _CELLS)) == [
        ("Degree in geography", "required"),
        ("Maps in QGIS", "required"),
        ("Scripts in Python", "preferred"),
    ]


def test_words_say_it_as_well_as_letters() -> None:
    rows = "| Skill | Needed |\n|---|---|\n| Linux | must have |\n| Go | nice to have |\n| Java | not needed |"
    assert _asked(rows) == [("Linux", "required"), ("Go", "preferred"), ("Java", "noise")]


def test_a_column_head_puts_its_cells_into_a_section() -> None:
    assert _asked("Area\tEssential\tDesirable\nTools\tSQL, DAX\tPython\nEducation\tDegree\tMaster") == [
        ("SQL, DAX", "required"),
        ("Python", "preferred"),
        ("Degree", "required"),
        ("Master", "preferred"),
    ]


def test_a_row_of_one_cell_is_a_heading_in_the_table() -> None:
    text = "Criteria  E/D\nKnowledge\nSQL  E\nPython  D"
    _, cells = table(text, [(0, 13), (14, 23), (24, 30), (31, 40)])
    assert [(text[cell.start : cell.end], cell.is_heading) for cell in cells] == [
        ("Knowledge", True),
        ("SQL", False),
        ("Python", False),
    ]


def test_the_grades_of_a_ladder_are_read_cell_by_cell() -> None:
    rows = "Area\tTester\tSenior Tester\nTests\tRuns JMeter\tPlans tests\nBugs\tUses Jira\tLeads triage"
    assert _asked(rows) == [
        ("Tester", "ladder"),
        ("Senior Tester", "ladder"),
        ("Runs JMeter", "required"),
        ("Plans tests", "preferred"),
        ("Uses Jira", "required"),
        ("Leads triage", "preferred"),
    ]


@pytest.mark.parametrize("head", ["Minimum experience", "Required", "Minimum", "Years"])
def test_a_column_of_years_or_levels_leaves_the_names_to_the_first_column(head: str) -> None:
    rows = f"| Skill | {head} |\n|---|---|\n| Python | 5 years |\n| SQL | Advanced |\n| Education | Bachelor's degree |"
    assert [said for said, _ in _asked(rows)] == ["Python", "SQL", "Bachelor's degree"]


def test_the_years_of_a_row_stay_with_what_it_names() -> None:
    rows = "| Skill | Need | Years |\n|---|---|---|\n| Python | required | 5 |\n| SQL | optional | 3 |\n"
    text = f"Data Manager\n\nSkills\n\n{rows}"
    profile, _ = build_role(Source("posting", text))
    assert {each.skill_id: each.min_years for each in profile.requirements} == {"python": 5.0, "sql": 3.0}


def test_years_of_experience_in_a_table_are_the_years_of_the_role() -> None:
    text = (
        "Data Manager\n\nSkills\n\nItem\tMinimum\nExperience in data management\t7 years\nSQL\t3 years\nGit\t1 year\n"
    )
    profile, _ = build_role(Source("posting", text))
    assert profile.experience_years is not None
    assert profile.experience_years.min == 7.0


def test_what_should_and_what_could_be_are_a_plus() -> None:
    rows = "| Must | Should have | Could have | Nice to have |\n| Python | SQL | dbt | Kafka |\n| Git | | Go | |"
    assert _asked(rows) == [
        ("Python", "required"),
        ("SQL", "preferred"),
        ("dbt", "preferred"),
        ("Kafka", "preferred"),
        ("Git", "required"),
        ("Go", "preferred"),
    ]
    rows = "| Skill | Importance |\n|---|---|\n| SQL | Must have |\n| dbt | Should have |\n| Go | Could have |"
    assert _asked(rows) == [("SQL", "required"), ("dbt", "preferred"), ("Go", "preferred")]


def test_a_tick_speaks_of_the_first_cell_of_its_row() -> None:
    rows = "| Criteria | Essential | Desirable |\n|---|---|---|\n| Python | x | |\n| SQL | ✓ | |\n| dbt | | ✓ |"
    assert _asked(rows) == [("Python", "required"), ("SQL", "required"), ("dbt", "preferred")]


def test_a_matrix_of_levels_names_its_skills_in_the_first_column() -> None:
    rows = (
        "| Skill | Junior Analyst | Senior Analyst |\n|---|---|---|\n| Python | Basic | Advanced |\n| dbt | - | Basic |"
    )
    assert _asked(rows) == [
        ("Junior Analyst", "ladder"),
        ("Senior Analyst", "ladder"),
        ("Python", "required"),
        ("dbt", "preferred"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Acme | Data Engineer | Remote",
        "Follow us  on Twitter\nor  on paper",
        "Town\tRent\nLeeds\t900\nYork\t950\nHull\t700",
        "| Minimum salary | Location |\n|---|---|\n| 40,000 | Leeds |\n| 50,000 | York |",
        "| Benefit | Level |\n|---|---|\n| Pension | 5 % |\n| Leave | 25 days |",
        "One line.\nAnother line.\nA third one.",
    ],
)
def test_other_lines_are_no_table_of_demands(text: str) -> None:
    assert _asked(text) == []


def test_a_matrix_in_marks_and_one_read_by_a_reader_ask_for_the_same() -> None:
    marked = "# Data Engineer\n\n| Skill | Needed |\n|---|---|\n| SQL | E |\n| Python | E |\n| Scala | D |\n"
    read = "Data Engineer\n\nSkill  Needed\nSQL  E\nPython  E\nScala  D\n"
    profiles = [build_role(Source("posting", text))[0] for text in (marked, read)]
    needs = [{each.skill_id: each.need for each in profile.requirements} for profile in profiles]
    assert needs[0] == needs[1] == {"sql": "required", "python": "required", "scala": "preferred"}


def test_a_tick_below_a_head_set_by_spaces_speaks_of_that_column() -> None:
    text = (
        "                          Essential    Desirable\n"
        "Python                        X\n"
        "Audio typing                               X\n"
        "SQL                           X\n"
    )
    assert _asked(text) == [("Python", "required"), ("Audio typing", "preferred"), ("SQL", "required")]


@pytest.mark.parametrize(
    "rows",
    [
        "| Skill | M | S | C | W |\n| Python | x | | | |\n| SQL | | ✓ | | |\n| dbt | | | X | |\n| Java | | | | x |",
        "| Skill | Must | Should | Could | Won't |\n| Python | x | | | |\n| SQL | | x | | |\n| dbt | | | x | |\n| Java | | | | x |",  # noqa: E501
        "| Skill | Priority |\n| Python | Must |\n| SQL | Should have |\n| dbt | Could |\n| Java | Won't |",
    ],
)
def test_the_four_grades_of_a_need_are_columns_or_cells(rows: str) -> None:
    assert _asked(rows) == [("Python", "required"), ("SQL", "preferred"), ("dbt", "preferred"), ("Java", "noise")]


def test_one_letter_alone_is_no_head_of_a_need() -> None:
    assert _asked("| Run | E |\n| a | 3 |\n| b | 4 |") == []
    assert _asked("| Size | S | M | L |\n| Coat | x | | |\n| Hat | | x | |") == []


@pytest.mark.parametrize(
    "rows",
    [
        "| Area | Essential | Desirable |\n|---|---|---|\n| Skills | Python | dbt |\n| | SQL | Kafka |\n| Other | Git | |",  # noqa: E501
        "| Area | Essential | Desirable |\n|---|---|---|\n| Skills | Python<br>SQL | dbt<br/>Kafka |\n| Other | Git | |",  # noqa: E501
    ],
)
def test_a_cell_may_have_several_lines(rows: str) -> None:
    assert dict(_asked(rows)) == {
        "Python": "required",
        "SQL": "required",
        "Git": "required",
        "dbt": "preferred",
        "Kafka": "preferred",
    }


def test_a_line_below_another_column_goes_on_in_it() -> None:
    text = (
        "Criteria     Essential            Desirable\n"
        "Skills       Python               dbt\n"
        "             SQL                  Kafka\n"
        "Knowledge    Statistics\n"
        "                                  Snowflake\n"
    )
    assert dict(_asked(text)) == {
        "Python": "required",
        "SQL": "required",
        "Statistics": "required",
        "dbt": "preferred",
        "Kafka": "preferred",
        "Snowflake": "preferred",
    }


_FRAMEWORK = (
    "| Area | Data Engineer | Senior Data Engineer | Staff Data Engineer |\n|---|---|---|---|\n"
    "| Experience | 1+ years | 4+ years | 8 years |\n| Code | Writes Python | Reviews Scala | Writes Kotlin |\n"
)


@pytest.mark.parametrize(
    ("headline", "title", "years", "required"),
    [
        ("# Levels in our team", "Data Engineer", 1, {"python"}),
        ("# Senior Data Engineer", "Senior Data Engineer", 4, {"python", "scala"}),
    ],
)
def test_a_framework_asks_what_its_own_grade_and_those_below_know(
    headline: str, title: str, years: float, required: set[str]
) -> None:
    profile, _ = build_role(Source("framework", f"{headline}\n\n{_FRAMEWORK}"))
    assert profile.title == title
    assert profile.experience_years is not None
    assert profile.experience_years.min == years
    assert {each.skill_id for each in profile.requirements if each.need == "required"} == required
    assert {each.skill_id for each in profile.requirements} == {"python", "scala", "kotlin"}
    assert len(profile.ladder) == 3


def test_grades_without_titles_are_grades_too() -> None:
    rows = "| Skill | Junior | Mid | Senior |\n|---|---|---|---|\n| SQL | Basic | Good | Expert |\n| dbt | - | Basic | Good |"  # noqa: E501
    assert [cell for cell in _asked(rows) if cell[1] != "ladder"] == [("SQL", "required"), ("dbt", "preferred")]
