"""Years, degrees and pay, read from single statements."""

import pytest

from taxonomy.build.facts import accepts_equivalent, degrees, fields_of_study, salaries, years, years_by_name
from taxonomy.model import Salary, Years


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5+ years of experience", Years(5)),
        ("3-7 years of experience", Years(3, 7)),
        ("3 – 5 years' experience in data", Years(3, 5)),
        ("at least two years of professional experience", Years(2)),
        ("Five or more years of experience", Years(5)),
        ("two (2) years of experience", Years(2)),
        ("10 to 15 yrs experience", Years(10, 15)),
        ("1.5 years of experience", Years(1.5)),
        ("Five-plus years of experience", Years(5)),
        ("5-plus years of experience", Years(5)),
        ("5 plus years of experience", Years(5)),
        ("3ish years of experience", Years(3)),
        ("A year or more of experience", Years(1)),
        ("At least a year of experience", Years(1)),
        ("Over a decade of experience", Years(10)),
    ],
)
def test_years_asked_for_are_read_however_they_are_written(text: str, expected: Years) -> None:
    found = years(text)
    assert found == (expected, True)


@pytest.mark.parametrize(
    "text", ["experience within the last four (4) years", "half a decade", "twice a year", "in the first 2 years"]
)
def test_a_stretch_of_time_is_no_demand(text: str) -> None:
    assert years(text) is None


@pytest.mark.parametrize(
    "text",
    ["No years here", "founded 5 years ago", "must be 18 years old", "over 100 years", "since 2015", ""],
)
def test_other_years_are_not_asked_for(text: str) -> None:
    assert years(text) is None


def test_years_of_something_else_do_not_speak_of_experience() -> None:
    assert years("A plan for 3 years") == (Years(3), False)


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("Bachelor's degree in Computer Science", ["bachelor"]),
        ("BSc or MSc in Physics", ["bachelor", "master"]),
        ("Bachelor's or Master's degree", ["bachelor", "master"]),
        ("Ph.D. preferred", ["doctorate"]),
        ("Master's degree or PhD", ["master", "doctorate"]),
        ("MBA a plus", ["master"]),
        ("Master the craft of scrum masters", []),
        ("A degree of freedom", []),
        ("University degree in computer science", ["bachelor"]),
        ("Degree in physics", ["bachelor"]),
        ("4-year degree", ["bachelor"]),
        ("A relevant degree or similar", ["bachelor"]),
        ("MS or PhD", ["master", "doctorate"]),
        ("MS in Statistics", ["master"]),
        ("MS Excel and MS SQL Server", []),
        ("Associate degree in nursing", []),
    ],
)
def test_degrees_are_read_lowest_first(text: str, levels: list[str]) -> None:
    assert [level for level, _, _ in degrees(text)] == levels


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("Bachelor's degree or equivalent work experience", True),
        ("Bachelor's degree (or equivalent)", True),
        ("Degree or five years of experience", True),
        ("BSc in physics or an equivalent degree", False),
        ("Degree in computer science or a related field", False),
        ("Bachelor's degree and equivalent of a year's training", False),
    ],
)
def test_what_takes_the_place_of_a_degree_is_said(text: str, accepted: bool) -> None:  # noqa: FBT001
    assert accepts_equivalent(text) == accepted


def test_what_is_said_of_a_field_of_study_is_no_part_of_it() -> None:
    said = (
        "A degree in engineering, computer science is customary, business administration for lead posts, seldom asked"
    )
    assert fields_of_study(said) == ["engineering", "computer science", "business administration"]


def test_fields_of_study_are_named_after_in() -> None:
    assert fields_of_study("Bachelor's degree in Computer Science, Statistics or a related field") == [
        "computer science",
        "statistics",
    ]
    assert fields_of_study("Bachelor's degree required") == []


