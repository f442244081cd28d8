"""A call to somebody else ends in time also where his name or his addresses are what is slow."""

import socket
import threading
import time
from typing import Any

import httpcore
import pytest

from pikkit.base.deadline_network import DeadlineNetwork

SECONDS = 0.3
AT_MOST = 15.0


def test_a_name_that_is_not_resolved_in_time_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()

    def never(*_: object, **__: object) -> list[object]:
        done.wait(60)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", never)
    network = DeadlineNetwork()
    network.begin(SECONDS)
    begun = time.monotonic()
    with pytest.raises(httpcore.ConnectTimeout, match="not resolved in time"):
        network.connect_tcp("slow.example", 80)
    assert time.monotonic() - begun < AT_MOST
    done.set()


def test_a_name_of_many_silent_addresses_has_one_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    """200 addresses that take no connection: each of them alone would use the time up."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        port = full.getsockname()[1]
        held = [socket.socket() for _ in range(8)]
        for one in held:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))  # nobody accepts: from the second on they wait
        answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{n}", port)) for n in range(1, 201)]
        monkeypatch.setattr(socket, "getaddrinfo", _only_for("many.example", answers))
        network = DeadlineNetwork()
        network.begin(SECONDS)
        begun = time.monotonic()
        with pytest.raises((httpcore.ConnectTimeout, httpcore.ConnectError)):
            network.connect_tcp("many.example", port)
        assert time.monotonic() - begun < AT_MOST
        for one in held:
            one.close()


def test_the_next_address_is_tried_where_one_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port)) for host in ("127.0.0.9", "127.0.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", _only_for("two.example", answers))
        network = DeadlineNetwork()
        network.begin(AT_MOST)
        network.connect_tcp("two.example", port).close()


def _only_for(name: str, answers: list[Any]) -> Any:
    real = socket.getaddrinfo
    return lambda host, *more, **named: answers if host == name else real(host, *more, **named)
