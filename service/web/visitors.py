"""Who looks at the pages: anyone on this machine before the first key exists, afterwards whoever signed in with one.

The cookie holds no key: it names one, until when it counts, and a keyed hash of both. It ends with its key.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from service.actor import ACTOR
from service.api.access import asked_on_this_machine, sent_by_a_page_elsewhere
from service.api.services import Services
from service.clock import HOUR
from service.keys import SCOPES, Scope, allows, parse
from service.store.tables import EVERYONE
from service.web.replies import page, problem_page

router = APIRouter(include_in_schema=False)

_COOKIE: Final = "rolefit_pages"
_HOURS: Final = 8


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody with a tenant, and what they may."""

    services: Services
    tenant: int
    tenant_name: str
    scopes: frozenset[str]
    signed_in: bool

    def may(self, *scopes: Scope) -> bool:
        """Whether any of these scopes is held."""
        return allows(self.scopes, scopes)


def visitor_of(request: Request) -> Visitor | None:
    """Who looks, or None for somebody unknown. Asked once for each request."""
    if not hasattr(request.state, "visitor"):
        request.state.visitor = _visitor(request)
    known: Visitor | None = request.state.visitor
    return known


def own_page(request: Request) -> bool:
    """Whether a request that changes something comes from a page of ours, as browsers tell."""
    origin = request.headers.get("origin")
    same = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    return same and request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")


def may_match(request: Request) -> bool:
    """Whether somebody may match a resume: anybody, unless the operator wants a key for everything."""
    services = request.app.state.services
    if not isinstance(services, Services) or not services.settings.keys_required:
        return True
    visitor = visitor_of(request)
    return visitor is not None and visitor.may("match")


def paused_page(request: Request) -> Response | None:
    """What to answer in place of a score while an administrator lets scoring stand still; None where it doesn't."""
    services = request.app.state.services
    if not isinstance(services, Services):
        return None
    visitor = visitor_of(request)
    if services.switch.paused_since(EVERYONE if visitor is None else visitor.tenant) is None:
        return None
    return problem_page(request, 503, "Scoring is paused", "An administrator paused it. Please try again later.")


@router.get("/sign-in")
def sign_in_page(request: Request, to: str = "/recruiter") -> Response:
    """Where a key is asked for."""
    return sign_in(request, to, status=200)


@router.post("/sign-in")
async def take_key(request: Request) -> Response:
    """Check the key and let its holder in for some hours."""
    async with request.form(max_fields=5) as form:
        token, to = str(form.get("key") or "").strip(), _inside(str(form.get("to") or ""))
    if not own_page(request):
        return sign_in(request, to, status=403, problem="That came from a page elsewhere.")
    value = await run_in_threadpool(_admitted, request, token)
    if value is None:
        return sign_in(request, to, status=401, problem="This key doesn’t work: it is unknown, expired or revoked.")
    answer = RedirectResponse(to, 303)
    secure = request.app.state.services.settings.behind_tls
    answer.set_cookie(_COOKIE, value, max_age=_HOURS * 3600, httponly=True, samesite="strict", secure=secure)
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """Forget who it was."""
    answer = RedirectResponse("/", 303)
    if own_page(request):
        answer.delete_cookie(_COOKIE)
    return answer


def sign_in(request: Request, to: str, *, status: int = 401, problem: str = "") -> Response:
    """The page that asks for a key, on the way ``to`` somewhere."""
    return page(request, "sign_in.html", status=status, to=_inside(to), problem=problem)


def _visitor(request: Request) -> Visitor | None:
    services = request.app.state.services
    if not isinstance(services, Services):
        return None
    named = _named(services, request.cookies)
    if named is not None:
        return named
    if services.settings.keys_required or not asked_on_this_machine(request) or sent_by_a_page_elsewhere(request):
        return None
    if services.keyring.any_key():
        return None
    tenant = services.keyring.tenant()
    ACTOR.set("open")
    return Visitor(services, tenant.number, tenant.name, frozenset(SCOPES), signed_in=False)


def _named(services: Services, cookies: Mapping[str, str]) -> Visitor | None:
    identity, _, rest = cookies.get(_COOKIE, "").partition("~")
    until, _, proof = rest.partition("~")
    if not (until.isascii() and until.isdigit() and len(until) < 16) or int(until) < services.clock():
        return None
    if not any(hmac.compare_digest(known, proof) for known in _proofs(services, identity, until)):
        return None
    found = next((item for item in services.keyring.all() if item[0].id == identity), None)
    if found is None or found[2] != "live":
        return None
    ACTOR.set(found[0].id)
    return Visitor(services, found[0].tenant, found[1], found[0].scopes, signed_in=True)


def _admitted(request: Request, token: str) -> str | None:
    services = request.app.state.services
    parts = parse(token)
    if parts is None or not isinstance(services, Services):
        return None
    key = services.keyring.find(parts[0])
    if key is None or not services.keyring.opens(key, parts[1]):
        return None
    until = str(services.clock() + _HOURS * HOUR)
    return f"{key.id}~{until}~{_proofs(services, key.id, until)[0]}"


def _proofs(services: Services, identity: str, until: str) -> list[str]:
    return [proof.hex() for proof in services.storage.vault.indexes("page-visit", f"{identity}~{until}")]


def _inside(address: str) -> str:
    """An address on this service; a foreign one becomes the first page."""
    return address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
