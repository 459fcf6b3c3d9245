"""Which names of a statement are alternatives, any one of which will do."""

import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from taxonomy.surface import Surface

# "AWS, Azure or GCP", "Python (or Java)", "React, or experience with Angular", "Node.js – or something similar like Go".
_OR = re.compile(
    r"\s*(?:[,(–—-]\s*)*\b(?:(?:and/)?or|alternatively|failing that|else)\b,?\s*(?:(?:experience|skills?) (?:with|in|of) |knowledge of |with |in )?"
    r"(?:(?:an?(?:other)? )?(?:\w+ ){1,4}?(?:such as |like ))?\s*",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*(?:preferred)?\s*,\s*", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|/|,?\s*\b(?:and|or)\b|,?\s*&)\s*")
_SLASH = re.compile(r"\s*/\s*")
# "One of: Oracle, MySQL", "at least one of the following languages: …".
_ANY_OF = re.compile(
    r"\b(?:(?:at least )?(?:one|two)(?: or more)?|any(?: one)?|either|some) of\b(?:[^,;.:]{0,40}:|(?: the following| these| the)?(?: \w+)?)\s*$|"
    r"\beither\s+$",
    re.IGNORECASE,
)
# "scikit-learn, XGBoost or similar", "Oracle, MySQL or another relational database"; fields of study are no such list.
_OR_SUCH = re.compile(
    r"\s*,?\s*\(?or\s+(?:(?:an|any)\s+)?(?:other|another|similar|equivalent|comparable|alike|something similar|the like)\b"
    r"(?!\s+(?:\w+\s+)?(?:fields?|disciplines?|subjects?|degrees?|areas?|experience|qualifications?)\b)|"
    # "… or whatever gets it done", "…, we don't care which".
    r"\s*,?\s*(?:or\s+)?(?:whatever|whichever|take your pick|your (?:choice|pick))\b|\s*[,(–—-]\s*(?:\w+\s+)?(?:do(?:es)?(?:n['’]t| not)) (?:mind|care|matter) (?:much )?which\b",
    re.IGNORECASE,
)
# "Cloud platforms (e.g. AWS, Azure, GCP)": examples, of which any one will do.
_EXAMPLES = re.compile(r"\(\s*(?:e\.g\.?,?|for example,?|for instance,?|such as|like)\s+[^()]*\)", re.IGNORECASE)
_BRACKET = re.compile(r"\([^()]*\)")
# "a BI tool (Tableau, Power BI)": in the singular one of them is meant.
_KIND = (
    r"(?:[\w/+#-]+\s+){0,3}?(?:tool|platform|language|framework|database|system|library|provider|cloud|engine|"
    r"suite|package|stack|solution|tracker|broker|siem|crm|erp|ide|cms|hris|method|methodology|certificate|certification|licen[cs]e)\s*$"
)
_A_KIND = re.compile(rf"\b(?:an?|one|some|any)\s+{_KIND}", re.IGNORECASE)
# "One scripting language (Python, PowerShell)": who counts them wants no more, of whatever kind they are.
_ONE_KIND = re.compile(rf"\b(?:(?:at least|minimum) )?(?:one|any(?: one)?|either)\s+{_KIND}", re.IGNORECASE)
_COLON = re.compile(r":\**\s+")
_CONSIDERED = re.compile(
    r"\([^()]*\b(?:considered|accepted|acceptable|fine|okay?|works?)\b[^()]{0,30}\)", re.IGNORECASE
)


