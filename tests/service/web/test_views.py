"""Reports as pages show them: sums that add up, places that are true, sentences from the right document."""

from typing import Any

import pytest

from matchers.matching import Matcher
from service import matching, taxonomies
from service.web.guides import Guides, JobText, passage
from service.web.marks import Place, pieces
from service.web.views import ReportView, view_of
from service.web.words import band_ranges
from tests.service.web.conftest import SAMPLES

TEXT = (SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(matcher: Matcher) -> dict[str, Any]:
    return matching.match_document(matcher, matching.text_document(TEXT))


@pytest.fixture(scope="module")
def view(matcher: Matcher, report: dict[str, Any]) -> ReportView:
    return view_of(report, TEXT, Guides(matcher.taxonomy))


def test_the_waterfall_begins_each_part_where_the_last_one_ended(view: ReportView) -> None:
    assert view.roles
    for role in view.roles:
        at = 0
        for part in role.parts:
            assert part.bar.start == at
            at += part.bar.points
        assert at == role.points
        assert role.matched_points == role.parts[0].points


def test_the_pieces_of_the_text_are_the_text(view: ReportView) -> None:
    assert "".join(piece.text for piece in view.pieces) == TEXT
    assert sum(bool(piece.skills) for piece in view.pieces) > 10


def test_every_quote_leads_to_a_mark_that_is_there(view: ReportView) -> None:
    anchors = {piece.anchor for piece in view.pieces if piece.anchor}
    quotes = [quote for role in view.roles for skill in role.matched for quote in skill.quotes]
    assert quotes
    assert all(quote.anchor in anchors for quote in quotes)


def test_missing_skills_quote_the_guide_itself(view: ReportView, matcher: Matcher, report: dict[str, Any]) -> None:
    guides = Guides(matcher.taxonomy)
    shown = 0
    for role, result in zip(view.roles, report["results"], strict=True):
        for gap, data in zip(role.missing, result["missing_skills"], strict=True):
            text = guides.text(data["because"]["document"])
            assert gap.passage is not None
            assert text is not None
            assert gap.passage.quote == " ".join(text[data["because"]["start"] : data["because"]["end"]].split())
            shown += 1
    assert shown > 50


def test_a_guide_that_changed_since_is_not_quoted(matcher: Matcher) -> None:
    guides = Guides(matcher.taxonomy)
    role = matcher.taxonomy.roles[0]
    assert guides.text(role.id) is not None
    guides._digests[role.id] = "0" * 64  # noqa: SLF001 (as if the taxonomy came from another text)
    assert guides.text(role.id) is None
    cited = [c for requirement in role.requirements for c in requirement.citations if c.document == role.id]
    assert cited
    assert all(guides.passage(citation) is None for citation in cited)


def test_a_job_named_like_a_guide_never_quotes_the_guide(matcher: Matcher) -> None:
    job = (SAMPLES / "jobs" / "data-engineer-azure.txt").read_text(encoding="utf-8")
    made = matching.match_document(
        matcher, matching.text_document(TEXT), job=taxonomies.job_of(job, "data-engineer-azure")
    )
    without = view_of(made, TEXT, Guides(matcher.taxonomy))
    assert without.job is not None
    assert all(gap.passage is None for gap in without.job.missing)
    given = view_of(made, TEXT, Guides(matcher.taxonomy), job_text=job)
    assert given.job is not None
    assert all(gap.passage is not None and gap.passage.quote in " ".join(job.split()) for gap in given.job.missing)


def test_a_passage_is_the_line_without_its_mark_cut_at_words() -> None:
    text = "before\n- Works with Kafka and Flink\nafter"
    found = passage(text, text.index("Kafka"), text.index("Kafka") + 5)
    assert (found.before, found.quote, found.after) == ("Works with ", "Kafka", " and Flink")
    long = "a " * 400 + "Kafka" + " b" * 400
    cut = passage(long, 800, 805, 100)
    assert cut.before.startswith("… a")
    assert cut.after.endswith("b …")
    assert len(cut.before + cut.quote + cut.after) < 115


def test_places_outside_a_text_are_not_quoted() -> None:
    job = JobText("short")
    assert job.passage({"document": "x", "heading": "", "start": 3, "end": 99}) is None
    assert JobText(None).passage({"document": "x", "heading": "", "start": 0, "end": 1}) is None


def test_a_mention_inside_another_keeps_its_own_mark() -> None:
    text = "machine learning platform"
    found = {"ml": [Place("ml", 0, 16, "t-0")], "platform": [Place("platform", 8, 25, "t-8")]}
    cut = pieces(text, found, {"ml": "ML", "platform": "Platform"})
    assert [(p.text, p.skills, p.anchor) for p in cut] == [
        ("machine ", ("ml",), "t-0"),
        ("learning", ("ml", "platform"), "t-8"),
        (" platform", ("platform",), ""),
    ]


def test_the_bands_leave_no_score_out() -> None:
    ranges = band_ranges()
    assert ranges[0][1].endswith("–100")
    assert ranges[-1][1].startswith("0–")
    assert all(meaning for _, _, meaning in ranges)
