"""What keys may use up, and the bounds that they are made within."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli.keys import app as keys_app
from tests.service.api.conftest import SECRET, Running, settings_for, start


def left_of_the_day(header: str) -> int:
    found = re.search(r'"day";r=(\d+)', header)
    assert found is not None
    return int(found[1])


def test_what_the_minute_refuses_takes_nothing_of_the_day(running: Running) -> None:
    key = running.key("match", tenant="refused", rate_per_minute=2, quota_per_day=7)
    answers = [running.http.get("/v1/signals", headers={"Authorization": f"Bearer {key}"}) for _ in range(12)]
    granted = [answer.status_code for answer in answers].count(200)
    assert 2 <= granted <= 4  # the minute may turn meanwhile
    assert left_of_the_day(answers[-1].headers["ratelimit"]) == 7 - granted


@pytest.fixture
def environment(new_url: str) -> dict[str, str]:
    return {"ROLEFIT_DATABASE_URL": new_url, "ROLEFIT_SECRET_KEY": SECRET}


@pytest.mark.parametrize(
    "given",
    [
        ("--days", "36501"),
        ("--days", "99999999999999"),
        ("--rate", "99999999999"),
        ("--quota", "99999999999999999999"),
        ("--tenant", "t" * 200),
        ("--tenant", "two\nlines"),
        ("--tenant", ""),
    ],
)
def test_a_key_beyond_all_bounds_is_refused_in_a_sentence(
    environment: dict[str, str], given: tuple[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    result = CliRunner().invoke(keys_app, ["create", "x", "--scope", "match", *given], env=environment)
    assert result.exit_code != 0
    assert "Traceback" not in result.output + capfd.readouterr().err
    problem = getattr(result.exception, "problem", None)
    assert (problem is not None and problem.code == "bad-tenant") or given[0] in result.output


def test_the_greatest_key_that_may_be_made_works_and_is_listed(environment: dict[str, str]) -> None:
    most = ("--days", "36500", "--rate", "1000000000", "--quota", "1000000000", "--tenant", "t" * 100)
    made = CliRunner().invoke(keys_app, ["create", "x", "--scope", "match", *most], env=environment)
    assert made.exit_code == 0
    listed = CliRunner().invoke(keys_app, ["list"], env=environment)
    assert (listed.exit_code, listed.stdout.count("key_")) == (0, 1)
    for one in start(settings_for(environment["ROLEFIT_DATABASE_URL"])):
        headers = {"Authorization": f"Bearer {made.stdout.strip()}"}
        assert one.http.get("/v1/signals", headers=headers).status_code == 200


def test_a_key_made_without_bounds_keeps_nobody_from_seeing_theirs(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    for one in start(settings_for(url)):
        one.key("match", days=4_000_000)
    environment = {"ROLEFIT_DATABASE_URL": url, "ROLEFIT_SECRET_KEY": SECRET}
    assert "expires after 9999" in CliRunner().invoke(keys_app, ["list"], env=environment).stdout
