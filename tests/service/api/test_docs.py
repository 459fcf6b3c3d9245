"""The documentation is true: its calls run, its tables are the code's."""

import re
import subprocess
from pathlib import Path

import pytest

from service.api.problems import PROBLEMS
from service.app import POOL_BYTES
from service.keys import SCOPES
from tests.service.api.conftest import SAMPLES
from tests.service.api.serving import Server, make_key, serving
from tests.service.api.settings_table import BEGIN, DOCS, END, table


def test_the_table_of_settings_is_the_classs_own() -> None:
    text = (DOCS / "deploy.md").read_text(encoding="utf-8")
    assert text.split(BEGIN, 1)[1].split(END, 1)[0] == table()


def test_every_scope_is_explained() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    assert all(f"| `{scope}` |" in text for scope in SCOPES)


def test_no_document_names_a_problem_that_there_is_not() -> None:
    text = (DOCS / "api.md").read_text(encoding="utf-8")
    assert set(re.findall(r"/docs#([a-z-]+)", text)) <= PROBLEMS.keys()


def test_the_reverse_proxy_of_the_documentation_lets_a_pool_of_candidates_in() -> None:
    text = (DOCS / "deploy.md").read_text(encoding="utf-8")
    mebibytes = re.search(r"client_max_body_size (\d+)m;", text)
    assert mebibytes is not None
    assert int(mebibytes[1]) << 20 >= POOL_BYTES
    assert "ROLEFIT_PUBLIC_URL=https://" in text


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("docs")
    url = f"sqlite:///{folder}/rolefit.db"
    with serving(url, 1, folder / "log", background_seconds=0.2) as running:
        yield running, make_key(url), folder


def test_the_calls_of_the_documentation_work_in_their_order(server: tuple[Server, str, Path]) -> None:
    running, key, folder = server
    (folder / "resume.pdf").write_bytes((SAMPLES / "resume.pdf").read_bytes())
    blocks = re.findall(r"```sh\n(curl.*?)```", (DOCS / "api.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 10
    for block in blocks:
        script = block.strip().replace("curl -sS", "curl -sS --fail-with-body", 1)
        env = {"ROLEFIT": running.address, "KEY": key, "PATH": "/usr/local/bin:/usr/bin:/bin"}
        ran = subprocess.run(
            ["sh", "-c", script], cwd=folder, env=env, capture_output=True, text=True, timeout=60, check=False
        )
        assert ran.returncode == 0, f"{block}\n{ran.stdout}\n{ran.stderr}"
        if "/v1/matches" in block:
            assert '"abstained":null' in ran.stdout, block


def test_the_python_example_works(server: tuple[Server, str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    running, key, folder = server
    (folder / "resume.pdf").write_bytes((SAMPLES / "resume.pdf").read_bytes())
    monkeypatch.chdir(folder)
    code = re.search(r"```python\n(.*?)```", (DOCS / "api.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None
    text = code[1].replace("http://127.0.0.1:8000", running.address).replace('open("resume.pdf", "rb").read()', "data")
    exec(text, {"key": key, "data": (folder / "resume.pdf").read_bytes()})  # noqa: S102
