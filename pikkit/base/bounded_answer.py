"""One call of somebody else over HTTP that ends in time, whatever is answered: bounded in seconds and bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpcore

from pikkit.base.deadline_network import DeadlineNetwork
from pikkit.base.errors import NotReadyError

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
    """More was answered than is read."""


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
) -> BoundedAnswer:
    """Call an address and read what it answers.

    Args:
        method: Of HTTP.
        url: Where to.
        seconds: For the whole: name, connection, request and answer.
        most_bytes: Of the answer's body.
        headers: More than ``Host`` and that no packing is understood.
        content: The request's body.

    Raises:
        AnswerTooLongError: It is longer.
        Exception: One of ``FAULTS``; their texts may hold the address.
    """
    network = DeadlineNetwork()
    network.begin(seconds)
    named: dict[bytes | str, bytes | str] = {"Host": _host(url), "Accept-Encoding": "identity", "User-Agent": "pikkit"}
    named.update(headers or {})
    with pool_to(url, network) as pool, pool.stream(method, url, headers=named, content=content) as response:
        pairs = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
        return BoundedAnswer(response.status, pairs, _body(response, most_bytes))


def pool_to(url: str, network: DeadlineNetwork) -> httpcore.ConnectionPool:
    """Connections to an address, by the proxy of the environment if there is one for it.

    Raises:
        ValueError: The address has no host.
    """
    import httpx

    parts = urlsplit(url)
    if not parts.hostname:
        raise ValueError("no host")
    proxy = getproxies().get(parts.scheme)
    context = httpx.create_ssl_context()  # it knows SSL_CERT_FILE
    if proxy and not proxy_bypass(_host(url)):
        return httpcore.HTTPProxy(proxy, ssl_context=context, network_backend=network)
    return httpcore.ConnectionPool(ssl_context=context, network_backend=network)


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _body(response: httpcore.Response, most_bytes: int) -> bytes:
    body = bytearray()
    for part in response.iter_stream():
        body += part
        if len(body) > most_bytes:
            raise AnswerTooLongError(f"more than {most_bytes:,} bytes were answered")
    return bytes(body)
