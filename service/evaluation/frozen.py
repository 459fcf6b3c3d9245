"""A frozen baseline: what came of every case once, so that every change shows as a difference of cases."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from service.errors import UserError
from service.evaluation.running import Outcome

SCHEMA: Final = "rolefit.evaluation-baseline/1"


@dataclass(frozen=True, slots=True)
class Frozen:
    """One case as it came out: the best role, the place of the right one, the best score and its band."""

    best: str | None
    place: int | None
    score: float
    band: str
    missed_skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A case that comes out differently; ``before`` or ``now`` is None where the case is new or gone."""

    name: str
    before: Frozen | None
    now: Frozen | None

    @property
    def kind(self) -> str:
        """``worse`` or ``better`` by the right role's place, else ``other``."""
        if self.before is None or self.now is None:
            return "new" if self.before is None else "gone"
        before, now = self.before.place or 10**6, self.now.place or 10**6
        return "worse" if now > before else "better" if now < before else "other"


def freeze(results: Sequence[Outcome]) -> dict[str, Frozen]:
    """What came of every case, by its name."""
    frozen = {}
    for outcome in results:
        skills = outcome.skills
        missed = (*sorted(skills.expected - skills.found), *skills.unknown) if skills else ()
        frozen[outcome.case.name] = Frozen(
            best=outcome.ranking.best,
            place=outcome.ranking.position(outcome.case.role_ids),
            score=outcome.scores[0] if outcome.scores else 0.0,
            band=outcome.band,
            missed_skills=missed,
        )
    return frozen


def changes(before: Mapping[str, Frozen], now: Mapping[str, Frozen]) -> list[Change]:
    """The cases whose best role, place, band or missed skills differ, worse ones first; scores alone don't count."""
    order = {"worse": 0, "gone": 1, "better": 2, "other": 3, "new": 4}
    found = [
        Change(name, before.get(name), now.get(name))
        for name in sorted(before.keys() | now.keys())
        if _essence(before.get(name)) != _essence(now.get(name))
    ]
    return sorted(found, key=lambda change: (order[change.kind], change.name))


def save(path: Path, frozen: Mapping[str, Frozen], versions: Mapping[str, str]) -> None:
    """Write a baseline, a line for each case, so that a version control system shows each change as one line."""
    lines = [f"  {json.dumps(name)}: {json.dumps(asdict(frozen[name]), sort_keys=True)}" for name in sorted(frozen)]
    head = f'{{"schema": "{SCHEMA}",\n"versions": {json.dumps(dict(versions), sort_keys=True)},\n"cases": {{\n'
    try:
        path.write_text(head + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    except OSError as error:
        raise UserError("cannot-write", f"{path} can't be written: {error.strerror}.") from error


def load(path: Path) -> dict[str, Frozen]:
    """Read a baseline.

    Raises UserError where there is none or the file is something else.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise UserError("not-a-baseline", f"{path} is not a baseline of rolefit evaluate.")
        return {
            name: Frozen(**{**row, "missed_skills": tuple(row["missed_skills"])}) for name, row in data["cases"].items()
        }
    except FileNotFoundError as error:
        message = f"There is no baseline {path}; rolefit evaluate ... --baseline {path} --update-baseline writes one."
        raise UserError("file-not-found", message) from error
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError("not-a-baseline", f"{path} is not a baseline of rolefit evaluate.") from error


def _essence(frozen: Frozen | None) -> object:
    return frozen and (frozen.best, frozen.place, frozen.band, frozen.missed_skills)
