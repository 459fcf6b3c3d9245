"""How a text becomes tokens, and how names become ids.

One tokenizer serves skill names, role documents and resumes, so that a name is found however it is spelt in between:
``scikit-learn``, ``Scikit Learn`` and ``scikit_learn`` are the same two tokens, ``C/C++`` is ``c`` and ``c++``.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

# Commas, brackets, line ends and sentence ends stay as tokens of their own: no skill name reaches across them.
_TOKEN = re.compile(
    r"[^\W_]+(?:\+\+|[+#](?!\w))?"  # c++, c#, 10+
    r"|[,;:()\[\]|•!?\"“”\n]"
    r"|\.(?:(?=\s|$)|(?<!\w\.)net\b)"  # .NET is not "net"
)
_SPLIT = re.compile(f"({_TOKEN.pattern})")
BREAKS = frozenset(',;:()[]|•!?"“”\n.')
STATEMENT_ENDS = frozenset(".;!?•\n")

_ACRONYMS = frozenset(
    "ai api aws bi ci cd crm cto cv db devops erp etl gcp gis hr it llm ml mlops nlp qa r rpa sap seo sql sre ui ux".split()  # noqa: SIM905
)
# What files with a job description are called, for want of a title in them.
_NO_TITLE = frozenset("job jd posting vacancy position role description advert ad opening".split())  # noqa: SIM905
_SPELLINGS = {"devops": "DevOps", "mlops": "MLOps"}


@dataclass(frozen=True)
class Tokens:
    """The tokens of one text: lower-case ``words`` and the code points ``starts[i]:ends[i]`` they stand at."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    @cached_property
    def lines(self) -> list[int]:
        """The line number of every token (line ends belong to the line they close)."""
        numbers, line = [], 0
        for word in self.words:
            numbers.append(line)
            if word == "\n":
                line += 1
        return numbers


def lower(text: str) -> str:
    """Lower-case without changing the length, so that offsets stay true (Turkish İ would grow)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := char.lower()) == 1 else char for char in text)


def tokenize(text: str) -> Tokens:
    """Split a text into tokens with their code-point offsets."""
    # Split at the tokens: what stands between them comes first, then token and gap in turn.
    parts = _SPLIT.split(lower(text))
    edges = list(accumulate(map(len, parts)))
    return Tokens(text, parts[1::2], edges[:-1:2], edges[1::2])


def phrase(name: str) -> str:
    """A name as the tokenizer sees it: lower-case tokens joined by one space."""
    low = lower(name)
    if low.replace(" ", "").isalnum():  # most names; their words are their tokens
        return " ".join(low.split())
    return " ".join([word for word in _TOKEN.findall(low) if word not in BREAKS])


def slug(name: str) -> str:
    """An id made of a name: ``C++`` → ``cplusplus``, ``A/B testing`` → ``a-b-testing``."""
    spelt = name.lower().replace("+", "plus").replace("#", "sharp").replace("&", " and ")
    return re.sub(r"[^a-z0-9]+", "-", spelt).strip("-")


def title_from_slug(name: str) -> str:
    """A readable title from a file name: ``production-ai-engineer`` → ``Production AI Engineer``."""
    words = re.split(r"[-_\s]+", name.strip())
    return " ".join(_SPELLINGS.get(w.lower(), w.upper() if w.lower() in _ACRONYMS else w.capitalize()) for w in words)


def is_telling(title: str) -> bool:
    """Whether a role's title says what the work is: "Job" and "Vacancy 2", named after a file, don't."""
    return bool(set(re.findall(r"[a-z]+", title.lower())) - _NO_TITLE)
