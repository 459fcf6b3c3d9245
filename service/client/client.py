"""The client: one method for each call, shapes in and out, problems raised."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, cast

import httpx2

from service.client.shapes import (
    CandidateEntry,
    CandidatePage,
    Comparison,
    Extraction,
    MatchReport,
    Problem,
    Resume,
    ResumePage,
    Role,
    RolePage,
    RoleSummary,
    Signals,
    SkillPage,
    TaxonomyDiff,
    TaxonomyPage,
    Version,
)

File = tuple[str, bytes]  # a name, for its ending, and the bytes


class ProblemError(Exception):
    """The service answered with a problem."""

    def __init__(self, problem: Problem, retry_after: float | None) -> None:
        """Carry the problem, and the seconds to wait where the service said so."""
        super().__init__(f"{problem['status']} {problem['title']}: {problem['detail']}")
        self.problem, self.retry_after = problem, retry_after

    @property
    def code(self) -> str:
        """The problem's code, such as ``document-encrypted``."""
        return self.problem["type"].rpartition("#")[2]


@dataclass(frozen=True, slots=True)
class Stored:
    """A report that is kept, and its id."""

    id: str
    report: MatchReport


class Client:
    """Calls one service. A context manager."""

    def __init__(self, url: str, key: str | None = None, *, http: httpx2.Client | None = None) -> None:
        """Call the service at ``url`` with an API key; ``http`` brings a connection of one's own."""
        self._http = http or httpx2.Client(base_url=url, timeout=30)
        self._headers = {} if key is None else {"Authorization": f"Bearer {key}"}

    def __enter__(self) -> Self:
        """Keep connections open meanwhile."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        self._http.close()

    # -- matching --------------------------------------------------------------------------------------------

    def match(
        self,
        *,
        text: str | None = None,
        file: File | None = None,
        resume_id: str | None = None,
        role_ids: Sequence[str] = (),
        job_description: str | None = None,
        top: int = 5,
        taxonomy_version: str | None = None,
        catalogue: str | None = None,
    ) -> MatchReport:
        """The report on a text, a file or a stored resume; nothing is kept.

        ``catalogue="occupations"`` compares with the occupations of all trades.
        """
        wanted = _given(
            resume_id=resume_id,
            job_description=job_description,
            taxonomy_version=taxonomy_version,
            catalogue=catalogue,
        )
        answer = self._send("/v1/matches", {**wanted, "role_ids": list(role_ids), "top": top}, text, file)
        return cast("MatchReport", answer.json())

    def match_and_keep(
        self,
        *,
        text: str | None = None,
        file: File | None = None,
        resume_id: str | None = None,
        external_id: str | None = None,
        top: int = 5,
        idempotency_key: str | None = None,
    ) -> Stored:
        """The report, kept with the resume."""
        wanted = _given(resume_id=resume_id, external_id=external_id)
        answer = self._send("/v1/matches", {**wanted, "top": top, "store": True}, text, file, idempotency_key)
        return Stored(answer.headers["location"].rpartition("/")[2], cast("MatchReport", answer.json()))

    def get_match(self, match_id: str) -> MatchReport:
        """A stored report."""
        return cast("MatchReport", self._get(f"/v1/matches/{match_id}"))

    def replay(self, match_id: str) -> MatchReport:
        """A stored report, made again."""
        return cast("MatchReport", self._call("POST", f"/v1/matches/{match_id}/replay").json())

    # -- resumes ---------------------------------------------------------------------------------------------

    def upload(
        self,
        *,
        text: str | None = None,
        file: File | None = None,
        external_id: str | None = None,
        idempotency_key: str | None = None,
    ) -> Resume:
        """Keep a resume."""
        answer = self._send("/v1/resumes", _given(external_id=external_id), text, file, idempotency_key)
        return cast("Resume", answer.json())

    def get_resume(self, resume_id: str) -> Resume:
        """A stored resume."""
        return cast("Resume", self._get(f"/v1/resumes/{resume_id}"))

    def get_text(self, resume_id: str) -> str:
        """The text that offsets count in."""
        return cast("str", self._get(f"/v1/resumes/{resume_id}/text")["text"])

    def resumes(self, external_id: str | None = None) -> Iterator[Resume]:
        """Stored resumes, page after page."""
        for page in self._pages("/v1/resumes", _given(external_id=external_id)):
            yield from cast("ResumePage", page)["resumes"]

    def delete_resume(self, resume_id: str) -> None:
        """Erase a resume and everything that hangs on it."""
        self._call("DELETE", f"/v1/resumes/{resume_id}")

    def forget(self, external_id: str) -> None:
        """Erase everything that is kept under one's own id for a person."""
        self._call("DELETE", "/v1/resumes", params={"external_id": external_id})

    def export(self, *, resume_id: str | None = None, external_id: str | None = None) -> dict[str, Any]:
        """Everything held about a person."""
        path = "/v1/export" if resume_id is None else f"/v1/resumes/{resume_id}/export"
        return cast("dict[str, Any]", self._get(path, _given(external_id=external_id)))

    # -- catalogue -------------------------------------------------------------------------------------------

    def roles(self) -> Iterator[RoleSummary]:
        """The catalogue, page after page."""
        for page in self._pages("/v1/roles", {}):
            yield from cast("RolePage", page)["roles"]

    def get_role(self, role_id: str) -> Role:
        """A role profile."""
        return cast("Role", self._get(f"/v1/roles/{role_id}"))

    def create_role(
        self, *, text: str | None = None, job_posting: Mapping[str, Any] | None = None, role_id: str | None = None
    ) -> Role:
        """Make a role of a document or a job ad."""
        wanted = _given(text=text, job_posting=job_posting, id=role_id)
        return cast("Role", self._call("POST", "/v1/roles", json=wanted).json())

    def delete_role(self, role_id: str) -> None:
        """Delete a role of one's own."""
        self._call("DELETE", f"/v1/roles/{role_id}")

    def candidates(self, role_id: str, min_score: float = 0.0) -> Iterator[CandidateEntry]:
        """Who fits a role, best first, page after page."""
        for page in self._pages(f"/v1/roles/{role_id}/candidates", {"min_score": str(min_score)}):
            yield from cast("CandidatePage", page)["candidates"]

    def compare(self, role_id: str, skills: Sequence[str]) -> Comparison:
        """A bare list of skills against a role."""
        return cast(
            "Comparison", self._call("POST", f"/v1/roles/{role_id}/compare", json={"skills": list(skills)}).json()
        )

    def search_skills(self, query: str) -> SkillPage:
        """The first page of skills by name."""
        return cast("SkillPage", self._get("/v1/skills", {"q": query}))

    def extract_skills(self, text: str) -> Extraction:
        """The skills that a text names."""
        return cast("Extraction", self._call("POST", "/v1/skills/extract", json={"text": text}).json())

    def taxonomies(self) -> TaxonomyPage:
        """The first page of versions."""
        return cast("TaxonomyPage", self._get("/v1/taxonomies"))

    def diff(self, old: str, new: str) -> TaxonomyDiff:
        """What changed between two versions."""
        return cast("TaxonomyDiff", self._get(f"/v1/taxonomies/{old}/diff/{new}"))

    def signals(self) -> Signals:
        """The score explained from the code."""
        return cast("Signals", self._get("/v1/signals"))

    def version(self) -> Version:
        """What runs there."""
        return cast("Version", self._get("/version"))

    # -- calls -----------------------------------------------------------------------------------------------

    def _send(
        self, path: str, wanted: dict[str, Any], text: str | None, file: File | None, idempotency_key: str | None = None
    ) -> httpx2.Response:
        headers = _given(**{"Idempotency-Key": idempotency_key})
        if file is None:
            return self._call("POST", path, json=wanted | _given(text=text), headers=headers)
        fields = {name: ",".join(value) if isinstance(value, list) else _word(value) for name, value in wanted.items()}
        return self._call(
            "POST", path, data={k: v for k, v in fields.items() if v}, files={"file": file}, headers=headers
        )

    def _get(self, path: str, query: Mapping[str, str] | None = None) -> Any:  # noqa: ANN401
        return self._call("GET", path, params=dict(query or {})).json()

    def _pages(self, path: str, query: dict[str, str]) -> Iterator[Any]:
        token: str | None = ""
        while token is not None:
            page = self._get(path, query | ({"page_token": token} if token else {}))
            yield page
            token = page["next_page_token"]

    def _call(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        **content: Any,  # noqa: ANN401
    ) -> httpx2.Response:
        answer = self._http.request(method, path, headers={**self._headers, **(headers or {})}, **content)
        if answer.is_success:
            return answer
        if answer.headers.get("content-type") != "application/problem+json":
            answer.raise_for_status()
        wait = answer.headers.get("retry-after")
        raise ProblemError(cast("Problem", answer.json()), float(wait) if wait and wait.isdecimal() else None)


def _given(**values: Any) -> dict[str, Any]:  # noqa: ANN401
    return {name: value for name, value in values.items() if value is not None}


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
