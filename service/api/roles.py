"""``/v1/roles``: the catalogue, roles of your own, and who fits them."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Header, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from service.api import examples
from service.api.access import KeyFirst, MayLook, MayRead, MayWrite
from service.api.answers import BODY, IDEMPOTENT, READING, answers, not_modified, problems
from service.api.cases import candidates, postings, reading, roles
from service.api.idempotency import IdempotencyKey, Once, fingerprint, once
from service.api.inputs import Input, Upload, read_body
from service.api.openapi import two_bodies
from service.api.paging import PageSize, PageToken, place_of, token
from service.api.replies import Reply, encoded, json_response, tagged
from service.api.services import Services, ServicesHere
from service.client.shapes import CandidatePage, Comparison, Role, RolePage, RoleSource

router = APIRouter(tags=["roles"], route_class=KeyFirst)
_SOURCES: Final = ("text", "html", "job_posting")
IfMatch = Annotated[
    str | None,
    Header(
        description="The `ETag` that the role had when you read it: where it has another one by now, nothing is done.",
    ),
]
_ID: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class RoleDocument(Input):
    """What a role is made of: ``text``, ``html``, a schema.org ``job_posting``, or a form's ``file``."""

    text: str | None = Field(default=None, min_length=1, description="A role guide or job description as text.")
    html: str | None = Field(default=None, min_length=1, description="The same as HTML.")
    job_posting: dict[str, Any] | None = Field(default=None, description="A schema.org JobPosting (JSON-LD).")
    title: str | None = Field(default=None, min_length=1, max_length=200, description="Its title; read without.")


class RoleRequest(RoleDocument):
    """A new role."""

    id: str | None = Field(default=None, pattern=_ID, max_length=120, description="Its id; made of its title without.")


class CompareRequest(Input):
    """A bare list of skills."""

    skills: list[Annotated[str, Field(min_length=1, max_length=200)]] = Field(
        min_length=1, max_length=500, examples=[["Python", "k8s", "underwater basket weaving"]]
    )


@router.get(
    "/v1/roles",
    operation_id="list_roles",
    summary="The catalogue",
    responses={
        **answers(RolePage, "Roles, in the order of their ids."),
        **not_modified(),
        **problems("bad-page-token", "validation-failed"),
    },
)
def list_roles(
    request: Request, principal: MayLook, services: ServicesHere, page_size: PageSize = 50, page_token: PageToken = None
) -> Response:
    """The shipped roles and your own."""
    edition = services.catalogue.current(principal.tenant)
    vault = services.storage.vault
    after = place_of(vault, "roles", page_token) or ""
    found = [role for role in edition.taxonomy.roles if role.id > after]
    page = found[:page_size]
    more = token(vault, "roles", page[-1].id) if len(found) > page_size else None
    shown = [roles.summary(services, role) for role in page]
    return tagged(request, encoded({"roles": shown, "taxonomy_version": edition.version, "next_page_token": more}))


@router.post(
    "/v1/roles",
    operation_id="create_role",
    summary="Make a role of a document",
    openapi_extra=two_bodies(RoleRequest, examples.ROLE_REQUESTS, sources=_SOURCES),
    responses={
        **answers(Role, "Made.", status=201, headers={"Location": "The role."}),
        **problems("conflict", *READING, *IDEMPOTENT),
    },
)
async def create_role(
    request: Request, principal: MayWrite, services: ServicesHere, idempotency_key: IdempotencyKey = None
) -> Response:
    """Builds a role profile from a role guide, a job description, or a job ad as schema.org `JobPosting`.

    An uploaded page may hold the `JobPosting`, too. Stored resumes are scored for the role in the background.
    """
    wanted, upload = await read_body(request, RoleRequest, sources=_SOURCES)

    def mark() -> bytes:
        return fingerprint("POST /v1/roles", wanted.model_dump(), upload.data if upload else b"")

    def work(keep: Once) -> Reply:
        return roles.create(services, principal.tenant, _posted(services, wanted, upload), keep)

    return (await run_in_threadpool(once, services, principal, idempotency_key, mark, work)).response()


