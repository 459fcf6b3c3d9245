"""One real service on a free port of loopback, and a browser that may talk to nothing else."""

import os
import secrets
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from service import taxonomies
from service.app import create_app
from service.batches import ledger
from service.batches.api import host_of
from service.batches.columns import InputRow
from service.batches.intake import Intake
from service.batches.ledger import Batch
from service.batches.scoring import RowScorer, ScoringOptions
from service.batches.spool import write_spool
from service.settings import Settings
from service.web.lists import Lists, Wanted
from tests.conftest import shipped_matcher

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT / "samples"
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Only what is wrong leaves the browser: the whole answer holds every rule that was kept, too.
AXE_RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})
    .then(found => found.violations)"""
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A running service."""

    app: FastAPI
    url: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service without keys, as on a first run."""
    yield from running(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def keyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of its own, for tests that make keys."""
    yield from running(tmp_path_factory.mktemp("keyed"))


def running(folder: Path, *, keys_required: bool = False, url: str = "") -> Iterator[Server]:
    app = create_app(
        Settings.model_validate(
            {
                "database_url": url or f"sqlite:///{folder}/rolefit.db",
                "secret_key": "a secret key for tests, long enough",
                "background": False,
                "batch_workers": 1,
                "rate_per_minute": 0,
                "log_level": "ERROR",
                "keys_required": keys_required,
            }
        ),
        shipped_matcher(),
    )
    config = uvicorn.Config(app, log_level="error", access_log=False, ws="none", timeout_graceful_shutdown=1)
    service = uvicorn.Server(config)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=service.run, args=([listener],), daemon=True)
        thread.start()
        deadline = time.monotonic() + 30
        while not service.started and time.monotonic() < deadline:
            time.sleep(0.02)
        assert service.started
        yield Server(app, f"http://127.0.0.1:{listener.getsockname()[1]}")
        service.should_exit = True
        thread.join(20)


def lists_of(server: Server, tenant: str = "default") -> Lists:
    """The lists of a tenant, as the pages see them."""
    services = server.app.state.services
    return Lists(services, host_of(services), services.keyring.tenant(tenant).number)


def stored(
    server: Server,
    texts: Mapping[str, str],
    *,
    size: int | None = None,
    job: str = "",
    days: int = 1,
    tenant: str = "default",
) -> str:
    """A finished list of texts that were really scored; with ``size`` they come again and again under other ids."""
    services, lists = server.app.state.services, lists_of(server, tenant)
    names = list(texts)
    rows = [InputRow(number, name, texts[name]) for number, name in enumerate(names, start=1)]
    options = ScoringOptions(details=True, job_text=job or None, job_name=taxonomies.job_id(job))
    with RowScorer(options, services.matcher) as scorer:
        scored = scorer.score(rows)
    if size is not None:
        scored = [(n + 1, f"C-{n:05d}", *scored[n % len(scored)][2:]) for n in range(size)]
    batch_id, version = f"bat_{secrets.token_hex(13)}", services.matcher.taxonomy.version
    number = services.keyring.tenant(tenant).number
    with tempfile.TemporaryDirectory() as folder:
        spool = write_spool(Intake(iter(rows), [], files=False), Path(folder) / "spool")
        lists.keep(batch_id, spool, Wanted("candidates.csv", [], job, "job" if job else "best", days))
    batch = Batch(
        batch_id, number, "running", len(scored), 0, 0, 0, 1, batch_id, options, (), None, version, 1, 1, None
    )  # fmt: skip
    with ledger.writing(services.engine) as connection:
        ledger.add(connection, batch)
        ledger.save_chunk(connection, batch_id, 0, scored, worker="test", now=services.clock())
    return batch_id


def send(http: httpx.Client, *files: tuple[str, bytes], **data: str) -> str:
    """Send files and wait for the list."""
    answer = http.post("/recruiter", files=[("files", file) for file in files], data=data)
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    until = time.monotonic() + 240
    while "All" not in http.get(f"{place}/progress").text:
        assert time.monotonic() < until
        time.sleep(0.05)
    return str(place)


def client_of(server: Server) -> httpx.Client:
    """A client that reads no certificates: plain HTTP needs none, and that takes longer than most pages."""
    return httpx.Client(base_url=server.url, timeout=30, trust_env=False, verify=False)  # noqa: S501


@pytest.fixture
def http(server: Server) -> Iterator[httpx.Client]:
    with client_of(server) as client:
        yield client


@dataclass
class Watched:
    """A browser page, and everything about it that must not happen."""

    page: Any
    url: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)

    def violations(self) -> list[str]:
        """What axe finds; its source is evaluated, so that the page's own policy stays as it is."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(AXE_RUN, RULES)
        return [f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}" for v in found for n in v["nodes"][:3]]

    def is_as_wide_as_its_window(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def is_clean(self) -> bool:
        return not (self.foreign or self.complaints or self.dialogs)


Open = Callable[..., Watched]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The browser, for one module: while it is open, its event loop occupies this thread."""
    if BROWSER is None:
        if os.environ.get("CI") == "true":
            pytest.fail("chromium is not installed, and in CI the pages are always tested")
        pytest.skip("chromium is not installed")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only where there is a browser)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Any, server: Server) -> Iterator[Open]:
    """Opens a page in a window of its own: ``width``, ``dark``, ``script``."""
    contexts = []

    def make(
        path: str = "/", *, width: int = 1280, dark: bool = False, script: bool = True, at: Server = server
    ) -> Watched:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        watched = Watched(page, at.url)
        page.on("request", lambda r: None if r.url.startswith((at.url, "data:")) else watched.foreign.append(r.url))
        page.on("console", lambda m: watched.complaints.append(m.text) if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda e: watched.complaints.append(str(e)))
        page.on("dialog", lambda d: (watched.dialogs.append(d.message), d.dismiss()))
        watched.open(path)
        return watched

    yield make
    for context in contexts:
        context.close()
