"""Pages per CPU-second of our PDF path, stock pdfminer.six and pypdfium2, on the same files in the same run.

    python benchmarks/reading/speed.py FOLDER...

Each file is read three times by each reader, in turn; the best time of each counts. CPU time of this process.
"""

import io
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

from layouts import PROJECT

sys.path.insert(0, str(PROJECT))
from service.reading import ReadingError, read_in_process  # noqa: E402 - the project is not installed where this runs

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
ROUNDS = 3


def stock(data: bytes) -> object:
    """Stock pdfminer.six: the time of its own layout; our guards cost it nothing that can be measured."""
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def pdfium(data: bytes) -> object:
    """pypdfium2."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def seconds(read: Callable[[bytes], object], data: bytes) -> float:
    """CPU-seconds of one reading."""
    started = time.process_time()
    read(data)
    return time.process_time() - started


def main() -> None:
    """Print a line for each folder."""
    for name in sys.argv[1:]:
        pages, totals = 0, [0.0, 0.0, 0.0]
        ratios: list[float] = []
        for path in sorted(Path(name).glob("*.pdf")):
            data = path.read_bytes()
            try:
                pages += read_in_process(data).pages or 0
            except ReadingError:
                continue
            best = [min(seconds(read, data) for _ in range(ROUNDS)) for read in (read_in_process, stock, pdfium)]
            totals = [total + value for total, value in zip(totals, best, strict=True)]
            ratios.append(best[1] / best[0])
        ours, theirs, fast = (pages / total for total in totals)
        ratios.sort()
        print(
            f"{Path(name).name}: {len(ratios)} files, {pages} pages; pages per CPU-second: ours {ours:.1f}, "
            f"pdfminer.six {theirs:.1f}, pypdfium2 {fast:.1f}; ours : pdfminer.six {ours / theirs:.2f} "
            f"(median of files {ratios[len(ratios) // 2]:.2f})"
        )


if __name__ == "__main__":
    main()
