"""``rolefit match`` on the terminal: what it prints is what the report says, in words that a person can follow."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli import app
from tests.service.web.conftest import SAMPLES

RESUME = str(SAMPLES / "resume.pdf")
JOB = str(SAMPLES / "jobs" / "ml-devops-architect.txt")


def printed(*arguments: str, wide: bool = True) -> str:
    """What the command prints; a wide terminal keeps sentences on one line."""
    environment = {"COLUMNS": "400" if wide else "80", "NO_COLOR": "1"}
    said = CliRunner().invoke(app, ["match", *arguments], env=environment, catch_exceptions=False)
    assert said.exit_code == 0
    return said.stdout


@pytest.fixture(scope="module")
def table() -> str:
    return printed(RESUME, "--job", JOB)


@pytest.fixture(scope="module")
def report() -> dict[str, object]:
    return json.loads(printed(RESUME, "--job", JOB, "--json"))


def test_the_table_has_every_role_every_component_and_every_step_of_the_report(table: str, report: dict) -> None:
    for result in report["results"]:
        assert f"{result['score']:.1f}" in table
        assert result["title"] in table
    for result in (report["results"][0], report["job"]):
        for component in result["components"]:
            assert component["reason"] in table
        for step in result["next_steps"]:
            assert step["action"] in table
        for gap in result["missing_skills"][:8]:
            assert gap["name"] in table
    assert report["notice"] in table


def test_a_job_is_explained_as_the_best_role_is(table: str) -> None:
    job = table[table.index("The job “") :]
    for word in ("skills", "responsibilities", "Matched", "Missing", "Next steps"):
        assert word in job


def test_it_fits_a_terminal_of_eighty_columns() -> None:
    assert max(map(len, printed(RESUME, "--job", JOB, wide=False).splitlines())) <= 80


def test_other_catalogues_are_shown_with_a_word_on_their_bands(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    guide = tmp_path / "welder.md"
    guide.write_text("# Welder\n\n## Requirements\n\n- Must know MIG welding, TIG welding and Blueprint Reading\n")
    built = CliRunner().invoke(app, ["taxonomy", "build", str(guide), "--out", str(own)], catch_exceptions=False)
    assert built.exit_code == 0
    said = CliRunner().invoke(app, ["match", RESUME, "--taxonomy", str(own)], catch_exceptions=False)
    assert "read the order rather than the word" in said.stderr
    said = CliRunner().invoke(app, ["match", RESUME], catch_exceptions=False)
    assert "read the order" not in said.stderr
