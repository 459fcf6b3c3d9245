"""Jobs and their headers: title, dates, and the wall around employer and town."""

import pytest

from matchers.dates import month_number
from matchers.histories import Entry, entries_of
from matchers.sections import lines_of

NOW = month_number(2026, 11)


def _entries(text: str) -> list[Entry]:
    return entries_of(text, lines_of(text), NOW)


def _header(text: str, entry: Entry) -> str:
    lines = lines_of(text)
    return " / ".join(text[lines[number].start : lines[number].end] for number in entry.header_lines)


_FORMS = (
    "Data Engineer, Hexworks, Leeds, Jan 2019 - Dec 2020",
    "Data Engineer | Hexworks | Jan 2019 - Dec 2020",
    "Hexworks | Data Engineer | Jan 2019 - Dec 2020",
    "Data Engineer at Hexworks (Jan 2019 - Dec 2020)",
    "Hexworks — Data Engineer, Jan 2019 - Dec 2020",
    "Data Engineer\nHexworks, Leeds\nJan 2019 - Dec 2020",
    "Hexworks, Leeds\nData Engineer\nJan 2019 - Dec 2020",
    "Jan 2019 - Dec 2020\nData Engineer\nHexworks, Leeds",
    "Jan 2019 - Dec 2020\nHexworks, Leeds\nData Engineer",
    "Jan 2019 - Dec 2020: Data Engineer, Hexworks",
    "Data Engineer   Jan 2019 - Dec 2020\nHexworks, Leeds",
)


@pytest.mark.parametrize("form", _FORMS)
def test_a_job_is_read_from_any_usual_header(form: str) -> None:
    text = f"Jo Doe\n\nExperience\n{form}\n• Built pipelines for four years\n• Wrote tests\n"
    (entry,) = _entries(text)
    assert entry.title == "Data Engineer"
    assert [found.months for found in entry.ranges] == [24]
    assert entry.is_job


@pytest.mark.parametrize("form", _FORMS)
def test_the_employer_stands_behind_the_wall_and_the_bullets_do_not(form: str) -> None:
    text = f"Jo Doe\n\nExperience\n{form}\n• Built pipelines for four years\n• Wrote tests\n"
    (entry,) = _entries(text)
    assert "Hexworks" in _header(text, entry)
    assert "Built" not in _header(text, entry)
    lines = lines_of(text)
    inside = " ".join(
        text[lines[number].start : lines[number].end] for number in range(entry.first_line, entry.last_line + 1)
    )
    assert "Wrote tests" in inside


def test_each_job_has_its_own_lines() -> None:
    text = (
        "Jo Doe\n\nExperience\nData Engineer, Hexworks, Jan 2019 - Dec 2020\n• Built one\n\n"
        "Data Analyst, Tarnfield, Jan 2017 - Dec 2018\n• Built two\n\nSkills\nPython\n"
    )
    one, two = _entries(text)
    assert (one.title, two.title) == ("Data Engineer", "Data Analyst")
    assert one.last_line < two.first_line
    lines = lines_of(text)
    assert text[lines[two.last_line].start : lines[two.last_line].end] == "• Built two"


def test_a_date_within_a_sentence_heads_no_job() -> None:
    text = "Jo Doe\n\nSummary\nBuilt things from Jan 2019 to Dec 2020 and then went home.\n"
    assert _entries(text) == []


def test_a_dated_project_is_no_job() -> None:
    (entry,) = _entries("Jo Doe\n\nProjects\nTimetable app, Jan 2020 - Mar 2020\n• Built it\n")
    assert not entry.is_job


def test_years_at_school_are_no_job() -> None:
    assert _entries("Jo Doe\n\nEducation\nBSc Physics, University of Leeds, 2010 - 2014\n") == []
