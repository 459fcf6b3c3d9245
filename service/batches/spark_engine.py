"""``--engine spark``: the same scoring as a ``mapInArrow`` function, for those who have a Spark cluster already."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from service.batches.columns import OUTPUT_SCHEMA
from service.batches.parts import Parts, verified, write_manifest
from service.batches.progress import Progress
from service.batches.scoring import RowScorer, ScoringOptions, score_arrow
from service.batches.spool import Spool
from service.errors import UserError

Batches = Iterator[pa.RecordBatch]
_TYPES: Final = {"int64": "long", "double": "double", "string": "string"}
_scorers: dict[tuple[ScoringOptions, frozenset[str]], RowScorer] = {}  # one for each run, in Spark's Python workers

# The output of ``scoring_function`` as Spark wants it named.
SCHEMA: Final = ", ".join(f"{field.name} {_TYPES[str(field.type)]}" for field in OUTPUT_SCHEMA)


def scoring_function(
    options: ScoringOptions = ScoringOptions(),  # noqa: B008 (frozen)
    duplicates: frozenset[str] = frozenset(),
) -> Callable[[Batches], Batches]:
    """A function for ``DataFrame.mapInArrow(…, SCHEMA)``; the frame needs the columns ``id`` and ``text``."""

    def score(batches: Batches) -> Batches:
        key = (options, duplicates)
        if key not in _scorers:
            _scorers[key] = RowScorer(options, duplicates=duplicates)
        for batch in batches:
            yield score_arrow(_scorers[key], batch)

    return score


def run(
    spool: Spool, options: ScoringOptions, folder: Path, *, address: str, workers: int, version: str, progress: Progress
) -> Parts:
    """Score a spool; returns the parts, proven complete. Raises UserError where Spark isn't there."""
    spark = _session(address, workers)
    try:
        with progress.scoring(spool.total, 0) as advance:
            frame = spark.read.parquet(*(str(spool.path(n).resolve()) for n in range(len(spool.rows))))
            scored = frame.mapInArrow(scoring_function(options, spool.duplicates), SCHEMA)
            scored.orderBy("row").write.mode("overwrite").parquet(str(folder.resolve()))
            advance(spool.total)
    finally:
        spark.stop()
    parts = verified(sorted(folder.glob("part-*.parquet")), spool.total, version)
    write_manifest(folder, parts, version)
    return parts


def _session(address: str, workers: int) -> Any:  # noqa: ANN401 (an optional package)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise UserError("no-spark", "Spark is not installed: pip install pyspark, and Java 17 or later.") from error
    builder: Any = SparkSession.builder
    builder = builder.appName("rolefit").config("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
    if address.startswith("sc://"):
        return builder.remote(address).getOrCreate()
    # A plain local[2] gives up at the first task that fails.
    local = f"local[{workers or '*'},4]"
    builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    return (
        builder.config("spark.log.level", "ERROR")
        .config("spark.sql.files.maxPartitionBytes", "8m")
        .master(local)
        .getOrCreate()
    )
