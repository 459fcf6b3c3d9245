"""Strict F1 of knowledge spans on the technology development split of SkillSpan (NAACL 2022).

Usage: skillspan.py SPANS.jsonl [DICTIONARY.json]

A sentence's tokens are joined by spaces; what our index and our discovery of unknown names find in it is mapped back to
tokens. A span counts when its first and last token are exactly those of a labelled knowledge span. Soft skills are left
out of ours: SkillSpan labels them as skills, not as knowledge. DICTIONARY is mind_skills.json; looking its names up
without any rule, longest first, is the baseline. (A fine-tuned BERT has 0.69 by a third party; it needs a model.)
"""

import json
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from service import taxonomies
from taxonomy.build.discovery import discover
from taxonomy.names import phrase, tokenize
from taxonomy.surface import SurfaceIndex

Span = tuple[int, int]
_SOFT = frozenset({"soft-skill"})
_SHOWN = 25


def main(labelled: Path, dictionary: Path | None) -> None:
    """Measure and print."""
    rows = [json.loads(line) for line in labelled.read_text(encoding="utf-8").splitlines()]
    truth = [spans_of(row["tags_knowledge"]) for row in rows]
    taxonomy = taxonomies.load()
    index = SurfaceIndex(taxonomy.skills)
    soft = frozenset(skill.id for skill in taxonomy.skills if skill.kind in _SOFT)
    print(f"{len(rows)} sentences, {sum(map(len, truth))} knowledge spans")
    if dictionary is not None:
        names = names_in(dictionary)
        report("dictionary look-up (MIND)", [looked_up(row["tokens"], names) for row in rows], truth)
    exact = [found(row["tokens"], index, soft, unknown=False) for row in rows]
    report("rolefit, exact names", exact, truth)
    both = [found(row["tokens"], index, soft, unknown=True) for row in rows]
    report("rolefit, exact names and discovery", both, truth)
    show_errors([row["tokens"] for row in rows], both, truth)


def spans_of(tags: Sequence[str]) -> set[Span]:
    """The spans of BIO tags as half-open token ranges."""
    spans, start = set(), None
    for number, tag in enumerate([*tags, "O"]):
        if tag[0] != "I" and start is not None:
            spans.add((start, number))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start = number
    return spans


def found(tokens: Sequence[str], index: SurfaceIndex, soft: frozenset[str], *, unknown: bool) -> set[Span]:
    """Our spans in a sentence."""
    text = " ".join(tokens)
    starts = [0]
    for token in tokens[:-1]:
        starts.append(starts[-1] + len(token) + 1)
    ranges = [(s.start, s.end) for s in index.find(tokenize(text)) if s.skill_id not in soft]
    if unknown:
        for new in discover(text, 0, len(text), index, asking=True):
            if not any(low < new.end and new.start < high for low, high in ranges):
                ranges.append((new.start, new.end))
    return {(bisect_right(starts, low) - 1, bisect_left(starts, high)) for low, high in ranges}


def names_in(dictionary: Path) -> set[str]:
    """Every name and synonym, as the tokenizer sees it."""
    entries = json.loads(dictionary.read_text(encoding="utf-8"))
    return {phrase(name) for entry in entries for name in (entry["name"], *entry["synonyms"])} - {""}


def looked_up(tokens: Sequence[str], names: set[str], longest: int = 5) -> set[Span]:
    """The longest names from left to right, without any rule."""
    spans, start = set(), 0
    while start < len(tokens):
        for end in range(min(len(tokens), start + longest), start, -1):
            if phrase(" ".join(tokens[start:end])) in names and phrase(tokens[start]) and phrase(tokens[end - 1]):
                spans.add((start, end))
                start = end - 1
                break
        start += 1
    return spans


def report(name: str, told: Iterable[set[Span]], truth: Sequence[set[Span]]) -> None:
    """Print precision, recall and F1."""
    answers = list(told)
    right = sum(len(ours & real) for ours, real in zip(answers, truth, strict=True))
    given, wanted = sum(map(len, answers)), sum(map(len, truth))
    print(f"{name:36} P {right / given:.3f}  R {right / wanted:.3f}  F1 {2 * right / (given + wanted):.3f}")


def show_errors(sentences: Sequence[Sequence[str]], told: Sequence[set[Span]], truth: Sequence[set[Span]]) -> None:
    """Print the commonest missed and false spans, and how many misses only have other borders."""
    missed: Counter[str] = Counter()
    false: Counter[str] = Counter()
    borders = 0
    for tokens, ours, real in zip(sentences, told, truth, strict=True):
        missed.update(" ".join(tokens[a:b]).lower() for a, b in real - ours)
        false.update(" ".join(tokens[a:b]).lower() for a, b in ours - real)
        borders += sum(any(a < d and c < b for c, d in ours) for a, b in real - ours)
    print(f"missed {missed.total()} ({borders} of them overlap one of ours), false {false.total()}")
    print("  missed:", ", ".join(f"{name} {count}" for name, count in missed.most_common(_SHOWN)))
    print("  false:", ", ".join(f"{name} {count}" for name, count in false.most_common(_SHOWN)))


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else None)
