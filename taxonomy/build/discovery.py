"""Skills that the lexicon doesn't know, found by the way people write names.

"Languages: Python, Nim and Zig", "tools such as Ray and Dagster", "(e.g., Frobnicator)": the cue says that names follow,
the punctuation says where they end. In a list of what is asked for a name may stand without a cue: "SystmOne". What a
name looks like, what stands beside it and whether it is also a word say how sure it is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from taxonomy.build.facts import degrees
from taxonomy.build.sections import kind_of, kind_of_label
from taxonomy.build.titles import is_title
from taxonomy.names import phrase
from taxonomy.surface import SurfaceIndex

ASKED_FROM: Final = 0.5  # sure enough to be asked for; what is less sure is listed for review
_LISTED_FROM = 0.3
_ASIDE = 0.33  # in brackets without a word that says what stands there
_ASIDE_AT_MOST = 0.45  # an ordinary word there
_ELSEWHERE_FROM = 0.8  # where a document asks for nothing
# What names are examples of, so that names follow: "workflow engines such as", "Build tools:".
_THINGS = (
    r"(?:tool(?:s|ing|kits?)?|platforms?|systems?|softwares?|frameworks?|languages?|librar(?:y|ies)|databases?|engines?|packages?|technolog(?:y|ies)|"
    r"suites?|stack|handlers?|instruments?|analy[sz]ers?|machines?|standards?|applications?|apps|products|equipment|controll?(?:er)?s|"
    r"protocols?|programming|scripting|orchestrators?|schedulers?|brokers?|mesh(?:es)?|stores|builders?|bundlers?|runtimes?|kits?|ides?|editors?|"
    r"solvers?|plug-?ins?|sdks?|apis?|crms?|erps?|cms)"
)
_OVER_THINGS = re.compile(rf"\b{_THINGS}[\s,:*(]*$", re.IGNORECASE)
# "Offices such as", "Travel to our site (Leeds)": names of places, firms and people.
_OF_NO_SKILL = re.compile(
    r"\b(?:offices?|sites?|cit(?:y|ies)|towns?|countr(?:y|ies)|regions?|locations?|based|located|travel\w*|commut\w+|relocat\w+|resid\w+|hybrid|on-?site|"
    r"compan(?:y|ies)|clients?|customers?|brands?|employers?|partners?|suppliers?|universit(?:y|ies)|schools?|degrees?|reports? to|reporting to|"
    r"citizens?(?:hip)?|nationals?|e-?mail|phone|contact|apply|salary|shifts?)\b",
    re.IGNORECASE,
)
_NAMING = re.compile(
    r"\b(?:proficien(?:cy|t) (?:in|with)|knowledge of|experience (?:with|using|of)|familiar(?:ity)? with|expertise in|skilled in|fluen(?:cy|t) in|"
    r"exposure to|(?:grasp|command) of|background in|work(?:ed|ing)? with|(?:hands-on|working) (?:experience|knowledge) (?:with|of|in))\s+",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<label>[^\n:.(]{2,60}):\**\s")
_CUE = re.compile(
    r"(?:\b(?:such as|like|including|e\.g\.,?|for example,?|for instance,?|namely|proficien(?:cy|t) (?:in|with)|"
    r"knowledge of|experience (?:with|in|using|of)|familiar(?:ity)? with|expertise in|skilled in|fluen(?:cy|t) in|work(?:ed|ing) with|exposure to|(?:grasp|command) of|background in|"
    r"(?:hands-on|working) (?:experience|knowledge) (?:with|of|in)|use of|using)\s+"
    r"|\(\s*(?:e\.g\.,?|i\.e\.,?|such as|like|including)?\s*"
    rf"|^{_LABEL.pattern}+)",
    re.IGNORECASE,
)
# What a label says of the post and not of the candidate: "Reference number: PPA25J-4".
_FACT = re.compile(
    r"\b(?:reference|ref|number|no|code|id|date|deadline|grade|band|level|department|team|location|office|place|hours|salary|pay|contact|phone|tel|e-?mail|"
    r"address|website|employer|company|client|sector|industry|manager|supervisor|reports?|reporting|note|degree|education|nationality|clearance)\b",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"\.(?=\s|$)|[;)\n]|\b(?:to|for|in order|that|which|with a|is|are|as well as the|on|by|from|through|within|will|if|would|preferred|required)\b"
)
# "AS/NZS 3000" is one name.
_SLASH = r"/(?![A-Z]{2,6}[ -]?\d)"
_SEPARATOR = re.compile(rf"\s*(?:,\s*(?:and|or|&)?\s+|,|{_SLASH}|\s+(?:and/or|and|or|&)\s+|\s*\|\s*|;)\s*")
_NAME = re.compile(r"[^\W_][\w.+#'&/-]*(?: [\w.+#'&/-]+){0,3}$")
# Capitalised words that are no names of skills, wherever they stand.
_FURNITURE = frozenset(
    """
    overview introduction requirements responsibilities qualifications education experience salary benefits location
    remote hybrid monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december bachelor bachelors bachelor's master masters master's ph phd ph.d doctorate degree university college
    us usa uk eu united states kingdom europe america american north south east west asia africa india canada germany
    france london paris berlin york francisco seattle chicago boston austin city english company team department
    north america internet telecom healthcare finance retail automotive government other others more technology tools
    skills etc ability key note first second third image takeaways and or the a an senior junior mid level entry
    mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec am pm est pst cst gmt utc ist covid
    technologies frameworks languages platforms libraries systems solutions services software
    fortune inc llc ltd corp corporation gmbh ceo cto cfo vp hr pto k
    ba bs ma bsc msc mba llb hnd hnc gcse gcses british european australian german french dutch spanish nhs asap faq hons nz eoe ote cv yes no it
    pdf docx jpg jpeg png hs ged min max mvr eligible stamp passport visa citizen
    essential desirable required preferred must excellent strong good positive professional proven valid full current
    i we you our your they this these those new
    """.split()  # noqa: SIM905
)
_NO_NAME = re.compile(r"[A-Z]\d\+?|(?:UTC|GMT)[+-]?\d*|(?:19|20)\d\d|\d+(?:[kmg]b|k|th|st|nd|rd|am|pm|yrs?|h|%)?\+?")
_FILLERS = re.compile(
    r"^(?:the|a|an|other|our|any|some|various|modern|similar|related|relevant|basic|advanced|strong|good|excellent|"
    r"deep|proven|at least one of|one of|either|both|knowledge of|experience (?:with|in|of|using)|proficiency in|working|current|valid|clean|"
    r"full|unrestricted|ideally|preferably)\s+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:etc|services?|tools?|platforms?|frameworks?|languages?|librar(?:y|ies)|technologies|systems?|software|experience|skills?|a plus|"
    r"scripting|programming|certifi(?:cate|cation|ed)|licen[cs]e|registration|accreditation|qualification|ticket)$",
    re.IGNORECASE,
)
_GLUE = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Letters that ordinary words don't have; "Minimum 5" is a word with a number behind it.
_ODD = re.compile(r"[a-z][A-Z]|[A-Z]{2}|[^\W\d_]\d|\d[^\W\d_]|[+#]|\w\.\w")
# "Conscientious", "Teamfähigkeit": rare, but made as words are.
_LIKE_A_WORD = re.compile(
    r"[^\W\d_]{3,}(?:ity|ness|ous|ful|able|ible|ive|ing|ed|ly|ment|tion|sion|ism|ance|ence|ship|al|ary|ist|keit|heit|ung|schaft|kenntnisse)s?",
    re.IGNORECASE,
)
_PROPER = re.compile(
    r"(?<![\w/.@-])(?:[A-Z]{2,6}/[A-Z]{2,6} )?\w*[^\W\d_a-z][\w.+#'&-]*(?: (?:[^\W\d_a-z][\w.+#'&-]*|\d[\d.:-]*)){0,2}"
)
# "NMC registration", "EWP licence".
_CREDENTIAL = re.compile(
    r"\s+(?:certifi(?:cate|cation)|licen[cs]e|registration|accreditation|ticket)s?\b", re.IGNORECASE
)
_BEFORE_NO_SKILL = re.compile(r"\b(?:at|near|by|from|for|our|about|join|contact)\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE_PLACE = re.compile(r"\b(?:in|to|of|across|within)\s+(?:the\s+)?$", re.IGNORECASE)
_AMONG_KNOWN = 0.07  # in a list with two known names or more
_SEVERAL = 2
_BARE = 4  # names at most, of which a statement consists
_LONGEST = 25  # words of a statement whose names are looked for without a cue


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible skill that the lexicon lacks: its name as written, where, and how sure (0-1)."""

    name: str
    start: int
    end: int
    confidence: float


