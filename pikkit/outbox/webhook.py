"""A webhook: told of one thing at a time, within a deadline of the whole, whatever it answers."""

import json
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

import httpcore

from pikkit.base.bounded_answer import authorization_of, pool_to
from pikkit.base.deadline_network import DeadlineNetwork
from pikkit.base.errors import InputError, NotReadyError
from pikkit.outbox.entry import Entry

SECONDS = 10.0
"""For the whole of a call: name, connection, request, and the head of the answer."""
_ANSWER_BYTES = 64 * 1024
"""A longer answer is not read on: its status is all that counts."""
_LATER = {408, 425, 429}


class WebhookSink:
    """One POST an entry, with a key by which the receiver can tell that it has seen it. Redirects are not followed."""

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        self._url = url
        self._seconds = seconds
        self._network = DeadlineNetwork()
        self._pool: httpcore.ConnectionPool | None = None

    def deliver(self, entries: Sequence[Entry]) -> None:
        """Post entries, one after another.

        Raises:
            NotReadyError: It cannot be reached, is too slow, or says that it is busy.
            InputError: It refuses one, or its address is none.
        """
        for entry in entries:
            try:
                status = self._post(entry)
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError) as error:
                raise NotReadyError(f"The webhook cannot be reached: {type(error).__name__}.") from error
            except (httpcore.UnsupportedProtocol, ValueError) as error:
                raise InputError("The webhook's address is no URL.") from error
            _check(status)

    def close(self) -> None:
        """Let go of connections."""
        if self._pool is not None:
            self._pool.close()
        self._pool = None

    def _post(self, entry: Entry) -> int:
        body = json.dumps({"event": entry.item.topic, "bettor": entry.item.bettor, "data": entry.item.payload})
        headers: dict[bytes | str, bytes | str] = {
            "Host": urlsplit(self._url).netloc.rpartition("@")[2],
            "Content-Type": "application/json",
            "Idempotency-Key": f"{entry.item.topic}-{entry.item.key}",
        }
        headers |= authorization_of(self._url)
        self._network.begin(self._seconds)
        with self._opened().stream("POST", self._url, headers=headers, content=body.encode()) as response:
            _read_a_little(response.iter_stream())
            return int(response.status)

    def _opened(self) -> httpcore.ConnectionPool:
        if self._pool is None:
            self._pool = pool_to(self._url, self._network)
        return self._pool


def _read_a_little(parts: Iterable[bytes]) -> None:
    """Read a short answer, so that the connection can be used again; its deadline is the whole call's."""
    read = 0
    try:
        for part in parts:
            read += len(part)
            if read > _ANSWER_BYTES:
                return
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError):
        return  # the status came: it was taken or refused


def _check(status: int) -> None:
    if status >= 500 or status in _LATER:
        raise NotReadyError(f"The webhook answered {status}.")
    if 300 <= status < 400:
        raise InputError(f"The webhook answered {status}: redirects are not followed; name its final address.")
    if status >= 400:
        raise InputError(f"The webhook refused it with status {status}.")
