"""What partners tell us: a candidate that was deleted or anonymised there goes here, too."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from service.api.answers import problems
from service.api.cases import resumes
from service.api.problems import ApiProblem
from service.api.replies import json_response
from service.ats import connections, signatures
from service.ats.desk import Desk
from service.ats.doors import DeskHere
from service.ats.orders import person
from service.clock import DAY
from service.webhooks import jobs
from service.webhooks.jobs import Job

router = APIRouter(prefix="/ats", tags=["ats"])
PURGE_JOB: Final = "purge"
_MOST: Final = 80  # characters of a candidate's id
_LEAVES: Final = {
    "greenhouse": frozenset({"delete_candidate", "candidate_anonymized"}),
    "ashby": frozenset({"candidateDelete", "candidateDeleted", "candidateAnonymize", "candidateAnonymized"}),
}
_SIGNED: Final[Mapping[str, tuple[str, Callable[[str, bytes], str]]]] = {
    "greenhouse": ("signature", signatures.greenhouse),
    "ashby": ("ashby-signature", signatures.ashby),
}


@router.post(
    "/greenhouse/webhooks/{connection_id}",
    operation_id="greenhouse_webhook",
    summary="What Greenhouse tells",
    responses=problems(),
)
async def greenhouse(connection_id: str, request: Request, desk: DeskHere) -> Response:
    """Verified by its `Signature`. `delete_candidate` and `candidate_anonymized` erase our copy."""
    return await _take(desk, request, "greenhouse", connection_id)


@router.post(
    "/ashby/webhooks/{connection_id}", operation_id="ashby_webhook", summary="What Ashby tells", responses=problems()
)
async def ashby(connection_id: str, request: Request, desk: DeskHere) -> Response:
    """Verified by its `Ashby-Signature`. A deleted or anonymised candidate is erased here."""
    return await _take(desk, request, "ashby", connection_id)


async def _take(desk: Desk, request: Request, system: str, connection_id: str) -> Response:
    body = await request.body()
    header, sign = _SIGNED[system]
    return await run_in_threadpool(_taken, desk, system, connection_id, body, (request.headers.get(header), sign))


def _taken(
    desk: Desk, system: str, connection_id: str, body: bytes, signed: tuple[str | None, Callable[[str, bytes], str]]
) -> Response:
    services = desk.services
    with services.storage.reading(0) as store:
        found = connections.by_id(store.session, services.storage.vault, connection_id, system)
    given, sign = signed
    expected = [] if found is None else [sign(secret, body) for secret in found.secrets(services.clock())]
    if found is None or not signatures.is_one_of(given, expected):
        raise ApiProblem("unauthenticated", "The signature is not that of this webhook's secret.")
    name = person(system, _gone(system, body))
    if name is not None:
        with services.storage.writing(found.tenant) as store:
            jobs.enqueue(store.session, PURGE_JOB, f"{found.tenant}/{name}", found.tenant, services.clock())
        desk.wake()
    return json_response({"status": "purging" if name else "ok"})


def _gone(system: str, body: bytes) -> str | None:
    """The id of the candidate that a webhook says is gone, or None."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or str(told.get("action")) not in _LEAVES[system]:
        return None
    data = told.get("payload") if system == "greenhouse" else told.get("data")
    return _id_in(data) if isinstance(data, Mapping) else None


def _id_in(data: Mapping[str, Any]) -> str | None:
    """Different versions name the candidate differently."""
    for name in ("candidate_id", "person_id", "candidateId", "id"):
        if isinstance(data.get(name), int | str):
            return _usable(str(data[name])[:_MOST])
    for name in ("candidate", "person"):
        if isinstance(data.get(name), Mapping):
            return _id_in(data[name])
    return None


def _usable(identity: str) -> str | None:
    """An id, unless nobody can have it with us: no door takes NUL or half a character."""
    return None if re.search("[\0\ud800-\udfff]", identity) else identity


class Purger:
    """Erases what we hold of a candidate."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def work(self, job: Job) -> None:
        """Resumes, and with them reports and orders; what a legal hold keeps is tried again each day."""
        services, tenant = self._desk.services, job.tenant
        name = job.subject.partition("/")[2]
        with services.storage.reading(tenant) as store:
            found = [resume.id for resume in store.resumes.all_of(name)]
        held = [identity for identity in found if not self._delete(tenant, identity)]
        with services.storage.reading(tenant) as store:
            left = [
                order.id for order in self._desk.orders(store, tenant).of_person(name) if order.resume_id not in held
            ]
        self._desk.remove(tenant, left)
        with services.storage.writing(tenant) as store:
            if held:
                jobs.again(store.session, job, services.clock() + DAY)
            else:
                jobs.finish(store.session, job)
        services.storage.scrub()

    def _delete(self, tenant: int, resume_id: str) -> bool:
        try:
            resumes.delete(self._desk.services, tenant, resume_id, reason="partner")
        except ApiProblem as problem:
            return problem.code != "legal-hold"
        return True
