"""Documents → taxonomy: a list of steps, each in its own module."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from taxonomy import lexicon
from taxonomy.addresses import without_addresses
from taxonomy.build import facts
from taxonomy.build.alternatives import alternatives
from taxonomy.build.cues import WELCOMES, clause_around, is_unasked
from taxonomy.build.discovery import ASKED_FROM, discover
from taxonomy.build.ladders import rungs
from taxonomy.build.merging import Named, least_asked, together, without_lonely_groups
from taxonomy.build.naming import employers_in, names_in, wanted_in
from taxonomy.build.outline import pieces
from taxonomy.build.roles import RolePart, other_titles, split
from taxonomy.build.sections import Section, kind_of
from taxonomy.build.statements import ASKING, SILENT, Clauses, Statement, asks_something, statements
from taxonomy.build.weights import Background, background, count_terms, skill_weight, term_weights
from taxonomy.build.wrapping import unbroken
from taxonomy.files import with_version
from taxonomy.model import (
    Citation,
    DegreeLevel,
    Need,
    Requirement,
    RoleProfile,
    Salary,
    Skill,
    SourceDocument,
    Step,
    StepKind,
    Taxonomy,
    Years,
)
from taxonomy.names import is_telling, slug, tokenize
from taxonomy.shingles import shingles
from taxonomy.surface import Surface, SurfaceIndex, with_spellings
from taxonomy.terms import STOP_WORDS, terms

_REQUIRED_FROM = 0.55  # statement strength: "familiarity with" (0.6) is still a requirement, "a plus" (0.4) is not
_PREFERRED_FROM = 0.35
_INTRODUCES = re.compile(
    r"\s*(?:\(\s*)?,?\s*(?:such as|like|including|e\.g\.?,?|for example,?|for instance,?)\s+(?:\w+ )?", re.IGNORECASE
)
_DEGREE = re.compile(
    r"\bdegrees?\b|\bdiploma\b|\bmajor(?:ing|ed)? in\b|\bgraduat\w+ (?:in|of|with)\b|\bgraduates?\b", re.IGNORECASE
)
_BEYOND_DEGREE = re.compile(
    r"\b(?:experience|years?|knowledge|skills?|proficien\w+|familiar\w*|ability|background|using|with)\b|(?<!e\.g)(?<!i\.e)[.;](?:\s|$)",
    re.IGNORECASE,
)
_DEGREE_BEHIND = re.compile(r"[\s,]*(?:(?:or|and|/) ?(?:\w+ ){1,3})?degrees?\b", re.IGNORECASE)
# How often a title's words count among those of the work: "civil engineer" says what all the statements are about.
_TITLE_COUNTS = 2
_ENUMERATED = 12  # names in a row; a sentence that lists so many things describes none of them
_DEGREE_LEVELS: tuple[DegreeLevel, ...] = ("bachelor", "master", "doctorate")
_DEGREE_SECTIONS = frozenset({"education", "required", "preferred", "experience"})
# Where a degree is asked for in so many words: "The successful candidate will have a bachelor's degree".
_MAY_ASK_FOR_DEGREE = frozenset({"overview", "responsibilities"})
_HAS_DEGREE = re.compile(r"\bdegree\b|\b(?:ha(?:ve|s)|holds?|possess(?:es)?|with|completed) an? ", re.IGNORECASE)
# "37% responded: High school diploma required", the most frequent answer first.
_SHARE = re.compile(r"\W*\d{1,3}(?:\.\d+)?\s?%\s")
_MOST_YEARS = 20  # more is a company's age
_OTHER_GRADE = re.compile(
    r"\b(?:senior|lead|principal|staff|junior|entry)[- ](?:level )?(?:posts?|positions?|roles?|grades?|level)\b",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"\b(?:junior|mid(?:-?level)?|intermediate|senior|staff|principal|entry[- ]level|level \d)\b", re.IGNORECASE
)
_HIGHER = re.compile(r"\b(?:senior|lead|staff|principal|head|chief)\b", re.IGNORECASE)
_SOFT_SHARE = 0.3  # everybody writes "communication", and nobody can check it
_FEWEST_ASKING = 2  # statements that ask for something, in a text without headings
# One sentence is enough where it says that it asks: "The must-haves: Kubernetes and Go."
_SAYS_IT_ALL = re.compile(
    r"\bmust[- ]haves?\b|\b(?:want|need|looking for) (?:someone|somebody|people) (?:who|with|that)\b|"
    r"\b(?:right|ideal|perfect) (?:person|candidate)\b",
    re.IGNORECASE,
)
# Kinds of skills of which one does for another, and those that are no skill themselves but what others are kinds of.
_EXCHANGEABLE = frozenset(
    {"database", "platform", "programming-language", "tool", "framework", "library", "cloud-service", "model"}
)
_KINDS_OF_THINGS = frozenset({"concept", "field", "method", "practice"})
_FEWEST_TRADES = 3
_UNSURE_STRENGTH = 0.2  # of a name that may be none: it is listed for review and hardly counts
_NAME_WORDS = 8  # "Medical Information Technology MEDITECH Data Repository software"
_ADVISING = frozenset({"practice", "certification", "ladder"})
_EXAM = re.compile(r"certif|licen[cs]e|\bassociate\b|\bexam\b|\bDP-\d|\bAZ-\d|\bAI-\d{3}", re.IGNORECASE)
_LISTING = frozenset({"required", "preferred", "experience"})  # whose short statements are bare names
_YEARS_SECTIONS = frozenset({"required", "experience", "preferred", "overview"})
_DEMANDS_YEARS = re.compile(r"\b(?:(?<!customer )(?<!user )experience|exp|must|minimum|min|at least)\b", re.IGNORECASE)
# Sections that speak of the work itself; the role's own words are taken from them.
_WORD_SECTIONS = frozenset({"overview", "responsibilities", "required", "preferred", "experience", "soft", "ladder"})


@dataclass(frozen=True, slots=True)
class Source:
    """A document to build from; ``id`` is its short name, ``text`` its visible text.

    Where ``title`` is given, the whole text is about that one role, which is also called by ``titles``; otherwise both
    are read from the text.
    """

    id: str
    text: str
    title: str = ""
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BuildProblem:
    """Something wrong with a document, and where."""

    document: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Education:
    """The degrees that one document asks for, in which fields, and whether it takes an equivalent."""

    levels: tuple[DegreeLevel, ...] = ()
    fields: tuple[str, ...] = ()
    or_equivalent: bool = False


@dataclass(frozen=True)
class Account:
    """What one document says of one role."""

    title: str
    titles: tuple[str, ...]
    skills: Mapping[str, Named]
    words: Counter[str]
    shingles: frozenset[int]
    responsibilities: tuple[Citation, ...]
    years: Years | None
    education: Education
    steps: tuple[Step, ...]
    salary: tuple[Salary, ...]
    asks: bool


class Builder:
    """Builds role profiles with one lexicon and one background."""

    def __init__(self, skills: Sequence[Skill], table: Background) -> None:
        """Index the lexicon once."""
        self.skills = {skill.id: skill for skill in skills}
        self._index = SurfaceIndex(skills)
        self._background = table

    def accounts_of(self, source: Source) -> tuple[list[Account], list[Skill]]:
        """What a document says of each role that it describes, and the skills that the lexicon didn't know."""
        source = replace(source, text=unbroken(without_addresses(source.text)))  # of the same length
        employers = employers_in(source.text, self._index)
        discovered: dict[str, Skill] = {}
        accounts = []
        for part in _parts(source):
            said = list(statements(source.text, part.pieces))
            if said:
                accounts.append(self._account(source, part, said, employers, discovered))
        return accounts, list(discovered.values())

    def profile(self, accounts: Sequence[Account]) -> RoleProfile:
        """The profile of a role as one or more documents describe it, the first of which gives its title."""
        named = together([account.skills for account in accounts])
        requirements = [self._requirement(skill_id, what) for skill_id, what in named.items()]
        requirements.sort(key=lambda r: (-r.weight, r.skill_id))
        education = [account.education for account in accounts]
        levels = {level for each in education for level in each.levels}
        steps = [step for account in accounts for step in account.steps]
        words: Counter[str] = Counter()
        for account in accounts:
            words.update(account.words)
        title = accounts[0].title
        if is_telling(title):
            words.update(count_terms(_TITLE_COUNTS * [*tokenize(title).words, "\n"]))
        return RoleProfile(
            id=slug(title),
            title=title,
            titles=tuple(dict.fromkeys(name for account in accounts for name in account.titles)),
            requirements=tuple(requirements),
            responsibilities=tuple(citation for account in accounts for citation in account.responsibilities),
            experience_years=least_asked([account.years for account in accounts]),
            education=tuple(level for level in _DEGREE_LEVELS if level in levels),
            education_fields=tuple(dict.fromkeys(name for each in education for name in each.fields)),
            education_or_equivalent=any(each.or_equivalent for each in education),
            soft_skills=tuple(skill_id for skill_id in named if self._is_soft(skill_id)),
            ladder=tuple(step for step in steps if step.kind == "career"),
            salary=tuple(salary for account in accounts for salary in account.salary),
            steps=tuple(step for step in steps if step.kind != "career"),
            terms=term_weights(words, self._background),
            shingles=tuple(sorted(frozenset().union(*(account.shingles for account in accounts)))),
            assessable=any(account.asks for account in accounts) and any(r.need != "mentioned" for r in requirements),
        )

    def _account(
        self,
        source: Source,
        part: RolePart,
        said: list[Statement],
        employers: Sequence[tuple[int, int]],
        discovered: dict[str, Skill],
    ) -> Account:
        text = source.text
        named = self._skills_named(source, said, employers, discovered)
        shown = [(_citation(source, each), words) for each, words in rungs(text, said, part.title)]
        said = [statement for statement in said if not statement.is_heading]
        words: Counter[str] = Counter()
        wording: set[int] = set()
        for statement in said:
            tokens = tokenize(text[statement.start : statement.end]).words
            if not _names_credentials(statement, text):
                wording.update(shingles(tokens))
            if statement.section in _WORD_SECTIONS and not _is_enumeration(text[statement.start : statement.end]):
                words.update(count_terms(tokens))
        education = _education(text, said)
        steps = self._steps(source, said)
        if not any(step.kind == "career" for step in steps):
            steps += [Step("career", words, (), place) for place, words in shown]
        return Account(
            title=part.title,
            titles=source.titles or tuple(other_titles(text, part.start, said[min(2, len(said) - 1)].end, part.title)),
            skills=named,
            words=words,
            shingles=frozenset(wording),
            responsibilities=tuple(_citation(source, s) for s in said if s.section == "responsibilities"),
            years=_experience(text, said, part.title),
            education=education,
            steps=tuple(steps),
            salary=tuple(_salaries(source, said)),
            asks=_asks(text, said),
        )

    def _is_soft(self, skill_id: str) -> bool:
        skill = self.skills.get(skill_id)
        return skill is not None and skill.kind == "soft-skill"

    def _is_credential(self, skill_id: str) -> bool:
        skill = self.skills.get(skill_id)
        return skill is not None and skill.kind == "certification"

    def _skills_named(
        self,
        source: Source,
        said: list[Statement],
        employers: Sequence[tuple[int, int]],
        discovered: dict[str, Skill],
    ) -> dict[str, Named]:
        named: dict[str, Named] = defaultdict(Named)
        groups = 0
        for statement in said:
            if statement.section in SILENT:
                continue
            mentions = [
                mention
                for mention in self._mentions(source.text, statement, discovered)
                if not any(low <= mention.start and mention.end <= high for low, high in employers)
            ]
            if not mentions:
                continue
            clauses = Clauses(source.text, statement)
            strengths = [
                min(
                    _local_strength(
                        source.text, mention, statement, clauses, is_credential=self._is_credential(mention.skill_id)
                    ),
                    self._most_strength(mention, discovered),
                )
                for mention in mentions
            ]
            mentions = [mention for mention, strength in zip(mentions, strengths, strict=True) if strength > 0]
            strengths = [strength for strength in strengths if strength > 0]
            lists = self._alternatives(source.text, mentions, statement)
            wanted = _years_wanted(source.text, mentions, statement)
            for number, mention in enumerate(mentions):
                what = named[mention.skill_id]
                what.strengths.append(strengths[number])
                what.citations.append(Citation(source.id, statement.heading, mention.start, mention.end))
                if (years := wanted[number]) and strengths[number] > _UNSURE_STRENGTH:
                    what.min_years = max(what.min_years or 0.0, years)
                group = f"any-{groups + lists[number]}" if number in lists else None
                what.stands(group, statement.section, strengths[number])
            groups += max(lists.values(), default=0)
        for what in named.values():
            what.settle_group()
        return without_lonely_groups(named)

    def _most_strength(self, mention: Surface, discovered: Mapping[str, Skill]) -> float:
        """How strongly a name can be asked for at most, by how sure it is one."""
        unknown = discovered.get(mention.skill_id)
        return _UNSURE_STRENGTH if unknown is not None and unknown.confidence < ASKED_FROM else 1.0

    def _mentions(self, text: str, statement: Statement, discovered: dict[str, Skill]) -> list[Surface]:
        sentence = text[statement.start : statement.end]
        wanted = wanted_in(sentence, is_list=statement.section in _LISTING) if statement.section in ASKING else ()
        found = [
            Surface(s.skill_id, s.first, s.last, s.start + statement.start, s.end + statement.start)
            for s in names_in(tokenize(sentence), self._index, tuple(wanted))
        ]
        if statement.is_heading:
            return found
        for new in discover(
            text,
            statement.start,
            statement.end,
            self._index,
            asking=statement.section in ASKING,
            listing=statement.section in _LISTING,
            is_word=self._is_word,
        ):
            if any(s.start < new.end and new.start < s.end for s in found):
                continue
            identity = slug(new.name)
            if not identity or identity in self.skills:
                continue
            known = discovered.get(identity)
            if known is None or known.confidence < new.confidence:
                discovered[identity] = Skill(identity, new.name, "unknown", discovered=True, confidence=new.confidence)
            found.append(Surface(identity, -1, -1, new.start, new.end))
        return sorted(found, key=lambda s: s.start)

    def _is_word(self, word: str) -> bool:
        """Whether several trades use a word, so that it is hardly the name of something."""
        return word in STOP_WORDS or any(
            self._background.counts.get(term, 0) >= _FEWEST_TRADES for term in terms([word])
        )

    def _alternatives(self, text: str, mentions: Sequence[Surface], statement: Statement) -> dict[int, int]:
        """Which mentions are alternatives, and the kind of thing that they are examples of with them.

        Whoever has TensorFlow has a "machine learning framework such as TensorFlow or PyTorch".
        """
        span = (statement.start, statement.end)
        lists = alternatives(text, mentions, span, self._are_siblings, self._are_kinds_of)
        for number in range(len(mentions) - 1):
            kind, first = mentions[number], mentions[number + 1]
            if number in lists or number + 1 not in lists or kind.end > first.start:
                continue
            members = [mentions[other].skill_id for other, place in lists.items() if place == lists[number + 1]]
            if _INTRODUCES.search(text[kind.end : first.start]) and self._are_examples(members, kind.skill_id):
                lists[number] = lists[number + 1]
        return lists

    def _are_siblings(self, one: str, other: str) -> bool:
        """Whether two skills are things of one kind that stand in for each other, like two databases."""
        known, beside = self.skills.get(one), self.skills.get(other)
        if known is None or beside is None or known.kind not in _EXCHANGEABLE or known.kind != beside.kind:
            return False
        implied = other in known.implies or one in beside.implies
        return not implied and not set(known.parents).isdisjoint(beside.parents)

    def _are_kinds_of(self, skill_ids: Sequence[str], kind: str) -> bool:
        """Whether the last is no product but a kind of thing, and the others are of it."""
        known = self.skills.get(kind)
        return known is not None and known.kind in _KINDS_OF_THINGS and self._are_examples(skill_ids, kind)

    def _are_examples(self, skill_ids: Sequence[str], kind: str) -> bool:
        """Whether any of the skills is of a kind, by two steps at most."""
        near = {other for identity in skill_ids for other in self._above(identity)}
        return kind in near or any(kind in self._above(other) for other in near)

    def _above(self, skill_id: str) -> tuple[str, ...]:
        skill = self.skills.get(skill_id)
        return (*skill.parents, *skill.implies) if skill else ()

    def _requirement(self, skill_id: str, what: Named) -> Requirement:
        need: Need = (
            "required"
            if what.strongest >= _REQUIRED_FROM
            else "preferred"
            if what.strongest >= _PREFERRED_FROM
            else "mentioned"
        )
        weight = skill_weight(what.strengths, self._background.idf(f"skill:{skill_id}"))
        if self._is_soft(skill_id):
            weight *= _SOFT_SHARE
        return Requirement(skill_id, need, round(weight, 6), what.group, what.min_years, what.strongest_first())

    def _steps(self, source: Source, said: list[Statement]) -> list[Step]:
        """What the document advises to do, in its order."""
        steps = []
        for statement in said:
            if statement.section in _ADVISING and statement.is_item:
                text = source.text[statement.start : statement.end].replace("**", "")
                kind: StepKind = (
                    "career" if statement.section == "ladder" else "certification" if _EXAM.search(text) else "practice"
                )
                mentions = self._index.find(tokenize(text))
                if kind == "practice":
                    mentions = self._without_alternatives(text, mentions)
                skills = dict.fromkeys(found.skill_id for found in mentions)
                steps.append(Step(kind, text, tuple(skills), _citation(source, statement)))
        return steps

    def _without_alternatives(self, text: str, mentions: Sequence[Surface]) -> list[Surface]:
        """Of alternatives the first: who builds it "with Glue or dbt" shows one of them."""
        lists = alternatives(text, mentions, (0, len(text)), self._are_siblings, self._are_kinds_of)
        first = {place: number for number, place in reversed(lists.items())}
        return [
            mention for number, mention in enumerate(mentions) if number not in lists or first[lists[number]] == number
        ]


