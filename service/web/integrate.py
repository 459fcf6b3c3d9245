"""For the integrator: a first call, keys, deliveries, and the API's description in place."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from service.errors import UserError
from service.keys import Keyring
from service.store.records import timestamp
from service.web.operations import groups
from service.web.replies import own_services, page, problem_page

router = APIRouter(include_in_schema=False, prefix="/integrate")

SCOPES = {
    "match": "match resumes and read the catalogue",
    "read": "read what is stored",
    "write": "store, change and delete",
    "admin": "everything, keys and webhooks too",
}


@router.get("")
def integrate(request: Request) -> Response:
    """Everything at a glance."""
    return _page(request)


@router.post("/keys")
async def create_key(request: Request) -> Response:
    """Make a key and show it this once."""
    services = own_services(request)
    if services is None:
        return _refused(request)
    async with request.form(max_fields=10) as form:
        name = str(form.get("name") or "").strip()[:100]
        scopes = [str(value) for value in form.getlist("scope")]
    return await run_in_threadpool(_created, request, services.keyring, name, scopes)


@router.post("/keys/{identity}/revoke")
def revoke_key(request: Request, identity: str) -> Response:
    """End a key at once."""
    services = own_services(request)
    if services is None:
        return _refused(request)
    try:
        services.keyring.revoke(identity)
    except UserError as error:
        return problem_page(request, 404, "There is no such key", error.problem.message)
    return RedirectResponse("/integrate#keys-heading", 303)


def _created(request: Request, keyring: Keyring, name: str, scopes: list[str]) -> Response:
    if not name:
        return _page(request, status=422, problem="Give the key a name, such as the system that will use it.")
    try:
        made = keyring.create(name, scopes)
    except UserError as error:
        return _page(request, status=422, problem=error.problem.message)
    return _page(request, token=made.token)


def _page(request: Request, *, status: int = 200, problem: str = "", token: str = "") -> Response:
    schema: dict[str, Any] = request.app.openapi()
    base = str(request.base_url)
    values = {
        "problem": problem,
        "token": token,
        "scopes": SCOPES,
        "may": own_services(request) is not None,
        "keys": _keys(request),
    }
    return page(request, "integrate.html", status=status, base=base.rstrip("/"), groups=groups(schema, base), **values)


def _keys(request: Request) -> list[dict[str, str]]:
    services = own_services(request)
    every = services.keyring.all() if services else []
    return [
        {
            "id": key.id,
            "name": key.name,
            "scopes": ", ".join(sorted(key.scopes)),
            "created": timestamp(key.created_at)[:10],
            "state": state,
        }
        for key, _tenant, state in every
    ]


def _refused(request: Request) -> Response:
    return problem_page(
        request,
        403,
        "Only on the machine itself",
        "Keys are made on the machine that runs Rolefit: rolefit keys create NAME --scope match",
    )
