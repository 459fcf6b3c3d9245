"""Free text → pieces: headings, items and paragraphs, of which statements are made.

Reads guides and job descriptions as they come: Markdown or none, bullets of any kind, headings with or without marks,
and whole sections squeezed into one paragraph ("### Key Responsibilities - **Model Integration**: … - **Testing**: …").
Nothing is rewritten: every piece is a span of the text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, takewhile
from typing import Literal, NamedTuple

from taxonomy.build.marks import Marks
from taxonomy.build.sections import Section, closes_letter, is_section_name, kind_of, kind_of_label, names_fact
from taxonomy.build.tables import Cell, table

PieceKind = Literal["heading", "item", "prose"]

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_BULLET = re.compile(
    r"(?:[-–—*•·▪▸►◆◦‣○●■□➢➤✓]|[✔✅☑❌🚫⛔]\ufe0f?(?=\s)|o(?=\s{2,})|\(?\d{1,2}[.)]|\d{1,2}\.\d{1,2}[.)]?(?=\s+[A-Z])|\(?[a-z]\))\s+"
)
# "👉 Docker", where the line before or behind it begins alike; alone it adorns a heading: "🎁 What we offer".
_PICTURE = re.compile(
    r"(?P<picture>[\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff])\ufe0f?\s*(?=[^\W_])"
)
# "❌ own van": what nobody need bring.
_CROSS = frozenset("❌🚫⛔")
_NUMBERED = re.compile(r"\d{1,2}[.)]?\s")
_INLINE_MARK = re.compile(
    r"(?:(?<=\s)|^)(?:(?P<hashes>#{2,6})\s+|[-–*•·]\s+(?=\*\*|[A-Z0-9])(?!(?:Associate|Professional|Specialty|Expert|Foundation"
    r"|Practitioner)\b)|\d{1,2}[.)]\s+(?=\*\*|[A-Z]))"  # "AWS Certified Data Engineer - Associate" is one name
)
_SQUEEZED_FROM = 160  # characters: shorter lines with " - " in them are one statement
_HEADING_MAX_WORDS = 10
_HEADING_MAX_CHARACTERS = 80
_SHORT_HEADING = 3  # words
# "An ability to offer one of the following would be an advantage": what it is about stands below it.
_POINTS_BELOW = re.compile(r"\b(?:the following|these|those below)\b", re.IGNORECASE)
_POINTING_MAX_WORDS = 14
# "We're after somebody who likes being outside and who": the items below end the sentence.
_GOES_ON_BELOW = re.compile(
    r"\b(?:who|that|which|to|with|and|have|has|had|can|will|should|must|are|is|be|you|you['’]ll|you['’]ve|by|of|in|for|include|includes|including)$",
    re.IGNORECASE,
)
_LEAD_WORDS = 25
_LEAD_CHARACTERS = 160
_ASKING = re.compile(
    r"(?:must|should|strong|good|excellent|solid|proven|deep|experience (?:with|in|of)|knowledge (?:of|on|in)|familiar|"
    r"proficien\w+ (?:in|with)|ability to|able to|at least|minimum of|fluen|hands-on|working knowledge|"
    r"understanding of|exposure to|expertise in|exploring|skilled in|comfortable with|willing|passion for|\d)",
    re.IGNORECASE,
)
# What a heading that runs into the text before it is about ("… stakeholders Skills and Qualifications: - Proficiency").
_HEADING_WORDS = re.compile(
    r"\b(?:skills?|responsibilit|tools?|technolog|qualification|requirement|education|career|benefits?|challenges?|"
    r"practices|experience|use cases?|salary|resources|training|progression|path|duties|possess)",
    re.IGNORECASE,
)
_RUN_IN = re.compile(r"(?:^|(?<=[a-z).!?*]\s))(?=[A-Z#])")
# Closing remarks that some guides glue to their last bullet without a full stop before them.
_CLOSER = re.compile(
    r"(?<=[a-z)])\s+(?=(?:By (?:\w+ing)\b|In (?:summary|conclusion|essence)\b|These (?:\w+ ){1,4}\w+\b|Overall\b|"
    r"This (?:comprehensive|role|blend|unique|diverse)\b|(?:[A-Z][\w/-]* ){2,6}(?:are|is|play|plays|must|typically)\b))"
)
# "Languages  English": a row of two cells that is no part of a larger table.
_ROW_LABEL = re.compile(r"(?P<label>[^\W\d_][\w /-]{2,30}?)(?:\s{2,}|\t)(?=\S)")
# "Location: Oslo", and the same inside a paragraph: "… for banks. Skills: Python, SQL. We offer: …".
_SOME = re.compile(r"(?:some|any|a bit of|a little)\b", re.IGNORECASE)  # "Some Python" asks, too
_LABELLED = re.compile(r"[*_]*(?=[^\W\d_])[^:.!?;]{2,40}:[*_]*\s+\S")
_COLON = re.compile(r"(?<=\w|[)*_])[ \t]?:[*_]*\s+(?=\S)")
_LABEL_WORDS = 6
_WORD = re.compile(r"(?<!\S)\S+")
_DRAWN = re.compile(r"([-=~*_–—─━])\1{3,}")
_COLUMNS = re.compile(r"\S(?:\s{2,}|\t)\S|\|")  # a drawn line below these is a table's
_MOST_ROWS = 200  # of a table
_LONG = 120  # characters: a line that is a paragraph
# An unmarked line below a heading of these is what it asks for, until the next heading that is plainly one.
_ASKING_SECTIONS: frozenset[Section | None] = frozenset(
    {"required", "preferred", "responsibilities", "experience", "soft", "education", "certification"}
)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?:(?:[\w-]+:.*|[ \t-].*)?\n){1,40}?---[ \t]*(?:\n|\Z)")
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?(?P<title>[^\n]*?)[\"']?[ \t]*$", re.MULTILINE)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')\]*]*\s+(?=[\"“(*]*[A-Z0-9])")
# "A degree? Nice, but not a must." says one thing.
_ANSWER = re.compile(
    r"(?:(?:it(?:['’]s| is) |that(?:['’]s| is) |an? )?(?:nice|great|good|lovely|even better|welcome|"
    r"optional|plus|bonus|advantage|must)|"
    r"not (?:\w+ )?(?:essential|required|needed|necessary|mandatory|a must)|no need|"
    r"no (?:problem|worries|matter|bother)|don['’]t worry|never mind|no(?=[.!,]|\W*$)|"
    r"(?:that['’]s |that is )?(?:fine|ok(?:ay)?|all right|not a problem)|"
    r"we(?:['’]ll| will| can)? (?:\w+ ){0,2}(?:teach|train|help|show|pay)|you(?:['’]ll| will| can) (?:pick|learn|be (?:taught|trained))|"  # noqa: E501
    r"tell us|let us know|say so|shout|mention it)\b",
    re.IGNORECASE,
)
# "From: Rhodri Castell <…>", "Hi Sam,", "Rhodri" over "Rhodri Castell MIRP".
_SENDER = re.compile(r"^(?:From|Von|De): *\"?(?P<name>[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]*){0,3})", re.MULTILINE)
_FIRST_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+")
_GREETING = re.compile(r"^(?:Hi|Hello|Hey|Dear|Good (?:morning|afternoon)|Hallo|Moin)\b[^.\n]{0,40}$", re.MULTILINE)
_COPYRIGHT = re.compile(r"\W*(?:©|\(c\)\s+(?:19|20)\d\d|copyright\b)", re.IGNORECASE)
# "Sarvani Technologies" right below the title is who employs, not what is used.
_FIRM = re.compile(
    r"(?:[A-Z][\w&.'’-]*\s+){1,3}(?:Technolog(?:y|ies)|Tech|Education|Skills|Tools|Benefits)(?: (?:Inc|Ltd|LLC|GmbH|Pvt)\b.*)?"  # noqa: E501
)
_FIRM_LINES = 3  # of a document
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|vs|incl|approx|Ph\.D|M\.Sc|B\.Sc|Inc|Ltd|Sr|Jr|Dr|No|U\.S|min|max|ca|yrs|exp)\.$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a list item or a stretch of prose; ``level`` counts from 1 for headings that say theirs, else 0.

    ``section`` is what a piece alone is about, as its own label ("Skills: Python") or the column of its table says;
    ``years`` are those that its table gives.
    """

    kind: PieceKind
    start: int
    end: int
    level: int = 0
    section: Section | None = None
    years: float | None = None


