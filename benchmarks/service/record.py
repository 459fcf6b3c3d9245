"""How long it takes to follow a record of 100,000 entries: ``python benchmarks/service/record.py``."""

import tempfile
import time
from pathlib import Path

from service.store import Database, Storage, Vault, open_database

ENTRIES, LOT = 100_000, 10_000


def main() -> None:
    """Append, follow, and print both times."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'record.db'}")
        storage = Storage(Database(engine), Vault(["a secret key of a benchmark, long enough"]))
        began = time.process_time()
        for start in range(0, ENTRIES, LOT):
            with storage.writing(1) as store:
                for number in range(start, start + LOT):
                    store.record.add("match.kept", f"mat_{number:026d}", {"resume_id": f"res_{number:026d}"}, number)
        appended = time.process_time() - began
        began = time.process_time()
        with storage.reading(1) as store:
            found = store.record.verify()
        followed = time.process_time() - began
        print(f"{found.entries} entries, broken at {found.broken_at}")
        print(f"appended: {1e6 * appended / ENTRIES:.0f} us each; followed: {followed:.2f} s of a processor")
        engine.dispose()


if __name__ == "__main__":
    main()
