"""``/v1/audit``, ``/v1/scoring`` and overrides: who did what, the switch, and what people say of scores."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response
from typing_extensions import TypedDict

from service.api.access import KeyFirst, MayAdmin, MayLook, MayRead, MayWrite
from service.api.answers import BODY, IDEMPOTENT, answers, problems
from service.api.idempotency import IdempotencyKey, Once, fingerprint, once
from service.api.inputs import Input
from service.api.paging import PageSize, PageToken, place_of, token
from service.api.problems import missing, not_found
from service.api.replies import Reply, encoded, json_response
from service.api.services import Services, ServicesHere
from service.audit.overrides import Opinion, Override, Overrides, erase, erase_left_behind
from service.store import Store
from service.store.audit_record import Entry, Verification
from service.store.records import Person, StoredResume, new_id, resume_ids_of, timestamp

router = APIRouter(tags=["audit"], route_class=KeyFirst)


class ScoringRequest(Input):
    """The switch."""

    paused: bool = Field(description="Whether scoring stands still.")


class Scoring(TypedDict):
    """Whether scoring stands still, and since when."""

    paused: bool
    since: str | None


class OverrideRequest(Input):
    """What a person says of a score."""

    role_id: str = Field(min_length=1, max_length=200, description="A role of the report.")
    opinion: Opinion = Field(description="What is wrong with the score.")
    reason: str = Field(min_length=10, max_length=4_000, description="Why, in words; sealed.")


class OverridePart(TypedDict):
    """An override. It changes no number."""

    id: str
    match_id: str
    role_id: str
    opinion: Literal["too_high", "too_low", "not_comparable"]
    reason: str
    made_by: str
    created_at: str


class OverrideList(TypedDict):
    """What was said of a report's scores."""

    overrides: list[OverridePart]


class EntryPart(TypedDict):
    """Something that was done; ``digest`` covers the entry before it, too."""

    number: int
    at: str
    kind: str
    actor: str
    subject: str
    data: dict[str, Any]
    digest: str


class EntryPage(TypedDict):
    """A page of the record, the newest first."""

    entries: list[EntryPart]
    next_page_token: str | None


class VerificationPart(TypedDict):
    """Whether the record is what it was."""

    entries: int
    head: str
    broken_at: int | None


_OVERRIDE: Final[dict[str, Any]] = {
    "id": "ovr_0123456789abcdefghjkmnpqrs", "match_id": "mat_0123456789abcdefghjkmnpqrs",
    "role_id": "production-ai-engineer", "opinion": "too_low", "made_by": "key_0123456789abcdefghjkmnpqrs",
    "reason": "Ran the model platform of a hospital; the text says so in a table that was read as one line.",
    "created_at": "2026-11-20T12:00:00Z",
}  # fmt: skip
_DIGEST: Final = "sha256:77aa51bc9f0c1a2b3c4d5e6f708177aa51bc9f0c1a2b3c4d5e6f708177aa51bc"
_ENTRY: Final[dict[str, Any]] = {
    "number": 7, "at": "2026-11-20T12:00:00Z", "kind": "resume.deleted", "actor": "key_0123456789abcdefghjkmnpqrs",
    "subject": "res_0123456789abcdefghjkmnpqrs", "data": {"reason": "asked"}, "digest": _DIGEST,
}  # fmt: skip


@router.get(
    "/v1/scoring",
    operation_id="get_scoring",
    summary="Whether scoring stands still",
    responses={**answers(Scoring, "How it is.", example={"paused": False, "since": None}), **problems()},
)
def get_scoring(principal: MayLook, services: ServicesHere) -> Response:
    """Where it does, matches answer 503 `scoring-paused`, and orders, batches and rescoring wait."""
    return json_response(_scoring(services, principal.tenant))


@router.put(
    "/v1/scoring",
    operation_id="put_scoring",
    summary="Pause scoring, or go on",
    responses={
        **answers(Scoring, "How it is now.", example={"paused": True, "since": "2026-11-20T12:00:00Z"}),
        **problems(*BODY),
    },
)
def put_scoring(wanted: ScoringRequest, principal: MayAdmin, services: ServicesHere) -> Response:
    """One switch for everything that makes a score for this tenant; every process obeys it within two seconds."""
    services.switch.turn(principal.tenant, paused=wanted.paused)
    return json_response(_scoring(services, principal.tenant))


