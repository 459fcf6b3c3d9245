"""Render our own resumes in every layout that samples/render.py knows, into a folder outside the project.

    python benchmarks/reading/layouts.py FOLDER [RESUMES]

FOLDER gets one file per resume and layout (``<resume>--<layout>.<ending>``); the first RESUMES sources are taken
(4 by default). Needs chromium and soffice, about five seconds per file.
"""

import importlib.util
import sys
import tempfile
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).resolve().parents[2]
LAYOUTS = (
    "chromium-grid",
    "chromium-right",
    "chromium-serif",
    "chromium-sidebar",
    "soffice-headings",
    "soffice-html",
    "soffice-plain",
    "soffice-table",
    "reportlab-columns",
    "reportlab-sidebar",
    "reportlab-single",
    "docx-headings",
    "docx-plain",
    "docx-table",
    "txt-underlined",
)
TWO_COLUMNS = ("chromium-grid", "chromium-sidebar", "reportlab-columns", "reportlab-sidebar", "soffice-table")


def renderer() -> ModuleType:
    """The generator of the samples."""
    spec = importlib.util.spec_from_file_location("render", PROJECT / "samples" / "render.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("samples/render.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["render"] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Render."""
    render = renderer()
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    sources = sorted((PROJECT / "samples" / "sources").glob("*.md"))
    chosen = sources[:: max(1, len(sources) // count)][:count]
    render.register_fonts()
    with tempfile.TemporaryDirectory() as work:
        for source in chosen:
            resume = render.parse_resume(source)
            for layout in LAYOUTS:
                producer, design = layout.split("-", 1)
                suffix, draw = render.PRODUCERS[producer]
                target = folder / f"{resume.key}--{layout}.{suffix}"
                if not target.exists():
                    draw(resume, design, target, Path(work))
                    print(target.name, flush=True)


if __name__ == "__main__":
    main()
