"""One resume's content in every format, and the small tools that the tests share."""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

import io
import zipfile
from collections.abc import Iterable, Sequence

from tests.service.reading.hostile import docx, paragraph

Block = tuple[str, str]
"""("name" | "heading" | "paragraph" | "bullet" | "dated", text); a dated text is "title|dates"."""

RESUME: Sequence[Block] = (
    ("name", "Ada Brightwater"),
    ("paragraph", "Berlin, Germany"),
    ("heading", "Summary"),
    (
        "paragraph",
        (
            "Machine learning engineer who builds and operates models in production, from feature pipelines in Python "
            "and Spark to monitoring of drift, with a habit of writing things down for the people who come after."
        ),
    ),
    ("heading", "Experience"),
    ("dated", "Senior Machine Learning Engineer, Northlight Labs|Mar 2021 – Present"),
    (
        "bullet",
        "Built a training platform on Kubernetes and MLflow that cut the time from notebook to service in half.",
    ),
    ("bullet", "Wrote CI/CD pipelines with Terraform and GitHub Actions for forty repositories."),
    ("dated", "Data Engineer, Fernhill Systems|Jun 2017 – Feb 2021"),
    ("bullet", "Moved nightly SQL jobs to Apache Airflow and PostgreSQL, with tests for every table."),
    ("heading", "Skills"),
    ("bullet", "Languages: Python, C++, Go"),
    ("bullet", "Tools: Docker, Kafka, A/B testing"),
    ("heading", "Education"),
    ("dated", "MSc in Computer Science, Technical University of Harbourgate|2015 – 2017"),
)


def as_text(blocks: Iterable[Block] = RESUME) -> bytes:
    """Plain text as a person would type it."""
    lines: list[str] = []
    previous = ""
    for kind, text in blocks:
        if kind == "heading" or (kind == "dated" and previous == "bullet"):
            lines.append("")
        lines.append("- " + text if kind == "bullet" else text.replace("|", "\t"))
        previous = kind
    return "\n".join(lines).encode()


def as_markdown(blocks: Iterable[Block] = RESUME) -> bytes:
    """Markdown with the usual marks."""
    marks = {"name": "# {}\n", "heading": "\n## {}\n", "bullet": "- {}", "paragraph": "{}\n"}
    lines = [
        "\n**{}**\t*{}*\n".format(*text.split("|")) if kind == "dated" else marks[kind].format(text)
        for kind, text in blocks
    ]
    return "\n".join(lines).encode()


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def as_html(blocks: Iterable[Block] = RESUME) -> bytes:
    """A page with lists; dates stand in the right cell of a table."""
    out: list[str] = []
    previous = ""
    for kind, text in blocks:
        if kind == "bullet" and previous != "bullet":
            out.append("<ul>")
        if kind != "bullet" and previous == "bullet":
            out.append("</ul>")
        cells = "".join(f"<td>{_escape(cell)}</td>" for cell in text.split("|"))
        tags = {"name": "h1", "heading": "h2", "bullet": "li", "paragraph": "p"}
        tag = tags.get(kind)
        out.append(f"<table><tr>{cells}</tr></table>" if tag is None else f"<{tag}>{_escape(text)}</{tag}>")
        previous = kind
    body = "\n".join(out)
    head = "<head><meta charset=utf-8><title>x</title></head>"
    return f"<!doctype html><html>{head}<body>{body}</body></html>".encode()


STYLES = b"""<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Pale"><w:name w:val="Pale"/><w:rPr><w:color w:val="FEFEFE"/></w:rPr></w:style>
</w:styles>"""
STYLED = {"parts": {"word/styles.xml": STYLES}, "relations": [("rId5", "styles", "styles.xml")]}


def as_docx(blocks: Iterable[Block] = RESUME) -> bytes:
    """A Word document with heading and list styles and tabs before the dates."""
    styles = {"name": b"Heading1", "heading": b"Heading1", "bullet": b"ListBullet"}
    body = b""
    for kind, text in blocks:
        style = b'<w:pStyle w:val="%s"/>' % styles[kind] if kind in styles else b""
        words = _escape(text).encode().replace(b"|", b"</w:t><w:tab/><w:t>")
        body += paragraph(words, properties=style)
    return docx(body, **STYLED)  # type: ignore[arg-type]


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str, styles: str = "") -> bytes:
    """An OpenDocument text."""
    names = " ".join(
        f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
        for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"))
    )
    names += f' xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"'
    content = (
        f'<?xml version="1.0"?><office:document-content {names}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return out.getvalue()


def as_odt(blocks: Iterable[Block] = RESUME) -> bytes:
    """An OpenDocument text with headings and lists."""
    marks = {
        "name": "<text:h>{}</text:h>",
        "heading": "<text:h>{}</text:h>",
        "bullet": "<text:list><text:list-item><text:p>{}</text:p></text:list-item></text:list>",
        "paragraph": "<text:p>{}</text:p>",
        "dated": "<text:p>{}</text:p>",
    }
    return odt("".join(marks[kind].format(_escape(text).replace("|", "<text:tab/>")) for kind, text in blocks))


def as_rtf(blocks: Iterable[Block] = RESUME) -> bytes:
    """Rich text as word processors save it."""
    out = [r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}}"]
    previous = ""
    for kind, text in blocks:
        words = "".join(letter if letter.isascii() else rf"\u{ord(letter)}?" for letter in text).replace("|", r"\tab ")
        if kind == "heading" or (kind == "dated" and previous == "bullet"):
            out.append(r"\par ")
        bullet = r"{\pntext\f0\'B7\tab}" if kind == "bullet" else ""
        out.append(rf"{bullet}{words}\par ")
        previous = kind
    return ("".join(out) + "}").encode("ascii")


def as_pdf(blocks: Iterable[Block] = RESUME) -> bytes:
    """A page set by reportlab: wrapped paragraphs, bullets, dates at the right margin."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

    styles = getSampleStyleSheet()
    flow: list[Flowable] = []
    for kind, text in blocks:
        if kind == "dated":
            flow += [Spacer(0, 6), Table([text.split("|")], colWidths=[330, 120])]
        elif kind == "bullet":
            flow.append(Paragraph(_escape(text), styles["Bullet"], bulletText="•"))
        else:
            flow.append(
                Paragraph(_escape(text), styles[{"name": "Title", "heading": "Heading2"}.get(kind, "BodyText")])
            )
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, title="resume").build(flow)
    return out.getvalue()


FORMATS = {
    "txt": as_text,
    "md": as_markdown,
    "html": as_html,
    "docx": as_docx,
    "odt": as_odt,
    "rtf": as_rtf,
    "pdf": as_pdf,
}


def words(text: str) -> list[str]:
    """The words of a text without bullets: what must be equal in every format."""
    return [word for word in text.split() if word != "•"]
