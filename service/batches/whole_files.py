"""Files that are on disk whole or not there: what a rerun goes on with outlives a full disk and a power cut."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole(path: Path, temporary: Path | None = None) -> Iterator[Path]:
    """A temporary file on the same disk that takes the name ``path`` once it is complete and on disk."""
    temporary = temporary or path.with_name(f".{path.name}.part")
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, text: str) -> None:
    """Write a text in UTF-8."""
    with whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8")
