"""Jobs and projects in a resume: which lines head an entry, when it was, and which lines belong to it."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from matchers.dates import DateRange, is_dated_once, ranges_written, read_ranges
from matchers.education import education_of
from matchers.sections import HEADER_LENGTH, HEADER_REACH, Line, Section
from matchers.titles import best_title, ends_in_occupation, names_occupation
from taxonomy.names import BREAKS, lower

_SECTIONS: frozenset[Section] = frozenset({"experience", "projects", "unknown", "publications"})
_PLACE_LENGTH = 70
_PARTS = re.compile(r"[|,•·]|\s{2,}|\s[–—-]\s|\bat\b")
_YEAR = 11  # months: how far apart the same date may be as a year and as a month
_LATER = 12 * 2060  # any month to come: here only where dates stand matters, not how long they are
_MARK = r"^(?:(?:[-–—•*]|\d{1,2}[.)])\s+)?"
_TITLE_LABEL = (
    r"(?:(?:job )?(?:(?:occupation or )?position|title|role|designation)(?: held)?\s*(?::|-\s|–\s)"
    r"|occupation or position held\b)\s*"
)
_LABEL = re.compile(rf"{_MARK}(?:{_TITLE_LABEL})?", re.IGNORECASE)
_LABELLED_TITLE = re.compile(_MARK + _TITLE_LABEL, re.IGNORECASE)
_ADULT = r"(?:mother|father|parents?|mum|mom|dad|relatives?|family members?|wife|husband|spouse|partner|grand(?:mother|father|parents?))"
_CHILD = r"(?:sons?|daughters?|child(?:ren)?|kids|bab(?:y|ies)|newborn|twins|family)"
_ILL = r"(?:(?:elderly|ageing|aging|ill|sick|disabled|terminally|young|own|two|three|four|small|new)\s+)*"
_RELATIVE = rf"(?:(?:my|our)\s+{_ILL}(?:{_ADULT}|{_CHILD})|(?:an?\s+)?{_ILL}{_ADULT})"
# Time without paid work, where a line starts with it: a job may tell of somebody's leave, and "Senior Carer" is one.
_BREAK = re.compile(
    r"(?:(?:on|an?|planned|voluntary|extended|long|full[- ]time|paid|unpaid)\s+)*"
    r"(?:career (?:break|gap|pause|interruption)|employment gap|sabbatical|gap year|leave of absence|out of work|unemploy(?:ed|ment)"
    r"|(?:parental|maternity|paternity|adoption|family|care|carer['’]?s?|child ?care|medical|sick|bereavement|unpaid) (?:leave|break)"
    r"|between jobs|looking for work|seeking employment|not (?:in employment|employed|working)"
    rf"|(?:carer|caregiver) (?:for|of|to) {_RELATIVE}|(?:caring for|looking after) {_RELATIVE}"
    rf"|(?:raising|bringing up) (?:my |our |a )?{_ILL}{_CHILD}|(?:(?<=full-time )|(?<=full time )|stay[- ]at[- ]home )(?:parent|mother|mum|mom|father|dad)"
    r"|elternzeit|mutterschutz|babypause|karenz|familienphase|(?:berufliche )?auszeit|arbeits(?:los|suchend)\w*"
    r"|cong[ée] (?:(?:de )?maternit[ée]|parental)|excedencia|baja por maternidad)\b",
    re.IGNORECASE,
)
# What is done without pay, and courses that stand among the jobs.
_UNPAID = re.compile(
    r"[(,|–—-]\s*(?:voluntary|volunteer)(?: (?:work|role|position))?\s*(?:[),|]|$)|\b(?:unpaid|pro bono)\b",
    re.IGNORECASE,
)
_COURSE = re.compile(
    r"\b(?:boot ?camp|nanodegree|(?:evening|short|online|full[- ]time|training) course)\b", re.IGNORECASE
)
_WHAT_I_BUILT = re.compile(r"\bI(?:(?:['’]?|\s+ha)ve)?\s+(?:built|made|shipped)\b", re.IGNORECASE)
_BREAK_MARKS = " |-–—:,()."
_ITEM_MARKS = f"{_BREAK_MARKS}•*‣▪◦●"
_SEVERAL = 2
_DURATION = re.compile(r"[\s(]*(?:\d{1,2}\s*(?:years?|yrs?|months?|mos?|y|m)\b[\s.,)]*)+", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
_SMALL_WORDS = frozenset("a an and as at by for from in of on or the to with our my their his her was".split())  # noqa: SIM905
# What is shortened at the end of a header: "Data Engineer at Hexworks Inc.", "Leeds Rail plc.", "Nordlicht e.V."
_SHORTENED_END = re.compile(
    r"(?:\b(?:inc|ltd|corp|co|llc|llp|lp|plc|pty|pvt|bros|assoc|assn|intl|dept|univ|gmbh|kg|oy|sa|bv|nv|ag|jr|sr)|\b[A-Za-z](?:\.\s?[A-Za-z])+)\.$",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(r"[\s).,]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated job or project: line numbers, header lines (title, employer, town, dates), title and date ranges.

    A project with a single date ("BikeMap (2025)") has no range: nobody knows how long it took. A course among the jobs
    (``is_course``) shows no work.
    """

    first_line: int
    last_line: int
    header_lines: tuple[int, ...]
    title: str | None
    ranges: tuple[DateRange, ...]
    is_job: bool
    is_course: bool = False
    titles: tuple[tuple[str, int], ...] = ()
    """The titles held, each with its last month; several where one line tells of several times."""


