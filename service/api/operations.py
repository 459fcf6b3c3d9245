"""Operations: signs of life, readiness, the version, metrics. None needs a key; none tells anything about anyone."""

from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import Response

from service.api.answers import OPEN, answers, problems
from service.api.metrics import CONTENT_TYPE
from service.api.problems import ApiProblem
from service.api.replies import json_response
from service.api.services import ServicesHere
from service.client.shapes import Health, Version

router = APIRouter(tags=["operations"])
_PROBLEMS = problems(always=OPEN)


@router.get(
    "/livez",
    operation_id="livez",
    summary="Alive",
    responses={**answers(Health, "Alive.", example={"status": "ok"}), **_PROBLEMS},
)
async def livez() -> Response:
    """Whether the process answers; it asks nothing else."""
    return json_response({"status": "ok"})


@router.get(
    "/readyz",
    operation_id="readyz",
    summary="Ready",
    responses={**answers(Health, "Ready.", example={"status": "ok"}), **problems("unavailable", always=OPEN)},
)
def readyz(services: ServicesHere) -> Response:
    """Whether the service can work: its database answers and its taxonomy is loaded."""
    try:
        services.storage.ping()
    except SQLAlchemyError:
        raise ApiProblem("unavailable", "The database doesn't answer.") from None
    return json_response({"status": "ok"})


@router.get(
    "/version",
    operation_id="version",
    summary="Versions",
    responses={**answers(Version, "What runs here."), **_PROBLEMS},
)
async def version(services: ServicesHere) -> Response:
    """The versions of engine, shipped taxonomy and configuration, as reports name them."""
    return json_response(dict(services.matcher.versions()))


@router.get(
    "/metrics",
    operation_id="metrics",
    summary="Prometheus metrics",
    response_class=Response,
    responses={200: {"description": "Counts.", "content": {"text/plain": {"schema": {"type": "string"}}}}, **_PROBLEMS},
)
def metrics(services: ServicesHere) -> Response:
    """Counts for Prometheus, without a label that could name a person, a tenant or a key."""
    return Response(services.metrics.page(), media_type=CONTENT_TYPE)
