"""Degrees in a resume: level and field. School names, grades and years are never read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["none", "associate", "bachelor", "master", "doctorate"]
RANK: dict[Level, int] = {"none": 0, "associate": 1, "bachelor": 2, "master": 3, "doctorate": 4}

# A word behind which a degree may stand: the start of a line or of a part of it.
_PART = r"(?:^|(?<=[,;:|(–—•/])|(?<=[,;:|(–—•/-]\s))"
# What people study, where nothing else says that "Master" is a degree ("Master Data Science", not "Master Electrician").
_STUDY = r"(?:\w+ (?:and |of |& )?){0,4}(?:sciences?|engineering|informatics|\w*statistics|mathematics|\w*physics|economics|analytics|intelligence|studies|finance|law|psychology|linguistics|robotics|administration)"
# Behind two letters that stand at the beginning: "BE (ECE)", "M.E., CSE", "AA – Business".
_CUT = r"(?=\s*[(,:]|\s[–—-]\s|\s*$)"
_ASSOCIATE_STUDY = (
    rf"(?i:{_STUDY}|business|nursing|accounting|(?:\w+ )?arts|education|design|management|technology|communications?)\b"
)
# Two letters are a degree where the words around them say so, see ``_is_short_degree``.
_LEVELS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("doctorate", re.compile(
        r"\b(?i:ph\.?\s?d|dphil|doctora(?:te|l)|dr\.\s?-?(?:ing|rer)|doctor(?=\s+of\b)|juris doctor|habilitation|candidate of sciences|d\.?sc)\b"
        r"|\b(?:Ed\.?D|Pharm\.?\s?D|DNP)\b|\b[JM]\.D\."
        r"|^\W*[JM]D\b(?=\s*(?:[,(]|$))(?!.*\b(?:USA?|Ltd|Inc|LLC|plc|GmbH|Group)\b)")),
    ("master", re.compile(
        r"\b(?i:master['’]?s\b|master(?=\s+(?:of|degree|in|thesis|programme|program)\b))"
        rf"|{_PART}(?:Integrated )?Master\b(?=\s*(?:[,(|]|$|[–—-]\s)|\s(?i:{_STUDY})\s*(?:[,(|\d–—-]|$))"
        r"|\b(?i:m\.?\s?sc|m\.?\s?eng|m\.?\s?tech|m\.?\s?phil|e?mba|m\.?res)\b|\b(?:MSci|MMath|MPhys|MChem|MPH|MPA|MPP|MSW|MSN|MFA|MCA|PGDB?M|LL\.M)\b"
        rf"|\bM\.?Ed\b|\bM\.?Arch\b|\bM\.\s?E\b\.?(?:(?=\s+(?:in|[A-Z]))|{_CUT})|^\W*ME\b(?=\s*\([A-Z])"
        rf"|{_PART}LLM(?=\s*(?:[,(]|$)|\s(?:in\s)?(?:[A-Z]\w+ ){{0,3}}Laws?\b)"
        r"|\b(?i:diplom\s+(?:\(fh\)|in\b)|ing[ée]nieure? dipl[ôo]m[ée]e?|dipl[ôo]me d['’]ing[ée]nieur|civilingenj[öo]r|specialist degree(?= in\b))"
        rf"|{_PART}Master [12](?=\s)|\bmgr\b|\b(?i:post-?\s?graduate diploma in (?:business )?management)"
        r"|\b(?i:maestr[íi]a|magister|mestrado|laurea magistrale)\b"
        r"|\b(?i:(?:staatsexamen|(?:first|second|1st|2nd) state exam(?:ination)?)\b)"
        r"|\b(?i:diplom-?\s?(?:ing|inf|math|phys|kauf)\w*|dipl\.\s?-?\s?(?:ing|inf|math|phys|kfm|kffr|wirt)\w*)|\b(?P<short>M\.?[SA])\b\.?")),
    ("bachelor", re.compile(
        r"\b(?i:bachelor(?:['’]?s)?|b\.?\s?sc|b\.?\s?eng|b\.?\s?tech|licenciatura|bacharelado|laurea|undergraduate degree)\b"
        r"|\b(?:MBBS|MB\s?B?Ch[BE]?|BDS|BVSc|BAcc|B\.Pharm|BVMS)\b|\b(?i:grado en|kandidatexamen|baccalaureate in)\b|(?<!\w)in[żz]\.(?=\s)"
        rf"|{_PART}Licence (?=(?:en|ès) [A-Z]|(?:de|in) [A-Z].*\b[Uu]niversit)"
        r"|\b(?i:(?:post-?\s?)?graduate diploma|pg ?dip|pgce)\b"
        rf"|(?:\bB\.?E\.?|\bB\.\sE\.)(?=\s+(?:in|[A-Z]))|(?:\bB\.\s?E\b\.?|\bA\.B\.|^\W*BE\b){_CUT}"
        r"|\bBc\.(?=\s)|\bLL\.?B\b|\bB\.?Com\b|\bB\.?Ed\b|\bB\.?Arch\b|\b(?:BCA|BFA|BBA|BSN|BMus|BPharm|BASc)\b"
        r"|\b(?P<short>B\.?[SA])\b\.?")),
    ("associate", re.compile(
        r"\b(?i:associate(?:['’]?s)?(?= (?:degree|of|in)\b)|HN[DC]|higher national (?:diploma|certificate)|foundation degree|staatlich geprüfter?)\b|\b(?:BTS|DUT)\b"
        r"|(?i:(?<!high school )(?<!secondary school )(?<!btec national )\bdiploma\b(?! of secondary| di |,? istituto))"
        r"|\bAAS\b(?=\s*(?:[,(]|$)|\s+(?:in|[A-Z]))|\bA\.(?:A\.)?S\.(?=\s*(?:[,(]|$)|\s+(?:in|[A-Z]))"
        rf"|(?:\bA\.A\.|^\W*AA\b)(?:{_CUT}|(?=\s+(?:General|Liberal|{_ASSOCIATE_STUDY})))|\bA\.A\.(?=\s+in)|{_PART}A[AS](?=\s+in\s+[A-Z])")),
    # "Degree in Business Administration": the least that it can be. What is asked for says "or a related field".
    ("bachelor", re.compile(
        r"(?:^\W*|(?<=[\d,;:|(–—•]\s))(?:Engineer['’]s d|D)egree in (?=[A-Z])(?!.*\b(?i:or|equivalent|required|preferred|similar|related|desired|welcome)\b)")),
)  # fmt: skip
_SCHOOL = re.compile(
    r"universit|college|institut|school|academy|polytech|faculty|gymnasium|lyceum|lyc[ée]e", re.IGNORECASE
)
# Each degree has one of these words in it, or a part of a word that ``_may_name_degree`` looks for: most lines have none.
_WORDS = re.compile(r"[^\W\d_]+")
_DEGREE_WORDS = frozenset(
    word
    for words in (
        "degree master masters bachelor bachelors associate associates doctorate doctoral doctor juris graduate",
        "undergraduate postgraduate foundation maestría maestria magister mestrado laurea licenciatura bacharelado phd ph",
        "dphil dsc dr md jd m j b ll bc sc eng tech phil res ed com arch pharm pg msc msci meng mtech mphil mres mba emba",
        "mmath mphys mchem mph mpa mpp msw msn mfa mca pgdm pgdbm med march ms ma bsc beng btech bs ba llb bcom bed barch bca bfa",
        "bba bsn bmus bpharm basc pgce pgdip hnd hnc bts dut national geprüfter mbbs mbchb mb bds bvsc bvms bacc llm grado kandidatexamen baccalaureate licence",
        "inż inz mgr civilingenjör civilingenjor ingénieur ingenieur ingénieure specialist habilitation candidate aa aas edd pharmd dnp staatsexamen examination exam",
    )
    for word in words.split()
)
_IN_CAPITALS = ("A.", "BE", "ME (", "AS in")
_LETTER = re.compile(r"\w")
# What was begun and not finished, or not begun: the level is not held.
_NOT_FINISHED = re.compile(
    r"\b(?:not (?:yet )?completed|incomplete|unfinished|uncompleted|discontinued|dropped out|broken off|abandoned|withdrew|withdrawn"
    r"|left (?:after|before|without|in (?:my|the) (?:first|second|third))|without (?:a )?(?:degree|graduating)|did not (?:finish|graduate|complete)"
    r"|no degree|abgebrochen|ohne abschluss|inachevée?|non terminée?|sin terminar|credits towards?|consider(?:ed|ing)|planned|planning to"
    r"|(?:hope|want|plan)s? to|accepted (?:to|for|into)|deferred)\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[;|]|\.\s")
# Degrees of mixed letters in a line that is written small throughout.
_WRITTEN_SMALL = {name.lower(): name for name in ("BMus", "BFA", "MFA", "BSN", "MSN", "BBA", "BCA", "MCA", "LLB", "LLM", "BEd", "MEd", "BCom", "BA", "MPH")}  # fmt: skip
_SMALL = re.compile(rf"^\W*({'|'.join(_WRITTEN_SMALL)})(?=\s*(?:,|$)|\s+in\s)")
_IN_PART = re.compile(r"\s+(?:in\s+(?!(?:an?|the)\b)|degree\b|\(?hons|with hon)", re.IGNORECASE)
_PART_ENDS = re.compile(r"\s*(?:[,;|()\[\]/]|$|[–—-]\s)")
# "MS Office", "BS EN 50131", "MA, USA".
_NO_STUDY = re.compile(
    r"\W*(?:office|word|excel|power|project|sql|access|outlook|visio|visual|windows|azure|teams|dynamics|sharepoint|server|exchange"
    r"|onenote|copilot|fabric|dos|edge|\.net|en|iso|ohsas|usa?|u\.s|united states|\d{5})\b",
    re.IGNORECASE,
)
_WORKER = re.compile(
    r"\b(?:engineer|developer|manager|analyst|consultant|scientist|specialist|architect|administrator|director|lead|team|officer"
    r"|designer|assistant|intern|teacher|instructor|meeting)s?$",
    re.IGNORECASE,
)
_STATES = frozenset({"MA", "MS"})
# What belongs to the degree, between it and its field: " of Science (B.S.), ", " (Hons) 2:1 ", " candidate in ".
_OWN_WORDS = re.compile(
    r"(?:[\s.,:;'’()\[\]|/–—-]"
    r"|of\s+(?:applied\s+)?(?:sciences?|arts|engineering|technology|philosophy|education|commerce)\b"
    r"|\b(?:degrees?|master|bachelor|programme|program|candidate|student|abd|(?:is |was )?in|of|en|em|hons?|honou?rs|first[ -]class|(?:second|upper)[ -](?:upper|second)"
    r"|with (?:hon\w+|distinction|merit)|(?:summa |magna )?cum laude|[12]:[12]|1st|2nd|(?:19|20)\d\d"
    r"|(?:and\s+)?(?:[bmd]\.?(?:sc|eng|tech|phil|com|ed|res|[sae])|ph\.?\s?d|mba|bba))(?!\w))*+",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(?!(?:and|from|at|with|who|plus|then|by|to|for)\b)[A-Za-z][A-Za-z &/+-]{1,60}")
_FIELD_ENDS = re.compile(r"\s(?:-|at|from)\s")
_PARTS = re.compile(r"[,;:|()\[\]•·\d]|\.\s|\s[–—-]\s|\s{2,}")
_JOINING = re.compile(r"\b(?:an?|the|my|with|has|have|hold|holds|did|and|to|for)$", re.IGNORECASE)
_FIELD_WORDS = 6
_LONGEST_LINE = 10_000  # characters; a whole resume without line ends is shorter
_REACH = 150  # characters: what is farther from a degree does not belong to it
# Degrees that are of one field, whether it is said again or not.
_IMPLIED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("business", re.compile(r"\b(?:e?mba|pgdb?m|bba|b\.?com)\b|of commerce", re.IGNORECASE)),
    ("natural science", re.compile(r"\b(?:bsn|msn|mph|dnp|pharm\.?\s?d|bpharm|mchem|m\.?d)\b", re.IGNORECASE)),
    ("humanities", re.compile(r"\b(?:ll\.?[bm]|j\.?d|juris doctor|[bm]fa|bmus)\b", re.IGNORECASE)),
    ("education", re.compile(r"\b(?:[bm]\.?ed|ed\.?d|pgce)\b|of education", re.IGNORECASE)),
    ("computer science", re.compile(r"\b[bm]ca\b|dipl\w*\W{0,3}inf", re.IGNORECASE)),
    ("mathematics", re.compile(r"\bmmath\b|dipl\w*\W{0,3}math", re.IGNORECASE)),
    ("physics", re.compile(r"\bmphys\b|dipl\w*\W{0,3}phys", re.IGNORECASE)),
    ("engineering", re.compile(r"\b[bm]\.?\s?eng\b|\bb\.?e\b|dipl\w*\W{0,3}ing|of engineering", re.IGNORECASE)),
)
# Fields that count as one another: what people study for work with computers, numbers or machines.
_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("computer science", re.compile(r"\b(?:comput|informati[ck]|software|information (?:technology|systems|science|management)|\bit\b|cyber|\bcse?\b)", re.IGNORECASE)),
    ("data science", re.compile(r"\b(?:data|machine learning|artificial intelligence|analytics|\bai\b)", re.IGNORECASE)),
    ("mathematics", re.compile(r"\b(?:math|statistic|operations research|actuar|econometric|quantitative)", re.IGNORECASE)),
    ("physics", re.compile(r"\b(?:physic|astronom)", re.IGNORECASE)),
    ("engineering", re.compile(r"\b(?:engineering|electr|mechatron|robotic|mechanical|automation|signal|\bece\b)", re.IGNORECASE)),
    ("business", re.compile(r"\b(?:business|management|economic|finance|accounting|commerce|marketing|administration|supply chain|industrial)", re.IGNORECASE)),
    ("education", re.compile(r"\b(?:education|pedagog|teaching|instructional|curriculum)", re.IGNORECASE)),
    ("natural science", re.compile(r"\b(?:biolog|chemis|neuro|geolog|environment|medicine|nursing|health|pharma|life science|bioinformatic)", re.IGNORECASE)),
    ("humanities", re.compile(r"\b(?:linguist|philosoph|psycholog|sociolog|history|law\b|language|literature|art\b|arts\b|design|music|journalism|(?<!electronics and )(?<!electronics & )communication|political)", re.IGNORECASE)),
)  # fmt: skip

# A line that is about nothing else, under whatever heading: not "MSc students", "Master of ceremonies", "PhD supervision".
_PLAIN_DEGREE = re.compile(
    r"^\W*(?:(?:Bachelor|Master|Associate|Doctor(?:ate)?)(?:['’]?s)?(?: [Dd]egree)?\s+(?:in\s+[A-Z]|of\s+(?:Science|Arts|Engineering|Technology"
    r"|Business|Commerce|Laws?|Education|Philosophy|Fine|Public|Social|Computer|Applied|Architecture|Medicine|Nursing|Music|Design|Research)\b)"
    r"|(?:[BM]\.?\s?(?:Sc|Tech|Eng|Com|Phil|Ed)|[BM]\.\s?[ASE]|[BM]BA|[BM]CA|Ph\.?\s?D)\b\.?\s*(?:[,(]|in\s+[A-Z]|[–—-]\s))"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Education:
    """The highest degree and the families of its fields."""

    level: Level = "none"
    fields: tuple[str, ...] = ()


def education_of(lines: Iterable[str]) -> Education:
    """The highest degree among lines of an education section, and the fields named beside degrees."""
    best: Level = "none"
    fields: dict[str, None] = {}
    for line in lines:
        if degree := _degree(line[:_LONGEST_LINE]):
            level, found = degree
            if RANK[level] > RANK[best]:
                best = level
            fields.update(dict.fromkeys(_fields(line, found)))
    return Education(best, tuple(sorted(fields)))


def is_plainly_a_degree(line: str) -> bool:
    """Whether a line begins with a degree and goes on with a school or a year, so that it needs no heading above it."""
    return _PLAIN_DEGREE.match(line) is not None and (_SCHOOL.search(line) or _YEAR.search(line)) is not None


def families_of(field: str) -> list[str]:
    """The families that a field of study belongs to: ``"applied statistics"`` → mathematics."""
    return [name for name, pattern in _FAMILIES if pattern.search(field)]


def _degree(line: str) -> tuple[Level, re.Match[str]] | None:
    """The highest degree that a line names."""
    if not _may_name_degree(line):
        return None
    if line.islower():
        line = _SMALL.sub(lambda small: small[0].replace(small[1], _WRITTEN_SMALL[small[1]]), line)
    for level, pattern in _LEVELS:
        for found in pattern.finditer(line):
            if not _is_finished(line, found):
                continue
            if found.lastgroup != "short" or _is_short_degree(line, found):
                return level, found
    return None


def _is_finished(line: str, found: re.Match[str]) -> bool:
    """Whether nothing beside a degree says that it was broken off or only considered."""
    before, behind = _around(line, found)
    own = f"{_CLAUSE_ENDS.split(before)[-1]} {_CLAUSE_ENDS.split(behind, maxsplit=1)[0]}"
    return _NOT_FINISHED.search(own) is None


def _may_name_degree(line: str) -> bool:
    low = line.lower()
    return (
        not _DEGREE_WORDS.isdisjoint(_WORDS.findall(low)) or "dipl" in low or any(word in line for word in _IN_CAPITALS)
    )


def _is_short_degree(line: str, found: re.Match[str]) -> bool:
    """Whether "MA" is a degree rather than Massachusetts, "MS" rather than a maker of software."""
    before, behind = _around(line, found)
    is_first = found.start() == len(before) and not _LETTER.search(before)
    is_sure = "." in found[0] or is_first
    if _IN_PART.match(behind):
        return True
    if _NO_STUDY.match(behind):
        return False
    following = _field_in(_OWN_WORDS.sub("", behind, count=1))
    if re.match(r"\s+[A-Z]", behind):
        may_be_place = found[0] in _STATES and before.rstrip().endswith(",")
        return bool(following and families_of(following)) or not (may_be_place or _WORKER.search(following))
    if not _PART_ENDS.match(behind):
        return False
    return is_sure or bool(_families_in(following) or _families_in(_last_part(before)))


def _fields(line: str, found: re.Match[str]) -> list[str]:
    """The families of a degree's field, which stands behind it, before it or in its own name."""
    before, behind = _around(line, found)
    field = _OWN_WORDS.sub("", behind, count=1)
    name = found[0] + behind[: len(behind) - len(field)]
    return (
        families_of(_field_in(field))
        or _families_in(_last_part(before))
        or [family for family, pattern in _IMPLIED if pattern.search(name)]
    )


def _around(line: str, found: re.Match[str]) -> tuple[str, str]:
    """What stands close before a degree, and behind it."""
    return line[max(0, found.start() - _REACH) : found.start()], line[found.end() : found.end() + _REACH]


def _field_in(behind: str) -> str:
    """The words at the beginning of a text that may name a field of study."""
    match = _FIELD.match(behind)
    field = _FIELD_ENDS.split(match[0], maxsplit=1)[0] if match else ""
    return "" if _SCHOOL.search(field) else field


def _last_part(before: str) -> str:
    """The last part of what stands before a degree: "Computer Science" in "Leeds — Computer Science, "."""
    part = _PARTS.split(before.rstrip(" ,;:|([–—-"))[-1].strip()
    return "" if _SCHOOL.search(part) else part


def _families_in(part: str) -> list[str]:
    """The families that a short part of a line names, unless it is about work or breaks off."""
    if len(part.split()) > _FIELD_WORDS or _WORKER.search(part) or _JOINING.search(part):
        return []
    return families_of(part)
