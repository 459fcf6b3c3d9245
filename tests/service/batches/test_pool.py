"""The pool of processes: a row that kills costs itself and nobody else."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from service.batches.columns import InputRow, Output, failed
from service.batches.intake import Intake
from service.batches.pool import PoolClosed, ScoringPool
from service.batches.scoring import ScoringOptions
from service.batches.spool import Spool, chunk_rows, write_spool


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    rows = (InputRow(n, f"C-{n}", "short" if n != 13 else "killer") for n in range(1, 51))
    return write_spool(Intake(rows, [], files=True), tmp_path / "s")


def test_the_row_that_kills_its_process_is_named_and_the_others_are_scored(spool: Spool) -> None:
    with ScoringPool(2, deadly_chunk) as pool:
        rows = [row for chunk in range(2) for row in pool.score(spool.folder, chunk, ScoringOptions())]
    assert [row[0] for row in rows] == list(range(1, 51))
    assert [row[0] for row in rows if str(row[3]).startswith("internal")] == [13]


def test_a_closed_pool_takes_no_more_work(spool: Spool) -> None:
    pool = ScoringPool(1)
    pool.close()
    with pytest.raises(PoolClosed):
        pool.score(spool.folder, 0, ScoringOptions())


def test_a_chunk_whose_process_ends_with_the_pool_starts_no_other_one(spool: Spool) -> None:
    pool = ScoringPool(1, endless_chunk)
    with ThreadPoolExecutor(1) as threads:
        scored = threads.submit(pool.score, spool.folder, 0, ScoringOptions())
        while not (spool.folder / "begun").exists():
            time.sleep(0.02)
        pool.close()
        with pytest.raises(PoolClosed):
            scored.result(30)


def endless_chunk(path: str, _options: Any, _first: int, _last: int | None) -> list[Output]:
    (Path(path).parent / "begun").touch()
    time.sleep(300)
    return []


def deadly_chunk(path: str, _options: Any, first: int, last: int | None) -> list[Output]:
    """A stand-in for scoring that dies of one text, as a fault in a C library would."""
    rows = chunk_rows(Path(path))[first:last]
    if any(row.text == "killer" for row in rows):
        os._exit(9)
    return [failed(row.row, row.external_id, "short", "v") for row in rows]
