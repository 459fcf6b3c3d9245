"""Jobs and their headers: title, dates, and the wall around employer and town."""

import pytest

from matchers.dates import month_number
from matchers.histories import Entry, entries_of, undated_titles
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
    "Data Engineer\nHexworks, Leeds (remote for a client in Spain)\nJan 2019 - Dec 2020",
    "Data Engineer\nHexworks, makers of small signs\nJan 2019 - Dec 2020",
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


@pytest.mark.parametrize(
    "employer", ["Mongo Inc.", "Hexworks Ltd.", "Hexworks GmbH & Co.", "Hexworks Corp.", "Hex B.V."]
)
@pytest.mark.parametrize(
    "form", ["Data Engineer at {}\n{}", "{}\nData Engineer\n{}", "Data Engineer\n{}\n{}", "{}\n{}\nData Engineer"]
)
def test_the_full_stop_of_a_legal_form_ends_no_sentence(employer: str, form: str) -> None:
    text = (
        f"Jo Doe\n\nExperience\n{form.format(employer, 'Jan 2019 - Dec 2020')}\n• Built pipelines for four years.\n"
        f"{form.format(employer, 'Jan 2016 - Dec 2018')}\n• Wrote tests.\n"
    )
    first, second = _entries(text)
    assert first.title == second.title == "Data Engineer"
    assert employer in _header(text, first)
    assert employer in _header(text, second)


_BUILT = (
    "Jo Doe\n\n{heading}\nData Engineer  May 2018 – Apr 2022\nHexworks, Leeds\n• Built pipelines\n"
    "Timetable reader  May 2022 – Jun 2022\n• Reads timetables\n\n{other}\n"
)


def test_jobs_below_what_i_have_built_are_jobs_and_what_was_built_is_none() -> None:
    for heading in ("What I've built", "Things I have made"):
        job, project = _entries(_BUILT.format(heading=heading, other="Skills\nPython"))
        assert (job.title, job.is_job, project.is_job) == ("Data Engineer", True, False)


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        ("Projects", "Skills\nPython"),
        ("What I've built", "Work experience\nClerk, Hexworks, 2010 – 2018\n• Sold stamps"),
    ],
)
def test_projects_of_clients_are_no_jobs_beside_a_section_of_work_or_below_their_own_heading(
    heading: str, other: str
) -> None:
    first, *_ = _entries(_BUILT.format(heading=heading, other=other))
    assert not first.is_job


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


def _titles(body: str) -> list[tuple[str | None, int]]:
    return [(entry.title, entry.ranges[0].months) for entry in _entries(f"Jo Doe\n\nExperience\n{body}\n")]


def test_jobs_below_the_years_with_one_employer_have_their_own_years() -> None:
    body = "Hexworks, Leeds  2015 – 2023\nLead Engineer  2020 – 2023\n• Led.\nData Engineer  2015 – 2020\n• Built."
    assert _titles(body)[1:] == [("Lead Engineer", 36), ("Data Engineer", 60)]


def test_the_title_above_the_next_date_is_not_the_last_line_of_this_job() -> None:
    body = "Hexworks\nLead Engineer\nJan 2022 - Dec 2022\nData Engineer\nJan 2020 - Dec 2021\nBuilt pipelines."
    assert _titles(body) == [("Lead Engineer", 12), ("Data Engineer", 24)]


@pytest.mark.parametrize("mark", ["• ", "1. ", "- "])
def test_jobs_in_a_list_are_jobs(mark: str) -> None:
    body = f"{mark}Data Engineer, Hexworks, 2020 – 2023\n{mark}Data Analyst, Southwind (2017 – 2019)"
    assert _titles(body) == [("Data Engineer", 36), ("Data Analyst", 24)]


def test_a_list_item_with_years_and_no_title_is_part_of_its_job() -> None:
    body = "Data Engineer, Hexworks, 2019 – 2023\n• Moved 40 reports to Spark, 2020 – 2021\n• Ran the platform."
    assert _titles(body) == [("Data Engineer", 48)]


