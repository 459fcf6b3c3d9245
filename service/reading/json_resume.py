"""JSON Resume 1.2 (jsonresume.org): checked, then written as the resume a person would have typed."""

# ruff: noqa: ANN401 - pdfminer.six and pdfium hand out anything

import json
from collections.abc import Callable, Mapping
from typing import Any

from service.reading.blocks import BlockWriter
from service.reading.extracted import Extracted
from service.reading.plain import decode
from service.reading.problems import ReadingError, corrupt

# The known structure: a name ending in [] is a list; "text", "texts" and "score" are leaves.
_TEXT, _TEXTS, _SCORE = "text", "texts", "score"
_LOCATION = dict.fromkeys(("address", "postalCode", "city", "countryCode", "region"), _TEXT)
_PROFILE = dict.fromkeys(("network", "username", "url"), _TEXT)
_BASICS: dict[str, Any] = dict.fromkeys(("name", "label", "image", "email", "phone", "url", "summary"), _TEXT) | {
    "location": _LOCATION,
    "profiles": [_PROFILE],
}
_DATED = {"startDate": _TEXT, "endDate": _TEXT, "url": _TEXT, "summary": _TEXT, "highlights": _TEXTS}
_STRUCTURE: dict[str, Any] = {
    "basics": _BASICS,
    "work": [_DATED | dict.fromkeys(("name", "company", "position", "location", "description", "website"), _TEXT)],
    "volunteer": [_DATED | {"organization": _TEXT, "position": _TEXT}],
    "education": [
        _DATED
        | dict.fromkeys(("institution", "area", "studyType", "gpa"), _TEXT)
        | {"score": _SCORE, "courses": _TEXTS}
    ],
    "awards": [dict.fromkeys(("title", "date", "awarder", "summary"), _TEXT)],
    "certificates": [dict.fromkeys(("name", "date", "issuer", "url"), _TEXT)],
    "publications": [dict.fromkeys(("name", "publisher", "releaseDate", "url", "summary"), _TEXT)],
    "skills": [{"name": _TEXT, "level": _TEXT, "keywords": _TEXTS}],
    "languages": [{"language": _TEXT, "fluency": _TEXT}],
    "interests": [{"name": _TEXT, "keywords": _TEXTS}],
    "references": [{"name": _TEXT, "reference": _TEXT}],
    "projects": [
        _DATED
        | {"name": _TEXT, "description": _TEXT, "entity": _TEXT, "type": _TEXT, "keywords": _TEXTS, "roles": _TEXTS}
    ],
    "meta": None,
    "$schema": _TEXT,
}
_MAX_SHOWN = 5

Json = Mapping[str, Any]


def _check(value: Any, shape: Any, pointer: str, problems: list[str]) -> None:  # noqa: C901 - one branch per shape
    """Compare ``value`` with its shape; unknown members are allowed, as the standard allows them."""
    if value is None or shape is None:
        return
    if shape == _TEXT and not isinstance(value, str):
        problems.append(f"{pointer} must be a text")
    elif shape == _SCORE and not isinstance(value, (str, int, float)):
        problems.append(f"{pointer} must be a text or a number")
    elif shape == _TEXTS:
        _check(value, [_TEXT], pointer, problems)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            problems.append(f"{pointer} must be a list")
            return
        for index, item in enumerate(value):
            _check(item, shape[0], f"{pointer}/{index}", problems)
    elif isinstance(shape, dict):
        if not isinstance(value, dict):
            problems.append(f"{pointer} must be an object")
            return
        for name in shape:
            if name in value:
                _check(value[name], shape[name], f"{pointer}/{name}", problems)


def check(resume: Any) -> list[str]:
    """Every deviation of ``resume`` from JSON Resume 1.2, each with its JSON pointer."""
    problems: list[str] = []
    if not isinstance(resume, dict):
        return ["the document must be an object"]
    if not any(name in resume for name in _STRUCTURE if name not in ("meta", "$schema")):
        return ["none of the sections of JSON Resume (basics, work, education, skills, …) is present"]
    _check(resume, _STRUCTURE, "", problems)
    return problems


