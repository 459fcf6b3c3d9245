"""Options that several commands share; importing them is quick."""

import re
from pathlib import Path
from typing import Annotated, Literal

import typer

from service.errors import UserError


def month(written: str) -> int:
    """The month that a person writes as 2026-11. Raises UserError."""
    from matchers.dates import month_number  # noqa: PLC0415 (help shouldn't pay for it)

    found = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", written, re.ASCII)
    if found is None:
        raise UserError("bad-month", f"--as-of takes a month such as 2026-11, not {written!r}.")
    return month_number(int(found[1]), int(found[2]))


TaxonomyOption = Annotated[
    Path | None, typer.Option("--taxonomy", metavar="FILE", help="A taxonomy file; without it the shipped one.")
]
CatalogueOption = Annotated[
    Literal["roles", "occupations"],
    typer.Option("--catalogue", help="Compare with our AI and data roles, or with occupations of all trades."),
]
RolesOption = Annotated[
    list[str] | None, typer.Option("--role", metavar="ID", help="Only these roles; may be given again.")
]
JobOption = Annotated[
    Path | None, typer.Option("--job", metavar="FILE", help="A job description to match against, too.")
]
AsOfOption = Annotated[
    int | None,
    typer.Option(
        "--as-of",
        metavar="YYYY-MM",
        parser=month,
        help="What “present” means; the engine's release month without it.",
    ),
]
