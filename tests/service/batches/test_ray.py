"""``--engine ray`` on a real cluster of two nodes; run where the extra ``ray`` is installed, see docs/scale.md."""

import csv
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from service.batches.columns import BASE_COLUMNS
from service.batches.request import Request
from service.batches.run import run
from tests.service.batches import runner

pytestmark = pytest.mark.skipif(find_spec("ray") is None, reason="the extra ray is not installed")
ROWS = 200


@dataclass
class Cluster:
    """A running cluster; ``environment`` holds its address and token."""

    process: subprocess.Popen[str]
    address: str
    environment: dict[str, str]

    def start(self, source: Path, out: Path) -> subprocess.Popen[str]:
        return runner.start("batch", source, "--out", out, "--engine", self.address, **self.environment)

    def tell(self, order: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(order, file=self.process.stdin, flush=True)
        return self.process.stdout.readline().strip()

    def workers(self) -> list[int]:
        """Its processes that score just now."""
        names = {entry: _name(entry) for entry in Path("/proc").iterdir() if entry.name.isdecimal()}
        scoring = (entry for entry, name in names.items() if name.startswith(b"ray::score_part"))
        return [int(entry.name) for entry in scoring if self._is_below(entry)]

    def _is_below(self, entry: Path) -> bool:
        while entry.name not in {"0", "1"}:
            if entry.name == str(self.process.pid):
                return True
            try:
                entry = entry.with_name((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                return False
        return False


def _name(entry: Path) -> bytes:
    try:
        return (entry / "cmdline").read_bytes()
    except OSError:
        return b""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32), "RAY_USAGE_STATS_ENABLED": "0"}
    environment |= {"PYTHONPATH": str(runner.ROOT), "RAY_raylet_start_wait_time_s": "120"}
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("cluster.py")), str(port)],
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        yield Cluster(process, f"ray://127.0.0.1:{port}", environment)
    finally:
        process.communicate(timeout=60)


@pytest.fixture(scope="module")
def source(resumes: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files, since a chunk of them is small: eight tasks, and something in all of them."""
    folder = tmp_path_factory.mktemp("pool")
    with (folder / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["external_id", "resume_file"])
        for number in range(ROWS):
            if number % 50:
                (folder / f"{number}.txt").write_text(resumes[number % 40], encoding="utf-8")
            writer.writerow([f"C-{number}", f"{number}.txt"])
    return folder / "in.csv"


@pytest.fixture(scope="module")
def expected(source: Path) -> bytes:
    """What one machine makes of it."""
    out = source.with_name("whole.csv")
    assert run(Request(source, out, workers=1, quiet=True)) == 3
    return out.read_bytes()


def wait_for_parts(out: Path, count: int, process: subprocess.Popen[str]) -> None:
    parts = out.with_name(f".{out.name}.rolefit") / "parts"
    until = time.monotonic() + 240
    while len(list(parts.glob("part-*"))) < count and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    assert process.poll() is None, process.communicate()[1]


def check(out: Path, expected: bytes) -> None:
    """Every row once, in its place, in the contract's columns, from one taxonomy, and as one machine scores it."""
    rows = runner.read(out)
    assert [row["external_id"] for row in rows] == [f"C-{number}" for number in range(ROWS)]
    assert tuple(rows[0]) == BASE_COLUMNS
    assert len({row["taxonomy_version"] for row in rows}) == 1
    assert sum(row["status"] == "failed" for row in rows) == ROWS // 50
    assert out.read_bytes() == expected


def test_a_killed_worker_and_a_removed_node_cost_nothing(
    cluster: Cluster, source: Path, expected: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "o.csv"
    driver = cluster.start(source, out)
    wait_for_parts(out, 1, driver)
    victims = cluster.workers()
    assert victims
    os.kill(victims[0], signal.SIGKILL)
    wait_for_parts(out, 3, driver)
    assert cluster.tell("remove") == "removed"
    code, said = runner.finish(driver, 300)
    assert code == 3, said
    check(out, expected)


def test_a_killed_driver_goes_on_where_it_stopped(
    cluster: Cluster, source: Path, expected: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "o.csv"
    driver = cluster.start(source, out)
    wait_for_parts(out, 2, driver)
    runner.kill(driver)
    code, said = runner.finish(cluster.start(source, out), 300)
    assert code == 3, said
    assert "Going on after" in said
    check(out, expected)


def test_a_cluster_that_wants_a_token_says_so_in_one_sentence(cluster: Cluster, source: Path, tmp_path: Path) -> None:
    cluster.environment |= {"HOME": str(tmp_path), "RAY_AUTH_TOKEN": ""}
    code, said = runner.finish(cluster.start(source, tmp_path / "o.csv"), 120)
    assert code == 2
    assert "wants a token" in said
    assert "Traceback" not in said


def test_a_cluster_that_does_not_answer_is_said_in_one_sentence(source: Path, tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"ray://127.0.0.1:{nobody.getsockname()[1]}"
        token = {"RAY_AUTH_TOKEN": secrets.token_hex(32)}
        process = runner.start("batch", source, "--out", tmp_path / "o.csv", "--engine", address, "--quiet", **token)
        code, said = runner.finish(process, 120)
    assert code == 2
    assert said == f"rolefit: No Ray cluster answers at {address}.\n"
