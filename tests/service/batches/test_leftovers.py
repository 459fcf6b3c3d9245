"""What a process leaves that is killed while it takes an upload in, and who may clear it away."""

import csv
import io
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from service.batches import api as batches
from service.batches.api import host_of
from service.batches.leftovers import Standing, sweep, taking_in
from tests.service.api.conftest import SECRET, Running, settings_for, start

HOLD = """
import sys, time
from pathlib import Path
from service.batches.leftovers import taking_in
with taking_in(Path(sys.argv[1]), sys.argv[2]) as folder:
    (folder / "upload.csv").write_text("a resume text")
    (folder.parent / sys.argv[2]).mkdir()
    print("held", flush=True)
    time.sleep(60)
"""
POST = """
import sys
from fastapi.testclient import TestClient
from service.app import create_app
from service.settings import Settings
from pathlib import Path
app = create_app(Settings(background=False, batch_workers=1, log_level="ERROR"))
with TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 50000)) as http:
    http.post("/v1/batches", files={"file": ("a.csv", Path(sys.argv[1]).read_bytes(), "text/csv")})
"""
ID = "bat_" + "0" * 26


def swept(folder: Path, standing: Standing = "unknown") -> list[str]:
    """What a sweep forgets; whatever it removes is gone afterwards."""
    forgotten: list[str] = []
    sweep(folder, lambda _: standing, forgotten.append)
    return forgotten


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that is taking an upload in."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path, ID], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def killed(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_what_a_live_process_takes_in_is_left_alone(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert swept(tmp_path) == []
    assert sorted(tmp_path.rglob("*")) == before
    assert holder.poll() is None


def test_what_a_killed_process_took_in_is_gone_at_the_next_sweep(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    killed(holder)
    assert swept(tmp_path) == [ID]
    assert list(tmp_path.iterdir()) == []


def test_a_batch_that_reached_the_ledger_before_its_process_died_keeps_its_texts(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    killed(holder)
    assert swept(tmp_path, "unfinished") == []
    assert [path.name for path in tmp_path.iterdir()] == [ID]
    assert swept(tmp_path, "finished") == []
    assert list(tmp_path.iterdir()) == []


def test_an_intake_of_another_machine_is_given_an_hour(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    killed(holder)
    lock = tmp_path / f"{ID}.lock"
    assert lock.read_text(encoding="utf-8") == socket.gethostname()
    lock.write_text("another", encoding="utf-8")
    assert swept(tmp_path) == []
    os.utime(lock, (time.time() - 3_700,) * 2)
    assert swept(tmp_path) == [ID]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_lock_goes_after_a_day_and_one_that_is_not_ours_never(tmp_path: Path) -> None:
    for name in (ID, "bat_mine", "tmpabc", "texts"):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - 80_000,) * 2)
    assert swept(tmp_path) == []
    assert len(list(tmp_path.iterdir())) == 4
    os.utime(tmp_path / ID, (time.time() - 90_000,) * 2)
    swept(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bat_mine", "texts", "tmpabc"]


def test_an_intake_that_ends_leaves_nothing_of_its_own(tmp_path: Path) -> None:
    with taking_in(tmp_path, ID) as folder:
        assert folder.is_dir()
        assert folder.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == []


def big(path: Path) -> Path:
    """A table that takes seconds to take in."""
    file = io.StringIO()
    csv.writer(file).writerows(
        [("id", "resume_text"), *((f"C-{n}", "Zanzibarquartz knows Python. " * 12) for n in range(90_000))]
    )
    path.write_text(file.getvalue(), encoding="utf-8")
    return path


def test_a_service_that_was_killed_while_it_took_an_upload_in_starts_without_its_texts(
    new_url: str, tmp_path: Path
) -> None:
    folder = tmp_path / "uploads"
    environment = {
        **os.environ,
        "ROLEFIT_DATABASE_URL": new_url,
        "ROLEFIT_SECRET_KEY": SECRET,
        "ROLEFIT_BATCH_FOLDER": str(folder),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", POST, big(tmp_path / "a.csv")], env=environment, stderr=subprocess.DEVNULL, text=True
    )
    until = time.monotonic() + 60
    while not list(folder.glob("bat_*/chunk-*")):
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.01)
    killed(process)
    assert list(folder.iterdir())
    for running in start(settings_for(new_url, batch_folder=folder, batch_workers=1)):
        assert list(folder.iterdir()) == []
        with running.services.engine.connect() as connection:
            for table in ("batches", "batch_waiting"):
                assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0  # noqa: S608


def test_what_is_left_goes_with_retention_too(tmp_path: Path) -> None:
    for running in start(settings_for(f"sqlite:///{tmp_path}/db/rolefit.db", batch_folder=tmp_path / "uploads")):
        left = tmp_path / "uploads" / ID
        left.mkdir()
        (tmp_path / "uploads" / f"{ID}.lock").write_text(socket.gethostname(), encoding="utf-8")
        batches.retain(running.services)
        assert not left.exists()
        assert host_of(running.services).find(ID, 1) is None


def test_texts_of_a_batch_that_ended_unseen_go_with_retention(tmp_path: Path) -> None:
    """Its process was killed between the last result and the end of the folder."""
    for running in start(
        settings_for(f"sqlite:///{tmp_path}/db/rolefit.db", batch_folder=tmp_path / "uploads", batch_workers=1)
    ):
        batch_id = completed(running)
        left = tmp_path / "uploads" / batch_id
        left.mkdir(exist_ok=True)
        (left / "chunk-000000.parquet").write_bytes(b"texts")
        batches.retain(running.services)
        assert not left.exists()
        assert running.http.get(f"/v1/batches/{batch_id}").json()["state"] == "completed"


def completed(running: Running) -> str:
    http: TestClient = running.http
    sent = http.post("/v1/batches", files={"file": ("a.csv", b"id,resume_text\n1,short\n", "text/csv")})
    batch_id = str(sent.json()["id"])
    until = time.monotonic() + 60
    while http.get(f"/v1/batches/{batch_id}").json()["state"] != "completed":
        assert time.monotonic() < until
        time.sleep(0.05)
    return batch_id
