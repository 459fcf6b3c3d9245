"""The catalogue of occupations: whoever works in any trade gets an answer."""

import json
import subprocess
import sys
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from typer.testing import CliRunner

from matchers.matching import Matcher
from service import taxonomies
from service.cli import app
from service.matching import text_document
from taxonomy import lexicon
from taxonomy.files import with_version
from taxonomy.surface import with_spellings

_TRADES = sorted((Path(__file__).parents[2] / "samples" / "trades").glob("*.txt"))
_AMONG = 3
_MOST_BYTES = 4_000_000


@pytest.fixture(scope="session")
def occupations() -> Matcher:
    """The matcher of the shipped catalogue."""
    return taxonomies.occupations()


@pytest.mark.parametrize("resume", _TRADES, ids=lambda path: path.stem)
def test_a_resume_of_any_trade_finds_its_occupation(occupations: Matcher, resume: Path) -> None:
    _, ranked = occupations.rank(text_document(resume.read_text(encoding="utf-8")))
    assert resume.stem in [score.role.profile.id for score in ranked[:_AMONG]]


def test_nearly_every_resume_of_a_trade_finds_its_occupation_first(occupations: Matcher) -> None:
    best = [occupations.rank(text_document(path.read_text(encoding="utf-8")))[1][0] for path in _TRADES]
    right = sum(score.role.profile.id == path.stem for score, path in zip(best, _TRADES, strict=True))
    assert len(_TRADES) >= 12
    assert right >= len(_TRADES) - 2


def test_the_shipped_catalogue_is_whole_and_small(occupations: Matcher) -> None:
    taxonomy = occupations.taxonomy
    assert with_version(taxonomy).version == taxonomy.version
    assert len(taxonomy.roles) > 900
    assert all(role.assessable and role.requirements and role.terms for role in taxonomy.roles)
    assert len(resources.files("taxonomy").joinpath(taxonomies.OCCUPATIONS).read_bytes()) < _MOST_BYTES


def test_the_shipped_catalogue_was_built_with_the_lexicon_as_it_is(occupations: Matcher) -> None:
    """Where it fails: ``rolefit taxonomy occupations FOLDER --out taxonomy/occupations.json.gz``."""
    skills = occupations.taxonomy.skills
    assert tuple(replace(skill, spellings=()) for skill in skills if not skill.discovered) == lexicon.load()
    assert with_spellings(skills) == skills


def test_nobody_loads_the_occupations_without_asking_for_them(tmp_path: Path) -> None:
    watch = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        "from service.cli import app\n"
        "try:\n"
        f"    app(['match', {str(_TRADES[0])!r}, '--json'])\n"
        "except SystemExit:\n"
        "    pass\n"
        "assert any(name.endswith('default.json') for name in opened)\n"
        "assert not any(name.endswith('occupations.json.gz') for name in opened)\n"
    )
    done = subprocess.run([sys.executable, "-c", watch], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_command_line_ranks_occupations_when_asked(occupations: Matcher) -> None:
    nurse = next(path for path in _TRADES if path.stem == "registered-nurses")
    said = CliRunner().invoke(app, ["match", str(nurse), "--catalogue", "occupations", "--json"])
    assert said.exit_code == 0
    assert '"role_id": "registered-nurses"' in said.stdout
    assert occupations.taxonomy.version in said.stdout


def test_a_taxonomy_of_ones_own_and_a_shipped_catalogue_are_not_mixed(tmp_path: Path) -> None:
    said = CliRunner().invoke(
        app, ["taxonomy", "show", "--catalogue", "occupations", "--taxonomy", str(tmp_path / "mine.json")]
    )
    assert said.exit_code != 0
    assert "not both" in str(said.exception)


def test_a_spreadsheet_is_scored_against_occupations(tmp_path: Path) -> None:
    table, out = tmp_path / "in.jsonl", tmp_path / "out.csv"
    nurse = next(path for path in _TRADES if path.stem == "registered-nurses").read_text(encoding="utf-8")
    table.write_text(json.dumps({"external_id": "n1", "resume_text": nurse}) + "\n", encoding="utf-8")
    said = CliRunner().invoke(
        app, ["batch", str(table), "--out", str(out), "--catalogue", "occupations", "--workers", "1", "--quiet"]
    )
    assert said.exit_code == 0, said.output
    assert "registered-nurses" in out.read_text(encoding="utf-8")
