"""HTML pages: what a visitor sees, as blocks of text."""
import re
from html.parser import HTMLParser

from service.reading.blocks import BlockWriter
from service.reading.extracted import Extracted
from service.reading.plain import decode


class _P(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.b = BlockWriter()
        self.cur: list[str] = []
        self.kind = "paragraph"
        self.skip = 0

    def flush(self) -> None:
        t = re.sub(r"\s+", " ", "".join(self.cur))
        self.cur = []
        getattr(self.b, self.kind)(t)
        self.kind = "paragraph"

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("script", "style", "nav"):
            self.skip += 1
        elif tag in ("p", "div", "ul", "tr", "section", "br", "h1", "h2", "h3", "h4", "li"):
            self.flush()
            if tag[0] == "h":
                self.kind = "heading"
            elif tag == "li":
                self.kind = "bullet"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "nav"):
            self.skip -= 1
        elif tag in ("p", "div", "ul", "tr", "section", "h1", "h2", "h3", "h4", "li"):
            self.flush()

    def handle_data(self, data: str) -> None:
        if self.skip <= 0:
            self.cur.append(data)


def read_html(data: bytes) -> Extracted:
    p = _P()
    p.feed(decode(data))
    p.flush()
    return Extracted(p.b.text())
