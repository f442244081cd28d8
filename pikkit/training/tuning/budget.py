"""How long a search may go on."""

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Budget:
    """How many trials at most, and an upper bound in seconds of wall clock, whose cutting is always said.

    Trials of an interrupted search count, its seconds do not.

    Attributes:
        trials: So many, unless the search is exhausted before.
        seconds: So long.
        patience: After how many trials in a row without progress the search is exhausted (``exhaustion.is_exhausted``);
            None: never.
    """

    trials: int
    seconds: float
    patience: int | None = None


class BudgetClock:
    """Counts a budget's seconds from the moment it is made."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, at least 0."""
        return max(0.0, self._end - time.monotonic())

    @property
    def is_up(self) -> bool:
        """Whether no time is left."""
        return self.left == 0.0
