"""Years, degrees and pay, read from single statements."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from taxonomy.model import Citation, DegreeLevel, Salary, Years

_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "a couple of": 2,
    "half a dozen": 6,
    "a dozen": 12,
}
_NUMBER = r"\d{1,2}(?:[.,]\d)?|" + "|".join(word for word in _WORDS if len(word) > len("an"))
# "A year or more", "at least a year", "over a decade"; not "twice a year".
_ONE = (
    r"(?:(?<=\bat least )|(?<=\bminimum of )|(?<=\bmin )|(?<=\bover )|(?<=\bmore than ))an?(?=\s(?:full\s)?(?:year|decade))|"
    r"(?<!\bhalf )an?(?=\s(?:year\sor\s(?:more|two)|year(?:['’]s|\sof)\s(?:\w+\s){0,2}experience|decade\sof))"
)
_YEARS = re.compile(
    rf"\b(?P<low>{_NUMBER}|{_ONE})(?:\s*\((?:\d+)\))?(?:ish)?\s*(?P<plus>\+|or more|-?plus)?\s*(?:(?:-|–|—|to|or)\s*(?P<high>{_NUMBER})\s*\+?)?\s*\+?\s*"
    r"(?:(?:full|whole|complete|solid|academic|school|calendar|consecutive)\s){0,2}"
    r"(?P<unit>years?|yrs?|months?|decades?|seasons?|winters?|summers?|semesters?)\b(?!\s+(?:ago|old|in a row))"
    # "5 years+ in", "(4 yrs.)", "(6 months min)", "five years plus of".
    r"(?:\s*\+|\.(?=\s*[)\],;])|['’]?\s+(?:plus|minimum|min\.?)(?=\s*(?:[)\],;.]|$)|\s+(?:of|in|with|as|exp\w*)\b))?",
    re.IGNORECASE,
)
_SHARES: Final[Mapping[str, float]] = {"month": 1 / 12, "decade": 10, "semester": 0.5}
# "Between two and four years" is a range, too.
_BETWEEN = re.compile(rf"\bbetween\s+(?:{_NUMBER})\s+and(?=\s+(?:{_NUMBER})\b)", re.IGNORECASE)
# A stretch of time in which something was: "within the last five years", "in the first two years".
_DURING = re.compile(
    r"\b(?:within|(?:within |in |during |over )?the (?:last|past|previous|next|first|coming)|"
    # No least: "up to two years".
    r"up to|less than|fewer than|under|below|at most|max(?:imum)?\.?(?: of)?|no(?:t)? more than)\s+$",
    re.IGNORECASE,
)
_YEARS_OF = re.compile(
    r"['’]?\s+(?:or more\s+|plus\s+)?(?:of|in|with|as|at|on)\b|['’]?\s+(?!starting|beginning|including|remaining|depending|following|during|counting|pending)[a-z]+ing\s+[\w(]",
    re.IGNORECASE,
)
# "Multi drop experience (6 months min)".
_EXPERIENCE_BEFORE = re.compile(
    r"\b(?:experience|exp)\.?\s*[(:,–—-]?\s*(?:(?:at least|min(?:imum)?\.?|of)\s+){0,2}$", re.IGNORECASE
)
# "18 months of Python", not "the first 6 months" and "a 6 months contract".
_MONTHS_OF = re.compile(
    r"['’]?\s+(?:or more\s+)?(?:(?:of|with|in)\s+(?!total|advance|duration|length)|(?:[\w-]+\s+){0,3}experience)",
    re.IGNORECASE,
)
_OF_THEM = re.compile(rf"\b(?P<low>{_NUMBER})\+?\s+of\s+(?:them|these|those|which)\b", re.IGNORECASE)
# Where a figure stops speaking: "5+ years with Python; knowledge of SQL", "…, ideally with Figma".
_NEXT_THOUGHT = re.compile(
    r";|[.!]\s|(?:,|\band\b|\bplus\b)\s*(?:and\s+|with\s+|an?\s+|also\s+)*(?:very\s+)?"
    r"(?:strong|good|excellent|solid|deep|proven|knowledge|familiar\w*|understanding|exposure|ability|proficien\w*|ideally|preferably|must|"
    r"expert\w*|hands-on|experience|skill\w*|fluen\w*|degree|bachelor|certif\w*|is|are)\b|"
    # "5 years of backend work who has run Postgres", "… and can …".
    r"\b(?:who|and|to) (?:ha(?:s|ve)|can|knows?|runs?|is|are)\b|"
    # "4 years of marketing at a B2B SaaS company": where it was, not what.
    r"\b(?:at|in|for|with|within)\s+an?\s+(?:[\w&+/-]+,?\s+){0,5}?(?:company|business|firm|organi[sz]ation|agency|start-?up|scale-?up|consultancy|provider|vendor|bank|retailer|manufacturer)\b",
    re.IGNORECASE,
)
_ABOUT = r"(?:at least|min(?:imum)?\.?(?: of)?|over|more than|approx\.?|ca\.?)?\s*"
_BEHIND_NAME = re.compile(
    rf"(?:\s+(?:experience|development|programming|administration|skills?))?\s*[(\[:|–—-]\s*{_ABOUT}", re.IGNORECASE
)
# "Python, 5+ years", where no degree stands before: "BSc in Statistics, 5 years of experience" is no year of statistics.
_BEHIND_COMMA = re.compile(rf"(?:\s+(?:development|programming|administration))?,\s+{_ABOUT}", re.IGNORECASE)
_CLOSES_COMMA = re.compile(r"\s*(?:or more|plus|minimum|min\.?|\+)?\s*(?:of (?:it|that)\b|[)\],;.|]|$)", re.IGNORECASE)
_CLOSES = re.compile(
    r"['’]?\s*(?:or more\s*)?(?:of\s+)?(?:(?:professional|relevant|hands-on)\s+)?(?:experience|exp\.?)?\s*(?:\+\s*)?(?:[)\],;.|(]|$)",
    re.IGNORECASE,
)
_OPENS_WITH_YEARS = re.compile(rf"{_ABOUT}(?={_YEARS.pattern})", re.IGNORECASE)
_WITH = re.compile(r"\s+(?:with|using|via)\s+", re.IGNORECASE)
_FOR = re.compile(rf"\b(?:for|of)\s+(?:the (?:past|last)\s+)?{_ABOUT}$", re.IGNORECASE)
# "Hands-on in C# and .NET with min. 4 years".
_HANDS_ON_FOR = re.compile(
    r"\b(?:hands[- ]on|experienced?|worked)\s+(?:in|with|on)\b[^,;.:]{1,60}?\bwith\s+(?:at least|min(?:imum)?\.?(?: of)?)\s+$",
    re.IGNORECASE,
)
_LEVELS: tuple[tuple[DegreeLevel, re.Pattern[str]], ...] = (
    ("bachelor", re.compile(r"\b(?:bachelor(?:['’]?s)?|undergraduate degree|b\.?\s?(?:sc|a|s|eng|tech)\b\.?|(?-i:\bB\.?E\b\.?(?=\s?\(Hons|\s+in\s|\s*/|\s+degree))|bs/ms|b\.?s\.?/m\.?s)|\bBA/BS\b", re.IGNORECASE)),
    ("master", re.compile(r"\b(?:master(?:['’]s|s)?(?=\s+(?:degree|or|in|of|and)|['’]s|,|\s*\()|m\.?\s?(?:sc|eng|tech)\b|(?-i:\bM\.?S)\b\.?(?=\s*(?:or|and|,|/)\s*(?:ph\.?\s?d|doctor)|\s+degree|\s+in\s+(?:(?-i:[A-Z])|comput|data|stat|math|phys|engin|econ|a\s))|mba\b|advanced degrees?|graduate degree)", re.IGNORECASE)),
    ("doctorate", re.compile(r"\b(?:ph\.?\s?d|doctora(?:te|l))", re.IGNORECASE)),
)  # fmt: skip
# A degree of no level is the first that universities give: "University degree in physics", "4-year degree", "Degree or …".
_BARE_DEGREE = re.compile(
    r"\b(?:university|college|first|hono(?:u)?rs|(?:4|four)[- ]year|third[- ]level|tertiary)\s+(?:level\s+)?degree\b|"
    r"(?<!associate )(?<!associate['’]s )(?<!associates )\bdegree(?:\s+(?:in|or|level|required|from)\b|[- ](?:educated|qualified))|"
    r"^\W*(?:an?\s+)?(?:(?:relevant|completed|good|technical|related|scientific)\s+)*degree\b(?!\s+of\b)|"
    r"\bgraduates?\s+(?:in|of)\s+(?:an?y?\s+)?[a-z]|\b(?:any|university|college|recent)\s+graduates?\b(?!\s+(?:stud|degree|school))|\bdegree\s*(?:/|plus|\+|,)|"
    r"\b(?:completed|finished)\s+(?:(?:university|technical|academic|relevant)\s+)*studies\b",
    re.IGNORECASE,
)
# Names of what is less than a degree and may stand in its place, when "or" or a slash joins them.
_BELOW_DEGREE = (
    r"(?:HNC|HND|NVQ|SVQ|BTEC|GNVQ|A-levels?|(?:higher |national |associate |trade |craft |vocational |professional |recogni[sz]ed )*(?:diploma|certificate|qualification|"
    r"licen[cs]e|accreditation|ticket)|(?:completed |professional )?vocational|(?:completed|professional) (?:training|education)|apprenticeship|time[- ]served|bootcamps?|Ausbildung|Meister|Fachwirt|associate(?:['’]?s)?(?: degree)?|high school|GED|"
    r"self[- ](?:taught|study|educated)|military|the school of life)"
)
_SAME_KIND = (
    r"(?:\s+(?:\w+\s+)?(?:degrees?|diplomas?|fields?|disciplines?|subjects?|areas?|majors?|stud(?:y|ies)|courses?)\b)"
)
# What takes the place of a degree: an equivalent, experience, years, a lower qualification; "or an equivalent degree" takes none.
_OR_EQUIVALENT = re.compile(
    rf"\b(?:or|and/or)\s+(?:an?\s+|of\s+)?(?:[\w-]+\s+){{0,3}}?(?:equivalent|equal|comparable|alternative)\b(?!{_SAME_KIND})|"
    rf"\b(?:or|/)\s*(?:an?\s+)?(?:(?:relevant|related|similar|other|completed|suitable|industry)\s+){{0,2}}{_BELOW_DEGREE}\b(?!{_SAME_KIND})|"
    rf"\b{_BELOW_DEGREE}(?:\s+(?:in|of|as)\s+(?:\w+\s+){{1,4}}?|\s*,?\s*)(?:/|or\s+(?:an?\s+)?)\s*(?:relevant\s+|university\s+)?(?:degree|bachelor|b\.?sc|b\.?a\b|b\.?eng|HND)|"
    rf"\b{_BELOW_DEGREE}\s+(?:(?:is|are|may|will|can|also|be)\s+)*(?:considered|accepted|acceptable|welcome|fine|enough|sufficient|ok(?:ay)?|counts?)\b|"
    r"(?<!\band )\bequivalent\s+(?:[\w-]+\s+){0,4}?(?:experience|skills)\b|\bor\s+(?:[\w+-]+\s+){0,4}?(?:experience|practice|expertise|track record)\b|\bor\s+(?:(?:at least|over)\s+)?(?!more\b)[\w-]+\+?\s+years\b|"
    r"\bor\s+(?:something|anything)\b",
    re.IGNORECASE,
)
# The same in a sentence of its own: "In lieu of a degree, 12 years", "Experience may be substituted", "Self-taught is fine, too".
_ACCEPTED = r"(?:count(?:s|ed)?|accept(?:s|ed|able)?|consider(?:ed)?|replaces?|outweighs?|suffices?|enough|as good|same doors|fine|welcome|ok(?:ay)?|treated as|recogni[sz]ed|problem)"
_IN_ITS_PLACE = re.compile(
    r"\b(?:in lieu|in (?:its|the) (?:place|stead)|instead of (?:an?|the|your) (?:\w+ )?(?:degree|education|studies))\b|"
    r"\b(?:experience|practice)\b[^.;]{0,40}\b(?:substitut\w+|interchangeable|in place of|make up for)\b|"
    rf"\bequivalent\s+(?:[\w-]+\s+){{0,4}}?(?:experience|skills|qualifications?)\b[^.;]{{0,90}}\b{_ACCEPTED}\b|\b{_ACCEPTED} (?:as )?(?:an )?equivalent\b|"
    rf"\b(?:self[- ]taught|no degree|without (?:a|any|your) (?:\w+ )?degree|bootcamps?|time[- ]served)\b[^.;,]{{0,50}}\b{_ACCEPTED}\b|"
    r"\b(?:enter|apply|start|get in|join|come)\b[^.;]{0,20}\bwithout (?:a|any) (?:\w+ )?degree\b",
    re.IGNORECASE,
)
# What is said of a field ("Computer Science is customary"), and what is none.
_BEHIND_FIELD = re.compile(
    r"\s+(?:is|are|was|be|helps?|valued|favou?red|welcome|customary|preferred|expected|demanded|required|as|at|for|with|within|plus)\b.*",
    re.IGNORECASE,
)
_NO_FIELD = re.compile(
    r"related|relevant|experience|field|discipline|similar|degree|preferred|equivalent|advanced|typically|often"
    r"|^(?:is|are|but|in|most|not|expected|seldom|rarely|helpful|welcome|required|many)\b|\b(?:posts?|postings|roles?|sectors|level|subjects?)$"
)
# What students call their subjects.
_FIELD_NAMES: Final[Mapping[str, str]] = {
    "cs": "computer science", "ee": "electrical engineering", "me": "mechanical engineering", "hci": "human-computer interaction",
    "ece": "electrical and computer engineering", "it": "information technology", "ict": "information and communication technology",
}  # fmt: skip
_STUDIES = re.compile(r"\b(?:degrees?|stud(?:y|ies|ied)|graduat\w+|diploma|major)\b", re.IGNORECASE)
_FIELDS = re.compile(r"\bin\s+(?P<fields>[A-Za-z](?:(?! in )[^.;()])*)")
_AFTER_LABEL = re.compile(r":\s+(?P<fields>[A-Za-z][^.;()]*)")
_MONEY = re.compile(
    r"(?P<currency>[$€£])\s?(?P<low>\d{1,3}(?:,\d{3})+|\d{2,3}(?:\.\d)?\s?[kK]\b|\d{2,6}(?:\.\d{2})?)(?!\s*(?:million|billion|trillion|[MB]\b))"
    r"(?:\s*(?:-|–|—|to|and)\s*[$€£]?\s?(?P<high>\d{1,3}(?:,\d{3})+|\d{2,3}(?:\.\d)?\s?[kK]\b))?"
)
_CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP"}
_YEAR = re.compile(r"\b(20[0-4]\d)\b")


@dataclass(frozen=True, slots=True)
class Figure:
    """A span of time at ``start:end`` of a statement, and whether it is said of experience."""

    start: int
    end: int
    years: Years
    of_experience: bool


def figures(statement: str) -> Iterator[Figure]:
    """The years and months that a statement gives, in order."""
    for match in _YEARS.finditer(_with_ranges(statement)):
        unit = match["unit"].lower().rstrip("s")
        share = _SHARES.get(unit, 1)
        low = _number(match["low"]) * share
        high = _number(match["high"]) * share if match["high"] else None
        if (
            low > 40
            or (high is not None and high < low)
            or _DURING.search(statement, 0, match.start())
            or (unit == "month" and not _months_count(statement, match))
        ):
            continue
        # "3 years" asks for at least three; only a range has an upper end.
        around = statement[max(0, match.start() - 60) : match.end() + 60]
        says_so = re.search(r"experience|\bexp\b|background|track record|working|practice", around, re.IGNORECASE)
        of_experience = bool(says_so or _YEARS_OF.match(statement, match.end()))
        yield Figure(match.start(), match.end(), Years(round(low, 2), high), of_experience)


def _with_ranges(statement: str) -> str:
    """The statement with "between 2 and 4" as "2 to 4", of the same length."""
    return _BETWEEN.sub(lambda found: f"{' ' * len('between')}{found[0][len('between') : -len('and')]}to ", statement)


def _months_count(statement: str, match: re.Match[str]) -> bool:
    """Whether months are those of experience and not of a contract."""
    return bool(_MONTHS_OF.match(statement, match.end()) or _EXPERIENCE_BEFORE.search(statement, 0, match.start()))


def years(statement: str) -> tuple[Years, bool] | None:
    """Years asked for, and whether the statement speaks of experience; None where it gives none.

    >>> years("Typically 3-7 years of experience managing projects")
    (Years(min=3.0, max=7.0), True)
    """
    first = next(figures(statement), None)
    return (first.years, first.of_experience) if first else None


def opens_with_years(statement: str) -> bool:
    """Whether a statement begins with how long somebody should have done something: "Five-plus years in operations"."""
    return bool(_OPENS_WITH_YEARS.match(statement))


def years_by_name(statement: str, names: Sequence[tuple[int, int]]) -> list[float | None]:
    """The years asked for of each of the names that stand at these places, in their order.

    A figure speaks of the names between it and the next figure or thought ("5 years of Python, 3 of SQL"); in
    "Python (5+ years)" of the one before it, and where none follows ("Python and SQL for three years") of those before.
    """
    wanted: list[float | None] = [None] * len(names)
    found = [(figure.start, figure.end, figure.years.min) for figure in figures(statement)]
    if not found:
        return wanted
    found += [(m.start(), m.end(), _number(m["low"])) for m in _OF_THEM.finditer(statement, found[0][1])]
    found.sort()
    for number, (start, end, figure) in enumerate(found):
        following = found[number + 1][0] if number + 1 < len(found) else len(statement)
        thought = _NEXT_THOUGHT.search(statement, end, following)
        limit = thought.start() if thought else following
        before = [place for place, (_, name_end) in enumerate(names) if name_end <= start]
        if before and _speaks_of_before(statement, names[before[-1]][1], start, end):
            spoken_of = _joined_by_with(statement, names, before)
        else:
            spoken_of = [place for place, (name, name_end) in enumerate(names) if end <= name and name_end <= limit]
        if not spoken_of and (hands_on := _HANDS_ON_FOR.search(statement, 0, start)):
            spoken_of = [place for place in before if names[place][0] >= hands_on.start()]
        if not spoken_of and _FOR.search(statement, 0, start):
            since = max((m.end() for m in _NEXT_THOUGHT.finditer(statement, 0, start)), default=0)
            spoken_of = [place for place in before if names[place][0] >= since]
        for place in spoken_of:
            wanted[place] = max(wanted[place] or 0.0, figure)
    return wanted


def _joined_by_with(statement: str, names: Sequence[tuple[int, int]], before: Sequence[int]) -> Sequence[int]:
    """The last of these names, and the one it serves: "Selenium with Java (3+ years)"."""
    if len(before) > 1 and _WITH.fullmatch(statement, names[before[-2]][1], names[before[-1]][0]):
        return before[-2:]
    return before[-1:]


def _speaks_of_before(statement: str, name_end: int, start: int, end: int) -> bool:
    """Whether the figure at ``start:end`` says how long the name before it was used: "Python (5+ years)"."""
    if _BEHIND_NAME.fullmatch(statement, name_end, start):
        return bool(_CLOSES.match(statement, end))
    by_comma = _BEHIND_COMMA.fullmatch(statement, name_end, start) and _CLOSES_COMMA.match(statement, end)
    return bool(by_comma) and not degrees(statement[:name_end])


def degrees(statement: str) -> list[tuple[DegreeLevel, int, int]]:
    """The degrees that a statement names, lowest first, and where; one without a level is a bachelor's."""
    found = [(level, match.span()) for level, pattern in _LEVELS if (match := pattern.search(statement))]
    if not found and (bare := _BARE_DEGREE.search(statement)):
        found = [("bachelor", bare.span())]
    return [(level, *span) for level, span in found]


