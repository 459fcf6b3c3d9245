"""The score, decided by one table: what is compared, how much it can give, and how it says why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from operator import mul
from typing import Final, NamedTuple

from matchers.dates import months_covered
from matchers.education import RANK
from matchers.potential import Potential
from matchers.profiles import ResumeProfile, term_credit
from matchers.requirements import Component, Unit, breadth
from matchers.titles import plain_title, title_similarity
from matchers.weights import (
    EQUIVALENT_YEARS,
    LISTED_SHARE,
    NAMED_TITLE_CREDIT,
    OTHER_FIELD,
    RESPONSIBILITIES_FULL,
    SIGNAL_POINTS,
    SIGNATURE_HITS,
    TIER_CREDIT,
    TITLE_FROM,
    TITLE_FULL,
    TITLE_RECENCY,
)
from taxonomy.model import RoleProfile
from taxonomy.names import is_telling
from taxonomy.relations import Supports

_DEGREES = {rank: name for name, rank in RANK.items()}
TERM_UNITS: Final = 1_000_000  # term weights are whole millionths, so that sums don't depend on their order
FULL_OVERLAP: Final = round(RESPONSIBILITIES_FULL * TERM_UNITS * 1000)  # credits are thousandths
MOST_LISTED: Final = round(LISTED_SHARE * FULL_OVERLAP)
LISTED_CREDIT: Final = term_credit(1)


class Support(NamedTuple):
    """The best evidence for one skill: credit in thousandths, its tier's name, and the skill that lends it if another."""

    credit: int
    tier: str
    via: str | None


@dataclass(frozen=True)
class ScoringInput:
    """All that a score may know of a person: nothing here can hold a name, an address, a school or an employer."""

    support: Mapping[str, Support]
    terms: Mapping[str, int]
    listed_terms: frozenset[str]
    plain_titles: tuple[str, ...]
    named_titles: frozenset[str]
    jobs: tuple["JobEvidence", ...]
    degree_rank: int
    degree_fields: tuple[str, ...]

    @cached_property
    def months_worked(self) -> int:
        """The months in jobs of any kind; overlaps count once."""
        return months_covered(span for job in self.jobs for span in job.ranges)


@dataclass(frozen=True, slots=True)
class JobEvidence:
    """A dated job as scoring sees it: months (first, last), its plain title, and the stems that its text holds."""

    ranges: tuple[tuple[int, int], ...]
    plain_title: str
    terms: frozenset[str]


@dataclass(frozen=True)
class PreparedRole:
    """A role profile with what its signals need: units with points, weighted terms, plain titles.

    ``supports`` says what each skill lends to others.
    """

    profile: RoleProfile
    max_points: Mapping[Component, int]
    units: tuple[Unit, ...]
    required: int
    units_by_skill: Mapping[str, tuple[int, ...]]
    terms: Mapping[str, int]
    signature: frozenset[str]
    plain_titles: tuple[str, ...]
    fields: frozenset[str]
    supports: Supports = field(repr=False)

    @cached_property
    def potential(self) -> Potential:
        """What each skill would bring to somebody who has nothing yet."""
        return Potential(self.units, self.units_by_skill, self.supports)


class ComponentScore(NamedTuple):
    """What one signal gives: tenths of a point, of how many, and why."""

    name: Component
    points: int
    max_points: int
    has_data: bool
    reason: str


