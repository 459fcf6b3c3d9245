"""``rolefit match``: one report for each file, as a table, as JSON or as a page."""

from pathlib import Path
from typing import Annotated

import typer

from service.cli.options import AsOfOption, CatalogueOption, JobOption, RolesOption, TaxonomyOption


def match(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Resumes: PDF, DOCX, TXT and more; - reads standard input.")
    ],
    role: RolesOption = None,
    job: JobOption = None,
    top: Annotated[int, typer.Option("--top", min=1, max=50, help="How many roles to report.")] = 5,
    taxonomy: TaxonomyOption = None,
    catalogue: CatalogueOption = "roles",
    as_of: AsOfOption = None,
    json_: Annotated[
        bool, typer.Option("--json", help="Print the report as JSON, one line for each file where there are several.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="OUT", help="Write the report as one self-contained page.")
    ] = None,
) -> None:
    """Rank resumes against the role profiles, and explain every point.

    Example: rolefit match samples/resume.pdf --top 3
    """
    from service import match_files, taxonomies  # noqa: PLC0415 (the other commands shouldn't pay for its imports)

    chosen = taxonomies.file_of(catalogue, taxonomy)
    match_files.run(files, roles=role or [], job=job, top=top, taxonomy=chosen, as_of=as_of, as_json=json_, html=html)
