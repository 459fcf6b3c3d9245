"""``/v1/orders``: the generic door, for every system that has no adapter here."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from typing_extensions import TypedDict

from matchers.scoring import band_of
from service.api.access import MayMatch, MayRead, Principal
from service.api.answers import BODY, IDEMPOTENT, answers, problems
from service.api.cases import reading, resumes
from service.api.examples import COMPONENTS, SCORE
from service.api.idempotency import IdempotencyKey, Once, fingerprint, once
from service.api.ids import ANY_ID
from service.api.inputs import Input, json_body
from service.api.openapi import two_bodies
from service.api.paging import PageSize, PageToken, place_of, token
from service.api.problems import ApiProblem, invalid, missing, not_found
from service.api.replies import Reply, encoded, json_response
from service.api.services import ServicesHere
from service.ats import packages
from service.ats.desk import Desk
from service.ats.doors import DeskHere
from service.ats.links import link
from service.ats.orders import OWN, Order, hash_of, person
from service.outgoing import AddressRefusedError
from service.store.records import new_id, timestamp

router = APIRouter(prefix="/v1/orders", tags=["ats"])
_SOURCES: Final = ("resume_url", "resume_id", "text", "json_resume")
Status = Literal["open", "processing", "completed", "cancelled", "failed"]


class CandidateRef(Input):
    """Whom it is about, by your own id. Of an e-mail address only a hash is kept."""

    external_id: str | None = Field(None, min_length=1, max_length=80, pattern=ANY_ID)
    email: str | None = Field(None, max_length=320)


class JobRef(Input):
    """Your job, given back as it came."""

    external_id: str | None = Field(None, max_length=200)
    title: str | None = Field(None, max_length=200)


class OrderRequest(Input):
    """What to assess."""

    package_id: str = Field(max_length=200, description="`best-fit`, or `role:` and the id of a role.")
    external_ref: str | None = Field(
        None,
        min_length=1,
        max_length=200,
        pattern=ANY_ID,
        description="Your own id for the order: sent again, it is the same order.",
    )
    candidate: CandidateRef = Field(default_factory=lambda: CandidateRef(external_id=None, email=None))
    job: JobRef = Field(default_factory=lambda: JobRef(external_id=None, title=None))
    resume_url: str | None = Field(None, max_length=2_000, description="A public https address of the resume.")
    resume_id: str | None = Field(None, max_length=40, description="A stored resume.")
    text: str | None = Field(None, min_length=1, description="The resume as plain text.")
    json_resume: dict[str, Any] | None = Field(None, description="The resume in the JSON Resume form.")


class OrderPart(TypedDict):
    """An order as it stands."""

    id: str
    source: str
    package_id: str
    status: Status
    external_ref: str | None
    candidate: dict[str, str | None]
    job: dict[str, Any]
    result: dict[str, Any] | None
    callback: dict[str, Any]
    created_at: str
    completed_at: str | None


class OrderPage(TypedDict):
    """A page of orders, the newest first."""

    orders: list[OrderPart]
    next_page_token: str | None


_EXAMPLE: Final[dict[str, Any]] = {
    "id": "ord_0123456789abcdefghjkmnpqrs", "source": "api", "package_id": "role:data-engineer", "status": "completed",
    "external_ref": "application-77", "candidate": {"external_id": "candidate-17", "email_sha256": None},
    "job": {"external_id": "R-7", "title": "Data engineer"},
    "result": {"score": SCORE / 10, "max_score": 100, "band": band_of(SCORE), "problem": None,
        "url": "https://rolefit.example.com/r/ord_0123456789abcdefghjkmnpqrs?t=AABq",
        "match_id": "mat_0123456789abcdefghjkmnpqrs",
        "attributes": [{"kind": "text", "label": "Missing required skills", "value": "Airflow; dbt; Spark"},
            {"kind": "sub_result", "id": "skills", "label": "Skills",
                "score": {"value": COMPONENTS[0]["points"], "max": COMPONENTS[0]["max_points"]}}]},
    "callback": {"state": "none", "attempts": 0, "last_status": None}, "created_at": "2026-11-20T12:00:00Z",
    "completed_at": "2026-11-20T12:00:01Z",
}  # fmt: skip
_REQUESTS: Final = {
    "link": {
        "package_id": "best-fit",
        "external_ref": "application-77",
        "resume_url": "https://files.example.com/cv.pdf",
    },
}


def part(order: Order, desk: Desk | None) -> dict[str, Any]:
    """An order as it is shown; the report's link needs a ``desk``."""
    result = None if order.result is None else {**order.result, "match_id": order.match_id, "url": None}
    if result is not None and desk is not None:
        settings = desk.settings
        result["url"] = link(desk.services.storage.vault, settings.public_url, order, settings.report_link_days)
    return {
        "id": order.id,
        "source": order.source,
        "package_id": order.package_id,
        "status": order.status,
        "external_ref": order.reference,
        "candidate": {"external_id": order.candidate_id, "email_sha256": order.email_sha256},
        "job": {"external_id": None, "title": None, **order.job},
        "result": result,
        "callback": {
            "state": order.callback_state,
            "attempts": order.callback_attempts,
            "last_status": order.callback_status,
        },
        "created_at": timestamp(order.created_at),
        "completed_at": None if order.completed_at is None else timestamp(order.completed_at),
    }


