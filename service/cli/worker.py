"""``rolefit worker``: a process that only scores batches, on this machine or another one."""

from pathlib import Path
from typing import Annotated

import typer


def worker(
    workers: Annotated[
        int, typer.Option("--workers", min=0, max=256, help="Processes that score; 0 for ROLEFIT_BATCH_WORKERS.")
    ] = 0,
    folder: Annotated[
        Path | None, typer.Option("--folder", metavar="DIR", help="The folder of uploads that all workers share.")
    ] = None,
    heartbeat: Annotated[
        float,
        typer.Option(
            "--heartbeat", min=0.1, max=60, help="Seconds between signs of life; three without one mean dead."
        ),
    ] = 5.0,
) -> None:
    """Score batches of the service whose database ROLEFIT_DATABASE_URL names, until it is stopped.

    Example: rolefit worker --workers 4
    """
    from service.batches import worker as scoring  # noqa: PLC0415
    from service.settings import read_settings  # noqa: PLC0415

    scoring.run(read_settings(), workers, folder, heartbeat)
