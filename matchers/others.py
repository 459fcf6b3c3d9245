"""What a sentence says of others: the skills of colleagues and other teams, and of the system that was there before."""

import re
from collections.abc import Collection
from collections.abc import Set as AbstractSet

# Quick look first: most lines hold none of these words.
_GROUPS = frozenset(
    """
    team teams people colleague colleagues department guy guys folks bloke side crew agency vendor supplier contractor
    contractors
    """.split()  # noqa: SIM905
)
_OTHERS = frozenset("others someone somebody workshop mr mrs ms".split())  # noqa: SIM905
_OWNERS = frozenset("their his her".split())  # noqa: SIM905
_FORMER = frozenset("old previous former legacy existing original".split())  # noqa: SIM905
_PRONOUNS = frozenset({"they", "he", "she"})
_WATCHED = frozenset("shadowed shadowing observed observing watched watching".split())  # noqa: SIM905
# Whoever does something for somebody: "a designer made the UI", "my wife kept the books".
_AGENTS = frozenset(
    """
    designer developer programmer engineer architect analyst scientist consultant freelancer expert specialist
    technician administrator admin student intern friend sister brother wife husband partner boss manager colleague
    senior junior company firm someone
    """.split()  # noqa: SIM905
)
OTHERS_CUES = _GROUPS | _OTHERS | _OWNERS | _FORMER | _PRONOUNS | _WATCHED | _AGENTS | {"i"}
_GROUP = (
    r"(?:sub-?)?"
    r"(?:teams?|people|colleagues?|department|guys?|folks|bloke|side|crew|agency|vendor|supplier|contractors?)"
)
# A team with its name is another than one's own, which is "the team" or "the whole team".
_NAMED = rf"(?:the|an?other)\s+(?!(?:whole|entire|same|project|full|rest)\b)(?:[\w/&-]+\s+){{1,2}}{_GROUP}"
_SOMEBODY = (
    r"(?:an?|my|another|one\s+of\s+my|two)\s+(?:[\w-]+\s+)?colleagues?|colleagues|others|(?:someone|somebody)\s+else"
)
_DID = (
    r"(?:us(?:e|es|ed)|w(?:rote|rites?)|d(?:id|oes|o)|r[au]ns?|buil[dt]s?|handle[sd]?|chose|maintain(?:s|ed)?|own(?:s|ed)?|made"
    r"|had|has|deploy(?:s|ed)?|keeps?|kept|look(?:s|ed)?\s+after|took|takes?|work(?:s|ed)?\s+(?:in|with|on))"
)
_DONE = (
    r"(?:done|led|run|kept|made|built|taught|handled|checked|written|developed|maintained|owned|managed|designed|implemented"
    r"|operated|set\s+up|configured|administered|drawn|programmed|coded|deployed)"
)
_OPENS = r"(?:^\W*|[.;!?,(]\s+|\b(?:and|but|while|whereas|where)\s+)"
# "The platform team runs Kafka" may be said of one's own team: only where one says "I" besides is it another's.
_NAMED_SUBJECT = re.compile(
    rf"{_OPENS}(?:{_NAMED}|(?:our|their)\s+(?:[\w/&-]+\s+){{1,2}}{_GROUP})\s+{_DID}\b[^.;!?]*$", re.IGNORECASE
)
_FAR_SUBJECT = re.compile(
    rf"{_OPENS}(?:(?:the|an?other|our)\s+(?:[\w/&-]+\s+)?(?:[\w/&-]+\s+)?{_GROUP}\s+(?:next\s+door|in\s+another\s+\w+)"
    rf"|(?:(?:the|an)\s?other|(?:an?|the)\s+(?:neighbou?ring|external|outside|sister))\s+(?:[\w/&-]+\s+)?{_GROUP}|{_SOMEBODY})\s+{_DID}\b[^.;!?]*$",
    re.IGNORECASE,
)
# A part of the team with a name of its own, in a note where whoever writes is left out: "Aero sub-team did the CFD".
_PART = re.compile(
    rf"^\W*(?!our\b|my\b)(?:[\w/&-]+\s+){{1,2}}(?:sub-?teams?|department|side|vendor|supplier|agency|contractors?)\s+(?:{_DID})\b[^.;!?]*$",
    re.IGNORECASE,
)
_FIRST_NAME = re.compile(rf"[,;]\s+(?:and\s+|but\s+|while\s+|whereas\s+)?[A-Z][a-z]+\s+(?:{_DID})\b[^.;!?]*$")
# "They handle Kubernetes": whoever was named before, and in what one tells of oneself ("I") also "he" and "she".
_THEY = re.compile(rf"{_OPENS}they\s+(?:\w+ly\s+|all\s+|now\s+|only\s+|also\s+)?(?:{_DID})\b[^.;!?]*$", re.IGNORECASE)
_HE = re.compile(rf"{_OPENS}s?he\s+(?:\w+ly\s+|only\s+|also\s+)?(?:{_DID})\b[^.;!?]*$", re.IGNORECASE)
# Made by an agent with an object of its own: "a designer made the UI in Sketch", not "a parser built in Rust".
_AN_AGENT = re.compile(
    rf"(?:^\W*|[.;!?,(:]\s+|\b(?:and|but|while|whereas)\s+)(?:an?|another|my)\s+(?:[\w-]+\s+){{0,2}}?(?:{'|'.join(sorted(_AGENTS))})"
    r"\s+(?:made|did|wrote|drew|designed|built|kept|ran|runs|does|makes|keeps|writes|builds|handle[sd]|chose|maintain(?:ed|s)|coded|programmed|configured|set\s+up|looks?\s+after|looked\s+after)"
    r"\s+(?!with\b|in\b|on\b|by\b|for\b|from\b|using\b|at\b|to\b|into\b)[^.;!?]*$",
    re.IGNORECASE,
)
# "Shadowed the PLC engineer": the skill of whoever was watched.
_IS_WATCHED = re.compile(
    r"\b(?:shadow(?:ed|ing)|(?:observ|watch)(?:ed|ing)\s+(?:the|an?|our|senior|experienced|other)|sat\s+in\s+with)\s+(?:[\w-]+\s+){0,4}$",
    re.IGNORECASE,
)
_WATCHED_AFTER = re.compile(
    r"^(?:[\s-][\w-]+){0,2}?\s+(?:\w+(?:er|or|ist|ian|ant|eer)s?|team|people|staff|seniors?|colleagues?)\b",
    re.IGNORECASE,
)
# A team that is named after what it does: "our back-end people wrote Laravel", "sent to the payroll team".
_GROUP_AFTER = re.compile(rf"^\s+{_GROUP}\b", re.IGNORECASE)
_GROUP_DID = re.compile(rf"^\s+{_GROUP}\s+(?:{_DID})\b", re.IGNORECASE)
_GROUP_BEFORE = re.compile(rf"{_OPENS}(?:the|our|their|an?other)\s+(?:[\w/&-]+\s+)?$", re.IGNORECASE)
_PASSED_ON = re.compile(r"\b(?:to|by|from)\s+(?:the|our|their|an?other)\s+(?:[\w/&-]+\s+)?$", re.IGNORECASE)
_PASSED_TO = re.compile(
    rf"^(?:\s+[\w-]+){{0,3}}?\s+to\s+(?:the|our|their)\s+(?P<name>[\w/&-]+(?:\s[\w/&-]+)?)\s+{_GROUP}\b", re.IGNORECASE
)
_JOINED = re.compile(
    r"\b(?:promot|transferr|mov|second|assign|belong|attach|rotat|contribut|embedd|deploy|support|consult|advis)\w*\s+(?:\w+\s+){0,2}?to\b",
    re.IGNORECASE,
)
_I = re.compile(r"\bI\b|\bI['’]")
_AGENT = re.compile(
    rf"^(?:\s+(?!and\b|or\b)[\w-]+){{0,4}}\s+(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?{_DONE}\s+by\s+"
    rf"(?:{_NAMED}|{_SOMEBODY}|the\s+workshop|m(?:r|r?s)\b)",
    re.IGNORECASE,
)
_WHO = re.compile(
    rf"\b{_GROUP},\s+who\s+(?:all\s+|only\s+)?{_DID}\b[^.;!?]*$",
    re.IGNORECASE,
)
_THEIRS = re.compile(r"\b(?:their|his|her)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_PERSONS_AFTER = re.compile(
    r"^\s+(?:[\w-]+\s+)?(?:developers?|programmers?|engineers?|team|people|person|guys?|side|colleagues?|department|experts?|specialists?)\b",
    re.IGNORECASE,
)
# Who leads, teaches or joins people does what they do.
_TOGETHER = re.compile(
    r"\b(?:led|lead(?:s|ing)?|head(?:ed|ing|s)?|manag\w+|supervis\w+|hir(?:ed|ing)|train\w*|coach\w*|mentor\w*|taught|teach\w*"
    r"|join\w*|part\s+of|member|with\s+(?:the|our|their)|together|my\s+team)\b",
    re.IGNORECASE,
)
# The system that was there: "the old system was written in COBOL".
_LEGACY = re.compile(
    r"\b(?:old|previous|former|legacy|existing|original)\s+(?:[\w-]+\s+){1,3}(?:was|were|is|had\s+been)\s+(?:still\s+)?"
    r"(?:(?:written|built|coded|made|implemented|developed|based)\s+)?(?:in|on|with)\s+[^.;!?]{0,40}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?]\s")