def _pay(text: str, heading: str = "Salary 2024") -> list[Salary]:
    return list(salaries(text, 0, len(text), heading, "guide"))


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "period"),
    [
        ("$120,000 - $160,000 per year", 120_000, 160_000, "USD", "year"),
        ("€60k–80k", 60_000, 80_000, "EUR", "year"),
        ("£45,000", 45_000, None, "GBP", "year"),
        ("$60 per hour", 60, None, "USD", "hour"),
        ("€4,800 monthly", 4800, None, "EUR", "month"),
    ],
)
def test_pay_is_read_with_its_currency_period_and_year(
    text: str, low: int, high: int | None, currency: str, period: str
) -> None:
    (found,) = _pay(text)
    assert (found.low, found.high, found.currency, found.period, found.year) == (low, high, currency, period, 2024)
    assert text[found.citation.start : found.citation.end].startswith(text[0])


@pytest.mark.parametrize("text", ["a $5 million market", "$3 billion", "401k plan", "5,000 models", "$500 budget"])
def test_other_money_is_no_pay(text: str) -> None:
    assert _pay(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 years of Python, 3 years of SQL and 1 year of Kafka", {"Python": 5, "SQL": 3, "Kafka": 1}),
        ("5+ years in data engineering and 2 years with Snowflake", {"data engineering": 5, "Snowflake": 2}),
        ("5+ years with Python; knowledge of SQL and Docker", {"Python": 5, "SQL": None, "Docker": None}),
        ("3+ years of Java and good knowledge of Kafka", {"Java": 3, "Kafka": None}),
        ("10 years in IT, 4 of them with Kubernetes", {"IT": 10, "Kubernetes": 4}),
        ("8+ years in IT, of which at least 4 years with Azure", {"IT": 8, "Azure": 4}),
        ("Python (5+ years), SQL (3+ years)", {"Python": 5, "SQL": 3}),
        ("Python - 5 years, SQL: 2 years of experience", {"Python": 5, "SQL": 2}),
        ("5+ years embedded C (3+ years on ARM)", {"C": 5, "ARM": 3}),
        ("You've written production Python for 3+ years", {"Python": 3}),
        ("Experience with Python and SQL for at least two years", {"Python": 2, "SQL": 2}),
        ("PhD in statistics with 2+ years of industry experience", {"statistics": None}),
        ("18 months of Python", {"Python": 1.5}),
        ("6 months contract to build Kafka pipelines", {"Kafka": None}),
        ("5+ years of product design, ideally with Figma", {"product design": 5, "Figma": None}),
    ],
)
def test_a_figure_speaks_of_the_names_it_stands_with(text: str, expected: dict[str, float | None]) -> None:
    places = [(text.index(name), text.index(name) + len(name)) for name in expected]
    assert years_by_name(text, places) == list(expected.values())


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("Python, 5+ years", "Python", 5),
        ("Oracle administration, 5 years or more", "Oracle", 5),
        ("Python, 2+ years of it in production", "Python", 2),
        ("BSc in Statistics, 5+ years", "Statistics", None),
        ("Statistics, 5 years of marketing", "Statistics", None),
        ("4-6 years of marketing at a B2B SaaS company", "SaaS", None),
        ("4-6 years of marketing at a B2B SaaS company", "marketing", 4),
        ("Hands on in Python with min 4 years experience", "Python", 4),
    ],
)
def test_a_figure_speaks_of_the_name_that_it_stands_by(text: str, name: str, wanted: float | None) -> None:
    start = text.index(name)
    assert years_by_name(text, [(start, start + len(name))]) == [wanted]


@pytest.mark.parametrize(
    "text", ["BE(Hons) in civil engineering", "B.Tech/B.E. in any subject", "Completed studies in computer science"]
)
def test_a_first_degree_has_many_names(text: str) -> None:
    assert [level for level, _, _ in degrees(text)] == ["bachelor"]


def test_each_degree_may_name_its_own_field() -> None:
    found = fields_of_study("UG: B.Tech/B.E. in Computers, B.Tech/B.E. in Information Technology")
    assert found == ["computers", "information technology"]


def test_a_second_in_without_a_degree_names_no_field() -> None:
    assert fields_of_study("Degree in Physics; 3 years of experience in marketing") == ["physics"]


def test_months_of_a_compound_kind_of_experience_are_read() -> None:
    assert years("At least 18 months post-registration experience") == (Years(1.5), True)


def test_years_end_where_another_thought_begins() -> None:
    sentence = "5+ years of SQL who has run Postgres"
    assert years_by_name(sentence, [(12, 15), (28, 36)]) == [5, None]


