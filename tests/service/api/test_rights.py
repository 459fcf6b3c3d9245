"""What people are owed: gone means gone, everything on request, kept no longer than said, sealed meanwhile."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel

from service.api import background
from service.client import Client
from tests.service.api.conftest import Running, settings_for, start
from tests.service.postgres import Postgres

CANARIES = ("Canarywings", "canary-external-id-77", "Quuxtech Canary Works")
DAY = 86_400_000


@pytest.fixture(params=["sqlite", "postgresql"])
def alone(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Running, Client]]:
    """An application on a database of its own, which is looked into."""
    server: Postgres | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    url = f"sqlite:///{tmp_path}/db/rolefit.db" if server is None else server.new_database()
    for one in start(settings_for(url)):
        yield one, Client("", one.key("admin"), http=one.http)


def dump(running: Running, folder: Path) -> bytes:
    """Everything that the database holds, as bytes: its files, or every row of every table."""
    engine = running.services.engine
    if engine.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in sorted((folder / "db").iterdir()))
    rows = []
    with engine.connect() as connection:
        for table in SQLModel.metadata.tables:
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608
                rows += [bytes(cell) if isinstance(cell, bytes | memoryview) else str(cell).encode() for cell in row]
    return b"\n".join(rows)


def canary_text(resume_text: str) -> str:
    return f"{CANARIES[0]} Example\n\n{resume_text}\n\nExperience\nEngineer, {CANARIES[2]}, 2019 - 2021\n- Python\n"


def test_nothing_about_a_person_lies_in_the_database_readable(
    alone: tuple[Running, Client], resume_text: str, tmp_path: Path
) -> None:
    running, client = alone
    client.match_and_keep(
        file=("Canarywings.txt", canary_text(resume_text).encode()), external_id=CANARIES[1], idempotency_key="k"
    )
    kept = dump(running, tmp_path)
    assert len(kept) > 10_000
    assert not [canary for canary in CANARIES if canary.encode() in kept]


def test_deleted_means_gone_everywhere(alone: tuple[Running, Client], resume_text: str, tmp_path: Path) -> None:
    running, client = alone
    stored = client.match_and_keep(
        file=("cv.txt", canary_text(resume_text).encode()), external_id=CANARIES[1], idempotency_key="k"
    )
    resume = stored.report["resume"]["id"]
    client.delete_resume(resume)
    tables = ("resumes", "matches", "scores", "idempotency")
    with running.services.engine.connect() as connection:
        counts = [connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() for table in tables]  # noqa: S608
    assert counts == [0, 0, 0, 0]
    assert not [canary for canary in CANARIES if canary.encode() in dump(running, tmp_path)]
    for path in (
        f"/v1/resumes/{resume}",
        f"/v1/resumes/{resume}/text",
        f"/v1/matches/{stored.id}",
        f"/v1/resumes/{resume}/export",
    ):
        answer = running.http.get(path, headers={"Authorization": f"Bearer {running.key('admin')}"})
        assert answer.status_code == 404
    assert list(client.candidates("ml-devops-architect")) == []


def test_a_deleted_resumes_answer_is_not_replayed(alone: tuple[Running, Client], resume_text: str) -> None:
    _, client = alone
    first = client.upload(text=resume_text, idempotency_key="k")
    client.delete_resume(first["id"])
    assert client.upload(text=resume_text, idempotency_key="k")["id"] != first["id"]


def test_one_call_gives_everything_that_is_held(client: Client, resume_pdf: bytes) -> None:
    stored = client.match_and_keep(file=("cv.pdf", resume_pdf), external_id="person-1")
    client.upload(text="Another resume of the same person, " * 10, external_id="person-1")
    held = client.export(external_id="person-1")["resumes"]
    assert len(held) == 2
    whole = next(item for item in held if item["file"])
    assert base64.b64decode(whole["file"]) == resume_pdf
    assert whole["text"] == client.get_text(whole["id"])
    assert [match["report"] for match in whole["matches"]] == [stored.report]
    assert {score["role_id"] for score in whole["scores"]} == {role["id"] for role in client.roles()}


def test_a_legal_hold_keeps_a_resume_until_it_is_lifted(
    running: Running, client: Client, http: object, resume_text: str
) -> None:
    resume = client.upload(text=resume_text)
    place = f"/v1/resumes/{resume['id']}"
    assert http.put(f"{place}/hold").json() == {"id": resume["id"], "legal_hold": True}  # type: ignore[attr-defined]
    refused = http.delete(place)  # type: ignore[attr-defined]
    assert (refused.status_code, refused.json()["type"]) == (409, "/docs#legal-hold")
    now = running.services.clock() + 5000 * DAY
    assert resume["id"] not in {identity for _, identity, _ in running.services.storage.expired(now)}
    assert http.delete(f"{place}/hold").json()["legal_hold"] is False  # type: ignore[attr-defined]
    assert http.delete(place).status_code == 204  # type: ignore[attr-defined]


def test_nothing_is_forgotten_early_and_nothing_late(alone: tuple[Running, Client], resume_pdf: bytes) -> None:
    running, client = alone
    stored = client.match_and_keep(file=("cv.pdf", resume_pdf), external_id="e")
    resume = stored.report["resume"]["id"]
    made = running.services.clock()

    def at(days: float) -> dict[str, object]:
        background.retain(replace(running.services, clock=lambda: made + int(days * DAY)))
        with running.services.storage.reading(0) as store:
            tenant = store.access.tenants()[0].number
        with running.services.storage.reading(tenant) as store:
            known = store.resumes.get(resume)
            return {
                "resume": known is not None,
                "file": known is not None and known.has_file,
                "text": known is not None and known.has_text,
                "report": store.matches.get(stored.id) is not None,
            }

    assert at(29.9) == {"resume": True, "file": True, "text": True, "report": True}
    assert at(30.1) == {"resume": True, "file": False, "text": True, "report": True}
    assert at(364.9) == {"resume": True, "file": False, "text": True, "report": True}
    assert at(365.1) == {"resume": True, "file": False, "text": False, "report": True}
    assert client.get_match(stored.id) == stored.report
    assert at(1460.9) == {"resume": True, "file": False, "text": False, "report": True}
    assert at(1461.1) == {"resume": False, "file": False, "text": False, "report": False}


def test_a_report_whose_text_is_gone_says_why_it_cannot_be_made_again(
    alone: tuple[Running, Client], resume_text: str
) -> None:
    running, client = alone
    stored = client.match_and_keep(text=resume_text)
    running.services.storage.expire_texts(running.services.clock() + 366 * DAY)
    answer = running.http.post(
        f"/v1/matches/{stored.id}/replay", headers={"Authorization": f"Bearer {running.key('admin')}"}
    )
    assert (answer.status_code, answer.json()["type"]) == (409, "/docs#replay-unavailable")


def test_every_personal_column_is_reached_by_erasure(running: Running) -> None:
    """A table with something personal either is erased by ``Storage.erase``, or by an eraser of its own part."""
    erased = {"resumes", "matches", "scores", "idempotency"}
    personal = {
        table.name
        for table in SQLModel.metadata.tables.values()
        for column in table.columns
        if column.info.get("personal")
    }
    assert erased <= personal
    others = {name for name in personal - erased if not running.services.storage.has_erasers}
    assert others == set()
