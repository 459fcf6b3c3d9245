"""A document → what it shows: skills with evidence, years, titles, education and the words of the work.

Walls stand here. Never read as evidence: the contact block, the lines that name an employer or a school, interests,
references, volunteering, human languages, and whatever a person cannot see (the reader leaves that out).
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from matchers.context import Standing, has_cues, standing_of
from matchers.dates import months_covered
from matchers.documents import Document
from matchers.education import Education, education_of
from matchers.fuzzy import TypoRepair, is_latin
from matchers.histories import Entry, entries_of
from matchers.sections import Line, Section, lines_of
from matchers.similar import PhraseLinker
from matchers.titles import title_in, titles_named
from taxonomy.model import Skill
from taxonomy.names import BREAKS, Tokens, tokenize
from taxonomy.shingles import LENGTH, shingles
from taxonomy.surface import Surface, SurfaceIndex
from taxonomy.terms import STOP_WORDS, terms

Tier = Literal["demonstrated", "stated", "listed"]
TIERS: tuple[Tier, ...] = ("demonstrated", "stated", "listed")
How = Literal["exact", "fuzzy", "similar"]

_WALLED: frozenset[Section] = frozenset({"contact", "interests", "references", "volunteering", "languages"})
_SCHOOL = re.compile(
    r"universit|college|institut|school|academy|polytech|faculty|gymnasium|lyceum|lyc[ée]e|\bgpa\b|grade", re.IGNORECASE
)
_STATEMENT_ENDS = frozenset({".", ";", "!", "?", "\n", "•"})
# E-mail and web addresses, wherever they stand, say nothing of skills ("ann@terraform.io", "github.com/ann/python-etl").
_ADDRESS = re.compile(
    r"[^\s@]{1,64}@[^\s@]{1,190}|https?://\S{1,500}|\bwww\.\S{1,500}"
    r"|\b(?:[\w-]{1,60}\.){1,5}(?:com|org|dev|me|edu|gov|app|info|co\.uk|de)/\S{0,500}|\b(?:github|gitlab|linkedin)\.\S{1,500}",
    re.IGNORECASE,
)
_DEGREE_LINE = 200  # characters
_HEADLINE = 90  # characters
_POST_NOMINAL = re.compile(
    r",\s*(?:ph\.?\s?d|m\.?sc|b\.?sc|m\.?a|mba|m\.?d|j\.?d|pmp|cpa|cfa|esq|jr|sr|rn|pe)\b\.?", re.IGNORECASE
)
_BEHIND_NAME = re.compile(r"\s[|–—-]\s|,|\s{2,}|\|")
# What an education section says of skills: courses, theses and certificates. The rest of it names schools.
_TAUGHT = re.compile(
    r"\b(?:coursework|courses?|modules?|thesis|dissertation|projects?|topics?|speciali[sz]\w+|subjects?|certif\w+|licen[cs]e\w*|focus)\b",
    re.IGNORECASE,
)
_COPIED = 2  # fingerprints in common: two runs of six words in one line are no chance
_LABEL_WORDS = 3
_SOUP = 8  # names and more for each word of grammar are no sentence
_GLUE = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "my",
        "of",
        "on",
        "or",
        "our",
        "that",
        "the",
        "their",
        "through",
        "to",
        "under",
        "using",
        "which",
        "with",
    ]
)
_MOST_TOOLS = 12  # names in one list of a job: a job names a dozen tools, forty are a list of key words
_LISTING: frozenset[Section] = frozenset({"skills", "certifications"})
_FUNCTION_WORDS = STOP_WORDS | {"technologies", "tools", "stack", "environment", "skills"}


@dataclass(frozen=True, slots=True)
class Mention:
    """A skill's name in the text, at code points ``start:end``, and how it was recognised."""

    start: int
    end: int
    quote: str
    section: Section
    how: How
    similarity: float
    standing: Standing
    tier: Tier


