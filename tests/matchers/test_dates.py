"""Date ranges as people write them, and months that overlap counted once."""

from random import Random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchers.dates import DateRange, month_number, months_covered, ranges_written, read_ranges
from taxonomy.names import lower
from tests.drawing import seeds

NOW = month_number(2026, 11)


def _found(text: str, as_of: int = NOW) -> list[DateRange]:
    return read_ranges(ranges_written(lower(text), 0, len(text)), as_of)


def _ranges(text: str) -> list[tuple[int, int]]:
    return [(found.first, found.last) for found in _found(text)]


def _months(first: tuple[int, int], last: tuple[int, int]) -> tuple[int, int]:
    return month_number(*first), month_number(*last)


@pytest.mark.parametrize(
    "text",
    [
        "Jan 2019 - Mar 2021",
        "January 2019 – March 2021",
        "JAN 2019 — MAR 2021",
        "Jan. 2019 to Mar. 2021",
        "01/2019 - 03/2021",
        "1/2019–3/2021",
        "2019-01 – 2021-03",
        "2019/01 - 2021/03",
        "01.2019 - 03.2021",
        "Jan '19 - Mar '21",
        "Jan 2019 until Mar 2021",
        "January, 2019 through March, 2021",
        "1 Jan 2019 - 31 Mar 2021",
        "January 5, 2019 - March 9, 2021",
        "2019-01-15 - 2021-03-01",
        "Jan2019-Mar2021",
        "(Jan 2019 – Mar 2021)",
        "Engineer, Hexworks, Jan 2019 - Mar 2021, Leeds",
    ],
)
def test_a_range_of_months_is_read_in_every_usual_form(text: str) -> None:
    assert _ranges(text) == [_months((2019, 1), (2021, 3))]


@pytest.mark.parametrize("word", ["present", "Present", "now", "today", "current", "ongoing", "to date", "till date"])
def test_what_runs_until_now_ends_in_the_month_given(word: str) -> None:
    (found,) = _found(f"Mar 2024 - {word}")
    assert (found.first, found.last, found.is_current) == (month_number(2024, 3), NOW, True)


def test_since_runs_until_now() -> None:
    assert _ranges("Since March 2024") == [(month_number(2024, 3), NOW)]


def test_a_first_month_without_its_year_takes_that_of_the_other_end() -> None:
    assert _ranges("Mar - Aug 2020") == [_months((2020, 3), (2020, 8))]


def test_whole_years_are_read_from_mid_year_to_mid_year_so_to_speak() -> None:
    ((first, last),) = _ranges("2016 – 2018")
    assert last - first + 1 == 24
    ((first, last),) = _ranges("2016 - 2016")
    assert last - first + 1 == 12


@pytest.mark.parametrize("text", ["Q1 2019 - Q1 2021", "Spring 2019 - Spring 2021"])
def test_quarters_and_seasons_are_read_as_nearly_as_they_say(text: str) -> None:
    ((first, last),) = _ranges(text)
    assert 24 <= last - first + 1 <= 27


def test_a_short_second_year_belongs_to_the_same_century() -> None:
    assert _ranges("2016-18") == _ranges("2016 - 2018")


def test_a_season_is_a_few_months() -> None:
    ((first, last),) = _ranges("Summer 2021")
    assert month_number(2021, 1) <= first <= last <= month_number(2021, 12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+44 20 7946 0000",
        "since forever",
        "2,000 - 3,000 orders",
        "room 2019",
        "May the force",
        "Mar 2021 - Jan 2019",
        "in 2019",
        "$2000 - 3000",
        "2000 - 2100 EUR",
        "10-12 people",
        "2018-2020 seeds",
        "sorted 2018-2020 seeds a day",
        "version 2018.1 - 2019.2",
        "v1.2018 – 1.2020",
        "ISO 9001:2015",
        "ISO 9001:2015 – 2018",
        "ISO 9001:2015 - ISO 27001:2013",
        "pp. 2010-2015",
        "pages 2001 – 2019",
        "Tel. 0113-2019-2020",
        "from 7/10 to 9/10",
        "rated 7/10 - 9/10",
        "3/16 – 5/16 inch",
        "2018 - 20,000 orders",
        "2018 – 20 %",
        "2019 - numerous projects",
        "24/7",
    ],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert _ranges(text) == []


