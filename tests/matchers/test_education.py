"""Degrees and their fields; schools, grades and years are never read."""

import pytest

from matchers.education import RANK, education_of, families_of


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("PhD in Physics", "doctorate"),
        ("Ph.D., Statistics", "doctorate"),
        ("Doctor of Philosophy", "doctorate"),
        ("MSc Computer Science", "master"),
        ("M.S. in Data Science", "master"),
        ("Master of Science in Statistics", "master"),
        ("Master's degree, Economics", "master"),
        ("MBA", "master"),
        ("M.Eng. Mechanical Engineering", "master"),
        ("BSc Computer Science", "bachelor"),
        ("B.Sc. (Hons) Mathematics", "bachelor"),
        ("Bachelor of Arts in History", "bachelor"),
        ("B.Tech in Electronics", "bachelor"),
        ("BA History", "bachelor"),
        ("LLB", "bachelor"),
        ("Licenciatura, Telecommunications Engineering", "bachelor"),
        ("Licenciatura en Física", "bachelor"),
        ("Maestría en Estadística", "master"),
        ("Diplom-Ingenieur", "master"),
        ("Associate degree in Nursing", "associate"),
        ("High school diploma", "none"),
        ("Scrum Master", "none"),
        ("Master craftsman in masonry", "none"),
        ("Ms Sarah Jones", "none"),
        ("Ingrid wrote this", "none"),
        ("Dr Ingrid Bergman", "none"),
        ("", "none"),
    ],
)
def test_the_level_of_a_degree_is_read_in_every_usual_form(line: str, level: str) -> None:
    assert education_of([line]).level == level


def test_the_highest_degree_counts_whatever_the_order() -> None:
    lines = ["BSc Physics", "PhD Statistics", "MSc Mathematics"]
    assert education_of(lines) == education_of(lines[::-1])
    assert education_of(lines).level == "doctorate"
    assert list(RANK.values()) == sorted(RANK.values())


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("BSc Computer Science", {"computer science"}),
        ("MSc in Applied Statistics", {"mathematics"}),
        ("Bachelor of Science in Mechanical Engineering", {"engineering"}),
        ("BA History", {"humanities"}),
        ("PhD", set()),
    ],
)
def test_the_field_stands_beside_the_degree(line: str, fields: set[str]) -> None:
    assert set(education_of([line]).fields) == fields


@pytest.mark.parametrize(
    "school",
    [
        "Institute of Data Science",
        "London School of Economics",
        "Lawrence University",
        "University of Kansas, Lawrence",
        "Music Academy",
        "Imperial College of Technology and Medicine",
    ],
)
def test_a_school_gives_no_field(school: str) -> None:
    assert education_of([f"BSc Physics, {school}, 2010 - 2014"]) == education_of(["BSc Physics"])


def test_a_field_belongs_to_its_family() -> None:
    assert families_of("applied statistics") == ["mathematics"]
    assert families_of("basket weaving") == []
