"""``/ats/connections``: what a tenant shares with a partner."""

from typing import Any, Final, Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response
from typing_extensions import TypedDict

from service.api.access import KeyFirst, MayAdmin
from service.api.answers import BODY, answers, problems
from service.api.inputs import Input
from service.api.problems import not_found
from service.api.replies import json_response
from service.api.services import ServicesHere
from service.ats import connections
from service.ats.connections import Connection
from service.ats.doors import DeskHere
from service.store.records import timestamp

router = APIRouter(prefix="/ats/connections", tags=["ats"], route_class=KeyFirst)
System = Literal["greenhouse", "ashby"]


class ConnectionRequest(Input):
    """What to share; what is left out stays as it was."""

    api_key: str | None = Field(None, min_length=8, max_length=500, description="The key to the partner's API (Ashby).")
    webhook_secret: str | None = Field(
        None,
        min_length=8,
        max_length=500,
        description="The secret of the partner's webhooks; the old one works for a day.",
    )


class ConnectionPart(TypedDict):
    """A connection, without what it shares."""

    id: str
    system: System
    webhook_url: str
    has_api_key: bool
    live_webhook_secrets: int
    updated_at: str


_EXAMPLE: Final[dict[str, Any]] = {
    "id": "con_0123456789abcdefghjkmnpqrs", "system": "ashby",
    "webhook_url": "https://rolefit.example.com/ats/ashby/webhooks/con_0123456789abcdefghjkmnpqrs", "has_api_key": True,
    "live_webhook_secrets": 1, "updated_at": "2026-11-20T12:00:00Z",
}  # fmt: skip


@router.put(
    "/{system}",
    operation_id="put_ats_connection",
    summary="Share a key or a secret with a partner",
    responses={**answers(ConnectionPart, "Kept.", example=_EXAMPLE), **problems("not-found", *BODY)},
)
def put(
    system: System, wanted: ConnectionRequest, principal: MayAdmin, services: ServicesHere, desk: DeskHere
) -> Response:
    """Keeps them sealed; they are never shown again. `webhook_url` is what the partner's webhooks should call."""
    vault, now = services.storage.vault, services.clock()
    with services.storage.writing(principal.tenant) as store:
        known = connections.to_change(store.session, vault, principal.tenant, system, now)
        kept = connections.put(store.session, vault, known, wanted.api_key, wanted.webhook_secret, now)
    return json_response(_part(kept, desk.settings.public_url, now))


@router.get(
    "/{system}",
    operation_id="get_ats_connection",
    summary="What is shared with a partner",
    responses={**answers(ConnectionPart, "The connection.", example=_EXAMPLE), **problems("not-found")},
)
def get(system: System, principal: MayAdmin, services: ServicesHere, desk: DeskHere) -> Response:
    """Which parts there are, not what they are."""
    with services.storage.reading(principal.tenant) as store:
        found = connections.find(store.session, services.storage.vault, principal.tenant, system)
    if found is None:
        raise not_found("connection")
    return json_response(_part(found, desk.settings.public_url, services.clock()))


@router.delete(
    "/{system}",
    operation_id="delete_ats_connection",
    summary="Share nothing more",
    status_code=204,
    response_class=Response,
    responses={204: {"description": "Gone."}, **problems("not-found")},
)
def delete(system: System, principal: MayAdmin, services: ServicesHere) -> Response:
    """Forgets key and secrets; the partner's webhooks are refused from now on."""
    with services.storage.writing(principal.tenant) as store:
        if not connections.remove(store.session, principal.tenant, system):
            raise not_found("connection")
    return Response(status_code=204)


def _part(found: Connection, public_url: str, now: int) -> dict[str, Any]:
    return {
        "id": found.id,
        "system": found.system,
        "webhook_url": f"{public_url}/ats/{found.system}/webhooks/{found.id}",
        "has_api_key": found.api_key is not None,
        "live_webhook_secrets": len(found.secrets(now)),
        "updated_at": timestamp(found.updated_at),
    }
