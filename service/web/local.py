"""Whether a request comes from this very machine."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request

_LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def is_local(request: Request) -> bool:
    """Whether a request comes from this machine, by one of its own names, and from no page of somebody else's."""
    client = request.client.host if request.client else ""
    origin = request.headers.get("origin")
    return (
        is_loopback(client)
        and (request.url.hostname or "") in _LOCAL_NAMES
        and not any(header in request.headers for header in _FORWARDED)
        and (origin is None or (urlsplit(origin).hostname or "") in _LOCAL_NAMES)
        and request.headers.get("sec-fetch-site") not in ("cross-site", "same-site")
    )


def is_loopback(host: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
