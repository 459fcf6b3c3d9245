"""A database server that goes away and comes back."""

import time

from tests.service import postgres


def take_away(server: postgres.Postgres, seconds: float) -> None:
    """Stop the server at once, as a crash would, and start it again after some seconds."""
    folder = server._folder  # noqa: SLF001 (the tests' own server)
    control = postgres._binaries() / "pg_ctl"  # noqa: SLF001
    postgres._run(control, "-D", folder / "data", "-m", "immediate", "stop")  # noqa: SLF001
    time.sleep(seconds)
    options = f"-h '' -k {folder} -c max_connections=80"
    postgres._run(control, "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")  # noqa: SLF001
