"""The one door out: every request that this service makes of its own passes here.

https only, to public addresses only. A name is resolved once, every address that it has must be public, and the
connection goes to the address that was checked: a name that changes its mind a moment later (DNS rebinding) changes
nothing. No redirects, no proxies, no cookies; answers are capped in bytes and in time.
"""

import http.client
import io
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv4Address, IPv6Address
from typing import Any, Final, Self
from urllib.parse import urlsplit

Address = IPv4Address | IPv6Address
# Gives every address of a host; may raise OSError.
Resolve = Callable[[str, int], Sequence[str]]
# Connects to one address within some seconds; may raise OSError.
Dial = Callable[[str, int, float], socket.socket]

SECONDS: Final = 15.0
_MOST_URL: Final = 2_000
_CHUNK: Final = 65_536
_LABEL: Final = r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
_NAME: Final = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
# A last label of digits or 0x… makes some clients read the whole as an IPv4 address in one of its odd spellings.
_NUMERIC_END: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_LOCAL_ENDS: Final = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "arpa",
    "onion",
    "test",
    "invalid",
)
# What IANA's IPv4 Special-Purpose Address Registry sets apart. Spelt out, because ``is_global`` differs between
# releases of Python: 3.11.7 takes most of 192.0.0.0/24 for public.
_SPECIAL_V4: Final = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
    )
)  # fmt: skip
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_UNICAST: Final = ipaddress.ip_network("2000::/3")
# Inside 2000::/3, and yet tunnels, documentation or special purposes (IANA IPv6 Special-Purpose Address Registry).
_SPECIAL: Final = tuple(ipaddress.ip_network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))


class OutgoingError(Exception):
    """A request that brought no answer: ``code`` is for programs and holds nothing of the address."""

    def __init__(self, code: str, message: str, *, is_final: bool) -> None:
        """``is_final``: the same request will fail again."""
        super().__init__(message)
        self.code, self.message, self.is_final = code, message, is_final


class AddressRefusedError(OutgoingError):
    """An address that this service does not talk to."""

    def __init__(self, message: str, *, is_final: bool = True) -> None:
        """Say why, without repeating the address."""
        super().__init__("address-refused", message, is_final=is_final)


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was understood; ``literal`` where the host is an IP address itself."""

    scheme: str
    host: str
    port: int
    path: str
    literal: Address | None = None


@cache
def trusted() -> ssl.SSLContext:
    """The certificates that this machine trusts; reading them takes as long as ten resumes."""
    return ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; a body past the cap is cut and marked."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False

    @property
    def is_success(self) -> bool:
        """Whether it is a 2xx."""
        return 200 <= self.status < 300


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public internet."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in net for net in _SPECIAL_V4)
    if address.scope_id is not None:
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
    # ``in`` between versions of IP is an error, so the nets here are all IPv6. Mapped IPv4 lies outside 2000::/3.
    return address in _UNICAST and address.is_global and not any(address in net for net in _SPECIAL)


def parse(url: str, *, allow_loopback: bool = False) -> Target:
    """Understand a URL the one way, or not at all. Raises AddressRefusedError."""
    if len(url) > _MOST_URL or not url.isascii() or not url.isprintable() or any(c in url for c in ' \\<>"`{}|^'):
        raise AddressRefusedError("The address holds characters that have no place in one.")
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "").lower()
    except ValueError:
        raise AddressRefusedError("The address can't be understood.") from None
    if parts.scheme not in ("https", "http"):
        raise AddressRefusedError("Only https addresses are called.")
    if "@" in parts.netloc or parts.fragment or "#" in url:
        raise AddressRefusedError("The address must hold no user, password or fragment.")
    if port == 0 or parts.netloc.endswith(":"):
        raise AddressRefusedError("The port isn't one.")
    literal = _literal(host, bracketed=parts.netloc.startswith("["))
    is_loopback = host == "localhost" or (literal is not None and literal.is_loopback)
    if not (allow_loopback and is_loopback):
        _refuse(parts.scheme, host, literal)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path, literal)


def _literal(host: str, *, bracketed: bool) -> Address | None:
    try:
        return IPv6Address(host) if bracketed else IPv4Address(host)
    except ValueError:
        return None


def _refuse(scheme: str, host: str, literal: Address | None) -> None:
    if scheme != "https":
        raise AddressRefusedError("Only https addresses are called.")
    if literal is not None:
        if not is_public(literal):
            raise AddressRefusedError("The address isn't a public one.")
        return
    if len(host) > 253 or _NAME.fullmatch(host) is None or _NUMERIC_END.fullmatch(host):
        raise AddressRefusedError("The host isn't a full domain name.")
    if host.rpartition(".")[2] in _LOCAL_ENDS:
        raise AddressRefusedError("The host is a local name.")


def resolved(host: str, port: int) -> list[str]:
    """Every address that the system's resolver gives."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def dialled(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address."""
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class Outgoing:
    """Makes requests. ``resolve``, ``dial`` and ``context`` can be given for tests.

    ``allow_loopback`` lets it talk to this machine, without TLS too; for tests only.
    """

    allow_loopback: bool = False
    resolve: Resolve = resolved
    dial: Dial = dialled
    context: ssl.SSLContext = field(default_factory=trusted)

    def check(self, url: str) -> Target:
        """Understand a URL, as far as that goes without asking DNS. Raises AddressRefusedError."""
        return parse(url, allow_loopback=self.allow_loopback)

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        max_bytes: int = _CHUNK,
        seconds: float = SECONDS,
    ) -> Answer:
        """Send a request and read at most ``max_bytes`` of its answer. Raises OutgoingError."""
        until = time.monotonic() + seconds
        target = self.check(url)
        addresses = self._addresses(target)
        try:
            with _Connection(target, addresses, self, until) as connection:
                connection.send_request(method, {"User-Agent": "Rolefit/1", **(headers or {})}, body)
                return connection.answer(max_bytes)
        except TimeoutError:
            raise OutgoingError("timeout", f"There was no answer within {seconds:g} s.", is_final=False) from None
        except ssl.SSLError:
            raise OutgoingError("tls-failed", "The connection could not be secured.", is_final=False) from None
        except (OSError, http.client.HTTPException):
            raise OutgoingError("unreachable", "The other side could not be reached.", is_final=False) from None

    def _addresses(self, target: Target) -> list[str]:
        """The addresses to connect to, all of them checked."""
        if target.literal is not None:
            return [str(target.literal)]
        try:
            names = self.resolve(target.host, target.port)
        except (OSError, UnicodeError):
            raise OutgoingError("name-unknown", "The host's name has no address.", is_final=False) from None
        found = [ipaddress.ip_address(name) for name in names]
        local = self.allow_loopback and target.host == "localhost"
        if not found or not all(is_public(one) or (local and one.is_loopback) for one in found):
            raise AddressRefusedError("The host's name leads to an address that isn't public.", is_final=False)
        return [str(one) for one in found]


