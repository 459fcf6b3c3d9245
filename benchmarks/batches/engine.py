"""What ``rolefit batch`` costs besides scoring: python -m benchmarks.batches.engine IN.csv OUT.csv [WORKERS].

The whole command with a scorer that takes no time: intake, spool, job engine, database, output and summary remain.
Prints rows a second, the processor time of all processes, and their memory as it goes.
"""

import os
import sys
import tempfile
import threading
import time
from itertools import count
from pathlib import Path

from benchmarks.batches.memory import memory_of_group, seconds_of_group
from service.batches import run
from service.batches.columns import ALL_COLUMNS, Output, Value
from service.batches.request import Request
from service.batches.scoring import ScoringOptions
from service.batches.spool import chunk_rows

_LOOK_SECONDS = 2.0
_EVERY = 5  # looks: reading the memory of processes takes time of its own
_SKILLS = "; ".join(f"Skill number {number}" for number in range(30))


def instant(path: str, _options: ScoringOptions, first: int, last: int | None) -> list[Output]:
    """Output rows as large as real ones, without a look at the text."""
    values: dict[str, Value] = dict.fromkeys(ALL_COLUMNS)
    values |= {"status": "scored", "problem": "", "best_role": "a-role-of-the-catalogue", "best_title": "A Role"}
    values |= {"best_score": 40.0, "band": "partial", "matched_skills": _SKILLS, "missing_skills": _SKILLS}
    values |= {"next_step": "Show it in a dated project", "taxonomy_version": "sha256:0", "experience_years": 4.0}
    for place in (1, 2, 3):
        values |= {f"role_{place}": "a-role-of-the-catalogue", f"score_{place}": 40.0}
    rest = tuple(values.values())[2:]
    return [(row.row, row.external_id, *rest) for row in chunk_rows(Path(path))[first:last]]


def main() -> None:
    """Measure and print."""
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    workers = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)  # a group of its own, so that its processes can be told from others
    done = threading.Event()
    started = time.monotonic()
    looks = count(1)
    memory: list[int] = []
    spent: dict[str, float] = {}

    def watch() -> None:
        while not done.wait(_LOOK_SECONDS):
            seconds_of_group(os.getpgrp(), spent)
            if next(looks) % _EVERY == 0:
                memory.append(memory_of_group(os.getpgrp()) // 1_000_000)
                print(f"{time.monotonic() - started:8.0f} s {memory[-1]:6,} MB", flush=True)

    threading.Thread(target=watch, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        summary = Path(folder) / "summary.html"
        run.run(Request(source, out, workers=workers, fresh=True, summary=summary), instant)
    done.set()
    seconds = time.monotonic() - started
    own, total = time.process_time(), seconds_of_group(os.getpgrp(), spent)
    with out.open("rb") as file:
        rows = sum(1 for _ in file) - 1
    print(f"{rows:,} rows in {seconds:.1f} s: {rows / seconds:,.0f} rows/s; most memory {max(memory, default=0):,} MB")
    print(
        f"processor time of a row: {total * 1000 / rows:.3f} ms, {own * 1000 / rows:.3f} of it in the command's process"
    )


if __name__ == "__main__":
    main()
