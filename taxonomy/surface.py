"""Finding skills by the names people write: an exact index over token sequences, with rules for ambiguous words.

The index is a dictionary from token sequence to skill, walked longest first at every token. Compared with an
Aho-Corasick automaton over characters it needs no boundary checks after the fact ("platform" can't hold "Tform"),
never loses a shorter name to a longer false one, and loads in a tenth of the time (docs/decisions/0002).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, pairwise, repeat
from typing import Literal, NamedTuple

from taxonomy.model import Skill
from taxonomy.names import BREAKS, STATEMENT_ENDS, Tokens, phrase

_BRITISH = (
    ("ization", "isation"),
    ("izing", "ising"),
    ("izer", "iser"),
    ("ize", "ise"),
    ("modeling", "modelling"),
    ("labeling", "labelling"),
    ("labor", "labour"),
    ("behavior", "behaviour"),
    ("color", "colour"),
    ("center", "centre"),
    ("catalog", "catalogue"),
    ("program ", "programme "),
    ("analyz", "analys"),
    ("fulfillment", "fulfilment"),
    ("counseling", "counselling"),
    ("pediatric", "paediatric"),
    ("anesthe", "anaesthe"),
)
_AMERICAN = re.compile("|".join(american for american, _ in _BRITISH))
_JOINT = re.compile(r"[/&+]")  # between two names: "Java/Spring", "Prometheus & Grafana"
_BRACKET = re.compile(r"\s*\([^)a-z]*\)$")
_INNER_MARK = re.compile(r"[-./]|[a-z][A-Z]")
_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
# Kinds whose names stand in the plural too; products don't ("Excels", "Sparks").
_PLURAL_KINDS = frozenset(
    "concept method field algorithm practice protocol data-format model standard soft-skill domain".split()  # noqa: SIM905
)
_LINKS = frozenset(
    ", ; / ( ) | • : and or & e g including like as potentially optionally possibly also ideally".split()  # noqa: SIM905
)
# Acronyms that are people's names in another case: ANN is a network, Ann is somebody.
_FIRST_NAMES = frozenset(
    """
    abe ada adam adi al ali alma amy ana andy ann anna ari asa ava bea ben bo cam cat clara dan dax dee don dot ed eda edi eli
    ella emma erin eva eve finn flo gem gil gus guy hal hana han ian ida ike ina ira iris ivan ivy jan jay jim jo joan joe
    joy june kai kate kay ken kim kit lan lea lee leo lia lin liv liz lou lu lucy mae mal mara max may meg mel mia min mo
    nan nat ned nia nina noa nora olga oli ora pam pat paul pia rae ram ray rex ria rio rob roi ron ros roy sal sam sara
    sid sol stan sue tad tam tao ted tess tim tina toby tom tony ulf una val van vera vic viv wes will yan zoe
    """.split()  # noqa: SIM905
)
# Products named like people: "reported to Cassandra" speaks of somebody, "worked with Cassandra clusters" of a database.
_PEOPLE = frozenset(
    "cassandra jasmine ruby julia ada perla crystal elena maya claude haskell pascal django".split()  # noqa: SIM905
)
_NAMES_OF_PEOPLE = _FIRST_NAMES | _PEOPLE
_WITH_SOMEBODY = re.compile(
    r"\b(?i:report(?:ed|ing|s)? to|mentor(?:ed|ing)|coach(?:ed|ing)|(?:managed|led|supervised|hired) by|work(?:ed|ing|s) with|together with|"
    r"alongside|thanks to|succeed(?:ed|ing)|assist(?:ed|ing))\s(?:[A-Z]\w+,? (?:and )?){0,2}$"
)
_OF_A_PRODUCT = re.compile(
    r"\s+(?:clusters?|databases?|nodes?|tables?|nosql|schemas?|scripts?|code|on rails|api)\b", re.IGNORECASE
)
# What may stand directly around a one-letter name. Not R&D, not Vitamin C, not J. R. Smith.
_FREE_NEIGHBOUR = re.compile(r"[\s,;:()\[\]/|•.]|$")


@dataclass(frozen=True, slots=True)
class Rule:
    """When an ambiguous single word counts; see ``parse_rule``."""

    cased: bool = False
    listed: bool = False
    near: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the word counts anywhere but beside a few others, so that names in one list with it are names, too."""
        return not (self.cased or self.listed or self.near or self.beside)


