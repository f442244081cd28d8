"""A server that is not the one looked for: each kind of answer that such a one gives to whatever it is asked."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

JSON = "application/json"
ANSWERS = {
    "page": (200, "text/html", b"<html>Sign in</html>"),
    "untyped": (200, "", b"22"),
    "list": (200, JSON, b"[]"),
    "null": (200, JSON, b"null"),
    "string": (200, JSON, b'"22"'),
    "true": (200, JSON, b"true"),
    "nothing": (204, JSON, b""),
    "bytes": (200, JSON, b"\xff\xfe\x00"),
    "elsewhere": (302, JSON, b""),
    "moved": (308, JSON, b""),
    "no token": (401, "text/plain", b"You are not authenticated."),
    "no rights": (403, JSON, b"{}"),
    "no page": (404, "text/html", b"<html>Not here</html>"),
    "away": (502, "text/html", b"<html>Bad gateway</html>"),
}


class Stranger(ThreadingHTTPServer):
    """Gives every request one answer, and notes what it was asked."""

    daemon_threads = True

    def __init__(self, answer: tuple[int, str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.answer = answer
        self.asked: list[str] = []


class _Answering(BaseHTTPRequestHandler):
    server: Stranger

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"] or 0))
        self.do_GET()

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, kind, body = self.server.answer
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("location", "/elsewhere")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(params=ANSWERS.values(), ids=list(ANSWERS))
def stranger(request: pytest.FixtureRequest) -> Iterator[Stranger]:
    """One of each kind."""
    with Stranger(request.param) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        serving.start()
        yield server
        server.shutdown()
        serving.join()
