"""Matching: a document against a catalogue, kept or not, and made again."""

from dataclasses import dataclass

from matchers.documents import Document
from matchers.matching import Job
from matchers.reports import Json
from matchers.weights import AS_OF
from service import matching, taxonomies
from service.api.cases import resumes
from service.api.catalogue import Edition
from service.api.idempotency import Once
from service.api.problems import ApiProblem, invalid, missing, not_found
from service.api.replies import Reply, encoded
from service.api.services import Services
from service.store import Store
from service.store.catalogues import packed_roles, unpacked_roles
from service.store.records import Recipe, StoredMatch, StoredResume


@dataclass(frozen=True)
class Targets:
    """What to match against, as it was asked for."""

    role_ids: tuple[str, ...] | None = None
    job: Job | None = None
    top: int = 5
    as_of: int = AS_OF


def chosen_roles(edition: Edition, role_ids: list[str] | None) -> tuple[str, ...] | None:
    """Role ids that this edition has and can assess, or None for all. Raises ``not-found``."""
    if not role_ids:
        return None
    for number, identity in enumerate(role_ids):
        if identity not in edition.matcher.scorer.roles:
            known = identity in edition.taxonomy.role_by_id
            why = "This role asks for nothing that could be matched." if known else "There is no such role."
            raise missing(f"/role_ids/{number}", why)
    return tuple(dict.fromkeys(role_ids))


def job_for(edition: Edition, text: str | None, role_id: str | None) -> Job | None:
    """The job to match against: a description's text, or a role of the catalogue. Raises ``not-found``."""
    if text is not None and role_id is not None:
        raise invalid("/job_id", "one-job-only", "Give job_description or job_id, not both.")
    if text is not None:
        return taxonomies.job_of(text, taxonomies.job_id(text))
    if role_id is None:
        return None
    role = edition.taxonomy.role_by_id.get(role_id)
    if role is None:
        raise missing("/job_id", "There is no such role; POST /v1/roles makes one of a job ad.")
    return Job(role, ())


def run(services: Services, edition: Edition, document: Document, resume_id: str, targets: Targets) -> bytes:
    """The report as JSON text, a few at a time so that answers stay quick."""
    with services.turns:
        report = edition.matcher.match(
            document,
            resume_id=resume_id,
            role_ids=targets.role_ids,
            job=targets.job,
            top=targets.top,
            as_of=targets.as_of,
        )
    services.metrics.matches.labels("abstained" if report["abstained"] else "scored").inc()
    return encoded(report)


def unstored(services: Services, edition: Edition, document: Document, targets: Targets) -> bytes:
    """The report on a document that nobody keeps."""
    return run(services, edition, document, matching.resume_id(document.digest), targets)


def stored(
    services: Services, tenant: int, edition: Edition, resume: StoredResume, targets: Targets, keep: Once
) -> Reply:
    """The report on a resume that is kept, kept too."""
    document = resumes.document(services, tenant, resume.id)
    report = run(services, edition, document, resume.id, targets)
    recipe = _recipe(edition, targets)
    with services.storage.writing(tenant) as store:
        if store.resumes.locked(resume.id, shared=True) is None:  # deleted meanwhile
            raise not_found("resume")
        identity = store.matches.add(resume.id, report, recipe, edition.number, services.clock())
        note_kept(store, identity, resume.id, recipe, services.clock())
        reply = Reply(201, report, {"Location": f"/v1/matches/{identity}"})
        return keep.keep(store, reply, resume.number)


def note_kept(store: Store, match_id: str, resume_id: str, recipe: Recipe, now: int) -> None:
    """Tell of a report that was kept, and record which versions made it."""
    store.events.add("match.completed", {"match_id": match_id, "resume_id": resume_id}, now)
    store.record.add("match.kept", match_id, {"resume_id": resume_id, "versions": recipe.versions}, now)


def get(services: Services, tenant: int, identity: str) -> StoredMatch:
    """A stored report. Raises ``not-found``."""
    with services.storage.reading(tenant) as store:
        match = store.matches.get(identity)
    if match is None:
        raise not_found("match")
    return match


def replay(services: Services, tenant: int, identity: str) -> bytes:
    """A stored report, made again from the stored text with the stored versions; the same bytes.

    Raises ``replay-unavailable`` where the text is kept no more, or another engine runs now.
    """
    match = get(services, tenant, identity)
    edition = services.catalogue.numbered(tenant, match.catalogue)
    recipe = match.recipe
    if dict(edition.matcher.versions(recipe.as_of)) != recipe.versions:
        raise ApiProblem("replay-unavailable", "Another version of the engine made this report; GET it as it was made.")
    with services.storage.reading(tenant) as store:
        document = store.resumes.document(match.resume_id)
    if document is None:
        raise ApiProblem("replay-unavailable", "The resume's text is kept no more; GET the report as it was made.")
    targets = Targets(recipe.role_ids, _job_of(recipe.job), recipe.top, recipe.as_of)
    again = run(services, edition, document, match.resume_id, targets)
    if again != match.report:
        raise ApiProblem("replay-unavailable", "The report came out differently; GET it as it was made, and tell us.")
    return again


def _recipe(edition: Edition, targets: Targets) -> Recipe:
    job = None if targets.job is None else {"content": packed_roles([targets.job.role], targets.job.skills)}
    versions = dict(edition.matcher.versions(targets.as_of))
    return Recipe(targets.role_ids, targets.top, targets.as_of, job, versions)


def _job_of(kept: Json | None) -> Job | None:
    if kept is None:
        return None
    packed = unpacked_roles(kept["content"])
    return Job(packed.roles[0], packed.skills)
