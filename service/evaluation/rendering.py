"""An evaluation as JSON and as tables for people."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.table import Table

from service.evaluation.evaluating import Evaluation
from service.evaluation.frozen import Change, Frozen
from service.evaluation.measures import Estimate
from service.evaluation.running import Outcome

SCHEMA: Final = "rolefit.evaluation/1"
_TITLES: Final = {
    "top_1": "top-1",
    "top_3": "top-3",
    "mrr": "MRR",
    "macro_top_1": "macro top-1",
    "macro_f1": "macro F1",
    "in_out_auc": "in/out AUC",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
}
_MOST_WRONG: Final = 40  # cases; more fill screens and are better read as JSON


def as_json(found: Evaluation, changed: Sequence[Change] | None) -> dict[str, Any]:
    """The whole evaluation as plain data; measures that the cases can't tell are null."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "cases": len(found.outcomes),
        "cases_with_role": found.inside,
        "unanswered": [{"case": o.case.name, "code": o.abstained} for o in found.unanswered],
        "systems": {name: _estimates(measures) for name, measures in found.systems.items()},
        "skills": _estimates(found.skills),
        "bands": [{**asdict(band), "share": _number(band.share)} for band in found.bands],
        "slices": [
            {**asdict(part), "measures": {name: _number(value) for name, value in part.measures.items()}}
            for part in found.slices
        ],
        "outcomes": [_outcome(outcome) for outcome in found.outcomes],
        "versions": dict(found.versions),
    }
    if changed is not None:
        data["changes"] = [{**asdict(change), "kind": change.kind} for change in changed]
    return data


def show(found: Evaluation, changed: Sequence[Change] | None, console: Console) -> None:
    """Print the tables: measures beside baselines, skills, bands, slices, wrong cases, changes."""
    inside = found.inside
    console.print(f"{len(found.outcomes)} cases: {inside} with a role, {len(found.outcomes) - inside} without")
    for outcome in found.unanswered:
        console.print(f"no answer for {outcome.case.name} ({outcome.abstained}); it counts as wrong")
    if found.systems:
        console.print("\nRoles: rolefit, plain baselines, and rolefit over the words baseline")
        console.print(_systems(found.systems))
    if found.skills:
        console.print("\nSkills")
        console.print(_skills(found.skills))
    if found.bands:
        console.print("\nBands: how often the best role is right")
        console.print(_bands(found))
    if found.slices:
        console.print("\nSlices of the cases with a role")
        console.print(_slices(found))
    _show_wrong(found, console)
    if changed is not None:
        _show_changes(changed, console)


def _systems(systems: Mapping[str, Mapping[str, Estimate]]) -> Table:
    table = _table()
    table.add_column("", no_wrap=True)
    for title in ("rolefit", "95 %", "words", "length", "constant", "over", "95 %"):
        table.add_column(title, justify="right", no_wrap=True)
    for measure, title in _TITLES.items():
        ours = systems["rolefit"].get(measure)
        if ours is None or math.isnan(ours.value):
            continue
        plain = [_plain(systems[name][measure].value) for name in ("words", "length", "constant")]
        ahead = systems["rolefit - words"][measure]
        table.add_row(title, _plain(ours.value), _interval(ours), *plain, f"{ahead.value:+.3f}", _interval(ahead))
    return table


def _skills(skills: Mapping[str, Estimate]) -> Table:
    table = _table("skills")
    for title in ("rolefit", "95 %"):
        table.add_column(title, justify="right")
    for name, estimate in skills.items():
        table.add_row(_TITLES[name], _plain(estimate.value), _interval(estimate))
    return table


def _bands(found: Evaluation) -> Table:
    table = _table("band")
    for title in ("cases", "right", "share right"):
        table.add_column(title, justify="right")
    for band in found.bands:
        table.add_row(band.band, str(band.cases), str(band.right), _plain(band.share))
    return table


def _slices(found: Evaluation) -> Table:
    table = _table("slice", "value")
    for title in ("cases", "top-1", "top-3", "MRR"):
        table.add_column(title, justify="right")
    last = ""
    for part in found.slices:
        if last and part.trait != last:
            table.add_section()
        numbers = [_plain(part.measures[name]) for name in ("top_1", "top_3", "mrr")]
        table.add_row(part.trait if part.trait != last else "", part.value, str(part.cases), *numbers)
        last = part.trait
    return table


def _show_wrong(found: Evaluation, console: Console) -> None:
    wrong = [o for o in found.outcomes if o.case.role_ids and o.ranking.best not in o.case.role_ids]
    if not wrong:
        return
    console.print(f"\nWrong: {len(wrong)} of {found.inside}")
    for outcome in wrong[:_MOST_WRONG]:
        score = f" ({outcome.scores[0]:.1f})" if outcome.scores else ""
        place = outcome.ranking.position(outcome.case.role_ids)
        right = f"{' | '.join(outcome.case.role_ids)}{f' (at {place})' if place else ''}"
        console.print(
            f"  {outcome.case.name}: {outcome.ranking.best or 'no answer'}{score}, not {right}", soft_wrap=True
        )
    if len(wrong) > _MOST_WRONG:
        console.print(f"... and {len(wrong) - _MOST_WRONG} more; --json lists every case")


def _show_changes(changed: Sequence[Change], console: Console) -> None:
    if not changed:
        console.print("\nNo case differs from the baseline.")
        return
    console.print(f"\n{len(changed)} cases differ from the baseline")
    for change in changed:
        line = f"  {change.kind}: {change.name}: {_frozen(change.before)} -> {_frozen(change.now)}"
        console.print(line, soft_wrap=True)


def _table(*columns: str) -> Table:
    return Table(*columns, box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), show_edge=False)


def _frozen(case: Frozen | None) -> str:
    if case is None:
        return "-"
    place = f", right one at {case.place}" if case.place and case.place > 1 else ""
    missed = f", misses {', '.join(case.missed_skills)}" if case.missed_skills else ""
    return f"{case.best or 'no answer'} {case.score:.1f} {case.band}{place}{missed}"


def _outcome(outcome: Outcome) -> dict[str, Any]:
    skills = outcome.skills
    return {
        "case": outcome.case.name,
        "row": outcome.case.row,
        "right": list(outcome.case.role_ids),
        "place": outcome.ranking.position(outcome.case.role_ids),
        "ranking": [
            {"role_id": role, "score": score}
            for role, score in zip(outcome.ranking.role_ids[:5], outcome.scores[:5], strict=True)
        ],
        "band": outcome.band,
        "abstained": outcome.abstained,
        "missed_skills": [*sorted(skills.expected - skills.found), *skills.unknown] if skills else None,
        "unexpected_skills": sorted(skills.found - skills.expected) if skills else None,
    }


def _estimates(measures: Mapping[str, Estimate]) -> dict[str, dict[str, float | None]]:
    return {
        name: {"value": _number(e.value), "low": _number(e.low), "high": _number(e.high)}
        for name, e in measures.items()
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)


def _plain(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.3f}"


def _interval(estimate: Estimate) -> str:
    return "-" if math.isnan(estimate.low) else f"{estimate.low:.2f}..{estimate.high:.2f}"
