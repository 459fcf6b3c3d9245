"""Repairing typos and variants that exact matching left over, inside text that lists skills."""

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, Levenshtein

from matchers.given_names import GIVEN_NAMES
from taxonomy.surface import SurfaceIndex
from taxonomy.terms import STOP_WORDS, stem

SHORTEST: Final = 5  # letters; below that a typo of one name is another word (Darnell → dart, Leroy → celery)
_LAST_LATIN: Final = "\u024f"
# British spellings of ordinary words, which are known as Americans write them: "labelling", "optimisation".
_AMERICAN = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"(?<=[aeiou])ll(?=(?:ing|ed|er|ers)$)", "l"),
        (r"is(?=(?:ation|ations|ing|ed|e|es|er|ers)$)", "iz"),
        (r"ys(?=(?:ing|ed|e|es|er|ers)$)", "yz"),
        (r"our(?=(?:s|ing|ed|al|able|ite)?$)", "or"),
        (r"tre(?=s?$)", "ter"),
        (r"ogue(?=s?$)", "og"),
        (r"amme(?=s?$)", "am"),
        (r"ence(?=s?$)", "ense"),
        (r"ae", "e"),
    )
)
_VERB_ENDS = ("ed", "ing")  # "planned" is no planner, though the planner is a skill's name as well
_VERSION = re.compile(r"^([a-z][a-z+#.]{1,})(?:v?\d+(?:\.\d+)*)$")


def is_latin(text: str) -> bool:
    """Whether every letter is a Latin one: letters of other alphabets that look like them are no typos."""
    return text.isascii() or not any(letter > _LAST_LATIN and letter.isalpha() for letter in text)


class TypoRepair:
    """Finds the one skill name that a misspelt word can only mean."""

    def __init__(self, index: SurfaceIndex, known_words: frozenset[str]) -> None:
        """Prepare the names of five letters and more; ``known_words`` are ordinary words that are never typos."""
        self._index = index
        self._known = known_words
        self._by_initial: dict[str, list[str]] | None = None
        self._answers: dict[str, tuple[str, float] | None] = {}
        self._stems: frozenset[str] | None = None

    def repair(self, word: str) -> tuple[str, float] | None:
        """The skill that a lower-case word misspells, with the similarity 0-1; None where none or two come close.

        One edit is allowed in five to nine letters, two in longer words; the first letter is taken as right, or the
        second where the first two are swapped.
        """
        if word not in self._answers:
            self._answers[word] = self._look_up(word)
        return self._answers[word]

    def _look_up(self, word: str) -> tuple[str, float] | None:
        if version := _VERSION.match(word):
            skill = self._index.skill_of(version[1])
            if skill is not None:
                return skill, 1.0
        if (
            len(word) < SHORTEST
            or word in GIVEN_NAMES
            or not word.isalpha()
            or not is_latin(word)
            or word in STOP_WORDS
            or word in self._known
            or (word.endswith(_VERB_ENDS) and stem(word) in self._known)
            or self._is_ordinary(stem(word))
            or self._is_ordinary(stem(_american(word)))
            or word in self._index
        ):
            return None
        edits = 1 if len(word) <= 9 else 2
        names = self._names()
        candidates = [
            name
            for initial in dict.fromkeys(word[:2])
            for name in names.get(initial, ())
            if abs(len(name) - len(word)) <= edits
        ]
        scored = process.extract(word, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=edits, limit=3)
        if not scored:
            return None
        best = min(distance for _, distance, _ in scored)
        skills = {self._index.skill_of(name) for name, distance, _ in scored if distance == best}
        skill = next(iter(skills))
        if len(skills) != 1 or skill is None:
            return None
        nearest = next(name for name, distance, _ in scored if distance == best)
        return skill, round(Levenshtein.normalized_similarity(word, nearest), 3)

    def _is_ordinary(self, stemmed: str) -> bool:
        """Whether a stem is an ordinary word's; the stems of skill names stand among all words, too."""
        if self._stems is None:
            self._stems = frozenset(stem(form) for form, _ in _single_words(self._index.forms()))
        return stemmed in self._known and stemmed not in self._stems

    def _names(self) -> dict[str, list[str]]:
        if self._by_initial is None:
            by_initial: dict[str, list[str]] = {}
            for form, _ in sorted(_single_words(self._index.forms())):  # of equally near ones the first count
                by_initial.setdefault(form[0], []).append(form)
            self._by_initial = by_initial
        return self._by_initial


def _american(word: str) -> str:
    for british, american in _AMERICAN:
        word = british.sub(american, word)
    return word


def _single_words(forms: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return ((form, skill) for form, skill in forms if len(form) >= SHORTEST and form.isalpha())
