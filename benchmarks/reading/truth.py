"""Sentences of the shared template resumes that survive whole, and stand under the right heading.

    python benchmarks/reading/truth.py FOLDER

FOLDER holds PDF files and ``truth/`` with the source data of some of them (RenderCV's YAML). A sentence is any text of
a section with four words or more. Failures are printed, so that their causes can be found. Needs PyYAML.
"""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import importlib
import io
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from layouts import PROJECT
from sentences import places, squeezed

sys.path.insert(0, str(PROJECT))
from service.reading import read_in_process

_MARKUP = re.compile(r"\*\*|__|(?<!\w)\*|\*(?!\w)|\[([^\]]*)\]\([^)]*\)|`")
_MIN_WORDS = 4


def texts(value: object) -> Iterator[str]:
    """Every text in a piece of source data; nested bullets are parts of their own."""
    if isinstance(value, str):
        for line in value.split("\n"):
            yield _MARKUP.sub(lambda match: match.group(1) or "", line).strip().removeprefix("- ")
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in ("url", "doi", "website"):
                yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def sentences(path: Path) -> Iterator[tuple[str, str]]:
    """(heading, sentence) of a source."""
    source = importlib.import_module("yaml").safe_load(path.read_text(encoding="utf-8"))
    for name, section in source["cv"]["sections"].items():
        heading = name if name != name.lower() else name.replace("_", " ").title()
        for text in texts(section):
            if len(text.split()) >= _MIN_WORDS:
                yield heading, text


def stock(data: bytes) -> str:
    """Stock pdfminer.six."""
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def measure(read: Callable[[bytes], str], data: bytes, truth: list[tuple[str, str]], show: str) -> tuple[int, int]:
    """Sentences that survive, and those of them under their own heading; failures are printed after ``show``."""
    text = read(data)
    whole = squeezed(text)
    marks = places(text, list(dict.fromkeys(heading for heading, _ in truth)))
    kept = right = 0
    for heading, sentence in truth:
        position = whole.find(squeezed(sentence))
        above = [name for place, name in marks if place <= position]
        good = position >= 0 and bool(above) and above[-1] == heading
        kept += position >= 0
        right += good
        if show and not good:
            print(f"  {show} {'lost' if position < 0 else 'under ' + str(above[-1:])}: [{heading}] {sentence[:90]}")
    return kept, right


def main() -> None:
    """Print a line for each file with truth, and the sums."""
    logging.disable(logging.CRITICAL)
    folder = Path(sys.argv[1])
    total = [0] * 5
    for source in sorted((folder / "truth").glob("*.yaml")):
        name = source.stem.split("__")[-1]
        for path in sorted(folder.glob(f"*{name}.pdf")):
            truth = list(sentences(source))
            data = path.read_bytes()
            ours = measure(lambda data: read_in_process(data).text, data, truth, name[:30])
            theirs = measure(stock, data, truth, "")
            row = [len(truth), *ours, *theirs]
            total = [a + b for a, b in zip(total, row, strict=True)]
            print(name, row)
    shares = [f"{value / max(total[0], 1):.4f}" for value in total[1:]]
    print(f"{total[0]} sentences; whole, right heading, stock whole, stock right heading: {', '.join(shares)}")


if __name__ == "__main__":
    main()
