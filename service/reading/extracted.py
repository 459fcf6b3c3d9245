"""What a format reader hands back before the text is cleaned."""

from dataclasses import dataclass

from matchers.documents import Finding


@dataclass(frozen=True, slots=True)
class Extracted:
    """Raw text of one document: tabs stand for wide gaps between cells, blank lines part the blocks."""

    text: str
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


def hidden_text(characters: int, page: int | None = None) -> Finding:
    """The finding for text that a person cannot see; ``characters`` counts what is not white space."""
    place = f" on page {page}" if page is not None else ""
    amount, rest = ("1 character", "it was") if characters == 1 else (f"{characters:,} characters", "they were")
    return Finding("hidden_text", "warning", f"{amount}{place} cannot be seen; {rest} not scored.", page)
