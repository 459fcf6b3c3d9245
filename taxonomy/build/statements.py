"""Statements: single sentences or bullets of a role document, under their headings, with their strength."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taxonomy.build.cues import WELCOME, WELCOMES, clause_edges, clause_span, is_unasked, labelled_need, left_behind
from taxonomy.build.facts import opens_with_years
from taxonomy.build.outline import Piece, sentences
from taxonomy.build.sections import (
    Section,
    is_section_name,
    kind_of,
    opens_part,
    says_unneeded,
    section_below,
)
from taxonomy.build.titles import HEAD_NOUNS, title_in

# How strongly a statement asks, strongest cue first; a statement without a cue has its section's strength.
_CUES: tuple[tuple[float, re.Pattern[str]], ...] = (
    (0.3, re.compile(r"\b(?:potentially|optionally|possibly)", re.IGNORECASE)),
    (WELCOME, WELCOMES),
    *(
        (strength, re.compile(rf"\b(?:{cue})", re.IGNORECASE))
        for strength, cue in (
            (1.0, r"must\b|required|mandatory|expert(?:ise)?\b|mastery|master\b|deep|advanced|strong|proven|solid|excellent|essential"),
            (0.9, r"proficien\w+|fluen\w+|command of|confident|hands[- ]on|experience"),
            (0.8, r"knowledge|understanding|skilled|skills? in|ability|competen\w+"),
            (0.6, r"familiar\w*|exposure|awareness|basics?\b|working knowledge|some\b"),
        )
    ),
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
    r"looking for|(?:want|need)s? (?:someone|somebody|people)|(?:right|ideal|perfect) (?:person|candidate)|must[- ]haves?|"
    r"you (?:have|bring|know|will)|expertise|background in|understanding of|fluen\w+|a plus|preferred)\b",
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
    r"\brehabilitation of offenders|\bselective service|\bdisclosure and barring|\bdbs (?:check|disclosure)|\bterms of (?:use|service)\b|"
    r"\buse (?:this|our) (?:web)?site\b|\binterviews? (?:happen|take place|are held)|\bcookie (?:policy|notice)|\bwe use\b.{0,60}\b(?:interviews?|applications?|screen|recruit\w*|process your)\b|"
    r"\b(?:submit|send|attach) (?:\w+ ){0,4}(?:resume|cv|application|cover letter)\b|\bonly (?:shortlisted|successful) |\bunsolicited (?:resumes|cvs)|"
    r"\bintended recipient\b|\b(?:eligib\w+|right|entitled|permission|permitted) to (?:live and |legally )?work (?:in|for|as)\b|\binformal (?:enquir\w+|discussions?|chats?|conversations?)\b|"
    r"\bapplications (?:made |sent |received |submitted )?(?:by|via) (?:e-?mail|post|phone|letter)|\bapplications (?:must|should|will|are|close) (?:be |not )*(?:made|sent|submitted|received|accepted|considered|reviewed|on)\b|\b(?:see|refer to|read) (?:the )?(?:attached|full|accompanying)\b|\bnot accept(?:ed|ing)? (?:applications|candidates)\b|"
    r"(?:^|[|·•]\s*)(?:powered by|proudly powered|made with (?:love|♥|❤))|\ball rights reserved\b|\bcookie (?:settings|preferences)\b|"
    r"\balso (?:hires?|hiring|recruits?|recruiting|ha(?:s|ve) (?:other )?(?:vacancies|openings|roles))\b|\b(?:call|text|whatsapp|ring|phone|e-?mail|message|dm)\b[^.;]{0,40}\b(?:on|at) [+(]?\d[\d ()-]{5}|"
    r"^\W*(?:sponsored|advertisement|promoted|partner content)\b\W*:|"
    r"\bprocess your (?:personal )?data\b|\b(?:up|free|available|time) for an? .{0,25}\b(?:chat|call)\b|"
    # "We are hiring for our client, a leader in insurance": who the work is for, and nothing of it.
    r"^we(?:['’]re| are) (?:hiring|recruiting|working|partner\w+) (?:for|with) (?:[\w-]+ ){0,6}?clients?(?:,? (?:who (?:is|are) )?(?:an?|the|one of) (?:\w+ ){0,2}(?:leader|leading|provider|firm|company|organi[sz]ation|name)s?\b[^.;]*)?[.!]?$",
    re.IGNORECASE,
)
# A company speaking of itself: what it praises is no requirement ("We are a leading provider of cloud analytics").
_PRAISE = re.compile(
    r"^(?:(?:[Aa]t [A-Z][\w.&' -]{1,40},? )?[Ww]e(?:'re|’re| are| have| were| believe| build| help| provide| offer| deliver| serve| work| love| value| embrace| combine| empower| do)\b|"
    r"[Oo]ur\b(?! (?:\w+ )?stack\b)|(?:[Ff]ounded|[Hh]eadquartered|[Bb]acked|[Ee]stablished|[Ww]ith (?:offices|more than|over))\b|[Jj]oin (?:us|our)\b|"
    r"[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3},? (?:is|are|was|has been) (?:an?|the|one of|on a mission|committed|proud|looking to|building|"
    r"backed|headquartered|dedicated|[A-Z]\w+['’]s)\b)"
)
# A company speaking of itself in the middle of a sentence: "Today 9,000 members rely on us", "our app (built in Flutter) has 4.8 stars".
_OF_ITSELF = re.compile(r"\b(?:we|us|our|ours)\b", re.IGNORECASE)
_OF_CANDIDATE = re.compile(
    r"\b(?:you|your|yours|yourself|candidates?|applicants?|must|join|(?:look|search)\w* for|seek\w*|hiring|recruit\w*|appoint\w*|responsib\w+|requires?|required|requirements?|"
    r"needs?|want|expect|someone|somebody|person|experience|knowledge|skills?|stack|technologies|role|position|post)\b",
    re.IGNORECASE,
)
# What was, is no longer asked for: "A decade ago the same person would have patched Windows NT."
_ONCE = re.compile(
    r"^(?:(?:a|an|one|two|\w+) (?:\w+ )?(?:years?|decades?|months?) ago|in the (?:old|early) days|once upon a time)\b",
    re.IGNORECASE,
)
# What a letter says of its reader: "Your CV popped up on our database", "I can see you've done PHP".
_OF_READER = re.compile(
    r"\byour (?:cv|resume|résumé|profile|linkedin)\b|\bI (?:can |could )?(?:see|saw|noticed|came across|found|understand) (?:that )?you(?:['’](?:ve|re)| have| are|r)\b",
    re.IGNORECASE,
)
# "For example, an accountant must complete four years of college": an illustration.
_ILLUSTRATES = re.compile(
    r"^for (?:example|instance), (?:an?|the|some|many) [\w-]+ (?:must|may|might|can|could|would|will)\b", re.IGNORECASE
)
_SEEKING = re.compile(
    r"\b(?:look(?:ing)? for|seek(?:ing|s)?\b|hiring|recruiting for|in search of|you\b|your\b|candidate|must\b|require[sd]?\b|experience (?:with|in)|responsible for|will\b)",
    re.IGNORECASE,
)
# How a duty begins: "Design …", "Leading …". A list of these without a heading is what the work is.
_VERBS = """
    achieve act administer advise analyze analyse architect assess assist automate build carry coach collaborate collect communicate complete
    conduct configure consult contribute coordinate create debug define deliver deploy develop draft drive enhance ensure establish evaluate
    execute explore facilitate gather generate give handle help identify implement improve inspect install integrate investigate lead leverage
    liaise maintain make manage mentor migrate monitor negotiate operate optimize optimise organize organise oversee own participate
    perform prepare produce provide recommend recruit resolve run serve set spearhead supervise teach train translate troubleshoot
    update validate work write
