"""What every page answers with: templates, static files, headers that let nothing in from elsewhere."""

import gzip
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from service.api.problems import not_found
from service.web.environment import environment, static_files

router = APIRouter(include_in_schema=False)

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # with no-referrer, browsers hide the Origin of our own forms
    "X-Content-Type-Options": "nosniff",
}
_PACK_FROM = 1_000  # bytes; less isn't worth packing
_YEAR = 31_536_000


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401
    """A page from a template. It holds what somebody sent, so nobody on the way may keep it."""
    html = environment().get_template(template).render(here=_here(request.url.path), **values)
    return packed(request, html.encode(), "text/html; charset=utf-8", {"Cache-Control": "no-store"}, status)


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


def download(data: str | bytes, name: str, media_type: str) -> Response:
    """A file to save."""
    headers = {**HEADERS, "Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, 200, headers, media_type)


def problem_page(request: Request, status: int, title: str, message: str) -> Response:
    """A page that says in one sentence what went wrong."""
    return page(request, "problem.html", status=status, title=title, message=message)


@router.get("/static/{name}", response_class=HTMLResponse)
def static(request: Request, name: str, v: str = "") -> Response:
    """A static file; an address with its content's hash may be kept for ever."""
    file = static_files().get(name)
    if file is None:
        raise not_found("file")
    kept = f"public, max-age={_YEAR}, immutable" if v == file.version else "no-cache"
    headers = {**HEADERS, "Cache-Control": kept, "ETag": f'"{file.version}"', "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == f'"{file.version}"':
        return Response(None, 304, headers)
    if takes_gzip(request):
        return Response(file.packed, 200, {**headers, "Content-Encoding": "gzip"}, file.media_type)
    return Response(file.data, 200, headers, file.media_type)
