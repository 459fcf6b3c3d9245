"""Running it: signs of life, logs, metrics, processes, and what a killed process leaves."""

import json
import os
import re
import signal
import threading
import time
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import httpx2
from prometheus_client.parser import text_string_to_metric_families

from service.client import Client
from tests.service.api.conftest import Running
from tests.service.api.serving import Server, make_key, serving

_SHUTDOWN_SECONDS = 30  # what open requests get
CANARY = "Zyxwvutcanary"


def test_the_service_says_that_it_lives_is_ready_and_what_it_is(running: Running) -> None:
    for path in ("/livez", "/readyz"):
        assert running.http.get(path).json() == {"status": "ok"}
    assert set(running.http.get("/version").json()) == {"engine", "taxonomy", "config", "as_of"}


def test_metrics_count_and_name_nobody(running: Running, client: Client, resume_text: str, tenant: str) -> None:
    stored = client.match_and_keep(text=f"{CANARY}\n{resume_text}", external_id=CANARY)
    client.get_match(stored.id)
    page = running.http.get("/metrics").text
    families = {family.name: family for family in text_string_to_metric_families(page)}
    assert {"rolefit_requests", "rolefit_request_seconds", "rolefit_matches", "rolefit_documents"} <= families.keys()
    routes = {sample.labels["route"] for sample in families["rolefit_requests"].samples if "route" in sample.labels}
    assert "/v1/matches/{match_id}" in routes
    assert not [name for name in (CANARY, stored.id, tenant, "key_", "res_", "mat_") if name in page]


def test_the_docs_need_nothing_from_elsewhere(running: Running) -> None:
    page = running.http.get("/docs")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert not re.search(r"(?:src|href)=['\"]?(?:https?:)?//", page.text)
    assert "/v1/roles/{role_id}/candidates" in page.text


def test_two_worker_processes_serve_one_database_and_log_no_text(
    new_url: str, tmp_path: Path, resume_text: str
) -> None:
    with serving(new_url, 2, tmp_path / "log") as server:
        key = make_key(new_url)
        seen: set[str] = set()
        for number in range(12):  # new connections, so that both workers answer
            with Client(server.address, key) as client:
                stored = client.match_and_keep(
                    text=f"{CANARY} {number}\n{resume_text}", external_id=f"{CANARY}-{number}"
                )
                seen.add(stored.id)
        with Client(server.address, key) as client:
            assert len(list(client.candidates("ml-devops-architect"))) == len(seen) == 12
            for identity in seen:
                assert client.replay(identity) == client.get_match(identity)
        metrics = server.get("/metrics")[1]
        assert server.stop() in (0, -signal.SIGTERM)
    families = {family.name: family for family in text_string_to_metric_families(metrics)}
    kept = [
        s.value
        for s in families["rolefit_requests"].samples
        if s.labels.get("status") == "201" and s.name.endswith("_total")
    ]
    assert sum(kept) == 12
    log = (tmp_path / "log").read_text()
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    requests = [line for line in lines if line["message"] == "request"]
    assert len(requests) >= 12
    assert {line["route"] for line in requests} >= {"/v1/matches", "/v1/matches/{match_id}/replay"}
    assert not [secret for secret in (CANARY, key, key[40:60], "Kubernetes") if secret in log]


def test_open_requests_end_when_the_service_is_told_to_stop(new_url: str, tmp_path: Path, resume_text: str) -> None:
    with serving(new_url, 1, tmp_path / "log") as server, ExitStack() as stack:
        headers = {"Authorization": f"Bearer {make_key(new_url)}", "Content-Type": "application/json"}
        body = json.dumps({"text": resume_text, "store": True})
        callers = [HTTPConnection("127.0.0.1", server.port, timeout=60) for _ in range(6)]
        for caller in callers:
            stack.callback(caller.close)
            caller.request("POST", "/v1/matches", body, headers)
        first = callers[0].getresponse().status  # so that the others have come in, and wait for their turn
        server.process.terminate()
        others = [caller.getresponse().status for caller in callers[1:]]
        assert server.stop() in (0, -signal.SIGTERM)
    assert [first, *others] == [201] * 6


