"""Ashby's assessments: we are the server of four calls, and call three of theirs.

Written from published copies of Ashby's OpenAPI document; no live Ashby was tried.
"""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Final, TypeVar
from uuid import UUID, uuid4, uuid5

from fastapi import APIRouter, Depends, Request
from pydantic import Field, ValidationError
from starlette.responses import Response

from service.api.answers import problems
from service.api.catalogue import Edition
from service.api.ids import ANY_ID
from service.api.replies import json_response
from service.ats import connections, packages
from service.ats.callbacks import Told, not_told, told
from service.ats.desk import Desk
from service.ats.doors import DeskHere, Lenient, Partner, authorization
from service.ats.links import link
from service.ats.orders import Order, hash_of
from service.ats.processing import Fetched, NotScorableError, NotYetError, download
from service.outgoing import Answer, OutgoingError
from service.store.records import new_id

router = APIRouter(prefix="/ats/ashby", tags=["ats"])
SOURCE: Final = "ashby"
_TYPES: Final = UUID("6f1b1c52-63f0-5c0e-9d6e-0d7c3d0a4a51")  # what ids of assessment types are made in
_TOP: Final = "top_roles"
_SECONDS: Final = 15.0
_BYTES: Final = 1_000_000
_LABELS: Final = {"completed": "Completed", "failed": "Not scored", "cancelled": "Cancelled"}
Body = TypeVar("Body", bound=Lenient)


class Person(Lenient):
    """Who it is about. Names are not read."""

    ashby_id: str = Field(min_length=1, max_length=80, pattern=ANY_ID)
    email: str | None = None


class Application(Lenient):
    """For what they applied."""

    ashby_id: str = Field(min_length=1, max_length=80, pattern=ANY_ID)
    status: str | None = None


class Job(Lenient):
    """The job."""

    ashby_id: str | None = None
    name: str | None = None


class Start(Lenient):
    """An order."""

    assessment_type_id: str
    candidate: Person
    application: Application
    job: Job = Job()
    additional_fields: dict[str, Any] | None = None


class Cancel(Lenient):
    """What to stop."""

    assessment_id: str = Field(max_length=60, pattern=ANY_ID)


async def _body(request: Request) -> bytes:
    return await request.body()


RawBody = Annotated[bytes, Depends(_body)]


def type_id(package_id: str) -> str:
    """The id that Ashby knows a package under: a UUID made of ours."""
    return str(uuid5(_TYPES, package_id))


@router.post(
    "/assessment.list", operation_id="ashby_assessment_list", summary="What can be ordered", responses=problems()
)
def assessment_list(principal: Partner, desk: DeskHere) -> Response:
    """Every role profile, and the best fit across all."""
    found = packages.packages(desk.services.catalogue.current(principal.tenant))
    note = "Scores the resume from its evidence, 0 to 100. Decision support: a person decides."
    results = [{"assessment_type_id": type_id(i), "name": name, "description": note} for i, name in found]
    return json_response({"success": True, "results": results})


@router.post(
    "/assessment.start",
    operation_id="ashby_assessment_start",
    summary="Order an assessment",
    responses=problems("conflict"),
)
def assessment_start(raw: RawBody, principal: Partner, desk: DeskHere) -> Response:
    """Takes an order in; 409 while there is one for the same application, 422 with a message for the recruiter."""
    sent = _parsed(raw, Start)
    if sent is None:
        return _refused(422, "Rolefit could not read the request.")
    package = _package(desk.services.catalogue.current(principal.tenant), sent.assessment_type_id)
    if package is None:
        return _refused(422, "This role profile is there no more; choose another.")
    if not _api_key(desk, principal.tenant):
        return _refused(
            422, "Rolefit has no Ashby API key yet, so it can't fetch resumes; an administrator must set it."
        )
    order = _order(desk, principal.tenant, package, sent)
    placed, is_new = desk.place(order, replace_ended=True)
    if not is_new:
        return _refused(409, "This candidate is being assessed already.")
    started = {"assessment_id": placed.alias, **update_of(desk, placed)}
    return json_response({"success": True, "results": {"assessment_id": placed.alias, "update_request": started}})


@router.post(
    "/assessment.cancel",
    operation_id="ashby_assessment_cancel",
    summary="Stop an assessment",
    responses=problems("conflict"),
)
def assessment_cancel(raw: RawBody, principal: Partner, desk: DeskHere) -> Response:
    """Cancels an order that has not ended."""
    sent = _parsed(raw, Cancel)
    with desk.services.storage.reading(principal.tenant) as store:
        known = desk.orders(store, principal.tenant).by_alias(sent.assessment_id) if sent else None
    if known is None:
        return _refused(404, "There is no such assessment.")
    order = desk.cancel(principal.tenant, known.id, by_partner=True)
    if order is None or order.status != "cancelled":
        return _refused(409, "The assessment has ended already.")
    return json_response({"success": True, "results": {"assessment_id": order.alias}})


@router.post(
    "/assessment.customField.list", operation_id="ashby_custom_fields", summary="What can be set", responses=problems()
)
def custom_fields(principal: Partner) -> Response:
    """How many further roles a best-fit assessment names."""
    del principal
    choice = {
        "id": _TOP,
        "name": "Roles to name",
        "type": "string",
        "possible_values": ["1", "3", "5"],
        "isRequired": False,
    }
    return json_response({"success": True, "fields": [choice]})


