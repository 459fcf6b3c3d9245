"""The parts of a resume: sections by their headings, and lines with their place.

English headings in all their forms: upper case, letter-spaced, with icons or colons, or running into the text of their
line ("Skills: Python, SQL").
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import accumulate, pairwise, takewhile
from typing import Literal, NamedTuple, cast

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from matchers.dates import DateRange, ranges_written, read_ranges
from matchers.spacing import kept_rows
from matchers.titles import best_title, names_occupation
from taxonomy.names import lower

Section = Literal[
    "contact", "summary", "experience", "projects", "skills", "education", "certifications", "publications",
    "volunteering", "languages", "interests", "references", "awards", "unknown",
]  # fmt: skip

# What is done without pay. "Community Bank" and "Volunteer State Bank" are employers.
_GIVEN = (
    r"(?:service|voluntary|volunteer(?:ing)?|work|services|involvement|engagement|experiences?|activit(?:y|ies)|leadership|outreach|roles?|history|projects?"
    r"|positions?|commitments?|contributions?|initiatives|efforts|participation|appointments|organi[sz]ing|organi[sz]ations|events|causes|interests"
    r"|life|building|background|highlights|summary|details|mentoring|tutoring|teaching|coaching)"
)
_MEANS = r"(?:(?:programming|cloud|data|software|web|development|office) )?(?:platforms|tools|tooling|technologies|languages|frameworks|libraries|systems|software|databases|packages|environments|methods|applications)"
# Names of sections as people write them. Interests, references and languages are never evidence.
_NAMES: dict[Section, str] = {
    "summary": r"über mich|(?:professional |career |executive |personal )?(?:summary|profile|objective|statement|overview)(?: & (?:summary|profile|objective))?|about(?: me)?|who i am|introduction|"
               r"summary of qualifications|career objective|in short|in brief|bio|at a glance|the short version|hello|(?:kurz)?profil|perfil|sobre m[ií](?: & .{3,20})?",
    "experience": r"(?:(?:professional|work|working|relevant|career|employment|industry|teaching|engineering|research|clinical|selected|technical|previous|other|further|earlier|industrial|recent|past|consulting|freelance|job|hands-on|"
                  r"current|present|contract|service|assignment|client|corporate|organi[sz]ational) )*"
                  r"(?:experiences?|employment|history|appointments|roles|positions|engagements|placements|career)(?: (?:history|summary|details|held|in detail|(?:&|and) projects))?|work(?: history)?|career(?: history| so far| path| timeline)?|jobs|(?:my|professional|career) journey|relevant work|assignments|(?:freelance|client|customer|consulting|contract) projects|"
                  r"experience (?:&|and) education|(?:berufs|praktische |berufliche )erfahrung(?:en)?|(?:beruflicher )?werdegang|(?:berufliche )?stationen|exp[ée]riences?(?: professionnelles?)?|parcours professionnel|"
                  r"(?:experiencia|trayectoria)(?: (?:laboral|profesional))?|experi[êe]ncia(?: profissional)?|esperienz[ae](?: (?:professional[ei]|lavorativ[ae]))?|"
                  r"(?:work |career |professional )?(?:timeline|trajectory)|(?:career|professional) track|work(?:ing)? record|work done|(?:professional|industrial|industry|corporate|work) exposure|"
                  r"(?:current|present|last|latest|most recent) (?:position|role|job|appointment|post|employer)|project history|stations|"
                  r"positions of responsibility|summary of experience|military service|teaching|contracts|clients|"
                  r"what i(?:(?:'|’)?ve| have) done|where i(?:(?:(?:'|’)?ve| have) (?:worked|been)| worked)|employment record|professional background|background|company details|"
                  r"(?:work|career|job) (?:and|&) .{3,20}|internships?|freelance(?: work)?|practical training",
    "projects": r"(?:(?:selected|personal|key|academic|side|relevant|recent|open[- ]source|technical|portfolio|notable|independent|course|capstone|bootcamp) )*"
                r"(?:projects?|portfolio|open[- ]source(?: (?:work|contributions?))?|case studies|hackathons?|oss)|selected works?|(?:things|what) i(?:(?:'|’)?ve| have) (?:built|made|shipped)",
    "skills": r"(?:(?:a )?(?:summary|overview|snapshot|list|range|breadth) of )?"
              r"(?:(?:technical|core|key|professional|computer|it|relevant|main|other|additional|soft|hard|software|digital|areas? of|programming|personal|domain|"
              r"transferable|functional|selected|essential|primary|secondary|practical|specialist|current|my) (?:(?:and|&) )?)*"
              r"(?:skills?|skill ?sets?|techniques|competenc(?:y|ies)|expertise|strengths|proficienc(?:y|ies)|technologies|tools|toolbox|toolkit|tool set|tech(?:nology)? stack|stack|capabilities|"
              r"know[- ]how|knowledge|abilities|specialties|specialities|tooling)"
              r"(?: (?:summary|set|matrix|profile|details|overview|snapshot|inventory|list|at a glance|in (?:brief|short)|used|i use|(?:&|and) .{3,40}))?|"
              r"(?:technical|tech|technology) (?:environment|profile|summary|depth|breadth|overview|snapshot)|programming|"
              rf"{_MEANS}(?:, {_MEANS})*,? (?:and|&) {_MEANS}|(?:proficient|skilled|competent|fluent|well[- ]versed|experienced) (?:in|with)|(?:familiar|comfortable) with|what i (?:work with|use|know)|(?:tools|technologies) i (?:work with|use|know)|"
              r"top skills|computer literacy|systems|software|programs|programmes|competences|(?:(?:it|edv)-?|software|fach)?(?:kenntnisse|f[äa]higkeiten|kompetenzen)(?: (?:und|&) .{3,30})?|informatique|comp[ée]tences|habilidades|conocimientos|"
              r"tools of the trade|programming languages|frameworks|databases|platforms|tech|technical|"
              r"tools (?:and|&) .{3,30}|languages (?:and|&) (?:tools|technologies|frameworks)|skill details|key words|keywords|methods and tools|i work with",
    "education": r"(?:(?:academic|formal|professional) )*(?:education(?:al)?|academics?|studies|degrees?|training|schooling|formation|scholastics)"
                 r"(?: (?:details|background|history|qualifications?|(?:&|and) .{3,40}))?|(?:academic|educational) (?:background|record|history|qualifications?)|courses?(?:work)?|relevant coursework|"
                 r"study|university|diplomas?|academia|(?:schools|institutions) attended(?: with dates)?|ausbildung|studium|formation|formaci[óo]n|educaci[óo]n|"
                 r"professional development|bootcamp|learning|schools?|online courses?|moocs?|further training|continuing education",
    "certifications": r"(?:(?:professional|technical|relevant) )*(?:certifications?|certificates?|certs|licen[cs]es?|accreditations?|credentials)(?: (?:&|and) .{3,30})?|"
                      r"licen[cs]es? (?:&|and) certifications?|(?:bar|court) admissions|professional registrations?(?: (?:&|and) .{3,30})?",
    "publications": r"(?:selected |recent )?(?:publications?|papers|patents|talks|presentations?|research|conferences?|speaking|writing)(?: (?:&|and) .{3,30})?",
    "volunteering": rf"(?:volunteer(?:ing)?|community)(?:(?: (?:&|and))?(?: {_GIVEN})+)?(?: (?:&|and) .{{3,30}})?|"
                    r"(?:(?:professional|academic|public|university) )?service(?: (?:(?:&|and) (?:community|leadership|life|memberships|outreach|society|volunteering)|to (?:the |my )?(?:community|country|department|field|profession|public|society|university)))?|"
                    r"extra-?curricular(?: activities)?|leadership(?: (?:experience|(?:&|and) activities))?|activities|(?:on[- ])?campus (?:involvement|activities)|"
                    r"(?:professional )?(?:affiliations|memberships?)",
    "languages": r"(?:spoken |human |foreign )?languages?(?: skills| spoken| i speak)?(?:(?:,| &| and) (?:hobbies|interests|leisure|life|free time|other|.{0,12}interests))?|idiomas(?: y .{3,12})?",
    "interests": r"(?:personal |other )?(?:interests?|hobbies|activities)(?: (?:&|and) .{3,30})?|hobb(?:ies|y)|personal|outside (?:of )?work|when i(?:'|’)?m not .{3,30}|off the clock|"
                 r"free time|spare time|leisure(?: (?:time|activities))?|side activities|past-?times|fun facts?|sports?|beyond work|away from .{3,20}|private|"
                 r"life (?:outside|beyond) .{3,20}",
    "references": r"(?:references|referees)(?: (?:&|and) .{3,30})?|references (?:available )?(?:up)?on request",
    "awards": r"(?:honou?rs?|awards?|achievements|accomplishments|prizes|scholarships?)(?: (?:&|and) .{3,30})?|(?:key|selected|career) (?:achievements|highlights|results)|highlights|recognition",
    # As often a list of strengths as one of degrees; degrees are read from it all the same.
    "unknown": r"(?:(?:key|professional|other|minimum|basic|preferred|additional|required) )?qualifications?(?: (?:&|and) .{3,30})?|requirements?|"
               r"(?:key |main |core )?(?:responsibilities|duties|accountabilities)|job description|description|misc(?:ellaneous)?|extras?|methods|"
               r"(?:other|additional|further)(?: (?:information|details|facts|notes))?",
    "contact": r"contact(?: (?:details|information|info|me))?|personal (?:details|information|data|info)|details|address|declaration|get in touch|find me|work (?:eligibility|authori[sz]ation)",
}  # fmt: skip
_WHOLE: tuple[tuple[Section, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"(?:my )?(?:{pattern})", re.IGNORECASE)) for name, pattern in _NAMES.items()
)
# The same in one pattern, for lower-case names; the group that matched is the first section that fits.
_ANY_NAME = re.compile(rf"(?:my )?(?:{'|'.join(f'(?P<{name}>{pattern})' for name, pattern in _NAMES.items())})")
# Any words may stand before the kind ("Nursing experience", "Client projects") where the line is written as a heading is.
_KIND = re.compile(
    r"(?:[a-z0-9][\w&/’'-]{0,20} ){1,3}(?:(?P<experience>experiences?|employment|assignments|positions|placements|internships|engagements)|"
    r"(?P<projects>projects)|(?P<skills>skills|competences|competencies|technologies)|(?P<education>education|studies|degrees))"
)
# Praise, sentences and skills of conduct name what somebody is good at, not a section: "Strong Communication Skills".
_PRAISE = re.compile(
    r"\b(?:good|great|strong|excellent|solid|proven|broad|deep|hard|extensive|years?|with|of|in|for|to|at|their|our|this|several|multiple|large|complex)\b"
)
_CONDUCT = re.compile(
    r"\b(?:communication|interpersonal|leadership|management|presentation|writing|negotiation|problem|solving|people|team|"
    r"organi[sz]ational|time|listening|selling|customer)\b"
)
# Names that are spelt wrong now and then; longer words may be wrong in two places.
_SPELT = (
    "experience",
    "professional",
    "employment",
    "education",
    "projects",
    "skills",
    "certifications",
    "languages",
    "summary",
)
# Names that may open a line of text when a colon follows; longer names first would change nothing, they must end at it.
_INLINE = re.compile(r"\s*([A-Za-z][A-Za-z &/’'-]{2,40}?)\s*(?::|\s[-–—]\s)\s*(?=\S)")
_INLINE_MARK = re.compile("[:–—-]")
# Rows of Europass tables: "Computer skills and competences  Python, R".
_INLINE_ROW = re.compile(r"(?:([a-z]+) )?skills and competences?\s+(?=[^\W_])", re.IGNORECASE)
# Of those, the ones that go on below their line.
_LASTING = frozenset({"summary", "experience", "skills", "education", "projects"})
_OUT_OF_SKILLS = frozenset({"education", "experience", "certifications", "interests", "references"})
_INLINE_SECTIONS = frozenset(
    {
        "summary",
        "experience",
        "skills",
        "education",
        "certifications",
        "projects",
        "languages",
        "interests",
        "references",
    }
)
# Lists of free topics: "Open-source: a parser" and "Learning: ranking" are items there, whether a bullet is drawn or not.
# Only the plain name of a section opens another one.
_TOPICAL: frozenset[Section] = frozenset({"interests", "volunteering", "awards", "publications"})
_PLAIN_NAME = re.compile(
    r"\b(?:skills?|experience|employment|education|certifications?|projects?|summary|profile|interests|hobbies|references)\b",
    re.IGNORECASE,
)
_NEVER_IN_JOBS: frozenset[Section] = frozenset({"certifications", "languages", "interests", "references"})
_OFTEN_NEXT: frozenset[Section] = frozenset({"projects", "publications", "volunteering", "education"})
_DUTIES = re.compile(
    r"\b(?:responsibilities|duties|accountabilities|(?:job|project|role) description)\b", re.IGNORECASE
)
_EVERYBODYS = re.compile(
    r"\b(?:experience|employment|career|history|work|skills?|education|academics?|qualifications?|certifications?|summary|profile|objective|contact|volunteer\w*|about)\b",
    re.IGNORECASE,
)
_DATED_SECTIONS: frozenset[Section] = frozenset({"experience", "projects", "unknown"})
# "Data Engineer, Hexworks (2020-2023): pipelines in Spark" is a header and what is told of it.
_DESCRIBED = re.compile(
    r"(?:\b(?:19|20)\d{2}|\bpresent|\bnow|\btoday|\bcurrent)\)?:(?=(\s+)\S+\s+\S+\s+\S)", re.IGNORECASE
)
_TONGUE = (
    r"(?:english|german|french|spanish|italian|portuguese|dutch|polish|czech|russian|ukrainian|arabic|hebrew|hindi|urdu|bengali|tamil|telugu|"
    r"mandarin|cantonese|chinese|japanese|korean|vietnamese|thai|turkish|greek|swedish|norwegian|danish|finnish|hungarian|romanian|"
    r"bulgarian|serbian|croatian|swahili|persian|farsi|malay|indonesian|catalan|welsh|irish)"
)
_HUMAN_LANGUAGE = re.compile(rf"\b(?:{_TONGUE}|native|fluent|mother tongue|bilingual|[ABC][12])\b", re.IGNORECASE)
# "Spanish native, English advanced", whatever stands above it.
_SPOKEN = re.compile(rf"{_TONGUE}\b[^,;|.]{{0,25}}[,;|] ?(?:[a-z]{{1,12}} )?{_TONGUE}\b", re.IGNORECASE)
_SPOKEN_OF: frozenset[Section] = frozenset({"skills", "experience", "projects"})
# "Volunteer coach, Hill School" among what is said at the end; a volunteer coordinator may be paid.
_MAY_CLOSE: frozenset[Section] = frozenset({"skills", "certifications", "education", "awards", "unknown"})
_VOLUNTEERS = re.compile(r"\W*Volunteer(?:ed|ing|s)?\b(?! (?:[Cc]oordinat|[Mm]anage))")
_NUMBER = re.compile(r"\d{1,2}[.)]\s")
_DRAWN = re.compile(r"[-=_*~+#.:·•|<>–—─━═\s]{4,}")  # a line across the page, made of marks
_LETTER_SPACED = re.compile(r"(?:\w\s{1,4}){3,}\w")
# Names that are written small in some designs; two of them standing alone make it one.
_SMALL = frozenset(
    ("experience", "work experience", "employment", "education", "skills", "skill", "projects", "summary", "profile",
     "about me", "publications", "awards", "languages", "interests", "certifications")
)  # fmt: skip
_BULLETS = "•*-–—▪◦‣·●■"
_FEWEST_BLANK = 0.03  # of the rows: fewer blank ones part a name from what follows, but no paragraphs
_MARKS = re.compile(r"^[^\w]+|[^\w)]+$")
_WRAPPED = 20  # characters: the first line of a heading that did not fit into a narrow column
_FULL_STOP_WORDS = 2
_HEADING_LENGTH = 40  # characters of a heading that is known by its form only
_FORM_WORDS = 6
_SHORT_NAME = 4  # letters
_BULLET_WORDS = 4
_FEWEST_BULLETS = 3
_FEWEST_LISTED = 3  # items
_ITEM_WORDS = 3
_ROWS_READ = 6
_YEAR = re.compile(r"(?:19|20)\d\d")
_BETWEEN_ITEMS = re.compile(r"[,;|·/•]")
_BRACKETS = re.compile(r"\([^()]*\)")
# Words of headings that tell of means and of oneself: "Computer use", "Things I'm good with", "IT".
_OF_MEANS = re.compile(
    r"\b(?:(?:comput|tech|program|digital|know|skill|able|abilit|capab|compet|expert|proficien|strength|instrument|method)\w*|software"
    r"|tools?|systems?|apps?|cod(?:e|ing)|equipment|machines?|machinery|kit|use[sd]?|using|stack|i|i['’]m|my|me|good)\b|\bIT\b",
    re.IGNORECASE,
)
_OF_LEISURE = re.compile(
    r"\b(?:fun|sane|happy|joy|love|relax\w*|weekends?|evenings?|free|spare|outside|beyond|away|off|home|passions?|hobby|garden|enjoy)\b",
    re.IGNORECASE,
)
_KIND_WORDS = 4
_JOINING = frozenset({"and", "of", "in", "for", "the", "&"})
_SHORT_WORD = 5  # letters: shorter words are like too many others
_LONG_WORD = 9

# "1. Experience", "02 Experience", "Experience (10+ years)", "Experience 2015-2023"; "Honors/Awards".
_AROUND = re.compile(
    r"^\d{1,2}[.)]?\s+|\s*\([^()]{1,20}\)$|\s+(?:19|20)\d\d\s*[-–—]\s*(?:(?:19|20)\d\d|present|now|today)$",
    re.IGNORECASE,
)
# The first row of a table: "Skill  Years  Level (1–5)".
_TABLE_OF_SKILLS = re.compile(
    r"(?:skills?|technolog(?:y|ies)|tools?)\s{2,}(?:years?|levels?|ratings?|proficiency|last used|experience)\b.{0,40}",
    re.IGNORECASE,
)
_STROKE = re.compile(r"\s*/\s*")


class Line(NamedTuple):
    """One line of a resume: its span without outer white space, its section, and whether it is a list item."""

    start: int
    end: int
    section: Section
    is_item: bool
    is_heading: bool = False
    after_blank: bool = False


def lines_of(text: str) -> list[Line]:
    """The non-empty lines of a resume with the section each stands in; lines before the first heading are contact."""
    section: Section = "contact"
    work_looks: object = None  # of the heading that the jobs stand under
    level = 0  # of the last heading in Markdown
    signed = by_form_only = False
    positions, raws, bare = _rows(text)
    opening = _opening(bare)
    lines: list[Line] = []
    headings = list(_headings(bare, opening))
    by_form = _headings_by_form(bare, headings, opening)
    for number, (position, raw, stripped, named, blank) in enumerate(
        zip(positions, raws, bare, headings, opening, strict=True)
    ):
        if not stripped:
            continue
        start = position + len(raw) - len(raw.lstrip())
        end = start + len(stripped)
        heading = named or _opened_by_form(by_form.get(number), section, work_looks)
        if heading == "languages" and not _HUMAN_LANGUAGE.search(text, position + len(raw), position + len(raw) + 120):
            heading = "skills"  # "Languages" over "Python, Java, C++"
        if _CLOSING.fullmatch(stripped):
            signed = True  # the lines below are a name, not skills
        if heading is None and section in _MAY_END and _ends_section(stripped, section, level, len(lines)):
            heading = "unknown"
        if signed:
            lines.append(Line(start, end, "contact", is_item=False, after_blank=blank))
        elif heading is not None and not (section == "experience" and _is_label(stripped, heading, blank, work_looks)):
            section = heading
            work_looks = _looks(stripped, blank)
            level = _level(stripped)
            by_form_only = number in by_form
            lines.append(Line(start, end, section, is_item=False, is_heading=True, after_blank=blank))
        else:
            section = "unknown" if by_form_only and _ends_list(stripped, section, blank) else section
            told = _told_from(text, start, end) if section in _DATED_SECTIONS and ": " in stripped else None
            if told is not None:
                lines.append(_line(text, start, told.end(), section, after_blank=blank))
                start = told.end(1)
            lines.append(_line(text, start, end, section, after_blank=blank and told is None))
            opened = lines[-1].section
            if opened != section and opened in _LASTING and _inline_opens(stripped):
                section = opened
    return _find_jobs(text, _find_headline(text, _leave_contact(text, lines)))


class _Form(NamedTuple):
    """A heading that nobody knows: the section that it may open, how it is written, and whether its words tell of means."""

    section: Section
    looks: tuple[bool, int, bool, bool]
    is_telling: bool


def _headings_by_form(
    bare: Sequence[str], headings: Sequence[Section | None], opening: Sequence[bool]
) -> dict[int, _Form]:
    """Lines that are written like the headings of the text, though nobody knows their names, and stand above a list.

    In a text without headings, bullets that open paragraphs of something else are some.
    """
    known = {_row_looks(bare, number) for number, named in enumerate(headings) if named is not None}
    if not known:
        return _bulleted_headings(bare, opening)
    found: dict[int, _Form] = {}
    for number, (line, named, opens) in enumerate(zip(bare, headings, opening, strict=True)):
        if (
            named is not None
            or not opens
            or not 1 < len(line) <= _HEADING_LENGTH
            or not line.lstrip("# ")[:1].isupper()
        ):
            continue
        if (
            _is_alike(_row_looks(bare, number), known, line)
            and _may_head(line, _FORM_WORDS)
            and _lists_below(bare, number)
        ):
            is_telling = _OF_MEANS.search(line) is not None
            of_leisure = is_telling and _OF_LEISURE.search(line) is not None
            section: Section = "interests" if of_leisure else "skills" if is_telling else "unknown"
            found[number] = _Form(section, _looks(line, opens), is_telling)
    return found


def _bulleted_headings(bare: Sequence[str], opening: Sequence[bool]) -> dict[int, _Form]:
    """The bullets that head paragraphs in a text without other headings, where there are several: "→ now"."""
    bullets = [
        number
        for number, (line, opens) in enumerate(zip(bare, opening, strict=True))
        if opens and 1 < len(line) <= _HEADING_LENGTH and line[0] in _BULLETS and _heads_a_paragraph(bare, number)
    ]
    found: dict[int, _Form] = {}
    for number in bullets if len(bullets) >= _FEWEST_BULLETS else ():
        name = _MARKS.sub("", bare[number])
        of_list: Section = "skills" if _lists_below(bare, number) else "unknown"
        section = _heading(name[:1].upper() + name[1:], alone=True) or of_list
        found[number] = _Form(section, _looks(bare[number], opening[number]), is_telling=True)
    return found


def _is_alike(looks: tuple[bool, int, bool, bool], known: AbstractSet[tuple[bool, int, bool, bool]], line: str) -> bool:
    """Whether a heading looks like others; capitals say nothing of short ones such as "IT"."""
    return looks in known or (len(line.strip("# :")) <= _SHORT_NAME and (not looks[0], *looks[1:]) in known)


def _opened_by_form(form: _Form | None, section: Section, work_looks: object) -> Section | None:
    """The section that a heading which nobody knows opens within another one, if it does.

    Lists below the names of schools, hobbies or people are what they were.
    """
    if form is None:
        return None
    if not form.is_telling:
        return form.section if section in _ENDED_BY_FORM else None
    is_part = section == "skills" or (section == "experience" and form.looks != work_looks)
    return None if is_part and form.section == "skills" else form.section


def _ends_list(line: str, section: Section, opens: bool) -> bool:  # noqa: FBT001
    """Whether prose in a paragraph of its own ends the list below a heading that is known by its form."""
    return section == "skills" and opens and _is_prose(line)


def _row_looks(bare: Sequence[str], number: int) -> tuple[bool, int, bool, bool]:
    """How a row is written, and whether a blank one follows."""
    line = bare[number]
    return line.isupper(), _level(line), line.endswith(":"), not bare[number + 1 : number + 2] or not bare[number + 1]


def _may_head(line: str, most: int) -> bool:
    """Whether a few words without marks, that are no school's and nobody's title, may be a heading."""
    words = _MARKS.sub("", line).split()
    if not 0 < len(words) <= most or _SCHOOL.search(line):
        return False
    return all(mark.isalpha() or mark in " &/'’#:-•" for mark in line) and best_title([line]) is None


def _lists_below(bare: Sequence[str], number: int) -> bool:
    """Whether what stands below a line is a list of short items, none of them dated: "Excel, SAP, PTV Map&Guide"."""
    first = number + 1 + (bare[number + 1 : number + 2] == [""])
    rows = list(takewhile(bool, bare[first : first + _ROWS_READ]))
    if not rows or any(map(_YEAR.search, rows[:_FEWEST_LISTED])) or _HUMAN_LANGUAGE.search(rows[0]) or "@" in rows[0]:
        return False
    if rows[0][0] in _BULLETS:
        items = [row for row in rows if row[0] in _BULLETS]
    else:
        items = [item for item in _BETWEEN_ITEMS.split(rows[0]) if item.strip()]
    return len(items) >= _FEWEST_LISTED and all(
        len(_BRACKETS.sub("", item).strip(" •*–-.").split()) <= _ITEM_WORDS for item in items[:_FEWEST_LISTED]
    )


def _heads_a_paragraph(bare: Sequence[str], number: int) -> bool:
    """Whether a bullet of a few words stands above text that is no item: "→ now"."""
    below = bare[number + 1] if number + 1 < len(bare) else ""
    return below != "" and below[0] not in _BULLETS and _may_head(bare[number], _BULLET_WORDS)


def _ends_section(line: str, section: Section, level: int, above: int) -> bool:
    """Whether a heading that nobody knows ends the section: "WHO WE ARE" the references, "## Elsewhere" the education.

    ``level`` is that of the section's own heading in Markdown, ``above`` the number of lines so far.
    """
    if section in _PERSONAL and above > _CONTACT_LINES and _CAPITALS.fullmatch(line):
        return True
    return section in _CLOSED and _level(line) == level > 0 and best_title([line]) is None


def _rows(text: str) -> tuple[list[int], list[str], list[str]]:
    """Where the rows of a text start, the rows, and the same without white space around; no blank ones that part nothing.

    A drawn line parts what it stands between, as a blank row does.
    """
    raws = text.split("\n")
    bare = ["" if _DRAWN.fullmatch(row) else row for row in map(str.strip, raws)]
    positions = list(accumulate([len(raw) + 1 for raw in raws[:-1]], initial=0))
    kept = kept_rows(bare)
    if len(kept) == len(raws):
        return positions, raws, bare
    return [positions[number] for number in kept], [raws[number] for number in kept], [bare[number] for number in kept]


def _opening(bare: Sequence[str]) -> list[bool]:
    """For each row, whether it opens a paragraph: below a blank one, or in a text without any below a list or a full stop."""
    if bare.count("") > _FEWEST_BLANK * len(bare):
        return [True, *(not above for above in bare[:-1])]
    return [True, *(not above or _may_open(above, line) for above, line in pairwise(bare))]


def _may_open(above: str, line: str) -> bool:
    ended = above[-1] == "." or (above[0] in _BULLETS and len(above) > 1)
    return ended and line[:1].isupper() and len(line) <= HEADER_LENGTH and line[-1] not in ".,;"


def _told_from(text: str, start: int, end: int) -> re.Match[str] | None:
    """The end of a job's header, and the gap behind it, in a line that tells of the job, too."""
    header = _DESCRIBED.search(text, start, end)
    return None if header is None or best_title([text[header.end(1) : end]]) is not None else header