def test_nothing_lies_beyond_the_month_given() -> None:
    assert _ranges("Jan 2025 - Dec 2030") == [_months((2025, 1), (2026, 11))]
    assert _ranges("Jan 2028 - Dec 2030") == []


def test_two_ranges_of_one_line_are_both_read_with_their_places() -> None:
    text = "Jan 2019 - Mar 2020, Jun 2021 - Aug 2021"
    assert [text[found.start : found.end] for found in _found(text)] == [
        "Jan 2019 - Mar 2020",
        "Jun 2021 - Aug 2021",
    ]


def _drawn(size: int, seed: int) -> list[tuple[int, int]]:
    """Some spans of months, many of which overlap."""
    chance = Random(seed)  # noqa: S311 - examples for tests, no secrets
    starts = [chance.randint(0, 300) for _ in range(12)]
    return [(first, first + chance.randint(0, 60)) for first in starts[:size]]


_spans = st.builds(_drawn, st.integers(0, 12), seeds)


@settings(max_examples=1000, deadline=None, derandomize=True, database=None)
@given(_spans)
def test_months_that_overlap_count_once(spans: list[tuple[int, int]]) -> None:
    assert months_covered(spans) == len({month for first, last in spans for month in range(first, last + 1)})


@settings(max_examples=1000, deadline=None, derandomize=True, database=None)
@given(_spans, seeds)
def test_the_order_of_jobs_does_not_matter(spans: list[tuple[int, int]], seed: int) -> None:
    shuffled = Random(seed).sample(spans, len(spans))  # noqa: S311
    assert months_covered(shuffled) == months_covered(spans)


@settings(max_examples=1000, deadline=None, derandomize=True, database=None)
@given(st.integers(1980, 2020), st.integers(1, 12), st.integers(1, 70), st.integers(-12, 5))
def test_a_range_shifted_by_years_is_as_long(year: int, month: int, length: int, shift: int) -> None:
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905

    def written(start: int) -> str:
        end_year, end_month = divmod(start * 12 + month - 1 + length - 1, 12)
        return f"{names[month - 1]} {start} - {names[end_month]} {end_year}"

    lengths = [
        found.months for start in (year, year + shift) for found in _found(written(start), month_number(2040, 1))
    ]
    assert lengths == [length, length]


_STARTS = (
    "Jan 2019",
    "JAN. '19",
    "01/2019",
    "1/2019",
    "01-2019",
    "1/19",
    "2019 Jan",
    "janvier 2019",
    "enero de 2019",
    "early 2019",
    "2019-01",
    "01.2019",
    "01.01.2019",
    "2019",
    "Q1 2019",
    "Spring 2019",
    "’19",
    "‘19",
)
_ENDS = (
    "Mar 2021",
    "MARCH 2021",
    "03/2021",
    "2021-03",
    "31.03.2021",
    "2021",
    "Q1 2021",
    "Present",
    "NOW",
    "21",
    "3/21",
    "2021 Mar",
    "heute",
    "late 2021",
)
_DASHES = (
    " - ",
    "–",
    " — ",
    " − ",
    "‑",
    " → ",
    " ~ ",
    " to ",
    " TO ",
    "\tuntil ",
    " till ",
    " Through ",
    " thru ",
    " up to ",
    " -- ",
    " -> ",
    "‒",
    " bis ",
    " to: ",
)


