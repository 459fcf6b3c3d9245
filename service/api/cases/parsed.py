"""What was understood of a resume, as JSON Resume 1.2."""

import json
from collections.abc import Mapping
from typing import Any, Final

from matchers.profiles import Tier
from service.api.cases import matching, resumes
from service.api.services import Services

# What is written here is valid in every version since this one.
_VERSION: Final = "v1.0.0"
SCHEMA: Final = f"https://raw.githubusercontent.com/jsonresume/resume-schema/{_VERSION}/schema.json"
_LEVELS: Final[Mapping[Tier, str]] = {
    "demonstrated": "Shown in dated work",
    "stated": "Named in prose",
    "listed": "Listed",
}


def parsed(services: Services, tenant: int, resume_id: str) -> dict[str, Any]:
    """A stored resume as it was understood. Raises ``not-found``, also where its text is kept no more."""
    edition = services.catalogue.current(tenant)
    document = resumes.document(services, tenant, resume_id)
    report = matching.run(services, edition, document, resume_id, matching.Targets(top=1))
    return json_resume(json.loads(report)["resume"])


def json_resume(read: Mapping[str, Any]) -> dict[str, Any]:
    """A report's resume part in the JSON Resume form; what wasn't read is left out."""
    education = read.get("education") or {}
    degree = {"studyType": education["level"]} if education.get("level") else {}
    fields = education.get("fields") or []
    titles = read.get("titles") or []
    return {
        "$schema": SCHEMA,
        "basics": {"label": titles[0]} if titles else {},
        "work": [{"position": title} for title in titles],
        "education": [{**degree, "area": area} for area in fields] or ([degree] if degree else []),
        "skills": [
            {"name": skill["name"], "level": _LEVELS[skill["tier"]], "keywords": [skill["skill_id"]]}
            for skill in read.get("skills") or []
            if skill["standing"] == "held"
        ],
        "meta": {"version": _VERSION},
    }