def _looks(line: str, after_blank: bool) -> tuple[bool, int, bool, bool]:  # noqa: FBT001
    """How a heading is written, so that those of one kind can be told from others."""
    return line.isupper(), _level(line), line.endswith(":"), after_blank


def _level(line: str) -> int:
    """The level of a heading in Markdown, 0 for any other line."""
    return len(line) - len(line.lstrip("#"))


def _is_label(line: str, named: Section, after_blank: bool, work_looks: object) -> bool:  # noqa: FBT001
    """Whether a name of a section is a label within a job: "Responsibilities", "Key achievements:", "Technologies:".

    Duties always are; other names are where they look different from the heading of the jobs, and smaller. What
    everybody has a section for is none.
    """
    if _DUTIES.search(line):
        return True
    looks = _looks(line, after_blank)
    if named in _NEVER_IN_JOBS or _EVERYBODYS.search(line) or looks == work_looks or line.isupper():
        return False
    return not after_blank or (line.endswith(":") and named not in _OFTEN_NEXT)


def _headings(bare: Sequence[str], opening: Iterable[bool]) -> Iterator[Section | None]:
    """For each line, the section that it names; one name may stand in two lines."""
    small = len(_SMALL.intersection(bare)) > 1
    wrapped: Section | None = None
    for line, following, blank in zip(bare, [*bare[1:], ""], opening, strict=True):
        heading, wrapped = wrapped, None
        if line and heading is None:
            is_small = ((small or blank) and line.rstrip(":") in _SMALL) or (blank and _is_small_and_misspelt(line))
            heading = _heading(line.capitalize() if is_small else line, alone=blank)
            if blank and len(line) <= _WRAPPED and (heading is None or line.lower() == "volunteer"):
                wrapped = _wrapped_heading(line, following)
                heading = wrapped or heading
        yield heading


