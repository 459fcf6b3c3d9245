"""What-if, routes and lists: the arithmetic behind the pages, without a page."""

import pytest

from matchers.documents import Document
from matchers.matching import Matcher
from service import matching, taxonomies
from service.matching import text_document
from service.reading import ReadingError
from service.web.guides import Guides
from service.web.operations import groups
from service.web.pools import Entry, Pool, Pools, missing, needs
from service.web.provenance import role_view, search, skill_view
from service.web.shortlist import PAGE, Query, ordered, shortlist
from service.web.what_if import Desk, domain_of
from tests.service.web.conftest import SAMPLES

RESUMES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "resumes").glob("*.txt"))}
TEXT = RESUMES["ml-devops-manager-clear"]
JOB = (SAMPLES / "jobs" / "data-engineer-azure.txt").read_text(encoding="utf-8")


class PlainReader:
    """Reads text; refuses what begins with ``bad`` and fails on what begins with ``bug``."""

    def read(self, data: bytes, *, name: str | None = None, media_type: str | None = None) -> Document:
        del name, media_type
        if data.startswith(b"bad"):
            raise ReadingError("document-corrupt", "It is damaged.")
        if data.startswith(b"bug"):
            raise ZeroDivisionError
        return text_document(data.decode())


@pytest.fixture(scope="module")
def pool(matcher: Matcher) -> Pool:
    entries = [Entry(name, text.encode()) for name, text in RESUMES.items()]
    made = Pool(
        matcher,
        [
            *entries,
            Entry("short", b"hello"),
            Entry("damaged", b"bad"),
            Entry("odd", b"bug"),
            Entry("none", problem="Nothing."),
        ],
    )
    made.run(PlainReader())
    return made


def test_a_what_if_answer_is_the_sum_that_the_report_promises(matcher: Matcher) -> None:
    document = text_document(TEXT)
    report = matching.match_document(matcher, document)
    desk = Desk(matcher, document)
    asked = 0
    for result in report["results"]:
        for gap in result["missing_skills"][:8]:
            answer = desk.answer(result["role_id"], [gap["skill_id"]])
            assert answer is not None
            assert answer.before == round(result["score"] * 10)
            assert answer.after - answer.before == round(gap["points_available"] * 10)
            asked += 1
    assert asked > 20


def test_a_what_if_about_a_job_uses_the_job(matcher: Matcher) -> None:
    job = taxonomies.job_of(JOB, "job-x")
    report = matching.match_document(matcher, text_document(TEXT), job=job)
    gap = report["job"]["missing_skills"][0]
    answer = Desk(matcher, text_document(TEXT), job).answer(
        "job-x", [gap["skill_id"], gap["skill_id"], "no-such-skill"]
    )
    assert answer is not None
    assert answer.after == round((report["job"]["score"] + gap["points_available"]) * 10)
    assert answer.names == (gap["name"],)


def test_a_role_that_is_not_there_has_no_answer(matcher: Matcher) -> None:
    assert Desk(matcher, text_document(TEXT)).answer("nobody", []) is None


def test_routes_climb_and_end_where_the_scorer_says(matcher: Matcher) -> None:
    routes = Desk(matcher, text_document(TEXT)).routes()
    assert len(routes) == 5
    low, high = domain_of(routes)
    for route in routes:
        points = [route.points, *(station.points for station in route.stations)]
        assert points == sorted(set(points))
        assert low <= points[0]
        assert points[-1] <= high
        assert 0 <= route.place(points[-1], (low, high)) <= 100


def test_a_list_answers_every_row_and_gives_no_number_to_what_was_not_read(pool: Pool) -> None:
    assert pool.done
    counts = pool.counts()
    assert sum(counts.values()) == pool.total
    assert (counts["abstained"], counts["failed"]) == (1, 3)
    assert all(not c.parts for c in pool.candidates if c.status != "scored")


def test_a_score_in_a_list_is_the_score_alone(matcher: Matcher, pool: Pool) -> None:
    for candidate in pool.candidates[:4]:
        assert candidate.document is not None
        report = matching.match_document(matcher, candidate.document)
        for result in report["results"]:
            assert candidate.points(result["role_id"]) == round(result["score"] * 10)
        assert candidate.best() == report["results"][0]["role_id"]