# What nearly all rules look like; whatever doesn't is read to say what is wrong with it.
_IS_RULE = re.compile(r"(?:(?:cased|listed|(?:near|never|beside)=[^\s|]\S*)(?:\s+|$))+")


def parse_rule(rule: str) -> Rule | None:
    """A rule from its lexicon form: ``cased listed near=apache|dataflow never=to_go``; None for an empty one.

    Raises ValueError for a word that is no rule.
    """
    if not rule:
        return None
    cased = listed = False
    words: dict[str, tuple[str, ...]] = {"near": (), "never": (), "beside": ()}
    for word in rule.split():
        key, _, value = word.partition("=")
        options = tuple(option.replace("_", " ").lower() for option in value.split("|") if option)
        if word == "cased":
            cased = True
        elif word == "listed":
            listed = True
        elif key in words and options:
            words[key] = options
        else:
            raise ValueError(f"{word!r} is no rule; the rules are cased, listed, near=a|b, beside=a|b and never=a|b")
    return Rule(cased, listed, **words)


# A rule, and the spellings in which the word counts as written like the name.
Guard = tuple[Rule, frozenset[str]]


class Surface(NamedTuple):
    """A skill's name standing in a text: tokens ``first:last`` of it, code points ``start:end``."""

    skill_id: str
    first: int
    last: int
    start: int
    end: int


def spellings(skill: Skill) -> list[str]:
    """The token sequences a skill is found by: its names, their plurals, British and joined spellings."""
    found: dict[str, None] = {}
    for name in (skill.name, *skill.aliases):
        # "Recurrent network (RNN)" is also found without its bracket; "Triage (medical)" is not any triage.
        plain = _BRACKET.sub("", name) if name.endswith(")") else name
        base = phrase(plain)
        if not base:
            continue
        words = base.split(" ")
        forms = [base]
        if len(words) == 2 and len(base) > 6 and _INNER_MARK.search(plain):
            forms.append("".join(words))  # "scikitlearn", "Nodejs"
        if len(words) == 1 and (split := _INNER_CAPITAL.sub(" ", plain)) != plain:
            forms.append(phrase(split))  # "Big Query", "Tensor Flow"
        if (len(words) > 1 or skill.kind in _PLURAL_KINDS) and _has_other_number(plain, words[-1]):
            forms.append(other_number(base))
        for form in forms:
            found[form] = None
            if _AMERICAN.search(form):
                for american, british in _BRITISH:
                    if american in form:
                        found[form.replace(american, british)] = None
    return list(found)


def _has_other_number(name: str, last: str) -> bool:
    """Whether a name's last word may be of another number: not that of MPLS or IPS, which end in no plural."""
    return len(last) > 2 and last.isalpha() and not (last.endswith("s") and name.endswith(last.upper()))


def other_number(base: str) -> str:
    """The plural of a singular, the singular of a plural; a word that has no other number stays as it is."""
    if base.endswith("ies"):
        return base[:-3] + "y"
    if base.endswith("s"):
        return base if base.endswith(("ss", "us", "is", "ics")) else base[:-1]
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("x", "ch", "sh")) else "s")


def with_spellings(skills: Iterable[Skill]) -> tuple[Skill, ...]:
    """The skills with the token sequences that each is found by, so that an index needn't work them out again.

    Other names that hold several skills are left out: "PyTorch/TensorFlow" for one of them would swallow the other.
    """
    skills = tuple(skills)
    proper = frozenset(phrase(skill.name) for skill in skills)
    return tuple(_spelt(skill, proper) for skill in skills)


def _spelt(skill: Skill, proper_names: AbstractSet[str]) -> Skill:
    swallowing = [
        phrase(alias)
        for alias in skill.aliases
        if "/" in alias and sum(phrase(part) in proper_names for part in alias.split("/")) > 1
    ]
    return replace(skill, spellings=tuple(form for form in spellings(skill) if form not in swallowing))