_REACH = 160  # characters


# Before somebody's name. "Ms Excel" and "Adv. Java" are no people.
COURTESIES = frozenset("hon mr mrs miss dr prof professor judge justice sir rev".split())  # noqa: SIM905
_COURTESY = re.compile(
    r"\b(?i:hon|mrs?|miss|dr|prof|professor|judge|justice|sir|rev)\b\.?\s+(?:[A-Z][\w'’-]*\.?\s+){0,2}$"
)


def names_person(text: str, line_start: int, start: int) -> bool:
    """Whether a capitalised name stands behind "Dr." or the like: "Hon. Winifred Scala", "Mrs Java Wekesa"."""
    return text[start].isupper() and _COURTESY.search(text, max(line_start, start - 40), start) is not None


LEISURE_CUES = frozenset(
    """
    volunteer volunteers volunteering volunteered hobbies hobby pastime pastimes interests reference references referees
    """.split()  # noqa: SIM905
)
_LEISURE = re.compile(
    r"(?:^|[.!?]\s+)\W*(?:(?:i|also|and|currently|regularly)\s+){0,3}(?:volunteer(?:s|ed|ing)?\s+(?!(?:coordinat|manage))|(?:my\s+|main\s+)?(?:hobb(?:y|ies)|pastimes?|interests|references?|referees?)"
    r"\s*(?::|\s(?:are|is|include)\b|[–—-]))[^.!?]*$",
    re.IGNORECASE,
)