def _is_small_and_misspelt(line: str) -> bool:
    """Whether a line that opens a paragraph is a heading in small letters but for a slip: "exprience"."""
    if len(line) > _WRAPPED or not line[0].islower() or not line[-1].isalpha():
        return False
    return " ".join(map(_spelt, line.split())) in _SMALL


def _heading(line: str, *, alone: bool = False) -> Section | None:
    """The section that a line names; more may be its name where it opens a paragraph (``alone``)."""
    if len(line) > 60:
        return None
    if alone and line[-1] == "." and line.count(" ") < _FULL_STOP_WORDS:
        line = line[:-1].rstrip()  # "Experience."
    if not line or line[-1] in ".,;" or line[0] == "•":
        return None
    is_bare = line[0].isalpha() and line[-1].isalpha() and "/" not in line
    plain = line if is_bare else _STROKE.sub(" & ", _AROUND.sub("", _MARKS.sub("", line.lstrip("#").strip())))
    if _LETTER_SPACED.fullmatch(plain):
        plain = " ".join(word.replace(" ", "") for word in re.split(r"\s{2,}", plain))
    if not plain or len(plain.split()) > 6 or plain[-1] in ".,;":
        return None
    if plain[0].islower() and not line.startswith("#"):
        return None
    if "  " in plain and _TABLE_OF_SKILLS.fullmatch(plain):
        return "skills"
    named = _section_named(plain.lower()) or (_in_either_language(plain) if "/" in line else None)
    named = named or (_section_of_kind(plain) if alone else None)
    return None if named and _INLINE_ROW.match(line) else named


