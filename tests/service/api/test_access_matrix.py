"""Every route × method × scope × tenant, generated from the routes that there are: whatever isn't allowed is denied."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from fastapi.testclient import TestClient

from service.client import Client
from service.keys import SCOPES
from tests.service.api.conftest import Running

# Routes that need no key, each with its reason. A new one must be put here on purpose.
PUBLIC = {
    ("GET", "/livez"): "tells nothing",
    ("GET", "/readyz"): "tells nothing",
    ("GET", "/version"): "the program's version",
    ("GET", "/metrics"): "counts without names; keep it behind the proxy",
    ("GET", "/docs"): "documentation",
    ("GET", "/openapi.json"): "documentation",
}
# Parts of other owners, which have their own doors (pages for people on this machine, signatures, Basic) and tests.
OTHERS = ("service.web", "service.ats")


# A body that each route takes, so that nothing but the tenant stands in its way.
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("PUT", "/v1/roles/{role_id}"): {"text": "Requirements\n- Must have Python"},
    ("POST", "/v1/roles/{role_id}/compare"): {"skills": ["Python"]},
    ("POST", "/v1/matches/{match_id}/overrides"): {
        "role_id": "production-ai-engineer",
        "opinion": "too_low",
        "reason": "A reason that is long enough.",
    },
}


def _scopes(dependant: Any) -> set[str]:
    found = set(getattr(dependant.call, "scopes", ()))
    for other in dependant.dependencies:
        found |= _scopes(other)
    return found


def routes(app: FastAPI) -> Iterator[tuple[str, str, set[str]]]:
    """``(method, path, scopes)`` of each route of ours."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if not isinstance(route, APIRoute) or route.endpoint.__module__.startswith(OTHERS):
            continue
        for method in sorted(route.methods):
            yield method, context.path or "", _scopes(route.dependant)


def test_every_route_needs_a_key_or_is_public_on_purpose(running: Running) -> None:
    found = list(routes(running.app))
    assert len(found) > 25
    open_doors = {(method, path) for method, path, scopes in found if not scopes}
    assert open_doors == set(PUBLIC)


def test_without_a_key_every_route_is_closed(running: Running) -> None:
    for method, path, scopes in routes(running.app):
        if scopes:
            answer = running.http.request(method, path.replace("{", "").replace("}", ""))
            assert (answer.status_code, answer.json()["type"]) == (401, "/docs#unauthenticated"), (method, path)


@pytest.mark.parametrize("held", SCOPES)
def test_a_scope_opens_its_own_routes_and_no_others(running: Running, held: str) -> None:
    headers = running.headers(held, tenant=f"only-{held}")
    for method, path, scopes in routes(running.app):
        if not scopes:
            continue
        answer = running.http.request(method, path.replace("{", "").replace("}", ""), headers=headers)
        allowed = held == "admin" or held in scopes
        assert (answer.status_code != 403) == allowed, (method, path, held, answer.text)


@pytest.fixture
def foreign(client: Client, resume_text: str, job_text: str) -> dict[str, str]:
    """Things that belong to one tenant."""
    stored = client.match_and_keep(text=resume_text, external_id="theirs")
    role = client.create_role(text=job_text, role_id="their-role")
    version = client.get_role(role["id"])["taxonomy_version"]
    return {
        "match_id": stored.id,
        "resume_id": stored.report["resume"]["id"],
        "role_id": role["id"],
        "version": version,
        "a": version,
        "b": version,
    }


def test_another_tenants_things_look_as_if_they_were_not_there(
    running: Running, http: TestClient, foreign: dict[str, str]
) -> None:
    stranger = running.headers("admin", tenant="a-stranger")
    tried = 0
    for method, path, scopes in routes(running.app):
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        if not scopes or not names or not set(names) <= foreign.keys():
            continue
        tried += 1
        body = BODIES.get((method, path))
        missing = {name: value[:-3] + ("000" if value[-3:] != "000" else "111") for name, value in foreign.items()}
        theirs = running.http.request(method, path.format(**foreign), headers=stranger, json=body)
        nothing = running.http.request(method, path.format(**missing), headers=stranger, json=body)
        assert theirs.status_code == nothing.status_code == 404, (method, path)
        without = [{k: v for k, v in answer.json().items() if k != "instance"} for answer in (theirs, nothing)]
        assert without[0] == without[1], (method, path)
    assert tried >= 12
    assert http.get(f"/v1/resumes/{foreign['resume_id']}").status_code == 200
    assert http.get(f"/v1/roles/{foreign['role_id']}").status_code == 200


def test_another_tenants_things_cannot_be_named_in_a_body_or_a_query(
    running: Running, foreign: dict[str, str], resume_text: str
) -> None:
    stranger = running.headers("admin", tenant="a-stranger")
    post = running.http.post
    assert post("/v1/matches", json={"resume_id": foreign["resume_id"]}, headers=stranger).status_code == 404
    assert post("/v1/matches", json={"text": resume_text, "job_id": "their-role"}, headers=stranger).status_code == 404
    pinned = {"text": resume_text, "taxonomy_version": foreign["version"]}
    assert post("/v1/matches", json=pinned, headers=stranger).status_code == 404
    assert running.http.get("/v1/export?external_id=theirs", headers=stranger).status_code == 404
    assert running.http.get("/v1/resumes?external_id=theirs", headers=stranger).json()["resumes"] == []


def test_no_id_in_a_path_can_break_anything(running: Running, http: TestClient) -> None:
    tried = 0
    for context in iter_route_contexts(running.app.routes):
        path = context.path or ""
        if "{" not in path or not isinstance(context.original_route, APIRoute):
            continue
        for method in sorted(context.original_route.methods):
            tried += 1
            for strange in ("%00", "a%00b", "%ED%A0%80", "%0A", "x" * 300):
                place = re.sub(r"\{[^}]*\}", strange, path)
                answer = http.request(method, place, json=BODIES.get((method, path)))
                assert answer.status_code < 500, (method, place, answer.text)
    assert tried > 40
