"""What a result page carries in itself, so that the next question can be answered although nothing was kept."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from matchers.documents import Document, Finding, Severity
from service.taxonomies import Catalogue

MOST_CHARACTERS = 200_000

Short = Annotated[str, StringConstraints(max_length=400)]
Text = Annotated[str, StringConstraints(max_length=MOST_CHARACTERS)]


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
    text: Text
    media_type: Short
    digest: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$")]
    pages: Annotated[int, Field(ge=0, le=100_000)] | None = None
    findings: Annotated[list[CarriedFinding], Field(max_length=500)] = []
    job: Text = ""
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

    def document(self) -> Document:
        """The document again."""
        findings = tuple(Finding(f.code, f.severity, f.message, f.page) for f in self.findings)
        return Document(self.text, self.media_type, self.digest, self.pages, findings)
