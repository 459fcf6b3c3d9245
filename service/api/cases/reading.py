"""Texts and files into documents."""

import json
from typing import Any

from matchers.documents import Document
from service.api.inputs import Upload
from service.api.problems import ApiProblem, invalid
from service.api.services import Services
from service.reading import ReadingError


def check_length(services: Services, text: str) -> None:
    """Raises ``document-too-large`` for a text that is longer than one that is read of a document."""
    most = services.settings.max_characters
    if len(text) > most:
        raise ApiProblem("document-too-large", f"The text has {len(text)} characters; at most {most} are read.")


def read_upload(services: Services, upload: Upload) -> Document:
    """A file that was sent. Raises ReadingError."""
    return _read(services, upload.data, name=upload.name, media_type=upload.media_type)


def read_text(services: Services, text: str) -> Document:
    """A text that was sent, cleaned like a file's. Raises ReadingError and ``validation-failed``."""
    check_length(services, text)
    try:
        return _read(services, text.encode(), name=None, media_type="text/plain")
    except ReadingError as error:
        if error.code == "unsupported-media-type":
            raise invalid("/text", "not-text", "The text holds characters that no text has, such as NUL.") from None
        raise


def read_json_resume(services: Services, resume: dict[str, Any]) -> Document:
    """A resume in the JSON Resume form. Raises ReadingError."""
    return _read(services, json.dumps(resume).encode(), name="resume.json", media_type="application/json")


def read_html(services: Services, html: str) -> Document:
    """A piece of HTML, such as a job ad's description. Raises ReadingError."""
    return _read(services, html.encode(), name="page.html", media_type="text/html")


def _read(services: Services, data: bytes, *, name: str | None, media_type: str | None) -> Document:
    try:
        document = services.reader.read(data, name=name, media_type=media_type)
    except ReadingError as error:
        services.metrics.documents.labels(error.code).inc()
        raise
    except RuntimeError as error:  # no reading process starts: the machine has no memory left, or too much to do
        services.metrics.documents.labels("unavailable").inc()
        raise ApiProblem("unavailable", "Documents can't be read right now; try again soon.") from error
    services.metrics.documents.labels("read").inc()
    return document
