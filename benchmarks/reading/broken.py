"""Crafted bombs and folders of broken files: every one must get an answer in time and within memory.

    python benchmarks/reading/broken.py [FOLDER...]

Without folders only the crafted files of tests/service/reading/hostile.py are read.
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from layouts import PROJECT

sys.path.insert(0, str(PROJECT))
from service.reading import Reader, ReadingError
from tests.service.reading import hostile


def crafted() -> Iterator[tuple[str, bytes]]:
    """The bombs of the tests."""
    for ending, bombs in (("pdf", hostile.PDF_BOMBS), ("docx", hostile.DOCX_BOMBS)):
        for name, make in bombs.items():
            yield f"{name}.{ending}", make()


def found(folders: list[str]) -> Iterator[tuple[str, bytes]]:
    """PDF and DOCX files of folders."""
    for folder in folders:
        for path in sorted(Path(folder).iterdir()):
            if path.suffix.lower() in (".pdf", ".docx"):
                yield path.name, path.read_bytes()


def run(title: str, files: Iterator[tuple[str, bytes]]) -> None:
    """Read all files with one reader and print what came of them."""
    answers: Counter[str] = Counter()
    slow: list[tuple[float, str]] = []
    with Reader() as reader:
        for name, data in files:
            started = time.perf_counter()
            try:
                reader.read(data, name=name)
                answers["read"] += 1
            except ReadingError as error:
                answers[error.code] += 1
            slow.append((time.perf_counter() - started, name))
    slow.sort(reverse=True)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    worst = ", ".join(f"{name} {spent:.1f} s" for spent, name in slow[:3])
    print(f"{title}: {sum(answers.values())} files {dict(answers)}; slowest {worst}; a child's peak {memory:.0f} MiB")


def main() -> None:
    """Print a line for the crafted and one for the found files."""
    run("crafted", crafted())
    if sys.argv[1:]:
        run("found", found(sys.argv[1:]))


if __name__ == "__main__":
    main()
