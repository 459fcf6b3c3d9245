"""``/v1/skills``: search, detail, and the skills that a text names."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.responses import Response

from service.api.access import KeyFirst, MayLook
from service.api.answers import BODY, answers, not_modified, problems
from service.api.cases import reading, skills
from service.api.inputs import Input
from service.api.paging import PageSize, PageToken, place_of, token
from service.api.replies import encoded, json_response, tagged
from service.api.services import ServicesHere
from service.client.shapes import Extraction, Skill, SkillPage

router = APIRouter(tags=["skills"], route_class=KeyFirst)


class ExtractRequest(Input):
    """A text to look for skills in."""

    text: str = Field(min_length=1, examples=["Python, k8s and A/B tests"])


@router.get(
    "/v1/skills",
    operation_id="search_skills",
    summary="Search skills",
    responses={**answers(SkillPage, "A page, the best first."), **problems("bad-page-token", "validation-failed")},
)
def search_skills(
    principal: MayLook,
    services: ServicesHere,
    q: Annotated[str, Query(max_length=100, description="A name, its beginning, or nearly it; empty for all.")] = "",
    page_size: PageSize = 50,
    page_token: PageToken = None,
) -> Response:
    """Skills by name and alias: names that are `q`, then those that begin with it, then those that are like it."""
    edition = services.catalogue.current(principal.tenant)
    kind = f"skills/{edition.version}/{q}"
    start = place_of(services.storage.vault, kind, page_token) or 0
    found = skills.search(edition, q)
    more = token(services.storage.vault, kind, start + page_size) if len(found) > start + page_size else None
    page = [skills.hit(item) for item in found[start : start + page_size]]
    return json_response({"skills": page, "taxonomy_version": edition.version, "next_page_token": more})


@router.get(
    "/v1/skills/{skill_id}",
    operation_id="get_skill",
    summary="A skill",
    responses={**answers(Skill, "The skill."), **not_modified(), **problems("not-found")},
)
def get_skill(skill_id: str, request: Request, principal: MayLook, services: ServicesHere) -> Response:
    """A skill's names, its relations, and the roles that ask for it."""
    edition = services.catalogue.current(principal.tenant)
    return tagged(request, encoded(skills.part(edition, skill_id)))


@router.post(
    "/v1/skills/extract",
    operation_id="extract_skills",
    summary="The skills that a text names",
    responses={**answers(Extraction, "Mentions, in the order of the text."), **problems(*BODY)},
)
def extract_skills(wanted: ExtractRequest, principal: MayLook, services: ServicesHere) -> Response:
    """Every mention of a known skill, at half-open code-point offsets into the text as it was sent. Nothing is kept."""
    reading.check_length(services, wanted.text)
    edition = services.catalogue.current(principal.tenant)
    with services.turns:
        mentions = skills.extract(edition, wanted.text)
    return json_response({"mentions": mentions, "taxonomy_version": edition.version})