def test_training_may_stand_in_for_a_degree() -> None:
    assert accepts_equivalent("Completed studies in informatics or completed vocational training")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Between two and four years of experience", Years(2, 4)),
        ("3 or 4 years of experience", Years(3, 4)),
        ("7 yrs+ of experience", Years(7)),
        ("5 years plus in security", Years(5)),
        ("Experience (4 yrs.)", Years(4)),
        ("A couple of years of experience", Years(2)),
        ("Half a dozen years in procurement", Years(6)),
        ("1,5 years of experience", Years(1.5)),
        ("At least two winters of snow clearing", Years(2)),
        ("Three full seasons as a deckhand", Years(3)),
        ("Four summers in a kitchen", Years(4)),
        ("Two semesters of teaching", Years(1)),
        ("At least one academic year of teaching", Years(1)),
        ("Three consecutive years in one post with experience", Years(3)),
        ("3 years closing deals", Years(3)),
        ("At least four years writing compilers", Years(4)),
        ("Two years' post-registration experience", Years(2)),
        ("Welding experience (6 months min)", Years(0.5)),
        ("Night experience: 18 months", Years(1.5)),
    ],
)
def test_years_are_years_in_any_trade(text: str, expected: Years) -> None:
    assert years(text) == (expected, True)


@pytest.mark.parametrize(
    "text",
    ["Up to two years of experience", "Less than 5 years of experience", "max. 3 years experience", "A 6 months contract", "Not more than 4 years of experience", "a 12 month plan", "in the last 3 years"],  # noqa: E501
)  # fmt: skip
def test_a_most_is_no_least(text: str) -> None:
    assert years(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Selenium with Python (2+ yrs)", {"Selenium": 2, "Python": 2}),
        ("Python (min. 4 yrs.)", {"Python": 4}),
        ("Between 2 and 4 years of PHP", {"PHP": 2}),
        ("5 years+ in Python", {"Python": 5}),
        ("Python and SQL (3 years)", {"SQL": 3}),
    ],
)
def test_figures_of_other_forms_speak_of_their_names(text: str, expected: dict[str, float]) -> None:
    places = [(text.index(name), text.index(name) + len(name)) for name in expected]
    assert years_by_name(text, places) == list(expected.values())


@pytest.mark.parametrize(
    "text",
    [
        "Degree in engineering (HNC considered with experience)",
        "HND/HNC or degree in electronics",
        "BTEC or degree in animal care",
        "BSc in chemistry, or time-served",
        "Bachelor's degree or trade certificate",
        "University degree or completed vocational training",
        "Degree in law or a comparable qualification",
        "BA in marketing, or four years in its place",
        "A degree or something that taught you as much",
        "In lieu of a degree, six years of experience",
        "Experience may be substituted for education",
        "Self-taught is fine, too",
        "You can apply without a degree",
        "Equivalent experience is widely accepted",
        "Bootcamp graduates are welcome",
        "Diploma or degree in horticulture",
    ],
)
def test_what_is_as_good_as_a_degree_is_said_in_many_ways(text: str) -> None:
    assert accepts_equivalent(text)


@pytest.mark.parametrize(
    "text",
    [
        "Master's degree in statistics",
        "BSc or MSc in physics",
        "Degree in law, economics or similar",
        "Degree in education or social work",
        "Bachelor's in training or education",
        "Tableau or QlikView experience",
        "Airflow or a comparable orchestrator",
        "Two or more years of Python",
        "We run bootcamps for graduates",
        "Degree required. 3 years of experience also required.",
        "MSc in a relevant area or subject",
    ],
)
def test_other_alternatives_take_no_degrees_place(text: str) -> None:
    assert not accepts_equivalent(text)


@pytest.mark.parametrize("text", ["UG: Any Graduate", "Graduate in economics", "University graduate", "Graduates of any discipline"])  # fmt: skip  # noqa: E501
def test_a_graduate_has_a_degree(text: str) -> None:
    assert [level for level, _, _ in degrees(text)] == ["bachelor"]


def test_a_field_of_study_stands_behind_its_degree_and_may_be_short() -> None:
    assert fields_of_study("3 years in retail; BSc in Nursing") == ["nursing"]
    assert fields_of_study("A degree in CS or EE") == ["computer science", "electrical engineering"]