""".split()  # noqa: SIM905
_VERBS_AND_NOUNS = "design document guide interview model plan present process report research review schedule support test track".split()  # noqa: SIM905


def _forms(verb: str) -> str:
    """The verb as a duty begins with it: "build", "builds", "building"."""
    if verb[-1] == "e":
        return f"{verb[:-1]}(?:es?|ing)"
    if verb[-1] == "y":
        return f"{verb[:-1]}(?:y|ies|ying)"
    return f"{verb}(?:e?s|{verb[-1]}?ing)?"


_DUTY = re.compile(
    rf"(?:{'|'.join(map(_forms, _VERBS))})\b(?! experience)|"
    # "Support for PostgreSQL", "Report, 2020" and "Test: passed" are things.
    rf"(?:{'|'.join(map(_forms, _VERBS_AND_NOUNS))})\b(?!\s*(?:[^\w\s]|$|(?:experience|for|of|is|are|was|were)\b))",
    re.IGNORECASE,
)
_PERSON = (
    r"candidate|applicant|person|role|position|post|job|post-?holder|job-?holder|incumbent|employee|hire|colleague|member|intern|apprentice|"
    rf"(?:{HEAD_NOUNS})"
)
_WILL = re.compile(
    rf"(?:(?:in|as) [^,.]{{2,60}}, )?(?:you(?:['’]ll| will)|(?:the|this|our) (?:[\w-]+ ){{0,4}}(?:{_PERSON}) (?:will|is responsible))\b|"
    r"(?:your |main |key )?(?:duties|responsibilities|tasks) (?:will )?include",
    re.IGNORECASE,
)
# Who a sentence speaks of where it asks: the reader, whoever is looked for, the work.
_ADDRESSES = re.compile(
    rf"\b(?:you|your|yours|yourself|{_PERSON}|work|vacancy|opening|must|(?:look|search)\w* for|seek\w*|hiring|recruit\w*|responsib\w+|requires?|"
    r"requirements?|someone|somebody|must[- ]have|stack|technologies|(?:is|are|be) (?:\w+ ){0,2}(?:required|needed|essential|mandatory|necessary|expected|accepted))s?\b",
    re.IGNORECASE,
)
_NAMES_WHAT_IT_WANTS = re.compile(
    r"(?:\d|at least|min(?:imum|\.)|several|strong|good|excellent|proven|solid|deep|fluent|familiar|proficient|experienced|able|"
    r"(?:(?!(?:has|have|is|are|was|were|our|their|its|with|uses?)\b)[\w+#./&’'-]+,? ){0,3}"
    r"(?:experience|knowledge|skills?|understanding|familiarity|proficiency|ability|expertise|background|degree|fluency|command|certifi\w+)\b)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 4  # of a sentence that tells something
# "Acme is certified to ISO 27001 and uses Workday": below a list this is no longer about the candidate.
_COMPANY_SPEAKS = re.compile(
    r"(?:All (?:employees|staff|colleagues) must\b|Please note\b|"
    r"(?:We|They|Our [\w -]{2,30}|The (?:company|firm|group|organi[sz]ation|agency|trust|school|university|council|bank|hospital)|"
    r"[A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){0,3}) (?:\w+ly )?"
    r"(?:is|are|was|were|has|have|uses?|offers?|provides?|believes?|values?|supports?|participates?|reserves?|celebrates?|encourages?|do(?:es)?)\b)"
)
# "Cedarfall runs 42 centers and one of the largest labs (PCR)": where the subject is a firm, no list need stand above.
_FIRM_TELLS = re.compile(
    rf"(?!(?:The|This|An?) (?:[\w-]+ ){{0,3}}(?:{_PERSON})|(?:{_PERSON}))"
    r"(?:The (?:company|firm|group|organi[sz]ation|agency|trust|school|university|council|bank|hospital|business)|Its [\w -]{2,30}|(?:Employees|Staff|Colleagues)|"
    r"[A-Z][\w&.’'-]*(?: [A-Z][\w&.’'-]*){0,3}) "
    r"(?:(?:is|are) \w+ing|runs?|uses?|operates?|sells?|makes?|designs?|builds?|develops?|serves?|employs?|supplies|offers?|provides?|manufactures?|receives?|helps?|powers?)\b",
)
_OF_FIRM = re.compile(
    r"^(?:The|Employees|Staff|Colleagues|Its)\b|^(?-i:[A-Z])\S*(?: \S+){0,3}? (?:is|are) \w+ing\b|\b(?:its|their|largest|leading|world\w*|customers?|clients?|products?|employees|members|merchants|patients|region\w*|\d{2,})\b",
    re.IGNORECASE,
)
# "EPA 608 (Required)", below "Licenses".
_MARKED_NEED = re.compile(r"\((?P<need>required|preferred)\)\W*$", re.IGNORECASE)
_NEED_OF_MARK: dict[str, Section] = {"required": "required", "preferred": "preferred"}
_SPEAKS_TO_READER = re.compile(r"\byou\b|\bcandidates?\b|\brequired\b|[^.!]$", re.IGNORECASE)
_LABEL = re.compile(r"\W*(?P<label>[A-Z][\w'’ -]{2,30}?)\**:\**\s")
_LABELS: dict[Section, str] = {
    "required": r"(?:(?:key|minimum|basic|job|main) )?(?:requirements?|qualifications?|skills)|required(?: skills)?|what you(?:['’]ll)? (?:bring|need)|you have",
    "responsibilities": r"(?:(?:key|main|your|job) )?(?:responsibilities|duties|tasks)|what you(?:['’]ll| will)? do",
    "education": r"education",
    "noise": r"(?:what )?we offer|benefits|perks|about (?:us|the company)|location|how to apply",
    "salary": r"salary|pay|compensation",
}
_LABEL_WORDS = 8  # of one that is no usual name
_BRACKET = re.compile(r"\([^()]*\)")
# "(AWS preferred, Azure or GCP)": one of several is liked best, any of them will do.
_PREFERENCE = re.compile(r"\([^()]*\bpreferred,[^()]*\bor\b[^()]*\)", re.IGNORECASE)
_LINE_ITEM = 220  # characters: a longer line without a bullet is a paragraph
# Sections whose statements ask for something, so that a cue in them speaks of the candidate.
ASKING: frozenset[Section] = frozenset(
    {"required", "responsibilities", "experience", "overview", "soft", "preferred", "education"}
)
SILENT = frozenset(section for section, strength in _SECTION_STRENGTH.items() if not strength)
_NOT_ASKING: frozenset[Section] = frozenset({"context", "noise", "neighbours", "salary"})
# How a heading says that it asks, whatever stands above it.
_ASKS_PLAINLY = re.compile(
    r"\b(?:require\w*|qualifications?|skills|must|needs?|need(?:ed)?|prefer\w*|desirable|desired|nice[- ]to|bonus|essential|"
    r"you(?:['’]ll)? (?:have|bring|need|are)|looking for|about you|candidates?|experience|knowledge|expertise|stack|tools|tech|technical|technologies)\b",
    re.IGNORECASE,
)
# What a marked heading inside them may still turn to.
_WITHIN_ASKING: frozenset[Section] = frozenset(
    {"required", "preferred", "soft", "education", "experience", "certification"}
)
_LONGEST = 1_500  # characters of a statement; lists of a hundred tools are that long


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence or bullet: span, heading path (``Requirements > Technical Skills``), section and strength 0-1.

    ``years`` are those that its table gives.
    """

    start: int
    end: int
    heading: str
    section: Section
    strength: float
    is_item: bool
    is_heading: bool = False
    years: float | None = None