def _names_credentials(statement: Statement, text: str) -> bool:
    """Whether a statement names degrees or certificates, which are everybody's words."""
    if statement.section == "certification":
        return _EXAM.search(text, statement.start, statement.end) is not None
    return statement.section == "education"


@cache
def builder() -> Builder:
    """The builder of the shipped lexicon and background."""
    return Builder(lexicon.load(), background())


def build(sources: Sequence[Source]) -> tuple[Taxonomy, list[BuildProblem]]:
    """A taxonomy from documents, and every problem met; documents are taken in the order of their ids.

    Documents that give a role the same title describe it together.
    """
    problems: list[BuildProblem] = []
    described: dict[str, list[Account]] = defaultdict(list)
    discovered: dict[str, Skill] = {}
    documents = []
    for source in sorted(sources, key=lambda s: s.id):
        if not source.text.strip():
            problems.append(BuildProblem(source.id, "document-empty", "the document has no text"))
            continue
        documents.append(_document(source))
        accounts, new = builder().accounts_of(source)
        asking = [account for account in accounts if account.skills]
        if not asking:
            problems.append(
                BuildProblem(source.id, "no-requirements", "the document asks for nothing that could be matched")
            )
        for account in asking:
            described[slug(account.title)].append(account)
        for skill in new:
            kept = discovered.get(skill.id)
            if kept is None or kept.confidence < skill.confidence:
                discovered[skill.id] = skill
    roles = tuple(builder().profile(described[identity]) for identity in sorted(described))
    skills = with_spellings(sorted([*lexicon.load(), *discovered.values()], key=lambda s: s.id))
    return with_version(Taxonomy("", tuple(documents), skills, roles)), problems


