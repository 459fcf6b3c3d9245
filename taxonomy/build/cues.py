"""How much a clause wants what it names: the words that say so, and where one clause ends and the next begins."""

import re
from collections.abc import Iterator, Sequence

from taxonomy.build.plain import spelt_out

# Strength where something is welcome and no more.
WELCOME = 0.4
_GAINS = r"treat|plus|bonus|advantage|asset|benefit|nice[- ]to[- ]have|nice addition"
_PRAISED = r"helpful|useful|desired|welcome|valued|appreciated|optional|handy|of interest"
_NICE = r"nice|great|good|lovely|cool|perfect|ideal|awesome|fantastic|amazing|interesting|better"
_BEFORE_GAIN = r"added|additional|big|huge|strong|definite|real|distinct|great|major|clear|valuable|further|massive|nice|significant|particular"
_CLAUSE_GOES_ON = r"(?=\s*(?:[^\w\s]|$|(?:but|for|and|or|if|when|in|though|too|here|considered)\b))"
_WELCOME_WORDS = (
    rf"\ban? (?:(?:{_BEFORE_GAIN}) ){{0,2}}(?:{_GAINS}){_CLAUSE_GOES_ON}|"
    r"\b(?:nice|good|great|lovely|useful|helpful)[- ]to[- ]haves?\b|\bdesirable|\badvantageous|\bbeneficial|\bideally\b|\bpreferabl[ey]\b|"
    r"\bpreferred\b(?! (?:supplier|partner|vendor|customer|provider|employer|name|pronoun))|\bpreference (?:is |will be )?(?:given|for)\b|"
    rf"(?<!\byou )\b(?:is|are|be|also|very|highly|particularly|experience|knowledge|skills?|exposure|considered) (?:{_PRAISED})\b{_CLAUSE_GOES_ON}|"
    r"(?<=\w )(?<!\band )(?<!\bbe )(?:helpful|desired|optional)(?=\s*(?:[.;)]|$))|"
    # "CIPP/E or CIPM welcome", not "You're welcome", "Applications from all backgrounds welcome".
    r"(?<=\w )(?<!\band )(?<!\bare )(?<!\bre )(?<!['’]re )(?<!applications )(?<!applicants )(?<!candidates )(?<!backgrounds )(?<!very )welcome(?=\s*(?:[.;,)]|$))|"
    r"\b(?:is|are|be) of (?:\w+ )?(?:advantage|benefit|interest|help)\b|"
    rf"\bwould (?:also )?be (?:an? )?(?:\w+ )?(?:{_NICE}|{_GAINS}|{_PRAISED})\b|\b(?:{_NICE}|{_GAINS}|points?|helps|love it|like it) if\b|"
    r"\b(?:bonus|extra|brownie) (?:points?|credit)\b|\bwould help\b|\bhelps(?=\s*(?:[^\w\s]|$|(?:a lot|too|here)\b))|"
    r"(?:\bnot|n['’]t) (?:strictly |absolutely |an? )?(?:essential|mandatory|must(?:[- ]have)?|compulsory|obligatory|deal[- ]?breaker)\b|"
    r"\bnot (?:strictly|absolutely|always|necessarily) (?:required|needed|necessary)\b|"
    # "… even better", "won't hurt", "the cherry on top", "we'd be delighted if", "if you also speak French".
    r"\b(?:even|so much the|all the) better\b|\bbetter still\b|(?:n['’]t|\bnot|\bnever) (?:hurts?|harm|go amiss|be a bad thing)\b|"
    r"\b(?:cherry|icing|cream|sprinkles) on\b|\b(?:over the moon|delighted|thrilled|chuffed|happy|excited|impressed|pleased|grateful) (?:if|when|to see)\b|"
    r"\bif you(?:['’]ve| have| can)? (?:also|already|happen to|even|ever)\b|"
    # What is paid for on top: "ADR = extra £10 a day", "a forklift licence means 50p more", "Got a ticket? Tell us, we pay more."
    r"=\s*(?:an? )?(?:extra|bonus|more|\+)|\b(?:means?|earns?|gets?|brings?|worth|pays?|paid) (?:you )?(?:an? )?(?:extra|more|bonus|[$€£]?\d[\w.,%]* (?:more|extra|on top))\b|"
    r"^\W*(?:got|have you|do you|know|speak|hold|any)\b[^?.]{2,120}\?\s*(?:then )?(?:tell|let us|say|shout|mention|we pay)\b|"
    # "Till experience (training given)": nobody is turned away for want of it.
    r"(?<=\w)\s*[-–—,(]\s*(?:full |some |on-the-job )?training (?:is |will be |can be )?(?:provided|given|offered|available)(?=\W*$)"
)
# "Nice: Swift", "Plus: Kafka", "Optional - Docker": what such a label heads is welcome.
_WELCOME_LABEL = (
    rf"^\W*(?:an? )?(?:big |added )?(?:{_GAINS}|nice|pluses|bonuses|optional(?:ly)?|(?:good|great) to have|desired|ideal|helpful|useful|extras?)"
    r"\**\s*(?::|[–—-]\s)"
)
WELCOMES = re.compile(f"{_WELCOME_WORDS}|{_WELCOME_LABEL}", re.IGNORECASE)
_MUST_LABEL = re.compile(r"\W*(?:must|must[- ]haves?|required|needed|essential)\**\s*(?::|[–—-]\s)", re.IGNORECASE)
_NICE_LABEL = re.compile(_WELCOME_LABEL, re.IGNORECASE)
_DEMANDED = r"(?:\ba (?:absolute |real )?must(?:[- ]have)?|\brequired|\bmandatory|\bcompulsory|\b(?:is|are) (?:essential|necessary|needed))\b"
# What nobody need bring: "No GraphQL experience needed", "You won't need …", "PhD not required. Neither is …".
_UNASKED = re.compile(
    r"\b(?:no|not|never|neither|nor)\b(?! (?:only|just|least|limited))(?:(?!\b(?:you|but|so)\b)[^.;,:]){0,60}?"
    r"\b(?:need(?:ed)?|require[ds]?|requirement|necessary|expect(?:ed)?|have to)\b|"
    r"n['’]t (?:\w+ ){0,2}?(?:need|require|expect|have to|necessary)|^\W*(?:neither|nor|not for you)\b|\bno need (?:for|to)\b|"
    r"\bplease excuse\b|\b(?:not|isn['’]t) (?:an? (?:good |great |right )?fit|right|suitable|the (?:job|role|place)|for you) (?:for you )?if\b|"
    # "No plumbing experience? No problem.", "Do I need to know COBOL? No."
    r"\b(?:no|never|not|without|don['’]t|lack\w*|new to|need)\b[^?.]{0,60}\?\s*(?:(?:that(?:['’]s| is) )?(?:no|not a) (?:problem|worries|issue|matter|bother|big deal)|no(?=\W*$)|don['’]t worry|never mind|"
    r"(?:that(?:['’]s| is) )?(?:fine|ok(?:ay)?|all right)|we(?:['’]ll| will| can)\b)|"
    # "We don't use Flutter", "… isn't what we're after", "(someone else's job)".
    r"\bwe (?:do not|don['’]t|never|no longer|neither) (?:use|work with|need|want|do|have|run|write|offer|like|care(?! which))\b|\b(?:isn['’]t|aren['’]t|is not|are not|not) (?:what|who) we(?:['’]re| are)?\b|"
    r"\b(?:some(?:one|body) else(?:['’]s)?|not your (?:job|problem|concern|task))\b|"
    r"\bif you (?:only|just) (?:know|have|use|used)\b|\bif all you (?:know|have)\b|\bnot (?:suitable|a fit|right) for (?:candidates|applicants|people|anyone|those)\b|"
    r"\b(?:whose|if your) (?:only|sole) (?:\w+ )?(?:experience|background|knowledge|skills?)\b|\b(?:candidates|applicants|people|those|anyone) with (?:only|just)\b(?! (?:\d|an?\b|one|two|three))|"
    r"\bwe(?:['’]ll| will| can| are (?:happy|glad) to)? (?:teach|train|help|show|put) you\b|"
    # "We're not fussed about Docker", "we don't mind whether …", "Docker was on our list, but we took it off".
    r"(?:n['’]t|\b(?:not|never|nobody|no one|couldn['’]t))\s(?:\w+\s){0,2}?(?:fussed|bothered|precious|picky|strict|worried|concerned|minds?|cares?|matters?)\s(?:less )?(?:about|if|whether|how|for)\b|"
    r"\b(?:took|taken|dropped|removed|struck|crossed)\s(?:it|them|that)\s(?:off|out|from)\b|"
    # "Training on SAP is provided", "Kubernetes? You'll pick it up here".
    r"^\W*(?:\w+\s){0,3}training (?:on|in|for|with)\b.{2,80}\b(?:provided|given|offered|included)\b|\?\s*(?:you(?:['’]ll| will| can)|we(?:['’]ll| will| can)) (?:\w+ ){0,2}(?:pick|learn|teach|show|train|get you|be taught)\b|"
    r"\b(?:won['’]t|will not|never) (?:\w+ )?(?:touch|use|work (?:with|on|in))\b",
    re.IGNORECASE,
)
# "You will learn Kubernetes on the job"; "If you've done Go you'll pick it up" asks for Go.
_LEARNT_HERE = re.compile(
    r"\byou(?:['’]ll| will| can|['’]re going to)\s(?:\w+\s){0,2}?(?:learn|be (?:taught|trained)|pick (?:\w+ )?up)\b",
    re.IGNORECASE,
)
_IF_YOU = re.compile(r"\bif you\b", re.IGNORECASE)
# "Java-only developers need not apply", but not "Candidates without Java need not apply".
_TURNED_AWAY = re.compile(
    r"\b(?:need not|do not|should not|shouldn['’]t|don['’]t|cannot|please no)\s(?:please )?(?:bother (?:to )?)?apply\b|\b(?:won['’]t|will not|cannot|can['’]t) be (?:considered|accepted|shortlisted)\b|"
    r"\bwe (?:cannot|can['’]t|won['’]t|will not|do not|don['’]t) (?:consider|accept|shortlist)\b",
    re.IGNORECASE,
)
_WHO_LACKS = re.compile(r"\b(?:without|lacking|lacks?|unless|missing|fewer|less|under|no|not|only if)\b|n['’]t (?:have|know|hold)\b", re.IGNORECASE)  # fmt: skip
_CELL = re.compile(r"\s*[|\t]\s*")
_SEVERAL = 2
# What is being left: "migrating away from Teradata", "moved from VB6 to C#", "we have replaced Pinecone with pgvector".
_LEAVES = re.compile(
    r"\b(?:migrat\w+|mov(?:e|ed|es|ing)|switch\w*|transition\w*|com(?:e|ing))\s(?:\w+\s){0,2}?(?:away from|off(?: of)?)\s|"
    r"\b(?:the|our|their|this|ongoing|current)\s(?:\w+\s){0,2}?(?:migration|move|switch|transition|shift)\s(?:away\s)?(?:from|off)\s|"
    r"(?<=\w )\b(?:migrating|moving|moved|switching|switched|transitioning)\s(?:\w+\s){0,2}?from\s|"
    r"\b(?:we|they|who|have|has|['’]ve|['’]re|are|is|been)\s(?:\w+\s)?(?:replac(?:ed|ing)|retir(?:ed|ing)|phas(?:ed|ing) out|dropp(?:ed|ing)|ripp(?:ed|ing) out)\s|"
    r"\b(?:instead of|rather than|in place of)\s|"
    # Whose work it is: "alongside physiotherapy and psychology colleagues".
    r"\balongside\s(?=[^.;]*\b(?:colleagues|teams?|professionals|specialists|engineers|staff|clinicians|developers|departments?)\b)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\b(?:to|onto|into|with|by|so|which|because|for|and (?:have|are|will|now|you|we|they))\b|[;:.](?=\s|$)|\)",
    re.IGNORECASE,
)
_NAME = r"(?!(?:and|or|which|that|this|it|both|all|where|who)\b)[\w.+#/&’'-]+"
# What isn't there: "There's no Informatica here", "Python (not Java)"; "No SQL" is a kind of database.
_DENIES = re.compile(
    r"(?:^\W{0,3}|[,;.(–—]\s*|\bthere(?:['’]s| is| are)\s)(?:no|not)\s(?!SQL\b)(?P<names>(?-i:[A-Z])[\w.+#-]*"
    r"(?:\s(?-i:[A-Z])[\w.+#-]*){0,3}(?:(?:\s(?:or|nor)|,\s(?:no|or))\s(?-i:[A-Z])[\w.+#-]*){0,3})|"
    # "Talk customers through options - no high pressure sales!"
    r"(?:[,(–—]|\s-)\s*no\s(?!stranger|exception|shortage|doubt|more|less|fewer|matter|longer|later|limit|one\b|need)(?P<things>(?-i:[a-z])[\w -]{2,40})(?=[!.,;)]|$)(?!,? (?:needed|required|necessary))",
    re.IGNORECASE,
)
# "Working to deadlines without close supervision"; what "can't be done without Kubernetes" needs it.
_LACKING = re.compile(r"\bwithout\s(?P<names>[^,;.:()]{2,60})", re.IGNORECASE)
_NEGATED = re.compile(r"n['’]t\b|\b(?:not|no|never|cannot|nothing|nobody)\b", re.IGNORECASE)
_CLAUSE_END = re.compile(
    r";|,? \bbut\b(?!\s+(?:is|are|it|not|by|would)\b|[^.;]*\b(?:it|them)\W*$|\s+(?:\w+\s+){0,2}(?:it|them)\s+(?:off|out|from)\b)|\b(?:while|whereas)\b|"
    rf"(?<=\w )(?:{_WELCOME_WORDS}|{_DEMANDED})(?P<behind>)(?:\s*,|\s+and\b)|"
    rf",(?:\s+and\b)?(?=\s+{_NAME}(?: {_NAME}){{0,3}} (?:(?:is|would be|will be)\b|an? (?:\w+ )?(?:{_GAINS})\b))|"
    # What isn't needed may have something in its stead: "No Elixir needed: if you've done Erlang you'll pick it up".
    r":\s+(?=(?:if|as long as|having|any) )|"
    r"(?:,|\band\b|[–—])\s*(?=(?:ideally|preferably|optionally|potentially|possibly)\b)",
    re.IGNORECASE,
)