IsWord = Callable[[str], bool]


def discover(
    text: str,
    start: int,
    end: int,
    index: SurfaceIndex,
    *,
    asking: bool,
    listing: bool = False,
    is_word: IsWord = lambda _: False,
) -> Iterator[Candidate]:
    """Unknown names of one statement.

    ``asking`` says that it states a requirement, ``listing`` that it stands among what the candidate must bring, where
    names stand without a cue and less sure ones are worth a look. ``is_word`` knows the ordinary words.
    """
    statement = text[start:end]
    label = _LABEL.match(statement)
    if label and _is_fact(label["label"]):
        return
    least = _LISTED_FROM if listing else ASKED_FROM if asking else _ELSEWHERE_FROM
    surest: list[Candidate] = []
    found = [*_behind_cues(statement, index, is_word, listing=listing)]
    if listing and len(statement.split()) <= _LONGEST and not degrees(statement):
        found += [*_bare(statement, index, is_word), *_alone(statement, index, is_word)]
    for one in sorted(found, key=lambda candidate: (-candidate.confidence, candidate.start)):
        if one.confidence >= least and not any(one.start < other.end and other.start < one.end for other in surest):
            surest.append(one)
    for one in sorted(surest, key=lambda candidate: candidate.start):
        yield Candidate(one.name, one.start + start, one.end + start, one.confidence)


