"""Date ranges as people write them, as months on one axis (month = 12 x year + month of year - 1)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
    )
    for name in names.split()
}  # fmt: skip
_SEASONS = {"winter": (0, 2), "spring": (2, 4), "summer": (5, 7), "fall": (8, 10), "autumn": (8, 10)}
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_SEASON = r"(?:winter|spring|summer|fall|autumn)"
_POINT = (
    rf"(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH},?(?:\s*|-)(?:\d{{1,2}},\s*)?['’]?(?:19|20)?\d{{2}}(?!\d)"
    rf"|{_SEASON}\s+(?:19|20)\d{{2}}"
    r"|(?:\d{1,2}[/.]\s?){2}(?:19|20)\d{2}"
    r"|(?:0?[1-9]|1[0-2])\s?[/.]\s?(?:19|20)\d{2}"
    r"|(?:0[1-9]|1[0-2])/\d{2}(?![\d/])"
    r"|(?:19|20)\d{2}\s?[-/.]\s?(?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?!\d)"
    r"|q[1-4]\s+(?:19|20)\d{2}"
    r"|['’]\d{2}(?!\d)"
    r"|(?:19|20)\d{2}(?!\d))"
)
_NOW = (
    r"(?:\(?(?:the )?present\)?|now|today|current(?:ly)?|to date|date|ongoing|till date|till now|heute|laufend|aktuell)"
)
_DASH = r"\s*(?:-|–|—|−|‑|→|~|\bup to\b|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bthru\b|/(?=\s*(?:present|now))"
_DASH += rf"|(?<=\d)\s/\s(?={_MONTH}))\s*"
_RANGE = re.compile(
    rf"(?=[\d'’a-z])(?<![\d$€£])(?P<start>{_POINT}|{_MONTH}(?={_DASH}{_MONTH}\s*(?:19|20)\d{{2}}))(?:{_DASH}(?P<end>{_NOW}|{_POINT}|\d{{2}}(?![\d/]|\.\d)))"
    rf"|\bsince\s+(?P<since>{_POINT})|\b(?P<from>{_POINT})\s*(?:onwards|-\s*$|–\s*$)"
    rf"|(?P<lone>\b{_MONTH}\s+(?:19|20)\d{{2}}),?\s*\(\s*(?P<count>\d{{1,2}})\s*(?:months?|mos?\b)"
    rf"|(?P<only>\b{_SEASON}\s+(?:19|20)\d{{2}})",
    re.MULTILINE,
)
# Ranges are looked for where one of these stands only: most lines with numbers in them have none. A dash behind a digit;
# a dash or the end of a word like "to" before a month; a word of the rarer forms.
_DIGITS = re.compile(r"\d\d")
_DASHED = re.compile(r"\d\s*(?:[-–—−‑→~/]|up to\b|to\b|until\b|till\b|through\b|thru\b)")
_BEFORE_MONTH = re.compile(r"[-–—−‑→~olhu]\s*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")
_RARE = ("since", "onwards", "(", "winter", "spring", "summer", "fall", "autumn")


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
        or any(low.find(word, start, end) >= 0 for word in _RARE)
    )


def read_ranges(matches: Iterable[re.Match[str]], as_of: int) -> list[DateRange]:
    """The date ranges of what ``ranges_written`` found; a pattern that holds no months is none."""
    found: list[DateRange] = []
    for match in matches:
        if match["only"]:
            season, year = match["only"].split()
            first, last = (month_number(int(year), month + 1) for month in _SEASONS[season])
            found.append(DateRange(first, min(last, as_of), match.start(), match.end()))
            continue
        if match["lone"] and (lone := _point(match["lone"], None)):
            last = min(lone[0] + max(int(match["count"]), 1) - 1, as_of)
            if last >= lone[0]:
                found.append(DateRange(lone[0], last, match.start(), match.end()))
            continue
        written = match["start"] or match["since"] or match["from"]
        first_point = _point(written, match["end"])
        if first_point is None:
            continue
        ending = match["end"]
        current = ending is None or bool(re.fullmatch(_NOW, ending.strip()))
        last_point = (as_of, as_of) if current or ending is None else _end_point(ending, first_point)
        if last_point is None or first_point[0] > as_of:
            continue
        first = first_point[0]
        last = min(last_point[1], as_of)
        if _is_year(first_point) and _is_year(last_point) and not current:
            # "2016 – 2018": whole years are not known; from mid-year to mid-year is the fair reading.
            last = min(last_point[0] + 11 - 12 if last_point[0] > first else last_point[1], as_of)
            last = max(last, first)
        if last >= first and last - first < 12 * 60:
            found.append(DateRange(first, last, match.start(), match.end(), is_current=current))
    return found


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
    """The first and last month that a written date may mean; a bare month takes the year of the other end."""
    low = written.strip()
    year = re.search(r"(?:19|20)\d{2}", low)
    name = re.match(rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?({_MONTH})", low)
    if name:
        month = _MONTHS[name[1].rstrip(".")] + 1
        if year is None:
            short = re.search(r"['’]?(\d{2})$", low)
            other_year = re.search(r"(?:19|20)\d{2}", other or "")
            if short:
                value = _full_year(short[1])
            elif other_year:
                value = int(other_year[0])
            else:
                return None
        else:
            value = int(year[0])
        number = month_number(value, month)
        return number, number
    if year is None:
        return _short_point(low)
    value = int(year[0])
    if season := re.match(_SEASON, low):
        first, last = _SEASONS[season[0]]
        return month_number(value, first + 1), month_number(value, last + 1)
    if quarter := re.match(r"q([1-4])", low):
        first = (int(quarter[1]) - 1) * 3
        return month_number(value, first + 1), month_number(value, first + 3)
    digits = re.findall(r"\d+", low)
    if len(digits) >= 2:
        month = int(digits[1] if len(digits[0]) == 4 or _is_day_first(digits, low) else digits[0])
        if 1 <= month <= 12:
            number = month_number(value, month)
            return number, number
    return month_number(value, 1), month_number(value, 12)


def _full_year(digits: str) -> int:
    return 2000 + int(digits) if int(digits) < 70 else 1900 + int(digits)


def _is_day_first(digits: list[str], written: str) -> bool:
    """Whether "30.06.2021" starts with the day: with full stops it does, with strokes where no month is meant."""
    return len(digits) == 3 and len(digits[2]) == 4 and ("." in written or int(digits[0]) > 12)


def _short_point(written: str) -> tuple[int, int] | None:
    """What "06/19" and "'19" mean."""
    digits = re.findall(r"\d\d", written)
    value = _full_year(digits[-1])
    if len(digits) == 1:
        return month_number(value, 1), month_number(value, 12)
    number = month_number(value, int(digits[0]))
    return number, number


def _end_point(written: str, first: tuple[int, int]) -> tuple[int, int] | None:
    if re.fullmatch(r"\d{2}", written.strip()):
        century = first[0] // 1200 * 100
        value = century + int(written)
        return month_number(value, 1), month_number(value, 12)
    return _point(written, None)
