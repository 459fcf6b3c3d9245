"""Greenhouse's Assessment Partner API: we are the server of four calls, and make one.

Written from Greenhouse's public documentation; no live Greenhouse was tried.
"""

import logging
import re
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from service.api.answers import BODY, problems
from service.api.problems import invalid, missing, not_found
from service.api.replies import json_response
from service.ats import packages
from service.ats.callbacks import Told, not_told, told
from service.ats.desk import Desk
from service.ats.doors import DeskHere, Lenient, Partner, authorization, key_of
from service.ats.links import link
from service.ats.orders import Order, hash_of
from service.outgoing import AddressRefusedError, OutgoingError
from service.store.records import new_id

router = APIRouter(prefix="/ats/greenhouse", tags=["ats"])
SOURCE: Final = "greenhouse"
_LOG: Final = logging.getLogger("rolefit.ats")
_TEST: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_PERSON: Final = re.compile(r"/people/([0-9]{1,20})(?:/|$)")
_STATUS: Final = {"open": "sent", "processing": "processing"}


class Candidate(Lenient):
    """Who it is about. Names, phone and addresses are not read."""

    email: str | None = None
    resume_url: str | None = None
    greenhouse_profile_url: str | None = None


class SendTest(Lenient):
    """An order."""

    partner_test_id: str
    candidate: Candidate
    url: str


class ResponseError(Lenient):
    """What Greenhouse could not make sense of."""

    api_call: str = ""
    errors: list[Any] = []  # noqa: RUF012 (pydantic copies defaults)
    partner_interview_id: str | None = None


@router.get("/list_tests", operation_id="greenhouse_list_tests", summary="What can be ordered", responses=problems())
def list_tests(principal: Partner, desk: DeskHere) -> Response:
    """Every role profile, and the best fit across all."""
    edition = desk.services.catalogue.current(principal.tenant)
    found = packages.packages(edition)
    return json_response([{"partner_test_id": i, "partner_test_name": name} for i, name in found])


@router.post(
    "/send_test", operation_id="greenhouse_send_test", summary="Order a test", responses=problems("not-found", *BODY)
)
def send_test(request: Request, sent: SendTest, principal: Partner, desk: DeskHere) -> Response:
    """Takes an order in. The same take-home test again is the same order."""
    if not packages.is_known(desk.services.catalogue.current(principal.tenant), sent.partner_test_id):
        raise missing("/partner_test_id", "There is no such test; list_tests has those that there are.")
    order = Order(
        id=new_id("ord"),
        tenant=principal.tenant,
        source=SOURCE,
        package_id=sent.partner_test_id,
        status="open",
        created_at=desk.services.clock(),
        reference=_reference(desk, sent.url),
        candidate_id=_person(sent.candidate.greenhouse_profile_url),
        email_sha256=hash_of(sent.candidate.email),
        intake={
            "resume_url": sent.candidate.resume_url,
            "callback_url": sent.url,
            # Greenhouse wants to see this very key when we call back: it is sealed here until that is done.
            "credential": key_of(request.headers.get("authorization")),
        },
        callback_state="waiting",
    )
    return json_response({"partner_interview_id": desk.place(order)[0].id})


@router.get(
    "/test_status",
    operation_id="greenhouse_test_status",
    summary="How far it is",
    responses=problems("not-found", "validation-failed"),
)
def status_of_test(
    principal: Partner, desk: DeskHere, partner_interview_id: Annotated[str, Query(max_length=100)]
) -> Response:
    """The result, once `partner_status` is `complete`; an order that can't be scored is complete, too, and says why."""
    order = desk.get(principal.tenant, partner_interview_id)
    if order is None or order.source != SOURCE:
        raise not_found("interview")
    if order.is_open:
        waiting = {"partner_status": _STATUS[order.status], "partner_profile_url": None, "partner_score": None}
        return json_response({**waiting, "metadata": None})
    result = order.result or packages.unscored("cancelled", "The order was cancelled.")
    return json_response(
        {
            "partner_status": "complete",
            "partner_profile_url": link(
                desk.services.storage.vault, desk.settings.public_url, order, desk.settings.report_link_days
            ),
            "partner_score": result["score"],
            "metadata": {**packages.texts(result), "Human review needed": True},
        }
    )


@router.post(
    "/response_error",
    operation_id="greenhouse_response_error",
    summary="What Greenhouse could not read",
    responses=problems(*BODY),
)
def response_error(sent: ResponseError, principal: Partner) -> Response:
    """Notes that an answer of ours was not understood. What it says is not logged: it may name a candidate."""
    call = sent.api_call if sent.api_call in {"list_tests", "send_test", "test_status"} else "other"
    fields = {"tenant": principal.tenant, "api_call": call, "errors": len(sent.errors)}
    _LOG.warning("greenhouse did not understand an answer", extra={"fields": fields})
    return json_response({"status": 200})


def tell(desk: Desk, order: Order) -> Told:
    """The empty PATCH: Greenhouse then asks test_status."""
    url, key = order.intake.get("callback_url", ""), order.intake.get("credential") or ""
    try:
        if not _is_callback(desk, url):  # the list was made shorter meanwhile
            return Told(None, is_taken=False, is_final=True)
        answer = desk.outgoing.request("PATCH", url, headers={"Authorization": authorization(key)})
    except OutgoingError as error:
        return not_told(error)
    return told(answer)


def _reference(desk: Desk, url: str) -> str:
    """The id of the take-home test at the end of a callback's address.

    Raises ``validation-failed`` for an address that is not Greenhouse's: our key would go there.
    """
    if not _is_callback(desk, url):
        raise invalid("/url", "not-greenhouse", "The callback's address is not one of Greenhouse's take-home tests.")
    return url.rpartition("/")[2]


def _is_callback(desk: Desk, url: str) -> bool:
    starts = [start for start in desk.settings.greenhouse_callbacks if url.startswith(start)]
    if not any(_TEST.fullmatch(url[len(start) :]) for start in starts):
        return False
    try:
        desk.outgoing.check(url)
    except AddressRefusedError:
        return False
    return True


def _person(profile_url: str | None) -> str | None:
    """The person's number in the address of a profile; an address that is none names nobody."""
    try:
        found = _PERSON.search(urlsplit(profile_url or "").path)
    except ValueError:
        return None
    return found[1] if found else None
