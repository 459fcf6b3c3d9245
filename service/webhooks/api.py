"""``/v1/webhooks``: where to tell what happened, and how the telling went."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from typing_extensions import TypedDict

from service.api.access import KeyFirst, MayAdmin, Principal
from service.api.answers import BODY, IDEMPOTENT, answers, problems
from service.api.idempotency import IdempotencyKey, Once, fingerprint, once
from service.api.inputs import Input
from service.api.paging import PageSize, PageToken, place_of, token
from service.api.problems import ApiProblem, invalid, not_found
from service.api.replies import Reply, encoded, json_response
from service.api.services import Services, ServicesHere
from service.clock import HOUR
from service.outgoing import AddressRefusedError, Outgoing
from service.store import Store
from service.store.records import new_id, timestamp
from service.webhooks.delivering import Courier, FanOut, event_body
from service.webhooks.described import webhooks
from service.webhooks.events import TEST, EventType
from service.webhooks.jobs import Jobs
from service.webhooks.shelves import DELIVERY_JOB, Deliveries, Delivery, Endpoint, Endpoints
from service.webhooks.signing import new_secret

router = APIRouter(tags=["webhooks"], route_class=KeyFirst)
_MOST: Final = 20  # endpoints of a tenant
_THREADS: Final = 16  # a slow endpoint keeps one for 15 seconds
_REPLAY: Final = 1_000


class WebhookRequest(Input):
    """Where to tell what."""

    url: str = Field(min_length=1, max_length=2_000, description="An https address on a public host.")
    events: list[EventType] = Field(min_length=1, max_length=20, description="What to tell.")


class RotateRequest(Input):
    """How long the old secret stays live."""

    grace_hours: int = Field(24, ge=0, le=720, description="Hours that calls are signed with both secrets.")


class ReplayRequest(Input):
    """What to send again: the failed ones, one, or all since a time."""

    delivery_id: str | None = Field(None, max_length=40, description="Only this delivery.")
    since: str | None = Field(
        None, max_length=40, description="All deliveries made since this time (RFC 3339), delivered ones too."
    )


class Webhook(TypedDict):
    """An endpoint. ``secret`` is shown when it is made and when it is rotated, and never again."""

    id: str
    url: str
    events: list[str]
    state: Literal["enabled", "disabled"]
    disabled_reason: str | None
    live_secrets: int
    created_at: str


class NewWebhook(Webhook):
    """An endpoint with its secret."""

    secret: str


class WebhookPage(TypedDict):
    """A page of endpoints."""

    webhooks: list[Webhook]
    next_page_token: str | None


class DeliveryStatus(TypedDict):
    """One event on its way: ``event_id`` is the ``webhook-id`` of every attempt."""

    id: str
    event_id: str
    type: str
    state: Literal["pending", "delivered", "failed"]
    attempts: int
    last_status: int | None
    last_error: str | None
    next_attempt_at: str | None
    created_at: str
    finished_at: str | None


class DeliveryPage(TypedDict):
    """A page of deliveries, the newest first."""

    deliveries: list[DeliveryStatus]
    next_page_token: str | None


class TestOutcome(TypedDict):
    """How a test call went."""

    delivered: bool
    status: int | None
    error: str | None


class Replayed(TypedDict):
    """How many deliveries begin anew."""

    deliveries: int


_WEBHOOK: Final[dict[str, Any]] = {
    "id": "whk_0123456789abcdefghjkmnpqrs", "url": "https://hooks.example.com/rolefit",
    "events": ["order.completed", "resume.deleted"], "state": "enabled", "disabled_reason": None, "live_secrets": 1,
    "created_at": "2026-11-20T12:00:00Z",
}  # fmt: skip
_NEW: Final = {**_WEBHOOK, "secret": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}


@asynccontextmanager
async def lifespan(services: Services) -> AsyncIterator[None]:
    """Deliver while the service runs, in processes that do background work."""
    courier = Courier(services, Outgoing(allow_loopback=services.settings.webhook_allow_loopback))
    worker = Jobs(
        services.storage,
        services.clock,
        {DELIVERY_JOB: courier.deliver},
        threads=_THREADS,
        beside=FanOut(services),
    )
    with services.parts.keeping(courier):
        if not services.settings.background:
            yield
            return
        await run_in_threadpool(worker.__enter__)
        try:
            yield
        finally:
            await run_in_threadpool(worker.__exit__, None, None, None)


@router.post(
    "/v1/webhooks",
    operation_id="create_webhook",
    summary="Be told what happens",
    status_code=201,
    responses={
        **answers(NewWebhook, "Made.", status=201, example=_NEW, headers={"Location": "The webhook."}),
        **problems("conflict", *BODY, *IDEMPOTENT),
    },
)
def create_webhook(
    wanted: WebhookRequest, principal: MayAdmin, services: ServicesHere, idempotency_key: IdempotencyKey = None
) -> Response:
    """Makes an endpoint. Calls are signed as Standard Webhooks 1.0 says, with the `secret` of this answer."""
    _check_url(services, wanted.url)

    def mark() -> bytes:
        return fingerprint("POST /v1/webhooks", wanted.model_dump())

    def work(keep: Once) -> Reply:
        now = services.clock()
        made = Endpoint(
            new_id("whk"), principal.tenant, wanted.url, tuple(dict.fromkeys(wanted.events)), new_secret(), None, 0,
            None, now,
        )  # fmt: skip
        with services.storage.writing(principal.tenant) as store:
            shelf = Endpoints(store, principal.tenant, services.storage.vault)
            if len(shelf.page(None, _MOST)) >= _MOST:
                raise ApiProblem("conflict", f"There are {_MOST} webhooks already; delete one first.")
            shelf.put(made)
            body = encoded({**_part(made, now), "secret": made.secret})
            return keep.keep(store, Reply(201, body, {"Location": f"/v1/webhooks/{made.id}"}))

    return once(services, principal, idempotency_key, mark, work).response()


@router.get(
    "/v1/webhooks",
    operation_id="list_webhooks",
    summary="Who is told",
    responses={
        **answers(WebhookPage, "A page.", example={"webhooks": [_WEBHOOK], "next_page_token": None}),
        **problems("bad-page-token", "validation-failed"),
    },
)
def list_webhooks(
    principal: MayAdmin, services: ServicesHere, page_size: PageSize = 50, page_token: PageToken = None
) -> Response:
    """Your endpoints, the oldest first, without their secrets."""
    kind = f"webhooks/{principal.tenant}"
    after = place_of(services.storage.vault, kind, page_token)
    with services.storage.reading(principal.tenant) as store:
        found = Endpoints(store, principal.tenant, services.storage.vault).page(after, page_size + 1)
    last = found[page_size - 1] if len(found) > page_size else None
    more = token(services.storage.vault, kind, [last.created_at, last.id]) if last else None
    now = services.clock()
    return json_response({"webhooks": [_part(one, now) for one in found[:page_size]], "next_page_token": more})


@router.get(
    "/v1/webhooks/{webhook_id}",
    operation_id="get_webhook",
    summary="One of them",
    responses={**answers(Webhook, "The webhook.", example=_WEBHOOK), **problems("not-found")},
)
def get_webhook(webhook_id: str, principal: MayAdmin, services: ServicesHere) -> Response:
    """An endpoint, without its secret."""
    return json_response(_part(_found(services, principal, webhook_id), services.clock()))


@router.delete(
    "/v1/webhooks/{webhook_id}",
    operation_id="delete_webhook",
    summary="Be told no more",
    status_code=204,
    response_class=Response,
    responses={204: {"description": "Gone."}, **problems("not-found")},
)
def delete_webhook(webhook_id: str, principal: MayAdmin, services: ServicesHere) -> Response:
    """Removes an endpoint with its deliveries; what was on its way is dropped."""
    with services.storage.writing(principal.tenant) as store:
        shelf = Endpoints(store, principal.tenant, services.storage.vault)
        _present(shelf, webhook_id)
        shelf.remove(webhook_id)
    return Response(status_code=204)


@router.post(
    "/v1/webhooks/{webhook_id}/rotate",
    operation_id="rotate_webhook",
    summary="Change its secret",
    responses={**answers(NewWebhook, "The new secret.", example=_NEW), **problems("not-found", *BODY)},
)
def rotate_webhook(
    webhook_id: str, principal: MayAdmin, services: ServicesHere, wanted: RotateRequest | None = None
) -> Response:
    """Makes a new secret. Until the hours of grace are over, each call carries a signature of both."""
    grace = (wanted or RotateRequest.model_validate({})).grace_hours
    now = services.clock()

    def change(old: Endpoint) -> Endpoint:
        return replace(old, secret=new_secret(), previous=old.secret, previous_until=now + grace * HOUR)

    new = _changed(services, principal, webhook_id, change)
    return json_response({**_part(new, now), "secret": new.secret})


@router.post(
    "/v1/webhooks/{webhook_id}/enable",
    operation_id="enable_webhook",
    summary="Call it again",
    responses={**answers(Webhook, "Enabled.", example=_WEBHOOK), **problems("not-found")},
)
def enable_webhook(webhook_id: str, principal: MayAdmin, services: ServicesHere) -> Response:
    """Enables an endpoint that a 410 disabled. What happened meanwhile isn't told; `replay` sends what failed."""
    new = _changed(services, principal, webhook_id, lambda old: replace(old, disabled=None))
    return json_response(_part(new, services.clock()))


