"""What others can read: a role as schema.org ``JobPosting``, and a stored resume as JSON Resume."""

from collections.abc import Sequence
from html import escape
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from service.api.access import MayLook, MayRead
from service.api.answers import not_modified, problems
from service.api.cases.parsed import json_resume, parsed
from service.api.catalogue import Edition
from service.api.replies import encoded, json_response, tagged
from service.api.services import ServicesHere
from taxonomy.model import RoleProfile

router = APIRouter(prefix="/ats", tags=["ats"])
_CREDENTIALS: Final = {
    "associate": "associate degree",
    "bachelor": "bachelor degree",
    "master": "postgraduate degree",
    "doctorate": "postgraduate degree",
}
_POSTING: Final[dict[str, Any]] = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "identifier": "platform-engineer",
    "title": "Platform Engineer",
    "description": "<p>Platform Engineer</p><h2>Requirements</h2><ul><li>Kubernetes</li></ul>",
    "skills": [
        {
            "@type": "DefinedTerm",
            "name": "Kubernetes",
            "termCode": "kubernetes",
            "inDefinedTermSet": "urn:rolefit:sha256:9f0c1a2b3c4d5e6f",
        }
    ],
    "qualifications": "Kubernetes",
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
}
_JSON_RESUME: Final = json_resume(
    {
        "titles": ["Platform Engineer"],
        "education": {"level": "bachelor", "fields": ["Computer Science"]},
        "skills": [{"name": "Kubernetes", "skill_id": "kubernetes", "tier": "demonstrated", "standing": "held"}],
    }
)


def _shown(description: str, kind: str, example: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {kind: {"schema": {"type": "object"}, "example": example}}}


@router.get(
    "/roles/{role_id}/job-posting",
    operation_id="get_role_as_job_posting",
    summary="A role as schema.org JobPosting",
    responses={200: _shown("JSON-LD.", "application/ld+json", _POSTING), **not_modified(), **problems("not-found")},
)
def get_job_posting(role_id: str, request: Request, principal: MayLook, services: ServicesHere) -> Response:
    """JSON-LD whose skills are `DefinedTerm`s of the taxonomy; `POST /v1/roles` takes it back."""
    edition = services.catalogue.current(principal.tenant)
    response = tagged(request, encoded(job_posting(edition, edition.role(role_id))))
    response.headers["Content-Type"] = "application/ld+json"
    return response


@router.get(
    "/resumes/{resume_id}/json-resume",
    operation_id="get_resume_as_json_resume",
    summary="A stored resume as JSON Resume",
    responses={200: _shown("JSON Resume 1.2.", "application/json", _JSON_RESUME), **problems("not-found")},
)
def get_json_resume(resume_id: str, principal: MayRead, services: ServicesHere) -> Response:
    """What was understood of it: titles, degrees, fields and skills. Names, addresses and employers are not read."""
    return json_response(parsed(services, principal.tenant, resume_id))


def job_posting(edition: Edition, role: RoleProfile) -> dict[str, Any]:
    """A role as a ``JobPosting``."""
    skills = edition.taxonomy.skill_by_id
    named = [(skills[need.skill_id].name, need) for need in role.requirements if need.skill_id in skills]
    required, wished = (
        [name for name, need in named if (need.need == "required") is wanted] for wanted in (True, False)
    )
    years = role.experience_years
    months = None if years is None or years.min is None else round(years.min * 12)
    levels = sorted({_CREDENTIALS[level] for level in role.education if level in _CREDENTIALS})
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": role.id,
        "title": role.title,
        "description": _paragraph(role.title, required, wished),
        "skills": [_term(name, need.skill_id, edition.version) for name, need in named],
        "qualifications": "; ".join(required),
    }
    if months is not None:
        experience = {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": months}
        posting["experienceRequirements"] = experience
    if levels:
        kind = "EducationalOccupationalCredential"
        posting["educationRequirements"] = [{"@type": kind, "credentialCategory": level} for level in levels]
    return posting


def _term(name: str, skill_id: str, version: str) -> dict[str, str]:
    return {"@type": "DefinedTerm", "name": name, "termCode": skill_id, "inDefinedTermSet": f"urn:rolefit:{version}"}


def _paragraph(title: str, required: Sequence[str], wished: Sequence[str]) -> str:
    parts = [f"<p>{escape(title)}</p>"]
    for heading, names in (("Requirements", required), ("Nice to have", wished)):
        if names:
            parts.append(f"<h2>{heading}</h2><ul>{''.join(f'<li>{escape(name)}</li>' for name in names)}</ul>")
    return "".join(parts)