def test_a_list_is_ranked_filtered_and_cut_into_pages(pool: Pool) -> None:
    query = Query(against="ml-devops-manager")
    found = ordered(pool, query)
    assert [c.points("ml-devops-manager") for c in found] == sorted(
        (c.points("ml-devops-manager") for c in found), reverse=True
    )
    assert found[0].label == "ml-devops-manager-clear"
    assert [c.label for c in ordered(pool, Query(find="AZURE"))] == ["data-engineer-azure-clear"]
    assert {c.label for c in ordered(pool, Query(skill="k8s"))} < {c.label for c in found}
    assert ordered(pool, Query(skill="no such skill")) == []
    assert [c.label for c in ordered(pool, Query(order="label"))] == sorted(RESUMES)
    page = shortlist(pool, Query(page=9))
    assert (page.page, page.pages, page.found) == (1, -(-len(RESUMES) // PAGE), len(RESUMES))


def test_the_gaps_of_a_list_count_everybody_once(pool: Pool) -> None:
    target = pool.target("ml-devops-manager")
    assert target is not None
    rows = needs(target, pool.candidates)
    assert len(rows) == len(target.role.units)
    assert {row.shown + row.named + row.missing for row in rows} == {len(RESUMES)}
    first = pool.candidates[0]
    assert len(missing(target, first)) == sum(row.missing for row in needs(target, [first]))


def test_a_list_compared_with_a_job_scores_it_like_a_report(matcher: Matcher) -> None:
    job = taxonomies.job_of(JOB, "job-x")
    made = Pool(matcher, [Entry("a", TEXT.encode())], job=job)
    made.run(PlainReader())
    report = matching.match_document(matcher, text_document(TEXT), job=job)
    assert made.candidates[0].points("job") == round(report["job"]["score"] * 10)
    target = made.target("job")
    assert target is not None
    lacking = missing(target, made.candidates[0])
    assert "Azure Databricks" in " ".join(lacking) or lacking


def test_lists_are_forgotten_by_age_and_by_number(matcher: Matcher) -> None:
    now = [0.0]
    pools = Pools(lambda: now[0])
    made = [Pool(matcher, []) for _ in range(6)]
    for one in made:
        pools.add(one)
    assert pools.get(made[0].id) is None
    assert made[0].stopped.is_set()
    assert pools.get(made[5].id) is made[5]
    now[0] = 4_000.0
    assert pools.get(made[5].id) is None


def test_a_stopped_list_reads_no_further(matcher: Matcher) -> None:
    made = Pool(matcher, [Entry("a", TEXT.encode())])
    made.stopped.set()
    made.run(PlainReader())
    assert made.candidates == []


def test_every_requirement_of_every_role_shows_the_sentence_that_asks(matcher: Matcher) -> None:
    guides = Guides(matcher.taxonomy)
    for role in matcher.taxonomy.roles:
        view = role_view(role, matcher.taxonomy.skill_by_id, guides)
        assert sum(r.points for r in view.requirements) > 300, role.id
        assert all(r.places and all(passage is not None for _, passage in r.places) for r in view.requirements), role.id


def test_a_search_finds_other_names_and_the_plainest_first(matcher: Matcher) -> None:
    assert search(matcher.taxonomy, "k8s").skills[0].name == "Kubernetes"
    assert search(matcher.taxonomy, "python").skills[0].name == "Python"
    assert search(matcher.taxonomy, "  ").skills == ()
    assert len(search(matcher.taxonomy, "  ").roles) == len(matcher.taxonomy.roles)
    found = search(matcher.taxonomy, "a")
    assert found.more > 0


def test_a_skill_knows_who_asks_for_it(matcher: Matcher) -> None:
    view = skill_view(matcher.taxonomy.skill_by_id["kubernetes"], matcher.taxonomy)
    points = [float(points) for _, _, _, points in view.roles]
    assert points
    assert points == sorted(points, reverse=True)


def test_calls_are_made_from_the_description_and_are_safe_to_paste() -> None:
    body = {"content": {"application/json": {"example": {"text": "it's; $(rm -rf /)"}}}}
    schema = {
        "paths": {
            "/v1/x/{id}": {
                "post": {
                    "tags": ["x"],
                    "summary": "S",
                    "requestBody": body,
                    "responses": {"200": {"description": "ok"}},
                }
            },
            "/livez": {"get": {"security": []}},
        }
    }
    first, second = groups(schema, "http://localhost:1/")
    call = first.operations[0].call
    assert "Authorization" in call
    assert """'{"text": "it'"'"'s; $(rm -rf /)"}'""" in call
    assert "Authorization" not in second.operations[0].call
