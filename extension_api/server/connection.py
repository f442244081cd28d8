"""One connection and its deadlines."""

import json
import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from pikkit.extension_api.errors import CODES
from pikkit.extension_api.server.patience import Patience
from pikkit.extension_api.server.request_head import RequestHead

_NO_ROOM = "Too many uploads are on their way; try again in a moment."


class Refusal(ErrorTask):  # type: ignore[misc]  # waitress is untyped
    """What the server itself refuses, in the shape of every other error of the API."""

    def execute(self) -> None:
        """Answer, and close the connection."""
        error = self.request.error
        code, message = CODES.get(error.code, ("bad_request", f"{error.reason}."))
        sentence = message if error.code == 413 else f"{message} {error.body}".strip()
        body = json.dumps({"error": {"code": code, "message": sentence, "fields": []}}).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.append(("Content-Type", "application/json"))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Connection(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when it does what it does, by a clock that nobody sets."""

    parser_class = RequestHead
    error_task_class = Refusal
    server: Any
    request: RequestHead | None

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._quiet_since = time.monotonic()
        self._begun: float | None = None
        self._writing_since: float | None = None
        self._sent = 0

    def received(self, data: bytes) -> bool:
        """Take what came in; the request it belongs to begins with its first byte."""
        if self._begun is None:
            self._begun = time.monotonic()
        taken = bool(super().received(data))
        if self.takes_upload and not self.server.has_room_for(self):
            self._refuse_upload()
        return taken

    def send(self, data: bytes, do_close: bool = True) -> int:
        """Send, and count what is taken."""
        count = int(super().send(data, do_close))
        self._sent += count
        return count

    def service(self) -> None:
        """Answer one request; after it the connection may rest again."""
        super().service()
        if not self.requests:
            self._begun = None
            self._quiet_since = time.monotonic()

    @property
    def address(self) -> str:
        """Whose it is, without the port."""
        return str(self.addr[0]) if self.addr else ""

    @property
    def takes_upload(self) -> bool:
        """Whether a large body is on its way in, or being read."""
        return any(one.is_upload and one.body_rcv is not None for one in self._known_requests())

    @property
    def rank(self) -> tuple[bool, float]:
        """The lowest makes room first: who has not even sent a head, and of those who waited longest."""
        return self._has_head(), self._begun or self._quiet_since

    @property
    def is_served(self) -> bool:
        """Whether a request of it is being answered."""
        return bool(self.requests)

    def is_overdue(self, now: float, patience: Patience) -> bool:
        """Whether it takes longer than it may; called often, from the server's own thread."""
        if self.total_outbufs_len:
            return self._reads_too_slowly(now, patience)
        self._writing_since = None
        if self.requests:
            return False
        if self._begun is None:
            return now - self._quiet_since > patience.idle_seconds
        if self.request is None or not self.request.headers_finished:
            return now - self._begun > patience.head_seconds
        return not patience.allows(now - self._begun, self.request.body_bytes_received)

    def _reads_too_slowly(self, now: float, patience: Patience) -> bool:
        if self._writing_since is None:
            self._writing_since, self._sent = now, 0
        return not patience.allows(now - self._writing_since, self._sent)

    def _has_head(self) -> bool:
        return self.request is not None and self.request.headers_finished

    def _known_requests(self) -> list[RequestHead]:
        coming = self.request
        return [*self.requests, *([coming] if coming is not None and coming.headers_finished else [])]

    def _refuse_upload(self) -> None:
        """Answer instead of reading on; a request that is complete already is served."""
        with self.requests_lock:
            request = self.request
            if request is None or self.requests:
                return
            request.refuse(_NO_ROOM)
            self.requests.append(request)
            self.request = None
        self.server.add_task(self)
