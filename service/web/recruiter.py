"""For a recruiter: a list of candidates in, a ranked and explained table out. A list is a batch of theirs."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from matchers.scoring import band_of
from matchers.signals import SIGNALS
from service import matching, taxonomies
from service.batches import outputs
from service.batches.api import host_of
from service.batches.columns import Value, joined
from service.batches.scoring import JOB
from service.errors import UserError
from service.reading import ReadingError
from service.web import words
from service.web.carried import Carried, most_characters
from service.web.catalogues import guides_of, matcher_of, reader_of
from service.web.lists import BEST, DAYS, MOST_CANDIDATES, CandidateList, Lists, Sent, Wanted
from service.web.replies import download, page, problem_page
from service.web.shortlist import (
    BAND_NAMES,
    Compared,
    Line,
    Query,
    chosen,
    compared,
    needs_of,
    ranked,
    shortlist,
    unscored,
)
from service.web.shortlist import rows as rows_of
from service.web.targets import Need, Target
from service.web.views import view_of
from service.web.visitors import Visitor, own_page, paused_page, sign_in, visitor_of
from service.web.what_if import WhatIf, domain_of

router = APIRouter(include_in_schema=False, prefix="/recruiter")

_MOST_FILES: Final = 200
_MOST_BYTES: Final = 60_000_000
_COMPARED: Final = range(2, 5)
_CHART: Final = 15
_GONE: Final = ("This list is gone", "It was forgotten, or its time was over. Upload it again.")
_EXPORT: Final = (
    "rank", "row", "external_id", "role", "title", "score", "band", "experience_years", "missing_skills",
    "taxonomy_version",
)  # fmt: skip
_KINDS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _asked(
    against: str = "", find: str = "", skill: str = "", band: str = "", order: str = "", page: str = ""
) -> dict[str, str]:
    given = {"against": against, "find": find, "skill": skill, "band": band, "order": order, "page": page}
    return {name: value for name, value in given.items() if value}


Asked = Annotated[dict[str, str], Depends(_asked)]


@router.get("")
def start_page(request: Request) -> Response:
    """Where a list begins, and the lists that there are."""
    visitor = _visitor(request)
    if visitor is None:
        return sign_in(request, "/recruiter")
    answer = _start(request, visitor)
    if visitor.services.settings.background:
        answer.background = BackgroundTask(host_of(visitor.services).warm)
    return answer


@router.post("")
async def start(request: Request) -> Response:
    """Take a table or files, and begin."""
    visitor = await run_in_threadpool(_visitor, request)
    if visitor is None or not own_page(request):
        return sign_in(request, "/recruiter")
    async with request.form(max_files=_MOST_FILES + 1, max_fields=20) as form:
        files = [
            (f.filename or "", await f.read())
            for f in form.getlist("files")
            if isinstance(f, UploadFile) and f.filename
        ]
        wanted = _wanted(form, files)
    return await run_in_threadpool(_begin, request, visitor, wanted)


@router.get("/{identity}")
def list_page(request: Request, identity: str, asked: Asked) -> Response:
    """The table as far as it is, with its filters, and the gaps of the whole list."""
    lists, found = _list(request, identity)
    if lists is None or found is None:
        return problem_page(request, 404, *_GONE)
    query = Query.of(asked, found)
    with lists.results() as connection:
        listed = shortlist(connection, found, _lines(lists, connection, found, query), query)
        reasons = unscored(connection, found)
    return page(
        request,
        "pool.html",
        pool=found,
        query=query,
        list=listed,
        unscored=reasons,
        roles=sorted(found.matcher.taxonomy.roles, key=lambda role: role.title),
        bands=BAND_NAMES,
        target=found.target(query.against),
        until=words.day(found.until),
    )


@router.get("/{identity}/gaps")
def gaps(request: Request, identity: str, asked: Asked) -> Response:
    """What the whole list lacks for a role: a piece of the list's page, or a page of its own."""
    lists, found = _list(request, identity)
    if lists is None or found is None:
        return problem_page(request, 404, *_GONE)
    target = found.target(Query.of(asked, found).against)
    needed: list[Need] = []
    if target is not None:
        with lists.results() as connection:
            needed = lists.ready(found, ("needs", target.id), lambda: needs_of(connection, found, target))
    piece = "hx-request" in request.headers
    return page(request, "_gaps.html" if piece else "gaps.html", pool=found, target=target, needs=needed[:_CHART])