def tells_of_leisure(text: str, line_start: int, start: int) -> bool:
    """Whether the sentence up to a name tells of unpaid work, of leisure or of referees: "Volunteer at a zoo; …"."""
    return _LEISURE.search(text[max(line_start, start - _REACH) : start]) is not None


def is_of_others(cues: AbstractSet[str], text: str, line: tuple[int, int], start: int, end: int) -> bool:
    """Whether the ``line`` (its span) says that others, and not the person, have or use what stands at ``start:end``.

    ``cues`` are those of ``OTHERS_CUES`` that the line holds.
    """
    before = text[max(line[0], start - _REACH) : start]
    after = text[end : min(line[1], end + _REACH)]
    if not _OWNERS.isdisjoint(cues) and _THEIRS.search(before) and _PERSONS_AFTER.match(after):
        return _TOGETHER.search(before) is None
    sentence = before[max((found.end() for found in _SENTENCE_END.finditer(before)), default=0) :]
    if not _FORMER.isdisjoint(cues) and _LEGACY.search(sentence):
        return "i" not in cues or _I.search(before + after) is None
    if not (_OTHERS.isdisjoint(cues) and _GROUPS.isdisjoint(cues)):
        of_groups = _is_of_a_group(cues, text[start:end], sentence, before, after)
        if of_groups is not None:
            return of_groups
    if _is_anothers(cues, sentence, before, after):
        return True
    return "i" in cues and _I.search(before) is not None and _FIRST_NAME.search(sentence) is not None


