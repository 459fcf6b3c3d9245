"""``rolefit batch`` as a recruiter uses it."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from service.batches.columns import Output, failed
from service.batches.intake import ColumnOptions, open_intake
from service.batches.request import Request
from service.batches.run import run
from service.batches.scoring import ScoringOptions
from service.batches.spool import chunk_rows, write_spool
from service.errors import UserError
from tests.service.batches import runner

Write = Callable[..., Path]
SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.fixture(scope="session")
def many(resumes: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred and twenty candidates."""
    import csv  # noqa: PLC0415

    path = tmp_path_factory.mktemp("many") / "many.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["external_id", "resume_text"])
        writer.writerows([f"C-{n:04d}", resumes[n % len(resumes)]] for n in range(120))
    return path


def request(source: Path, out: Path, **options: object) -> Request:
    return Request(source, out, workers=1, quiet=True, **options)  # type: ignore[arg-type]


def test_the_sample_candidates_come_back_scored_in_their_order(tmp_path: Path) -> None:
    out, summary = tmp_path / "o.csv", tmp_path / "s.html"
    assert run(request(SAMPLES / "candidates.csv", out, summary=summary)) == 0
    rows = runner.read(out)
    assert [row["external_id"] for row in rows] == [f"C-{n:04d}" for n in range(1, 61)]
    assert {row["status"] for row in rows} == {"scored"}
    assert summary.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.csv", "s.html"]


