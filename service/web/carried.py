"""What a result page carries in itself, so that the next question can be answered although nothing was kept."""

from typing import Annotated

from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from matchers.documents import Document, Finding, Severity
from service.taxonomies import Catalogue

Short = Annotated[str, StringConstraints(max_length=400)]


def most_characters(request: Request) -> int:
    """How long a text may be that is sent to a page: as long as one that is read of a file."""
    most: int = request.app.state.services.settings.max_characters
    return most


class CarriedFinding(BaseModel):
    """A finding about the file."""

    model_config = ConfigDict(extra="forbid")
    code: Short
    severity: Severity
    message: Short
    page: int | None = None


class Carried(BaseModel):
    """A document as it was read, what it is called, the job description beside it, and what it is compared with."""

    model_config = ConfigDict(extra="forbid")
    name: Short = ""
    text: str
    media_type: Short
    digest: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
    pages: Annotated[int, Field(ge=0, le=100_000)] | None = None
    findings: Annotated[list[CarriedFinding], Field(max_length=500)] = []
    job: str = ""
    catalogue: Catalogue = "roles"

    @classmethod
    def of(cls, document: Document, name: str, job: str, catalogue: Catalogue = "roles") -> "Carried":
        """What to carry of a document."""
        findings = [
            CarriedFinding(code=f.code, severity=f.severity, message=f.message[:400], page=f.page)
            for f in document.findings
        ]
        return cls(
            name=name[:400],
            text=document.text,
            media_type=document.media_type,
            digest=document.digest,
            pages=document.pages,
            findings=findings[:500],
            job=job,
            catalogue=catalogue,
        )

    @classmethod
    def from_page(cls, request: Request, sent: str) -> "Carried | None":
        """What a page carried; None where that was changed into something that no page carries."""
        try:
            carried = cls.model_validate_json(sent)
        except ValidationError:
            return None
        return carried if max(len(carried.text), len(carried.job)) <= most_characters(request) else None

    def document(self) -> Document:
        """The document again."""
        findings = tuple(Finding(f.code, f.severity, f.message, f.page) for f in self.findings)
        return Document(self.text, self.media_type, self.digest, self.pages, findings)
