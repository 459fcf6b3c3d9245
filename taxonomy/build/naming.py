"""Names of skills in documents, the ones inside longer names included.

"Machine learning algorithms" names machine learning, too. Resumes are matched without these: a guide says what a role
needs in every form, a person is credited for what they wrote.
"""

import re
from collections.abc import Iterator, Sequence

from taxonomy.build.titles import is_title
from taxonomy.names import Tokens, phrase
from taxonomy.surface import Surface, SurfaceIndex

_LABEL = 8  # tokens that the label of a statement may have, its colon counted


# What a name that is also a word stands behind where the skill is meant: "3+ years of experience with Swift".
_HEAD = re.compile(
    r"\b(?:(?:experience|expertise|background|skilled|skills?|proficien(?:t|cy)|fluen(?:t|cy)|competen(?:t|ce)) (?:with|in|of|using)|"
    r"(?:knowledge|understanding|command|mastery) of|familiar(?:ity)? with|exposure to|such as|(?:similar|something|languages?|tools?|frameworks?) like|work(?:ing|ed) with|years?['’]? (?:of|in|with))\s+",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(
    r"[.;:()\n](?=\s|$)|[()]|\s(?:for|to|in|on|at|by|from|with|within|across|through|that|which|who|is|are|as|while|would|will|preferred|required)\b"
)
_SEPARATOR = re.compile(r"\s*(?:,|/|\||&|\b(?:and|or)\b)\s*")
_ITEM = re.compile(
    r"\s*(?:(?:strong|good|solid|advanced|basic|modern|embedded|production|professional|commercial|practical|working|in-depth|deep|excellent|"
    r"proven|some|either|both|core|also)\s+)*(?-i:(?P<name>[A-Z][\w+#]*))"
    r"(?:\s+(?:programming|development|languages?|frameworks?|databases?|experience|skills?|knowledge|scripting|code|clusters?|apis?|etc\.?))*\s*[.,;]?\s*",
    re.IGNORECASE,
)
_BEFORE_HEAD = re.compile(
    r"(?:^|(?P<before>[\w+#-]+),?\s+)(?P<name>[A-Z][\w+#]*)\s+(?:skills?|experience|knowledge|proficiency|expertise|programming)\b"
)
# "About Pinecrest Logistics", "Pinecrest Logistics has been moving freight": who is hiring, if the text names it again.
_CAPITAL = r"[A-Z][\w&'’-]+"
_EMPLOYER = re.compile(
    rf"^[^\w\n]*(?:(?:About|Why|Life at|Working at|Join)\ (?P<about>{_CAPITAL}(?:\ {_CAPITAL}){{1,3}})[^\w\n]*$|"
    rf"(?P<subject>{_CAPITAL}(?:\ {_CAPITAL}){{1,3}})\ (?:is|are|was|has|have|offers?|provides?|helps?)\b)",
    re.MULTILINE,
)
_PRAISING = frozenset("strong good solid advanced basic excellent proven deep professional commercial some".split())  # noqa: SIM905
# "Rust, 2+ years of it", "Rust (2+ years)".
_HOW_LONG = re.compile(
    r"\s*[(,:–—-]\s*(?:at least |min(?:imum|\.)? )?\d+\s*\+?\s*(?:years?|yrs|months?)\b", re.IGNORECASE
)
_SHORT_ITEM = 4  # words


def names_in(tokens: Tokens, index: SurfaceIndex, wanted: Sequence[tuple[int, int]] = ()) -> list[Surface]:
    """Every skill named, in the order of their places, and names of two words or more inside longer ones.

    At the places ``wanted`` a word that is also a name is the name.
    """
    found = index.find(tokens, [(0, _label_end(tokens)), *wanted])
    nested = [inner for surface in found for inner in _inside(tokens, surface, index)]
    return sorted([*found, *nested], key=lambda surface: (surface.start, -surface.end))


def employers_in(text: str, index: SurfaceIndex) -> list[tuple[int, int]]:
    """Where a text names who is hiring, however much its name sounds like a skill."""
    names = {match["about"] or match["subject"] for match in _EMPLOYER.finditer(text)}
    return [
        place.span()
        for name in sorted(names)
        if phrase(name) not in index and not is_title(name) and text.count(name) > 1
        for place in re.finditer(re.escape(name), text)
    ]


def wanted_in(statement: str, *, is_list: bool) -> Iterator[tuple[int, int]]:
    """Where a statement that asks for something names it in one word: "experience with Swift", "Go skills".

    In a short statement of a list (``is_list``) these are all its words that stand alone between commas.
    """
    # "Swift and friendly service" is no list of names.
    names = _HOW_LONG.split(statement, maxsplit=1)[0]
    if is_list and len(names.split()) <= _SHORT_ITEM and all(map(_begins_large, _SEPARATOR.split(names))):
        yield from _items(statement, 0, len(names))
    for head in _HEAD.finditer(statement):
        stop = _HEAD_ENDS.search(statement, head.end())
        yield from _items(statement, head.end(), stop.start() if stop else len(statement))
    for found in _BEFORE_HEAD.finditer(statement):
        before = found["before"]
        if before is None or before.islower() or before.lower() in _PRAISING:
            yield found.span("name")


def _begins_large(item: str) -> bool:
    return not item[:1].islower()


def _items(statement: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for separator in (*_SEPARATOR.finditer(statement, start, end), None):
        item = _ITEM.fullmatch(statement, start, separator.start() if separator else end)
        if item:
            yield item.span("name")
        if separator:
            start = separator.end()


def _label_end(tokens: Tokens) -> int:
    """Where the label of a statement ends ("Documentation: keep records"): in it even a guarded word is a name."""
    words = tokens.words[:_LABEL]
    return tokens.starts[words.index(":")] if ":" in words else 0


def _inside(tokens: Tokens, surface: Surface, index: SurfaceIndex) -> Iterator[Surface]:
    """The longest other names of two words or more that open and that close a name."""
    first, last = surface.first, surface.last
    openings = ((first, end) for end in range(last - 1, first + 1, -1))
    closings = ((start, last) for start in range(first + 1, last - 1))
    for spans in (openings, closings):
        for low, high in spans:
            form = " ".join(tokens.words[low:high])
            skill = index.skill_of(form)
            # At the end only proper names: in "CI/CD pipelines" nobody means "CD pipelines".
            if skill is not None and skill != surface.skill_id and (spans is openings or index.is_proper(form)):
                yield Surface(skill, low, high, tokens.starts[low], tokens.ends[high - 1])
                break