def statements(text: str, pieces: Sequence[Piece]) -> Iterator[Statement]:
    """The statements among the pieces of one role's part of a document."""
    path: list[tuple[int, str, bool]] = []
    items = 0  # since the last heading
    for piece in pieces:
        if piece.kind == "heading":
            items = 0
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
        above = [(name, marked) for _, name, marked in path]
        if items and piece.kind == "prose" and above and says_unneeded(above[-1][0]):
            above.pop()  # what nobody need bring ends with its list
        section = section_of(above)
        if piece.section is not None:
            section = section_below(piece.section, section)
        spans = [span for sentence in sentences(text, piece.start, piece.end) for span in _parts(text, *sentence)]
        # A line without a bullet is one of a list where it is one sentence, and not long.
        listed = piece.kind == "item" or (len(spans) == 1 and piece.end - piece.start <= _LINE_ITEM)
        is_item = piece.kind == "item"
        for start, end in spans:
            own = _own_section(text[start:end], section, listed=listed, is_item=is_item, below_list=items > 1)
            yield Statement(start, end, heading, own, strength_of(text[start:end], own), is_item, years=piece.years)
        items += is_item


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A statement, or the parts of one that is so long that no document means it as one: what is read of it takes time
    by the square of its length.
    """  # noqa: D205
    while end - start > _LONGEST:
        half, most = start + _LONGEST // 2, start + _LONGEST
        cut = max(text.rfind(",", half, most), text.rfind(";", half, most))
        cut = cut if cut >= 0 else text.rfind(" ", half, most)
        cut = cut + 1 if cut >= 0 else most
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def section_of(path: Sequence[tuple[str, bool]]) -> Section:
    """The kind of section that a heading path (names, and whether marked as headings) leads to.

    Text before any heading is an overview. A marked heading below a part that asks for something is a topic of it,
    whatever its words: "### Training and serving" below "## Responsibilities" is no advice on training.
    """
    inherited: Section = "overview"
    for number, (name, marked) in enumerate(path):
        kind = kind_of(name)
        if kind is None or (number == 0 and marked and _is_headline(name)):
            continue
        if says_unneeded(name):
            inherited = "noise"
            continue
        # "Experience" or "Technologies" inside an outlook is still an outlook; "Tools" inside "Noise" is still noise.
        # Nor does every word of a requirement ask: "LinkedIn Profile" in a form, "Information Technology" in a footer.
        if inherited in _NOT_ASKING and (kind not in {"required", "preferred"} or not _asks_plainly(name)):
            continue
        if number and marked and inherited in ASKING and inherited != "overview" and kind not in _WITHIN_ASKING:
            continue
        inherited = kind
    return inherited


def _is_headline(heading: str) -> bool:
    """Whether a heading is a title with a remark: "UX Designer: what you need, what you earn", not "Nurse: requirements"."""
    title, _, remark = heading.partition(":")
    return bool(remark) and not is_section_name(remark.strip()) and bool(title_in(title, opening=True))


def _asks_plainly(heading: str) -> bool:
    return bool(_ASKS_PLAINLY.search(heading)) or is_section_name(heading)


def _own_section(statement: str, section: Section, *, listed: bool, is_item: bool, below_list: bool) -> Section:
    """The kind of one statement, which its own words may tell better than the heading above it."""
    if section not in ASKING:
        marked = _MARKED_NEED.search(statement) if section == "certification" else None
        return _NEED_OF_MARK[marked["need"].lower()] if marked else section
    if said := _said_everywhere(statement):
        return said
    if labelled := _labelled(statement):
        return labelled
    if section == "overview":
        return _own_in_overview(statement, listed=listed, is_item=is_item)
    speaks = below_list and _COMPANY_SPEAKS.match(statement) and not _SPEAKS_TO_READER.search(statement)
    if not is_item and (speaks or _tells_of_firm(statement)):
        return "context"
    return section


def _tells_of_firm(statement: str) -> bool:
    """Whether a sentence is told of a firm, neither to the reader nor of the work: "Wexcombe uses Flutter in its products."."""
    tells = _FIRM_TELLS.match(statement)
    return bool(tells and _OF_FIRM.search(statement) and not _SPEAKS_TO_READER.search(statement))


def _said_everywhere(statement: str) -> Section | None:
    """The kind of what any part of a document may hold, whatever it asks for."""
    if _BOILERPLATE.search(statement):
        return "noise"
    return "context" if _ILLUSTRATES.match(statement) else None


def _own_in_overview(statement: str, *, listed: bool, is_item: bool) -> Section:
    if _praises(statement):
        return "context"
    if _ONCE.match(statement) or _OF_READER.search(statement):
        return "context"
    if _WILL.match(statement) or (listed and _is_duty(statement)):
        return "responsibilities"
    return "context" if not is_item and _is_narration(statement) else "overview"


def _praises(statement: str) -> bool:
    """Whether a sentence or a clause is a company's of itself: "Our developers are rebuilding the service in Rails"."""
    return bool(_PRAISE.match(statement)) and not _SEEKING.search(statement) and not WELCOMES.search(statement)