@router.post(
    "/v1/webhooks/{webhook_id}/test",
    operation_id="test_webhook",
    summary="Try it",
    responses={
        **answers(TestOutcome, "How it went.", example={"delivered": True, "status": 200, "error": None}),
        **problems("not-found"),
    },
)
def test_webhook(webhook_id: str, principal: MayAdmin, services: ServicesHere) -> Response:
    """Sends an event `webhook.test` at once, one time, and answers how it went."""
    endpoint = _found(services, principal, webhook_id)
    body = event_body(TEST, services.clock(), {"webhook_id": endpoint.id})
    outcome = services.parts.of(Courier).call(endpoint, new_id("evt"), body)
    return json_response({"delivered": outcome.is_taken, "status": outcome.status, "error": outcome.error})


@router.get(
    "/v1/webhooks/{webhook_id}/deliveries",
    operation_id="list_deliveries",
    summary="How the telling went",
    responses={**answers(DeliveryPage, "A page."), **problems("not-found", "bad-page-token", "validation-failed")},
)
def list_deliveries(
    webhook_id: str,
    principal: MayAdmin,
    services: ServicesHere,
    state: Annotated[
        Literal["pending", "delivered", "failed"] | None, Query(description="Only those in this state.")
    ] = None,
    page_size: PageSize = 50,
    page_token: PageToken = None,
) -> Response:
    """Deliveries of the last 30 days, the newest first."""
    endpoint = _found(services, principal, webhook_id)
    kind = f"deliveries/{endpoint.id}/{state}"
    after = place_of(services.storage.vault, kind, page_token)
    with services.storage.reading(principal.tenant) as store:
        found = Deliveries(store.session).page(endpoint.id, after, page_size + 1, state)
    last = found[page_size - 1] if len(found) > page_size else None
    more = token(services.storage.vault, kind, [last.created_at, last.id]) if last else None
    return json_response({"deliveries": [_delivery(one) for one in found[:page_size]], "next_page_token": more})