@lru_cache(maxsize=10_000)
def _section_of_kind(name: str) -> Section | None:
    """The section of a name that is known by its last word only, or that is spelt wrong."""
    words = name.split()
    if len(words) > _KIND_WORDS:
        return None
    low = name.lower()
    found = _KIND.fullmatch(low)
    if found and not _PRAISE.search(low):
        of_skills = found["skills"]
        if not of_skills or (_is_capitalised(words) and not _CONDUCT.search(low)):
            return cast("Section", found.lastgroup)
    spelt = " ".join(map(_spelt, low.split()))
    return _section_named(spelt) if spelt != low else None


def _is_capitalised(words: Sequence[str]) -> bool:
    return all(word[0].isupper() or not word[0].isalpha() or word in _JOINING for word in words)


def _spelt(word: str) -> str:
    """A word of section names for one that differs from it in a letter, or of long ones in two."""
    most = 2 if len(word) >= _LONG_WORD else 1
    found = extractOne(word, _SPELT, scorer=OSA.distance, score_cutoff=most) if len(word) >= _SHORT_WORD else None
    return found[0] if found and not word.startswith(found[0]) else word


def _in_either_language(name: str) -> Section | None:
    """The section of "Herramientas / Tools", where one of the two names is known."""
    parts = [part.strip().lower() for part in name.split(" & ")]
    return (
        next((section for part in parts if part and (section := _section_named(part))), None)
        if len(parts) == 2
        else None
    )


