"""For the integrator: a first call, keys, deliveries, and the API's description in place."""

from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from service.errors import UserError
from service.store.records import timestamp
from service.web import words
from service.web.operations import groups
from service.web.replies import page, problem_page
from service.web.visitors import Visitor, own_page, visitor_of
from service.webhooks.shelves import Deliveries, Delivery, Endpoint, Endpoints

router = APIRouter(include_in_schema=False, prefix="/integrate")

SCOPES = {
    "match": "match resumes and read the catalogue",
    "read": "read what is stored",
    "write": "store, change and delete",
    "admin": "everything, keys and webhooks too",
}
_ENDPOINTS: Final = 20
_DELIVERIES: Final = 10  # the latest of each endpoint
_AGAIN: Final = 1_000


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One event on its way to an endpoint."""

    event: str
    type: str
    state: str
    attempts: str
    answer: str
    time: str


@dataclass(frozen=True, slots=True)
class EndpointView:
    """An address that is called, and how the latest calls went."""

    id: str
    url: str
    events: str
    disabled: str
    deliveries: tuple[DeliveryView, ...]
    failed: int


@router.get("")
def integrate(request: Request) -> Response:
    """Everything at a glance."""
    return _page(request)


@router.post("/keys")
async def create_key(request: Request) -> Response:
    """Make a key and show it this once."""
    visitor = await run_in_threadpool(_keeper, request)
    if visitor is None or not own_page(request):
        return _refused(request)
    async with request.form(max_fields=10) as form:
        name = str(form.get("name") or "").strip()[:100]
        scopes = [str(value) for value in form.getlist("scope")]
    return await run_in_threadpool(_created, request, visitor, name, scopes)


@router.post("/keys/{identity}/revoke")
def revoke_key(request: Request, identity: str) -> Response:
    """End a key at once."""
    visitor = _keeper(request)
    if visitor is None or not own_page(request):
        return _refused(request)
    try:
        if identity not in {key["id"] for key in _keys(visitor)}:
            return problem_page(request, 404, "There is no such key", "The keys are listed on the page before.")
        visitor.services.keyring.revoke(identity)
    except UserError as error:
        return problem_page(request, 404, "There is no such key", error.problem.message)
    return RedirectResponse("/integrate#keys-heading", 303)


@router.post("/deliveries/{identity}/again")
def send_again(request: Request, identity: str) -> Response:
    """Send what failed to an endpoint once more, under the same ids."""
    visitor = _keeper(request)
    if visitor is None or not own_page(request):
        return _refused(request)
    with visitor.services.storage.writing(visitor.tenant) as store:
        endpoint = Endpoints(store, visitor.tenant, visitor.services.storage.vault).get(identity)
        if endpoint is None:
            return problem_page(request, 404, "There is no such endpoint", "They are listed on the page before.")
        if not endpoint.disabled:
            shelf = Deliveries(store.session)
            shelf.send_again(shelf.replayable(identity, None, _AGAIN), visitor.services.clock())
    return RedirectResponse("/integrate#deliveries-heading", 303)


def _created(request: Request, visitor: Visitor, name: str, scopes: list[str]) -> Response:
    if not name:
        return _page(request, status=422, problem="Give the key a name, such as the system that will use it.")
    try:
        made = visitor.services.keyring.create(name, scopes, tenant=visitor.tenant_name)
    except UserError as error:
        return _page(request, status=422, problem=error.problem.message)
    return _page(request, token=made.token)


def _page(request: Request, *, status: int = 200, problem: str = "", token: str = "") -> Response:
    schema: dict[str, Any] = request.app.openapi()
    base = str(request.base_url)
    visitor, keeper = visitor_of(request), _keeper(request)
    values = {
        "problem": problem,
        "token": token,
        "scopes": SCOPES,
        "may": keeper is not None,
        "keys": _keys(keeper) if keeper else [],
        "endpoints": _endpoints(keeper) if keeper else [],
        "signed_in": visitor is not None and visitor.signed_in,
    }
    return page(request, "integrate.html", status=status, base=base.rstrip("/"), groups=groups(schema, base), **values)


def _keeper(request: Request) -> Visitor | None:
    visitor = visitor_of(request)
    return visitor if visitor is not None and visitor.may("admin") else None


def _keys(visitor: Visitor) -> list[dict[str, str]]:
    return [
        {
            "id": key.id,
            "name": key.name,
            "scopes": ", ".join(sorted(key.scopes)),
            "created": timestamp(key.created_at)[:10],
            "state": state,
        }
        for key, _, state in visitor.services.keyring.all()
        if key.tenant == visitor.tenant
    ]


def _endpoints(visitor: Visitor) -> list[EndpointView]:
    with visitor.services.storage.reading(visitor.tenant) as store:
        shelf = Deliveries(store.session)
        known = Endpoints(store, visitor.tenant, visitor.services.storage.vault).page(None, _ENDPOINTS)
        return [
            _endpoint(one, shelf.page(one.id, None, _DELIVERIES, None), len(shelf.replayable(one.id, None, _AGAIN)))
            for one in known
        ]


def _endpoint(endpoint: Endpoint, latest: list[Delivery], failed: int) -> EndpointView:
    return EndpointView(
        endpoint.id,
        endpoint.url,
        ", ".join(endpoint.events),
        endpoint.disabled or "",
        tuple(_delivery(one) for one in latest),
        failed,
    )


def _delivery(one: Delivery) -> DeliveryView:
    answer = str(one.last_status) if one.last_status is not None else (one.last_error or "")
    waits = f", next {words.moment(one.next_at)}" if one.attempts and one.next_at else ""
    tries = f"{one.attempts} {'try' if one.attempts == 1 else 'tries'}"
    return DeliveryView(
        one.event,
        one.type,
        words.say(words.DELIVERIES, one.state),
        tries + waits,
        answer or "none yet",
        words.moment(one.created_at),
    )


def _refused(request: Request) -> Response:
    return problem_page(
        request,
        403,
        "This needs a key that may do everything",
        "Sign in with a key of the scope admin, or use the command line: rolefit keys create NAME --scope match",
    )