def test_a_break_is_no_job() -> None:
    entries = _entries("Jo Doe\n\nExperience\nData Engineer, 2020 – 2023\n\nCareer break, 2018 – 2020\nTravelled.\n")
    assert [entry.is_job for entry in entries] == [True, False]


def test_a_labelled_title_is_read_without_its_label() -> None:
    assert _titles("Position: Data Engineer\nCompany: Hexworks\nDuration: Jan 2020 – Dec 2020") == [
        ("Data Engineer", 12)
    ]


def test_a_title_with_its_label_anywhere_in_a_job_is_its_title() -> None:
    body = "Hexworks Ltd, Leeds, 2020 – 2023\nClient: Northwind\nTeam size: 8\nRole: Data Engineer\n• Ran Spark."
    assert _titles(body) == [("Data Engineer", 36)]


def _undated(body: str) -> list[str]:
    text = f"Jo Doe\n\nExperience\n{body}\n"
    lines = lines_of(text)
    return list(undated_titles(text, lines, entries_of(text, lines, NOW)).values())


@pytest.mark.parametrize(
    "body",
    [
        "Data Engineer, Hexworks\n• Ran Spark.",
        "Data Engineer\nHexworks, Leeds\n• Ran Spark.",
        "Hexworks - Data Engineer\n\n• Ran Spark.",
        "Client: Northwind\nRole: Data Engineer\nResponsibilities:\n• Ran Spark.",
    ],
)
def test_jobs_without_dates_have_titles_all_the_same(body: str) -> None:
    assert _undated(body) == ["Data Engineer"]


def test_sentences_and_dated_jobs_are_no_jobs_without_dates() -> None:
    assert _undated("Worked closely with every data engineer\nReported to the Chief Engineer") == []
    assert _undated("Data Engineer, 2020 – 2021\n• Ran Spark.\n• Helped the lead engineer") == []


def test_a_title_that_the_next_line_repeats_with_its_employer_is_a_job_below_the_education() -> None:
    text = "Education Details\nBSc Physics, Leeds\n\nWelder\n\nWelder - Hexworks\nWelder of the year, school prize\n"
    lines = lines_of(text)
    assert list(undated_titles(text, lines, []).values()) == ["Welder"]


@pytest.mark.parametrize(
    "body",
    [
        "Hexworks GmbH, Jan 2019 - Dec 2020\nWe moved trains with Spark\nJava for hospitals",
        "Data Engineer | Jan 2019 - Dec 2020\nWe moved trains with Spark",
        "Jan 2019 - Dec 2020\nWagon Whisperer\nWe moved trains with Spark",
    ],
)
def test_what_a_job_did_is_no_part_of_its_header(body: str) -> None:
    text = f"Jo Doe\n\nExperience\n{body}\n"
    (entry,) = _entries(text)
    assert "Spark" not in _header(text, entry)


def test_the_last_lines_of_a_job_head_no_other_one() -> None:
    text = (
        "Jo Doe\n\nExperience\nData Engineer, Hexworks, Jan 2020 - Dec 2023\n"
        "Deployed modules for trains\nBuilt Pipelines\n"
        "Data Analyst, Northwind, Jan 2018 - Dec 2019\nWrote reports\n"
    )
    first, second = _entries(text)
    assert "Northwind" in _header(text, second)
    assert not any(word in _header(text, second) for word in ("Deployed", "Pipelines"))
    assert first.last_line == second.first_line - 1


def test_a_line_of_tools_is_neither_employer_nor_town() -> None:
    text = "Jo Doe\n\nExperience\nData Engineer | Jan 2019 - Dec 2020\nPython, Docker, Terraform\n"
    lines = lines_of(text)
    (entry,) = entries_of(text, lines, NOW, frozenset({len(lines) - 1}))
    assert "Docker" not in _header(text, entry)


@pytest.mark.parametrize(
    "line",
    [
        "On call for the clusters since March 2021, with pagers",
        "Shipped the fraud model in spring 2022 with a small team",
        "Cut costs by 40% (2020-2021) with smaller machines",
        "• Tutor to six apprentices; elected safety delegate 2020-2022",
    ],
)
def test_a_date_within_the_time_of_a_job_opens_none(line: str) -> None:
    assert _titles(f"Data Engineer, Hexworks, Mar 2019 - Dec 2023\nPipelines for nine teams.\n{line}\nMore.") == [
        ("Data Engineer", 58)
    ]


