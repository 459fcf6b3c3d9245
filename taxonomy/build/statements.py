"""Statements: single sentences or bullets of a role document, under their headings, with their strength."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taxonomy.build.outline import Piece, sentences
from taxonomy.build.sections import Section, kind_of, opens_part

# How strongly a statement asks, strongest cue first; a statement without a cue has its section's strength.
_CUES: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (strength, re.compile(rf"\b(?:{cue})", re.IGNORECASE))
    for strength, cue in (
        (0.3, r"potentially|optionally|possibly"),
        (0.4, r"(?:is |are |would be |be )?a (?:big |strong |definite )?(?:plus|bonus|advantage)|nice[- ]to[- ]have|desirable|ideally|"
              r"(?:is|are|often|highly)? ?preferred|advantageous|helps?\b|not required|beneficial|welcome"),
        (1.0, r"must\b|required|mandatory|expert(?:ise)?\b|mastery|master\b|deep|advanced|strong|proven|solid|excellent|essential"),
        (0.9, r"proficien\w+|fluen\w+|command of|confident|hands[- ]on|experience"),
        (0.8, r"knowledge|understanding|skilled|skills? in|ability|competen\w+"),
        (0.6, r"familiar\w*|exposure|awareness|basics?\b|working knowledge|some\b"),
    )
)  # fmt: skip
_SECTION_STRENGTH: dict[Section, float] = {
    "required": 0.85,
    "responsibilities": 0.65,
    "experience": 0.7,
    "overview": 0.5,
    "education": 0.5,
    "soft": 0.4,
    "preferred": 0.4,
    "certification": 0.3,
    "practice": 0.3,
    "ladder": 0.2,
    "context": 0.2,
    "salary": 0.1,
    "neighbours": 0.0,
    "noise": 0.0,
}
_ASKS = re.compile(
    r"\b(?:must|required?|requires|experience (?:with|in|of|using)|years|proficien\w+|knowledge of|familiar\w*|skills? in|ability to|degree|"
    r"looking for|you (?:have|bring|know|will)|expertise|background in|understanding of|fluen\w+|a plus|preferred)\b",
    re.IGNORECASE,
)
_HEADING_STRENGTH = 0.3
# Sections whose statements ask for something, so that a cue in them speaks of the candidate.
ASKING: frozenset[Section] = frozenset(
    {"required", "responsibilities", "experience", "overview", "soft", "preferred", "education"}
)
# What a marked heading inside them may still turn to.
_WITHIN_ASKING: frozenset[Section] = frozenset(
    {"required", "preferred", "soft", "education", "experience", "certification"}
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or bullet: span, heading path (``Requirements > Technical Skills``), section and strength 0-1."""

    start: int
    end: int
    heading: str
    section: Section
    strength: float
    is_item: bool
    is_heading: bool = False


def statements(text: str, pieces: Sequence[Piece]) -> Iterator[Statement]:
    """The statements among the pieces of one role's part of a document."""
    path: list[tuple[int, str, bool]] = []
    for piece in pieces:
        if piece.kind == "heading":
            title = text[piece.start : piece.end]
            level = piece.level or (2 if not opens_part(title) else 1)
            if not piece.level and path and path[0][0] == 1 and level == 1 and _stays_below(title, path[0][1]):
                level = 2
            path = [above for above in path if above[0] < level]
            path.append((level, title, piece.level > 0))
            if not opens_part(title):
                # "Predictive Maintenance" over a paragraph names a skill as well as a sentence does.
                section = section_of([(name, marked) for _, name, marked in path])
                names = " > ".join(name for _, name, _ in path[:-1])
                strength = min(_SECTION_STRENGTH[section], _HEADING_STRENGTH)
                yield Statement(piece.start, piece.end, names, section, strength, is_item=False, is_heading=True)
            continue
        heading = " > ".join(name for _, name, _ in path)
        section = section_of([(name, marked) for _, name, marked in path])
        for start, end in sentences(text, piece.start, piece.end):
            strength = strength_of(text[start:end], section)
            yield Statement(start, end, heading, section, strength, piece.kind == "item")


def section_of(path: Sequence[tuple[str, bool]]) -> Section:
    """The kind of section that a heading path (names, and whether marked as headings) leads to.

    Text before any heading is an overview. A marked heading below a part that asks for something is a topic of it,
    whatever its words: "### Training and serving" below "## Responsibilities" is no advice on training.
    """
    inherited: Section = "overview"
    for number, (name, marked) in enumerate(path):
        kind = kind_of(name)
        if kind is None:
            continue
        # "Experience" or "Technologies" inside an outlook is still an outlook; "Tools" inside "Noise" is still noise.
        if inherited in {"context", "noise", "neighbours", "salary"} and kind not in {"required", "preferred"}:
            continue
        if number and marked and inherited in ASKING and inherited != "overview" and kind not in _WITHIN_ASKING:
            continue
        inherited = kind
    return inherited


def strength_of(statement: str, section: Section) -> float:
    """How strongly a statement asks for what it names, from 0 (not at all) to 1 (must have)."""
    base = _SECTION_STRENGTH[section]
    if section not in ASKING:
        return base
    for strength, cue in _CUES:
        if cue.search(statement):
            return (
                min(strength, 0.5)
                if section in {"preferred", "soft"}
                else max(strength, 0.1)
                if strength < base
                else max(base, strength)
            )
    return base


def asks_something(statement: str) -> bool:
    """Whether a statement without a telling heading speaks of what the candidate must bring."""
    return bool(_ASKS.search(statement))


def _stays_below(title: str, top: str) -> bool:
    """Education, experience and soft skills are parts of the requirements, not parts beside them."""
    return bool(
        re.match(r"(?:requirements?|qualifications?|overview|career development)$", top.strip(), re.IGNORECASE)
        and re.match(
            r"(?:key responsibilities|education|experience|soft skills|qualifications?|best practices)$",
            title.strip(),
            re.IGNORECASE,
        )
    )
