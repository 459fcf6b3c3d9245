"""Questions to the real scorer: what would showing these skills change, and how far other roles are."""

from collections.abc import Sequence
from dataclasses import dataclass

from matchers.documents import Document
from matchers.gaps import Advisor
from matchers.matching import Job, Matcher
from matchers.scoring import RoleScore, band_of
from matchers.signals import PreparedRole, person_of
from matchers.weights import AS_OF
from taxonomy.model import Skill

_STATIONS = 3
_LEAST = 5  # tenths; a station that adds less is no help on the way
_ROUTES = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """The score before and after, in tenths, and the skills that were asked about."""

    before: int
    after: int
    names: tuple[str, ...]

    @property
    def bands(self) -> tuple[str, str]:
        """The words for both scores."""
        return band_of(self.before), band_of(self.after)


@dataclass(frozen=True, slots=True)
class Station:
    """A skill on the way, and the score once it and those before it are shown."""

    name: str
    points: int


@dataclass(frozen=True, slots=True)
class RoleRoute:
    """The way to a role: the score today and the skills that raise it most."""

    role_id: str
    title: str
    points: int
    stations: tuple[Station, ...]

    @property
    def arrival(self) -> int:
        """The score at the end."""
        return self.stations[-1].points if self.stations else self.points

    def place(self, points: int, domain: tuple[int, int]) -> float:
        """Where tenths stand on a picture of these tenths, in per cent."""
        return round(100 * (points - domain[0]) / (domain[1] - domain[0]), 2)

    @property
    def bands(self) -> tuple[str, str]:
        """The words for both ends."""
        return band_of(self.points), band_of(self.arrival)


class WhatIf:
    """Answers questions about one document."""

    def __init__(self, matcher: Matcher, document: Document, job: Job | None = None) -> None:
        """Read the document once; with ``job`` the questions are about it instead of the taxonomy's roles."""
        scorer = matcher.scorer
        self._scorer, self._skills, table = scorer, dict(matcher.taxonomy.skill_by_id), scorer.supports
        self._job: PreparedRole | None = None
        if job is not None:
            self._skills.update({skill.id: skill for skill in job.skills})
            self._job, table = scorer.with_role(job.role, job.skills)
        profile = matcher.profiles(document, AS_OF, job)[1]
        self._person = person_of(profile, table)
        self._advisor = Advisor(profile, self._skills, table, self._person)

    def answer(self, role_id: str, skill_ids: Sequence[str]) -> Answer | None:
        """What showing the skills in dated work would make of the role's score; None for a role that isn't there."""
        role = self._job or self._scorer.roles.get(role_id)
        if role is None:
            return None
        known: list[Skill] = [
            self._skills[identity] for identity in dict.fromkeys(skill_ids) if identity in self._skills
        ]
        before = self._scorer.score(self._person, role).points
        gain = self._advisor.gain(role, [skill.id for skill in known])
        return Answer(before, before + gain, tuple(skill.name for skill in known))

    def routes(self) -> list[RoleRoute]:
        """The ways to the best-fit roles, nearest first."""
        return [self._route(score) for score in self._scorer.rank(self._person, top=_ROUTES)]

    def _route(self, score: RoleScore) -> RoleRoute:
        chosen: list[str] = []
        stations: list[Station] = []
        for gap in self._advisor.gaps(score.role):
            after = score.points + self._advisor.gain(score.role, [*chosen, gap.skill_id])
            if after >= (stations[-1].points if stations else score.points) + _LEAST:
                chosen.append(gap.skill_id)
                stations.append(Station(self._skills[gap.skill_id].name, after))
            if len(stations) == _STATIONS:
                break
        return RoleRoute(score.role.profile.id, score.role.profile.title, score.points, tuple(stations))


def domain_of(routes: Sequence[RoleRoute]) -> tuple[int, int]:
    """The tenths that a picture of the routes must span, with a little room, in whole tens of points."""
    least = min((route.points for route in routes), default=0) - 20
    most = max((route.arrival for route in routes), default=1000) + 20
    return max(0, least // 100 * 100), min(1000, -(-most // 100) * 100)