class _Head(NamedTuple):
    """What opens an entry: the line with the dates, the header lines around it, the title, and when it was."""

    number: int
    header: list[int]
    title: str | None
    ranges: list[DateRange]

    @property
    def first(self) -> int:
        return min([self.number, *self.header])


def entries_of(text: str, lines: Sequence[Line], as_of: int, tools: AbstractSet[int] = frozenset()) -> list[Entry]:
    """The dated entries in order; lines before the first date of a section belong to none.

    ``tools`` are the lines that hold nothing but names of skills: no employer and no town.
    """
    undated = _Undated(text, lines, tools)
    heads: list[_Head] = []
    taken: set[int] = set()
    for number, line in enumerate(lines):
        if line.section not in _SECTIONS or line.is_heading or number in taken:
            continue
        ranges = read_ranges(undated.dates(number), as_of)
        if not ranges and _is_dated_once(undated, number, heads, as_of):
            heads.append(_Head(number, [number], None, []))
        if not ranges or (line.is_item and not _is_dated_job(undated, number, ranges)):
            continue
        if heads and _is_detail(undated, number, ranges, heads[-1]):
            continue
        header = _header(undated, number, taken) if line.end - line.start <= HEADER_LENGTH else []
        taken.update(header)
        title = best_title(_LABEL.sub("", undated[n]) for n in sorted(header or [number]))
        heads.append(_Head(number, header, title, ranges))
    headings = [number for number, line in enumerate(lines) if line.is_heading]
    entries = []
    for index, (number, header, headline, ranges) in enumerate(heads):
        first = heads[index].first
        stop = heads[index + 1].first if index + 1 < len(heads) else len(lines)
        last = first
        while last + 1 < stop and lines[last + 1].section == lines[number].section and not lines[last + 1].is_heading:
            last += 1
        within = (_labelled_title(text, lines[below]) for below in range(number + 1, last + 1))
        title = _labelled_title(text, lines[min(max([number, *header]) + 1, last)])
        title = title or next(filter(None, (_labelled_title(text, lines[n]) for n in header)), None)
        title = title or headline or next(filter(None, within), None)
        section = lines[number].section
        is_job = section == "experience" and title is not None
        is_job = is_job or (section in {"experience", "unknown"} and not _names_degree(text, lines, [number, *header]))
        is_job = is_job or (section == "projects" and _is_own_work(undated, heads[index], title, headings))
        is_course = title is None and any(_COURSE.search(undated[above]) for above in header)
        is_job = is_job and not is_course and not any(_UNPAID.search(undated[above]) for above in header)
        is_job = is_job and not _is_break(undated, heads[index])
        is_job = is_job and not (headline is None and _holds_jobs(heads, index, lines))
        titles = _titles_by_dates(undated, number, ranges)
        if not titles and title is not None:
            titles = ((title, max((each.last for each in ranges), default=0)),)
        entries.append(Entry(first, last, tuple(sorted(header)), title, tuple(ranges), is_job, is_course, titles))
    return entries


