"""``/v1/export``: everything held about a person, in one call."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from service.api.access import MayAdmin
from service.api.answers import answers, problems
from service.api.cases import rights
from service.api.problems import invalid
from service.api.replies import json_response
from service.api.services import ServicesHere
from service.client.shapes import PersonExport

router = APIRouter(tags=["people"])


@router.get(
    "/v1/export",
    operation_id="export_person",
    summary="Everything held about a person",
    responses={**answers(PersonExport, "Everything."), **problems("not-found", "validation-failed")},
)
def export_person(
    principal: MayAdmin,
    services: ServicesHere,
    resume_id: Annotated[str | None, Query(max_length=64, description="A stored resume.")] = None,
    external_id: Annotated[str | None, Query(min_length=1, max_length=200, description="Your own id.")] = None,
) -> Response:
    """Every resume of a person with its text, file (base64), reports and scores. Give exactly one parameter."""
    if (resume_id is None) == (external_id is None):
        raise invalid("/query", "one-of", "Give resume_id or external_id.")
    return json_response(rights.export(services, principal.tenant, resume_id, external_id))
