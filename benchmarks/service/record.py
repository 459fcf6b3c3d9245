"""How long it takes to follow a record of 100,000 entries: ``python benchmarks/service/record.py``."""

import tempfile
import time
from pathlib import Path

from sqlmodel import col, insert, update

from service.audit.record import chained
from service.audit.tables import EntryRow, HeadRow
from service.store import Database, Storage, Store, Vault, open_database

ENTRIES, TIMED = 100_000, 2_000


def main() -> None:
    """Append, follow, and print both times."""
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'record.db'}")
        storage = Storage(Database(engine), Vault(["a secret key of a benchmark, long enough"]))
        began = time.process_time()
        with storage.writing(1) as store:
            for number in range(TIMED):
                store.record.add("match.kept", f"mat_{number:026d}", {"resume_id": f"res_{number:026d}"}, number)
        made = time.process_time() - began
        with storage.writing(1) as store:
            _fill(store)
        with storage.reading(1) as store:
            began = time.process_time()
            found = store.record.verify()
            followed = time.process_time() - began
        print(f"{found.entries} entries, broken at {found.broken_at}")
        print(f"appended: {1e6 * made / TIMED:.0f} us each; followed: {followed:.2f} s of a processor")
        engine.dispose()


def _fill(store: Store) -> None:
    """The rest of the entries, in one statement: what they took is not measured."""
    last = store.record.page(None, 1)[0]
    rows = list(chained(1, last, (last._replace(subject=f"mat_{n:026d}") for n in range(ENTRIES - TIMED))))
    store.session.execute(insert(EntryRow), [{"tenant": 1, **row._asdict()} for row in rows])
    head = {"number": rows[-1].number, "digest": rows[-1].digest}
    store.session.execute(update(HeadRow).where(col(HeadRow.tenant) == 1).values(**head))


if __name__ == "__main__":
    main()
