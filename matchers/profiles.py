"""A document → what it shows: skills with evidence, years, titles, education and the words of the work.

Walls stand here. Never read as evidence: the contact block, the lines that name an employer or a school, interests,
references, volunteering, human languages, and whatever a person cannot see (the reader leaves that out).
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain, pairwise
from typing import Literal, NamedTuple

from matchers.context import (
    COMPANY_CUES,
    CUES,
    EMPTY_MARKS,
    LIKENESS_CUES,
    Standing,
    has_cues,
    names_author,
    names_company,
    names_model,
    standing_below,
    standing_of,
)
from matchers.dates import months_covered
from matchers.documents import Document
from matchers.education import Education, education_of, is_plainly_a_degree
from matchers.fuzzy import TypoRepair, is_latin
from matchers.histories import Entry, entries_of, undated_titles
from matchers.others import (
    COURTESIES,
    LEISURE_CUES,
    OTHERS_CUES,
    done_by_others,
    is_of_others,
    may_be_done_by_others,
    names_person,
    tells_of_leisure,
)
from matchers.sections import Line, Section, lines_of
from matchers.similar import PhraseLinker
from matchers.titles import title_in, titles_named
from matchers.verbs import LIKENESS, VerbIndex
from matchers.weights import HALF_SAID
from taxonomy.addresses import without_addresses
from taxonomy.model import Skill
from taxonomy.names import BREAKS, STATEMENT_ENDS, Tokens, tokenize
from taxonomy.shingles import LENGTH, shingles
from taxonomy.surface import Surface, SurfaceIndex
from taxonomy.terms import STOP_WORDS, terms

Tier = Literal["demonstrated", "stated", "listed"]
TIERS: tuple[Tier, ...] = ("demonstrated", "stated", "listed")
_STANDINGS: tuple[Standing, ...] = ("held", "wished", "denied")  # the first that a text says of a skill counts
How = Literal["exact", "fuzzy", "similar"]

_WALLED: frozenset[Section] = frozenset({"contact", "interests", "references", "volunteering", "languages"})
_SCHOOL = re.compile(
    r"universit|college|institut|school|academy|polytech|faculty|gymnasium|lyceum|lyc[ée]e|\bgpa\b|grade", re.IGNORECASE
)
_DEGREE_LINE = 200  # characters
_HEADLINE = 90  # characters
# Lines that name the job wished for, such as the subject of a mail.
_WISHED_JOB = re.compile(
    r"(?:subject|re|betreff|objet|asunto)\s*:|(?:application|appl(?:ying|ied)|bewerbung) (?:for|as|to|als|f[üu]r)\b"
    r"|(?:application|bewerbung)\s*[:–—-]\s|wants? to be\b"
    r"|(?:desired|target|sought) (?:job|role|position|title)\b|(?:job|role|position|title) (?:sought|desired|applied for)\b",
    re.IGNORECASE,
)
_POST_NOMINAL = re.compile(
    r",\s*(?:ph\.?\s?d|m\.?sc|b\.?sc|m\.?a|mba|m\.?d|j\.?d|pmp|cpa|cfa|esq|jr|sr|rn|pe)\b\.?", re.IGNORECASE
)
_BEHIND_NAME = re.compile(r"\s[|–—-]\s|,|\s{2,}|\|")
# "Client: Northwind" says who paid.
_EMPLOYER_LABEL = re.compile(
    r"(?:key |main |end |selected )?(?:clients?|customers?|employers?|company|organi[sz]ation)(?: name)?\s*(?::|-\s|–\s)",
    re.IGNORECASE,
)
# What an education section says of skills: courses, theses and certificates. The rest of it names schools.
_TAUGHT = re.compile(
    r"\b(?:coursework|courses?|modules?|thesis|dissertation|projects?|topics?|speciali[sz]\w+|subjects?|certif\w+|licen[cs]e\w*|focus)\b",
    re.IGNORECASE,
)
# Headings of sections that hold nothing but courses: "Relevant coursework", "Online Courses"; not "Education and training".
_COURSES = re.compile(
    r"\W*(?:(?:relevant|selected|key|online|short|further|additional|other|professional|technical|recent|completed|academic) )*"
    r"(?:course ?work|courses?(?: taken| attended| completed)?|modules|moocs?|trainings?|boot ?camps?|professional development|continuing education"
    r"|learning)(?: (?:and|&) (?:courses?|trainings?|seminars|workshops|certific\w+|development|moocs?))*\W*",
    re.IGNORECASE,
)
_COPIED = 2  # fingerprints in common: two runs of six words in one line are no chance
_PASTED = 3  # copied lines: whoever pasted these pasted the shorter ones between them, too
_APART = 8  # lines between two copied ones of one pasted text: what its documents are not recognised by
_MOSTLY = 2 / 3  # of a pasted text's longer lines are copied; who took over some lines wrote the others
_LABEL_WORDS = 3
_LABEL_LINE = 40  # characters
_FEWEST_ITEMS = 4  # of a list without grammar, some of which may be no skill that we know
_ITEM_WORDS = 3
_SOUP = 8  # names and more for each word of grammar are no sentence
_GLUE = frozenset(
    "a an and as at by for from in into my of on or our that the their through to under using which with".split()  # noqa: SIM905
)
_JOINTS = frozenset({"by", "for", "from", "in", "into", "on", "through", "to", "under", "using", "with"})
_MOST_TOOLS = 12  # names in one list of a job: a job names a dozen tools, forty are a list of key words
# Headers here name no employer: "Face finder in PyTorch, 2022" tells of work.
_NO_EMPLOYERS: frozenset[Section] = frozenset({"projects", "publications"})
# Where people say what they are; a certificate's or a course's name is not its holder's title.
_TELLING: frozenset[Section] = frozenset({"summary", "experience", "unknown"})
_LISTING: frozenset[Section] = frozenset({"skills", "certifications"})
# Sections beside the education that may name a degree, and those where a degree is somebody else's.
_DEGREES_ASIDE: frozenset[Section] = frozenset({"unknown", "summary", "certifications"})
_OF_OTHERS: frozenset[Section] = frozenset({"references", "volunteering", "publications", "awards", "interests"})
# Courses and certificates are listed, dated or not.
_NAMING: frozenset[Section] = frozenset({"education", "certifications"})
_CUES_OF_OTHERS = OTHERS_CUES | COURTESIES | COMPANY_CUES | LEISURE_CUES
# Words and marks that say nothing beside the names of a list.
_FILLERS = BREAKS | STOP_WORDS | {"technologies", "tools", "stack", "environment", "skills"}


class Mention(NamedTuple):
    """A skill's name in the text, at code points ``start:end``, and how it was recognised."""

    start: int
    end: int
    quote: str
    section: Section
    how: How
    similarity: float
    standing: Standing
    tier: Tier


