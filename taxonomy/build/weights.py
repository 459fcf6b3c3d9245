"""TF-IDF weights: how much a role's skills and words say, against a background of all trades.

The background (``taxonomy/background.csv``) holds, for each term and skill, in how many of 1,016 occupations it occurs;
scikit-learn's CountVectorizer counted it once (``rolefit taxonomy background``). Weights are computed when a taxonomy
is built and frozen in it: nothing is fitted on resumes, on a batch or on a pair.
"""

import csv
import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from taxonomy.terms import terms

_SKILL_IDF = 0.3
# Per role, the heaviest. The tail carries little of the weight, but any long text meets some of it by chance.
_MAX_TERMS = 400


@dataclass(frozen=True)
class Background:
    """Document frequencies over ``documents`` occupations; skills stand under ``skill:<id>``."""

    documents: int
    counts: Mapping[str, int]

    def idf(self, name: str) -> float:
        """Smoothed inverse document frequency, as scikit-learn's: ln((1 + n) / (1 + df)) + 1."""
        return math.log((1 + self.documents) / (1 + self.counts.get(name, 0))) + 1


@cache
def background() -> Background:
    """The shipped background of all trades."""
    rows = csv.reader(resources.files("taxonomy").joinpath("background.csv").read_text(encoding="utf-8").splitlines())
    counts = {name: int(count) for name, count in rows}
    return Background(counts.pop("*"), counts)


def term_weights(words: Mapping[str, float] | Counter[str], table: Background) -> tuple[tuple[str, float], ...]:
    """Weights of a role's terms by name: those of its TF-IDF vector of unit L2 norm, each times its idf once more.

    Once more, because a cosine of TF-IDF vectors has the idf of a term on both sides, and a resume's side counts only
    in how many statements it stands. The norm has it once, as in a cosine: with the squares, the rarest words alone
    would decide what a role's other words are worth (benchmarks/quality/RESULTS.md).
    """
    rarity = {term: table.idf(term) for term in words}
    raw = {term: count * rarity[term] for term, count in words.items()}
    norm = math.sqrt(math.fsum(weight * weight for weight in raw.values())) or 1.0
    weighed = [(term, round(weight / norm * rarity[term], 6)) for term, weight in raw.items()]
    return tuple(sorted(sorted(weighed, key=lambda item: (-item[1], item[0]))[:_MAX_TERMS]))


def skill_weight(strengths: list[float], idf: float) -> float:
    """A skill's weight in a role: statements' strengths, each further one half as much, times IDF to the power of 0.3.

    Undamped, IDF gives a data engineer's Python, which every trade's tool list names, a quarter of the points of a
    rarity that one bullet mentions.
    """
    total, share = 0.0, 1.0
    for strength in sorted(strengths, reverse=True):
        total += strength * share
        share /= 2
    return total * float(idf**_SKILL_IDF)


def count_terms(words: list[str]) -> Counter[str]:
    """How often each term occurs among lower-case tokens."""
    return Counter(terms(words))
