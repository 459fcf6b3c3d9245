"""Findings for people and for programs. They say what was found, and never whether it is lawful."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from service.audit.findings import Audit, Finding, Line

NOTICE: Final = "Findings, not a judgement: what they mean in law is for people who know the law to say."
_NOT_COMPUTABLE: Final = "not computable"
_RATES: Final = {"selection": "selected", "scoring": "above the median"}


def as_json(audit: Audit) -> dict[str, Any]:
    """Everything, with each fraction beside its decimal number."""
    return {
        "schema": "rolefit.audit/1",
        "people": audit.people,
        "without_score": audit.without_score,
        "median_score": _number(audit.median),
        "findings": [_finding(finding) for finding in audit.findings],
        "notice": NOTICE,
    }


def show(audit: Audit, console: Console) -> None:
    """Tables, and a sentence for whatever stands out."""
    console.print(f"{audit.people} people, {audit.without_score} without a score, who take part in no rate of scoring.")
    if audit.median is not None:
        console.print(f"The pooled median score is {float(audit.median):g}.")
    for finding in audit.findings:
        console.print()
        console.print(_table(finding))
        for sentence in sentences(finding):
            console.print(sentence)
    console.print(f"\n{NOTICE}")


def sentences(finding: Finding) -> Iterator[str]:
    """What stands out."""
    if finding.unknown.total:
        yield (
            f"{finding.unknown.total} people of unknown group are in no rate, {finding.unknown.chosen} of them "
            f"{_RATES[finding.kind]}; the bounds say what they could change."
        )
    for line in finding.lines:
        yield from _about(line)
    if finding.cuts:
        cut, group, ratio = min(finding.cuts, key=lambda one: (one[2] or 0, one[0]))
        yield f"Over all cut scores the lowest ratio is {_decimal(ratio)}: {group}, were the cut at {float(cut):g}."


def _about(line: Line) -> Iterator[str]:
    group = line.impact.group
    if line.impact.is_small:
        yield f"Finding: {group} is under 2 % of the people; its rate is given and takes part in no ratio."
    if line.below_four_fifths and line.missing is not None:
        sure = "" if line.p_value is None else f" Fisher's exact p = {line.p_value:.3g}."
        yield f"Finding: {group} lies below four fifths of the best rate; {line.missing} more would reach it.{sure}"


def _table(finding: Finding) -> Table:
    table = Table(title=f"{finding.kind.capitalize()} by {finding.category}", title_justify="left", box=None)
    table.add_column("Group")
    for name in ("People", _RATES[finding.kind].capitalize(), "Rate", "95 %", "Impact ratio", "Bounds"):
        table.add_column(name, justify="right")
    for line in finding.lines:
        impact = line.impact
        interval = "" if line.interval is None else f"{line.interval[0]:.3f} to {line.interval[1]:.3f}"
        bounds = "" if impact.low is None else f"{_decimal(impact.low)} to {_decimal(impact.high)}"
        table.add_row(
            impact.group, str(impact.count.total), str(impact.count.chosen), _decimal(impact.count.rate), interval,
            _decimal(impact.ratio) if impact.count.total and not impact.is_small else "", bounds,
        )  # fmt: skip
    return table


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "category": finding.category,
        "groups": [_line(line) for line in finding.lines],
        "unknown": {"people": finding.unknown.total, "chosen": finding.unknown.chosen},
        "lowest_ratio_by_cut": [
            {"cut": _number(cut), "group": group, "ratio": _number(ratio)} for cut, group, ratio in finding.cuts
        ],
        "sentences": list(sentences(finding)),
    }


def _line(line: Line) -> dict[str, Any]:
    impact = line.impact
    return {
        "group": impact.group,
        "people": impact.count.total,
        "chosen": impact.count.chosen,
        "rate": _number(impact.count.rate),
        "interval_95": None if line.interval is None else [round(bound, 5) for bound in line.interval],
        "impact_ratio": _number(impact.ratio),
        "impact_ratio_bounds": None if impact.low is None else [_number(impact.low), _number(impact.high)],
        "is_best": impact.is_best,
        "under_two_percent": impact.is_small,
        "below_four_fifths": line.below_four_fifths,
        "fisher_p": line.p_value,
        "more_to_reach_four_fifths": line.missing,
    }


def _number(value: Fraction | None) -> dict[str, Any] | None:
    return None if value is None else {"exact": str(value), "decimal": round(float(value), 5)}


def _decimal(value: Fraction | None) -> str:
    return _NOT_COMPUTABLE if value is None else f"{float(value):.5f}"