@pytest.mark.parametrize(
    "body",
    [
        "Career break – raising two children\nApril 2015 – August 2019",
        "Career break (caring for a relative)\nApril 2015 – August 2019",
        "Career break: world travel\nApril 2015 – August 2019",
        "April 2015 – August 2019\nCareer break to look after my mother.",
        "Apr 2015 – Aug 2019: Career break",
        "On maternity leave\nApril 2015 – August 2019",
        "Full-time parent\nApril 2015 – August 2019",
        "Full-time carer for my father, 04/2015 – 08/2019",
        "Unemployed, 04/2015 – 08/2019",
        "Elternzeit\n04/2015 – 08/2019",
    ],
)
def test_time_without_paid_work_is_no_job_however_it_is_told(body: str) -> None:
    text = f"Jo Doe\n\nExperience\n\nData Engineer, Hexworks\nJan 2020 – Dec 2021\n- Built it\n\n{body}\n"
    assert [entry.is_job for entry in _entries(text)] == [True, False]


@pytest.mark.parametrize(
    "body",
    [
        "Senior Carer, Sunrise Home, 2015 – 2019",
        "Career Break Coach, Hexworks, 2015 – 2019",
        "Marketing Manager (maternity leave cover), Hexworks, 2015 – 2019",
        "Caregiver for children, Sunrise Home, 2015 – 2019",
        "Engineer, Hexworks, 2015 – 2019\nReturned from maternity leave to lead the team",
        "Engineer, Hexworks, 2015 – 2019\n- Maternity leave in 2016",
        "Parent Teacher Trust, Leeds\n2015 – 2019",
    ],
)
def test_paid_work_that_speaks_of_leave_or_care_is_a_job(body: str) -> None:
    assert [entry.is_job for entry in _entries(f"Jo Doe\n\nExperience\n\n{body}\n")] == [True]


@pytest.mark.parametrize(
    "header",
    [
        "10/2020 →\nOccupation or position held Data Engineer\nHexworks, Genoa",
        "10/2020 ->\nOccupation or position held: Data Engineer",
        "Hexworks & Co. (Chartered Accountants), Leeds   10/2020 –\nPosition Held: Data Engineer",
        "Morgan & Sons Solicitors, Leeds   10/2020 –\nPosition: Data Engineer",
        "Morgan & Sons Solicitors, Leeds   10/2020 –\nData Engineer",
        "Data Engineer\nHexworks · Full-time\n\nOct 2020 - Present · 6 yrs 2 mos",
        "Data Engineer\nHexworks\n\nOct 2020 - Present (6 years 2 months)",
    ],
)
def test_a_title_is_read_beside_arrows_employers_and_durations(header: str) -> None:
    assert _titles(header) == [("Data Engineer", 74)]


@pytest.mark.parametrize("title", ["iOS Developer", "eCommerce Manager", "dbt Developer", ".NET Developer"])
def test_a_title_may_begin_small(title: str) -> None:
    assert _titles(f"{title}\nSeek & Find, Leeds — Feb 2018 to Jan 2021\nDid things.") == [(title, 36)]
    assert _titles("and a Developer\nSeek & Find, Leeds — Feb 2018 to Jan 2021\nDid things.") == [(None, 36)]


def _projects(body: str) -> list[tuple[int, int, int]]:
    entries = _entries(f"Jo Doe\n\nProjects\n\n{body}\n")
    return [(entry.first_line, entry.last_line, len(entry.ranges)) for entry in entries]


@pytest.mark.parametrize(
    "header", ["BikeMap (2025)", "BikeMap (Mar 2025)", "BikeMap | 2025", "BikeMap, 03/2025", "2025: BikeMap"]
)
def test_a_project_with_one_date_is_dated_and_has_no_months(header: str) -> None:
    assert _projects(f"{header}\n- Built a map in React\n\nTimetables (2024)\n- Built it") == [(2, 3, 0), (4, 5, 0)]


