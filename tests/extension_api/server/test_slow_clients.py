"""Clients that send or read slowly, or hardly at all: others are served meanwhile, and they are hung up on."""

import socket
import time
from contextlib import ExitStack

import pytest

from pikkit.extension_api.server.patience import Patience
from tests.extension_api.server.listening import LARGE, asked, connected, drips_until_closed, listening, read_all

PATIENT = Patience(connections=300)
HALVES = {
    "nothing": b"",
    "half a first line": b"GET / HT",
    "half a head": b"POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-",
    "an empty body": b"POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n",
    "half a body": b"POST /v1/score HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n" + b"{" * 400,
    "half a chunk": b"POST /v1/score HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc",
    "a body to be asked for": b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n",
}


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_a_hundred_half_sent_requests_hold_nobody_up(half: bytes) -> None:
    with listening(PATIENT) as (_, port), ExitStack() as attackers:
        for _ in range(100):
            attackers.enter_context(connected(port)).sendall(half)
        assert all(asked(port).endswith(b"\r\n\r\n0") for _ in range(20))


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_a_half_sent_request_is_hung_up_on(half: bytes) -> None:
    with listening() as (listener, port), connected(port) as attacker:
        attacker.sendall(half)
        assert read_all(attacker) in {b"", b"HTTP/1.1 100 Continue\r\n\r\n"}
        assert not listener.active_channels


DRIPS = {
    "a head": (b"GET / HTTP/1.1\r\nX: ", b"x"),
    "heads without end": (b"GET / HTTP/1.1\r\n", b"X: y\r\n"),
    "empty lines": (b"", b"\r\n\r\n"),
    "a body": (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", b"x"),
    "chunks": (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
}


@pytest.mark.parametrize(("start", "drop"), DRIPS.values(), ids=DRIPS)
def test_a_byte_now_and_then_buys_no_time(start: bytes, drop: bytes) -> None:
    with listening() as (_, port), connected(port) as attacker:
        attacker.sendall(start)
        assert drips_until_closed(attacker, drop, seconds=0.05) < 200


def test_a_slow_but_steady_upload_is_read_to_its_end() -> None:
    steady = Patience(slow_seconds=0.5, bytes_per_second=1000.0)
    with listening(steady) as (_, port), connected(port) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 60000\r\n\r\n")
        for _ in range(12):
            time.sleep(0.1)
            client.sendall(b"x" * 5000)
        assert read_all(client).endswith(b"\r\n\r\n60000")


def reader(port: int) -> socket.socket:
    """Somebody who asks for much and reads none of it."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.settimeout(20)
    client.sendall(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
    return client


def test_who_asks_for_much_and_reads_none_of_it_holds_nobody_up_and_is_hung_up_on() -> None:
    with listening() as (listener, port), ExitStack() as attackers:
        readers = [attackers.enter_context(reader(port)) for _ in range(10)]
        assert all(asked(port).endswith(b"\r\n\r\n0") for _ in range(10))
        wait_until_empty(listener.active_channels)
        assert all(len(read_all(one)) < LARGE for one in readers)


def wait_until_empty(channels: dict[int, object]) -> None:
    end = time.monotonic() + 30
    while channels:
        assert time.monotonic() < end, "they were never hung up on"
        time.sleep(0.05)


def test_a_resting_connection_is_closed_and_one_in_use_is_not() -> None:
    with listening() as (_, port), connected(port) as resting, connected(port) as used:
        for _ in range(6):
            used.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = b""
            while not answer.endswith(b"\r\n\r\n0"):
                answer += used.recv(1000) or pytest.fail("it was hung up on in the middle")
            time.sleep(0.2)
        assert read_all(resting) == b""


def test_however_many_connections_rest_a_new_one_is_served() -> None:
    with listening(Patience(connections=20)) as (listener, port), ExitStack() as attackers:
        for _ in range(200):
            attackers.enter_context(connected(port)).sendall(b"GET / HTTP/1.1\r\nX: ")
            assert len(listener.active_channels) <= 21
        assert asked(port).endswith(b"\r\n\r\n0")


def test_who_opens_many_connections_closes_his_own_and_nobody_elses() -> None:
    """The neighbour sits at another loopback address, and has waited longer than any of the attacker's."""
    with listening(Patience(connections=20)) as (_, port), ExitStack() as attackers:
        neighbours = [socket.create_connection(("127.0.0.1", port), 20, ("127.0.0.9", 0)) for _ in range(5)]
        for one in neighbours:
            one.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n")
        for _ in range(200):
            attackers.enter_context(connected(port)).sendall(b"GET / HTTP/1.1\r\nX: ")
        assert asked(port).endswith(b"\r\n\r\n0")
        for one in neighbours:
            one.sendall(b"\r\n")
            assert read_all(one).endswith(b"\r\n\r\n0")
            one.close()


def test_uploads_beyond_those_there_is_room_for_are_told_so_and_other_requests_are_served() -> None:
    head = b"POST /v1/imports HTTP/1.1\r\nHost: x\r\nContent-Length: 2000000\r\n\r\n"
    with listening(Patience(uploads=2)) as (_, port), ExitStack() as attackers:
        for _ in range(2):
            attackers.enter_context(connected(port)).sendall(head + b"x")
        time.sleep(0.2)
        refused = asked(port, head + b"x")
        assert refused.startswith(b"HTTP/1.1 503")
        assert b"Too many uploads" in refused
        assert asked(port).endswith(b"\r\n\r\n0")
