"""Skills told by what was done: "Deployed twelve fraud models" and "deployment of models" are model deployment.

Names of practices are nouns ("data cleaning", "capacity planning"), and people write what they did in verbs. A verb
counts where a statement begins with it, or where somebody is its subject: "managed services" are no management of
services. What it was done to must be the last word of its phrase: who "tested software engineers" tested no software.
"""

from collections.abc import Iterable, Iterator, Sequence
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
# How a name ends that may have a verb: a quick look, since few of thousands do.
_MAYBE: Final = ("ing", *(ending for ending, _, _ in _ENDINGS), *(f" {noun}" for noun in (*_IRREGULAR, *sorted(_SAME))))

Subjects = frozenset[str]


class Done(NamedTuple):
    """A skill told by tokens ``first:last``."""

    skill_id: str
    first: int
    last: int


class _Verb(NamedTuple):
    """The forms of a verb, by where they may stand."""

    past: frozenset[str] = frozenset()
    base: frozenset[str] = frozenset()
    gerund: frozenset[str] = frozenset()


class VerbIndex:
    """Finds practices by their verbs in tokenized text."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        """Index the names that are an object and what is done to it; proper names before others."""
        self._names: dict[str, list[tuple[str, str]]] = {}  # by the noun of a verb: (object, skill)
        self._tables: dict[str, dict[str, str]] = {}
        practices = [skill for skill in skills if skill.kind in _PRACTICES and not skill.rule]
        forms = [(skill.id, skill.spellings or tuple(map(phrase, (skill.name, *skill.aliases)))) for skill in practices]
        for first, last in ((0, 1), (1, None)):
            for skill_id, names in forms:
                for name in names[first:last]:
                    if name.endswith(_MAYBE):
                        objects, _, noun = name.rpartition(" ")
                        if objects:
                            self._names.setdefault(noun, []).append((objects, skill_id))
        self._told: dict[str, list[tuple[str, Subjects | None]]] = {}  # by the form of a verb
        for noun in self._names:
            verb = _verb_of(noun)
            self._told.setdefault(noun, []).append((noun, None))
            for forms_of, subjects in (
                (verb.past, _SUBJECTS),
                (verb.base, _BEFORE_BASE),
                (verb.gerund, _BEFORE_GERUND),
            ):
                for form in forms_of:
                    self._told.setdefault(form, []).append((noun, subjects))

    def places(self, words: Sequence[str]) -> list[int]:
        """Where words stand that may tell a practice: verbs, and the nouns made of them."""
        told = self._told
        return [place for place, word in enumerate(words) if word in told]

    def find(self, words: Sequence[str], place: int, first: int, last: int) -> Iterator[Done]:
        """Practices told by the word at one of ``places`` in a line, which is the tokens ``first:last``."""
        for noun, subjects in self._told[words[place]]:
            done: Done | None = None
            if subjects is None:
                if words[place + 1 : place + 2] == ["of"]:
                    done = self._told_before(words, place, last, noun, skipped=1)
            else:
                if subjects is _SUBJECTS:
                    done = self._told_behind(words, first, place, noun)
                if done is None and _has_subject(words, first, place, subjects):
                    done = self._told_before(words, place, last, noun)
            if done is not None:
                yield done

    def _table(self, noun: str) -> dict[str, str]:
        """The skills whose names end in a noun, by what stands before it; made when a text first has its verb."""
        table = self._tables.get(noun)
        if table is None:
            table = self._tables[noun] = {}
            for objects, skill_id in self._names[noun]:
                table.setdefault(objects, skill_id)
            for objects, skill_id in self._names[noun]:
                table.setdefault(other_number(objects), skill_id)
        return table

    def _told_before(self, words: Sequence[str], place: int, last: int, noun: str, *, skipped: int = 0) -> Done | None:
        """What the verb at ``place`` was done to, behind it and ``skipped`` words."""
        table = self._table(noun)
        start = place + 1 + skipped
        for index in range(start, min(start + 1 + _REACH, last)):
            if words[index] in _ENDS:
                break
            if words[index] in table and _is_object(words, index, last):
                return Done(table[words[index]], place, index + 1)
        return None

    def _told_behind(self, words: Sequence[str], first: int, place: int, noun: str) -> Done | None:
        """What stands directly before a verb in the past: "A/B tested", "models deployed"."""
        table = self._table(noun)
        for start in range(max(first, place - 2), place):
            skill_id = table.get(" ".join(words[start:place]))
            if skill_id is not None:
                return Done(skill_id, start, place + 1)
        return None


def _has_subject(words: Sequence[str], first: int, place: int, subjects: Subjects) -> bool:
    """Whether a verb opens a statement, or follows somebody or something that makes it a verb."""
    if place == first:
        return True
    before = words[place - 1]
    return before in BREAKS or before in subjects or before.endswith("ly")


def _is_object(words: Sequence[str], index: int, last: int) -> bool:
    """Whether a word is the last of its phrase: many things, or nothing that it could belong to follows.

    "Work" and "training" are as often what was done as what it was done to.
    """
    if words[index] in STOP_WORDS or words[index].endswith("ing"):
        return False
    if index + 1 == last:
        return True
    behind = words[index + 1]
    is_plural = words[index].endswith("s") and not words[index].endswith("ss")
    return is_plural or behind in _ENDS or behind in STOP_WORDS or behind.endswith("ly")


def _verb_of(noun: str) -> _Verb:
    """The verb that a noun is made of; without forms where there is none."""
    if noun in _NO_VERBS:
        return _Verb()
    if noun in _IRREGULAR:
        pasts = frozenset(_IRREGULAR[noun].split())
        return _Verb(pasts, gerund=_gerunds([noun] if noun.endswith("ing") else [past[:-2] for past in pasts]))
    if noun in _SAME:
        root = noun.removesuffix("s")
        return _Verb(frozenset({root + "ed"}), gerund=_gerunds([root]))
    if noun.endswith("ing"):
        stem = noun[:-3]
        bases = {stem, stem + "e", stem[:-1]} if stem[-1:] == stem[-2:-1] else {stem, stem + "e"}
        return _Verb(frozenset({stem + "ed"}), _with_s(bases), _gerunds([noun]))
    ending, pasts_of, presents = next(row for row in _ENDINGS if noun.endswith(row[0]))
    stem = noun.removesuffix(ending)
    bases = {stem + base for base in presents}
    return _Verb(frozenset(stem + past for past in pasts_of), _with_s(bases), _gerunds(bases))


def _gerunds(bases: Iterable[str]) -> frozenset[str]:
    """What one is doing; a noun in -ing is one already."""
    return frozenset(base if base.endswith("ing") else base.removesuffix("e") + "ing" for base in bases)


def _with_s(bases: Iterable[str]) -> frozenset[str]:
    """What I do and what somebody does."""
    return frozenset(form for base in bases for form in (base, base + "s"))
