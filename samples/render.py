"""Turn samples/sources/*.md into resumes of many layouts, plus labels.csv and candidates.csv.

Needs Chromium, LibreOffice Writer, the Liberation fonts, python-docx and reportlab. The layout of each resume is a
column of sources/labels.csv. Dates and identifiers inside the files are fixed, so that a second run gives the same
bytes where the producer allows it.
"""

import csv
import datetime as dt
import hashlib
import html
import os
import re
import shutil
import subprocess
import tempfile
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocxParagraph
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    HRFlowable,
    KeepTogether,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

SAMPLES = Path(__file__).resolve().parent
SOURCES = SAMPLES / "sources"
RESUMES = SAMPLES / "resumes"
MAIN_SAMPLE = "ai-machine-learning-operations-engineer-clear"
FONTS = Path("/usr/share/fonts/truetype/liberation")
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
MOMENT = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
FILE_EVERY = 4  # every fourth row of candidates.csv points at a file, the others carry the text


# ---------------------------------------------------------------------------------------------------------------------
# the source format


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A bulleted list."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """A job or a degree with the paragraphs and lists below it."""

    title: str
    employer: str
    town: str
    dates: str
    body: tuple[Text | Bullets, ...]


Block = Text | Bullets | Entry


@dataclass(frozen=True)
class Section:
    """A named section of a resume."""

    name: str
    blocks: tuple[Block, ...]

    @property
    def has_entries(self) -> bool:
        """Whether jobs or degrees are listed here."""
        return any(isinstance(block, Entry) for block in self.blocks)


@dataclass(frozen=True)
class Resume:
    """One parsed source file."""

    key: str
    name: str
    headline: str
    contact: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def main(self) -> tuple[Section, ...]:
        """The sections of the wide column: the first one and all with entries."""
        return tuple(s for i, s in enumerate(self.sections) if i == 0 or s.has_entries)

    @property
    def side(self) -> tuple[Section, ...]:
        """The sections of the narrow column: skills, languages and other short ones."""
        return tuple(s for i, s in enumerate(self.sections) if i > 0 and not s.has_entries)


def parse_plain(lines: list[str]) -> tuple[Text | Bullets, ...]:
    """Paragraphs and bullet lists from lines without headings."""
    blocks: list[Text | Bullets] = []
    for chunk in re.split(r"\n\s*\n", "\n".join(lines)):
        rows = [row.strip() for row in chunk.splitlines() if row.strip()]
        bullets = tuple(row[2:].strip() for row in rows if row.startswith("- "))
        words = " ".join(row for row in rows if not row.startswith("- "))
        if words:
            blocks.append(Text(words))
        if bullets:
            blocks.append(Bullets(bullets))
    return tuple(blocks)


def split_at(lines: list[str], mark: str) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The lines before the first heading of a kind, then each heading with its lines."""
    before: list[str] = []
    parts: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(mark):
            parts.append((line.removeprefix(mark).strip(), []))
        else:
            (parts[-1][1] if parts else before).append(line)
    return before, parts


def parse_entry(heading: str, lines: list[str]) -> Entry:
    """An entry from "title | employer | town | dates"; missing fields at the end are empty."""
    title, employer, town, dates = ([field.strip() for field in heading.split("|")] + [""] * 3)[:4]
    return Entry(title, employer, town, dates, parse_plain(lines))


def parse_section(name: str, lines: list[str]) -> Section:
    """A section with its loose paragraphs first and its entries after them."""
    loose, entries = split_at(lines, "### ")
    return Section(name, (*parse_plain(loose), *(parse_entry(*entry) for entry in entries)))


