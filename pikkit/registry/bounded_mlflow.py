"""MLflow's client over HTTP, made to end: a server that drips or never ends costs seconds and bounded memory."""

import io
import os
import time
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from http.client import HTTPException, HTTPResponse
from typing import Any

PATIENCE = {
    "MLFLOW_HTTP_REQUEST_TIMEOUT": "20",
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "4",
    "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
}
"""MLflow's own settings where the environment has none; MLflow's defaults hold a caller for a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may take.

    Attributes:
        seconds: For the whole of it, its head included.
        most_bytes: Of the same.
    """

    seconds: float
    most_bytes: int


DOCUMENT = Bounds(30.0, 64 << 20)
"""Of an answer that is read into memory."""
FILE = Bounds(600.0, 2 << 30)
"""Of one that is written to a file as it comes."""

_asked: ContextVar[Bounds] = ContextVar("_asked", default=DOCUMENT)


@cache
def bound_mlflow() -> None:
    """Have every later request of MLflow's in this process end."""
    for name, value in PATIENCE.items():
        os.environ.setdefault(name, value)
    from mlflow.utils import request_utils

    request_utils.TCPKeepAliveHTTPAdapter = _adapter(request_utils.TCPKeepAliveHTTPAdapter)
    request_utils._cached_get_request_session.cache_clear()


def _adapter(base: type[Any]) -> type[Any]:
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
    from urllib3.connection import HTTPConnection, HTTPSConnection

    class BoundedHTTP(HTTPConnection):
        response_class = BoundedResponse

    class BoundedHTTPS(HTTPSConnection):
        response_class = BoundedResponse

    class HTTPPool(HTTPConnectionPool):
        ConnectionCls = BoundedHTTP

    class HTTPSPool(HTTPSConnectionPool):
        ConnectionCls = BoundedHTTPS

    pools = {"http": HTTPPool, "https": HTTPSPool}

    class BoundedAdapter(base):  # type: ignore[misc]
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = pools

        def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
            manager = super().proxy_manager_for(proxy, **kwargs)
            manager.pool_classes_by_scheme = pools
            return manager

        def send(self, request: Any, stream: bool = False, **kwargs: Any) -> Any:
            request.headers["Accept-Encoding"] = "identity"
            kept = _asked.set(FILE if stream else DOCUMENT)
            try:
                return super().send(request, stream=stream, **kwargs)
            finally:
                _asked.reset(kept)

    return BoundedAdapter


class BoundedResponse(HTTPResponse):
    """An answer whose every byte is read within its bounds; one that is packed is refused, as nobody asked for it."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        bounded = _BoundedReader(self.fp.detach(), sock, _asked.get())
        self.fp = io.BufferedReader(bounded)

    def begin(self) -> None:
        """Read the head."""
        super().begin()
        if self.getheader("Content-Encoding", "identity").lower() not in {"", "identity"}:
            raise HTTPException("the answer is packed, which was not asked for")


class _BoundedReader(io.RawIOBase):
    """What a socket brings until its time or its room is up."""

    def __init__(self, raw: io.RawIOBase, sock: Any, bounds: Bounds) -> None:
        self._raw = raw
        self._sock = sock
        self._bounds = bounds
        self._left = bounds.most_bytes
        self._until = time.monotonic() + bounds.seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        seconds = self._until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError(f"the answer took longer than {self._bounds.seconds:g} s")
        patience = self._sock.gettimeout()
        self._sock.settimeout(seconds if patience is None else min(seconds, patience))
        count = self._raw.readinto(buffer)
        self._left -= count or 0
        if self._left < 0:
            raise HTTPException(f"the answer is longer than {self._bounds.most_bytes:,} bytes")
        return count

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()