def _is_of_a_group(cues: AbstractSet[str], name: str, sentence: str, before: str, after: str) -> bool | None:
    """Whether a team or the like has what is named; None where the sentence says nothing of one."""
    if " by " in after and _AGENT.match(after):
        return True
    if _FAR_SUBJECT.search(sentence) or _PART.match(sentence) or (", who " in sentence and _WHO.search(sentence)):
        return _TOGETHER.search(sentence) is None
    if "i" in cues and _NAMED_SUBJECT.search(sentence):
        return _I.search(before + after) is not None
    if _is_named_after_work(name, sentence, before, after):
        return _TOGETHER.search(sentence) is None
    return None


def _is_named_after_work(name: str, sentence: str, before: str, after: str) -> bool:
    """Whether a name is that of a team of others, or of what is passed on to them."""
    if _GROUP_DID.match(after) and _GROUP_BEFORE.search(sentence):
        return _I.search(before + after) is not None
    if _GROUP_AFTER.match(after) and _PASSED_ON.search(sentence):
        return _JOINED.search(sentence) is None
    passed = _PASSED_TO.match(after)
    return passed is not None and passed["name"].lower() == name.lower()


def _is_anothers(cues: AbstractSet[str], sentence: str, before: str, after: str) -> bool:
    """Whether a pronoun, somebody unnamed or whoever was watched has what is named."""
    if not _PRONOUNS.isdisjoint(cues) and _TOGETHER.search(before) is None:
        if "they" in cues and before.strip() and _THEY.search(before):
            return True
        if "i" in cues and _I.search(before) and _HE.search(before):
            return True
    if not _AGENTS.isdisjoint(cues) and _AN_AGENT.search(sentence):
        return _TOGETHER.search(sentence) is None
    is_watched = not _WATCHED.isdisjoint(cues) and _IS_WATCHED.search(sentence)
    return bool(is_watched) and _WATCHED_AFTER.match(after) is not None