def build_role(source: Source) -> tuple[RoleProfile, tuple[Skill, ...]]:
    """One role profile from one document, such as a job description, and the skills it brings along.

    The profile is not ``assessable`` where the text asks for nothing.
    """
    accounts, discovered = builder().accounts_of(source)
    if not accounts:
        return RoleProfile(id=slug(source.id), title=source.id, assessable=False), ()
    profiles = [builder().profile([account]) for account in accounts]
    whole = max(profiles, key=lambda profile: len(profile.requirements))
    return replace(whole, id=whole.id or "job"), tuple(discovered)


def _parts(source: Source) -> list[RolePart]:
    found = pieces(source.text)
    if source.title:
        return [RolePart(source.title, 0, tuple(found))]
    return split(source.text, found, fallback=source.id)


def _document(source: Source) -> SourceDocument:
    first = (line.strip("# ") for line in source.text.splitlines() if len(line.strip()) > 3)
    title = source.title or next(first, source.id)
    return SourceDocument(source.id, title[:120], hashlib.sha256(source.text.encode()).hexdigest(), len(source.text))


def _citation(source: Source, statement: Statement) -> Citation:
    return Citation(source.id, statement.heading, statement.start, statement.end)


def _is_enumeration(statement: str) -> bool:
    """Whether a statement is a bare list of products, whose names say what is used and nothing of the work."""
    names = statement.split(", ")
    return len(names) >= _ENUMERATED and all(len(name.split()) <= _NAME_WORDS for name in names)


