"""``rolefit taxonomy check``: the shipped taxonomy and the lexicon, or one file; and which words are ordinary."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from matchers.fuzzy import TypoRepair
from service import taxonomies
from service.cli import app
from service.errors import UserError
from taxonomy import lexicon
from taxonomy.files import with_version
from taxonomy.lexicon import Row
from taxonomy.model import Skill, Taxonomy
from taxonomy.surface import SurfaceIndex, with_spellings


def _check(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["taxonomy", "check", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_without_a_file_the_rows_of_the_lexicon_are_checked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = [*lexicon.rows()]
    again = Row("zz.csv", 2, shipped[0].skill)
    monkeypatch.setattr(lexicon, "rows", lambda: iter([*shipped, again]))
    code, out, err = _check()
    assert code == 1
    first = f"{shipped[0].file}:{shipped[0].line}"
    assert f"error: skill {again.skill.id}: is defined 2 times: {first}, zz.csv:2" in out.splitlines()
    assert "in the shipped taxonomy and the lexicon" in err


def test_a_lexicon_that_cannot_be_read_is_an_error_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[Row]:
        message = "health.csv: row 7 has 3 cells, not 8"
        raise ValueError(message)

    monkeypatch.setattr(lexicon, "rows", broken)
    with pytest.raises(UserError, match=r"health\.csv: row 7 has 3 cells, not 8"):
        CliRunner().invoke(app, ["taxonomy", "check"], catch_exceptions=False)


def test_a_file_is_checked_alone_and_the_answer_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "rows", lambda: pytest.fail("the lexicon was read"))
    languages = Skill("languages", "Programming Languages", "concept")
    zig = Skill("zig", "Zig", "tool", ("water",), ("languages",))
    file = tmp_path / "mine.json"
    taxonomies.save(with_version(Taxonomy("", (), with_spellings((languages, zig)), ())), file)
    code, out, err = _check(str(file))
    assert code == 1
    assert out == "error: skill zig: the name 'water' is an ordinary English word and has no rule\n"
    assert err == f"1 errors, 0 warnings in {file}\n"


@pytest.mark.parametrize("word", ["framing", "bread"])
def test_a_word_of_everyday_english_is_no_typo_of_a_skill(word: str) -> None:
    skills = (Skill("farming", "Farming", "practice"), Skill("braed", "Braed", "tool"))
    repair = TypoRepair(SurfaceIndex(skills), taxonomies.known_words())
    assert repair.repair(word) is None
