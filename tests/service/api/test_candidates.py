"""Who fits a role, while roles come, go and come again, and texts are kept no more."""

from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from service.api import background
from service.client import Client
from tests.conftest import shipped_matcher
from tests.service.api.conftest import Running, settings_for, start

ROLE = {
    "id": "cluster-keeper",
    "job_posting": {
        "@type": "JobPosting",
        "title": "Cluster Keeper",
        "qualifications": "Must have Kubernetes and Python",
    },
}
RESUME = """Sample Person

Experience
Platform engineer, Example Ltd, 2019 - 2024
- Ran Kubernetes clusters for twelve teams and wrote the Python services that keep them healthy
- Automated releases, monitored what runs in production, and taught colleagues how to do both
"""


def rescored(running: Running, tenant: str) -> int:
    return background.rescore_tenant(running.services, running.services.keyring.tenant(tenant).number)


def candidates(http: TestClient, **query: object) -> Any:
    return http.get(f"/v1/roles/{ROLE['id']}/candidates", params=query).json()  # type: ignore[arg-type]


def forget_text(running: Running, resume_id: str) -> None:
    """The text's time is over, and nobody else's."""
    with running.services.storage.database.writing() as session:
        session.connection().execute(text("UPDATE resumes SET text_until = 1 WHERE id = :id"), {"id": resume_id})
    running.services.storage.expire_texts(2)


@pytest.mark.parametrize("rescored_between", [False, True])
def test_a_role_deleted_and_made_again_has_its_candidates_again(
    running: Running, tenant: str, http: TestClient, client: Client, *, rescored_between: bool
) -> None:
    resume = client.upload(text=RESUME)
    http.post("/v1/roles", json=ROLE).raise_for_status()
    rescored(running, tenant)
    before = candidates(http)
    assert [entry["resume_id"] for entry in before["candidates"]] == [resume["id"]]
    http.delete(f"/v1/roles/{ROLE['id']}").raise_for_status()
    if rescored_between:
        rescored(running, tenant)
    http.post("/v1/roles", json=ROLE).raise_for_status()
    rescored(running, tenant)
    assert candidates(http) == before


def test_the_scores_of_a_deleted_role_go_with_the_next_rescoring(
    running: Running, tenant: str, http: TestClient, client: Client
) -> None:
    with_text, without = (client.upload(text=RESUME + extra)["id"] for extra in ("", "\n- Ran Terraform"))
    http.post("/v1/roles", json=ROLE).raise_for_status()
    rescored(running, tenant)
    forget_text(running, without)
    http.delete(f"/v1/roles/{ROLE['id']}").raise_for_status()
    rescored(running, tenant)
    for resume_id in (with_text, without):
        scored = [
            score["role_id"] for score in http.get(f"/v1/resumes/{resume_id}/export").json()["resumes"][0]["scores"]
        ]
        assert scored
        assert ROLE["id"] not in scored


@pytest.mark.parametrize("beyond", [0.01, 0.04, 0.06])
def test_a_least_score_between_two_scores_leaves_the_lower_one_out(
    http: TestClient, client: Client, beyond: float
) -> None:
    client.upload(text=RESUME)
    path = "/v1/roles/ml-devops-architect/candidates"
    score = http.get(path).json()["candidates"][0]["score"]
    assert http.get(path, params={"min_score": score}).json()["candidates"]
    assert http.get(path, params={"min_score": score + beyond}).json()["candidates"] == []


def test_an_own_role_stays_ones_own_when_a_new_taxonomy_brings_its_id(new_url: str) -> None:
    for one in start(settings_for(new_url)):
        one.http.post("/v1/roles", json=ROLE).raise_for_status()
    shipped = shipped_matcher()
    brought = replace(shipped.taxonomy.roles[0], id=str(ROLE["id"]), title="Brought")
    for one in start(settings_for(new_url), shipped.with_roles([brought])):
        role = one.http.get(f"/v1/roles/{ROLE['id']}").json()
        assert (role["title"], role["own"]) == ("Cluster Keeper", True)
        listed = {role["id"]: role["own"] for role in one.http.get("/v1/roles").json()["roles"]}
        assert [identity for identity, own in listed.items() if own] == [ROLE["id"]]
        assert one.http.delete(f"/v1/roles/{ROLE['id']}").status_code == 204
        assert one.http.get(f"/v1/roles/{ROLE['id']}").json()["own"] is False
