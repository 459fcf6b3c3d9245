"""A folder of two-page PDFs: python -m benchmarks.batches.files [FILES [WORKERS]].

Makes the files with reportlab, in two fonts and layouts, runs ``rolefit batch`` over the folder, and tells how the
processor time divides into reading and the rest.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

from benchmarks.batches.generate import Generator
from benchmarks.batches.memory import seconds_of_group
from benchmarks.batches.run import command
from service.batches.columns import InputRow
from service.batches.scoring import RowScorer, ScoringOptions

_SAMPLE = 20


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
        load = os.getloadavg()[0]
        print(f"{files} PDFs with {workers} workers: {seconds:.1f} s, {files / seconds:.1f} a second, {memory:,} MB")
        print(f"load {load:.1f}")
        with RowScorer(ScoringOptions()) as scorer:
            rows = [InputRow(number, path=str(path)) for number, path in enumerate(paths[: _SAMPLE + 2])]
            scorer.score(rows[:2])
            before, children, started = time.process_time(), _children(), time.monotonic()
            scorer.score(rows[2:])
            wall, here, there = time.monotonic() - started, time.process_time() - before, _children() - children
    milliseconds = 1000 / _SAMPLE
    print(f"one file in one process: {wall * milliseconds:.1f} ms; processor time: {here * milliseconds:.1f} ms here")
    print(f"and {there * milliseconds:.1f} ms in the process that reads")


def _children() -> float:
    own = seconds_of_group(os.getpgrp(), {})
    return own - time.process_time()


if __name__ == "__main__":
    main()