@settings(max_examples=1000, deadline=None, derandomize=True, database=None)
@given(st.sampled_from(_STARTS), st.sampled_from(_DASHES), st.sampled_from(_ENDS), st.text("aé 7(,|", max_size=12))
def test_every_start_goes_with_every_dash_and_every_end(start: str, dash: str, end: str, around: str) -> None:
    text = f"{around} | {start}{dash}{end} | {around}"
    assert f"{start}{dash}{end}" in [text[found.start : found.end] for found in _found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "01/19 - 03/21",
        "01.01.2019 – 31.03.2021",
        "01/01/2019 – 31/03/2021",
        "Jan 2019 → Mar 2021",
        "Jan 2019 ~ Mar 2021",
        "Jan 2019 / Mar 2021",
        "Jan-2019 – Mar-2021",
        "Jan-19 to Mar-21",
        "January 2019 up to March 2021",
    ],
)
def test_rarer_ways_of_writing_the_same_months(text: str) -> None:
    assert _ranges(text) == [_months((2019, 1), (2021, 3))]


@pytest.mark.parametrize(
    "text",
    ["06/19 – now", "Jun 2019 – (present)", "June 2019 to the present", "06/2019 up to now", "06/2019 – laufend"],
)
def test_rarer_ways_of_saying_until_now(text: str) -> None:
    assert _ranges(text) == [(month_number(2019, 6), NOW)]


def test_quarters_and_seasons_end_with_themselves() -> None:
    assert _ranges("Q1 2020 – Q3 2021") == [_months((2020, 1), (2021, 9))]
    assert _ranges("Spring 2018 – Fall 2019") == [_months((2018, 3), (2019, 11))]


def test_a_month_with_a_length_is_a_range() -> None:
    assert _ranges("Mar 2020 (3 months)") == [_months((2020, 3), (2020, 5))]


def test_short_years_are_years() -> None:
    assert _ranges("'19 – '21") == _ranges("2019 – 2021")


@pytest.mark.parametrize(
    "text",
    [
        "Jan 2019 -- Mar 2021",
        "Jan 2019 --- Mar 2021",
        "Jan 2019 -> Mar 2021",
        "Jan 2019 => Mar 2021",
        "Jan 2019 ‒ Mar 2021",
        "Jan 2019 ― Mar 2021",
        "Jan ‘19 – Mar ‘21",
        "Jan/2019 – Mar/2021",
        "01-2019 - 03-2021",
        "01-2019–03-2021",
        "01-01-2019 - 31-03-2021",
        "1/19 – 3/21",
        "2019 Jan – 2021 Mar",
        "2019-Jan to 2021-Mar",
        "From: Jan 2019 To: Mar 2021",
        "From 01/2019, to: 03/2021",
        "Start date: 01/2019   End date: 03/2021",
        "since Jan 2019 until Mar 2021",
    ],
)
def test_typed_arrows_stray_quotes_and_forms_are_read(text: str) -> None:
    assert _ranges(text) == [_months((2019, 1), (2021, 3))]


@pytest.mark.parametrize(
    "text",
    [
        "Juni 2019 – Mai 2021",
        "1. Juni 2019 – 31. Mai 2021",
        "Juni 2019 bis Mai 2021",
        "juin 2019 à mai 2021",
        "junio de 2019 - mayo de 2021",
        "desde junio de 2019 hasta mayo de 2021",
        "jun/2019 – maio/2021",
        "giugno 2019 - maggio 2021",
        "juni 2019 – mei 2021",
    ],
)
def test_months_of_neighbouring_languages_are_read(text: str) -> None:
    assert _ranges(text) == [_months((2019, 6), (2021, 5))]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Maypole 2019 – Juni 2020", (2019, 1)),
        ("long ago 2019 – 2020", (2019, 1)),
        ("set 2019 – 2020", (2019, 1)),
        ("ago. 2019 – 2020", (2019, 8)),
        ("set de 2019 – 2020", (2019, 9)),
        ("grammar 2019 – 2020", (2019, 1)),
    ],
)
def test_a_month_is_a_word_of_its_own(text: str, first: tuple[int, int]) -> None:
    assert _ranges(text)[0][0] == month_number(*first)


