"""The pages in a real browser: weight, time to a painted page, a list of 10,000, and every page's accessibility.

python benchmarks/pages/browser.py [--runs 5] [--rows 10000] [--sent 1000] [--axe]
"""

import argparse
import csv
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from playwright.sync_api import Browser, sync_playwright

from tests.service.web.conftest import ARGUMENTS, BROWSER, SAMPLES, Server, Watched, running
from tests.service.web.test_browser import NAMED, OPENING, PLACES, TRANSFERRED, WINDOWS, filled

RESUME = SAMPLES / "resumes" / "ml-devops-architect-clear.pdf"  # two pages
LAST_PAINT = """new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true}))"""


def main() -> None:
    """Measure everything, one line for each figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--sent", type=int, default=1_000)
    parser.add_argument("--axe", action="store_true", help="every page in four windows, which takes minutes")
    asked = parser.parse_args()
    print(f"load average {os.getloadavg()[0]:.1f}; three million additions {additions():.3f} s of a processor")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        for server in running(Path(folder)):
            first_page(browser, server, asked.runs)
            upload(browser, server, asked.runs)
            stored_list(browser, server, asked.rows)
            sent_list(browser, server, asked.sent)
            if asked.axe:
                accessibility(browser, server)
        browser.close()


def additions() -> float:
    """What this machine gives at the moment."""
    started, total = time.process_time(), 0
    for number in range(3_000_000):
        total += number
    return time.process_time() - started


def told(name: str, seconds: list[float]) -> None:
    """A figure: the least and the median of its runs."""
    print(f"{name}: least {min(seconds):.2f} s, median {statistics.median(seconds):.2f} s of {len(seconds)}")


def first_page(browser: Browser, server: Server, runs: int) -> None:
    """Nothing in any cache, each time."""
    painted, size = [], 0
    for _ in range(runs):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(server.url)
        page.wait_for_load_state("networkidle")
        size = page.evaluate(TRANSFERRED)
        painted.append(page.evaluate(LAST_PAINT) / 1000)
        context.close()
    print(f"first page: {size:,} bytes transferred")
    told("first page, largest contentful paint", painted)


def upload(browser: Browser, server: Server, runs: int) -> None:
    """From the press of the button to the painted result; the first one warms the reading process."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    painted = []
    for _ in range(runs + 1):
        page.goto(server.url)
        page.set_input_files("#file", RESUME)
        pressed = page.evaluate("Date.now()")
        page.click("button[type=submit]")
        page.wait_for_selector("#ranking-heading")
        painted.append((page.evaluate("performance.timeOrigin") + page.evaluate(LAST_PAINT) - pressed) / 1000)
    page.close()
    told("upload of a two-page PDF to the painted result", painted[1:])


def stored_list(browser: Browser, server: Server, rows: int) -> None:
    """A list that is there: the table, a filter, another page, the gaps."""
    place = f"{server.url}/recruiter/{filled(server, rows)}?against=ml-devops-manager"
    page = browser.new_page(viewport={"width": 1280, "height": 900})

    def timed(act: Callable[[], Any]) -> float:
        started = time.perf_counter()
        act()
        return time.perf_counter() - started

    def show() -> None:
        page.goto(place)
        page.wait_for_selector("tbody tr >> nth=49")

    def find() -> None:
        page.fill("#find", "C-0099")
        page.wait_for_selector("tbody tr >> nth=10", state="detached")

    print(f"list of {rows:,}: the table {timed(show):.2f} s, once more {timed(show):.2f} s")
    print(f"list of {rows:,}: what it lacks {timed(lambda: page.wait_for_selector('.chart')):.2f} s after that")
    print(
        f"list of {rows:,}: typed into the filter to shown {timed(find):.2f} s, 0.25 s of it waiting for more letters"
    )
    page.goto(place)
    following = timed(lambda: (page.click("text=Next"), page.wait_for_selector("text=page 2 of")))
    print(f"list of {rows:,}: the next page {following:.2f} s")
    page.close()


def sent_list(browser: Browser, server: Server, rows: int) -> None:
    """A table of real resumes, again and again, through the form."""
    with (SAMPLES / "candidates.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [row["resume_text"] for row in csv.DictReader(file) if len(row["resume_text"]) > 500]
    table = io.StringIO()
    csv.writer(table).writerows(
        [("external_id", "resume_text"), *((f"C-{n:05d}", texts[n % len(texts)]) for n in range(rows))]
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(900_000)
    page.goto(f"{server.url}/recruiter")
    data = table.getvalue().encode()
    page.set_input_files("#files", {"name": "candidates.csv", "mimeType": "text/csv", "buffer": data})
    started = time.perf_counter()
    page.click("button[type=submit]")
    page.wait_for_selector("#progress")
    taken = time.perf_counter() - started
    page.wait_for_selector("text=/All [\\d,]+ read/")
    seconds = time.perf_counter() - started
    page.close()
    print(f"{rows:,} candidates of {len(data):,} bytes through the form: taken in {taken:.1f} s, read {seconds:.1f} s")


def accessibility(browser: Browser, server: Server) -> None:
    """axe-core at WCAG 2.2 AA on every page in four windows, with everything that happens there meanwhile."""
    pool = filled(server, 120)
    lists = ("", "?against=ml-devops-manager", "/gaps?against=ml-devops-manager", "/candidates/1", "/compare?c=1&c=2")
    places = (*PLACES, *(f"/recruiter/{pool}{place}" for place in lists))
    for name, (width, dark) in zip(NAMED, WINDOWS, strict=True):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        page = context.new_page()
        watched = Watched(page, server.url)
        page.on("request", lambda r, w=watched: None if r.url.startswith((w.url, "data:")) else w.foreign.append(r.url))
        page.on("console", lambda m, w=watched: w.complaints.append(m.text) if m.type == "error" else None)
        violations, too_wide = [], []
        for place in places:
            watched.open(place)
            page.wait_for_load_state("networkidle")
            page.evaluate(OPENING)
            violations += watched.violations()
            too_wide += [] if watched.is_as_wide_as_its_window() else [place]
        errors = [text for text in watched.complaints if "404" not in text]  # one of the pages is one that isn't there
        print(
            f"{name}: {len(places)} pages, {len(violations)} violations, {len(too_wide)} wider than the window, "
            f"{len(watched.foreign)} requests to other hosts, {len(errors)} console errors"
        )
        context.close()


if __name__ == "__main__":
    main()
