"""The spool: candidates written once to Parquet chunks, so that any worker can take any chunk again at any time."""

import hashlib
import json
import os
import shutil
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from service.batches.columns import INPUT_SCHEMA, InputRow, path_of, storable_path
from service.batches.intake import Intake
from service.batches.parts import is_done
from service.batches.whole_files import whole, write_whole

# A chunk is what is lost and done again when a worker dies: about a second of work. Files take much longer than texts.
# The first chunks are smaller, so that sixty candidates occupy every worker and a bar moves from the beginning.
CHUNK_ROWS: Final = 500
FIRST_CHUNK: Final = 25
CHUNK_FILES: Final = 25
CHUNK_CHARACTERS: Final = 8_000_000
_MANIFEST: Final = "manifest.json"
_FIELDS: Final = INPUT_SCHEMA.names
_values: Final = attrgetter(*_FIELDS)


@dataclass(frozen=True)
class Spool:
    """A folder of chunks: ``rows`` in each, how the input was read, and the ids that occur more than once."""

    folder: Path
    rows: tuple[int, ...]
    remarks: tuple[str, ...]
    duplicates: frozenset[str]

    @property
    def total(self) -> int:
        """How many candidates there are."""
        return sum(self.rows)

    def path(self, chunk: int) -> Path:
        """The file of a chunk."""
        return chunk_path(self.folder, chunk)

    @property
    def is_intact(self) -> bool:
        """Whether every chunk is there with all its rows."""
        return all(is_done(self.path(chunk), rows) for chunk, rows in enumerate(self.rows))

    def files(self) -> Iterator[Path]:
        """The files that rows name, in their order; texts are not read."""
        for chunk in range(len(self.rows)):
            named = pq.read_table(self.path(chunk), columns=["path"], memory_map=False).column(0).to_pylist()
            yield from (Path(path) for path in map(path_of, dict.fromkeys(named)) if path is not None)

    def read(self, chunk: int) -> list[InputRow]:
        """The candidates of a chunk."""
        return chunk_rows(self.path(chunk))


def chunk_path(folder: Path, chunk: int) -> Path:
    """The file of a chunk in the folder of a spool."""
    return folder / f"chunk-{chunk:06d}.parquet"


def chunk_rows(path: Path) -> list[InputRow]:
    """The candidates in a chunk's file."""
    table = pq.read_table(path, memory_map=False)
    columns = {name: table.column(name).to_pylist() for name in _FIELDS}
    columns["path"] = [path_of(path) for path in columns["path"]]
    return [InputRow(*values) for values in zip(*columns.values(), strict=True)]


def chunk_ids(path: Path) -> list[tuple[int, str]]:
    """The number and the external id of each candidate in a chunk's file; their texts are not read."""
    table = pq.read_table(path, columns=["row", "external_id"], memory_map=False)
    return list(zip(*(table.column(name).to_pylist() for name in ("row", "external_id")), strict=True))


def open_spool(folder: Path) -> Spool | None:
    """A spool that was written to its end, or None."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        return Spool(folder, tuple(manifest["rows"]), tuple(manifest["remarks"]), frozenset(manifest["duplicates"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_spool(intake: Intake, folder: Path, progress: Callable[[int], None] = lambda _: None) -> Spool:
    """Write the candidates to chunks; the manifest comes last, so that a spool is whole or not there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    most = CHUNK_FILES if intake.files else CHUNK_ROWS
    sizes: list[int] = []
    ids = _Ids()
    for chunk in _chunks(intake.rows, most):
        _write_chunk(chunk, chunk_path(folder, len(sizes)))
        sizes.append(len(chunk))
        ids.note(chunk)
        progress(len(chunk))
    duplicates = ids.duplicates(_spooled_ids(folder, len(sizes)))
    spool = Spool(folder, tuple(sizes), tuple(intake.remarks), duplicates)
    manifest = {"rows": sizes, "remarks": intake.remarks, "duplicates": sorted(duplicates)}
    write_whole(folder / _MANIFEST, json.dumps(manifest, ensure_ascii=False))
    return spool


def take_out(folder: Path, is_out: Callable[[str], bool], problem: str) -> None:
    """Take people out of the chunks of a spool: nothing stays of their rows but the number and a problem.

    A chunk is replaced whole, so that a worker reads it as it was or as it is.
    """
    for path in sorted(folder.glob("chunk-*.parquet")):
        if not any(identity and is_out(identity) for _, identity in chunk_ids(path)):
            continue
        rows = chunk_rows(path)
        for row in rows:
            if row.path is not None and row.member is None and is_out(row.external_id):
                Path(row.path).unlink(missing_ok=True)
        kept = [InputRow(r.row, problem=problem) if r.external_id and is_out(r.external_id) else r for r in rows]
        _write_chunk(kept, path)


class _Ids:
    """Finds repeated ids in eight bytes for each row: a set of a million strings would weigh a hundred megabytes."""

    def __init__(self) -> None:
        self._hashes = array("Q")

    def note(self, rows: list[InputRow]) -> None:
        self._hashes.extend(_hash(row.external_id) for row in rows if row.external_id)

    def duplicates(self, ids: Iterator[str]) -> frozenset[str]:
        values, counts = (
            np.unique(np.frombuffer(self._hashes, dtype=np.uint64), return_counts=True)
            if self._hashes
            else (np.array([]), np.array([]))
        )
        repeated = set(values[counts > 1].tolist())
        if not repeated:
            return frozenset()
        seen: dict[str, int] = {}
        for identity in ids:
            if identity and _hash(identity) in repeated:
                seen[identity] = seen.get(identity, 0) + 1
        return frozenset(identity for identity, n in seen.items() if n > 1)


def _hash(identity: str) -> int:
    return int.from_bytes(hashlib.blake2b(identity.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _spooled_ids(folder: Path, chunks: int) -> Iterator[str]:
    for number in range(chunks):
        yield from pq.read_table(chunk_path(folder, number), columns=["external_id"]).column(0).to_pylist()


def _chunks(rows: Iterator[InputRow], most: int) -> Iterator[list[InputRow]]:
    chunk: list[InputRow] = []
    characters = number = 0
    for row in rows:
        chunk.append(row)
        characters += len(row.text) if row.text else 100
        full = min(most if row.text is not None else CHUNK_FILES, FIRST_CHUNK << min(number // 2, 8))
        if len(chunk) >= full or characters > CHUNK_CHARACTERS:
            yield chunk
            chunk, characters, number = [], 0, number + 1
    if chunk:
        yield chunk


def _write_chunk(rows: list[InputRow], path: Path) -> None:
    rows = [replace(row, path=storable_path(row.path)) if row.path else row for row in rows]
    columns = [[_storable(value) for value in column] for column in zip(*map(_values, rows), strict=True)]
    arrays = [pa.array(column, type=field.type) for column, field in zip(columns, INPUT_SCHEMA, strict=True)]
    with whole(path, path.with_name(f"{path.name}.{os.getpid()}.part")) as temporary:
        pq.write_table(
            pa.Table.from_arrays(arrays, schema=INPUT_SCHEMA),
            temporary,
            compression="lz4",
            use_dictionary=False,
            write_statistics=False,
        )


def _storable(value: object) -> object:
    """Arrow wants UTF-8; a lone surrogate from a JSON escape becomes a question mark."""
    if isinstance(value, str) and not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "replace").decode()
    return value
