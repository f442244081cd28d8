"""uvicorn's HTTP protocol with the bounds it lacks: a head that is finished, small and in time, an answer that is read.

httptools has no limits of its own. A head without end would be kept whole, and a caller that sends nothing, or never
reads its answer, would keep its connection for ever.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 65_536
"""Of a request's first line and headers."""
HEAD_FIELDS = 100
HEAD_SECONDS = 15.0
"""For a head to arrive, from the connection on; after an answer, uvicorn's ``timeout_keep_alive`` counts."""
READ_SECONDS = 60.0
"""For a caller to take what does not fit into the connection's buffer."""
CONNECTIONS = 1_000
"""Open at a time; what comes above is closed at once."""
_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/json\r\nconnection: close\r\n"
    b"content-length: %d\r\n\r\n%b"
)
_SENTENCE = b'{"error":"The headers of a request may have at most %d bytes and %d fields.","problems":[]}' % (
    HEAD_BYTES,
    HEAD_FIELDS,
)


class BoundedProtocol(HttpToolsProtocol):
    """One connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a head, unless there are connections enough."""
        self._in_head, self._head_bytes, self._refused = True, 0, False
        self._head_timer: asyncio.TimerHandle | None = None
        self._read_timer: asyncio.TimerHandle | None = None
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS:
            transport.abort()
            return
        self._start_head_timer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timers."""
        self._stop_head_timer()
        self._stop_read_timer()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes, as long as a head that is not whole yet is small enough."""
        if self._refused:
            return
        if self._in_head:
            self._head_bytes += len(data)
            self._start_head_timer()  # of empty lines, too, which uvicorn takes for signs of life
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_BYTES:
            self._refuse()

    def on_message_begin(self) -> None:
        """A head begins."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """A head is whole: hand its request on, unless it is too large."""
        self._in_head, self._head_bytes = False, 0
        self._stop_head_timer()
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if self._refused or size > HEAD_BYTES or len(self.headers) > HEAD_FIELDS:
            self._refuse()
            return
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of a body, which a refused request may have, too."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The end of a request; the next one's head is counted anew."""
        self._in_head, self._head_bytes = True, 0
        if not self._refused:
            super().on_message_complete()

    def pause_writing(self) -> None:
        """The caller does not read: give it some time."""
        super().pause_writing()
        if self._read_timer is None:
            self._read_timer = self.loop.call_later(READ_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The caller reads."""
        self._stop_read_timer()
        super().resume_writing()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing was asked for a while: hang up, without waiting for a caller who does not read the last answer."""
        super().timeout_keep_alive_handler()
        if self.transport.get_write_buffer_size():
            self.transport.abort()

    def _refuse(self) -> None:
        if not self._refused:
            self._refused = True
            self.transport.write(_TOO_LARGE % (len(_SENTENCE), _SENTENCE))
            self.transport.close()

    def _start_head_timer(self) -> None:
        if self._head_timer is None:
            self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _stop_head_timer(self) -> None:
        if self._head_timer:
            self._head_timer.cancel()
            self._head_timer = None

    def _stop_read_timer(self) -> None:
        if self._read_timer:
            self._read_timer.cancel()
            self._read_timer = None


def bound(config: Any) -> None:
    """Have a loaded uvicorn configuration use this protocol, and no WebSockets, which none of our servers speaks."""
    config.http_protocol_class = BoundedProtocol
    config.ws_protocol_class = None
