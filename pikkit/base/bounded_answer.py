"""One call of somebody else over HTTP that ends in time, whatever is answered: bounded in seconds and bytes."""

import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore

from pikkit.base.deadline_network import DeadlineNetwork
from pikkit.base.errors import NotReadyError
from pikkit.base.plain_http import no_tls

FAULTS = (
    httpcore.NetworkError,
    httpcore.TimeoutException,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    OSError,
    ValueError,
)
"""What a call ends in that brings no answer."""


class AnswerTooLongError(NotReadyError):
    """More was answered than is read.

    Attributes:
        status: Of HTTP; it came before.
    """

    def __init__(self, most_bytes: int, status: int) -> None:
        super().__init__(f"more than {most_bytes:,} bytes were answered")
        self.status = status


@dataclass(frozen=True, slots=True)
class BoundedAnswer:
    """What was answered; redirects are answers like any other, and nothing is unpacked.

    Attributes:
        status: Of HTTP.
        headers: By their names in small letters; the last of two of a name.
        body: As it came.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text; what is no UTF-8 is replaced."""
        return self.body.decode("utf-8", "replace")

    def count(self, name: str) -> int | None:
        """A header that says a whole number of at most 15 digits, a fraction cut off; None if it is none."""
        whole = self.headers.get(name, "").partition(".")[0]
        return int(whole) if whole.isascii() and whole.isdigit() and len(whole) <= 15 else None


def bounded_answer(
    method: str,
    url: str,
    seconds: float,
    most_bytes: int,
    headers: Mapping[str, str] | None = None,
    content: bytes = b"",
    *,
    direct: bool = False,
) -> BoundedAnswer:
    """Call an address and read what it answers.

    Args:
        method: Of HTTP.
        url: Where to.
        seconds: For the whole: name, connection, request and answer.
        most_bytes: Of the answer's body.
        headers: More than ``Host`` and that no packing is understood.
        content: The request's body.
        direct: Go by no proxy, as to a neighbour of this process.

    Raises:
        AnswerTooLongError: It is longer.
        Exception: One of ``FAULTS``; their texts may hold the address.
    """
    network = DeadlineNetwork()
    network.begin(seconds)
    named: dict[bytes | str, bytes | str] = {"Host": _host(url), "Accept-Encoding": "identity", "User-Agent": "pikkit"}
    named.update(authorization_of(url))
    named.update(headers or {})
    with (
        pool_to(url, network, direct=direct) as pool,
        pool.stream(method, url, headers=named, content=content) as response,
    ):
        pairs = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        return BoundedAnswer(response.status, pairs, _body(response, most_bytes))


def pool_to(url: str, network: DeadlineNetwork, *, direct: bool = False) -> httpcore.ConnectionPool:
    """Connections to an address, by the proxy of the environment if there is one for it.

    Raises:
        ValueError: The address has no host.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError("no host")
    proxy = None if direct else getproxies().get(parts.scheme)
    context = _context(parts.scheme, proxy)
    if proxy and not proxy_bypass(_host(url)):
        return httpcore.HTTPProxy(proxy, ssl_context=context, network_backend=network)
    return httpcore.ConnectionPool(ssl_context=context, network_backend=network)


def authorization_of(url: str) -> dict[bytes | str, bytes | str]:
    """The header for the name and password of an address, if it has them."""
    parts = urlsplit(url)
    if parts.username is None:
        return {}
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _context(scheme: str, proxy: str | None) -> ssl.SSLContext:
    """What checks the other side; reading all certificates for a call without TLS would be wasted."""
    if scheme == "http" and (proxy or "http:").startswith("http:"):
        return no_tls()
    import httpx

    return httpx.create_ssl_context()  # it knows SSL_CERT_FILE


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _body(response: httpcore.Response, most_bytes: int) -> bytes:
    body = bytearray()
    for part in response.iter_stream():
        body += part
        if len(body) > most_bytes:
            raise AnswerTooLongError(most_bytes, response.status)
    return bytes(body)
