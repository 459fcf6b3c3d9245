"""Render our own resumes in layouts that the reader was not written for, into a folder outside the project.

    python benchmarks/reading/unseen.py FOLDER [RESUMES]

FOLDER gets one PDF per resume and layout (``<resume>--<layout>.pdf``). Needs chromium; where the ``typst`` package is
installed, its layouts are made too (a virtual environment of its own will do, nothing else here needs it).
"""

# ruff: noqa: ANN401 - the sources are parsed by samples/render.py, which is loaded by its path

import html
import importlib.util
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from layouts import PROJECT, renderer

_BASE = """
@page { size: A4; margin: 15mm 16mm }
* { box-sizing: border-box }
body { margin: 0; font: 9.8pt/1.4 "Liberation Sans", sans-serif; color: #222 }
h1, h2, h3, p, ul { margin: 0 }
h3 { font-size: inherit }
ul { padding-left: 4.5mm }
li { margin-top: .7mm }
section { margin-top: 4.5mm }
article { margin-top: 2.5mm }
.when { white-space: nowrap }
"""
_DRAWING = '<svg width="9" height="9" viewBox="0 0 9 9"><path d="M0 0 L9 4.5 L0 9 Z"/></svg>'

CSS = {
    # A dark column at the left that is written last.
    "left": """
@page { margin: 0 }
body { display: grid; grid-template-columns: 62mm 1fr }
header { grid-column: 1; grid-row: 1; background: #223; color: #fff; padding: 14mm 6mm 4mm }
aside { grid-column: 1; grid-row: 2 / 9; background: #223; color: #fff; padding: 0 6mm }
main { grid-column: 2; grid-row: 1 / 9; padding: 14mm 10mm }
aside ul { list-style: none; padding: 0 }
.contact span { display: block }
.when { float: right }
""",
    # A column at the right, dates at the right edge of the other.
    "rightside": """
body { display: grid; grid-template-columns: 1fr 50mm; column-gap: 8mm }
header { grid-column: 1 / 3; border-bottom: 2px solid #555; padding-bottom: 3mm }
aside { border-left: 1px solid #aaa; padding-left: 5mm; font-size: 9pt }
h2 { text-transform: uppercase; font-size: 11pt }
.when { float: right; color: #666 }
""",
    # A table: dates at the left of a line with dots, everything else at its right.
    "timeline": """
table { border-collapse: collapse; width: 100% }
td { vertical-align: top; padding: 1mm 0 2mm }
td:first-child { width: 34mm; color: #666; font-size: 9pt }
td:last-child { border-left: 2px solid #37a; padding-left: 5mm; position: relative }
td:last-child::before { content: ""; position: absolute; left: -5px; top: 6px; width: 8px; height: 8px;
  border-radius: 4px; background: #37a }
""",
    # Letters of headings far apart; the date is written before the title and floats to the right.
    "spaced": """
h1, h2 { text-transform: uppercase; letter-spacing: .38em; font-weight: normal }
h2 { font-size: 11pt; border-bottom: 1px solid #bbb }
header { text-align: center }
.when { float: right }
""",
    # Lists of skills in three columns.
    "three": """
aside ul, aside p { column-count: 3; column-gap: 6mm; font-size: 9pt }
h2 { background: #e8e8e8; padding: 1mm 2mm; font-size: 11pt }
.when::before { content: " | " }
""",
    # Headings at the left of their section.
    "gutter": """
section { display: grid; grid-template-columns: 36mm 1fr; column-gap: 5mm; padding-top: 2mm }
section h2 { font-size: 10.5pt; color: #a42; grid-column: 1 }
section > div { grid-column: 2 }
.when { float: right }
""",
    # White on a banner, headings in small capitals, long serif lines.
    "capitals": """
@page { margin: 14mm 18mm }
body { font: 10.8pt/1.38 "Liberation Serif", serif }
header { background: #703; color: #fff; padding: 6mm; display: flex; justify-content: space-between }
.contact span { display: block; text-align: right }
h2 { font-variant: small-caps; letter-spacing: .06em; border-bottom: 1px solid #703 }
.first { display: flex; justify-content: space-between }
""",
    # Two columns of newspaper, justified and hyphenated.
    "newspaper": """
body { font-size: 9.3pt; text-align: justify; hyphens: auto }
main, aside { column-count: 2; column-gap: 8mm }
h2 { font-size: 11pt; column-span: none }
""",
    # Justified and hyphenated, a footer with the page's number.
    "footer": """
@page { margin: 20mm 24mm 24mm;
  @bottom-center { content: "Curriculum vitae · page " counter(page) " of " counter(pages); font-size: 8pt } }
body { font: 11pt/1.5 "Liberation Serif", serif; text-align: justify; hyphens: auto }
.when { float: right }
""",
    # Small drawings before headings and items.
    "drawings": """
h2::before { content: ""; display: inline-block; width: 9px; height: 9px; background: #283; margin-right: 2mm }
ul { list-style: none; padding-left: 5mm }
li svg { margin-left: -4mm; margin-right: 1.6mm; fill: #283 }
.when { display: block; font-style: italic }
""",
}
TWO_COLUMNS = ("left", "rightside", "newspaper", "typst-sides")


