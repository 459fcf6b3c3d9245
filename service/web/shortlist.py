"""A list of candidates as a table: ranked, filtered, sorted and cut into pages, straight from the stored results.

A rank is a place among all scored candidates of the list, whatever the filter and the order; equals share it.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, get_args
from urllib.parse import urlencode

from sqlalchemy import Connection, Integer, Select, String, cast, false, func, literal, or_, select

from matchers.scoring import band_of
from matchers.weights import BANDS
from service.batches.scoring import JOB
from service.batches.tables import DETAILS, RESULTS
from service.web.lists import BEST, CandidateList
from service.web.targets import Held, Need, Target, missing, needs

PAGE: Final = 50
SortedBy = Literal["score", "years", "label", "row"]
SORTED_BY: Final[tuple[SortedBy, ...]] = get_args(SortedBy)
BAND_NAMES: Final = tuple(name for _, name in BANDS)
_SKILLS: Final = 12  # that a name of a skill in the filter may stand for
_REASONS: Final = 20  # why candidates have no score, of which so many are named
_NAMED: Final = 40
_BLOCK: Final = 500  # rows whose evidence is fetched at once


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody asks of a list; every field has a plain place in the address."""

    against: str = BEST
    find: str = ""
    skill: str = ""
    band: str = ""
    order: SortedBy = "score"
    page: int = 1

    @classmethod
    def of(cls, given: Mapping[str, str], found: CandidateList) -> "Query":
        """The question in an address; what makes no sense is left out."""
        against = given.get("against", found.against)
        order = given.get("order", "score")
        number = given.get("page", "1")
        return cls(
            against if against == BEST or found.target(against) else BEST,
            given.get("find", "").strip().replace("\0", "")[:200],
            given.get("skill", "").strip()[:200],
            given.get("band", "") if given.get("band", "") in BAND_NAMES else "",
            next((known for known in SORTED_BY if known == order), "score"),
            max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1,
        )

    def address(self, **changes: str | int) -> str:
        """The address of this question with changes; the page starts anew unless it is what changes."""
        other = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        return "?" + urlencode(
            {name: getattr(other, name) for name in ("against", "find", "skill", "band", "order", "page")}
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A scored candidate in a ranking: ``rank`` is ``3``, or ``3=`` where several share it."""

    rank: str
    points: int
    row: int
    label: str
    years: float
    role_id: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    rank: str
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


@dataclass(frozen=True, slots=True)
class Shortlist:
    """One page of the table, and how much there is beside it."""

    rows: tuple[Row, ...]
    found: int
    pages: int
    page: int


@dataclass(frozen=True, slots=True)
class Compared:
    """One of the candidates side by side: tenths by component, and the skills held."""

    row: int
    label: str
    title: str
    years: str
    points: Mapping[str, int]
    parts: Mapping[str, Sequence[int]]
    held: Held
    job_held: Held

    def held_for(self, target: Target) -> Held:
        """The skills to compare with a target."""
        return self.job_held or self.held if target.id == JOB else self.held


@dataclass(frozen=True, slots=True)
class Unscored:
    """Candidates without a score for one reason: how many, and what the first are called."""

    reason: str
    count: int
    labels: tuple[str, ...]


def ranked(connection: Connection, found: CandidateList, against: str) -> tuple[Line, ...]:
    """Every scored candidate with the tenths asked for, best first, equals as they came: one pass over the table."""
    if against == BEST:
        points: Any = cast(func.round(RESULTS.c.best_score * 10), Integer)
    else:
        points = DETAILS.c.points[against].as_integer()
    role = RESULTS.c.best_role if against == BEST else literal(against)
    asked = _joined(found, points, RESULTS.c.row, _label(), DETAILS.c.years, role, DETAILS.c.title)
    rows = [tuple(one) for one in connection.execute(asked)]  # plain tuples: half the time of named rows
    rows.sort(key=lambda one: (-one[0], one[1]))
    sharing = Counter(one[0] for one in rows)
    places: dict[int, str] = {}
    for place, one in enumerate(rows, start=1):
        places.setdefault(one[0], f"{place}=" if sharing[one[0]] > 1 else str(place))
    return tuple(Line(places[one[0]], *one) for one in rows)


def chosen(connection: Connection, found: CandidateList, lines: Sequence[Line], query: Query) -> list[Line]:
    """The lines that a question asks for, in its order."""
    with_skill = set(connection.execute(_with_skill(found, query.skill)).scalars()) if query.skill else None
    plain = query.find.lower()
    kept = [
        line
        for line in lines
        if plain in line.label.lower()
        and (not query.band or band_of(line.points) == query.band)
        and (with_skill is None or line.row in with_skill)
    ]
    orders: dict[SortedBy, Callable[[Line], Any]] = {
        "years": lambda line: (-line.years, line.row),
        "label": lambda line: (line.label.lower(), line.row),
        "row": lambda line: line.row,
    }
    return sorted(kept, key=orders[query.order]) if query.order in orders else kept


def shortlist(connection: Connection, found: CandidateList, lines: Sequence[Line], query: Query) -> Shortlist:
    """One page of the answer to a question; ``lines`` are those of ``ranked``."""
    kept = chosen(connection, found, lines, query)
    pages = max(1, -(-len(kept) // PAGE))
    page = min(query.page, pages)
    shown = kept[(page - 1) * PAGE : page * PAGE]
    return Shortlist(tuple(rows(connection, found, shown)), len(kept), pages, page)


def rows(connection: Connection, found: CandidateList, lines: Sequence[Line]) -> Iterator[Row]:
    """Lines with what each candidate lacks; the evidence is fetched for these lines only."""
    for first in range(0, len(lines), _BLOCK):
        block = lines[first : first + _BLOCK]
        wanted = _joined(found, RESULTS.c.row, *_EVIDENCE).where(RESULTS.c.row.in_([line.row for line in block]))
        evidence = {one.row: one for one in connection.execute(wanted)}
        for line in block:
            if line.row not in evidence:  # erased since the list was ranked
                continue
            target = found.target(line.role_id)
            held = _held_for(evidence[line.row], line.role_id)
            yield Row(
                rank=line.rank,
                row=line.row,
                label=line.label,
                points=line.points,
                score=f"{line.points / 10:.1f}",
                band=band_of(line.points),
                role_id=line.role_id,
                role=target.role.profile.title if target else "",
                years=_years(line.years),
                title=line.title,
                missing=tuple(missing(target, held)) if target else (),
            )


def compared(connection: Connection, found: CandidateList, rows: Sequence[int]) -> list[Compared]:
    """The scored candidates of some rows, in the order asked for."""
    columns = (RESULTS.c.row, _label(), DETAILS.c.title, DETAILS.c.years, *_EVIDENCE)
    wanted = _joined(found, *columns, DETAILS.c.points, DETAILS.c.parts).where(RESULTS.c.row.in_(rows))
    by_row = {one.row: one for one in connection.execute(wanted)}
    return [
        Compared(one.row, one.label, one.title, _years(one.years), one.points, one.parts, one.held,
                 one.job_held)
        for one in (by_row[row] for row in dict.fromkeys(rows) if row in by_row)
    ]  # fmt: skip


def needs_of(connection: Connection, found: CandidateList, target: Target) -> list[Need]:
    """What the whole list lacks for a target."""
    stream = connection.execution_options(yield_per=1_000).execute(_joined(found, *_EVIDENCE))
    return needs(target, (_held_for(one, target.id) for one in stream))


def _held_for(one: Any, role_id: str) -> Held:  # noqa: ANN401
    """A row's skills, those of the job description too where it is about that."""
    held: Held = (one.job_held or one.held) if role_id == JOB else one.held
    return held


def unscored(connection: Connection, found: CandidateList) -> list[Unscored]:
    """Candidates without a score, grouped by the reason, the most frequent first."""
    nobody = (RESULTS.c.batch_id == found.id) & (RESULTS.c.status != "scored")
    count = func.count().label("count")
    groups = select(RESULTS.c.problem, count).where(nobody).group_by(RESULTS.c.problem).order_by(count.desc())
    return [
        Unscored(_reason(problem), number, _labels(connection, nobody & (RESULTS.c.problem == problem)))
        for problem, number in connection.execute(groups.limit(_REASONS)).all()
    ]


_EVIDENCE: Final = (DETAILS.c.held, DETAILS.c.job_held)


def _joined(found: CandidateList, *columns: Any) -> Select[Any]:  # noqa: ANN401
    both = RESULTS.join(DETAILS, (RESULTS.c.batch_id == DETAILS.c.batch_id) & (RESULTS.c.row == DETAILS.c.row))
    return select(*columns).select_from(both).where(RESULTS.c.batch_id == found.id, RESULTS.c.status == "scored")


def _label() -> Any:  # noqa: ANN401
    """What a candidate is called: the caller's own id, or the number of the row."""
    numbered = literal("Row ") + cast(RESULTS.c.row, String)
    return func.coalesce(func.nullif(RESULTS.c.external_id, ""), numbered).label("label")


def _with_skill(found: CandidateList, name: str) -> Select[Any]:
    """The rows of those who show a skill; a skill's id is a key of what they hold."""
    texts = [cast(column, String) for column in (_EVIDENCE if found.job else _EVIDENCE[:1])]
    named = [text.contains(f'"{one}":', autoescape=True) for one in _skills(found, name) for text in texts]
    return _joined(found, RESULTS.c.row).where(or_(false(), *named))


def _skills(found: CandidateList, name: str) -> list[str]:
    """The ids of the skills that a name means: those called so, or else those with the shortest names that hold it."""
    plain = name.lower()
    skills = found.job_target.skills if found.job_target else found.matcher.taxonomy.skill_by_id
    exact = [
        s.id
        for s in skills.values()
        if plain in (s.name.lower(), s.id) or plain in (alias.lower() for alias in s.aliases)
    ]
    near = sorted((s for s in skills.values() if plain in s.name.lower()), key=lambda s: (len(s.name), s.id))
    return exact or [s.id for s in near[:_SKILLS]]


def _labels(connection: Connection, which: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(connection.execute(select(_label()).where(which).order_by(RESULTS.c.row).limit(_NAMED)).scalars())


def _reason(problem: str | None) -> str:
    """A problem as people read it, without its code."""
    code, _, sentence = (problem or "").partition(": ")
    return sentence if sentence and " " not in code else problem or "Nothing is known."


def _years(years: float) -> str:
    return f"{years:.1f}"
