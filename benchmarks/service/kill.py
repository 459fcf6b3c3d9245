"""``kill -9`` during writes, at fifty moments, on both databases: every acknowledged write is there, and nothing half.

python benchmarks/service/kill.py [--moments 50]
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.service.api.conftest import SAMPLES
from tests.service.api.test_operations import kill_and_check
from tests.service.postgres import running


def main() -> None:
    """Kill, start again, compare; it raises AssertionError at the first loss."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--moments", type=int, default=50)
    moments = parser.parse_args().moments
    text = (SAMPLES / "sources" / "ml-devops-architect-junior.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, running(durable=True) as server:
        for name, url in (("SQLite", f"sqlite:///{folder}/rolefit.db"), ("PostgreSQL", server.new_database())):
            started = time.perf_counter()
            kept = kill_and_check(url, Path(folder), text, moments)
            seconds = time.perf_counter() - started
            print(
                f"{name}: {moments} kills, {kept} acknowledged writes, none lost, none half; {seconds:.0f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
