"""Statements: single sentences or bullets of a role document, under their headings, with their strength."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taxonomy.build.outline import Piece, sentences
from taxonomy.build.sections import Section, kind_of, opens_part, section_below

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
# What every employer's advertisement ends with, whatever heading stands above it.
_BOILERPLATE = re.compile(
    r"\bequal[- ](?:employment[- ])?opportunit|\bregardless of (?:their )?(?:race|sex|gender|age|colou?r)|\bwithout (?:regard to|discriminat)|"
    r"\bprotected (?:veteran|class|status|characteristic)|\bveteran status|\breasonable accommodation|\b(?:applicants|candidates) with (?:\w+ )?disabilit|"
    r"\b(?:pass|subject to|contingent|undergo|complete) .{0,40}\b(?:background|drug)\b|\be-verify\b|\b401\s?\(?k|\b(?:medical|health),? (?:and )?dental|\bdental,? (?:and )?vision|"
    r"\bpaid (?:time off|holidays|leave|vacation)|\bparental leave|\bstock options|\bsign(?:ing|-?on) bonus|\bcompetitive (?:\w+ ){0,2}(?:salary|compensation|pay|benefits)|"
    r"\b(?:salary|pay|compensation) range|\bvisa (?:sponsor|support)|\bsponsor(?:ship)? .{0,20}visas?|\bwork authori[sz]ation|\bauthori[sz]ed to work|\bprivacy (?:policy|notice)|"
    r"\b(?:submit|send|attach) (?:\w+ ){0,4}(?:resume|cv|application|cover letter)\b|\bonly (?:shortlisted|successful) |\bunsolicited (?:resumes|cvs)",
    re.IGNORECASE,
)
# A company speaking of itself: what it praises is no requirement ("We are a leading provider of cloud analytics").
_PRAISE = re.compile(
    r"^(?:(?:[Aa]t [A-Z][\w.&' -]{1,40},? )?[Ww]e(?:'re|’re| are| have| were| believe| build| help| provide| offer| deliver| serve| work| love| value| embrace| combine| empower| do)\b|"
    r"[Oo]ur\b|(?:[Ff]ounded|[Hh]eadquartered|[Bb]acked|[Ee]stablished|[Ww]ith (?:offices|more than|over))\b|[Jj]oin (?:us|our)\b|"
    r"[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3},? (?:is|are|was|has been) (?:an?|the|one of|on a mission|committed|proud|looking to|building|"
    r"backed|headquartered|dedicated|[A-Z]\w+['’]s)\b)"
)
_SEEKING = re.compile(
    r"\b(?:look(?:ing)? for|seek(?:ing|s)?\b|hiring|recruiting for|in search of|you\b|your\b|candidate|must\b|require[sd]?\b|experience (?:with|in)|responsible for|will\b)",
    re.IGNORECASE,
)
# How a duty begins: "Design …", "Leading …". A list of these without a heading is what the work is.
_DUTY = re.compile(
    r"(?:achiev|act|administer|advis|analy[sz]|architect|assess|assist|automat|build|carry|carrying|coach|collaborat|collect|communicat|complet|conduct|configur|"
    r"consult|coordinat|creat|debug|defin|deliver|deploy|design|develop|document|driv|draft|enhanc|ensur|establish|evaluat|execut|explor|facilitat|gather|generat|guid|"
    r"handl|help|identif|implement|improv|inspect|install|integrat|interview|investigat|lead|leverag|liais|maintain|mak(?:e|ing)|manag|mentor|migrat|model|monitor|"
    r"negotiat|operat|optimi[sz]|organi[sz]|overse|own|participat|perform|plan|prepar|present|process|produc|provid|recommend|recruit|report|research|resolv|review|"
    r"run|schedul|serv|set(?:ting)? up|spearhead|supervis|support|teach|test|track|train|translat|troubleshoot|updat|validat|work|writ|giv|oversee)\w{0,4}\b(?! experience)",
    re.IGNORECASE,
)
_WILL = re.compile(
    r"(?:(?:in|as) [^,.]{2,60}, )?(?:you(?:['’]ll| will)|(?:the|this|our) [\w -]{2,40} (?:will|is responsible))\b|"
    r"(?:your |main |key )?(?:duties|responsibilities|tasks) (?:will )?include",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\([^()]*\)")
_WEAK = re.compile(r"\ba plus\b|\bpreferred\b|\bnice to have\b|\boptional\b|\bdesirable\b|\bbonus\b", re.IGNORECASE)
# Where one clause of a statement ends: at a semicolon, or at a comma behind a word that says how much it is wanted.
_CLAUSE_END = re.compile(r";|(?<=required),|(?<=preferred),|(?<=a plus),|(?<=mandatory),|(?<=desirable),|, but\b")
_LINE_ITEM = 220  # characters: a longer line without a bullet is a paragraph
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
        if piece.section is not None:
            section = section_below(piece.section, section)
        spans = list(sentences(text, piece.start, piece.end))
        # A line without a bullet is one of a list where it is one sentence, and not long.
        listed = piece.kind == "item" or (len(spans) == 1 and piece.end - piece.start <= _LINE_ITEM)
        for start, end in spans:
            own = _own_section(text[start:end], section, listed=listed)
            yield Statement(start, end, heading, own, strength_of(text[start:end], own), piece.kind == "item")


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


def _own_section(statement: str, section: Section, *, listed: bool) -> Section:
    """The kind of one statement, which its own words may tell better than the heading above it."""
    if section not in ASKING:
        return section
    if _BOILERPLATE.search(statement):
        return "noise"
    if section == "overview":
        if _PRAISE.match(statement) and not _SEEKING.search(statement):
            return "context"
        if _WILL.match(statement) or (listed and _DUTY.match(statement)):
            return "responsibilities"
    return section


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


def clause_strength(text: str, statement: Statement, start: int, end: int) -> float:
    """How strongly a statement asks for the name at ``start:end``, where another of its clauses asks otherwise.

    "BLS required; ACLS preferred", "backend frameworks (frontend a plus)".
    """
    if statement.section not in ASKING:
        return statement.strength
    for bracket in _BRACKET.finditer(text, statement.start, statement.end):
        if bracket.start() < start and end <= bracket.end() and _is_weak_aside(bracket[0]):
            return strength_of(bracket[0], statement.section)
    low = max((m.end() for m in _CLAUSE_END.finditer(text, statement.start, start)), default=statement.start)
    high = next((m.start() for m in _CLAUSE_END.finditer(text, end, statement.end)), statement.end)
    clause = _BRACKET.sub(lambda found: "" if _is_weak_aside(found[0]) else found[0], text[low:high])
    if clause == text[statement.start : statement.end]:
        return statement.strength
    return strength_of(clause, statement.section)


def _is_weak_aside(bracket: str) -> bool:
    """Whether a bracket names something of its own that is only a plus; a bare "(preferred)" speaks of what precedes."""
    return bool(_WEAK.search(bracket)) and bool(_WEAK.sub("", bracket).strip("() "))


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
