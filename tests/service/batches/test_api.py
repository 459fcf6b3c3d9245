"""``/v1/batches``: the same batches over HTTP."""

import csv
import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from service.batches.columns import BASE_COLUMNS
from tests.service.api.conftest import settings_for, start


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    for running in start(settings_for(f"sqlite:///{tmp_path_factory.mktemp('db')}/rolefit.db", batch_workers=1)):
        yield running.http


def table(rows: list[tuple[str, str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file).writerows([("external_id", "cv"), *rows])
    return file.getvalue().encode()


def post(client: TestClient, data: bytes, name: str = "a.csv", **options: Any) -> httpx.Response:
    return client.post("/v1/batches", files={"file": (name, data, "text/csv")}, **options)


def finished(client: TestClient, batch_id: str) -> dict[str, Any]:
    until = time.monotonic() + 60
    while True:
        batch: dict[str, Any] = client.get(f"/v1/batches/{batch_id}").json()
        assert batch["total"] == batch["scored"] + batch["abstained"] + batch["failed"] + batch["pending"]
        if batch["state"] in {"completed", "cancelled", "failed"}:
            return batch
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.fixture(scope="module")
def done(client: TestClient, resumes: list[str]) -> dict[str, Any]:
    rows = [(f"C-{n}", resumes[n] if n % 4 else ("" if n % 8 else "short")) for n in range(24)]
    answer = post(client, table(rows))
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/v1/batches/{answer.json()['id']}"
    assert int(answer.headers["retry-after"]) > 0
    return finished(client, answer.json()["id"])


def test_a_list_is_taken_in_scored_and_reported(done: dict[str, Any]) -> None:
    assert (done["state"], done["total"], done["pending"]) == ("completed", 24, 0)
    assert (done["scored"], done["abstained"], done["failed"]) == (18, 3, 3)
    assert any("“cv”" in remark for remark in done["remarks"])


def test_results_come_in_pages_in_the_order_of_the_input(client: TestClient, done: dict[str, Any]) -> None:
    seen: list[dict[str, Any]] = []
    token: str | None = None
    while True:
        parameters = {"page_size": 10} | ({"page_token": token} if token else {})
        page = client.get(f"/v1/batches/{done['id']}/results", params=parameters).json()
        seen += page["results"]
        token = page["next_page_token"]
        if token is None:
            break
    assert [row["external_id"] for row in seen] == [f"C-{n}" for n in range(24)]
    assert list(seen[0]) == list(BASE_COLUMNS)


def test_every_format_holds_the_same_results(client: TestClient, done: dict[str, Any]) -> None:
    path = f"/v1/batches/{done['id']}/results"
    pages = client.get(path, params={"page_size": 100}).json()["results"]
    lines = client.get(path, params={"format": "ndjson"})
    assert [json.loads(line) for line in lines.text.splitlines()] == pages
    cells = client.get(path, params={"format": "csv"})
    assert cells.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(cells.text)))
    assert [row["best_role"] for row in rows] == [row["best_role"] or "" for row in pages]


def test_the_csv_is_not_broken_by_a_name_that_holds_the_end_of_a_line(client: TestClient) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as members:
        for name in ("a\rb.txt", "=1+1.txt", "plain.txt"):
            members.writestr(name, "short")
    sent = post(client, table([('said "no\rnever"', "")]))
    for answer, expected in (
        (post(client, archive.getvalue(), "a.zip"), ["'=1+1.txt", "a b.txt", "plain.txt"]),
        (sent, ['said "no never"']),
    ):
        batch = finished(client, answer.json()["id"])
        cells = client.get(f"/v1/batches/{batch['id']}/results", params={"format": "csv"}).text
        assert [row["external_id"] for row in csv.DictReader(io.StringIO(cells, newline=""))] == expected


def test_errors_name_the_rows_that_were_not_read(client: TestClient, done: dict[str, Any]) -> None:
    errors = client.get(f"/v1/batches/{done['id']}/errors").json()["results"]
    assert [row["external_id"] for row in errors] == ["C-4", "C-12", "C-20"]
    assert all(row["problem"].startswith("no-resume") for row in errors)


def test_progress_comes_as_events_that_end_with_the_final_state(client: TestClient, done: dict[str, Any]) -> None:
    with client.stream("GET", f"/v1/batches/{done['id']}/events") as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        lines = list(stream.iter_lines())
    assert "event: completed" in lines
    assert "id: 24" in lines
    data = json.loads(next(line for line in lines if line.startswith("data:"))[5:])
    assert data["id"] == done["id"]


def test_a_last_event_id_of_any_length_is_borne(client: TestClient, done: dict[str, Any]) -> None:
    answer = client.get(f"/v1/batches/{done['id']}/events", headers={"Last-Event-ID": "9" * 5_000})
    assert answer.status_code == 200
    assert "event: completed" in answer.text


def test_the_same_key_is_the_same_batch(client: TestClient, resumes: list[str]) -> None:
    data, headers = table([("a", resumes[0])]), {"Idempotency-Key": "once"}
    first, second = post(client, data, headers=headers), post(client, data, headers=headers)
    assert (first.status_code, second.status_code) == (202, 202)
    assert first.json()["id"] == second.json()["id"]
    other = post(client, table([("b", resumes[1])]), headers=headers)
    assert other.status_code == 422
    assert other.json()["type"].endswith("idempotency-key-reused")
    assert finished(client, first.json()["id"])["scored"] == 1


