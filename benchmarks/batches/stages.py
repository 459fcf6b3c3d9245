"""Where the time of a row goes, in processor time of one process: python benchmarks/batches/stages.py [ROWS].

Processor time is what a shared machine can still measure; the last line is the same work by ``baseline.py``.
"""

import csv
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.batches.baseline import score as baseline
from benchmarks.batches.generate import write
from matchers.gaps import Advisor
from matchers.matching import abstention
from matchers.signals import person_of
from matchers.weights import AS_OF
from service.batches import ledger
from service.batches.intake import open_intake
from service.batches.scoring import RowScorer, ScoringOptions
from service.batches.spool import chunk_rows, write_spool
from service.reading import ReadingLimits
from service.reading.dispatch import read_with


def measured(work: Callable[[], object], rows: int) -> float:
    """Milliseconds of processor time for a row."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000 / rows


def main() -> None:
    """Measure each stage alone, then the whole."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    with tempfile.TemporaryDirectory() as folder, RowScorer(ScoringOptions()) as scorer:
        source = Path(folder) / "in.csv"
        write(rows, source, seed=3)
        with source.open(encoding="utf-8", newline="") as file:
            texts = [row["resume_text"] for row in csv.DictReader(file)]
        figures = {
            "intake: CSV to Parquet chunks": measured(
                lambda: write_spool(open_intake(source), Path(folder) / "s"), rows
            )
        }
        chunks = sorted((Path(folder) / "s").glob("*.parquet"))
        candidates = [row for chunk in chunks for row in chunk_rows(chunk)]
        scorer.score(candidates[:30])  # caches are warm in any longer run
        matcher, limits = scorer.matcher, ReadingLimits()

        def read(text: str) -> object:
            return read_with(text.encode(), name="a.txt", media_type=None, limits=limits, recognise=None)

        figures["reading: one way of writing characters"] = measured(lambda: [read(text) for text in texts], rows)
        documents = [read_with(t.encode(), name="a.txt", media_type=None, limits=limits, recognise=None) for t in texts]
        figures["abstention: language and length"] = measured(lambda: [abstention(d.text) for d in documents], rows)
        figures["profile: sections, dates, skills, words"] = measured(
            lambda: [matcher.profile(d) for d in documents], rows
        )
        profiles = [matcher.profile(d, AS_OF) for d in documents]
        people = [person_of(profile, matcher.scorer.supports) for profile in profiles]
        figures["rank: 16 roles"] = measured(lambda: [matcher.scorer.rank(person) for person in people], rows)
        best = [matcher.scorer.rank(person)[0] for person in people]

        def advise() -> None:
            for profile, top in zip(profiles, best, strict=True):
                advisor = Advisor(profile, matcher.taxonomy.skill_by_id, matcher.scorer.supports)
                advisor.steps(top, advisor.gaps(top.role))

        figures["gaps and steps of the best role"] = measured(advise, rows)
        results = scorer.score(candidates)
        engine = ledger.engine_for(f"sqlite:///{folder}/r.db")
        ledger.create_tables(engine)

        def save() -> None:
            with engine.begin() as connection:
                ledger._write_rows(connection, "bat_1", results)  # noqa: SLF001 (the part that is measured)

        figures["saving to SQLite"] = measured(save, rows)
        engine.dispose()
        whole = measured(lambda: scorer.score(candidates), rows)
    for name, figure in figures.items():
        print(f"{name:42}{figure:8.3f} ms")
    print(f"{'a row, read and scored':42}{whole:8.3f} ms")
    other = measured(lambda: baseline(texts), rows)
    print(f"{'TF-IDF + fuzzy title + substrings':42}{other:8.3f} ms  ({other / whole:.2f} of a row)")


if __name__ == "__main__":
    main()