@router.get("/{identity}/progress")
def progress(request: Request, identity: str) -> Response:
    """How far it is, as a piece of the page."""
    _, found = _list(request, identity)
    if found is None:
        return problem_page(request, 404, *_GONE)
    answer = page(request, "_progress.html", pool=found)
    if found.done:
        answer.headers["HX-Refresh"] = "true"
    return answer


@router.get("/{identity}/candidates/{row}")
def candidate_page(request: Request, identity: str, row: int) -> Response:
    """One candidate's whole explanation, made anew from what was sent: the same bytes give the same points."""
    lists, found = _list(request, identity)
    sent = lists.sent(found, row) if lists and found and 0 < row < 1 << 31 else None
    if lists is None or found is None or sent is None:
        return problem_page(request, 404, *_GONE)
    if (paused := paused_page(request)) is not None:
        return paused
    with lists.results() as connection:
        named = compared(connection, found, [row])
    return _explained(request, found, sent, named[0].label if named else f"Row {row}")


@router.get("/{identity}/compare")
def compare(request: Request, identity: str, asked: Asked, c: Annotated[tuple[str, ...], Parameter()] = ()) -> Response:
    """Two to four candidates side by side."""
    lists, found = _list(request, identity)
    if lists is None or found is None:
        return problem_page(request, 404, *_GONE)
    query = Query.of(asked, found)
    rows = [int(value) for value in c if value.isascii() and value.isdigit() and len(value) < 6]
    with lists.results() as connection:
        several = compared(connection, found, rows)
    if len(several) not in _COMPARED:
        return problem_page(
            request, 422, "Choose two to four", "Tick two, three or four candidates in the table, then compare them."
        )
    return page(request, "compare.html", pool=found, query=query, **_side_by_side(found, query, several))


@router.get("/{identity}/export.{kind}")
def export(request: Request, identity: str, kind: str, asked: Asked) -> Response:
    """The table as it is asked for, as CSV or for Excel."""
    lists, found = _list(request, identity)
    if lists is None or found is None or kind not in _KINDS:
        return problem_page(request, 404, *_GONE)
    query, version = Query.of(asked, found), found.batch.taxonomy_version
    with lists.results() as connection, TemporaryDirectory(prefix="rolefit-") as folder:
        cells: list[tuple[Value, ...]] = [
            (one.rank, one.row, one.label, one.role_id, one.role, one.points / 10, one.band, float(one.years),
             joined(one.missing), version)
            for one in rows_of(
                connection, found, chosen(connection, found, _lines(lists, connection, found, query), query)
            )
        ]  # fmt: skip
        file = Path(folder) / f"candidates.{kind}"
        outputs.write(file, _EXPORT, cells)
        data = file.read_bytes()
    return download(data, f"rolefit-candidates.{kind}", _KINDS[kind])


@router.post("/{identity}/forget")
def forget(request: Request, identity: str) -> Response:
    """Drop a list at once."""
    lists, found = _list(request, identity)
    if lists is None or found is None or not own_page(request):
        return problem_page(request, 404, *_GONE)
    lists.forget(found)
    return RedirectResponse("/recruiter", 303)


def _lines(lists: Lists, connection: Connection, found: CandidateList, query: Query) -> tuple[Line, ...]:
    return lists.ready(found, ("lines", query.against), lambda: ranked(connection, found, query.against))


def _start(request: Request, visitor: Visitor, *, status: int = 200, problem: str = "") -> Response:
    roles = sorted(matcher_of(request).taxonomy.roles, key=lambda role: role.title)
    listed = [(one, words.day(one.until)) for one in _lists(visitor).all()]
    given: dict[str, Any] = {"roles": roles, "most": MOST_CANDIDATES, "files": _MOST_FILES, "days": DAYS}
    return page(request, "recruiter.html", status=status, problem=problem, lists=listed, **given)


def _visitor(request: Request) -> Visitor | None:
    visitor = visitor_of(request)
    return visitor if visitor is not None and visitor.may("match") else None


def _lists(visitor: Visitor) -> Lists:
    return Lists(visitor.services, host_of(visitor.services), visitor.tenant)


def _list(request: Request, identity: str) -> tuple[Lists | None, CandidateList | None]:
    """A list, for those who brought it."""
    visitor = _visitor(request)
    if visitor is None:
        return None, None
    lists = _lists(visitor)
    return lists, lists.find(identity)


