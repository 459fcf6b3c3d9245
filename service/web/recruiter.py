"""For a recruiter: a list of candidates in, a ranked and explained table out. It stays in memory, for an hour."""

import csv
import io
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from matchers.scoring import band_of
from matchers.signals import SIGNALS
from service import matching, taxonomies
from service.errors import UserError
from service.web import words
from service.web.carried import MOST_CHARACTERS, Carried
from service.web.catalogues import guides_of, matcher_of, reader_of
from service.web.pools import JOB, MOST_CANDIDATES, Candidate, Entry, Pool, Pools, Target, missing
from service.web.replies import download, page, problem_page
from service.web.shortlist import BAND_NAMES, Query, ordered, points, role_of, row_of, shortlist
from service.web.views import view_of
from service.web.visitors import Visitor, own_page, paused_page, sign_in, visitor_of
from service.web.what_if import Desk, domain_of

router = APIRouter(include_in_schema=False, prefix="/recruiter")

_TABLES: Final = frozenset({".csv", ".tsv", ".xlsx", ".jsonl", ".ndjson", ".parquet", ".zip"})
_MOST_FILES: Final = 200
_MOST_BYTES: Final = 60_000_000
_COMPARED: Final = range(2, 5)
_CHART: Final = 15
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\0")
_GONE: Final = ("This list is gone", "Lists stay in memory for an hour and are then forgotten. Upload it again.")


def _asked(
    against: str = "", find: str = "", skill: str = "", band: str = "", order: str = "", page: str = ""
) -> dict[str, str]:
    given = {"against": against, "find": find, "skill": skill, "band": band, "order": order, "page": page}
    return {name: value for name, value in given.items() if value}


Asked = Annotated[dict[str, str], Depends(_asked)]


@router.get("")
def start_page(request: Request) -> Response:
    """Where a list begins."""
    return _start(request) if _visitor(request) else sign_in(request, "/recruiter")


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
        job, role = _job_text(form), str(form.get("against") or "")
    return await run_in_threadpool(_begin, request, visitor, files, job, role)


@router.get("/{identity}")
def pool_page(request: Request, identity: str, asked: Asked) -> Response:
    """The table as far as it is, with its filters, and the gaps of the whole list."""
    pool = _pool(request, identity)
    if pool is None:
        return problem_page(request, 404, *_GONE)
    query = Query.of(asked, pool)
    target = pool.target(query.against)
    return page(
        request,
        "pool.html",
        pool=pool,
        counts=pool.counts(),
        query=query,
        list=shortlist(pool, query),
        unscored=_by_problem(list(pool.candidates)),
        roles=sorted(pool.matcher.taxonomy.roles, key=lambda role: role.title),
        bands=BAND_NAMES,
        title=_title(query.against, target),
        target=target,
        needs=pool.needs(query.against)[:_CHART],
    )


@router.get("/{identity}/progress")
def progress(request: Request, identity: str) -> Response:
    """How far it is, as a piece of the page."""
    pool = _pool(request, identity)
    if pool is None:
        return problem_page(request, 404, *_GONE)
    answer = page(request, "_progress.html", pool=pool, counts=pool.counts())
    if pool.done:
        answer.headers["HX-Refresh"] = "true"
    return answer


@router.get("/{identity}/candidates/{row}")
def candidate_page(request: Request, identity: str, row: int) -> Response:
    """One candidate's whole explanation."""
    pool = _pool(request, identity)
    candidate = pool.candidate(row) if pool else None
    if pool is None or candidate is None or candidate.document is None:
        return problem_page(request, 404, *_GONE)
    if (paused := paused_page(request)) is not None:
        return paused
    job, matcher, document = pool.job.job if pool.job else None, pool.matcher, candidate.document
    made = matching.match_document(matcher, document, job=job)
    guides = guides_of(request, matcher)
    view = view_of(made, document.text, guides, name=candidate.label, job_text=pool.job_text or None)
    routes = [] if made["abstained"] else Desk(matcher, document).routes()
    carried = Carried.of(document, candidate.label, pool.job_text).model_dump_json()
    return page(
        request,
        "result.html",
        view=view,
        carried=carried,
        routes=routes,
        domain=domain_of(routes),
        back=f"/recruiter/{identity}",
    )


