"""For someone looking for work: drop a resume, see which roles fit and why, ask what would change. Nothing is kept."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from matchers.documents import Document
from matchers.matching import Job
from matchers.reports import Json
from service import matching, taxonomies
from service.reading import ReadingError
from service.taxonomies import Catalogue
from service.web.carried import Carried, most_characters
from service.web.catalogues import guides_of, matcher_of, reader_of
from service.web.replies import download, page, problem_page
from service.web.report_page import page as report_page
from service.web.views import view_of
from service.web.visitors import may_match, paused_page, sign_in
from service.web.what_if import WhatIf, domain_of

router = APIRouter(include_in_schema=False)

# What may be tried without a resume at hand: name in the address → what the link says.
SAMPLES: Final = {
    "ml-platform-engineer.pdf": "a machine learning platform engineer",
    "data-engineer.txt": "a data engineer",
    "network-administrator.txt": "a network administrator, for whom nothing here is close",
}
_STATUS: Final = {"document-too-large": 413, "unsupported-media-type": 415, "queue-full": 429}
_TOP: Final = 5


@dataclass(frozen=True, slots=True)
class Sent:
    """What the form held: a file's bytes or a text, perhaps a job description, and what to compare with."""

    data: bytes
    name: str
    media_type: str | None
    job: str
    catalogue: Catalogue = "roles"


class NothingSentError(Exception):
    """The form was empty, or too long."""


@router.get("/")
def home(request: Request) -> Response:
    """The first page."""
    return _home(request) if may_match(request) else sign_in(request, "/")


@router.post("/match")
async def match(request: Request) -> Response:
    """Read what was sent and show how it fits."""
    if not await run_in_threadpool(may_match, request):
        return sign_in(request, "/")
    async with request.form(max_files=2, max_fields=20) as form:
        try:
            sent = await _sent(form, most_characters(request))
        except NothingSentError as error:
            return _home(request, status=422, problem=str(error))
    return await run_in_threadpool(_matched, request, sent)


@router.get("/samples/{name}")
def sample(request: Request, name: str) -> Response:
    """The result of one of the samples."""
    if not may_match(request):
        return sign_in(request, "/")
    if name not in SAMPLES:
        return problem_page(request, 404, "There is no such sample", "The samples are listed on the first page.")
    return _matched(request, Sent(_sample(name), name, None, ""))


@router.post("/again")
async def again(request: Request) -> Response:
    """The result once more, made from what a page carried."""
    async with request.form(max_fields=500) as form:
        carried = Carried.from_page(request, str(form.get("document", "")))
    if carried is None or not await run_in_threadpool(may_match, request):
        return _stale(request)
    again = (carried.document(), carried.name, carried.job, carried.catalogue)
    return await run_in_threadpool(_result, request, *again)


@router.post("/what-if")
async def what_if(request: Request) -> Response:
    """The score as it would be with the ticked skills shown in dated work."""
    async with request.form(max_fields=500) as form:
        carried = Carried.from_page(request, str(form.get("document", "")))
        role_id = str(form.get("role", ""))
        skill_ids = [str(value) for value in form.getlist(f"show:{role_id}")]
    if carried is None or not await run_in_threadpool(may_match, request):
        return _stale(request)
    return await run_in_threadpool(_what_if, request, carried, role_id, skill_ids)


@router.post("/report/{kind}")
async def report(request: Request, kind: str) -> Response:
    """The report to save, as a page or as JSON, made from what the result page carried."""
    async with request.form(max_fields=500) as form:
        carried = Carried.from_page(request, str(form.get("document", "")))
    if carried is None or not await run_in_threadpool(may_match, request):
        return _stale(request)
    return await run_in_threadpool(_saved, request, carried, kind)


def _home(request: Request, *, status: int = 200, problem: str = "") -> Response:
    roles = sorted(matcher_of(request).taxonomy.roles, key=lambda role: role.title)
    return page(request, "home.html", status=status, problem=problem, roles=roles, samples=SAMPLES)