class SkillEvidence(NamedTuple):
    """All that a resume shows of one skill: its best tier, the months of the jobs that show it, its mentions."""

    skill_id: str
    tier: Tier
    months: int
    standing: Standing
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class ResumeProfile:
    """What a resume shows.

    ``skills`` are by id; ``terms`` are stems of the words that describe the work, with their credit in thousandths; ``listed_terms`` those that only lists hold;
    ``named_titles`` plain titles that the summary or text without headings names.
    """

    skills: Mapping[str, SkillEvidence]
    experience_months: int
    titles: tuple[str, ...]
    education: Education
    terms: Mapping[str, int]
    listed_terms: frozenset[str] = frozenset()
    named_titles: frozenset[str] = frozenset()
    visible_characters: int = 0
    copied_characters: int = 0
    jobs: tuple[tuple[Entry, frozenset[str]], ...] = field(default=(), repr=False)
    """The dated jobs, each with the stems that its text holds."""

    def held(self) -> Iterable[SkillEvidence]:
        """The skills that the person has, as far as the text says."""
        return (evidence for evidence in self.skills.values() if evidence.standing == "held")


class ProfileReader:
    """Reads profiles with the skills of one taxonomy."""

    def __init__(
        self,
        skills: Iterable[Skill],
        known_words: frozenset[str],
        index: SurfaceIndex | None = None,
        verbs: VerbIndex | None = None,
    ) -> None:
        """Index the skills; ``known_words`` are ordinary words that typo repair leaves alone.

        ``index`` and ``verbs`` are of these skills and were made already.
        """
        self._skills = tuple(skills)
        self._known_words = known_words
        self.index = index or SurfaceIndex(self._skills)
        self._repair = TypoRepair(self.index, known_words)
        self._linker = PhraseLinker(self._skills)
        self._verbs = verbs or VerbIndex(self._skills)

    def with_skills(self, extra: Sequence[Skill]) -> "ProfileReader":
        """A reader that knows further skills too, such as those only a job description names."""
        # Names that only one document knows are those of tools: no verb tells them.
        return ProfileReader((*self._skills, *extra), self._known_words, self.index.with_skills(extra), self._verbs)

    def profile(self, document: Document, as_of: int, wording: AbstractSet[int] = frozenset()) -> ResumeProfile:
        """The profile of a document, with "present" meaning the month ``as_of``.

        Lines that repeat the ``wording`` (shingles) of role documents word for word are no evidence.
        """
        text = document.text
        lines = lines_of(text)
        tokens = tokenize(without_addresses(text))
        spans = _token_spans(lines, tokens)
        names = _names_by_line(self.index, lines, tokens, spans)
        tools = frozenset(n for n, named in names.items() if len(named) > 1 and not _further(tokens, named, *spans[n]))
        entries = entries_of(text, lines, as_of, tools)
        undated = undated_titles(text, lines, entries)
        layout = _Layout(text, lines, entries, undated, tokens, spans, names, wording)
        mentions = _Mentions(layout)
        for number, named in names.items():
            mentions.note(number, [(name.skill_id, name.start, name.end) for name in named], "exact", 1.0)
        for number, done in self._done(layout):
            mentions.note(number, [done], "similar", LIKENESS)
        for number, left_over, how, similarity in self._leftovers(layout):
            mentions.note(number, [left_over], how, similarity)
        said, listed = layout.terms()
        return ResumeProfile(
            skills={skill_id: _evidence(skill_id, found) for skill_id, found in sorted(mentions.found.items())},
            experience_months=months_covered((r.first, r.last) for e in entries if e.is_job for r in e.ranges),
            titles=_titles(text, lines, entries, undated.values()),
            education=education_of(
                text[line.start : line.end] for n, line in enumerate(lines) if layout.may_name_degree(n, line)
            ),
            terms=said,
            listed_terms=listed,
            named_titles=layout.named_titles(),
            copied_characters=layout.copied_characters,
            visible_characters=len(text) - text.count(" ") - text.count("\n"),
            jobs=tuple((entry, layout.terms_of(entry)) for entry in entries if entry.is_job),
        )

    def _done(self, layout: "_Layout") -> Iterable[tuple[int, tuple[str, int, int]]]:
        """Practices that lines tell by their verbs, and don't name."""
        tokens, number = layout.tokens, 0
        for place in self._verbs.places(tokens.words):
            while number < len(layout.spans) and layout.spans[number][1] <= place:
                number += 1
            if number == len(layout.spans):
                break
            first, last = layout.spans[number]
            if first <= place and not layout.walls[number]:
                for skill_id, i, j in self._verbs.find(tokens.words, place, first, last):
                    if all(name.skill_id != skill_id for name in layout.names.get(number, ())):
                        yield number, (skill_id, tokens.starts[i], tokens.ends[j - 1])

    def _leftovers(self, layout: "_Layout") -> Iterable[tuple[int, tuple[str, int, int], How, float]]:
        """Words of skill lists that exact matching left over: typos first, then unseen phrases."""
        tokens = layout.tokens
        for number in sorted(layout.skill_lines):
            first, last = layout.spans[number]
            covered = {index for name in layout.names.get(number, ()) for index in range(name.first, name.last)}
            left = [i for i in range(first, last) if i not in covered and tokens.words[i] not in BREAKS]
            for index in left:
                if (repaired := self._repair.repair(tokens.words[index])) is not None:
                    covered.add(index)
                    yield number, (repaired[0], tokens.starts[index], tokens.ends[index]), "fuzzy", repaired[1]
            for start, end in _phrases(tokens, first, last, covered):
                phrase = layout.text[start:end]
                linked = self._linker.link(phrase) if is_latin(phrase) else None
                if linked is not None:
                    yield number, (linked[0], start, end), "similar", linked[1]


