"""Results on their way out: ranked where a shortlist was asked for, and tallied for the summary."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappush, heappushpop
from typing import Any, Final

from service.batches.columns import (
    ALL_COLUMNS,
    BAND,
    BEST_SCORE,
    BEST_TITLE,
    EXTERNAL_ID,
    JOB_BAND,
    JOB_MISSING,
    JOB_SCORE,
    MISSING,
    PROBLEM,
    RANK_COLUMN,
    ROW,
    STATUS,
    Output,
    Value,
    columns_shown,
)

BUCKETS: Final = 20  # of five points each
SHORTLIST: Final = 25
_NOT_RANKED: Final = -1.0
_TOLD_ROWS: Final = 1_000
_WELL: Final = ("strong", "good")
Read = Callable[[Sequence[str]], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """How a run's output looks: the contract's columns, those of a job, and a rank where roles or a job were given."""

    with_job: bool
    with_rank: bool
    job_is_assessable: bool = True

    @property
    def by_job(self) -> bool:
        """Whether candidates are compared by their score for the job; else by that for their best role."""
        return self.with_job and self.job_is_assessable

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns, in order."""
        return (*columns_shown(with_job=self.with_job), *((RANK_COLUMN,) if self.with_rank else ()))

    @property
    def score_column(self) -> int:
        """The position of the score that ranks."""
        return JOB_SCORE if self.by_job else BEST_SCORE


@dataclass
class Tally:
    """What the summary shows of a pool; flat in memory however many candidates there are."""

    statuses: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    good_roles: Counter[str] = field(default_factory=Counter)  # those who fit their best role well
    bands: Counter[str] = field(default_factory=Counter)
    gaps: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    buckets: list[int] = field(default_factory=lambda: [0] * BUCKETS)
    best: list[tuple[float, int, Output]] = field(default_factory=list)
    first_failures: list[tuple[int, str, str]] = field(default_factory=list)

    def add(self, row: Output, shown: Shown) -> None:
        """Count a row."""
        status = str(row[STATUS])
        self.statuses[status] += 1
        problem = str(row[PROBLEM] or "")
        if status != "scored":
            self.problems[problem.split(":", 1)[0]] += 1
            if len(self.first_failures) < SHORTLIST:
                self.first_failures.append((int(row[ROW] or 0), str(row[EXTERNAL_ID] or ""), problem))
            return
        for note in filter(None, problem.split("; ")):
            self.notes[note.split(":", 1)[0]] += 1
        score = row[shown.score_column]
        self.roles[str(row[BEST_TITLE])] += 1
        if row[BAND] in _WELL:
            self.good_roles[str(row[BEST_TITLE])] += 1
        self.bands[str(row[JOB_BAND] if shown.by_job else row[BAND])] += 1
        missing = row[JOB_MISSING if shown.by_job else MISSING]
        self.gaps.update(str(missing).split("; ") if missing else ())
        if isinstance(score, float | int):
            self.buckets[min(BUCKETS - 1, int(score * BUCKETS / 100))] += 1
            item = (float(score), -int(row[ROW] or 0), row)
            if len(self.best) < SHORTLIST:
                heappush(self.best, item)
            else:
                heappushpop(self.best, item)

    def shortlist(self) -> list[Output]:
        """The best candidates, best first."""
        return [row for _, _, row in sorted(self.best, key=lambda item: (-item[0], -item[1]))]


def shown_rows(
    read: Read, shown: Shown, tally: Tally, advance: Callable[[int], None] = lambda _: None
) -> Iterator[Sequence[Value]]:
    """The rows as they are shown, tallied on the way. ``read`` gives columns, in the order of the input."""
    width = len(columns_shown(with_job=shown.with_job))
    ranks = iter(_ranks(read, shown)) if shown.with_rank else None
    for number, row in enumerate(read(ALL_COLUMNS), start=1):
        tally.add(row, shown)
        if number % _TOLD_ROWS == 0:
            advance(_TOLD_ROWS)
        yield (*row[:width], next(ranks)) if ranks is not None else row[:width]


def _ranks(read: Read, shown: Shown) -> Iterator[str | None]:
    """Each row's place by score, ``3=`` where several share it; None for rows without a score."""
    scores = array(
        "d", (_NOT_RANKED if score is None else score for (score,) in read([ALL_COLUMNS[shown.score_column]]))
    )
    places, place = {}, 1
    counts = Counter(scores)  # at most a thousand and one different scores
    del counts[_NOT_RANKED]
    for score in sorted(counts, reverse=True):
        places[score] = f"{place}=" if counts[score] > 1 else str(place)
        place += counts[score]
    return (places.get(score) for score in scores)
