"""What every test stands on: no network, and one matcher of the shipped taxonomy."""

import gc
import os
import signal
import sys
from collections.abc import Callable
from functools import cache
from ipaddress import ip_address
from pathlib import Path

import pytest

from matchers.documents import Document
from matchers.matching import Matcher
from service import taxonomies

_NETWORK_EVENTS = frozenset(
    {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}
)
_LOCAL_NAMES = frozenset({"", "localhost", "localhost.localdomain", "ip6-localhost"})


def pytest_configure() -> None:
    """Keep compiled modules, and hear Ctrl-C, whatever this process was started from."""
    # Compiling is half of the start of a service.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # So shells start what runs in the background; the commands that tests interrupt would inherit it.
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Look for no garbage among modules and tests: they all stay, and every look at them takes a tenth of a second."""
    gc.collect()
    gc.freeze()


class NetworkUsedError(RuntimeError):
    """Something tried to leave this machine."""


def _is_local(host: object) -> bool:
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name.lower() in _LOCAL_NAMES:
        return True
    try:
        address = ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _guard(event: str, args: tuple[object, ...]) -> None:
    """Refuse every address that is not on this machine; the interpreter calls this before it opens a connection."""
    if event not in _NETWORK_EVENTS:
        return
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = args[0]
    else:
        address = args[1]
        if not isinstance(address, tuple):  # AF_UNIX: a path; None: a socket that is connected already
            return
        host = address[0]
    if not _is_local(host):
        raise NetworkUsedError(f"{event} to {host!r} while the tests run without a network")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> None:
    """Every connection to anything but AF_UNIX and loopback fails, for the whole session."""
    sys.addaudithook(_guard)


@cache
def trades() -> dict[str, str]:
    """Resumes of other trades than ours, by the id of their occupation."""
    folder = Path(__file__).parents[1] / "samples" / "trades"
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}


@cache
def shipped_matcher() -> Matcher:
    """The matcher of the shipped taxonomy, one for every test and application: it never changes."""
    return taxonomies.matcher()


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    """The matcher of the shipped taxonomy."""
    return shipped_matcher()


@pytest.fixture(scope="session")
def as_document() -> Callable[[str], Document]:
    """A text as a document, as a reader would hand it over."""

    def make(text: str) -> Document:
        return Document(text, "text/plain", "sha256:0")

    return make
