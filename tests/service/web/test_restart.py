"""A service of several processes, as an operator runs it: its lists are everybody's, and outlive it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.service.web.conftest import SAMPLES, send

TEXT = (SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_bytes()


@contextmanager
def served(folder: Path, workers: int) -> Iterator[httpx.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"DATABASE_URL": f"sqlite:///{folder}/rolefit.db", "BATCH_WORKERS": "1", "RATE_PER_MINUTE": "0"}
    command = [
        sys.executable,
        "-c",
        "from service.cli import main; main()",
        "serve",
        "--port",
        str(port),
        "--workers",
        str(workers),
    ]
    with subprocess.Popen(
        command,
        env={**os.environ, **{f"ROLEFIT_{name}": value for name, value in settings.items()}},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
                until = time.monotonic() + 300
                while not answers(client):
                    assert process.poll() is None
                    assert time.monotonic() < until
                    time.sleep(0.05)
                yield client
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)


def answers(client: httpx.Client) -> bool:
    try:
        return client.get("/livez").is_success
    except httpx.TransportError:
        return False


def test_a_list_belongs_to_every_process_and_survives_a_restart(tmp_path: Path) -> None:
    with served(tmp_path, 2) as client:
        place = send(client, ("one.txt", TEXT), ("two.pdf", (SAMPLES / "resume.pdf").read_bytes()), days="7")
        pages = [client.get(place, headers={"Connection": "close"}) for _ in range(12)]
        assert {page.status_code for page in pages} == {200}
        assert all("one.txt" in page.text and "two.pdf" in page.text for page in pages)
    with served(tmp_path, 1) as client:
        assert place in client.get("/recruiter").text
        assert "two.pdf" in client.get(place).text
        assert "Tomasz" in client.get(f"{place}/candidates/2").text
        assert client.post(f"{place}/forget").status_code == 303
        assert client.get(place).status_code == 404