class _Line(NamedTuple):
    """The span of a line, whether an empty one stands before it, its level where a drawn line makes it a heading."""

    start: int
    end: int
    after_blank: bool
    level: int = 0


def pieces(text: str) -> list[Piece]:
    """The text's headings, items and prose in order, as spans without marks and outer white space."""
    found, start = _front_matter(text)
    marks = Marks(text)
    lines = [line for line in _lines(text, start) if not marks.is_references(text[line.start : line.end])]
    section: Section | None = None
    signed = _signature(text, lines)
    number = 0
    while number < len(lines):
        rows, cells = table(text, (line[:2] for line in _block(lines, number)))
        if rows:
            found.extend(_piece_of_table(cell) for cell in cells)
        else:
            above = text[found[-1].start : found[-1].end] if found and found[-1].kind == "heading" else ""
            for piece in (
                [_value(text, lines[number])]
                if names_fact(above) or _COPYRIGHT.match(text, lines[number].start)
                else _pieces_of(text, lines, number, section, marks)
            ):
                found.append(piece)
                if piece.kind == "heading":
                    section = kind_of(text[piece.start : piece.end]) or section
        number += rows or 1
    found = [piece if piece.start < signed else replace(piece, kind="prose", section="noise") for piece in found]
    return _settled(text, [_marked_need(text, piece, marks) for piece in found])


