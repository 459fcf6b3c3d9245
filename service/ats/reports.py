"""``/r/{id}``: an order's report as a page, for whoever holds the link."""

import json
from dataclasses import replace
from html import escape
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from service.api.catalogue import Edition
from service.ats import links
from service.ats.desk import Desk
from service.ats.doors import DeskHere
from service.ats.orders import Order, tenant_of
from service.web import report_page
from service.web.guides import Guides
from service.web.views import view_of

router = APIRouter(include_in_schema=False)
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}
_PAGE: Final = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>{title} · Rolefit</title>"
    "<style>body{{font:1.1rem/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem}}</style>"
    "</head><body><main><h1>{title}</h1><p>{text}</p></main></body></html>"
)


@router.get("/r/{order_id}", response_class=HTMLResponse)
def report(order_id: str, desk: DeskHere, t: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The report of an order: scores, reasons and quotes; the resume itself is not shown."""
    services = desk.services
    opened = links.opens(services.storage.vault, order_id, t, services.clock()) if order_id.isascii() else None
    if opened is None:
        return _said(404, "There is nothing here", "Open the link as it was given; a part of it may be missing.")
    if not opened:
        return _said(410, "This link has expired", "Order the assessment again for a new one.")
    with services.storage.reading(0) as store:
        tenant = tenant_of(store.session, order_id)
    order = None if tenant is None else desk.get(tenant, order_id)
    if order is None:
        return _said(404, "There is nothing here", "The report was erased.")
    if order.is_open:
        return _said(200, "Not ready yet", "The resume is being read; look again in a moment.")
    return _report(desk, order)


def _report(desk: Desk, order: Order) -> Response:
    with desk.services.storage.reading(order.tenant) as store:
        match = store.matches.get(order.match_id) if order.match_id else None
        text = store.resumes.text(match.resume_id) if match else None
    if match is None:
        lines = (order.result or {}).get("attributes") or [{"value": "The order was cancelled."}]
        return _said(200, "No score", str(lines[0]["value"]))
    edition: Edition = desk.services.catalogue.numbered(order.tenant, match.catalogue)
    view = view_of(json.loads(match.report), text or "", Guides(edition.taxonomy))
    return HTMLResponse(report_page.page(replace(view, pieces=())), headers=_HEADERS)


def _said(status: int, title: str, text: str) -> Response:
    return HTMLResponse(_PAGE.format(title=escape(title), text=escape(text)), status, headers=_HEADERS)
