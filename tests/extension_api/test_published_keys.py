"""Who publishes the keys of tokens may be silent, drip, never end or be away: users wait once, and not for long."""

import threading
import time
from collections.abc import Callable

import jwt
import pytest

from pikkit.extension_api.auth.published_keys import PublishedKeys
from tests.outbox.test_hostile_webhooks import OK, Answer, forever, receiver, silence

SECONDS = 0.5
AT_MOST = 15.0
"""Far beyond what was given, for a machine that is busy; each of these answers would take 30 s or more."""
HOSTILE: dict[str, Answer] = {
    "silence": silence,
    "a head that drips": forever(b"X: y\r\n", OK),
    "a head without end": forever(b"X: " + b"y" * 4000 + b"\r\n", OK, pause=0),
    "a body that drips": forever(b" ", OK + b"Content-Length: 100000\r\n\r\n"),
    "chunks without end": forever(
        b"400\r\n" + b" " * 1024 + b"\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n", pause=0
    ),
    "early hints without end": forever(b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    "a redirect": lambda connection: connection.sendall(
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    ),
    "no JSON": lambda connection: connection.sendall(OK + b"Content-Length: 2\r\n\r\n{]"),
    "no HTTP": lambda connection: connection.sendall(b"SSH-2.0-OpenSSH\r\n"),
}


def seconds_of(call: Callable[[], object]) -> float:
    begun = time.monotonic()
    with pytest.raises(jwt.PyJWKClientConnectionError):
        call()
    return time.monotonic() - begun


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_fetch_ends_in_time_whatever_is_answered_and_the_next_is_not_tried_at_once(kind: str) -> None:
    with receiver(HOSTILE[kind]) as url:
        keys = PublishedKeys(url, SECONDS)
        assert seconds_of(lambda: keys.get_signing_key("first")) < AT_MOST
        assert seconds_of(lambda: keys.get_signing_key("first")) < SECONDS  # nobody waits for what just failed


def test_many_users_wait_for_one_fetch_together() -> None:
    asked = []

    def answer(connection: object) -> None:
        asked.append(1)
        time.sleep(2 * SECONDS)

    with receiver(answer) as url:
        keys = PublishedKeys(url, SECONDS)
        threads = [threading.Thread(target=seconds_of, args=(lambda: keys.get_signing_key("x"),)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(asked) == 1


def test_an_address_that_is_none_is_no_fault_of_ours() -> None:
    for url in ("http://nowhere.invalid/keys", "http://127.0.0.1:1/keys"):
        assert seconds_of(lambda url=url: PublishedKeys(url, SECONDS).get_signing_key("x")) < AT_MOST  # type: ignore[misc]
