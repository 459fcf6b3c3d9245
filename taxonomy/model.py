"""What can be said: skills, role profiles and where each requirement was found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Need = Literal["required", "preferred", "mentioned"]
StepKind = Literal["practice", "certification", "career"]
DegreeLevel = Literal["bachelor", "master", "doctorate"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a document says something: half-open code-point offsets into the document's text as read."""

    document: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document that the taxonomy was built from; ``sha256`` is that of its text in UTF-8."""

    id: str
    title: str
    sha256: str
    characters: int


@dataclass(frozen=True, slots=True)
class Skill:
    """Something a person can know or do, with the names that people write for it.

    ``parents`` are broader skills, ``implies`` what anyone who has this one surely has too, ``related`` what could
    stand in for it. ``rule`` guards ambiguous single words (see docs/taxonomy.md). ``discovered`` skills come from an
    enumeration that the lexicon did not know; ``confidence`` is 1.0 for everything in the lexicon. ``spellings`` are
    the token sequences that it is found by; where there are none, they are worked out from its names.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    rule: str = ""
    discovered: bool = False
    confidence: float = 1.0
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """A skill that a role asks for. Requirements of the same ``group`` are alternatives: any one satisfies.

    ``citations`` are the places that ask for it, the strongest first.
    """

    skill_id: str
    need: Need
    weight: float
    group: str | None = None
    min_years: float | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Years:
    """Years of experience that a role asks for; ``max`` is None where the text says "or more"."""

    min: float
    max: float | None = None


@dataclass(frozen=True, slots=True)
class Salary:
    """A pay figure as the document gives it, in whole units of ``currency`` per ``period``."""

    low: int
    high: int | None
    currency: str
    period: str
    year: int | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Step:
    """Something a document advises to do: a project, a certification, a step on the career ladder."""

    kind: StepKind
    text: str
    skill_ids: tuple[str, ...]
    citation: Citation


@dataclass(frozen=True, slots=True)
class RoleProfile:
    """What one role needs, with every item traced to its document.

    ``terms`` are the role's own words and word pairs (stems) with their frozen weights: those of a TF-IDF vector of
    unit L2 norm, each times its inverse document frequency once more.
    ``shingles`` are fingerprints of the document's wording, so that pasted sentences are recognised.
    ``education_or_equivalent`` says that experience is accepted in the degree's place.
    """

    id: str
    title: str
    titles: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    responsibilities: tuple[Citation, ...] = ()
    experience_years: Years | None = None
    education: tuple[DegreeLevel, ...] = ()
    education_fields: tuple[str, ...] = ()
    education_or_equivalent: bool = False
    soft_skills: tuple[str, ...] = ()
    ladder: tuple[Step, ...] = ()
    salary: tuple[Salary, ...] = ()
    steps: tuple[Step, ...] = ()
    terms: tuple[tuple[str, float], ...] = ()
    shingles: tuple[int, ...] = ()
    assessable: bool = True


@dataclass(frozen=True)
class Taxonomy:
    """Skills and role profiles built from documents; ``version`` is the digest of everything else."""

    version: str
    documents: tuple[SourceDocument, ...]
    skills: tuple[Skill, ...]
    roles: tuple[RoleProfile, ...]

    @cached_property
    def skill_by_id(self) -> Mapping[str, Skill]:
        """Skills by their id."""
        return {skill.id: skill for skill in self.skills}

    @cached_property
    def role_by_id(self) -> Mapping[str, RoleProfile]:
        """Role profiles by their id."""
        return {role.id: role for role in self.roles}
