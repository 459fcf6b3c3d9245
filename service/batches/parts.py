"""Results as a folder of Parquet parts, one for each chunk of a spool: how the engines of a cluster hand them over."""

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from service.batches.columns import ALL_COLUMNS, OUTPUT_SCHEMA
from service.batches.whole_files import whole
from service.errors import UserError

_MANIFEST: Final = "manifest.json"


@dataclass(frozen=True)
class Parts:
    """The parts of a run, in the order of the input."""

    files: tuple[Path, ...]

    def read(self, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """The rows in order, a part at a time."""
        for file in self.files:
            table = pq.read_table(file, columns=list(columns), partitioning=None).select(list(columns))
            yield from zip(*(column.to_pylist() for column in table.columns), strict=True)


def part_path(folder: Path, chunk: int) -> Path:
    """The file of a chunk's results."""
    return folder / f"part-{chunk:06d}.parquet"


def write_part(table: pa.Table, path: Path) -> int:
    """Write a part whole or not at all: it is made in a folder beside, and takes its name at the end."""
    beside = path.parent.with_name(f"{path.parent.name}-unfinished")
    beside.mkdir(parents=True, exist_ok=True)
    with whole(path, beside / f"{path.name}.{os.getpid()}") as temporary:
        pq.write_table(table, temporary, compression="zstd")
    return int(table.num_rows)


def is_done(path: Path, rows: int) -> bool:
    """Whether a Parquet file is there with all its rows, from a run before this one."""
    try:
        return bool(pq.read_metadata(path).num_rows == rows)
    except (OSError, pa.ArrowException):
        return False


def verified(files: Sequence[Path], total: int, version: str) -> Parts:
    """The parts, proven complete: the columns, every row once and in order, one taxonomy. Raises UserError."""
    expected = 1
    for file in files:
        table = pq.read_table(file, columns=["row", "taxonomy_version"], partitioning=None)
        rows = table.column("row").to_numpy()
        in_order = (
            len(rows) and rows[0] == expected and rows[-1] == expected + len(rows) - 1 and (rows[1:] > rows[:-1]).all()
        )
        if not in_order or pq.read_schema(file).names != list(ALL_COLUMNS):
            raise UserError(
                "incomplete", f"The results of rows {expected:,} and after are not whole; run the command again."
            )
        if pc.unique(table.column("taxonomy_version")).to_pylist() != [version]:
            raise UserError(
                "mixed-versions", "Some workers scored with another taxonomy; install one version everywhere."
            )
        expected += len(rows)
    if expected != total + 1:
        raise UserError(
            "incomplete", f"There are results of {expected - 1:,} of {total:,} rows; run the command again."
        )
    return Parts(tuple(files))


def write_manifest(folder: Path, parts: Parts, version: str) -> None:
    """What the folder holds, for whoever reads the parts instead of the output."""
    listed = [{"file": file.name, "rows": pq.read_metadata(file).num_rows} for file in parts.files]
    manifest = {"taxonomy_version": version, "columns": OUTPUT_SCHEMA.names, "parts": listed}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
