"""Calls to the process beside this one read no certificates."""

import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pikkit.base.plain_http import no_tls
from pikkit.embedded.http import get


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"here")

    def log_message(self, *_: object) -> None:
        """Be quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_call_to_the_next_process_reads_no_certificate(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object, **__: object) -> None:
        raise AssertionError("certificates were read")

    monkeypatch.setattr(ssl, "create_default_context", read)
    answer = get(address)
    assert answer is not None
    assert answer.text == "here"


def test_where_there_is_tls_after_all_nobody_is_trusted() -> None:
    assert no_tls().verify_mode is ssl.CERT_REQUIRED
    assert no_tls().cert_store_stats()["x509_ca"] == 0
