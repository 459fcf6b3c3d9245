"""The option ``--catalogue`` that several commands share; it imports nothing that is slow to load."""

from typing import Annotated, Literal

import typer

CatalogueOption = Annotated[
    Literal["roles", "occupations"],
    typer.Option("--catalogue", help="Compare with our AI and data roles, or with occupations of all trades."),
]