def test_a_killed_service_keeps_all_that_it_acknowledged_and_nothing_half(
    new_url: str, tmp_path: Path, resume_text: str
) -> None:
    """A few moments here; benchmarks/service/kill.py takes fifty on each database."""
    kill_and_check(new_url, tmp_path, resume_text, moments=2)


def kill_and_check(url: str, folder: Path, resume_text: str, moments: int) -> int:
    """Kill the service while it writes, start it again, and compare; returns how many writes were acknowledged."""
    key, acknowledged = make_key(url), dict[str, str]()
    for moment in range(moments):
        server = Server(url, 1, folder / "log", background=False)
        server.wait()
        stop = threading.Event()

        def write(lane: int, moment: int = moment, server: Server = server, stop: threading.Event = stop) -> None:
            with Client(server.address, key) as client:
                for number in range(1000):
                    name = f"{moment}-{lane}-{number}"
                    try:
                        stored = client.match_and_keep(
                            text=f"{name}\n{resume_text}", external_id=name, idempotency_key=name
                        )
                    except httpx2.HTTPError:
                        return
                    acknowledged[stored.id] = stored.report["resume"]["id"]
                    if stop.is_set():
                        return

        lanes = [threading.Thread(target=write, args=(lane,)) for lane in range(3)]
        for lane in lanes:
            lane.start()
        before, end = len(acknowledged), time.monotonic() + 20
        while len(acknowledged) == before and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(0.03 * (moment * 7 % 11))
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
        stop.set()
        for lane in lanes:
            lane.join()
    with serving(url, 1, folder / "log", background=False) as again, Client(again.address, key) as client:
        check_whole(client, acknowledged)
    return len(acknowledged)


def check_whole(client: Client, acknowledged: dict[str, str]) -> None:
    """Everything that was acknowledged is there (match id → resume id), and whatever is there is whole."""
    for match, resume in acknowledged.items():
        assert client.replay(match)["resume"]["id"] == resume
    whole = {resume["id"] for resume in client.resumes()}
    assert set(acknowledged.values()) <= whole
    for identity in whole:
        held = client.export(resume_id=identity)["resumes"][0]
        assert held["text"]
        assert len(held["scores"]) == 16


def test_a_stream_of_progress_ends_when_the_service_is_told_to_stop(new_url: str, tmp_path: Path) -> None:
    """It would go on as long as its batch does, which waits for somebody to score it."""
    with serving(new_url, 1, tmp_path / "log", batch_workers=1) as server, ExitStack() as stack:
        headers = {"Authorization": f"Bearer {make_key(new_url)}", "Content-Type": "application/json"}

        def ask(method: str, path: str, body: bytes = b"", **more: str) -> HTTPResponse:
            caller = HTTPConnection("127.0.0.1", server.port, timeout=60)
            stack.callback(caller.close)
            caller.request(method, path, body, headers | {name.replace("_", "-"): text for name, text in more.items()})
            return caller.getresponse()

        assert ask("PUT", "/v1/scoring", b'{"paused": true}').status == 200
        form = (
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="people.csv"\r\n\r\n'
            b"external_id,text\r\n1,Python\r\n\r\n--b--\r\n"
        )
        made = ask("POST", "/v1/batches", form, Content_Type="multipart/form-data; boundary=b")
        batch = json.loads(made.read())
        stream = ask("GET", f"/v1/batches/{batch['id']}/events")
        assert stream.readline().startswith(b"event: progress")
        told = time.monotonic()
        server.process.terminate()
        stream.read()  # to its end, which is one: a stream that is cut raises
        assert server.stop() in (0, -signal.SIGTERM)
        assert time.monotonic() - told < _SHUTDOWN_SECONDS / 2
    assert '"unexpected"' not in (tmp_path / "log").read_text()
