"""A list of candidates as a table: filtered, sorted, cut into pages. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args
from urllib.parse import urlencode

from matchers.scoring import band_of
from matchers.weights import BANDS
from service.web.pools import JOB, Candidate, Pool, missing

PAGE: Final = 50
BEST: Final = "best"
Order = Literal["score", "years", "label", "row"]
ORDERS: Final[tuple[Order, ...]] = get_args(Order)
BAND_NAMES: Final = tuple(name for _, name in BANDS)


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks of a list; every field has a plain place in the address."""

    against: str = BEST
    find: str = ""
    skill: str = ""
    band: str = ""
    order: Order = "score"
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str], pool: Pool) -> "Query":
        """The question in an address; what makes no sense is left out."""
        against = given.get("against", JOB if pool.job else BEST)
        order = given.get("order", "score")
        number = given.get("page", "1")
        return cls(
            against if against == BEST or pool.target(against) else BEST,
            given.get("find", "").strip()[:200],
            given.get("skill", "").strip()[:200],
            given.get("band", "") if given.get("band", "") in BAND_NAMES else "",
            next((known for known in ORDERS if known == order), "score"),
            max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1,
        )

    def address(self, **changes: str | int) -> str:
        """The address of this question with changes; the page starts anew unless it is what changes."""
        other = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        return "?" + urlencode(
            {name: getattr(other, name) for name in ("against", "find", "skill", "band", "order", "page")}
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    rank: int
    row: int
    label: str
    points: int
    score: str
    band: str
    role_id: str
    role: str
    years: str
    title: str
    missing: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Shortlist:
    """One page of the table, and how much there is beside it."""

    rows: tuple[Row, ...]
    found: int
    pages: int
    page: int


def shortlist(pool: Pool, query: Query) -> Shortlist:
    """The answer to a question."""
    found = ordered(pool, query)
    pages = max(1, -(-len(found) // PAGE))
    page = min(query.page, pages)
    first = (page - 1) * PAGE
    rows = tuple(row_of(pool, query, c, rank) for rank, c in enumerate(found[first : first + PAGE], start=first + 1))
    return Shortlist(rows, len(found), pages, page)


def ordered(pool: Pool, query: Query) -> list[Candidate]:
    """The scored candidates that a question asks for, in its order; equals stay in the order they came in."""
    wanted = _skills(pool, query.skill) if query.skill else None
    found = []
    for candidate in list(pool.candidates):
        if candidate.status != "scored" or (query.find and query.find.lower() not in candidate.label.lower()):
            continue
        if wanted is not None and wanted.isdisjoint(candidate.held.keys() | candidate.job_held.keys()):
            continue
        if query.band and band_of(points(query, candidate)) != query.band:
            continue
        found.append(candidate)
    if query.order == "label":
        return sorted(found, key=lambda c: c.label.lower())
    if query.order == "years":
        return sorted(found, key=lambda c: -c.years)
    return found if query.order == "row" else sorted(found, key=lambda c: -points(query, c))


def points(query: Query, candidate: Candidate) -> int:
    """A candidate's tenths for what the list is compared with."""
    return candidate.points(role_of(query, candidate))


def role_of(query: Query, candidate: Candidate) -> str:
    """The role that a candidate's line is about."""
    return candidate.best() if query.against == BEST else query.against


def row_of(pool: Pool, query: Query, candidate: Candidate, rank: int, shown: int = 3) -> Row:
    """A candidate's line."""
    role_id = role_of(query, candidate)
    target = pool.target(role_id)
    tenths = candidate.points(role_id)
    lacking = missing(target, candidate) if target else []
    return Row(
        rank=rank,
        row=candidate.row,
        label=candidate.label,
        points=tenths,
        score=f"{tenths / 10:.1f}",
        band=band_of(tenths),
        role_id=role_id,
        role=target.role.profile.title if target else "",
        years=f"{candidate.years:.1f}",
        title=candidate.titles[0] if candidate.titles else "",
        missing=tuple(lacking[:shown]),
        more=max(0, len(lacking) - shown),
    )


def _skills(pool: Pool, name: str) -> set[str]:
    plain = name.lower()
    skills = dict(pool.matcher.taxonomy.skill_by_id)
    if pool.job:
        skills.update(pool.job.target.skills)
    exact = {
        s.id
        for s in skills.values()
        if plain in (s.name.lower(), s.id) or plain in (alias.lower() for alias in s.aliases)
    }
    return exact or {s.id for s in skills.values() if plain in s.name.lower()}
