"""Tables of what is asked for: person specifications, skill matrices, career frameworks.

Cells are parted by tabs, by bars or by two spaces, as readers of HTML, DOCX and PDF write them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Final, NamedTuple

from taxonomy.build import facts
from taxonomy.build.sections import Section
from taxonomy.build.titles import base_title, is_title

_RULE = re.compile(r"[\s|:+-]+")
# A cell, where two spaces part them.
_WIDE = re.compile(r"\S+(?: \S+)*")
_FEWEST_ROWS = 3  # with the header
_TOP = 4  # lines: the head, a rule, a heading inside the table, a row
_SECTION_WORDS = 6  # of a row with one cell, which is a heading inside the table
_MOST = 0.6  # of a column's cells that say how much something is needed, for it to be the column that says so
_NEEDS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (
        "noise",
        re.compile(
            r"not (?:needed|required|necessary)|no|n/?a|none|won['’]?t(?:[- ]haves?)?|not this time|out of scope",
            re.IGNORECASE,
        ),
    ),
    ("required", re.compile(r"e(?:ss(?:ential)?)?|required?|must(?:[- ]haves?)?|mandatory|needed|yes", re.IGNORECASE)),
    (
        "preferred",
        re.compile(
            r"d(?:es(?:irable)?)?|preferred|(?:nice|good)[- ]to[- ]haves?|optional|bonus|(?:a )?plus|desired|"
            r"(?:should|could|would)(?:[- ]haves?)?",
            re.IGNORECASE,
        ),
    ),
)
# Behind the need in the head of a column: "Essential criteria", "Desirable (D)", "Minimum experience".
_HEAD_GOES_ON = (
    r"(?:\s+(?:criteria|criterion|requirements?|skills?|qualifications?|attributes|characteristics|experience|knowledge|competenc(?:y|ies)|"
    r"levels?|proficiency|years?|yrs|of|and|education))*\W*(?:\([^()]*\)\W*)?"
)
_HEADS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (
        "noise",
        re.compile(r"won['’]?ts?(?:[- ]haves?)?(?: \([^()]*\))?|not (?:needed|required|expected)", re.IGNORECASE),
    ),
    (
        "required",
        re.compile(
            rf"(?:essential|required|musts?(?:[- ]haves?)?|min(?:imum|\.)?|mandatory){_HEAD_GOES_ON}", re.IGNORECASE
        ),
    ),
    (
        "preferred",
        re.compile(
            r"(?:desirable|preferred|(?:nice|good)[- ]to[- ]haves?|(?:should|could)(?:[- ]haves?)?|optional|desired)"
            + _HEAD_GOES_ON,
            re.IGNORECASE,
        ),
    ),
)
# Heads of one letter say it where the others of their kind stand beside them: "M | S | C | W", "E | D".
_LETTERS: Final[Sequence[Mapping[str, Section]]] = (
    {"m": "required", "s": "preferred", "c": "preferred", "w": "noise"},
    {"e": "required", "d": "preferred"},
    {"r": "required", "p": "preferred"},
)
_MOST_MISSING = 1  # letters of such a set
# A column of a framework without a title of its own: "Level 2", "Senior", "IC3".
_GRADE_HEAD = re.compile(
    r"(?:level|grade|band|tier|stage|step|year)\s*[\dIVA-E]{1,3}|(?:L|IC|P|E|G|M)\d{1,2}|"
    r"(?:entry(?: level)?|trainee|apprentice|junior|mid(?:dle)?(?:[ -]?level)?|intermediate|regular|professional|associate|senior|staff|principal|lead|expert|beginner|advanced)(?: level)?",  # noqa: E501
    re.IGNORECASE,
)
_OF_TIME = re.compile(r"\W*(?:years?|yrs|(?:\w+ )?(?:experience|tenure|seniority))\b", re.IGNORECASE)
_NOTHING = re.compile(r"[-–—]*|n/?a|none|no|0", re.IGNORECASE)
_OPENING = 300  # characters of a document that may say which of the grades it is about
_BREAK = re.compile(r"\s*(?:<br ?/?>|\s[•▪·●]\s)\s*|^[•▪·●-]\s+", re.IGNORECASE)
_TICK = re.compile(r"[xX✓✔☑✅●•*]|yes|y", re.IGNORECASE)
# The head of a column that says how much of each thing: years or a level.
_AMOUNT_HEAD = re.compile(
    r"\b(?:years?|yrs|levels?|experience|proficiency|min(?:imum)?|required|rating)\b", re.IGNORECASE
)
_YEARS_HEAD = re.compile(r"\b(?:years?|yrs)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<years>\d{1,2})\s*\+?")
_LEVEL = re.compile(
    r"(?:basics?|beginner|novice|elementary|intermediate|advanced|expert|proficient|competent|good|strong|solid|"
    r"working(?: knowledge)?|knowledge|fluent|native|aware(?:ness)?|practitioner|foundation|familiar(?:ity)?|master|"
    r"low|medium|high|(?:level )?\d(?:\s*/\s*\d{1,2})?|[ABC][12]\+?|[-–—]+|n/?a|none)",
    re.IGNORECASE,
)
_LONGEST_AMOUNT = 6  # words: "at least 5 years of experience"


class Cell(NamedTuple):
    """What a table asks for: a span, and the section that its column or its row puts it in (None: the one above).

    ``years`` are those that another cell of its row gives.
    """

    start: int
    end: int
    section: Section | None
    is_heading: bool = False
    years: float | None = None


Row = Sequence[tuple[int, int]]


def table(text: str, lines: Iterable[tuple[int, int]]) -> tuple[int, list[Cell]]:
    """How many of the lines that follow on each other are a table, and what it asks for; 0 where they are none."""
    coming = iter(lines)
    top = list(islice(coming, _TOP))
    if not _may_begin(text, top):
        return 0, []
    rows: list[Row] = []
    for start, end in chain(top, coming):
        row = _cells(text, start, end)
        if not row or (
            _is_single(row)
            and (not rows or (len(text[start:end].split()) > _SECTION_WORDS and not _is_indented(text, row)))
        ):
            break
        rows.append(row)
    while rows and _is_single(rows[-1]) and not _is_indented(text, rows[-1]):
        rows.pop()
    header, *below = [row for row in rows if not _RULE.fullmatch(text[row[0][0] : row[-1][1]])] or [()]
    if sum(not _is_single(row) for row in below) < _FEWEST_ROWS - 1:
        return 0, []
    if "\t" not in text[header[0][0] : header[-1][1]] and "|" not in text[header[0][0] : header[-1][1]]:
        header, below = _aligned(text, header, below)
    found = list(_asked(text, header, below))
    return (len(rows), found) if found else (0, [])


def _aligned(text: str, header: Row, rows: Sequence[Row]) -> tuple[Row, list[Row]]:
    """Head and rows with a cell for each column, where only spaces part them: what stands below which head.

    The first column may have no head: "        Essential    Desirable" over "SQL     X".
    """
    heads = [_place(text, cell) for cell in header]
    firsts = [_place(text, row[0]) for row in rows if not _is_single(row) and not _is_indented(text, row)]
    if all(end <= heads[0][0] for _, end in firsts):
        header = [(header[0][0], header[0][0]), *header]
        heads.insert(0, (0, 0))
    return header, [row if len(row) == len(header) else _row_aligned(text, row, heads) for row in rows]


def _row_aligned(text: str, row: Row, heads: Sequence[tuple[int, int]]) -> Row:
    cells = [(row[0][0], row[0][0])] * len(heads)
    for cell in row:
        start, end = _place(text, cell)
        column = min(
            range(len(heads)),
            key=lambda number: min(abs(start - heads[number][0]), abs(start + end - sum(heads[number])) / 2),
        )
        if cells[column][0] == cells[column][1]:
            cells[column] = cell
    return cells


def _place(text: str, cell: tuple[int, int]) -> tuple[int, int]:
    """Where a cell begins and ends in its line."""
    line = text.rfind("\n", 0, cell[0]) + 1
    return cell[0] - line, cell[1] - line


def _may_begin(text: str, top: Sequence[tuple[int, int]]) -> bool:
    """Whether the first lines look like a head over rows; most lines don't, and are not looked at further."""
    header, *below = [_cells(text, *line) for line in top] or [[]]
    if _is_single(header):
        return False
    heads = [text[slice(*cell)] for cell in header]
    return (
        any(_need_of_head(head) or _AMOUNT_HEAD.search(head) for head in heads)
        or len(_grades(heads)) > 1
        or bool(_letter_heads(heads))
        or any(_need(text[slice(*cell)]) for row in below for cell in row[1:])
    )


