"""Lists of candidates in memory: scored in the background, answered from there, and gone after a while.

Nothing here touches a disk or a database. A score never depends on who else is in the list.
"""

import logging
import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from matchers.documents import Document
from matchers.matching import Job, Matcher, abstention
from matchers.profiles import ProfileReader, ResumeProfile
from matchers.scoring import RoleScore
from matchers.signals import PreparedRole, Support, person_of, support_of, unit_points
from matchers.weights import AS_OF, TIER_CREDIT
from service.matching import ABSTAINING, DocumentReader
from service.reading import ReadingError
from taxonomy.model import Skill

_log = logging.getLogger(__name__)

MOST_CANDIDATES: Final = 20_000
_MOST_POOLS: Final = 4
_SECONDS: Final = 3_600.0
JOB: Final = "job"

Status = Literal["scored", "abstained", "failed"]
Parts = tuple[int, ...]  # tenths of each component, in the order of the signals
Table = Mapping[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A candidate as it came: a text or a file's bytes, or the reason why there is neither."""

    label: str
    data: bytes = b""
    name: str = "row.txt"
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate as it was read: what scores need, by role id, and the text to explain them with."""

    row: int
    label: str
    status: Status
    problem: str = ""
    document: Document | None = None
    parts: Mapping[str, Parts] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    job_held: Mapping[str, str] = field(default_factory=dict)
    years: float = 0.0
    titles: tuple[str, ...] = ()

    def points(self, role_id: str) -> int:
        """The score for a role, in tenths."""
        return sum(self.parts.get(role_id, ()))

    def best(self) -> str:
        """The id of the best-fit role of the catalogue."""
        return min((r for r in self.parts if r != JOB), key=lambda r: (-self.points(r), r), default="")


@dataclass(frozen=True, slots=True)
class Target:
    """What candidates are compared with: a role, ready for arithmetic, and the names of its skills."""

    role: PreparedRole
    table: Table
    skills: Mapping[str, Skill]

    def support(self, candidate: Candidate) -> Mapping[str, Support]:
        """The evidence that a candidate has for this target."""
        return support_of(candidate.job_held or candidate.held, self.table)


@dataclass(frozen=True, slots=True)
class Need:
    """One requirement over a whole list: how many show it in work, name it, or lack it."""

    names: str
    shown: int
    named: int
    missing: int


class JobTarget:
    """A pasted job description as a target, with a reader that knows its new skills."""

    def __init__(self, matcher: Matcher, job: Job) -> None:
        """Prepare it once."""
        known = matcher.taxonomy.skill_by_id
        role, table = matcher.scorer.with_role(job.role, job.skills)
        new = [skill for skill in job.skills if skill.id not in known]
        self.job = job
        self.target = Target(role, table, {**known, **{skill.id: skill for skill in job.skills}})
        self.reader: ProfileReader | None = matcher.reader.with_skills(new) if new else None


class Pool:
    """One list of candidates. Rows come in order; everything may be asked while they still do."""

    def __init__(
        self,
        matcher: Matcher,
        entries: Sequence[Entry],
        *,
        job: Job | None = None,
        remarks: Sequence[str] = (),
        job_text: str = "",
        owner: int = 0,
    ) -> None:
        """Take the entries of the tenant ``owner``; nothing is scored before ``run``."""
        self.owner, self.job_text = owner, job_text
        self.id = secrets.token_urlsafe(16)
        self.total = len(entries)
        self.remarks = tuple(remarks)
        self.candidates: list[Candidate] = []
        self.job = JobTarget(matcher, job) if job is not None else None
        self.touched = time.monotonic()
        self.stopped = threading.Event()
        self.matcher = matcher
        self._entries = list(entries)
        self._needs: dict[str, tuple[int, list[Need]]] = {}

    @property
    def done(self) -> bool:
        """Whether every row has its answer."""
        return len(self.candidates) >= self.total

    def counts(self) -> Counter[str]:
        """Rows by status."""
        return Counter(candidate.status for candidate in list(self.candidates))

    def run(self, reader: DocumentReader) -> None:
        """Answer every row. Nothing that one holds can stop the others."""
        for number, entry in enumerate(self._entries, start=1):
            if self.stopped.is_set():
                return
            self.candidates.append(self._candidate(number, entry, reader))
        self._entries.clear()

    def target(self, role_id: str) -> Target | None:
        """A role of the catalogue, or the job; None where there is no such."""
        if role_id == JOB:
            return self.job.target if self.job else None
        role = self.matcher.scorer.roles.get(role_id)
        return Target(role, self.matcher.scorer.supports, self.matcher.taxonomy.skill_by_id) if role else None

    def needs(self, role_id: str) -> list[Need]:
        """What the list lacks for a role, or for the job; worked out once for as many as were read."""
        target, read = self.target(role_id), len(self.candidates)
        if target is None:
            return []
        known = self._needs.get(role_id)
        if known is None or known[0] != read:
            known = self._needs[role_id] = (read, needs(target, self.candidates[:read]))
        return known[1]

    def candidate(self, row: int) -> Candidate | None:
        """A candidate by its row."""
        return self.candidates[row - 1] if 0 < row <= len(self.candidates) else None

    def _candidate(self, number: int, entry: Entry, reader: DocumentReader) -> Candidate:
        if entry.problem:
            return Candidate(number, entry.label, "failed", entry.problem)
        try:
            document = reader.read(entry.data, name=entry.name)
            reason = abstention(document.text)
            if reason is not None:
                return Candidate(number, entry.label, "abstained", reason.message, document)
            return self._scored(number, entry.label, document)
        except ReadingError as error:
            status: Status = "abstained" if error.code in ABSTAINING else "failed"
            return Candidate(number, entry.label, status, error.message)
        except Exception:  # noqa: BLE001 (the boundary of one item)
            _log.exception("row %d could not be scored", number)
            return Candidate(number, entry.label, "failed", "Rolefit failed on this row; the log says where.")

    def _scored(self, number: int, label: str, document: Document) -> Candidate:
        scorer = self.matcher.scorer
        profile = self.matcher.profile(document)
        parts = {score.role.profile.id: _parts(score) for score in scorer.rank(person_of(profile, scorer.supports))}
        job_held: Mapping[str, str] = {}
        if self.job is not None and self.job.job.role.assessable:
            own = self.job.reader.profile(document, AS_OF) if self.job.reader else profile
            parts[JOB] = _parts(scorer.score(person_of(own, self.job.target.table), self.job.target.role))
            job_held = _held(own) if self.job.reader else {}
        years = round(profile.experience_months / 12, 1)
        return Candidate(number, label, "scored", "", document, parts, _held(profile), job_held, years, profile.titles)


class Pools:
    """The lists in memory: at most four, each for an hour after it was last looked at."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold nothing yet."""
        self._clock = clock
        self._lock = threading.Lock()
        self._pools: OrderedDict[str, Pool] = OrderedDict()

    def add(self, pool: Pool) -> None:
        """Keep a list; the one that nobody has looked at for longest makes room."""
        with self._lock:
            self._sweep()
            pool.touched = self._clock()
            self._pools[pool.id] = pool
            while len(self._pools) > _MOST_POOLS:
                self._pools.popitem(last=False)[1].stopped.set()

    def get(self, identity: str) -> Pool | None:
        """A list, or None where it is gone."""
        with self._lock:
            self._sweep()
            pool = self._pools.get(identity)
            if pool is not None:
                pool.touched = self._clock()
                self._pools.move_to_end(identity)
            return pool

    def forget(self, identity: str) -> None:
        """Drop a list at once."""
        with self._lock:
            pool = self._pools.pop(identity, None)
        if pool is not None:
            pool.stopped.set()

    def _sweep(self) -> None:
        for identity, pool in list(self._pools.items()):
            if self._clock() - pool.touched > _SECONDS:
                del self._pools[identity]
                pool.stopped.set()


def missing(target: Target, candidate: Candidate) -> list[str]:
    """The names of what a candidate lacks for a target, what weighs most first."""
    support = target.support(candidate)
    lacking = []
    for unit in target.role.units:
        points, best, _ = unit_points(unit, support)
        if best is None:
            lacking.append((points - unit.max_points, _names(target, unit.skill_ids)))
    return [name for _, name in sorted(lacking)]


def needs(target: Target, candidates: Iterable[Candidate]) -> list[Need]:
    """Every requirement over the scored candidates, what costs them the most points together first."""
    units = target.role.units
    lent = _lent(target)
    shown, named, total = [0] * len(units), [0] * len(units), 0
    for candidate in candidates:
        if candidate.status != "scored":
            continue
        total += 1
        best: dict[int, int] = {}
        for skill_id, tier in (candidate.job_held or candidate.held).items():
            for number, share in lent.get(skill_id, ()):
                best[number] = max(best.get(number, 0), TIER_CREDIT[tier] * share // 1000)
        for number, credit in best.items():
            (shown if credit >= TIER_CREDIT["stated"] else named)[number] += 1
    rows = [
        Need(_names(target, unit.skill_ids), shown[number], named[number], total - shown[number] - named[number])
        for number, unit in enumerate(units)
    ]
    cost = [row.missing * unit.max_points for row, unit in zip(rows, units, strict=True)]
    return [row for _, row in sorted(zip(cost, rows, strict=True), key=lambda pair: (-pair[0], pair[1].names))]


def _lent(target: Target) -> dict[str, list[tuple[int, int]]]:
    """For each skill that helps, the requirements it speaks for and the thousandths it lends them."""
    wanted: dict[str, list[int]] = {}
    for number, unit in enumerate(target.role.units):
        for identity in unit.skill_ids:
            wanted.setdefault(identity, []).append(number)
    lent: dict[str, list[tuple[int, int]]] = {}
    for identity, others in target.table.items():
        for other, share in ((identity, 1000), *others):
            for number in wanted.get(other, ()):
                lent.setdefault(identity, []).append((number, share))
    return lent


def _names(target: Target, skill_ids: Sequence[str]) -> str:
    return " or ".join(target.skills[identity].name for identity in skill_ids[:3])


def _parts(score: RoleScore) -> Parts:
    return tuple(component.points for component in score.components)


def _held(profile: ResumeProfile) -> dict[str, str]:
    return {evidence.skill_id: evidence.tier for evidence in profile.held()}
