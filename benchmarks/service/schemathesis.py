"""Schemathesis over the whole OpenAPI document, every check, two worker processes, both databases.

python benchmarks/service/schemathesis.py [--examples 50] [--exclude REGEX]
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
sys.path = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).parent]

from tests.service.api.serving import make_key, serving  # noqa: E402 (this file's own name hides the tool's)
from tests.service.postgres import running  # noqa: E402


def main() -> None:
    """Run it on each database, and print its summary."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--examples", default="50")
    parser.add_argument("--exclude", default="")
    options = parser.parse_args()
    config = ROOT / "tests" / "service" / "api" / "schemathesis.toml"
    with tempfile.TemporaryDirectory() as folder, running() as postgres:
        for name, url in (("SQLite", f"sqlite:///{folder}/rolefit.db"), ("PostgreSQL", postgres.new_database())):
            with serving(url, 2, Path(folder) / "log") as server:
                command = [
                    sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run",
                    f"{server.address}/openapi.json", "--header", f"Authorization: Bearer {make_key(url)}",
                    "--checks", "all", "--max-examples", options.examples, "--suppress-health-check", "all",
                    "--seed", "7", "--no-color", "--continue-on-failure", "--workers", "2",
                ]  # fmt: skip
                if options.exclude:
                    command += ["--exclude-path-regex", options.exclude]
                ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            lines = ran.stdout.splitlines()
            start = next((n for n, line in enumerate(lines) if "FAILURES" in line), None)
            summary = next((n for n, line in enumerate(lines) if "SUMMARY" in line), 0)
            print(name, "passed" if ran.returncode == 0 else "FAILED", flush=True)
            print("\n".join(lines[start or summary :]), flush=True)


if __name__ == "__main__":
    main()
