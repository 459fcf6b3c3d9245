"""``/v1/export``: everything held about a person, in one call."""

from fastapi import APIRouter
from starlette.responses import Response

from service.api.access import MayAdmin
from service.api.answers import answers, problems
from service.api.cases import rights
from service.api.ids import ExternalId
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
    external_id: ExternalId,
) -> Response:
    """Every resume under this `external_id` with its text, file (base64), reports and scores.

    `elsewhere` are orders, rows of batches with their evidence, rows that wait to be scored, and texts of lists.
    """
    return json_response(rights.export(services, principal.tenant, None, external_id))