class _Connection:
    """One connection with a deadline for everything that happens on it."""

    def __init__(self, target: Target, addresses: Sequence[str], outgoing: Outgoing, until: float) -> None:
        self._target, self._addresses, self._outgoing, self._until = target, addresses, outgoing, until
        self._http = http.client.HTTPConnection(target.host, target.port)
        self._http.default_port = 443 if target.scheme == "https" else 80  # the Host header leaves it out

    def __enter__(self) -> Self:
        raw = self._dialled()
        try:
            raw.settimeout(self._left())
            if self._target.scheme == "https":
                raw = self._outgoing.context.wrap_socket(raw, server_hostname=self._target.host)
        except BaseException:
            raw.close()
            raise
        self._raw = raw
        self._http.sock = _Timed(raw, self._until)
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()
        self._raw.close()

    def send_request(self, method: str, headers: Mapping[str, str], body: bytes) -> None:
        self._http.putrequest(method, self._target.path, skip_accept_encoding=True)
        for name, value in {**headers, "Content-Length": str(len(body)), "Connection": "close"}.items():
            self._http.putheader(name, value)
        self._http.endheaders(body or None)

    def answer(self, max_bytes: int) -> Answer:
        response = self._http.getresponse()
        parts: list[bytes] = []
        room = max_bytes + 1
        while room > 0 and (part := response.read(min(room, _CHUNK))):
            parts.append(part)
            room -= len(part)
        if room > 0 and response.length:
            raise http.client.IncompleteRead(b"")
        body = b"".join(parts)
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, body[:max_bytes], len(body) > max_bytes)

    def _dialled(self) -> socket.socket:
        last: OSError = OSError("no address")
        for address in self._addresses[:2]:
            try:
                return self._outgoing.dial(address, self._target.port, self._left())
            except TimeoutError:
                raise
            except OSError as error:
                last = error
        raise last

    def _left(self) -> float:
        return _left(self._until)


class _Timed:
    """A socket whose every wait ends at the deadline, so that bytes that come in drops win no time."""

    def __init__(self, raw: socket.socket, until: float) -> None:
        self._raw, self._until = raw, until

    def sendall(self, data: Any) -> None:  # noqa: ANN401
        self._raw.settimeout(_left(self._until))
        self._raw.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._raw, self._until))

    def close(self) -> None:
        """The library closes its side before the answer is read; the connection itself is closed at the end."""


class _Reader(io.RawIOBase):
    """What reads from the socket."""

    def __init__(self, raw: socket.socket, until: float) -> None:
        self._raw, self._until = raw, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401
        self._raw.settimeout(_left(self._until))
        return self._raw.recv_into(buffer)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