def test_json_lines_and_a_job_are_taken_too(client: TestClient, resumes: list[str]) -> None:
    lines = b"\n".join(json.dumps({"id": n, "resume": resumes[n]}).encode() for n in range(3))
    job = (Path(__file__).parents[3] / "samples" / "jobs" / "data-issue-manager.md").read_text(encoding="utf-8")
    answer = client.post(
        "/v1/batches",
        files={"file": ("a.jsonl", lines, "application/x-ndjson")},
        data={"job_description": job, "role_ids": "data-issue-manager"},
    )
    assert answer.status_code == 202, answer.text
    finished(client, answer.json()["id"])
    rows = client.get(f"/v1/batches/{answer.json()['id']}/results").json()["results"]
    assert [row["external_id"] for row in rows] == ["0", "1", "2"]
    assert all(isinstance(row["job_score"], float) and row["role_2"] is None for row in rows)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.csv"),
        (b"id,town\n1,Turku\n", "a.csv"),
        (b"id,cv\n", "a.csv"),
        (b"PK\3\4", "a.xlsx"),
        (b"%PDF-1", "a.pdf"),
    ],
)
def test_only_a_file_that_is_unusable_as_a_whole_is_refused(client: TestClient, data: bytes, name: str) -> None:
    answer = post(client, data, name)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "/tmp" not in answer.text  # noqa: S108


def test_paths_in_an_upload_are_never_opened(client: TestClient) -> None:
    answer = post(client, b"id,resume_file\n1,/etc/passwd\n")
    assert finished(client, answer.json()["id"])["failed"] == 1
    errors = client.get(f"/v1/batches/{answer.json()['id']}/errors").json()["results"]
    assert errors[0]["problem"].startswith("file-refused")


def test_a_cancelled_batch_stays_cancelled_and_an_erased_one_is_gone(client: TestClient, resumes: list[str]) -> None:
    batch_id = post(client, table([(str(n), resumes[n % 30]) for n in range(400)])).json()["id"]
    stopped = client.post(f"/v1/batches/{batch_id}/cancel").json()
    assert stopped["state"] == "cancelled"
    assert stopped["pending"] > 0
    assert client.post(f"/v1/batches/{batch_id}/cancel").json() == stopped
    assert client.delete(f"/v1/batches/{batch_id}").status_code == 204
    assert client.get(f"/v1/batches/{batch_id}").status_code == 404
    assert client.get(f"/v1/batches/{batch_id}/results").status_code == 404
    assert client.get(f"/v1/batches/{batch_id}/events").status_code == 404


def test_no_text_of_a_finished_batch_stays_on_disk(client: TestClient, done: dict[str, Any]) -> None:
    services = client.app.state.services  # type: ignore[attr-defined]
    folder = services.settings.sqlite_file.parent / "batches"
    assert not (folder / done["id"]).exists()


@pytest.mark.parametrize(
    ("name", "kind"), [("a.zip", "application/zip"), ("a.xlsx", "application/zip"), ("a.csv", "text/csv")]
)
def test_an_archive_of_resumes_is_scored_whatever_it_is_called(
    client: TestClient, resumes: list[str], name: str, kind: str
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("team/ann.txt", resumes[0])
        archive.writestr("team/bob.txt", resumes[1])
    sent = client.post("/v1/batches", files={"file": (name, packed.getvalue(), kind)})
    assert sent.status_code == 202, sent.text
    assert finished(client, sent.json()["id"])["scored"] == 2
    rows = client.get(f"/v1/batches/{sent.json()['id']}/results").json()["results"]
    assert [row["external_id"] for row in rows] == ["team/ann.txt", "team/bob.txt"]


@pytest.mark.parametrize(
    ("data", "options", "says"),
    [
        (b"id,town\n1,Turku\n", {}, "name one with text_column."),
        (b"id,cv\n1,Nurse\n", {"text_column": "cvv"}, "text_column: there is no column"),
        (b"id,cv\n1,Nurse\n", {"id_column": "no"}, "id_column: there is no column"),
        (b"%PDF-1", {}, "send it to /v1/matches, or several in a ZIP archive."),
    ],
)
def test_a_refused_file_is_explained_in_the_words_of_the_api(
    client: TestClient, data: bytes, options: dict[str, str], says: str
) -> None:
    sent = client.post("/v1/batches", files={"file": ("a.csv", data, "text/csv")}, data=options)
    assert sent.status_code == 422
    detail = sent.json()["detail"]
    assert says in detail
    assert "rolefit" not in detail
    assert "--" not in detail


def test_the_remarks_of_a_batch_name_what_the_api_takes(client: TestClient) -> None:
    remarks = post(client, b"cv,town\nNurse,Turku\n").json()["remarks"]
    assert any(remark.endswith("Name one with id_column.") for remark in remarks)
    assert not any("--" in remark for remark in remarks)


def test_the_same_request_after_its_batch_was_deleted_is_a_new_batch(client: TestClient, resumes: list[str]) -> None:
    data, headers = table([("a", resumes[0])]), {"Idempotency-Key": "again"}
    seen: set[str] = set()
    for _ in range(3):
        sent = post(client, data, headers=headers)
        assert sent.status_code == 202
        assert "idempotency-replayed" not in sent.headers
        assert finished(client, sent.json()["id"])["scored"] == 1
        assert post(client, data, headers=headers).json()["id"] == sent.json()["id"]
        seen.add(sent.json()["id"])
        assert client.delete(sent.headers["location"]).status_code == 204
    assert len(seen) == 3


def test_a_key_that_is_forgotten_does_not_give_another_requests_batch(client: TestClient, resumes: list[str]) -> None:
    headers = {"Idempotency-Key": "later"}
    first = post(client, table([("a", resumes[0])]), headers=headers).json()["id"]
    services = client.app.state.services  # type: ignore[attr-defined]
    services.storage.expire_answers(services.clock() + 8 * 86_400_000, 0)
    other = post(client, table([("b", resumes[1])]), headers=headers)
    assert other.status_code == 202
    assert other.json()["id"] != first
