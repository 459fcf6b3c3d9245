"""What people are owed: gone means gone, everything on request, kept no longer than said, sealed meanwhile."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlmodel import SQLModel

from matchers.documents import Document
from service.api import background
from service.api.cases import resumes, rights
from service.ats import api as orders
from service.ats.api import desk_for, workers
from service.batches import api as batches
from service.batches.api import host_of
from service.client import Client
from service.web.lists import Lists, Wanted
from tests.service.api.conftest import Running, settings_for, start
from tests.service.statements import counted
from tests.service.webhooks.receiver import wait_for

CANARIES = ("Canarywings", "canary-external-id-77", "Quuxtech Canary Works")
DAY = 86_400_000
GONE = {"batch_waiting": 0, "batch_forgotten": 0}


@pytest.fixture
def alone(new_url: str, tmp_path: Path) -> Iterator[tuple[Running, Client]]:
    """An application on a database of its own, which is looked into."""
    for one in start(settings_for(new_url, batch_folder=tmp_path / "db" / "batches", batch_workers=1)):
        yield one, Client("", one.key("admin"), http=one.http)


def dump(running: Running, folder: Path) -> bytes:
    """Everything that the database holds, as bytes: its files, or every row of every table."""
    engine = running.services.engine
    if engine.dialect.name == "sqlite":
        return b"".join(path.read_bytes() for path in sorted((folder / "db").rglob("*")) if path.is_file())
    rows = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
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


def test_orders_and_batches_are_forgotten_on_their_day_too(alone: tuple[Running, Client]) -> None:
    running, _ = alone
    with admin(running) as http:
        table = "external_id,resume_text\nc-1,too short\n"
        batch = http.post("/v1/batches", files={"file": ("a.csv", table.encode(), "text/csv")}).json()["id"]
        wait_for(lambda: http.get(f"/v1/batches/{batch}").json()["state"] == "completed", 60)
        order = http.post("/v1/orders", json={"package_id": "best-fit", "resume_url": "https://93.184.216.34/cv"})
        assert order.status_code == 201, order.text
        made = running.services.clock()

        def left(days: float) -> tuple[bool, bool]:
            later = replace(running.services, clock=lambda: made + int(days * DAY))
            background.retain(later, [batches.retain, orders.retain])
            places = (f"/v1/batches/{batch}", f"/v1/orders/{order.json()['id']}")
            found = [http.get(place).status_code == 200 for place in places]
            return found[0], found[1]

        assert left(29.9) == (True, True)
        assert left(30.1) == (False, True)
        assert left(1460.9) == (False, True)
        assert left(1461.1) == (False, False)


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


def personal_tables() -> set[str]:
    return {
        table.name
        for table in SQLModel.metadata.tables.values()
        if any(column.info.get("personal") for column in table.columns)
    }


def rows_of(running: Running, tables: set[str]) -> dict[str, int]:
    with running.services.engine.connect() as connection:
        return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in tables}  # noqa: S608


@contextmanager
def admin(running: Running) -> Iterator[TestClient]:
    headers = {"Authorization": f"Bearer {running.key('admin')}"}
    with_key = TestClient(running.app, base_url="http://rolefit.test", headers=headers)
    yield with_key
    with_key.close()


def fill_every_personal_table(running: Running, http: TestClient, resume_text: str) -> None:
    """One person in everything that keeps something personal: a new such table must get a row here, and an eraser."""
    person = CANARIES[1]
    kept = http.post(
        "/v1/matches",
        json={"text": canary_text(resume_text), "store": True, "external_id": person},
        headers={"Idempotency-Key": "a"},
    )
    assert kept.status_code == 201
    role = kept.json()["results"][0]["role_id"]
    said = {"role_id": role, "opinion": "too_high", "reason": f"{CANARIES[0]} never said so."}
    assert http.post(f"{kept.headers['location']}/overrides", json=said).status_code == 201
    ordered = {"package_id": "best-fit", "candidate": {"external_id": person}, "text": canary_text(resume_text) * 2}
    made = http.post("/v1/orders", json=ordered, headers={"Idempotency-Key": "b"})
    assert made.status_code == 201, made.text
    with workers(desk_for(running.services), pause=0.02):
        wait_for(lambda: http.get(f"/v1/orders/{made.json()['id']}").json()["status"] == "completed")
    table = f"external_id,resume_text\n{person},{json.dumps(canary_text(resume_text)[:900].replace(chr(10), ' '))}\n"
    batch = http.post("/v1/batches", files={"file": ("a.csv", table.encode(), "text/csv")})
    assert batch.status_code == 202, batch.text
    listed = lists_of(running).create(Wanted("a.csv", [("a.csv", table.encode())]))
    for made in (batch.json()["id"], listed):
        wait_for(lambda made=made: http.get(f"/v1/batches/{made}").json()["state"] == "completed", 60)
    waiting(http, person)


def test_every_personal_column_is_reached_by_erasure(
    alone: tuple[Running, Client], resume_text: str, tmp_path: Path
) -> None:
    """A column tagged personal whose table has no eraser fails here: its row stays, or was never made."""
    running, _ = alone
    with admin(running) as http:
        fill_every_personal_table(running, http, resume_text)
        before = rows_of(running, personal_tables())
        assert len(before) >= 6
        assert {name for name, count in before.items() if count == 0} == set()
        held = http.get("/v1/export", params={"external_id": CANARIES[1]}).json()
        assert len(held["resumes"]) == 2
        batches, lists = held["elsewhere"]
        assert {name: len(rows) for name, rows in batches.items()} == {
            "batch_rows": 2,
            "batch_details": 1,
            "batch_waiting": 1,
        }
        assert CANARIES[0] in lists["list_texts"][0]["text"]
        assert http.delete("/v1/resumes", params={"external_id": CANARIES[1]}).status_code == 204
        http.put("/v1/scoring", json={"paused": False})
        wait_for(lambda: rows_of(running, {"batch_waiting", "batch_forgotten"}) == GONE, 60)
        assert {name for name, count in rows_of(running, personal_tables()).items() if count} == set()
        wait_for(lambda: not [one for one in CANARIES if one.encode() in dump(running, tmp_path)], 60)
        for answer in (http.get, http.delete):
            place = "/v1/export" if answer == http.get else "/v1/resumes"
            assert answer(place, params={"external_id": CANARIES[1]}).status_code == 404


def test_with_the_last_resume_goes_what_is_kept_elsewhere_about_the_person(
    alone: tuple[Running, Client], resume_text: str
) -> None:
    running, client = alone
    with admin(running) as http:
        fill_every_personal_table(running, http, resume_text)
        first, last = [resume["id"] for resume in client.resumes(CANARIES[1])]
        client.delete_resume(first)
        assert rows_of(running, {"batch_rows"}) == {"batch_rows": 2}
        client.delete_resume(last)
        assert rows_of(running, {"batch_rows", "ats_orders"}) == {"batch_rows": 0, "ats_orders": 0}


def test_a_legal_hold_on_one_resume_keeps_everything_about_the_person(client: Client, http: TestClient) -> None:
    texts = [f"Resume number {number} of one and the same person. " * 9 for number in range(2)]
    held, other = [client.upload(text=one, external_id="held-person")["id"] for one in texts]
    http.put(f"/v1/resumes/{held}/hold")
    refused = http.delete("/v1/resumes", params={"external_id": "held-person"})
    assert (refused.status_code, refused.json()["type"]) == (409, "/docs#legal-hold")
    assert {resume["id"] for resume in client.resumes("held-person")} == {held, other}
    http.delete(f"/v1/resumes/{held}/hold")
    client.forget("held-person")
    assert list(client.resumes("held-person")) == []


def lists_of(running: Running) -> Lists:
    """The lists of pages of the tenant that these tests work for."""
    services = running.services
    return Lists(services, host_of(services), services.keyring.tenant("default").number)


def waiting(http: TestClient, *people: str) -> str:
    """A batch of these people that waits, since scoring stands still."""
    assert http.put("/v1/scoring", json={"paused": True}).status_code == 200
    table = "id,resume_text\n" + "".join(f"{one},{one} knows Python and Docker well\n" for one in people)
    sent = http.post("/v1/batches", files={"file": ("a.csv", table.encode(), "text/csv")})
    assert sent.status_code == 202, sent.text
    return str(sent.json()["id"])


def results(http: TestClient, batch: str) -> list[str]:
    """Who is in a batch, once it has ended."""
    http.put("/v1/scoring", json={"paused": False})
    wait_for(lambda: http.get(f"/v1/batches/{batch}").json()["state"] == "completed", 60)
    return [row["external_id"] for row in http.get(f"/v1/batches/{batch}/results").json()["results"]]


def test_who_waits_in_a_batch_is_given_out_and_erased_like_everybody(alone: tuple[Running, Client]) -> None:
    running, _ = alone
    with admin(running) as http:
        batch = waiting(http, "FORGETME-1", "KEEP-1")
        (held,) = http.get("/v1/export", params={"external_id": "FORGETME-1"}).json()["elsewhere"]
        assert held == {"batch_waiting": [{"batch_id": batch, "row": 1}]}
        assert http.delete("/v1/resumes", params={"external_id": "FORGETME-1"}).status_code == 204
        assert http.delete("/v1/resumes", params={"external_id": "FORGETME-1"}).status_code == 404
        assert http.delete("/v1/resumes", params={"external_id": "nobody"}).status_code == 404
        assert results(http, batch) == ["KEEP-1"]
        assert rows_of(running, set(GONE)) == GONE


def test_another_tenants_waiting_candidates_are_not_reached(alone: tuple[Running, Client]) -> None:
    running, _ = alone
    stranger = running.headers("admin", tenant="a-stranger")
    with admin(running) as http, running.connected(stranger) as other:
        batch = waiting(http, "ann")
        assert other.get("/v1/export", params={"external_id": "ann"}).status_code == 404
        assert other.delete("/v1/resumes", params={"external_id": "ann"}).status_code == 404
        assert results(http, batch) == ["ann"]


def test_a_cancelled_batch_waits_for_nobody(alone: tuple[Running, Client]) -> None:
    running, _ = alone
    with admin(running) as http:
        batch = waiting(http, "ann")
        assert http.post(f"/v1/batches/{batch}/cancel").json()["state"] == "cancelled"
        assert rows_of(running, {"batch_waiting"}) == {"batch_waiting": 0}
        assert http.get("/v1/export", params={"external_id": "ann"}).status_code == 404


def test_what_a_cancelled_list_keeps_of_the_unscored_is_given_out_and_erased(alone: tuple[Running, Client]) -> None:
    running, _ = alone
    lists = lists_of(running)
    with admin(running) as http:
        http.put("/v1/scoring", json={"paused": True})
        table = "id,resume_text\n" + "".join(f"P-{number},{CANARIES[0]} {number}\n" for number in range(3))
        identity = lists.create(Wanted("a.csv", [("a.csv", table.encode())], days=30))
        assert http.post(f"/v1/batches/{identity}/cancel").json()["state"] == "cancelled"
        held = http.get("/v1/export", params={"external_id": "P-2"}).json()["elsewhere"]
        assert held == [{"list_texts": [{"batch_id": identity, "row": 3, "text": f"{CANARIES[0]} 2"}]}]
        stranger = running.headers("admin", tenant="a-stranger")
        for ask, place in ((running.http.get, "/v1/export"), (running.http.delete, "/v1/resumes")):
            assert ask(place, params={"external_id": "P-2"}, headers=stranger).status_code == 404
        assert http.delete("/v1/resumes", params={"external_id": "P-2"}).status_code == 204
        found = lists.find(identity)
        assert found is not None
        assert [lists.sent(found, row) is not None for row in (1, 2, 3)] == [True, True, False]
        assert http.get("/v1/export", params={"external_id": "P-2"}).status_code == 404


def test_the_export_gives_the_files_of_a_list_too(alone: tuple[Running, Client], resume_pdf: bytes) -> None:
    running, _ = alone
    with admin(running) as http:
        identity = lists_of(running).create(Wanted("2 files", [("ann.pdf", resume_pdf), ("bob.txt", b"Bob")]))
        wait_for(lambda: http.get(f"/v1/batches/{identity}").json()["state"] == "completed", 60)
        batches, lists = http.get("/v1/export", params={"external_id": "ann.pdf"}).json()["elsewhere"]
        assert base64.b64decode(lists["list_texts"][0]["file"]) == resume_pdf
        assert batches["batch_details"][0]["title"]
        assert batches["batch_details"][0]["held"]


@pytest.mark.parametrize("how", ["asked", "retention"])
def test_a_deleted_batch_leaves_no_copy_behind(alone: tuple[Running, Client], tmp_path: Path, how: str) -> None:
    running, _ = alone
    with admin(running) as http:
        table = f"id,resume_text\n{CANARIES[1]},too short\n"
        batch = http.post("/v1/batches", files={"file": ("a.csv", table.encode(), "text/csv")}).json()["id"]
        wait_for(lambda: http.get(f"/v1/batches/{batch}").json()["state"] == "completed", 60)
        assert CANARIES[1].encode() in dump(running, tmp_path)
        if how == "asked":
            assert http.delete(f"/v1/batches/{batch}").status_code == 204
        else:
            now = running.services.clock()
            batches.retain(replace(running.services, clock=lambda: now + 31 * DAY))
        wait_for(lambda: CANARIES[1].encode() not in dump(running, tmp_path), 5)


def test_a_person_with_many_resumes_costs_no_more_statements_than_one_with_few(
    running: Running, http: TestClient, tenant: str, resume_text: str
) -> None:
    services, number = running.services, running.services.keyring.tenant(tenant).number
    asked: dict[str, list[int]] = {}
    for person, count in (("few", 2), ("many", 45)):
        sent = [Document(f"{resume_text}\n{person} {n}", "text/plain", f"sha256:{person}-{n}") for n in range(count)]
        kept = [resumes.ensure(services, number, resumes.NewResume(one, b"file", person))[0] for one in sent]
        in_order = [resume.id for resume in sorted(kept, key=lambda resume: resume.number)]
        with counted(services.engine) as exporting:
            held = rights.export(services, number, None, person)["resumes"]
        assert [resume["id"] for resume in held] == in_order
        assert {resume["text"] for resume in held} == {document.text for document in sent}
        assert all(resume["file"] and len(resume["scores"]) == len(held[0]["scores"]) > 0 for resume in held)
        with counted(services.engine) as erasing:
            resumes.forget(services, number, person)
        entries = http.get("/v1/audit", params={"page_size": 100}).json()["entries"]
        deleted = [entry["subject"] for entry in reversed(entries) if entry["kind"] == "resume.deleted"]
        assert deleted[-count:] == in_order
        asked[person] = [len(exporting), len(erasing)]
    assert asked["few"] == asked["many"]
    assert http.get("/v1/audit/verification").json()["broken_at"] is None


NUL = "a\0b"


def test_an_id_with_the_character_nul_is_refused_wherever_one_is_taken(http: TestClient, resume_text: str) -> None:
    candidate = {"external_id": NUL}
    answers = [
        http.post("/v1/resumes", json={"text": resume_text, "external_id": NUL}),
        http.post("/v1/resumes", files={"file": ("a.txt", resume_text.encode())}, data={"external_id": NUL}),
        http.post("/v1/matches", json={"text": resume_text, "external_id": NUL, "store": True}),
        http.post("/v1/orders", json={"package_id": "best-fit", "text": resume_text, "candidate": candidate}),
        http.post("/v1/orders", json={"package_id": "best-fit", "text": resume_text, "external_ref": NUL}),
        http.get("/v1/orders", params={"external_ref": NUL}),
        *(http.get(place, params={"external_id": NUL}) for place in ("/v1/resumes", "/v1/export")),
        http.delete("/v1/resumes", params={"external_id": NUL}),
    ]
    assert [(answer.status_code, answer.json()["type"]) for answer in answers] == [
        (422, "/docs#validation-failed") for _ in answers
    ]


def test_a_resume_that_was_kept_under_such_an_id_before_can_be_erased(
    running: Running, client: Client, http: TestClient, tenant: str, resume_text: str
) -> None:
    services, number = running.services, running.services.keyring.tenant(tenant).number
    new = resumes.NewResume(Document(resume_text, "text/plain", "sha256:nul"), None, NUL)
    kept, _ = resumes.ensure(services, number, new)
    assert http.get(f"/v1/resumes/{kept.id}/export").status_code == 200
    client.delete_resume(kept.id)
    assert http.get(f"/v1/resumes/{kept.id}").status_code == 404


def test_the_text_of_who_was_erased_while_they_waited_does_not_wait_for_the_batch(
    alone: tuple[Running, Client], tmp_path: Path
) -> None:
    running, _ = alone
    with admin(running) as http:
        batch = waiting(http, "before", CANARIES[1], "after")
        assert CANARIES[1].encode() in dump(running, tmp_path)
        assert http.delete("/v1/resumes", params={"external_id": CANARIES[1]}).status_code == 204
        batches.retain(running.services)
        assert CANARIES[1].encode() not in dump(running, tmp_path)
        assert b"after" in dump(running, tmp_path)
        assert results(http, batch) == ["before", "after"]


def test_a_file_of_who_was_erased_while_they_waited_goes_too(alone: tuple[Running, Client], tmp_path: Path) -> None:
    running, _ = alone
    with admin(running) as http:
        http.put("/v1/scoring", json={"paused": True})
        files = [(name, f"{name} of {CANARIES[0]}".encode()) for name in ("ann.txt", "bob.txt")]
        batch = lists_of(running).create(Wanted("2 files", files))
        assert http.delete("/v1/resumes", params={"external_id": "ann.txt"}).status_code == 204
        batches.retain(running.services)
        kept = dump(running, tmp_path)
        assert files[0][1] not in kept
        assert files[1][1] in kept
        assert results(http, batch) == ["bob.txt"]
