"""Idempotency, pages, entity tags, limits."""

import gzip
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.api.idempotency import fingerprint
from service.api.paging import place_of, token
from service.api.problems import ApiProblem
from service.client import Client, ProblemError
from service.store import Vault
from service.store.resumes import Resumes
from tests.service.api.conftest import SAMPLES, Running, settings_for, slowly, start


def test_the_same_request_under_the_same_key_happens_once(http: TestClient, client: Client, resume_text: str) -> None:
    headers = {"Idempotency-Key": "k-1"}
    for path, body in (("/v1/resumes", {"text": resume_text}), ("/v1/matches", {"text": resume_text, "store": True})):
        first = http.post(path, json=body, headers={"Idempotency-Key": f"k{path}"})
        again = http.post(path, json=body, headers={"Idempotency-Key": f"k{path}"})
        assert (
            (again.status_code, again.content)
            == (first.status_code, first.content)
            == (first.status_code, again.content)
        )
        assert again.headers["location"] == first.headers["location"]
        assert again.headers["idempotency-replayed"] == "true"
    assert len(list(client.resumes())) == 1
    assert http.post("/v1/resumes", json={"text": resume_text}, headers=headers).status_code == 200


def test_another_request_under_the_same_key_is_refused(client: Client, resume_text: str) -> None:
    client.upload(text=resume_text, idempotency_key="k")
    with pytest.raises(ProblemError) as problem:
        client.upload(text=resume_text + " more", idempotency_key="k")
    assert problem.value.code == "idempotency-key-reused"


def test_a_key_of_a_match_that_is_not_kept_is_remembered_without_the_answer(
    running: Running, http: TestClient, resume_text: str
) -> None:
    headers = {"Idempotency-Key": "unkept"}
    first = http.post("/v1/matches", json={"text": resume_text}, headers=headers)
    again = http.post("/v1/matches", json={"text": resume_text}, headers=headers)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    other = http.post("/v1/matches", json={"text": resume_text, "top": 1}, headers=headers)
    assert (other.status_code, other.json()["type"]) == (422, "/docs#idempotency-key-reused")
    with running.services.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT answer FROM idempotency WHERE resume IS NULL").all()
    assert max(len(bytes(answer)) for (answer,) in rows if answer is not None) < 100


def test_the_same_file_in_another_form_is_the_same_request(http: TestClient, resume_pdf: bytes) -> None:
    answers = [
        http.post("/v1/resumes", files={"file": (name, resume_pdf)}, headers={"Idempotency-Key": "f"})
        for name in ("a.pdf", "b.pdf")
    ]
    assert answers[0].content == answers[1].content


def test_a_key_in_use_says_so_and_one_that_was_left_is_taken_over(
    running: Running, http: TestClient, resume_text: str
) -> None:
    services = running.services
    http.post("/v1/resumes", json={"text": resume_text})
    key = services.keyring.all()[-1][0]
    body = {"text": resume_text, "json_resume": None, "external_id": None}
    mark = fingerprint("POST /v1/resumes", body)
    now = services.clock()
    with services.storage.writing(key.tenant) as store:
        store.claims.claim("busy", mark, now, now + 1000_000)
        store.claims.claim("left", mark, now - 200_000, now + 1000_000)
    busy = http.post("/v1/resumes", json={"text": resume_text}, headers={"Idempotency-Key": "busy"})
    assert (busy.status_code, busy.json()["type"]) == (409, "/docs#request-in-progress")
    assert busy.headers["retry-after"]
    left = http.post("/v1/resumes", json={"text": resume_text}, headers={"Idempotency-Key": "left"})
    assert left.status_code == 200


def test_a_request_that_failed_gives_its_key_back(http: TestClient, resume_text: str) -> None:
    headers = {"Idempotency-Key": "again"}
    assert http.post("/v1/roles", json={"text": "nothing asked"}, headers=headers).status_code == 422
    assert http.post("/v1/resumes", json={"text": resume_text}, headers=headers).status_code == 201


def test_of_many_at_once_under_one_key_one_works(http: TestClient, client: Client, resume_text: str) -> None:
    answers: list[int] = []

    def send() -> None:
        answer = http.post("/v1/resumes", json={"text": resume_text}, headers={"Idempotency-Key": "race"})
        answers.append(answer.status_code)

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {201, 409}
    assert 201 in answers
    assert len(list(client.resumes())) == 1


def test_pages_hold_everything_once(http: TestClient, client: Client) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "sources").glob("*.md"))[:7]]
    for text in texts:
        client.upload(text=text, external_id="same")
    for path, items in (
        ("/v1/resumes", "resumes"),
        ("/v1/resumes?external_id=same", "resumes"),
        ("/v1/roles/ml-devops-manager/candidates", "candidates"),
    ):
        found: list[str] = []
        token = ""
        while token is not None:
            glue = "&" if "?" in path else "?"
            page = http.get(f"{path}{glue}page_size=3" + (f"&page_token={token}" if token else "")).json()
            found += [item.get("id") or item["resume_id"] for item in page[items]]
            token = page["next_page_token"]
        assert len(found) == len(set(found)) == 7


def test_a_page_token_of_another_list_or_a_forged_one_is_refused(http: TestClient) -> None:
    token = http.get("/v1/roles?page_size=2").json()["next_page_token"]
    assert http.get(f"/v1/roles?page_size=2&page_token={token}").status_code == 200
    for path in (
        f"/v1/skills?page_token={token}",
        "/v1/roles?page_token=x",
        f"/v1/roles?page_token={token[:-2]}AA",
        "/v1/roles?page_token=",
    ):
        answer = http.get(path)
        assert (answer.status_code, answer.json()["type"]) == (400, "/docs#bad-page-token")


