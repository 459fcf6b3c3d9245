"""Finding the roles that a document describes: one, or several in a row."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from taxonomy.build.outline import Piece
from taxonomy.build.sections import closes_letter, is_section_name, kind_of
from taxonomy.build.titles import base_title, is_title, names_person, opens_with_label, title_in, title_sought
from taxonomy.names import title_from_slug

_ALSO = re.compile(
    r"\b(?:also (?:known|referred to|called)(?: as)?|aka)\b:?\s*(?:an?\s+|the\s+)?(?P<names>[^.\n]{3,400})",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:(?:kind(?:est)?|best|warm) (?:regards|wishes)|(?:many )?thanks|cheers|"
    r"yours (?:sincerely|faithfully)|sincerely|regards)\b[^.]{0,20}$",
    re.IGNORECASE,
)
_FACT_LINE = re.compile(
    r"(?:(?:job|pay|salary) )?(?:grade|band|level)|report(?:s|ing) to|(?:line|hiring) manager|department|team|"
    r"profession|employer|company|agency|author|contact(?: name)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d{1,2}[.)]\s+")
_NUMBERED = re.compile(r"\s*\(?\d{1,2}[.)]\s+")
_OPENING = 5  # lines of a document, in which the title stands beside the employer or behind "Now hiring"
_AHEAD = 3  # pieces below a title that may show that it opens a role
_DEMANDS = frozenset({"required", "preferred"})
_MOST_WORDS = 6  # of an alternative title
_SENTENCE = 4  # words
_SHORT = 3  # letters of a word that may be small in a title
_PARAGRAPH = 150  # characters of prose that make a title-like line the title of a role of its own


@dataclass(frozen=True, slots=True)
class RolePart:
    """One role's part of a document: its title (empty where the text gives none) and its pieces."""

    title: str
    start: int
    pieces: tuple[Piece, ...]


def split(text: str, pieces: Sequence[Piece], fallback: str) -> list[RolePart]:
    """The roles of a document in order; ``fallback`` (its name) titles a document that doesn't name its role."""
    starts = _starts(text, pieces)
    if not starts or (starts[0][0] > 0 and _says_much(pieces[: starts[0][0]])):
        sought = (_sought(text, pieces) or _graded(text, pieces)) if not starts else ""
        starts.insert(0, (0 if _is_headline(text, pieces) else -1, sought or title_from_slug(fallback)))
    parts = []
    for index, (number, title) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(pieces)
        body = tuple(pieces[number + 1 : stop])
        if number >= 0 and (demands := _demands_beside(text, pieces[number], title)):
            body = (demands, *body)
        start = pieces[number].start if number >= 0 else (body[0].start if body else 0)
        parts.append(RolePart(title, start, body))
    return parts


def _sought(text: str, pieces: Sequence[Piece]) -> str:
    """The title of whom the first sentences look for."""
    opening = (title_sought(text[piece.start : piece.end]) for piece in pieces[:_OPENING] if piece.kind != "heading")
    return next(filter(None, opening), "")


def _graded(text: str, pieces: Sequence[Piece]) -> str:
    """The title that most grades of a framework have in common: "Data Engineer I | Data Engineer II"."""
    titles = [base_title(text[piece.start : piece.end]) for piece in pieces if piece.section == "ladder"]
    return next((title for title, _ in Counter(filter(None, titles)).most_common(1)), "")


def _starts(text: str, pieces: Sequence[Piece]) -> list[tuple[int, str]]:
    """The pieces that are titles of roles, by number, with the title."""
    starts: list[tuple[int, str]] = []
    for number, piece in enumerate(pieces):
        line = text[piece.start : piece.end]
        if closes_letter(line) or (piece.kind == "prose" and _SIGNATURE.match(line)):
            break  # whoever signs is no role
        if piece.level > 2 or (piece.kind == "item" and not _is_numbered(text, piece)):
            continue
        if piece.kind == "heading":
            line = _NUMBER.sub("", line)
        title = title_in(line, opening=not starts and number < _OPENING)
        if not title or (starts and piece.level == 2 and pieces[starts[0][0]].level == 1):
            continue  # "## Career as an Engineer" below "# Engineer"
        following = pieces[number + 1 : number + 1 + _AHEAD]
        if following and title_in(text[following[0].start : following[0].end], opening=not starts) == title:
            continue  # the title said twice: the second one opens the role
        if number and _FACT_LINE.fullmatch(text[pieces[number - 1].start : pieces[number - 1].end]):
            continue  # "Reports to", and in the next line to whom
        if not starts and _is_firm(text, title, pieces[number + 1 : number + 1 + _OPENING]):
            continue
        if (
            _opens_role(text, following, first=not starts)
            or (starts and following and piece.level == 1)
            or _heads_demands(text, pieces, number, starts, title)
        ):
            starts.append((number, title))
    return starts


