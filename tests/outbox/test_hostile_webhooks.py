"""Webhooks that are slow, drip, never end or lead elsewhere: they cost themselves time, and nobody else anything."""

import select
import socket
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pikkit.base.errors import InputError, NotReadyError
from pikkit.outbox import Deliverer, Entry, EntryState, Item, Operation, Outbox
from pikkit.outbox.entry import RECORDS
from pikkit.outbox.sink_contract import Sink
from pikkit.outbox.webhook import WebhookSink

SECONDS = 0.5
OK = b"HTTP/1.1 200 OK\r\n"
Answer = Callable[[socket.socket], None]


@contextmanager
def receiver(answer: Answer) -> Iterator[str]:
    """A webhook that answers every connection by a function; its address."""
    stop = threading.Event()

    def serve(listening: socket.socket) -> None:
        while not stop.is_set():
            with suppress(OSError):
                connection, _ = listening.accept()
                with connection, suppress(OSError):
                    connection.settimeout(5)
                    connection.recv(65536)
                    answer(connection)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/hook"
        stop.set()
        thread.join()


def forever(piece: bytes, start: bytes = b"", pause: float = 0.05) -> Answer:
    """The same piece again and again, until nobody reads it."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(start)
        end = time.monotonic() + 30
        while time.monotonic() < end and not _hung_up(connection, pause):
            connection.sendall(piece)

    return answer


def _hung_up(connection: socket.socket, pause: float) -> bool:
    """Whether the other end closes within a pause: nothing that is sent would tell, if nothing is."""
    return bool(select.select([connection], [], [], pause)[0]) and not connection.recv(65536)


def silence(connection: socket.socket) -> None:
    connection.settimeout(30)
    connection.recv(1)


def entry(target: str, key: str = "a") -> Entry:
    item = Item(target, "opportunity", "ann", key, Operation.POST, {"odds": 2.0})
    return Entry(1, item, datetime.now(UTC), EntryState.PENDING, 0, "")


SLOW = {
    "nothing": silence,
    "a status that drips": forever(b"H"),
    "a head that drips": forever(b"x", OK + b"X: "),
    "heads without end": forever(b"X: y\r\n", OK, pause=0.001),
    "continue without end": forever(b"HTTP/1.1 100 Continue\r\n\r\n"),
    "no HTTP": lambda connection: connection.sendall(b"\x00" * 1000 + b"\r\n\r\n"),
    "nothing at all": lambda connection: connection.close(),
}


@pytest.mark.parametrize("answer", SLOW.values(), ids=SLOW)
def test_an_answer_that_does_not_come_in_time_is_tried_later(answer: Answer) -> None:
    with receiver(answer) as url:
        sink, begun = WebhookSink(url, SECONDS), time.monotonic()
        with pytest.raises(NotReadyError):
            sink.deliver([entry(url)])
        sink.close()
        assert time.monotonic() - begun < 10 * SECONDS


TAKEN = {
    "a body that drips": forever(b"x", OK + b"Content-Length: 1000000\r\n\r\n"),
    "a body without end": forever(b"x" * 65536, OK + b"\r\n", pause=0),
    "chunks without end": forever(b"1\r\nx\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n", pause=0.001),
    "a bomb": forever(b"\x1f\x8b" + b"\x00" * 60_000, OK + b"Content-Encoding: gzip\r\n\r\n", pause=0),
}


@pytest.mark.parametrize("answer", TAKEN.values(), ids=TAKEN)
def test_of_an_answer_only_the_status_counts(answer: Answer) -> None:
    with receiver(answer) as url:
        sink, begun = WebhookSink(url, SECONDS), time.monotonic()
        tracemalloc.start()
        sink.deliver([entry(url)])
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        sink.close()
        assert time.monotonic() - begun < 10 * SECONDS
        assert most < 8_000_000


def test_a_redirect_leads_nowhere() -> None:
    asked: list[bytes] = []

    def elsewhere(connection: socket.socket) -> None:
        asked.append(b"asked")
        connection.sendall(OK + b"Content-Length: 0\r\n\r\n")

    with receiver(elsewhere) as other:
        moved = f"HTTP/1.1 307 Moved\r\nLocation: {other}\r\nContent-Length: 0\r\n\r\n".encode()
        with receiver(lambda connection: connection.sendall(moved)) as url:
            sink = WebhookSink(url, SECONDS)
            with pytest.raises(InputError, match="redirects are not followed"):
                sink.deliver([entry(url)])
            sink.close()
    assert not asked


@pytest.mark.parametrize("url", ["http://", "ftp://127.0.0.1/x", "http://[::1", "http://127.0.0.1:99999/", "x"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        WebhookSink(url, SECONDS).deliver([entry(url)])


class Shelf:
    """A store that takes everything at once."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def deliver(self, entries: Sequence[Entry]) -> None:
        self.taken += [entry.item.key for entry in entries]

    def close(self) -> None: ...