class _Mentions:
    """What a resume says of each skill, with the dated entry that says it."""

    def __init__(self, layout: "_Layout") -> None:
        self._layout = layout
        self.found: dict[str, list[tuple[Mention, Entry | None]]] = {}

    def note(self, number: int, named: Iterable[tuple[str, int, int]], how: How, similarity: float) -> None:
        """Skills named in a line: id, start and end of each."""
        layout = self._layout
        if layout.walls[number]:
            return
        line, text = layout.lines[number], layout.text
        may_deny, entry = layout.has_cues(number), layout.entry_of.get(number)
        cues = frozenset[str]() if _CUES_OF_OTHERS.isdisjoint(words := layout.words(number)) else frozenset(words)
        may_be_companies, may_be_people = not COMPANY_CUES.isdisjoint(cues), not COURTESIES.isdisjoint(cues)
        others, may_be_leisure = cues & OTHERS_CUES, number not in layout.entry_of and not LEISURE_CUES.isdisjoint(cues)
        below = layout.standing_below.get(number)
        may_be_likeness = not LIKENESS_CUES.isdisjoint(words)
        theirs = done_by_others(text, line.start, line.end) if may_be_done_by_others(words) else ()
        for skill_id, start, end in named:
            if line.section == "publications" and names_author(text, line.start, line.end, start, end):
                continue
            if may_be_companies and names_company(text, line.start, start):
                continue
            if may_be_leisure and tells_of_leisure(text, line.start, start):
                continue
            if may_be_people and names_person(text, line.start, start):
                continue
            if may_be_likeness and names_model(text, line.start, start, end):
                continue
            standing = below or (standing_of(text, line.start, line.end, start, end) if may_deny else "held")
            if standing == "held" and (
                (theirs and any(first <= start < last for first, last in theirs))
                or (others and is_of_others(others, text, line[:2], start, end))
            ):
                standing = "denied"
            tier = layout.tier(number, start)
            mention = Mention(start, end, text[start:end], line.section, how, similarity, standing, tier)
            self.found.setdefault(skill_id, []).append((mention, entry))


