"""The client of the predictor, when all is well and when the other side is slow or somebody else."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from types import MappingProxyType

import pytest

from pikkit.base.errors import InputError, PikkitError
from pikkit.base.validation import InvalidFieldsError
from pikkit.extension_api.predictor_client import PredictorClient, PredictorFailedError, PredictorUnavailableError
from pikkit.scoring.request import ScoreRequest
from tests.servers import Running

BET = ScoreRequest(sportsbook="x", odds=2.0)


@contextmanager
def stranger(status: int, body: bytes, headers: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """A server that answers everything the same way; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def connected(url: str, model_name: str = "pikkit", answer_seconds: float = 30) -> Iterator[PredictorClient]:
    client = PredictorClient(url, model_name, answer_seconds)
    yield client
    client.close()


@pytest.mark.xdist_group("api")
def test_it_scores_past_the_proxy_of_the_environment(predictor: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with connected(predictor.url) as client:
        assert client.score(BET).p_win == 0.5


@pytest.mark.xdist_group("api")
def test_a_model_the_predictor_does_not_have_is_a_failure(predictor: Running) -> None:
    with connected(predictor.url, model_name="other") as client:
        with pytest.raises(PredictorFailedError, match="does not serve this model"):
            client.score(BET)
        assert not client.state().ready


@pytest.mark.parametrize(
    ("status", "body", "error", "sentence"),
    [
        (200, b"hello", PredictorFailedError, "not a score"),
        (200, b'{"predictions": []}', PredictorFailedError, "0 scores for 1 bets"),
        (200, b'{"predictions": [{"p_win": 2}]}', PredictorFailedError, "not a score"),
        (302, b"", PredictorFailedError, "status 302"),
        (400, b"hello", PredictorFailedError, "without saying why"),
        (400, b'{"error": "Not today."}', InputError, "Not today."),
        (500, b"", PredictorFailedError, "status 500"),
        (503, b"", PredictorUnavailableError, "not ready"),
    ],
)
def test_whatever_answers_becomes_a_sentence(status: int, body: bytes, error: type[PikkitError], sentence: str) -> None:
    with stranger(status, body) as url, connected(url) as client, pytest.raises(error, match=sentence):
        client.score(BET)


def test_a_busy_predictor_is_not_called_one_without_a_model() -> None:
    with (
        stranger(503, b"", {"Retry-After": "1"}) as url,
        connected(url) as client,
        pytest.raises(PredictorUnavailableError, match="busy"),
    ):
        client.score(BET)


def test_a_refused_field_keeps_its_own_name() -> None:
    body = b'{"error": "x", "problems": [{"field": "instances[0].odds", "message": "is wrong"}]}'
    with (
        stranger(400, body) as url,
        connected(url) as client,
        pytest.raises(InvalidFieldsError, match=r"^odds: is wrong"),
    ):
        client.score(BET)


def test_a_predictor_that_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with (
            connected(url, answer_seconds=0.05) as client,
            pytest.raises(PredictorUnavailableError, match=r"within 0\.05 s"),
        ):
            client.score(BET)


@pytest.mark.parametrize("url", ["nonsense", "http://", "ftp://127.0.0.1", "http://127.0.0.1:1"])
def test_an_address_without_a_predictor_is_not_ready(url: str) -> None:
    with connected(url) as client:
        assert not client.state().ready
        with pytest.raises(PredictorUnavailableError, match="cannot be reached"):
            client.score(BET)


def test_a_stranger_at_the_address_is_not_ready() -> None:
    with stranger(200, b"hello") as url, connected(url) as client:
        assert client.state().detail == "What answers at the predictor's address is not the predictor."


def test_a_predictor_may_stand_under_a_path() -> None:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = PredictorClient(f"http://127.0.0.1:{server.server_port}/behind/", "pikkit")
    assert not client.state().ready
    client.close()
    server.shutdown()
    server.server_close()
    assert asked == ["/behind/v2/models/pikkit/ready"]


@pytest.mark.parametrize("address", ["", "predictor", "http://", "http://host:port", "http://host:99999", "ftp://host"])
def test_what_is_no_address_cannot_be_reached(address: str) -> None:
    with pytest.raises(PredictorUnavailableError):
        PredictorClient(address, "pikkit").score(BET)