def _wrapped_heading(line: str, following: str) -> Section | None:
    """The section whose name starts in one line and ends in the next, as in narrow columns ("Volunteer", "Experience")."""
    alike = following[:1].isupper() and following.isupper() == line.isupper()
    return _heading(f"{line} {following}") if alike else None


@lru_cache(maxsize=10_000)
def _section_named(name: str) -> Section | None:
    found = _ANY_NAME.fullmatch(name)
    return cast("Section", found.lastgroup) if found else None


def _inline_opens(line: str) -> bool:
    return bool(_inline_section(_inline_name(line)))


def _inline_name(line: str) -> str:
    """What stands before a colon or a dash at the beginning of a line, or alone in the first cell of its row."""
    if row := _INLINE_ROW.match(line):
        return row[0].strip()
    match = _INLINE.match(line) if _INLINE_MARK.search(line) else None
    return match[1] if match else ""


@lru_cache(maxsize=10_000)
def _inline_section(name: str) -> Section | None:
    if not name or len(name.split()) > 4:
        return None
    for section, pattern in _WHOLE:
        if section in _INLINE_SECTIONS and pattern.fullmatch(name.strip()):
            return section
    return None


def _line(text: str, start: int, end: int, section: Section, *, after_blank: bool) -> Line:
    line = text[start:end]
    is_item = line[0] in _BULLETS or (line[0].isdecimal() and bool(_NUMBER.match(line)))
    named = None if is_item else _labelled(line, section)
    if named is None and section not in _SPOKEN_OF and _SPOKEN.match(line):
        named = "languages"
    if named is None and "olunteer" in line and section in _MAY_CLOSE and _VOLUNTEERS.match(line):
        named = "volunteering"
    return Line(start, end, named or section, is_item, after_blank=after_blank)


