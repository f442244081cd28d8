"""Connections that are made to stay: heads without end, no head at all, answers that nobody reads."""

import socket
import time
from collections.abc import Iterator, Sequence

import httpx
import psutil  # type: ignore[import-untyped]
import pytest

from tests.servers import Running, running

pytestmark = pytest.mark.xdist_group("connections")
SECONDS = 30
ROWS = 40_000
"""Their scores are 16 MB, more than the system's buffers hold."""


@pytest.fixture(scope="module")
def attacked() -> Iterator[Running]:
    """A predictor with short deadlines; what else the protocol is, it is in production."""
    options = ["--rows", str(ROWS), "--body-bytes", str(2**22)]
    with running(["-m", "tests.safety.impatient", "127.0.0.1", "0", *options]) as server:
        yield server


def connect(server: Running, timeout: float = SECONDS) -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=timeout)


def answers(server: Running) -> bool:
    return httpx.get(f"{server.url}/v2/health/live", trust_env=False, timeout=SECONDS).status_code == 200


def is_closed(caller: socket.socket) -> bool:
    """Whether the server hangs up; a time-out is an error."""
    try:
        while caller.recv(65_536):
            pass
    except ConnectionError:
        pass
    return True


def is_hung_up(caller: socket.socket, parts: Sequence[bytes], pause: float) -> bool:
    """Whether the server hangs up before all parts are sent."""
    try:
        for part in parts:
            caller.sendall(part)
            time.sleep(pause)
    except ConnectionError:
        return True
    return False


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nhost: localhost\r\n" + b"".join(b"x-%d: y\r\n" % i for i in range(101)) + b"\r\n",
        b"GET / HTTP/1.1\r\nhost: localhost\r\nx: " + b"y" * 70_000 + b"\r\n\r\n",
        b"GET /" + b"y" * 70_000 + b" HTTP/1.1\r\nhost: localhost\r\n\r\n",
    ],
    ids=["many fields", "a long field", "a long address"],
)
def test_a_head_that_is_too_large_is_refused_with_431(attacked: Running, head: bytes) -> None:
    with connect(attacked) as caller:
        caller.sendall(head)
        assert caller.recv(64).startswith(b"HTTP/1.1 431 ")
    assert answers(attacked)


def test_a_head_without_end_is_not_kept(attacked: Running) -> None:
    before = psutil.Process(attacked.process.pid).memory_info().rss
    with connect(attacked) as caller:
        caller.sendall(b"GET / HTTP/1.1\r\nhost: localhost\r\nx: ")
        assert is_hung_up(caller, [b"y" * 65_536] * 2_000, pause=0.001)
    assert psutil.Process(attacked.process.pid).memory_info().rss - before < 32 * 2**20


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"GET / HT", b"GET / HTTP/1.1\r\nhost: localhost\r\n"])
def test_a_head_that_does_not_arrive_is_given_up(attacked: Running, sent: bytes) -> None:
    callers = [connect(attacked) for _ in range(50)]
    for caller in callers:
        if sent:
            caller.sendall(sent)
    assert answers(attacked)
    assert all(map(is_closed, callers))
    for caller in callers:
        caller.close()


def test_a_head_in_drops_is_given_up(attacked: Running) -> None:
    head = b"GET / HTTP/1.1\r\nhost: localhost\r\nx: " + b"y" * 1_000
    with connect(attacked) as caller:
        assert is_hung_up(caller, [bytes([letter]) for letter in head], pause=0.05)
    assert answers(attacked)


def test_an_answer_that_nobody_reads_is_given_up(attacked: Running) -> None:
    bet = b'{"sportsbook":"x","odds":2.0}'
    body = b'{"instances":[' + b",".join([bet] * ROWS) + b"]}"
    head = b"POST /v1/models/pikkit:predict HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
    process = psutil.Process(attacked.process.pid)
    open_before = len(process.connections("tcp"))
    callers = []
    for _ in range(5):
        callers.append(connect(attacked))
        callers[-1].setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        callers[-1].sendall(head + b"content-length: %d\r\n\r\n" % len(body) + body)
    deadline = time.monotonic() + SECONDS
    while len(process.connections("tcp")) > open_before:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert answers(attacked)
    for caller in callers:
        caller.close()


def test_requests_one_after_another_on_a_connection_are_all_answered(attacked: Running) -> None:
    with httpx.Client(base_url=attacked.url, trust_env=False, timeout=SECONDS) as client:
        for _ in range(300):
            assert client.get("/v2/health/live").status_code == 200


def test_a_websocket_is_not_opened(attacked: Running) -> None:
    head = b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
    with connect(attacked) as caller:
        caller.sendall(head + b"sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n")
        assert b" 101 " not in caller.recv(64)
