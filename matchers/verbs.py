"""Skills told by what was done: "Deployed twelve fraud models" and "deployment of models" are model deployment.

Names of practices are nouns ("data cleaning", "capacity planning"), and people write what they did in verbs. A verb
counts where a statement begins with it, or where somebody is its subject: "managed services" are no management of
services. What it was done to must be the last word of its phrase: who "tested software engineers" tested no software.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from taxonomy.model import Skill
from taxonomy.names import BREAKS, phrase
from taxonomy.surface import other_number
from taxonomy.terms import STOP_WORDS

LIKENESS: Final = 0.9  # of what was done to the name of the practice
_PRACTICES: Final = frozenset({"practice", "method", "concept"})
_REACH: Final = 4  # words from the verb to what it was done to: "deployed the first twelve fraud models"
_IRREGULAR: Final = {
    "acquisition": "acquired",
    "administration": "administered",
    "analysis": "analysed analyzed",
    "assembly": "assembled",
    "buying": "bought",
    "delivery": "delivered",
    "drawing": "drew drawn",
    "forecasting": "forecast forecasted",
    "leading": "led",
    "maintenance": "maintained",
    "production": "produced",
    "recognition": "recognised recognized",
    "reconciliation": "reconciled",
    "reduction": "reduced",
    "removal": "removed",
    "resolution": "resolved",
    "retrieval": "retrieved",
    "running": "ran",
    "selling": "sold",
    "storage": "stored",
    "teaching": "taught",
    "treatment": "treated",
}
_SAME: Final = frozenset("audit control design repair research review support test tests reviews audits".split())  # noqa: SIM905
# Nouns whose verbs say something else, or too little: who banked, learned, made, built or wrote something.
_NO_VERBS: Final = frozenset(
    "accounting answering banking being building checking clothing computing engineering housing learning making"  # noqa: SIM905
    " meeting networking nursing setting thinking understanding writing".split()
)
_SUBJECTS: Final = frozenset("i we and also then who that which have has had".split())  # noqa: SIM905
_BEFORE_BASE: Final = frozenset({"i", "we"})  # not "to": what for, or a wish; nor "and": "training and test data"
_BEFORE_GERUND: Final = frozenset("by for in of and while when".split())  # noqa: SIM905
# What ends the words that a verb rules.
_ENDS: Final = BREAKS | frozenset(
    "about across after against and as at between but by during for from if in into of on or per so than that through"  # noqa: SIM905
    " to under until using via when where which while who with within without".split()
)
# Endings of nouns made of verbs, with those of the verb in the past and in the present; what is no word harms nobody.
_ENDINGS: Final = (
    ("ization", ("ized", "ised"), ("ize", "ise")),
    ("isation", ("ised", "ized"), ("ise", "ize")),
    ("ification", ("ified",), ("ify",)),
    ("ation", ("ated", "ed"), ("ate", "e", "")),
    ("ement", ("ed",), ("e",)),
    ("ment", ("ed",), ("",)),
    ("ction", ("cted",), ("ct",)),
    ("ption", ("pted",), ("pt",)),
    ("ssion", ("ssed",), ("ss",)),
)
_SHORTEST: Final = 5  # letters of a noun in -ing and more: "king", "wing"


class Done(NamedTuple):
    """A skill told by tokens ``first:last``."""

    skill_id: str
    first: int
    last: int


class _Verb(NamedTuple):
    """The forms of a verb, by where they may stand."""

    past: frozenset[str]
    base: frozenset[str] = frozenset()
    gerund: frozenset[str] = frozenset()


class VerbIndex:
    """Finds practices by their verbs in tokenized text."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        """Index the names that are an object and what is done to it; proper names before others."""
        self._done_to: dict[str, dict[str, str]] = {}  # noun of the verb → object → skill
        self._behind: dict[str, str] = {}  # "a b tested" → skill
        self._past: dict[str, list[str]] = {}
        self._base: dict[str, list[str]] = {}
        self._gerund: dict[str, list[str]] = {}
        practices = [skill for skill in skills if skill.kind in _PRACTICES and not skill.rule]
        for skill in practices:
            self._add(skill.id, skill.name)
        for skill in practices:
            for alias in skill.aliases:
                self._add(skill.id, alias)

    def find(self, words: list[str], first: int, last: int) -> Iterator[Done]:
        """Practices told by the tokens ``first:last``, which are one line."""
        for place in range(first, last):
            word = words[place]
            if (nouns := self._past.get(word)) is not None:
                yield from self._told_behind(words, first, place, nouns)
                if _has_subject(words, first, place, _SUBJECTS):
                    yield from self._told_before(words, place, last, nouns)
            else:
                for forms, subjects in ((self._gerund, _BEFORE_GERUND), (self._base, _BEFORE_BASE)):
                    if (nouns := forms.get(word)) is not None and _has_subject(words, first, place, subjects):
                        yield from self._told_before(words, place, last, nouns)
            if word in self._done_to and words[place + 1 : place + 2] == ["of"]:
                yield from self._told_before(words, place, last, [word], skipped=1)

    def _add(self, skill_id: str, name: str) -> None:
        *objects, noun = phrase(name).split(" ")
        verb = _verb_of(noun) if objects else None
        if verb is None:
            return
        for past in verb.past:
            self._behind.setdefault(" ".join([*objects, past]), skill_id)
        if len(objects) == 1 and objects[0] not in STOP_WORDS and not objects[0].endswith("ing"):
            known = self._done_to.get(noun)
            if known is None:
                known = self._done_to[noun] = {}
                for forms, index in ((verb.past, self._past), (verb.base, self._base), (verb.gerund, self._gerund)):
                    for form in forms:
                        index.setdefault(form, []).append(noun)
            for form in (objects[0], other_number(objects[0])):
                known.setdefault(form, skill_id)

    def _told_before(
        self, words: list[str], place: int, last: int, nouns: list[str], *, skipped: int = 0
    ) -> Iterator[Done]:
        """What the verb at ``place`` was done to, behind it and ``skipped`` words."""
        start = place + 1 + skipped
        for index in range(start, min(start + 1 + _REACH, last)):
            word = words[index]
            if word in _ENDS:
                return
            for noun in nouns:
                skill_id = self._done_to[noun].get(word)
                if skill_id is not None and _ends_phrase(words, index, last):
                    yield Done(skill_id, place, index + 1)
                    return

    def _told_behind(self, words: list[str], first: int, place: int, nouns: list[str]) -> Iterator[Done]:
        """What stands directly before a verb in the past: "A/B tested", "models deployed"."""
        for start in range(max(first, place - 2), place):
            skill_id = self._behind.get(" ".join(words[start : place + 1]))
            if skill_id is not None:
                yield Done(skill_id, start, place + 1)
                return
        for noun in nouns if place > first else ():
            skill_id = self._done_to[noun].get(words[place - 1])
            if skill_id is not None:
                yield Done(skill_id, place - 1, place + 1)
                return


def _has_subject(words: list[str], first: int, place: int, subjects: frozenset[str]) -> bool:
    """Whether a verb opens a statement, or follows somebody or something that makes it a verb."""
    if place == first:
        return True
    before = words[place - 1]
    return before in BREAKS or before in subjects or before.endswith("ly")


def _ends_phrase(words: list[str], index: int, last: int) -> bool:
    """Whether a word is the last of its phrase: many things, or nothing that it could belong to follows."""
    if index + 1 == last:
        return True
    behind = words[index + 1]
    is_plural = words[index].endswith("s") and not words[index].endswith("ss")
    return is_plural or behind in _ENDS or behind in STOP_WORDS or behind.endswith("ly")


@lru_cache(maxsize=4_000)
def _verb_of(noun: str) -> _Verb | None:
    """The verb that a noun is made of, or None."""
    if noun in _NO_VERBS:
        return None
    if noun in _IRREGULAR:
        pasts = frozenset(_IRREGULAR[noun].split())
        return _Verb(pasts, gerund=_gerunds([noun] if noun.endswith("ing") else [past[:-2] for past in pasts]))
    if noun in _SAME:
        root = noun.removesuffix("s")
        return _Verb(frozenset({root + "ed"}), gerund=_gerunds([root]))
    if noun.endswith("ing") and len(noun) > _SHORTEST:
        stem = noun[:-3]
        bases = {stem, stem + "e", stem[:-1]} if stem[-1] == stem[-2] else {stem, stem + "e"}
        return _Verb(frozenset({stem + "ed"}), _with_s(bases), _gerunds([noun]))
    for ending, pasts, presents in _ENDINGS:
        if noun.endswith(ending) and len(noun) > len(ending) + 2:
            stem = noun[: -len(ending)]
            bases = {stem + base for base in presents}
            return _Verb(frozenset(stem + past for past in pasts), _with_s(bases), _gerunds(bases))
    return None


def _gerunds(bases: Iterable[str]) -> frozenset[str]:
    """What one is doing; a noun in -ing is one already."""
    return frozenset(base if base.endswith("ing") else base.removesuffix("e") + "ing" for base in bases)


def _with_s(bases: Iterable[str]) -> frozenset[str]:
    """What I do and what somebody does."""
    return frozenset(form for base in bases for form in (base, base + "s"))
