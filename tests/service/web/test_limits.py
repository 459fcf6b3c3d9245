"""How long a text may be is one setting, for the API and for the pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from tests.conftest import shipped_matcher
from tests.service.web.conftest import SAMPLES

RESUME = (SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_text(encoding="utf-8")
MOST = 1_500
JOB = "Requirements\n- Kafka and SQL\n"


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("limits")
    chosen = {
        "database_url": f"sqlite:///{folder}/rolefit.db",
        "secret_key": "a secret key for tests, long enough",
        "background": False,
        "rate_per_minute": 0,
        "log_level": "ERROR",
        "max_characters": MOST,
    }
    app = create_app(Settings.model_validate(chosen), shipped_matcher())
    with TestClient(app, base_url="http://127.0.0.1:8000", client=("127.0.0.1", 5000)) as client:
        yield client


def test_a_text_longer_than_the_setting_says_is_refused_everywhere(http: TestClient) -> None:
    long = "Python and SQL. " * 100
    assert MOST < len(long) < 200_000
    assert http.post("/v1/skills/extract", json={"text": long}).status_code == 413
    assert http.post("/v1/skills/extract", json={"text": long[:MOST]}).status_code == 200
    assert http.post("/v1/matches", json={"text": long}).status_code == 413
    for place, sent in (
        ("/match", {"text": long}),
        ("/match", {"text": RESUME[:MOST], "job": JOB + long}),
        ("/taxonomy/new", {"text": JOB + long}),
    ):
        answer = http.post(place, data=sent)
        assert answer.status_code == 422, place
        assert "long" in answer.text
    listed = http.post(
        "/recruiter", files={"files": ("a.txt", RESUME[:MOST].encode())}, data={"job": JOB + long, "against": "job"}
    )
    assert listed.status_code == 422
    assert "That job description is longer than 1,500 characters." in listed.text


def test_a_page_that_carries_more_than_may_be_read_is_not_believed(http: TestClient) -> None:
    carried = '{"text": "%s", "media_type": "text/plain", "digest": "sha256:%s"}'
    for letters, status in ((MOST, 200), (MOST + 1, 422)):
        text = (RESUME.replace("\n", " ").replace('"', "") + " " * MOST)[:MOST] + "x" * (letters - MOST)
        assert http.post("/again", data={"document": carried % (text, "0" * 64)}).status_code == status