def _labelled(line: str, section: Section) -> Section | None:
    """The section that a line's label names ("Skills: Python"), where it is no part of the section above it."""
    name = _inline_name(line)
    named = _inline_section(name)
    if named == "languages" and not _HUMAN_LANGUAGE.search(line):
        named = "skills"
    if section == "skills" and named not in _OUT_OF_SKILLS:
        return None  # "Tools: …", "Languages: Python" are parts of it
    if section in {"experience", "projects"} and named in {"skills", "experience", "projects"}:
        return None
    if section in _TOPICAL and named != "languages" and not _PLAIN_NAME.search(name):
        return None
    return named


# Ended by a heading that is only written like one.
_ENDED_BY_FORM: frozenset[Section] = frozenset({"education", "certifications", "languages", "awards"})
_CLOSED: frozenset[Section] = frozenset(
    {"education", "certifications", "publications", "volunteering", "languages", "interests", "references", "awards"}
)
_PERSONAL: frozenset[Section] = frozenset({"contact", "references", "interests", "languages"})
_MAY_END = _CLOSED | _PERSONAL
_CAPITALS = re.compile(r"[A-Z][A-Z &’'/-]+(?: [A-Z&][A-Z’'/-]*){1,5}:?")
_CONTACT_LINES = 6
_SIDE_COLUMN: frozenset[Section] = frozenset({"skills", "languages", "certifications", "publications", "awards"})
_FULL_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_.]*){1,3}")
# Jobs may stand here under a heading that nobody knows; among credentials they must have one.
_ABOUT: frozenset[Section] = frozenset({"contact", "summary", "unknown"})
_CREDENTIALS: frozenset[Section] = frozenset({"education", "certifications", "languages"})
_MAY_HOLD_JOBS: frozenset[Section] = _ABOUT | _CREDENTIALS | {"skills"}
_PARTS_OF_JOBS: frozenset[Section] = frozenset({"skills", "experience", "projects", "unknown"})
_TOOLS = re.compile(
    r"\W*(?:tech(?:nolog(?:y|ies))?(?: stack)?|tools|stack|environment|systems|software|platforms|frameworks)\b",
    re.IGNORECASE,
)
HEADER_LENGTH = 110  # characters; a longer line with a date in it is prose
HEADER_REACH = 2  # lines above or below the date that may name title, employer and town
_PROSE_LENGTH = 60
_PROSE_READ = 400  # characters: enough to see a sentence in
_MOST_CONTACT = 4  # lines of name and address in a text without headings
_LATER = 12 * 2060  # any month to come: here only where dates stand matters, not how long they are
_DASH = re.compile("[-‐‑‒–—―−→]")
_YEAR_DIGITS = re.compile(r"\d\d")
_APART = re.compile(r"[^\w\s]|\s{2}|^$")
# "Data engineer since 2015 with a taste for trains" tells of somebody; a header has names and commas.
_TELLING = re.compile(r"\b(?:I|who|with|for|my|the|an?|have|has|had|been|was|as|where|we|our)\b")
# Certificates and degrees that are called like what people are: "AWS Certified Solutions Architect, 2022 – 2025".
_CREDENTIAL = re.compile(
    r"\b(?:certif\w*|licen[cs]\w*|diplomas?|degree|bachelor\w*|(?<!scrum )masters?|courses?|bootcamp|nanodegree|training|students?|pupil|"
    r"issued|expires?|valid|credential\w*|member\w*|thesis)\b",
    re.IGNORECASE,
)
_SCHOOL = re.compile(r"universit|college|institut|school|academy|polytech", re.IGNORECASE)
_HEADING_WORDS = 4
_NEXT_JOB = 60  # lines from the tools of one job to the title of the next, at most
_CLOSING = re.compile(
    r"(?:yours |most )?(?:sincerely|faithfully|truly|(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards)(?: yours)?,?",
    re.IGNORECASE,
)
_SEVERAL = 2
_LABELS = re.compile(r"(?:^|\s{2}|[|,;]\s*)[A-Z][\w’' ]{1,24}:")
_SENTENCE = re.compile(r"[a-z]{2,}[^|]*\b(?:and|with|for|in|of|to|the|a|by|on|using)\b")


