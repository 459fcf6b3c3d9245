"""``/v1/batches``: a list of candidates in, progress and results out."""

import asyncio
import json
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse
from typing_extensions import TypedDict

from service.api.access import MayMatch, MayRead, Principal
from service.api.answers import IDEMPOTENT, answers, problems
from service.api.cases import matching
from service.api.idempotency import IdempotencyKey, Once, fingerprint, once
from service.api.inputs import Input, read_body
from service.api.openapi import two_bodies
from service.api.paging import PageSize, PageToken, place_of, token
from service.api.problems import invalid, not_found
from service.api.protocol import is_stopping
from service.api.replies import Reply, encoded, json_response
from service.api.services import Services, ServicesHere
from service.batches import ledger, outputs
from service.batches.columns import columns_shown
from service.batches.hosting import Host, Submission
from service.batches.intake import ColumnOptions
from service.batches.ledger import Batch
from service.batches.people import erase, export
from service.batches.scoring import ScoringOptions
from service.batches.worker import spool_folder
from service.store.records import timestamp
from taxonomy.files import dumps

router = APIRouter(tags=["batches"])
_LISTS: Final = frozenset({"role_ids"})
_LOOK_SECONDS: Final = 0.25
_COUNT: Final = re.compile(r"\d{1,18}", re.ASCII)
_RETRY_AFTER: Final = "2"


class BatchRequest(Input):
    """How to read and score the file."""

    role_ids: list[str] = Field(default_factory=list, max_length=200, description="Only these roles.")
    job_description: str | None = Field(
        None, min_length=1, description="A job ad's text to score every candidate for, too."
    )
    text_column: str | None = Field(
        None, max_length=200, description="The column with resume texts; guessed without it."
    )
    id_column: str | None = Field(None, max_length=200, description="The column with your own ids.")


class BatchStatus(TypedDict):
    """How far a batch has come; ``total`` is always the sum of the four counters below it."""

    id: str
    state: Literal["queued", "running", "completed", "cancelled", "failed"]
    total: int
    scored: int
    abstained: int
    failed: int
    pending: int
    remarks: list[str]
    taxonomy_version: str
    created_at: str
    started_at: str | None
    finished_at: str | None


class BatchResults(TypedDict):
    """A page of results, in the order of the input."""

    batch_id: str
    state: str
    results: list[dict[str, Any]]
    next_page_token: str | None


_EXAMPLE: Final[dict[str, Any]] = {
    "id": "bat_0c4d1e2f3a4b5c6d7e8f9a0b1c", "state": "running", "total": 10000, "scored": 2475,
    "abstained": 20, "failed": 5, "pending": 7500, "remarks": [], "taxonomy_version": "sha256:77aa",
    "created_at": "2026-11-20T12:00:00Z", "started_at": "2026-11-20T12:00:01Z", "finished_at": None,
}  # fmt: skip


@asynccontextmanager
async def lifespan(services: Services) -> AsyncIterator[None]:
    """Open the batches of this process; what was left unfinished goes on."""
    settings = services.settings
    host = Host(
        settings.database_url,
        services.storage,
        spool_folder(settings),
        workers=settings.batch_workers,
        days=settings.retention_file_days,
    )
    await run_in_threadpool(host.open)
    try:
        with services.parts.keeping(host):
            yield
    finally:
        await run_in_threadpool(host.close)


def retain(services: Services) -> None:
    """Batches go when their time is over."""
    host_of(services).forget_old(services.clock())


def host_of(services: Services) -> Host:
    """The batches of a running application."""
    return services.parts.of(Host)


async def _host(services: ServicesHere) -> Host:
    return host_of(services)


HostHere = Annotated[Host, Depends(_host)]