def clause_around(statement: str, start: int, end: int) -> str:
    """The clause that the name at ``start:end`` of a statement stands in."""
    first, last = clause_span(clause_edges(statement), start, end, len(statement))
    return statement[first:last]


def clause_edges(statement: str) -> list[int]:
    """Where the clauses of a statement part.

    A clause ends at a semicolon, before "but", behind what says how much something is wanted ("Python is a must, …"), and
    before the next name of which that is said ("…, Scala is a plus").
    """
    return [
        match.end() if match["behind"] is None else match.start("behind") for match in _CLAUSE_END.finditer(statement)
    ]


def clause_span(edges: Sequence[int], start: int, end: int, length: int) -> tuple[int, int]:
    """The clause that ``start:end`` stands in, between edges of a statement of this length."""
    first = max((edge for edge in edges if edge <= start), default=0)
    return first, min((edge for edge in edges if edge >= end and edge > start), default=length)


def is_unasked(clause: str) -> bool:
    """Whether a clause says that what it names isn't needed; what is welcome all the same is not meant.

    In a row of a table one cell of several doesn't speak for the others: "SQL | Not expected | Basic | Advanced".
    """
    clause = spelt_out(clause)
    if WELCOMES.search(clause) or not _says_unasked(clause):
        return False
    _, *levels = _CELL.split(clause)
    return len(levels) < _SEVERAL or all(_UNASKED.search(level) for level in levels)


