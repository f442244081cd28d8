"""How many requests each caller made, in this process's memory."""

import time
from typing import Any

from limits.storage import MemoryStorage

_SWEEP_SECONDS = 10.0


class SweptMemory(MemoryStorage):
    """The memory of ``limits``, swept now and then by whoever counts.

    Its own begins a thread a hundredth of a second after another to look for what is over, which makes every request
    wait until that thread has begun: a third of what the API takes for a score.
    """

    STORAGE_SCHEME = ["pikkit-memory"]  # noqa: RUF012 (theirs is a list)

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, **options: str) -> None:
        super().__init__(uri, wrap_exceptions, **options)
        self.timer.join()
        self.timer: Any = _Sweeping()
        self._next_sweep = time.monotonic() + _SWEEP_SECONDS

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        """Count; see ``MemoryStorage``."""
        if time.monotonic() >= self._next_sweep:
            self._next_sweep = time.monotonic() + _SWEEP_SECONDS
            self._sweep()
        return super().incr(key, expiry, amount)

    def _sweep(self) -> None:
        now = time.time()
        for key in [key for key, over in self.expirations.copy().items() if over <= now]:
            self.get(key)  # which forgets it


class _Sweeping:
    """What the memory takes for a thread that looks already."""

    def is_alive(self) -> bool:
        return True
