"""What a person cannot see: attributes raise a doubt, rendering the page with and without the text decides.

Attributes alone miss text that is painted over and accuse white letters on a dark ground; rendering alone
costs more than reading. So only the spans in doubt are switched off, in one extra rendering per page, and a
span whose box keeps every pixel is not seen.
"""

# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed

from service.reading.pdf.paths import close
from service.reading.pdf.spans import Colour, Doubt, PageContent, Span

_PAPER: Colour = (1.0, 1.0, 1.0)
# Nobody reads letters that are lower than this, or this much narrower than they should be (points).
_MIN_HEIGHT = 1.5
_MIN_LETTER_WIDTH = 0.4
# Where the page cannot be rendered, these attributes are proof enough.
_CERTAIN = Doubt.MODE | Doubt.OFF_PAGE | Doubt.CLIP


def _doubt(span: Span, ground: Colour | None) -> int:
    """Compare a span's colour with that of the ground under it (None: a picture, a pattern, half transparent)."""
    if span.colour is None:
        # A pattern or a spot colour: it may be anything, also white.
        return Doubt.COLOUR
    if ground is None:
        # Letters on a picture are usually dark on light or light on dark; only rendering knows.
        return Doubt.COLOUR if min(span.colour) > 0.6 else Doubt.NONE
    return Doubt.COLOUR if close(span.colour, ground) else Doubt.NONE


def with_doubts(content: PageContent) -> list[Span]:
    """The spans with the doubts that need the whole page: what was painted before and after each at its place."""
    spans: list[Span] = []
    areas = [(*area.box, area.colour, area.after) for area in content.areas]
    for index, span in enumerate(content.spans):
        x, y = span.middle
        ground: Colour | None = _PAPER
        doubt = Doubt.NONE
        for left, low, right, high, colour, after in areas:
            if left <= x <= right and low <= y <= high:
                if after > index:
                    doubt = Doubt.COVERED
                    break
                ground = colour
        doubt = doubt or _doubt(span, ground)
        spans.append(span._replace(doubt=span.doubt | doubt) if doubt else span)
    return spans


def _is_tiny(span: Span) -> bool:
    """Too small for any eye, whatever it looks like under a lens."""
    letters = len("".join(span.text.split()))
    if not letters or not span.doubt & Doubt.TINY:
        return False
    length = ((span.x1 - span.x0) ** 2 + (span.y1 - span.y0) ** 2) ** 0.5
    return span.size * 0.75 < _MIN_HEIGHT or length / letters < _MIN_LETTER_WIDTH


def _is_page_number(span: Span) -> bool:
    """A page number that a template puts below the page: it is left out, but nobody is told of an attempt."""
    return bool(span.doubt & Doubt.OFF_PAGE) and span.text.strip().isdigit() and len(span.text.strip()) <= 3


def drop_unseen(data: bytes, index: int, content: PageContent) -> int:
    """Remove from ``content`` what nobody sees on page ``index``; returns how many characters that were."""
    from service.reading.pdf.rendering import unchanged

    spans = with_doubts(content)
    doubtful = [number for number, span in enumerate(spans) if span.doubt and span.text.strip()]
    unseen = {number for number in doubtful if _is_tiny(spans[number]) or spans[number].doubt & Doubt.OFF_PAGE}
    open_questions = [number for number in doubtful if number not in unseen]
    if open_questions:
        same = unchanged(data, index, [spans[number] for number in open_questions], content.matrix)
        if same is None:
            unseen |= {number for number in open_questions if spans[number].doubt & _CERTAIN}
        else:
            unseen |= {number for number, gone in zip(open_questions, same, strict=True) if gone}
    characters = sum(
        len("".join(spans[number].text.split())) for number in unseen if not _is_page_number(spans[number])
    )
    content.spans = [span for number, span in enumerate(spans) if number not in unseen]
    return characters + content.unseen_characters
