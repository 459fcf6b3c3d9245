"""What a system says of every case, as arrays that measures can be taken of again and again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Ranking:
    """One system's answer to one case: the roles best first, and how sure it is that any fits."""

    role_ids: tuple[str, ...]
    confidence: float

    @property
    def best(self) -> str | None:
        """The role it would name; None where it abstains."""
        return self.role_ids[0] if self.role_ids else None

    def position(self, right: Sequence[str]) -> int | None:
        """The place of the first right role, from 1; None where no right role is ranked."""
        return next((place for place, role in enumerate(self.role_ids, start=1) if role in right), None)


@dataclass(frozen=True, slots=True)
class Answers:
    """One system's answers to all cases.

    ``inside`` says for which cases a role fits; ``place`` is that of the first right role (infinite where none is
    ranked); ``truth`` and ``given`` number the roles for F1, a case with several right roles counting as the one given;
    ``label`` numbers the distinct labels, as they were written.
    """

    inside: NDArray[np.bool_]
    place: NDArray[np.float64]
    confidence: NDArray[np.float64]
    truth: NDArray[np.intp]
    given: NDArray[np.intp]
    label: NDArray[np.intp]

    @property
    def count(self) -> int:
        """How many cases there are."""
        return len(self.inside)


def answers(rankings: Sequence[Ranking], right: Sequence[Sequence[str]]) -> Answers:
    """The answers of one system, given the right roles of each case (none where no role fits)."""
    numbers: dict[str | None, int] = {None: 0}
    labels: dict[tuple[str, ...], int] = {}
    places, truth, given, label = [], [], [], []
    for ranking, roles in zip(rankings, right, strict=True):
        place = ranking.position(roles)
        places.append(float("inf") if place is None else float(place))
        real = ranking.best if ranking.best in roles else (roles[0] if roles else None)
        truth.append(_number(real, numbers))
        given.append(_number(ranking.best, numbers))
        label.append(labels.setdefault(tuple(roles), len(labels)))
    return Answers(
        inside=np.array([bool(roles) for roles in right], dtype=np.bool_),
        place=np.array(places, dtype=np.float64),
        confidence=np.array([ranking.confidence for ranking in rankings], dtype=np.float64),
        truth=np.array(truth, dtype=np.intp),
        given=np.array(given, dtype=np.intp),
        label=np.array(label, dtype=np.intp),
    )


def _number(role: str | None, numbers: dict[str | None, int]) -> int:
    return numbers.setdefault(role, len(numbers))
