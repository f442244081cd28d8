"""Whether requests wait for each other for so long that some must be refused, or only for a moment."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

FEW = 8
"""Requests under way that are no backlog, however slow the machine: each of them is answered within seconds."""
STANDING_SECONDS = 0.5
"""For which every request must have waited for too long before the first is refused. A new model that is being read
may hold all up for a moment; what came meanwhile is then answered, a little late."""
WARY_SECONDS = 10.0
"""After a refusal, in which the next request that waits for too long is refused at once: callers come back."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """When all of a request had arrived (monotonic clock), and the requests of the server that are under way."""

    at: float
    under_way: Collection[Any]


class Backlog:
    """Waits of requests, one after another.

    To answer late what has waited for long makes all behind it later still. So it is refused, but only while there is a
    standing queue: that of CoDel (RFC 8289), whose delay does not fall below its target for a whole interval.
    """

    def __init__(self, most_seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most_seconds = most_seconds
        self._clock = clock
        self._late_since: float | None = None
        self._refused_at = float("-inf")

    def refuses(self, arrival: Arrival | None) -> bool:
        """Whether a request, whose turn it is, is refused because it waited for too long behind too many."""
        if arrival is None or not self.most_seconds:
            return False
        now = self._clock()
        if now - arrival.at <= self.most_seconds or len(arrival.under_way) <= FEW:
            self._late_since = None
            return False
        if self._late_since is None:
            self._late_since = now
        if now - self._late_since < STANDING_SECONDS and now - self._refused_at > WARY_SECONDS:
            return False
        self._late_since, self._refused_at = None, now
        return True
