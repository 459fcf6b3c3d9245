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


# English, then German, French, Spanish, Portuguese, Italian, Dutch, Scandinavian and Polish.
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january januar jänner janvier janv enero ene janeiro gennaio gen januari styczeń stycznia",
         "feb february februar février fevrier févr fév febrero fevereiro fev febbraio februari luty lutego",
         "mar march märz maerz mrz mars marzo março maart mrt marts marzec marca",
         "apr april avril avr abril abr aprile kwiecień kwietnia",
         "may mai mayo maio maggio mag mei maj maja",
         "jun june juni juin junio junho giugno giu czerwiec czerwca",
         "jul july juli juillet juil julio julho luglio lug lipiec lipca",
         "aug august août aout agosto ago augustus augusti sierpień sierpnia",
         "sep sept september septembre septiembre setiembre setembro set settembre wrzesień września",
         "oct october oktober okt octobre octubre outubro out ottobre ott październik października",
         "nov november novembre noviembre novembro listopad listopada",
         "dec december dezember dez décembre decembre déc diciembre dic dezembro dicembre grudzień grudnia"),
    )
    for name in names.split()
}  # fmt: skip
# Names that are English words as well: months with a full stop, a stroke or "de" behind them only.
_AMBIGUOUS = frozenset({"ago", "gen", "out", "set"})
_SEASONS = {"winter": (0, 2), "spring": (2, 4), "summer": (5, 7), "fall": (8, 10), "autumn": (8, 10)}
_SCHOOL_YEAR = (8, 19)  # September to August: "2018/19"
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ("one a un une", "two deux dos zwei", "three trois tres drei", "four quatre vier", "five cinq", "six", "seven", "eight", "nine", "ten"), 1
    )
    for word in words.split()
}  # fmt: skip
# The one month that is nearest to what was meant.
_PARTS = {"early": 1, "start of": 0, "beginning of": 0, "mid": 5, "late": 10, "end of": 11}
_QUOTE = "['’‘]"
_YEAR = r"(?:19|20)\d{2}"
_MONTH = rf"(?:{_any_of(_MONTHS.keys() - _AMBIGUOUS)}|{_any_of(_AMBIGUOUS)}(?=[./]|\s+de\s))\.?"
_MONTH_NUMBER = "(?:0?[1-9]|1[0-2])"
_SEASON = _any_of(_SEASONS)
_PART = _any_of(_PARTS)
_LENGTH = rf"(?P<length>\d{{1,2}}|{_any_of(_NUMBERS)})\s*(?P<unit>months?|mos?\b|monate?|mois|years?|yrs?\b|jahren?|ans\b|a[ñn]os)"
_LINES = "[‐‑‒–—―−-]"
_TO = r"(?:(?:up\s)?to|untill?|till?|through|thru|bis|hasta|até|à|al?|au|do)\b"
_SCHOOL = rf"{_YEAR}/(?:1[3-9]|[2-9]\d|{_YEAR})(?![\d/])"
_FROM = (
    r"(?:from|starting(?: from| in)?|with effect from|as from|effective(?: from)?|à partir de|a partir d[eo]l?|dal|od)"
)
_WITH_EFFECT = r"w\.?\s?e\.?\s?f\.?\s*"
_POINT = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th|\.)?(?:\s+|[-/]))?{_MONTH},?(?:\s+(?:of|de|del)\s+|\s*|[-/])(?:\d{{1,2}},\s*)?"
    rf"{_QUOTE}?(?:{_YEAR}|\d{{2}})(?!\d)"
    rf"|{_SEASON}\s+(?:of\s+)?(?:{_SCHOOL}|(?:{_YEAR}|{_QUOTE}\d{{2}})(?!\d))"
    rf"|{_YEAR}(?:\s\({_MONTH}\)|\s{_SEASON}\b)|{_SCHOOL}"
    rf"|{_PART}(?:\s+|-){_YEAR}(?!\d)"
    rf"|(?:\d{{1,2}}[/.]\s?){{2}}{_YEAR}"
    rf"|(?:\d{{1,2}}-){{2}}{_YEAR}(?!\d)"
    rf"|{_MONTH_NUMBER}(?:\s?[/.]\s?|-){_YEAR}(?!\d)"
    rf"|{_MONTH_NUMBER}/\d{{2}}(?![\d/])"
    rf"|{_YEAR}[\s/-]?(?:q[1-4]|h[12])\b"
    rf"|{_YEAR}\s?[-/.]\s?(?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?!\d)"
    # "2023 Apr", where no year of the month's own follows it, nor a text that only starts like a month.
    rf"|{_YEAR}(?:\s|-){_MONTH}(?=\s*(?:$|[^\w\s.]|{_TO})|\s\s\D)"
    rf"|(?:q[1-4]|[1-4]q|h[12]|[12]h)(?:(?:\s+|/){_YEAR}|(?:\s?/\s?|\s?{_QUOTE})\d{{2}})(?!\d)|fy\s?{_YEAR}(?!\d)"
    rf"|{_QUOTE}\d{{2}}(?!\d)"
    rf"|{_YEAR}(?!\d))"
)
_NOW = (
    r"(?:\(?(?:the )?present\)?|now|today|current(?:ly)?|to date|date|ongoing|till? date|till? now|in progress"
    r"|still (?:there|here|working|employed|active|in post)|further notice"
    r"|(?:hasta |até |bis )?(?:heute|jetzt|laufend|aktuell|aujourd['’]hui|ce jour|présent|maintenant|(?:la )?actualidad|actualmente|hoy"
    r"|(?:el |o )?presente|o momento|atual(?:mente)?|hoje|oggi|in corso|heden|nu|obecnie|teraz|dziś|pågående|idag|nå)\b)"
)
_DASH = (
    rf"\s*(?:{_LINES}{{1,3}}>?|=>|[→⇒~]|\.{{2,3}}|\b{_TO}(?!\s?:)|(?:[,;|]\s*)?\b(?:to|until|end(?: date)?)\s?:"
    r"|,\s*(?=still\b)|/(?=\s*(?:present|now))|(?<=\d)\s/\s(?=[a-z]))\s*"
)
_RANGE = re.compile(
    # No sum of money, no part of a word or of another number ("ISO 9001:2015", "0113-2019").
    rf"(?=[\d'’‘abdefghjklmnopqswà])(?<![\d$€£])(?:(?<![^\W_])|(?={_YEAR}))(?<!\d[-:.])"
    rf"(?:(?P<since>(?:(?:since|seit|ab|depuis|desde|sinds|{_FROM})\s++(?:the\s++)?|{_WITH_EFFECT}))?"
    rf"(?P<start>{_POINT}|{_MONTH}(?={_DASH}{_MONTH}\s*(?:de\s+)?{_YEAR}))"
    rf"(?:{_DASH}(?P<end>{_NOW}|{_POINT}|\d{{2}}(?![\w/%]|[.,]\d|\s%))"
    rf"|\s*(?:onwards|(?:{_LINES}{{1,2}}>?|=>|[→⇒])(?:\s*$|(?=\s\s+[^\W\d])))"
    rf"|,?\s*\(\s*{_LENGTH}"
    r"|(?(since)|(?!)))"
    rf"|(?P<only>{_SEASON}\s+(?:of\s+)?(?:{_SCHOOL}|(?:{_YEAR}|{_QUOTE}\d{{2}})(?!\d))|{_YEAR}\s{_SEASON}\b|{_SCHOOL}))",
    re.MULTILINE,
)
# Rarer forms, each looked for where its words stand: "for four years, until 2018", "between May 2019 and June 2020",
# "present – May 2019", "summers 2011, 2012", and two columns of a table.
_UNTIL = re.compile(rf"(?<!\w){_LENGTH}\)?,?\s+(?:until|till?|to|up to|ending(?: in)?|bis|hasta)\s+(?P<end>{_POINT})")
_BETWEEN = re.compile(rf"\b(?:between|zwischen|entre)\s+(?P<start>{_POINT})\s+(?:and|und|et|y|e)\s+(?P<end>{_POINT})")
_BACK = re.compile(rf"\b(?:present|now|today|current)\s*{_LINES}\s*(?P<start>{_POINT})(?!\s*{_LINES})")
_SEASONS_OF = re.compile(
    rf"\b(?P<season>{_SEASON})s\s+(?:of\s+)?(?P<years>{_YEAR}(?:(?:\s*[,&/–-]\s*|,?\s+and\s+|\s+to\s+){_YEAR}){{0,9}})(?!\d)"
)
_COLUMNS = re.compile(
    rf"(?<![^\s|])(?P<start>{_POINT})(?:\s{{2,}}|\s?\|\s?)(?P<end>{_NOW}|{_POINT})(?=\s*(?:$|\|)|\s\s)", re.MULTILINE
)
_ONE = rf"(?:(?:{_MONTH},?\s*|{_MONTH_NUMBER}[/.])?{_YEAR})(?!\d)"
# A date at the end or the start of a line, or in brackets: "BikeMap (2025)", "Timetables | Mar 2024".
_ONCE = re.compile(
    rf"[(\[](?P<aside>{_ONE})[)\]]|(?:[|,·•:]\s*|\s{_LINES}\s+|\s\s|^)(?P<last>{_ONE})\)?$|^(?P<first>{_ONE})(?:\s*[|:·]|\s+{_LINES}\s|\s\s)"
)
# Ranges are looked for where one of these stands only: most lines with numbers in them have none. A dash or a word like
# "to" behind a digit; a dash, the end of such a word or a year before a month; a word of the rarer forms.
_DIGITS = re.compile(r"\d\d")
_DASHED = re.compile(
    r"\d[,;|]?\s*(?:[-‐‑‒–—―−→⇒~/(]|=>|\.\.|(?:up|to|bis|end|à|al?|au|do|still)\b|until|til|thr|hasta|até|onwards)"
)
_BEFORE_MONTH = re.compile(
    r"[-‐‑‒–—―−→⇒~>alohus\d]\s*(?:jan|feb|fev|fév|mar|mär|mrz|maa|apr|avr|abr|may|mai|mei|mag|jun|jui|giu|jul|lug|aug|aoû|aou|sep"
    r"|set|oct|okt|out|ott|nov|dec|dez|déc|dic|jän|ene|gen|ago|mrt|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|gru)"
)
_RARE = re.compile(
    r"\b(?:(?:s(?:ince|eit|inds|pring|ummer)|ab|de(?:puis|sde)|winter|fall|autumn|w\.?\s?e\.?\s?f|with effect|effective|starting|partir|dal|od)\b"
    r"|(?:from|as from)\s\S{0,12}\s?\S{0,3}\d\d)"
)
_RARER = re.compile(
    r"\b(?:until|till?|to|up to|ending|bis|hasta|between|zwischen|entre)\s"
    r"|(?:present|now|today|current)\s?[-–—]|s\s(?:of\s)?(?:19|20)\d\d|\d(?:\s\s|\s?\|)"
)
_ONLY_NOW = re.compile(_NOW)
_NAMED_MONTH = re.compile(rf"(?<![^\W\d_])({_any_of(_MONTHS)})")
_NAMED_SEASON = re.compile(rf"({_SEASON})\b")
_NAMED_PART = re.compile(rf"({_PART})\b")
_QUARTER = re.compile("q([1-4])(?![0-9])|([1-4])q")
_HALF = re.compile("h([12])(?![0-9])|([12])h")
_SCHOOL_YEARS = re.compile(r"(\d{4})/(?:\d{2})?(\d{2})$")
# Behind "from May 2019" nothing follows that it could belong to ("from 2019 levels").
_NOTHING_FOLLOWS = re.compile(r"\s*(?:$|[).;,|:]|[-–—]\s|\s\s)", re.MULTILINE)
_OPEN_START = re.compile(rf"(?:{_FROM})\s")
_MARK_BEFORE = re.compile(r"(?:[(,|:;–—-]\s?|\s\s|^)$", re.MULTILINE)
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
_SPAN_OF_YEARS = re.compile(r"[–-]|\bto\b")
_MOST_SEASONS = 10
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
    if _DIGITS.search(low, start, end) is None:
        return []
    found = list(_RANGE.finditer(low, start, end)) if _may_hold_range(low, start, end) else []
    if _FULL_YEAR.search(low, start, end) is not None and _RARER.search(low, start, end) is not None:
        rarer = _rarer_ranges(low, start, end, is_alone=not found)
        found = [each for each in found if not any(_overlap(each, other) for other in rarer)] + rarer
        found.sort(key=re.Match.start)
    return found


