"""Worker processes that are killed, and what a server leaves behind; connections that ask for something else."""

import os
import signal
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from service.api.protocol import REQUESTS_OF_A_CONNECTION
from tests.service.api.serving import Server, serving


def ready(server: Server) -> float:
    families = {family.name: family for family in text_string_to_metric_families(server.get("/metrics")[1])}
    return sum(sample.value for sample in families["rolefit_ready"].samples)


def soon(server: Server, expected: float) -> float:
    """How many workers are ready, once that is what was expected, or after a while."""
    end = time.monotonic() + 60
    while (found := ready(server)) != expected and time.monotonic() < end:
        time.sleep(0.2)
    return found


def test_a_killed_worker_is_not_counted_as_ready_and_a_server_that_ends_leaves_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    with serving(f"sqlite:///{tmp_path}/db/rolefit.db", 2, tmp_path / "log", background=False) as server:
        assert soon(server, 2) == 2
        (folder,) = temporary.glob("rolefit-metrics-*")
        worker = int(next(folder.glob("gauge_live*.db")).stem.rpartition("_")[2])
        os.kill(worker, signal.SIGKILL)
        end = time.monotonic() + 60
        while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
            time.sleep(0.1)
        assert soon(server, 2) == 2
        assert not list(folder.glob(f"gauge_live*_{worker}.db"))
        server.stop()
    assert list(temporary.glob("rolefit-metrics-*")) == []


def test_who_asks_for_a_websocket_is_answered_as_if_they_had_not(tmp_path: Path) -> None:
    with serving(f"sqlite:///{tmp_path}/db/rolefit.db", 1, tmp_path / "log", background=False) as server:
        headers = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Key": "eA==",
            "Sec-WebSocket-Version": "13",
        }
        for path, status, kind in (("/livez", 200, "application/json"), ("/none", 404, "application/problem+json")):
            connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            assert (answer.status, answer.headers["content-type"]) == (status, kind)
            assert answer.headers["x-request-id"]
            connection.close()


def test_of_several_connections_each_ends_after_some_requests_and_a_sole_one_is_kept(tmp_path: Path) -> None:
    with serving(f"sqlite:///{tmp_path}/db/rolefit.db", 1, tmp_path / "log", background=False) as server:
        sole = HTTPConnection("127.0.0.1", server.port, timeout=30)
        assert [_ends(sole) for _ in range(REQUESTS_OF_A_CONNECTION + 1)] == [False] * (REQUESTS_OF_A_CONNECTION + 1)
        other = HTTPConnection("127.0.0.1", server.port, timeout=30)
        ends = [_ends(other) for _ in range(REQUESTS_OF_A_CONNECTION)]
        assert ends == [False] * (REQUESTS_OF_A_CONNECTION - 1) + [True]
        assert not _ends(other)  # opened anew
        other.close()
        sole.close()


def _ends(connection: HTTPConnection) -> bool:
    """Whether an answer says that it is the connection's last."""
    connection.request("GET", "/livez")
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200
    return answer.getheader("connection") == "close"