def _says_unasked(clause: str) -> bool:
    turned_away = _TURNED_AWAY.search(clause)
    return bool(
        _UNASKED.search(clause)
        or (_LEARNT_HERE.search(clause) and not _IF_YOU.search(clause))
        or (turned_away and not _WHO_LACKS.search(clause, 0, turned_away.start()))
    )


def left_behind(text: str, low: int, high: int) -> Iterator[tuple[int, int]]:
    """The spans of a statement that name what is being given up for something else, or isn't there: "Python, no Java"."""
    for denied in _DENIES.finditer(text[low:high]):
        yield low + denied.start(denied.lastgroup or 0), low + denied.end(denied.lastgroup or 0)
    for lacking in _LACKING.finditer(text, low, high):
        if not _NEGATED.search(text, low, lacking.start()) and not _TURNED_AWAY.search(text, lacking.start(), high):
            yield lacking.span("names")
    for match in _LEAVES.finditer(text, low, high):
        end = _LEFT.search(text, match.end(), high)
        yield match.end(), end.start() if end else high


def labelled_need(statement: str) -> bool | None:
    """Whether a label before the statement says that it must be ("Must: …") or would be nice; None without such one."""
    if _NICE_LABEL.match(statement):
        return False
    return True if _MUST_LABEL.match(statement) else None
