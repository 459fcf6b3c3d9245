"""The shortest route to the next band of a role: the fewest skills to show, and of equally few the easiest."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from matchers.gains import Gains, rise
from matchers.scoring import RoleScore, band_of
from matchers.weights import BANDS

_MOST = 6  # skills; nobody follows a longer route


@dataclass(frozen=True, slots=True)
class Route:
    """Skills which, shown in dated work, lift a score to ``points``, in the next band."""

    band: str
    skill_ids: tuple[str, ...]
    points_gain: int
    points: int


def route_to_next_band(
    gains: Gains, score: RoleScore, singles: Sequence[tuple[int, str]], effort: Callable[[str], int]
) -> Route | None:
    """The route from a score to the band above it, or None where six skills don't lead there.

    ``singles`` are skills with their own gains, largest first. A gain of several never exceeds the sum of theirs, which
    rules out most shorter routes; one and two skills are tried out.
    """
    above = [lowest for lowest, _ in BANDS if lowest > score.points]
    if not above:
        return None
    missing = min(above) - score.points
    search = _Search(gains, singles, effort)
    chosen = search.single(missing) or search.pair(missing) or search.several(missing)
    if not chosen:
        return None
    gained = gains.of(chosen)
    return Route(band_of(score.points + gained), chosen, gained, score.points + gained)


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for skills of one role that together bring at least the points that are missing."""

    gains: Gains
    singles: Sequence[tuple[int, str]]
    effort: Callable[[str], int]

    def single(self, missing: int) -> tuple[str, ...]:
        enough = [(self.effort(skill_id), -gain, skill_id) for gain, skill_id in self.singles if gain >= missing]
        return (min(enough)[2],) if enough else ()

    def pair(self, missing: int) -> tuple[str, ...]:
        hopeful: list[tuple[int, int, str, str]] = []
        losses = [-gain for gain, _ in self.singles]
        for place, (gain, one) in enumerate(self.singles):
            end = bisect_right(losses, gain - missing)  # where those begin that are too small beside this one
            if end <= place + 1:
                break
            effort = self.effort(one)
            hopeful += [
                (effort + self.effort(other), -gain - more, one, other) for more, other in self.singles[place + 1 : end]
            ]
        for _, _, one, other in sorted(hopeful):
            if self.gains.of((one, other)) >= missing:
                return one, other
        return ()

    def several(self, missing: int) -> tuple[str, ...]:
        """The largest rise first; the last one is the easiest that is enough."""
        points = list(self.gains.points)
        left = list(self.singles)
        chosen: list[str] = []
        while missing > 0:
            if sum([gain for gain, _ in left[: _MOST - len(chosen)]]) < missing:
                return ()
            more, skill_id = self._largest_rise(missing, left, points)
            if not more:
                return ()
            for number, high in self.gains.lifts(skill_id):
                points[number] = max(points[number], high)
            missing -= more
            chosen.append(skill_id)
            left = [item for item in left if item[1] != skill_id]
        return tuple(chosen)

    def _largest_rise(self, missing: int, left: Sequence[tuple[int, str]], points: list[int]) -> tuple[int, str]:
        """The skill that adds most to points that stand so, or the easiest of those that add enough."""
        most, best, enough = 0, "", list[tuple[int, int, str]]()
        for gain, skill_id in left:
            if gain <= most or (enough and gain < missing):
                break  # a skill never adds more to others than it adds alone
            more = rise(self.gains.lifts(skill_id), points)
            if more >= missing:
                enough.append((self.effort(skill_id), -more, skill_id))
            elif more > most:
                most, best = more, skill_id
        if enough:
            _, less, skill_id = min(enough)
            return -less, skill_id
        return most, best
