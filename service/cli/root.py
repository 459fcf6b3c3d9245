"""The commands together, and how each ends. Data goes to standard output, everything else to standard error."""

import sys

import typer

from service.cli.audit import app as audit_app
from service.cli.batch import batch
from service.cli.evaluate import evaluate
from service.cli.keys import app as keys_app
from service.cli.match import match
from service.cli.scoring import app as scoring_app
from service.cli.serve import serve
from service.cli.taxonomy import app as taxonomy_app
from service.cli.version import version
from service.cli.worker import worker
from service.errors import ManyProblems, UserError
from service.exits import STOPPED
from service.reading import ReadingError

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
for command in (batch, worker, evaluate, match, serve, version):
    app.command()(command)


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
