"""Roles, candidates, skills, taxonomies."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from matchers.signals import SIGNALS
from service import taxonomies
from service.api import background
from service.api.catalogue import Catalogue
from service.app import open_storage
from service.client import Client, ProblemError
from service.clock import now
from service.store import Storage, open_database
from service.store.catalogues import Catalogues
from service.store.vault import Vault
from tests.conftest import shipped_matcher
from tests.service.api.conftest import SAMPLES, Running, settings_for, slowly


def tenant_number(running: Running, name: str) -> int:
    return running.services.keyring.tenant(name).number


POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Platform Engineer (m/f/d)",
    "description": "<p>You run our clusters.</p><ul><li>Automate deployments with Terraform</li></ul>",
    "qualifications": "Must have Kubernetes and Python",
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
    "hiringOrganization": {"@type": "Organization", "name": "Example Ltd"},
}


def test_the_catalogue_lists_the_shipped_roles_and_ones_own(client: Client, job_text: str) -> None:
    before = list(client.roles())
    assert len(before) == 16
    assert not any(role["own"] for role in before)
    made = client.create_role(text=job_text, role_id="our-role")
    after = {role["id"]: role for role in client.roles()}
    assert after["our-role"]["own"]
    assert client.get_role("our-role") == made


def test_a_job_ad_becomes_a_role(client: Client) -> None:
    role = client.create_role(job_posting=POSTING)
    needs = {requirement["skill_id"]: requirement["need"] for requirement in role["requirements"]}
    assert {"kubernetes", "python", "terraform"} <= needs.keys()
    assert role["title"].startswith("Platform Engineer")
    assert role["experience_years"] == {"min": 3.0, "max": None}


@pytest.mark.parametrize("kind", ["page", "json"])
def test_a_job_ad_is_found_in_an_uploaded_page_or_file(http: TestClient, kind: str) -> None:
    data = json.dumps({"@graph": [{"@type": "WebPage"}, POSTING]})
    page = f"<html><head><script type='application/ld+json'>{data}</script></head><body><p>Apply!</p></body></html>"
    name, content = ("ad.html", page) if kind == "page" else ("ad.json", data)
    answer = http.post("/v1/roles", files={"file": (name, content.encode())}, data={"id": f"from-{kind}"})
    assert answer.status_code == 201, answer.text
    assert "kubernetes" in {requirement["skill_id"] for requirement in answer.json()["requirements"]}


def test_every_citation_of_an_own_role_is_true_of_its_text(http: TestClient, client: Client, job_text: str) -> None:
    role = client.create_role(text=job_text)
    said = http.get(f"/v1/roles/{role['id']}/source").json()["text"]
    cited = [citation for requirement in role["requirements"] for citation in requirement["citations"]]
    assert cited
    assert {citation["document"] for citation in cited} == {role["id"]}
    known = next(r for r in role["requirements"] if r["skill_id"] == "kubernetes")
    assert {said[c["start"] : c["end"]].lower() for c in known["citations"]} == {"kubernetes"}


def test_an_own_role_is_changed_and_deleted_a_shipped_one_is_not(http: TestClient, client: Client) -> None:
    role = client.create_role(text="Gardener\n\nRequirements\n- Must have Python", role_id="gardener")
    body = {"text": "Gardener\n\nRequirements\n- Must have Kubernetes"}
    changed = http.put("/v1/roles/gardener", json=body).json()
    assert [r["skill_id"] for r in changed["requirements"]] == ["kubernetes"]
    assert changed["taxonomy_version"] != role["taxonomy_version"]
    assert http.post("/v1/roles", json={**body, "id": "gardener"}).json()["type"] == "/docs#conflict"
    assert http.delete("/v1/roles/gardener").status_code == 204
    assert http.get("/v1/roles/gardener").status_code == 404
    for answer in (http.put("/v1/roles/ml-devops-manager", json=body), http.delete("/v1/roles/ml-devops-manager")):
        assert answer.json()["type"] == "/docs#forbidden"


def test_a_role_that_was_changed_since_it_was_read_is_not_written_over(http: TestClient, client: Client) -> None:
    role = http.post("/v1/roles", json={"text": "Requirements\n- Must have Python"}).json()
    place = f"/v1/roles/{role['id']}"
    read = http.get(place).headers["etag"]
    changed = {"text": "Requirements\n- Must have Terraform"}
    assert http.put(place, json=changed, headers={"If-Match": f'"of another", {read}'}).status_code == 200
    late = {"text": "Requirements\n- Must have Docker"}
    for stale in (read, f"W/{http.get(place).headers['etag']}", '"bogus"'):
        refused = [
            http.put(place, json=late, headers={"If-Match": stale}),
            http.delete(place, headers={"If-Match": stale}),
        ]
        for answer in refused:
            assert (answer.status_code, answer.json()["type"]) == (412, "/docs#precondition-failed")
    assert [need["name"] for need in client.get_role(role["id"])["requirements"]] == ["Terraform"]
    assert http.put(place, json=late, headers={"If-Match": "*"}).status_code == 200
    assert http.put(place, json=changed).status_code == 200
    assert http.delete(place, headers={"If-Match": http.get(place).headers["etag"]}).status_code == 204
    assert http.put(place, json=late, headers={"If-Match": "*"}).status_code == 404


def test_of_two_who_read_the_same_role_one_changes_it(
    running: Running, http: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = http.post("/v1/roles", json={"text": "Requirements\n- Must have Python"}).json()
    place = f"/v1/roles/{role['id']}"
    headers = {**http.headers, "If-Match": http.get(place).headers["etag"]}
    monkeypatch.setattr(Catalogues, "lock", slowly(Catalogues.lock))

    def change(skill: str) -> int:
        with running.connected(headers) as own:
            return own.put(place, json={"text": f"Requirements\n- Must have {skill}"}).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(change, ["Terraform", "Docker"])) == [200, 412]


def test_a_document_that_asks_for_nothing_is_no_role(client: Client) -> None:
    with pytest.raises(ProblemError) as problem:
        client.create_role(text="Come and work with us, it is nice here.")
    assert problem.value.code == "validation-failed"


def test_candidates_have_the_scores_that_their_reports_have(client: Client) -> None:
    for path in sorted((SAMPLES / "sources").glob("data-*.md"))[:6]:
        client.upload(text=path.read_text(encoding="utf-8"), external_id=path.stem)
    found = list(client.candidates("data-issue-manager"))
    assert len(found) == 6
    assert [entry["score"] for entry in found] == sorted((entry["score"] for entry in found), reverse=True)
    for entry in found[:3]:
        report = client.match(resume_id=entry["resume_id"], role_ids=["data-issue-manager"])
        assert (report["results"][0]["score"], report["results"][0]["band"]) == (entry["score"], entry["band"])
        assert report["versions"]["taxonomy"] == entry["taxonomy_version"]
    least = found[2]["score"]
    assert all(entry["score"] >= least for entry in client.candidates("data-issue-manager", least))


def test_after_a_change_of_roles_stored_resumes_are_scored_again_in_the_background(
    running: Running, http: TestClient, client: Client, tenant: str, resume_text: str, job_text: str
) -> None:
    resume = client.upload(text=resume_text)
    role = client.create_role(text=job_text, role_id="new-role")
    before = http.get("/v1/roles/ml-devops-architect/candidates").json()
    assert before["rescoring"] == {"pending": 1}
    assert before["candidates"][0]["taxonomy_version"] != before["taxonomy_version"] == role["taxonomy_version"]
    assert background.rescore_tenant(running.services, tenant_number(running, tenant)) == 1
    after = http.get("/v1/roles/new-role/candidates").json()
    assert after["rescoring"] == {"pending": 0}
    assert [entry["resume_id"] for entry in after["candidates"]] == [resume["id"]]
    assert after["candidates"][0]["taxonomy_version"] == role["taxonomy_version"]


def test_a_resume_deleted_while_it_is_rescored_stays_deleted(
    running: Running, client: Client, tenant: str, resume_text: str, job_text: str
) -> None:
    resume = client.upload(text=resume_text)
    client.create_role(text=job_text)
    services, number = running.services, tenant_number(running, tenant)

    class Deleting:
        """The real turns, and a person who asks to be deleted at the worst moment."""

        def __enter__(self) -> None:
            client.delete_resume(resume["id"])

        def __exit__(self, *_: object) -> None: ...

    assert background.rescore_tenant(replace(services, turns=Deleting()), number) == 1  # type: ignore[arg-type]
    assert list(client.candidates("ml-devops-architect")) == []


def test_a_bare_list_is_compared_and_gets_no_score(client: Client) -> None:
    found = client.compare("ml-devops-architect", ["k8s", "Python", "Microsoft Excel", "underwater basket weaving"])
    assert "kubernetes" in {skill["skill_id"] for skill in found["matched"]}
    assert found["missing"]
    assert [skill["skill_id"] for skill in found["extra"]] == ["microsoft-excel"]
    assert found["unknown"] == ["underwater basket weaving"]
    assert "score" not in found


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("kubernetes", "kubernetes"),
        ("kubern", "kubernetes"),
        ("kuberntes", "kubernetes"),
        ("k8s", "kubernetes"),
        ("C++", "cplusplus"),
    ],
)
def test_skills_are_found_by_name_beginning_alias_and_typo(client: Client, query: str, expected: str) -> None:
    assert expected in [skill["id"] for skill in client.search_skills(query)["skills"][:3]]


def test_a_skill_says_which_roles_ask_for_it(http: TestClient) -> None:
    skill = http.get("/v1/skills/python").json()
    assert skill["name"] == "Python"
    assert "ml-devops-architect" in {use["role_id"] for use in skill["roles"]}
    assert http.get("/v1/skills/no-such-skill").status_code == 404


def test_mentions_of_a_text_are_true_to_its_code_points(client: Client) -> None:
    said = "🎉 Python, k8s — and C++ (not Tform platform)."
    mentions = client.extract_skills(said)["mentions"]
    assert {"python", "kubernetes"} <= {mention["skill_id"] for mention in mentions}
    assert all(said[mention["start"] : mention["end"]] == mention["quote"] for mention in mentions)


def test_versions_are_listed_read_and_compared(http: TestClient, client: Client, job_text: str) -> None:
    old = client.taxonomies()["taxonomies"][0]
    assert old["current"]
    assert not old["own"]
    client.create_role(text=job_text, role_id="one-more")
    new = client.taxonomies()["taxonomies"][0]
    assert new["own"]
    assert new["current"]
    assert "+ role one-more" in client.diff(old["version"], new["version"])["changes"]
    file = http.get(new["href"]).json()
    assert file["version"] == new["version"]
    assert "one-more" in {role["id"] for role in file["roles"]}


def test_the_signals_explain_the_score_from_the_code(client: Client) -> None:
    signals = client.signals()["signals"]
    assert [signal["name"] for signal in signals] == [signal.name for signal in SIGNALS]
    assert sum(signal["max_points"] for signal in signals) == pytest.approx(100)
    assert all(len(signal["description"]) > 40 for signal in signals)


def test_the_first_page_of_candidates_is_read_from_an_index(running: Running) -> None:
    """No sorting and no scan of all scores: what makes it quick for a hundred thousand resumes."""
    if running.services.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by statistics, and these tables are small")
    query = (
        "SELECT resume FROM scores WHERE tenant = 1 AND role = 'x' AND points >= 0 ORDER BY points DESC, resume DESC"
    )
    with running.services.engine.connect() as connection:
        plan = str(connection.execute(text(f"EXPLAIN QUERY PLAN {query}")).all())
    assert "ix_scores_ranking" in plan
    assert "TEMP B-TREE" not in plan


def test_every_tenant_is_told_when_the_service_comes_with_a_new_taxonomy(own_app: Running, job_text: str) -> None:
    services = own_app.services
    plain, own = tenant_number(own_app, "plain"), tenant_number(own_app, "own")
    Client("", own_app.key("admin", tenant="own"), http=own_app.http).create_role(text=job_text, role_id="our-role")
    shipped = services.matcher.taxonomy.roles[0]
    newer = services.matcher.with_roles([replace(shipped, id="a-new-role", title="A New Role")], [])
    catalogue = Catalogue(services.storage, newer, (), services.clock, taxonomies.occupations)
    stands_on_it = catalogue.current(own).version

    def told(tenant: int) -> list[str]:
        with services.storage.reading(tenant) as store:
            return [event.data["taxonomy_version"] for event in store.events.after(0) if "published" in event.type]

    assert told(plain) == [newer.taxonomy.version]
    assert len(told(own)) == 2
    assert told(own)[-1] == stands_on_it
    Catalogue(services.storage, newer, (), services.clock, taxonomies.occupations)  # another worker
    catalogue.current(own)
    assert (len(told(plain)), len(told(own))) == (1, 2)


def test_two_processes_may_start_at_once_on_an_empty_database(new_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """All look whether the taxonomy is kept, and the key proven, before one has done it."""
    open_database(new_url).dispose()
    monkeypatch.setattr(Catalogues, "by_version", slowly(Catalogues.by_version))
    monkeypatch.setattr(Vault, "new_key", slowly(Vault.new_key))

    def started(_: int) -> int:
        with opened(new_url) as storage:
            return Catalogue(storage, shipped_matcher(), (), now, shipped_matcher).shipped.number

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(started, range(3)))) == 1


def test_processes_that_start_at_once_tell_of_a_new_taxonomy_once(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Catalogues, "by_version", slowly(Catalogues.by_version))
    with opened(new_url) as storage:
        with storage.writing(0) as store:
            subscriber = store.access.add_tenant("subscriber", 0).number
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda _: Catalogue(storage, shipped_matcher(), (), now, shipped_matcher), range(3)))
        with storage.reading(subscriber) as store:
            assert [event.type for event in store.events.after(0)] == ["taxonomy.published"]


@contextmanager
def opened(url: str) -> Iterator[Storage]:
    storage = open_storage(settings_for(url))
    try:
        yield storage
    finally:
        storage.database.engine.dispose()
