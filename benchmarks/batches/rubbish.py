"""Rubbish among good rows: python -m benchmarks.batches.rubbish [GOOD [BAD]].

Every kind of it, spread over a CSV of good resumes: empty and short cells, binary, broken PDF, RTF, HTML and JSON,
other languages, paths that lead nowhere, rows with too many or too few cells, quotes that never close, a megabyte of
one letter.
Then ``rolefit batch`` must score every good row and name every bad one.
"""

import csv
import io
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.batches.generate import write
from service.batches.request import Request
from service.batches.run import run
from tests.service.batches import runner

_HEADER = ["external_id", "name", "resume_text", "resume_file"]
# A line of the file each, or several; {id} is the row's own.
_KINDS = {
    "an empty text": "{id},Ann,,\n",
    "only blanks": '{id},Ann,"  \n \t",\n',
    "a missing value": "{id},Ann,N/A,\n",
    "Excel's error": "{id},Ann,#NAME?,\n",
    "five words": "{id},Ann,I worked in a shop,\n",
    "a file that isn't there": "{id},Ann,,missing.pdf\n",
    "a path to a folder": "{id},Ann,,/\n",
    "a link": "{id},Ann,,https://example.com/cv.pdf\n",
    "too many cells": "{id},Ann,one,two,three,four,five\n",
    "too few cells": "{id}\n",
    "binary": '{id},Ann,"\x01\x02\x03\x04\x05\x06\x07' + "\x01\x00" * 200 + '",\n',
    "a PDF's first bytes": "{id},Ann,%PDF-1.7 and then nothing,\n",
    "broken RTF": '{id},Ann,"{{\\rtf1\\ansi broken {{{{",\n',
    "HTML without a word": "{id},Ann,<html><body><p></p></body></html>,\n",
    "broken JSON": '{id},Ann,"{{""basics"": [}}",\n',
    "an archive's first bytes": "{id},Ann,PK\x03\x04 rubbish,\n",
    "Russian": "{id},Ann," + "Я инженер и пишу программы. " * 40 + ",\n",
    "Chinese": "{id},Ann," + "我是一名软件工程师。" * 60 + ",\n",
    "one letter, a megabyte of it": "{id},Ann," + "a" * 1_000_000 + ",\n",
    "a quote that never closes": '{id},Ann,"a resume that somebody cut off here\nand another line of it\n',
}


def main() -> None:
    """Make the file, score it, compare."""
    good, bad = [*(int(value) for value in sys.argv[1:]), *(10_000, 200)[len(sys.argv) - 1 :]]
    places = set(random.Random(20).sample(range(good), bad))  # noqa: S311 (a place in a file, no secret)
    kinds = [list(_KINDS)[number % len(_KINDS)] for number in range(bad)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(good, folder / "good.csv")
        waiting = iter(enumerate(kinds))
        with (
            (folder / "good.csv").open(encoding="utf-8", newline="") as source,
            (folder / "in.csv").open("w", encoding="utf-8", newline="") as mixed,
        ):
            csv.writer(mixed).writerow(_HEADER)
            for number, row in enumerate(csv.DictReader(source)):
                if number in places:
                    place, kind = next(waiting)
                    mixed.write(_KINDS[kind].format(id=f"B-{place:04d}"))
                line = io.StringIO()
                csv.writer(line).writerow([row["external_id"], row["name"], row["resume_text"], ""])
                mixed.write(line.getvalue())
        started = time.monotonic()
        code = run(Request(folder / "in.csv", folder / "out.csv", workers=2, quiet=True))
        seconds = time.monotonic() - started
        rows = runner.read(folder / "out.csv")
    scored = {row["external_id"] for row in rows if row["status"] == "scored" and row["external_id"].startswith("G-")}
    named = {
        row["external_id"]: row["problem"] for row in rows if row["external_id"].startswith("B-") and row["problem"]
    }
    print(f"exit code {code}, {len(rows):,} rows in {seconds:.0f} s")
    print(f"good rows scored: {len(scored):,} of {good:,}; bad rows named: {len(named)} of {bad}")
    unscored = sum(row["status"] != "scored" for row in rows if row["external_id"] in named)
    print(f"bad rows without a score: {unscored}")
    for (kind, code_), count in sorted(
        Counter((kinds[int(identity[2:])], problem.split(":")[0]) for identity, problem in named.items()).items()
    ):
        print(f"  {count:3} × {kind:32} {code_}")
    others = [row for row in rows if not row["external_id"].startswith(("G-", "B-"))]
    print(f"rows that are nobody's: {len(others)}")


if __name__ == "__main__":
    main()