def _years_wanted(text: str, mentions: Sequence[Surface], statement: Statement) -> list[float | None]:
    """The years that a statement asks for of each name."""
    if not _may_ask_for_years(statement.section, text[statement.start : statement.end]):
        return [None] * len(mentions)
    if statement.years is not None:
        return [statement.years] * len(mentions)
    names = [(mention.start - statement.start, mention.end - statement.start) for mention in mentions]
    return facts.years_by_name(text[statement.start : statement.end], names)


def _may_ask_for_years(section: Section, sentence: str) -> bool:
    """Whether figures in a statement may be demands; among duties only where it says so: "Must have 4 years of C#"."""
    return section in _YEARS_SECTIONS or (section == "responsibilities" and bool(_DEMANDS_YEARS.search(sentence)))


def _local_strength(
    text: str, mention: Surface, statement: Statement, clauses: Clauses, *, is_credential: bool
) -> float:
    """How strongly a statement asks for one name: in "Java, and potentially Go" the word before speaks of it alone.

    A field of study is hardly a skill that is asked for; a certificate beside a degree is ("Master's degree or CFA").
    """
    if statement.section == "education" or (not is_credential and _is_field_of_study(text, mention, statement)):
        return min(clauses.strength(mention.start, mention.end), 0.3)
    before = text[max(statement.start, mention.start - 24) : mention.start]
    if re.search(r"\b(?:potentially|optionally|possibly)\s+(?:\w+\s)?$", before, re.IGNORECASE):
        return min(statement.strength, 0.3)
    return clauses.strength(mention.start, mention.end)


