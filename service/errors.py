"""The kinds of error: one problem, raised as one sentence for a person, or many at once."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong: a code for programs, a sentence for people, and the place where it is."""

    code: str
    message: str
    place: str | None = None


class UserError(Exception):
    """A problem that the person who asked can mend."""

    def __init__(self, code: str, message: str, place: str | None = None) -> None:
        """Carry one problem."""
        super().__init__(message)
        self.problem = Problem(code, message, place)


class ManyProblems(Exception):  # noqa: N818
    """Every problem of one piece of work, reported together."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Carry the problems, in the order met."""
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)
