"""A circuit breaker: what fails again and again is left alone for a while, so that nobody waits for it."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

_Result = TypeVar("_Result")


class CircuitOpenError(Exception):
    """It was not tried: it failed a moment ago."""


class CircuitBreaker:
    """Closed: calls go through. Open: none does, for some seconds. Then one goes through, and decides.

    Args:
        counts: The errors that count as failures; others leave it as it is.
        failures: So many in a row open it.
        seconds: For so long.
        clock: Seconds that only grow.
    """

    def __init__(
        self,
        counts: type[Exception],
        failures: int = 3,
        seconds: float = 5.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._counts = counts
        self._limit = failures
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are refused now."""
        return self._failures >= self._limit and self._clock() < self._until

    def call(self, function: Callable[[], _Result]) -> _Result:
        """Call through the breaker.

        Raises:
            CircuitOpenError: It is open; the function was not called.
        """
        self._enter()
        try:
            result = function()
        except self._counts:
            self._failed()
            raise
        with self._lock:
            self._failures = 0
        return result

    def _enter(self) -> None:
        with self._lock:
            if self._failures < self._limit:
                return
            if self._clock() < self._until:
                raise CircuitOpenError
            self._until = self._clock() + self._seconds  # one goes through; the others wait for what becomes of it

    def _failed(self) -> None:
        with self._lock:
            self._failures += 1
            self._until = self._clock() + self._seconds