def _is_field_of_study(text: str, mention: Surface, statement: Statement) -> bool:
    """Whether a name is what a degree is in: "Bachelor's in Statistics", "computer science degree"."""
    if _DEGREE_BEHIND.match(text, mention.end, statement.end):
        return True
    before = text[statement.start : mention.start]
    end = max((match.end() for match in _DEGREE.finditer(before)), default=0) or facts.end_of_degree(before)
    return end > 0 and not _BEYOND_DEGREE.search(before, end)


def _asks(text: str, said: Sequence[Statement]) -> bool:
    """Whether a document asks for something, under a heading or in enough statements of its own."""
    if any(s.section in ASKING and s.section not in {"overview", "responsibilities"} for s in said):
        return True
    duties = [s for s in said if s.section == "responsibilities"]
    if any(kind_of(name) == "responsibilities" for s in duties for name in s.heading.split(" > ")):
        return True
    asking = [text[s.start : s.end] for s in said if s.section == "overview" and asks_something(text[s.start : s.end])]
    return len(duties) + len(asking) >= _FEWEST_ASKING or any(_SAYS_IT_ALL.search(each) for each in asking)


def _experience(text: str, said: Sequence[Statement], title: str) -> Years | None:
    """Total years asked for: the largest minimum among statements on experience, ladder and pay aside.

    What is only nice to have counts where nothing else gives years. Where several grades under headings of their own give theirs, it's the least of these: that of whoever begins. What
    a single higher grade asks for is none of the role's own: "Lead Test Engineer" below "Test Engineer".
    """  # noqa: E501
    best: Years | None = None
    welcome: Years | None = None
    of_grades: dict[str, Years] = {}
    for statement in said:
        sentence = text[statement.start : statement.end]
        if statement.section != "education" and not _may_ask_for_years(statement.section, sentence):
            continue
        found = facts.years(sentence)
        if statement.years is not None:
            found = Years(statement.years), "experience" in sentence.lower()
        if not found or found[0].min > _MOST_YEARS or _OTHER_GRADE.search(sentence):
            continue
        if not found[1] and statement.section != "experience":
            continue
        if _GRADE.search(statement.heading):
            of_grades.setdefault(statement.heading, found[0])
        if _is_higher_grade(statement.heading, title):
            continue
        if statement.section == "preferred":
            welcome = max(welcome or found[0], found[0], key=_least)
        else:
            best = max(best or found[0], found[0], key=_least)
    return min(of_grades.values(), key=_least) if len(of_grades) > 1 else best or welcome


