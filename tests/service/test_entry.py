"""The first moments of the command."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Stands still when the command's modules are imported, or when they run, as a busy machine might.
SLOW = """
import signal, sys, time

_, module, *how = sys.argv

def stand_still():
    print("here", flush=True)
    time.sleep(60)

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            stand_still()

if how == ["ignored"]:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
sys.meta_path.insert(0, Slow())
from service.entry import main
sys.argv[1:] = ["version"]
main()
"""


def started(*arguments: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    return process


@pytest.mark.parametrize("module", ["service.cli", "typer", "service.sbom"])
def test_ctrl_c_ends_a_command_quietly_while_it_is_imported_and_afterwards(module: str) -> None:
    process = started(module)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)
    assert (process.returncode, *said) == (130, "", "")


def test_a_command_that_is_not_to_be_stopped_by_ctrl_c_goes_on() -> None:
    process = started("service.cli", "ignored")
    process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(1)
    process.kill()
    process.communicate()