def _leave_contact(text: str, lines: list[Line]) -> list[Line]:
    """The contact block ends where the prose starts; a text without headings is unknown from its third line or first sentence."""
    result: list[Line] = []
    inside, closed = True, False
    headings = any(line.is_heading for line in lines)
    headed = False
    for number, line in enumerate(lines):
        headed = headed or line.is_heading
        if line.section != "contact" or line.is_heading:
            inside = closed = False
            if line.section == "contact":
                closed = True
        elif closed and _is_prose(text[line.start : line.end]):
            # Below "Contact details" in the middle of a text, the first sentence is something else again.
            inside = False
            result.append(Line(line.start, line.end, "unknown", line.is_item, after_blank=line.after_blank))
            continue
        elif inside:
            content = text[line.start : line.end]
            if (
                _is_prose(content)
                or line.is_item
                or (not headings and (number >= _MOST_CONTACT or _without_dates(content)))
            ):
                inside = False
        if line.section == "contact" and not line.is_heading and not inside and not headed:
            result.append(
                Line(
                    line.start,
                    line.end,
                    "summary" if headings else "unknown",
                    line.is_item,
                    after_blank=line.after_blank,
                )
            )
        else:
            result.append(line)
    return result


def _find_headline(text: str, lines: list[Line]) -> list[Line]:
    """Name and headline that stand behind a side column, as in LinkedIn's export, are contact up to the next heading."""
    inside = False
    result = []
    for number, line in enumerate(lines):
        inside = not line.is_heading and (inside or (line.after_blank and _is_name_and_headline(text, lines, number)))
        result.append(line._replace(section="contact") if inside else line)
    return result


