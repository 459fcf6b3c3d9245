"""Doing an order: the resume fetched, read, matched, and the result kept before anybody is told."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from matchers.documents import Document
from service.api.cases import matching, resumes
from service.api.cases.reading import read_upload
from service.api.catalogue import Edition
from service.api.inputs import Upload
from service.api.problems import ApiProblem
from service.ats import packages
from service.ats.desk import Desk
from service.ats.orders import CALLBACK_JOB, Order
from service.outgoing import AddressRefusedError, OutgoingError
from service.reading import ReadingError
from service.store import Store
from service.store.records import Person, Recipe, StoredResume
from service.webhooks import jobs
from service.webhooks.jobs import Job

_MOST_ATTEMPTS: Final = 20  # of an order, more than fetching takes: what remains are reasons of ours
# Seconds between attempts to fetch a resume: most failures pass within seconds, and a recruiter waits.
_PAUSES: Final = (2, 5, 10, 20, 40, 60, 120, 300, 600, 1_800)
_PAUSED: Final = 2_000  # milliseconds between two looks while scoring stands still
_GONE: Final = frozenset({401, 403, 404, 410})


class NotScorableError(Exception):
    """The order ends without a number; the message is for the recruiter."""

    def __init__(self, code: str, message: str) -> None:
        """Say why."""
        super().__init__(code)
        self.code, self.message = code, message


class NotYetError(Exception):
    """The other side didn't give what is needed; it may later."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A resume's bytes, or one that is stored already."""

    upload: Upload | None = None
    resume_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """An order's resume, kept, and what it is matched against; ``is_new`` where it came with this order."""

    resume: StoredResume
    document: Document
    edition: Edition
    is_new: bool = False


# Gets the resume of an order; raises NotScorableError or NotYetError.
Fetch = Callable[[Desk, Order], Fetched]


def fetch_by_link(desk: Desk, order: Order) -> Fetched:
    """The resume behind a link, or the stored one that the order names."""
    if order.intake.get("resume_id"):
        return Fetched(resume_id=order.intake["resume_id"])
    url = order.intake.get("resume_url")
    if not url:
        raise NotScorableError("no-resume", "The order came without a resume.")
    return Fetched(upload=download(desk, url))


def download(desk: Desk, url: str) -> Upload:
    """The file at an address, without any key of ours. Raises NotScorableError, NotYetError."""
    most = desk.services.settings.max_bytes
    try:
        answer = desk.outgoing.request("GET", url, max_bytes=most, seconds=desk.settings.download_seconds)
    except AddressRefusedError as error:
        raise NotScorableError(error.code, "The resume's link leads to no public https address.") from None
    except OutgoingError:
        raise NotYetError from None
    if answer.status in _GONE:
        raise NotScorableError("link-expired", "The resume's link has expired; send the resume again.")
    if answer.status == 429 or answer.status >= 500:
        raise NotYetError
    if not answer.is_success:
        raise NotScorableError("link-failed", "The resume's link gave no file.")
    if answer.is_cut:
        raise NotScorableError("document-too-large", f"The resume is larger than {most // 1_000_000} MB.")
    return Upload(answer.body, None, None)


