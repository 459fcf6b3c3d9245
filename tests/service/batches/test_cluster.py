"""The engines of a cluster give the same output as one machine does."""

import time
from importlib.util import find_spec
from pathlib import Path

import pyarrow as pa
import pytest

from service.batches.columns import OUTPUT_SCHEMA, failed, record_batch
from service.batches.command import Request, run
from service.batches.parts import is_done, part_path, verified, write_part
from service.errors import UserError
from tests.service.batches import runner


def part(first: int, last: int, version: str = "v") -> pa.Table:
    return pa.Table.from_batches([record_batch([failed(n, "", "x", version) for n in range(first, last + 1)])])


def test_parts_are_read_back_in_order_and_proven_whole(tmp_path: Path) -> None:
    files = [part_path(tmp_path / "parts", n) for n in range(2)]
    files[0].parent.mkdir()
    write_part(part(1, 3), files[0])
    assert is_done(files[0], 3)
    assert not is_done(files[0], 4)
    assert not is_done(files[1], 1)
    write_part(part(4, 5), files[1])
    assert [row for (row,) in verified(files, 5, "v").read(["row"])] == [1, 2, 3, 4, 5]
    assert sorted(path.name for path in files[0].parent.iterdir()) == [file.name for file in files]


@pytest.mark.parametrize(("first", "last", "version"), [(4, 5, "v"), (3, 4, "v"), (3, 5, "other")])
def test_parts_that_miss_a_row_or_mix_versions_are_refused(tmp_path: Path, first: int, last: int, version: str) -> None:
    files = [part_path(tmp_path, n) for n in range(2)]
    write_part(part(1, 2), files[0])
    write_part(part(first, last, version), files[1])
    with pytest.raises(UserError):
        verified(files, 5, "v")


def test_the_schema_of_a_part_is_the_outputs() -> None:
    assert part(1, 1).schema == OUTPUT_SCHEMA


@pytest.mark.skipif(find_spec("ray") is None, reason="the extra ray is not installed")
def test_ray_goes_on_after_its_driver_was_killed(tmp_path: Path, resumes: list[str]) -> None:
    import csv  # noqa: PLC0415

    source, whole, out = tmp_path / "in.csv", tmp_path / "whole.csv", tmp_path / "o.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("id", "cv"), *((f"C-{n}", resumes[n % 40]) for n in range(70))])
    process = runner.start("batch", source, "--out", out, "--engine", "ray", "--workers", 1)
    parts = tmp_path / ".o.csv.rolefit" / "parts"
    until = time.monotonic() + 60
    while not list(parts.glob("part-*")) and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    runner.kill(process)
    code, said = runner.finish(runner.start("batch", source, "--out", out, "--engine", "ray", "--workers", 1))
    assert code == 0, said
    assert run(Request(source, whole, workers=1, quiet=True)) == 0
    assert out.read_bytes() == whole.read_bytes()
