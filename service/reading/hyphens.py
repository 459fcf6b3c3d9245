"""Words that were broken at the end of a line."""

import re

_BROKEN = re.compile(
    r"(?<![\w-])((?:[^\W\d_]+-)*[^\W\d_]{2,})(\u00ad|[-\u2010])[ \t]*\n[ \t]*([^\W\d_A-Z]{2,})(?![\w]*-\w)"
)
_AT_LINE_END = re.compile(r"[\u00ad\u2010-](?<=[^\W\d_].)[ \t]*\n")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# First and last parts of compounds that keep their hyphen when a line happens to end there.
_FIRST = frozenset(
    [
        "self",
        "cross",
        "real",
        "end",
        "full",
        "front",
        "back",
        "multi",
        "non",
        "high",
        "low",
        "data",
        "test",
        "state",
        "open",
        "well",
        "long",
        "short",
        "large",
        "small",
        "user",
        "time",
        "cost",
        "event",
        "object",
        "third",
        "decision",
        "problem",
        "cloud",
        "machine",
        "deep",
        "client",
        "server",
        "business",
        "customer",
        "team",
        "one",
        "two",
        "three",
        "on",
        "in",
        "off",
        "part",
        "mid",
        "post",
        "pre",
        "ex",
        "award",
        "best",
        "cutting",
        "detail",
        "goal",
        "hands",
        "fast",
        "so",
        "solution",
        "micro",
        "serverless",
        "domain",
        "type",
        "feature",
        "role",
        "risk",
        "quality",
        "result",
        "results",
        "security",
        "performance",
        "production",
        "project",
        "process",
        "service",
        "value",
        "model",
        "near",
        "web",
        "mobile",
        "key",
        "must",
        "right",
        "left",
        "top",
        "peer",
        "public",
        "private",
        "world",
        "year",
        "month",
        "day",
        "week",
        "hour",
        "second",
        "scikit",
        "sentence",
    ]
)
_LAST = frozenset(
    [
        "driven",
        "based",
        "time",
        "end",
        "stack",
        "level",
        "scale",
        "scaled",
        "functional",
        "learning",
        "quality",
        "oriented",
        "effective",
        "wide",
        "side",
        "party",
        "source",
        "critical",
        "facing",
        "performance",
        "class",
        "term",
        "in",
        "on",
        "off",
        "to",
        "up",
        "out",
        "of",
        "the",
        "tenant",
        "threaded",
        "sensitive",
        "efficient",
        "first",
        "centric",
        "ready",
        "specific",
        "friendly",
        "known",
        "defined",
        "aware",
        "native",
        "free",
        "grade",
        "house",
        "site",
        "premise",
        "premises",
        "service",
        "solving",
        "making",
        "edge",
        "run",
        "making",
        "language",
        "world",
        "purpose",
        "speed",
        "impact",
        "availability",
        "volume",
        "throughput",
        "latency",
        "focused",
        "intensive",
        "old",
        "long",
        "year",
        "month",
        "day",
        "week",
        "hour",
        "person",
        "people",
        "winning",
        "leading",
        "starter",
        "player",
        "motivated",
    ]
)
_SUFFIX = re.compile(
    r"(?:ments?|ing|ings|ed|ers?|ors?|[st]?ions?|tional|able|ible|ity|ities|ness|al|ally|ly|ive|ives|ances?|ences?|ical|"
    r"ic|ics|ies|ous|ful|less|tures?|ture|ization|isation|ize[ds]?|ise[ds]?|izing|ising|ogy|ogies|graphy|ware|work|works|"
    r"ating|ated|ates?|ation|ations|ering|ered|eering|neering|neer|neers|ager|agers|agement|ment)$"
)


def _decide(words: frozenset[str], first: str, last: str) -> str:
    """Keep the hyphen of a compound, drop the one that the typesetter put in."""
    joined = first + last
    low_first, low_last = first.lower(), last.lower()
    if "-" in first or f"{low_first}-{low_last}" in words:
        return f"{first}-{last}"
    if joined.lower() in words or _SUFFIX.match(low_last):
        return joined
    if low_last in _LAST and len(low_last) > 2:
        return f"{first}-{last}"
    if low_first in _FIRST and (low_last in words or len(low_last) > 4):
        return f"{first}-{last}"
    return joined


def join_hyphenated(text: str) -> str:
    """Join the words that are broken at line ends, and put the joined word on the first line.

    The rest of the second line follows on the same line: a broken word is proof that the two are one
    paragraph. A hyphen stays where the whole compound stands elsewhere in the text or is a usual one.
    """
    if not _AT_LINE_END.search(text):
        return text
    words = frozenset(word.lower() for word in _WORD.findall(text))

    def join(match: re.Match[str]) -> str:
        first, mark, last = match.groups()
        return first + last if mark == "\u00ad" else _decide(words, first, last)

    return _BROKEN.sub(join, text)
