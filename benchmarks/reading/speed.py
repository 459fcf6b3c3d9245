"""Pages per CPU-second of our PDF path, stock pdfminer.six and pypdfium2, on the same files in the same run.

    python benchmarks/reading/speed.py FOLDER...

Every reader has a process of its own (our guards would make stock pdfminer.six faster), which reads each file three
times; the readers take turns twice, as the machine may be busier in one minute than in the next. The best CPU time of
each file counts. Files that our reader refuses are left out for all.
"""

# ruff: noqa: PLC0415 - each reader is imported only in the process where it is measured

import io
import json
import logging
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from layouts import PROJECT

ROUNDS = 3
TURNS = 2


def ours() -> Callable[[bytes], int]:
    """Our reader; gives the number of pages, 0 for a file that it refuses."""
    sys.path.insert(0, str(PROJECT))
    from service.reading import ReadingError, read_in_process

    def read(data: bytes) -> int:
        try:
            return read_in_process(data).pages or 0
        except ReadingError:
            return 0

    return read


def stock() -> Callable[[bytes], int]:
    """Stock pdfminer.six."""
    from pdfminer.high_level import extract_text

    logging.disable(logging.CRITICAL)
    return lambda data: len(extract_text(io.BytesIO(data)))


def pdfium() -> Callable[[bytes], int]:
    """The library pypdfium2."""
    import pypdfium2

    def read(data: bytes) -> int:
        document = pypdfium2.PdfDocument(data)
        try:
            return sum(len(page.get_textpage().get_text_range()) for page in document)
        finally:
            document.close()

    return read


READERS = {"ours": ours, "stock": stock, "pdfium": pdfium}


def measure(name: str, folder: str) -> dict[str, list[float]]:
    """By file: the best CPU-seconds, and what the reader gave."""
    read = READERS[name]()
    found: dict[str, list[float]] = {}
    for path in sorted(Path(folder).glob("*.pdf")):
        data = path.read_bytes()
        best, answer = 1e9, 0
        for _ in range(ROUNDS):
            started = time.process_time()
            answer = read(data)
            best = min(best, time.process_time() - started)
        found[path.name] = [best, answer]
    return found


def main() -> None:
    """Print a line for each folder."""
    if sys.argv[1] == "--reader":
        print(json.dumps(measure(sys.argv[2], sys.argv[3])))
        return
    for folder in sys.argv[1:]:
        results: dict[str, dict[str, list[float]]] = {name: {} for name in READERS}
        for name in [*READERS] * TURNS:
            command = [sys.executable, __file__, "--reader", name, folder]
            found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
            for file, measured in found.items():
                results[name][file] = min(measured, results[name].get(file, measured))
        files = [file for file, (_, pages) in results["ours"].items() if pages]
        pages = sum(results["ours"][file][1] for file in files)
        mine, theirs, fast = (pages / sum(results[name][file][0] for file in files) for name in READERS)
        ratios = sorted(results["stock"][file][0] / results["ours"][file][0] for file in files)
        print(
            f"{Path(folder).name}: {len(files)} files, {pages:.0f} pages; pages per CPU-second: ours {mine:.1f}, "
            f"pdfminer.six {theirs:.1f}, pypdfium2 {fast:.1f}; ours : pdfminer.six {mine / theirs:.2f} "
            f"(median of files {ratios[len(ratios) // 2]:.2f})"
        )


if __name__ == "__main__":
    main()
