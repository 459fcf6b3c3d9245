import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from service.outgoing import AddressRefusedError, Outgoing, OutgoingError, is_public

PUBLIC = "93.184.216.34"
# Each a way to write, or to reach, something that is not a public https server.
FORMS = (
    "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/",
    "https://0177.0.0.1/", "https://017700000001/", "https://127.0.0.1./", "https://127%2e0%2e0%2e1/",
    "https://１２７.0.0.1/", "https://127。0。0。1/", "https://①②⑦.0.0.1/", "https://0.0.0.0/", "https://0/",
    "https://10.0.0.1/", "https://172.16.0.1/", "https://172.31.255.255/", "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/", "https://2852039166/", "https://0xa9fea9fe/", "https://100.64.0.1/",
    "https://192.0.0.192/", "https://198.18.0.1/", "https://192.0.2.1/", "https://224.0.0.1/", "https://240.0.0.1/",
    "https://255.255.255.255/", "https://[::1]/", "https://[::]/", "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/", "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/",
    "https://[2001:0:7f00:1::1]/", "https://[fe80::1]/", "https://[fe80::1%25eth0]/", "https://[fc00::1]/",
    "https://[fd00:ec2::254]/", "https://[ff02::1]/", "https://[2001:db8::1]/", "https://localhost/",
    "https://localhost./", "https://a.localhost/", "https://metadata.google.internal/", "https://intranet/",
    "https://user@127.0.0.1/", f"https://{PUBLIC}@127.0.0.1/", f"https://{PUBLIC}\\@127.0.0.1/", "https://127.0.0.1#@example.com/",
    "http://example.com/", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "//example.com/",
    "https:///etc/passwd", "https://example.com:0/", "https://example.com:99999/", "https://example.com/\r\nHost: a",
    "https://exa mple.com/", "https://1.2.3/", "https://a..example.com/", "https://0x7f.0.0.1.example/\x00", "https://",
)  # fmt: skip


def never(*_: object) -> socket.socket:
    raise AssertionError("a connection was opened")


@pytest.mark.parametrize("url", FORMS)
def test_no_form_of_a_private_address_is_called(url: str) -> None:
    looked_up: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        return [PUBLIC]

    outgoing = Outgoing(resolve=resolve, dial=never)
    with pytest.raises(AddressRefusedError) as refused:
        outgoing.request("GET", url)
    assert refused.value.is_final
    assert looked_up == []
    assert "127" not in refused.value.message


def test_there_are_at_least_forty_forms() -> None:
    assert len(set(FORMS)) >= 40


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["169.254.169.254"],
        ["10.1.2.3"],
        ["::1"],
        ["::ffff:10.0.0.1"],
        ["fd12::1"],
        [PUBLIC, "10.0.0.1"],
        [],
    ],
)
def test_a_name_that_leads_to_a_private_address_is_not_called(addresses: list[str]) -> None:
    outgoing = Outgoing(resolve=lambda _host, _port: addresses, dial=never)
    with pytest.raises(AddressRefusedError):
        outgoing.request("GET", "https://169.254.169.254.nip.io/")


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


Answering = Callable[[socket.socket], None]


