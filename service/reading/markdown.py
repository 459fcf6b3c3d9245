"""Markdown: the words without the marks."""

import html
import re

from service.reading.blocks import BlockWriter
from service.reading.extracted import Extracted
from service.reading.plain import decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-{2,})[ \t]*$")
_ITEM = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?:\[[xX]\][ \t]+)?(.*)$")
_EMPTY_BOX = re.compile(r"^\[ \][ \t]+")  # of a list of tasks; a ticked one says no more than its item
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_QUOTE = re.compile(r"^ {0,3}(?:>[ \t]?)+")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:[ \t]*\S+.*$")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^()\s]*(?:[ \t]+\"[^\"\n]*\")?\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\](?:\(<?([^()\s<>]*)>?(?:[ \t]+\"[^\"\n]*\")?\)|\[[^\]\n]*\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^\s<>@]+(?:@|\.)[^\s<>]+)>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
_CODE = re.compile(r"(`{1,3})(.{1,400}?)\1")
_STRONG = re.compile(
    r"(\*{1,3}|(?<!\w)_{1,3}|~~)(?=\S)([^\n]{1,400}?)(?<=\S)\1(?!\w)|(\*{2,3})(?=\S)([^\n*]{1,400}?)(?<=\S)\3"
)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>])")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)$")


def inline(text: str) -> str:
    """Drop the marks of emphasis, code, links, images and tags from one line."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group(2).strip() if match.re is _CODE else match.group(1))
        return f"\x02{len(kept) - 1}\x03"

    text = _ESCAPE.sub(keep, _CODE.sub(keep, text.replace("\x02", "").replace("\x03", "")))
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _TAG.sub(" ", _AUTOLINK.sub(lambda match: match.group(1).removeprefix("mailto:"), text))
    for _ in range(3):
        text = _STRONG.sub(lambda match: match.group(2) or match.group(4), text)
    text = re.sub(" {2,}", " ", text)
    return html.unescape(re.sub("\x02(\\d+)\x03", lambda match: kept[int(match.group(1))], text))


class _Reader:
    """Walks the lines; a paragraph is collected until something ends it."""

    def __init__(self) -> None:
        self.blocks = BlockWriter()
        self.paragraph: list[str] = []
        self.item = False

    def flush(self) -> None:
        if not self.paragraph:
            return
        text = "".join(self.paragraph).strip()
        self.paragraph = []
        if self.item:
            self.blocks.bullet(inline(text))
        else:
            for line in text.split("\n"):
                self.blocks.paragraph(inline(line))
        self.item = False

    def add(self, line: str) -> None:
        """Add a line to the paragraph: a plain line end is a space, a hard break (or a short line) stays."""
        hard = bool(_HARD_BREAK.search(line))
        self.paragraph.append(_HARD_BREAK.sub("", line).strip() + ("\n" if hard and not self.item else " "))

    def heading(self, text: str) -> None:
        self.flush()
        self.blocks.heading(inline(text))

    def line(self, line: str) -> None:
        if not line.strip():
            self.flush()
            self.blocks.gap(soft=True)
        elif (found := _HEADING.match(line)) is not None:
            self.heading(found.group(1))
        elif _UNDERLINE.match(line) and self.paragraph and not self.item:
            text = "".join(self.paragraph)
            self.paragraph = []
            self.heading(text)
        elif _RULE.match(line) or _REFERENCE.match(line) or (_TABLE_RULE.match(line) and "|" in line):
            self.flush()
        elif (found := _ITEM.match(line)) is not None:
            self.flush()
            self.item = True
            self.add(_EMPTY_BOX.sub("☐ ", found.group(1)))
        elif "|" in line.strip()[1:] and line.strip().startswith("|"):
            self.flush()
            self.blocks.row([inline(cell) for cell in line.strip().strip("|").split("|")])
        else:
            self.add(line)


def markdown_text(text: str) -> str:
    """Markdown source → the text that its author sees rendered."""
    text = _COMMENT.sub("", _FRONT_MATTER.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    reader = _Reader()
    fenced = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            reader.flush()
            fenced = not fenced
        elif fenced:
            reader.blocks.paragraph(line)
        else:
            reader.line(_QUOTE.sub("", line))
    reader.flush()
    return reader.blocks.text()


def read_markdown(data: bytes) -> Extracted:
    """Read a Markdown file."""
    return Extracted(markdown_text(decode(data)))
