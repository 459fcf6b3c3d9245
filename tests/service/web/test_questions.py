"""What-if, routes and the catalogue: the arithmetic behind the pages, without a page."""

from matchers.matching import Matcher
from matchers.weights import SIGNAL_POINTS
from service import matching, taxonomies
from service.matching import text_document
from service.web.guides import Guides
from service.web.operations import groups
from service.web.provenance import role_view, search, skill_view
from service.web.what_if import WhatIf, domain_of
from tests.service.web.conftest import SAMPLES

RESUMES = {path.stem: path.read_text(encoding="utf-8") for path in sorted((SAMPLES / "resumes").glob("*.txt"))}
TEXT = RESUMES["ml-devops-manager-clear"]
JOB = (SAMPLES / "jobs" / "data-engineer-azure.txt").read_text(encoding="utf-8")


def test_a_what_if_answer_is_the_sum_that_the_report_promises(matcher: Matcher) -> None:
    document = text_document(TEXT)
    report = matching.match_document(matcher, document)
    desk = WhatIf(matcher, document)
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
    answer = WhatIf(matcher, text_document(TEXT), job).answer(
        "job-x", [gap["skill_id"], gap["skill_id"], "no-such-skill"]
    )
    assert answer is not None
    assert answer.after == round((report["job"]["score"] + gap["points_available"]) * 10)
    assert answer.names == (gap["name"],)


def test_a_what_if_starts_from_the_score_of_the_report_where_wording_was_pasted(matcher: Matcher) -> None:
    pasted = text_document(f"{TEXT}\n{JOB}\n" + Guides(matcher.taxonomy).text("ml-devops-manager")[:3000])  # type: ignore[index]
    job = taxonomies.job_of(JOB, "job-x")
    report = matching.match_document(matcher, pasted, job=job)
    answer = WhatIf(matcher, pasted, job).answer("job-x", [])
    assert answer is not None
    assert answer.before == round(report["job"]["score"] * 10)
    alone = matching.match_document(matcher, pasted)["results"][0]
    answer = WhatIf(matcher, pasted).answer(alone["role_id"], [])
    assert answer is not None
    assert answer.before == round(alone["score"] * 10)


def test_a_role_that_is_not_there_has_no_answer(matcher: Matcher) -> None:
    assert WhatIf(matcher, text_document(TEXT)).answer("nobody", []) is None


def test_routes_climb_and_end_where_the_scorer_says(matcher: Matcher) -> None:
    routes = WhatIf(matcher, text_document(TEXT)).routes()
    assert len(routes) == 5
    low, high = domain_of(routes)
    for route in routes:
        points = [route.points, *(station.points for station in route.stations)]
        assert points == sorted(set(points))
        assert low <= points[0]
        assert points[-1] <= high
        assert 0 <= route.place(points[-1], (low, high)) <= 100


def test_every_requirement_of_every_role_shows_the_sentence_that_asks(matcher: Matcher) -> None:
    guides = Guides(matcher.taxonomy)
    assert matcher.scorer.roles.keys() == matcher.taxonomy.role_by_id.keys()
    for role_id, role in matcher.scorer.roles.items():
        view = role_view(role, matcher.taxonomy.skill_by_id, guides)
        assert sum(r.points for r in view.requirements) >= SIGNAL_POINTS["skills"], role_id
        assert all(r.places and all(passage is not None for _, passage in r.places) for r in view.requirements), role_id


def test_a_search_finds_other_names_and_the_plainest_first(matcher: Matcher) -> None:
    assert search(matcher.taxonomy, "k8s").skills[0].name == "Kubernetes"
    assert search(matcher.taxonomy, "python").skills[0].name == "Python"
    assert search(matcher.taxonomy, "  ").skills == ()
    assert len(search(matcher.taxonomy, "  ").roles) == len(matcher.taxonomy.roles)
    found = search(matcher.taxonomy, "a")
    assert found.more > 0


def test_a_skill_knows_who_asks_for_it(matcher: Matcher) -> None:
    view = skill_view(matcher.taxonomy.skill_by_id["kubernetes"], matcher.scorer)
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
