# ruff: noqa: E501 (a table of names reads best with a line for each kind)
"""A small resume text from structured fields, for tables that have no resume text."""

import re
from collections.abc import Mapping
from typing import Final

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("job_title", "current_title", "title", "position", "current_position", "current_role", "headline", "occupation", "designation", "job"),
    "skills": ("skills", "key_skills", "skill_list", "skill_set", "skillset", "technical_skills", "technologies", "competencies", "tags"),
    "years": (
        "years_of_experience", "experience_years", "years_experience", "total_experience", "total_years", "years", "yoe", "experience_in_years", "exp_years",
    ),
    "experience": ("experience", "work_experience", "work_history", "employment_history", "employment", "work", "jobs"),
    "summary": ("summary", "about", "about_me", "professional_summary", "objective", "bio", "description"),
    "education": ("education", "degree", "highest_degree", "qualification", "qualifications", "highest_education"),
    "certifications": ("certifications", "certificates", "licenses"),
}  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_MOST_YEARS: Final = 60
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def compose(fields: Mapping[str, str], as_of: int) -> str | None:
    """A resume text with the usual headings, or None where there is too little to say anything of a person.

    Years of experience become one job that ends in the month ``as_of``; skills stay a list, so they count as listed.
    """
    value = {name: fields.get(name, "").strip() for name in FIELDS}
    years = _years(value["years"] or (value["experience"] if len(value["experience"]) < 20 else ""))
    history = value["experience"] if len(value["experience"]) >= 20 else ""
    if not (value["title"] or value["skills"] or value["summary"] or history):
        return None
    parts = []
    if value["summary"]:
        parts.append(f"Summary\n{value['summary']}")
    if value["title"] or history:
        dates = f"\n{_month(as_of - round(years * 12) + 1)} – {_month(as_of)}" if years else ""
        parts.append("\n".join(line for line in (f"Experience\n{value['title'] or 'Work'}{dates}", history) if line))
    if value["skills"]:
        listed = ", ".join(
            part.strip(" '\"") for part in re.split(r"[;,|\n\[\]]", value["skills"]) if part.strip(" '\"")
        )
        parts.append(f"Skills\n{listed}")
    for name, heading in (("education", "Education"), ("certifications", "Certifications")):
        if value[name]:
            parts.append(f"{heading}\n{value[name]}")
    return "\n\n".join(parts) + "\n"


def _years(text: str) -> float:
    found = _NUMBER.search(text)
    years = float(found[0].replace(",", ".")) if found else 0.0
    return years if years <= _MOST_YEARS else 0.0


def _month(number: int) -> str:
    return f"{_MONTHS[number % 12]} {number // 12}"