@pytest.mark.parametrize(
    "text",
    [
        "2023 Apr – now",
        "04-2023 – present",
        "4/23 – now",
        "Apr 2023 - in progress",
        "04.2023 bis heute",
        "seit April 2023",
        "avril 2023 – aujourd’hui",
        "04.2023 – actualidad",
        "abr. 2023 – hasta la actualidad",
        "abr de 2023 – o momento",
        "aprile 2023 – oggi",
        "april 2023 – heden",
    ],
)
def test_until_now_is_understood_with_every_start(text: str) -> None:
    assert [(found.first, found.last, found.is_current) for found in _found(text)] == [
        (month_number(2023, 4), NOW, True)
    ]


def test_a_year_in_front_of_a_month_is_not_taken_from_the_range_before() -> None:
    assert _ranges("Jan 2018 – 2019 Mar 2020 – Apr 2020") == [
        _months((2018, 1), (2019, 12)),
        _months((2020, 3), (2020, 4)),
    ]
    assert _ranges("2018 – 2019 May Company") == _ranges("2018 – 2019")


def test_both_ends_decide_whether_the_day_comes_first() -> None:
    assert _ranges("01/04/2022 – 31/03/2023") == [_months((2022, 4), (2023, 3))]
    assert _ranges("30/06/2022 – 01/03/2023") == [_months((2022, 6), (2023, 3))]
    assert _ranges("04/01/2022 – 03/31/2023") == [_months((2022, 4), (2023, 3))]
    assert _ranges("04/01/2022 – 03/01/2023") == [_months((2022, 4), (2023, 3))]


def test_parts_of_years_are_read_as_their_nearest_month() -> None:
    assert _ranges("Early 2019 to late 2021") == [_months((2019, 2), (2021, 11))]
    assert _ranges("mid-2018 – end of 2020") == [_months((2018, 6), (2020, 12))]
    assert _ranges("yearly 2019 – 2021") == _ranges("2019 – 2021")


@pytest.mark.parametrize("text", ["Summer '19", "summer ‘19", "Summer of 2019"])
def test_a_season_takes_a_short_year(text: str) -> None:
    assert _ranges(text) == _ranges("Summer 2019")


def test_months_written_as_fractions_of_one_year_are_read() -> None:
    assert _ranges("5/19 – 8/19") == [_months((2019, 5), (2019, 8))]