@router.post(
    "/v1/webhooks/{webhook_id}/replay",
    operation_id="replay_deliveries",
    summary="Send again",
    status_code=202,
    responses={
        **answers(Replayed, "They begin anew.", status=202, example={"deliveries": 3}),
        **problems("not-found", "conflict", *BODY),
    },
)
def replay_deliveries(
    webhook_id: str, principal: MayAdmin, services: ServicesHere, wanted: ReplayRequest | None = None
) -> Response:
    """Sends deliveries again under the same `webhook-id`: the failed ones, one, or all since a time."""
    chosen = wanted or ReplayRequest.model_validate({})
    since = _time(chosen.since)
    with services.storage.writing(principal.tenant) as store:
        endpoint = _present(Endpoints(store, principal.tenant, services.storage.vault), webhook_id)
        if endpoint.disabled:
            raise ApiProblem("conflict", "This webhook is disabled; enable it first.")
        found = _to_replay(store, endpoint, chosen.delivery_id, since)
        Deliveries(store.session).send_again(found, services.clock())
    return json_response({"deliveries": len(found)}, 202)


def _to_replay(store: Store, endpoint: Endpoint, delivery_id: str | None, since: int | None) -> list[Delivery]:
    shelf = Deliveries(store.session)
    if delivery_id is None:
        return shelf.replayable(endpoint.id, since, _REPLAY)
    one = shelf.get(delivery_id)
    if one is None or one.endpoint != endpoint.id:
        raise not_found("delivery")
    return [one]


def _time(text: str | None) -> int | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return round(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        pass
    raise invalid("/since", "not-a-time", "Give a time such as 2026-11-20T12:00:00Z.")


def _check_url(services: Services, url: str) -> None:
    try:
        Outgoing(allow_loopback=services.settings.webhook_allow_loopback).check(url)
    except AddressRefusedError as error:
        raise invalid("/url", error.code, error.message) from None


def _found(services: Services, principal: Principal, identity: str) -> Endpoint:
    with services.storage.reading(principal.tenant) as store:
        return _present(Endpoints(store, principal.tenant, services.storage.vault), identity, lock=False)


def _present(shelf: Endpoints, identity: str, *, lock: bool = True) -> Endpoint:
    endpoint = shelf.get(identity, lock=lock)
    if endpoint is None:
        raise not_found("webhook")
    return endpoint


def _changed(services: Services, principal: Principal, identity: str, change: Any) -> Endpoint:  # noqa: ANN401
    with services.storage.writing(principal.tenant) as store:
        shelf = Endpoints(store, principal.tenant, services.storage.vault)
        new: Endpoint = change(_present(shelf, identity))
        shelf.put(new)
    return new


def _part(endpoint: Endpoint, now: int) -> Webhook:
    return {
        "id": endpoint.id,
        "url": endpoint.url,
        "events": list(endpoint.events),
        "state": "disabled" if endpoint.disabled else "enabled",
        "disabled_reason": endpoint.disabled,
        "live_secrets": len(endpoint.secrets(now)),
        "created_at": timestamp(endpoint.created_at),
    }


def _delivery(one: Delivery) -> DeliveryStatus:
    return {
        "id": one.id,
        "event_id": one.event,
        "type": one.type,
        "state": one.state,  # type: ignore[typeddict-item]
        "attempts": one.attempts,
        "last_status": one.last_status,
        "last_error": one.last_error,
        "next_attempt_at": None if one.next_at is None else timestamp(one.next_at),
        "created_at": timestamp(one.created_at),
        "finished_at": None if one.finished_at is None else timestamp(one.finished_at),
    }


__all__ = ["lifespan", "router", "webhooks"]