@dataclass(frozen=True, slots=True)
class SkillEvidence:
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

    def __init__(self, skills: Iterable[Skill], known_words: frozenset[str]) -> None:
        """Index the skills; ``known_words`` are ordinary words that typo repair leaves alone."""
        self._skills = tuple(skills)
        self._known_words = known_words
        self.index = SurfaceIndex(self._skills)
        self._repair = TypoRepair(self.index, known_words)
        self._linker = PhraseLinker(self._skills)

    def with_skills(self, extra: Sequence[Skill]) -> "ProfileReader":
        """A reader that knows further skills too, such as those only a job description names."""
        return ProfileReader(self._skills + tuple(extra), self._known_words)

    def profile(self, document: Document, as_of: int, wording: AbstractSet[int] = frozenset()) -> ResumeProfile:
        """The profile of a document, with "present" meaning the month ``as_of``.

        Lines that repeat the ``wording`` (shingles) of role documents word for word are no evidence.
        """
        text = document.text
        lines = lines_of(text)
        entries = entries_of(text, lines, as_of)
        tokens = tokenize(_ADDRESS.sub(lambda found: " " * len(found[0]), text))
        layout = _Layout(text, lines, entries, tokens, wording)
        surfaces = self.index.find(tokens, layout.listing_spans())
        layout.find_lists(surfaces)
        mentions: dict[str, list[tuple[Mention, Entry | None]]] = {}
        for surface in surfaces:
            self._note(mentions, layout, surface.skill_id, surface.start, surface.end, "exact", 1.0)
        for skill_id, start, end, how, similarity in self._leftovers(layout, surfaces):
            self._note(mentions, layout, skill_id, start, end, how, similarity)
        said, listed = layout.terms()
        return ResumeProfile(
            skills={skill_id: _evidence(skill_id, found) for skill_id, found in sorted(mentions.items())},
            experience_months=months_covered((r.first, r.last) for e in entries if e.is_job for r in e.ranges),
            titles=_titles(text, lines, entries),
            education=education_of(text[line.start : line.end] for line in lines if layout.may_name_degree(line)),
            terms=said,
            listed_terms=listed,
            named_titles=layout.named_titles(),
            copied_characters=layout.copied_characters,
            visible_characters=len(text) - text.count(" ") - text.count("\n"),
            jobs=tuple((entry, layout.terms_of(entry)) for entry in entries if entry.is_job),
        )

    def _note(
        self,
        mentions: dict[str, list[tuple[Mention, Entry | None]]],
        layout: "_Layout",
        skill_id: str,
        start: int,
        end: int,
        how: How,
        similarity: float,
    ) -> None:
        number = layout.line_at(start)
        if number is None or layout.is_walled(number):
            return
        line, text = layout.lines[number], layout.text
        standing: Standing = "held"
        if layout.has_cues(number):
            standing = standing_of(text, line.start, line.end, start, end)
        entry = layout.entry_of.get(number)
        mention = Mention(
            start, end, text[start:end], line.section, how, similarity, standing, layout.tier(number, start)
        )
        mentions.setdefault(skill_id, []).append((mention, entry))

    def _leftovers(self, layout: "_Layout", surfaces: Sequence[Surface]) -> Iterable[tuple[str, int, int, How, float]]:
        """Words of skill lists that exact matching left over: typos first, then unseen phrases."""
        covered = {index for surface in surfaces for index in range(surface.first, surface.last)}
        tokens = layout.tokens
        for number in sorted(layout.skill_lines):
            first, last = layout.token_range(number)
            left = [i for i in range(first, last) if i not in covered and tokens.words[i] not in BREAKS]
            for index in left:
                word = tokens.words[index]
                if (repaired := self._repair.repair(word)) is not None:
                    covered.add(index)
                    yield repaired[0], tokens.starts[index], tokens.ends[index], "fuzzy", repaired[1]
            for start, end in _phrases(tokens, first, last, covered):
                phrase = layout.text[start:end]
                linked = self._linker.link(phrase) if is_latin(phrase) else None
                if linked is not None:
                    yield linked[0], start, end, "similar", linked[1]


