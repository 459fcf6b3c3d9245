import copy
from typing import Any

import jsonschema_rs
import pytest

from service.reading.json_resume import check
from tests.service.ats.conftest import Office
from tests.service.ats.json_resume_schema import SCHEMA
from tests.service.ats.test_orders import JSON_RESUME, TEXT

VALIDATOR = jsonschema_rs.Draft7Validator(SCHEMA, validate_formats=True)


def test_every_role_is_given_as_a_job_posting_that_makes_a_role_again(office: Office) -> None:
    roles = office.http.get("/v1/roles?page_size=200").json()["roles"]
    assert roles
    for role in roles:
        answer = office.http.get(f"/ats/roles/{role['id']}/job-posting")
        posting = answer.json()
        assert answer.headers["content-type"] == "application/ld+json"
        assert (posting["@context"], posting["@type"], posting["title"]) == (
            "https://schema.org",
            "JobPosting",
            role["title"],
        )
        assert posting["skills"]
        assert all(one["@type"] == "DefinedTerm" and one["termCode"] and one["name"] for one in posting["skills"])
    made = office.http.post("/v1/roles", json={"job_posting": {**posting, "title": "Taken back"}})
    assert made.status_code == 201, made.text
    again = office.http.get(f"/ats/roles/{made.json()['id']}/job-posting").json()
    before, after = ({one["termCode"] for one in p["skills"]} for p in (posting, again))
    assert len(before & after) >= 0.7 * len(before)
    assert office.http.get("/ats/roles/nothing/job-posting").status_code == 404


def test_a_stored_resume_is_given_as_json_resume_that_is_taken_back(office: Office) -> None:
    for source in ({"text": TEXT}, {"json_resume": JSON_RESUME}):
        stored = office.http.post("/v1/resumes", json=source).json()["id"]
        given = office.http.get(f"/ats/resumes/{stored}/json-resume")
        assert given.status_code == 200, given.text
        VALIDATOR.validate(given.json())
        assert office.http.get(f"/v1/resumes/{stored}?parsed=true").json()["parsed"] == given.json()
        assert "parsed" not in office.http.get(f"/v1/resumes/{stored}").json()
        assert {one["level"] for one in given.json()["skills"]} <= {"Shown in dated work", "Named in prose", "Listed"}
        assert given.json()["meta"]["version"] in given.json()["$schema"]
        assert "Byron" not in given.text
        again = office.http.post("/v1/matches", json={"json_resume": given.json()})
        assert again.status_code == 200, again.text
        held = {one["name"] for one in given.json()["skills"]}
        read = {one["name"] for one in again.json()["resume"]["skills"]}
        assert held
        assert len(held & read) >= 0.8 * len(held)
    assert office.http.get("/ats/resumes/res_nothing/json-resume").status_code == 404


def places(schema: dict[str, Any], *path: str) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every named place of a schema with what stands there; ``[]`` in a path is any item of a list."""
    found = [(path, schema)] if path else []
    for name, part in schema.get("properties", {}).items():
        found += places(part, *path, name)
    if "items" in schema:
        found += places(schema["items"], *path, "[]")
    return found


def filled(schema: dict[str, Any]) -> Any:
    """A value with every place of a schema."""
    if schema["type"] == "object":
        return {name: filled(part) for name, part in schema.get("properties", {}).items()}
    if schema["type"] == "array":
        return [filled(schema["items"])]
    return {"email": "ada@example.test", "uri": "https://example.test/a"}.get(schema.get("format", ""), "2021-03")


def put(resume: Any, path: tuple[str, ...], value: object) -> None:
    *way, last = path
    for name in way:
        resume = resume[0] if name == "[]" else resume[name]
    resume[0 if last == "[]" else last] = value


WHOLE = filled(SCHEMA)
PLACES = [(path, part) for path, part in places(SCHEMA) if path[0] not in ("meta", "$schema")]


def test_a_resume_with_everything_that_the_schema_has_is_taken(office: Office) -> None:
    VALIDATOR.validate(WHOLE)
    assert check(WHOLE) == []
    assert len(PLACES) > 90
    long_enough = copy.deepcopy(WHOLE)
    long_enough["work"][0]["highlights"] = ["Built services with Python, Docker and Kubernetes for a hospital."] * 5
    assert office.http.post("/v1/matches", json={"json_resume": long_enough}).status_code == 200


@pytest.mark.parametrize(("path", "part"), PLACES, ids=["/".join(path) for path, _ in PLACES])
def test_what_is_of_the_wrong_type_is_named_by_its_place(path: tuple[str, ...], part: dict[str, Any]) -> None:
    wrong = copy.deepcopy(WHOLE)
    put(wrong, path, {"number": 1} if part["type"] == "string" else "a text")
    assert not VALIDATOR.is_valid(wrong)
    pointer = "/" + "/".join("0" if name == "[]" else name for name in path)
    assert [problem for problem in check(wrong) if problem.startswith(f"{pointer} must be")] != []


def test_a_wrong_resume_is_answered_with_422(office: Office) -> None:
    answer = office.http.post("/v1/matches", json={"json_resume": {"work": [{"highlights": "one text"}]}})
    assert answer.status_code == 422
    assert "/work/0/highlights" in answer.text


def test_both_formats_are_documented_with_an_example_in_them(office: Office) -> None:
    paths = office.http.get("/openapi.json").json()["paths"]
    posting, resume = (
        paths[path]["get"]["responses"]["200"]["content"][kind]["example"]
        for path, kind in (
            ("/ats/roles/{role_id}/job-posting", "application/ld+json"),
            ("/ats/resumes/{resume_id}/json-resume", "application/json"),
        )
    )
    VALIDATOR.validate(resume)
    given = office.http.get("/ats/roles/ml-devops-manager/job-posting").json()
    assert posting.keys() <= given.keys()
    assert posting["skills"][0].keys() == given["skills"][0].keys()