def test_a_page_token_outlives_a_change_of_the_secret_key() -> None:
    before, after = Vault(["the old secret key"]), Vault(["the new secret key", "the old secret key"])
    assert place_of(after, "roles", token(before, "roles", 7)) == 7
    assert place_of(after, "roles", token(after, "roles", 7)) == 7
    for vault, given in ((before, token(after, "roles", 7)), (after, token(before, "skills", 7))):
        with pytest.raises(ApiProblem, match="bad-page-token"):
            place_of(vault, "roles", given)


@pytest.mark.parametrize("name", ["Authorization", "Idempotency-Key"])
def test_a_header_that_may_come_once_is_refused_twice(http: TestClient, resume_text: str, name: str) -> None:
    own = http.headers["authorization"]
    given = [("Authorization", own)] if name != "Authorization" else []
    body = json.dumps({"text": resume_text}).encode()
    twice = [*given, (name, own), (name, "another"), ("Content-Type", "application/json")]
    del http.headers["authorization"]
    answer = http.post("/v1/resumes", content=body, headers=twice)
    assert (answer.status_code, answer.json()["type"]) == (400, "/docs#bad-request")
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/header/{name}"]


def test_a_packed_body_is_refused_by_its_name(http: TestClient) -> None:
    body = json.dumps({"text": "Python"}).encode()
    headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    refused = http.post("/v1/skills/extract", content=gzip.compress(body), headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (415, "/docs#unsupported-media-type")
    assert "Content-Encoding" in refused.json()["detail"]
    assert refused.headers["accept-encoding"] == "identity"
    plain = {**headers, "Content-Encoding": "identity"}
    assert http.post("/v1/skills/extract", content=body, headers=plain).status_code == 200


def test_a_form_that_was_cut_off_is_not_taken_for_a_whole_one(http: TestClient, resume_text: str) -> None:
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    whole = head + resume_text.encode() + b"\r\n--b--\r\n"
    for path in ("/v1/matches", "/v1/resumes"):
        for cut in (whole[:-9], whole[: len(whole) // 2], head + resume_text.encode() + b"\r\n--b\r\n"):
            refused = http.post(path, content=cut, headers=headers)
            assert (refused.status_code, refused.json()["type"]) == (400, "/docs#bad-request")
            assert "closing boundary" in refused.json()["detail"]
        assert http.post(path, content=whole + b"an epilogue", headers=headers).status_code in (200, 201)


def test_what_has_not_changed_is_not_sent_again(http: TestClient, client: Client, resume_text: str) -> None:
    stored = client.match_and_keep(text=resume_text)
    version = client.taxonomies()["taxonomies"][0]["version"]
    for path in (
        "/v1/roles",
        "/v1/roles/ml-devops-manager",
        "/v1/signals",
        "/v1/skills/python",
        f"/v1/matches/{stored.id}",
        f"/v1/taxonomies/{version}",
    ):
        first = http.get(path)
        again = http.get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert http.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_key_gets_its_limit_and_no_more(running: Running) -> None:
    headers = {"Authorization": f"Bearer {running.key('match', tenant='limited', rate_per_minute=30)}"}
    answers = [running.http.get("/v1/signals", headers=headers) for _ in range(40)]
    codes = [answer.status_code for answer in answers]
    if codes.count(200) != 30:  # the minute turned meanwhile
        answers = [running.http.get("/v1/signals", headers=headers) for _ in range(40)]
        codes = [answer.status_code for answer in answers]
    assert codes == [200] * codes.count(200) + [429] * codes.count(429)
    assert answers[0].headers["ratelimit-policy"] == '"minute";q=30;w=60'
    assert answers[-1].headers["ratelimit"].startswith('"minute";r=0;t=')
    assert 0 < int(answers[-1].headers["retry-after"]) <= 60
    assert answers[-1].json()["type"] == "/docs#quota-exceeded"


def test_two_workers_together_keep_a_limit(tmp_path: Path) -> None:
    settings = settings_for(f"sqlite:///{tmp_path}/two.db")
    for one in start(settings):
        for other in start(settings):
            headers = {"Authorization": f"Bearer {one.key('match', quota_per_day=25)}"}
            both = [app.http.get("/v1/signals", headers=headers).status_code for _ in range(30) for app in (one, other)]
            assert both.count(200) == 25


def test_equal_scores_share_a_rank_across_pages(http: TestClient, client: Client, resume_text: str) -> None:
    for number in range(5):
        client.upload(text=resume_text, external_id=str(number))
    first = http.get("/v1/roles/ml-devops-manager/candidates?page_size=3").json()
    second = http.get(
        f"/v1/roles/ml-devops-manager/candidates?page_size=3&page_token={first['next_page_token']}"
    ).json()
    assert [entry["rank"] for entry in first["candidates"] + second["candidates"]] == [1] * 5


def test_the_same_resume_uploaded_many_times_at_once_is_kept_once(
    http: TestClient, client: Client, resume_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All look for it before one has kept it."""
    monkeypatch.setattr(Resumes, "same", slowly(Resumes.same))
    body = {"text": resume_text, "external_id": "at-once"}

    def send(number: int) -> int:
        path, more = ("/v1/matches", {"store": True}) if number % 2 else ("/v1/resumes", {})
        return http.post(path, json=body | more).status_code

    with ThreadPoolExecutor(4) as pool:
        assert max(pool.map(send, range(4))) == 201
    assert len(list(client.resumes("at-once"))) == 1