class _Layout:
    """Where everything stands in one resume."""

    def __init__(
        self,
        text: str,
        lines: list[Line],
        entries: list[Entry],
        undated_headers: Iterable[int],
        tokens: Tokens,
        spans: Sequence[tuple[int, int]],
        names: Mapping[int, Sequence[Surface]],
        wording: AbstractSet[int],
    ) -> None:
        self.text, self.lines, self.tokens, self.spans, self.names = text, lines, tokens, spans, names
        self._wording = wording
        self.copied_characters = 0
        self._cues: dict[int, bool] = {}
        self._has_empty_marks = EMPTY_MARKS.search(text) is not None
        self._said: dict[int, list[frozenset[str]]] = {}
        self.entry_of: dict[int, Entry] = {}
        self._headers = set(undated_headers)
        self._course_entries: set[int] = set()
        for entry in entries:
            if entry.is_job or lines[entry.first_line].section not in _NO_EMPLOYERS:
                self._headers.update(entry.header_lines)
            for number in range(entry.first_line, entry.last_line + 1):
                self.entry_of[number] = entry
            if entry.is_course:
                self._course_entries.update(range(entry.first_line, entry.last_line + 1))
        self.skill_lines = {n for n, line in enumerate(lines) if line.section == "skills" and not line.is_heading}
        self._course_lines = self._below_courses()
        self._pasted = self._pasted_lines() if wording else frozenset[int]()
        self.walls = [self._is_walled(number, line) for number, line in enumerate(lines)]
        self.standing_below = self._below_labels()
        self.list_lines: set[int] = set()
        self.listed_names: list[Surface] = []
        self.beyond_tools: set[int] = set()
        self._find_lists()

    def words(self, number: int) -> list[str]:
        """The tokens of a line."""
        first, last = self.spans[number]
        return self.tokens.words[first:last]

    def has_cues(self, number: int) -> bool:
        """Whether any word of a line could deny or wish for a skill."""
        known = self._cues.get(number)
        if known is None:
            line = self.lines[number]
            may_have = self._has_empty_marks or not CUES.isdisjoint(self.words(number))
            known = may_have and has_cues(self.text, line.start, line.end)
            self._cues[number] = known
        return known

    def _below_labels(self) -> dict[int, Standing]:
        """What the lines below a label say of all that they name: "WANT TO LEARN".

        A label in a paragraph counts to the paragraph's end, one that is a paragraph for the next one, and one that is a
        heading up to the next heading.
        """
        found: dict[int, Standing] = {}
        below: Standing | None = None
        reach: Literal["paragraph", "next", "section"] = "paragraph"
        for number, line in enumerate(self.lines):
            if line.is_heading or (line.after_blank and reach == "paragraph"):
                below = None
            elif line.after_blank and reach == "next":
                reach = "paragraph"
            if line.end - line.start <= _LABEL_LINE and self._may_be_label(number, line):
                label = standing_below(self.text[line.start : line.end])
                if label is not None:
                    below = label
                    stands_alone = line.after_blank and self._opens_paragraph(number + 1)
                    reach = "section" if line.is_heading else "next" if stands_alone else "paragraph"
            if below is not None:
                found[number] = below
        return found

    def _may_be_label(self, number: int, line: Line) -> bool:
        """Whether a line may be a label of those below it: one that names nothing, but for its own few words."""
        first, last = self.spans[number]
        if number in self.names and last - first > _LABEL_WORDS:
            return False
        return (not line.is_heading or line.section == "unknown") and self.has_cues(number)

    def _opens_paragraph(self, number: int) -> bool:
        return number < len(self.lines) and self.lines[number].after_blank

    def _find_lists(self) -> None:
        """Lines that do nothing but list skills, and the names beyond a dozen in the lists of one job."""
        tools: Counter[int] = Counter()
        for number in sorted(self.names.keys() | self.skill_lines):
            names = self.names.get(number, ())
            if self.walls[number] or not self._is_list(number, names):
                continue
            self.list_lines.add(number)
            self.listed_names += names
            entry = self.entry_of.get(number)
            if entry is not None:
                for name in names:
                    tools[entry.first_line] += 1
                    if tools[entry.first_line] > _MOST_TOOLS:
                        self.beyond_tools.add(name.start)

    def _is_list(self, number: int, names: Sequence[Surface]) -> bool:
        """Whether a line holds little beside names: behind its label ("Tools:") fillers only, or hardly any grammar."""
        first, last = self.spans[number]
        head = self.tokens.words[first : min(first + _LABEL_WORDS + 1, last)]
        label = first + head.index(":") if ":" in head else first
        if len(names) > _MOST_TOOLS and self._names_too_many(names, first, last):
            return True
        if label == first and self._tells_of_work(number, names, first, last):
            return False
        further = _further(self.tokens, names, label, last)
        if number in self.skill_lines:  # not by how many names there are: one more takes nothing from the others
            return further <= _LABEL_WORDS
        if further == 0 or len(names) < _FEWEST_ITEMS:
            return further == 0
        grammar = sum([word in _GLUE for word in _beside(self.tokens, names, first, last)])
        if not grammar and self._is_enumerated(label, last):
            return True
        return len(names) >= _SOUP * max(1, grammar)

    def _names_too_many(self, names: Sequence[Surface], first: int, last: int) -> bool:
        """Whether more is named than its statements can tell of: "I worked with A and with B and with C and …"."""
        words = self.tokens.words[first:last]
        return len(names) > _MOST_TOOLS * (1 + sum([word in STATEMENT_ENDS for word in words[:-1]]))

    def _is_enumerated(self, first: int, last: int) -> bool:
        """Whether words are items between commas, of three words at most on average."""
        words = self.tokens.words[first:last]
        commas = words.count(",")
        return commas >= _FEWEST_ITEMS - 1 and len(words) - commas <= _ITEM_WORDS * (commas + 1)

    def _tells_of_work(self, number: int, names: Sequence[Surface], first: int, last: int) -> bool:
        """Whether names in a dated job are joined by what one does with them: "Search in Elasticsearch with LightGBM"."""
        entry = self.entry_of.get(number)
        if entry is None or number in self.skill_lines:
            return False
        joined = sum([word in _JOINTS for word in _beside(self.tokens, names, first, last)])
        return joined > 0 and len(names) < _SOUP * joined

    def _is_walled(self, number: int, line: Line) -> bool:
        """Whether nothing in a line is evidence."""
        if line.section in _WALLED or line.is_heading or number in self._headers:
            return True
        if line.section == "experience" and _EMPLOYER_LABEL.match(self.text, line.start, line.end):
            return True
        if number in self._pasted:
            self.copied_characters += line.end - line.start
            return True
        if line.section == "education":
            content = self.text[line.start : line.end]
            return not (number in self._course_lines or _TAUGHT.search(content)) or _SCHOOL.search(content) is not None
        return False

    def _below_courses(self) -> set[int]:
        """The lines of the education section below a heading of courses, save those that name degrees."""
        found: set[int] = set()
        is_below = False
        for number, line in enumerate(self.lines):
            if line.is_heading:
                is_below = _COURSES.fullmatch(self.text, line.start, line.end) is not None
            elif is_below and line.section == "education":
                content = self.text[line.start : line.end]
                if education_of([content]).level == "none":
                    found.add(number)
        return found

    def _pasted_lines(self) -> frozenset[int]:
        """The lines that repeat role documents, and in a text that mostly does what stands between them."""
        copied = [
            number
            for number, line in enumerate(self.lines)
            if line.section != "certifications" and self._is_copied(number)
        ]
        found = set(copied)
        if self._holds_copies and copied:
            edges = [0, *(n for n, (one, other) in enumerate(pairwise(copied), 1) if other - one > _APART), len(copied)]
            for low, high in pairwise(edges):
                text = range(copied[low], copied[high - 1] + 1)
                longer = [number for number in text if self._fingerprints[number][1]]
                if high - low >= max(_PASTED, _MOSTLY * len(longer)):
                    found.update(text)
        return frozenset(found)

    def _is_copied(self, number: int) -> bool:
        known, own = self._fingerprints[number]
        return known >= _COPIED or (0 < known == own and self._holds_copies)

    @cached_property
    def _fingerprints(self) -> list[tuple[int, int]]:
        """For each line, how many of its fingerprints are those of role documents, and how many it has."""
        found = []
        for number in range(len(self.lines)):
            words = self.words(number)
            own = shingles(words) if len(words) >= LENGTH else []
            found.append((sum([shingle in self._wording for shingle in own]), len(own)))
        return found

    @cached_property
    def _holds_copies(self) -> bool:
        """Whether so many lines are copied that one fingerprint is enough in the others: somebody pasted a document."""
        return sum([known >= _COPIED for known, _ in self._fingerprints]) >= _PASTED

    def may_name_degree(self, number: int, line: Line) -> bool:
        if line.is_heading or number in self._pasted:
            return False
        if line.section == "education":
            return True
        if line.end - line.start >= _DEGREE_LINE or line.section in _OF_OTHERS:
            return False
        return line.section in _DEGREES_ASIDE or is_plainly_a_degree(self.text[line.start : line.end])

    def tier(self, number: int, start: int) -> Tier:
        """The tier of a name standing at ``start`` in a line."""
        line = self.lines[number]
        if number in self.skill_lines:
            return "listed"
        if number in self.list_lines:
            return "stated" if number in self.entry_of and start not in self.beyond_tools else "listed"
        if line.section in _NAMING or number in self._course_entries:
            return "listed"
        return "demonstrated" if number in self.entry_of else "stated"

    def named_titles(self) -> frozenset[str]:
        """Titles in prose outside dated jobs: of the summary, of work without dates, or below headings that nobody knows."""
        found: set[str] = set()
        for number, line in enumerate(self.lines):
            if line.section in _TELLING and not self.walls[number] and number not in self.entry_of:
                found |= titles_named(self.words(number))
        return frozenset(found)

    def terms_of(self, entry: Entry) -> frozenset[str]:
        """The stems in what is said of one job: its header and lists of key words say nothing of the work."""
        found: set[str] = set()
        for number in range(entry.first_line, entry.last_line + 1):
            if not self.walls[number] and number not in self.list_lines:
                found.update(*self._statements(number))
        return frozenset(found)

    def terms(self) -> tuple[dict[str, int], frozenset[str]]:
        """Stems of the words that describe work, with their credit in thousandths; and those that stand in lists only.

        A term counts once for each distinct statement that holds it. Headers and whatever is walled give nothing, nor
        does a statement said again.
        """
        words = self.tokens.words
        listed = {term for name in self.listed_names for term in _name_terms(*words[name.first : name.last])}
        for statement in chain.from_iterable(map(self._statements, self.list_lines)):
            listed.update(term for term in statement if " " not in term)  # neighbours in a list are chance
        said: dict[frozenset[str], None] = {}
        for number, line in enumerate(self.lines):
            if not self.walls[number] and number not in self.list_lines and line.section not in {"awards", "education"}:
                said.update(dict.fromkeys(self._statements(number)))
        counts = Counter(chain.from_iterable(said))
        return {term: term_credit(count) for term, count in counts.items()}, frozenset(listed - counts.keys())

    def _statements(self, number: int) -> list[frozenset[str]]:
        """The terms of each statement in a line."""
        known = self._said.get(number)
        if known is None:
            words = self.words(number)
            ends = [index for index, word in enumerate(words) if word in STATEMENT_ENDS]
            statements = [
                frozenset(terms(words[before + 1 : end])) for before, end in pairwise([-1, *ends, len(words)])
            ]
            known = self._said[number] = [statement for statement in statements if statement]
        return known