def _guard_of(form: str, skill: Skill) -> Guard | None:
    """When a single word is the name of a skill that has a rule, or that is called like people."""
    rule = parse_rule(skill.rule)
    own = phrase(skill.name)
    guarded = rule if rule is not None or form not in _PEOPLE else Rule()
    # Golang and ArgoCD are no English words, whatever Go and Argo are; a plural is as ambiguous as its singular.
    longer = form not in {own, other_number(own)} and form.startswith(own.replace(" ", ""))
    if (guarded is None or longer) and form not in _FIRST_NAMES:
        return None
    guard = replace(guarded or Rule(), cased=True) if form in _FIRST_NAMES else guarded
    names = (skill.name, *skill.aliases)
    return guard or Rule(), frozenset((*names, *(name[:-1] for name in names if name.endswith("s"))))


_TWO = 1 << 2  # the length of two words as a bit


@cache
def _bits(number: int) -> tuple[int, ...]:
    """The places of the bits that are set, highest first."""
    return tuple(place for place in range(number.bit_length() - 1, -1, -1) if number >> place & 1)


class SurfaceIndex:
    """Finds the names of skills in tokenized text."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        """Index every spelling; where two skills share one, the one whose proper name it is wins, then the first."""
        self._skill_of: dict[str, str] = {}
        self._guarded: dict[str, Skill] = {}
        self._guards: dict[str, Guard | None] = {}  # of those that texts have held
        self._lengths: dict[str, int] = {}  # of names of three words and more by the first two, as bits
        self._skills: dict[str, Skill] = {}
        self._add(skills)

    def with_skills(self, extra: Iterable[Skill]) -> "SurfaceIndex":
        """An index that finds further skills, too, as if they had come last."""
        index = SurfaceIndex(())
        index._skill_of, index._guarded = self._skill_of.copy(), self._guarded.copy()
        index._lengths, index._skills = self._lengths.copy(), self._skills.copy()
        index._add(extra)
        return index

    def _add(self, skills: Iterable[Skill]) -> None:
        skills = tuple(skills)
        self._skills.update((skill.id, skill) for skill in skills)
        if not all(skill.spellings for skill in skills):
            proper = frozenset(phrase(skill.name) for skill in self._skills.values())
            skills = tuple(skill if skill.spellings else _spelt(skill, proper) for skill in skills)
        # Made by the interpreter's own loops, there are a hundred thousand: the last of a dictionary's equal keys stays.
        added = dict(chain.from_iterable(zip(each.spellings, repeat(each.id)) for each in reversed(skills)))
        added |= self._skill_of  # who was there first keeps what it has
        new = [form for form in added if form not in self._skill_of] if self._skill_of else list(added)
        self._skill_of = added
        for skill in skills:
            self._claim_name(skill)
        for form in new:
            if (spaces := form.count(" ")) > 1:
                pair = " ".join(form.split(" ", 2)[:2])
                self._lengths[pair] = self._lengths.get(pair, 0) | 2 << spaces
        for skill in skills:
            self._note_guarded(skill)

    def _claim_name(self, skill: Skill) -> None:
        """Take a skill's proper name from another whose alias it is only."""
        own = skill.spellings[0] if skill.spellings else ""
        holder = self._skill_of.get(own, skill.id)
        if holder != skill.id and own == phrase(skill.name) != self._proper_name(own):
            self._skill_of[own] = skill.id
            self._guarded.pop(own, None)  # with the rule of the skill that it belonged to

    def _note_guarded(self, skill: Skill) -> None:
        """Remember the single words that name a skill and that may not be its name wherever they stand.

        Raises ValueError for a rule that is none.
        """
        if skill.rule and not _IS_RULE.fullmatch(skill.rule):
            parse_rule(skill.rule)
        if skill.rule or not _NAMES_OF_PEOPLE.isdisjoint(skill.spellings):
            for form in skill.spellings:
                if self._skill_of[form] == skill.id and " " not in form and (skill.rule or form in _NAMES_OF_PEOPLE):
                    self._guarded[form] = skill

    def _proper_name(self, form: str) -> str:
        """The proper name, as tokens, of the skill that holds a spelling."""
        return phrase(self._skills[self._skill_of[form]].name)

    def _guard(self, form: str) -> Guard | None:
        """The rule of a guarded word, if it has one; read when a text first holds the word."""
        if form not in self._guards:
            self._guards[form] = _guard_of(form, self._guarded[form])
        return self._guards[form]

    def __contains__(self, form: str) -> bool:
        """Whether a token sequence (as ``names.phrase`` gives it) is a known name."""
        return form in self._skill_of

    def skill_of(self, form: str) -> str | None:
        """The skill that a token sequence names, whatever its rules."""
        return self._skill_of.get(form)

    def is_proper(self, form: str) -> bool:
        """Whether a token sequence is a skill's name and not just one of its aliases."""
        return form in self._skill_of and self._proper_name(form) == form

    def forms(self) -> Iterable[tuple[str, str]]:
        """Every known token sequence with its skill id."""
        return self._skill_of.items()

    def find(self, tokens: Tokens, listed: Sequence[tuple[int, int]] = ()) -> list[Surface]:
        """Every name, leftmost and longest, in order; ``listed`` are code-point ranges that are skill lists."""
        hits = self._walk(tokens)
        if not any(hit[3] for hit in hits):
            return [Surface(skill, i, j, tokens.starts[i], tokens.ends[j - 1]) for skill, i, j, _ in hits]
        at_token: dict[int, bool] = {}
        for _, i, j, rule in hits:
            at_token[i] = at_token[j - 1] = rule is None or rule[0].is_open
        uses = [
            "named" if rule is None else self._use(skill, rule, tokens, i, at_token, listed)
            for skill, i, _, rule in hits
        ]
        # What the text has named for certain it may name again by itself: "Skills: Go" … "Ledger written in Go".
        named = {skill for (skill, *_), use in zip(hits, uses, strict=True) if use == "named"}
        return [
            Surface(skill, i, j, tokens.starts[i], tokens.ends[j - 1])
            for (skill, i, j, _), use in zip(hits, uses, strict=True)
            if use == "named" or (use == "maybe" and skill in named and _is_a_name_there(tokens, i, at_token))
        ]

    def _walk(self, tokens: Tokens) -> list[tuple[str, int, int, Guard | None]]:
        words, skill_of, guarded = tokens.words, self._skill_of, self._guarded
        pairs = [*map(" ".join, pairwise(words)), ""]  # the names of two words, and the beginnings of longer ones
        hits: list[tuple[str, int, int, Guard | None]] = []
        end = 0
        beginnings = zip(words, map(skill_of.get, pairs), map(self._lengths.get, pairs), strict=False)
        for place, (word, pair, lengths) in enumerate(beginnings):
            if place < end:
                continue
            longer = None
            if (pair or lengths) and not _ends_compound(tokens, place):
                longer = self._longer(tokens, place, (lengths or 0) | _TWO)
            if longer is not None:
                skill, length = longer
                end = place + length
                hits.append((skill, place, end, None))
            elif word in skill_of:
                hits.append((skill_of[word], place, place + 1, self._guard(word) if word in guarded else None))
        return hits

    def _longer(self, tokens: Tokens, place: int, lengths: int) -> tuple[str, int] | None:
        """The skill whose name of two words or more begins at a token, and how many words it has."""
        words = tokens.words
        for length in _bits(lengths):
            last = place + length
            if last <= len(words):
                skill = self._skill_of.get(" ".join(words[place:last]))
                if skill is not None:
                    gap = tokens.text[tokens.ends[place] : tokens.starts[last - 1]]
                    if gap == " " or _JOINT.search(gap) is None or not self._names_several(tokens, place, last, skill):
                        return skill, length
        return None

    def _names_several(self, tokens: Tokens, first: int, last: int, skill_id: str) -> bool:
        """Whether a name is written as several names beside each other: "Java/Spring", but not "CI/CD"."""
        joints = [i for i in range(first + 1, last) if _JOINT.search(tokens.text, tokens.ends[i - 1], tokens.starts[i])]
        parts = [" ".join(tokens.words[low:high]) for low, high in pairwise([first, *joints, last])]
        skills = {self._skill_of.get(part) for part in parts}
        if None in skills or len(skills) == 1:
            return False
        skill = self._skills[skill_id]
        written = [name for name in (skill.name, *skill.aliases) if _JOINT.search(name)]
        return all(phrase(_JOINT.split(name)[0]) != parts[0] for name in written)

    def _use(
        self,
        skill: str,
        guarded: Guard,
        tokens: Tokens,
        index: int,
        at_token: dict[int, bool],
        listed: Sequence[tuple[int, int]],
    ) -> Literal["named", "maybe", "no"]:
        """Whether a guarded word is the skill's name where it stands; maybe: if the text names the skill elsewhere."""
        rule, spelt = guarded
        start, end, text = tokens.starts[index], tokens.ends[index], tokens.text
        as_spelt = text[start:end] in spelt
        if rule.cased and not (
            as_spelt
            or _is_item_without_capitals(tokens, index, listed)
            or (rule.near and _is_told_in_capitals(rule, text, start, end))
            or (rule.near and _is_told_without_capitals(rule, text, start, end))
        ):
            return "no"
        if end - start == 1 and not _stands_free(text, start, end):
            return "no"
        if tokens.words[index] in _PEOPLE and _WITH_SOMEBODY.search(text, max(0, start - 30), start):
            return "named" if _OF_A_PRODUCT.match(text, end) else "no"
        if rule.never and _any_word(rule.never).search(_line_around(text, start, end, _BESIDE)):
            return "no"
        if rule.beside:
            return "named" if _any_word(rule.beside).search(_line_around(text, start, end)) else "maybe"
        if not (rule.listed or rule.near):
            return "named"
        if rule.near and _any_word(rule.near).search(_line_around(text, start, end)):
            return "named"
        if any(low <= start < high for low, high in listed) or _in_enumeration(tokens, index, at_token):
            return "named"
        if not as_spelt or text[start:end].islower():
            return "no"
        kind = self._skills[skill].kind
        if kind == "programming-language" and (_is_written_in(tokens, index) or _is_code_in(tokens, index)):
            return "named"
        return "named" if kind in _USED_KINDS and _is_used(tokens, index) else "maybe"


