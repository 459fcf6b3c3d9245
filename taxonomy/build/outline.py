"""Free text → statements under their headings.

Reads guides and job descriptions as they come: Markdown or none, bullets of any kind, headings with or without marks,
and whole sections squeezed into one paragraph ("### Key Responsibilities - **Model Integration**: … - **Testing**: …").
Nothing is rewritten: every piece is a span of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["heading", "item", "prose"]

_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+")
_BULLET = re.compile(r"(?:[-–—*•·▪◦‣○●■□➢✓]|o(?=\s{2,})|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
_INLINE_MARK = re.compile(
    r"(?:(?<=\s)|^)(?:(?P<hashes>#{2,6})\s+|[-–*•·]\s+(?=\*\*|[A-Z0-9])|\d{1,2}[.)]\s+(?=\*\*|[A-Z]))"
)
_SQUEEZED_FROM = 160  # characters: shorter lines with " - " in them are one statement
_HEADING_MAX_WORDS = 10
_HEADING_MAX_CHARACTERS = 80
_SHORT_HEADING = 3  # words
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
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')\]*]*\s+(?=[\"“(*]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|vs|incl|approx|Ph\.D|M\.Sc|B\.Sc|Inc|Ltd|Sr|Jr|Dr|No|U\.S)\.$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading, a list item or a stretch of prose; ``level`` counts from 1 for headings that say theirs, else 0."""

    kind: PieceKind
    start: int
    end: int
    level: int = 0


def pieces(text: str) -> list[Piece]:
    """The text's headings, items and prose in order, as spans without marks and outer white space."""
    found: list[Piece] = []
    for start, end in _lines(text):
        line = text[start:end]
        if len(line) >= _SQUEEZED_FROM and len(_INLINE_MARK.findall(line)) >= 2:
            found.extend(_squeezed(text, start, end))
        else:
            found.append(_piece(text, start, end))
    return _settled(text, found)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of a span, without outer white space."""
    low = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if _ABBREVIATION.search(text, max(low, match.start() - 8), match.start()):
            continue
        yield from _trimmed(text, low, match.start())
        low = match.end()
    yield from _trimmed(text, low, end)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    for line in text.splitlines(keepends=True):
        yield from _trimmed(text, position, position + len(line))
        position += len(line)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end


def _piece(text: str, start: int, end: int) -> Piece:
    if marked := _MARKDOWN_HEADING.match(text, start, end):
        return Piece("heading", *_unmarked(text, marked.end(), end), level=len(marked[1]))
    if bullet := _BULLET.match(text, start, end):
        return Piece("item", bullet.end(), end)
    if _looks_like_heading(text[start:end]):
        return Piece("heading", *_unmarked(text, start, end))
    return Piece("prose", start, end)


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
    if plain.endswith(":") or (line.startswith("**") and line.endswith("**")):
        return True
    if len(words) > _SHORT_HEADING and _ASKING.match(plain):
        return False  # "Must have Kubernetes and Python" is what it asks for
    if plain[-1] in ".;,!…" or not plain[0].isalnum() or "$" in plain:
        return False
    content = [word for word in words if len(word) > 3]
    capital = [word for word in content if word[0].isupper() or not word[0].isalpha()]
    return bool(words[0][0].isupper()) and len(capital) >= 0.7 * len(content)


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
        elif piece.kind == "prose" and following == "item" and _may_head_list(text[piece.start : piece.end]):
            result.append(Piece("heading", *_unmarked(text, piece.start, piece.end)))
        else:
            result.append(piece)
    return result


def _may_head_list(line: str) -> bool:
    return len(line) <= _HEADING_MAX_CHARACTERS and len(line.split()) <= _HEADING_MAX_WORDS and line[-1] not in ".;,!?"
