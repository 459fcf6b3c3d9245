"""``rolefit audit``: rates by group, and the record of what was done."""

import json
import math
import sys
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.stored import TenantOption, opened_storage, tenants_named
from service.errors import UserError

if TYPE_CHECKING:
    from service.store import Storage

app = typer.Typer(help="Rates by group, and the record of what was done.", no_args_is_help=True, rich_markup_mode=None)


@app.command()
def rates(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="CSV: a score or a selection for each person.")],
    demographics: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="CSV of what people said of themselves, found by the id; or in RESULTS."),
    ] = None,
    id_column: Annotated[str, typer.Option(help="The column with your own ids.")] = "external_id",
    score_column: Annotated[str, typer.Option(help="The column with scores.")] = "best_score",
    selected_column: Annotated[str, typer.Option(help="The column with yes or no.")] = "selected",
    sex_column: Annotated[str, typer.Option(help="The column with the sex.")] = "sex",
    race_column: Annotated[str, typer.Option(help="The column with race or ethnicity.")] = "race_ethnicity",
    cut: Annotated[float | None, typer.Option(help="Count everyone from this score up as selected.")] = None,
    *,
    json_: Annotated[bool, typer.Option("--json", help="Print everything as one JSON object.")] = False,
) -> None:
    """Selection and scoring rates by sex, by race and ethnicity, and by both, with impact ratios.

    The arithmetic is that of 6 RCNY 5-300 to 5-304 (New York City, Local Law 144) and of the four-fifths rule
    (29 CFR 1607.4(D)), in exact fractions. Nothing is sent anywhere, and the scorer never sees these groups.

    Example: rolefit audit rates scored.csv --demographics said.csv
    """
    if cut is not None and not math.isfinite(cut):
        raise UserError("bad-cut", f"--cut takes a number, not {cut}.")
    from rich.console import Console  # noqa: PLC0415 (help shouldn't pay for any of these)

    from service.audit import rendering  # noqa: PLC0415
    from service.audit.findings import audit  # noqa: PLC0415
    from service.audit.people import Columns, read_people  # noqa: PLC0415

    columns = Columns(id_column, score_column, selected_column, sex_column, race_column)
    found = audit(read_people(results, demographics, columns), None if cut is None else Fraction(str(cut)))
    if json_:
        sys.stdout.write(json.dumps(rendering.as_json(found), ensure_ascii=False, indent=2) + "\n")
    else:
        rendering.show(found, Console(highlight=False, width=140 if not sys.stdout.isatty() else None))


@app.command()
def verify(
    tenant: TenantOption = None,
    head: Annotated[
        str | None, typer.Option(metavar="SHA256", help="A head that was kept: it must be in the record still.")
    ] = None,
) -> None:
    """Follow the record of what was done, and name the first entry that isn't what it was.

    Example: rolefit audit verify
    """
    with opened_storage() as storage:
        names = tenants_named(storage, tenant)
        found = {name: _verified(storage, number, head) for number, name in names}
    for name, (sentence, _) in found.items():
        typer.echo(f"{name}: {sentence}")
    if head is not None and not any(is_there for _, is_there in found.values()):
        raise UserError("head-missing", "The head that was kept is in no record any more.")
    if any("BROKEN" in sentence for sentence, _ in found.values()):
        raise typer.Exit(1)


def _verified(storage: "Storage", tenant: int, head: str | None) -> tuple[str, bool]:
    """A sentence on a tenant's record, and whether a head that was kept is in it."""
    with storage.reading(tenant) as store:
        found = store.record.verify()
        wanted = (head or "").removeprefix("sha256:").lower()
        is_there = bool(wanted) and store.record.holds(wanted)
    if found.broken_at is not None:
        return f"BROKEN at entry {found.broken_at}: it was changed, or it or one before it was left out", is_there
    return f"{found.entries} entries, head sha256:{found.head.hex()}", is_there
