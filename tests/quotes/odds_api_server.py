"""A small server that answers as The Odds API's version 4 does, quota headers and errors included."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.quotes.quote_tables import odds_api_event

KEY = "s3cret0123456789abcdef"


def events_now(**changes: Any) -> list[dict[str, Any]]:
    """An event of tomorrow with prices of a minute ago."""
    now = datetime.now(UTC)
    event = odds_api_event(commence_time=f"{now + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}", **changes)
    seen = f"{now - timedelta(minutes=1):%Y-%m-%dT%H:%M:%SZ}"
    for book in event["bookmakers"]:
        book["last_update"] = seen
        for market in book["markets"]:
            market["last_update"] = seen
    return [event]


@dataclass
class OddsApi:
    """What it was asked, and what it is to answer instead of odds: (status, body, headers) each.

    It says nothing of the sport ``silent_on`` until ``silence`` is set.
    """

    url: str = ""
    remaining: int = 100
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)
    instead: deque[tuple[int, str, dict[str, str]]] = field(default_factory=deque)
    silent_on: str = ""
    silence: threading.Event = field(default_factory=threading.Event)

    @property
    def sports(self) -> list[str]:
        """Those whose odds were asked for, in order."""
        return [path.split("/")[3] for path, _ in self.asked if path.endswith("/odds")]

    def answer(self, target: str) -> tuple[int, str, dict[str, str]]:
        """Answer one request."""
        parts = urlsplit(target)
        self.asked.append((parts.path, parse_qs(parts.query)))
        if self.silent_on and self.silent_on in parts.path:
            self.silence.wait(30)
        if self.instead:
            return self.instead.popleft()
        if parse_qs(parts.query).get("apiKey") != [KEY]:
            return 401, json.dumps({"message": f"API key {KEY}x is not valid", "error_code": "INVALID_KEY"}), {}
        if self.remaining < 1:
            said = {"message": "Usage quota has been reached.", "error_code": "OUT_OF_USAGE_CREDITS"}
            return 401, json.dumps(said), {"x-requests-remaining": "0"}
        if parts.path == "/v4/sports":
            return 200, "[]", {"x-requests-remaining": str(self.remaining)}
        self.remaining -= 1
        return 200, json.dumps(events_now()), {"x-requests-remaining": str(self.remaining)}


@contextmanager
def odds_api() -> Iterator[OddsApi]:
    """The server, until the block ends."""
    api = OddsApi()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, headers = api.answer(self.path)
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            with suppress(ConnectionError):  # who asked may be gone
                self.end_headers()
                self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Tests read what Pikkit logs."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    api.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield api
    finally:
        api.silence.set()
        server.shutdown()
        thread.join()
        server.server_close()
