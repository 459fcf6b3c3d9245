"""``/v1/taxonomies`` and ``/v1/signals``: what is matched against, and how the score comes about."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from matchers.matching import ENGINE_VERSION
from matchers.signals import SIGNALS
from matchers.weights import BANDS
from service.api.access import MayLook
from service.api.answers import answers, not_modified, problems
from service.api.paging import PageSize, PageToken, place_of, token
from service.api.replies import JSON, encoded, json_response, tagged, unchanged
from service.api.services import ServicesHere
from service.client.shapes import Signals, TaxonomyDiff, TaxonomyPage
from service.store.records import timestamp
from service.store.tables import EVERYONE
from taxonomy.diff import diff
from taxonomy.files import dumps

router = APIRouter(tags=["taxonomies"])
VersionName = Annotated[str, Path(max_length=80, description="A version, `sha256:…`.")]


@router.get(
    "/v1/signals",
    operation_id="get_signals",
    summary="The score explained from the code",
    responses={**answers(Signals, "Every signal with its weight."), **not_modified(), **problems()},
)
def get_signals(request: Request, principal: MayLook, services: ServicesHere) -> Response:
    """Each signal, the points it can give, and what its comparison says of itself."""
    _ = principal
    versions = services.matcher.versions()
    return tagged(
        request,
        encoded(
            {
                "signals": [
                    {"name": signal.name, "max_points": signal.max_points / 10, "description": signal.description}
                    for signal in SIGNALS
                ],
                "bands": [{"name": name, "from": lowest / 10} for lowest, name in BANDS],
                "versions": {"engine": ENGINE_VERSION, "config": versions["config"]},
            }
        ),
    )


@router.get(
    "/v1/taxonomies",
    operation_id="list_taxonomies",
    summary="Versions",
    responses={
        **answers(TaxonomyPage, "Versions, the newest first."),
        **problems("bad-page-token", "validation-failed"),
    },
)
def list_taxonomies(
    principal: MayLook, services: ServicesHere, page_size: PageSize = 50, page_token: PageToken = None
) -> Response:
    """The versions that a match can be pinned to with `taxonomy_version`."""
    vault = services.storage.vault
    after = place_of(vault, f"taxonomies/{principal.tenant}", page_token)
    current = services.catalogue.current(principal.tenant)
    with services.storage.reading(principal.tenant) as store:
        found = store.catalogues.page(after, page_size + 1)
    more = (
        token(vault, f"taxonomies/{principal.tenant}", found[page_size - 1].number) if len(found) > page_size else None
    )
    versions = [
        {
            "version": item.version,
            "base": item.base,
            "own": item.tenant != EVERYONE,
            "current": item.version == current.version,
            "created_at": timestamp(item.created_at),
            "href": f"/v1/taxonomies/{item.version}",
        }
        for item in found[:page_size]
    ]
    return json_response({"taxonomies": versions, "next_page_token": more})


@router.get(
    "/v1/taxonomies/{version}",
    operation_id="get_taxonomy",
    summary="A taxonomy file",
    responses={
        200: {
            "description": "The whole file, `rolefit.taxonomy/1`.",
            "content": {JSON: {"schema": {"type": "object"}}},
        },
        **not_modified(),
        **problems("taxonomy-version-unknown"),
    },
)
def get_taxonomy(version: VersionName, request: Request, principal: MayLook, services: ServicesHere) -> Response:
    """The taxonomy file of a version: skills, role profiles, and where their documents say what."""
    edition = services.catalogue.pinned(principal.tenant, version)
    tag = unchanged(request, edition.version)
    headers = {"ETag": f'"{edition.version}"', "Cache-Control": "private, max-age=86400, immutable"}
    return tag or Response(dumps(edition.taxonomy), headers=headers, media_type=JSON)


@router.get(
    "/v1/taxonomies/{a}/diff/{b}",
    operation_id="diff_taxonomies",
    summary="What changed between two versions",
    responses={**answers(TaxonomyDiff, "A line for each change."), **problems("taxonomy-version-unknown")},
)
def diff_taxonomies(a: VersionName, b: VersionName, principal: MayLook, services: ServicesHere) -> Response:
    """Skills and roles added or gone, and which roles' scores can move."""
    old = services.catalogue.pinned(principal.tenant, a)
    new = services.catalogue.pinned(principal.tenant, b)
    return json_response({"a": old.version, "b": new.version, "changes": diff(old.taxonomy, new.taxonomy)})