@pytest.mark.parametrize(
    "unit",
    ["2019 ", "jan ", "9/", "2019 - ", "2019 to ", "jan - ", "12.", "early ", "2019 (", "‘19 ", "0", "since ", "1 mar ",
     "2019 end ", "2019-01-", "2019 mar ", " ", "jan de ", "- "],
)  # fmt: skip
def test_hostile_lines_take_linear_time(unit: str) -> None:
    line = "2019 -" + unit * (200_000 // len(unit))
    started = process_time()
    ranges_written(line, 0, len(line))
    assert process_time() - started < 2


def test_a_title_behind_years_is_no_amount() -> None:
    assert (
        _ranges("2018 – 2020 People Analyst") == _ranges("2018 – 2020 Records and archives") == _ranges("2018 – 2020")
    )


@pytest.mark.parametrize(
    "text", ["Apr 2023 – til date", "from apr 2023 untill now", "ab 04/2023", "04/2023 ->", "04/2023 →"]
)
def test_slips_and_open_arrows_mean_until_now(text: str) -> None:
    assert [(found.first, found.is_current) for found in _found(text)] == [(month_number(2023, 4), True)]


@pytest.mark.parametrize("text", ["Q2/2020 - Q4/2022", "2020 Q2 – 2022 Q4", "2020-04 .. 2022-12"])
def test_quarters_and_dots_are_read_in_any_form(text: str) -> None:
    assert _ranges(text) == [_months((2020, 4), (2022, 12))]


def test_fiscal_years_are_years() -> None:
    assert [found.months for found in _found("FY2021 – FY2023")] == [found.months for found in _found("2021 – 2023")]


def test_a_dash_that_nothing_but_a_gap_follows_means_until_now() -> None:
    assert _found("2021–        Associate Professor, Hex University")[0].is_current
    assert _found("03/2021 -   Engineer")[0].is_current


@pytest.mark.parametrize(
    "text",
    [
        "between April 2019 and March 2021",
        "zwischen April 2019 und März 2021",
        "entre abril de 2019 y marzo de 2021",
        "from 1/4/2019 till 31/3/2021",
        "15-Apr-2019 to 31-Mar-2021",
        "2019 (April) to 2021 (March)",
        "Kwiecień 2019 – marzec 2021",
        "abril 2019 a marzo 2021",
        "april 2019 – marts 2021",
        "Site Manager   04/2019   03/2021",
        "| 04/2019 | 03/2021 |",
        "2 years, until March 2021",
        "two years until March 2021",
        "April 2019 (2 years)",
        "Q2/19 – Q1/21",
        "2Q 2019 – 1Q 2021",
    ],
)
def test_the_same_months_are_read_from_prose_columns_and_lengths(text: str) -> None:
    assert _ranges(text) == [_months((2019, 4), (2021, 3))]


@pytest.mark.parametrize(
    "text",
    [
        "from April 2019",
        "(from April 2019, still there)",
        "starting April 2019",
        "w.e.f. 4th April 2019",
        "with effect from April 2019",
        "2019 (April) until now",
        "from 15/4/2019 till today",
        "present – April 2019",
        "04/2019 | present",
        "à partir de avril 2019",
    ],
)
def test_what_began_and_has_no_end_runs_until_now(text: str) -> None:
    assert [(found.first, found.last, found.is_current) for found in _found(text)] == [
        (month_number(2019, 4), NOW, True)
    ]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Lecturer, 2018/19 – 2020/21", [_months((2018, 9), (2021, 8))]),
        ("Lecturer, 2018/19", [_months((2018, 9), (2019, 8))]),
        ("Ski instructor, winter 2018/19", [_months((2018, 12), (2019, 2))]),
        ("H2 2018 – H1 2020", [_months((2018, 7), (2020, 6))]),
        ("Since the spring of 2019", [_months((2019, 3), (2026, 11))]),
        ("2010 summer – 2012 September", [_months((2010, 6), (2012, 9))]),
        ("Summers 2011, 2012", [_months((2011, 6), (2011, 8)), _months((2012, 6), (2012, 8))]),
        ("summers of 2011 to 2013", [_months((year, 6), (year, 8)) for year in (2011, 2012, 2013)]),
    ],
)
def test_school_years_halves_and_summers_are_as_long_as_they_are(text: str, months: list[tuple[int, int]]) -> None:
    assert _ranges(text) == months


@pytest.mark.parametrize(
    "text",
    [
        "from 2019 levels",
        "from March 2019 figures onto a new base",
        "between 2019 budgets and plans",
        "in 2018/19 we grew",
        "Version 2018/21",
        "2018   2020",
        "until March 2021",
        "two people until now",
        "for 3 years",
        "winters are long",
        "from 10 to 12",
        "effective 24/7",
        "open from 9 to 17",
    ],
)
def test_words_of_beginnings_and_ends_alone_make_no_dates(text: str) -> None:
    assert _ranges(text) == []


@pytest.mark.parametrize(
    "unit",
    ["from ", "from 2019 ", "two years ", "2 years until ", "between 2019 ", "present - ", "summers 2011, ", "2019  ",
     "2019 | ", "2018/19 ", "1-mar-2019 ", "w.e.f. ", "h1 "],
)  # fmt: skip
def test_hostile_lines_of_the_rarer_forms_take_linear_time(unit: str) -> None:
    line = unit * (200_000 // len(unit))
    started = process_time()
    ranges_written(line, 0, len(line))
    assert process_time() - started < 2
