"""Degrees and their fields; schools, grades and years are never read."""

from time import process_time

import pytest

from matchers.education import RANK, education_of, families_of, is_plainly_a_degree


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
        ("PGDM, Marketing", "master"),
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
        ("B.E. (ECE), VTU", "bachelor"),
        ("BE (ECE)", "bachelor"),
        ("B.E, CSE", "bachelor"),
        ("B.E.: Mechanical", "bachelor"),
        ("A.B., History", "bachelor"),
        ("M.E. (CSE)", "master"),
        ("ME (CSE)", "master"),
        ("Erstes Staatsexamen (Master equivalent)", "master"),
        ("Second State Examination in Law", "master"),
        ("A.A. General Studies, Hexworks Community College", "associate"),
        ("AA in Business", "associate"),
        ("AS in Nursing", "associate"),
        ("MS, Computer Science", "master"),
        ("M.S., Statistics", "master"),
        ("MA, 2010 - 2014", "master"),
        ("University of Leeds, MS, Computer Science, 2014", "master"),
        ("BS, Physics", "bachelor"),
        ("BS", "bachelor"),
        ("BA, Economics", "bachelor"),
        ("B.A.", "bachelor"),
        ("Computer Science, BS", "bachelor"),
        ("Computer Science (BS)", "bachelor"),
        ("BS/MS Computer Science", "master"),
        ("A.A.S. Accounting, Hexworks Community College", "associate"),
        ("AAS in Nursing", "associate"),
        ("A.S. Computer Science", "associate"),
        ("Associate of Applied Science, Aviation Maintenance", "associate"),
        ("Northwind University, Master, Control Science and Engineering", "master"),
        ("Integrated Master in Computer Engineering", "master"),
        ("Master Data Science, ETH", "master"),
        ("MSci Physics", "master"),
        ("MMath, Oxford", "master"),
        ("MPH", "master"),
        ("MSN", "master"),
        ("JD, Harvard", "doctorate"),
        ("J.D.", "doctorate"),
        ("MD, Johns Hopkins", "doctorate"),
        ("Doctor of Medicine", "doctorate"),
        ("PharmD", "doctorate"),
        ("EdD", "doctorate"),
        ("Dipl. Ing. in Computer Science", "master"),
        ("Dipl.-Inf.", "master"),
        ("Diplom-Informatiker", "master"),
        ("Laurea Magistrale in Statistics", "master"),
        ("Bacharelado, Information Systems", "bachelor"),
        ("Degree in Business Administration", "bachelor"),
        ("2012–2016 Degree in Physics", "bachelor"),
        ("Engineer's degree in Informatics", "bachelor"),
        ("Postgraduate Diploma in Data Science", "bachelor"),
        ("Graduate diploma in Law", "bachelor"),
        ("PGCE", "bachelor"),
        ("Scrum Master", "none"),
        ("Master craftsman in masonry", "none"),
        ("Certified Scrum Master, Hexworks", "none"),
        ("Master Electrician, 2012", "none"),
        ("Master Data Management, 2020", "none"),
        ("Ms Sarah Jones", "none"),
        ("MS Office", "none"),
        ("MS Word, MS Excel", "none"),
        ("MS SQL Server", "none"),
        ("Office tools by MS", "none"),
        ("BA meeting", "none"),
        ("BA in an agile team", "none"),
        ("Senior BA, Hexworks, 2019 - 2021", "none"),
        ("BA Consultant", "none"),
        ("BS EN 50131", "none"),
        ("No BS, just work", "none"),
        ("MA, USA", "none"),
        ("Boston, MA", "none"),
        ("Boston, MA, USA", "none"),
        ("Boston, MA United States", "none"),
        ("Cambridge, MA 02139", "none"),
        ("Jackson, MS", "none"),
        ("MD, USA", "none"),
        ("Baltimore, MD", "none"),
        ("MD, Hexworks Ltd", "none"),
        ("JD Sports, Leeds", "none"),
        ("Oracle DBA", "none"),
        ("Fine-tuned an LLM in PyTorch", "none"),
        ("No degree in computer science", "none"),
        ("Degree in Physics or a related field", "none"),
        ("Degree in progress", "none"),
        ("Brussels, BE", "none"),
        ("A.A. Milne School", "none"),
        ("Final examination, 2019", "none"),
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
        ("Doctor of Philosophy", set()),
        ("Doctor of Philosophy (Ph.D.), Physics", {"physics"}),
        ("PhD (ABD), Statistics", {"mathematics"}),
        ("Master of Science, Computer Science", {"computer science"}),
        ("Master of Science (M.S.) in Statistics", {"mathematics"}),
        ("Bachelor of Science - BS, Computer Science", {"computer science"}),
        ("Bachelor of Science (B.S.), Computer Science", {"computer science"}),
        ("Bachelor of Engineering - BE, Electronics and Communication", {"engineering"}),
        ("Computer Science (BSc)", {"computer science"}),
        ("Computer Science, BS", {"computer science"}),
        ("Mathematics BSc", {"mathematics"}),
        ("Leeds — Mathematics, BSc, 2019", {"mathematics"}),
        ("BSc (Hons) 2:1 Mathematics", {"mathematics"}),
        ("BSc (Honours) in Computing, first class", {"computer science"}),
        ("BSc, 2014, Statistics", {"mathematics"}),
        ("MSc Statistics - University of Leeds", {"mathematics"}),
        ("My doctorate was in Bayesian statistics", {"mathematics"}),
        ("BTech CSE", {"computer science"}),
        ("MBA", {"business"}),
        ("MBA, INSEAD", {"business"}),
        ("BBA", {"business"}),
        ("BSN, RN", {"natural science"}),
        ("Bachelor of Engineering", {"engineering"}),
        ("Dipl. Ing. in Computer Science", {"computer science"}),
        ("Dipl.-Ing.", {"engineering"}),
        ("Data engineer with a BSc", set()),
        ("Software Engineer, PhD", set()),
        ("MSc from Leeds, data engineer for nine years", set()),
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


