"""The capacity plan of docs/scale.md, from measured rates: python -m benchmarks.batches.plan writes it there.

The rates below are the only place to change after a new measurement; a test compares the page with them.
"""

import re
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).parents[2] / "docs" / "scale.md"
BLOCK: Final = re.compile(r"(?<=<!-- plan -->\n).*?(?=<!-- /plan -->)", re.DOTALL)

# Milliseconds of processor time, from RESULTS.md, with the command that measured them.
TEXT_MS: Final = 5.65  # a resume text of 3 kB, read and scored: stages.py
ENGINE_MS: Final = 0.30  # intake, spool, jobs, database, output: engine.py
PDF_MS: Final = 24.4  # a two-page PDF, read and scored: files.py
# Kilobytes of a candidate.
TEXT_KB: Final = 3.0
SPOOL_KB: Final = 1.6  # a compressed chunk's share
RESULT_KB: Final = 1.3  # in the database, or in a Parquet part before compression
PRICE: Final = 0.04  # of a core-hour
CORES: Final = 64
CANDIDATES: Final = (1_000_000, 10_000_000, 100_000_000)


def core_hours(candidates: int, milliseconds: float) -> float:
    """How long one core works on them."""
    return candidates * (milliseconds + ENGINE_MS) / 3_600_000


def plan() -> str:
    """The table and what it is made of, as Markdown."""
    head = "| candidates | texts: core-hours | 2 cores | 64 cores | cost | PDFs: core-hours | 64 cores | cost |"
    most = CANDIDATES[-1] / 1_000_000
    sentences = [
        f"From {TEXT_MS:g} ms of processor time for a text of {TEXT_KB:g} kB, {PDF_MS:g} ms for a two-page PDF,",
        f"{ENGINE_MS:g} ms for all that is not scoring, and {PRICE:g} a core-hour: one core scores",
        f"{_a_second(TEXT_MS)} texts or {_a_second(PDF_MS)} PDFs a second. {most:g} million candidates are",
        f"{most * TEXT_KB:,.0f} GB of text, {most * SPOOL_KB:,.0f} of chunks and {most * RESULT_KB:,.0f} of results.",
    ]
    return "\n".join([head, f"|{'---|' * 8}", *map(_row, CANDIDATES), "", *sentences, ""])


def _row(candidates: int) -> str:
    texts, files = core_hours(candidates, TEXT_MS), core_hours(candidates, PDF_MS)
    cells = [f"{candidates // 1_000_000} million", _figure(texts), _time(texts / 2), _time(texts / CORES)]
    cells += [_figure(texts * PRICE), _figure(files), _time(files / CORES), _figure(files * PRICE)]
    return f"| {' | '.join(cells)} |"


def _a_second(milliseconds: float) -> str:
    return f"{1000 / (milliseconds + ENGINE_MS):,.0f}"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def _time(hours: float) -> str:
    if hours >= 48:
        return f"{hours / 24:,.0f} days"
    return f"{hours:.1f} h" if hours >= 1.5 else f"{hours * 60:.0f} min"


def main() -> None:
    """Write the page."""
    PAGE.write_text(BLOCK.sub(lambda _: plan(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
