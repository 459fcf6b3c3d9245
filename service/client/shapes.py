"""The wire's shapes, written once: the client's types, and what the OpenAPI document says of every answer."""

from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

Band = Literal["strong", "good", "partial", "weak", "none"]
Need = Literal["required", "preferred", "mentioned"]


class ProblemError(TypedDict):
    """One thing that is wrong, and where."""

    pointer: str
    code: str
    detail: str


class Problem(TypedDict):
    """RFC 9457 problem details."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: NotRequired[list[ProblemError]]


class Finding(TypedDict):
    """Something a person should know about a file."""

    code: str
    severity: Literal["info", "warning"]
    message: str
    page: NotRequired[int]


class Quality(TypedDict):
    """How well a file could be read."""

    level: str
    findings: list[Finding]


class Mention(TypedDict):
    """Where a skill stands in the resume's text, in code points."""

    start: int
    end: int
    quote: str
    section: str
    how: Literal["exact", "fuzzy", "similar"]
    similarity: float


class HeldSkill(TypedDict):
    """A skill that the resume names."""

    skill_id: str
    name: str
    kind: str
    tier: str
    months: int
    standing: str
    mentions: list[Mention]


class Education(TypedDict):
    """The highest degree and its fields."""

    level: str
    fields: list[str]


class ReportResume(TypedDict):
    """What was read of the resume; without a profile where it was not assessed."""

    id: str
    digest: str
    media_type: str
    pages: int | None
    characters: int
    quality: Quality
    experience_years: NotRequired[float]
    education: NotRequired[Education]
    titles: NotRequired[list[str]]
    skills: NotRequired[list[HeldSkill]]


class Component(TypedDict):
    """A part of the score; the parts add up to it."""

    name: str
    points: float
    max_points: float
    has_data: bool
    reason: str


class MatchedSkill(TypedDict):
    """A requirement that is met."""

    skill_id: str
    name: str
    need: Need
    points: float
    max_points: float
    tier: str
    via: str | None
    mentions: list[int]


class SkillRef(TypedDict):
    """A skill by id and name."""

    skill_id: str
    name: str


class Cited(TypedDict):
    """Where a role's document says something."""

    document: str
    heading: str
    start: int
    end: int


class MissingSkill(TypedDict):
    """A requirement that could bring more points."""

    skill_id: str
    name: str
    need: Need
    points_available: float
    status: Literal["not_found", "listed_only", "related_present", "not_assessable"]
    nearest: SkillRef | None
    alternatives: list[SkillRef]
    because: Cited | None


class NextStep(TypedDict):
    """Something to do, and what it would bring."""

    kind: str
    action: str
    skill_ids: list[str]
    points_gain: float
    source: dict[str, str] | None


class Route(TypedDict):
    """The fewest skills that lift a score to its next band, and what it would be then."""

    band: Band
    action: str
    skill_ids: list[str]
    points_gain: float
    score: float


class RoleResult(TypedDict):
    """One role's result."""

    role_id: str
    title: str
    rank: int
    score: float
    band: Band
    components: list[Component]
    matched_skills: list[MatchedSkill]
    missing_skills: list[MissingSkill]
    next_steps: list[NextStep]
    routes: list[Route]


class Abstention(TypedDict):
    """Why there is no number."""

    code: str
    message: str


class MatchReport(TypedDict):
    """The report ``rolefit.report/1``."""

    schema: Literal["rolefit.report/1"]
    resume: ReportResume
    results: list[RoleResult]
    abstained: Abstention | None
    job: dict[str, Any] | None
    versions: dict[str, str]
    notice: str


class KeptUntil(TypedDict):
    """Until when the parts of a resume are kept."""

    file_until: str | None
    text_until: str | None
    until: str


class Resume(TypedDict):
    """A stored resume."""

    id: str
    external_id: str | None
    digest: str
    media_type: str
    pages: int | None
    characters: int
    findings: list[Finding]
    created_at: str
    legal_hold: bool
    retention: KeptUntil
    duplicates: NotRequired[list[str]]


class ResumeDetail(Resume):
    """A stored resume, with what was understood of it where that was asked for: JSON Resume 1.2."""

    parsed: NotRequired[dict[str, Any]]


class ResumePage(TypedDict):
    """A page of resumes."""

    resumes: list[Resume]
    next_page_token: str | None


class ResumeText(TypedDict):
    """The text that every offset of a report counts in."""

    id: str
    text: str


class RoleSummary(TypedDict):
    """A role in a list."""

    id: str
    title: str
    own: bool
    assessable: bool
    skills: int
    href: str


