"""A real server in processes of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from service.app import open_storage
from service.clock import now
from service.keys import Keyring
from tests.service.api.conftest import SECRET, settings_for

ROOT = Path(__file__).parents[3]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(url: str, **settings: object) -> dict[str, str]:
    values = {"database_url": url, "secret_key": SECRET, "rate_per_minute": 0} | settings
    ours = {f"ROLEFIT_{name.upper()}": str(value) for name, value in values.items()}
    return {**os.environ, **ours, "PYTHONPATH": str(ROOT)}


def make_key(url: str, scope: str = "admin") -> str:
    storage = open_storage(settings_for(url))
    try:
        return Keyring(storage, now).create("test", [scope]).token
    finally:
        storage.database.engine.dispose()


class Server:
    """A server's process group."""

    def __init__(self, url: str, workers: int, log: Path, **settings: object) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = log
        code = f"from service.serving import serve; serve('127.0.0.1', {self.port}, {workers})"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-c", code],
                env=environment(url, **settings), stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip

    def wait(self, seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(OSError, HTTPException):
                if self.get("/readyz", seconds=2)[0] == 200:
                    return
            assert self.process.poll() is None, self.log.read_text()[-2000:]
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def get(self, path: str, seconds: float = 10) -> tuple[int, str]:
        """The status and the text of an answer, over a connection of its own.

        A client for it would read every certificate of this machine first, which slows down the start it waits for.
        """
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=seconds)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def kill(self) -> None:
        """End every process of it at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> int:
        """Ask it to end; returns its exit code."""
        self.process.terminate()
        return self.process.wait(40)


@contextmanager
def serving(url: str, workers: int, log: Path, **settings: object) -> Iterator[Server]:
    server = Server(url, workers, log, **settings)
    try:
        server.wait()
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()
