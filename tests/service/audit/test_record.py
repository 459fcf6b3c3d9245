"""The record only grows, one flipped byte is found and named, and it names no person."""

import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel
from typer.testing import CliRunner

from service.cli import app
from service.store import Database, Storage, Vault, open_database
from service.store.audit_record import START
from tests.service.api.conftest import SECRET, Running, settings_for, start

REASON = "She ran the whole platform at Canary Works; the table was read as one line."
TEXT = "Experience\nPython developer, Example Works, 2019 - 2024\nBuilt services with Python, Docker and SQL. " * 4


@pytest.fixture
def storage(new_url: str) -> Iterator[Storage]:
    engine = open_database(new_url)
    yield Storage(Database(engine), Vault([SECRET]))
    engine.dispose()


def fill(storage: Storage, tenant: int, entries: int) -> None:
    with storage.writing(tenant) as store:
        for number in range(entries):
            store.record.add("match.kept", f"mat_{number}", {"resume_id": f"res_{number}"}, number)


def test_a_record_that_nobody_touched_is_whole(storage: Storage) -> None:
    fill(storage, 1, 20)
    fill(storage, 2, 5)
    with storage.reading(1) as store:
        found = store.record.verify()
        assert (found.entries, found.broken_at) == (20, None)
        assert store.record.holds(found.head.hex())
    with storage.reading(3) as store:
        assert (store.record.verify().entries, store.record.verify().head) == (0, START)


@pytest.mark.parametrize("statement", ["UPDATE audit_log SET kind = 'x'", "DELETE FROM audit_log"])
def test_an_entry_can_be_neither_changed_nor_deleted(storage: Storage, statement: str) -> None:
    fill(storage, 1, 3)
    with pytest.raises(DBAPIError, match="only grows"), storage.writing(1) as store:
        store.session.execute(text(statement))
    with storage.reading(1) as store:
        assert store.record.verify().entries == 3


def test_one_flipped_byte_is_found_and_named(tmp_path: Path) -> None:
    storage = Storage(Database(open_database(f"sqlite:///{tmp_path}/a.db")), Vault([SECRET]))
    fill(storage, 1, 30)
    storage.scrub()
    file = tmp_path / "a.db"
    for column, value in (("data", '{"resume_id":"res_X"}'), ("at", 17), ("actor", "nobody"), ("digest", b"\0" * 32)):
        with sqlite3.connect(file) as raw:
            (old,) = raw.execute(f"SELECT {column} FROM audit_log WHERE number = 12").fetchone()  # noqa: S608
            raw.execute("DROP TRIGGER IF EXISTS audit_log_no_update")  # whoever has the file can do that
            raw.execute(f"UPDATE audit_log SET {column} = ? WHERE number = 12", (value,))  # noqa: S608
        with storage.reading(1) as store:
            assert store.record.verify().broken_at == 12, column
        with sqlite3.connect(file) as raw:
            raw.execute(f"UPDATE audit_log SET {column} = ? WHERE number = 12", (old,))  # noqa: S608
    with storage.reading(1) as store:
        assert store.record.verify().broken_at is None


@pytest.mark.parametrize("gone", [1, 12, 30])
def test_an_entry_that_was_left_out_is_found_and_named(tmp_path: Path, gone: int) -> None:
    storage = Storage(Database(open_database(f"sqlite:///{tmp_path}/a.db")), Vault([SECRET]))
    fill(storage, 1, 30)
    with sqlite3.connect(tmp_path / "a.db") as raw:
        raw.execute("DROP TRIGGER audit_log_no_delete")
        raw.execute("DELETE FROM audit_log WHERE number = ?", (gone,))
    with storage.reading(1) as store:
        assert store.record.verify().broken_at == gone


def test_entries_made_at_once_make_one_chain(storage: Storage) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: fill(storage, 1, 5), range(12)))
    with storage.reading(1) as store:
        found = store.record.verify()
    assert (found.entries, found.broken_at) == (60, None)


@pytest.fixture
def running(new_url: str) -> Iterator[Running]:
    yield from start(settings_for(new_url))


def test_what_matters_is_recorded_with_who_did_it_and_names_nobody(running: Running) -> None:
    key = running.services.keyring.create("canary-key", ["admin"], tenant="one")
    with running.connected({"Authorization": f"Bearer {key.token}"}) as http:
        kept = http.post("/v1/matches", json={"text": TEXT, "store": True, "external_id": "canary-person"})
        match, resume = kept.headers["location"], kept.json()["resume"]["id"]
        role = kept.json()["results"][0]["role_id"]
        said = {"role_id": role, "opinion": "too_low", "reason": REASON}
        assert http.post(f"{match}/overrides", json=said).status_code == 201
        made = http.post("/v1/roles", json={"text": "Requirements\n- Must have Python"}).json()["id"]
        http.delete(f"/v1/roles/{made}")
        http.put(f"/v1/resumes/{resume}/hold")
        http.delete(f"/v1/resumes/{resume}/hold")
        http.get("/v1/export", params={"external_id": "canary-person"})
        http.put("/v1/scoring", json={"paused": True})
        http.put("/v1/scoring", json={"paused": False})
        http.delete(f"/v1/resumes/{resume}")
        entries = http.get("/v1/audit", params={"page_size": 100}).json()["entries"]
        verified = http.get("/v1/audit/verification").json()
    assert [entry["kind"] for entry in reversed(entries)] == [
        "key.created", "match.kept", "override.made", "role.created", "role.deleted", "hold.set", "hold.lifted",
        "person.exported", "scoring.paused", "scoring.resumed", "resume.deleted",
    ]  # fmt: skip
    assert {entry["actor"] for entry in entries if entry["kind"] != "key.created"} == {key.key.id}
    assert (verified["entries"], verified["broken_at"], verified["head"]) == (11, None, entries[0]["digest"])
    assert "anary" not in json.dumps(entries)


