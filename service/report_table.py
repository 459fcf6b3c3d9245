"""A report as a readable table on the terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from matchers.reports import Json

_STYLES = {"strong": "bold green", "good": "green", "partial": "yellow", "weak": "dark_orange", "none": "red"}
_BAR = 16  # characters of a full bar: the table fits a terminal of 80 columns
_STATUS = {
    "not_found": "not found",
    "listed_only": "only listed",
    "related_present": "near",
    "not_assessable": "can't be judged",
}


def show(report: Json, name: str, *, first: bool, console: Console | None = None) -> None:
    """Print one report."""
    console = console or Console(highlight=False, soft_wrap=False)
    if not first:
        console.print()
    console.print(Text(name, style="bold"))
    for finding in report["resume"]["quality"]["findings"]:
        console.print(Text(f"  {finding['message']}", style="yellow" if finding["severity"] == "warning" else "dim"))
    if report["abstained"]:
        console.print(Text(f"  Not scored: {report['abstained']['message']}", style="bold yellow"))
        return
    resume = report["resume"]
    console.print(
        f"  {resume['experience_years']:g} years in dated jobs · degree: {resume['education']['level']} · "
        f"{len(resume['skills'])} skills named · titles: {', '.join(resume['titles'][:3]) or 'none found'}\n"
    )
    console.print(_ranking(report))
    if report["results"]:
        _explain(console, report["results"][0])
    if report["job"]:
        _job(console, report["job"])
    console.print(Text(f"\n{report['notice']}", style="dim"))


def _ranking(report: Json) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("", justify="right", no_wrap=True)
    table.add_column("Role")
    table.add_column("Score", justify="right", no_wrap=True, min_width=5)
    table.add_column("", no_wrap=True, min_width=_BAR)
    table.add_column("Band", no_wrap=True, min_width=7)
    for result in report["results"]:
        style = _STYLES[result["band"]]
        table.add_row(
            str(result["rank"]),
            result["title"],
            Text(f"{result['score']:.1f}", style=style),
            Text(_bar(result["score"], 100), style=style),
            result["band"],
        )
    return table


def _explain(console: Console, result: Json) -> None:
    console.print(Text(f"\nWhy {result['title']}: {result['score']:.1f} of 100", style="bold"))
    parts = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for component in result["components"]:
        if component["has_data"]:
            points = f"{component['points']:.1f} of {component['max_points']:.1f}"
            parts.add_row(component["name"], Text(points, justify="right"), component["reason"])
        else:
            parts.add_row(
                component["name"], Text("off", justify="right", style="dim"), Text(component["reason"], style="dim")
            )
    console.print(Padding(parts, (0, 0, 0, 2)))
    matched = ", ".join(f"{m['name']} {m['points']:.1f}" for m in result["matched_skills"][:12])
    more = len(result["matched_skills"]) - 12
    console.print(
        f"\n[bold]Matched[/bold]  {matched}{f', and {more} more' if more > 0 else ''}"
        if matched
        else "\n[bold]Matched[/bold]  nothing"
    )
    if result["missing_skills"]:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for heading in ("Missing", "Gain", "Status", "Asked for in"):
            table.add_column(heading, justify="right" if heading == "Gain" else "left")
        for gap in result["missing_skills"][:8]:
            near = f" {gap['nearest']['name']}" if gap["nearest"] else ""
            where = gap["because"]["heading"] if gap["because"] else ""
            table.add_row(
                gap["name"],
                f"+{gap['points_available']:.1f}",
                f"{_STATUS[gap['status']]}{near}",
                Text(where, style="dim"),
            )
        console.print()
        console.print(table)
    if result["next_steps"]:
        console.print(Text("\nNext steps", style="bold"))
        for number, step in enumerate(result["next_steps"], start=1):
            gain = f" (+{step['points_gain']:.1f})" if step["points_gain"] else ""
            console.print(Text(f"  {number}. {step['action']}{gain}"))


def _job(console: Console, job: Json) -> None:
    if not job["assessable"]:
        console.print(Text(f"\nThe job description: {job['message']}", style="yellow"))
        return
    console.print(Text(f"\nThe job “{job['title']}”: {job['score']:.1f} of 100 ({job['band']})", style="bold"))
    missing = ", ".join(f"{gap['name']} +{gap['points_available']:.1f}" for gap in job["missing_skills"][:10])
    console.print(f"  Missing: {missing or 'nothing'}")


def _bar(score: float, full: float) -> str:
    filled = round(_BAR * score / full)
    return "█" * filled + "░" * (_BAR - filled)