def test_rubbish_among_good_rows_is_named_and_harms_nobody(
    write_csv: Write, tmp_path: Path, resumes: list[str]
) -> None:
    rows: list[list[str]] = [["id", "cv", "file"]]
    rubbish = [
        ["", "", ""], ["r", "short", ""], ["r", "", "missing.pdf"], ["r", "", "/"], ["r", "a", "b", "c", "d"], ["r"],
        ["=r", "\0\1\2" * 200, ""], ["r", "%PDF-1.4 nothing", ""], ["r", "<html><body></body></html>", ""],
        ["r", "Я инженер. " * 60, ""], ["r", "PK\3\4 rubbish", ""],
    ]  # fmt: skip
    for n in range(110):
        rows.append([f"good-{n}", resumes[n % 20], ""])
        if n % 10 == 0:
            rows.append(rubbish[n // 10])
    out = tmp_path / "o.xlsx"
    assert run(request(write_csv(rows), out)) == 3
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    header, *found = sheet.iter_rows(values_only=True)
    results = [dict(zip(header, row, strict=True)) for row in found]
    assert len(results) == 121
    good = [row for row in results if str(row["external_id"]).startswith("good")]
    assert len(good) == 110
    assert {row["status"] for row in good} == {"scored"}
    assert all(row["problem"] and row["status"] != "scored" for row in results if row not in good)


def test_a_job_ranks_the_pool_after_the_contracts_columns(write_csv: Write, tmp_path: Path, resumes: list[str]) -> None:
    source = write_csv([["id", "cv"], ["a", resumes[0]], ["b", resumes[4]], ["c", resumes[4]]])
    out = tmp_path / "o.jsonl"
    assert run(request(source, out, job=SAMPLES / "jobs" / "data-issue-manager.md")) == 0
    import json  # noqa: PLC0415

    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert list(rows[0])[-4:] == ["job_score", "job_band", "job_missing_skills", "shortlist_rank"]
    assert rows[1]["job_score"] == rows[2]["job_score"]
    assert (
        rows[1]["shortlist_rank"]
        == rows[2]["shortlist_rank"]
        == ("1=" if rows[1]["job_score"] > rows[0]["job_score"] else "2=")
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"source": "missing.csv"}, "no file"),
        ({"out": "o.docx"}, "must end in"),
        ({"out": "nowhere/o.csv"}, "folder does not exist"),
        ({"out": "in.csv"}, "output would replace the input"),
        ({"out": "linked.csv"}, "output would replace the input"),
        ({"summary": "in.csv"}, "summary would replace the input"),
        ({"summary": "o.csv"}, "summary would replace the output"),
        ({"out": "job.csv", "job": "job.csv"}, "output would replace the job description"),
        ({"summary": "t.json", "taxonomy": "t.json"}, "summary would replace the taxonomy"),
        ({"out": f"{'o' * 248}.csv"}, "name is too long"),
        ({"roles": ("no-such-role",)}, "There is no role"),
        ({"columns": ColumnOptions(text="nothing")}, "no column"),
        ({"engine": "teleport"}, "no engine"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    write_csv: Write, tmp_path: Path, options: dict[str, object], words: str
) -> None:
    source = write_csv([["id", "cv"], ["a", "Nurse"]])
    (tmp_path / "linked.csv").hardlink_to(source)
    files = {"source": "in.csv", "out": "o.csv"} | options
    named = {
        name: tmp_path / str(files.pop(name))
        for name in ("source", "out", "summary", "job", "taxonomy")
        if name in files
    }
    with pytest.raises(UserError, match=words):
        run(request(**(named | files)))  # type: ignore[arg-type]
    assert source.read_text(encoding="utf-8").split() == ["id,cv", "a,Nurse"]


def test_killed_at_any_moment_it_goes_on_and_loses_nothing(many: Path, tmp_path: Path) -> None:
    whole, out = tmp_path / "whole.csv", tmp_path / "o.csv"
    assert run(request(many, whole)) == 0
    moments = random.Random(20261120)  # noqa: S311
    resumed = False
    for _ in range(3):
        process = runner.start("batch", many, "--out", out, "--workers", 1)
        time.sleep(moments.uniform(1.0, 4.0))
        runner.kill(process)
        assert runner.gone(process.pid), "a worker outlived the command"
        assert not out.exists() or out.read_bytes() == whole.read_bytes()
    code, said = runner.finish(runner.start("batch", many, "--out", out, "--workers", 2))
    resumed = "Going on after" in said
    assert code == 0, said
    assert out.read_bytes() == whole.read_bytes()
    assert resumed or "120 rows" in said


def test_ctrl_c_stops_quickly_and_a_rerun_goes_on(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    process = runner.start("batch", many, "--out", out, "--workers", 1)
    state = tmp_path / ".o.csv.rolefit" / "results.db"
    until = time.monotonic() + 30
    while not state.exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    pressed = time.monotonic()
    code, said = runner.finish(process, 30)
    assert time.monotonic() - pressed < 5
    assert code == 130
    assert "Traceback" not in said
    assert not out.exists()
    assert runner.gone(process.pid)
    assert runner.finish(runner.start("batch", many, "--out", out, "--workers", 2))[0] == 0
    assert len(runner.read(out)) == 120


def test_a_disk_that_fills_up_stops_a_run_with_one_sentence_and_a_rerun_with_room_goes_on(
    many: Path, tmp_path: Path
) -> None:
    out, state = tmp_path / "o.csv", tmp_path / ".o.csv.rolefit"
    process = runner.start("batch", many, "--out", out, "--workers", 1)
    until = time.monotonic() + 60
    while not _rows_done(state / "results.db") and time.monotonic() < until:
        time.sleep(0.05)
    # No file grows from here on, the engine's own first, which is the longest of them.
    most = (state / "results-jobs.db-wal").stat().st_size
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, most))
    code, said = runner.finish(process, 60)
    assert code == 2, said
    assert "The run stopped: disk I/O error. What is done is kept beside" in said
    assert not out.exists()
    code, said = runner.finish(runner.start("batch", many, "--out", out, "--workers", 1))
    assert (code, "Going on after" in said) == (0, True), said
    assert [row["external_id"] for row in runner.read(out)] == [f"C-{n:04d}" for n in range(120)]


def _rows_done(database: Path) -> int:
    """How many rows of a run have a result."""
    if not database.exists():
        return 0
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM batch_rows").fetchone()[0])
    return 0


def test_a_changed_input_starts_over_and_says_so(write_csv: Write, tmp_path: Path, resumes: list[str]) -> None:
    source = write_csv([["id", "cv"], ["a", resumes[0]]])
    state = tmp_path / ".o.csv.rolefit"
    state.mkdir()
    (state / "request.json").write_text('{"request": "another"}', encoding="utf-8")
    code, said = runner.finish(runner.start("batch", source, "--out", tmp_path / "o.csv", "--workers", 1))
    assert (code, "starting over" in said) == (0, True)
    assert not state.exists()


