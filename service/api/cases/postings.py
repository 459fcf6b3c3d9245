"""Job ads as schema.org ``JobPosting``: in a body, in a JSON file, or inside a page."""

import json
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Any, Final

from service.api.cases import reading
from service.api.inputs import Upload
from service.api.problems import invalid
from service.api.services import Services

_SCRIPT: Final = re.compile(
    rb"<script[^>]*type\s*=\s*[\"']?application/ld\+json[\"']?[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL
)
# What a posting may say of a role, and the heading under which our builder reads it.
_PARTS: Final = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Requirements"),
    ("skills", "Required skills"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
)
_DEPTH: Final = 6
_LONGEST_TITLE: Final = 200
# "(m/f/d)", "[w/m/x]", "(all genders)": whom an ad addresses is no part of what the role is called.
_ADDRESSED: Final = re.compile(r"[\s,-]*[(\[]\s*(?:[a-z](?:\s*[/|*]\s*[a-z]){1,4}|all genders)\s*[)\]]", re.IGNORECASE)


def text_of(services: Services, posting: Mapping[str, Any]) -> str:
    """A posting as one document. Raises ``validation-failed`` where it isn't a posting or says nothing."""
    found = next(_postings(posting), None)
    if found is None:
        raise invalid("/job_posting/@type", "not-a-job-posting", "There is no JobPosting in it.")
    sections = [f"<h1>{escape(_plain(found.get('title')) or 'Job')}</h1>", _markup(found.get("description"))]
    for name, heading in _PARTS:
        if content := _markup(found.get(name)):
            sections.append(f"<h2>{heading}</h2>{content}")
    return reading.read_html(services, f"<html><body>{''.join(sections)}</body></html>").text


def title_of(posting: Mapping[str, Any]) -> str:
    """What a posting calls its role, or nothing."""
    found = next(_postings(posting), posting)
    words = " ".join(unescape(_plain(found.get("title"))).split())
    title = _ADDRESSED.sub("", "".join(letter for letter in words if letter.isprintable()))
    return title[:_LONGEST_TITLE].strip(" ,-")


def in_upload(upload: Upload) -> dict[str, Any] | None:
    """The posting in an uploaded JSON file or page, if it holds one."""
    start = upload.data[:200].lstrip().lower()
    if start.startswith((b"{", b"[")):
        return _posting_in(upload.data)
    if b"ld+json" in upload.data:
        for script in _SCRIPT.finditer(upload.data):
            if (found := _posting_in(script[1])) is not None:
                return found
    return None


def _posting_in(data: bytes) -> dict[str, Any] | None:
    try:
        return next(_postings(json.loads(data)), None)
    except (ValueError, RecursionError):
        return None


def _postings(data: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _postings(item, depth + 1)
    elif isinstance(data, dict):
        kind = data.get("@type")
        if kind == "JobPosting" or (isinstance(kind, list) and "JobPosting" in kind):
            yield data
        yield from _postings(data.get("@graph"), depth + 1)


def _markup(value: object) -> str:
    """A value as HTML: ads put HTML, plain text, lists or typed objects in these fields."""
    if isinstance(value, list):
        items = "".join(f"<li>{_markup(item)}</li>" for item in value)
        return f"<ul>{items}</ul>" if items else ""
    if isinstance(value, dict):
        months = value.get("monthsOfExperience")
        if isinstance(months, int | float):
            return f"<p>{months / 12:g}+ years of experience</p>"
        known = (value.get("credentialCategory"), value.get("name"), value.get("description"))
        return "".join(f"<p>{escape(part)}</p>" for part in known if isinstance(part, str))
    text = _plain(value)
    if re.search(r"<[a-zA-Z/][^>]*>", text):
        return text
    lines = [line.strip(" \t-*•") for line in text.splitlines() if line.strip(" \t-*•")]
    # As items: a short line alone ("Must have Python") would look like a heading.
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>" if lines else ""


def _plain(value: object) -> str:
    """A text; half a character, which JSON can write, becomes a question mark."""
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""
