"""How many sentences of the sources survive reading whole, and how many stand under the right heading.

    python benchmarks/reading/sentences.py FOLDER

FOLDER comes from layouts.py or unseen.py. A sentence is a paragraph or a bullet of the source; it survives when its
words stand in the text in one piece, whatever the line ends. It stands under the right heading when the nearest heading
of the source above it in the text is its own. Stock pdfminer.six is measured on the same files.
"""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import io
import logging
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from layouts import PROJECT, TWO_COLUMNS, renderer
from unseen import TWO_COLUMNS as UNSEEN_COLUMNS

sys.path.insert(0, str(PROJECT))
from service.reading import read_in_process

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def squeezed(text: str) -> str:
    """Letters and signs without spaces, bullets and hyphens, which lines may break at."""
    return re.sub(r"[\s•\u00ad\u2010-]+", "", text).lower().replace("\u2019", "'")


def sentences(resume: object, render: object) -> Iterator[tuple[str, str]]:
    """(heading, sentence) of a source."""
    for section in resume.sections:  # type: ignore[attr-defined]
        for block in section.blocks:
            body = block.body if isinstance(block, render.Entry) else (block,)  # type: ignore[attr-defined]
            for part in body:
                for item in part.items if isinstance(part, render.Bullets) else (part.text,):  # type: ignore[attr-defined]
                    yield section.name, item


def places(text: str, headings: list[str]) -> list[tuple[int, str]]:
    """Where in the squeezed text the headings stand as lines of their own."""
    found: list[tuple[int, str]] = []
    position = 0
    names = {squeezed(heading): heading for heading in headings}
    for line in text.split("\n"):
        plain = squeezed(line)
        if plain in names:
            found.append((position, names[plain]))
        position += len(plain)
    return found


def measure(read: Callable[[bytes], str], path: Path, truth: list[tuple[str, str]]) -> tuple[int, int]:
    """Sentences that survive, and those of them under their own heading."""
    text = read(path.read_bytes())
    whole = squeezed(text)
    marks = places(text, [heading for heading, _ in truth])
    kept = right = 0
    for heading, sentence in truth:
        position = whole.find(squeezed(sentence))
        if position < 0:
            continue
        kept += 1
        above = [name for place, name in marks if place <= position]
        right += bool(above) and above[-1] == heading
    return kept, right


def stock(data: bytes) -> str:
    """Stock pdfminer.six."""
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(data))


def main() -> None:
    """Print a table by layout and the sums."""
    render = renderer()
    folder = Path(sys.argv[1])
    sources = {path.stem: path for path in (PROJECT / "samples" / "sources").glob("*.md")}
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    layouts = sorted({path.stem.split("--")[1] for path in folder.glob("*--*.*")})
    for layout in layouts:
        for path in sorted(folder.glob(f"*--{layout}.*")):
            truth = list(sentences(render.parse_resume(sources[path.name.split("--")[0]]), render))
            row = rows[layout]
            row[0] += len(truth)
            for offset, read in ((1, lambda data: read_in_process(data).text), (3, stock)):
                if path.suffix == ".pdf" or offset == 1:
                    kept, right = measure(read, path, truth)
                    row[offset] += kept
                    row[offset + 1] += right
    print("layout | sentences | whole | right heading | stock whole | stock right heading")
    for name, chosen in (
        *((layout, [layout]) for layout in layouts),
        ("all PDF", [layout for layout in layouts if not layout.startswith(("docx", "txt", "odt", "html"))]),
        ("two columns", [*TWO_COLUMNS, *UNSEEN_COLUMNS]),
    ):
        total = [sum(rows[layout][index] for layout in chosen) for index in range(5)]
        shares = [f"{value / max(total[0], 1):.4f}" for value in total[1:]]
        print(" | ".join([name, str(total[0]), *shares]))


if __name__ == "__main__":
    main()
