"""What the integrator's page shows of webhooks: where they go, how it went, and another try."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from service.store.records import new_id
from service.webhooks.shelves import Deliveries, Endpoint, Endpoints
from tests.service.web.conftest import Open, Server

URL = "https://hooks.example/rolefit?<b>"


@pytest.fixture
def endpoint(server: Server) -> Iterator[str]:
    """An endpoint with a delivery that arrived, one that waits and one that was given up."""
    services, tenant = server.app.state.services, server.app.state.services.keyring.tenant().number
    identity = new_id("whk")
    made = Endpoint(identity, tenant, URL, ("batch.completed",), "whsec_secret", None, 0, None, 1)
    with services.storage.writing(tenant) as store:
        Endpoints(store, tenant, services.storage.vault).put(made)
        shelf = Deliveries(store.session)
        for state, status, error in (("delivered", 204, None), ("pending", 503, None), ("failed", None, "timeout")):
            one = shelf.get(shelf.add((tenant, identity), new_id("evt"), "batch.completed", "{}", services.clock()))
            assert one is not None
            shelf.save(replace(one, state=state, attempts=2, last_status=status, last_error=error))
    yield identity
    with services.storage.writing(tenant) as store:
        Endpoints(store, tenant, services.storage.vault).remove(identity)


def states(server: Server, endpoint: str) -> list[str]:
    services, tenant = server.app.state.services, server.app.state.services.keyring.tenant().number
    with services.storage.reading(tenant) as store:
        return sorted(one.state for one in Deliveries(store.session).page(endpoint, None, 10, None))


def test_deliveries_are_shown_with_their_answers_and_without_secrets(http: httpx.Client, endpoint: str) -> None:
    page = http.get("/integrate").text
    assert endpoint in page
    assert "hooks.example/rolefit?&lt;b&gt;" in page
    for words in ("delivered", "on its way", "given up", "204", "503", "timeout", "2 tries"):
        assert words in page
    assert "whsec_secret" not in page


def test_what_was_given_up_is_sent_again_and_nothing_else(http: httpx.Client, server: Server, endpoint: str) -> None:
    assert states(server, endpoint) == ["delivered", "failed", "pending"]
    foreign = http.post(f"/integrate/deliveries/{endpoint}/again", headers={"Origin": "https://elsewhere.example"})
    assert foreign.status_code == 403
    assert http.post(f"/integrate/deliveries/{endpoint}/again").status_code == 303
    assert states(server, endpoint) == ["delivered", "pending", "pending"]
    assert http.post("/integrate/deliveries/whk_nobody/again").status_code == 404


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)], ids=["wide and light", "phone and dark"])
def test_deliveries_break_no_accessibility_rule(browse: Open, endpoint: str, width: int, *, dark: bool) -> None:
    window = browse("/integrate", width=width, dark=dark)
    assert window.page.locator(f"section[aria-labelledby={endpoint}]").is_visible()
    assert window.violations() == []
    assert window.is_as_wide_as_its_window()
    assert window.is_clean(), (window.foreign, window.complaints)
