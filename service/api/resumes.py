"""``/v1/resumes``: upload once, match often; delete means gone."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from service.api import examples
from service.api.access import MayAdmin, MayRead, MayWrite
from service.api.answers import IDEMPOTENT, READING, answers, not_modified, problems
from service.api.cases import reading, resumes, rights
from service.api.cases.parsed import parsed as parsed_of
from service.api.idempotency import IdempotencyKey, Once, fingerprint, once
from service.api.ids import ANY_ID, ExternalId
from service.api.inputs import Input, Upload, read_body
from service.api.openapi import two_bodies
from service.api.paging import PageSize, PageToken, place_of, token
from service.api.replies import Reply, encoded, json_response, tagged
from service.api.services import Services, ServicesHere
from service.client.shapes import Hold, PersonExport, Resume, ResumeDetail, ResumePage, ResumeText

router = APIRouter(tags=["resumes"])
_SOURCES: Final = ("text", "json_resume")
_EXAMPLE: Final[dict[str, Any]] = {
    "id": "res_0123456789abcdefghjkmnpqrs",
    "external_id": "candidate-17",
    "digest": "sha256:9f0c1a2b3c4d5e6f70819f0c1a2b3c4d5e6f70819f0c1a2b3c4d5e6f70819f0c",
    "media_type": "application/pdf",
    "pages": 2,
    "characters": 5120,
    "findings": [],
    "created_at": "2026-11-20T12:00:00Z",
    "legal_hold": False,
    "retention": {
        "file_until": "2026-12-20T12:00:00Z",
        "text_until": "2027-11-20T12:00:00Z",
        "until": "2030-11-20T12:00:00Z",
    },
}


class ResumeRequest(Input):
    """What to keep: ``text``, ``json_resume``, or a form's ``file``."""

    text: str | None = Field(None, min_length=1, description="The resume as plain text.")
    json_resume: dict[str, Any] | None = Field(None, description="The resume in the JSON Resume form.")
    external_id: str | None = Field(
        None, min_length=1, max_length=200, pattern=ANY_ID, description="Your own id for the candidate."
    )


@router.post(
    "/v1/resumes",
    operation_id="create_resume",
    summary="Upload a resume",
    openapi_extra=two_bodies(ResumeRequest, examples.RESUME_REQUESTS, sources=_SOURCES),
    responses={
        **answers(Resume, "The same file under the same external id was kept already.", example=_EXAMPLE),
        **answers(Resume, "Kept.", status=201, example=_EXAMPLE, headers={"Location": "The resume."}),
        **problems(*READING, *IDEMPOTENT),
    },
)
async def create_resume(
    request: Request, principal: MayWrite, services: ServicesHere, idempotency_key: IdempotencyKey = None
) -> Response:
    """Keeps a resume, sealed under a key of its own, and scores it for every role.

    `duplicates` are the ids of other stored resumes with exactly the same bytes.
    """
    wanted, upload = await read_body(request, ResumeRequest, sources=_SOURCES)

    def mark() -> bytes:
        return fingerprint("POST /v1/resumes", wanted.model_dump(), upload.data if upload else b"")

    def work(keep: Once) -> Reply:
        return resumes.add(services, principal.tenant, _new(services, wanted, upload), keep)

    return (await run_in_threadpool(once, services, principal, idempotency_key, mark, work)).response()


@router.get(
    "/v1/resumes",
    operation_id="list_resumes",
    summary="Stored resumes",
    responses={**answers(ResumePage, "A page."), **problems("bad-page-token", "validation-failed")},
)
def list_resumes(
    principal: MayRead,
    services: ServicesHere,
    external_id: Annotated[
        str | None, Query(min_length=1, max_length=200, pattern=ANY_ID, description="Only those with your own id.")
    ] = None,
    page_size: PageSize = 50,
    page_token: PageToken = None,
) -> Response:
    """Stored resumes, all of them or those under one `external_id`. Their order tells nothing."""
    kind = f"resumes/{principal.tenant}/{external_id}"
    after = place_of(services.storage.vault, kind, page_token)
    after = -1 if after is None else after
    with services.storage.reading(principal.tenant) as store:
        if external_id is None:
            found = store.resumes.page(after, page_size + 1)
        else:
            found = store.resumes.by_external_id(external_id, after, page_size + 1)
    more = token(services.storage.vault, kind, found[page_size - 1].number) if len(found) > page_size else None
    return json_response({"resumes": [resumes.part(item) for item in found[:page_size]], "next_page_token": more})