def _demands_beside(text: str, piece: Piece, title: str) -> Piece | None:
    """The heading that a title line holds beside the title: "Embedded Engineer - requirements"."""
    beside = text.find(title, piece.start, piece.end) + len(title)
    name = text[beside : piece.end]
    start = piece.end - len(name.lstrip(" -–—|:,"))
    if kind_of(name) != "required" or not is_section_name(text[start : piece.end]):
        return None
    return Piece("heading", start, piece.end)


def _is_numbered(text: str, piece: Piece) -> bool:
    """Whether an item stands behind a number: "2. Android Developer"."""
    return bool(_NUMBERED.fullmatch(text, text.rfind("\n", 0, piece.start) + 1, piece.start))


def _is_headline(text: str, pieces: Sequence[Piece]) -> bool:
    """Whether a document begins with a heading about somebody, not a section: "Skills Trainers for the county"."""
    if not pieces or pieces[0].kind != "heading":
        return False
    line = text[pieces[0].start : pieces[0].end]
    return names_person(line) and kind_of(line.split()[-1]) is None


def other_titles(text: str, start: int, end: int, title: str) -> list[str]:
    """Alternative titles that a span names ("also known as an MLOps Manager"), without the title itself."""
    found: dict[str, None] = {}
    for match in _ALSO.finditer(text, start, end):
        names = re.split(r",\s*(?:plays|is|are|who|which)\b|\b(?:plays|is responsible|combines)\b", match["names"])[0]
        for name in re.split(r",|;|\bor\b|\band\b|/", names):
            plain = re.sub(r"^(?:an?|the)\s+", "", name.strip(" *_"), flags=re.IGNORECASE).strip()
            if is_title(plain) and plain.lower() != title.lower() and len(plain.split()) <= _MOST_WORDS:
                found[plain] = None
    for match in re.finditer(r"\((?!e\.g)([^()]{3,60})\)", text[start:end]):
        if is_title(match[1]) and match[1][0].isupper():
            found[match[1]] = None
    lead = re.match(rf"[^.]{{0,40}}\b{re.escape(title)},? or ([A-Z][^,.]{{3,50}}),", text[start:end])
    if lead and is_title(lead[1]):
        found[lead[1]] = None
    return list(found)


def _opens_role(text: str, following: Sequence[Piece], *, first: bool) -> bool:
    for piece in following:
        content = text[piece.start : piece.end]
        if piece.kind == "heading" and kind_of(content) in {"overview", "responsibilities"}:
            return True
        if piece.kind == "prose" and (len(content) >= _PARAGRAPH or (first and len(content) > 15)):
            return True
        says_fact = piece.section is not None or _ALSO.match(content)
        if piece.kind == "prose" and not first and not says_fact:
            return False  # "Chef Martin", over his number
    return first and bool(following)


def _heads_demands(
    text: str, pieces: Sequence[Piece], number: int, starts: Sequence[tuple[int, str]], title: str
) -> bool:
    """Whether a further title stands over demands of its own, those of the role before it being said.

    Between the title and them there may be a sentence.
    """
    if not starts or title in {known for _, known in starts} or not all(map(_begins_large, title.split())):
        return False
    demanded = any(
        piece.kind == "heading" and kind_of(text[piece.start : piece.end]) in _DEMANDS
        for piece in pieces[starts[-1][0] + 1 : number]
    )
    below = pieces[number + 1 : number + 3]
    if below and below[0].kind == "prose" and (pieces[number].level or _is_sentence(text, below[0])):
        below = below[1:]
    return (
        demanded
        and bool(below)
        and below[0].kind == "heading"
        and kind_of(text[below[0].start : below[0].end]) in _DEMANDS
    )


def _is_sentence(text: str, piece: Piece) -> bool:
    return text[piece.end - 1] in ".!" and len(text[piece.start : piece.end].split()) >= _SENTENCE


def _begins_large(word: str) -> bool:
    return len(word) <= _SHORT or not word[0].islower()


def _is_firm(text: str, title: str, following: Sequence[Piece]) -> bool:
    """Whether a name like "Harrowgate Consulting Engineers" stands over the title of one of them, or a labelled one."""
    if not title.endswith("s"):
        return False
    below = [title_in(text[piece.start : piece.end]) for piece in following]
    labelled = [
        title
        for piece, title in zip(following, below, strict=True)
        if title and opens_with_label(text[piece.start : piece.end])
    ]
    return any(name and not name.endswith("s") for name in (*below[:1], *labelled))


def _says_much(pieces: Sequence[Piece]) -> bool:
    return sum(piece.end - piece.start for piece in pieces if piece.kind != "heading") > 400