def _labelled(statement: str) -> Section | None:
    """What a label before the statement announces ("Must: …", "Nice to have: …", "We offer: …"), if it has one."""
    need = labelled_need(statement)
    if need is not None:
        return "required" if need else "preferred"
    if governs := _governing_label(statement):
        return governs
    label = _LABEL.match(statement)
    if not label:
        return None
    return next((kind for kind, names in _LABELS.items() if re.fullmatch(names, label["label"], re.IGNORECASE)), None)


def _governing_label(statement: str) -> Section | None:
    """What the words before a colon say of all behind it: "Bonus if you've: used Bluebeam; done clinics"."""
    label, colon, _ = statement.partition(": ")
    if not colon or len(label.split()) > _LABEL_WORDS or any(word[0].isupper() for word in label.split()[1:]):
        return None
    if says_unneeded(label) or kind_of(label) == "neighbours":
        return "noise"
    return "preferred" if WELCOMES.search(label) and kind_of(label) in {"preferred", None} else None


def _is_duty(statement: str) -> bool:
    """Whether a line says what is to be done; "Product strategy, UX design, React" names things."""
    parts = statement.split(", ")
    things = len(parts) > 2 and len(parts[0].split()) > 1 and all(len(part.split()) <= 3 for part in parts)
    return not things and bool(_DUTY.match(statement))


