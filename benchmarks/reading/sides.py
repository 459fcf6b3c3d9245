"""Render our own resumes with side columns of every kind, into a folder outside the project, for formats.py.

    python benchmarks/reading/sides.py FOLDER [RESUMES]

FOLDER gets, per resume, a PDF for each design of ``CSS`` (chromium), the two designs of LibreOffice as DOCX and as PDF,
and the plain text that formats.py compares them with. Needs chromium and soffice.
"""

# ruff: noqa: ANN401 - the sources are parsed by samples/render.py, which is loaded by its path

import html
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from layouts import PROJECT, renderer

_BASE = """
@page { size: A4; margin: 14mm 15mm }
* { box-sizing: border-box }
body { margin: 0; font: 9.6pt/1.38 "Liberation Sans", sans-serif; color: #222 }
h1, h2, h3, p, ul { margin: 0 }
h2 { margin-top: 4.5mm; font-size: 11pt }
h3 { font-size: inherit; margin-top: 2.5mm }
ul { padding-left: 4.5mm }
li { margin-top: .7mm }
aside ul { list-style: none; padding: 0 }
.when { float: right; color: #666 }
"""
CSS = {
    # A banner above both; the column at the left is written last, its headings are wide.
    "banner": """
body { display: grid; grid-template-columns: 48mm 1fr; column-gap: 8mm; grid-template-rows: auto 1fr }
header { grid-column: 1 / 3; grid-row: 1; background: #234; color: #fff; padding: 6mm }
aside { grid-column: 1; grid-row: 2; font-size: 9pt }
main { grid-column: 2; grid-row: 2 }
h2 { text-transform: uppercase; letter-spacing: .12em }
""",
    # A very narrow column at the right, headings in small letters that wrap.
    "narrow": """
body { display: grid; grid-template-columns: 1fr 34mm; column-gap: 7mm; grid-template-rows: auto 1fr }
header { grid-column: 1 / 3 }
aside { border-left: 1px solid #999; padding-left: 4mm; font-size: 8.6pt }
aside h2 { font-size: 12.5pt }
""",
    # Name and contact stand in the column, which is longer than the page beside it.
    "long": """
@page { margin: 12mm 0 }
body { display: grid; grid-template-columns: 66mm 1fr; grid-template-rows: auto 1fr }
header { grid-column: 1; grid-row: 1; padding: 0 6mm }
aside { grid-column: 1; grid-row: 2; padding: 0 6mm 6mm; font-size: 12pt; line-height: 1.6 }
main { grid-column: 2; grid-row: 1 / 3; padding: 0 8mm }
h2 { color: #a33; border-bottom: 1px solid #a33 }
.contact span { display: block }
""",
    # The column floats: below its end, on the second page, the text is as wide as the paper.
    "float": """
aside { float: left; width: 52mm; margin-right: 7mm; padding: 2mm 4mm 4mm; background: #eee; font-size: 9pt }
h2 { text-transform: uppercase }
""",
    # The same at the right, with bullets and with space between its items.
    "float-right": """
aside { float: right; width: 56mm; margin-left: 7mm; font-size: 9pt }
aside ul { list-style: square; padding-left: 4mm }
aside li { margin-top: 2.2mm }
h2 { font-weight: normal; letter-spacing: .3em; text-transform: uppercase }
""",
}
_MAIN_FIRST = ("banner", "narrow")
_WRITER_CSS = """
@page { size: 21cm 29.7cm; margin: 1.5cm }
body { font-family: "Liberation Sans"; font-size: 9.5pt }
h1 { font-size: 20pt } h2 { font-size: 12pt; color: #234; margin: 10pt 0 2pt 0 }
h3 { font-size: 9.5pt; margin: 6pt 0 0 0 } p { margin: 0 0 2pt 0 } ul { margin: 0 }
"""


def _body(parts: Iterable[Any], render: ModuleType) -> str:
    written: list[str] = []
    for part in parts:
        items = [part.text] if isinstance(part, render.Text) else part.items
        tag = "p" if isinstance(part, render.Text) else "li"
        lines = "".join(f"<{tag}>{html.escape(item)}</{tag}>" for item in items)
        written.append(lines if tag == "p" else f"<ul>{lines}</ul>")
    return "".join(written)


def _section(section: Any, render: ModuleType) -> str:
    written = [f"<h2>{html.escape(section.name)}</h2>"]
    for block in section.blocks:
        if isinstance(block, render.Entry):
            place = html.escape(", ".join(part for part in (block.employer, block.town) if part))
            when = f'<span class="when">{html.escape(block.dates)}</span>'
            written.append(f"<h3>{html.escape(block.title)} {when}</h3><p>{place}</p>{_body(block.body, render)}")
        else:
            written.append(_body((block,), render))
    return f"<section>{''.join(written)}</section>"