def _least(years: Years) -> float:
    return years.min


def _is_higher_grade(heading: str, title: str) -> bool:
    """Whether a heading is the role's title with a rank that the role hasn't: "Lead Test Engineer"."""
    names = [name for name in heading.split(" > ") if _HIGHER.search(name) and not _HIGHER.search(title)]
    return any(name.lower().endswith(title.lower()) for name in names)


def _education(text: str, said: Sequence[Statement]) -> Education:
    """The degrees asked for; one that is only welcome is named beside those, but asked for by itself it is none."""
    levels: dict[DegreeLevel, None] = {}
    fields: dict[str, None] = {}
    is_asked = or_equivalent = has_share = False
    for statement in said:
        sentence = text[statement.start : statement.end]
        if statement.section not in _DEGREE_SECTIONS and not (
            statement.section in _MAY_ASK_FOR_DEGREE and _HAS_DEGREE.search(sentence)
        ):
            continue
        if _SHARE.match(sentence):
            if has_share:
                continue  # what fewer have isn't asked for
            has_share = True
        or_equivalent |= facts.accepts_equivalent(sentence)
        found = [
            (level, clause)
            for level, start, end in facts.degrees(sentence)
            if not is_unasked(clause := clause_around(sentence, start, end))
        ]
        if found:
            levels.update(dict.fromkeys(level for level, _ in found))
            fields.update(dict.fromkeys(facts.fields_of_study(sentence)))
            is_asked |= statement.section != "preferred" and any(not WELCOMES.search(clause) for _, clause in found)
    if not is_asked:
        return Education()
    return Education(tuple(level for level in _DEGREE_LEVELS if level in levels), tuple(fields), or_equivalent)


def _salaries(source: Source, said: Sequence[Statement]) -> list[Salary]:
    return [
        salary
        for statement in said
        if statement.section in {"salary", "context", "overview"}
        or "salar" in source.text[statement.start : statement.end].lower()
        for salary in facts.salaries(source.text, statement.start, statement.end, statement.heading, source.id)
    ]
