"""Date ranges as people write them, as months on one axis (month = 12 x year + month of year - 1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache


def _any_of(words: Iterable[str]) -> str:
    """A pattern for the longest of some words: a tree of their letters, so that none is compared twice."""
    rests: dict[str, set[str]] = {}
    known = set(words)
    for word in known - {""}:
        rests.setdefault(word[0], set()).add(word[1:])
    if not rests:
        return ""
    branches = "|".join(re.escape(letter) + _any_of(rest) for letter, rest in sorted(rests.items()))
    return f"(?:{branches}){'?' if '' in known else ''}"


# English, then German, French, Spanish, Portuguese, Italian and Dutch.
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january januar jänner janvier janv enero ene janeiro gennaio gen januari",
         "feb february februar février fevrier févr fév febrero fevereiro fev febbraio februari",
         "mar march märz maerz mrz mars marzo março maart mrt",
         "apr april avril avr abril abr aprile",
         "may mai mayo maio maggio mag mei",
         "jun june juni juin junio junho giugno giu",
         "jul july juli juillet juil julio julho luglio lug",
         "aug august août aout agosto ago augustus",
         "sep sept september septembre septiembre setiembre setembro set settembre",
         "oct october oktober okt octobre octubre outubro out ottobre ott",
         "nov november novembre noviembre novembro",
         "dec december dezember dez décembre decembre déc diciembre dic dezembro dicembre"),
    )
    for name in names.split()
}  # fmt: skip
# Names that are English words as well: months with a full stop, a stroke or "de" behind them only.
_AMBIGUOUS = frozenset({"ago", "gen", "out", "set"})
_SEASONS = {"winter": (0, 2), "spring": (2, 4), "summer": (5, 7), "fall": (8, 10), "autumn": (8, 10)}
# The one month that is nearest to what was meant.
_PARTS = {"early": 1, "start of": 0, "beginning of": 0, "mid": 5, "late": 10, "end of": 11}
_QUOTE = "['’‘]"
_YEAR = r"(?:19|20)\d{2}"
_MONTH = rf"(?:{_any_of(_MONTHS.keys() - _AMBIGUOUS)}|{_any_of(_AMBIGUOUS)}(?=[./]|\s+de\s))\.?"
_MONTH_NUMBER = "(?:0?[1-9]|1[0-2])"
_SEASON = _any_of(_SEASONS)
_PART = _any_of(_PARTS)
_LINES = "[‐‑‒–—―−-]"
_TO = r"(?:(?:up\s)?to|untill?|till?|through|thru|bis|hasta|até|à)\b"
_POINT = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th|\.)?\s+)?{_MONTH},?(?:\s+(?:of|de|del)\s+|\s*|[-/])(?:\d{{1,2}},\s*)?"
    rf"{_QUOTE}?(?:{_YEAR}|\d{{2}})(?!\d)"
    rf"|{_SEASON}\s+(?:of\s+)?(?:{_YEAR}|{_QUOTE}\d{{2}})(?!\d)"
    rf"|{_PART}(?:\s+|-){_YEAR}(?!\d)"
    rf"|(?:\d{{1,2}}[/.]\s?){{2}}{_YEAR}"
    rf"|(?:\d{{1,2}}-){{2}}{_YEAR}(?!\d)"
    rf"|{_MONTH_NUMBER}(?:\s?[/.]\s?|-){_YEAR}(?!\d)"
    rf"|{_MONTH_NUMBER}/\d{{2}}(?![\d/])"
    rf"|{_YEAR}[\s/-]?q[1-4]\b"
    rf"|{_YEAR}\s?[-/.]\s?(?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?!\d)"
    # "2023 Apr", where no year of the month's own follows it, nor a text that only starts like a month.
    rf"|{_YEAR}(?:\s|-){_MONTH}(?=\s*(?:$|[^\w\s.]|{_TO})|\s\s\D)"
    rf"|q[1-4](?:\s+|/){_YEAR}(?!\d)|fy\s?{_YEAR}(?!\d)"
    rf"|{_QUOTE}\d{{2}}(?!\d)"
    rf"|{_YEAR}(?!\d))"
)
_NOW = (
    r"(?:\(?(?:the )?present\)?|now|today|current(?:ly)?|to date|date|ongoing|till? date|till? now|in progress"
    r"|(?:hasta |até |bis )?(?:heute|jetzt|laufend|aktuell|aujourd['’]hui|ce jour|présent|maintenant|(?:la )?actualidad|actualmente|hoy"
    r"|(?:el |o )?presente|o momento|atual(?:mente)?|hoje|oggi|in corso|heden|nu)\b)"
)
_DASH = (
    rf"\s*(?:{_LINES}{{1,3}}>?|=>|[→⇒~]|\.{{2,3}}|\b{_TO}(?!\s?:)|(?:[,;|]\s*)?\b(?:to|until|end(?: date)?)\s?:"
    r"|/(?=\s*(?:present|now))|(?<=\d)\s/\s(?=[a-z]))\s*"
)
_RANGE = re.compile(
    # No sum of money, no part of a word or of another number ("ISO 9001:2015", "0113-2019").
    rf"(?=[\d'’‘abdefgjlmnoqsw])(?<![\d$€£])(?:(?<![^\W_])|(?={_YEAR}))(?<!\d[-:.])"
    rf"(?:(?P<since>(?:since|seit|ab|depuis|desde|sinds)\s++)?"
    rf"(?P<start>{_POINT}|{_MONTH}(?={_DASH}{_MONTH}\s*(?:de\s+)?{_YEAR}))"
    rf"(?:{_DASH}(?P<end>{_NOW}|{_POINT}|\d{{2}}(?![\w/%]|[.,]\d|\s%))"
    rf"|\s*(?:onwards|(?:{_LINES}{{1,2}}>?|=>|[→⇒])(?:\s*$|(?=\s\s+[^\W\d])))"
    r"|,?\s*\(\s*(?P<count>\d{1,2})\s*(?:months?|mos?\b)"
    r"|(?(since)|(?!)))"
    rf"|(?P<only>{_SEASON}\s+(?:of\s+)?(?:{_YEAR}|{_QUOTE}\d{{2}})(?!\d)))",
    re.MULTILINE,
)
_ONE = rf"(?:(?:{_MONTH},?\s*|{_MONTH_NUMBER}[/.])?{_YEAR})(?!\d)"
# A date at the end or the start of a line, or in brackets: "BikeMap (2025)", "Timetables | Mar 2024".
_ONCE = re.compile(
    rf"[(\[](?P<aside>{_ONE})[)\]]|(?:[|,·•:]\s*|\s{_LINES}\s+|\s\s|^)(?P<last>{_ONE})\)?$|^(?P<first>{_ONE})(?:\s*[|:·]|\s+{_LINES}\s|\s\s)"
)
# Ranges are looked for where one of these stands only: most lines with numbers in them have none. A dash or a word like
# "to" behind a digit; a dash, the end of such a word or a year before a month; a word of the rarer forms.
_DIGITS = re.compile(r"\d\d")
_DASHED = re.compile(r"\d[,;|]?\s*(?:[-‐‑‒–—―−→⇒~/(]|=>|\.\.|(?:up|to|bis|end|à)\b|until|til|thr|hasta|até|onwards)")
_BEFORE_MONTH = re.compile(
    r"[-‐‑‒–—―−→⇒~>olhus\d]\s*(?:jan|feb|fev|fév|mar|mär|mrz|maa|apr|avr|abr|may|mai|mei|mag|jun|jui|giu|jul|lug|aug|aoû|aou|sep"
    r"|set|oct|okt|out|ott|nov|dec|dez|déc|dic|jän|ene|gen|ago|mrt)"
)
_RARE = re.compile(r"\b(?:s(?:ince|eit|inds|pring|ummer)|ab|de(?:puis|sde)|winter|fall|autumn)\b")
_ONLY_NOW = re.compile(_NOW)
_NAMED_MONTH = re.compile(rf"(?<![^\W\d_])({_any_of(_MONTHS)})")
_NAMED_SEASON = re.compile(rf"({_SEASON})\b")
_NAMED_PART = re.compile(rf"({_PART})\b")
_QUARTER = re.compile("q([1-4])(?![0-9])")
_FULL_YEAR = re.compile(_YEAR)
_SHORT_YEAR = re.compile(r"\d{2}$")
# Numbers beside these are pages, standards or amounts, also where they look like two years.
_NUMBERED = re.compile(r"\b(?:pp?\.?|pages?|vol\.?|iso|rfc|rooms?|tel\.?|phone|versions?)\s*$")
_COUNTED = re.compile(
    r"\s?(?:[%€]|\b(?:eur|usd|gbp|euros?|dollars?|px|rpm|[kmgt]b|kg|km)\b"
    r"|(?:people|users|customers|students|patients|employees|requests|orders|tickets|calls|rows|records|items|units|seeds)\b"
    r"(?=\s*(?:[^\w\s:]|$)|\s(?:an?|per|in|of|for|from|on|at|with|each|every|were|was)\b))"
)
_FRACTIONS = re.compile(r"[1-9]/(\d\d)\s*([^\d]+?)\s*\d\d?/\1")
_ROUND = frozenset({"10", "16"})  # what is rated or measured out of as many: "7/10", "3/16"


@dataclass(frozen=True, slots=True)
class DateRange:
    """Months ``first`` to ``last`` (both included) written at ``start:end``; ``is_current`` when it runs until now."""

    first: int
    last: int
    start: int
    end: int
    is_current: bool = False

    @property
    def months(self) -> int:
        """How many months the range holds."""
        return max(0, self.last - self.first + 1)


def month_number(year: int, month: int) -> int:
    """The number of a month (1-12) on the axis."""
    return year * 12 + month - 1


def ranges_written(low: str, start: int, end: int) -> list[re.Match[str]]:
    """What is written like a date range in a span of lower-case text."""
    return list(_RANGE.finditer(low, start, end)) if _may_hold_range(low, start, end) else []


def _may_hold_range(low: str, start: int, end: int) -> bool:
    return _DIGITS.search(low, start, end) is not None and (
        _DASHED.search(low, start, end) is not None
        or _BEFORE_MONTH.search(low, start, end) is not None
        or _RARE.search(low, start, end) is not None
    )


def is_dated_once(header: str, as_of: int) -> bool:
    """Whether a line in lower case has one date, which is not to come, where headers have theirs."""
    found = _ONCE.search(header) if _DIGITS.search(header) else None
    point = _point(found["aside"] or found["last"] or found["first"], None) if found else None
    return point is not None and point[0] <= as_of


def read_ranges(matches: Iterable[re.Match[str]], as_of: int) -> list[DateRange]:
    """The date ranges of what ``ranges_written`` found; a pattern that holds no months is none."""
    return [found for match in matches if (found := _range(match, as_of)) is not None]


def _range(match: re.Match[str], as_of: int) -> DateRange | None:
    ending = match["end"]
    start = _point(match["start"] or match["only"], ending)
    if start is None or start[0] > as_of or _is_no_date(match):
        return None
    current = False
    if match["only"]:
        last = start[1]
    elif match["count"]:
        if _is_year(start):
            return None
        last = start[0] + max(int(match["count"]), 1) - 1
    elif ending is None or _ONLY_NOW.fullmatch(ending.strip()):
        last, current = as_of, True
    else:
        end = _end_point(ending, match["start"], start)
        if end is None:
            return None
        last = end[1]
        if _is_year(start) and _is_year(end) and end[0] > start[0]:
            # "2016 – 2018": whole years are not known; from mid-year to mid-year is the fair reading.
            last -= 12
    last = min(last, as_of)
    if not 0 <= last - start[0] < 12 * 60:
        return None
    return DateRange(start[0], last, match.start(), match.end(), is_current=current)


def _is_no_date(match: re.Match[str]) -> bool:
    """Whether two numbers that look like dates are pages, amounts or fractions."""
    start, end = match["start"], match["end"]
    if not start or not end:
        return False
    if start.isdecimal() and end.isdecimal():
        text = match.string
        before = _NUMBERED.search(text, max(0, match.start() - 9), match.start())
        return before is not None or _COUNTED.match(text, match.end()) is not None
    fractions = _FRACTIONS.fullmatch(match[0])
    return fractions is not None and (fractions[1] in _ROUND or fractions[2].isalpha())


def _is_year(point: tuple[int, int]) -> bool:
    return point[1] - point[0] == 11


def months_covered(ranges: Iterable[tuple[int, int]]) -> int:
    """How many distinct months the ranges (first, last) cover: overlapping jobs count once."""
    total, reached = 0, -1
    for first, last in sorted(ranges):
        low = max(first, reached + 1)
        if last >= low:
            total += last - low + 1
            reached = last
    return total


@lru_cache(maxsize=20_000)
def _point(written: str, other: str | None) -> tuple[int, int] | None:
    """The first and last month that a written date may mean.

    The ``other`` end of its range gives a bare month its year, and says whether "01/04/2022" starts with the day.
    """
    low = written.strip()
    name = _NAMED_MONTH.search(low)
    year = _year(low) or (_year(other or "") if name else None)
    if year is None:
        return None
    first, last = _months_of_year(low, name, other or "")
    return month_number(year, first + 1), month_number(year, last + 1)


def _year(written: str) -> int | None:
    if full := _FULL_YEAR.search(written):
        return int(full[0])
    if short := _SHORT_YEAR.search(written):
        return 2000 + int(short[0]) if int(short[0]) < 70 else 1900 + int(short[0])
    return None


def _months_of_year(written: str, name: re.Match[str] | None, other: str) -> tuple[int, int]:
    """The first and last month (0-11) of its year that a written date may mean."""
    if name:
        return _MONTHS[name[1]], _MONTHS[name[1]]
    if season := _NAMED_SEASON.match(written):
        return _SEASONS[season[1]]
    if part := _NAMED_PART.match(written):
        return _PARTS[part[1]], _PARTS[part[1]]
    if quarter := _QUARTER.search(written):
        return 3 * int(quarter[1]) - 3, 3 * int(quarter[1]) - 1
    digits = re.findall(r"\d+", written)
    if len(digits) > 1:
        month = int(digits[1] if len(digits[0]) == 4 or _is_day_first(digits, written, other) else digits[0])
        if 1 <= month <= 12:
            return month - 1, month - 1
    return 0, 11


def _is_day_first(digits: list[str], written: str, other: str) -> bool:
    """Whether "30.06.2021" starts with the day: with full stops it does, else where one of both ends can mean no month."""
    if len(digits) != 3 or len(digits[2]) != 4:
        return False
    ends = (digits, re.findall(r"\d+", other))
    return "." in written or any(len(end) == 3 and 12 < int(end[0]) <= 31 for end in ends)


def _end_point(written: str, start: str, first: tuple[int, int]) -> tuple[int, int] | None:
    if written.isdecimal() and len(written) == 2:
        year = first[0] // 1200 * 100 + int(written)
        return month_number(year, 1), month_number(year, 12)
    return _point(written, start)
