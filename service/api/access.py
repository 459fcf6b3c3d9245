"""Who asks, and what they may: bearer keys with scopes, or, before the first key, anyone on this machine.

The open mode is for a first run. It answers on loopback only, and guards against pages in a browser that would use it:
the Host must be a loopback name, a foreign Origin is refused, and so is whatever came through a proxy.
"""

import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request, Security
from fastapi.routing import APIRoute
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from service.actor import ACTOR
from service.api.limits import DAY, MINUTE, Allowance
from service.api.problems import ApiProblem, answer
from service.api.services import Services, services_of
from service.keys import DEFAULT_TENANT, SCOPES, Scope, allows, parse
from service.store.records import ApiKey

_REMEMBER: Final = 0.5  # seconds that a key's row is trusted: a revoked key ends within a second
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="ApiKey",
    description="An API key: `Authorization: Bearer rf_live_…`. `rolefit keys create NAME --scope match` makes one. "
    "Scopes: `match`, `read`, `write`; `admin` includes them all.",
)


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks: a tenant, through a key, with scopes."""

    tenant: int
    key_id: str
    scopes: frozenset[str]

    def may(self, *scopes: Scope) -> bool:
        """Whether any of these scopes is held."""
        return allows(self.scopes, scopes)


class KeyCache:
    """Rows of keys, remembered for half a second."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, ApiKey | None]] = {}
        self._open: tuple[float, bool] = (-_REMEMBER, False)
        self._tenant: int | None = None

    async def key(self, services: Services, identity: str) -> ApiKey | None:
        """A key's row, at most half a second old."""
        now = time.monotonic()
        found = self._known.get(identity)
        if found is None or now - found[0] > _REMEMBER:
            if len(self._known) > 10_000:
                self._known.clear()
            found = self._known[identity] = (now, await run_in_threadpool(services.keyring.find, identity))
        return found[1]

    async def open_tenant(self, services: Services) -> int | None:
        """The tenant that works without keys, or None once a key exists or is required."""
        if services.settings.keys_required:
            return None
        now = time.monotonic()
        if now - self._open[0] > _REMEMBER:
            self._open = (now, not await run_in_threadpool(services.keyring.any_key))
        if not self._open[1]:
            return None
        if self._tenant is None:
            self._tenant = (await run_in_threadpool(services.keyring.tenant, DEFAULT_TENANT)).number
        return self._tenant


async def authenticate(request: Request, token: str | None) -> Principal:
    """Who asks. Raises the problem ``unauthenticated``, with the same words whatever was wrong with the key.

    ``token`` is the API key, from wherever the door takes it (a bearer header; Basic for some systems).
    """
    known: Principal | None = getattr(request.state, "principal", None)
    if known is not None:
        return known
    services = services_of(request)
    cache: KeyCache = request.app.state.key_cache
    if token is None:
        tenant = await cache.open_tenant(services)
        if tenant is None:
            raise ApiProblem("unauthenticated", "Send an API key as Authorization: Bearer rf_live_…")
        refuse_strangers(request)
        principal = Principal(tenant, "open", frozenset(SCOPES))
        limits: tuple[int, int] = (0, 0)
    else:
        parts = parse(token)
        key = await cache.key(services, parts[0]) if parts is not None else None
        if parts is None or key is None or not services.keyring.opens(key, parts[1]):
            raise ApiProblem("unauthenticated", "This API key doesn't work: it is unknown, expired or revoked.")
        principal = Principal(key.tenant, key.id, key.scopes)
        limits = _limits(services, key)
    request.state.principal = principal
    ACTOR.set(principal.key_id)
    await _count(request, services, principal, *limits)
    return principal


