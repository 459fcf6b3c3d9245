"""Pages: ``page_size`` and an opaque ``page_token`` that is signed, so that nothing in it needs to be trusted."""

import base64
import binascii
import hashlib
import hmac
import json
from typing import Annotated, Any, Final

from fastapi import Query

from service.api.problems import ApiProblem
from service.store import Vault

_SIGNATURE: Final = 12

PageSize = Annotated[int, Query(ge=1, le=200, description="Items on a page.")]
PageToken = Annotated[
    str | None, Query(max_length=2000, description="`next_page_token` of the page before; omit it for the first page.")
]


def token(vault: Vault, kind: str, place: Any) -> str:  # noqa: ANN401
    """A token for the page after ``place``; ``kind`` names the list with its filters."""
    body = json.dumps(place, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_signatures(vault, kind, body)[0] + body).decode().rstrip("=")


def place_of(vault: Vault, kind: str, given: str | None) -> Any:  # noqa: ANN401
    """The place that a token stands for, or None for the first page. Raises the problem ``bad-page-token``."""
    if given is None:
        return None
    try:
        raw = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    signature, body = raw[:_SIGNATURE], raw[_SIGNATURE:]
    signed = [hmac.compare_digest(signature, known) for known in _signatures(vault, kind, body)]
    if not body or not any(signed):
        raise ApiProblem(
            "bad-page-token", "Take page_token from next_page_token of the same list, with the same filters."
        )
    return json.loads(body)


def _signatures(vault: Vault, kind: str, body: bytes) -> list[bytes]:
    """Under every secret at hand, the current one's first: a change of the secret key breaks no list off."""
    return [hmac.digest(key, body, hashlib.sha256)[:_SIGNATURE] for key in vault.indexes("page", kind)]
