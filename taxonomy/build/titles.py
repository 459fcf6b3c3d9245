"""Reading a job title off a line, with whatever postings put before and behind it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from taxonomy.build.sections import kind_of, kind_of_label
from taxonomy.names import phrase
from taxonomy.occupations import reported_titles

# What a title holds wherever it stands in it: "Data Engineer Azure".
HEAD_NOUNS = (
    "engineer|manager|architect|analyst|specialist|expert|scientist|developer|administrator|consultant|designer|director|"
    "officer|technician|assistant|coordinator|lead|leader|nurse|teacher|accountant|lawyer|attorney|physician|clerk|"
    "representative|supervisor|operator|programmer|researcher|strategist|planner|writer|editor|advisor|adviser|instructor|"
    "trainer|educator|therapist|mechanic|electrician|driver|chef|buyer|auditor|controller|executive|president|head|intern|"
    "associate|practitioner|tester|steward|owner|master|agent|recruiter|pharmacist|professor|lecturer|tutor|librarian|"
    "paralegal|surveyor|inspector|welder|plumber|carpenter|cashier|surgeon|dentist|veterinarian|pilot|translator|producer"
)
_TITLE = re.compile(rf"\b(?:{HEAD_NOUNS})s?\b", re.IGNORECASE)
# Titles end in these, too, which few Americans report.
_MORE_HEADS = frozenset(
    "apprentice bartender candidate coder constable counsel dba dev devs doctor evangelist fellow firefighter gardener "  # noqa: SIM905
    "generalist groundworker hacker hairdresser handyman janitor joiner labourer lpn machinist marketer miner modeller "
    "operative optometrist organiser organizer plasterer porter postdoc psychotherapist rep rn sommelier sre storekeeper "
    "trainee trucker vp waiter waitress warehouseman".split()
)
_TRADE = re.compile(
    r"\w*(?:ologist|ographer|iatrist|therapist|ician|wright|keeper|smith|solicitor|entwickler(?:in)?|ingenieur(?:in)?|berater(?:in)?)s?"
)
# Partners of firms are companies; those of a business, of talent or of people are its employees.
_PARTNER = re.compile(
    r"(?:.*\b)?(?:business|talent|people|hr|success|finance|recruit(?:ing|ment)|resourcing|learning|managing|equity|"
    r"development|engagement|delivery) partner",
    re.IGNORECASE,
)
# Last words of titles that name things more often: "SQL Server", "Role Model", "Career Guide", "Training Provider".
_THINGS = frozenset(
    "builder carrier changer closer cutter feeder filler guide handler hanger helper his host layer loader logger maker man "  # noqa: SIM905
    "marker mate member mixer model monitor occupation official op person plastic player poster postsecondary principal "
    "processor provider puller pusher reader reviewer runner screener searcher secretary server setter sorter taker tech "
    "tender tuner washer winder wrapper".split()
)
_MANY = 3  # reported titles: what as many end in, and few hold elsewhere, is what a title is about
_MOSTLY = 0.75
_OF = re.compile(
    r"(?:[\w&/-]+ ){0,3}(?:head|director|vp|president|chief|teacher|professor|manager|lecturer|lead|leader|dean|officer|"
    r"inspector|supervisor|superintendent|captain|secretary) of (?:the )?(?-i:[A-Z])",
    re.IGNORECASE,
)
_GRADE = re.compile(r"\s+(?:[IV]{1,3}|[1-9]|L[1-9]|(?:level|grade|band) \w{1,3})$", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"[>›»]|^(?:experience|knowledge|understanding|familiarity|proficiency|expertise|skilled|fluency|exposure)\b|\b(?:for|the|vs\.?|how|what|why|our|your|is|are|an|(?-i:a)|we|you)\b|[:$?!]|\bworks?\b|\w@\w|\bwww\.",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:(?:job|position|role|post|current|career)[ -])?(?:title|position|role|post|job|vacancy|opening|opportunity)"
    r"(?: (?:title|name|\d{1,2}))?\s*:\s*|"
    r"(?:role|job|position|post) (?:description|profile|specification|advert|summary)(?:\s*:\s*|\s+[-–—]\s+)",
    re.IGNORECASE,
)
# What the first line of a posting, an e-mail or a guide says before the title.
_OPENER = re.compile(
    r"(?:subject|re|fwd?|wanted|(?:now |we(?:['’]| a)re |currently )?(?:hiring|recruiting|seeking))\s*(?::|!|\s[-–—])\s*|"
    r"(?:(?:join us as|now hiring|we(?:['’]| a)re (?:now )?(?:hiring|looking for|seeking|recruiting)|(?:how )?to become|a day in the life of|"
    r"what does|life as|become|hiring)(?: an?)?)\s+|\[[^\]]{1,30}\]\s*|(?:100 ?% )?remote\s+|\d\d-\d{4}(?:\.\d\d)?\s*[-–—]?\s*|\d{1,2}[.)]\s+",
    re.IGNORECASE,
)  # fmt: skip
_BESIDE = re.compile(r"\s+[|–—•·-]\s+|\s*\||\t")
_SLASH = re.compile(r"\s+/\s+")
# "Join us: Landscape Gardener", "London: Barista wanted": what an opening line says of the title before a colon.
_LEAD = re.compile(r"(?P<lead>[^\W\d_][^:/|]{1,40}):\s+(?=\S)")
_LEAD_WORDS = 5
_INVITES = re.compile(r"(?:come (?:and )?)?(?:join|work)\b", re.IGNORECASE)
_BEHIND = re.compile(
    r"(?<=[^\s(])\s*\(|\s*\[|\s+(?:at|@|in)\s+(?=[A-Z0-9])|\s+(?:up to |from )?[$€£]\s?\d|\s+[-–—]\s*[$€£]"
)
_REMARK = re.compile(
    r"(?:\s*[:–—-])?\s+(?:wanted|needed|required|(?:job |role )?description|job|role|position|vacancy|(?:job )?profile|do|"
    r"(?:competency|skills?|career|levell?ing) (?:matrix|framework|ladder|path|levels)|(?:person|job) specification)\W*$",
    re.IGNORECASE,
)
# "Farmers, Ranchers, and Other Agricultural Managers" are one occupation.
_LAST_OF_LIST = re.compile(r",? and (?:all )?other\b", re.IGNORECASE)
# Ranks that say nothing without the field behind a comma: "Director, Data Platforms".
_RANK = re.compile(
    r"(?:(?:senior|junior|lead|associate|assistant|deputy|principal|staff|executive)\s+)*"
    r"(?:manager|director|vp|(?:vice )?president|head|lead|officer|analyst|specialist|supervisor|coordinator|engineer|consultant|associate)",
    re.IGNORECASE,
)
_RANKS = re.compile(
    r"^(?:(?:graduate|entry[- ]level|trainee|junior|jr\.?|mid(?:dle|-level)?|intermediate|associate|senior|sr\.?|staff|lead|principal|distinguished|chief)\s+)+",
    re.IGNORECASE,
)
# "We are looking for a data engineer", "Family-run garden centre seeks a part-time bookkeeper".
_SOUGHT = re.compile(
    r"\b(?:looking for|seek(?:s|ing)?|hir(?:es|ing)|recruit(?:s|ing)?(?: for)?|in search of|need(?:s|ed)?|want(?:s|ed)?|join \w+ as|vacancy for|"
    r"searching for)\s+(?:an?|one|our next|another|two|three)\s+(?P<who>[*_\"“]*[\w+#./&’'-]+(?:[ *_]+[\w+#./&’'-]+){0,6})",
    re.IGNORECASE,
)
_SOUGHT_ENDS = re.compile(
    r"[*_\"”.]+(?:\s|$)|\s(?:to|for|with|who|whose|in|at|on|and|or|from|that|based|as|is|of)\b", re.IGNORECASE
)
# "🚀 We're hiring!" before the title, and what parts a title from place and terms.
_HIRING = re.compile(r"\W*(?:we(?:['’]| a)re|now) (?:hiring|recruiting)\W+", re.IGNORECASE)
_ANNOUNCED = re.compile(r"(?P<title>(?:[^\W\d_][\w+#./&’'-]* ){1,5}[^\W\d_][\w-]+)(?= ?\(|, )")
_PRAISED = re.compile(
    r"(?:(?:new|experienced|passionate|motivated|talented|skilled|dedicated|qualified|enthusiastic|reliable|friendly|great|good|strong|"
    r"(?:full|part)-?\s?time|permanent|temporary|freelance|contract|remote|hands-on|highly|very|more|additional|further)\s+)+",
    re.IGNORECASE,
)
# Whoever is sought by these names is sought by none.
_ANYBODY = frozenset("applicant candidate colleague employee expert individual leader member owner person".split())  # noqa: SIM905
_SHORT = 3  # words, or letters of a word
_MOST_WORDS = 8
_LONGEST = 160  # characters of a line with employer, place and pay beside the title


def is_title(line: str) -> bool:
    """Whether a line reads like a job title and nothing else.

    >>> is_title("Data Engineer Azure"), is_title("Management of Engineers and Data"), is_title("Overview")
    (True, False, False)
    >>> is_title("Head of Engineering"), is_title("Care Worker"), is_title("Legal Counsel"), is_title("SQL Server")
    (True, True, True, False)
    """
    plain = _GRADE.sub("", line.strip(" :*#"))
    words = plain.split()
    if not 1 <= len(words) <= _MOST_WORDS or line.rstrip().endswith((".", ",", ";")):
        return False
    if len(words) > _SHORT and sum(word[0].islower() and len(word) > _SHORT for word in words) * 2 > len(words):
        return False  # "Prepare weekly reports and present them to managers"
    if _NO_TITLE.search(plain):
        return False
    if re.search(r"\bof\b", plain, re.IGNORECASE):
        return bool(_OF.match(plain))
    if _ends_in_head(plain) or _PARTNER.fullmatch(plain):
        return True  # "Education Specialist" and "Requirements Engineer" hold the words of headings, too
    return bool(_TITLE.search(plain)) and kind_of(plain) in {None, "ladder", "overview", "context", "practice"}


def title_in(line: str, *, opening: bool = False) -> str:
    """The title that a line gives, or nothing; ``opening`` lines may lead up to it ("Now hiring: …").

    >>> title_in("Full-Stack Developer (m/f/d) - Berlin"), title_in("Post: GIS Analyst"), title_in("Director of Sales, EMEA")
    ('Full-Stack Developer', 'GIS Analyst', 'Director of Sales')
    >>> title_in("How to Become a Data Engineer", opening=True), title_in("How to Become a Data Engineer")
    ('Data Engineer', '')
    """
    plain = line.strip("*#_ \t")
    if len(plain) > _LONGEST or plain.endswith((".", ",", ";", ":")):
        return ""
    labelled = _LABEL.sub("", plain, count=1).strip("\"'“”")
    if opening:
        labelled = _OPENER.sub("", _OPENER.sub("", labelled, count=1), count=1)
        labelled = _without_lead(labelled)
    first, *beside = _values(_segments(labelled)) or [""]
    title = _without_tail(first)
    if is_title(title):
        return title
    if not opening:
        return ""
    if _is_reported(title):
        return title
    return next((title for segment in beside if is_title(title := _without_tail(segment)) and title[0].isupper()), "")


def base_title(line: str) -> str:
    """A title without code, grade and rank: what the grades of a ladder have in common.

    >>> base_title("DE3 – Staff Data Engineer"), base_title("Data Engineer II"), base_title("Junior"), base_title("Level 2")
    ('Data Engineer', 'Data Engineer', '', '')
    """
    title = _GRADE.sub("", title_in(line, opening=True))
    plain = _RANKS.sub("", title)
    return plain if is_title(plain) else title if not _RANKS.fullmatch(f"{title} ") else ""


def opens_with_label(line: str) -> bool:
    """Whether a line says that a title follows: "Post: GIS Analyst"."""
    return bool(_LABEL.match(line.strip("*#_ \t")))


def title_sought(paragraph: str) -> str:
    """The title of whom a paragraph looks for, or that stands at its head; else nothing.

    >>> title_sought("Family-run garden centre seeks a part-time bookkeeper, 20 hours a week."), title_sought("You seek a challenge.")
    ('Bookkeeper', '')
    """
    hiring = _HIRING.match(paragraph)
    paragraph = paragraph[hiring.end() :] if hiring else paragraph
    announced = _ANNOUNCED.match(paragraph)
    if announced and is_title(announced["title"]):
        return announced["title"]  # "Rails Developer (mid or senior), 4 days a week, remote."
    lead = paragraph.partition(". ")[0]
    if lead != paragraph and " " in lead and is_title(lead) and all(word[0].isupper() for word in lead.split()):
        return lead  # "Flood Data Analyst. You will turn data into advice."
    for match in _SOUGHT.finditer(paragraph):
        who = _SOUGHT_ENDS.split(match["who"].lstrip('*_"“'), maxsplit=1)[0]
        title = _PRAISED.sub("", who, count=1)
        if is_title(title) and title.split()[-1].lower() not in _ANYBODY:
            return title.title() if title.islower() else title
    return ""


def _without_lead(line: str) -> str:
    """An opening line without the invitation, place or name of a collection that stands before its title."""
    lead = _LEAD.match(line)
    if not lead or len(lead["lead"].split()) > _LEAD_WORDS or names_person(lead["lead"]):
        return line
    if "noise" in {kind_of(lead["lead"]), kind_of_label(lead["lead"])} and not _INVITES.match(lead["lead"]):
        return line
    return line[lead.end() :] if title_in(line[lead.end() :], opening=True) else line


def _segments(line: str) -> list[str]:
    """What stands side by side in a line; a slash parts a title from what is none.

    >>> _segments("Quantity Surveyor / Cardiff - 55k"), _segments("Developer / Analyst - Leeds")
    (['Quantity Surveyor', 'Cardiff', '55k'], ['Developer / Analyst', 'Leeds'])
    """
    segments: list[str] = []
    for segment in _BESIDE.split(line):
        parts = _SLASH.split(segment)
        segments += parts if is_title(parts[0]) and not all(map(is_title, parts)) else [segment]
    return segments


def _values(segments: Sequence[str]) -> list[str]:
    """The segments of a line without those that a fact's name stands before: "Reports to | Chief Data Officer"."""
    names = ["", *segments]
    return [value for name, value in zip(names, segments, strict=False) if kind_of_label(name.strip(" *")) != "noise"]