# Passives that say who did it: "the deployment on SageMaker is handled by our platform team", "payroll is outsourced".
# Quick look first: a line must hold one of each pair.
_PASSIVE_CUES = (
    (frozenset({"by", "outsourced"}), frozenset({"is", "are", "was", "were", "been", "being", "gets", "got"})),
    (frozenset({"from"}), frozenset({"came", "comes"})),
    (frozenset({"but"}), frozenset({"not", "t"})),
    (frozenset({"belong", "belongs"}), frozenset({"to"})),
    (frozenset({"s"}), frozenset({"is", "are", "was", "were"})),
    (
        frozenset("lecturer teacher professor tutor instructor student classmate predecessor colleagues".split()),  # noqa: SIM905
        frozenset("used had put ran wrote built made did use run build".split()),  # noqa: SIM905
    ),
)
_ANY_PASSIVE_CUE = frozenset().union(*(one for one, _ in _PASSIVE_CUES))
_PEOPLE = (
    r"(?:teams?|squads?|tribes?|chapters?|guilds?|groups?|departments?|units?|desks?|offices?|crews?|staff|people|colleagues?|others|someone|somebody"
    r"|compan(?:y|ies)|firms?|agenc(?:y|ies)|vendors?|suppliers?|contractors?|subcontractors?|partners?|providers?|workshop|headquarters|hq"
    r"|consultants?|freelancers?|specialists?|engineers?|developers?|programmers?|analysts?|scientists?|designers?|architects?|administrators?"
    r"|admins?|dbas?|technicians?|electricians?|accountants?|lawyers?|students?|interns?|seniors?|brokers?|clients?|surgeons?|doctors?|physicians?|lecturers?|teachers?|professors?"
    r"|facilit(?:y|ies)|labs?|laborator(?:y|ies)|institutes?|it|sres?|ops|devops|infosec)"
)
_PASSIVE = (
    r"(?:is|are|was|were|been|being|gets?|got)\s+(?:\w+ly\s+|now\s+|also\s+|still\s+|all\s+|mostly\s+)?"
    rf"(?:{_DONE}|sent|looked\s+after|cared\s+for|taken\s+care\s+of|carried\s+out|performed|provided|delivered|supplied"
    r"|installed|hosted|produced|supported|processed|prepared|wired|fitted|given|put\s+up)"
)
# "By the platform team", but not "by a team that I led".
_BY = (
    rf"by\s+(?!my\b|our\s+own\b)(?:[\w/&-]+\s+){{0,4}}?{_PEOPLE}\b"
    r"(?!\s+(?:(?:of\s+\w+\s+)?(?:that\s+|which\s+)?(?:I|we)|and\s+(?:me|I|us)|with\s+(?:me|us)|under\s+(?:me|my))\b)"
)
_OTHERS_DID = re.compile(
    rf"(?:\b(?P<relative>that|which|who)\s+)?(?:{_PASSIVE}(?:\s+[\w.+#/-]+){{0,3}}?\s+{_BY}|(?:is|are|was|were|been)\s+outsourced\b)"
    # "The apps were by an agency", "The front end was in Angular, made by another squad", "The code belongs to them".
    rf"|(?:is|are|was|were)\s+(?:(?:[\w.+#/-]+\s+){{0,3}}?[\w.+#/-]+,\s+{_DONE}\s+)?{_BY}"
    rf"|belongs?\s+to\s+(?!my\b)(?:[\w/&-]+\s+){{0,3}}?{_PEOPLE}\b|(?:is|are|was|were)\s+the\s+(?:[\w-]+\s+){{0,2}}{_PEOPLE}['’]s?(?=\s*(?:$|[.,;!\n]))"
    rf"|c(?:ame|omes)\s+from\s+(?:the|an?|our|another)\s+(?:[\w/&-]+\s+)?{_PEOPLE}\b"
    r"|(?P<but>but)\s+(?:I\s+)?(?:did|do|have|had)(?:\s+not|n['’]t)\s+(?:touch(?:ed)?|used?|wr(?:ite|itten)|run|own(?:ed)?|work(?:ed)?\s+(?:on|with))\s+"
    r"(?:it|them|that)\b"
    # "Our lecturer used Spark", "Backend colleagues used Django", "a fellow student put it on a Raspberry Pi".
    r"|(?:^|(?<=[.;!?,(•>*-]\s)|(?<=\band\s)|(?<=\bbut\s))(?:(?:our|the|an?|another)\s+(?:[\w-]+\s+)?(?:lecturer|teacher|professor|tutor|instructor|student|classmate|predecessor)"
    r"|(?:[\w-]+\s+)?colleagues)\s+(?:used|had|put|ran|wrote|built|made|did|use|run|build)\b",
    re.IGNORECASE,
)
_NOT_ME = re.compile(r"\bnot\s+(?:by\s+)?(?:me|us|I)\b", re.IGNORECASE)
_CLAUSE_BEGINS = re.compile(r"[.;:!?]\s+|,\s+(?:and|but|while|whereas|though|although)\s+", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"[.;!?](?:\s|$)|,\s+(?!(?:in|on|with|using)\b)|\s(?:and|but|while|whereas)\s")
_NOT_REACH = 60  # characters
_ONESELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y)\b")


def may_be_done_by_others(words: Collection[str]) -> bool:
    """Whether a line with these words could say that others did what it tells."""
    if _ANY_PASSIVE_CUE.isdisjoint(words):
        return False
    return any(not one.isdisjoint(words) and not other.isdisjoint(words) for one, other in _PASSIVE_CUES)


def done_by_others(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a line, as spans, that say that others did what they tell: in the passive, or by whose it is.

    A relative clause tells of what one has done oneself ("a platform that is run by the SRE team"), unless it goes on
    with "not by me".
    """
    found = []
    for match in _OTHERS_DID.finditer(text, start, end):
        begins = [
            each.end() for each in _CLAUSE_BEGINS.finditer(text, max(start, match.start() - _REACH), match.start())
        ]
        first = begins[-1] if begins else start
        if match["but"]:
            found.append((first, match.start()))
            continue
        if match["relative"]:
            if not _NOT_ME.search(text, match.end(), min(end, match.end() + _NOT_REACH)):
                continue
        elif _ONESELF.search(text, first, match.start()):
            continue
        ending = _CLAUSE_ENDS.search(text, match.end(), end)
        found.append((first, ending.start() if ending else end))
    return found
