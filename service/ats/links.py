"""Report links that need no login: signed, and good until a day."""

import base64
import hmac
from typing import Final

from service.ats.orders import Order
from service.clock import DAY
from service.store import Vault

_SIGNATURE: Final = 18
_TIME: Final = 6


def link(vault: Vault, public_url: str, order: Order, days: int) -> str:
    """The link to an order's report; the same at each call, so that a partner may ask twice."""
    until = ((order.completed_at or order.created_at) // 1000 + days * DAY // 1000).to_bytes(_TIME, "big")
    token = base64.urlsafe_b64encode(until + _signed(vault.index("report-link", order.id), until)).decode()
    return f"{public_url}/r/{order.id}?t={token}"


def opens(vault: Vault, order_id: str, token: str, now: int) -> bool | None:
    """Whether a token opens a report now; None where it is none of ours."""
    try:
        raw = base64.b64decode(token, altchars=b"-_", validate=True)
    except ValueError:
        return None
    until, signature = raw[:_TIME], raw[_TIME:]
    keys = vault.indexes("report-link", order_id)
    if not any(hmac.compare_digest(signature, _signed(key, until)) for key in keys):
        return None
    return int.from_bytes(until, "big") * 1000 > now


def _signed(key: bytes, until: bytes) -> bytes:
    return hmac.digest(key, until, "sha256")[:_SIGNATURE]
