"""``rolefit batch`` and ``rolefit worker``: the commands; what they do stands in ``service.batches``."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli.options import AsOfOption, CatalogueOption, JobOption, RolesOption, TaxonomyOption


def batch(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="IN", help="Candidates: CSV, XLSX, Parquet, JSON Lines, a ZIP archive or a folder of resumes."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", metavar="OUT", help="The output: .csv, .xlsx, .parquet or .jsonl.")],
    role: RolesOption = None,
    job: JobOption = None,
    text_column: Annotated[
        str | None,
        typer.Option("--text-column", metavar="NAME", help="The column with resume texts; guessed without it."),
    ] = None,
    file_column: Annotated[
        str | None, typer.Option("--file-column", metavar="NAME", help="The column with paths of resume files.")
    ] = None,
    id_column: Annotated[
        str | None, typer.Option("--id-column", metavar="NAME", help="The column with your own ids.")
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", min=0, max=256, help="Processes that score; 0 for one a processor.")
    ] = 0,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine", metavar="URL", help="ray, ray://HOST:PORT, spark or sc://HOST:PORT; this machine without."
        ),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Start over instead of going on with an interrupted run.")
    ] = False,
    summary: Annotated[
        Path | None, typer.Option("--summary", metavar="OUT.html", help="A page about the whole pool, with plots.")
    ] = None,
    taxonomy: TaxonomyOption = None,
    catalogue: CatalogueOption = "roles",
    as_of: AsOfOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress; only the last lines.")] = False,
) -> None:
    """Score a whole list of candidates. A run that was interrupted goes on when it is started again.

    Exit code 0: every row was read. 3: some were not; the output says which and why. 2: nothing could be done.

    Example: rolefit batch samples/candidates.csv --out scored.csv --summary summary.html
    """
    from matchers.weights import AS_OF  # noqa: PLC0415 (the other commands shouldn't pay for these imports)
    from service import taxonomies  # noqa: PLC0415
    from service.batches import run  # noqa: PLC0415
    from service.batches.intake import ColumnOptions  # noqa: PLC0415
    from service.batches.request import Request  # noqa: PLC0415

    request = Request(
        source,
        out,
        columns=ColumnOptions(text_column, file_column, id_column),
        roles=tuple(role or ()),
        job=job,
        taxonomy=taxonomies.file_of(catalogue, taxonomy),
        workers=workers,
        engine=engine,
        fresh=fresh,
        summary=summary,
        as_of=AS_OF if as_of is None else as_of,
        quiet=quiet,
    )
    raise typer.Exit(run.run(request))