@router.get("/{identity}/compare")
def compare(request: Request, identity: str, asked: Asked, c: Annotated[tuple[str, ...], Parameter()] = ()) -> Response:
    """Two to four candidates side by side."""
    pool = _pool(request, identity)
    if pool is None:
        return problem_page(request, 404, *_GONE)
    query = Query.of(asked, pool)
    rows = [int(value) for value in c if value.isascii() and value.isdigit() and len(value) < 6]
    chosen = [one for row in dict.fromkeys(rows) if (one := pool.candidate(row)) is not None and one.status == "scored"]
    if len(chosen) not in _COMPARED:
        return problem_page(
            request, 422, "Choose two to four", "Tick two, three or four candidates in the table, then compare them."
        )
    return page(request, "compare.html", pool=pool, query=query, **_compared(pool, query, chosen))


@router.get("/{identity}/export.csv")
def export(request: Request, identity: str, asked: Asked) -> Response:
    """The table as it is asked for, as CSV."""
    pool = _pool(request, identity)
    if pool is None:
        return problem_page(request, 404, *_GONE)
    query = Query.of(asked, pool)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [
            "rank",
            "row",
            "external_id",
            "role",
            "title",
            "score",
            "band",
            "experience_years",
            "missing_skills",
            "taxonomy_version",
        ]
    )
    for rank, candidate in enumerate(ordered(pool, query), start=1):
        line = row_of(pool, query, candidate, rank)
        target = pool.target(line.role_id)
        lacking = "; ".join(name.replace(";", ",") for name in missing(target, candidate)) if target else ""
        cells = [
            rank,
            line.row,
            line.label,
            line.role_id,
            line.role,
            line.score,
            line.band,
            line.years,
            lacking,
            pool.matcher.taxonomy.version,
        ]
        writer.writerow([_neutral(cell) for cell in cells])
    return download(out.getvalue(), "rolefit-candidates.csv", "text/csv")


@router.post("/{identity}/forget")
def forget(request: Request, identity: str) -> Response:
    """Drop a list at once."""
    if _pool(request, identity) is None or not own_page(request):
        return problem_page(request, 404, *_GONE)
    _pools(request).forget(identity)
    return RedirectResponse("/recruiter", 303)


def _start(request: Request, *, status: int = 200, problem: str = "") -> Response:
    roles = sorted(matcher_of(request).taxonomy.roles, key=lambda role: role.title)
    return page(
        request, "recruiter.html", status=status, problem=problem, roles=roles, most=MOST_CANDIDATES, files=_MOST_FILES
    )


def _visitor(request: Request) -> Visitor | None:
    visitor = visitor_of(request)
    return visitor if visitor is not None and visitor.may("match") else None


def _pool(request: Request, identity: str) -> Pool | None:
    """A list, for those who brought it."""
    visitor, pool = _visitor(request), _pools(request).get(identity)
    return pool if visitor is not None and pool is not None and pool.owner == visitor.tenant else None


def _pools(request: Request) -> Pools:
    state = request.app.state
    if not hasattr(state, "web_pools"):
        state.web_pools = Pools()
    pools: Pools = state.web_pools
    return pools


def _begin(request: Request, visitor: Visitor, files: Sequence[tuple[str, bytes]], job: str, role: str) -> Response:
    if (paused := paused_page(request)) is not None:
        return paused
    try:
        entries, remarks = entries_of(files)
    except UserError as error:
        return _start(request, status=422, problem=error.problem.message)
    posting = taxonomies.job_of(job, taxonomies.job_id(job)) if job else None
    if posting is not None and not posting.role.assessable:
        return _start(
            request, status=422, problem="The job description names no requirements, so nobody can be compared with it."
        )
    pool = Pool(matcher_of(request), entries, job=posting, remarks=remarks, job_text=job, owner=visitor.tenant)
    _pools(request).add(pool)
    threading.Thread(target=pool.run, args=(reader_of(request),), name="rolefit-list", daemon=True).start()
    against = JOB if posting else role if pool.target(role) else "best"
    return RedirectResponse(f"/recruiter/{pool.id}?against={against}", 303)


