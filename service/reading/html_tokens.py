"""The tags of an HTML page, in linear time (the standard library's parser is quadratic on broken pages)."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

# A tag holds no "<" outside its quotes; what looks like a tag and is none is text.
_MARKUP = re.compile(
    r"<(?:"
    r"!--(?:>|->|.*?(?:--!?>|\Z))"
    r"|!\[CDATA\[.*?(?:\]\]>|\Z)"
    r"|[!?][^>]*+(?:>|\Z)"
    r"|(?P<end>/)?(?P<name>[A-Za-z][^\s/<>]*+)(?P<attributes>(?:[^<>\"']|\"[^\"]*+\"|'[^']*+')*+)>"
    r")",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s=/>\"']++)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s>]++))?+")
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_MAX_ATTRIBUTES = 50


class Tag(NamedTuple):
    """An element opens (or closes, ``end``; or both, ``empty``)."""

    name: str
    attributes: dict[str, str]
    end: bool
    empty: bool


def _attributes(text: str) -> dict[str, str]:
    """Names and values; of two with one name the first counts."""
    found: dict[str, str] = {}
    for number, match in enumerate(_ATTRIBUTE.finditer(text)):
        if number >= _MAX_ATTRIBUTES:
            break
        value = match[2] or ""
        if value[:1] in ("'", '"'):
            value = value[1:-1]
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def _raw_end(text: str, name: str, position: int) -> int:
    """Where the end tag of an element starts whose content has no tags."""
    match = re.compile(rf"</{re.escape(name)}\b", re.IGNORECASE).search(text, position)
    return match.start() if match is not None else len(text)


def tokens(text: str) -> Iterator[Tag | str]:
    """Yield the tags of a page and the text between them, with its entities resolved."""
    position = 0
    while (match := _MARKUP.search(text, position)) is not None:
        if match.start() > position:
            yield html.unescape(text[position : match.start()])
        position = match.end()
        name = (match["name"] or "").lower()
        if not name:
            continue
        ending = match["attributes"].rstrip().endswith("/")
        tag = Tag(name, {} if match["end"] else _attributes(match["attributes"]), bool(match["end"]), ending)
        yield tag
        if name in _RAW and not tag.end and not tag.empty:
            end = _raw_end(text, name, position)
            if end > position:
                yield text[position:end]
            position = end
    if position < len(text):
        yield html.unescape(text[position:])