def _body(parts: Any, render: ModuleType, mark: str) -> str:
    written: list[str] = []
    for part in parts:
        if isinstance(part, render.Text):
            written.append(f"<p>{html.escape(part.text)}</p>")
        else:
            written.append("<ul>" + "".join(f"<li>{mark}{html.escape(item)}</li>" for item in part.items) + "</ul>")
    return "".join(written)


def _head(entry: Any, layout: str) -> str:
    title, when = html.escape(entry.title), f'<span class="when">{html.escape(entry.dates)}</span>'
    place = html.escape(", ".join(part for part in (entry.employer, entry.town) if part))
    if layout in ("spaced", "left"):
        return f'<div class="first">{when}<h3>{title}</h3></div><p>{place}</p>'
    if layout in ("drawings", "three"):
        return f'<div class="first"><b>{place}</b></div><div>{title} {when}</div>'
    return f'<div class="first"><b>{title}</b> {when}</div><p><i>{place}</i></p>'


def _entry(entry: Any, render: ModuleType, layout: str) -> str:
    if layout != "timeline":
        mark = _DRAWING if layout == "drawings" else ""
        return f"<article>{_head(entry, layout)}{_body(entry.body, render, mark)}</article>"
    place = html.escape(", ".join(part for part in (entry.employer, entry.town) if part))
    head = f"<b>{html.escape(entry.title)}</b><br>{place}"
    return f"<tr><td>{html.escape(entry.dates)}</td><td>{head}{_body(entry.body, render, '')}</td></tr>"


def _section(section: Any, render: ModuleType, layout: str) -> str:
    entries = [block for block in section.blocks if isinstance(block, render.Entry)]
    written = "".join(_entry(entry, render, layout) for entry in entries)
    if layout == "timeline" and written:
        written = f"<table>{written}</table>"
    rest = [block for block in section.blocks if not isinstance(block, render.Entry)]
    mark = _DRAWING if layout == "drawings" else ""
    return f"<section><h2>{html.escape(section.name)}</h2><div>{_body(rest, render, mark)}{written}</div></section>"


def page(resume: Any, render: ModuleType, layout: str) -> str:
    """The page of a resume in a layout of ``CSS``."""
    contact = " ".join(f"<span>{html.escape(part)}</span>" for part in resume.contact)
    main = "".join(_section(section, render, layout) for section in resume.main)
    side = "".join(_section(section, render, layout) for section in resume.side)
    content = f"<main>{main}</main><aside>{side}</aside>"
    if layout in ("three", "gutter"):
        content = f"<aside>{side}</aside><main>{main}</main>"
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><style>{_BASE}{CSS[layout]}</style>'
        f"<header><div><h1>{html.escape(resume.name)}</h1><p>{html.escape(resume.headline)}</p></div>"
        f'<p class="contact">{contact}</p></header>{content}</html>'
    )


