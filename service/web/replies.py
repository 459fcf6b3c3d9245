"""What every page answers with: templates, static files, headers that let nothing in from elsewhere."""

import gzip
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from matchers.matching import Matcher
from service.api.services import Services
from service.matching import DocumentReader
from service.web.environment import environment, static_files
from service.web.guides import Guides

router = APIRouter(include_in_schema=False)

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers hide the Origin of our own forms
    "X-Content-Type-Options": "nosniff",
}
_LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_PACK_FROM = 1_000  # bytes; less isn't worth packing
_YEAR = 31_536_000


def own_services(request: Request) -> Services | None:
    """The whole service, for somebody on this machine; None for everybody else."""
    services = request.app.state.services
    return services if isinstance(services, Services) and is_local(request) else None


def matcher_of(request: Request) -> Matcher:
    """What pages match against: on the machine itself the catalogue with the roles that were added to it."""
    services = own_services(request)
    if services is None:
        shipped: Matcher = request.app.state.services.matcher
        return shipped
    return services.catalogue.current(services.keyring.tenant().number).matcher


def guides_of(request: Request, matcher: Matcher) -> Guides:
    """The documents to quote from: the shipped guides, and the texts of added roles on the machine itself."""
    services = own_services(request)
    if services is None:
        return Guides(matcher.taxonomy)
    with services.storage.reading(services.keyring.tenant().number) as store:
        texts = {role.profile.id: (role.profile.title, role.text) for role in store.roles.all()}
    return Guides(matcher.taxonomy, texts)


def reader_of(request: Request) -> DocumentReader:
    """The application's reader of files."""
    reader: DocumentReader = request.app.state.services.reader
    return reader


def is_local(request: Request) -> bool:
    """Whether a request comes from this machine, by one of its own names, and from no page of somebody else's."""
    client = request.client.host if request.client else ""
    origin = request.headers.get("origin")
    return (
        is_loopback(client)
        and (request.url.hostname or "") in _LOCAL_NAMES
        and not any(header in request.headers for header in _FORWARDED)
        and (origin is None or (urlsplit(origin).hostname or "") in _LOCAL_NAMES)
        and request.headers.get("sec-fetch-site") not in ("cross-site", "same-site")
    )


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401
    """A page from a template. It holds what somebody sent, so nobody on the way may keep it."""
    html = environment().get_template(template).render(here=_here(request.url.path), **values)
    return packed(request, html.encode(), "text/html; charset=utf-8", {"Cache-Control": "no-store"}, status)


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _here(path: str) -> str:
    return next((part for part in ("/recruiter", "/taxonomy", "/integrate") if path.startswith(part)), "/")


def packed(request: Request, data: bytes, media_type: str, headers: dict[str, str], status: int = 200) -> Response:
    """A body, packed where the browser takes it."""
    headers = {**HEADERS, **headers, "Vary": "Accept-Encoding"}
    if len(data) >= _PACK_FROM and takes_gzip(request):
        data = gzip.compress(data, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(data, status, headers, media_type)


def takes_gzip(request: Request) -> bool:
    """Whether a browser unpacks gzip."""
    return "gzip" in request.headers.get("accept-encoding", "")


def download(data: str, name: str, media_type: str) -> Response:
    """A file to save."""
    headers = {**HEADERS, "Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data.encode(), 200, headers, f"{media_type}; charset=utf-8")


def problem_page(request: Request, status: int, title: str, message: str) -> Response:
    """A page that says in one sentence what went wrong."""
    return page(request, "problem.html", status=status, title=title, message=message)


@router.get("/static/{name}", response_class=HTMLResponse)
def static(request: Request, name: str, v: str = "") -> Response:
    """A static file; an address with its content's hash may be kept for ever."""
    file = static_files().get(name)
    if file is None:
        return Response("Not found", 404, HEADERS, "text/plain; charset=utf-8")
    kept = f"public, max-age={_YEAR}, immutable" if v == file.version else "no-cache"
    headers = {**HEADERS, "Cache-Control": kept, "ETag": f'"{file.version}"', "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == f'"{file.version}"':
        return Response(None, 304, headers)
    if takes_gzip(request):
        return Response(file.packed, 200, {**headers, "Content-Encoding": "gzip"}, file.media_type)
    return Response(file.data, 200, headers, file.media_type)
