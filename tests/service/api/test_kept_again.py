"""Who applies again with the same file is kept as if for the first time; a person may have thousands of resumes."""

import base64

from fastapi.testclient import TestClient
from sqlalchemy import text

from matchers.documents import Document
from service.api import background
from service.api.cases import resumes
from service.client import Client
from service.store.records import Retention, timestamp
from tests.service.api.conftest import Running

FILE = (
    "resume.txt",
    b"""Sample Person

Experience
Platform engineer, Example Ltd, 2019 - 2024
- Ran Kubernetes clusters for twelve teams and wrote the Python services that keep them healthy
- Automated releases, monitored what runs in production, and taught colleagues how to do both
""",
)
LONG_AGO = 1_000  # milliseconds since 1970
ID = "again"


def upload(http: TestClient, **more: str) -> tuple[int, dict[str, object]]:
    answer = http.post("/v1/resumes", files={"file": FILE}, data={"external_id": ID, **more})
    return answer.status_code, answer.json()


def forget(running: Running, resume_id: object, *, whole: bool = False) -> None:
    """The time of a resume's file and text is over, or of the whole."""
    columns = ("file_until", "text_until", *(["until"] if whole else []))
    with running.services.storage.database.writing() as session:
        for column in columns:
            statement = text(f"UPDATE resumes SET {column} = :then WHERE id = :id")  # noqa: S608
            session.connection().execute(statement, {"then": LONG_AGO, "id": resume_id})
    running.services.storage.expire_files(LONG_AGO)
    running.services.storage.expire_texts(LONG_AGO)


def held(http: TestClient, resume_id: object) -> dict[str, object]:
    answer: dict[str, object] = http.get(f"/v1/resumes/{resume_id}/export").json()["resumes"][0]
    return answer


def test_a_file_sent_again_after_its_text_went_is_kept_again_whole(running: Running, http: TestClient) -> None:
    resume_id = upload(http)[1]["id"]
    before = held(http, resume_id)
    forget(running, resume_id, whole=True)
    gone = held(http, resume_id)
    assert (gone["text"], gone["file"], gone["retention"]["file_until"]) == (None, None, None)  # type: ignore[index]
    status, again = upload(http)
    assert (status, again["id"]) == (200, resume_id)
    after = held(http, resume_id)
    assert after["text"] == before["text"]
    assert base64.b64decode(str(after["file"])) == FILE[1]
    assert after["retention"] == again["retention"]
    assert all(after["retention"][part] >= before["retention"][part] for part in before["retention"])  # type: ignore[index,attr-defined]
    assert after["scores"] == before["scores"]


def test_a_role_made_later_lists_who_came_again(running: Running, tenant: str, http: TestClient) -> None:
    resume_id = upload(http)[1]["id"]
    forget(running, resume_id)
    upload(http)
    posting = {"@type": "JobPosting", "title": "Cluster Keeper", "qualifications": "Must have Kubernetes and Python"}
    http.post("/v1/roles", json={"id": "later", "job_posting": posting}).raise_for_status()
    background.rescore_tenant(running.services, running.services.keyring.tenant(tenant).number)
    found = http.get("/v1/roles/later/candidates").json()["candidates"]
    assert [entry["resume_id"] for entry in found] == [resume_id]


def test_who_comes_again_while_scoring_stands_still_is_scored_later(
    running: Running, tenant: str, http: TestClient
) -> None:
    resume_id = upload(http)[1]["id"]
    forget(running, resume_id)
    http.put("/v1/scoring", json={"paused": True}).raise_for_status()
    upload(http)
    http.put("/v1/scoring", json={"paused": False}).raise_for_status()
    assert background.rescore_tenant(running.services, running.services.keyring.tenant(tenant).number) == 1


def test_a_match_of_a_file_sent_again_is_kept(running: Running, http: TestClient) -> None:
    forget(running, upload(http)[1]["id"])
    answer = http.post("/v1/matches", files={"file": FILE}, data={"external_id": ID, "store": "true"})
    assert answer.status_code == 201
    assert http.post(f"{answer.headers['location']}/replay").content == answer.content


def test_a_resume_sent_again_as_its_time_ends_is_not_deleted(running: Running, tenant: str, http: TestClient) -> None:
    number = running.services.keyring.tenant(tenant).number
    resume_id = str(upload(http)[1]["id"])
    forget(running, resume_id, whole=True)
    assert (number, resume_id) in {found[:2] for found in running.services.storage.expired(LONG_AGO)}
    upload(http)
    resumes.delete(running.services, number, resume_id, reason="retention")
    assert http.get(f"/v1/resumes/{resume_id}").status_code == 200


def test_times_are_renewed_and_never_shortened(running: Running, http: TestClient) -> None:
    resume_id = upload(http)[1]["id"]
    longer = running.services.clock() + 4_000 * 86_400_000
    with running.services.storage.database.writing() as session:
        statement = text("UPDATE resumes SET until = :until, text_until = 1 WHERE id = :id")
        session.connection().execute(statement, {"until": longer, "id": resume_id})
    retention = upload(http)[1]["retention"]
    assert retention["until"] == timestamp(longer)  # type: ignore[index]
    assert retention["text_until"] > timestamp(running.services.clock())  # type: ignore[index]


def test_the_same_file_is_kept_once_for_each_of_many_people(running: Running, tenant: str) -> None:
    document = Document(
        "Some words that many people send, because they filled in the same form.", "text/plain", "sha256:f"
    )
    services, number = running.services, running.services.keyring.tenant(tenant).number
    people = [None, *(f"person-{count}" for count in range(104))]
    made = [resumes.ensure(services, number, resumes.NewResume(document, None, person)) for person in people]
    again = [resumes.ensure(services, number, resumes.NewResume(document, None, person)) for person in people]
    assert {is_new for _, is_new in made} == {True}
    assert {is_new for _, is_new in again} == {False}
    assert [resume.id for resume, _ in again] == [resume.id for resume, _ in made]


def keep_many(running: Running, tenant: int, most: int) -> None:
    ends = Retention(None, None, running.services.clock() + 86_400_000)
    with running.services.storage.writing(tenant) as store:
        for count in range(most):
            store.resumes.add(Document(f"Note {count}", "text/plain", f"sha256:{count}"), None, "many", 1, ends)


def test_everything_of_a_person_is_given_and_erased_page_by_page(running: Running, client: Client, tenant: str) -> None:
    keep_many(running, running.services.keyring.tenant(tenant).number, 60)
    assert len(client.export(external_id="many")["resumes"]) == 60
    client.forget("many")
    assert list(client.resumes("many")) == []


def test_a_person_may_have_any_number_of_resumes(running: Running, tenant: str) -> None:
    number = running.services.keyring.tenant(tenant).number
    keep_many(running, number, 1_005)
    with running.services.storage.reading(number) as store:
        assert len({resume.id for resume in store.resumes.all_of("many")}) == 1_005