@router.get(
    "/v1/roles/{role_id}",
    operation_id="get_role",
    summary="A role profile",
    responses={**answers(Role, "The role."), **not_modified(), **problems("not-found")},
)
def get_role(role_id: str, request: Request, principal: MayLook, services: ServicesHere) -> Response:
    """What a role asks for, and where its documents say so."""
    edition = services.catalogue.current(principal.tenant)
    return tagged(request, encoded(roles.part(services, edition, edition.role(role_id))))


@router.put(
    "/v1/roles/{role_id}",
    operation_id="change_role",
    summary="Change a role of your own",
    openapi_extra=two_bodies(RoleDocument, examples.ROLE_DOCUMENTS, sources=_SOURCES),
    responses={**answers(Role, "Changed."), **problems("not-found", "precondition-failed", *READING)},
)
async def change_role(
    role_id: str, request: Request, principal: MayWrite, services: ServicesHere, if_match: IfMatch = None
) -> Response:
    """Builds the role again from another document. Stored resumes are scored for it again in the background."""
    wanted, upload = await read_body(request, RoleDocument, sources=_SOURCES)

    def work() -> dict[str, Any]:
        return roles.change(services, principal.tenant, role_id, _posted(services, wanted, upload), if_match)

    return json_response(await run_in_threadpool(work))


@router.delete(
    "/v1/roles/{role_id}",
    operation_id="delete_role",
    summary="Delete a role of your own",
    status_code=204,
    response_class=Response,
    responses={204: {"description": "Gone."}, **problems("not-found", "precondition-failed")},
)
def delete_role(role_id: str, principal: MayWrite, services: ServicesHere, if_match: IfMatch = None) -> Response:
    """Drops the role, and its scores with the next rescoring; reports made with it stay, and can be made again."""
    roles.remove(services, principal.tenant, role_id, if_match)
    return Response(status_code=204)


@router.get(
    "/v1/roles/{role_id}/source",
    operation_id="get_role_source",
    summary="The text of a role of your own",
    responses={**answers(RoleSource, "The text."), **problems("not-found")},
)
def get_role_source(role_id: str, principal: MayRead, services: ServicesHere) -> Response:
    """The text that a role was built from: its citations count code points of it."""
    return json_response(roles.source(services, principal.tenant, role_id))


@router.get(
    "/v1/roles/{role_id}/candidates",
    operation_id="list_candidates",
    summary="Who fits this role",
    responses={
        **answers(CandidatePage, "A page, the best first."),
        **problems("not-found", "bad-page-token", "validation-failed"),
    },
)
def list_candidates(
    role_id: str,
    principal: MayRead,
    services: ServicesHere,
    min_score: Annotated[float, Query(ge=0, le=100, allow_inf_nan=False, description="Only from this score up.")] = 0.0,
    page_size: PageSize = 50,
    page_token: PageToken = None,
) -> Response:
    """Stored resumes by their score for the role; equal scores have equal ranks.

    After a change of the catalogue, `rescoring.pending` says how many resumes still have scores of the version that
    their entries name.
    """
    return json_response(candidates.ranking(services, principal.tenant, role_id, min_score, page_size, page_token))


@router.post(
    "/v1/roles/{role_id}/compare",
    operation_id="compare_skills",
    summary="A list of skills against a role",
    responses={**answers(Comparison, "The comparison."), **problems("not-found", *BODY)},
)
def compare_skills(role_id: str, wanted: CompareRequest, principal: MayLook, services: ServicesHere) -> Response:
    """What the skills meet of the role, what they lack, what is extra, and what isn't known.

    There is no score: a bare list is no evidence.
    """
    edition = services.catalogue.current(principal.tenant)
    return json_response(roles.compare(edition, role_id, wanted.skills))


def _posted(services: Services, wanted: RoleDocument, upload: Upload | None) -> roles.Posted:
    role_id = wanted.id if isinstance(wanted, RoleRequest) else None
    posting = wanted.job_posting if upload is None else postings.in_upload(upload)
    if posting is not None:
        text = postings.text_of(services, posting)
        return roles.Posted(text, role_id, wanted.title, postings.title_of(posting))
    return roles.Posted(_text(services, wanted, upload), role_id, wanted.title)


def _text(services: Services, wanted: RoleDocument, upload: Upload | None) -> str:
    if upload is not None:
        return reading.read_upload(services, upload).text
    if wanted.html is not None:
        return reading.read_html(services, wanted.html).text
    return reading.read_text(services, wanted.text or "").text
