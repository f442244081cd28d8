"""The listening end: it reads requests whole before a thread answers them, and ends who takes too long."""

import logging
import time
from collections import Counter
from collections.abc import Callable
from socket import socket
from typing import Any

from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from pikkit.extension_api.server.connection import Connection
from pikkit.extension_api.server.patience import Patience
from pikkit.extension_api.server.request_head import HEAD_BYTES

PROBES = frozenset({"/health", "/ready"})
_PROBE_THREADS = 3
"""What watches the service must get its answer while every other thread waits for a disk or a database."""
_LOOK_SECONDS = 0.25
_LOOP_SECONDS = 0.5

log = logging.getLogger("pikkit.api")
logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a line a request that waits would fill the disk


class Listener(TcpWSGIServer):  # type: ignore[misc]  # waitress is untyped
    """Serves an application at a bound socket.

    Args:
        application: The WSGI application.
        bound: A socket that listens.
        threads: How many requests are answered at a time, those that watch the service aside.
        upload_bytes: The largest export that may be uploaded.
        patience: The deadlines.
    """

    channel_class = Connection

    def __init__(
        self,
        application: Callable[..., Any],
        bound: socket,
        threads: int,
        upload_bytes: int,
        patience: Patience | None = None,
    ) -> None:
        self.patience = patience or Patience()
        self._looked = 0.0
        self._probes = ThreadedTaskDispatcher()
        self._probes.set_thread_count(_PROBE_THREADS)
        where = (bound.family, bound.type, bound.proto, bound.getsockname())
        adjustments = _adjustments(threads, upload_bytes)
        super().__init__(application, _start=False, _sock=bound, adj=adjustments, sockinfo=where, bind_socket=False)
        self.accepting = True

    def step(self) -> None:
        """Wait for something to happen, half a second at most, and do it."""
        self.asyncore.loop(timeout=_LOOP_SECONDS, map=self._map, use_poll=True, count=1)

    def readable(self) -> bool:
        """Whether to accept: always; now and then it ends who is overdue."""
        now = time.monotonic()
        if now - self._looked > _LOOK_SECONDS:
            self._looked = now
            for connection in list(self.active_channels.values()):
                if connection.is_overdue(now, self.patience):
                    connection.handle_close()
        return bool(self.accepting)

    def handle_accept(self) -> None:
        """Accept a connection, if need be in place of one of the address that holds the most."""
        if len(self.active_channels) >= self.patience.connections:
            self._make_room()
        super().handle_accept()

    def add_task(self, task: Connection) -> None:
        """Have a request answered; what watches the service has threads of its own."""
        waiting = task.requests[0]
        watches = not waiting.error and waiting.path in PROBES
        (self._probes if watches else self.task_dispatcher).add_task(task)

    def has_room_for(self, upload: Connection) -> bool:
        """Whether one more large body may come in."""
        others: int = sum(one.takes_upload for one in self.active_channels.values() if one is not upload)
        return others < self.patience.uploads

    def finish(self, seconds: float) -> None:
        """Take nothing new, answer what is under way for so long at most, and close."""
        self.accepting = False
        self.del_channel()
        self.socket.close()
        end = time.monotonic() + seconds
        while time.monotonic() < end and any(_is_busy(one) for one in list(self.active_channels.values())):
            self.asyncore.loop(timeout=0.05, map=self._map, use_poll=True, count=1)
        for connection in list(self.active_channels.values()):
            connection.handle_close()
        for dispatcher in (self.task_dispatcher, self._probes):
            dispatcher.shutdown(timeout=1)
        self.trigger.close()

    def _make_room(self) -> None:
        """Close the connection that waited longest for its own request, of the address that holds the most."""
        held = Counter(one.address for one in self.active_channels.values())
        waiting = [one for one in self.active_channels.values() if not one.is_served]
        if waiting:
            min(waiting, key=lambda one: (-held[one.address], one.rank)).handle_close()


def _is_busy(connection: Connection) -> bool:
    return connection.is_served or bool(connection.total_outbufs_len)


def _adjustments(threads: int, upload_bytes: int) -> Adjustments:
    return Adjustments(
        threads=threads,
        ident="",
        max_request_header_size=HEAD_BYTES,
        max_request_body_size=upload_bytes + 1,
        inbuf_overflow=256 * 1024,
        clear_untrusted_proxy_headers=False,  # the guard must see that a request was passed on
        sockets=[],
    )
