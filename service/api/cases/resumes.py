"""Stored resumes: kept with their scores, found, and erased with everything that hangs on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matchers.documents import Document
from matchers.matching import abstention
from matchers.reports import finding_part
from matchers.signals import person_of
from service.api.catalogue import Edition
from service.api.idempotency import Once
from service.api.problems import ApiProblem, not_found
from service.api.replies import Reply, encoded
from service.api.services import Services
from service.clock import DAY
from service.settings import Settings
from service.store import Store
from service.store.records import Retention, StoredResume, timestamp

_PERSON_GOES = frozenset({"asked", "partner"})  # why a resume goes because its person does


@dataclass(frozen=True)
class NewResume:
    """A document to keep, the file it came from, and the caller's own id for it."""

    document: Document
    original: bytes | None = None
    external_id: str | None = None


def add(services: Services, tenant: int, new: NewResume, keep: Once) -> Reply:
    """Keep a resume and score it for every role; the same file under the same external id is the same resume.

    Sent again, it is kept as long as a new one: what was kept of it no more is put back.
    """
    edition = services.catalogue.current(tenant)
    points = _points_now(services, tenant, edition, new.document)
    with services.storage.writing(tenant) as store:
        resume, is_new = _kept(services, store, new, edition, points)
        twins = store.resumes.by_digest(new.document.digest)
        others = sorted(twin.id for twin in twins if twin.id != resume.id)
        body = encoded({**part(resume), "duplicates": others})
        reply = Reply(201 if is_new else 200, body, {"Location": f"/v1/resumes/{resume.id}"})
        return keep.keep(store, reply, resume.number)


def ensure(services: Services, tenant: int, new: NewResume) -> tuple[StoredResume, bool]:
    """Keep a resume, or keep the same one on that is there already; and whether it is new."""
    edition = services.catalogue.current(tenant)
    points = _points_now(services, tenant, edition, new.document)
    with services.storage.writing(tenant) as store:
        return _kept(services, store, new, edition, points)


def get(services: Services, tenant: int, identity: str) -> StoredResume:
    """A stored resume. Raises ``not-found``."""
    with services.storage.reading(tenant) as store:
        resume = store.resumes.get(identity)
    if resume is None:
        raise not_found("resume")
    return resume


def document(services: Services, tenant: int, identity: str) -> Document:
    """A stored resume as it was read. Raises ``not-found``, also where its text is kept no more."""
    with services.storage.reading(tenant) as store:
        found = store.resumes.document(identity)
    if found is None:
        get(services, tenant, identity)
        raise ApiProblem("not-found", "The text of this resume is kept no more.")
    return found


def delete(services: Services, tenant: int, identity: str, reason: str = "asked") -> None:
    """Erase a resume with its text, file, matches, scores and kept answers. Raises ``not-found``, ``legal-hold``.

    Where it was the last one under the caller's own id for a person, what else is kept under that id goes along.
    """
    with services.storage.writing(tenant) as store:
        resume = store.resumes.get_alone(identity)
        if resume is None:
            raise not_found("resume")
        if reason == "retention" and resume.retention.until > services.clock():
            return  # it was sent again meanwhile
        _erase(services, store, [resume], reason)
        person = resume.external_id if reason in _PERSON_GOES else None
        if person is not None and not store.resumes.by_external_id(person, limit=1):
            services.storage.forget(store, person)
        _record(services, store, [resume], reason)  # last: whoever writes to the record keeps others from it
    services.storage.scrub()


def forget(services: Services, tenant: int, external_id: str) -> None:
    """Erase everything that is kept under the caller's own id for a person.

    Raises ``not-found`` where there is nothing, and ``legal-hold``, where nothing is erased at all.
    """
    with services.storage.writing(tenant) as store:
        found = list(store.resumes.all_of(external_id, locked=True))
        _erase(services, store, found, "asked")
        if not services.storage.forget(store, external_id) and not found:
            raise not_found("person")
        _record(services, store, found, "asked")
    services.storage.scrub()


def _erase(services: Services, store: Store, found: Sequence[StoredResume], reason: str) -> None:
    if any(resume.held for resume in found):
        raise ApiProblem("legal-hold", "A legal hold keeps this resume; lift it first.")
    services.storage.erase(store, found)
    told = ({"resume_id": resume.id, "reason": reason} for resume in found)
    store.events.add_all("resume.deleted", told, services.clock())
    services.metrics.erased.labels(reason).inc(len(found))


def _record(services: Services, store: Store, found: Sequence[StoredResume], reason: str) -> None:
    store.record.add_all("resume.deleted", [resume.id for resume in found], {"reason": reason}, services.clock())


def _points_now(services: Services, tenant: int, edition: Edition, document: Document) -> dict[str, int] | None:
    """The points, or None while scoring stands still: the background scores the resume once it goes on."""
    return None if services.switch.paused_since(tenant) is not None else points_of(services, edition, document)


def points_of(services: Services, edition: Edition, document: Document) -> dict[str, int]:
    """Tenths of a point for every role, or nothing where the text can't be assessed."""
    if abstention(document.text) is not None:
        return {}
    with services.turns:
        profile = edition.matcher.profile(document)
        scorer = edition.matcher.scorer
        ranked = scorer.rank(person_of(profile, scorer.supports))
    return {score.role.profile.id: score.points for score in ranked}


def part(resume: StoredResume) -> dict[str, Any]:
    """A resume as the API shows it."""
    retention = resume.retention
    return {
        "id": resume.id,
        "external_id": resume.external_id,
        "digest": resume.digest,
        "media_type": resume.media_type,
        "pages": resume.pages,
        "characters": resume.characters,
        "findings": [finding_part(finding) for finding in resume.findings],
        "created_at": timestamp(resume.created_at),
        "legal_hold": resume.held,
        "retention": {
            "file_until": None if retention.file_until is None else timestamp(retention.file_until),
            "text_until": None if retention.text_until is None else timestamp(retention.text_until),
            "until": timestamp(retention.until),
        },
    }


def _kept(
    services: Services, store: Store, new: NewResume, edition: Edition, points: dict[str, int] | None
) -> tuple[StoredResume, bool]:
    """The resume, made or kept on, and whether it is new; until the transaction ends, nobody else adds the same."""
    digest = new.document.digest
    store.resumes.keep_others_from(digest)
    now, settings = services.clock(), services.settings
    retention = _retention(settings, now)
    original = new.original if settings.retention_file_days else None
    same = store.resumes.same(digest, new.external_id)
    if same is not None and not same.has_text:
        _score(store, same, edition, points)
    kept = None if same is None else store.resumes.renew(same.id, new.document, original, retention)
    if kept is not None:
        return kept, False
    resume = store.resumes.add(new.document, original, new.external_id, now, retention)
    _score(store, resume, edition, points)
    return resume, True


def _score(store: Store, resume: StoredResume, edition: Edition, points: dict[str, int] | None) -> None:
    """Keep a resume's scores; first the scores, then what is said of them. The resume is new, or locked."""
    if points is not None:
        store.scores.replace({resume.number: points}, edition.number)
    store.resumes.mark_scored([resume.number], None if points is None else edition.number)


def _retention(settings: Settings, now: int) -> Retention:
    until = now + settings.retention_score_days * DAY
    return Retention(
        file_until=min(until, now + settings.retention_file_days * DAY),
        text_until=min(until, now + settings.retention_text_days * DAY),
        until=until,
    )
