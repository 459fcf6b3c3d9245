"""TF-IDF over character n-grams: links a longer unseen phrase to the skill whose name is nearest.

The inverse document frequencies come from the taxonomy's own skill names, so the same taxonomy links the same way for
ever; the arithmetic is that of scikit-learn's TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4)), which a test
compares, without importing it at run time.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from taxonomy.model import Skill
from taxonomy.names import phrase

NEAREST: Final = (
    0.82  # cosine: "container orchestrating" → container orchestration; 0.7 links "data entry" to data science
)
_SIZES: Final = (3, 4)
_FEWEST_WORDS: Final = 2  # besides numbers: "4 endorsements" are no licence's


class PhraseLinker:
    """Finds the skill whose name is most like a phrase of two words or more."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        """Remember the names; the index is made when the first phrase needs it."""
        self._skills = skills
        self._answers: dict[str, tuple[str, float] | None] = {}
        self._postings: dict[str, list[tuple[int, float]]] | None = None
        self._ids: list[str] = []
        self._idf: dict[str, float] = {}

    def link(self, text: str) -> tuple[str, float] | None:
        """The nearest skill and its cosine similarity, or None below ``NEAREST``."""
        key = phrase(text)
        if key not in self._answers:
            if len(self._answers) > 10_000:
                self._answers.clear()
            self._answers[key] = self._look_up(key)
        return self._answers[key]

    def _look_up(self, key: str) -> tuple[str, float] | None:
        if sum([not word.isdigit() for word in key.split(" ")]) < _FEWEST_WORDS:
            return None
        postings = self._index()
        weights = {gram: n * self._idf[gram] for gram, n in Counter(ngrams(key)).items() if gram in self._idf}
        norm = math.sqrt(sum(weight * weight for weight in weights.values()))
        scores: dict[int, float] = defaultdict(float)
        for gram, weight in weights.items():
            for number, other in postings[gram]:
                scores[number] += weight * other
        if not scores or not norm:
            return None
        best = min(scores, key=lambda number: (-scores[number], number))
        similarity = round(scores[best] / norm, 3)
        return (self._ids[best], similarity) if similarity >= NEAREST else None

    def _index(self) -> dict[str, list[tuple[int, float]]]:
        if self._postings is None:
            names = [(skill.id, phrase(skill.name)) for skill in self._skills]
            counts = [Counter(ngrams(name)) for _, name in names]
            documents = Counter(gram for count in counts for gram in count)
            self._idf = {gram: math.log((1 + len(names)) / (1 + n)) + 1 for gram, n in documents.items()}
            self._ids = [identity for identity, _ in names]
            postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
            for number, count in enumerate(counts):
                weights = {gram: n * self._idf[gram] for gram, n in count.items()}
                norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
                for gram, weight in weights.items():
                    postings[gram].append((number, weight / norm))
            self._postings = dict(postings)
        return self._postings


def ngrams(text: str) -> Iterable[str]:
    """Character n-grams of three and four within words padded by a space, as scikit-learn's ``char_wb``."""
    for word in text.split():
        padded = f" {word} "
        for size in _SIZES:
            for start in range(max(1, len(padded) - size + 1)):
                yield padded[start : start + size]
            if len(padded) <= size:
                break
