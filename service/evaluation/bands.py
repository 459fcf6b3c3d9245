"""Calibration: how often the best role is right when the engine calls its fit strong, good, partial, weak or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchers.weights import BANDS
from service.evaluation.running import Outcome


@dataclass(frozen=True, slots=True)
class BandShare:
    """The cases whose best role got this band, and how many of these roles are right."""

    band: str
    cases: int
    right: int

    @property
    def share(self) -> float:
        """The share that is right; not-a-number for a band without cases."""
        return self.right / self.cases if self.cases else float("nan")


def band_shares(results: Sequence[Outcome]) -> list[BandShare]:
    """The bands from best to worst; a case where no role fits makes any named role wrong."""
    found = []
    for _, band in BANDS:
        inside = [o for o in results if o.band == band and not o.abstained]
        found.append(BandShare(band, len(inside), sum(o.ranking.best in o.case.role_ids for o in inside)))
    return found
