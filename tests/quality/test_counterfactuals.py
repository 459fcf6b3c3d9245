"""Rule 5: what must not count moves nothing at all, and what must count moves something (the positive control)."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from matchers.documents import Document
from matchers.matching import Matcher
from service.reading import read_in_process
from tests.quality.resumes import (
    CONTACTS,
    HEADERS,
    HOBBIES,
    HONORIFICS,
    MAIL_DOMAINS,
    NAMES,
    PRONOUNS,
    Layout,
    Person,
    layouts,
    people,
    render,
    seen,
)

ROOT = Path(__file__).parents[2]
AsDocument = Callable[[str], Document]
# A person is drawn by one number, so there is nothing to make smaller in a failing case.
thousand = settings(max_examples=1000, deadline=None, derandomize=True, database=None, phases=[Phase.generate])

# Employers and schools whose names are also skills, job titles, degrees, fields of study or dates.
_EMPLOYERS = (
    "MongoDB",
    "Snowflake",
    "Redis Labs",
    "Google Cloud",
    "Databricks",
    "SAP SE",
    "Elastic",
    "Tableau Software",
    "Spark Networks",
    "Advocate Aurora",
    "Principal Financial",
    "Master Lock",
    "Cook & Sons",
    "Agent Provocateur",
    "General Electric",
    "Data Works Ltd",
    "Machine Learning Partners",
    "Analytics Bank",
    "Forever 21",
    "37signals",
    "May & Summer",
    "March Capital",
    "Python Academy",
    "Bank of Ireland",
)
_SCHOOLS = (
    "Lawrence University",
    "University of Kansas, Lawrence",
    "Institute of Data Science",
    "MIT",
    "Caltech",
    "Georgia Tech",
    "ETH Zürich",
    "École Polytechnique",
    "Julia Robinson Lyceum",
    "Oracle Charter School",
    "Python College",
    "London School of Economics",
    "Imperial College of Science, Technology and Medicine",
    "Hochschule für Technik",
    "Spark Academy",
    "Kafka Gymnasium",
    "May Institute",
)
_TOWNS = (
    "London",
    "Lawrence",
    "Boston, MA",
    "Reading",
    "Nice",
    "Java",
    "Ruby Falls",
    "Cork",
    "Bachelor Gulch",
    "Engineer Springs",
)


def _seen(matcher: Matcher, text: str) -> dict[str, Any]:
    return seen(matcher.profile(Document(text, "text/plain", "sha256:0")), matcher.scorer.supports)


contacts = st.builds(
    lambda form, domain, user: form.format(mail=f"{user}@{domain}", user=user),
    st.sampled_from(CONTACTS),
    st.sampled_from(MAIL_DOMAINS),
    st.sampled_from(["ann", "julia.ruby", "spark-99", "r", "c.sharp"]),
)


@thousand
@given(people, layouts, st.sampled_from(NAMES), st.sampled_from(HONORIFICS), st.sampled_from(PRONOUNS))
def test_the_name_honorific_and_pronouns_move_nothing(
    matcher: Matcher, person: Person, layout: Layout, name: str, honorific: str, pronouns: str
) -> None:
    other = replace(person, name=f"{honorific}{name}{pronouns}")
    assert _seen(matcher, render(other, layout)) == _seen(matcher, render(person, layout))


@thousand
@given(people, layouts, contacts)
def test_address_mail_age_and_nationality_move_nothing(
    matcher: Matcher, person: Person, layout: Layout, contact: str
) -> None:
    assert _seen(matcher, render(replace(person, contact=contact), layout)) == _seen(matcher, render(person, layout))


@thousand
@given(
    people, layouts, st.lists(st.tuples(st.sampled_from(_EMPLOYERS), st.sampled_from(_TOWNS)), min_size=3, max_size=3)
)
def test_employers_and_towns_move_nothing(
    matcher: Matcher, person: Person, layout: Layout, places: list[tuple[str, str]]
) -> None:
    jobs = tuple(
        replace(job, employer=employer, town=town) for job, (employer, town) in zip(person.jobs, places, strict=False)
    )
    assert _seen(matcher, render(replace(person, jobs=jobs), layout)) == _seen(matcher, render(person, layout))


@pytest.mark.parametrize("employer", _EMPLOYERS)
@pytest.mark.parametrize("header", range(len(HEADERS)))
def test_an_employer_named_like_a_skill_or_a_title_moves_nothing_in_any_header(
    matcher: Matcher, employer: str, header: int
) -> None:
    text = (
        "Ann Lee\nLeeds\n\nExperience\n{head}\n• Built an invoice reader for small bakeries "
        "with Python, used by eight branches\n"
    )
    form = HEADERS[header]
    ours = form.format(title="Data Engineer", employer="Hexworks", town="Leeds", dates="Jan 2019 - Dec 2022")
    theirs = form.format(title="Data Engineer", employer=employer, town="Leeds", dates="Jan 2019 - Dec 2022")
    assert _seen(matcher, text.format(head=theirs)) == _seen(matcher, text.format(head=ours))


@thousand
@given(people, layouts, st.sampled_from(_SCHOOLS), st.integers(1975, 2025))
def test_school_and_year_of_graduation_move_nothing(
    matcher: Matcher, person: Person, layout: Layout, school: str, year: int
) -> None:
    other = replace(person, school=school, graduated=year)
    assert _seen(matcher, render(other, layout)) == _seen(matcher, render(person, layout))


@thousand
@given(people, layouts, st.sampled_from(HOBBIES))
def test_hobbies_move_nothing(matcher: Matcher, person: Person, layout: Layout, hobbies: str) -> None:
    assert _seen(matcher, render(replace(person, hobbies=hobbies), layout)) == _seen(matcher, render(person, layout))


@pytest.mark.parametrize(
    "heading",
    [
        "Interests",
        "HOBBIES",
        "Hobbies & Interests",
        "Hobbies/Interests",
        "Personal interests",
        "Leisure",
        "Side activities",
        "Outside work",
    ],
)
def test_hobbies_move_nothing_under_any_usual_heading(matcher: Matcher, heading: str) -> None:
    text = "Ann Lee\nLeeds\n\nSkills\nPython, SQL\n\n{heading}\n{hobbies}\n"
    ours, theirs = (
        text.format(heading=heading, hobbies=words)
        for words in ("sailing, chess", "Kafka novels, Tableau vivants, Java coffee")
    )
    assert _seen(matcher, theirs) == _seen(matcher, ours)


@pytest.mark.parametrize(
    "line",
    [
        "Julia Spark",
        "Ann Lee",
        "Sincerely,\nJulia Ruby",
        "Yours,\nCassandra Go",
        "References\nJulia Ruby, Tableau Software",
    ],
)
def test_a_signature_or_referee_named_like_a_skill_moves_nothing(matcher: Matcher, line: str) -> None:
    text = (
        "Ann Lee\nLeeds\n\nExperience\nData Engineer, Hexworks, Jan 2019 - Dec 2022\n• Built "
        "reports with Python\n\n{line}\n"
    )
    assert (
        _seen(matcher, text.format(line=line))["scoring"].support
        == _seen(matcher, text.format(line=""))["scoring"].support
    )


@thousand
@given(people, layouts, st.integers(-48, 48))
def test_dates_shifted_with_equal_durations_move_nothing(
    matcher: Matcher, person: Person, layout: Layout, shift: int
) -> None:
    jobs = tuple(replace(job, first=job.first + shift) for job in person.jobs)
    other = _seen(matcher, render(replace(person, jobs=jobs), layout))
    ours = _seen(matcher, render(person, layout))
    roles = [role.id for role in matcher.taxonomy.roles[shift % 4 :: 4]]
    moved, stayed = (matcher.scorer.rank(one["scoring"], roles) for one in (other, ours))
    assert [(score.role.profile.id, score.components) for score in moved] == [
        (score.role.profile.id, score.components) for score in stayed
    ]
    assert {**other, "scoring": _without_dates(other["scoring"])} == {
        **ours,
        "scoring": _without_dates(ours["scoring"]),
    }


def _without_dates(scoring: Any) -> dict[str, Any]:
    """What scoring may know, without the months on the calendar that jobs cover."""
    return {name: value for name, value in vars(scoring).items() if name != "jobs"}


@thousand
@given(people, layouts, layouts)
def test_the_order_of_skills_and_education_upper_case_and_the_kind_of_bullet_move_nothing(
    matcher: Matcher,
    person: Person,
    layout: Layout,
    drawn: Layout,
) -> None:
    other = replace(layout, skills_first=drawn.skills_first, upper=drawn.upper, mark=drawn.mark)
    assert _seen(matcher, render(person, other)) == _seen(matcher, render(person, layout))


@thousand
@given(
    people, layouts, st.sampled_from(["", " ", "   ", "\t"]), st.sampled_from(["\n\n", "\n\n\n", "\n \n", "\n\n\t\n\n"])
)
def test_white_space_moves_nothing(matcher: Matcher, person: Person, layout: Layout, padding: str, blank: str) -> None:
    other = replace(layout, padding=padding, blank=blank)
    assert _seen(matcher, render(person, other)) == _seen(matcher, render(person, layout))


@settings(thousand, max_examples=40)
@given(people, layouts, st.sampled_from(NAMES), contacts, st.sampled_from(_SCHOOLS), st.sampled_from(HOBBIES))
def test_a_whole_report_is_the_same_for_another_person_with_the_same_work(
    matcher: Matcher,
    as_document: AsDocument,
    person: Person,
    layout: Layout,
    name: str,
    contact: str,
    school: str,
    hobbies: str,
) -> None:
    other = replace(person, name=name, contact=contact, school=school, hobbies=hobbies)
    one, two = (matcher.match(as_document(render(who, layout)), resume_id="res_1", top=5) for who in (person, other))
    assert one["results"] == two["results"]
    for part in ("experience_years", "education", "titles"):
        assert one["resume"][part] == two["resume"][part]


def test_the_names_of_real_looking_resumes_move_nothing(matcher: Matcher) -> None:
    files = sorted((ROOT / "samples" / "resumes").iterdir())
    assert len(files) >= 60
    moved, tried = [], 0
    for number, file in enumerate(files):
        text = read_in_process(file.read_bytes(), name=file.name).text
        source = (ROOT / "samples" / "sources" / f"{file.stem}.md").read_text(encoding="utf-8")
        own = next(line.removeprefix("name:").strip() for line in source.splitlines() if line.startswith("name:"))
        if own not in text:
            continue
        tried += 1
        ours = _seen(matcher, text)
        moved += [
            (file.name, name) for name in NAMES[number % 8 :: 8] if _seen(matcher, text.replace(own, name)) != ours
        ]
    assert tried >= 50
    assert not moved


@pytest.mark.parametrize("change", [("\n", "\n\n"), ("\n\n", "\n\n\n"), (" ", "  "), ("• ", "- "), ("\n", "\n    ")])
def test_how_far_apart_lines_and_words_stand_moves_no_sample(matcher: Matcher, change: tuple[str, str]) -> None:
    moved = []
    for file in sorted((ROOT / "samples" / "resumes").iterdir()):
        text = read_in_process(file.read_bytes(), name=file.name).text
        once, other = (read_in_process(each.encode(), name="a.txt").text for each in (text, text.replace(*change)))
        if _seen(matcher, once) != _seen(matcher, other):
            moved.append(file.name)
    assert not moved


def test_doubled_line_ends_of_pasted_text_move_no_sample(matcher: Matcher) -> None:
    moved = []
    for file in sorted((ROOT / "samples" / "resumes").iterdir()):
        text = read_in_process(file.read_bytes(), name=file.name).text
        if _seen(matcher, text) != _seen(matcher, text.replace("\n", "\n\n")):
            moved.append(file.name)
    assert not moved


@pytest.mark.parametrize("name", ["İpek Işık", "Ǆemal ẞtraße", "ﬁona Ŀlull", "👩‍🔬 Zoë"])
def test_letters_that_grow_in_lower_case_shift_nothing_in_a_report(
    matcher: Matcher, as_document: AsDocument, name: str
) -> None:
    text = (
        "{name}\nLeeds\n\nExperience\nData Engineer, Hexworks, Jan 2019 - Dec 2022\n"
        "• Improved data quality with Apache Airflow, so that fewer customers called the desk at night\n"
        "• Built data pipelines with Snowflake and wrote the data models for eight branches of the firm\n\n"
        "Skills\nPython, SQL, Docker, Terraform, data governance\n"
    )
    ours, theirs = (
        matcher.match(as_document(text.format(name=who)), resume_id="res_1", top=16) for who in ("Bo Lind", name)
    )
    assert theirs["results"] == ours["results"]


def test_a_pronoun_in_the_headline_moves_nothing(matcher: Matcher) -> None:
    text = (
        "Bo Lind\nWeb developer building {pronoun} first AI products\nLeeds | bo@example.com\n\nSkills\nPython, SQL\n"
    )
    his, her, their = (_seen(matcher, text.format(pronoun=pronoun)) for pronoun in ("his", "her", "their"))
    assert his == her == their


def test_the_file_name_moves_nothing(matcher: Matcher) -> None:
    data = (ROOT / "samples" / "resume.pdf").read_bytes()
    names = ["resume.pdf", "Julia Ruby - Kubernetes Terraform Python.pdf", "machine-learning-engineer_MIT.pdf", "x.pdf"]
    reports = [matcher.match(read_in_process(data, name=name), resume_id="res_1") for name in names]
    assert all(report == reports[0] for report in reports)


@thousand
@given(people, layouts, st.sampled_from(NAMES))
def test_control_another_title_moves_something(matcher: Matcher, person: Person, layout: Layout, name: str) -> None:
    other = replace(person, name=name, jobs=tuple(replace(job, title="Veterinary Nurse") for job in person.jobs))
    assert _seen(matcher, render(other, layout)) != _seen(matcher, render(person, layout))