def _is_narration(statement: str) -> bool:
    """Whether a sentence tells something and neither asks nor speaks of the reader or the work."""
    return (
        statement[-1] in ".!"
        and len(statement.split()) >= _FEWEST_WORDS
        and not (_OF_CANDIDATE if _OF_ITSELF.search(statement) else _ADDRESSES).search(statement)
        and not WELCOMES.search(statement)
        and not _NAMES_WHAT_IT_WANTS.match(statement)
        and not opens_with_years(statement)
        and not _is_duty(statement)
    )


def strength_of(statement: str, section: Section) -> float:
    """How strongly a statement asks for what it names, from 0 (not at all) to 1 (must have)."""
    base = _SECTION_STRENGTH[section]
    if section not in ASKING:
        return base
    if is_unasked(statement):
        return 0.0
    for strength, cue in _CUES:
        if cue.search(statement):
            if section in {"preferred", "soft"}:
                return min(strength, 0.5)
            return max(strength, 0.1) if strength < base else max(base, strength)
    return base


class Clauses:
    """How strongly each clause of a statement asks for what it names.

    "BLS required; ACLS preferred", "backend frameworks (frontend a plus)". Worked out once for a statement, which may name
    hundreds of things.
    """

    def __init__(self, text: str, statement: Statement) -> None:
        """Find the clauses of a statement of the text."""
        self._statement = statement
        self._is_whole = statement.section not in ASKING or statement.is_heading
        if self._is_whole:
            return
        low, high = statement.start, statement.end
        self._left = list(left_behind(text, low, high))
        brackets = list(_BRACKET.finditer(text, low, high))
        self._asides = [bracket for bracket in brackets if _is_weak_aside(bracket[0])]
        self._plain = _BRACKET.sub(
            lambda found: " " * len(found[0]) if _is_set_apart(found[0]) else found[0], text[low:high]
        )
        self._edges = clause_edges(self._plain)
        self._strengths: dict[tuple[int, int], float] = {}

    def strength(self, start: int, end: int) -> float:
        """How strongly the name at ``start:end`` of the text is asked for."""
        statement = self._statement
        if self._is_whole:
            return statement.strength
        if any(low <= start and end <= high for low, high in self._left):
            return 0.0
        for bracket in self._asides:
            if bracket.start() < start and end <= bracket.end():
                return strength_of(bracket[0][1:-1], statement.section)
        span = clause_span(self._edges, start - statement.start, end - statement.start, len(self._plain))
        if span not in self._strengths:
            clause = self._plain[slice(*span)]
            tells = statement.section == "overview" and len(self._edges) > 0 and _praises(clause)
            self._strengths[span] = strength_of(clause, "context" if tells else statement.section)
        return self._strengths[span]


def _is_weak_aside(bracket: str) -> bool:
    """Whether a bracket names something of its own that is only a plus; a bare "(preferred)" speaks of what precedes."""
    if _PREFERENCE.match(bracket):
        return False
    return bool(WELCOMES.search(bracket)) and bool(WELCOMES.sub("", bracket).strip("() "))


def _is_set_apart(bracket: str) -> bool:
    return _is_weak_aside(bracket) or bool(_PREFERENCE.match(bracket))


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