def _is_name_and_headline(text: str, lines: Sequence[Line], number: int) -> bool:
    if lines[number].section not in _SIDE_COLUMN or number + 1 >= len(lines):
        return False
    name, headline = (text[line.start : line.end] for line in lines[number : number + 2])
    return bool(
        _FULL_NAME.fullmatch(name) and " at " in headline and len(headline) <= HEADER_LENGTH and best_title([headline])
    )


def _find_jobs(text: str, lines: list[Line]) -> list[Line]:
    """Jobs below a heading that nobody knows are no part of the section above it: from the paragraph of the first dated
    title on, all is unknown up to the next heading. What is labelled in them ("Technologies: …") stays in them.
    """  # noqa: D205
    result: list[Line] = []
    opened = False
    for number, line in enumerate(lines):
        opened = opened and _goes_on(text, lines, number)
        if not opened and _opens_jobs(text, lines, number):
            opened, first = True, number
            while not lines[first].after_blank and number - first < HEADER_REACH and not lines[first - 1].is_heading:
                first -= 1
            result[first:] = [above._replace(section="unknown") for above in result[first:]]
            heading = None if line.section in _ABOUT else _unknown_heading(text, lines, number)
            if heading is not None:
                result[heading] = lines[heading]._replace(section="unknown", is_heading=True)
        result.append(line._replace(section="unknown", is_heading=False) if opened else line)
    return result


def _goes_on(text: str, lines: Sequence[Line], number: int) -> bool:
    """Whether jobs that have no section of their own go on: up to a heading, or a label that is none of a job's."""
    line, above = lines[number], lines[number - 1]
    content = text[line.start : line.end]
    if line.is_heading:
        return _is_label(content, line.section, line.after_blank, None)
    if line.section == above.section or line.section in _ABOUT:
        return True
    if line.section not in _PARTS_OF_JOBS or not line.after_blank:
        return line.section in _PARTS_OF_JOBS
    # The tools of a job stand above the next one, those of a person below the last.
    reach = range(number + 1, min(number + _NEXT_JOB, len(lines)))
    below = takewhile(lambda later: not lines[later].is_heading, reach)
    return _TOOLS.match(content) is not None and any(_opens_jobs(text, lines, later) for later in below)


def _opens_jobs(text: str, lines: Sequence[Line], number: int) -> bool:
    """Whether a line is the first dated title of jobs that have no section of their own."""
    line = lines[number]
    if line.is_heading or line.section not in _MAY_HOLD_JOBS or line.end - line.start > HEADER_LENGTH:
        return False
    if line.is_item and line.section not in _ABOUT:
        return False
    undated = _without_dates(text[line.start : line.end]) if _YEAR_DIGITS.search(text, line.start, line.end) else None
    if undated is None:
        return False
    around = [text[each.start : each.end] for each in lines[max(0, number - 1) : number + 2] if not each.is_heading]
    if line.section in _ABOUT:
        return best_title([undated, *around]) is not None
    if any(map(_CREDENTIAL.search, [undated, *around])):
        return False
    is_job = any(map(names_occupation, [undated, *around]))
    return is_job and (line.section == "skills" or _unknown_heading(text, lines, number) is not None)


def _without_dates(content: str) -> str | None:
    """A line without its date ranges, where they stand in it as in a header; None where they don't."""
    low = lower(content)
    ranges = read_ranges(ranges_written(low, 0, len(low)), _LATER)
    if not ranges:
        return None
    undated = content
    for found in reversed(ranges):
        undated = f"{undated[: found.start]} | {undated[found.end :]}"
    stands_apart = all(
        _DASH.search(content, found.start, found.end) or _stands_apart(content, found) for found in ranges
    )
    return undated if stands_apart else None


def _stands_apart(content: str, found: DateRange) -> bool:
    """Whether dates stand at the edge of a header, or between marks, and not in a sentence ("engineer since 2015 who …")."""
    before, behind = content[: found.start].rstrip(" "), content[found.end :]
    if content[-1] in ".;!" or content[0].islower() or _TELLING.search(f"{before} {behind}"):
        return False
    return not before or not behind.strip(" ).|,") or _APART.match(behind.lstrip()[:1]) is not None


def _unknown_heading(text: str, lines: Sequence[Line], number: int) -> int | None:
    """The line right above a job's header that is written as a heading is, though nobody knows its name."""
    for above in range(number - 1, max(number - 2 - HEADER_REACH, 0), -1):
        if lines[above].is_heading or lines[above].section != lines[number].section:
            return None
        if _looks_like_heading(text, lines, above):
            return above
    return None


def _looks_like_heading(text: str, lines: Sequence[Line], number: int) -> bool:
    """Whether a few words stand alone, or in capitals below a heading in capitals."""
    line, content = lines[number], text[lines[number].start : lines[number].end]
    words = _MARKS.sub("", content).split()
    if not line.after_blank or line.is_item or not 0 < len(words) <= _HEADING_WORDS or not _is_capitalised(words):
        return False
    if any(not (mark.isalpha() or mark in " &/'’#:-") for mark in content) or _SCHOOL.search(content):
        return False
    named = next((each for each in reversed(lines[:number]) if each.is_heading), None)
    alike = named is not None and content.isupper() and text[named.start : named.end].isupper()
    is_issuer = alike and line.section == "certifications"
    return best_title([content]) is None and ((alike and not is_issuer) or lines[number + 1].after_blank)


def _is_prose(content: str) -> bool:
    is_long = len(content) > _PROSE_LENGTH and bool(_SENTENCE.search(content[:_PROSE_READ])) and "@" not in content
    return is_long and len(_LABELS.findall(content)) < _SEVERAL  # "Date of Birth: 3rd May 1995   Father: Jo Doe"
