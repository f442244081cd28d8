"""Connections to somebody else, whose every wait ends by one moment: drops of an answer buy no time."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import httpcore

if TYPE_CHECKING:
    from httpcore import SOCKET_OPTION

_PIECE_BYTES = 16 * 1024


class DeadlineNetwork(httpcore.NetworkBackend):
    """What httpcore connects by; one call at a time, begun by ``begin``."""

    def __init__(self) -> None:
        self._backend = httpcore.SyncBackend()
        self._until = 0.0

    def begin(self, seconds: float) -> None:
        """Give the next call so long for everything: name, connection, request and answer."""
        self._until = time.monotonic() + seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 (ours is the moment)
        local_address: str | None = None,
        socket_options: "Iterable[SOCKET_OPTION] | None" = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of a name's addresses that answers.

        Raises:
            httpcore.ConnectTimeout: The time is over.
            httpcore.ConnectError: There is no such name, or none of its addresses takes the connection.
        """
        failed: httpcore.ConnectError | httpcore.ConnectTimeout = httpcore.ConnectError(f"{host} has no address.")
        for address in addresses_of(host, port, self.left()):
            if time.monotonic() > self._until:
                raise httpcore.ConnectTimeout(f"{host} does not take the connection.")
            try:
                stream = self._backend.connect_tcp(address, port, self.left(), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self)
        raise failed

    def left(self) -> float:
        """Seconds that are left; too few to get anything done if none are."""
        return max(0.001, self._until - time.monotonic())


def addresses_of(host: str, port: int, seconds: float) -> list[str]:
    """A name's addresses; the system's resolver knows no deadline, so it is left behind where it takes longer.

    Raises:
        httpcore.ConnectTimeout: It takes longer.
        httpcore.ConnectError: There is no such name.
    """
    answered: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answered.put(list(dict.fromkeys(str(address[0]) for *_, address in answers)))
        except (OSError, UnicodeError) as error:
            answered.put(OSError(str(error)))

    threading.Thread(target=look_up, name="resolver", daemon=True).start()
    try:
        answer = answered.get(timeout=seconds)
    except queue.Empty as error:
        raise httpcore.ConnectTimeout(f"The name {host} is not resolved in time.") from error
    if isinstance(answer, OSError):
        raise httpcore.ConnectError(f"The name {host} is not known: {answer}") from answer
    return answer


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, network: DeadlineNetwork) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        return self._stream.read(max_bytes, self._network.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        for start in range(0, len(buffer), _PIECE_BYTES):
            self._stream.write(buffer[start : start + _PIECE_BYTES], self._network.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._network.left()), self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
