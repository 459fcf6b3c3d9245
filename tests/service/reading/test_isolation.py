# ruff: noqa: PLC0415 - heavy libraries are imported where they are needed
import contextlib
import json
import logging
import os
import platform
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from service.reading import Reader, ReadingError, ReadingLimits, read_in_process
from service.reading import pool as pool_module
from service.reading.child import Child, import_path
from tests.service.reading import documents, hostile

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def reader():
    with Reader(workers=1) as shared:
        yield shared


def code_of(reader, data, name="a.pdf"):
    with pytest.raises(ReadingError) as caught:
        reader.read(data, name=name)
    return caught.value.code


@pytest.mark.parametrize("ending", documents.FORMATS)
def test_the_child_reads_what_this_process_reads(reader, ending):
    data = documents.FORMATS[ending]()
    assert reader.read(data, name="a." + ending) == read_in_process(data, name="a." + ending)


def test_findings_and_problems_travel_unchanged(reader):
    data = hostile.hiding_page()
    assert reader.read(data) == read_in_process(data)
    with pytest.raises(ReadingError) as here:
        read_in_process(b"{}", name="a.json")
    with pytest.raises(ReadingError) as there:
        reader.read(b"{}", name="a.json")
    assert (here.value.code, here.value.message) == (there.value.code, there.value.message)


def slow_pdf(marks=90_000):
    """A file that needs more than a moment and stays within every budget; a third of it needs a third of the time."""
    return hostile.pdf(hostile.one_page(hostile.flate(b"BT /F1 12 Tf 100 100 Td (a) Tj ET\n" * marks)))


def test_a_file_that_takes_too_long_is_killed_remembered_and_refused_at_once():
    with Reader(ReadingLimits(seconds=0.3)) as reader:
        assert code_of(reader, slow_pdf()) == "parse-timeout"
        started = time.monotonic()
        assert code_of(reader, slow_pdf()) == "parse-timeout"
        assert time.monotonic() - started < 0.2
        assert reader.read(documents.as_docx(), name="a.docx").text


def test_a_child_that_dies_costs_one_document_only():
    victim = Reader()
    try:
        victim.read(documents.as_docx(), name="a.docx")
        for pid in victim.processes():
            os.kill(pid, signal.SIGKILL)
        assert victim.read(documents.as_docx(), name="a.docx").text
    finally:
        victim.close()


def test_memory_beyond_the_limit_is_a_named_problem_and_the_reader_goes_on():
    # Within the limits of an archive, and more than this reader may hold; with half as much again it is read.
    data = hostile.docx(hostile.paragraph(b"word " * 5_500_000))
    with Reader(ReadingLimits(memory_bytes=110 << 20)) as reader:
        assert code_of(reader, data, name="a.docx") == "document-too-large"
        assert reader.read(documents.as_pdf()).text


def test_more_callers_than_the_queue_holds_are_told_so():
    data = slow_pdf(30_000)
    with Reader(ReadingLimits(seconds=5, queue=1)) as reader:
        answers = []

        def ask(number):
            try:
                reader.read(data + b"%d" % number, name="a.pdf")
                answers.append("read")
            except ReadingError as error:
                answers.append(error.code)

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers.count("queue-full") == 4


def test_many_threads_share_a_reader():
    data = documents.as_docx()
    texts = []
    with Reader(workers=2) as reader:
        threads = [
            threading.Thread(target=lambda: texts.append(reader.read(data, name="a.docx").text)) for _ in range(30)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(reader.processes()) <= 3
    assert texts == [read_in_process(data, name="a.docx").text] * 30


def test_a_bomb_does_not_hold_up_the_others():
    data = slow_pdf(30_000)
    with Reader(workers=2) as reader:
        bombs = [threading.Thread(target=code_of_or_text, args=(reader, data + b"%d" % number)) for number in range(4)]
        for bomb in bombs:
            bomb.start()
        started = time.monotonic()
        assert reader.read(documents.as_docx(), name="a.docx").text
        assert time.monotonic() - started < 8
        assert sum(bomb.is_alive() for bomb in bombs) >= 2, "it came after the bombs"
        for bomb in bombs:
            bomb.join()


def code_of_or_text(reader, data):
    with contextlib.suppress(ReadingError):
        reader.read(data, name="a.pdf")


def test_children_are_recycled():
    with Reader(ReadingLimits(recycle_after=1)) as reader:
        reader.read(documents.as_docx(), name="a.docx")
        first = set(reader.processes())
        reader.read(documents.as_odt(), name="a.odt")
        assert set(reader.processes()) != first


def test_closing_ends_every_child():
    reader = Reader(workers=2)
    reader.read(documents.as_docx(), name="a.docx")
    pids = reader.processes()
    reader.close()
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


# Each may do nothing to the machine: what it says that it could do is what the test refuses.
PROBE = """
import json, os, resource, socket, sys
from service.reading.sandbox import limit_resources
from service.reading.system_calls import filter_system_calls
if "limits" in sys.argv:
    limit_resources(1 << 30)
if "filter" in sys.argv:
    filter_system_calls()
deeds = {
    "make a file": lambda: os.close(os.open("made", os.O_CREAT | os.O_WRONLY)),
    "open a file to write": lambda: os.close(os.open("kept", os.O_WRONLY)),
    "open a file to add": lambda: os.close(os.open("kept", os.O_RDWR | os.O_APPEND)),
    "empty a file": lambda: os.close(os.open("kept", os.O_RDONLY | os.O_TRUNC)),
    "make a folder": lambda: os.mkdir("folder"),
    "rename a file": lambda: os.rename("renamed", "moved"),
    "change a mode": lambda: os.chmod("kept", 0o777),
    "remove a file": lambda: os.remove("removed"),
    "open a socket": lambda: socket.socket().close(),
    "open a local socket": lambda: socket.socket(socket.AF_UNIX).close(),
    "open a pair of sockets": socket.socketpair,
    "signal another": lambda: os.kill(os.getppid(), 0),
    "reach the limits of another": lambda: resource.prlimit(os.getppid(), resource.RLIMIT_CORE),
    "start a process": lambda: os.fork() or os._exit(0),
    "become a program": lambda: os.fork() or os.execv("/bin/true", ["true"]),
}
could = []
for name, deed in deeds.items():
    try:
        deed()
        could.append(name)
    except OSError:
        pass
memory = resource.getrlimit(resource.RLIMIT_AS)[0]
print(json.dumps({"deeds": list(deeds), "could": could, "reads": open("read").read(), "memory": memory}))
"""


FILES = ["kept", "read", "removed", "renamed"]


def probed(folder, *taken):
    """What a process can still do that has ``taken`` "limits" or a "filter" on."""
    folder.mkdir()
    for name in FILES:
        (folder / name).write_text("as it was")
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *taken],
        capture_output=True,
        check=True,
        cwd=folder,
        env={"PYTHONPATH": os.pathsep.join(import_path())},
    )
    return json.loads(done.stdout)