def parse_resume(path: Path) -> Resume:
    """Read one source file."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in front.splitlines() if line)
    _, sections = split_at(body.splitlines(), "## ")
    return Resume(
        key=path.stem,
        name=fields["name"].strip(),
        headline=fields["headline"].strip(),
        contact=tuple(part.strip() for part in fields["contact"].split("|")),
        sections=tuple(parse_section(*section) for section in sections),
    )


# ---------------------------------------------------------------------------------------------------------------------
# arrangements: how title, employer, town and dates share the lines above an entry

HeadLine = tuple[str, str]  # what stands at the left and what at the right margin
Arrangement = Callable[[Entry], list[HeadLine]]


def joined(separator: str, *parts: str) -> str:
    """The non-empty parts with a separator between them."""
    return separator.join(part for part in parts if part)


def brackets(entry: Entry) -> list[HeadLine]:
    """Title, Employer, Town (dates)."""
    dates = f"({entry.dates})" if entry.dates else ""
    return [(joined(" ", joined(", ", entry.title, entry.employer, entry.town), dates), "")]


def dash(entry: Entry) -> list[HeadLine]:
    """Employer — Title with the dates at the right, the town below."""
    lines = [(joined(" — ", entry.employer, entry.title), entry.dates)]
    return [*lines, (entry.town, "")] if entry.town else lines


def split(entry: Entry) -> list[HeadLine]:
    """Title with the dates at the right, employer and town below."""
    return [(entry.title, entry.dates), (joined(", ", entry.employer, entry.town), "")]


def stacked(entry: Entry) -> list[HeadLine]:
    """Title, employer and town, dates, each on a line of its own."""
    lines = (entry.title, joined(", ", entry.employer, entry.town), entry.dates)
    return [(line, "") for line in lines if line]


def dates_first(entry: Entry) -> list[HeadLine]:
    """Dates: Title, Employer, Town."""
    return [(joined(": ", entry.dates, joined(", ", entry.title, entry.employer, entry.town)), "")]


def employer_first(entry: Entry) -> list[HeadLine]:
    """Employer and town with the dates at the right, the title below."""
    employer = joined(", ", entry.employer, entry.town)
    return [(employer, entry.dates), (entry.title, "")] if employer else [(entry.title, entry.dates)]


def bars(entry: Entry) -> list[HeadLine]:
    """Title | Employer | Town | dates."""
    return [(joined(" | ", entry.title, entry.employer, entry.town, entry.dates), "")]


# ---------------------------------------------------------------------------------------------------------------------
# plain text

TextHeading = Callable[[str], list[str]]


def underlined(name: str) -> list[str]:
    """A heading with a line of dashes below."""
    return [name, "-" * len(name)]


def upper(name: str) -> list[str]:
    """A heading in capitals."""
    return [name.upper()]


def boxed(name: str) -> list[str]:
    """A heading between equals signs."""
    return [f"=== {name} ==="]


@dataclass(frozen=True)
class TextDesign:
    """How a plain-text resume looks."""

    heading: TextHeading
    arrangement: Arrangement
    bullet: str
    width: int = 0


def wrapped(line: str, width: int, hang: str = "") -> list[str]:
    """A line cut to the width; without a width as it is."""
    if not width or len(line) <= width:
        return [line]
    return textwrap.wrap(line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)


def text_body(body: tuple[Text | Bullets, ...], design: TextDesign) -> Iterator[str]:
    """Lines of paragraphs and lists."""
    for block in body:
        if isinstance(block, Text):
            yield from wrapped(block.text, design.width)
        else:
            for item in block.items:
                yield from wrapped(f"{design.bullet}{item}", design.width, " " * len(design.bullet))


def text_head(line: HeadLine) -> str:
    """One line above an entry, never cut, the right part pushed towards the margin."""
    left, right = line
    return f"{left}{' ' * max(3, 78 - len(left) - len(right))}{right}" if right else left


def text_section(section: Section, design: TextDesign) -> Iterator[str]:
    """Lines of a section, ending with an empty one."""
    yield from design.heading(section.name)
    for block in section.blocks:
        if isinstance(block, Entry):
            yield ""
            yield from map(text_head, design.arrangement(block))
            yield from text_body(block.body, design)
        else:
            yield from text_body((block,), design)
    yield ""


def plain_text(resume: Resume, design: TextDesign) -> str:
    """The whole resume as plain text."""
    lines = [*design.heading(resume.name)] if design.heading is upper else [resume.name]
    lines += [*wrapped(resume.headline, design.width), *wrapped(" | ".join(resume.contact), design.width), ""]
    for section in resume.sections:
        lines += [*text_section(section, design), ""]
    return "\n".join(lines).rstrip() + "\n"


TEXT_DESIGNS = {
    "underlined": TextDesign(underlined, split, "- "),
    "upper": TextDesign(upper, brackets, "* "),
    "wrapped": TextDesign(upper, stacked, "  - ", width=80),
    "bars": TextDesign(boxed, bars, "• ", width=80),
}
CANDIDATE_TEXT = TextDesign(underlined, stacked, "- ")


def render_txt(resume: Resume, design: str, target: Path, _work: Path) -> None:
    """Write a text file."""
    target.write_text(plain_text(resume, TEXT_DESIGNS[design]), encoding="utf-8", newline="\n")


# ---------------------------------------------------------------------------------------------------------------------
# HTML, printed by Chromium or converted by LibreOffice

BASE_CSS = """
@page { size: A4; margin: 16mm 17mm }
* { box-sizing: border-box }
body { margin: 0; font: 10pt/1.38 "Liberation Sans", sans-serif; color: #222 }
h1, h2, p, ul { margin: 0 }
ul { padding-left: 4.5mm }
li { margin-top: 0.6mm }
section { margin-top: 4.5mm }
section > p, section > ul { margin-top: 1.2mm }
h2, .head { break-after: avoid }
.head, li { break-inside: avoid }
article { margin-top: 2.4mm }
.line { display: flex; justify-content: space-between; gap: 6mm }
.line.first { font-weight: bold }
.when { white-space: nowrap; font-weight: normal }
"""

CSS = {
    "serif": """
body { font: 10.6pt/1.36 "Liberation Serif", serif }
header { text-align: center; border-bottom: 2px double #444; padding-bottom: 3mm }
h1 { font-size: 22pt; font-weight: normal; letter-spacing: .03em }
.headline { font-style: italic; font-size: 11.5pt }
.contact span + span::before { content: " · " }
h2 { font-size: 12.5pt; font-variant: small-caps; letter-spacing: .08em; border-bottom: 1px solid #999 }
""",
    "sidebar": """
@page { margin: 13mm 14mm 12mm }
body { font-size: 9.3pt; line-height: 1.34; display: grid; grid-template-columns: 54mm 1fr; column-gap: 7mm;
  grid-template-rows: auto 1fr }
header { grid-column: 1 / 3; border-bottom: 1.2mm solid #2f6f62; padding-bottom: 3mm }
h1 { font-size: 23pt; color: #2f6f62 }
.headline { font-size: 11pt }
.contact { font-size: 8.8pt; color: #555 }
.contact span + span::before { content: " | " }
aside { background: #eef4f2; padding: 0 4mm 4mm; box-decoration-break: clone; font-size: 9pt }
aside ul { padding-left: 0; list-style: none }
h2 { font-size: 11pt; color: #2f6f62; text-transform: uppercase; letter-spacing: .05em }
.line + .line { color: #555 }
""",
    "banner": """
@page { margin: 14mm 0 } @page :first { margin-top: 0 }
body { font-family: "DejaVu Sans", sans-serif; font-size: 8.9pt; line-height: 1.42 }
header { background: #1d3557; color: white; padding: 9mm 16mm 7mm }
section { margin-left: 16mm; margin-right: 16mm }
h1 { font-size: 21pt }
.headline { font-size: 11pt; color: #f1c27d; margin-top: 1mm }
.contact { margin-top: 2mm; font-size: 8.4pt }
.contact span { margin-right: 5mm; white-space: nowrap }
h2 { font-size: 11.5pt; color: #1d3557; border-left: 1.6mm solid #e07a3f; padding-left: 2.5mm }
.when, .line + .line { color: #666 }
""",
    "right": """
@page { margin: 13mm 16mm 12mm }
body { font-size: 9.6pt; line-height: 1.35 }
header { display: flex; justify-content: space-between; gap: 8mm; align-items: flex-end;
  border-bottom: .5mm solid #8a1c3b; padding-bottom: 2.5mm }
h1 { font-size: 24pt; line-height: 1.1 }
.headline { font-size: 11pt; color: #8a1c3b; margin-top: 1mm }
.contact { text-align: right; font-size: 8.8pt; min-width: 58mm }
.contact span { display: block }
section { margin-top: 3.8mm }
article { margin-top: 2mm }
h2 { font-size: 11.5pt; color: #8a1c3b }
.line + .line { font-style: italic }
.when { color: #8a1c3b }
""",
    "compact": """
@page { margin: 11mm 12mm }
body { font: 10pt/1.28 "Liberation Sans Narrow", "Liberation Sans", sans-serif; letter-spacing: .01em }
header { display: block }
h1 { font-size: 15pt; display: inline }
.headline { display: inline; font-size: 10.5pt; margin-left: 3mm }
.contact span + span::before { content: " / " }
section { margin-top: 2.2mm }
h2 { font-size: 9.5pt; background: #ddd; padding: .3mm 1.5mm; text-transform: uppercase }
article { margin-top: 1.2mm }
li { margin-top: 0 }
""",
    "grid": """
body { font-size: 9.7pt }
h1 { font-size: 20pt; font-weight: normal; color: #5b4b8a }
.headline { font-weight: bold }
.contact span + span::before { content: " / " }
section { border-top: 1px solid #b9b2d0; padding-top: 2mm }
h2 { font-size: 12pt; font-weight: normal; color: #5b4b8a }
.line { flex-direction: row-reverse; justify-content: flex-end; gap: 0 }
.when { width: 38mm; flex: none; color: #5b4b8a; white-space: normal }
.line + .line, article > ul, article > p { margin-left: 38mm }
.line + .line { font-style: italic }
""",
}
HTML_ARRANGEMENTS: dict[str, Arrangement] = {
    "serif": brackets,
    "sidebar": stacked,
    "banner": dash,
    "right": split,
    "compact": dates_first,
    "grid": employer_first,
}
WRITER_CSS = """
@page { size: 21cm 29.7cm; margin: 2cm 2.2cm }
body, p, li { font-family: "Liberation Serif"; font-size: 11pt; margin-bottom: 0.08cm }
h1 { font-family: "DejaVu Sans"; font-size: 20pt; color: #7a3b00; margin-bottom: 0.1cm }
h2 { font-family: "DejaVu Sans"; font-size: 12pt; color: #7a3b00; border-bottom: 1pt solid #7a3b00; margin-top: 0.45cm }
p.first { font-weight: bold; margin-top: 0.25cm }
p.next { font-style: italic }
"""


def esc(text: str) -> str:
    """Text made safe for markup."""
    return html.escape(text, quote=False)


def html_body(body: tuple[Text | Bullets, ...]) -> str:
    """Paragraphs and lists."""
    parts: list[str] = []
    for block in body:
        if isinstance(block, Text):
            parts.append(f"<p>{esc(block.text)}</p>")
        else:
            parts.append("<ul>" + "\n".join(f"<li>{esc(item)}</li>" for item in block.items) + "</ul>")
    return "\n".join(parts)


def flex_head(lines: list[HeadLine]) -> str:
    """The lines above an entry for a browser."""
    rows = []
    for number, (left, right) in enumerate(lines):
        when = f'<span class="when">{esc(right)}</span>' if right else ""
        rows.append(f'<div class="line{"" if number else " first"}"><span>{esc(left)}</span>{when}</div>')
    return f'<div class="head">{"".join(rows)}</div>'


def writer_head(lines: list[HeadLine]) -> str:
    """The lines above an entry for LibreOffice, which knows no flexible boxes."""
    return "\n".join(
        f'<p class="{"next" if number else "first"}">{esc(joined(", ", *line))}</p>'
        for number, line in enumerate(lines)
    )


def html_section(section: Section, arrangement: Arrangement, head: Callable[[list[HeadLine]], str]) -> str:
    """A section with its heading."""
    parts = [f"<section><h2>{esc(section.name)}</h2>"]
    for block in section.blocks:
        if isinstance(block, Entry):
            parts.append(f"<article>{head(arrangement(block))}\n{html_body(block.body)}</article>")
        else:
            parts.append(html_body((block,)))
    return "\n".join([*parts, "</section>"])


def html_page(resume: Resume, css: str, content: str) -> str:
    """A complete page."""
    contact = " ".join(f"<span>{esc(part)}</span>" for part in resume.contact)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{esc(resume.name)}</title>\n'
        f"<style>{css}</style></head>\n<body><header><div><h1>{esc(resume.name)}</h1>\n"
        f'<p class="headline">{esc(resume.headline)}</p></div>\n<p class="contact">{contact}</p></header>\n'
        f"{content}\n</body></html>\n"
    )


def browser_html(resume: Resume, design: str) -> str:
    """The page of one of the Chromium designs."""

    def sections(chosen: tuple[Section, ...]) -> str:
        return "\n".join(html_section(section, HTML_ARRANGEMENTS[design], flex_head) for section in chosen)

    content = sections(resume.sections)
    if design == "sidebar":
        content = f"<aside>{sections(resume.side)}</aside>\n<main>{sections(resume.main)}</main>"
    return html_page(resume, BASE_CSS + CSS[design], content)


def writer_html(resume: Resume) -> str:
    """The page for LibreOffice: no boxes beside each other."""
    content = "\n".join(html_section(section, stacked, writer_head) for section in resume.sections)
    page = html_page(resume, WRITER_CSS, content)
    return page.replace("</span> <span>", "</span> | <span>")


def freeze_pdf(path: Path) -> None:
    """Replace dates and random identifiers by constants of the same length, so that offsets stay right."""
    data = path.read_bytes()
    data = re.sub(rb"D:20\d{12}", b"D:20250101000000", data)
    data = re.sub(rb"(?<=D:20250101000000)[+-]\d\d'\d\d'", b"+00'00'", data)
    data = re.sub(rb"/ID\s*\[\s*<[0-9A-Fa-f]+>\s*<[0-9A-Fa-f]+>", lambda m: blank_hex(m[0]), data)
    data = re.sub(rb"/DocChecksum\s*/[0-9A-Fa-f]+", lambda m: blank_hex(m[0]), data)
    path.write_bytes(data)


def blank_hex(found: bytes) -> bytes:
    """The same bytes with every hexadecimal identifier of 16 or more digits set to zeros."""
    return re.sub(rb"[0-9A-Fa-f]{16,}", lambda m: b"0" * len(m[0]), found)


def run(command: list[str]) -> None:
    """Run a producer quietly; a failure shows its output."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(MOMENT.timestamp())), "TZ": "UTC"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=180, env=environment)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}\n{done.stderr}")


def render_chromium(resume: Resume, design: str, target: Path, work: Path) -> None:
    """Print a page to PDF with Chromium."""
    page = work / "resume.html"
    page.write_text(browser_html(resume, design), encoding="utf-8")
    profile = f"--user-data-dir={work / 'chromium-profile'}"
    run([CHROMIUM, *CHROMIUM_ARGS, profile, f"--print-to-pdf={target}", page.as_uri()])
    freeze_pdf(target)


# ---------------------------------------------------------------------------------------------------------------------
# DOCX

Holder = Document | _Cell


def docx_lines(holder: Holder, lines: list[HeadLine], width: float) -> None:
    """The lines above an entry, the right part behind a tab stop at the margin."""
    for number, (left, right) in enumerate(lines):
        paragraph = holder.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(0 if number else 7)
        paragraph.paragraph_format.space_after = Pt(1)
        paragraph.paragraph_format.keep_with_next = True
        run_left = paragraph.add_run(left)
        run_left.bold, run_left.italic = number == 0, number > 0
        if right:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
            paragraph.add_run(f"\t{right}")


def docx_body(holder: Holder, body: tuple[Text | Bullets, ...], bullet: str = "") -> None:
    """Paragraphs and lists; with a bullet sign as ordinary paragraphs, else in the list style."""
    for block in body:
        for item in (block.text,) if isinstance(block, Text) else block.items:
            if isinstance(block, Text):
                paragraph = holder.add_paragraph(item)
            elif bullet:
                paragraph = holder.add_paragraph(f"{bullet} {item}")
            else:
                paragraph = holder.add_paragraph(item, style="List Bullet")
            paragraph.paragraph_format.space_after = Pt(2)


def new_document(resume: Resume, font: str, size: float, margin: float) -> Document:
    """An empty A4 document with fixed properties and one base font."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(margin)
    page.top_margin = page.bottom_margin = Mm(margin - 4)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(size)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = resume.name, f"Resume {resume.name}", ""
    properties.created = properties.modified = MOMENT.replace(tzinfo=None)
    return document


def tight(paragraph: DocxParagraph, after: float = 2) -> DocxParagraph:
    """A paragraph with little room below."""
    paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def docx_plain(resume: Resume) -> Document:
    """Plain paragraphs: bold capitals as headings, dates first."""
    document = new_document(resume, "Liberation Sans", 10.5, 24)
    tight(document.add_paragraph()).add_run(resume.name).bold = True
    tight(document.add_paragraph(resume.headline))
    for part in resume.contact:
        tight(document.add_paragraph(part), 0)
    for section in resume.sections:
        heading = tight(document.add_paragraph())
        heading.paragraph_format.space_before = Pt(12)
        heading.paragraph_format.keep_with_next = True
        heading.add_run(section.name.upper()).bold = True
        for block in section.blocks:
            if isinstance(block, Entry):
                docx_lines(document, dates_first(block), 162)
                docx_body(document, block.body, "-")
            else:
                docx_body(document, (block,), "-")
    return document


def docx_headings(resume: Resume) -> Document:
    """Word's own title and heading styles, dates at the right margin."""
    document = new_document(resume, "Liberation Serif", 11, 22)
    document.add_heading(resume.name, level=0)
    document.add_paragraph(resume.headline, style="Subtitle")
    tight(document.add_paragraph(" | ".join(resume.contact)))
    for section in resume.sections:
        document.add_heading(section.name, level=1)
        for block in section.blocks:
            if isinstance(block, Entry):
                docx_lines(document, split(block), 166)
                docx_body(document, block.body)
            else:
                docx_body(document, (block,))
    return document


def new_row(document: Document) -> tuple[_Cell, _Cell]:
    """A narrow and a wide cell at the end of the table."""
    cells: tuple[_Cell, ...] = document.tables[0].add_row().cells  # type: ignore[no-untyped-call]
    cells[0].width, cells[1].width = Mm(38), Mm(132)
    return cells[0], cells[1]


def table_row(document: Document, left: str) -> _Cell:
    """A new row with a grey left cell; gives the right cell."""
    narrow, wide = new_row(document)
    note = tight(narrow.paragraphs[0])
    note.paragraph_format.space_before = Pt(7 if left else 0)
    note.add_run(left).font.color.rgb = RGBColor(0x55, 0x55, 0x55)
    return wide


def drop_first_paragraph(cell: _Cell) -> None:
    """Remove the empty paragraph that every new cell has."""
    first = cell.paragraphs[0]
    if len(cell.paragraphs) > 1 and not first.text:
        cell._tc.remove(first._p)  # noqa: SLF001


def docx_table(resume: Resume) -> Document:
    """A table over the whole page: section names and dates left, the rest right."""
    document = new_document(resume, "Liberation Sans", 10, 20)
    title = tight(document.add_paragraph()).add_run(resume.name)
    title.bold, title.font.size, title.font.color.rgb = True, Pt(20), RGBColor(0x1F, 0x4E, 0x79)
    tight(document.add_paragraph()).add_run(resume.headline).italic = True
    table = document.add_table(rows=0, cols=2)
    table.autofit = False
    table.columns[0].width, table.columns[1].width = Mm(38), Mm(132)
    contact = table_row(document, "Contact")
    docx_body(contact, tuple(Text(part) for part in resume.contact))
    drop_first_paragraph(contact)
    for section in resume.sections:
        docx_table_section(document, section)
    return document


def docx_table_section(document: Document, section: Section) -> None:
    """The rows of one section."""
    narrow, wide = new_row(document)
    paragraph = tight(narrow.merge(wide).paragraphs[0], 3)
    paragraph.paragraph_format.space_before = Pt(9)
    paragraph.paragraph_format.keep_with_next = True
    name = paragraph.add_run(section.name)
    name.bold, name.font.size, name.font.color.rgb = True, Pt(12.5), RGBColor(0x1F, 0x4E, 0x79)
    for block in section.blocks:
        cell = table_row(document, block.dates if isinstance(block, Entry) else "")
        if isinstance(block, Entry):
            employer = joined(", ", block.employer, block.town)
            docx_lines(cell, [(line, "") for line in (block.title, employer) if line], 130)
            docx_body(cell, block.body, "•")
        else:
            docx_body(cell, (block,), "•")
        drop_first_paragraph(cell)


DOCX_DESIGNS = {"plain": docx_plain, "headings": docx_headings, "table": docx_table}


def save_docx(document: Document, target: Path) -> None:
    """Save with fixed times for the parts of the archive."""
    document.save(str(target))
    with zipfile.ZipFile(target) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, MOMENT.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def render_docx(resume: Resume, design: str, target: Path, _work: Path) -> None:
    """Write a Word file."""
    save_docx(DOCX_DESIGNS[design](resume), target)


def render_soffice(resume: Resume, design: str, target: Path, work: Path) -> None:
    """Convert a Word file or an HTML page to PDF with LibreOffice."""
    options: list[str] = []
    if design == "html":
        source = work / f"{resume.key}.html"
        source.write_text(writer_html(resume), encoding="utf-8")
        options = ["--infilter=HTML (StarWriter)"]
    else:
        source = work / f"{resume.key}.docx"
        save_docx(DOCX_DESIGNS[design](resume), source)
    profile = f"-env:UserInstallation={(work / 'soffice-profile').as_uri()}"
    convert = ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(work), str(source)]
    run(["soffice", "--headless", profile, *options, *convert])
    shutil.move(work / f"{resume.key}.pdf", target)
    freeze_pdf(target)


# ---------------------------------------------------------------------------------------------------------------------
# reportlab


@dataclass(frozen=True)
class PaperDesign:
    """Fonts, colour and arrangement of a reportlab resume."""

    font: str
    size: float
    colour: str
    arrangement: Arrangement
    bullet: str = "•"

    def style(self, *, bold: bool = False, italic: bool = False, scale: float = 1) -> ParagraphStyle:
        """A paragraph style of this design."""
        face = self.font + ("-Bold" if bold else "-Italic" if italic else "")
        size = self.size * scale
        return ParagraphStyle("", fontName=face, fontSize=size, leading=size * 1.28)


PAPER_DESIGNS = {
    "single": PaperDesign("LiberationSerif", 10.6, "#20404f", dash),
    "sidebar": PaperDesign("LiberationSans", 9.1, "#7b2d26", stacked),
    "columns": PaperDesign("LiberationSans", 9.4, "#333333", brackets, "\N{EN DASH}"),
}


def register_fonts() -> None:
    """Make the Liberation families known; the built-in fonts lack many letters of European names."""
    for family in ("LiberationSans", "LiberationSerif"):
        for face in ("Regular", "Bold", "Italic"):
            name = family if face == "Regular" else f"{family}-{face}"
            pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{family}-{face}.ttf")))


def paper_body(body: tuple[Text | Bullets, ...], design: PaperDesign) -> list[Flowable]:
    """Paragraphs and lists."""
    flow: list[Flowable] = []
    item_style = ParagraphStyle("", design.style(), leftIndent=10, bulletIndent=1, spaceAfter=1.5)
    for block in body:
        if isinstance(block, Text):
            flow.append(Paragraph(esc(block.text), ParagraphStyle("", design.style(), spaceAfter=2)))
        else:
            flow += [Paragraph(esc(item), item_style, bulletText=design.bullet) for item in block.items]
    return flow


def paper_head(lines: list[HeadLine], design: PaperDesign, width: float) -> list[Flowable]:
    """The lines above an entry, dates in a right-hand cell if the arrangement wants it."""
    flow: list[Flowable] = [Spacer(1, 4)]
    for number, (left, right) in enumerate(lines):
        words = Paragraph(esc(left), design.style(bold=number == 0, italic=number > 0))
        if not right:
            flow.append(words)
            continue
        when = Paragraph(esc(right), ParagraphStyle("", design.style(), alignment=2))
        cells = Table([[words, when]], colWidths=[width - 100, 100])
        cells.setStyle([(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")])
        flow.append(cells)
    return flow


def paper_section(section: Section, design: PaperDesign, width: float) -> list[Flowable]:
    """A section; its heading stays with what follows."""
    bold = design.style(bold=True, scale=1.2)
    heading = ParagraphStyle("", bold, spaceBefore=9, spaceAfter=1.5, textColor=HexColor(design.colour))
    waiting: list[Flowable] = [
        Paragraph(esc(section.name), heading),
        HRFlowable(width="100%", thickness=0.6, color=HexColor(design.colour), spaceAfter=2),
    ]
    flow: list[Flowable] = []
    for block in section.blocks:
        body = paper_body(block.body if isinstance(block, Entry) else (block,), design)
        head = paper_head(design.arrangement(block), design, width) if isinstance(block, Entry) else []
        flow += [KeepTogether([*waiting, *head, *body[:1]]), *body[1:]]
        waiting = []
    return flow


def paper_top(resume: Resume, design: PaperDesign) -> list[Flowable]:
    """Name, headline and contact."""
    name = ParagraphStyle("", design.style(bold=True, scale=2), textColor=HexColor(design.colour))
    headline = ParagraphStyle("", design.style(italic=True, scale=1.1), spaceAfter=2)
    contact = ParagraphStyle("", design.style(scale=0.95), spaceAfter=4)
    return [
        Paragraph(esc(resume.name), name),
        Paragraph(esc(resume.headline), headline),
        Paragraph(esc(" | ".join(resume.contact)), contact),
    ]


def frame(left: float, bottom: float, width: float, height: float) -> Frame:
    """A frame without padding, in millimetres."""
    return Frame(left * mm, bottom * mm, width * mm, height * mm, 0, 0, 0, 0)


def paper_flow(sections: tuple[Section, ...], design: PaperDesign, width: float) -> list[Flowable]:
    """The flow of several sections in a column of a width in millimetres."""
    return [part for section in sections for part in paper_section(section, design, width * mm)]


def paper_single(resume: Resume, design: PaperDesign) -> tuple[list[PageTemplate], list[Flowable]]:
    """One column."""
    pages = [PageTemplate("all", [frame(20, 17, 170, 263)])]
    return pages, [*paper_top(resume, design), *paper_flow(resume.sections, design, 170)]


def paper_sidebar(resume: Resume, design: PaperDesign) -> tuple[list[PageTemplate], list[Flowable]]:
    """Short sections in a narrow column at the left, jobs and education at the right."""
    pages = [
        PageTemplate("first", [frame(15, 262, 180, 22), frame(15, 15, 50, 245), frame(71, 15, 124, 245)]),
        PageTemplate("later", [frame(71, 15, 124, 265)]),
    ]
    flow = [NextPageTemplate("later"), *paper_top(resume, design), FrameBreak()]
    flow += [*paper_flow(resume.side, design, 50), FrameBreak()]
    return pages, [*flow, *paper_flow(resume.main, design, 124)]


def paper_columns(resume: Resume, design: PaperDesign) -> tuple[list[PageTemplate], list[Flowable]]:
    """Two equal columns, read like a newspaper."""
    pages = [
        PageTemplate("first", [frame(15, 262, 180, 22), frame(15, 15, 87, 245), frame(108, 15, 87, 245)]),
        PageTemplate("later", [frame(15, 15, 87, 265), frame(108, 15, 87, 265)]),
    ]
    flow = [NextPageTemplate("later"), *paper_top(resume, design), FrameBreak()]
    return pages, [*flow, *paper_flow(resume.sections, design, 87)]


PAPER_PAGES = {"single": paper_single, "sidebar": paper_sidebar, "columns": paper_columns}


def render_reportlab(resume: Resume, design: str, target: Path, _work: Path) -> None:
    """Draw a PDF with reportlab."""
    pages, flow = PAPER_PAGES[design](resume, PAPER_DESIGNS[design])
    document = BaseDocTemplate(str(target), pagesize=A4, title=resume.name, author=resume.name, invariant=1)
    document.addPageTemplates(pages)
    document.build(flow)


# ---------------------------------------------------------------------------------------------------------------------
# the whole set

Renderer = Callable[[Resume, str, Path, Path], None]
PRODUCERS: dict[str, tuple[str, Renderer]] = {
    "chromium": ("pdf", render_chromium),
    "soffice": ("pdf", render_soffice),
    "reportlab": ("pdf", render_reportlab),
    "docx": ("docx", render_docx),
    "txt": ("txt", render_txt),
}


def read_labels() -> list[dict[str, str]]:
    """The rows of sources/labels.csv: file, role_id, note, layout."""
    with (SOURCES / "labels.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def write_csv(path: Path, header: list[str], rows: list[list[str]]) -> None:
    """Write a CSV file with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def render_one(resume: Resume, layout: str, work: Path) -> Path:
    """Render one resume in its layout and remove its renderings in other formats."""
    producer, design = layout.split("-", 1)
    suffix, renderer = PRODUCERS[producer]
    for old in RESUMES.glob(f"{resume.key}.*"):
        old.unlink()
    target = RESUMES / f"{resume.key}.{suffix}"
    renderer(resume, design, target, work)
    print(f"{target.name} ({layout})")
    return target


def write_candidates(rendered: list[tuple[Resume, Path]]) -> None:
    """Write candidates.csv in a mixed but stable order."""
    mixed = sorted(rendered, key=lambda pair: hashlib.sha256(pair[0].key.encode()).hexdigest())
    rows = []
    for number, (resume, path) in enumerate(mixed, start=1):
        as_file = number % FILE_EVERY == 0
        text = "" if as_file else plain_text(resume, CANDIDATE_TEXT)
        reference = path.relative_to(SAMPLES).as_posix() if as_file else ""
        rows.append([f"C-{number:04}", resume.name, text, reference])
    write_csv(SAMPLES / "candidates.csv", ["external_id", "name", "resume_text", "resume_file"], rows)


def main() -> None:
    """Render everything."""
    RESUMES.mkdir(exist_ok=True)
    register_fonts()
    labels = read_labels()
    rendered: list[tuple[Resume, Path]] = []
    with tempfile.TemporaryDirectory() as folder:
        for row in labels:
            resume = parse_resume(SOURCES / row["file"])
            rendered.append((resume, render_one(resume, row["layout"], Path(folder))))
    rows = [
        [path.relative_to(SAMPLES.parent).as_posix(), row["role_id"], row["note"]]
        for row, (_, path) in zip(labels, rendered, strict=True)
    ]
    write_csv(SAMPLES / "labels.csv", ["file", "role_id", "note"], rows)
    write_candidates(rendered)
    shutil.copyfile(RESUMES / f"{MAIN_SAMPLE}.pdf", SAMPLES / "resume.pdf")


if __name__ == "__main__":
    main()
