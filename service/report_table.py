"""A report as a readable table on the terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from matchers.reports import Json

_STYLES = {"strong": "bold green", "good": "green", "partial": "yellow", "weak": "dark_orange", "none": "red"}
_BAR = 16  # characters of a full bar: the table fits a terminal of 80 columns
_MOST_GAPS = 8
_ALTERNATIVES = 2
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
        _explain(console, report["results"])
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


def _explain(console: Console, results: list[Json]) -> None:
    """Why the first role got its score and what would raise it; what would raise the others."""
    console.print(Text(f"\nWhy {results[0]['title']}: {results[0]['score']:.1f} of 100", style="bold"))
    _reasons(console, results[0])
    if any(other["routes"] for other in results):
        console.print(Text("\nThe shortest way to the next band", style="bold"))
        console.print(Padding(_routes(results), (0, 0, 0, 2)))


def _reasons(console: Console, result: Json) -> None:
    """A result's components, what matched, what is missing and what to do about it."""
    parts = _plain_table()
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
        console.print()
        console.print(_gaps(result["missing_skills"][:_MOST_GAPS]))
    if result["next_steps"]:
        console.print(Text("\nNext steps", style="bold"), Text("(what two of them share counts once)", style="dim"))
        console.print(Padding(_steps(result["next_steps"]), (0, 0, 0, 2)))


def _gaps(gaps: list[Json]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("Missing", "Gain", "Status", "Asked for under"):
        table.add_column(heading, justify="right" if heading == "Gain" else "left")
    for gap in gaps:
        near = f" {gap['nearest']['name']}" if gap["nearest"] else ""
        where = gap["because"]["heading"].rpartition(" > ")[2] if gap["because"] else ""
        names = " or ".join([gap["name"], *(other["name"] for other in gap["alternatives"][:_ALTERNATIVES])])
        status = f"{_STATUS[gap['status']]}{near}"
        table.add_row(Text(names), f"+{gap['points_available']:.1f}", Text(status), Text(where, style="dim"))
    return table


def _steps(steps: list[Json]) -> Table:
    """What to do, numbered, with the gains in a column of their own."""
    table = _plain_table()
    for number, step in enumerate(steps, start=1):
        gain = f"+{step['points_gain']:.1f}" if step["points_gain"] else ""
        table.add_row(f"{number}.", Text(gain, justify="right"), Text(step["action"]))
    return table


def _routes(results: list[Json]) -> Table:
    """For each role that few skills lift to its next band: which, and how far."""
    table = _plain_table()
    for result in results:
        for route in result["routes"]:
            reached = Text(f"{route['score']:.1f} {route['band']}", style=_STYLES[route["band"]])
            table.add_row(Text(result["title"]), reached, Text(route["action"]))
    return table


def _plain_table() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)


def _job(console: Console, job: Json) -> None:
    if not job["assessable"]:
        console.print(Text(f"\nThe job description: {job['message']}", style="yellow"))
        return
    console.print(Text(f"\nThe job “{job['title']}”: {job['score']:.1f} of 100 ({job['band']})", style="bold"))
    _reasons(console, job)
    for route in job["routes"]:
        console.print(f"\nThe shortest way to “{route['band']}”: {route['action']} ({route['score']:.1f})")


def _bar(score: float, full: float) -> str:
    filled = round(_BAR * score / full)
    return "█" * filled + "░" * (_BAR - filled)