@pytest.mark.parametrize(
    "header", ["BikeMap", "BikeMap (2031)", "BikeMap, used by 2025 people", "BikeMap 2025 edition"]
)
def test_a_project_without_a_date_or_with_one_to_come_is_not_dated(header: str) -> None:
    assert _projects(f"{header}\n- Built a map in React") == []


def test_one_date_within_a_project_that_has_its_years_opens_none() -> None:
    assert _projects("BikeMap, Jan 2024 – Mar 2025\nShown at PyCon, 2025\n- Built a map in React") == [(2, 4, 1)]


@pytest.mark.parametrize("employer", ["HEXWORKS, 2010 - 2020", "Hexworks, Leeds  2010 – 2020"])
def test_years_with_an_employer_add_nothing_to_the_months_of_the_titles_held_there(employer: str) -> None:
    jobs = "Lead Engineer, Mar 2015 - Oct 2020\n• Led\n\nEngineer, May 2010 - Feb 2015\n• Built\n"
    entries = _entries(f"Jo Doe\n\nExperience\n\n{employer}\n\n{jobs}")
    assert [entry.title for entry in entries if entry.is_job] == ["Lead Engineer", "Engineer"]


def test_years_with_an_employer_count_where_the_titles_below_fill_only_a_part_of_them() -> None:
    entries = _entries("Jo Doe\n\nExperience\n\nHEXWORKS, 2010 - 2020\n\nEngineer, May 2016 - Feb 2020\n• Built\n")
    assert [entry.is_job for entry in entries] == [True, True]


@pytest.mark.parametrize(
    "header",
    [
        "Data Bootcamp, Hex School\nFeb 2024 to May 2024",
        "Evening course in statistics, Feb 2024 to May 2024",
        "Board member, Lantern Trust (Feb 2022 – May 2024, unpaid)",
        "Treasurer, Water Fund (pro bono), Feb 2020 - May 2024",
        "Data Analyst (volunteer), Lantern Trust, Feb 2020 - May 2024",
        "Data Analyst, voluntary, Lantern Trust, Feb 2020 - May 2024",
    ],
)
def test_a_course_and_work_without_pay_are_no_jobs(header: str) -> None:
    (entry,) = _entries(f"Jo Doe\n\nExperience\n{header}\n• Counted things\n")
    assert not entry.is_job


@pytest.mark.parametrize(
    "header",
    ["Volunteer Coordinator, Lantern Trust", "Lantern Trust - Volunteer Manager", "Bootcamp Instructor, Hex School"],
)
def test_whoever_is_paid_for_courses_or_volunteers_has_a_job(header: str) -> None:
    (entry,) = _entries(f"Jo Doe\n\nExperience\n{header}, Feb 2020 - May 2024\n• Counted things\n")
    assert entry.is_job


@pytest.mark.parametrize(
    ("line", "titles"),
    [
        ("Vice President (2019-2021), Analyst (2015-2019)", ["Vice President", "Analyst"]),
        ("Senior Developer (2009 – April 2013); Developer (May 2006 – 2009)", ["Senior Developer", "Developer"]),
        ("2019-2021: Team Leader, 2015-2019: Technician", ["Team Leader", "Technician"]),
        ("Data Engineer (2019-2021, and again 2023-2024)", ["Data Engineer"]),
    ],
)
def test_several_titles_in_one_line_have_their_own_dates(line: str, titles: list[str]) -> None:
    (entry,) = _entries(f"Jo Doe\n\nExperience\nHexworks Ltd, Leeds\n{line}\n- Built it\n")
    assert [title for title, _ in entry.titles] == titles


def test_a_list_item_that_begins_with_its_dates_is_a_job_where_it_names_a_title() -> None:
    body = "• Jul 2021 - Dec 2021: Network Engineer, Hexworks\n• Jan 2021 - Jun 2021: Network Technician, Northwind"
    assert _titles(body) == [("Network Engineer", 6), ("Network Technician", 6)]
    assert _titles("Data Engineer, Hexworks, 2019 – 2023\n• 2020 – 2021: moved reports to Spark") == [
        ("Data Engineer", 48)
    ]
