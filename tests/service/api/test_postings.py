"""What a job ad calls its role is the role's title; an ad that asks for nothing is no role."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

DEMANDS = "Must have Kubernetes, Terraform and Python"


def posting(title: str) -> dict[str, Any]:
    return {
        "@type": "JobPosting",
        "title": title,
        "description": "<p>You run our clusters.</p>",
        "qualifications": DEMANDS,
    }


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("DevOps (m/f/d)", "DevOps"),
        ("Data Scientist, NLP", "Data Scientist, NLP"),
        ("Cloud Ninja [w/m/x] - Example Town", "Cloud Ninja - Example Town"),
        ("Research &amp; Tooling (all genders)", "Research & Tooling"),
        ("Controller (SAP)", "Controller (SAP)"),
        ("Night\tShift\u202e Lead", "Night Shift Lead"),
    ],
)
@pytest.mark.parametrize("kind", ["body", "page", "json"])
def test_the_title_of_a_posting_is_the_title_of_the_role(
    http: TestClient, kind: str, title: str, expected: str
) -> None:
    data = json.dumps(posting(title))
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body><p>Apply!</p></body></html>'
    answer = {
        "body": lambda: http.post("/v1/roles", json={"job_posting": posting(title)}),
        "page": lambda: http.post("/v1/roles", files={"file": ("ad.html", page.encode())}),
        "json": lambda: http.post("/v1/roles", files={"file": ("ad.json", data.encode())}),
    }[kind]()
    assert (answer.status_code, answer.json()["title"]) == (201, expected)
    assert answer.headers["location"].startswith(f"/v1/roles/{expected.split(maxsplit=1)[0].lower().strip(',')}")


def test_a_title_that_is_asked_for_comes_before_the_postings(http: TestClient) -> None:
    body = {"job_posting": posting("DevOps"), "title": "Keeper of Clusters"}
    assert http.post("/v1/roles", json=body).json()["title"] == "Keeper of Clusters"


def test_a_posting_without_a_title_is_called_by_its_text(http: TestClient) -> None:
    body = {"job_posting": {**posting(""), "description": "<h1>Platform Engineer</h1><p>You run our clusters.</p>"}}
    assert http.post("/v1/roles", json=body).status_code == 201


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_text_that_names_skills_and_asks_for_none_is_no_role(http: TestClient, method: str) -> None:
    http.post("/v1/roles", json={"id": "ours", "job_posting": posting("Cluster Keeper")}).raise_for_status()
    text = "About us\n\nWe are a small company. Our founders once wrote Python and Kubernetes books."
    answer = http.request(method, "/v1/roles" if method == "POST" else "/v1/roles/ours", json={"text": text})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "no-requirements")
    assert http.get("/v1/roles/ours").json()["assessable"]


def test_half_a_character_in_an_uploaded_posting_is_no_failure(http: TestClient) -> None:
    data = json.dumps(posting("Cluster \ud800 Keeper")).encode()
    answer = http.post("/v1/roles", files={"file": ("ad.json", data)})
    assert (answer.status_code, answer.json()["title"]) == (201, "Cluster ? Keeper")