@router.post(
    "/v1/batches",
    operation_id="create_batch",
    summary="Score a list of candidates",
    status_code=202,
    openapi_extra=two_bodies(BatchRequest, {}, lists=_LISTS, file_required=True),
    responses={
        **answers(
            BatchStatus,
            "Taken in.",
            status=202,
            example=_EXAMPLE,
            headers={"Location": "The batch.", "Retry-After": "Seconds until the next look."},
        ),
        **problems("validation-failed", "unsupported-media-type", "document-too-large", "not-found", *IDEMPOTENT),
    },
)
async def create_batch(
    request: Request,
    principal: MayMatch,
    services: ServicesHere,
    host: HostHere,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Takes CSV, JSON Lines, Parquet or Excel as the form's `file`: one candidate in each row, with a resume text.

    A ZIP archive of resumes is taken, too: one candidate for each file, with its name as the id.

    Columns are found by their names and reported in `remarks`. A row that can't be read is a failed row of the
    results, with its problem; only a file that is unusable as a whole is refused.
    """
    wanted, upload = await read_body(request, BatchRequest, _LISTS)
    if upload is None:
        raise invalid("/file", "missing", "Send the list of candidates as the form's field file.")
    given = upload

    def mark() -> bytes:
        return fingerprint("POST /v1/batches", wanted.model_dump(), given.data)

    def work(keep: Once) -> Reply:
        batch = host.create(
            _submission(services, principal, wanted, idempotency_key and f"{idempotency_key}/{mark().hex()}"),
            given.data,
            given.name,
            given.media_type,
        )
        headers = {"Location": f"/v1/batches/{batch.id}", "Retry-After": _RETRY_AFTER}
        with services.storage.writing(principal.tenant) as store:
            return keep.keep(store, Reply(202, encoded(_status(batch)), headers), subject=batch.id)

    return (await run_in_threadpool(once, services, principal, idempotency_key, mark, work)).response()


@router.get(
    "/v1/batches/{batch_id}",
    operation_id="get_batch",
    summary="How far a batch has come",
    responses={
        **answers(BatchStatus, "The batch.", example=_EXAMPLE, headers={"Retry-After": "Seconds until the next look."}),
        **problems("not-found"),
    },
)
def get_batch(batch_id: str, principal: MayRead, host: HostHere) -> Response:
    """State and counters, which always add up."""
    batch = _found(host, principal, batch_id)
    return json_response(_status(batch), headers={} if batch.is_finished else {"Retry-After": _RETRY_AFTER})


@router.get(
    "/v1/batches/{batch_id}/results",
    operation_id="get_batch_results",
    summary="Its results",
    responses={
        **answers(BatchResults, "A page, or every result so far as NDJSON or CSV."),
        **problems("not-found", "bad-page-token", "validation-failed"),
    },
)
def get_batch_results(
    batch_id: str,
    principal: MayRead,
    services: ServicesHere,
    host: HostHere,
    format_: Annotated[
        Literal["json", "ndjson", "csv"],
        Query(alias="format", description="Pages of JSON, or everything in one stream."),
    ] = "json",
    page_size: PageSize = 50,
    page_token: PageToken = None,
) -> Response:
    """Results in the order of the input, those that are there already while the batch is running."""
    batch = _found(host, principal, batch_id)
    if format_ == "csv":
        headers = {"Content-Disposition": f'attachment; filename="{batch.id}.csv"'}
        return StreamingResponse(_csv(host, batch), media_type="text/csv; charset=utf-8", headers=headers)
    if format_ == "ndjson":
        return StreamingResponse(_ndjson(host, batch), media_type="application/x-ndjson")
    return _page(services, host, batch, page_size, page_token, failed_only=False)


@router.get(
    "/v1/batches/{batch_id}/errors",
    operation_id="get_batch_errors",
    summary="The rows that could not be read",
    responses={**answers(BatchResults, "A page."), **problems("not-found", "bad-page-token", "validation-failed")},
)
def get_batch_errors(
    batch_id: str,
    principal: MayRead,
    services: ServicesHere,
    host: HostHere,
    page_size: PageSize = 50,
    page_token: PageToken = None,
) -> Response:
    """Each with its row, your id and its problem."""
    return _page(services, host, _found(host, principal, batch_id), page_size, page_token, failed_only=True)


@router.post(
    "/v1/batches/{batch_id}/cancel",
    operation_id="cancel_batch",
    summary="Stop a batch",
    responses={**answers(BatchStatus, "As it stands."), **problems("not-found")},
)
def cancel_batch(batch_id: str, principal: MayMatch, host: HostHere) -> Response:
    """Stops the scoring; results that are there stay. A batch that has ended is left as it is."""
    batch = _found(host, principal, batch_id)
    if not batch.is_finished:
        host.cancel(batch)
    return json_response(_status(_found(host, principal, batch_id)))


@router.delete(
    "/v1/batches/{batch_id}",
    operation_id="delete_batch",
    summary="Erase a batch",
    status_code=204,
    response_class=Response,
    responses={204: {"description": "Gone."}, **problems("not-found")},
)
def delete_batch(batch_id: str, principal: MayMatch, host: HostHere) -> Response:
    """Stops it where it is running, and erases every result."""
    host.erase(_found(host, principal, batch_id))
    return Response(status_code=204)


async def _seen(batch_id: str, principal: MayRead, host: HostHere) -> Batch:
    return await run_in_threadpool(_found, host, principal, batch_id)


@router.get(
    "/v1/batches/{batch_id}/events",
    operation_id="get_batch_events",
    summary="Its progress as server-sent events",
    response_class=EventSourceResponse,
    responses={**problems("not-found")},
)
async def get_batch_events(
    request: Request,
    seen: Annotated[Batch, Depends(_seen)],
    host: HostHere,
    last_event_id: Annotated[str | None, Header()] = None,
) -> AsyncIterable[ServerSentEvent]:
    """An event `progress` for each change, and a last one named after the final state. `Last-Event-ID` goes on.

    Where the service stops, so does the stream: come again with the `Last-Event-ID`.
    """
    batch, told = seen, int(last_event_id) if last_event_id and _COUNT.fullmatch(last_event_id) else -1
    while True:
        if batch.is_finished or batch.done != told:
            told = batch.done
            yield ServerSentEvent(
                event=batch.state if batch.is_finished else "progress", id=str(told), retry=1000, data=_status(batch)
            )
        if batch.is_finished or is_stopping(request):
            return
        await asyncio.sleep(_LOOK_SECONDS)
        found = await run_in_threadpool(host.find, batch.id, batch.tenant)
        if found is None:
            return
        batch = found


def _submission(services: Services, principal: Principal, wanted: BatchRequest, key: str | None) -> Submission:
    edition = services.catalogue.current(principal.tenant)
    roles = matching.chosen_roles(edition, wanted.role_ids)
    path = services.settings.taxonomy_path
    is_own = edition.version != services.catalogue.shipped.version
    options = ScoringOptions(str(path.resolve()) if path else None, tuple(roles or ()), wanted.job_description)
    columns = ColumnOptions(wanted.text_column, None, wanted.id_column)
    return Submission(
        principal.tenant, options, columns, edition.version, dumps(edition.taxonomy) if is_own else None, key
    )


def _is_id(batch_id: str) -> bool:
    return batch_id.isascii() and batch_id.isprintable() and len(batch_id) <= 60


def _found(host: Host, principal: Principal, batch_id: str) -> Batch:
    batch = host.find(batch_id, principal.tenant) if _is_id(batch_id) else None
    if batch is None:
        raise not_found("batch")
    return batch


def _status(batch: Batch) -> BatchStatus:
    return {
        "id": batch.id,
        "state": batch.state,
        "total": batch.total,
        "scored": batch.scored,
        "abstained": batch.abstained,
        "failed": batch.failed,
        "pending": batch.pending,
        "remarks": list(batch.remarks),
        "taxonomy_version": batch.taxonomy_version,
        "created_at": timestamp(batch.created_at),
        "started_at": timestamp(batch.started_at) if batch.started_at is not None else None,
        "finished_at": timestamp(batch.finished_at) if batch.finished_at is not None else None,
    }


def _columns(batch: Batch) -> tuple[str, ...]:
    return columns_shown(with_job=batch.options.job_text is not None)


def _page(
    services: Services, host: Host, batch: Batch, page_size: int, page_token: str | None, *, failed_only: bool
) -> Response:
    kind = f"batch/{batch.id}/{failed_only}"
    after = place_of(services.storage.vault, kind, page_token) or 0
    columns = _columns(batch)
    with host.results() as connection:
        rows = list(
            ledger.results(connection, batch.id, columns, after=after, limit=page_size + 1, failed_only=failed_only)
        )
    more = token(services.storage.vault, kind, rows[page_size - 1][0]) if len(rows) > page_size else None
    found = [outputs.json_object(columns, row) for row in rows[:page_size]]
    return json_response({"batch_id": batch.id, "state": batch.state, "results": found, "next_page_token": more})


def _csv(host: Host, batch: Batch) -> Iterator[str]:
    columns = _columns(batch)
    with host.results() as connection:
        yield from outputs.csv_blocks(columns, ledger.results(connection, batch.id, columns))


def _ndjson(host: Host, batch: Batch) -> Iterator[str]:
    columns = _columns(batch)
    with host.results() as connection:
        for row in ledger.results(connection, batch.id, columns):
            yield json.dumps(outputs.json_object(columns, row), ensure_ascii=False) + "\n"


__all__ = ["erase", "export", "lifespan", "retain", "router"]
