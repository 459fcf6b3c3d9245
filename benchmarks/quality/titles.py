"""Which titles mean the same job? Mean average precision of title similarities.

Usage: titles.py FOLDER

FOLDER holds queries.tsv, corpus.tsv and annotations.tsv of the job title similarity set (Avature, Apache-2.0). For each
query the corpus is ranked; ours is the function that the matcher uses. What could replace its spelling part is shown
beside it.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import linear_kernel

from matchers.titles import plain_title, title_similarity
from taxonomy.terms import stem

Scores = NDArray[np.float64]


def main(folder: Path) -> None:
    """Measure and print."""
    queries, corpus, right = load(folder)
    print(f"{len(queries)} queries, {len(corpus)} titles, {sum(map(len, right))} right answers")
    for name, scores in systems(queries, corpus).items():
        print(f"{name:44} MAP {mean_average_precision(scores, right):.3f}")


def load(folder: Path) -> tuple[list[str], list[str], list[set[int]]]:
    """The queries, the corpus, and for each query the numbers of its right titles."""
    corpus = dict(_pairs(folder / "corpus.tsv"))
    number = {identity: n for n, identity in enumerate(corpus)}
    queries = dict(_pairs(folder / "queries.tsv"))
    right: dict[str, set[int]] = {identity: set() for identity in queries}
    for line in (folder / "annotations.tsv").read_text(encoding="utf-8").splitlines():
        query, _, document, relevance = line.split("\t")
        if int(relevance) and document in number and query in right:
            right[query].add(number[document])
    known = [identity for identity in queries if right[identity]]
    return [queries[i] for i in known], list(corpus.values()), [right[i] for i in known]


def systems(queries: Sequence[str], corpus: Sequence[str]) -> dict[str, Scores]:
    """The scores of every system, queries by titles."""
    plain_queries, plain_corpus = [plain_title(q) for q in queries], [plain_title(c) for c in corpus]
    plain_characters = tfidf(plain_queries, plain_corpus, analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    stems = tfidf(plain_queries, plain_corpus, analyzer=_stems)
    return {
        "baseline: rapidfuzz token_sort_ratio": fuzzy(queries, corpus, fuzz.token_sort_ratio),
        "baseline: rapidfuzz token_set_ratio": fuzzy(queries, corpus, fuzz.token_set_ratio),
        "baseline: rapidfuzz WRatio": fuzzy(queries, corpus, fuzz.WRatio),
        "baseline: word TF-IDF": tfidf(queries, corpus),
        "baseline: character TF-IDF": tfidf(queries, corpus, analyzer="char_wb", ngram_range=(2, 4)),
        "ours: matchers.titles.title_similarity": np.array(
            [[title_similarity(q, c) for c in plain_corpus] for q in plain_queries]
        ),
        "tried: plain titles, character TF-IDF": plain_characters,
        "tried: plain titles, stem TF-IDF": stems,
        "tried: characters + stems": plain_characters + stems,
    }


def tfidf(queries: Sequence[str], corpus: Sequence[str], **how: object) -> Scores:
    """Cosine similarity; vocabulary and IDF come from the corpus."""
    vectorizer = TfidfVectorizer(**how)
    titles = vectorizer.fit_transform(corpus)
    return np.asarray(linear_kernel(vectorizer.transform(queries), titles))


def fuzzy(queries: Sequence[str], corpus: Sequence[str], scorer: Callable[..., float]) -> Scores:
    """Similarity by rapidfuzz, in lower case."""
    low = ([q.lower() for q in queries], [c.lower() for c in corpus])
    return np.asarray(process.cdist(*low, scorer=scorer), dtype=np.float64)


def mean_average_precision(scores: Scores, right: Sequence[set[int]]) -> float:
    """MAP over the queries; ties keep the corpus's order."""
    found = []
    for row, wanted in zip(scores, right, strict=True):
        order = np.argsort(-row, kind="stable")
        places = np.flatnonzero(np.isin(order, list(wanted))) + 1
        found.append(float(np.mean(np.arange(1, len(places) + 1) / places)))
    return float(np.mean(found))


def _stems(title: str) -> list[str]:
    return [stem(word) for word in title.split()]


def _pairs(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(identity, title) for identity, title in (line.split("\t", 1) for line in lines if line)]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