FILTERS = sys.platform == "linux" and platform.machine() in ("x86_64", "aarch64")
filtering = pytest.mark.skipif(
    not FILTERS,
    reason="reading processes get a filter of system calls on Linux, x86-64 and aarch64",
)


@filtering
def test_the_child_may_neither_write_nor_talk_nor_start_a_program(tmp_path):
    free = probed(tmp_path / "free")
    assert free["could"] == free["deeds"]
    bound = probed(tmp_path / "bound", "limits", "filter")
    assert bound["could"] == []
    assert bound["reads"] == "as it was"
    assert {path.name: path.read_text() for path in (tmp_path / "bound").iterdir()} == dict.fromkeys(FILES, "as it was")


def test_the_child_bounds_its_memory(tmp_path):
    assert probed(tmp_path / "bound", "limits")["memory"] == 1 << 30


@filtering
def test_every_child_wears_the_filter_before_it_sees_a_document():
    child = Child(1 << 30)
    try:
        child.wait_until_ready()
        status = Path(f"/proc/{child.pid}/status").read_text().split("\n")
    finally:
        child.kill()
    assert child.filtered
    assert {"NoNewPrivs:\t1", "Seccomp:\t2"} <= set(status)


def test_a_reader_says_once_and_only_there_where_there_is_no_filter(caplog):
    caplog.set_level(logging.INFO, logger="rolefit.reading")
    with Reader(ReadingLimits(recycle_after=1)) as reader:
        for make in (documents.as_docx, documents.as_odt):
            reader.read(make(), name="a." + make.__name__.removeprefix("as_"))
    told = [record.getMessage() for record in caplog.records]
    assert told == ([] if FILTERS else ["this system has no filter of system calls for reading processes"])


def test_the_child_starts_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    child = Child(1 << 30)
    child.wait_until_ready()
    assert child.alive()
    child.kill()


def test_importing_the_package_is_cheap():
    # Counted, not timed: what a module costs depends on the machine, how many there are doesn't.
    script = "import sys; before = len(sys.modules); import service.reading; print(len(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT)
    assert int(done.stdout) <= 40


def test_heavy_libraries_are_not_imported_with_the_package():
    heavy = "('pdfminer', 'pypdfium2', 'numpy')"
    script = f"import sys, service.reading; print([name for name in sys.modules if name.split('.')[0] in {heavy}])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.decode().strip() == "[]"


def test_the_public_names_are_these():
    import service.reading

    assert service.reading.__all__ == ["Reader", "ReadingError", "ReadingLimits", "read_in_process"]
    assert pool_module.Reader is Reader


# ---- recognition -------------------------------------------------------------------------------------------

FAKE = """#!/bin/sh
head -c 2 > /dev/null
echo "Recognised words of the page"
"""


@pytest.fixture
def tesseract(tmp_path, monkeypatch):
    """A stand-in for tesseract that finds the same words in every picture."""
    program = tmp_path / "tesseract"
    program.write_text(FAKE)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    return program


@pytest.mark.usefixtures("tesseract")
def test_a_scan_is_recognised_in_the_child_and_here():
    from tests.service.reading.test_pdf import drawn, picture

    data = drawn(picture)
    with Reader() as reader:
        document = reader.read(data)
    assert document.text == "Recognised words of the page\n"
    assert [(finding.code, finding.page) for finding in document.findings] == [("ocr_used", 1)]
    assert read_in_process(data) == document


@pytest.mark.usefixtures("tesseract")
def test_a_picture_is_recognised():
    from tests.service.reading.test_formats import PNG

    with Reader() as reader:
        assert reader.read(PNG, name="scan.png").text == "Recognised words of the page\n"


def test_recognition_that_takes_too_long_gives_up(tesseract):
    from tests.service.reading.test_formats import PNG

    tesseract.write_text("#!/bin/sh\nsleep 30\n")
    started = time.monotonic()
    with pytest.raises(ReadingError) as caught:
        read_in_process(PNG, limits=ReadingLimits(recognition_seconds=1))
    assert caught.value.code == "document-image-only"
    assert time.monotonic() - started < 5