def entries_of(files: Sequence[tuple[str, bytes]]) -> tuple[list[Entry], list[str]]:
    """The candidates in what was uploaded: one table, or a file for each. Raises UserError."""
    if not files:
        raise UserError("nothing-sent", "Choose a table of candidates or some resumes first.")
    if sum(len(data) for _, data in files) > _MOST_BYTES:
        raise UserError(
            "too-large", f"That is more than {_MOST_BYTES // 1_000_000} MB at once. For more use rolefit batch."
        )
    if len(files) == 1 and Path(files[0][0]).suffix.lower() in _TABLES:
        return _table(*files[0])
    return [Entry(name[:200], data, name) for name, data in files], []


def _table(name: str, data: bytes) -> tuple[list[Entry], list[str]]:
    from service.batches.intake import open_intake  # noqa: PLC0415 (its table readers are slow to load)

    with tempfile.TemporaryDirectory(prefix="rolefit-") as folder:
        path = Path(folder) / f"table{Path(name).suffix.lower()}"
        path.write_bytes(data)
        try:
            intake = open_intake(path, paths_allowed=False)
            entries = [_entry(row, path) for row, _ in zip(intake.rows, range(MOST_CANDIDATES + 1), strict=False)]
        except UserError as error:
            raise UserError(error.problem.code, error.problem.message.replace(str(path), name)) from error
    if len(entries) > MOST_CANDIDATES:
        raise UserError("too-many", f"That is more than {MOST_CANDIDATES:,} candidates. For more use rolefit batch.")
    return entries, [remark.replace(str(path), name) for remark in intake.remarks]


def _entry(row: object, path: Path) -> Entry:
    from service.batches.columns import InputRow  # noqa: PLC0415
    from service.batches.scoring import file_bytes  # noqa: PLC0415

    assert isinstance(row, InputRow)  # noqa: S101
    label = (row.external_id or row.member or f"Row {row.row}")[:200]
    if row.problem or row.text is not None:
        return Entry(label, (row.text or "").encode("utf-8", "replace"), problem=row.problem or "")
    if row.member is not None:
        with suppress(Exception):
            return Entry(label, file_bytes(str(path), row.member, 10_000_000, {}), Path(row.member).name)
    return Entry(label, problem="There is no text in this row.")


def _compared(pool: Pool, query: Query, chosen: Sequence[Candidate]) -> dict[str, Any]:
    """Candidates in columns: parts of the score, then what each shows of the requirements."""
    role_ids = {role_of(query, candidate) for candidate in chosen}
    role_id = role_ids.pop() if len(role_ids) == 1 else max(role_ids, key=lambda r: sum(c.points(r) for c in chosen))
    target = pool.target(role_id)
    query = Query(against=role_id)
    names = [words.say(words.COMPONENTS, signal.name) for signal in SIGNALS]
    parts = [(name, [c.parts[role_id][number] for c in chosen]) for number, name in enumerate(names)]
    rows = []
    if target is not None:
        support = [target.support(candidate) for candidate in chosen]
        for unit in target.role.units:
            evidence = [
                max((s[i] for i in unit.skill_ids if i in s), key=lambda e: e.credit, default=None) for s in support
            ]
            tiers = [words.say(words.TIERS, e.tier) if e else "" for e in evidence]
            rows.append((" or ".join(target.skills[i].name for i in unit.skill_ids[:3]), tiers, len(set(tiers)) > 1))
    return {
        "chosen": chosen,
        "title": _title(role_id, target),
        "scores": [points(query, c) for c in chosen],
        "bands_of": [band_of(points(query, c)) for c in chosen],
        "parts": parts,
        "rows": rows,
        "most": [target.role.max_points[signal.name] for signal in SIGNALS] if target else [],
    }


def _title(role_id: str, target: Target | None) -> str:
    if target is None:
        return ""
    return "the job description" if role_id == JOB else target.role.profile.title


def _by_problem(candidates: Sequence[Candidate]) -> list[tuple[str, list[Candidate]]]:
    """Candidates without a score, grouped by the reason, as people read it."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.status != "scored":
            code, _, sentence = candidate.problem.partition(": ")
            plain = sentence if sentence and " " not in code else candidate.problem
            groups.setdefault(plain, []).append(candidate)
    return sorted(groups.items(), key=lambda group: -len(group[1]))


def _job_text(form: FormData) -> str:
    return str(form.get("job") or "").strip()[:MOST_CHARACTERS]


def _neutral(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_DANGEROUS) else cell
