"""The pages as answers: policies, caching, refusals, and nothing of anyone's left behind."""

import re

import httpx
import pytest
from starlette.requests import Request

from service.api.access import asked_on_this_machine
from service.web.environment import static_files
from service.web.seeker import SAMPLES as OFFERED
from tests.service.web.conftest import ROOT, SAMPLES, Server, stored

PLACES = (
    "/",
    "/samples/ml-platform-engineer.pdf",
    "/recruiter",
    "/taxonomy",
    "/taxonomy/roles/ml-devops-manager",
    "/taxonomy/skills/kubernetes",
    "/taxonomy/new",
    "/taxonomy/versions",
    "/integrate",
    "/samples/nothing",
    "/sign-in",
)
RESUME = (SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", PLACES)
def test_every_page_forbids_whatever_is_not_its_own(http: httpx.Client, place: str) -> None:
    answer = http.get(place)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "no-store"
    assert not re.search(r"<style|style=|\son\w+=|<script(?![^>]*src=)", answer.text)
    assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", answer.text)


def test_static_files_carry_their_hash_and_are_kept_for_a_year(http: httpx.Client) -> None:
    page = http.get("/").text
    addresses = re.findall(r"(?:href|src)=\"(/static/[^\"]+)\"", page)
    assert len(addresses) >= 4
    for address in addresses:
        answer = http.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
        assert http.get(address, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert "immutable" not in http.get("/static/report.css?v=old").headers["cache-control"]
    assert http.get("/static/LICENSES.md").status_code == 404
    assert http.get("/static/..%2fpages.py").status_code == 404


def test_the_first_page_with_everything_on_it_is_light(http: httpx.Client) -> None:
    page = http.get("/")
    addresses = re.findall(r"(?:href|src)=\"(/static/[^\"]+)\"", page.text)
    weight = page.num_bytes_downloaded + sum(http.get(address).num_bytes_downloaded for address in addresses)
    assert weight < 120_000


def test_vendored_files_have_their_licence_noted() -> None:
    noted = (ROOT / "service" / "web" / "static" / "LICENSES.md").read_text(encoding="utf-8")
    vendored = [name for name in static_files() if name.endswith(".min.js")]
    assert vendored
    assert all(name in noted for name in vendored)


def test_the_samples_offered_are_those_of_the_project() -> None:
    known = {path.read_bytes() for path in [SAMPLES / "resume.pdf", *(SAMPLES / "resumes").iterdir()]}
    offered = [ROOT / "service" / "web" / "samples" / name for name in OFFERED]
    assert offered
    assert all(path.read_bytes() in known for path in offered)


def test_pasted_text_is_answered_like_a_file(http: httpx.Client) -> None:
    pasted = http.post("/match", files={"file": ("", b"")}, data={"text": RESUME, "job": ""})
    assert pasted.status_code == 200
    assert "Best-fit roles" in pasted.text
    assert "ML DevOps Manager" in pasted.text


@pytest.mark.parametrize(
    ("data", "name", "status", "words"),
    [
        (b"", "", 422, "Choose a file"),
        (b"%PDF-1.7\n1 0 obj <<", "a.pdf", 422, ""),
        (b"\x7fELF" + bytes(400), "a.exe", 415, ""),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_form(
    http: httpx.Client, data: bytes, name: str, status: int, words: str
) -> None:
    answer = http.post("/match", files={"file": (name, data)})
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert words in answer.text


def test_a_short_text_gets_a_reason_instead_of_a_number(http: httpx.Client) -> None:
    answer = http.post("/match", data={"text": "Python, SQL"})
    assert answer.status_code == 200
    assert "got no score" in answer.text
    assert "Best-fit roles" not in answer.text


def test_a_file_without_text_gets_a_reason_and_nothing_to_carry(http: httpx.Client) -> None:
    answer = http.post("/match", files={"file": ("a.txt", b" \n \n")})
    assert answer.status_code == 200
    assert "got no score" in answer.text
    assert 'name="document"' not in answer.text


def test_a_job_description_stands_first_and_quotes_its_own_text(http: httpx.Client) -> None:
    job = (SAMPLES / "jobs" / "data-engineer-azure.txt").read_text(encoding="utf-8")
    answer = http.post("/match", data={"text": RESUME, "job": job})
    assert answer.text.index("The job description") < answer.text.index("Best-fit roles")
    assert "Practical knowledge of <mark>Data Factory</mark> and of either" in answer.text


def test_what_a_page_carries_is_checked_before_it_is_believed(http: httpx.Client) -> None:
    for document in ("", "{}", '{"text": 1}', '{"text": "a", "media_type": "b", "digest": "c"}'):
        assert http.post("/what-if", data={"document": document, "role": "ml-devops-manager"}).status_code == 422
        assert http.post("/report/json", data={"document": document}).status_code == 422


def test_a_role_that_is_not_there_is_said_so(http: httpx.Client) -> None:
    page = http.get("/samples/data-engineer.txt").text
    carried = re.search(r'name="document" value="([^"]+)"', page)
    assert carried is not None
    document = (
        carried[1]
        .replace("&#34;", '"')
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
    )
    assert http.post("/what-if", data={"document": document, "role": "nobody"}).status_code == 404
    assert http.post("/report/odt", data={"document": document}).status_code == 404
    again = http.post("/report/json", data={"document": document})
    assert again.json()["results"][0]["title"] in page


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "rebound.example"},
        {"X-Forwarded-For": "203.0.113.9"},
    ],
    ids=lambda headers: next(iter(headers)) if isinstance(headers, dict) else str(headers),
)
def test_what_acts_answers_this_machine_and_its_own_pages_only(http: httpx.Client, headers: dict[str, str]) -> None:
    assert http.post("/recruiter", headers=headers, files={"files": ("a.txt", RESUME)}).status_code == 401
    assert http.post("/integrate/keys", headers=headers, data={"name": "a", "scope": "match"}).status_code == 403
    assert http.post("/taxonomy/roles/azure/remove", headers=headers).status_code == 404
    saved = http.post(
        "/taxonomy/new", headers=headers, data={"title": "Mine", "text": "Requirements\n- Kafka", "save": "yes"}
    )
    assert saved.status_code == 200
    assert "To save roles" in saved.text
    assert http.get("/taxonomy/roles/mine").status_code == 404


def test_a_request_from_the_network_is_not_local() -> None:
    scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/", "query_string": b""}
    scope |= {"headers": [(b"host", b"localhost")], "server": ("localhost", 80)}
    assert asked_on_this_machine(Request({**scope, "client": ("127.0.0.1", 1)}))
    assert not asked_on_this_machine(Request({**scope, "client": ("192.0.2.1", 1)}))


@pytest.fixture
def pool(server: Server) -> str:
    names = ("ml-devops-manager-clear.txt", "data-engineer-azure-clear.txt")
    return stored(server, {f"=cmd|{n}": (SAMPLES / "resumes" / n).read_text(encoding="utf-8") for n in names})


def test_an_export_holds_no_formula(http: httpx.Client, pool: str) -> None:
    lines = http.get(f"/recruiter/{pool}/export.csv?against=ml-devops-manager").text.splitlines()
    assert lines[1].split(",")[2] == "'=cmd|ml-devops-manager-clear.txt"
    assert len(lines) == 3


def test_a_forgotten_list_is_gone(http: httpx.Client, pool: str) -> None:
    assert http.get(f"/recruiter/{pool}").status_code == 200
    assert http.post(f"/recruiter/{pool}/forget").status_code == 303
    for place in ("", "/progress", "/export.csv", "/export.xlsx", "/compare?c=1&c=2", "/candidates/1"):
        assert http.get(f"/recruiter/{pool}{place}").status_code == 404


def test_strange_questions_to_a_list_are_answered_sanely(http: httpx.Client, pool: str) -> None:
    for query in ("against=nobody", "page=0", "page=99999", "page=x", "order=x", "band=x", "find=%00", "skill=%ff"):
        assert http.get(f"/recruiter/{pool}?{query}").status_code == 200
    assert http.get(f"/recruiter/{pool}/compare?c=1").status_code == 422
    assert http.get(f"/recruiter/{pool}/compare?c=1&c=x&c=1").status_code == 422
    assert http.get(f"/recruiter/{pool}/candidates/99").status_code == 404


def test_no_page_offers_to_reject_anyone(http: httpx.Client, pool: str) -> None:
    for place in (*PLACES, f"/recruiter/{pool}", f"/recruiter/{pool}/compare?c=1&c=2"):
        buttons = re.findall(r"<button[^>]*>(.*?)</button>", http.get(place).text, re.DOTALL)
        assert not [b for b in buttons if re.search(r"reject|decline|dismiss|advance|hire", b, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("a.csv", b"", "empty"), ("a.csv", b"colour,size\nred,1\n", "No column holds resumes"), ("a.xlsx", b"no", "xlsx")],
)
def test_an_unusable_table_is_said_beside_the_form(http: httpx.Client, name: str, data: bytes, words: str) -> None:
    answer = http.post("/recruiter", files={"files": (name, data)})
    assert answer.status_code == 422
    assert words in answer.text
    assert "/tmp" not in answer.text  # noqa: S108 (no path of ours is shown)


def test_a_resume_is_compared_with_all_trades_where_that_was_chosen(http: httpx.Client) -> None:
    nurse = (SAMPLES / "trades" / "registered-nurses.txt").read_text(encoding="utf-8")
    shown = http.post("/match", data={"text": nurse, "catalogue": "occupations"}).text
    assert "Registered Nurses" in shown
    assert "read the order rather than the word" in shown
    link = re.search(r'href="(/taxonomy/roles/registered-nurses[^"]*)"', shown)
    assert link is not None
    assert "Patient Care" in http.get(link[1]).text
    assert "Registered Nurses" not in http.post("/match", data={"text": nurse}).text