def alternatives(
    text: str,
    mentions: Sequence[Surface],
    span: tuple[int, int],
    are_siblings: Callable[[str, str], bool],
    are_kinds_of: Callable[[Sequence[str], str], bool],
) -> dict[int, int]:
    """Which mentions of the statement at ``span`` are alternatives: number → list, from 1.

    They are joined by "or", named as examples, headed by "one of", closed by "or similar", siblings between slashes or in
    a bracket behind what they are kinds of.
    """
    one_of_these = [
        bracket.span()
        for bracket in _BRACKET.finditer(text, *span)
        if _names_one_of(text, mentions, span[0], bracket, are_siblings, are_kinds_of)
    ]
    joined: set[int] = set()  # numbers of the mentions that are alternatives to the next one
    for number, one in enumerate(mentions):
        if _OR_SUCH.match(text, one.end, span[1]):
            joined |= _commas_before(text, mentions, number, joined)
        if _ANY_OF.search(text, span[0], one.start) or _opens_kind(text, span[0], one.start):
            joined |= _list_from(text, mentions, number)
        if number + 1 == len(mentions):
            break
        other = mentions[number + 1]
        between = text[one.end : other.start]
        if (
            _OR.fullmatch(between)
            or (_SLASH.fullmatch(between) and are_siblings(one.skill_id, other.skill_id))
            or any(low <= one.start and other.end <= high for low, high in one_of_these)
            or (between.strip() == "(" and _CONSIDERED.match(text, one.end + len(between) - 1))
        ):
            joined |= {number}
            if not _list_goes_on(text, mentions, number + 1):
                joined |= _commas_before(text, mentions, number, joined)
    return _numbered(joined)


def _names_one_of(
    text: str,
    mentions: Sequence[Surface],
    start: int,
    bracket: re.Match[str],
    are_siblings: Callable[[str, str], bool],
    are_kinds_of: Callable[[Sequence[str], str], bool],
) -> bool:
    """Whether a bracket holds examples of which one will do: "(e.g. …)", "a BI tool (…)", "Bayesian statistics (…)"."""
    if _EXAMPLES.fullmatch(bracket[0]) or _ONE_KIND.search(text, start, bracket.start()):
        return True
    inside = [mention for mention in mentions if bracket.start() < mention.start and mention.end < bracket.end()]
    if not all(are_siblings(one.skill_id, other.skill_id) for one, other in pairwise(inside)):
        return False
    kinds = [m for m in mentions if start <= m.end <= bracket.start() and not text[m.end : bracket.start()].strip()]
    return bool(_A_KIND.search(text, start, bracket.start())) or any(
        are_kinds_of([mention.skill_id for mention in inside], kind.skill_id) for kind in kinds
    )


def _opens_kind(text: str, start: int, end: int) -> bool:
    """Whether a list begins here behind the kind of thing that is wanted: "A BI tool: Tableau, Looker"."""
    before = text[start:end]
    colon = _COLON.search(before)
    return colon is not None and colon.end() == len(before) and bool(_A_KIND.search(before, 0, colon.start()))


def _list_goes_on(text: str, mentions: Sequence[Surface], number: int) -> bool:
    """Whether a comma and a further name follow: in "Hibernate, React or Angular, MySQL" only two are alternatives."""
    return number + 1 < len(mentions) and bool(
        _COMMA.fullmatch(text[mentions[number].end : mentions[number + 1].start])
    )


def _commas_before(text: str, mentions: Sequence[Surface], number: int, joined: AbstractSet[int]) -> set[int]:
    """The mentions of the same list before one, as far as no other alternatives reach."""
    found = set()
    while (
        number > 0
        and number - 2 not in joined
        and _COMMA.fullmatch(text[mentions[number - 1].end : mentions[number].start])
    ):
        number -= 1
        found.add(number)
    return found


def _list_from(text: str, mentions: Sequence[Surface], number: int) -> set[int]:
    """The mentions of a list but its last, from its first on."""
    found = set()
    while number + 1 < len(mentions) and _LIST.fullmatch(text[mentions[number].end : mentions[number + 1].start]):
        found.add(number)
        number += 1
    return found


def _numbered(joined: AbstractSet[int]) -> dict[int, int]:
    lists: dict[int, int] = {}
    for count, number in enumerate(sorted(joined), start=1):
        lists.setdefault(number, count)
        lists[number + 1] = lists[number]
    return lists
