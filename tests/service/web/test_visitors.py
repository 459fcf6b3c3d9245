"""Once a key exists, what is not for everybody is for its holders: a cookie that is no key, and ends with it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest

from tests.service.web.conftest import SAMPLES, Server, client_of, running, stored

RESUME = (SAMPLES / "resumes" / "ml-devops-manager-clear.txt").read_bytes()


def signed_in(server: Server, *scopes: str, tenant: str = "default") -> tuple[httpx.Client, str]:
    made = server.app.state.services.keyring.create("pages", scopes, tenant=tenant)
    client = client_of(server)
    answer = client.post("/sign-in", data={"key": made.token, "to": "/recruiter"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/recruiter")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    assert made.token.split("_")[3] not in cookie
    return client, made.key.id


def test_without_a_key_only_what_is_for_everybody_is_shown(keyed: Server) -> None:
    keyed.app.state.services.keyring.create("first", ["match"])
    with client_of(keyed) as client:
        assert client.get("/").status_code == 200
        assert client.post("/match", data={"text": RESUME.decode()}).status_code == 200
        assert client.get("/recruiter").status_code == 401
        assert client.post("/recruiter", files={"files": ("a.txt", RESUME)}).status_code == 401
        assert client.post("/integrate/keys", data={"name": "a", "scope": "admin"}).status_code == 403
        assert "sign in" in client.post("/taxonomy/new", data={"text": "Requirements\n- Kafka and SQL"}).text
        assert client.post("/sign-in", data={"key": "rf_live_nonsense"}).status_code == 401


def test_a_cookie_ends_with_its_key_and_cannot_be_made_up(keyed: Server) -> None:
    client, identity = signed_in(keyed, "match")
    with closing(client):
        assert client.get("/recruiter").status_code == 200
        good = client.cookies["rolefit_pages"]
        name, until, proof = good.split("~")
        for made_up in (
            f"{name}~{int(until) + 1}~{proof}",
            f"key_other~{until}~{proof}",
            f"{name}~1~{proof}",
            "~~",
            "x",
        ):
            client.cookies.clear()
            client.cookies.set("rolefit_pages", made_up)
            assert client.get("/recruiter").status_code == 401
        client.cookies.clear()
        client.cookies.set("rolefit_pages", good)
        assert client.get("/recruiter").status_code == 200
        keyed.app.state.services.keyring.revoke(identity)
        assert client.get("/recruiter").status_code == 401


def test_scopes_decide_what_a_holder_may(keyed: Server) -> None:
    client, _ = signed_in(keyed, "match")
    with closing(client):
        assert client.post("/integrate/keys", data={"name": "a", "scope": "admin"}).status_code == 403
        text = {"title": "Mine", "text": "Requirements\n- Kafka and SQL", "save": "yes"}
        assert client.post("/taxonomy/new", data=text).status_code == 200
        assert client.get("/taxonomy/roles/mine").status_code == 404
    client, _ = signed_in(keyed, "write")
    with closing(client):
        assert client.get("/recruiter").status_code == 401
        assert client.post("/taxonomy/new", data=text).status_code == 303
        assert client.get("/taxonomy/roles/mine").status_code == 200
    client, _ = signed_in(keyed, "admin")
    with closing(client):
        assert "rf_live_" in client.post("/integrate/keys", data={"name": "a", "scope": "match"}).text


def test_roles_saved_at_once_under_one_title_are_all_kept(keyed: Server) -> None:
    client, _ = signed_in(keyed, "write", tenant="savers")
    text = {"title": "Ingénieur", "text": "Requirements\n- Kafka and SQL", "save": "yes"}
    with closing(client), ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda _: client.post("/taxonomy/new", data=text), range(3)))
    assert sorted(answer.headers["location"] for answer in answers) == [
        f"/taxonomy/roles/ingenieur{number}" for number in ("", "-2", "-3")
    ]


def test_tenants_see_neither_lists_nor_keys_nor_roles_of_others(keyed: Server) -> None:
    mine, identity = signed_in(keyed, "admin", tenant="mine")
    theirs, _ = signed_in(keyed, "admin", tenant="theirs")
    pool = stored(keyed, {"a": RESUME.decode()}, tenant="mine")
    with closing(mine), closing(theirs):
        assert (
            mine.post(
                "/taxonomy/new", data={"title": "Ours", "text": "Requirements\n- Kafka", "save": "yes"}
            ).status_code
            == 303
        )
        for place in (f"/recruiter/{pool}", f"/recruiter/{pool}/candidates/1", "/taxonomy/roles/ours"):
            assert mine.get(place).status_code == 200
            assert theirs.get(place).status_code == 404
        assert identity in mine.get("/integrate").text
        assert identity not in theirs.get("/integrate").text
        assert theirs.post(f"/integrate/keys/{identity}/revoke").status_code == 404
        assert theirs.post(f"/recruiter/{pool}/forget").status_code == 404
        assert mine.get(f"/recruiter/{pool}").status_code == 200


@pytest.mark.parametrize("place", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""])
def test_nobody_is_led_elsewhere_after_signing_in(keyed: Server, place: str) -> None:
    token = keyed.app.state.services.keyring.create("pages", ["match"]).token
    with client_of(keyed) as client:
        assert client.post("/sign-in", data={"key": token, "to": place}).headers["location"] == "/"


def test_a_page_elsewhere_can_neither_sign_in_nor_use_a_cookie(keyed: Server) -> None:
    client, _ = signed_in(keyed, "admin")
    foreign = {"Origin": "https://elsewhere.example"}
    with closing(client):
        assert client.post("/sign-in", headers=foreign, data={"key": "x"}).status_code == 403
        assert client.post("/integrate/keys", headers=foreign, data={"name": "a", "scope": "match"}).status_code == 403
        assert client.post("/recruiter", headers=foreign, files={"files": ("a.txt", RESUME)}).status_code == 401


def test_where_a_key_is_required_nothing_is_matched_without_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    for locked in running(tmp_path_factory.mktemp("locked"), keys_required=True):
        with client_of(locked) as client:
            for place in ("/", "/samples/data-engineer.txt", "/recruiter"):
                assert client.get(place).status_code == 401
            assert client.post("/match", data={"text": RESUME.decode()}).status_code == 401
        client, _ = signed_in(locked, "match")
        with closing(client):
            assert client.post("/match", data={"text": RESUME.decode()}).status_code == 200
