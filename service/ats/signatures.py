"""Who signed an inbound webhook: each system's scheme, over the body's bytes exactly as they came."""

import hashlib
import hmac
from collections.abc import Iterable


def greenhouse(secret: str, body: bytes) -> str:
    """The header ``Signature`` of Greenhouse."""
    return f"sha256 {_hmac(secret, body)}"


def ashby(secret: str, body: bytes) -> str:
    """The header ``Ashby-Signature``."""
    return f"sha256={_hmac(secret, body)}"


def workable(secret: str, body: bytes) -> str:
    """The header ``X-Workable-Signature``."""
    return _hmac(secret, body)


def lever(secret: str, token: str, triggered_at: str) -> str:
    """The ``signature`` inside Lever's body."""
    return _hmac(secret, f"{token}{triggered_at}".encode())


def bamboohr(secret: str, body: bytes, timestamp: str) -> str:
    """The header ``X-BambooHR-Signature``."""
    return _hmac(secret, body + timestamp.encode())


def is_one_of(given: str | None, expected: Iterable[str]) -> bool:
    """Whether a signature is one of those expected, in constant time."""
    mine = (given or "").strip().encode("utf-8", "surrogateescape")
    return any([hmac.compare_digest(mine, one.encode()) for one in expected])  # noqa: C419 (all are compared)


def _hmac(secret: str, data: bytes) -> str:
    return hmac.new(secret.encode(), data, hashlib.sha256).hexdigest()
