"""Matching over HTTP."""

import json

import pytest
from fastapi.testclient import TestClient

from service import matching, taxonomies
from service.client import Client, ProblemError
from service.reading import read_in_process
from tests.service.api.conftest import SAMPLES


def test_a_text_gives_a_report_in_one_call_and_nothing_is_kept(client: Client, resume_text: str) -> None:
    report = client.match(text=resume_text, top=3)
    assert report["schema"] == "rolefit.report/1"
    assert [result["rank"] for result in report["results"]] == [1, 2, 3]
    assert list(client.resumes()) == []


def test_a_file_gives_the_report_that_the_command_line_gives(client: Client, resume_pdf: bytes) -> None:
    report = client.match(file=("resume.pdf", resume_pdf))
    expected = matching.match_document(taxonomies.matcher(), read_in_process(resume_pdf, name="resume.pdf"))
    assert report == json.loads(json.dumps(expected))


def test_a_json_resume_is_read(http: TestClient) -> None:
    work = [
        {"position": "Platform Engineer", "startDate": "2019-01", "endDate": "2024-01",
         "highlights": [f"Ran Kubernetes clusters and Terraform modules for team {n}" for n in range(8)]}
    ]  # fmt: skip
    answer = http.post("/v1/matches", json={"json_resume": {"basics": {"name": "Sam"}, "work": work}})
    assert answer.status_code == 200
    assert "kubernetes" in {skill["skill_id"] for skill in answer.json()["resume"]["skills"]}


def test_only_the_roles_that_were_asked_for_are_reported(client: Client, resume_text: str) -> None:
    report = client.match(text=resume_text, role_ids=["data-engineer-azure", "ml-devops-manager"])
    assert {result["role_id"] for result in report["results"]} == {"data-engineer-azure", "ml-devops-manager"}


def test_a_role_that_there_is_not_is_named_by_its_place(http: TestClient, resume_text: str) -> None:
    answer = http.post("/v1/matches", json={"text": resume_text, "role_ids": ["ml-devops-manager", "astronaut"]})
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["pointer"] == "/role_ids/1"


def test_a_job_description_stands_in_job(client: Client, resume_text: str, job_text: str) -> None:
    job = client.match(text=resume_text, job_description=job_text)["job"]
    assert job is not None
    assert job["assessable"]
    assert job["score"] > 0


def test_a_posted_role_can_stand_in_job(http: TestClient, client: Client, resume_text: str, job_text: str) -> None:
    role = client.create_role(text=job_text, role_id="our-architect")
    answer = http.post("/v1/matches", json={"text": resume_text, "job_id": role["id"]})
    assert answer.json()["job"]["role_id"] == "our-architect"


def test_a_stored_report_is_the_same_bytes_for_ever_and_again_when_made_again(
    http: TestClient, resume_pdf: bytes
) -> None:
    answer = http.post("/v1/matches", files={"file": ("cv.pdf", resume_pdf)}, data={"store": "true", "top": "2"})
    assert answer.status_code == 201
    place = answer.headers["location"]
    assert http.get(place).content == answer.content
    assert http.post(f"{place}/replay").content == answer.content


def test_a_report_is_made_again_from_its_own_versions_after_the_catalogue_changed(
    http: TestClient, client: Client, resume_text: str, job_text: str
) -> None:
    body = {"text": resume_text, "store": True, "job_description": job_text}
    before = http.post("/v1/matches", json=body)
    client.create_role(text=job_text)
    after = http.post("/v1/matches", json=body)
    client.delete_role(client.create_role(text=job_text)["id"])
    for answer in (before, after):
        assert http.post(f"{answer.headers['location']}/replay").content == answer.content
    assert before.json()["versions"] != after.json()["versions"]


def test_a_match_can_be_pinned_to_a_version(client: Client, resume_text: str, job_text: str) -> None:
    pinned = client.match(text=resume_text)["versions"]["taxonomy"]
    role = client.create_role(text=job_text)
    now = client.match(text=resume_text, top=50)
    then = client.match(text=resume_text, top=50, taxonomy_version=pinned)
    assert role["id"] in {result["role_id"] for result in now["results"]}
    assert role["id"] not in {result["role_id"] for result in then["results"]}
    assert then["versions"]["taxonomy"] == pinned


