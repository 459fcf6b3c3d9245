"""The use case: labelled cases and a matcher in, an evaluation out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchers.matching import Matcher
from service.evaluation import baselines
from service.evaluation.answers import answers
from service.evaluation.bands import BandShare, band_shares
from service.evaluation.cases import Case
from service.evaluation.measures import RESAMPLES, Estimate, estimates
from service.evaluation.running import Outcome, outcomes
from service.evaluation.skills import skill_estimates
from service.evaluation.slicing import Slice, slices
from service.matching import DocumentReader


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything measured: per system its measures with intervals, skills, bands, slices, and every case's outcome."""

    outcomes: tuple[Outcome, ...]
    systems: Mapping[str, Mapping[str, Estimate]]
    skills: Mapping[str, Estimate]
    bands: tuple[BandShare, ...]
    slices: tuple[Slice, ...]
    versions: Mapping[str, str]

    @property
    def inside(self) -> int:
        """How many cases have a role."""
        return sum(bool(outcome.case.role_ids) for outcome in self.outcomes)

    @property
    def unanswered(self) -> list[Outcome]:
        """The cases that couldn't be read or assessed; they count as wrong."""
        return [outcome for outcome in self.outcomes if outcome.abstained]


def evaluate(
    cases: Sequence[Case],
    matcher: Matcher,
    reader: DocumentReader,
    role_texts: Mapping[str, str],
    resamples: int = RESAMPLES,
) -> Evaluation:
    """Run every case through our matcher and the baselines, and measure them on the same draws of cases."""
    results = tuple(outcomes(cases, matcher, reader))
    right = [case.role_ids for case in cases]
    texts = [outcome.text for outcome in results]
    role_ids = [role.id for role in matcher.taxonomy.roles]
    told = {
        "rolefit": answers([outcome.ranking for outcome in results], right),
        "words": answers(baselines.words(role_texts, texts), right),
        "length": answers(baselines.length(role_texts, texts), right),
        "constant": answers(baselines.constant(role_ids, right), right),
    }
    listed = [outcome.skills for outcome in results if outcome.skills is not None]
    return Evaluation(
        outcomes=results,
        systems=estimates(told, resamples) if any(right) else {},
        skills=skill_estimates(listed, resamples) if listed else {},
        bands=tuple(band_shares(results)) if any(right) else (),
        slices=tuple(slices(results, told["rolefit"])),
        versions=matcher.versions(),
    )
