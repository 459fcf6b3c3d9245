"""The project's own resumes, job descriptions and role guides: the bounds that they must hold."""

import csv
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from matchers.documents import Document
from matchers.matching import Matcher
from matchers.scoring import RoleScore
from service import matching, taxonomies
from service.reading import read_in_process
from taxonomy.build import Source
from taxonomy.build import build as build_taxonomy
from taxonomy.checks import check
from taxonomy.files import dumps, with_version
from taxonomy.model import Citation, Taxonomy
from taxonomy.names import tokenize
from taxonomy.surface import SurfaceIndex

ROOT = Path(__file__).parents[2]
_GUIDES = ROOT / "taxonomy" / "documents"
_EXPECTED = ROOT / "samples" / "expected"
# Six of the samples whose whole report is kept: each format, each producer, and a stranger.
_GOLDEN = (
    "ai-machine-learning-operations-engineer-clear.pdf",
    "ai-build-engineer-junior.txt",
    "data-cloud-platform-engineer-junior.docx",
    "data-issue-manager-clear.pdf",
    "ml-devops-manager-clear.txt",
    "stranger-registered-nurse.pdf",
)


@dataclass(frozen=True)
class Labelled:
    """A sample file, the role it is for (empty for strangers) and the roles' scores, best first."""

    file: str
    role_id: str
    scores: tuple[RoleScore, ...]

    def points(self, role_id: str) -> int:
        """The tenths that a role got."""
        return next(score.points for score in self.scores if score.role.profile.id == role_id)

    def place(self) -> int:
        """The place of the right role, from 1."""
        return 1 + [score.role.profile.id for score in self.scores].index(self.role_id)


def _read(file: str) -> Document:
    return read_in_process((ROOT / file).read_bytes(), name=Path(file).name)


@pytest.fixture(scope="module")
def labelled(matcher: Matcher) -> list[Labelled]:
    """Every row of samples/labels.csv, scored."""
    with (ROOT / "samples" / "labels.csv").open(encoding="utf-8", newline="") as rows:
        return [
            Labelled(row["file"], row["role_id"], tuple(matcher.rank(_read(row["file"]))[1]))
            for row in csv.DictReader(rows)
        ]


# Resumes ------------------------------------------------------------------------------------------------------------


def test_there_are_three_resumes_for_each_role_and_twelve_strangers(labelled: list[Labelled], matcher: Matcher) -> None:
    roles = [one.role_id for one in labelled]
    assert len(labelled) >= 60
    assert roles.count("") >= 12
    assert {role.id: roles.count(role.id) for role in matcher.taxonomy.roles if roles.count(role.id) < 3} == {}


def test_the_best_role_is_the_right_one_for_nine_of_ten(labelled: list[Labelled]) -> None:
    ours = [one for one in labelled if one.role_id]
    assert ours
    wrong = {one.file: (one.scores[0].role.profile.id, one.place()) for one in ours if one.place() > 1}
    assert len(wrong) <= len(ours) * 0.1, wrong


def test_the_right_role_is_always_among_the_best_three(labelled: list[Labelled]) -> None:
    ours = [one for one in labelled if one.role_id]
    assert ours
    assert {one.file: one.place() for one in ours if one.place() > 3} == {}


def test_every_strangers_best_score_is_below_every_right_one(labelled: list[Labelled]) -> None:
    strangers = {one.file: one.scores[0].points for one in labelled if not one.role_id}
    right = {one.file: one.points(one.role_id) for one in labelled if one.role_id}
    assert strangers
    assert right
    best, least = max(strangers.values()), min(right.values())
    assert {file: points for file, points in right.items() if points <= best} == {}, (best, least)
    assert {file: points for file, points in strangers.items() if points >= least} == {}


def test_a_clear_resume_is_in_a_better_band_than_any_stranger(labelled: list[Labelled]) -> None:
    order = ["none", "weak", "partial", "good", "strong"]
    clear = [order.index(one.scores[0].band) for one in labelled if "-clear." in one.file]
    strangers = [order.index(one.scores[0].band) for one in labelled if not one.role_id]
    assert clear
    assert strangers
    assert max(strangers) <= order.index("weak")
    assert sum(clear) / len(clear) > max(strangers)


def test_the_sample_to_try_first_is_one_of_the_resumes() -> None:
    data = (ROOT / "samples" / "resume.pdf").read_bytes()
    assert data in [path.read_bytes() for path in (ROOT / "samples" / "resumes").glob("*.pdf")]


