"""Measures ``rolefit batch``: python benchmarks/batches/run.py [ROWS] → a table of figures, ratios of the same run.

Every engine gets the same generated CSV. Machines differ and are shared, so read the ratios before the rows a second.
"""

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.batches.baseline import score as baseline
from benchmarks.batches.generate import write
from benchmarks.batches.memory import memory_of_group
from service.batches.run import SOME_NOT_READ

ROOT = Path(__file__).parents[2]


def command(source: Path, out: Path, *options: object) -> tuple[float, int]:
    """Seconds of the whole command, and the most memory of all its processes together, in MB."""
    mount = "from service.cli import main; main()"
    program = [sys.executable, "-c", mount]
    arguments = ["batch", str(source), "--out", str(out), "--fresh", "--quiet", *(str(option) for option in options)]
    started, most = time.monotonic(), 0
    process = subprocess.Popen([*program, *arguments], cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL)
    while process.poll() is None:
        most = max(most, memory_of_group(process.pid))
        time.sleep(0.25)
    if process.returncode not in {0, SOME_NOT_READ}:
        raise SystemExit(f"rolefit batch ended with {process.returncode}")
    return time.monotonic() - started, most // 1_000_000


def main() -> None:
    """Measure and print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 3_000
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.csv", Path(folder) / "out.csv"
        characters = write(rows, source)
        print(f"{rows:,} resumes of {characters / rows:,.0f} characters; load before: {os.getloadavg()[0]:.1f}")
        figures = {
            "two processes": command(source, out, "--workers", 2),
            "one process": command(source, out, "--workers", 1),
        }
        if "--ray" in sys.argv:
            figures["Ray, two workers"] = command(source, out, "--workers", 2, "--engine", "ray")
        with source.open(encoding="utf-8", newline="") as file:
            texts = [row["resume_text"] for row in csv.DictReader(file)]
        started = time.monotonic()
        baseline(texts)
        figures["TF-IDF + fuzzy titles, one process"] = (
            time.monotonic() - started,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000,
        )
        first = figures["two processes"][0]
        print(f"{'':36}{'seconds':>9}{'rows/s':>9}{'MB':>7}{'ratio':>8}")
        for name, (seconds, memory) in figures.items():
            print(f"{name:36}{seconds:9.1f}{rows / seconds:9,.0f}{memory:7,}{seconds / first:8.2f}")


if __name__ == "__main__":
    main()
