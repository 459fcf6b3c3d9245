"""Skills found against skills expected: precision, recall and F1 over all cases that list theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.evaluation.measures import RESAMPLES, Estimate, draws, interval


@dataclass(frozen=True, slots=True)
class SkillAnswer:
    """Skill ids of one case: expected, found, and expected names that the taxonomy doesn't know (always missed)."""

    expected: frozenset[str]
    found: frozenset[str]
    unknown: tuple[str, ...] = ()

    @property
    def counts(self) -> tuple[int, int, int]:
        """Right, found and expected."""
        return len(self.expected & self.found), len(self.found), len(self.expected) + len(self.unknown)


def skill_estimates(told: Sequence[SkillAnswer], resamples: int = RESAMPLES) -> dict[str, Estimate]:
    """Precision, recall and F1, each mention of a skill in a case counting once; intervals over the cases."""
    counts = [answer.counts for answer in told]
    samples = [_scores([counts[row] for row in rows]) for rows in draws(len(counts), resamples)]
    names = ("precision", "recall", "f1")
    return {
        name: Estimate(value, *interval([sample[number] for sample in samples]))
        for number, (name, value) in enumerate(zip(names, _scores(counts), strict=True))
    }


def _scores(counts: Sequence[tuple[int, int, int]]) -> tuple[float, float, float]:
    right, found, expected = (sum(column) for column in zip(*counts, strict=True))
    precision = right / found if found else float("nan")
    recall = right / expected if expected else float("nan")
    f1 = 2 * right / (found + expected) if found + expected else float("nan")
    return precision, recall, f1