def _behind_cues(statement: str, index: SurfaceIndex, is_word: IsWord, *, listing: bool) -> Iterator[Candidate]:
    for cue in _CUE.finditer(statement):
        over_things = bool(_OVER_THINGS.search(statement, 0, cue.start() if cue["label"] is None else cue.end("label")))
        if cue["label"] is not None and not (listing or over_things):
            continue
        if not over_things and _OF_NO_SKILL.search(statement, max(0, cue.start() - 40), cue.end()):
            continue
        stop = _STOP.search(statement, cue.end())
        items = list(_items(statement, cue.end(), stop.start() if stop else len(statement)))
        yield from _scored(statement, items, _base(cue, over_things=over_things), index, is_word)


def _base(cue: re.Match[str], *, over_things: bool) -> float:
    """How sure the names behind a cue are, whatever they look like."""
    if over_things and cue["label"] is None:
        return 0.5
    return 0.45 if over_things or _NAMING.match(cue[0]) else _ASIDE if cue[0].startswith("(") else 0.28


def _bare(statement: str, index: SurfaceIndex, is_word: IsWord) -> Iterator[Candidate]:
    """The names of a statement that consists of them: "SystmOne", "ETABS or SPACE GASS"."""
    items = list(_items(statement, 0, len(statement.rstrip(". "))))
    if len(items) > _BARE:
        return
    names = [statement[low:high] for low, high in items]
    if len(names) == 1 and kind_of(names[0]) is not None and not _is_odd(names[0]):
        return  # "Career Development" is a heading that lost its marks
    if all(phrase(name) in index or (_is_name(name) and not is_title(name)) for name in names):
        # A single word begins large in any case.
        yield from _scored(
            statement,
            [
                (low, high)
                for (low, high), name in zip(items, names, strict=True)
                if low > 0 or phrase(name) in index or " " in name or _is_odd(name) or not _is_ordinary(name, is_word)
            ],
            0.36,
            index,
            is_word,
        )


def _alone(statement: str, index: SurfaceIndex, is_word: IsWord) -> Iterator[Candidate]:
    """Names within a sentence, known by their letters or by a known name beside them."""
    if _OF_NO_SKILL.search(statement):
        return
    words = statement.split()
    if len(words) > 3 and sum(word[0].isupper() for word in words) * 2 > len(words):
        return  # in a line with capitals throughout, they tell nothing
    for match in _PROPER.finditer(statement):
        low, high = match.start(), match.start() + len(match[0].rstrip(".'&-/"))
        if tail := _TAIL.search(statement[low:high]):
            high = low + tail.start()
        name = statement[low:high]
        if (
            phrase(name) in index
            or not _is_name(name)
            or _is_glued(name, index)
            or is_title(name)
            or (name.isupper() and is_word(name.lower()))
        ):
            continue  # "NIGHTS" is shouted
        odd = _is_odd(name)
        before = statement[:low]
        if _BEFORE_NO_SKILL.search(before) or (
            not odd and (not before.strip(" \"'“(") or _BEFORE_PLACE.search(before))
        ):
            continue
        beside = _is_beside_known(statement, low, high, index)
        score = 0.18 + 0.15 * (beside or bool(_CREDENTIAL.match(statement, high)))
        score += _AMONG_KNOWN * (beside and _known_items(statement, index) >= _SEVERAL)
        yield Candidate(name, low, high, _confidence(score, name, is_word))


