"""Small inputs, and one scorer for the whole session: loading the taxonomy takes longer than most of these tests."""

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from service.batches.scoring import RowScorer, ScoringOptions

SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="session")
def resumes() -> list[str]:
    """Texts of real length, from the samples."""
    csv.field_size_limit(10_000_000)
    with (SAMPLES / "candidates.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["resume_text"] for row in csv.DictReader(file) if row["resume_text"].strip()]


@pytest.fixture(scope="session")
def scorer() -> Iterator[RowScorer]:
    """A scorer with the shipped taxonomy."""
    with RowScorer(ScoringOptions()) as ready:
        yield ready


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write rows to a CSV file, whatever the encoding and the separator."""

    def write(
        rows: Sequence[Sequence[str]], name: str = "in.csv", encoding: str = "utf-8", delimiter: str = ","
    ) -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(rows)
        return path

    return write
