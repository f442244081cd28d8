"""The way to one destination: in order for each bettor, in turn between them, later and later while nobody takes it."""

import logging
import random
import threading
import time
from collections.abc import Sequence
from itertools import groupby

from pikkit.base.errors import InputError, NotReadyError
from pikkit.outbox.box import Outbox
from pikkit.outbox.entry import RECORDS, Entry
from pikkit.outbox.sink_contract import Sink, SinkOf

BATCH = 200
REFUSALS = 5
"""So often is an entry refused before it is dead; that a target is away does not count."""
_FIRST_SECONDS, _LONGEST_SECONDS = 0.2, 60.0
_IDLE_SECONDS = 1.0
_GATHER_SECONDS = 0.05
"""What comes in together is delivered together: one commit of the store, not one a capture."""

log = logging.getLogger("pikkit.outbox")


class Lane:
    """Delivers what is meant for one target; one thread at a time.

    Pauses are counted by the monotonic clock and known to this process alone: a clock that is set stops no lane, and a
    new process tries at once.

    Args:
        outbox: What to deliver.
        target: For whom.
        sink_of: Makes its sink.
    """

    def __init__(self, outbox: Outbox, target: str, sink_of: SinkOf) -> None:
        self._outbox = outbox
        self._target = target
        self._sink_of = sink_of
        self._sink: Sink | None = None
        self._failures = 0
        self._paused_until = 0.0
        self._not_before: dict[int, float] = {}
        self._more = threading.Event()

    def wake(self) -> None:
        """Say that something was put in."""
        self._more.set()

    def step(self) -> int:
        """Deliver a batch of each bettor for whom something waits and is due; returns how many entries were."""
        done = 0
        if not self._is_paused:
            for bettor in self._outbox.bettors_waiting(self._target):
                done += self._deliver_next(bettor)
                if self._is_paused:
                    break
        return done

    def run(self, stop: threading.Event) -> None:
        """Deliver until told to stop (and woken)."""
        while not stop.is_set():
            self._more.clear()
            if not self._step_safely():
                self._more.wait(self._rest_seconds())
            stop.wait(_GATHER_SECONDS)
        self.close()

    def close(self) -> None:
        """Let go of the target."""
        if self._sink is not None:
            self._sink.close()
        self._sink = None

    @property
    def _is_paused(self) -> bool:
        return self._paused_until > time.monotonic()

    def _rest_seconds(self) -> float:
        if not self._is_paused:
            return _IDLE_SECONDS
        return min(_IDLE_SECONDS, max(0.01, self._paused_until - time.monotonic()))

    def _step_safely(self) -> int:
        try:
            return self.step()
        except Exception:  # this thread is the only one that delivers there: it must outlive any fault
            log.exception("Delivery failed; it goes on.")
            time.sleep(_IDLE_SECONDS)
            return 0

    def _deliver_next(self, bettor: str) -> int:
        entries = self._outbox.waiting(self._target, bettor, BATCH)
        if not entries or (entries[0].attempts and self._not_before.get(entries[0].seq, 0.0) > time.monotonic()):
            return 0
        return self._deliver(_together(entries))

    def _deliver(self, entries: list[Entry]) -> int:
        try:
            self._opened().deliver(entries)
        except NotReadyError as error:
            self._pause(entries[0], str(error))
            return 0
        except InputError as error:
            return self._one_by_one(entries) if len(entries) > 1 else self._refuse(entries[0], str(error))
        self._failures = 0
        self._outbox.note_done(entries)
        for entry in entries:
            self._not_before.pop(entry.seq, None)
        return len(entries)

    def _one_by_one(self, entries: list[Entry]) -> int:
        """Deliver those before the one that is refused."""
        done = 0
        for entry in entries:
            if not self._deliver([entry]):
                break
            done += 1
        return done

    def _refuse(self, entry: Entry, error: str) -> int:
        """Try an entry again later; once it is dead those behind it go on."""
        dead = entry.attempts + 1 >= REFUSALS
        self._outbox.note_refused(entry, error, dead=dead)
        if dead:
            self._not_before.pop(entry.seq, None)
            log.error("Entry %d (%s) is dead: %s", entry.seq, entry.item.topic, error)
        else:
            self._not_before[entry.seq] = time.monotonic() + _pause_seconds(entry.attempts)
        return 0

    def _pause(self, head: Entry, error: str) -> None:
        if self._failures == 0:
            log.warning("Delivery waits: %s", error)
        if self._failures == 0 or head.error != error:
            self._outbox.note_away(head, error)
        self._paused_until = time.monotonic() + _pause_seconds(self._failures)
        self._failures += 1
        self.close()

    def _opened(self) -> Sink:
        if self._sink is None:
            self._sink = self._sink_of(self._target)
        return self._sink


def _together(entries: Sequence[Entry]) -> list[Entry]:
    """The first entries that can be delivered by one call; a webhook takes one, and is told of none twice."""
    _, run = next(groupby(entries, key=lambda entry: (entry.item.operation, entry.item.topic)))
    return list(run) if entries[0].item.target == RECORDS else [entries[0]]


def _pause_seconds(failures: int) -> float:
    """Seconds to wait after so many failures before: growing, with jitter, so that many do not come back at once."""
    longest: float = min(_FIRST_SECONDS * 2 ** min(failures, 20), _LONGEST_SECONDS)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 (no secret)