@router.post(
    "",
    operation_id="create_order",
    summary="Order an assessment",
    status_code=201,
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": two_bodies(OrderRequest, _REQUESTS, sources=_SOURCES)["requestBody"]["content"][
                    "application/json"
                ]
            },
        }
    },
    responses={
        **answers(OrderPart, "This `external_ref` was ordered before.", example=_EXAMPLE),
        **answers(OrderPart, "Taken in.", status=201, example=_EXAMPLE, headers={"Location": "The order."}),
        **problems("not-found", "conflict", "document-corrupt", *BODY, *IDEMPOTENT),
    },
)
async def create_order(
    request: Request, principal: MayMatch, desk: DeskHere, idempotency_key: IdempotencyKey = None
) -> Response:
    """Scores one candidate for one package. `order.completed` is told to your webhooks once it is done.

    A resume that comes with the order is kept, which needs a key with the scope `write`, too; `resume_id` needs `read`.
    """
    wanted = await json_body(request, OrderRequest)
    _check_scopes(principal, wanted)
    if sum(getattr(wanted, name) is not None for name in _SOURCES) != 1:
        raise invalid("", "one-source", f"Give exactly one of {', '.join(_SOURCES)}.")

    def mark() -> bytes:
        return fingerprint("POST /v1/orders", wanted.model_dump())

    def work(keep: Once) -> Reply:
        order, is_new = _placed(desk, principal, wanted)
        body = encoded(part(order, desk))
        with desk.services.storage.writing(principal.tenant) as store:
            reply = Reply(201 if is_new else 200, body, {"Location": f"/v1/orders/{order.id}"})
            return keep.keep(store, reply, subject=order.id)

    return (await run_in_threadpool(once, desk.services, principal, idempotency_key, mark, work)).response()


@router.get(
    "",
    operation_id="list_orders",
    summary="Orders",
    responses={**answers(OrderPage, "A page."), **problems("bad-page-token", "validation-failed")},
)
def list_orders(
    principal: MayRead,
    services: ServicesHere,
    desk: DeskHere,
    status: Annotated[Status | None, Query(description="Only those in this state.")] = None,
    external_ref: Annotated[
        str | None, Query(max_length=200, pattern=ANY_ID, description="Only those with your own id, or a partner's.")
    ] = None,
    page_size: PageSize = 50,
    page_token: PageToken = None,
) -> Response:
    """Orders of every source, the newest first."""
    kind = f"orders/{principal.tenant}/{status}/{external_ref}"
    after = place_of(services.storage.vault, kind, page_token)
    with services.storage.reading(principal.tenant) as store:
        shelf = desk.orders(store, principal.tenant)
        found = shelf.page(after, page_size + 1, status, external_ref)
    last = found[page_size - 1] if len(found) > page_size else None
    more = token(services.storage.vault, kind, [last.created_at, last.id]) if last else None
    return json_response({"orders": [part(one, desk) for one in found[:page_size]], "next_page_token": more})