def _titles_by_dates(undated: "_Undated", number: int, ranges: Sequence[DateRange]) -> tuple[tuple[str, int], ...]:
    """The titles of a line that gives several of them their own dates: "Manager (2019-2021), Analyst (2017-2019)"."""
    if len(ranges) < _SEVERAL:
        return ()
    line, text = undated.lines[number], undated.text
    is_date_led = not text[line.start : ranges[0].start].strip(_BREAK_MARKS)
    if is_date_led:
        edges = [(one.end, other.start) for one, other in pairwise(ranges)] + [(ranges[-1].end, line.end)]
    else:
        edges = [(line.start, ranges[0].start)] + [(one.end, other.start) for one, other in pairwise(ranges)]
    told = [
        (best_title([text[start:end].strip(_BREAK_MARKS)]), each.last)
        for (start, end), each in zip(edges, ranges, strict=True)
    ]
    titles = tuple((title, last) for title, last in told if title is not None)
    return titles if len(titles) >= _SEVERAL else ()


def _is_dated_once(undated: "_Undated", number: int, heads: Sequence[_Head], as_of: int) -> bool:
    """Whether a line heads a project that has one date: it opens a paragraph, or stands below one of its kind."""
    line = undated.lines[number]
    if line.section != "projects" or line.is_item:
        return False
    is_listed = bool(heads) and not heads[-1].ranges and undated.lines[heads[-1].number].section == "projects"
    if not (line.after_blank or is_listed or undated.lines[number - 1].is_heading):
        return False
    return is_dated_once(undated.low[line.start : min(line.end, line.start + HEADER_LENGTH)], as_of)


def _is_own_work(undated: "_Undated", head: _Head, title: str | None, headings: Sequence[int]) -> bool:
    """Whether a title, an employer and dates stand below "What I've built", in a resume without a section of work."""
    if title is None or not head.ranges or not ends_in_occupation(title) or len(undated.parts(head.header)) < 2:
        return False
    above = next((number for number in reversed(headings) if number < head.first), None)
    if above is None or any(undated.lines[number].section == "experience" for number in headings):
        return False
    heading = undated.lines[above]
    return _WHAT_I_BUILT.search(undated.text, heading.start, heading.end) is not None


def _is_break(undated: "_Undated", head: _Head) -> bool:
    """Whether a date heads time without paid work: its header says so, or without a title the line above or below."""
    near = {head.number, *head.header}
    if head.title is None:
        section = undated.lines[head.number].section
        beside = (n for n in (head.first - 1, max(near) + 1) if 0 <= n < len(undated.lines))
        near.update(n for n in beside if undated.lines[n].section == section and not undated.lines[n].is_item)
    return any(map(undated.is_break, near))


def _holds_jobs(heads: Sequence[_Head], index: int, lines: Sequence[Line]) -> bool:
    """Whether years with an employer only span those of the titles held there, which say the months."""
    whole = heads[index].ranges
    if len(whole) != 1:
        return False
    span, section = whole[0], lines[heads[index].number].section
    reached = span.last
    for head in heads[index + 1 :]:
        within = head.title is not None and lines[head.number].section == section
        if not within or any(each.first < span.first - _YEAR or each.last > span.last + _YEAR for each in head.ranges):
            break
        for each in head.ranges:
            if each.last >= reached - _YEAR:
                reached = min(reached, each.first)
    return reached < span.last and reached - span.first <= _YEAR


def undated_titles(text: str, lines: Sequence[Line], entries: Sequence[Entry]) -> dict[int, str]:
    """The titles of jobs that say no dates, by the lines that name them."""
    dated = {number for entry in entries for number in range(entry.first_line, entry.last_line + 1)}
    titles: dict[int, str | None] = {}
    for number, line in enumerate(lines):
        if line.is_heading or number in dated:
            continue
        if line.section == "experience":
            titles[number] = _labelled_title(text, line) or _title_alone(text, lines, number)
        elif line.section == "education" and _is_said_twice(text, lines, number):
            titles[number] = text[line.start : line.end]
    return {number: title for number, title in titles.items() if title is not None}