_TYPST = {
    "typst-plain": """#set text(font: "Libertinus Serif", size: 10.5pt)
#set par(justify: true)
#set text(hyphenate: true)
#set page(margin: 20mm, numbering: "1 / 1")
#show heading.where(level: 2): it => [#smallcaps(it.body) #line(length: 100%)]
""",
    "typst-sides": """#set text(font: "Libertinus Serif", size: 9.5pt)
#set par(justify: true)
#set page(margin: (x: 14mm, y: 14mm))
#show heading.where(level: 2): it => upper(text(tracking: 2pt, size: 11pt, it.body))
""",
}
_TYPST_SIGNS = str.maketrans({sign: "\\" + sign for sign in "\\#$*_`<>@[]~/-=+"})


def _typst(text: str) -> str:
    return text.translate(_TYPST_SIGNS)


def _typst_body(parts: Any, render: ModuleType) -> str:
    return "\n".join(
        _typst(part.text) + "\n" if isinstance(part, render.Text) else "\n".join("- " + _typst(i) for i in part.items)
        for part in parts
    )


def _typst_section(section: Any, render: ModuleType) -> str:
    written = [f"== {_typst(section.name)}\n"]
    for block in section.blocks:
        if isinstance(block, render.Entry):
            place = ", ".join(part for part in (block.employer, block.town) if part)
            head = f"*{_typst(block.title)}* #h(1fr) {_typst(block.dates)} \\\n_{_typst(place)}_\n"
            written.append(head + "\n" + _typst_body(block.body, render) + "\n")
        else:
            written.append(_typst_body((block,), render) + "\n")
    return "\n".join(written)


def typst_source(resume: Any, render: ModuleType, layout: str) -> str:
    """The source of a resume in a layout of ``_TYPST``."""
    contact = _typst(" | ".join(resume.contact))
    head = f"= {_typst(resume.name)}\n{_typst(resume.headline)}\n\n{contact}\n\n"
    main = "\n".join(_typst_section(section, render) for section in resume.main)
    side = "\n".join(_typst_section(section, render) for section in resume.side)
    if layout == "typst-plain":
        return _TYPST[layout] + head + main + "\n" + side
    return _TYPST[layout] + f"{head}#grid(columns: (1fr, 50mm), gutter: 8mm)[\n{main}\n][\n{side}\n]\n"


def _typst_maker() -> Callable[[str, Path], object] | None:
    if importlib.util.find_spec("typst") is None:
        return None
    compiler = importlib.import_module("typst")
    return lambda source, target: compiler.compile(source.encode(), output=str(target))


def main() -> None:
    """Render."""
    render, folder = renderer(), Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    sources = sorted((PROJECT / "samples" / "sources").glob("*.md"))
    make = _typst_maker()
    if make is None:
        print("typst is not installed: its layouts are left out")
    with tempfile.TemporaryDirectory() as work:
        profile = f"--user-data-dir={Path(work) / 'profile'}"
        for source in sources[1 :: max(1, len(sources) // count)][:count]:
            resume = render.parse_resume(source)
            for layout in CSS:
                target, draft = folder / f"{resume.key}--{layout}.pdf", Path(work) / "page.html"
                draft.write_text(page(resume, render, layout), encoding="utf-8")
                command = [render.CHROMIUM, *render.CHROMIUM_ARGS, profile, f"--print-to-pdf={target}", draft.as_uri()]
                render.run(command)
            for layout in _TYPST if make else ():
                make(typst_source(resume, render, layout), folder / f"{resume.key}--{layout}.pdf")
            print(resume.key, flush=True)


if __name__ == "__main__":
    main()
