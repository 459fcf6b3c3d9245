"""What keeps the service or a command from starting is said in one sentence, and never repeats a password."""

from pathlib import Path

import pytest

from service.app import open_storage
from service.cli.keys import list_
from service.errors import ManyProblems, UserError
from service.serving import serve
from service.settings import Settings, read_settings
from tests.service.api.conftest import SECRET
from tests.service.api.serving import free_port
from tests.service.postgres import Postgres


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEFIT_DATABASE_URL", f"sqlite:///{tmp_path}/own.db")
    monkeypatch.setenv("ROLEFIT_SECRET_KEY", SECRET)


def test_a_taxonomy_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEFIT_TAXONOMY_PATH", "/nowhere/mine.json")
    with pytest.raises(UserError, match=r"There is no file /nowhere/mine\.json"):
        serve("127.0.0.1", free_port(), 1)


def test_a_database_that_cannot_be_opened_is_named_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, this is a letter and no database." * 50)
    (tmp_path / "folder.db").mkdir()
    for url, reason in (
        (f"sqlite:///{tmp_path}/letter.db", "not a database"),
        (f"sqlite:///{tmp_path}/folder.db", "unable to open"),
        (f"sqlite:///{tmp_path}/letter.db/below/x.db", "Not a directory"),
        (f"postgresql+psycopg://me:hidden-word@127.0.0.1:{free_port()}/rolefit", "refused"),
        ("postgresql+psycopg://me:hidden-word@127.0.0.1:port/rolefit", "ROLEFIT_DATABASE_URL"),
    ):
        monkeypatch.setenv("ROLEFIT_DATABASE_URL", url)
        for start in (lambda: serve("127.0.0.1", free_port(), 1), list_):
            with pytest.raises(UserError) as raised:
                start()
            assert raised.value.problem.code == "no-database"
            assert reason in raised.value.problem.message
            assert "\n" not in raised.value.problem.message
            assert "hidden-word" not in raised.value.problem.message


def test_a_database_that_does_not_let_us_in_is_named_with_the_reason(postgres: Postgres) -> None:
    url = postgres.new_database()
    with pytest.raises(UserError, match="does not exist"):
        open_storage(Settings.model_validate({"database_url": url.replace("@/", "@/no_"), "secret_key": SECRET}))


def test_a_misspelt_setting_is_told_also_where_another_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLEFIT_MAX_BITES", "5")
    monkeypatch.setenv("ROLEFIT_MAX_BYTES", "many")
    with pytest.raises(ManyProblems):
        read_settings()
    with pytest.raises(ManyProblems):
        serve("127.0.0.1", free_port(), 1)
    assert "ROLEFIT_MAX_BITES" in capsys.readouterr().err
