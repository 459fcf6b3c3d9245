"""``/v1/matches``: a resume in, a report out."""

from typing import Any, Final, Literal

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from service.api import examples
from service.api.access import MayMatch, MayRead, Principal
from service.api.answers import IDEMPOTENT, READING, answers, not_modified, problems
from service.api.cases import matching, reading, resumes
from service.api.idempotency import IdempotencyKey, Once, fingerprint, once
from service.api.ids import ANY_ID
from service.api.inputs import Input, Upload, read_body
from service.api.openapi import two_bodies
from service.api.problems import ApiProblem, invalid
from service.api.replies import JSON, Reply, tagged
from service.api.services import Services, ServicesHere
from service.client.shapes import MatchReport

router = APIRouter(tags=["matches"])
_LISTS: Final = frozenset({"role_ids"})
_SOURCES: Final = ("text", "json_resume", "resume_id")


class MatchRequest(Input):
    """What to match: one of ``text``, ``json_resume``, ``resume_id``, or a form's ``file``."""

    text: str | None = Field(None, min_length=1, description="The resume as plain text.")
    json_resume: dict[str, Any] | None = Field(None, description="The resume in the JSON Resume form.")
    resume_id: str | None = Field(None, max_length=64, description="A stored resume.")
    role_ids: list[str] = Field(default_factory=list, max_length=200, description="Only these roles.")
    job_description: str | None = Field(None, min_length=1, description="A job ad's text to match against, too.")
    job_id: str | None = Field(None, max_length=160, description="A role of the catalogue to report as the job.")
    top: int = Field(5, ge=1, le=50, description="How many roles to report.")
    store: bool = Field(default=False, description="Keep the resume and the report; Location says where.")
    external_id: str | None = Field(
        None, min_length=1, max_length=200, pattern=ANY_ID, description="Your own id, kept with the resume."
    )
    taxonomy_version: str | None = Field(None, max_length=80, description="Match against this version.")
    catalogue: Literal["roles", "occupations"] = Field(
        "roles", description="The catalogue in use, or the occupations of all trades."
    )


@router.post(
    "/v1/matches",
    operation_id="create_match",
    summary="Match a resume",
    openapi_extra=two_bodies(MatchRequest, examples.MATCH_REQUESTS, sources=_SOURCES, lists=_LISTS),
    responses={
        **answers(MatchReport, "The report.", example=examples.REPORT),
        **answers(MatchReport, "The report, kept.", status=201, headers={"Location": "The stored report."}),
        **problems("not-found", "taxonomy-version-unknown", "scoring-paused", *READING, *IDEMPOTENT),
    },
)
async def create_match(
    request: Request, principal: MayMatch, services: ServicesHere, idempotency_key: IdempotencyKey = None
) -> Response:
    """Ranks one resume against the catalogue, and explains every point.

    Send a file as `multipart/form-data`, or JSON with `text`, `json_resume` or the `resume_id` of a stored resume.
    Nothing is kept unless `store` is true; then the answer is 201 with the report's `Location`.
    """
    wanted, upload = await read_body(request, MatchRequest, sources=_SOURCES, lists=_LISTS)
    if wanted.external_id is not None and not wanted.store:
        raise invalid("/external_id", "only-stored", "external_id is kept with a resume; it needs store=true.")
    if wanted.external_id is not None and wanted.resume_id is not None:
        detail = "A stored resume has its external_id already; it is given when the resume is uploaded."
        raise invalid("/external_id", "only-new", detail)
    _check_scopes(principal, wanted)

    def mark() -> bytes:
        return fingerprint("POST /v1/matches", wanted.model_dump(), upload.data if upload else b"")

    def work(keep: Once) -> Reply:
        return _match(services, principal, wanted, upload, keep)

    reply = await run_in_threadpool(once, services, principal, idempotency_key, mark, work)
    return reply.response()


@router.get(
    "/v1/matches/{match_id}",
    operation_id="get_match",
    summary="A stored report",
    responses={
        **answers(MatchReport, "The report.", example=examples.REPORT),
        **not_modified(),
        **problems("not-found"),
    },
)
def get_match(match_id: str, request: Request, principal: MayRead, services: ServicesHere) -> Response:
    """The report, byte for byte as it was answered."""
    return tagged(request, matching.get(services, principal.tenant, match_id).report)


@router.post(
    "/v1/matches/{match_id}/replay",
    operation_id="replay_match",
    summary="The same report, made again",
    responses={
        **answers(MatchReport, "The report, equal to the stored one byte for byte.", example=examples.REPORT),
        **problems("not-found", "replay-unavailable", "scoring-paused"),
    },
)
def replay_match(match_id: str, principal: MayMatch, services: ServicesHere) -> Response:
    """Makes the report again from the stored text with the versions that it names, and compares every byte."""
    services.switch.check(principal.tenant)
    return Response(matching.replay(services, principal.tenant, match_id), media_type=JSON)


def _check_scopes(principal: Principal, wanted: MatchRequest) -> None:
    """Before an answer that was kept for an idempotency key is given again: another key may have asked."""
    if wanted.store and not principal.may("write"):
        raise ApiProblem("forbidden", "Keeping the resume needs a key with the scope write.")
    if wanted.resume_id is not None and not principal.may("read"):
        raise ApiProblem("forbidden", "Matching a stored resume needs a key with the scope read.")


def _match(services: Services, principal: Principal, wanted: MatchRequest, upload: Upload | None, keep: Once) -> Reply:
    """Read, match, and keep where that was asked for."""
    tenant = principal.tenant
    services.switch.check(tenant)
    edition = services.catalogue.chosen(tenant, wanted.catalogue, wanted.taxonomy_version)
    roles = matching.chosen_roles(edition, wanted.role_ids)
    job = matching.job_for(edition, wanted.job_description, wanted.job_id)
    targets = matching.Targets(roles, job, wanted.top)
    if wanted.resume_id is not None:
        resume = resumes.get(services, tenant, wanted.resume_id)
        if wanted.store:
            return matching.stored(services, tenant, edition, resume, targets, keep)
        document = resumes.document(services, tenant, wanted.resume_id)
        return Reply(200, matching.run(services, edition, document, resume.id, targets))
    document = _document(services, wanted, upload)
    if not wanted.store:
        return Reply(200, matching.unstored(services, edition, document, targets))
    new = resumes.NewResume(document, upload.data if upload else None, wanted.external_id)
    resume, _ = resumes.ensure(services, tenant, new)
    return matching.stored(services, tenant, edition, resume, targets, keep)


def _document(services: Services, wanted: MatchRequest, upload: Upload | None) -> Any:  # noqa: ANN401
    if upload is not None:
        return reading.read_upload(services, upload)
    if wanted.json_resume is not None:
        return reading.read_json_resume(services, wanted.json_resume)
    return reading.read_text(services, wanted.text or "")