def accepts_equivalent(statement: str) -> bool:
    """Whether a statement takes something else than a degree, experience above all, in its place."""
    return bool(_IN_ITS_PLACE.search(statement) or (degrees(statement) and _OR_EQUIVALENT.search(statement)))


def end_of_degree(statement: str) -> int:
    """Where the last degree that a statement names ends; 0 where it names none."""
    return max((match.end() for _, pattern in _LEVELS for match in pattern.finditer(statement)), default=0)


def fields_of_study(statement: str) -> list[str]:
    """Fields named after "in": ``Bachelor's degree in Computer Science, Statistics or related field``.

    >>> fields_of_study("BSc in Nursing, MSc in Public Health, or equivalent; 3 years in a hospital")
    ['nursing', 'public health']
    """
    # "5 years in retail; BSc in Nursing": a field stands behind its degree.
    named = _STUDIES.search(statement)
    first = min([start for _, start, _ in degrees(statement)] + ([named.start()] if named else []), default=0)
    found = list(_FIELDS.finditer(statement, first)) or list(_AFTER_LABEL.finditer(statement))
    # Behind the first, only what another degree is in: "B.E. in Computers, B.Tech in Information Technology".
    degree_ends = {match.end() for _, pattern in _LEVELS for match in pattern.finditer(statement)}
    behind = [
        match[1].partition("equivalent")[0]
        for number, match in enumerate(found)
        if not number or not degree_ends.isdisjoint((match.start() - 1, match.start() - 2))
    ]
    names = [name for each in behind for name in re.split(r",|/|\bor\b|\band\b", each)]
    cleaned = [_BEHIND_FIELD.sub("", re.sub(r"^(?:a|an|the|any)\s+", "", name.strip())).lower() for name in names]
    cleaned = [_FIELD_NAMES.get(name, name) for name in cleaned]
    return [name for name in dict.fromkeys(cleaned) if 3 < len(name) < 40 and not _NO_FIELD.search(name)]


def salaries(text: str, start: int, end: int, heading: str, document: str) -> Iterator[Salary]:
    """Pay figures in a statement; the year is the statement's or its heading's."""
    context = f"{heading} {text[start:end]}"
    period: Literal["hour", "month", "year"] = (
        "hour"
        if re.search(r"hour", text[start:end], re.IGNORECASE)
        else "month"
        if re.search(r"per month|monthly", text[start:end], re.IGNORECASE)
        else "year"
    )
    year = _YEAR.search(context)
    for match in _MONEY.finditer(text, start, end):
        low = _amount(match["low"])
        high = _amount(match["high"]) if match["high"] else None
        if period == "year" and (high or low) < 1000:
            continue
        yield Salary(
            low,
            high,
            _CURRENCIES[match["currency"]],
            period,
            int(year[1]) if year else None,
            Citation(document, heading, match.start(), match.end()),
        )


def _number(text: str) -> float:
    return float(_WORDS.get(text.lower(), 0) or text.replace(",", "."))


def _amount(text: str) -> int:
    if text[-1] in "kK":
        return round(float(text[:-1].strip()) * 1000)
    return round(float(text.replace(",", "")))