def _asked(text: str, header: Row, rows: Sequence[Row]) -> Iterator[Cell]:
    heads = [text[slice(*cell)] for cell in header]
    amounts = [column for column in range(1, len(heads)) if _mostly(text, rows, column, _is_amount)]
    years = next((column for column in amounts if _AMOUNT_HEAD.search(heads[column])), None)
    says_need = next((column for column in range(1, len(heads)) if _mostly(text, rows, column, _need)), None)
    if says_need is not None:
        is_row = heads[says_need] in {text[slice(*row[says_need])] for row in rows if says_need < len(row)}
        yield from _by_row(text, [header, *rows] if is_row else rows, says_need, years, heads)
        return
    needs = {
        column: need for column, head in enumerate(heads) if column not in amounts and (need := _need_of_head(head))
    } or _letter_heads(heads)
    grades = _grades(heads)
    if needs:
        yield from _by_column(text, rows, needs)
    elif len(grades) > 1:
        yield from _by_grade(text, header, rows, grades)
    elif years is not None:
        yield from _by_row(text, rows, None, years, heads)


def _letter_heads(heads: Sequence[str]) -> dict[int, Section]:
    """The columns whose heads are letters for a need, if nearly all letters of a kind are there."""
    for letters in _LETTERS:
        found = {column: letters[head.lower()] for column, head in enumerate(heads) if head.lower() in letters}
        if len(found) >= max(len(letters) - _MOST_MISSING, 2) and "required" in found.values():
            return found
    return {}


