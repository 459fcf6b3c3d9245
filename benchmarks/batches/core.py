"""Text to report, and loading at the start: python benchmarks/batches/core.py [TEXTS].

Processor time of one process, the best of a few rounds; medians over the texts. Each figure stands beside the same
run's time of a plain loop, of ``json.loads`` on the taxonomy file and of ``baseline.py``, so that machines compare.
"""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import resources
from pathlib import Path

from benchmarks.batches.baseline import score as baseline
from benchmarks.batches.generate import Generator
from matchers.documents import Document
from service import taxonomies
from service.matching import match_document, text_document

ROOT = Path(__file__).parents[2]
ROUNDS = 5
LOOP = 100_000  # additions
_START = """
import time
from service import taxonomies
started = time.process_time()
taxonomies.matcher()
print(time.process_time() - started)
"""


def milliseconds(work: Callable[[], object]) -> float:
    """Processor time of a call."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def best(work: Callable[[], object]) -> float:
    """The least of a few rounds."""
    return min(milliseconds(work) for _ in range(ROUNDS))


def median(work: Callable[[Document], object], documents: Sequence[Document]) -> float:
    """The median over documents of the best round of each."""
    return statistics.median(best(partial(work, document)) for document in documents)


def loop() -> int:
    """A fixed piece of plain Python."""
    total = 0
    for number in range(LOOP):
        total += number
    return total


def start() -> float:
    """Milliseconds until a fresh process has its matcher, its imports aside; the best of a few."""
    command = [sys.executable, "-c", _START]
    runs = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True) for _ in range(ROUNDS)]
    return min(float(run.stdout) * 1000 for run in runs)


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    generator = Generator(seed=5)
    documents = [text_document(generator.text()[1]) for _ in range(2 * count)]
    warming, documents = documents[:count], documents[count:]
    matcher = taxonomies.matcher()
    for document in warming:  # what is remembered of words and titles is there in any longer run
        match_document(matcher, document)
    file = resources.files("taxonomy").joinpath(taxonomies.DEFAULT).read_text(encoding="utf-8")
    unit, parsing = best(loop), best(lambda: json.loads(file))
    other = milliseconds(lambda: baseline([document.text for document in documents])) / count
    print(f"{count} texts of {statistics.mean(len(d.text) for d in documents):,.0f} characters")
    print(f"{'':44}{'ms':>9}{'loops':>9}")
    for name, figure in (
        ("profile of a text", median(matcher.profile, documents)),
        ("profile and rank of 16 roles", median(matcher.rank, documents)),
        ("text to report of five roles", median(partial(match_document, matcher), documents)),
        ("TF-IDF + fuzzy title + substrings, mean", other),
        ("loading at the start, in a fresh process", start()),
        ("json.loads of the taxonomy file", parsing),
        (f"a loop of {LOOP:,} additions", unit),
    ):
        print(f"{name:44}{figure:9.3f}{figure / unit:9.2f}")


if __name__ == "__main__":
    main()
