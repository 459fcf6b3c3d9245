"""``/v1/roles``: the catalogue."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.api.access import MayLook
from service.api.answers import answers, not_modified, problems
from service.api.cases import roles
from service.api.paging import PageSize, PageToken, place_of, token
from service.api.replies import encoded, tagged
from service.api.services import ServicesHere
from service.client.shapes import Role, RolePage

router = APIRouter(tags=["roles"])


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
