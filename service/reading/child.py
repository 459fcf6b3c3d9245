"""A reading process as the service sees it: start it, talk to it, end it."""

import contextlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from service.reading import frames
from service.reading.frames import Frame

_BOOT = (
    "import json, sys; arguments = json.loads(sys.argv[1]); sys.path[:] = arguments['path']; "
    "from service.reading.worker import main; main(arguments['memory'])"
)
_START_SECONDS = 30.0
_MAX_ANSWER = 1 << 27


def import_path() -> list[str]:
    """Where the child finds this package and its libraries, installed or run from the tree.

    An editable install may find its packages through hooks instead of ``sys.path``: the folders that hold our
    two packages are named as well.
    """
    places: list[str] = []
    for package in ("service", "matchers"):
        spec = importlib.util.find_spec(package)
        locations = (spec.submodule_search_locations or []) if spec is not None else []
        places += [str(Path(location).resolve().parent) for location in locations]
    places += [str(Path(place or ".").resolve()) for place in sys.path]
    return list(dict.fromkeys(places))


class Child:
    """One reading process; used by one thread at a time."""

    def __init__(self, memory_bytes: int) -> None:
        arguments = json.dumps({"path": import_path(), "memory": memory_bytes})
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own code
            [sys.executable, "-I", "-S", "-B", "-c", _BOOT, arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            start_new_session=True,
            env={"LC_ALL": "C.UTF-8"},
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("the reading process has no pipes")
        self._to = self._process.stdin.fileno()
        self._from = self._process.stdout.fileno()
        os.set_blocking(self._to, False)
        os.set_blocking(self._from, False)
        self._started = time.monotonic()
        self._ready = False
        self.filtered = False
        self.documents = 0

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def cpu_seconds(self) -> float:
        """Processor time that the process has used; where the kernel does not tell, the time since it started."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_bytes().rpartition(b")")[2].split()
        except OSError:
            return time.monotonic() - self._started
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def wait_until_ready(self) -> None:
        """Wait until a fresh child has taken its limits on; raises ``PeerGone`` and ``DeadlinePassed``."""
        if not self._ready:
            self.filtered = self.receive(time.monotonic() + _START_SECONDS).payload == frames.FILTERED
            self._ready = True

    def send(self, kind: int, payload: bytes, deadline: float) -> None:
        """Send a frame; raises ``PeerGone`` and ``DeadlinePassed``."""
        frames.send(self._to, kind, payload, deadline)

    def receive(self, deadline: float) -> Frame:
        """The next frame; raises ``PeerGone`` and ``DeadlinePassed``."""
        return frames.receive(self._from, _MAX_ANSWER, deadline)

    def answers(self, deadline: float) -> bool:
        """Whether there is something to receive before ``deadline`` (the end of the pipe counts)."""
        return frames.readable(self._from, deadline)

    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def end(self) -> int:
        """Kill the process, and return its exit status (negative: the signal that ended it before)."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            # A child whose pipe has just closed is about to report its own end.
            self._process.wait(0.05 if self._process.poll() is None else 0)
        if self._process.poll() is None:
            with contextlib.suppress(OSError):
                self._process.send_signal(signal.SIGKILL)
        status = self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        return status

    def kill(self) -> None:
        """End the process at once."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self.end()