@pytest.mark.parametrize(
    ("line", "is_plain"),
    [
        ("Bachelor in Information Systems – Fox – concluded in 2018", True),
        ("• B.Tech (CSE), Fox Institute of Technology", True),
        ("MBA, Hexworks, 2012", True),
        ("PhD in Physics, University of Leeds", True),
        ("PhD Student, University of Leeds, 2014 – 2018", False),
        ("Master of ceremonies, 2010", False),
        ("Master Electrician, 2012", False),
        ("MBA students mentored at a school", False),
        ("MS Office, 2010", False),
        ("MA, USA, 2010", False),
        ("Bachelor in Physics", False),
    ],
)
def test_a_line_that_begins_with_a_degree_and_names_school_or_year_needs_no_heading(
    line: str,
    is_plain: bool,  # noqa: FBT001
) -> None:
    assert is_plainly_a_degree(line) is is_plain


@pytest.mark.parametrize(
    "unit", ["BS ", "MS, ", "Master ", "of science ", "hons ", "(", "Data ", "in ", "M.", "degree in "]
)
def test_hostile_lines_take_linear_time(unit: str) -> None:
    line = "BSc " + unit * (50_000 // len(unit))
    started = process_time()
    education_of([line])
    assert process_time() - started < 2


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("HNC Electrical Engineering, Hex College", "associate"),
        ("BTS Hôtellerie, Lycée Hex", "associate"),
        ("Staatlich geprüfter Techniker, Fachschule Hex", "associate"),
        ("MBBS, Hex Medical College", "bachelor"),
        ("BDS, Hex College", "bachelor"),
        ("B.Pharm, Hex", "bachelor"),
        ("Licence en Droit, Université de Hex", "bachelor"),
        ("Grado en Enfermería, Universidad de Hex", "bachelor"),
        ("bmus, violin performance, conservatoire", "bachelor"),
        ("Diplom (FH) Maschinenbau, Hochschule Hex", "master"),
        ("mgr inż. Informatyka, Politechnika Hex", "master"),
        ("Master 2 Marketing, Hex", "master"),
        ("LLM International Law, Hex", "master"),
        ("Habilitation, Universität Hex", "doctorate"),
        ("BSc Physics; HNC considered", "bachelor"),
        ("MEng Mechanical Engineering (in progress, third year)", "master"),
        ("HNC considered, started work instead", "none"),
        ("BSc Physics, Hex (not completed)", "none"),
        ("PhD in Chemistry, discontinued 2019", "none"),
        ("Started a BA in History, left after two years", "none"),
        ("60 credits towards a BSc in Computing", "none"),
        ("MBA planned for 2028", "none"),
        ("Diploma di ragioneria, Hex", "none"),
        ("Diploma, Istituto Hex", "none"),
        ("BTEC National Diploma in Engineering", "none"),
        ("Driving licence in Leeds", "none"),
        ("Ausbildung zum Industriemechaniker", "none"),
        ("LLM applications in Python", "none"),
        ("Specialist in oncology", "none"),
    ],
)
def test_degrees_of_other_countries_count_and_those_broken_off_do_not(line: str, level: str) -> None:
    assert education_of([line]).level == level