async def _sent(form: FormData, most: int) -> Sent:
    job, text, file = str(form.get("job") or ""), str(form.get("text") or ""), form.get("file")
    catalogue: Catalogue = "occupations" if form.get("catalogue") == "occupations" else "roles"
    if len(job) > most or len(text) > most:
        raise NothingSentError(f"That text is longer than {most:,} characters. Send the part that matters.")
    if isinstance(file, UploadFile) and file.filename:
        return Sent(await file.read(), file.filename, file.content_type, job, catalogue)
    if text.strip():
        return Sent(text.replace("\r\n", "\n").encode(), "pasted text", "text/plain", job.strip(), catalogue)
    raise NothingSentError("Choose a file or paste some text first.")


def _matched(request: Request, sent: Sent) -> Response:
    if (paused := paused_page(request)) is not None:
        return paused
    matcher = matcher_of(request, sent.catalogue)
    try:
        name = "" if sent.name == "pasted text" else sent.name
        document = reader_of(request).read(sent.data, name=name or "pasted.txt", media_type=sent.media_type)
    except ReadingError as error:
        if error.code not in matching.ABSTAINING:
            return _home(request, status=_STATUS.get(error.code, 422), problem=error.message)
        made = matching.abstained(matcher, sent.data, error)
        view = view_of(made, "", guides_of(request, matcher), name=sent.name)
        return page(
            request, "result.html", view=view, carried=None, routes=[], domain=(0, 1000), catalogue=sent.catalogue
        )
    return _result(request, document, sent.name, sent.job, sent.catalogue)


def _result(request: Request, document: Document, name: str, job: str, catalogue: Catalogue) -> Response:
    if (paused := paused_page(request)) is not None:
        return paused
    matcher = matcher_of(request, catalogue)
    made = matching.match_document(matcher, document, job=_job(job), top=_TOP)
    view = view_of(made, document.text, guides_of(request, matcher), name=name, job_text=job or None)
    routes = [] if made["abstained"] else WhatIf(matcher, document).routes()
    carried = Carried.of(document, name, job, catalogue).model_dump_json()
    domain = domain_of(routes)
    return page(request, "result.html", view=view, carried=carried, routes=routes, domain=domain, catalogue=catalogue)


def _job(text: str) -> Job | None:
    return taxonomies.job_of(text, taxonomies.job_id(text)) if text.strip() else None


def _what_if(request: Request, carried: Carried, role_id: str, skill_ids: list[str]) -> Response:
    if (paused := paused_page(request)) is not None:
        return paused
    job = _job(carried.job) if carried.job and role_id == taxonomies.job_id(carried.job) else None
    answer = WhatIf(matcher_of(request, carried.catalogue), carried.document(), job).answer(role_id, skill_ids)
    if answer is None:
        return problem_page(request, 404, "There is no such role", "The roles are listed under Roles and skills.")
    whole = "hx-request" not in request.headers
    return page(request, "what_if.html" if whole else "_what_if.html", answer=answer, carried=carried.model_dump_json())


def _saved(request: Request, carried: Carried, kind: str) -> Response:
    if (paused := paused_page(request)) is not None:
        return paused
    matcher, document = matcher_of(request, carried.catalogue), carried.document()
    made: Json = matching.match_document(matcher, document, job=_job(carried.job), top=_TOP)
    if kind == "json":
        return download(
            json.dumps(made, ensure_ascii=False, indent=2), "rolefit-report.json", "application/json; charset=utf-8"
        )
    if kind != "html":
        return problem_page(
            request, 404, "There is no such kind of report", "A report can be saved as a page or as JSON."
        )
    view = view_of(made, document.text, guides_of(request, matcher), name=carried.name, job_text=carried.job or None)
    return download(report_page(view), "rolefit-report.html", "text/html; charset=utf-8")


def _stale(request: Request) -> Response:
    return problem_page(
        request, 422, "This page has lost its resume", "Match the resume again; nothing of it was kept."
    )


@cache
def _sample(name: str) -> bytes:
    return (Path(__file__).parent / "samples" / name).read_bytes()
