"""How long to wait before something that ended is started again."""

import time
from dataclasses import dataclass, field

FIRST_SECONDS, LONGEST_SECONDS = 0.5, 30.0
STEADY_SECONDS = 60.0
"""What ran so long is taken to run: the next wait is the first again."""
MOST = 8
"""Starts in a row that came to nothing; with the waits between them, about a minute and a half."""


@dataclass
class Backoff:
    """Waits that double; by a clock that nobody can set."""

    _tries: int = 0
    _started: float = field(default_factory=time.monotonic)

    def start(self) -> None:
        """It starts now."""
        self._started = time.monotonic()

    def wait(self) -> float | None:
        """It ended: seconds to wait; None if it is of no use."""
        if time.monotonic() - self._started >= STEADY_SECONDS:
            self._tries = 0
        self._tries += 1
        return None if self._tries > MOST else float(min(FIRST_SECONDS * 2 ** (self._tries - 1), LONGEST_SECONDS))
