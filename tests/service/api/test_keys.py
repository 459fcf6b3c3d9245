"""Keys, scopes, tenants, and the open mode of a first run."""

import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from service.api.access import is_loopback
from service.cli.keys import app as keys_app
from service.errors import UserError
from service.keys import parse
from service.serving import serve
from tests.service.api.conftest import SECRET, Running


def test_a_key_has_an_id_a_secret_and_a_checksum(running: Running) -> None:
    token = running.key("match")
    assert re.fullmatch(r"rf_live_[0-9a-z]{26}_[0-9a-z]{52}_[0-9a-z]{7}", token)
    assert parse(token) is not None
    wrong = token[:40] + ("0" if token[40] != "0" else "1") + token[41:]
    assert parse(wrong) is None


def test_only_a_keyed_hash_is_kept(own_app: Running, tmp_path: Path) -> None:
    token = own_app.key("match")
    parts = parse(token)
    assert parts is not None
    kept = b"".join(path.read_bytes() for path in (tmp_path / "db").rglob("*") if path.is_file())
    assert parts[0].encode() in kept
    assert parts[1].encode() not in kept


def test_a_key_works_in_the_header_alone(running: Running) -> None:
    token = running.key("match")
    assert running.http.get("/v1/signals", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert running.http.get(f"/v1/signals?api_key={token}").status_code in (400, 401)
    assert running.http.get("/v1/signals", headers={"X-Api-Key": token}).status_code == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer x", "Basic eA==", "Bearer rf_live_a_b_c", "Bearer " + "x" * 9000]
)
def test_whatever_is_wrong_with_a_key_the_answer_is_the_same(running: Running, header: str) -> None:
    answer = running.http.get("/v1/signals", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_revoked_key_ends_within_a_second(running: Running) -> None:
    new = running.services.keyring.create("short", ["match"], tenant="revoked")
    headers = {"Authorization": f"Bearer {new.token}"}
    assert running.http.get("/v1/signals", headers=headers).status_code == 200
    running.services.keyring.revoke(new.key.id)
    time.sleep(0.9)
    assert running.http.get("/v1/signals", headers=headers).status_code == 401


def test_while_a_key_is_rotated_both_work_and_then_only_the_new(running: Running) -> None:
    keyring = running.services.keyring
    old = keyring.create("turning", ["match"], tenant="turning")
    new = keyring.rotate(old.key.id, grace_hours=1)
    for token in (old.token, new.token):
        assert running.http.get("/v1/signals", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    known = keyring.find(old.key.id)
    assert known is not None
    assert known.state(running.services.clock() + 3_600_001) == "expired"
    assert new.key.scopes == old.key.scopes


def test_rotating_a_key_never_lets_it_live_longer(running: Running) -> None:
    keyring = running.services.keyring
    old = keyring.create("short", ["match"], tenant="turning", days=1)
    keyring.rotate(old.key.id, grace_hours=720)
    known = keyring.find(old.key.id)
    assert known is not None
    assert known.expires_at == old.key.expires_at


def test_an_expired_key_does_not_work(running: Running) -> None:
    new = running.services.keyring.create("past", ["match"], tenant="past", days=1)
    assert new.key.state(running.services.clock() + 86_400_001) == "expired"
    with running.services.storage.writing(0) as store:
        store.access.end_key(new.key.id, expires_at=running.services.clock() - 1)
    assert running.http.get("/v1/signals", headers={"Authorization": f"Bearer {new.token}"}).status_code == 401


def test_a_scope_that_there_is_not_is_refused(running: Running) -> None:
    with pytest.raises(UserError, match="no scope 'root'"):
        running.services.keyring.create("x", ["root"])


def test_keeping_needs_the_scope_to_write(running: Running, resume_text: str) -> None:
    headers = running.headers("match", tenant="matcher")
    assert running.http.post("/v1/matches", json={"text": resume_text}, headers=headers).status_code == 200
    kept = running.http.post("/v1/matches", json={"text": resume_text, "store": True}, headers=headers)
    assert (kept.status_code, kept.json()["type"]) == (403, "/docs#forbidden")


def test_the_same_external_id_of_two_tenants_are_two_people(running: Running, resume_text: str) -> None:
    for name in ("north", "south"):
        headers = running.headers("admin", tenant=name)
        running.http.post("/v1/resumes", json={"text": resume_text, "external_id": "7"}, headers=headers)
        found = running.http.get("/v1/resumes?external_id=7", headers=headers).json()["resumes"]
        assert len(found) == 1
        assert running.http.post("/v1/resumes", json={"text": resume_text}, headers=headers).json()["duplicates"] == [
            found[0]["id"]
        ]


def test_a_first_run_works_on_this_machine_without_a_key(own_app: Running) -> None:
    assert own_app.http.get("/v1/signals").status_code == 200


@pytest.mark.parametrize(
    ("client", "url", "headers", "status"),
    [
        (("192.0.2.7", 5), "http://127.0.0.1:8000", {}, 401),
        (("127.0.0.1", 5), "http://rebound.example:8000", {}, 401),
        (("127.0.0.1", 5), "http://127.0.0.1:8000", {"X-Forwarded-For": "192.0.2.7"}, 401),
        (("127.0.0.1", 5), "http://127.0.0.1:8000", {"Origin": "https://evil.example"}, 403),
        (("127.0.0.1", 5), "http://127.0.0.1:8000", {"Sec-Fetch-Site": "cross-site"}, 403),
        (("127.0.0.1", 5), "http://127.0.0.1:8000", {"Sec-Fetch-Site": "same-site"}, 403),
        (("127.0.0.1", 5), "http://localhost:8000", {"Origin": "http://localhost:8000"}, 200),
        (("::1", 5), "http://[::1]:8000", {}, 200),
    ],
)  # fmt: skip
def test_without_keys_nobody_else_gets_in(
    own_app: Running, client: tuple[str, int], url: str, headers: dict[str, str], status: int
) -> None:
    outside = TestClient(own_app.app, base_url=url, client=client, headers=headers)
    assert outside.get("/v1/signals").status_code == status
    outside.close()


def test_the_first_key_ends_the_open_mode_and_revoking_it_does_not_bring_it_back(own_app: Running) -> None:
    new = own_app.services.keyring.create("first", ["match"])
    time.sleep(0.6)
    assert own_app.http.get("/v1/signals").status_code == 401
    own_app.services.keyring.revoke(new.key.id)
    time.sleep(0.6)
    assert own_app.http.get("/v1/signals").status_code == 401


def test_a_service_without_keys_refuses_to_listen_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEFIT_DATABASE_URL", f"sqlite:///{tmp_path}/x.db")
    with pytest.raises(UserError, match="no API keys"):
        serve("0.0.0.0", 8000, 1)  # noqa: S104


def test_which_addresses_are_this_machine() -> None:
    assert [is_loopback(host) for host in ("127.0.0.1", "127.8.9.1", "::1", "[::1]", "localhost")] == [True] * 5
    assert [is_loopback(host) for host in ("0.0.0.0", "::", "10.0.0.1", "example.org", "")] == [False] * 5  # noqa: S104


def test_keys_are_made_listed_and_revoked_on_the_command_line(tmp_path: Path) -> None:
    env = {"ROLEFIT_DATABASE_URL": f"sqlite:///{tmp_path}/x.db", "ROLEFIT_SECRET_KEY": SECRET}
    runner = CliRunner()
    made = runner.invoke(
        keys_app, ["create", "careers site", "--scope", "match", "--scope", "read", "--days", "30"], env=env
    )
    assert made.exit_code == 0
    token = made.stdout.strip()
    assert parse(token) is not None
    identity = parse(token)[0]  # type: ignore[index]
    listed = runner.invoke(keys_app, ["list"], env=env)
    assert identity in listed.stdout
    assert "match,read" in listed.stdout
    assert token not in listed.stdout
    turned = runner.invoke(keys_app, ["rotate", identity], env=env)
    assert parse(turned.stdout.strip()) is not None
    assert f"{identity} works until {datetime.now(UTC) + timedelta(days=1):%Y-%m-%d} " in turned.stderr
    assert runner.invoke(keys_app, ["revoke", identity], env=env).exit_code == 0
    assert f"{identity}  revoked" in runner.invoke(keys_app, ["list"], env=env).stdout
