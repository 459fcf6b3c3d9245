"""The ``rolefit`` command. Data goes to standard output, everything else to standard error."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from service.audit_cli import app as audit_app
from service.audit_cli import scoring_app
from service.batch_cli import batch, worker
from service.errors import ManyProblems, UserError
from service.evaluate_cli import evaluate
from service.exits import STOPPED
from service.keys_cli import app as keys_app
from service.options import AsOfOption, CatalogueOption, JobOption, RolesOption, TaxonomyOption
from service.reading import ReadingError
from service.taxonomy_cli import app as taxonomy_app

app = typer.Typer(
    name="rolefit",
    help="Rank a resume against role profiles built from documents, with every point explained.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(taxonomy_app, name="taxonomy")
app.add_typer(keys_app, name="keys")
app.add_typer(audit_app, name="audit")
app.add_typer(scoring_app, name="scoring")
for command in (batch, worker, evaluate):
    app.command()(command)


@app.command()
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
    from service import match_command, taxonomies  # noqa: PLC0415 (the other commands shouldn't pay for its imports)

    chosen = taxonomies.file_of(catalogue, taxonomy)
    match_command.run(files, roles=role or [], job=job, top=top, taxonomy=chosen, as_of=as_of, as_json=json_, html=html)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Worker processes.")] = 1,
) -> None:
    """Run the service: API, pages and docs.

    Example: rolefit serve --port 8000
    """
    from service import serving  # noqa: PLC0415

    serving.serve(host, port, workers)


@app.command()
def version(
    taxonomy: TaxonomyOption = None,
    catalogue: CatalogueOption = "roles",
    *,
    sbom: Annotated[
        bool, typer.Option("--sbom", help="Print every package of this environment with its licence (CycloneDX).")
    ] = False,
) -> None:
    """Print the versions of engine, taxonomy and configuration.

    Example: rolefit version
    """
    from matchers.matching import ENGINE_VERSION  # noqa: PLC0415
    from matchers.weights import config_version  # noqa: PLC0415
    from service import taxonomies  # noqa: PLC0415
    from service.sbom import sbom as listed  # noqa: PLC0415

    if sbom:
        typer.echo(json.dumps(listed(ENGINE_VERSION), indent=2))
        return
    loaded = taxonomies.load(taxonomies.file_of(catalogue, taxonomy))
    typer.echo(f"engine {ENGINE_VERSION}\ntaxonomy {loaded.version}\nconfig {config_version()}")


def main() -> None:
    """Run the command; one clear sentence where it can't do its job, and exit code 2."""
    try:
        app()
    except UserError as error:
        _fail([f"{error.problem.message}"])
    except ReadingError as error:
        _fail([error.message])
    except ManyProblems as error:
        _fail(
            [f"{problem.place}: {problem.message}" if problem.place else problem.message for problem in error.problems]
        )
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:  # before a command began, or after it ended; within one it is an exit already
        sys.exit(STOPPED)


def _fail(messages: list[str]) -> None:
    for message in messages:
        typer.echo(f"rolefit: {message}", err=True)
    sys.exit(2)
