"""The server's listening end in a thread of the test, and raw connections to it."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from pikkit.extension_api.server.listener import Listener
from pikkit.extension_api.server.patience import Patience

HASTY = Patience(idle_seconds=0.5, head_seconds=0.5, slow_seconds=0.5, bytes_per_second=1e6, connections=50, uploads=2)
UPLOAD_BYTES = 4 * 1024 * 1024
ANSWER_SECONDS = 20.0
"""So long may an answer take on a machine that does much else; an attack that works takes for ever."""
LARGE = 12 * 1024 * 1024


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Says how long the body was; ``/large`` is larger than any socket's buffer."""
    body = b"x" * LARGE if environ["PATH_INFO"] == "/large" else str(len(environ["wsgi.input"].read())).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def listening(patience: Patience = HASTY, threads: int = 2) -> Iterator[tuple[Listener, int]]:
    """A listener and its port."""
    bound = socket.create_server(("127.0.0.1", 0))
    listener, stop = Listener(application, bound, threads, UPLOAD_BYTES, patience), threading.Event()

    def serve() -> None:
        while not stop.is_set():
            listener.step()
        listener.finish(1)

    thread = threading.Thread(target=serve)
    thread.start()
    yield listener, int(bound.getsockname()[1])
    stop.set()
    listener.pull_trigger()
    thread.join()


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS)


def asked(port: int, request: bytes = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n") -> bytes:
    """All that is answered until the server closes the connection."""
    with connected(port) as connection:
        connection.sendall(request)
        return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    parts = []
    with suppress(ConnectionResetError):
        while part := connection.recv(65536):
            parts.append(part)
    return b"".join(parts)


def drips_until_closed(connection: socket.socket, drop: bytes, seconds: float) -> int:
    """Send a drop again and again; how many until the server hangs up."""
    connection.settimeout(seconds)
    for count in range(10_000):
        try:
            connection.sendall(drop)
            if connection.recv(1000) == b"":
                return count
        except TimeoutError:
            continue
        except OSError:
            return count
    raise AssertionError("the server never hung up")