Compare = Callable[[PreparedRole, ScoringInput], tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Signal:
    """A line of the table: its name, how far a role can be compared by it (0 to 1), and how."""

    name: Component
    applies: Callable[[RoleProfile], float]
    compare: Compare

    @property
    def max_points(self) -> int:
        """The tenths of a point that it has where a role can be compared by all signals."""
        return SIGNAL_POINTS[self.name]

    @property
    def description(self) -> str:
        """What the comparison says of itself."""
        return " ".join((self.compare.__doc__ or "").split())


def compare_skills(role: PreparedRole, person: ScoringInput) -> tuple[int, str]:
    """Each required skill is worth points by how much it tells of the role (TF-IDF against all trades) and how strongly
    the role asks for it. Shown in dated work it gives all of them, named in prose 65 %, only listed 30 %. A skill that
    implies the required one, or is a kind of it, gives a part. Of alternatives any one satisfies. Repetition adds nothing.
    A role whose documents name few skills has fewer points here and more in the responsibilities.
    """  # noqa: D205
    points = found = shown = 0
    common = role.units_by_skill.keys() & person.support.keys()
    for number in set(chain.from_iterable(map(role.units_by_skill.__getitem__, common))):
        unit = role.units[number]
        given, best, _ = unit_points(unit, person.support)
        points += given
        if unit.need == "required" and best is not None:
            found += 1
            shown += best.tier == "demonstrated"
    return points, f"{found} of {role.required} required skills, {shown} of them shown in work"


def compare_responsibilities(role: PreparedRole, person: ScoringInput) -> tuple[int, str]:
    """The words and word pairs with which the role's documents describe the work, weighted by TF-IDF against all trades,
    looked up in what the resume says of its work: in how many different statements, with falling returns. What only lists
    hold counts as said once, for a seventh of the points at most. Headers, contact data and statements said again don't
    count.
    """  # noqa: D205
    weights, said = role.terms, person.terms
    common = weights.keys() & said.keys()
    overlap = sum(map(mul, map(weights.__getitem__, common), map(said.__getitem__, common)))
    listed = LISTED_CREDIT * sum(map(weights.__getitem__, weights.keys() & person.listed_terms))
    most = role.max_points["responsibilities"]
    points = min(most, most * (overlap + min(listed, MOST_LISTED)) // FULL_OVERLAP)
    return points, f"{len(common)} of the role's own words and word pairs describe this work"


def compare_titles(role: PreparedRole, person: ScoringInput) -> tuple[int, str]:
    """The likeness of a job title held to a title of the role, in words and spelling, level words set aside.

    The latest title counts whole, the one before it 70 %, earlier ones half; a title that the summary names counts half.
    """
    best, alike, pair = 0.0, 0.0, ("", "")
    for number, title in enumerate(person.plain_titles):
        share = TITLE_RECENCY[min(number, len(TITLE_RECENCY) - 1)]
        for other in role.plain_titles:
            likeness = title_similarity(title, other)
            if share * likeness > best:
                best, alike, pair = share * likeness, likeness, (title, other)
    named = sorted(person.named_titles.intersection(role.plain_titles))
    share = min(1.0, max(0.0, best - TITLE_FROM) / (TITLE_FULL - TITLE_FROM))
    most = role.max_points["titles"]
    if named and share < NAMED_TITLE_CREDIT:
        return round(most * NAMED_TITLE_CREDIT), f"the text names “{named[0]}”"
    if best < TITLE_FROM:
        return 0, "no title held is close to the role's titles" if person.plain_titles else "no job title found"
    earlier = f", as an earlier title {round(best * 100)} %" if best < alike else ""
    return round(most * share), f"“{pair[0]}” is {round(alike * 100)} % like “{pair[1]}”{earlier}"


def compare_experience(role: PreparedRole, person: ScoringInput) -> tuple[int, str]:
    """Years in dated jobs of this kind against the years the role asks for; more than asked adds nothing.

    A job is of this kind by its title, or by the role's most telling words in its text. Overlaps count once.
    """
    wanted = _months_asked(role)
    have = months_of_such_work(role, person)
    points = role.max_points["experience"] * min(have, wanted) // wanted
    total = person.months_worked
    of_all = f" of {total / 12:.1f}" if total != have else ""
    return points, f"{have / 12:.1f}{of_all} years in jobs of this kind, {wanted / 12:g} asked for"


def compare_education(role: PreparedRole, person: ScoringInput) -> tuple[int, str]:
    """The highest degree against the lowest one the role accepts; in another field it counts two fifths.

    Where the role takes experience in its place, so many years of such work as the studies last count as much, beside
    those that it asks for anyway.
    """
    lowest = min(role.profile.education, key=RANK.__getitem__)
    most = role.max_points["education"]
    in_field = not role.fields or not role.fields.isdisjoint(person.degree_fields)
    points = round(most * min(1.0, person.degree_rank / RANK[lowest]) * (1.0 if in_field else OTHER_FIELD))
    if role.profile.education_or_equivalent:
        instead = EQUIVALENT_YEARS[lowest] * 12
        beyond = max(0, months_of_such_work(role, person) - _months_asked(role))
        if (by_experience := most * min(beyond, instead) // instead) > points:
            return by_experience, (
                f"{beyond / 12:.1f} years in jobs of this kind beyond those asked for, in place of the {_DEGREES[RANK[lowest]]}"
            )
    if not person.degree_rank:
        return 0, "no degree found"
    return points, f"{_DEGREES[person.degree_rank]}, {_DEGREES[RANK[lowest]]} asked for" + (
        "" if in_field else ", in another field"
    )


def _months_asked(role: PreparedRole) -> int:
    years = role.profile.experience_years
    return round((years.min if years else 0) * 12) or 12


def months_of_such_work(role: PreparedRole, person: ScoringInput) -> int:
    """The months in dated jobs of a role's kind; overlaps count once."""
    return months_covered(span for job in person.jobs if _is_such_work(role, job) for span in job.ranges)


def _is_such_work(role: PreparedRole, job: JobEvidence) -> bool:
    if len(role.signature & job.terms) >= SIGNATURE_HITS:
        return True
    return any(title_similarity(job.plain_title, title) >= TITLE_FROM for title in role.plain_titles)


SIGNALS: tuple[Signal, ...] = (
    Signal("skills", breadth, compare_skills),
    Signal("responsibilities", lambda role: bool(role.terms), compare_responsibilities),
    Signal("titles", lambda role: any(map(is_telling, (role.title, *role.titles))), compare_titles),
    Signal("experience", lambda role: role.experience_years is not None, compare_experience),
    Signal("education", lambda role: bool(role.education), compare_education),
)


def unit_points(unit: Unit, support: Mapping[str, Support]) -> tuple[int, Support | None, str | None]:
    """The tenths that a unit gives, the evidence that gives them and the requirement's skill it speaks for."""
    if len(unit.skill_ids) == 1:
        only = unit.skill_ids[0]
        found = support.get(only)
        return (unit.max_points * found.credit // 1000, found, only) if found else (0, None, None)
    best: Support | None = None
    skill: str | None = None
    for skill_id in unit.skill_ids:
        candidate = support.get(skill_id)
        if candidate is not None and (best is None or candidate.credit > best.credit):
            best, skill = candidate, skill_id
    return (unit.max_points * best.credit // 1000, best, skill) if best else (0, None, None)


def support_of(held: Mapping[str, str], table: Supports) -> dict[str, Support]:
    """The best evidence for every skill that the held ones (id → tier) show or support."""
    support: dict[str, Support] = {}
    for skill_id in sorted(held):
        tier = held[skill_id]
        credit = TIER_CREDIT[tier]
        for other, share in ((skill_id, 1000), *table.get(skill_id, ())):
            value = credit * share // 1000
            known = support.get(other)
            if known is None or value > known.credit or (value == known.credit and other == skill_id):
                support[other] = Support(value, tier, None if other == skill_id else skill_id)
    return support


def prepared_titles(role: RoleProfile) -> tuple[str, ...]:
    """The role's titles as they are compared."""
    return tuple(dict.fromkeys(plain_title(title) for title in (role.title, *role.titles)))


def person_of(profile: ResumeProfile, table: Supports) -> ScoringInput:
    """What scoring may know of a resume."""
    held = {evidence.skill_id: evidence.tier for evidence in profile.held()}
    return ScoringInput(
        support=support_of(held, table),
        terms=profile.terms,
        listed_terms=profile.listed_terms,
        plain_titles=tuple(dict.fromkeys(plain_title(title) for title in profile.titles)),
        named_titles=profile.named_titles,
        jobs=tuple(
            JobEvidence(tuple((r.first, r.last) for r in entry.ranges), plain_title(entry.title or ""), words)
            for entry, words in profile.jobs
        ),
        degree_rank=RANK[profile.education.level],
        degree_fields=profile.education.fields,
    )
