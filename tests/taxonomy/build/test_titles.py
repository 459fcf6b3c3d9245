"""A job title is read off a line, with whatever stands before and behind it."""

import pytest

from taxonomy.build.titles import is_title, title_in, title_sought


@pytest.mark.parametrize(
    "line",
    [
        "Data Engineer",
        "Senior Machine Learning Engineer",
        "ML DevOps Manager",
        "AI Performance Analyst",
        "Data Engineer Azure",
    ],
)
def test_a_job_title_reads_like_one(line: str) -> None:
    assert is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "Overview",
        "Key Responsibilities",
        "Management of Engineers",
        "What an Engineer does",
        "The engineer works.",
        "Why Engineers leave:",
        "Benefits",
        "",
    ],
)
def test_another_heading_reads_like_no_title(line: str) -> None:
    assert not is_title(line)


@pytest.mark.parametrize(
    "line",
    [
        "Head of Engineering",
        "VP of Product",
        "Teacher of Mathematics",
        "Chief of Staff",
        "HR Generalist",
        "Legal Counsel",
        "Care Worker",
        "Copywriter",
        "Midwife",
        "Cardiologist",
        "Software Engineer III",
        "Benefits Specialist",
        "Data Engineers",
    ],
)
def test_titles_of_any_trade_and_rank_read_like_one(line: str) -> None:
    assert is_title(line)


@pytest.mark.parametrize("line", ["SQL Server", "Career Guide", "Team Player", "Head of the queue"])
def test_a_thing_called_like_a_worker_reads_like_no_title(line: str) -> None:
    assert not is_title(line)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Full-Stack Developer (m/f/d)", "Full-Stack Developer"),
        ("Full Stack Engineer at Acme", "Full Stack Engineer"),
        ("Founding Engineer @ Acme", "Founding Engineer"),
        ("DevOps Engineer in Denver, CO", "DevOps Engineer"),
        ("User Experience Designer - London", "User Experience Designer"),
        ("Senior Data Engineer | Remote | Full-time", "Senior Data Engineer"),
        ("Director of Sales, EMEA", "Director of Sales"),
        ("Director, Data Platforms", "Director, Data Platforms"),
        ("Data Engineer $120k-$150k", "Data Engineer"),
        ("Data Engineer - £60,000", "Data Engineer"),
        ("Data Engineer Job Description", "Data Engineer"),
        ("Post: GIS Analyst", "GIS Analyst"),
        ("Vacancy: GIS Analyst", "GIS Analyst"),
        ("Position 2: GIS Analyst", "GIS Analyst"),
        ("**Job title:** GIS Analyst", "GIS Analyst"),
    ],
)
def test_label_town_employer_pay_and_remarks_are_no_part_of_a_title(line: str, title: str) -> None:
    assert title_in(line) == title


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Now Hiring: Data Engineer", "Data Engineer"),
        ("NOW HIRING - Class A CDL Truck Driver - HOME WEEKLY!!!", "Class A CDL Truck Driver"),
        ("We are hiring a Data Engineer", "Data Engineer"),
        ("How to Become a Data Engineer", "Data Engineer"),
        ("Subject: .NET Developer role - Leicester - up to £55k", ".NET Developer"),
        ("Corvane | React Native Engineer | Remote", "React Native Engineer"),
        ("[Remote] Data Engineer", "Data Engineer"),
        ("Barista", "Barista"),
    ],
)
def test_only_an_opening_line_may_lead_up_to_its_title(line: str, title: str) -> None:
    assert title_in(line, opening=True) == title
    assert title_in(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "A Data Issue Manager makes sure that wrong numbers are found in Snowflake.",
        "Engineers, particularly in manufacturing, face several challenges:",
        "Data Engineer Responsibilities",
        "We build things",
        "",
    ],
)
def test_a_sentence_or_a_section_holds_no_title(line: str) -> None:
    assert title_in(line, opening=True) == ""


@pytest.mark.parametrize("title", ["HR Business Partner", "Talent Partner", "Customer Success Partner"])
def test_a_partner_of_a_business_or_of_talent_is_an_employee(title: str) -> None:
    assert is_title(title)


@pytest.mark.parametrize("line", ["Our Partners", "Salesforce Partner", "Channel Partners"])
def test_a_partner_of_a_firm_is_none(line: str) -> None:
    assert not is_title(line)


@pytest.mark.parametrize(
    "line",
    ["Role description: Data Analyst", "Role profile - Data Analyst", "Data Analyst: competency matrix"],
)
def test_what_kind_of_document_it_is_does_not_belong_to_the_title(line: str) -> None:
    assert title_in(line, opening=True) == "Data Analyst"


def test_several_names_of_one_occupation_are_its_title() -> None:
    title = "Farmers, Ranchers, and Other Agricultural Managers"
    assert title_in(title, opening=True) == title


@pytest.mark.parametrize("line", ["Hotel jobs > Chef jobs > Galway", "Experience with Wainwright"])
def test_a_path_through_a_site_and_a_demand_are_no_titles(line: str) -> None:
    assert not is_title(line)


def test_a_post_names_its_title_behind_its_call() -> None:
    assert title_sought("🚀 We're hiring! Rails dev (mid or senior), 4 days/week, remote.") == "Rails dev"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Quantity Surveyor / Cardiff / 55k + car", "Quantity Surveyor"),
        ("Senior Electrician / Leeds", "Senior Electrician"),
        ("Developer / Analyst - Leeds", "Developer / Analyst"),
        ("CI/CD Engineer", "CI/CD Engineer"),
        ("(Senior) Controller (m/w/d)", "(Senior) Controller"),
        ("Join us: Landscape Gardener", "Landscape Gardener"),
        ("Work with us: Pastry Chef", "Pastry Chef"),
        ("London: Barista wanted", "Barista"),
        ("Skills matrix: Quality Inspector", "Quality Inspector"),
        ("Phlebotomist I", "Phlebotomist I"),
        ("Contact: HR Manager", ""),
        ("Reports to: Chief Engineer", ""),
        ("Department: Engineering Manager", ""),
        ("Engineers: we need you", ""),
    ],
)
def test_an_opening_line_says_more_than_the_title(line: str, title: str) -> None:
    assert title_in(line, opening=True) == title
