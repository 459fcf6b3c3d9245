"""Counts in how many occupations each term and skill occurs; the maintenance step behind ``taxonomy/background.csv``.

Source: O*NET 29.2 (see taxonomy/SOURCES.md), its tasks and technologies by occupation. Only counts leave this module.
"""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from taxonomy import lexicon
from taxonomy.names import tokenize
from taxonomy.relations import Supports
from taxonomy.surface import SurfaceIndex
from taxonomy.terms import terms

_FEWEST = 2  # a term of one occupation has the weight of an unseen one, near enough


def occupation_texts(folder: Path) -> dict[str, str]:
    """One text for each occupation: its description, tasks and technologies, a line each."""
    texts: dict[str, list[str]] = defaultdict(list)
    for name, column in (("occupations.tsv", "Description"), ("tasks.tsv", "Task"), ("technology.tsv", "Example")):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                texts[row["O*NET-SOC Code"]].append(row[column])
    return {code: "\n".join(lines) for code, lines in sorted(texts.items())}


def count(folder: Path) -> list[tuple[str, int]]:
    """``(name, documents)`` rows for ``taxonomy/background.csv``: first ``*`` with the number of occupations."""
    texts = list(occupation_texts(folder).values())
    index = SurfaceIndex(lexicon.load())
    lent = Supports({skill.id: skill for skill in lexicon.load()})

    def features(text: str) -> list[str]:
        tokens = tokenize(text)
        named = {found.skill_id for found in index.find(tokens)}
        # An occupation that names MySQL knows databases: broad skills are common, whatever words name them.
        known = named | {other for skill in named for other, _ in lent[skill]}
        return [*terms(tokens.words), *(f"skill:{skill}" for skill in known)]

    vectorizer = CountVectorizer(analyzer=features, min_df=_FEWEST, binary=True)
    frequencies = np.asarray(vectorizer.fit_transform(texts).sum(axis=0)).ravel()
    rows = zip(vectorizer.get_feature_names_out(), frequencies.tolist(), strict=True)
    return [("*", len(texts)), *sorted((str(name), int(documents)) for name, documents in rows)]


def write(folder: Path, out: Path) -> int:
    """Write the counts as CSV; returns the number of rows."""
    rows = count(folder)
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return len(rows)
