"""``Idempotency-Key``: the same request again gets the same answer again, and happens once.

The answer is kept in the transaction that does the work, so that neither can be without the other.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Header

from service.api.access import Principal
from service.api.problems import ApiProblem
from service.api.replies import Reply
from service.api.services import Services
from service.clock import HOUR
from service.store import Store

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="Any text of your own, such as a UUID. Sending the same request again under the same key gives the "
        "same answer and does nothing twice; it is remembered for a day.",
    ),
]


@dataclass(frozen=True)
class Once:
    """What a use case calls, inside its transaction, with the answer that it will give."""

    key: str | None = None

    def keep(self, store: Store, reply: Reply, resume: int | None = None, subject: str | None = None) -> Reply:
        """Keep the answer, and give it back; it goes with the ``resume`` (number) or ``subject`` (id) it tells of."""
        if self.key is not None:
            store.claims.answer(self.key, reply.kept(), resume, subject)
        return reply


def once(
    services: Services, principal: Principal, key: str | None, mark: Callable[[], bytes], work: Callable[[Once], Reply]
) -> Reply:
    """Do the work, or give the answer that it gave before. ``mark`` gives the request's fingerprint.

    Raises the problems ``idempotency-key-reused`` and ``request-in-progress``.
    """
    if key is None:
        return work(Once())  # as most requests are: nothing is hashed that nobody compares
    tenant, now = principal.tenant, services.clock()
    with services.storage.writing(tenant) as store:
        until = now + services.settings.idempotency_hours * HOUR
        claim = store.claims.claim(key, mark(), now, until)
    if claim.answer is not None:  # an empty one where the work keeps nothing, and is done again
        return Reply.of_kept(claim.answer) if claim.answer else work(Once()).replayed()
    if claim.state == "reused":
        raise ApiProblem("idempotency-key-reused", "This Idempotency-Key came before with another request.")
    if claim.state == "in-progress":
        raise ApiProblem(
            "request-in-progress", "A request with this Idempotency-Key is being worked on; try again soon."
        )
    try:
        reply = work(Once(key))
    except BaseException:
        with suppress(Exception), services.storage.writing(tenant) as store:
            store.claims.release(key)
        raise
    with suppress(Exception), services.storage.writing(tenant) as store:
        store.claims.finish(key)
    return reply


def fingerprint(operation: str, parts: Any, data: bytes = b"") -> bytes:  # noqa: ANN401
    """What makes two requests the same: the operation, its values, and the bytes of a file."""
    text = json.dumps([operation, parts], sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass") + b"\0" + hashlib.sha256(data).digest()).digest()
