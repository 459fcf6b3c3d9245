"""A folder of two-page PDFs: python -m benchmarks.batches.files [FILES [WORKERS]].

Makes the files with reportlab, in two fonts and layouts, runs ``rolefit batch`` over the folder, and tells how the
processor time divides into reading and the rest.
"""

import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

from benchmarks.batches.generate import Generator
from benchmarks.batches.memory import parents_of_processes, seconds_of
from benchmarks.batches.run import command
from service.batches.columns import InputRow
from service.batches.scoring import RowScorer, ScoringOptions
from tests.service.batches import runner

_WARM = 40


def write_pdf(text: str, path: Path) -> None:
    """The text as two pages."""
    styles = getSampleStyleSheet()
    lines = [line for line in text.splitlines() if line.strip()]
    story: list[object] = []
    for number, line in enumerate(lines):
        story.append(Paragraph(escape(line), styles["Heading2" if line.isupper() else "BodyText"]))
        story.append(Spacer(1, 2))
        if number == len(lines) // 2:
            story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4).build(story)


def main() -> None:
    """Make, run, print."""
    files, workers = [*(int(value) for value in sys.argv[1:]), *(500, 2)[len(sys.argv) - 1 :]]
    generator = Generator(11)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pdfs"
        folder.mkdir()
        for number in range(files):
            write_pdf(generator.text()[1], folder / f"candidate-{number:04d}.pdf")
        paths = sorted(folder.iterdir())
        seconds, memory = command(folder, Path(name) / "out.csv", "--workers", workers)
        print(f"{files} PDFs with {workers} workers: {seconds:.1f} s, {files / seconds:.1f} a second, {memory:,} MB")
        counts = Counter((row["status"], row["problem"]) for row in runner.read(Path(name) / "out.csv"))
        print(f"load {os.getloadavg()[0]:.1f}; {dict(counts)}")
        with RowScorer(ScoringOptions()) as scorer:
            rows = [InputRow(number, path=str(path)) for number, path in enumerate(paths)]
            scorer.score(rows[:_WARM])  # caches are warm in any longer run
            rows = rows[_WARM:]
            before, readers = time.process_time(), _readers()
            scorer.score(rows)
            here, there = time.process_time() - before, _readers() - readers
    print(f"processor time of a file: {here * 1000 / len(rows):.1f} ms for scoring,", end=" ")
    print(f"{there * 1000 / len(rows):.1f} ms for reading, in a process of its own")


def _readers() -> float:
    """Seconds of the processes that this one has started, which lead groups of their own."""
    parents = {entry.name: parent for entry, parent in parents_of_processes()}
    return sum(seconds_of(name) for name, parent in parents.items() if parent == str(os.getpid()))


if __name__ == "__main__":
    main()
