"""What happens to events after they were taken: a bounded queue, and the thread that reads it into the window."""

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from pikkit.base.errors import InputError
from pikkit.inference.drift_detector.events import PayloadEvent
from pikkit.inference.drift_detector.joining import Exchange, Joiner, Outcome
from pikkit.inference.drift_detector.journal import Journal
from pikkit.inference.drift_detector.metrics import Metrics
from pikkit.inference.drift_detector.payloads import bets_of
from pikkit.inference.drift_detector.window import Window
from pikkit.settings.detector import DetectorRules

AT_ONCE = 500
"""Events that are written to the journal in one go."""
IDLE_SECONDS = 0.2

log = logging.getLogger("pikkit.drift_detector")


class Intake:
    """Takes events without ever waiting, and turns them into bets of the window."""

    def __init__(self, rules: DetectorRules, journal: Journal, window: Window, metrics: Metrics) -> None:
        self._queue: queue.Queue[PayloadEvent] = queue.Queue(rules.queue_events)
        self._joiner = Joiner(rules.pending_requests)
        self._journal, self._window, self._metrics = journal, window, metrics
        self._sync_seconds = rules.sync_seconds
        self._synced = time.monotonic()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)
        self.added: Callable[[], None] = lambda: None
        """Called when bets were added."""
        metrics.queue.set_function(self._queue.qsize)
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

    def take(self, event: PayloadEvent) -> bool:
        """Take an event; False if there is no room for it."""
        try:
            self._queue.put_nowait(event)
        except queue.Full:
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
            fresh = [event for event in events if self._join(event) is not Outcome.DUPLICATE]
            self._write(fresh)
            if fresh:
                self.added()

    def _next(self) -> list[PayloadEvent]:
        events: list[PayloadEvent] = []
        with suppress(queue.Empty):
            events.append(self._queue.get(timeout=IDLE_SECONDS))
            while len(events) < AT_ONCE:
                events.append(self._queue.get_nowait())
        return events

    def _join(self, event: PayloadEvent) -> Exchange | Outcome:
        before = self._joiner.given_up
        joined = self._joiner.add(event)
        self._metrics.exchanges.labels("unanswered").inc(self._joiner.given_up - before)
        if joined is Outcome.DUPLICATE:
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
