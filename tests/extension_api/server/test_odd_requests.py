"""What is no request, or tries to be two: answered with a sentence or hung up on, and the next one is served."""

import json
import random

import pytest

from pikkit.extension_api.server.patience import Patience
from tests.extension_api.server.listening import UPLOAD_BYTES, asked, connected, listening

ODD = {
    "bytes": bytes(range(256)) * 4 + b"\r\n\r\n",
    "TLS": bytes.fromhex("16030100c8010000c403034f") + b"\x00" * 200 + b"\r\n\r\n",
    "no method": b"/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "a space too many": b"GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
    "a negative length": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
    "a length with a sign": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\nx",
    "a bare line feed": b"GET / HTTP/1.1\nHost: x\r\nX: y\nZ: z\r\n\r\n",
    "a header without a name": b"GET / HTTP/1.1\r\n: x\r\n\r\n",
    "a header with a space": b"POST / HTTP/1.1\r\nContent-Length : 5\r\n\r\nhello",
    "an unknown coding": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a chunk without a size": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n0\r\n\r\n",
    "a negative chunk": b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
    "a head without end": b"GET / HTTP/1.1\r\nX: " + b"x" * 40_000 + b"\r\n\r\n",
    "heads without end": b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 10_000 + b"\r\n",
}


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_what_is_no_request_is_refused_in_the_shape_of_all_errors(odd: bytes) -> None:
    with listening(Patience()) as (_, port):
        head, _, body = asked(port, odd + b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 3).partition(b"\r\n\r\n")
        assert head.split()[1] in {b"400", b"431", b"501"}
        assert json.loads(body)["error"]["message"]  # the body is one answer: what was sent behind it was not served
        assert asked(port).endswith(b"\r\n\r\n0")


def test_a_request_hidden_in_anothers_body_is_not_served() -> None:
    hidden = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
    both = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
    with listening(Patience()) as (_, port):
        assert len(asked(port, both + b"0\r\n\r\n" + hidden)) < 1000
        assert len(asked(port, both.replace(b"chunked", b"identity") + b"hello" + hidden)) < 1000


def test_requests_sent_before_their_answers_are_answered_in_order() -> None:
    requests = [b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % n + b"x" * n for n in range(1, 300)]
    last = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    with listening(Patience()) as (_, port):
        answers = asked(port, b"".join(requests) + last).split(b"HTTP/1.1 200 OK")
        assert [int(answer.rpartition(b"\r\n\r\n")[2]) for answer in answers[1:]] == [*range(1, 300), 0]


@pytest.mark.parametrize(("path", "size"), [("/v1/score", 1024 * 1024 + 1), ("/v1/imports", UPLOAD_BYTES + 1)])
def test_a_body_over_the_limit_of_its_address_is_refused_before_it_is_read(path: str, size: int) -> None:
    with listening(Patience()) as (_, port):
        declared = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {size}\r\n\r\n".encode()
        assert asked(port, declared).startswith(b"HTTP/1.1 413")


def test_a_chunked_body_over_the_limit_is_refused_as_soon_as_it_is() -> None:
    with listening(Patience()) as (_, port), connected(port) as client:
        client.sendall(b"POST /v1/score HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        sent = 0
        try:
            while sent < 50 * 1024 * 1024:
                client.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                sent += 65536
        except OSError:
            pass
        assert sent < 20 * 1024 * 1024


def test_an_upload_may_be_as_large_as_the_limit_says() -> None:
    with listening(Patience()) as (_, port):
        head = f"POST /v1/imports HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {UPLOAD_BYTES}\r\n\r\n"
        assert asked(port, head.encode() + b"x" * UPLOAD_BYTES).endswith(str(UPLOAD_BYTES).encode())


def test_a_thousand_random_requests_end_no_server() -> None:
    chance = random.Random(4)
    words = [b"GET", b"POST", b" ", b"/", b" HTTP/1.1", b"\r\n", b"\n", b"\r", b"Host: x", b"Content-Length: 3", b"\0"]
    words += [b"Transfer-Encoding: chunked", b"Expect: 100-continue", b"\xff\xfe", b"3\r\nabc\r\n", b"0\r\n\r\n", b":"]
    with listening(Patience(connections=30)) as (_, port):
        for _ in range(1000):
            with connected(port) as client:
                client.sendall(b"".join(chance.choices(words, k=chance.randint(1, 25))))
        assert asked(port).endswith(b"\r\n\r\n0")