def _rarer_ranges(low: str, start: int, end: int, *, is_alone: bool) -> list[re.Match[str]]:
    """What the rarer patterns find; columns of dates only where nothing else is written (``is_alone``)."""
    found: list[re.Match[str]] = []
    for pattern in (_UNTIL, _BETWEEN, _BACK, _SEASONS_OF, *([_COLUMNS] if is_alone else [])):
        found += [
            match for match in pattern.finditer(low, start, end) if not any(_overlap(match, other) for other in found)
        ]
    return found


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


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
    found: list[DateRange] = []
    for match in matches:
        ranges = _summers(match, as_of) if match.re is _SEASONS_OF else [_range(match, as_of)]
        found += [each for each in ranges if each is not None]
    return found


def _summers(match: re.Match[str], as_of: int) -> list[DateRange | None]:
    """The months of one season in several years: "summers 2011, 2012", "summers 2011 to 2014"."""
    years = [int(year) for year in _FULL_YEAR.findall(match["years"])]
    if len(years) == 2 and _SPAN_OF_YEARS.search(match["years"]):
        years = list(range(years[0], min(years[1], years[0] + _MOST_SEASONS) + 1))
    low, high = _SEASONS[match["season"]]
    months = [(month_number(year, low + 1), month_number(year, high + 1)) for year in years]
    return [DateRange(first, last, match.start(), match.end()) for first, last in months if last <= as_of]


