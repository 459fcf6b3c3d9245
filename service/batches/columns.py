"""The columns of a batch: what goes into scoring, what comes out, in which order and of which type."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import pyarrow as pa

Status = Literal["scored", "abstained", "failed"]
Value = str | int | float | None

# What is scored. ``path`` names a file on disk and ``member`` the one inside it where that file is a ZIP archive.
INPUT_SCHEMA: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("external_id", pa.string()),
        ("text", pa.string()),
        ("path", pa.string()),
        ("member", pa.string()),
        ("problem", pa.string()),
        ("note", pa.string()),
        ("composed", pa.bool_()),
        ("entry", pa.int64()),
    ]
)

OUTPUT_SCHEMA: Final = pa.schema(
    [
        ("row", pa.int64()),
        ("external_id", pa.string()),
        ("status", pa.string()),
        ("problem", pa.string()),
        ("best_role", pa.string()),
        ("best_title", pa.string()),
        ("best_score", pa.float64()),
        ("band", pa.string()),
        ("role_1", pa.string()),
        ("score_1", pa.float64()),
        ("role_2", pa.string()),
        ("score_2", pa.float64()),
        ("role_3", pa.string()),
        ("score_3", pa.float64()),
        ("matched_skills", pa.string()),
        ("missing_skills", pa.string()),
        ("next_step", pa.string()),
        ("experience_years", pa.float64()),
        ("taxonomy_version", pa.string()),
        ("job_score", pa.float64()),
        ("job_band", pa.string()),
        ("job_missing_skills", pa.string()),
    ]
)
ALL_COLUMNS: Final[tuple[str, ...]] = tuple(OUTPUT_SCHEMA.names)
JOB_COLUMNS: Final = ("job_score", "job_band", "job_missing_skills")
BASE_COLUMNS: Final = tuple(name for name in ALL_COLUMNS if name not in JOB_COLUMNS)
RANK_COLUMN: Final = "shortlist_rank"  # after the contract's columns, with --role or --job only: "3", or "3=" for a tie
TOP: Final = 3

_BYTES: Final = "\0"  # no path has it

ROW, EXTERNAL_ID, STATUS, PROBLEM = range(4)
BEST_ROLE, BEST_TITLE, BEST_SCORE, BAND = range(4, 8)
MATCHED, MISSING, NEXT_STEP = (ALL_COLUMNS.index(name) for name in ("matched_skills", "missing_skills", "next_step"))
JOB_SCORE: Final = ALL_COLUMNS.index("job_score")
JOB_BAND: Final = ALL_COLUMNS.index("job_band")
JOB_MISSING: Final = ALL_COLUMNS.index("job_missing_skills")


@dataclass(frozen=True, slots=True)
class InputRow:
    """One candidate as it came: a text, or a file to read, or already the reason why there is neither.

    ``row`` counts candidates from 1. ``entry`` is the place of ``member`` in its archive, where two may have one name.
    ``note`` is something to tell of a row that can be scored all the same, and
    ``composed`` says that ``text`` was put together from structured fields.
    """

    row: int
    external_id: str = ""
    text: str | None = None
    path: str | None = None
    member: str | None = None
    problem: str | None = None
    note: str | None = None
    composed: bool = False
    entry: int | None = None


def storable_path(path: str | None) -> str | None:
    """A path for Arrow, which wants UTF-8, where a system's file names may be any bytes."""
    try:
        return None if path is None else path.encode().decode()
    except UnicodeEncodeError:
        return f"{_BYTES}{os.fsencode(path or '').decode('latin-1')}"


def path_of(stored: str | None) -> str | None:
    """The path that was stored."""
    if stored is None or not stored.startswith(_BYTES):
        return stored
    return os.fsdecode(stored.removeprefix(_BYTES).encode("latin-1"))


Output = tuple[Value, ...]  # one value for each of ALL_COLUMNS, and where details were asked for, theirs as JSON
DETAILS_AT: Final = len(ALL_COLUMNS)


def failed(row: int, external_id: str, problem: str, version: str, status: Status = "failed") -> Output:
    """An output row without a score."""
    values: list[Value] = [None] * len(ALL_COLUMNS)
    values[ROW], values[EXTERNAL_ID], values[STATUS], values[PROBLEM] = row, external_id, status, problem
    values[ALL_COLUMNS.index("taxonomy_version")] = version
    return tuple(values)


def joined(names: Sequence[str]) -> str:
    """A list in one cell."""
    return "; ".join(name.replace(";", ",") for name in names)


def columns_shown(*, with_job: bool) -> tuple[str, ...]:
    """The contract's columns of a run."""
    return ALL_COLUMNS if with_job else BASE_COLUMNS


def record_batch(rows: Sequence[Output]) -> pa.RecordBatch:
    """Output rows as Arrow."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(ALL_COLUMNS)
    return pa.RecordBatch.from_arrays(
        [pa.array(list(column), type=field.type) for column, field in zip(columns, OUTPUT_SCHEMA, strict=True)],
        schema=OUTPUT_SCHEMA,
    )