@router.post(
    "/v1/matches/{match_id}/overrides",
    operation_id="create_override",
    summary="Disagree with a score",
    status_code=201,
    responses={
        **answers(OverridePart, "Noted.", status=201, example=_OVERRIDE),
        **problems("not-found", *BODY, *IDEMPOTENT),
    },
)
def create_override(
    match_id: str,
    wanted: OverrideRequest,
    principal: MayWrite,
    services: ServicesHere,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Notes what a person says of a score, and why. The report stays as it is, and nobody is rejected or advanced."""

    def mark() -> bytes:
        return fingerprint(f"POST /v1/matches/{match_id}/overrides", wanted.model_dump())

    def work(keep: Once) -> Reply:
        with services.storage.writing(principal.tenant) as store:
            resume = _resume_of(store, match_id, wanted.role_id)
            made = Override(
                new_id("ovr"), match_id, resume.id, wanted.role_id, wanted.opinion, wanted.reason, principal.key_id,
                services.clock(),
            )  # fmt: skip
            Overrides(store).add(made)
            return keep.keep(store, Reply(201, encoded(_override(made))), resume.number)

    return once(services, principal, idempotency_key, mark, work).response()


@router.get(
    "/v1/matches/{match_id}/overrides",
    operation_id="list_overrides",
    summary="What was said of its scores",
    responses={
        **answers(OverrideList, "All of it.", example={"overrides": [_OVERRIDE]}),
        **problems("not-found"),
    },
)
def list_overrides(match_id: str, principal: MayRead, services: ServicesHere) -> Response:
    """The oldest first."""
    with services.storage.reading(principal.tenant) as store:
        if store.matches.get(match_id) is None:
            raise not_found("match")
        found = Overrides(store).of_match(match_id)
    return json_response({"overrides": [_override(one) for one in found]})


@router.get(
    "/v1/audit",
    operation_id="list_audit",
    summary="What was done",
    responses={
        **answers(EntryPage, "A page.", example={"entries": [_ENTRY], "next_page_token": None}),
        **problems("bad-page-token", "validation-failed"),
    },
)
def list_audit(
    principal: MayAdmin, services: ServicesHere, page_size: PageSize = 50, page_token: PageToken = None
) -> Response:
    """Your tenant's record, the newest first: ids, versions and times, and nothing about a person."""
    kind = f"audit/{principal.tenant}"
    before = place_of(services.storage.vault, kind, page_token)
    with services.storage.reading(principal.tenant) as store:
        found = store.record.page(before, page_size + 1)
    more = token(services.storage.vault, kind, found[page_size - 1].number) if len(found) > page_size else None
    return json_response({"entries": [_entry(one) for one in found[:page_size]], "next_page_token": more})


@router.get(
    "/v1/audit/verification",
    operation_id="verify_audit",
    summary="Whether the record is what it was",
    responses={
        **answers(VerificationPart, "Verified.", example={"entries": 7, "head": _DIGEST, "broken_at": None}),
        **problems(),
    },
)
def verify_audit(principal: MayAdmin, services: ServicesHere) -> Response:
    """Follows the chain. `broken_at` is the first entry that was changed or left out; keep `head` elsewhere."""
    with services.storage.reading(principal.tenant) as store:
        return json_response(verification(store.record.verify()))


def verification(found: Verification) -> dict[str, Any]:
    """A verification as it is shown."""
    return {"entries": found.entries, "head": f"sha256:{found.head.hex()}", "broken_at": found.broken_at}


def export(store: Store, people: Sequence[Person]) -> dict[Person, Any]:
    """What was said of the scores of people's resumes."""
    resume_ids = resume_ids_of(people)
    said: defaultdict[Person, list[Any]] = defaultdict(list)
    for one in Overrides(store).of_resumes(resume_ids) if resume_ids else ():
        said[Person(resume_id=one.resume_id)].append(_override(one))
    return {person: {"overrides": overrides} for person, overrides in said.items()}


def retain(services: Services) -> None:
    """Overrides go with their resumes; what older versions left behind of one that was erased goes now."""
    with services.storage.database.writing() as session:
        erase_left_behind(session)


def _resume_of(store: Store, match_id: str, role_id: str) -> StoredResume:
    match = store.matches.get(match_id)
    resume = None if match is None else store.resumes.locked(match.resume_id, shared=True)
    if match is None or resume is None:
        raise not_found("match")
    report = json.loads(match.report)
    reported = [*report["results"], *([report["job"]] if report["job"] else [])]
    if role_id not in {result["role_id"] for result in reported}:
        raise missing("/role_id", "The report has no score for this role.")
    return resume


def _scoring(services: Services, tenant: int) -> dict[str, Any]:
    since = services.switch.paused_since(tenant)
    return {"paused": since is not None, "since": None if since is None else timestamp(since)}


def _override(made: Override) -> dict[str, Any]:
    return {
        "id": made.id,
        "match_id": made.match_id,
        "role_id": made.role_id,
        "opinion": made.opinion,
        "reason": made.reason,
        "made_by": made.actor,
        "created_at": timestamp(made.created_at),
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": timestamp(entry.at),
        "kind": entry.kind,
        "actor": entry.actor,
        "subject": entry.subject,
        "data": json.loads(entry.data),
        "digest": f"sha256:{entry.digest.hex()}",
    }


__all__ = ["erase", "export", "retain", "router", "verification"]