def _signature(text: str, lines: Sequence[_Line]) -> int:
    """Where a letter is signed: at the line that is its sender's name, or that the next line says again in full."""
    sender = _SENDER.search(text)
    names = {sender["name"], sender["name"].split()[0]} if sender else set()
    is_letter = bool(names) or _GREETING.search(text) is not None
    if not is_letter:
        return len(text)
    for line, following in pairwise(lines):
        name = text[line.start : line.end].rstrip(",")
        if name in names or (_FIRST_NAME.fullmatch(name) and text.startswith(f"{name} ", following.start)):
            return line.start
    return len(text)


def _marked_need(text: str, piece: Piece, marks: Marks) -> Piece:
    """The piece without the marks behind it, of which a letter says how much it is needed: "Modern Fortran (E)"."""
    length, need = marks.need(text[piece.start : piece.end])
    if need is None and piece.kind == "heading":
        return piece
    kind: PieceKind = "prose" if piece.kind == "heading" else piece.kind
    return replace(piece, kind=kind, end=piece.start + length, section=need or piece.section) if length else piece


def _block(lines: Sequence[_Line], number: int) -> Iterator[_Line]:
    """The lines from one on that no empty line parts."""
    yield lines[number]
    yield from takewhile(lambda line: not line.after_blank, islice(lines, number + 1, number + _MOST_ROWS))


def _piece_of_table(cell: Cell) -> Piece:
    return Piece("heading" if cell.is_heading else "item", cell.start, cell.end, section=cell.section, years=cell.years)


def _value(text: str, line: _Line) -> Piece:
    """A line that is no more than a value, or a page's last one."""
    is_last = _COPYRIGHT.match(text, line.start) is not None
    return Piece("prose", line.start, line.end, section="noise" if is_last else None)


def _pieces_of(
    text: str, lines: Sequence[_Line], number: int, section: Section | None, marks: Marks
) -> Iterator[Piece]:
    """The pieces of one line; ``section`` is that of the last heading above it."""
    start, end, after_blank, level = lines[number]
    line = text[start:end]
    if len(line) >= _SQUEEZED_FROM and len(_INLINE_MARK.findall(line)) >= 2:
        yield from _squeezed(text, start, end)
    elif (marked := _MARKDOWN_HEADING.match(text, start, end)) or level:
        first = marked.end() if marked else start
        yield Piece("heading", *_unmarked(text, first, end), level=len(marked[1]) if marked else level)
    elif closes_letter(line):
        yield Piece("heading", start, end, level=1)
    elif bullet := _bullet(text, lines, number):
        is_heading = _NUMBERED.match(line) and _names_part(text[bullet.end() : end])
        unneeded: Section | None = "noise" if line[0] in _CROSS else None
        yield Piece("heading" if is_heading else "item", bullet.end(), end, section=unneeded)
    elif length := marks.number_length(line):
        yield Piece("item", start + length, end)
    elif (row := _ROW_LABEL.match(line)) and (kind := kind_of_label(row["label"])):
        yield Piece("prose", start + row.end(), end, section=kind)
    elif labels := list(_labels(text, start, end)):
        yield from _labelled(text, start, end, labels, over_list=_is_over_list(text, lines, number))
    elif (
        0 < number < _FIRM_LINES
        and not after_blank
        and _FIRM.fullmatch(line)
        and not _is_over_list(text, lines, number)
    ):
        yield Piece("prose", start, end)
    elif _names_section(line, after_blank=after_blank) or (
        _looks_like_heading(line)
        and (section not in _ASKING_SECTIONS or _is_marked(line) or _stands_over_lines(text, lines, number))
    ):
        yield Piece("heading", *_unmarked(text, start, end))
    else:
        yield Piece("prose", start, end)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a span, without outer white space."""
    low = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(low, match.start() - 8), match.start()):
            continue
        if text[match.start() - 1] == "?" and _ANSWER.match(text, match.end(), end):
            continue
        yield from _trimmed(text, low, match.start())
        low = match.end()
    yield from _trimmed(text, low, end)


def _front_matter(text: str) -> tuple[list[Piece], int]:
    """What stands between two rules at the top of a blog's file: its title, and where the text begins."""
    block = _FRONT_MATTER.match(text)
    if not block:
        return [], 0
    title = _FRONT_TITLE.search(text, 0, block.end())
    found = [Piece("heading", *title.span("title"), level=1)] if title and title["title"] else []
    return found, block.end()


