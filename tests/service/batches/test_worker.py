"""``rolefit worker``, which may start before the service has taken anything in."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.service.api.conftest import settings_for, start
from tests.service.batches import runner


def started(*arguments: object, **environment: str) -> tuple[subprocess.Popen[str], str]:
    """A worker, and the first thing that it says."""
    process = runner.start("worker", "--workers", 1, *arguments, **environment)
    assert process.stderr is not None
    return process, process.stderr.readline()


@pytest.mark.parametrize("named", ["", "--folder", "ROLEFIT_BATCH_FOLDER"])
def test_a_worker_starts_before_the_first_batch(tmp_path: Path, named: str) -> None:
    url = f"sqlite:///{tmp_path}/rolefit.db"
    folder = tmp_path / ("uploads" if named else "batches")
    arguments = (named, folder) if named.startswith("--") else ()
    environment = {named: str(folder)} if named.isupper() else {}
    process, said = started(*arguments, ROLEFIT_DATABASE_URL=url, **environment)
    try:
        assert "scores with 1 processes" in said
        assert str(folder) in said
        assert folder.stat().st_mode & 0o077 == 0
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
        process.communicate()


def test_a_worker_whose_disk_is_not_there_says_so(tmp_path: Path) -> None:
    process, said = started("--folder", tmp_path / "not" / "mounted", ROLEFIT_DATABASE_URL=f"sqlite:///{tmp_path}/r.db")
    assert process.wait(timeout=60) == 2
    process.communicate()
    assert f"There is no folder {tmp_path / 'not'}" in said


def test_the_service_makes_the_folder_of_uploads_when_it_starts(tmp_path: Path) -> None:
    for _ in start(settings_for(f"sqlite:///{tmp_path}/db/rolefit.db")):
        assert (tmp_path / "db" / "batches").is_dir()


def test_the_service_is_made_without_the_job_engine_and_what_draws_on_terminals() -> None:
    script = (
        "import sys; from service.app import create_app; from service.settings import Settings\n"
        "create_app(Settings())\n"
        "print([name for name in ('service.batches.api', 'dbos', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=runner.ROOT)
    assert done.stdout.decode().strip() == "['service.batches.api']"
