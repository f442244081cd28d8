"""From the outbox to where it goes: in order for each bettor, later and later while nobody takes it."""

import fcntl
import logging
import random
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from pikkit.base.errors import InputError, NotReadyError
from pikkit.outbox.box import Outbox
from pikkit.outbox.entry import Entry, Operation
from pikkit.outbox.sinks import Sink, SinkOf

BATCH = 200
REFUSALS = 5
"""So often is an entry refused before it is dead; that a target is away does not count."""
REMEMBERED_SECONDS = 7 * 24 * 3600.0
"""For so long a delivered entry is remembered, to know it when a client sends it again."""
_FIRST_SECONDS, _LONGEST_SECONDS = 0.2, 60.0
_IDLE_SECONDS = 1.0
_GATHER_SECONDS = 0.05
"""What comes in together is delivered together: one commit of the store, not one a capture."""
_TIDY_SECONDS = 600.0

log = logging.getLogger("pikkit.outbox")


class Deliverer:
    """Delivers an outbox; only one at a time may.

    Args:
        outbox: What to deliver.
        sink_of: Makes the sink of a target.
    """

    def __init__(self, outbox: Outbox, sink_of: SinkOf) -> None:
        self._outbox = outbox
        self._sink_of = sink_of
        self._sinks: dict[str, Sink] = {}
        self._away: dict[str, _Away] = {}
        self._more = threading.Event()
        self._tidied = 0.0

    def wake(self) -> None:
        """Say that something was put in."""
        self._more.set()

    def step(self) -> int:
        """Deliver what waits and is due; returns how many entries were."""
        return sum(self._deliver_lane(target, bettor) for target, bettor in self._outbox.lanes())

    def run(self, lock: Path, stop: threading.Event) -> None:
        """Deliver until told to stop, as soon as no other process does.

        Args:
            lock: The file whose lock the one who delivers holds.
            stop: Set, and :meth:`wake` called, to end it.
        """
        with only_one(lock, stop) as held:
            while held and not stop.is_set():
                self._more.clear()
                if not self._step_safely():
                    self._more.wait(_IDLE_SECONDS if not self._away else min(_IDLE_SECONDS, self._next_due()))
                stop.wait(_GATHER_SECONDS)
                self._tidy()
        self.close()

    def close(self) -> None:
        """Let go of the targets."""
        for sink in self._sinks.values():
            sink.close()
        self._sinks.clear()

    def _step_safely(self) -> int:
        try:
            return self.step()
        except Exception:  # this thread is the only one that delivers: it must outlive any fault
            log.exception("Delivery failed; it goes on.")
            time.sleep(_IDLE_SECONDS)
            return 0

    def _deliver_lane(self, target: str, bettor: str) -> int:
        done = 0
        while not self._is_paused(target):
            entries = self._outbox.waiting(target, bettor, BATCH)
            if not entries or entries[0].not_before > time.time_ns() // 1000:
                break
            delivered = self._deliver(_together(entries))
            if not delivered:
                break
            done += delivered
        return done

    def _deliver(self, entries: list[Entry]) -> int:
        target = entries[0].item.target
        try:
            self._sink(target).deliver(entries)
        except NotReadyError as error:
            self._pause(target, entries[0], str(error))
            return 0
        except InputError as error:
            return self._one_by_one(entries) if len(entries) > 1 else self._refuse(entries[0], str(error))
        self._away.pop(target, None)
        self._outbox.note_done(entries)
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
        later = time.time_ns() // 1000 + round(_pause(entry.attempts) * 1_000_000)
        self._outbox.note_refused(entry, error, later, dead=dead)
        if dead:
            log.error("Entry %d (%s) is dead: %s", entry.seq, entry.item.topic, error)
        return 0

    def _pause(self, target: str, head: Entry, error: str) -> None:
        away = self._away.setdefault(target, _Away())
        away.again(error)
        if away.failures == 1 or head.error != error:
            self._outbox.note_away(head, error)
        self._sinks.pop(target).close()

    def _is_paused(self, target: str) -> bool:
        return target in self._away and self._away[target].until > time.monotonic()

    def _next_due(self) -> float:
        return max(0.01, min(away.until for away in self._away.values()) - time.monotonic())

    def _sink(self, target: str) -> Sink:
        if target not in self._sinks:
            self._sinks[target] = self._sink_of(target)
        return self._sinks[target]

    def _tidy(self) -> None:
        if time.monotonic() - self._tidied > _TIDY_SECONDS:
            self._outbox.forget_done(REMEMBERED_SECONDS)
            self._tidied = time.monotonic()


def _together(entries: Sequence[Entry]) -> list[Entry]:
    """The first entries that can be delivered by one call; a webhook takes one, and is told of none twice."""
    _, run = next(groupby(entries, key=lambda entry: (entry.item.operation, entry.item.topic)))
    return list(run) if entries[0].item.operation is not Operation.POST else [entries[0]]


class _Away:
    """A target that takes nothing, and until when not to ask it (monotonic seconds)."""

    def __init__(self) -> None:
        self.failures = 0
        self.until = 0.0

    def again(self, error: str) -> None:
        """It failed once more."""
        if self.failures == 0:
            log.warning("Delivery waits: %s", error)
        self.until = time.monotonic() + _pause(self.failures)
        self.failures += 1


def _pause(failures: int) -> float:
    """Seconds to wait after so many failures before: growing, with jitter, so that many do not come back at once."""
    longest: float = min(_FIRST_SECONDS * 2 ** min(failures, 20), _LONGEST_SECONDS)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 (no secret)


@contextmanager
def only_one(path: Path, stop: threading.Event) -> Iterator[bool]:
    """The lock of a file, waited for until told to stop; False then. It is gone with the process, however it ends."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        while not stop.is_set():
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                stop.wait(_IDLE_SECONDS)
            else:
                yield True
                return
        yield False
