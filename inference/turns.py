"""Work done one piece after another on an event loop, which looks for what arrived in between.

Whoever would wait for longer than is accepted is told so when he arrives: the queue stays short, and those who are let
in are answered in time, however many ask. Where turns take longer than they did then, whoever has waited for too long
is told so when his turn comes, as long as enough newer ones wait: otherwise all behind him would be late as well.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from pikkit.inference.room import BusyError

FEW = 8
"""So many may wait, however slow the machine: each of them is answered within seconds."""
SMOOTH = 0.1
"""How much the newest turn counts in what a turn is expected to take."""
LATE = 1.5
"""One who has waited for so many times what is accepted is late, though he was let in."""
STALL = 4.0
"""A turn counts for at most so many usual ones: a moment in which all is held up, as by a model that is read, is over
when it is noticed."""

_Found = TypeVar("_Found")


class Turns:
    """Turns of callers on one event loop, in the order in which they come."""

    def __init__(self, most_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Take how long one may wait; 0: however long."""
        self._most = most_seconds
        self._clock = clock
        self._waiting: deque[tuple[asyncio.Future[bool], float]] = deque()
        self._taken = False
        self._begun = 0.0
        self._pace: float | None = None

    async def run(self, work: Callable[[], _Found]) -> _Found:
        """Do the work when its turn comes.

        Raises:
            BusyError: That would be too late, or is.
        """
        if self._taken:
            self._check()
            await self._wait()
            self._learn()
        self._taken, self._begun = True, self._clock()
        try:
            return work()
        finally:
            self._end()

    def _check(self) -> None:
        wait = (len(self._waiting) + 1) * (self._pace or 0.0)
        if self._most and wait > self._most and len(self._waiting) >= FEW:
            raise self._busy()

    async def _wait(self) -> None:
        turn: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        since = self._clock()
        self._waiting.append((turn, since))
        try:
            in_time = await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.result():  # it was his already
                self._end()
            raise
        if not in_time:
            raise self._busy(self._clock() - since)

    def _busy(self, waited: float = 0.0) -> BusyError:
        return BusyError(
            f"The predictor is busy: others were before this request, for more than {self._most:g} s. "
            "Send it again in a second, or more bets in fewer requests.",
            waited,
        )

    def _end(self) -> None:
        asyncio.get_running_loop().call_soon(self._next)  # after those who are ready now have been seen

    def _next(self) -> None:
        while self._waiting:
            turn, since = self._waiting.popleft()
            if turn.done():
                continue
            in_time = not self._is_late(since)
            turn.set_result(in_time)
            if in_time:
                return
        self._taken = False
        self._learn()

    def _is_late(self, since: float) -> bool:
        """Whether one has waited for too long; never of the few who stand last."""
        return 0 < LATE * self._most < self._clock() - since and len(self._waiting) >= FEW

    def _learn(self) -> None:
        took = self._clock() - self._begun
        pace = took if self._pace is None else self._pace
        self._pace = pace + SMOOTH * (min(took, STALL * pace) - pace)