@pytest.mark.parametrize("replaced", [False, True])
def test_a_resume_file_that_was_replaced_starts_a_stopped_run_over_and_no_other_does(
    write_csv: Write, tmp_path: Path, resumes: list[str], *, replaced: bool
) -> None:
    folder, out = tmp_path / "resumes", tmp_path / "o.csv"
    folder.mkdir()
    for number in range(80):
        (folder / f"{number}.md").write_text(resumes[number % len(resumes)], encoding="utf-8")
    source = write_csv([["id", "file"], *([str(number), str(folder / f"{number}.md")] for number in range(80))])
    command = ("batch", source, "--out", out, "--file-column", "file", "--workers", 1)
    process = runner.start(*command)
    until = time.monotonic() + 60
    while not (tmp_path / ".o.csv.rolefit" / "request.json").exists() and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    assert runner.finish(process)[0] == 130
    if replaced:
        (folder / "0.md").write_text("too short", encoding="utf-8")
    code, said = runner.finish(runner.start(*command))
    assert code == 0, said
    assert ("A resume file has changed since the run that was interrupted; starting over." in said) == replaced
    assert {row["status"] for row in runner.read(out) if row["external_id"] == "0"} == {
        "abstained" if replaced else "scored"
    }


def test_a_worker_process_that_dies_is_replaced(many: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    process = runner.start("batch", many, "--out", out, "--workers", 1)
    killed = 0
    until = time.monotonic() + 60
    while process.poll() is None and killed < 2 and time.monotonic() < until:
        time.sleep(1.2)
        for child in _scoring(process.pid):
            shutil.os.kill(child, signal.SIGKILL)  # type: ignore[attr-defined]
            killed += 1
    code, said = runner.finish(process)
    assert code == 0, said
    assert killed
    assert [row["external_id"] for row in runner.read(out)] == [f"C-{n:04d}" for n in range(120)]
    assert {row["status"] for row in runner.read(out)} == {"scored"}


def _scoring(group: int) -> list[int]:
    """The processes of a command that use the most memory besides itself: those that hold a taxonomy."""
    sizes = {}
    for child in runner.children_of_group(group):
        try:
            sizes[child] = int(Path(f"/proc/{child}/statm").read_text().split()[1])
        except OSError:
            continue
    sizes.pop(group, None)
    return sorted(sizes, key=lambda child: -sizes[child])[:1]


def unable(*_: object) -> list[Output]:
    """What a process does with a chunk whose file it can't get at."""
    raise OSError(5, "Input/output error")


def unread(path: str, options: ScoringOptions, first: int, last: int | None) -> list[Output]:
    """What stands in for scoring where only the rows' way through a run is at stake."""
    rows = chunk_rows(Path(path))[first:last]
    return [failed(row.row, row.external_id, "no-resume: Nothing.", str(options.version)) for row in rows]


@pytest.fixture(scope="module")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A list of two, and the folder that an interrupted run of it left."""
    folder = tmp_path_factory.mktemp("interrupted")
    (folder / "in.csv").write_text("id,cv\na,Nurse\nb,Cook\n", encoding="utf-8")
    with pytest.raises(UserError, match="go on"):
        run(request(folder / "in.csv", folder / "o.csv"), unable)
    return folder / "in.csv", folder / ".o.csv.rolefit"


@pytest.fixture
def interrupted(left_behind: tuple[Path, Path], tmp_path: Path) -> tuple[Request, Path]:
    """The same run to go on with, and its folder."""
    source, state = left_behind
    return request(source, tmp_path / "o.csv"), Path(shutil.copytree(state, tmp_path / ".o.csv.rolefit"))


def test_no_output_is_written_that_lacks_rows(interrupted: tuple[Request, Path]) -> None:
    wanted, state = interrupted
    with closing(sqlite3.connect(state / "results.db")) as database, database:
        database.execute("UPDATE batches SET state = 'completed', scored = total")
    with pytest.raises(UserError, match="Only 0 of 2 rows"):
        run(wanted, unread)
    assert not wanted.out.exists()
    assert state.exists()


def test_a_run_that_was_given_up_is_tried_again(interrupted: tuple[Request, Path]) -> None:
    wanted, state = interrupted
    with closing(sqlite3.connect(state / "results.db")) as database, database:
        database.execute("UPDATE batches SET state = 'failed'")
    with pytest.raises(UserError, match="run the same command again"):
        run(wanted, unable)
    assert not wanted.out.exists()
    assert run(wanted, unread) == 3
    assert [row["external_id"] for row in runner.read(wanted.out)] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("request.json", b""),
        ("spool/manifest.json", b"{}"),
        ("spool/chunk-000000.parquet", b""),
        ("results.db", b"rubbish" * 4_000),
        ("results-jobs.db", b"rubbish" * 4_000),
    ],
)
def test_a_damaged_state_is_made_anew_from_the_input_and_that_is_said(
    interrupted: tuple[Request, Path], capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    wanted, state = interrupted
    assert (state / name).exists()
    (state / name).write_bytes(content)
    assert run(replace(wanted, quiet=False), unread) == 3
    assert "is damaged; starting over" in capsys.readouterr().err
    assert [row["external_id"] for row in runner.read(wanted.out)] == ["a", "b"]
    assert not state.exists()


def test_a_chunk_that_is_damaged_inside_is_made_anew(interrupted: tuple[Request, Path]) -> None:
    wanted, state = interrupted
    chunk = state / "spool" / "chunk-000000.parquet"
    content = bytearray(chunk.read_bytes())
    content[4:200] = b"\xff" * 196
    chunk.write_bytes(content)
    assert run(wanted, unread) == 3
    assert [row["external_id"] for row in runner.read(wanted.out)] == ["a", "b"]


def test_an_output_in_the_folder_of_resumes_is_gone_on_with_and_is_no_candidate(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Nurse", encoding="utf-8")
    wanted = request(tmp_path, tmp_path / "o.csv", summary=tmp_path / "s.html")
    with pytest.raises(UserError, match="go on"):
        run(wanted, unable)
    mark = tmp_path / ".o.csv.rolefit" / "request.json"
    before = mark.read_bytes()
    with pytest.raises(UserError, match="go on"):
        run(wanted, unable)
    assert mark.read_bytes() == before  # not started over
    for _ in range(2):
        run(wanted, unread)
        assert [row["external_id"] for row in runner.read(wanted.out)] == ["a.txt", "b.txt"]


def test_nobody_who_listens_is_needed(write_csv: Write, tmp_path: Path) -> None:
    """A terminal that is closed, or a reader of standard error that goes away, does not end a run."""
    out = tmp_path / "o.csv"
    source = write_csv([["id", "cv"], ["a", "Nurse"]])
    with runner.start("batch", source, "--out", out, "--workers", 1) as process:
        assert process.stderr is not None
        process.stderr.close()
        assert process.wait(timeout=120) == 0
    assert [row["external_id"] for row in runner.read(out)] == ["a"]


def test_a_file_whose_name_is_no_utf_8_is_read(tmp_path: Path, resumes: list[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    name = Path(os.fsdecode(os.fsencode(folder) + b"/M\xfcller.txt"))
    name.write_text(resumes[0], encoding="utf-8")
    spool = write_spool(open_intake(folder), tmp_path / "spool")
    (row,) = spool.read(0)
    assert row.path == str(name)
    assert row.external_id == "M?ller.txt"
    assert pq.read_table(spool.path(0)).column("path").to_pylist() != [row.path]  # Arrow has no such text


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 600 kB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", folder], check=False).returncode:
        pytest.skip("no small file system can be mounted here: that takes root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_stops_the_run_with_a_sentence_and_with_room_it_goes_on(
    write_csv: Write, small_disk: Path, resumes: list[str]
) -> None:
    source = write_csv([["id", "cv"], *([f"C-{n}", resumes[n % len(resumes)]] for n in range(40))])
    out = small_disk / "o.csv"
    code, told = runner.finish(runner.start("batch", source, "--out", out, "--workers", 1))
    assert code == 2
    assert "The run stopped: database or disk is full." in told
    assert not out.exists()
    subprocess.run(["mount", "-o", "remount,size=20m", small_disk], check=True)
    assert runner.finish(runner.start("batch", source, "--out", out, "--workers", 1))[0] == 0
    assert len(runner.read(out)) == 40
