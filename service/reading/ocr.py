"""Pictures of text, through the ``tesseract`` program where it is installed."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import TypeAlias

Recogniser: TypeAlias = Callable[[dict[int, bytes]], dict[int, str]]
"""Pictures by page index → what tesseract said, by page index; a page that gave nothing is left out."""

PROGRAM = "tesseract"
MAX_TEXT_BYTES = 1 << 20
# A program of its own sets the limits and then becomes tesseract: its image readers meet hostile files too.
_LIMITED = (
    "import os, resource, sys; memory, seconds = int(sys.argv[1]), int(sys.argv[2]); "
    "resource.setrlimit(resource.RLIMIT_AS, (memory, memory)); "
    "resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds)); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)); "
    "resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)


def program() -> str | None:
    """Where tesseract is, None where it is not installed."""
    return shutil.which(PROGRAM)


def _recognise(path: str, picture: bytes, seconds: float, memory_bytes: int) -> str:
    limits = [str(memory_bytes), str(int(seconds) + 1)]
    command = [sys.executable, "-I", "-S", "-c", _LIMITED, *limits, path, "stdin", "stdout", "--psm", "1", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603 - a program of the machine, the picture on its standard input
            command,
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=False,
            env={"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return done.stdout[:MAX_TEXT_BYTES].decode("utf-8", "replace").replace("\f", "\n") if not done.returncode else ""


def recogniser(seconds: float, memory_bytes: int, path: str | None = None) -> Recogniser | None:
    """A recogniser that spends at most ``seconds`` on all pictures of a document; None without tesseract."""
    found = path or program()
    if found is None:
        return None

    def recognise(pictures: Mapping[int, bytes]) -> dict[int, str]:
        end = time.monotonic() + seconds
        texts: dict[int, str] = {}
        for index, picture in pictures.items():
            left = end - time.monotonic()
            text = _recognise(found, picture, left, memory_bytes) if left > 0.5 else ""
            if text.strip():
                texts[index] = text
        return texts

    return recognise