class KeyFirst(APIRoute):
    """A route that asks for the key before it reads the body; the framework reads bodies first."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The framework's handler, behind the route's own guard."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle
        guards = [d.call for d in self.dependant.dependencies if d.call is not None and hasattr(d.call, "scopes")]

        async def guarded(request: Request) -> Response:
            for guard in guards:
                await guard(request, await _bearer(request))
            return await handle(request)

        return guarded


def needs(*scopes: Scope) -> Callable[..., Awaitable[Principal]]:
    """A dependency that lets in whoever holds any of these scopes."""

    async def allowed(
        request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]
    ) -> Principal:
        given = request.headers.get("authorization")
        if given is not None and credentials is None:
            raise ApiProblem("unauthenticated", "Send an API key as Authorization: Bearer rf_live_…")
        principal = await authenticate(request, credentials.credentials if credentials else None)
        if not principal.may(*scopes):
            raise ApiProblem("forbidden", f"This needs a key with the scope {' or '.join(scopes)}.")
        return principal

    allowed.scopes = scopes  # type: ignore[attr-defined]
    return allowed


MayMatch = Annotated[Principal, Depends(needs("match"))]
MayRead = Annotated[Principal, Depends(needs("read"))]
MayLook = Annotated[Principal, Depends(needs("read", "match"))]
MayWrite = Annotated[Principal, Depends(needs("write"))]
MayAdmin = Annotated[Principal, Depends(needs("admin"))]


async def outside_routes(request: Request, error: Exception) -> Response:
    """The answer where the framework found no route: it counts for the key that asked, and says what is left."""
    credentials = await _bearer(request)
    if credentials is not None:
        with suppress(ApiProblem, SQLAlchemyError):
            await authenticate(request, credentials.credentials)
    return await answer(request, error)


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def asked_on_this_machine(request: Request) -> bool:
    """Whether a request comes from this machine, by one of its own names and through no proxy."""
    client = request.client.host if request.client else ""
    proxied = any(header in request.headers for header in _FORWARDED)
    return is_loopback(client) and (request.url.hostname or "") in _LOCAL_NAMES and not proxied


def sent_by_a_page_elsewhere(request: Request) -> bool:
    """Whether a browser sends a request for a page that is not ours, as it tells; another port is elsewhere, too."""
    origin = request.headers.get("origin")
    foreign = origin is not None and (urlsplit(origin).hostname or "") not in _LOCAL_NAMES
    return foreign or request.headers.get("sec-fetch-site") in ("cross-site", "same-site")


def refuse_strangers(request: Request) -> None:
    """Without keys, only this machine itself may ask. Raises ``unauthenticated`` or ``forbidden``."""
    if not asked_on_this_machine(request):
        make_one = "rolefit keys create NAME --scope match"
        raise ApiProblem(
            "unauthenticated", f"Without API keys this service answers this machine only. Make one: {make_one}"
        )
    if sent_by_a_page_elsewhere(request):
        raise ApiProblem("forbidden", "A page from elsewhere may not use a service that works without keys.")


def _limits(services: Services, key: ApiKey) -> tuple[int, int]:
    settings = services.settings
    rate = settings.rate_per_minute if key.rate_per_minute is None else key.rate_per_minute
    return rate, settings.quota_per_day if key.quota_per_day is None else key.quota_per_day


async def _count(request: Request, services: Services, principal: Principal, rate: int, quota: int) -> None:
    allowances: list[Allowance] = []
    refused: Allowance | None = None
    for seconds, limit in ((MINUTE, rate), (DAY, quota)):
        if not limit:
            continue
        if refused is None:
            allowance = services.limiter.quick(principal.key_id, seconds, limit)
            if allowance is None:
                allowance = await run_in_threadpool(services.limiter.take, principal.key_id, seconds, limit)
            refused = None if allowance.granted else allowance
        else:  # what the minute refuses takes nothing of the day
            allowance = services.limiter.look(principal.key_id, seconds, limit)
        allowances.append(allowance)
    if not allowances:
        return
    request.state.rate_headers = _headers(allowances)
    if refused is not None:
        detail = f"The limit of {refused.limit} requests a {refused.name} is reached."
        raise ApiProblem("quota-exceeded", detail, headers={"Retry-After": str(refused.reset)})


def _headers(allowances: list[Allowance]) -> dict[str, str]:
    """``RateLimit`` and ``RateLimit-Policy`` as draft-ietf-httpapi-ratelimit-headers writes them."""
    return {
        "RateLimit-Policy": ", ".join(f'"{a.name}";q={a.limit};w={a.seconds}' for a in allowances),
        "RateLimit": ", ".join(f'"{a.name}";r={a.remaining};t={a.reset}' for a in allowances),
    }