def names_person(line: str) -> bool:
    """Whether a line speaks of somebody at work, as a title does."""
    return bool(_TITLE.search(line))


def _without_tail(segment: str) -> str:
    """A title without town, employer, pay and "(m/f/d)" behind it, as far as a title is left."""
    plain = _REMARK.sub("", _BEHIND.split(segment.strip(" !*"), maxsplit=1)[0]).strip(" ,!*")
    first, _, rest = plain.partition(",")
    if _LAST_OF_LIST.search(rest) and is_title(plain):
        return plain
    goes_on = rest.strip()[:1].islower()  # "Engineers, especially in factories, face this"
    if not goes_on and is_title(first) and not _RANK.fullmatch(first):
        return first
    return plain


def _ends_in_head(title: str) -> bool:
    words = phrase(title).split()
    if not words or words[-1] in _THINGS:
        return False
    last = words[-1]
    return bool(_TITLE.fullmatch(last) or _TRADE.fullmatch(last)) or bool({last, last.removesuffix("s")} & _heads())


def _is_reported(title: str) -> bool:
    """Whether people report just this as what they are: "Barista", "Process Server"."""
    plain = _GRADE.sub("", title)
    return len(plain) > _SHORT and kind_of(plain) is None and phrase(plain) in reported_titles()


@cache
def _heads() -> frozenset[str]:
    """The words that titles are about: those that many reported titles end in, and few hold elsewhere."""
    titles = [title.split() for title in reported_titles()]
    anywhere = Counter(word for words in titles for word in set(words))
    last = Counter(words[-1] for words in titles)
    often = {word for word, count in last.items() if count >= _MANY and count >= _MOSTLY * anywhere[word]}
    return frozenset(word for word in often if len(word) > _SHORT) - _THINGS | _MORE_HEADS
