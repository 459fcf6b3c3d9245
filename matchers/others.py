"""What a sentence says of others: the skills of colleagues and other teams, and of the system that was there before."""

import re
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
OTHERS_CUES = _GROUPS | _OTHERS | _OWNERS | _FORMER | {"i"}
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
_FIRST_NAME = re.compile(rf"[,;]\s+(?:and\s+|but\s+|while\s+|whereas\s+)?[A-Z][a-z]+\s+(?:{_DID})\b[^.;!?]*$")
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
        if " by " in after and _AGENT.match(after):
            return True
        if _FAR_SUBJECT.search(sentence) or (", who " in sentence and _WHO.search(sentence)):
            return _TOGETHER.search(sentence) is None
        if "i" in cues and _NAMED_SUBJECT.search(sentence):
            return _I.search(before + after) is not None
    return "i" in cues and _I.search(before) is not None and _FIRST_NAME.search(sentence) is not None
