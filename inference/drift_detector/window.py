"""The newest scored bets, kept for the next check."""

import threading
from collections import deque
from collections.abc import Sequence

from pikkit.inference.drift_detector.payloads import ScoredBet


class BetWindow:
    """At most ``limit`` bets that take ``most_bytes``, newest last; one thread adds while others look."""

    def __init__(self, limit: int, most_bytes: int) -> None:
        self._limit, self._most_bytes = limit, most_bytes
        self._bets: deque[ScoredBet] = deque()
        self._bytes = 0
        self._lock = threading.Lock()
        self._added = 0

    def __len__(self) -> int:
        return len(self._bets)

    @property
    def added(self) -> int:
        """How many bets were ever added."""
        return self._added

    def extend(self, bets: Sequence[ScoredBet]) -> None:
        """Add bets; the oldest make room."""
        with self._lock:
            for bet in bets:
                self._bets.append(bet)
                self._bytes += bet.size
                while len(self._bets) > self._limit or self._bytes > self._most_bytes:
                    self._bytes -= self._bets.popleft().size
            self._added += len(bets)

    def bets(self) -> list[ScoredBet]:
        """All of them as they are now, oldest first."""
        with self._lock:
            return list(self._bets)
