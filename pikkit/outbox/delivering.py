"""From the outbox to where it goes: one lane a destination, so that none waits for another."""

import logging
import threading
import time
from pathlib import Path

from pikkit.base.errors import PikkitError
from pikkit.outbox.box import Outbox
from pikkit.outbox.lane import Lane
from pikkit.outbox.only_one import only_one
from pikkit.outbox.sink_contract import SinkOf

REMEMBERED_SECONDS = 7 * 24 * 3600.0
"""For so long a delivered entry is remembered, to know it when a client sends it again."""
_IDLE_SECONDS = 1.0
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
        self._lanes: dict[str, Lane] = {}
        self._more = threading.Event()
        self._tidied = 0.0

    def wake(self) -> None:
        """Say that something was put in."""
        self._more.set()
        for lane in list(self._lanes.values()):
            lane.wake()

    def step(self) -> int:
        """Deliver, one destination after another, what waits and is due; returns how many entries were."""
        done = 0
        for target in self._outbox.targets_waiting():
            while delivered := self._lane(target).step():
                done += delivered
        return done

    def run(self, lock: Path, stop: threading.Event) -> None:
        """Deliver until told to stop, as soon as no other process does: each destination by a thread of its own.

        Args:
            lock: The file whose lock the one who delivers holds.
            stop: Set, and :meth:`wake` called, to end it.
        """
        threads: dict[str, threading.Thread] = {}
        with only_one(lock, stop) as held:
            while held and not stop.is_set():
                self._more.clear()
                for target in self._look():
                    if target not in threads:
                        threads[target] = self._begin(target, stop)
                self._more.wait(_IDLE_SECONDS)
            self.wake()
            for thread in threads.values():
                thread.join()
        self.close()

    def close(self) -> None:
        """Let go of the targets."""
        for lane in self._lanes.values():
            lane.close()

    def _begin(self, target: str, stop: threading.Event) -> threading.Thread:
        thread = threading.Thread(target=self._lane(target).run, args=(stop,), name="outbox lane", daemon=True)
        thread.start()
        return thread

    def _look(self) -> list[str]:
        """The targets for which something waits; now and then what was delivered long ago is forgotten."""
        try:
            if time.monotonic() - self._tidied > _TIDY_SECONDS:
                self._outbox.forget_done(REMEMBERED_SECONDS)
                self._tidied = time.monotonic()
            return self._outbox.targets_waiting()
        except PikkitError as error:  # a full or locked disk: it goes on when there is room
            log.warning("The outbox cannot be used now: %s", error)
            return []

    def _lane(self, target: str) -> Lane:
        return self._lanes.setdefault(target, Lane(self._outbox, target, self._sink_of))