@router.get(
    "/{order_id}",
    operation_id="get_order",
    summary="An order",
    responses={**answers(OrderPart, "The order.", example=_EXAMPLE), **problems("not-found")},
)
def get_order(order_id: str, principal: MayRead, desk: DeskHere) -> Response:
    """How far it is, and its result."""
    return json_response(part(_present(desk.get(principal.tenant, order_id)), desk))


@router.post(
    "/{order_id}/cancel",
    operation_id="cancel_order",
    summary="Cancel an order",
    responses={**answers(OrderPart, "As it stands.", example=_EXAMPLE), **problems("not-found")},
)
def cancel_order(order_id: str, principal: MayMatch, desk: DeskHere) -> Response:
    """Stops an order that is open; one that has ended is left as it is."""
    return json_response(part(_present(desk.cancel(principal.tenant, order_id, by_partner=False)), desk))


def _check_scopes(principal: Principal, wanted: OrderRequest) -> None:
    """What matching and keeping need, an order needs too. Raises ``forbidden``."""
    if wanted.resume_id is not None and not principal.may("read"):
        raise ApiProblem("forbidden", "Ordering for a stored resume needs a key with the scope read.")
    brings = any(getattr(wanted, name) is not None for name in _SOURCES if name != "resume_id")
    if brings and not principal.may("write"):
        raise ApiProblem("forbidden", "The resume of an order is kept, which needs a key with the scope write.")


def _present(order: Order | None) -> Order:
    if order is None:
        raise not_found("order")
    return order


def _placed(desk: Desk, principal: Principal, wanted: OrderRequest) -> tuple[Order, bool]:
    if not packages.is_known(desk.services.catalogue.current(principal.tenant), wanted.package_id):
        raise missing("/package_id", "There is no such package; it is best-fit, or role: and the id of a role.")
    if wanted.external_ref is not None:
        with desk.services.storage.reading(principal.tenant) as store:
            known = desk.orders(store, principal.tenant).by_reference(OWN, wanted.external_ref)
        if known is not None:
            return _same(known, wanted), False
    order = Order(
        id=new_id("ord"),
        tenant=principal.tenant,
        source=OWN,
        package_id=wanted.package_id,
        status="open",
        created_at=desk.services.clock(),
        reference=wanted.external_ref,
        candidate_id=wanted.candidate.external_id,
        email_sha256=hash_of(wanted.candidate.email),
        job=wanted.job.model_dump(),
        intake=_intake(desk, principal, wanted),
    )
    placed, is_new = desk.place(order)
    return (placed, True) if is_new else (_same(placed, wanted), False)


def _same(known: Order, wanted: OrderRequest) -> Order:
    if known.package_id != wanted.package_id or not _is_about(known, wanted.candidate):
        raise ApiProblem("conflict", "This external_ref was used for another package or candidate.")
    return known


def _is_about(known: Order, candidate: CandidateRef) -> bool:
    """Whether an order is about this candidate; with the same id, an address may be left out one time."""
    email = hash_of(candidate.email)
    if known.candidate_id is not None and None in (known.email_sha256, email):
        return known.candidate_id == candidate.external_id
    return (known.candidate_id, known.email_sha256) == (candidate.external_id, email)


def _intake(desk: Desk, principal: Principal, wanted: OrderRequest) -> dict[str, Any]:
    services, tenant = desk.services, principal.tenant
    if wanted.resume_url is not None:
        try:
            desk.outgoing.check(wanted.resume_url)
        except AddressRefusedError as error:
            raise invalid("/resume_url", error.code, error.message) from None
        return {"resume_url": wanted.resume_url}
    if wanted.resume_id is not None:
        return {"resume_id": resumes.get(services, tenant, wanted.resume_id).id}
    if wanted.json_resume is not None:
        document = reading.read_json_resume(services, wanted.json_resume)
    else:
        document = reading.read_text(services, wanted.text or "")
    new = resumes.NewResume(document, None, person(OWN, wanted.candidate.external_id))
    return {"resume_id": resumes.ensure(services, tenant, new)[0].id}
