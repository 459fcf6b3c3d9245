"""For whoever keeps the taxonomy: roles, skills and where each requirement comes from; new roles; versions."""

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from service import taxonomies
from service.api.cases import roles
from service.store.tables import EVERYONE
from service.taxonomies import Catalogue
from service.web import words
from service.web.carried import most_characters
from service.web.catalogues import guides_of, matcher_of
from service.web.guides import JobText
from service.web.provenance import marked, role_view, search, skill_view
from service.web.replies import page, problem_page
from service.web.visitors import Visitor, own_page, visitor_of
from taxonomy.build import Source, build_role
from taxonomy.diff import diff
from taxonomy.model import Taxonomy

router = APIRouter(include_in_schema=False, prefix="/taxonomy")


@router.get("")
def browse(request: Request, q: str = "") -> Response:
    """Everything, or what a search finds."""
    taxonomy = matcher_of(request).taxonomy
    found = search(taxonomy, q[:100])
    return page(request, "taxonomy.html", taxonomy=taxonomy, q=q[:100], found=found)


@router.get("/roles/{role_id}")
def role(request: Request, role_id: str, catalogue: Catalogue = "roles") -> Response:
    """A role profile with its provenance."""
    matcher = matcher_of(request, catalogue)
    found = matcher.taxonomy.role_by_id.get(role_id)
    if found is None:
        return _missing(request, "role")
    guides, visitor = guides_of(request, matcher), _writer(request)
    prepared = matcher.scorer.roles.get(role_id) or matcher.scorer.with_role(found, ())[0]  # one that asks for nothing
    view = role_view(prepared, matcher.taxonomy.skill_by_id, guides)
    return page(
        request,
        "role.html",
        role=view,
        document=guides.text(role_id) is not None,
        own=visitor is not None and _is_own(visitor, role_id),
    )


@router.get("/roles/{role_id}/document")
def document(request: Request, role_id: str) -> Response:
    """The document behind a role, with every cited place marked."""
    matcher = matcher_of(request)
    found = matcher.taxonomy.role_by_id.get(role_id)
    text = guides_of(request, matcher).text(role_id)
    if found is None or text is None:
        return _missing(request, "document")
    pieces = marked(text, found, matcher.taxonomy.skill_by_id)
    return page(request, "document.html", role=found, pieces=pieces)


@router.get("/skills/{skill_id}")
def skill(request: Request, skill_id: str) -> Response:
    """A skill, its names and relations, and who asks for it."""
    matcher = matcher_of(request)
    found = matcher.taxonomy.skill_by_id.get(skill_id)
    if found is None:
        return _missing(request, "skill")
    return page(request, "skill.html", view=skill_view(found, matcher.scorer))


@router.get("/new")
def new(request: Request) -> Response:
    """Where a new role begins."""
    return page(request, "new_role.html", problem="", title="", text="", preview=None, may_save=False)


@router.post("/new")
async def preview(request: Request) -> Response:
    """The profile that a text makes; saved only where that is asked for."""
    async with request.form(max_fields=10) as form:
        title, text = (
            str(form.get("title") or "").strip()[:120],
            str(form.get("text") or "").strip().replace("\r\n", "\n"),
        )
        save = form.get("save") == "yes"
    return await run_in_threadpool(_previewed, request, title, text, save=save)


@router.post("/roles/{role_id}/remove")
def remove(request: Request, role_id: str) -> Response:
    """Take an added role out of the catalogue; earlier versions keep it."""
    visitor = _writer(request)
    if visitor is None or not own_page(request) or not _is_own(visitor, role_id):
        return _missing(request, "role of your own")
    roles.remove(visitor.services, visitor.tenant, role_id)
    return RedirectResponse("/taxonomy", 303)


@router.get("/versions")
def versions(request: Request, a: str = "", b: str = "") -> Response:
    """The versions, and what changed between two of them."""
    known = _versions(request)
    current = matcher_of(request).taxonomy
    lines: list[str] | None = None
    problem = ""
    if a and b:
        one, other = _edition(request, a, current), _edition(request, b, current)
        if one is None or other is None:
            problem = "There is no such version."
        else:
            lines = diff(one, other)
    return page(
        request, "versions.html", versions=known, current=current.version, a=a, b=b, lines=lines, problem=problem
    )


def _previewed(request: Request, title: str, text: str, *, save: bool) -> Response:
    visitor, matcher = _writer(request), matcher_of(request)
    given: dict[str, Any] = {"title": title, "text": text, "preview": None, "may_save": visitor is not None}
    if not text or len(text) > most_characters(request):
        problem = "Paste the text of a role or a job description first." if not text else "That text is too long."
        return page(request, "new_role.html", status=422, problem=problem, **given)
    made, skills = build_role(Source(taxonomies.job_id(text), text))
    if save and visitor is not None and own_page(request) and made.assessable:
        identity = roles.add(visitor.services, visitor.tenant, roles.Posted(text, title=title or None))
        return RedirectResponse(f"/taxonomy/roles/{identity}", 303)
    given["title"] = title or made.title
    known = {**matcher.taxonomy.skill_by_id, **{one.id: one for one in skills}}
    prepared, _ = matcher.scorer.with_role(replace(made, title=given["title"]), skills)
    given["preview"] = role_view(prepared, known, JobText(text))
    problem = "" if made.assessable else "This text names no requirements, so nothing could be matched against it."
    return page(request, "new_role.html", problem=problem, **given)


def _writer(request: Request) -> Visitor | None:
    visitor = visitor_of(request)
    return visitor if visitor is not None and visitor.may("write") else None


def _is_own(visitor: Visitor, role_id: str) -> bool:
    role = visitor.services.catalogue.current(visitor.tenant).taxonomy.role_by_id.get(role_id)
    return role is not None and roles.is_own(visitor.services, role)


def _versions(request: Request) -> list[tuple[str, str]]:
    """Versions and when they were made, the newest first."""
    visitor = visitor_of(request)
    if visitor is None:
        return [(matcher_of(request).taxonomy.version, "shipped")]
    with visitor.services.storage.reading(visitor.tenant) as store:
        found = store.catalogues.page(None, 50)
    owner = {EVERYONE: "shipped"}
    return [(one.version, f"{words.moment(one.created_at)}, {owner.get(one.tenant, 'your own')}") for one in found]


def _edition(request: Request, version: str, current: Taxonomy) -> Taxonomy | None:
    visitor = visitor_of(request)
    if version == current.version:
        return current
    if visitor is None or version not in {known for known, _ in _versions(request)}:
        return None
    return visitor.services.catalogue.pinned(visitor.tenant, version).taxonomy


def _missing(request: Request, what: str) -> Response:
    return problem_page(request, 404, f"There is no such {what}", "Look for it under Roles and skills.")
