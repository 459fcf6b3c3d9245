"""Resumes of twelve trades, and ours, against the shipped catalogue of occupations: who is found, and how fast.

Usage: occupations.py

Times are CPU time of one process, the best of five runs for each text, and the median over texts. A text is new to the
titles' index each time.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from matchers.documents import Document
from matchers.matching import Matcher
from matchers.ranking import Ranker
from matchers.signals import ScoringInput, person_of
from service import taxonomies
from service.matching import match_document, text_document

_SAMPLES = Path(__file__).parents[2] / "samples"
_RUNS = 5
_REPORTED = 5
Item = TypeVar("Item")


def main() -> None:
    """Measure and print."""
    started = time.process_time()
    matcher = taxonomies.occupations()
    loaded = time.process_time()
    matcher.scorer.build_index()
    indexed = time.process_time()
    print(f"loaded in {loaded - started:.2f} s, {len(matcher.scorer.roles)} indexed in {indexed - loaded:.2f} s")
    trades = sorted((_SAMPLES / "trades").glob("*.txt"))
    places = {path.stem: _place(matcher, path) for path in trades}
    first, third = (sum(place <= most for place in places.values()) for most in (1, 3))
    print(f"{len(trades)} trades: {first} first, {third} in the first three")
    print("not first:", {name: place for name, place in places.items() if place > 1})
    texts = [path.read_text(encoding="utf-8") for path in (*trades, *sorted((_SAMPLES / "resumes").glob("*.txt")))]
    _show_times(matcher, [text_document(text) for text in texts])


def _place(matcher: Matcher, path: Path) -> int:
    _, ranked = matcher.rank(text_document(path.read_text(encoding="utf-8")))
    return [score.role.profile.id for score in ranked].index(path.stem) + 1


def _show_times(matcher: Matcher, documents: Sequence[Document]) -> None:
    people = [person_of(matcher.profile(document), matcher.scorer.supports) for document in documents]
    ranker = Ranker([matcher.scorer.roles[identity] for identity in sorted(matcher.scorer.roles)])

    def fresh(person: ScoringInput) -> None:
        ranker.forget_titles()
        ranker.best(person, _REPORTED)

    print(f"{len(documents)} texts of {statistics.median(len(d.text) for d in documents):.0f} characters, ms of CPU:")
    print(f"  profile                       {_median(matcher.profile, documents):6.2f}")
    print(f"  all points, new titles        {_median(fresh, people):6.2f}")
    print(f"  all points, known titles      {_median(lambda person: ranker.best(person, _REPORTED), people):6.2f}")
    print(f"  ranked, five with reasons     {_median(lambda p: matcher.scorer.rank(p, top=_REPORTED), people):6.2f}")
    print(f"  role by role                  {_median(matcher.scorer.rank, people[:8]):6.2f}")
    print(f"  text to report                {_median(lambda d: match_document(matcher, d), documents):6.2f}")


def _median(work: Callable[[Item], object], items: Sequence[Item]) -> float:
    return statistics.median(min(_once(work, item) for _ in range(_RUNS)) for item in items)


def _once(work: Callable[[Item], object], item: Item) -> float:
    started = time.process_time()
    work(item)
    return (time.process_time() - started) * 1000


if __name__ == "__main__":
    main()
