"""Which occupations a job title speaks of.

People of one occupation report many titles, so two titles mean the same job when they are near the titles reported for
the same occupations: "attorney" and "lawyer" share no letters, but an occupation. The titles
(``taxonomy/occupation_titles.csv``) are facts of O*NET 29.2; ``rolefit taxonomy titles`` writes them.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from taxonomy.terms import stem

_JOINING = frozenset("a all and except for in of or other the to".split())  # noqa: SIM905
# Likeness counts to this power: of "data engineer", the data engineers weigh more than all other engineers together.
_SHARPNESS = 3
# The titles of a word are looked through, rarest word first, until so many are at hand: "technician" alone brings 764.
_ENOUGH = 100
# Neighbouring occupations count, too: those of the same detailed group ("15-1252") and of the same minor one ("15-12").
_GROUPS = ((7, 0.5), (5, 0.3))
_LEAST = 0.2  # of a title's largest share; what is smaller changes no order and takes time


@dataclass(frozen=True, slots=True)
class Mixture:
    """The occupations and groups of occupations that a title speaks of, of unit L2 norm.

    ``certainty`` is how like the nearest reported title is, 0 to 1.
    """

    certainty: float
    shares: Mapping[str, float]


class Occupations:
    """Knows the titles that people of each occupation report."""

    def __init__(self, reported: Iterable[tuple[str, str]]) -> None:
        """Index ``(occupation code, plain title)`` pairs."""
        stems = _Stems()
        self._codes: list[str] = []
        self._words: list[tuple[str, ...]] = []
        self._postings: dict[str, list[int]] = {}
        for number, (code, title) in enumerate(reported):
            words = tuple([stems[word] for word in title.split() if word not in _JOINING])
            self._codes.append(code)
            self._words.append(words)
            for word in words:
                self._postings.setdefault(word, []).append(number)
        self._weights = {word: self._idf(len(numbers)) for word, numbers in self._postings.items()}
        self._unknown = self._idf(0)
        squares = {word: weight**2 for word, weight in self._weights.items()}
        self._squares = [sum([squares[word] for word in words]) or 1 for words in self._words]

    def rarity(self, word: str) -> int:
        """How rarely titles hold a word: its inverse document frequency in hundredths."""
        return self._weights.get(stem(word), self._unknown)

    def mixture(self, title: str) -> Mixture:
        """What a plain title speaks of."""
        squares = {word: self._weights.get(word, self._unknown) ** 2 for word in _stems(title)}
        whole = sum(squares.values())
        shares: dict[str, float] = defaultdict(float)
        best = 0.0
        for number, shared in self._near(squares).items():
            likeness = shared / math.sqrt(whole * self._squares[number])
            best = max(best, likeness)
            shares[self._codes[number]] += likeness**_SHARPNESS
        return Mixture(round(best, 3), _unit(_with_groups(shares)))

    def _near(self, squares: Mapping[str, int]) -> dict[int, int]:
        """The reported titles that share a rare word, by number, with the squared weights of all shared words."""
        shared: dict[int, int] = {}
        for word in sorted(squares, key=lambda word: (-squares[word], word)):
            square = squares[word]
            if len(shared) < _ENOUGH:
                for number in self._postings.get(word, ()):
                    shared[number] = shared.get(number, 0) + square
            else:
                for number in shared:
                    if word in self._words[number]:
                        shared[number] += square
        return shared

    def _idf(self, count: int) -> int:
        return round(100 * (math.log((1 + len(self._words)) / (1 + count)) + 1))


@cache
def occupations() -> Occupations:
    """The shipped titles of all trades."""
    return Occupations(_reported())


@cache
def reported_titles() -> frozenset[str]:
    """The plain titles that people of all trades report."""
    return frozenset(title for _, title in _reported())


def _reported() -> Iterator[tuple[str, str]]:
    text = resources.files("taxonomy").joinpath("occupation_titles.csv").read_text(encoding="utf-8")
    for line in text.splitlines():
        code, titles = line.split(",", 1)  # plain titles hold no commas, so nothing is quoted
        for title in titles.split("; "):
            yield code, title


def _stems(title: str) -> list[str]:
    return [stem(word) for word in title.split() if word not in _JOINING]


class _Stems(dict[str, str]):
    """Stems of words, each worked out once."""

    def __missing__(self, word: str) -> str:
        found = self[word] = stem(word)
        return found


def _with_groups(shares: Mapping[str, float]) -> dict[str, float]:
    """The shares of occupations with those of their groups beside them, without the smallest."""
    spread = dict(shares)
    for length, factor in _GROUPS:
        groups: dict[str, float] = defaultdict(float)
        for code, share in shares.items():
            groups[code[:length]] += factor * share
        spread.update(groups)
    least = _LEAST * max(spread.values(), default=0.0)
    return {code: share for code, share in spread.items() if share >= least}


def _unit(shares: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(share * share for share in shares.values())) or 1.0
    return {code: share / norm for code, share in shares.items()}
