"""Export and erasure of a person with many resumes, both databases: python benchmarks/service/people.py [RESUMES]."""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import event

from matchers.documents import Document
from service.api.cases import resumes, rights
from tests.service.api.conftest import Running, settings_for, start
from tests.service.postgres import running

ROOT = Path(__file__).parents[2]
PERSON = "somebody"
FILE = bytes(20_000)


def measure(running_service: Running, database: str, count: int) -> None:
    """Keep resumes of one person, then give them out and erase them."""
    services = running_service.services
    tenant = services.keyring.tenant("bench").number
    edition = services.catalogue.current(tenant)
    text = (ROOT / "samples/sources/ml-devops-architect-junior.md").read_text(encoding="utf-8")
    points = resumes.points_of(services, edition, Document(text, "text/plain", "sha256:0"))
    with services.storage.writing(tenant) as store:
        for number in range(count):
            document = Document(f"{text}\n{number}", "text/plain", f"sha256:{number}")
            resumes._kept(services, store, resumes.NewResume(document, FILE, PERSON), edition, points)  # noqa: SLF001
    statements: list[str] = []
    event.listen(services.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    work: dict[str, Callable[[], object]] = {
        "export": lambda: rights.export(services, tenant, None, PERSON),
        "erasure": lambda: resumes.forget(services, tenant, PERSON),
    }
    for name, call in work.items():
        statements.clear()
        before = time.process_time()
        call()
        seconds = time.process_time() - before
        print(f"{database:12}{name:10}{count:7,} resumes{len(statements):8,} statements{seconds:8.2f} s of a processor")


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as folder:
        for service in start(settings_for(f"sqlite:///{folder}/people.db")):
            measure(service, "SQLite", count)
    with running() as server:
        for service in start(settings_for(server.new_database())):
            measure(service, "PostgreSQL", count)


if __name__ == "__main__":
    main()