class _Layout:
    """Where everything stands in one resume."""

    def __init__(
        self, text: str, lines: list[Line], entries: list[Entry], tokens: Tokens, wording: AbstractSet[int]
    ) -> None:
        self.text, self.lines, self.tokens = text, lines, tokens
        self._wording = wording
        self.copied_characters = 0
        self._starts = [line.start for line in lines]
        self._walls: dict[int, bool] = {}
        self._cues: dict[int, bool] = {}
        self._said: dict[int, list[frozenset[str]]] = {}
        self.entry_of: dict[int, Entry] = {}
        self._headers: set[int] = set()
        for entry in entries:
            self._headers.update(entry.header_lines)
            for number in range(entry.first_line, entry.last_line + 1):
                self.entry_of[number] = entry
        self.skill_lines = {n for n, line in enumerate(lines) if line.section == "skills" and not line.is_heading}
        self.list_lines: set[int] = set()
        self.listed_names: list[Surface] = []
        self.beyond_tools: set[int] = set()

    def line_at(self, position: int) -> int | None:
        number = bisect_right(self._starts, position) - 1
        return number if number >= 0 and position < self.lines[number].end else None

    def token_range(self, number: int) -> tuple[int, int]:
        line = self.lines[number]
        return bisect_right(self.tokens.starts, line.start - 1), bisect_right(self.tokens.starts, line.end - 1)

    def has_cues(self, number: int) -> bool:
        """Whether any word of a line could deny or wish for a skill."""
        known = self._cues.get(number)
        if known is None:
            line = self.lines[number]
            known = self._cues[number] = has_cues(self.text, line.start, line.end)
        return known

    def listing_spans(self) -> list[tuple[int, int]]:
        return [(line.start, line.end) for line in self.lines if line.section in _LISTING and not line.is_heading]

    def find_lists(self, surfaces: Sequence[Surface]) -> None:
        """Lines that do nothing but list skills, and the names beyond a dozen in the lists of one job."""
        named: dict[int, list[Surface]] = {}
        for surface in surfaces:
            number = self.line_at(surface.start)
            if number is not None:
                named.setdefault(number, []).append(surface)
        tools: Counter[int] = Counter()
        for number in sorted(named.keys() | self.skill_lines):
            if self.is_walled(number):
                continue
            names = named.get(number, [])
            further = self._further_words(number, names)
            soup = len(names) >= _SOUP * max(1, self._grammar(number, names))
            if further == 0 or soup or (number in self.skill_lines and further <= _LABEL_WORDS):
                self.list_lines.add(number)
                self.listed_names += names
                entry = self.entry_of.get(number)
                if entry is not None:
                    for name in names:
                        tools[entry.first_line] += 1
                        if tools[entry.first_line] > _MOST_TOOLS:
                            self.beyond_tools.add(name.start)

    def _grammar(self, number: int, names: Sequence[Surface]) -> int:
        """How many words of grammar a line has outside the names."""
        first, last = self.token_range(number)
        covered = {index for name in names for index in range(name.first, name.last)}
        return sum(index not in covered and self.tokens.words[index] in _GLUE for index in range(first, last))

    def _further_words(self, number: int, names: Sequence[Surface]) -> int:
        """How many words of a line are neither names of skills, nor its label ("Tools:"), nor function words."""
        first, last = self.token_range(number)
        words = self.tokens.words
        label = next((i for i in range(first, min(first + _LABEL_WORDS + 1, last)) if words[i] == ":"), first)
        covered = {index for name in names for index in range(name.first, name.last)}
        return sum(
            index not in covered and words[index] not in BREAKS and words[index] not in _FUNCTION_WORDS
            for index in range(label, last)
        )

    def is_walled(self, number: int) -> bool:
        """Whether nothing in a line is evidence."""
        known = self._walls.get(number)
        if known is None:
            known = self._walls[number] = self._walled(number)
        return known

    def _walled(self, number: int) -> bool:
        line = self.lines[number]
        if line.section in _WALLED or line.is_heading or number in self._headers:
            return True
        if self._wording and self._is_copied(number):
            self.copied_characters += line.end - line.start
            return True
        if line.section == "education":
            content = self.text[line.start : line.end]
            return not _TAUGHT.search(content) or _SCHOOL.search(content) is not None
        return False

    def _is_copied(self, number: int) -> bool:
        first, last = self.token_range(number)
        if last - first < LENGTH:
            return False
        own = list(shingles(self.tokens.words[first:last]))
        known = sum(shingle in self._wording for shingle in own)
        return known >= _COPIED and self.lines[number].section != "certifications"

    def may_name_degree(self, line: Line) -> bool:
        if line.is_heading:
            return False
        return line.section == "education" or (
            line.section in {"unknown", "summary", "certifications"} and line.end - line.start < _DEGREE_LINE
        )

    def tier(self, number: int, start: int) -> Tier:
        """The tier of a name standing at ``start`` in a line."""
        line = self.lines[number]
        if number in self.skill_lines:
            return "listed"
        if number in self.list_lines:
            in_job = number in self.entry_of and self.entry_of[number].ranges
            return "stated" if in_job and start not in self.beyond_tools else "listed"
        if line.section == "education":
            return "listed"
        entry = self.entry_of.get(number)
        return "demonstrated" if entry is not None and entry.ranges else "stated"

    def named_titles(self) -> frozenset[str]:
        """Titles in prose outside dated jobs: of the summary, or of a text without headings."""
        found: set[str] = set()
        for number in range(len(self.lines)):
            if number not in self.entry_of and not self.is_walled(number):
                first, last = self.token_range(number)
                found |= titles_named(self.tokens.words[first:last])
        return frozenset(found)

    def terms_of(self, entry: Entry) -> frozenset[str]:
        """The stems in the lines of one job, header aside."""
        found: set[str] = set()
        for number in range(entry.first_line, entry.last_line + 1):
            if not self.is_walled(number):
                found.update(*self._statements(number))
        return frozenset(found)

    def terms(self) -> tuple[dict[str, int], frozenset[str]]:
        """Stems of the words that describe work, with their credit in thousandths; and those that stand in lists only.

        A term counts once for each distinct statement that holds it; n statements give n / (n + 1). Headers and whatever
        is walled give nothing, nor does a statement said again.
        """
        counts: Counter[str] = Counter()
        words = self.tokens.words
        listed = {term for name in self.listed_names for term in terms(words[name.first : name.last])}
        seen: set[frozenset[str]] = set()
        for number, line in enumerate(self.lines):
            if number in self.list_lines or line.section in {"awards", "education"} or self.is_walled(number):
                continue
            for statement in self._statements(number):
                if statement not in seen:
                    seen.add(statement)
                    counts.update(statement)
        return {term: 1000 * count // (count + 1) for term, count in counts.items()}, frozenset(listed - counts.keys())

    def _statements(self, number: int) -> list[frozenset[str]]:
        """The terms of each statement in a line."""
        known = self._said.get(number)
        if known is None:
            first, last = self.token_range(number)
            words, begin, known = self.tokens.words, first, []
            for index in range(first, last + 1):
                if index < last and words[index] not in _STATEMENT_ENDS:
                    continue
                statement = frozenset(terms(words[begin:index]))
                begin = index + 1
                if statement:
                    known.append(statement)
            self._said[number] = known
        return known


def _evidence(skill_id: str, found: list[tuple[Mention, Entry | None]]) -> SkillEvidence:
    order = {"held": 0, "wished": 1, "denied": 2}
    standing = min((mention.standing for mention, _ in found), key=order.__getitem__)
    counted = [(mention, entry) for mention, entry in found if mention.standing == standing]
    tier = min((mention.tier for mention, _ in counted), key=TIERS.index)
    ranges = {
        (r.first, r.last) for mention, entry in counted if entry and mention.tier != "listed" for r in entry.ranges
    }
    return SkillEvidence(skill_id, tier, months_covered(ranges), standing, tuple(mention for mention, _ in found))


def _titles(text: str, lines: Sequence[Line], entries: Sequence[Entry]) -> tuple[str, ...]:
    """The headline's title, where there is one, then the titles of the jobs, latest first."""
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
        ):
            headline = title_in(content)
            if headline:
                titles.append(headline)
                break
    jobs = sorted(
        (e for e in entries if e.is_job and e.title), key=lambda e: -max((r.last for r in e.ranges), default=0)
    )
    titles += [e.title for e in jobs if e.title]
    return tuple(dict.fromkeys(titles))


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
