"""The command in a process of its own, which a test may kill."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[3]


def start(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    """``rolefit`` with these arguments."""
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("program.py")), *(str(argument) for argument in arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(process: subprocess.Popen[str], seconds: float = 120) -> tuple[int, str]:
    """Its exit code and what it said."""
    _, said = process.communicate(timeout=seconds)
    return process.returncode, said


def kill(process: subprocess.Popen[str]) -> None:
    """Kill it as ``kill -9`` does: the command, not the processes that it started."""
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)


def children_of_group(group: int) -> list[int]:
    """The processes that are left of a command's group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                state, group_id = (entry / "stat").read_text().rsplit(")", 1)[1].split()[0:3:2]
            except OSError:
                continue
            if int(group_id) == group and state != "Z":
                found.append(int(entry.name))
    return found


def gone(group: int, seconds: float = 10) -> bool:
    """Whether every process of a group ends within some seconds."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not children_of_group(group):
            return True
        time.sleep(0.05)
    return False


def read(path: Path) -> list[dict[str, str]]:
    """The rows of an output."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