@contextmanager
def delivering(folder: Path, sinks: Callable[[str], Sink]) -> Iterator[tuple[Outbox, Deliverer]]:
    outbox, stop = Outbox(folder / "outbox.db"), threading.Event()
    deliverer = Deliverer(outbox, sinks)
    thread = threading.Thread(target=deliverer.run, args=(folder / "lock", stop))
    thread.start()
    yield outbox, deliverer
    stop.set()
    deliverer.wake()
    thread.join()
    outbox.close()


def put(outbox: Outbox, target: str, keys: Sequence[str]) -> None:
    operation = Operation.APPEND if target == RECORDS else Operation.POST
    outbox.add([Item(target, "opportunity", "ann", key, operation, {}) for key in keys])


def wait_for(what: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_the_store_never_waits_for_a_webhook(tmp_path: Path) -> None:
    """The webhook is given half a minute for its first entry; the store has its hundred before that is over."""
    shelf, asked, released = Shelf(), threading.Event(), threading.Event()

    def hang(connection: socket.socket) -> None:
        asked.set()
        released.wait(30)

    def sinks(target: str) -> Sink:
        return shelf if target == RECORDS else WebhookSink(target, 30)

    with receiver(hang) as url, delivering(tmp_path, sinks) as (outbox, deliverer):
        put(outbox, url, [str(n) for n in range(10)])
        deliverer.wake()
        assert asked.wait(20)
        for number in range(100):
            put(outbox, RECORDS, [str(number)])
            deliverer.wake()
        wait_for(lambda: len(shelf.taken) == 100 and outbox.depth().pending == 10)  # the webhook had none meanwhile
        released.set()


def test_a_bettor_who_floods_lets_others_through(tmp_path: Path) -> None:
    outbox, shelf = Outbox(tmp_path / "outbox.db"), Shelf()
    outbox.add([Item(RECORDS, "things", "flood", f"f{n}", Operation.APPEND, {}) for n in range(2000)])
    outbox.add([Item(RECORDS, "things", "ann", "a", Operation.APPEND, {})])
    Deliverer(outbox, lambda _: shelf).step()
    assert shelf.taken.index("a") <= 200


@pytest.mark.parametrize("jump", [-3600.0, -86400.0, 3600.0, 30 * 86400.0])
def test_a_clock_that_is_set_stops_no_lane(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jump: float) -> None:
    """What was refused once is tried again within its pause, however the clock jumps meanwhile."""
    refuse = [True]

    class Choosy(Shelf):
        def deliver(self, entries: Sequence[Entry]) -> None:
            if refuse.pop() if refuse else False:
                raise InputError("no")
            super().deliver(entries)

    shelf, real = Choosy(), time.time_ns
    with delivering(tmp_path, lambda _: shelf) as (outbox, deliverer):
        put(outbox, RECORDS, ["a"])
        deliverer.wake()
        wait_for(lambda: not refuse)
        monkeypatch.setattr(time, "time_ns", lambda: real() + round(jump * 1e9))
        monkeypatch.setattr(time, "time", lambda: real() / 1e9 + jump)
        put(outbox, RECORDS, ["b"])
        deliverer.wake()
        wait_for(lambda: shelf.taken == ["a", "b"])