def _is_said_twice(text: str, lines: Sequence[Line], number: int) -> bool:
    """Whether a line is a title that the next one repeats with the employer ("Welder", "Welder - Hexworks").

    So a common export writes jobs, below the education and without a heading of their own.
    """
    title = text[lines[number].start : lines[number].end]
    again = text[lines[number + 1].start : lines[number + 1].end] if number + 1 < len(lines) else ""
    return again.startswith(f"{title} - ") and best_title([title]) == title


def _labelled_title(text: str, line: Line) -> str | None:
    """What stands behind "Role:" in a line."""
    if line.end - line.start > HEADER_LENGTH:
        return None
    content = text[line.start : line.end]
    label = _LABELLED_TITLE.match(content)
    return best_title([content[label.end() :]]) if label else None


def _title_alone(text: str, lines: Sequence[Line], number: int) -> str | None:
    """The title in a line that opens a paragraph, and that has capitals throughout, as headers have."""
    opens = lines[number].after_blank or lines[number - 1].is_heading
    if not opens or not _may_head(text, lines, number, "experience"):
        return None
    title = best_title([text[lines[number].start : lines[number].end]])
    return title if title is not None and ends_in_occupation(title) and _names_place(title) else None


def _is_dated_job(undated: "_Undated", number: int, ranges: Sequence[DateRange]) -> bool:
    """Whether a list item is a job of its own ("• Data Engineer, Northwind, 2020 – 2023"), not a line about one."""
    line = undated.lines[number]
    if line.section != "experience" or line.end - line.start > HEADER_LENGTH:
        return False
    at_end = _AFTER_DATE.fullmatch(undated.text, ranges[-1].end, line.end) is not None
    at_start = not undated.text[line.start : ranges[0].start].strip(_ITEM_MARKS)
    return (at_end or at_start) and undated.is_titled(number)


def _is_detail(undated: "_Undated", number: int, ranges: Sequence[DateRange], head: _Head) -> bool:
    """Whether a line says when something was within the job above it: "On call since March 2021, with Prometheus"."""
    line, above = undated.lines[number], undated.lines[head.number]
    is_item_of_it = line.is_item and not above.is_item
    if line.section != above.section or (_reads_as_header(undated, number) and not is_item_of_it):
        return False
    return all(any(job.first <= found.first <= job.last for job in head.ranges) for found in ranges)


def _reads_as_header(undated: "_Undated", number: int) -> bool:
    """Whether a line names a title, or an employer or a town and nothing else; what holds dates only does, too."""
    content = undated[number].strip(" |-–—,()")
    is_place = not content or (_names_place(content) and number not in undated.tools)
    return is_place or undated.is_titled(number)


def _names_degree(text: str, lines: Sequence[Line], numbers: Sequence[int]) -> bool:
    """Whether header lines outside an education section speak of studies: years at school are no years of work."""
    return education_of(text[lines[n].start : lines[n].end] for n in numbers).level != "none"


class _Undated(dict[int, str]):
    """What the lines of a resume say besides dates, by their numbers; worked out once for each that is asked for."""

    def __init__(self, text: str, lines: Sequence[Line], tools: AbstractSet[int]) -> None:
        super().__init__()
        self.text, self.lines, self.tools = text, lines, tools
        self.low = lower(text)
        self._dates: dict[int, list[re.Match[str]]] = {}
        self._ranges: dict[int, list[DateRange]] = {}
        self._titled: dict[int, bool] = {}

    def is_titled(self, number: int) -> bool:
        """Whether a line holds a job title."""
        known = self._titled.get(number)
        if known is None:
            known = self._titled[number] = best_title([_LABEL.sub("", self[number])]) is not None
        return known

    def is_break(self, number: int) -> bool:
        """Whether a line starts with a break from work, which is no part of a title ("Career Break Coach")."""
        content = self[number].strip(_BREAK_MARKS)
        found = _BREAK.match(content)
        if found is None:
            return False
        title = best_title([content])
        return title is None or not title.startswith(found[0]) or title == found[0]

    def dates(self, number: int) -> list[re.Match[str]]:
        """What is written like a date range in a line."""
        if number not in self._dates:
            line = self.lines[number]
            self._dates[number] = ranges_written(self.low, line.start, line.end)
        return self._dates[number]

    def ranges(self, number: int) -> list[DateRange]:
        """The date ranges of a line, those to come, too."""
        if number not in self._ranges:
            self._ranges[number] = read_ranges(self.dates(number), as_of=_LATER)
        return self._ranges[number]

    def __missing__(self, number: int) -> str:
        line = self.lines[number]
        content = self.text[line.start : line.end]
        for found in reversed(self.ranges(number)):
            content = content[: found.start - line.start] + " | " + content[found.end - line.start :]
        self[number] = content
        return content

    def parts(self, header: Sequence[int]) -> list[str]:
        """The parts of header lines: ["Data Engineer", "Hexworks Ltd", "Leeds"]."""
        parts = [part for number in header for part in _PARTS.split(self[number]) if len(part.strip(" .()")) > 1]
        return [part for part in parts if not _DURATION.fullmatch(part)]


