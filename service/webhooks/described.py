"""The calls that we make, for the ``webhooks`` section of the OpenAPI document."""

from typing import Any

from fastapi import APIRouter

from service.webhooks.events import EVENTS, WebhookEvent

webhooks = APIRouter()


def _describe(type_: str, summary: str, data: dict[str, Any]) -> None:
    """Put an event into the ``webhooks`` section of the OpenAPI document."""
    example = {"type": type_, "timestamp": "2026-11-20T12:00:00Z", "data": data}
    headers = [
        {"name": name, "in": "header", "required": True, "description": text, "schema": {"type": "string"}}
        for name, text in (
            ("webhook-id", "The same for every attempt at this event."),
            ("webhook-timestamp", "Seconds since 1970."),
            ("webhook-signature", "`v1,` and a base64 HMAC-SHA256 over `id.timestamp.body`; two while rotating."),
        )
    ]

    async def event(body: WebhookEvent) -> None:
        """Answer 2xx within 15 seconds. 410 ends it; anything else is tried again."""

    webhooks.post(
        type_,
        operation_id=type_.replace(".", "_"),
        summary=summary,
        responses={200: {"description": "Taken."}, 410: {"description": "Call no more."}},
        openapi_extra={
            "parameters": headers,
            "requestBody": {"content": {"application/json": {"example": example}}},
        },
    )(event)


for _type, (_summary, _data) in EVENTS.items():
    _describe(_type, _summary, _data)