@router.get(
    "/v1/resumes/{resume_id}",
    operation_id="get_resume",
    summary="A stored resume",
    responses={
        **answers(ResumeDetail, "The resume.", example=_EXAMPLE),
        **not_modified(),
        **problems("not-found", "validation-failed"),
    },
)
def get_resume(
    resume_id: str,
    request: Request,
    principal: MayRead,
    services: ServicesHere,
    *,
    parsed: Annotated[bool, Query(description="With `parsed`: what was understood of it, as JSON Resume 1.2.")] = False,
) -> Response:
    """What is known of a stored resume, without its text. Names, addresses and employers are not read."""
    known: dict[str, Any] = resumes.part(resumes.get(services, principal.tenant, resume_id))
    if parsed:
        known["parsed"] = parsed_of(services, principal.tenant, resume_id)
    return tagged(request, encoded(known))


@router.get(
    "/v1/resumes/{resume_id}/text",
    operation_id="get_resume_text",
    summary="Its text",
    responses={**answers(ResumeText, "The text."), **problems("not-found")},
)
def get_resume_text(resume_id: str, principal: MayRead, services: ServicesHere) -> Response:
    """The text as it was read: every offset of a report counts code points into it."""
    document = resumes.document(services, principal.tenant, resume_id)
    return json_response({"id": resume_id, "text": document.text})


@router.delete(
    "/v1/resumes/{resume_id}",
    operation_id="delete_resume",
    summary="Erase a resume",
    status_code=204,
    response_class=Response,
    responses={204: {"description": "Gone."}, **problems("not-found", "legal-hold")},
)
def delete_resume(resume_id: str, principal: MayWrite, services: ServicesHere) -> Response:
    """Erases text, file, reports, scores, orders, answers kept for idempotency keys, and the key that sealed them.

    With the last resume under an `external_id`, the rows of batches and the orders under that id go, too.
    """
    resumes.delete(services, principal.tenant, resume_id)
    return Response(status_code=204)


@router.delete(
    "/v1/resumes",
    operation_id="forget_person",
    summary="Erase everything about a person",
    status_code=204,
    response_class=Response,
    responses={204: {"description": "Gone."}, **problems("not-found", "legal-hold", "validation-failed")},
)
def forget_person(
    principal: MayWrite,
    services: ServicesHere,
    external_id: ExternalId,
) -> Response:
    """Erases every resume under this `external_id` with all that hangs on it, orders, and rows of batches and lists.

    People who still wait to be scored are erased, too: their batch writes no row of them. Where one resume is under a
    legal hold, nothing is erased.
    """
    resumes.forget(services, principal.tenant, external_id)
    return Response(status_code=204)


@router.get(
    "/v1/resumes/{resume_id}/export",
    operation_id="export_resume",
    summary="Everything held with a resume",
    responses={**answers(PersonExport, "Everything."), **problems("not-found")},
)
def export_resume(resume_id: str, principal: MayAdmin, services: ServicesHere) -> Response:
    """The resume with its text, file (base64), reports and scores."""
    return json_response(rights.export(services, principal.tenant, resume_id, None))


@router.put(
    "/v1/resumes/{resume_id}/hold",
    operation_id="hold_resume",
    summary="Set a legal hold",
    responses={**answers(Hold, "Held."), **problems("not-found")},
)
def hold_resume(resume_id: str, principal: MayAdmin, services: ServicesHere) -> Response:
    """Keeps a resume from being deleted, by anyone and by retention, until the hold is lifted."""
    return json_response(rights.hold(services, principal.tenant, resume_id, held=True))


@router.delete(
    "/v1/resumes/{resume_id}/hold",
    operation_id="lift_hold",
    summary="Lift a legal hold",
    responses={**answers(Hold, "No more held."), **problems("not-found")},
)
def lift_hold(resume_id: str, principal: MayAdmin, services: ServicesHere) -> Response:
    """Lets a resume be deleted again."""
    return json_response(rights.hold(services, principal.tenant, resume_id, held=False))


def _new(services: Services, wanted: ResumeRequest, upload: Upload | None) -> resumes.NewResume:
    if upload is not None:
        return resumes.NewResume(reading.read_upload(services, upload), upload.data, wanted.external_id)
    if wanted.json_resume is not None:
        return resumes.NewResume(reading.read_json_resume(services, wanted.json_resume), None, wanted.external_id)
    return resumes.NewResume(reading.read_text(services, wanted.text or ""), None, wanted.external_id)