class Processor:
    """Does orders."""

    def __init__(self, desk: Desk, fetches: Mapping[str, Fetch]) -> None:
        """``fetches`` says how each source's resumes are fetched."""
        self._desk, self._fetches = desk, dict(fetches)
        self._services = desk.services

    def work(self, job: Job) -> None:
        """One attempt at one order."""
        order = self._begin(job)
        if order is None:
            return
        if job.attempt > _MOST_ATTEMPTS:
            result = packages.unscored("internal", "It failed on our side; please send the order again.")
            self._end(job, replace(order, status="failed"), result)
            return
        try:
            found = self._read(order)
        except (NotScorableError, ReadingError) as error:
            self._end(job, replace(order, status="completed"), packages.unscored(error.code, error.message))
        except NotYetError:
            self._later(job, order)
        else:
            self._match(job, order, found)

    def _begin(self, job: Job) -> Order | None:
        with self._services.storage.writing(job.tenant) as store:
            shelf = self._desk.orders(store, job.tenant)
            order = shelf.get(job.subject, lock=True)
            if order is None or not order.is_open:
                jobs.finish(store.session, job)
                return None
            if self._services.switch.paused_since(job.tenant) is not None:
                jobs.again(store.session, job, self._services.clock() + _PAUSED, anew=True)
                return None
            order = replace(order, status="processing")
            shelf.save(order)
        return order

    def _read(self, order: Order) -> "_Found":
        """The order's resume, kept, and what it is matched against."""
        edition = self._services.catalogue.current(order.tenant)
        if not packages.is_known(edition, order.package_id):
            raise NotScorableError("package-unknown", "The role of this order is there no more.")
        fetched = self._fetches[order.source](self._desk, order)
        try:
            if fetched.upload is None:
                identity = fetched.resume_id or ""
                document = resumes.document(self._services, order.tenant, identity)
                return _Found(resumes.get(self._services, order.tenant, identity), document, edition)
        except ApiProblem:
            raise NotScorableError("no-resume", "The order's resume is stored no more.") from None
        try:
            document = read_upload(self._services, fetched.upload)
        except ReadingError as error:
            if error.code == "queue-full":
                raise NotYetError from None
            raise
        new = resumes.NewResume(document, fetched.upload.data, order.person)
        resume, is_new = resumes.ensure(self._services, order.tenant, new)
        return _Found(resume, document, edition, is_new=is_new)

    def _match(self, job: Job, order: Order, found: "_Found") -> None:
        resume, edition = found.resume, found.edition
        targets = matching.Targets(packages.role_of(order.package_id), None, 5)
        report = matching.run(self._services, edition, found.document, resume.id, targets)
        result = packages.scored(json.loads(report), order.package_id, int(order.intake.get("top", 3)))
        recipe = Recipe(
            targets.role_ids, targets.top, targets.as_of, None, dict(edition.matcher.versions(targets.as_of))
        )

        def keep(store: Store) -> Order:
            """The report with the order that asked for it. Where the resume was erased meanwhile, it begins anew."""
            if store.resumes.get(resume.id) is None:
                raise NotYetError
            now = self._services.clock()
            match_id = store.matches.add(resume.id, report, recipe, edition.number, now)
            matching.note_kept(store, match_id, resume.id, recipe, now)
            return replace(order, status="completed", resume_id=resume.id, match_id=match_id)

        try:
            self._end(job, order, result, keep, resume.id)
        finally:
            known = self._desk.get(order.tenant, order.id)
            if found.is_new and (known is None or known.status == "cancelled"):
                self._take_back(order.tenant, resume.id)

    def _end(
        self,
        job: Job,
        order: Order,
        result: dict[str, Any],
        keep: Callable[[Store], Order] | None = None,
        resume_id: str | None = None,
    ) -> None:
        """Keep the result, and only then let the partner know."""
        now = self._services.clock()
        with self._services.storage.writing(job.tenant) as store:
            if resume_id is not None:  # locked before the order and its job, as whoever erases it does
                store.resumes.locked(resume_id, shared=True)
            shelf = self._desk.orders(store, job.tenant)
            known = shelf.get(order.id, lock=True)
            jobs.finish(store.session, job)
            if known is None or not known.is_open:
                return
            ended = order if keep is None else keep(store)
            tells = ended.callback_state == "waiting"
            ended = replace(
                ended,
                result=result,
                completed_at=now,
                callback_state="pending" if tells else "none",
                intake=_for_callback(ended.intake) if tells else {},
            )
            shelf.save(ended)
            if tells:
                jobs.enqueue(store.session, CALLBACK_JOB, ended.id, ended.tenant, now)
            event = {"order_id": ended.id, "match_id": ended.match_id, "status": ended.status}
            store.events.add("order.completed", event, now)
        self._desk.wake()

    def _later(self, job: Job, order: Order) -> None:
        if job.attempt > len(_PAUSES):
            result = packages.unscored("download-failed", "The resume could not be fetched.")
            self._end(job, replace(order, status="completed"), result)
            return
        with self._services.storage.writing(job.tenant) as store:
            jobs.again(store.session, job, self._services.clock() + 1000 * _PAUSES[job.attempt - 1])

    def _take_back(self, tenant: int, resume_id: str) -> None:
        """The order was cancelled or erased while it was worked on: its resume is kept only if others need it."""
        with self._services.storage.reading(tenant) as store:
            resume = store.resumes.get(resume_id)
            needed = self._desk.orders(store, tenant).of([Person(resume_id=resume_id)])
            matched = resume is not None and store.matches.of_resume(resume.id)
        if resume is not None and not needed and not matched:
            with suppress(ApiProblem):
                resumes.delete(self._services, tenant, resume_id, reason="order-gone")


def _for_callback(intake: Mapping[str, Any]) -> dict[str, Any]:
    """What is still needed to tell the partner."""
    return {name: intake[name] for name in ("callback_url", "credential") if name in intake}
