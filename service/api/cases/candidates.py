"""The other direction: who fits a role, from scores that were computed when resumes came or roles changed."""

from math import ceil
from typing import Any

from matchers.scoring import band_of
from service.api.catalogue import Edition
from service.api.paging import place_of, token
from service.api.problems import invalid
from service.api.services import Services
from service.store.records import Candidate


def ranking(
    services: Services, tenant: int, role_id: str, min_score: float, page_size: int, page_token: str | None
) -> dict[str, Any]:
    """A page of the stored resumes that fit a role best; each entry says which version its score is of.

    Raises ``not-found``, ``bad-page-token``, and ``validation-failed`` for a role that asks for nothing.
    """
    edition = services.catalogue.current(tenant)
    edition.role(role_id)
    if role_id not in edition.matcher.scorer.roles:
        raise invalid("/role_id", "not-assessable", "This role asks for nothing that could be matched.")
    kind = f"candidates/{tenant}/{role_id}/{min_score}"
    place = place_of(services.storage.vault, kind, page_token) or {}
    after = (place["points"], place["number"]) if place else None
    with services.storage.reading(tenant) as store:
        found = store.scores.ranking(role_id, _tenths_from(min_score), after, page_size + 1)
        pending = store.resumes.count_to_score(edition.number)
        others = {entry.catalogue for entry in found} - {edition.number}
        versions = {number: known.version for number in others if (known := store.catalogues.by_number(number))}
    entries, place = _ranked(found[:page_size], edition, versions, place)
    return {
        "role_id": role_id,
        "taxonomy_version": edition.version,
        "rescoring": {"pending": pending},
        "candidates": entries,
        "next_page_token": token(services.storage.vault, kind, place) if len(found) > page_size else None,
    }


def _tenths_from(score: float) -> int:
    """The least score in tenths that is not below this one: 215 for 21.44, and 161 for 16.1."""
    return ceil(round(score * 10, 6))


def _ranked(
    page: list[Candidate], edition: Edition, versions: dict[int, str], place: dict[str, int]
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The entries of a page, and the place where the next begins. Equal scores share their rank."""
    seen, rank, last = place.get("seen", 0), place.get("rank", 0), place.get("points", -1)
    entries = []
    for entry in page:
        seen += 1
        rank, last = (rank, last) if entry.points == last else (seen, entry.points)
        entries.append(
            {
                "rank": rank,
                "resume_id": entry.resume.id,
                "external_id": entry.resume.external_id,
                "score": entry.points / 10,
                "band": band_of(entry.points),
                "taxonomy_version": versions.get(entry.catalogue, edition.version),
            }
        )
    number = page[-1].resume.number if page else 0
    return entries, {"points": last, "number": number, "seen": seen, "rank": rank}