def term_credit(statements: int) -> int:
    """The thousandths of a word's weight that so many statements with it give, with falling returns."""
    return 1000 * statements // (statements + HALF_SAID)


@lru_cache(maxsize=50_000)
def _name_terms(*words: str) -> tuple[str, ...]:
    """The terms of a skill's name."""
    return tuple(terms(words))


def _token_spans(lines: Sequence[Line], tokens: Tokens) -> list[tuple[int, int]]:
    """The tokens ``first:last`` of each line."""
    spans = []
    last = 0
    for line in lines:
        first = bisect_left(tokens.starts, line.start, last)
        last = bisect_left(tokens.starts, line.end, first)
        spans.append((first, last))
    return spans


def _names_by_line(
    index: SurfaceIndex, lines: Sequence[Line], tokens: Tokens, spans: Sequence[tuple[int, int]]
) -> dict[int, list[Surface]]:
    """The names of skills in each line that has some."""
    listing = [(line.start, line.end) for line in lines if line.section in _LISTING and not line.is_heading]
    names: dict[int, list[Surface]] = {}
    number = 0
    for surface in index.find(tokens, listing):
        while spans[number][1] <= surface.first:
            number += 1
        names.setdefault(number, []).append(surface)
    return names


def _beside(tokens: Tokens, names: Sequence[Surface], first: int, last: int) -> list[str]:
    """The tokens from ``first`` to ``last`` that belong to none of the names."""
    words: list[str] = []
    for name in names:
        words += tokens.words[first : name.first]
        first = max(first, name.last)
    return words + tokens.words[first:last]


