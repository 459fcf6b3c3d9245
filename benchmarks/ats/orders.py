"""Orders through a fake Greenhouse: how long until it sees the result, and whether each arrives once.

    python benchmarks/ats/orders.py latency [--orders 60]
    python benchmarks/ats/orders.py kills [--orders 1000] [--failing 0.3] [--kills 3]

The service runs in processes of its own, on a fresh SQLite database; kills are SIGKILL of its whole process group.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from partner import PATH, Partner, order

ROOT = Path(__file__).parents[2]


class Service:
    """The service's process group, started again after each kill."""

    def __init__(self, folder: Path, partner: Partner) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        partner.service = ("127.0.0.1", self.port)
        self.environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "ROLEFIT_DATABASE_URL": f"sqlite:///{folder}/rolefit.db",
            "ROLEFIT_RATE_PER_MINUTE": "0", "ROLEFIT_LOG_LEVEL": "ERROR", "ROLEFIT_WEBHOOK_ALLOW_PRIVATE": "true",
            "ROLEFIT_GREENHOUSE_CALLBACKS": f'["{partner.address}{PATH}"]',
        }  # fmt: skip
        code = "from service.cli.keys import app; app()"
        made = subprocess.run(
            [sys.executable, "-c", code, "create", "bench", "--scope", "admin"],
            env=self.environment, check=True, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
        self.key = made.stdout.strip()
        self.start()

    def start(self) -> None:
        """Start, and wait until it is ready."""
        code = f"from service.serving import serve; serve('127.0.0.1', {self.port}, 1)"
        self.process = subprocess.Popen([sys.executable, "-c", code], env=self.environment, start_new_session=True)
        while True:
            try:
                connection = HTTPConnection("127.0.0.1", self.port, timeout=2)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                time.sleep(0.1)

    def kill(self) -> None:
        """End every process of it at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


def latency(orders: int) -> None:
    """One order at a time: from the moment it is sent until the partner has seen the result."""
    partner = Partner((ROOT / "samples" / "resume.pdf").read_bytes(), 0.0)
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder), partner)
        connection = HTTPConnection("127.0.0.1", service.port, timeout=10)
        seconds = []
        for number in range(orders):
            started = time.monotonic()
            # The interview's id is known a moment after the answer; the PATCH waits for the work, which takes longer.
            interview = order(connection, service.key, partner, str(number))
            if interview is None:
                raise SystemExit("the service did not take an order")
            partner.interviews[str(number)] = interview
            while str(number) not in partner.seen_at:
                time.sleep(0.005)
            seconds.append(partner.seen_at[str(number)] - started)
        service.kill()
    seconds.sort()
    p50, p95 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95) - 1]
    print(f"orders {orders} p50 {p50:.3f} s p95 {p95:.3f} s most {seconds[-1]:.3f} s")


def kills(orders: int, failing: float, times: int, most: float) -> None:
    """All orders sent while the partner fails and the service is killed; then wait until each was seen."""
    partner = Partner((ROOT / "samples" / "resume.pdf").read_bytes(), failing)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        service = Service(Path(folder), partner)
        connection = HTTPConnection("127.0.0.1", service.port, timeout=30)
        left = [str(number) for number in range(orders)]
        killed = 0
        while left:
            interview = order(connection, service.key, partner, left[0])
            if interview is not None:
                partner.interviews[left.pop(0)] = interview
            sent = orders - len(left)
            if killed < times and sent >= (killed + 1) * orders // (times + 1):
                service.kill()
                killed += 1
                service.start()
                connection = HTTPConnection("127.0.0.1", service.port, timeout=30)
        print(f"sent {orders} in {time.monotonic() - started:.0f} s, killed {killed} times", flush=True)
        while len(partner.seen) < orders and time.monotonic() - started < most:
            time.sleep(1)
        took = time.monotonic() - started
        time.sleep(5)
        service.kill()
    once = sum(len(results) == 1 for results in partner.seen.values())
    scored = sum('"partner_score": null' not in results[0] for results in partner.seen.values())
    interviews = len(set(partner.interviews.values()))
    print(
        f"orders {orders} interviews {interviews} seen {len(partner.seen)} exactly one result {once} scored {scored} "
        f"in {took:.0f} s; calls failed {partner.failures}, PATCHes {partner.patches}"
    )


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["latency", "kills"])
    parser.add_argument("--orders", type=int)
    parser.add_argument("--failing", type=float, default=0.3)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--most", type=float, default=1500.0, help="seconds after which it gives up")
    chosen = parser.parse_args()
    if chosen.what == "latency":
        latency(chosen.orders or 60)
    else:
        kills(chosen.orders or 1000, chosen.failing, chosen.kills, chosen.most)


if __name__ == "__main__":
    main()