def _range(match: re.Match[str], as_of: int) -> DateRange | None:
    if match.re is _UNTIL:
        return _ending(match, as_of)
    groups = match.groupdict()
    ending, only = groups.get("end"), groups.get("only")
    start = _point(match["start"] or only, ending)
    if start is None or start[0] > as_of or _is_no_date(match, ending, start):
        return None
    current = False
    if only:
        last = start[1]
    elif groups.get("length"):
        if _is_year(start) and match["unit"][0] == "m":
            return None
        last = start[0] + _months_long(match) - 1
    elif ending is None or _ONLY_NOW.fullmatch(ending.strip()):
        last, current = as_of, True
    else:
        end = _end_point(ending, match["start"], start)
        if end is None or (match.re is _COLUMNS and _is_year(end)):
            return None
        last = end[1]
        if _is_year(start) and _is_year(end) and end[0] > start[0]:
            # "2016 – 2018": whole years are not known; from mid-year to mid-year is the fair reading.
            last -= 12
    last = min(last, as_of)
    if not 0 <= last - start[0] < 12 * 60:
        return None
    return DateRange(start[0], last, match.start(), match.end(), is_current=current)


def _ending(match: re.Match[str], as_of: int) -> DateRange | None:
    """The months of "four years, until May 2018"."""
    end = _point(match["end"], None)
    if end is None or end[1] > as_of:
        return None
    last = end[0] + 5 if _is_year(end) else end[1]
    return DateRange(last - _months_long(match) + 1, last, match.start(), match.end())