def _grades(heads: Sequence[str]) -> list[int]:
    """The columns that stand for the grades of a role, lowest first: "Tester | Senior Tester", "Level 1 | Level 2"."""
    return [column for column, head in enumerate(heads) if column and (is_title(head) or _GRADE_HEAD.fullmatch(head))]


def _by_grade(text: str, header: Row, rows: Sequence[Row], grades: Sequence[int]) -> Iterator[Cell]:
    """What a framework asks of its grades: of the role's own and those below it; what higher ones know is a plus.

    The heads are the steps of a ladder.
    """
    own = _own_grade(text[: min(header[0][0], _OPENING)], [text[slice(*header[column])] for column in grades])
    yield from (Cell(*header[column], "ladder") for column in grades)
    for row in rows:
        label = text[slice(*row[0])]
        cells = [row[column] if column < len(row) else (0, 0) for column in grades]
        said = [text[slice(*cell)] for cell in cells]
        filled = [cell for cell in said if cell]
        if filled and (all(map(_is_amount, filled)) or not any(" " in cell for cell in filled)):
            # "Python | Basic | Advanced", "Calipers | reads | teaches": the first cell names what the grades know so well.  # noqa: E501
            if label:
                is_asked = not _NOTHING.fullmatch(said[own])
                years = _years(said[own], label) if _OF_TIME.match(label) else None
                yield Cell(*row[0], "required" if is_asked else "preferred", years=years)
            continue
        for number, cell in enumerate(cells):
            if said[number]:
                yield Cell(*cell, "required" if number <= own else "preferred")


def _own_grade(opening: str, heads: Sequence[str]) -> int:
    """Which of the grades a document is about: the one its opening names, one without a rank, or the lowest."""
    named = [number for number, head in enumerate(heads) if head.lower() in opening.lower()]
    if named:
        return max(named, key=lambda number: len(heads[number]))
    return next((number for number, head in enumerate(heads) if head and base_title(head) == head), 0)


