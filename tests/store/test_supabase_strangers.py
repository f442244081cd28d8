"""An address where something answers that is no Supabase project: always a sentence, and the key goes nowhere else."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pikkit.base.errors import PikkitError
from pikkit.settings import Settings
from pikkit.store.opening import open_store

JSON = "application/json"
ANSWERS = {
    "page": (200, "text/html", b"<html>Sign in</html>"),
    "untyped": (200, "", b"22"),
    "list": (200, JSON, b"[]"),
    "null": (200, JSON, b"null"),
    "object": (200, JSON, b'{"version": 22}'),
    "string": (200, JSON, b'"22"'),
    "true": (200, JSON, b"true"),
    "nothing": (204, JSON, b""),
    "bytes": (200, JSON, b"\xff\xfe\x00"),
    "elsewhere": (302, JSON, b""),
    "moved": (308, JSON, b""),
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
        self.rfile.read(int(self.headers["content-length"]))
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


@pytest.fixture(params=ANSWERS.values(), ids=ANSWERS)
def stranger(request: pytest.FixtureRequest) -> Iterator[Stranger]:
    with Stranger(request.param) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        yield server
        server.shutdown()
        serving.join()


def test_what_is_no_project_is_told_and_asked_once(stranger: Stranger) -> None:
    settings = Settings(supabase_service_key="the-service-key")
    with pytest.raises(PikkitError, match=r"127\.0\.0\.1") as refusal:
        open_store(f"supabase+http://127.0.0.1:{stranger.server_port}", settings)
    assert "the-service-key" not in str(refusal.value)
    assert len(stranger.asked) == 1
