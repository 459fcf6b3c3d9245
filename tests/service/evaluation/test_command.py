"""``rolefit evaluate`` works from the command line, on the samples and on anyone's own cases."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from service.cli.evaluate import evaluate
from service.errors import ManyProblems, UserError

ROOT = Path(__file__).parents[3]
ENGINEER = (
    "Summary\nData engineer with six years of pipelines and warehouses.\n\nExperience\nData Engineer, Hexworks\n"
    "2019 - 2025\n- Built Airflow and Spark pipelines in Python that load a Snowflake warehouse\n"
    "- Modelled a star schema with dbt and tuned SQL\n\nSkills\nPython, SQL, Apache Airflow, dbt, Kafka\n"
)
COOK = (
    "Summary\nHead chef with ten years in hotel kitchens.\n\nExperience\nHead Chef, Hotel Seeblick\n2015 - 2025\n"
    "- Ran a kitchen of twelve cooks, wrote menus and ordered fish, meat and vegetables\n"
    "- Baked bread and pastry for four hundred guests a day\n\nSkills\nFood safety, menu planning, baking\n"
)
Run = Callable[..., str]


@pytest.fixture
def run() -> Run:
    app = typer.Typer()
    app.command()(evaluate)

    def call(*arguments: str | Path) -> str:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    return call


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text(
        "id,resume_text,role_id,expected_skills,seniority\n"
        f'one,"{ENGINEER}",data-engineering-expert|data-cloud-platform-engineer,Python;Airflow;Cobweb,senior\n'
        f'two,"{ENGINEER} Mentored two juniors.",data-engineering-expert,,junior\n'
        f'three,"{COOK}",,,senior\nfour,too short,data-engineer-azure,,junior\n'
    )
    return path


def test_the_shipped_samples_are_evaluated_beside_the_baselines(run: Run) -> None:
    found = json.loads(run(ROOT / "samples" / "labels.csv", "--json"))
    ours = found["systems"]["rolefit"]
    assert (found["cases"], found["cases_with_role"], found["unanswered"]) == (60, 48, [])
    assert ours["top_1"]["low"] <= ours["top_1"]["value"] <= ours["top_1"]["high"]
    assert ours["top_1"]["value"] > found["systems"]["constant"]["top_1"]["value"]
    assert ours["in_out_auc"]["value"] > 0.9
    assert sum(band["cases"] for band in found["bands"]) == 60
    assert {part["trait"] for part in found["slices"]} >= {"role", "format"}


def test_the_table_names_measures_baselines_bands_slices_and_wrong_cases(run: Run, cases: Path) -> None:
    table = run(cases)
    for words in ("top-1", "words", "constant", "in/out AUC", "precision", "Bands", "seniority", "Wrong: 1 of 3"):
        assert words in table
    assert "no answer for four (too-short)" in table


def test_json_holds_every_case_with_what_it_missed(run: Run, cases: Path) -> None:
    found = json.loads(run(cases, "--json"))
    first = found["outcomes"][0]
    assert first["place"] == 1
    assert first["missed_skills"] == ["Cobweb"]
    assert "apache-kafka" in first["unexpected_skills"]
    assert found["outcomes"][1]["missed_skills"] is None
    assert found["skills"]["recall"]["value"] == pytest.approx(2 / 3, abs=1e-4)


def test_two_runs_print_the_same(run: Run, cases: Path) -> None:
    assert run(cases, "--json") == run(cases, "--json")


def test_a_baseline_shows_what_changed_since(run: Run, cases: Path, tmp_path: Path) -> None:
    frozen = tmp_path / "baseline.json"
    run(cases, "--baseline", frozen, "--update-baseline")
    assert "No case differs" in run(cases, "--baseline", frozen)
    edited = frozen.read_text().replace('"place": 1', '"place": 4', 1)
    frozen.write_text(edited)
    assert "better: one: " in run(cases, "--baseline", frozen)


def test_cases_with_skills_alone_need_no_roles(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "skills.csv"
    path.write_text(f'resume_text,expected_skills\n"{ENGINEER}",Python;SQL\n')
    found = json.loads(run(path, "--json"))
    assert found["skills"]["recall"]["value"] == 1
    assert found["systems"] == {}


def test_mistakes_are_named(run: Run, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="needs --baseline"):
        run(ROOT / "samples" / "labels.csv", "--update-baseline")
    path = tmp_path / "bad.csv"
    path.write_text("resume_text,role_id\nx,astronaut\n")
    with pytest.raises(ManyProblems) as caught:
        run(path)
    assert "astronaut" in caught.value.problems[0].message
