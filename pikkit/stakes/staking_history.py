"""Bets as a bankroll meets them: offered together, decided at a moment, settled later."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

MOST_TOGETHER = 8
"""The most bets that are decided on together."""
SLATE_MICROSECONDS = 15 * 60 * 1_000_000
"""Bets placed within so long of the first of them are decided on together."""


@dataclass(frozen=True)
class StakingHistory:
    """Bets in order of placement, with what was said of them out of time; every array has n rows.

    Attributes:
        p: Chance of winning, in [0, 1].
        low, high: Its 90 % interval.
        odds: Decimal odds taken.
        returned: What a unit staked brought back: the odds, or 0, or between them; known from ``settled_at`` on.
        placed_at, settled_at: Microseconds since 1970.
        event: Number of the event; bets on one win and lose together.
        limit: The largest stake the book takes, in first bankrolls; infinite where it has none.
    """

    p: Floats
    low: Floats
    high: Floats
    odds: Floats
    returned: Floats
    placed_at: Ints
    settled_at: Ints
    event: Ints
    limit: Floats

    def __len__(self) -> int:
        """The number of bets."""
        return len(self.p)

    def take(self, rows: Mask | Ints) -> "StakingHistory":
        """The same for some of the bets."""
        return StakingHistory(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    @property
    def known_at(self) -> Ints:
        """When each result is known: after the bet is placed, whatever the export says, shape (n,)."""
        return np.maximum(self.settled_at, self.placed_at + 1)


@dataclass(frozen=True)
class Slates:
    """Bets that are decided on together, S times; each is a run of rows of a history.

    Attributes:
        first: Its first row, shape (S,).
        size: How many rows, at least 1, shape (S,).
        decided_at: When its last bet is placed: the moment of decision, microseconds since 1970, shape (S,).
    """

    first: Ints
    size: Ints
    decided_at: Ints

    def __len__(self) -> int:
        """How many."""
        return len(self.first)

    @classmethod
    def of(cls, history: StakingHistory, within: int = SLATE_MICROSECONDS, most: int = MOST_TOGETHER) -> "Slates":
        """Cut a history into slates.

        A slate ends before a bet that is placed too late for it, or after a result of its own is known: none of its
        results is known when it is decided on.
        """
        placed, known = history.placed_at.tolist(), history.known_at.tolist()
        first: list[int] = []
        earliest = 0
        for row, moment in enumerate(placed):
            start = first[-1] if first else 0
            full = not first or row - start >= most or moment - placed[start] > within or moment >= earliest
            if full:
                first.append(row)
            earliest = known[row] if full else min(earliest, known[row])
        starts = np.asarray(first, dtype=np.int64)
        ends = np.append(starts[1:], len(history)).astype(np.int64)
        decided_at = history.placed_at[ends - 1] if len(starts) else starts
        return cls(starts, ends - starts, decided_at)