def _by_column(text: str, rows: Sequence[Row], needs: Mapping[int, Section]) -> Iterator[Cell]:
    """What stands in the columns that say how much it is needed; a tick there speaks of the row's first cell."""
    for row in rows:
        for column, need in needs.items():
            said = text[slice(*row[column])] if column < len(row) else ""
            if column and _TICK.fullmatch(said):
                if row[0][0] < row[0][1]:
                    yield Cell(*row[0], need)
            elif said:
                yield from (Cell(*line, need) for line in _lines_of(text, *row[column]))


def _lines_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of one cell, as marks part them: "Python<br>SQL"."""
    low = start
    for found in _BREAK.finditer(text, start, end):
        if found.start() > low:
            yield low, found.start()
        low = found.end()
    if low < end:
        yield low, end


def _by_row(
    text: str, rows: Sequence[Row], says_need: int | None, says_years: int | None, heads: Sequence[str]
) -> Iterator[Cell]:
    """What the rows name first, needed as much as their cell in one column says, for the years that another gives."""
    for row in rows:
        if _is_single(row):
            yield Cell(*row[0], None, is_heading=True)
            continue
        need = _need_of_head(heads[says_years]) if says_need is None and says_years is not None else None
        if row[0][0] == row[0][1]:
            continue
        if says_need is not None:
            if says_need >= len(row):
                continue
            need = _need(text[slice(*row[says_need])])
        amount = row[says_years] if says_years is not None and says_years < len(row) else (0, 0)
        said = text[slice(*amount)]
        if facts.degrees(said):
            yield Cell(*amount, need)  # "Education | Bachelor's degree"
        else:
            yield Cell(*row[0], need, years=_years(said, heads[says_years]) if says_years is not None else None)


def _mostly(text: str, rows: Sequence[Row], column: int, says: Callable[[str], object]) -> bool:
    """Whether most of a column's cells say one kind of thing."""
    cells = [text[slice(*row[column])] for row in rows if column < len(row)]
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and sum(bool(says(cell)) for cell in filled) >= _MOST * len(filled)


def _is_amount(cell: str) -> bool:
    """Whether a cell says how much of something: "5 years", "Advanced", "Bachelor's degree"."""
    if _LEVEL.fullmatch(cell) or _NUMBER.fullmatch(cell):
        return True
    return len(cell.split()) <= _LONGEST_AMOUNT and bool(facts.years(cell) or facts.degrees(cell))


def _years(cell: str, head: str) -> float | None:
    if found := facts.years(cell):
        return found[0].min
    number = _NUMBER.fullmatch(cell) if _YEARS_HEAD.search(head) else None
    return float(number["years"]) if number else None


def _need(cell: str) -> Section | None:
    return next((section for section, pattern in _NEEDS if pattern.fullmatch(cell)), None)


def _need_of_head(cell: str) -> Section | None:
    return next((section for section, pattern in _HEADS if pattern.fullmatch(cell)), None)


def _is_single(row: Row) -> bool:
    """Whether only the first cell of a row says something; one below another column goes on in that column."""
    return not row or (all(start == end for start, end in row[1:]) and (len(row) == 1 or row[0][0] < row[0][1]))


def _is_indented(text: str, row: Row) -> bool:
    """Whether a row begins further right than its line, below another column than the first."""
    return bool(row) and _place(text, row[0])[0] > 0 and text[row[0][0] - 1] == " "


def _cells(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of a line's cells without outer white space; those between two bars or tabs may be empty."""
    line = text[start:end]
    if "\t" not in line and "|" not in line:
        return [match.span() for match in _WIDE.finditer(text, start, end)]
    cells = []
    low = start
    for part in line.split("\t" if "\t" in line else "|"):
        inner = part.strip()
        first = low + part.find(inner)
        cells.append((first, first + len(inner)))
        low += len(part) + 1
    if line.startswith("|"):
        del cells[0]
    while cells and cells[-1][0] == cells[-1][1]:
        cells.pop()
    return cells