def test_an_unknown_version_says_so(client: Client, resume_text: str) -> None:
    with pytest.raises(ProblemError) as problem:
        client.match(text=resume_text, taxonomy_version="sha256:0000")
    assert (problem.value.problem["status"], problem.value.code) == (404, "taxonomy-version-unknown")


def test_a_stored_resume_is_matched_under_its_own_id(client: Client, resume_text: str) -> None:
    resume = client.upload(text=resume_text)
    assert client.match(resume_id=resume["id"])["resume"]["id"] == resume["id"]


def test_every_span_of_a_report_is_true_of_the_text_that_the_service_returns(client: Client, resume_pdf: bytes) -> None:
    stored = client.match_and_keep(file=("cv.pdf", resume_pdf))
    text = client.get_text(stored.report["resume"]["id"])
    mentions = [mention for skill in stored.report["resume"]["skills"] for mention in skill["mentions"]]
    assert mentions
    assert all(text[mention["start"] : mention["end"]] == mention["quote"] for mention in mentions)


def test_a_score_does_not_change_when_others_come(client: Client, resume_text: str) -> None:
    before = client.match(text=resume_text)
    for path in sorted((SAMPLES / "sources").glob("*junior.md"))[:5]:
        client.upload(text=path.read_text(encoding="utf-8"))
    assert client.match(text=resume_text) == before


def test_a_text_that_is_too_short_gets_a_reason_and_no_number(client: Client) -> None:
    report = client.match(text="Sam. Python.")
    assert report["abstained"] is not None
    assert report["abstained"]["code"] == "too-short"
    assert report["results"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"text": "a", "resume_id": "res_x"}, ""),
        ({"text": "a", "top": 0}, "/top"),
        ({"text": "a", "colour": "red"}, "/colour"),
        ({"text": 3}, "/text"),
        ({"text": "a", "external_id": "x"}, "/external_id"),
    ],
)
def test_a_body_that_is_wrong_is_told_where(http: TestClient, body: dict[str, object], pointer: str) -> None:
    answer = http.post("/v1/matches", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (b"%PDF-1.7 broken", "cv.pdf", 422, "document-corrupt"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "cv.pdf", 415, "unsupported-media-type"),
        (b"   \n", "cv.txt", 422, "document-empty"),
    ],
)
def test_a_file_that_cannot_be_read_gets_its_problem(
    http: TestClient, data: bytes, name: str, status: int, code: str
) -> None:
    answer = http.post("/v1/matches", files={"file": (name, data)})
    assert (answer.status_code, answer.json()["type"]) == (status, f"/docs#{code}")
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_occupation_of_any_trade_is_found_in_the_other_catalogue(client: Client) -> None:
    nurse = (SAMPLES / "trades" / "registered-nurses.txt").read_text(encoding="utf-8")
    report = client.match(text=nurse, catalogue="occupations")
    assert report["results"][0]["role_id"] == "registered-nurses"
    assert report["versions"]["taxonomy"] != client.match(text=nurse)["versions"]["taxonomy"]
    again = client.match(text=nurse, taxonomy_version=report["versions"]["taxonomy"])
    assert again == report


def test_a_stored_report_on_occupations_can_be_made_again(http: TestClient) -> None:
    nurse = (SAMPLES / "trades" / "registered-nurses.txt").read_text(encoding="utf-8")
    kept = http.post("/v1/matches", json={"text": nurse, "store": True, "catalogue": "occupations"})
    assert kept.status_code == 201
    assert http.post(f"{kept.headers['location']}/replay").content == kept.content


def test_a_catalogue_and_a_version_are_not_both_given(http: TestClient, resume_text: str) -> None:
    body = {"text": resume_text, "catalogue": "occupations", "taxonomy_version": "sha256:77aa"}
    answer = http.post("/v1/matches", json=body)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/taxonomy_version"
