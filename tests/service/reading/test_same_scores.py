"""The same resume shows the same skills and scores, whatever its format (benchmarks/reading/formats.py does all)."""

import importlib.util
import sys
from pathlib import Path

import pytest

from service import taxonomies
from service.reading import read_in_process

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
SOURCES = (
    "data-engineering-expert-clear",
    "ai-machine-learning-systems-engineer-clear",
    "distinguished-machine-learning-engineer-clear",  # headings of its own that wrap in a side column
)


@pytest.fixture(scope="module")
def render():
    """The generator of the samples."""
    spec = importlib.util.spec_from_file_location("render", SAMPLES / "render.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["render"] = module
    spec.loader.exec_module(module)
    if not module.FONTS.is_dir():
        pytest.skip("the Liberation fonts are not installed")
    module.register_fonts()
    yield module
    del sys.modules["render"]


@pytest.mark.parametrize("source", SOURCES)
def test_formats_show_the_same_skills_and_scores(render, source, tmp_path):
    resume = render.parse_resume(SAMPLES / "sources" / f"{source}.md")
    render.render_txt(resume, "underlined", tmp_path / "a.txt", tmp_path)
    render.render_docx(resume, "headings", tmp_path / "a.docx", tmp_path)
    render.render_reportlab(resume, "single", tmp_path / "a.pdf", tmp_path)
    render.render_reportlab(resume, "sidebar", tmp_path / "side.pdf", tmp_path)
    (tmp_path / "a.html").write_text(render.browser_html(resume, "right"), encoding="utf-8")
    matcher = taxonomies.matcher()
    skills, scores = {}, {}
    for path in sorted(tmp_path.iterdir()):
        profile, ranked = matcher.rank(read_in_process(path.read_bytes(), name=path.name))
        skills[path.name] = {evidence.skill_id for evidence in profile.held()}
        scores[path.name] = {score.role.profile.id: score.points for score in ranked}
    assert len(skills) == 5
    for name in ("a.docx", "a.html", "a.pdf", "side.pdf"):
        assert skills[name] == skills["a.txt"]
        assert max(abs(scores[name][role] - points) for role, points in scores["a.txt"].items()) <= 10