def _further(tokens: Tokens, names: Sequence[Surface], first: int, last: int) -> int:
    """How many of them say anything."""
    return sum([word not in _FILLERS for word in _beside(tokens, names, first, last)])


def _evidence(skill_id: str, found: list[tuple[Mention, Entry | None]]) -> SkillEvidence:
    mentions = tuple([mention for mention, _ in found])
    standings = {mention.standing for mention in mentions}
    standing = next(standing for standing in _STANDINGS if standing in standings)
    counted = found if len(standings) == 1 else [pair for pair in found if pair[0].standing == standing]
    tiers = {mention.tier for mention, _ in counted}
    tier = next(tier for tier in TIERS if tier in tiers)
    ranges = {
        (r.first, r.last) for mention, entry in counted if entry and mention.tier != "listed" for r in entry.ranges
    }
    months = months_covered(ranges) if ranges else 0
    return SkillEvidence(skill_id, tier, months, standing, mentions)


def _titles(text: str, lines: Sequence[Line], entries: Sequence[Entry], undated: Iterable[str]) -> tuple[str, ...]:
    """The headline's title, where there is one, then the titles of the jobs, latest first, those without dates last."""
    titles = []
    for number, line in enumerate(lines[:5]):
        content = text[line.start : line.end]
        if number == 0:
            # The first line is the person's name: what may follow it, behind a dash or a comma, is a headline.
            content = "".join(_BEHIND_NAME.split(_POST_NOMINAL.sub("", content), maxsplit=1)[1:])
        if (
            content
            and line.section == "contact"
            and not line.is_heading
            and "@" not in content
            and len(content) < _HEADLINE
            and not _WISHED_JOB.match(content)
        ):
            headline = title_in(content)
            if headline:
                titles.append(headline)
                break
    held = [titled for entry in entries if entry.is_job for titled in entry.titles]
    titles += [title for title, _ in sorted(held, key=lambda titled: -titled[1])]
    titles += undated
    first_written: dict[str, str] = {}  # "Data Engineer" and "DATA ENGINEER" are one title
    for title in titles:
        first_written.setdefault(title.lower(), title)
    return tuple(first_written.values())


def _phrases(tokens: Tokens, first: int, last: int, covered: set[int]) -> Iterable[tuple[int, int]]:
    """Runs of two to five uncovered words between breaks."""
    run: list[int] = []
    for index in range(first, last + 1):
        if index < last and index not in covered and tokens.words[index] not in BREAKS:
            run.append(index)
            continue
        if 2 <= len(run) <= 5:
            yield tokens.starts[run[0]], tokens.ends[run[-1]]
        run = []