def update_of(desk: Desk, order: Order) -> dict[str, Any]:
    """The body of ``assessment.update`` for an order as it stands; the same again as long as it stands so."""
    result = order.result
    label = "Processing" if order.is_open else _LABELS[order.status]
    if result is not None and result["score"] is None:
        label = "Not scored"
    body: dict[str, Any] = {
        "assessment_id": order.alias,
        "timestamp": order.completed_at or order.created_at,
        "assessment_status": _field("status", "Status", "string", label),
    }
    if result is None:
        return body
    settings = desk.settings
    report = link(desk.services.storage.vault, settings.public_url, order, settings.report_link_days)
    body["assessment_profile_url"] = _field("profile", "Report", "url", report)
    if result["score"] is not None:
        body["assessment_result"] = _field("score", "Fit score", "numeric_score", result["score"])
        body["assessment_result"]["description"] = "0-100, decision support; a person decides"
    lines = packages.texts(result).items()
    body["metadata"] = [_field(name.lower().replace(" ", "-"), name, "string", text) for name, text in lines]
    return body


def tell(desk: Desk, order: Order) -> Told:
    """Send ``assessment.update``."""
    key = _api_key(desk, order.tenant)
    if not key:
        return Told(None, is_taken=False, is_final=False)
    try:
        answer = _call(desk, key, "assessment.update", update_of(desk, order))
    except OutgoingError as error:
        return not_told(error)
    if answer.is_success and not _object(answer).get("success", False):
        return Told(answer.status, is_taken=False, is_final=True)
    return told(answer)


def fetch(desk: Desk, order: Order) -> Fetched:
    """The candidate's resume: candidate.info names a file, file.info gives its address."""
    key = _api_key(desk, order.tenant)
    if not key:
        raise NotScorableError("no-connection", "Rolefit has no Ashby API key, so it could not fetch the resume.")
    handle = _results(desk, key, "candidate.info", {"id": order.candidate_id}).get("resumeFileHandle")
    if isinstance(handle, Mapping):
        handle = handle.get("handle")
    if not isinstance(handle, str) or not handle:
        raise NotScorableError("no-resume", "The candidate has no resume in Ashby.")
    url = _results(desk, key, "file.info", {"fileHandle": handle}).get("url")
    if not isinstance(url, str):
        raise NotScorableError("link-failed", "Ashby gave no address for the resume.")
    return Fetched(upload=download(desk, url))


def _results(desk: Desk, key: str, name: str, body: dict[str, Any]) -> Mapping[str, Any]:
    try:
        answer = _call(desk, key, name, body)
    except OutgoingError:
        raise NotYetError from None
    if answer.status == 429 or answer.status >= 500:
        raise NotYetError
    found = _object(answer)
    results = found.get("results")
    if not answer.is_success or not found.get("success") or not isinstance(results, Mapping):
        raise NotScorableError("ashby-refused", "Ashby did not hand over the resume.")
    return results


def _call(desk: Desk, key: str, name: str, body: dict[str, Any]) -> Answer:
    headers = {"Authorization": authorization(key), "Content-Type": "application/json", "Accept": "application/json"}
    url = f"{desk.settings.ashby_url}/{name}"
    return desk.outgoing.request(
        "POST", url, headers=headers, body=json.dumps(body).encode(), max_bytes=_BYTES, seconds=_SECONDS
    )


def _object(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _order(desk: Desk, tenant: int, package: str, sent: Start) -> Order:
    email = sent.candidate.email
    top = str((sent.additional_fields or {}).get(_TOP, "3"))
    return Order(
        id=new_id("ord"),
        tenant=tenant,
        source=SOURCE,
        package_id=package,
        status="open",
        created_at=desk.services.clock(),
        reference=f"{sent.application.ashby_id}/{sent.assessment_type_id}",
        candidate_id=sent.candidate.ashby_id,
        email_sha256=hash_of(email),
        job={"external_id": sent.job.ashby_id, "title": sent.job.name},
        intake={"top": int(top) if top in {"1", "3", "5"} else 3},
        alias=str(uuid4()),
        callback_state="waiting",
    )


def _package(edition: Edition, assessment_type: str) -> str | None:
    return next((i for i, _ in packages.packages(edition) if type_id(i) == assessment_type), None)


def _api_key(desk: Desk, tenant: int) -> str | None:
    storage = desk.services.storage
    with storage.reading(tenant) as store:
        found = connections.find(store.session, storage.vault, tenant, SOURCE)
    return found.api_key if found else None


def _parsed(raw: bytes, model: type[Body]) -> Body | None:
    try:
        return model.model_validate_json(raw)
    except ValidationError:
        return None


def _field(identifier: str, label: str, kind: str, value: object) -> dict[str, Any]:
    return {"identifier": identifier, "label": label, "type": kind, "value": value}


def _refused(status: int, message: str) -> Response:
    """An error in Ashby's own form: the message is shown to the recruiter."""
    return json_response({"success": False, "message": message}, status)