def _wanted(form: FormData, files: Sequence[tuple[str, bytes]]) -> Wanted:
    days = str(form.get("days") or "")
    return Wanted(
        name=files[0][0][:200] if len(files) == 1 else f"{len(files)} files",
        files=files,
        job=str(form.get("job") or "").strip().replace("\r\n", "\n"),
        against=str(form.get("against") or BEST),
        days=next((known for known in DAYS if str(known) == days), DAYS[0]),
    )


def _begin(request: Request, visitor: Visitor, wanted: Wanted) -> Response:
    if (paused := paused_page(request)) is not None:
        return paused
    try:
        identity = _lists(visitor).create(_checked(request, wanted))
    except UserError as error:
        return _start(request, visitor, status=422, problem=error.problem.message)
    return RedirectResponse(f"/recruiter/{identity}", 303)


def _checked(request: Request, wanted: Wanted) -> Wanted:
    """What is wanted, as far as it makes sense. Raises UserError."""
    if not wanted.files:
        raise UserError("nothing-sent", "Choose a table of candidates or some resumes first.")
    if sum(len(data) for _, data in wanted.files) > _MOST_BYTES:
        message = f"That is more than {_MOST_BYTES // 1_000_000} MB at once. For more use rolefit batch."
        raise UserError("too-large", message)
    most = most_characters(request)
    if len(wanted.job) > most:
        raise UserError("too-large", f"That job description is longer than {most:,} characters.")
    if wanted.job:
        if not taxonomies.job_of(wanted.job, JOB).role.assessable:
            message = "The job description names no requirements, so nobody can be compared with it."
            raise UserError("not-assessable", message)
        return Wanted(wanted.name, wanted.files, wanted.job, JOB, wanted.days)
    known = matcher_of(request).taxonomy.role_by_id
    against = wanted.against if wanted.against in known else BEST
    return Wanted(wanted.name, wanted.files, "", against, wanted.days)


def _explained(request: Request, found: CandidateList, sent: Sent, label: str) -> Response:
    matcher, text = found.matcher, found.batch.options.job_text or ""
    try:
        document = reader_of(request).read(sent.data, name=sent.name)
    except ReadingError as error:
        return problem_page(request, 422, "This one could not be read", error.message)
    made = matching.match_document(matcher, document, job=found.job)
    view = view_of(made, document.text, guides_of(request, matcher), name=label, job_text=text or None)
    routes = [] if made["abstained"] else WhatIf(matcher, document).routes()
    carried = Carried.of(document, label, text).model_dump_json()
    values: dict[str, Any] = {"view": view, "carried": carried, "routes": routes, "domain": domain_of(routes)}
    return page(request, "result.html", back=f"/recruiter/{found.id}", catalogue="roles", **values)


def _side_by_side(found: CandidateList, query: Query, several: Sequence[Compared]) -> dict[str, Any]:
    """Candidates in columns: parts of the score, then what each shows of the requirements."""
    role_id = _role_for(query, several)
    target = found.target(role_id)
    names = [words.say(words.COMPONENTS, signal.name) for signal in SIGNALS]
    parts = [(name, [c.parts[role_id][number] for c in several]) for number, name in enumerate(names)]
    scores = [c.points[role_id] for c in several]
    return {
        "chosen": several,
        "against": role_id,
        "title": target.title if target else "",
        "scores": scores,
        "bands_of": [band_of(points) for points in scores],
        "parts": parts,
        "rows": _requirements(target, several) if target else [],
        "most": [target.role.max_points[signal.name] for signal in SIGNALS] if target else [],
    }


def _role_for(query: Query, several: Sequence[Compared]) -> str:
    """What everybody is compared with: what was asked for, or the role that fits them best together."""
    if query.against != BEST:
        return query.against
    roles = set.intersection(*(set(c.points) for c in several)) - {JOB}
    return min(roles, key=lambda role: (-sum(c.points[role] for c in several), role))


def _requirements(target: Target, several: Sequence[Compared]) -> list[tuple[str, list[str], bool]]:
    support = [target.support(c.held_for(target)) for c in several]
    rows = []
    for unit in target.role.units:
        evidence = [
            max((s[i] for i in unit.skill_ids if i in s), key=lambda e: e.credit, default=None) for s in support
        ]
        tiers = [words.say(words.TIERS, e.tier) if e else "" for e in evidence]
        rows.append((target.names(unit.skill_ids), tiers, len(set(tiers)) > 1))
    return rows