def whole_request(connection: socket.socket) -> bytes:
    """A request with its body: what is left unread at the close would reset the connection under the answer."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += (more := connection.recv(65536))
        if not more:
            return data
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0)
    while len(body) < length and (more := connection.recv(65536)):
        body += more
    return head + b"\r\n\r\n" + body


class Listener:
    """A server that treats each connection as it is told."""

    def __init__(self, treat: Answering, context: ssl.SSLContext | None = None) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._treat, self._context = treat, context
        self.port = int(self._listening.getsockname()[1])
        self.requests: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            with connection:
                try:
                    secured = self._context.wrap_socket(connection, server_side=True) if self._context else connection
                    self.requests.append(whole_request(secured))
                    self._treat(secured)
                    secured.close()
                except OSError:
                    continue

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)

    def dial(self, _address: str, _port: int, seconds: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=seconds)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@pytest.fixture
def listening() -> Iterator[Callable[..., Listener]]:
    open_ones: list[Listener] = []

    def listen(treat: Answering, context: ssl.SSLContext | None = None) -> Listener:
        open_ones.append(Listener(treat, context))
        return open_ones[-1]

    yield listen
    for one in open_ones:
        one.close()


def says(answer: bytes) -> Answering:
    return lambda connection: connection.sendall(answer)


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n\r\nok"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's context and a client's that trusts it, for hooks.example.com."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example.com")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example.com")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = Path(tmp_path_factory.mktemp("tls")) / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + built.public_bytes(serialization.Encoding.PEM))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(file)
    return server, ssl.create_default_context(cafile=str(file))


def test_a_name_is_resolved_once_and_the_connection_goes_to_the_address_that_was_checked(
    listening: Callable[..., Listener], certificate: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    """DNS rebinding: the second look-up would say 127.0.0.1, and there is no second look-up."""
    server = listening(says(OK), certificate[0])
    answers = [[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]]
    dialled: list[str] = []

    def dial(address: str, port: int, seconds: float) -> socket.socket:
        dialled.append(f"{address}:{port}")
        return server.dial(address, port, seconds)

    outgoing = Outgoing(resolve=lambda _host, _port: answers.pop(0), dial=dial, context=certificate[1])
    answer = outgoing.request("POST", "https://hooks.example.com/in?a=1", body=b"{}")
    assert (answer.status, answer.body, dialled, len(answers)) == (200, b"ok", [f"{PUBLIC}:443"], 2)
    assert server.requests[0].startswith(b"POST /in?a=1 HTTP/1.1\r\nHost: hooks.example.com\r\n")
    with pytest.raises(AddressRefusedError):
        outgoing.request("POST", "https://hooks.example.com/in", body=b"{}")
    assert len(dialled) == 1


def test_a_certificate_for_another_name_is_no_answer(
    listening: Callable[..., Listener], certificate: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    server = listening(says(OK), certificate[0])
    outgoing = Outgoing(resolve=lambda _host, _port: [PUBLIC], dial=server.dial, context=certificate[1])
    with pytest.raises(OutgoingError) as failed:
        outgoing.request("GET", "https://other.example.com/")
    assert failed.value.code == "tls-failed"


def test_loopback_is_called_only_where_that_is_allowed(listening: Callable[..., Listener]) -> None:
    server = listening(says(OK))
    assert Outgoing(allow_loopback=True).request("GET", server.url).body == b"ok"
    for private in ("http://10.0.0.1/", "http://169.254.169.254/", "http://example.com/", "https://[fd00::1]/"):
        with pytest.raises(AddressRefusedError):
            Outgoing(allow_loopback=True, dial=never).request("GET", private)


def test_redirects_are_answers_and_not_followed(listening: Callable[..., Listener]) -> None:
    server = listening(says(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"))
    answer = Outgoing(allow_loopback=True).request("GET", server.url)
    assert (answer.status, answer.is_success, len(server.requests)) == (302, False, 1)


def test_an_answer_is_read_up_to_the_cap(listening: Callable[..., Listener]) -> None:
    server = listening(says(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + b"x" * 300_000))
    answer = Outgoing(allow_loopback=True).request("GET", server.url, max_bytes=1000)
    assert (len(answer.body), answer.is_cut) == (1000, True)
    whole = Outgoing(allow_loopback=True).request("GET", server.url, max_bytes=300_000)
    assert (len(whole.body), whole.is_cut) == (300_000, False)


def drips(connection: socket.socket) -> None:
    for _ in range(100):
        connection.sendall(b"H")
        time.sleep(0.05)


@pytest.mark.parametrize("treat", [drips, lambda _connection: time.sleep(2)], ids=["drips", "silent"])
def test_an_answer_that_takes_too_long_is_given_up(listening: Callable[..., Listener], treat: Answering) -> None:
    server = listening(treat)
    started = time.monotonic()
    with pytest.raises(OutgoingError) as failed:
        Outgoing(allow_loopback=True).request("GET", server.url, seconds=0.4)
    assert failed.value.code == "timeout"
    assert not failed.value.is_final
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize(
    "answer",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 two hundred\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"],
)
def test_an_answer_that_is_none_is_a_named_error(listening: Callable[..., Listener], answer: bytes) -> None:
    with pytest.raises(OutgoingError) as failed:
        Outgoing(allow_loopback=True).request("GET", listening(says(answer)).url)
    assert failed.value.code == "unreachable"


def test_nothing_listens_is_a_named_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with pytest.raises(OutgoingError) as failed:
        Outgoing(allow_loopback=True).request("GET", f"http://127.0.0.1:{port}/")
    assert (failed.value.code, failed.value.is_final) == ("unreachable", False)