def _head(resume: Any) -> str:
    contact = " ".join(f"<span>{html.escape(part)}</span>" for part in resume.contact)
    title = f"<h1>{html.escape(resume.name)}</h1><p>{html.escape(resume.headline)}</p>"
    return f'<header>{title}<p class="contact">{contact}</p></header>'


def page(resume: Any, render: ModuleType, design: str) -> str:
    """The page of a resume in a design of ``CSS``."""
    columns = [
        f"<aside>{''.join(_section(section, render) for section in resume.side)}</aside>",
        f"<main>{''.join(_section(section, render) for section in resume.main)}</main>",
    ]
    content = "".join(reversed(columns) if design in _MAIN_FIRST else columns)
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{_BASE}{CSS[design]}</style>{_head(resume)}{content}'


def writer_page(resume: Any, render: ModuleType) -> str:
    """A table of two cells for LibreOffice, the side column at the right."""
    main, side = ("".join(_section(section, render) for section in part) for part in (resume.main, resume.side))
    table = f'<table width="100%"><tr valign="top"><td width="68%">{main}</td><td width="32%">{side}</td></tr></table>'
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{_WRITER_CSS}</style>{_head(resume)}{table}'


def word_columns(resume: Any, render: ModuleType) -> Any:
    """A Word file whose body is set in a narrow and a wide column."""
    from docx.enum.section import WD_SECTION  # noqa: PLC0415 - only here
    from docx.enum.text import WD_BREAK  # noqa: PLC0415 - the same
    from docx.oxml.ns import qn  # noqa: PLC0415 - the same
    from docx.oxml.parser import OxmlElement  # noqa: PLC0415 - the same

    document = render.new_document(resume, "Liberation Sans", 9.5, 16)
    for text in (resume.name, resume.headline, " | ".join(resume.contact)):
        render.tight(document.add_paragraph()).add_run(text)
    columns = document.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))  # noqa: SLF001 - no public way
    for name, value in (("num", "2"), ("equalWidth", "0"), ("space", "400")):
        columns.set(qn(f"w:{name}"), value)
    for width in ("3000", "6600"):
        column = OxmlElement("w:col")
        column.set(qn("w:w"), width)
        columns.append(column)
    for part in (resume.side, resume.main):
        for section in part:
            render.tight(document.add_paragraph()).add_run(section.name).bold = True
            for block in section.blocks:
                if isinstance(block, render.Entry):
                    render.docx_lines(document, render.stacked(block), 110)
                render.docx_body(document, block.body if isinstance(block, render.Entry) else (block,), "•")
        if part is resume.side:
            document.add_paragraph().add_run().add_break(WD_BREAK.COLUMN)
    return document


def _draw(resume: Any, render: ModuleType, folder: Path, work: Path) -> None:
    chromium = [render.CHROMIUM, *render.CHROMIUM_ARGS, f"--user-data-dir={work / 'chromium'}"]
    soffice = ["soffice", "--headless", f"-env:UserInstallation={(work / 'soffice').as_uri()}"]
    convert = ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder)]
    draft = work / "page.html"
    for design in CSS:
        draft.write_text(page(resume, render, design), encoding="utf-8")
        render.run([*chromium, f"--print-to-pdf={folder / f'{resume.key}--{design}.pdf'}", draft.as_uri()])
    table = work / f"{resume.key}--writer-table.html"
    table.write_text(writer_page(resume, render), encoding="utf-8")
    columns = folder / f"{resume.key}--writer-columns.docx"
    render.save_docx(word_columns(resume, render), columns)
    sources: tuple[tuple[Path, list[str]], ...] = ((table, ["--infilter=HTML (StarWriter)"]), (columns, []))
    for source, options in sources:
        render.run([*soffice, *options, *convert, str(source)])


def main() -> None:
    """Render."""
    render, folder = renderer(), Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    sources = sorted((PROJECT / "samples" / "sources").glob("*.md"))
    write: Callable[..., None] = render.render_txt
    with tempfile.TemporaryDirectory() as work:
        for source in sources[1 :: max(1, len(sources) // count)][:count]:
            resume = render.parse_resume(source)
            write(resume, "underlined", folder / f"{resume.key}--txt-underlined.txt", Path(work))
            _draw(resume, render, folder, Path(work))
            print(resume.key, flush=True)


if __name__ == "__main__":
    main()