_SENTENCE_REACH = 300  # characters: texts without line ends must not cost the square of their length
_BESIDE = 30  # characters in which a word takes a name's meaning away


@cache
def _any_word(beginnings: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for words that begin so; made when the first text needs it, there are hundreds of rules."""
    return re.compile(
        "|".join(rf"\b{re.escape(each)}" if each[:1].isalnum() else re.escape(each) for each in beginnings)
    )


def _is_item_without_capitals(tokens: Tokens, index: int, listed: Sequence[tuple[int, int]]) -> bool:
    """Whether a word is all of an item in a skill list that has no capitals: "python, sql, go, r, excel"."""
    words, text, start = tokens.words, tokens.text, tokens.starts[index]
    if not text[start : tokens.ends[index]].islower():
        return False
    around = (*words[max(0, index - 1) : index], *words[index + 1 : index + 2])
    if not all(word in BREAKS for word in around):
        return False
    if words[index - 1 : index] == [":"] and "," not in around:
        return False  # "Minitab: basic" says how well
    return any(low <= start < high and text[low:high].rpartition(":")[2].islower() for low, high in listed)


def _is_told_in_capitals(rule: Rule, text: str, start: int, end: int) -> bool:
    """Whether a line is all in capitals, where those of a name say nothing and the words around it must: "CHART IN EPIC"."""
    if not text[start:end].isupper() or end - start == 1:
        return False
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end, end + _SENTENCE_REACH)
    line = text[max(low, start - _SENTENCE_REACH) : high if high >= 0 else end + _SENTENCE_REACH]
    return line.isupper() and " " in line and _any_word(rule.near).search(line.lower()) is not None


def _is_told_without_capitals(rule: Rule, text: str, start: int, end: int) -> bool:
    """Whether a text has no capitals, so that a name has none either, and the words around it must tell."""
    if not text[start:end].islower() or end - start == 1:
        return False
    around = text[max(0, start - _SENTENCE_REACH) : end + _SENTENCE_REACH]
    return around.islower() and _any_word(rule.near).search(_line_around(text, start, end)) is not None


def _ends_compound(tokens: Tokens, index: int) -> bool:
    """Whether a token is the end of a compound word, whose parts open no name: "cutting-edge AI" is no edge AI."""
    start = tokens.starts[index]
    return (
        start > 1
        and tokens.text[start - 1] == "-"
        and tokens.text[start].islower()
        and tokens.text[start - 2].isalnum()
    )


def _line_around(text: str, start: int, end: int, reach: int = _SENTENCE_REACH) -> str:
    """What stands beside a name in its line, so many characters to each side at most, in lower case and whole words."""
    low = max(start - reach, text.rfind("\n", 0, start) + 1)
    while low and text[low - 1].isalnum() and text[low].isalnum():
        low += 1
    line_end = text.find("\n", end, end + reach)
    return text[low : line_end if line_end >= 0 else end + reach].lower()


_LONGEST_CHAIN = 12  # guarded names in a row
_MAKING_REACH = 80  # characters
_DASH = "–"
_MADE_IN = re.compile(
    r"\b(?:(?:re)?(?:written|wrote|writ(?:e|ing)|coded|coding|programm(?:ed|ing)|implement(?:ed|ing))|script(?:s|ed|ing)|prototyp(?:ed?|ing)"
    r"|ported|code|packages?|librar(?:y|ies)|functions?|services?|tools?|software|firmware|drivers?|parsers?|games?|bots?|crawlers?"
    r"|(?:web )?app(?:lication)?s?|(?:back|front)-?ends?|analys\w+|statistics|model(?:s|led|ling|ed|ing)?|simulat\w+|pipelines?|plots?)"
    r"\s(?:(?!to\b)[\w-]+\s){0,5}in\s$",
    re.IGNORECASE,
)
_USED_KINDS = frozenset(
    {"tool", "framework", "library", "platform", "cloud-service", "database", "programming-language", "model"}
)
_USED = re.compile(
    r"\b(?:us(?:ing|ed)|utili[sz](?:ing|ed)|via|introduc(?:ed|ing)|adopt(?:ed|ing)|rolled\sout|brought(?:\sin)?|install(?:ed|ing)|configur(?:ed|ing)|set\sup|learn(?:ed|t)|taught|(?:work(?:ed|ing)?|experienced?|proficien\w+|skilled|familiar(?:ity)?|expertise|knowledge)"
    r"(?:\s\w+){0,2}\s(?:with|of|in)|(?:built|deploy\w*|automat\w+|develop\w*|implement\w*|orchestrat\w+|managed|provision\w*|packag\w+"
    r"|schedul\w+|monitor\w*|test(?:ed|ing|s)|train(?:ed|ing)|visuali[sz]\w+|migrat\w+|instrument\w+)(?:\s[\w-]+){0,6}\s(?:with|on|through))\s$",
    re.IGNORECASE,
)
# Before a language of one letter: not "Section C", "Series D".
_BEFORE_LETTERS = frozenset(
    "in with using of from to into for via and or write wrote written learned taught use used".split()  # noqa: SIM905
)
_OF_SOFTWARE = re.compile(
    r"\s(?:code\w*|scripts?|apps?|jobs|packages?|librar(?:y|ies)|modules?|plug-?ins?|(?:micro)?services|back-?ends?|bindings|macros"
    r"|templates?|queries|functions|components|prototypes?|programs?|programming|sdk|api)\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"\s(?:code|scripts?|scripting|packages?|programming|notebooks?|macros|bindings)\b")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+\s$")  # "Section C code", "Taylor Swift code"
_INITIAL_BEFORE = re.compile(r"(?:\b[A-Z]\.|\b[A-Z][a-z]+)\s?$")  # "J. R. Smith", "Mary R. Smith"


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether a one-letter name stands by itself: not in R&D or Vitamin-C, not as somebody's initial."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    if after == ".":
        following = text[end + 1 : end + 3]
        if following and not following[0].isspace():
            return False
        if (
            following.strip()
            and following.strip()[0].isupper()
            and _INITIAL_BEFORE.search(text, max(0, start - 20), start)
        ):
            return False
    return bool(_FREE_NEIGHBOUR.match(before)) and bool(_FREE_NEIGHBOUR.match(after))


def _is_used(tokens: Tokens, index: int) -> bool:
    """Whether a sentence says that something is used: "deployed the services with Helm", "experience with Prefect"."""
    start = tokens.starts[index]
    if tokens.ends[index] - start == 1 or tokens.words[index] in _NAMES_OF_PEOPLE or _goes_on(tokens, index):
        return False
    return _USED.search(tokens.text, max(0, start - _MAKING_REACH), start) is not None


def _is_written_in(tokens: Tokens, index: int) -> bool:
    """Whether something is made in a language: "a ledger service written in Go"."""
    start = tokens.starts[index]
    return _MADE_IN.search(tokens.text, max(0, start - _MAKING_REACH), start) is not None and not _goes_on(
        tokens, index
    )


def _is_code_in(tokens: Tokens, index: int) -> bool:
    """Whether a language is said of code: "wrote R scripts for exceedance curves", not "Section C code"."""
    start, text = tokens.starts[index], tokens.text
    if _CODE.match(text, tokens.ends[index]) is None:
        return False
    if _CAPITALISED.search(text, max(0, start - 20), start) is None:
        return True
    before = tokens.words[index - 1]
    return _opens_statement(tokens, index - 1) and (before in _BEFORE_LETTERS or before.endswith(("ed", "ing")))


def _is_a_name_there(tokens: Tokens, index: int, at_token: Mapping[int, bool]) -> bool:
    """Whether a word that is a skill's name elsewhere in the text is that name here, too: by its capital alone.

    "Wrote the checkout in Swift" and "Swift apps", but not "Swift response", "Taylor Swift" or "Swift Logistics".
    """
    start, text = tokens.starts[index], tokens.text
    if _opens_statement(tokens, index):
        to_another = tokens.words[index + 1 : index + 2] == ["to"] and at_token.get(
            index + 2, False
        )  # "Sketch to Figma"
        return to_another or _OF_SOFTWARE.match(text, tokens.ends[index]) is not None
    if _goes_on(tokens, index):
        return False
    if tokens.words[index] in _NAMES_OF_PEOPLE:
        return tokens.words[index - 1] in {"in", "using"}
    if tokens.ends[index] - start == 1:
        return tokens.words[index - 1] in _BEFORE_LETTERS
    before = index - 1
    return (
        not text[tokens.starts[before]].isupper()
        or before in at_token
        or _opens_statement(tokens, before)
        or tokens.words[before] in BREAKS
    )


def _opens_statement(tokens: Tokens, index: int) -> bool:
    """Whether a word is the first of a statement, where a capital says nothing."""
    if index == 0 or tokens.words[index - 1] in STATEMENT_ENDS:
        return True
    return _DASH in tokens.text[tokens.ends[index - 1] : tokens.starts[index]].replace("—", _DASH)


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Whether a name goes on with a further capitalised word: "Unity Labs", but not "Unity SDK"."""
    behind = tokens.text[tokens.ends[index] : tokens.ends[index] + 3]
    return len(behind) == 3 and behind[0] in " -&" and behind[1].isupper() and behind[2].islower()


def _in_enumeration(tokens: Tokens, index: int, at_token: dict[int, bool]) -> bool:
    """Whether another, unguarded skill name stands in the same list, with nothing but links and guarded names between.

    "Python, R, Go and C" is an enumeration for each of its names; "going to R with Python" is none.
    """
    words = tokens.words
    for step in (-1, 1):
        position = index
        for _ in range(_LONGEST_CHAIN):
            beside = position + step
            while 0 <= beside < len(words) and words[beside] in _LINKS:
                beside += step
            if not 0 <= beside < len(words) or beside not in at_token:
                break
            if abs(beside - position) == 1 and not _joined(tokens, position, beside):
                break
            if at_token[beside]:
                return True
            position = beside
    return False


def _joined(tokens: Tokens, one: int, other: int) -> bool:
    left, right = min(one, other), max(one, other)
    return tokens.text[tokens.ends[left] : tokens.starts[right]] in {"/", " / ", "&", " & "}
