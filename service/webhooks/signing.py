"""Standard Webhooks 1.0: what is sent beside a body, so that whoever gets it can trust it."""

import base64
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from standardwebhooks import Webhook

_BYTES: Final = 32  # the specification asks for 24 to 64


def new_secret() -> str:
    """A new signing secret."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(_BYTES)).decode()}"


def signed_headers(live_secrets: Sequence[str], message: str, now: int, body: str) -> dict[str, str]:
    """``webhook-id``, ``webhook-timestamp``, ``webhook-signature``: one signature for each live secret.

    ``now`` is in milliseconds; a timestamp is in seconds.
    """
    moment = datetime.fromtimestamp(now // 1000, UTC)
    signatures = [Webhook(secret).sign(message, moment, body) for secret in live_secrets]
    return {
        "webhook-id": message,
        "webhook-timestamp": str(now // 1000),
        "webhook-signature": " ".join(signatures),
    }