# Job descriptions ---------------------------------------------------------------------------------------------------


def _jobs() -> list[Path]:
    return sorted((ROOT / "samples" / "jobs").iterdir())


def test_there_is_a_job_description_for_each_role(matcher: Matcher) -> None:
    assert {path.stem for path in _jobs()} == {role.id for role in matcher.taxonomy.roles}


@pytest.mark.parametrize("file", _jobs(), ids=lambda path: path.stem)
def test_each_job_description_can_be_matched_and_fits_its_own_clear_resume_better_than_strangers(
    matcher: Matcher, file: Path
) -> None:
    job = taxonomies.job_of(read_in_process(file.read_bytes(), name=file.name).text)
    assert job.role.assessable
    assert not job.role.title.startswith("<")
    clear = next((ROOT / "samples" / "resumes").glob(f"{file.stem}-clear.*"))
    best = matcher.match(_read(str(clear.relative_to(ROOT))), resume_id="r", job=job)["job"]["score"]
    strangers = sorted((ROOT / "samples" / "resumes").glob("stranger-*"))
    assert strangers
    for stranger in strangers[::6]:
        assert matcher.match(_read(str(stranger.relative_to(ROOT))), resume_id="r", job=job)["job"]["score"] < best


# Role guides and the shipped taxonomy -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def guides() -> dict[str, str]:
    """The texts of the shipped role guides by their id."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(_GUIDES.glob("*.md"))}


@pytest.fixture(scope="module")
def rebuilt() -> Taxonomy:
    """The taxonomy built again from the shipped guides."""
    taxonomy, problems = taxonomies.build_from([_GUIDES])
    assert not problems
    return taxonomy


def test_the_shipped_taxonomy_is_what_its_documents_build(rebuilt: Taxonomy) -> None:
    shipped = (ROOT / "taxonomy" / "default.json").read_text(encoding="utf-8")
    is_same = dumps(rebuilt) == shipped  # a difference of two megabytes helps nobody: see rolefit taxonomy diff
    assert is_same


def test_the_shipped_taxonomy_is_the_content_that_its_version_names() -> None:
    shipped = taxonomies.load()
    assert with_version(shipped).version == shipped.version


def test_building_does_not_depend_on_the_order_of_the_documents(guides: dict[str, str]) -> None:
    some = [Source(name, text) for name, text in list(guides.items())[:3]]
    assert len(some) == 3
    assert dumps(build_taxonomy(some)[0]) == dumps(build_taxonomy(some[::-1])[0])


def test_the_shipped_taxonomy_has_no_errors() -> None:
    assert [problem for problem in check(taxonomies.load()) if problem.severity == "error"] == []


def test_the_shipped_guides_give_sixteen_roles_with_every_part(rebuilt: Taxonomy, guides: dict[str, str]) -> None:
    assert len(rebuilt.roles) == 16
    assert {role.id for role in rebuilt.roles} <= guides.keys()
    parts = (
        "requirements",
        "responsibilities",
        "experience_years",
        "education",
        "education_fields",
        "soft_skills",
        "ladder",
        "steps",
        "terms",
        "titles",
    )
    assert [(role.id, part) for role in rebuilt.roles for part in parts if not getattr(role, part)] == []
    assert all(role.assessable for role in rebuilt.roles)
    assert [(role.id, len(role.responsibilities)) for role in rebuilt.roles if len(role.responsibilities) < 5] == []


def test_every_requirement_of_the_shipped_roles_stands_in_its_document_at_its_span(guides: dict[str, str]) -> None:
    taxonomy = taxonomies.load()
    index = SurfaceIndex(taxonomy.skills)
    wrong = [
        (role.id, requirement.skill_id, quote)
        for role in taxonomy.roles
        for requirement in role.requirements
        for citation in requirement.citations
        if requirement.skill_id not in _named(index, quote := guides[citation.document][citation.start : citation.end])
        and taxonomy.skill_by_id[requirement.skill_id].name != quote
    ]
    assert taxonomy.roles
    assert all(requirement.citations for role in taxonomy.roles for requirement in role.requirements)
    assert wrong == []


def _named(index: SurfaceIndex, quote: str) -> set[str | None]:
    """The skills whose name a quote is, whatever its rule."""
    return {found.skill_id for found in index.find(tokenize(quote))} | {index.skill_of(" ".join(tokenize(quote).words))}


def test_every_citation_of_the_shipped_roles_lies_under_the_heading_it_names(guides: dict[str, str]) -> None:
    citations = [citation for role in taxonomies.load().roles for citation in _citations(role)]
    assert citations
    for citation in citations:
        before = guides[citation.document][: citation.start]
        last = citation.heading.rpartition(" > ")[2]
        assert last in before, citation
        assert guides[citation.document][citation.start : citation.end].strip()


def _citations(role: object) -> list[Citation]:
    steps = (*role.steps, *role.ladder, *role.salary)  # type: ignore[attr-defined]
    return [
        *(citation for requirement in role.requirements for citation in requirement.citations),  # type: ignore[attr-defined]
        *role.responsibilities,  # type: ignore[attr-defined]
        *(step.citation for step in steps),
    ]


def test_nothing_of_the_shipped_roles_is_furniture() -> None:
    names = {skill.name.lower() for skill in taxonomies.load().skills if skill.discovered}
    assert not names & {
        "overview",
        "requirements",
        "responsibilities",
        "key takeaways",
        "first image",
        "also known as",
        "note",
        "leeds",
        "london",
    }


def test_a_guide_and_four_postings_describe_each_shipped_role(rebuilt: Taxonomy, guides: dict[str, str]) -> None:
    described = {role.id: {citation.document for citation in _citations(role)} for role in rebuilt.roles}
    assert {role: len(names) for role, names in described.items() if len(names) != 5} == {}
    assert {role for role, names in described.items() if not all(name.startswith(role) for name in names)} == set()
    assert sorted(name for names in described.values() for name in names) == sorted(guides)


def test_the_shipped_roles_are_described_at_about_equal_length(rebuilt: Taxonomy, guides: dict[str, str]) -> None:
    roles = {role.id for role in rebuilt.roles}
    texts = sorted(len(text) for name, text in guides.items() if name in roles)
    postings = sorted(len(text) for name, text in guides.items() if name not in roles)
    whole = sorted(sum(len(text) for name, text in guides.items() if name.startswith(role)) for role in roles)
    assert texts[-1] < 2 * texts[0]
    assert postings[-1] < 2 * postings[0]
    assert whole[-1] < 1.5 * whole[0]


def test_the_resumes_copy_no_sentences_of_the_guides(guides: dict[str, str]) -> None:
    statements = {
        line.strip("-• ").lower() for text in guides.values() for line in text.splitlines() if len(line.split()) >= 7
    }
    sources = sorted((ROOT / "samples" / "sources").glob("*.md"))
    assert statements
    assert sources
    assert [
        path.name
        for path in sources
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip("-• ").lower() in statements
    ] == []


# Whole reports ------------------------------------------------------------------------------------------------------


def _report(matcher: Matcher, name: str) -> str:
    document = _read(f"samples/resumes/{name}")
    report = matching.match_document(matcher, document, top=3)
    # The digests of taxonomy and constants change with every word; what counts is what they change.
    report["versions"] = {key: value for key, value in report["versions"].items() if key in {"engine", "as_of"}}
    return json.dumps(report, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


@pytest.mark.parametrize("name", _GOLDEN)
def test_the_whole_report_is_the_one_that_was_looked_at(matcher: Matcher, name: str) -> None:
    """Set ROLEFIT_UPDATE_GOLDEN=1 to write the reports again; look at the difference before you commit it."""
    file = _EXPECTED / f"{Path(name).stem}.json"
    report = _report(matcher, name)
    if os.environ.get("ROLEFIT_UPDATE_GOLDEN") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(report, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == report


def test_six_whole_reports_are_kept() -> None:
    assert sorted(path.name for path in _EXPECTED.glob("*.json")) == sorted(
        f"{Path(name).stem}.json" for name in _GOLDEN
    )


def test_the_kept_reports_say_what_the_labels_say() -> None:
    kept: Mapping[str, str] = {path.stem: path.read_text(encoding="utf-8") for path in sorted(_EXPECTED.glob("*.json"))}
    assert kept
    for stem, text in kept.items():
        report = json.loads(text)
        assert report["schema"] == "rolefit.report/1"
        if not stem.startswith("stranger"):
            assert stem.startswith(report["results"][0]["role_id"])
