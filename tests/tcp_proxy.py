"""A TCP proxy between a client and a server that can be slow, cut answers in the middle, or be away."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Proxy:
    """What it does to connections; may be changed while it runs.

    Attributes:
        port: Where it listens.
        upstream: The port of the server.
        away: Close new connections at once, and open ones.
        delay: Seconds to hold every piece of an answer back.
        stalled: Hold all answers back: connections are accepted, and nothing is ever said.
        cut_after: Bytes of answers after which a connection is cut; None: never.
        cuts: How many were cut.
    """

    port: int
    upstream: int
    away: bool = False
    delay: float = 0.0
    stalled: bool = False
    cut_after: int | None = None
    cuts: int = 0
    open: set[socket.socket] = field(default_factory=set)

    def hang_up(self) -> None:
        """Cut every open connection."""
        for one in list(self.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy_to(upstream: int) -> Iterator[Proxy]:
    """A proxy on a free port of loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.1)
        proxy = Proxy(listener.getsockname()[1], upstream)
        stop = threading.Event()
        thread = threading.Thread(target=_accept, args=(listener, proxy, stop))
        thread.start()
        try:
            yield proxy
        finally:
            stop.set()
            proxy.stalled = False
            proxy.hang_up()
            thread.join()


def _accept(listener: socket.socket, proxy: Proxy, stop: threading.Event) -> None:
    pumps: list[threading.Thread] = []
    while not stop.is_set():
        try:
            client, _ = listener.accept()
        except TimeoutError:
            continue
        if proxy.away:
            client.close()
            continue
        try:
            server = socket.create_connection(("127.0.0.1", proxy.upstream), timeout=5)
        except OSError:
            client.close()
            continue
        client.settimeout(None)
        server.settimeout(None)
        proxy.open |= {client, server}
        for source, sink, answers in ((client, server, False), (server, client, True)):
            pump = threading.Thread(target=_pump, args=(proxy, source, sink, answers))
            pump.start()
            pumps.append(pump)
    proxy.hang_up()
    for pump in pumps:
        pump.join()
    for one in proxy.open:
        one.close()


def _pump(proxy: Proxy, source: socket.socket, sink: socket.socket, answers: bool) -> None:
    passed = 0
    with suppress(OSError):
        while piece := source.recv(4096):
            if answers:
                time.sleep(proxy.delay)
                while proxy.stalled:
                    time.sleep(0.01)
            passed += len(piece)
            if answers and proxy.cut_after is not None and passed > proxy.cut_after:
                sink.sendall(piece[: len(piece) // 2])
                proxy.cuts += 1
                break
            sink.sendall(piece)
    for one in (source, sink):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