def _header(undated: _Undated, number: int, taken: AbstractSet[int]) -> list[int]:
    """The lines around a date that name title, employer and town: at most two above, two below, none that is ``taken``."""
    text, lines = undated.text, undated.lines
    section = lines[number].section
    header = [number]
    is_complete = len(undated.parts(header)) > 1 and undated.is_titled(number)
    above = number - 1
    while (
        not is_complete
        and above >= 0
        and number - above <= HEADER_REACH
        and above not in taken
        and _may_head(text, lines, above, section)
        and (_reads_as_header(undated, above) or undated.is_break(above) or _stands_between(undated, above, number))
    ):
        if lines[above + 1].after_blank and undated.parts(header):
            break
        header.append(above)
        above -= 1
    below = number + 1
    while (
        below < len(lines)
        and below - number <= HEADER_REACH
        and _may_head(text, lines, below, section)
        and (_reads_as_header(undated, below) or undated.is_break(below))
    ):
        content = text[lines[below].start : lines[below].end]
        is_titled = any(map(undated.is_titled, header))
        if lines[below].after_blank or len(content) > _PLACE_LENGTH or (is_titled and _is_dated(undated, below + 1)):
            break
        if _is_dated(undated, below):
            break  # a job of its own below the years with its employer
        # The line right below is an employer or a town when it reads like one; later lines only where one is missing still.
        if is_titled and (not _names_place(content) or (below > number + 1 and len(undated.parts(header)) > 1)):
            break
        header.append(below)
        below += 1
    return header


def _stands_between(undated: _Undated, above: int, number: int) -> bool:
    """Whether a line stands between a title and a line of nothing but dates: who or what it was, in small letters."""
    return (
        above == number - 1
        and above > 0
        and not undated.parts([number])
        and not undated.lines[above].after_blank
        and not undated.lines[above - 1].is_item
        and undated.is_titled(above - 1)
    )


def _is_dated(undated: _Undated, number: int) -> bool:
    """Whether a line that heads an entry has dates."""
    if number >= len(undated.lines) or undated.lines[number].is_item or undated.lines[number].is_heading:
        return False
    return bool(undated.ranges(number))


def _may_head(text: str, lines: Sequence[Line], number: int, section: Section) -> bool:
    line = lines[number]
    content = text[line.start : line.end]
    return (
        line.section == section
        and not line.is_heading
        and not line.is_item
        and len(content) <= HEADER_LENGTH
        and (content[-1] not in ".;:!" or _SHORTENED_END.search(content) is not None)
        and (not content[0].islower() or _is_small_title(content))
    )


def _is_small_title(content: str) -> bool:
    """Whether a title starts with a name that is written small: "iOS Developer", "dbt Developer"."""
    small, _, rest = content.partition(" ")
    return small not in BREAKS and small not in _SMALL_WORDS and _names_place(rest) and names_occupation(content)


def _names_place(content: str) -> bool:
    """Whether a short line reads like "Employer, Town": capitals throughout, and no list."""
    content = _ASIDE.sub(" ", content)
    words = [word for word in content.replace(",", " ").split() if word[0].isalpha() and len(word) > 3]
    return content.count(",") <= 2 and len(words) <= 6 and all(word[0].isupper() for word in words)
