"""Skills that the lexicon doesn't know, found by the way people write lists.

"Languages: Python, Nim and Zig", "tools such as Ray and Dagster", "(e.g., Frobnicator)": the cue says that names follow,
the punctuation says where they end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from taxonomy.names import phrase
from taxonomy.surface import SurfaceIndex

_CUE = re.compile(
    r"(?:\b(?:such as|like|including|e\.g\.,?|for example,?|for instance,?|namely|proficien(?:cy|t) (?:in|with)|"
    r"knowledge of|experience (?:with|in|using)|familiar(?:ity)? with|expertise in|skilled in|fluen(?:cy|t) in|working with|"
    r"(?:hands-on|working) (?:experience|knowledge) (?:with|of|in)|use of|using)\s+"
    r"|\(\s*(?:e\.g\.,?|i\.e\.,?|such as|like|including)?\s*"
    r"|^[^\n:.]{2,60}:\**\s+)",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[.;)\n]|\b(?:to|for|in order|that|which|with a|is|are|as well as the|on|by|from|through|within|will|if|would|preferred|required)\b"
)
_SEPARATOR = re.compile(r"\s*(?:,\s*(?:and|or|&)?\s+|,|/|\s+(?:and/or|and|or|&)\s+|\s*\|\s*|;)\s*")
_NAME = re.compile(r"[A-Za-z0-9][\w.+#'&-]*(?: [\w.+#'&-]+){0,3}$")
# Capitalised words that are no names of skills, wherever they stand.
_FURNITURE = frozenset(
    """
    overview introduction requirements responsibilities qualifications education experience salary benefits location
    remote hybrid monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december bachelor bachelors bachelor's master masters master's ph phd ph.d doctorate degree university college
    us usa uk eu united states kingdom europe america american north south east west asia africa india canada germany
    france london paris berlin york francisco seattle chicago boston austin city english company team department
    north america internet telecom healthcare finance retail automotive government other others more technology tools
    skills etc ability key note first second third image takeaways and or the a an senior junior mid level entry
    mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec am pm est pst cst gmt utc ist covid
    technologies frameworks languages platforms libraries systems solutions services software
    fortune inc llc ltd corp corporation gmbh ceo cto cfo vp hr pto k
    """.split()  # noqa: SIM905
)
_NO_NAME = re.compile(r"[ABC][12]\+?|(?:UTC|GMT)[+-]?\d*")  # levels of languages, time zones
_FILLERS = re.compile(
    r"^(?:the|a|an|other|our|any|some|various|modern|similar|related|relevant|basic|advanced|strong|good|excellent|"
    r"deep|proven|at least one of|one of|either|both|knowledge of|experience (?:with|in)|proficiency in|working)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:etc|services?|tools?|platforms?|frameworks?|languages?|librar(?:y|ies)|technologies|systems?|software|experience|skills?|a plus)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible skill that the lexicon lacks: its name as written, where, and how sure (0-1)."""

    name: str
    start: int
    end: int
    confidence: float


def discover(text: str, start: int, end: int, index: SurfaceIndex, *, asking: bool) -> Iterator[Candidate]:
    """Unknown names in the enumerations of one statement; ``asking`` says that it states a requirement."""
    for cue in _CUE.finditer(text, start, end):
        stop = _STOP.search(text, cue.end(), end)
        limit = stop.start() if stop else end
        items = list(_items(text, cue.end(), limit))
        known = sum(phrase(text[low:high]) in index for low, high in items)
        for low, high in items:
            name = text[low:high]
            if phrase(name) in index or not _is_name(name):
                continue
            confidence = _confidence(name, known, len(items), bracketed=cue[0].lstrip().startswith("("))
            if confidence >= (0.5 if asking else 0.7):
                yield Candidate(name, low, high, confidence)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in (*_SEPARATOR.finditer(text, start, end), None):
        low, high = position, match.start() if match else end
        while low < high and text[low] in " *_\"“'(":
            low += 1
        while high > low and text[high - 1] in " *_\"”'),:":
            high -= 1
        while filler := _FILLERS.match(text, low, high):
            low = filler.end()
        if tail := _TAIL.search(text[low:high]):
            high = low + tail.start()
        if high > low:
            yield low, high
        if match:
            position = match.end()


def _is_name(name: str) -> bool:
    words = name.split()
    if not _NAME.match(name) or len(name) < 2 or len(name) > 40 or len(words) > 3:
        return False
    if any(word.lower().strip(".") in _FURNITURE or _NO_NAME.fullmatch(word) for word in words):
        return False
    # A name has a capital, a digit or a symbol; a bare lower-case word is just a word.
    return all(re.search(r"[A-Z0-9+#]", word) for word in words) and not re.fullmatch(r"[\d.,+%$-]+[A-Za-z]?", name)


def _confidence(name: str, known: int, count: int, *, bracketed: bool) -> float:
    """Company of known names, and letters that ordinary words don't have, make a name likely to be a skill."""
    score = 0.35 + 0.35 * (known / count if count else 0)
    if count >= 2:
        score += 0.1
    if bracketed:
        score += 0.05
    if re.search(r"[a-z][A-Z]|[A-Z]{2}|\d|[+#.]", name):
        score += 0.15
    return round(min(score, 0.95), 2)