def test_an_override_changes_nothing_is_given_out_and_goes_with_the_resume(running: Running, tmp_path: Path) -> None:
    with running.connected(running.headers("admin", tenant="one")) as http:
        kept = http.post("/v1/matches", json={"text": TEXT, "store": True, "external_id": "p"})
        match, resume = kept.headers["location"], kept.json()["resume"]["id"]
        said = {"role_id": kept.json()["results"][0]["role_id"], "opinion": "too_low", "reason": REASON}
        once = {"Idempotency-Key": "said-once"}
        made = http.post(f"{match}/overrides", json=said, headers=once).json()
        assert http.post(f"{match}/overrides", json=said, headers=once).json() == made
        assert http.get(match).content == kept.content
        assert http.get(f"{match}/overrides").json() == {"overrides": [made]}
        held = http.get(f"/v1/resumes/{resume}/export").json()["resumes"][0]["elsewhere"]
        assert held == [{"overrides": [made]}]
        for wrong in ({**said, "role_id": "no-such-role"}, {**said, "reason": ""}, {**said, "opinion": "reject"}):
            assert http.post(f"{match}/overrides", json=wrong).status_code in (404, 422)
        http.delete(f"/v1/resumes/{resume}")
        assert http.get(f"{match}/overrides").status_code == 404
    with running.services.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM overrides")).scalar_one() == 0
        assert "overrides" in SQLModel.metadata.tables
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert REASON.encode() not in files


def test_no_operation_rejects_or_advances_anyone(running: Running) -> None:
    paths = running.http.get("/openapi.json").json()["paths"]
    assert len(paths) > 40
    operations = [f"{path} {one['operationId']}" for path, ways in paths.items() for one in ways.values()]
    decisions = re.compile("reject|advance|shortlist|hire|decline|approve", re.IGNORECASE)
    assert [operation for operation in operations if decisions.search(operation)] == []


def test_the_command_line_verifies_and_names_the_broken_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEFIT_DATABASE_URL", f"sqlite:///{tmp_path}/a.db")
    monkeypatch.setenv("ROLEFIT_SECRET_KEY", SECRET)
    run = CliRunner().invoke
    assert run(app, ["keys", "create", "a", "--scope", "match"]).exit_code == 0
    assert run(app, ["scoring", "pause"]).exit_code == 0
    assert run(app, ["scoring", "resume"]).exit_code == 0
    whole = run(app, ["audit", "verify"])
    assert whole.exit_code == 0, whole.output
    heads = {line.split(":")[0]: line.rpartition("sha256:")[2] for line in whole.stdout.splitlines()}
    assert "everyone: 2 entries" in whole.stdout
    assert "default: 1 entries" in whole.stdout
    assert run(app, ["audit", "verify", "--head", heads["everyone"]]).exit_code == 0
    with sqlite3.connect(tmp_path / "a.db") as raw:
        raw.execute("DROP TRIGGER audit_log_no_update")
        raw.execute("UPDATE audit_log SET actor = 'somebody' WHERE number = 2")
    broken = run(app, ["audit", "verify"])
    assert broken.exit_code == 1
    assert "everyone: BROKEN at entry 2" in broken.stdout


def test_whoever_stays_paused_when_scoring_goes_on_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEFIT_DATABASE_URL", f"sqlite:///{tmp_path}/a.db")
    monkeypatch.setenv("ROLEFIT_SECRET_KEY", SECRET)
    run = CliRunner().invoke
    for name in ("acme", "other"):
        run(app, ["keys", "create", "n", "--scope", "read", "--tenant", name])
    run(app, ["scoring", "pause", "--tenant", "acme"])
    run(app, ["scoring", "pause"])
    said = run(app, ["scoring", "resume", "--tenant", "other"]).stderr
    assert "stays paused for everyone" in said
    said = run(app, ["scoring", "resume"]).stderr
    assert "acme" in said
    assert "other" not in said
    assert run(app, ["scoring", "resume", "--tenant", "acme"]).stderr == "Scoring is going on for acme.\n"
    assert run(app, ["scoring", "resume"]).stderr == "Scoring is going on for everyone.\n"
