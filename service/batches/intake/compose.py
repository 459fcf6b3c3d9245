"""A small resume text from structured fields, for tables that have no resume text."""

import re
from collections.abc import Mapping
from typing import Final

from service.batches.intake.names import FIELDS

_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*(\+?\s*(?:months?|mos?\b|m\b)?)", re.IGNORECASE)
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
    """The years in “6.5”, “8+ years”, “6 yrs 3 months” or “30 months”."""
    years = 0.0
    for number, (amount, unit) in enumerate(_AMOUNT.findall(text)[:2]):
        value = float(amount.replace(",", "."))
        in_months = unit.strip(" +") != ""
        if number and not in_months:
            break  # “5-7 years”: what is certain
        years += value / 12 if in_months else value
    return years if years <= _MOST_YEARS else 0.0


def _month(number: int) -> str:
    return f"{_MONTHS[number % 12]} {number // 12}"
