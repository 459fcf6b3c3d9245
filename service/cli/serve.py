"""``rolefit serve``: the API, the pages and the docs."""

from typing import Annotated

import typer


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