def _known_items(statement: str, index: SurfaceIndex) -> int:
    """How many items of a statement's lists end in a known name: "used Bluebeam, Power BI or Tendersmith"."""
    items = [statement[low:high].split() for low, high in _items(statement, 0, len(statement))]
    return sum(any(phrase(" ".join(words[-count:])) in index for count in (1, 2)) for words in items)


def _is_beside_known(statement: str, low: int, high: int, index: SurfaceIndex) -> bool:
    """Whether the item before or behind a name in its list is known."""
    items = list(_SEPARATOR.finditer(statement))
    before = max((m.start() for m in items if m.end() == low), default=None)
    after = min((m.end() for m in items if m.start() == high), default=None)
    last = statement[:before].split() if before is not None else []
    following = statement[after:].split() if after is not None else []
    return any(
        phrase(" ".join(words)) in index
        for words in (last[-1:], last[-2:], following[:1], following[:2])
        if words and words[0][:1].isupper()
    )


def _is_fact(label: str) -> bool:
    return bool(_FACT.search(label)) or kind_of_label(label) in {"noise", "salary"}


def _scored(
    statement: str, items: list[tuple[int, int]], base: float, index: SurfaceIndex, is_word: IsWord
) -> Iterator[Candidate]:
    """The unknown names among the items of a list: company of known names makes them likely."""
    known = sum(phrase(statement[low:high]) in index for low, high in items)
    for low, high in items:
        name = statement[low:high]
        if phrase(name) not in index and _is_name(name) and not _is_glued(name, index):
            score = base + 0.35 * known / len(items) + 0.1 * (len(items) > 1)
            sure = _confidence(score, name, is_word)
            if base == _ASIDE and _is_ordinary(name, is_word) and not _is_odd(name):
                sure = min(sure, _ASIDE_AT_MOST)  # "dbt (Core or Cloud)"
            yield Candidate(name, low, high, sure)


def _is_glued(name: str, index: SurfaceIndex) -> bool:
    """Whether a name is several known ones whose spaces were lost: "MicroservicesSpring BootHibernate"."""
    parts = _GLUE.split(name)
    return len(parts) > 1 and all(phrase(part) in index for part in parts)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in (*_SEPARATOR.finditer(text, start, end), None):
        low, high = position, match.start() if match else end
        while low < high and text[low] in " *_\"“'(":
            low += 1
        while high > low and text[high - 1] in " *_\"”'),:":
            high -= 1
        while filler := _FILLERS.match(text[low:high]):
            low += filler.end()
        if tail := _TAIL.search(text[low:high]):
            high = low + tail.start()
        if high > low:
            yield low, high
        if match:
            position = match.end()


def _is_name(name: str) -> bool:
    words = name.split()
    if not _NAME.match(name) or len(name) < 2 or len(name) > 40 or len(words) > 3:
        return False
    if any(word.lower().strip(".") in _FURNITURE for word in words) or _NO_NAME.fullmatch(words[0]):
        return False
    # A name has a capital, a digit or a symbol; a bare lower-case word is just a word.
    return all(re.search(r"[^\W\d_a-zß-öø-ÿ]|[0-9+#]", word) for word in words) and not re.fullmatch(
        r"[\d.,+%$-]+[A-Za-z]?", name
    )


def _is_odd(name: str) -> bool:
    return bool(_ODD.search(name))


def _is_ordinary(name: str, is_word: IsWord) -> bool:
    """Whether every word of a name is a word of every day, too."""
    return all(is_word(word.lower()) or _LIKE_A_WORD.fullmatch(word) for word in re.split(r"[\s-]", name) if word)


def _confidence(score: float, name: str, is_word: IsWord) -> float:
    """Letters that ordinary words don't have make a name likely to be a skill, and that it is no ordinary word."""
    if _is_odd(name):
        score += 0.15
    score += -0.05 if _is_ordinary(name, is_word) else 0.1
    return round(min(max(score, 0.0), 0.95), 2)
