"""Examples in the OpenAPI document. Their people don't exist."""

from typing import Any, Final

from matchers.scoring import band_of
from matchers.signals import SIGNALS
from matchers.weights import BANDS

RESUME_TEXT: Final = (
    "Sam Example\nMachine Learning Engineer\n\nExperience\nMachine Learning Engineer, Example Ltd, 2021 - 2024\n"
    "- Deployed Python services with Docker and Kubernetes\n- Trained PyTorch models and tracked them with MLflow\n"
    "- Built CI/CD pipelines in GitHub Actions and monitored models in production\n\n"
    "Education\nMSc Computer Science, 2019\n"
)
JOB_TEXT: Final = (
    "Platform Engineer\n\nResponsibilities\n- Run Kubernetes clusters\n- Automate infrastructure with Terraform\n\n"
    "Requirements\n- Must have: Kubernetes, Terraform and Python\n- 3+ years of experience\n- Nice to have: Go\n"
)
MATCH_REQUESTS: Final[dict[str, Any]] = {
    "text": {"text": RESUME_TEXT, "top": 3},
    "against a job": {"text": RESUME_TEXT, "job_description": JOB_TEXT, "top": 1},
    "stored": {"resume_id": "res_0123456789abcdefghjkmnpqrs", "role_ids": ["production-ai-engineer"]},
}
RESUME_REQUESTS: Final[dict[str, Any]] = {"text": {"text": RESUME_TEXT, "external_id": "candidate-17"}}
ROLE_REQUESTS: Final[dict[str, Any]] = {
    "text": {"text": JOB_TEXT, "id": "platform-engineer"},
    "job ad": {
        "job_posting": {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": "Platform Engineer",
            "description": "<p>You run our Kubernetes clusters.</p>",
            "qualifications": "Must have Kubernetes, Terraform and Python",
            "responsibilities": "Automate infrastructure with Terraform",
        }
    },
}
ROLE_DOCUMENTS: Final[dict[str, Any]] = {"text": {"text": JOB_TEXT}}

# In tenths of a point, as inside: the score is what the parts add up to, the bands are the product's own.
_PARTS: Final = {
    "skills": (186, "7 of 10 required skills, 5 of them shown in work"),
    "responsibilities": (127, "31 of the role's own words and word pairs describe this work"),
    "titles": (90, "“machine learning engineer” is 70 % like “production ai engineer”"),
    "experience": (60, "3.0 years in jobs of this kind, 3 asked for"),
    "education": (20, "master, bachelor asked for, in another field"),
}
SCORE: Final = sum(points for points, _ in _PARTS.values())
COMPONENTS: Final = [
    {
        "name": signal.name,
        "points": _PARTS[signal.name][0] / 10,
        "max_points": signal.max_points / 10,
        "has_data": True,
        "reason": _PARTS[signal.name][1],
    }
    for signal in SIGNALS
]
_NEXT: Final = min(lowest for lowest, _ in BANDS if lowest > SCORE) + 5
ROUTES: Final = [
    {
        "band": band_of(_NEXT),
        "action": "Show Terraform and Kubernetes in dated work",
        "skill_ids": ["terraform", "kubernetes"],
        "points_gain": (_NEXT - SCORE) / 10,
        "score": _NEXT / 10,
    }
]
REPORT: Final[dict[str, Any]] = {
    "schema": "rolefit.report/1",
    "resume": {
        "id": "res_9f0c1a2b3c4d5e6f7081",
        "digest": "sha256:9f0c1a2b3c4d5e6f70819f0c1a2b3c4d5e6f70819f0c1a2b3c4d5e6f70819f0c",
        "media_type": "text/plain",
        "pages": None,
        "characters": 412,
        "quality": {"level": "good", "findings": []},
        "experience_years": 3.0,
        "education": {"level": "master", "fields": ["computer science"]},
        "titles": ["Machine Learning Engineer"],
        "skills": [
            {
                "skill_id": "python", "name": "Python", "kind": "programming-language", "tier": "demonstrated",
                "months": 36, "standing": "held",
                "mentions": [
                    {
                        "start": 112, "end": 118, "quote": "Python", "section": "experience", "how": "exact",
                        "similarity": 1.0,
                    }
                ],
            }
        ],
    },
    "results": [
        {
            "role_id": "production-ai-engineer", "title": "Production AI Engineer", "rank": 1, "score": SCORE / 10,
            "band": band_of(SCORE), "components": COMPONENTS,
            "matched_skills": [
                {
                    "skill_id": "python", "name": "Python", "need": "required", "points": 4.2, "max_points": 4.2,
                    "tier": "demonstrated", "via": None, "mentions": [0],
                }
            ],
            "missing_skills": [
                {
                    "skill_id": "terraform", "name": "Terraform", "need": "required", "points_available": 2.3,
                    "status": "not_found", "nearest": None, "alternatives": [],
                    "because": {
                        "document": "production-ai-engineer", "heading": "Requirements", "start": 512, "end": 521,
                    },
                }
            ],
            "next_steps": [
                {
                    "kind": "learn", "action": "Learn Terraform and show it in a dated job or project",
                    "skill_ids": ["terraform"], "points_gain": 2.3,
                    "source": {"document": "production-ai-engineer", "heading": "Requirements"},
                }
            ],
            "routes": ROUTES,
        }
    ],
    "abstained": None,
    "job": None,
    "versions": {"engine": "1.0.0", "taxonomy": "sha256:77aa", "config": "sha256:51bc", "as_of": "2026-11"},
    "notice": "Decision support. A person decides.",
}  # fmt: skip
