"""ActualText: what a piece of a page says where its glyphs do not."""

from typing import Any, NamedTuple

from service.reading.pdf.resources import Resources, name_of
from service.reading.pdf.spans import Span
from service.reading.pdf.tokens import Name

_MAX_OPEN = 256
_MAX_ICON_NAME = 24
_MAX_ADDRESS = 120


def _decode(string: bytes) -> str:
    if string.startswith(b"\xfe\xff"):
        return string[2:].decode("utf-16-be", "ignore")
    if string.startswith(b"\xff\xfe"):
        return string[2:].decode("utf-16-le", "ignore")
    if string.startswith(b"\xef\xbb\xbf"):
        return string[3:].decode("utf-8", "ignore")
    return string.decode("latin-1")


class ActualText(NamedTuple):
    """A replacement text and the index of the first span that it replaces."""

    text: str
    first: int

    @classmethod
    def of(cls, operands: list[Any], resources: Resources, first: int) -> "ActualText | None":
        """The replacement that a ``BDC`` announces, inline or through the page's properties."""
        properties = operands[-1] if operands else None
        value: Any = None
        if isinstance(properties, list):
            keys = [name_of(item) if isinstance(item, Name) else "" for item in properties]
            if "ActualText" in keys[:-1]:
                value = properties[keys.index("ActualText") + 1]
        elif isinstance(properties, Name) and len(operands) > 1:
            value = resources.dictionary("Properties", name_of(properties)).get("ActualText")
        return cls(_decode(value), first) if isinstance(value, bytes) and not isinstance(value, Name) else None

    def replace(self, spans: list[Span]) -> int:
        """Put the text in the place of the spans since the mark, when they stand on one line.

        Returns the number of characters that were refused: a replacement far longer than what is drawn is a
        way to say what nobody sees. (Chrome replaces a word, other programs a ligature.)
        """
        replaced = spans[self.first :]
        wanted = self.text.strip()
        drawn = sum(len(span.text.strip()) for span in replaced)
        if not replaced or len(wanted) > 2 * drawn + 3:
            # A word for an icon ("Location") or the address behind a short link is usual and harmless, though
            # it is not taken for text; whole sentences are not harmless.
            harmless = len(wanted) <= _MAX_ICON_NAME or (len(wanted.split()) == 1 and len(wanted) <= _MAX_ADDRESS)
            return 0 if harmless else len("".join(wanted.split()))
        start, end = replaced[0], replaced[-1]
        if all(abs(span.y0 - start.y0) < 0.5 * start.size for span in replaced):
            doubt = start.doubt
            for span in replaced:
                doubt |= span.doubt
            spans[self.first :] = [start._replace(x1=end.x1, y1=end.y1, text=self.text, doubt=doubt)]
        return 0


class MarkedContent:
    """The stack of open marks."""

    def __init__(self) -> None:
        self._open: list[tuple[bool, ActualText | None]] = []
        self._layers = 0
        self._overflow = 0

    @property
    def layered(self) -> bool:
        """Whether the content belongs to an optional layer, which may be switched off."""
        return self._layers > 0

    def push(self, actual: ActualText | None, *, layer: bool) -> None:
        """Open a mark."""
        if len(self._open) >= _MAX_OPEN:
            self._overflow += 1
            return
        self._open.append((layer, actual))
        self._layers += layer

    def pop(self) -> ActualText | None:
        """Close the innermost mark and return its replacement."""
        if self._overflow:
            self._overflow -= 1
            return None
        if not self._open:
            return None
        layer, actual = self._open.pop()
        self._layers -= layer
        return actual
