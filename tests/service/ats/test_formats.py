import re

from tests.service.ats.conftest import Office
from tests.service.ats.test_orders import JSON_RESUME, TEXT


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


def check_json_resume(resume: dict[str, object]) -> None:
    """The shapes of JSON Resume 1.2 that we write, each with its types."""
    assert resume.keys() <= {"$schema", "basics", "work", "education", "skills", "meta"}
    shapes = {
        "work": {"position": str},
        "education": {"studyType": str, "area": str},
        "skills": {"name": str, "level": str, "keywords": list},
    }
    for name, shape in shapes.items():
        for item in resume[name]:  # type: ignore[attr-defined]
            assert item.keys() <= shape.keys()
            assert all(isinstance(value, shape[key]) for key, value in item.items())
    assert re.fullmatch(r"v1\.\d+\.\d+", resume["meta"]["version"])  # type: ignore[index]


def test_a_stored_resume_is_given_as_json_resume_that_is_taken_back(office: Office) -> None:
    for source in ({"text": TEXT}, {"json_resume": JSON_RESUME}):
        stored = office.http.post("/v1/resumes", json=source).json()["id"]
        given = office.http.get(f"/ats/resumes/{stored}/json-resume")
        assert given.status_code == 200, given.text
        check_json_resume(given.json())
        assert "Byron" not in given.text
        again = office.http.post("/v1/matches", json={"json_resume": given.json()})
        assert again.status_code == 200, again.text
        held = {one["name"] for one in given.json()["skills"]}
        read = {one["name"] for one in again.json()["resume"]["skills"]}
        assert held
        assert len(held & read) >= 0.8 * len(held)
    assert office.http.get("/ats/resumes/res_nothing/json-resume").status_code == 404
