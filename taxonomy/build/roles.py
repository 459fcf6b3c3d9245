"""Finding the roles that a document describes: one, or several in a row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from taxonomy.build.outline import Piece
from taxonomy.build.sections import kind_of
from taxonomy.names import title_from_slug

HEAD_NOUNS = (
    "engineer|manager|architect|analyst|specialist|expert|scientist|developer|administrator|consultant|designer|director|"
    "officer|technician|assistant|coordinator|lead|leader|nurse|teacher|accountant|lawyer|attorney|physician|clerk|"
    "representative|supervisor|operator|programmer|researcher|strategist|planner|writer|editor|advisor|adviser|instructor|"
    "trainer|educator|therapist|mechanic|electrician|driver|chef|buyer|auditor|controller|executive|president|head|intern|"
    "associate|practitioner|tester|steward|owner|master|agent|recruiter|pharmacist|professor|lecturer|tutor|librarian|"
    "paralegal|surveyor|inspector|welder|plumber|carpenter|cashier|surgeon|dentist|veterinarian|pilot|translator|producer"
)
_TITLE = re.compile(rf"\b(?:{HEAD_NOUNS})s?\b", re.IGNORECASE)
_ALSO = re.compile(
    r"\b(?:also (?:known|referred to|called)(?: as)?|aka)\b:?\s*(?:an?\s+|the\s+)?(?P<names>[^.\n]{3,400})",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:job |position |role )?(?:title|position|role)\s*:\s*", re.IGNORECASE)
_BEHIND_TITLE = re.compile(r"\s+[|–—-]\s+|\s*[(\[]|\s*,\s+")
_SHORT = 3  # words, or letters of a word
_MOST_WORDS = 6  # of an alternative title
_PARAGRAPH = 150  # characters of prose that make a title-like line the title of a role of its own


@dataclass(frozen=True, slots=True)
class RolePart:
    """One role's part of a document: its title (empty where the text gives none) and its pieces."""

    title: str
    start: int
    pieces: tuple[Piece, ...]


def is_title(line: str) -> bool:
    """Whether a line reads like a job title.

    >>> is_title("Data Engineer Azure"), is_title("Management of Engineers and Data"), is_title("Overview")
    (True, False, False)
    """
    words = line.strip(" :*#").split()
    if not 1 <= len(words) <= 8 or line.rstrip().endswith((".", ",", ";")):
        return False
    if len(words) > _SHORT and sum(word[0].islower() and len(word) > _SHORT for word in words) * 2 > len(words):
        return False  # "Prepare weekly reports and present them to managers"
    if re.search(r"\b(?:of|for|the|vs\.?|how|what|why|our|your|is|are|a)\b|[:$?]|\bworks?\b", line, re.IGNORECASE):
        return False
    if not _TITLE.search(line):
        return False
    # "Education Specialist" and "Requirements Engineer" are titles that hold the words of other headings.
    return kind_of(line) in {None, "ladder", "overview", "context", "practice"} or bool(_TITLE.fullmatch(words[-1]))


def split(text: str, pieces: Sequence[Piece], fallback: str) -> list[RolePart]:
    """The roles of a document in order; ``fallback`` (its name) titles a document that doesn't name its role."""
    starts: list[tuple[int, str]] = []
    for number, piece in enumerate(pieces):
        line = _LABEL.sub("", text[piece.start : piece.end], count=1)
        if piece.kind == "item" or not is_title(line) or piece.level > 2:
            continue
        if starts and piece.level == 2 and pieces[starts[0][0]].level == 1:
            continue  # "## Career as an Engineer" below "# Engineer"
        following = pieces[number + 1 : number + 3]
        if following and text[following[0].start : following[0].end] == line:
            continue  # the title said twice: the second one opens the role
        if _opens_role(text, following, first=not starts):
            starts.append((number, line))
    if not starts or (starts[0][0] > 0 and _says_much(pieces[: starts[0][0]])):
        starts.insert(0, (-1, title_from_slug(fallback)))
    parts = []
    for index, (number, title) in enumerate(starts):
        stop = starts[index + 1][0] if index + 1 < len(starts) else len(pieces)
        body = tuple(pieces[number + 1 : stop])
        start = pieces[number].start if number >= 0 else (body[0].start if body else 0)
        parts.append(RolePart(_plain(title), start, body))
    return parts


def _plain(title: str) -> str:
    """A title without its label and what postings put behind it: town, team, "(m/f/d)"."""
    plain = _LABEL.sub("", title.strip("*# :"), count=1)
    first = _BEHIND_TITLE.split(plain, maxsplit=1)[0]
    ends_in_head = _TITLE.fullmatch(first.split()[-1]) if first.split() else None
    return first if ends_in_head and len(first.split()) > 1 else plain


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
        if piece.kind == "prose" and not first:
            return False
    return first and bool(following)


def _says_much(pieces: Sequence[Piece]) -> bool:
    return sum(piece.end - piece.start for piece in pieces if piece.kind != "heading") > 400
