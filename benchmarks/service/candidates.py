"""The first page of a role's candidates, and a deep one, over 100,000 stored resumes, on both databases.

python benchmarks/service/candidates.py [--resumes 100000]

The rows are made directly (sealing each as the service does): reading 100,000 files would take an hour and tell
nothing of this.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from fastapi.testclient import TestClient

from matchers.documents import Document
from service.api.services import Services
from service.app import create_app
from service.store.records import Retention
from tests.service.api.conftest import settings_for
from tests.service.postgres import running

ROLE = "ml-devops-manager"


def fill(services: Services, resumes: int) -> None:
    """Store resumes with a score for every role."""
    tenant = services.keyring.tenant("bench").number
    edition = services.catalogue.current(tenant)
    roles = sorted(edition.matcher.scorer.roles)
    random.seed(1)
    far = services.clock() + 10**10
    document = Document("A short text", "text/plain", "sha256:0")
    for start in range(0, resumes, 2000):
        with services.storage.writing(tenant) as store:
            points = {}
            for number in range(start, min(start + 2000, resumes)):
                one = replace(document, digest=f"sha256:{number}")
                resume = store.resumes.add(
                    one, None, f"candidate-{number}", services.clock(), Retention(None, None, far)
                )
                points[resume.number] = {role: min(1000, int(random.betavariate(2, 4) * 1000)) for role in roles}
            store.scores.replace(points, edition.number)
            store.resumes.mark_scored(list(points), edition.number)


def measure(http: TestClient, path: str) -> tuple[float, float]:
    """Median and 95th percentile, in milliseconds, of 60 calls."""
    times = []
    for _ in range(60):
        started = time.perf_counter()
        answer = http.get(path)
        times.append((time.perf_counter() - started) * 1000)
        answer.raise_for_status()
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


def run(name: str, url: str, resumes: int) -> None:
    """Fill one database and measure."""
    app = create_app(settings_for(url))
    with TestClient(app) as http:
        services: Services = app.state.services
        key = services.keyring.create("bench", ["admin"], tenant="bench").token
        http.headers["Authorization"] = f"Bearer {key}"
        started = time.perf_counter()
        fill(services, resumes)
        print(f"{name}: {resumes} resumes stored in {time.perf_counter() - started:.0f} s", flush=True)
        path = f"/v1/roles/{ROLE}/candidates"
        deep = http.get(f"{path}?page_size=200&min_score=40").json()["next_page_token"]
        for title, address in (
            ("first page of 50", path),
            ("first page of 50 from 60 points up", f"{path}?min_score=60"),
            ("a later page of 200", f"{path}?page_size=200&min_score=40&page_token={deep}"),
        ):
            middle, high = measure(http, address)
            print(f"{name}: {title}: p50 {middle:.1f} ms, p95 {high:.1f} ms", flush=True)


def main() -> None:
    """Measure on SQLite and on PostgreSQL."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--resumes", type=int, default=100_000)
    resumes = parser.parse_args().resumes
    with tempfile.TemporaryDirectory() as folder:
        run("SQLite", f"sqlite:///{folder}/rolefit.db", resumes)
    with running(durable=True) as server:
        run("PostgreSQL", server.new_database(), resumes)


if __name__ == "__main__":
    main()