def _months_long(match: re.Match[str]) -> int:
    """How many months "four years" or "3 months" are."""
    length, unit = match["length"], match["unit"]
    count = int(length) if length.isdecimal() else _NUMBERS[length]
    return max(count, 1) * (1 if unit[0] == "m" else 12)


def _is_school_year(match: re.Match[str], point: tuple[int, int]) -> bool:
    """Whether "2018/19" is two years that follow each other, and stands where a header has its dates."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    stands_apart = _MARK_BEFORE.search(before) and _NOTHING_FOLLOWS.match(match.string, match.end())
    return point[0] % 12 != 0 and stands_apart is not None


def _is_open(match: re.Match[str], start: tuple[int, int]) -> bool:
    """Whether a first date alone means until now: behind "since" it does, behind "from" where it ends what is said."""
    if _OPEN_START.match(match[0]) is None:
        return True
    return not _is_year(start) and _NOTHING_FOLLOWS.match(match.string, match.end()) is not None


def _is_no_date(match: re.Match[str], end: str | None, point: tuple[int, int]) -> bool:
    """Whether what is written like dates is none: amounts, pages, fractions, years beside each other in a table."""
    start = match["start"]
    if not start:
        return _SCHOOL_YEARS.search(match[0]) is not None and not _is_school_year(match, point)
    if match.re is _COLUMNS and _is_year(point):
        return True
    if not end:
        return match.re is _RANGE and not match["length"] and not _is_open(match, point)
    if start.isdecimal() and end.isdecimal():
        text = match.string
        before = _NUMBERED.search(text, max(0, match.start() - 9), match.start())
        return before is not None or _COUNTED.match(text, match.end()) is not None
    fractions = _FRACTIONS.fullmatch(match.string, match.start("start"), match.end("end"))
    return fractions is not None and (fractions[1] in _ROUND or fractions[2].isalpha())


def _is_year(point: tuple[int, int]) -> bool:
    return point[0] % 12 == 0 and point[1] - point[0] == 11


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
    years = _SCHOOL_YEARS.search(written)
    follows = years is not None and int(years[2]) == (int(years[1]) + 1) % 100
    if season := _NAMED_SEASON.search(written):
        return (11, 13) if season[1] == "winter" and follows else _SEASONS[season[1]]
    if follows and years is not None and not 1 <= int(years[2]) <= 12:  # "2010/11" is a month
        return _SCHOOL_YEAR
    if part := _NAMED_PART.match(written):
        return _PARTS[part[1]], _PARTS[part[1]]
    if quarter := _QUARTER.search(written):
        number = int(quarter[1] or quarter[2])
        return 3 * number - 3, 3 * number - 1
    if half := _HALF.search(written):
        number = int(half[1] or half[2])
        return 6 * number - 6, 6 * number - 1
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
