"""Jobs and projects in a resume: which lines head an entry, when it was, and which lines belong to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from matchers.dates import DateRange, date_ranges
from matchers.education import education_of
from matchers.sections import Line, Section
from matchers.titles import best_title

_SECTIONS: frozenset[Section] = frozenset({"experience", "projects", "unknown", "publications"})
_HEADER_LENGTH = 110  # characters; a longer line with a date in it is prose
_PLACE_LENGTH = 70
_LATER = 12 * 2060  # any month to come: here only where dates stand matters, not how long they are
_HEADER_REACH = 2  # lines above or below the date that may name title, employer and town
_LABEL = re.compile(
    r"^(?:(?:[-–—•*]|\d{1,2}[.)])\s+)?(?:(?:job )?(?:position|title|role|designation)\s*:\s*)?", re.IGNORECASE
)
_BREAK = re.compile(
    r"(?:career break|sabbatical|gap year|(?:parental|maternity|paternity|family|care|carer'?s?) leave|out of work)\b",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(r"[\s).,]*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated job or project: line numbers, header lines (title, employer, town, dates), title and date ranges."""

    first_line: int
    last_line: int
    header_lines: tuple[int, ...]
    title: str | None
    ranges: tuple[DateRange, ...]
    is_job: bool


def entries_of(text: str, lines: Sequence[Line], as_of: int) -> list[Entry]:
    """The dated entries in order; lines before the first date of a section belong to none."""
    heads: list[tuple[int, list[int], str | None, list[DateRange]]] = []
    taken: set[int] = set()
    for number, line in enumerate(lines):
        if line.section not in _SECTIONS or line.is_heading or number in taken:
            continue
        ranges = date_ranges(text, line.start, line.end, as_of)
        if not ranges or (line.is_item and not _is_dated_job(text, line, ranges)):
            continue
        header = _header(text, lines, number, taken) if line.end - line.start <= _HEADER_LENGTH else []
        taken.update(header)
        heads.append((number, header, _title(text, lines, header or [number]), ranges))
    entries = []
    for index, (number, header, title, ranges) in enumerate(heads):
        first = min([number, *header])
        stop = min([heads[index + 1][0], *heads[index + 1][1]]) if index + 1 < len(heads) else len(lines)
        last = first
        while last + 1 < stop and lines[last + 1].section == lines[number].section and not lines[last + 1].is_heading:
            last += 1
        section = lines[number].section
        is_job = section == "experience" or (section == "unknown" and not _names_degree(text, lines, [number, *header]))
        is_job = is_job and not any(_BREAK.match(text, lines[n].start, lines[n].end) for n in [number, *header])
        entries.append(Entry(first, last, tuple(sorted(header)), title, tuple(ranges), is_job))
    return entries


def _is_dated_job(text: str, line: Line, ranges: Sequence[DateRange]) -> bool:
    """Whether a list item is a job of its own ("• Data Engineer, Northwind, 2020 – 2023"), not a line about one."""
    if line.section != "experience" or line.end - line.start > _HEADER_LENGTH:
        return False
    at_end = _AFTER_DATE.fullmatch(text, ranges[-1].end, line.end) is not None
    return at_end and best_title([_without_dates(text, line)]) is not None


def _names_degree(text: str, lines: Sequence[Line], numbers: Sequence[int]) -> bool:
    """Whether header lines outside an education section speak of studies: years at school are no years of work."""
    return education_of(text[lines[n].start : lines[n].end] for n in numbers).level != "none"


def _header(text: str, lines: Sequence[Line], number: int, taken: set[int]) -> list[int]:
    """The lines around a date that name title, employer and town: at most two above, three below."""
    header = [number]
    parts = _parts(text, lines, header)
    above = number - 1
    while (
        above >= 0
        and number - above <= _HEADER_REACH
        and above not in taken
        and _may_head(text, lines, above, lines[number].section)
    ):
        if lines[above + 1].after_blank and parts:
            break
        header.append(above)
        parts = _parts(text, lines, header)
        above -= 1
    below = number + 1
    while (
        below < len(lines) and below - number <= _HEADER_REACH and _may_head(text, lines, below, lines[number].section)
    ):
        content = text[lines[below].start : lines[below].end]
        has_title = best_title(parts) is not None
        if (
            lines[below].after_blank
            or len(content) > _PLACE_LENGTH
            or (has_title and _is_dated(text, lines, below + 1))
        ):
            break
        if _is_dated(text, lines, below):
            break  # a job of its own below the years with its employer
        # The line right below is an employer or a town when it reads like one; later lines only where one is missing still.
        if has_title and (not _names_place(content) or (below > number + 1 and len(parts) > 1)):
            break
        header.append(below)
        parts = _parts(text, lines, header)
        below += 1
    return header


def _is_dated(text: str, lines: Sequence[Line], number: int) -> bool:
    """Whether a line that heads an entry has dates."""
    if number >= len(lines) or lines[number].is_item or lines[number].is_heading:
        return False
    return bool(date_ranges(text, lines[number].start, lines[number].end, as_of=_LATER))


def _parts(text: str, lines: Sequence[Line], header: Sequence[int]) -> list[str]:
    """What header lines say besides dates: ["Data Engineer", "Hexworks Ltd", "Leeds"]."""
    parts = []
    for number in header:
        parts += [
            part
            for part in re.split(r"[|,•·]|\s{2,}|\s[–—-]\s|\bat\b", _without_dates(text, lines[number]))
            if len(part.strip(" .()")) > 1
        ]
    return parts


def _may_head(text: str, lines: Sequence[Line], number: int, section: Section) -> bool:
    line = lines[number]
    content = text[line.start : line.end]
    return (
        line.section == section
        and not line.is_heading
        and not line.is_item
        and len(content) <= _HEADER_LENGTH
        and content[-1] not in ".;:!"
        and not content[0].islower()
    )


def _names_place(content: str) -> bool:
    """Whether a short line reads like "Employer, Town": capitals throughout, and no list."""
    words = [word for word in content.replace(",", " ").split() if word[0].isalpha() and len(word) > 3]
    return content.count(",") <= 2 and len(words) <= 6 and all(word[0].isupper() for word in words)


def _title(text: str, lines: Sequence[Line], header: Sequence[int]) -> str | None:
    return best_title(_LABEL.sub("", _without_dates(text, lines[number])) for number in sorted(header))


def _without_dates(text: str, line: Line) -> str:
    content = text[line.start : line.end]
    for found in reversed(date_ranges(text, line.start, line.end, as_of=_LATER)):
        content = content[: found.start - line.start] + " | " + content[found.end - line.start :]
    return content
