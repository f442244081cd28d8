"""What happens to events after they were taken: a bounded queue, and the thread that reads it into the window."""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from starlette.exceptions import HTTPException

from pikkit.base.errors import InputError
from pikkit.inference.drift_detector.cloud_event import PayloadEvent
from pikkit.inference.drift_detector.joining import Exchange, Joiner, JoinOutcome
from pikkit.inference.drift_detector.journal import Journal
from pikkit.inference.drift_detector.metrics import DetectorMetrics
from pikkit.inference.drift_detector.payloads import bets_of
from pikkit.inference.drift_detector.window import BetWindow
from pikkit.inference.room import NoRoomError, Room
from pikkit.settings.detector import DetectorRules

AT_ONCE = 500
"""Events that are written to the journal in one go."""
IDLE_SECONDS = 0.2
ARRIVAL_SECONDS = 30.0
"""For an event's body."""

log = logging.getLogger("pikkit.drift_detector")


class Intake:
    """Takes events without ever waiting, and turns them into bets of the window."""

    def __init__(self, rules: DetectorRules, journal: Journal, window: BetWindow, metrics: DetectorMetrics) -> None:
        self._queue: queue.Queue[PayloadEvent] = queue.Queue(rules.queue_events)
        self._room = Room(rules.queue_bytes)
        self._joiner = Joiner(rules.pending_requests, rules.pending_bytes)
        self._journal, self._window, self._metrics = journal, window, metrics
        self._sync_seconds = rules.sync_seconds
        self._synced = time.monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
        self.added: Callable[[], None] = lambda: None
        """Called when bets were added."""
        metrics.queue.set_function(self._queue.qsize)
        metrics.queue_bytes.set_function(lambda: self._room.held)
        metrics.window.set_function(lambda: len(window))

    @property
    def alive(self) -> bool:
        """Whether events are being read."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Read the journal into the window, then begin to take events."""
        for event in self._journal.replay():
            self._join(event)
        self._thread.start()

    @asynccontextmanager
    async def arriving(self, stream: AsyncIterator[bytes], most: int) -> AsyncIterator[bytes]:
        """A body as it comes in, for which there is room, among the events that wait, until the block ends.

        Raises:
            HTTPException: It is larger than ``most`` bytes, or takes too long (408, 413).
            NoRoomError: There is no room for it.
        """
        parts, size = list[bytes](), 0
        try:
            async with asyncio.timeout(ARRIVAL_SECONDS):
                async for part in stream:
                    if size + len(part) > most:
                        raise HTTPException(413, f"An event may have {most:,} bytes.")
                    if not self._room.take(len(part)):
                        self._metrics.events.labels("dropped").inc()
                        raise NoRoomError("Events that wait take all the room; this one is dropped.")
                    size += len(part)
                    parts.append(part)
            yield b"".join(parts)
        except TimeoutError as error:
            raise HTTPException(408, f"The event did not arrive within {ARRIVAL_SECONDS:g} s.") from error
        finally:
            self._room.give_back(size)

    def take(self, event: PayloadEvent) -> bool:
        """Take an event; False if there is no room for it."""
        roomy = self._room.take(event.size)
        try:
            if roomy:
                self._queue.put_nowait(event)
        except queue.Full:
            self._room.give_back(event.size)
            roomy = False
        if not roomy:
            self._metrics.events.labels("dropped").inc()
            return False
        self._metrics.events.labels("accepted").inc()
        return True

    def stop(self) -> None:
        """Read what waits, and end."""
        self._stop.set()
        if self.alive:
            self._thread.join()
        self._guarded(self._journal.close)

    def _run(self) -> None:
        while not (self._stop.is_set() and self._queue.empty()):
            events = self._next()
            fresh = [event for event in events if self._join(event) is not JoinOutcome.DUPLICATE]
            self._write(fresh)
            self._room.give_back(sum(event.size for event in events))
            if fresh:
                self.added()

    def _next(self) -> list[PayloadEvent]:
        events: list[PayloadEvent] = []
        with suppress(queue.Empty):
            events.append(self._queue.get(timeout=IDLE_SECONDS))
            while len(events) < AT_ONCE:
                events.append(self._queue.get_nowait())
        return events

    def _join(self, event: PayloadEvent) -> Exchange | JoinOutcome:
        before = self._joiner.given_up
        joined = self._joiner.add(event)
        self._metrics.exchanges.labels("unanswered").inc(self._joiner.given_up - before)
        if joined is JoinOutcome.DUPLICATE:
            self._metrics.events.labels("duplicate").inc()
        if isinstance(joined, Exchange):
            self._read(joined)
        return joined

    def _read(self, exchange: Exchange) -> None:
        try:
            self._window.extend(bets_of(exchange))
        except InputError as error:
            self._metrics.exchanges.labels("unreadable").inc()
            log.info("An exchange is left out. %s", error)
            return
        self._metrics.exchanges.labels("read").inc()

    def _write(self, events: Sequence[PayloadEvent]) -> None:
        if events:
            self._guarded(lambda: self._keep(events))
        if time.monotonic() - self._synced >= self._sync_seconds:
            self._guarded(self._journal.sync)
            self._synced = time.monotonic()

    def _keep(self, events: Sequence[PayloadEvent]) -> None:
        self._journal.append(events)
        self._metrics.journaled.inc(len(events))

    def _guarded(self, write: Callable[[], None]) -> None:
        """A disk that is full costs what a restart could have read, and no event."""
        try:
            write()
        except OSError as error:
            self._metrics.journal_errors.inc()
            log.warning("The journal cannot be written: %s.", error.strerror)