def _month(date: str) -> str:
    """Write a date as people do: "2020-03-01" is "Mar 2020", and what is no date stays as it is."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    year, _, rest = date.partition("-")
    month = rest[:2]
    if len(year) == 4 and year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:
        return f"{months[int(month) - 1]} {year}"
    return date


def _dates(entry: Json) -> str:
    start, end = _month(entry.get("startDate") or ""), _month(entry.get("endDate") or "")
    if start:
        return f"{start} – {end or 'Present'}"
    return end or _month(entry.get("date") or entry.get("releaseDate") or "")


def _joined(*parts: str | None, by: str = ", ") -> str:
    return by.join(part.strip() for part in parts if part and part.strip())


def _texts(entry: Json, name: str) -> list[str]:
    return [text for text in entry.get(name) or [] if text]


def _headline(blocks: BlockWriter, text: str, dates: str) -> None:
    blocks.row([text, dates])


def _dated(blocks: BlockWriter, entry: Json, title: str) -> None:
    """An entry with a headline, its dates, a summary and highlights."""
    blocks.gap()
    _headline(blocks, title, _dates(entry))
    for name in ("description", "summary"):
        blocks.paragraph(entry.get(name) or "")
    for highlight in _texts(entry, "highlights"):
        blocks.bullet(highlight)
    keywords = _texts(entry, "keywords")
    if keywords:
        blocks.paragraph(", ".join(keywords))


def _work(blocks: BlockWriter, entry: Json) -> None:
    employer = entry.get("name") or entry.get("company")
    _dated(blocks, entry, _joined(entry.get("position"), employer, entry.get("location")))


def _volunteer(blocks: BlockWriter, entry: Json) -> None:
    _dated(blocks, entry, _joined(entry.get("position"), entry.get("organization")))


def _project(blocks: BlockWriter, entry: Json) -> None:
    _dated(blocks, entry, _joined(entry.get("name"), ", ".join(_texts(entry, "roles")), entry.get("entity")))


def _education(blocks: BlockWriter, entry: Json) -> None:
    degree = _joined(entry.get("studyType"), entry.get("area"), by=" in ")
    _dated(blocks, entry, _joined(degree, entry.get("institution")))
    courses = _texts(entry, "courses")
    if courses:
        blocks.paragraph("Courses: " + ", ".join(courses))


def _named_list(blocks: BlockWriter, entry: Json) -> None:
    keywords = ", ".join(_texts(entry, "keywords"))
    name = _joined(entry.get("name"), f"({entry['level']})" if entry.get("level") else None, by=" ")
    blocks.bullet(_joined(name, keywords, by=": "))


def _language(blocks: BlockWriter, entry: Json) -> None:
    fluency = entry.get("fluency")
    blocks.bullet(_joined(entry.get("language"), f"({fluency})" if fluency else None, by=" "))


def _achievement(blocks: BlockWriter, entry: Json) -> None:
    title = entry.get("title") or entry.get("name")
    _headline(
        blocks, _joined(title, entry.get("awarder") or entry.get("issuer") or entry.get("publisher")), _dates(entry)
    )
    blocks.paragraph(entry.get("summary") or "")


def _reference(blocks: BlockWriter, entry: Json) -> None:
    blocks.paragraph(_joined(entry.get("name"), entry.get("reference"), by=": "))


_SECTIONS: tuple[tuple[str, str, Callable[[BlockWriter, Json], None]], ...] = (
    ("work", "Experience", _work),
    ("projects", "Projects", _project),
    ("volunteer", "Volunteering", _volunteer),
    ("education", "Education", _education),
    ("skills", "Skills", _named_list),
    ("certificates", "Certifications", _achievement),
    ("awards", "Awards", _achievement),
    ("publications", "Publications", _achievement),
    ("languages", "Languages", _language),
    ("interests", "Interests", _named_list),
    ("references", "References", _reference),
)


def _basics(blocks: BlockWriter, basics: Json) -> None:
    blocks.paragraph(basics.get("name") or "")
    blocks.paragraph(basics.get("label") or "")
    location = basics.get("location") or {}
    place = _joined(location.get("address"), location.get("city"), location.get("region"), location.get("countryCode"))
    blocks.paragraph(_joined(basics.get("email"), basics.get("phone"), place, basics.get("url"), by=" | "))
    for profile in basics.get("profiles") or []:
        blocks.paragraph(_joined((profile or {}).get("network"), (profile or {}).get("url"), by=": "))
    if basics.get("summary"):
        blocks.heading("Summary")
        blocks.paragraph(basics["summary"])


def render(resume: Json) -> str:
    """A checked JSON Resume → plain resume text with English headings."""
    blocks = BlockWriter()
    _basics(blocks, resume.get("basics") or {})
    for name, heading, write in _SECTIONS:
        entries = [entry for entry in resume.get(name) or [] if entry]
        if entries:
            blocks.heading(heading)
        for entry in entries:
            write(blocks, entry)
    return blocks.text()


def read_json_resume(data: bytes) -> Extracted:
    """Read a JSON Resume; raises ``ReadingError`` (``document-corrupt``) with the pointers that are wrong."""
    try:
        resume = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        place = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise corrupt(f"is not valid JSON{place}") from None
    problems = check(resume)
    if problems:
        more = f" and {len(problems) - _MAX_SHOWN} more" if len(problems) > _MAX_SHOWN else ""
        shown = "; ".join(problems[:_MAX_SHOWN])
        raise ReadingError("document-corrupt", f"The document is not a JSON Resume: {shown}{more}.")
    return Extracted(render(resume))
