"""What people are owed: everything held about them, on request; and what the law keeps."""

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

from service.api.cases.resumes import part
from service.api.problems import not_found
from service.api.services import Services
from service.store import Store
from service.store.database import lots
from service.store.records import Person, StoredResume, timestamp


def hold(services: Services, tenant: int, identity: str, *, held: bool) -> dict[str, Any]:
    """Set or lift a legal hold. Raises ``not-found``."""
    with services.storage.writing(tenant) as store:
        if store.resumes.locked(identity) is None:
            raise not_found("resume")
        store.resumes.hold(identity, held=held)
        store.record.add("hold.set" if held else "hold.lifted", identity, {}, services.clock())
    return {"id": identity, "legal_hold": held}


def export(services: Services, tenant: int, resume_id: str | None, external_id: str | None) -> dict[str, Any]:
    """Everything held about a person: each resume with its text, file, reports and scores, and what else there is.

    Raises ``not-found``.
    """
    with services.storage.reading(tenant) as store:
        if resume_id is not None:
            found = [resume for resume in [store.resumes.get(resume_id)] if resume is not None]
            elsewhere = []
        else:
            found = list(store.resumes.all_of(external_id or ""))
            (elsewhere,) = services.storage.held_elsewhere(store, [Person(external_id=external_id)]).values()
        if not found and not elsewhere:
            raise not_found("resume" if resume_id is not None else "person")
        held = [part for lot in lots(found) for part in _held(services, store, lot)]
    with services.storage.writing(tenant) as store:
        given = {"resumes": [resume.id for resume in found]}
        store.record.add("person.exported", resume_id or "by-external-id", given, services.clock())
    return {"exported_at": timestamp(services.clock()), "resumes": held, "elsewhere": elsewhere}


def _held(services: Services, store: Store, found: Sequence[StoredResume]) -> Iterator[dict[str, Any]]:
    """Everything held with each of these resumes; asked for together, as a person may have many."""
    numbers = [resume.number for resume in found]
    matches = store.matches.of_resumes([resume.id for resume in found])
    scores = store.scores.of_resumes(numbers)
    versions = store.catalogues.versions({number for ranked in scores.values() for _, _, number in ranked})
    elsewhere = services.storage.held_elsewhere(store, [Person(resume_id=resume.id) for resume in found])
    for kept in store.resumes.whole(numbers):
        resume = kept.resume
        yield {
            **part(resume),
            "text": kept.text,
            "file": None if kept.original is None else base64.b64encode(kept.original).decode(),
            "matches": [
                {"id": match.id, "created_at": timestamp(match.created_at), "report": json.loads(match.report)}
                for match in matches[resume.id]
            ],
            "scores": [
                {"role_id": role, "score": points / 10, "taxonomy_version": versions.get(number, "")}
                for role, points, number in scores[resume.number]
            ],
            "elsewhere": elsewhere[Person(resume_id=resume.id)],
        }