def _lines(text: str, start: int) -> list[_Line]:
    """The lines that say something: drawn ones part others, or underline a heading."""
    position, after_blank = start, True
    found: list[_Line] = []
    for line in text[start:].splitlines(keepends=True):
        span = next(_trimmed(text, position, position + len(line)), None)
        drawn = _DRAWN.fullmatch(text, *span) if span else None
        if drawn and not (found and not after_blank and _COLUMNS.search(text, *found[-1][:2])):
            if found and not after_blank and _is_underlined(text, found[-1]):
                found[-1] = found[-1]._replace(level=1 if drawn[1] == "=" else 2)
            span = None
        if span:
            found.append(_Line(*span, after_blank))
        after_blank = span is None
        position += len(line)
    return found


def _is_underlined(text: str, line: _Line) -> bool:
    """Whether a line over a drawn one is a heading, and no item or end of a paragraph."""
    return line.after_blank and line.end - line.start <= _HEADING_MAX_CHARACTERS and not _BULLET.match(text, *line[:2])


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def _labels(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of usual labels in a line: at its start, or with a capital further on."""
    for colon in _COLON.finditer(text, start, end):
        nearest = max(start, colon.start() - _HEADING_MAX_CHARACTERS)
        for word in list(_WORD.finditer(text, nearest, colon.start()))[-_LABEL_WORDS:]:
            low, high = _unmarked(text, word.start(), colon.start())
            is_first = word.start() == start
            if low < high and (is_first or text[low].isupper()) and kind_of_label(text[low:high]):
                yield low, high
                break


def _labelled(
    text: str, start: int, end: int, labels: Sequence[tuple[int, int]], *, over_list: bool
) -> Iterator[Piece]:
    """A line cut before each of its labels; the last one may be the heading of a list below."""
    for low, high in _trimmed(text, start, labels[0][0]):
        if text[low:high].strip("*_ "):
            yield Piece("prose", low, high)
    for number, (low, label_end) in enumerate(labels):
        stop = labels[number + 1][0] if number + 1 < len(labels) else end
        high = low + len(text[low:stop].rstrip("*_|·• \t\n"))
        if over_list and stop == end and kind_of_label(text[low:label_end]) in _ASKING_SECTIONS:
            yield Piece("heading", low, label_end)
            yield from (Piece("prose", *rest) for rest in _trimmed(text, _after_colon(text, label_end), high))
        else:
            yield Piece("prose", low, high, section=kind_of_label(text[low:label_end]))


def _after_colon(text: str, label_end: int) -> int:
    colon = _COLON.search(text, label_end - 1)
    return colon.end() if colon else label_end


def _is_over_list(text: str, lines: Sequence[_Line], number: int) -> bool:
    below = lines[number + 1 : number + 2]
    return bool(below) and _bullet(text, lines, number + 1) is not None


def _bullet(text: str, lines: Sequence[_Line], number: int) -> re.Match[str] | None:
    """What marks a line as an item of a list: a bullet, a number, a picture that its neighbour begins with, too."""
    line = lines[number]
    if bullet := _BULLET.match(text, line.start, line.end):
        return bullet
    picture = _PICTURE.match(text, line.start, line.end)
    if not picture:
        return None
    beside = [*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2]]
    return picture if any(text.startswith(picture["picture"], other.start) for other in beside) else None


def _stands_over_lines(text: str, lines: Sequence[_Line], number: int) -> bool:
    """Whether a line stands apart from those above it and over a list, a paragraph or several lines."""
    if _is_over_list(text, lines, number):
        return True
    below = lines[number + 1 : number + 3]
    if not lines[number].after_blank or not below or below[0].after_blank:
        return False
    first = text[below[0].start : below[0].end]
    says = first.endswith(".") and len(first.split()) > _LABEL_WORDS
    return says or len(first) >= _LONG or (len(below) > 1 and not below[1].after_blank)


def _names_section(line: str, *, after_blank: bool) -> bool:
    """Whether a line is the usual name of a section, in whatever case: "What you'll do"."""
    plain = line.strip("*_ ")
    if not plain or plain[-1] in ".;,!" or not (plain[0].isupper() or after_blank):
        return False
    return is_section_name(plain.rstrip(":? …"))


def _names_part(line: str) -> bool:
    """Whether a numbered line is the name of a part: "2. MAIN DUTIES", "3. Person specification"."""
    return (line.isupper() and kind_of(line) is not None) or is_section_name(line)


def _unmarked(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in "*_ ":
        start += 1
    while end > start and text[end - 1] in "*_:# ":
        end -= 1
    return start, end


def _looks_like_heading(line: str) -> bool:
    plain = line.strip("*_ ")
    words = plain.rstrip(":").split()
    if not words or len(plain) > _HEADING_MAX_CHARACTERS or len(words) > _HEADING_MAX_WORDS:
        return False
    if _is_marked(line):
        return True
    if _LABELLED.match(line):
        return False  # "Tableau: 1 year" says something
    if (len(words) > _SHORT_HEADING and _ASKING.match(plain)) or _SOME.match(plain):
        return False  # "Must have Kubernetes and Python" is what it asks for
    if plain[-1] in ".;,!…" or not plain[0].isalnum() or "$" in plain:
        return False
    content = [word for word in words if len(word) > 3]
    capital = [word for word in content if word[0].isupper() or not word[0].isalpha()]
    return bool(words[0][0].isupper()) and len(capital) >= 0.7 * len(content)


def _is_marked(line: str) -> bool:
    """Whether a line ends in a colon or is set in bold."""
    return line.strip("*_ ").endswith(":") or (line.startswith("**") and line.endswith("**"))


def _squeezed(text: str, start: int, end: int) -> Iterator[Piece]:
    marks = list(_INLINE_MARK.finditer(text, start, end))
    edges = [(start, start, None)] if marks[0].start() > start else []
    edges += [(mark.start(), mark.end(), mark) for mark in marks]  # type: ignore[misc]
    for number, (_, content, mark) in enumerate(edges):
        stop = edges[number + 1][0] if number + 1 < len(edges) else end
        before_item = number + 1 < len(edges)
        hashes = mark["hashes"] if mark is not None else None
        for low, high in _trimmed(text, content, stop):
            if hashes:
                yield Piece("heading", *_unmarked(text, low, high), level=len(hashes))
            else:
                yield from _with_run_in_heading(text, low, high, "prose" if mark is None else "item", before_item)


def _with_run_in_heading(text: str, start: int, end: int, kind: PieceKind, before_item: bool) -> Iterator[Piece]:  # noqa: FBT001
    """The piece itself, then the heading that its end turns into, or the closing remark glued to it."""
    if before_item and text[end - 1] == ":":
        for match in _RUN_IN.finditer(text, start, end):
            lead = text[match.end() : end - 1]
            if len(lead.split()) <= 12 and "," not in lead and ". " not in lead and _HEADING_WORDS.search(lead):
                for low, high in _trimmed(text, start, match.start()):
                    yield Piece(kind, low, high)
                yield Piece("heading", match.end(), end - 1)
                return
    if kind == "item" and not before_item and (closer := _CLOSER.search(text, start, end)):
        yield Piece("item", start, closer.start())
        yield Piece("prose", closer.end(), end)
        return
    yield Piece(kind, start, end)


def _settled(text: str, found: list[Piece]) -> list[Piece]:
    """What only the next piece can tell: a heading-like line that nothing follows is a statement, and a short line
    without a full stop directly over a list is its heading ("Day to day you will").
    """  # noqa: D205
    result = []
    for number, piece in enumerate(found):
        following = found[number + 1].kind if number + 1 < len(found) else None
        if piece.kind == "heading" and not piece.level and following is None:
            result.append(Piece("prose", piece.start, piece.end))
        elif (
            piece.kind == "prose"
            and piece.section is None
            and following == "item"
            and _may_head_list(text[piece.start : piece.end])
        ):
            result.append(Piece("heading", *_unmarked(text, piece.start, piece.end)))
        else:
            result.append(piece)
    return result


def _may_head_list(line: str) -> bool:
    if _GOES_ON_BELOW.search(line) and ". " not in line:
        return len(line) <= _LEAD_CHARACTERS and len(line.split()) <= _LEAD_WORDS
    most = _POINTING_MAX_WORDS if _POINTS_BELOW.search(line) else _HEADING_MAX_WORDS
    return len(line) <= _HEADING_MAX_CHARACTERS and len(line.split()) <= most and line[-1] not in ".;,!?"
