"""The shortest route to the next band of a role: the fewest skills to show, and of equally few the easiest."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from matchers.gains import Gains, Rise, rise
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


def route_to_next_band(gains: Gains, score: RoleScore, effort: Callable[[str], int]) -> Route | None:
    """The route from a score to the band above it, or None where six skills don't lead there.

    A gain of several skills never exceeds the sum of theirs, which rules out most shorter routes; one and two skills
    are tried out.
    """
    above = [lowest for lowest, _ in BANDS if lowest > score.points]
    if not above:
        return None
    missing = min(above) - score.points
    search = _Search(gains, gains.rises, effort)
    chosen = search.single(missing) or search.pair(missing) or search.several(missing)
    if not chosen:
        return None
    gained = gains.of(chosen)
    return Route(band_of(score.points + gained), chosen, gained, score.points + gained)


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for skills of one role that together bring at least the points that are missing."""

    gains: Gains
    rises: Sequence[Rise]
    effort: Callable[[str], int]

    def single(self, missing: int) -> tuple[str, ...]:
        end = bisect_right(self.rises, -missing, key=itemgetter(0))
        enough = [(self.effort(skill_id), less, skill_id) for less, skill_id in self.rises[:end]]
        return (min(enough)[2],) if enough else ()

    def pair(self, missing: int) -> tuple[str, ...]:
        """The easiest two that are enough, and of equally easy ones those that bring most."""
        losses = [less for less, _ in self.rises]
        hopeful: dict[int, list[tuple[int, str, str]]] = {}
        for place, (less, one) in enumerate(self.rises):
            end = bisect_right(losses, -less - missing)  # where those begin that are too small beside this one
            if end <= place + 1:
                break
            effort = self.effort(one)
            for more, other in self.rises[place + 1 : end]:
                hopeful.setdefault(effort + self.effort(other), []).append((less + more, one, other))
        for effort in sorted(hopeful):
            for _, one, other in sorted(hopeful[effort]):
                if self.gains.of((one, other)) >= missing:
                    return one, other
        return ()

    def several(self, missing: int) -> tuple[str, ...]:
        """The largest rise first; the last one is the easiest that is enough."""
        points = list(self.gains.points)
        left = list(self.rises)
        chosen: list[str] = []
        while missing > 0:
            if -sum([less for less, _ in left[: _MOST - len(chosen)]]) < missing:
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

    def _largest_rise(self, missing: int, left: Sequence[Rise], points: list[int]) -> tuple[int, str]:
        """The skill that adds most to points that stand so, or the easiest of those that add enough."""
        most, best, enough = 0, "", list[tuple[int, int, str]]()
        for less, skill_id in left:
            if -less <= most or (enough and -less < missing):
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