class RolePage(TypedDict):
    """A page of roles."""

    roles: list[RoleSummary]
    taxonomy_version: str
    next_page_token: str | None


class RoleRequirement(TypedDict):
    """A skill that a role asks for, and where its documents say so."""

    skill_id: str
    name: str
    kind: str
    need: Need
    weight: float
    group: str | None
    min_years: float | None
    citations: list[Cited]


class RoleYears(TypedDict):
    """Years of experience that a role asks for."""

    min: float
    max: float | None


class Role(TypedDict):
    """A role profile."""

    id: str
    title: str
    own: bool
    assessable: bool
    taxonomy_version: str
    titles: list[str]
    requirements: list[RoleRequirement]
    responsibilities: list[Cited]
    experience_years: RoleYears | None
    education: list[str]
    education_fields: list[str]
    soft_skills: list[str]
    ladder: list[dict[str, Any]]
    salary: list[dict[str, Any]]
    steps: list[dict[str, Any]]


class CandidateEntry(TypedDict):
    """A stored resume's place in a role's ranking; equal scores have equal ranks."""

    rank: int
    resume_id: str
    external_id: str | None
    score: float
    band: Band
    taxonomy_version: str


class Rescoring(TypedDict):
    """How many stored resumes still have scores of an older version."""

    pending: int


class CandidatePage(TypedDict):
    """Who fits a role, best first."""

    role_id: str
    taxonomy_version: str
    rescoring: Rescoring
    candidates: list[CandidateEntry]
    next_page_token: str | None


class ComparedSkill(TypedDict):
    """A requirement that a list of skills meets."""

    skill_id: str
    name: str
    need: Need
    via: str | None


class LackingSkill(TypedDict):
    """A requirement that a list of skills doesn't meet."""

    skill_id: str
    name: str
    need: Need
    alternatives: list[SkillRef]
    because: Cited | None


class Comparison(TypedDict):
    """A bare list of skills against a role."""

    role_id: str
    taxonomy_version: str
    matched: list[ComparedSkill]
    missing: list[LackingSkill]
    extra: list[SkillRef]
    unknown: list[str]


class SkillHit(TypedDict):
    """A skill that a search found."""

    id: str
    name: str
    kind: str
    matched: str
    similarity: float


class SkillPage(TypedDict):
    """A page of skills."""

    skills: list[SkillHit]
    taxonomy_version: str
    next_page_token: str | None


class SkillUse(TypedDict):
    """A role that asks for a skill."""

    role_id: str
    title: str
    need: Need
    weight: float


class Skill(TypedDict):
    """A skill with its names, relations, and the roles that ask for it."""

    id: str
    name: str
    kind: str
    aliases: list[str]
    parents: list[SkillRef]
    implies: list[SkillRef]
    related: list[SkillRef]
    discovered: bool
    confidence: float
    roles: list[SkillUse]
    taxonomy_version: str


class ExtractedMention(TypedDict):
    """A skill's name in a text, in code points."""

    skill_id: str
    name: str
    start: int
    end: int
    quote: str


class Extraction(TypedDict):
    """The skills that a text names."""

    mentions: list[ExtractedMention]
    taxonomy_version: str


class TaxonomyVersion(TypedDict):
    """A version that matches can be pinned to."""

    version: str
    base: str
    own: bool
    current: bool
    created_at: str
    href: str


class TaxonomyPage(TypedDict):
    """A page of versions, the newest first."""

    taxonomies: list[TaxonomyVersion]
    next_page_token: str | None


class TaxonomyDiff(TypedDict):
    """What changed between two versions, a line for each change."""

    a: str
    b: str
    changes: list[str]


class Signal(TypedDict):
    """A line of the table that decides the score."""

    name: str
    max_points: float
    description: str


class Signals(TypedDict):
    """The score explained from the code."""

    signals: list[Signal]
    bands: list[dict[str, Any]]
    versions: dict[str, str]


class Health(TypedDict):
    """A sign of life."""

    status: Literal["ok"]


class Version(TypedDict):
    """What runs here."""

    engine: str
    taxonomy: str
    config: str
    as_of: str


class PersonExport(TypedDict):
    """Everything held about a person."""

    exported_at: str
    resumes: list[dict[str, Any]]
    elsewhere: list[dict[str, Any]]


class Hold(TypedDict):
    """Whether a legal hold keeps a resume."""

    id: str
    legal_hold: bool


class RoleSource(TypedDict):
    """The text that a role was built from."""

    id: str
    text: str
    created_at: str
    updated_at: str
