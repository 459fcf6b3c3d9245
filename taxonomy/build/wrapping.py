"""Text as its writer meant it: lines that were wrapped, words divided, pages numbered.

The text keeps its length, so that places in it stay places in the document.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from taxonomy.ordinary import ordinary_words

_PAGE = re.compile(r"\W*(?:page\s+\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*(?:of|/)\s*\d{1,3})\W*", re.IGNORECASE)
_NEAR: Final = 2  # lines from a page number to a running head or foot
_DIVIDED = re.compile(r"(?P<first>\b[^\W\d_]{2,})-(?P<gap>\n[ \t]*)(?P<rest>[a-zß-öø-ÿ]{2,})")
_LONGEST: Final = 110  # characters of a line: longer ones are nobody's wrapped lines
_SHORTEST: Final = 40
_FULL_LINES: Final = 3  # that show how wide the text is
_FULL: Final = 0.85  # of the width
_OPEN_END = re.compile(
    r"(?:,|\b(?:an?|the|and|or|of|in|with|to|for|by|on|as|at|from|including|using|our|your))$", re.IGNORECASE
)
_OPENS_ANEW = re.compile(r"\s*(?:[-–—*•·▪▸►◆◦‣○●■□➢➤✓✔✅☑#|>]|o\s{2,}|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_CELLS = re.compile(r"\S\s{2,}\S|\t|\|")
# "#rubyonrails #hiring": what a post is found by, not at the head of a line, where it may be a heading.
_HASHTAG = re.compile(r"(?<=[ \t])#[^\W\d_]\w+")


def unbroken(text: str) -> str:
    """The text with its words and sentences whole, without page numbers, running heads and hash tags."""
    text = _HASHTAG.sub(_blank, text)
    text = _DIVIDED.sub(_joined, _without_running_lines(text))
    return _unwrapped(text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _joined(divided: re.Match[str]) -> str:
    """A word divided at the end of a line, and behind it what follows: "real-time" keeps its hyphen."""
    first, rest = divided["first"], divided["rest"]
    known = ordinary_words()
    whole = (first + rest).lower()
    if whole not in known and first.lower() in known and rest.lower() in known:
        return divided[0]
    end = divided.string.find("\n", divided.end())
    is_row = _CELLS.search(divided.string, divided.end(), end if end >= 0 else len(divided.string))
    gap = divided["gap"] if is_row else " " * len(divided["gap"])  # rows of a table stay rows
    return f"{first}{rest} {gap}"


def _without_running_lines(text: str) -> str:
    """The text with blanks for page numbers and the lines beside them that stand on every page."""
    lines = text.split("\n")
    said = [number for number, line in enumerate(lines) if line.strip()]
    pages = [place for place, number in enumerate(said) if _PAGE.fullmatch(lines[number])]
    if len(pages) == 0:
        return text
    often = Counter(lines[number].strip() for number in said)
    for place in pages:
        for near in range(max(0, place - _NEAR), min(len(said), place + _NEAR + 1)):
            line = lines[said[near]]
            if near == place or often[line.strip()] > 1:
                lines[said[near]] = " " * len(line)
    return "\n".join(lines)


def _unwrapped(text: str) -> str:
    lines = text.split("\n")
    width = max(map(len, lines), default=0)
    if not _SHORTEST <= width <= _LONGEST or sum(len(line) >= _FULL * width for line in lines) < _FULL_LINES:
        return text
    return "".join(
        line + ("" if number + 1 == len(lines) else " " if _goes_on(lines, number, width) else "\n")
        for number, line in enumerate(lines)
    )


def _goes_on(lines: Sequence[str], number: int, width: int) -> bool:
    """Whether a line goes on in the next, whose first word had no room in it."""
    line, following = lines[number].rstrip(), lines[number + 1]
    words = following.split(maxsplit=1)
    if (
        not words
        or not line.strip()
        or line[-1] in ".!?:;"
        or _OPENS_ANEW.match(following)
        or line.lstrip().startswith("#")
    ):
        return False
    if _CELLS.search(line.strip()) or _CELLS.search(following.strip()):
        return False
    if len(line) + 1 + len(words[0]) <= width:
        return False
    return words[0][0].islower() or bool(_OPEN_END.search(line))
