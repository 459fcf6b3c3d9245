"""Parts: how the engines of a cluster hand over their results."""

from pathlib import Path

import pyarrow as pa
import pytest

from service.batches.columns import OUTPUT_SCHEMA, failed, record_batch
from service.batches.parts import is_done, part_path, verified, write_part
from service.errors import UserError


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
