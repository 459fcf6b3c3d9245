"""The words of a role: stems of single words and of neighbouring pairs, without the words that every text has."""

import re
from collections.abc import Iterable
from functools import lru_cache

from taxonomy.names import BREAKS

# Function words, and the language of job advertisements itself: "strong experience required" says nothing of a trade.
STOP_WORDS = frozenset(
    """
    a about above across after again against all almost along already also although always am among an and another any
    are around as at away back be became because become been before being below best better between both but by came
    can cannot come could did do does doing done down during each either else enough especially etc even ever every
    few for from further get gets give given go goes going good got great had has have having he her here hers him his
    how however i if in into is it its itself just keep kept know known last later least less let like made mainly make
    makes making many may me might more most much must my near need needs never new next no nor not now of off often
    on once one only or other others our ours out over own per please quite rather re s same see seen several shall she
    should since so some still such sure take taken than that the their theirs them then there these they this those
    though three through thus to together too towards two under until up upon us use used uses using usually various
    very via was we well were what when where whether which while who whole whom whose why will with within without
    would yet you your yours e g
    ability able abilities additional advanced applicant apply applying aptitude background basic benefit candidate
    career collaborate collaborating collaboration commitment company comprehensive consider day deep degree demand
    demonstrated desired diverse effective effectively employee ensure ensuring equivalent essential etc excellent
    excel expect expected experience experienced expert expertise familiarity field focus full fundamental
    hands help high highly ideal ideally include includes including industry innovative job join key knowledge large
    lead leading level like look looking minimum month nice opportunity opportunities overall people plus position
    preferable preferred preferably proficiency proficient proven provide providing qualification qualifications
    range related relevant required requirement requirements responsibilities responsible responsibility right role
    seeking senior skill skills solid solution solutions strong successful team teams time today typically
    understanding us various way willing willingness work worked working world year years
    """.split()  # noqa: SIM905
)
_SUFFIXES = (
    "izations", "isations", "ization", "isation", "ational", "ations", "ation", "ating", "ators", "ator", "ated", "ates",
    "ate", "ments", "ment", "ings", "ing", "ions", "ion", "ives", "ive", "ized", "ised", "izing", "ising", "izes",
    "ises", "ize", "ise", "ied", "ies", "ed", "ers", "er", "es", "s", "e", "y",
)  # fmt: skip
# A text that writes ML and one that writes it out say the same.
_SPELT_OUT = {"ml": ("machin", "learn"), "nlp": ("natural", "languag", "process"), "dl": ("deep", "learn")}
_KEPT = {"s": ("ss", "us", "is")}  # process, status, analysis
_WORD = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A word without its ending, so that deploy, deployed, deploying and deployment meet.

    Endings are taken off until none is left (engineering, engineer → engine); coarse on purpose, and the same for documents and resumes; at least four letters of the word remain.
    """
    if not word.isalpha():
        return word
    while len(word) > 4:
        for suffix in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 4 and not word.endswith(_KEPT.get(suffix, "\0")):
                word = word[: -len(suffix)]
                break
        else:
            return word
    return word[:-1] if len(word) == 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def terms(words: Iterable[str]) -> list[str]:
    """Stems of the content words among lower-case tokens, and ``stem stem`` pairs of direct neighbours.

    A break or a line end parts neighbours; a stop word doesn't ("training of models" holds ``train model``).
    """
    found: list[str] = []
    previous: str | None = None
    for stems in map(_stems, words):
        if stems is None:
            previous = None
            continue
        for current in stems:
            found.append(current)
            if previous is not None and previous != current:
                found.append(f"{previous} {current}")
            previous = current
    return found


@lru_cache(maxsize=100_000)
def _stems(word: str) -> tuple[str, ...] | None:
    """The stems that a token stands for: none for a word that says nothing; None where it parts its neighbours."""
    if word in BREAKS:
        return None
    if word in STOP_WORDS or not (word.isalpha() or _WORD.search(word)):
        return ()
    return _SPELT_OUT.get(word) or (stem(word),)
