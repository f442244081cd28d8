"""Segments that a challenger is surely worse in, with all of them looked at taken into account."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pikkit.training.bootstrap import grouped_bootstrap
from pikkit.training.dataset import Floats, Ints
from pikkit.training.evaluation.ratio_intervals import group_events, group_sums
from pikkit.training.evaluation.segment_keys import Segments

MIN_BETS = 500
"""Decided bets a segment needs to speak against a challenger."""
MIN_EVENTS = 30
"""Events it needs."""
BOUND = 0.002
"""Nats a bet by which a segment may be worse: about twice what a good model gains over the price on all bets."""
LEVEL = 0.95


@dataclass(frozen=True)
class WorseSegment:
    """A segment where the challenger is surely worse by more than ``BOUND``; ``gain`` is its mean, below 0."""

    by: str
    name: str
    bets: int
    gain: float


def worse_segments(gain: Floats, event: Ints, divisions: Sequence[Segments], seed: int) -> tuple[WorseSegment, ...]:
    """The segments whose gain is below −``BOUND`` beyond doubt, worst first.

    The doubt is that of all segments together: their upper bounds hold at once in 95 of 100 cases (max-t bootstrap;
    Romano & Wolf, 2005), so that looking at many segments does not make one of them look bad.

    Args:
        gain: How much better the challenger is on each bet, shape (n,).
        event: Event ids, shape (n,).
        divisions: Ways to divide the bets.
        seed: Of the resampling.
    """
    parts = [_Part.of(gain, event, divided, seed) for divided in divisions]
    parts = [part for part in parts if part.large.any()]
    if not parts:
        return ()
    excess = np.column_stack([part.excess[:, part.large] for part in parts])
    critical = float(np.quantile(excess.max(axis=1), LEVEL))
    segments = [worse for part in parts for worse in part.worse(critical)]
    return tuple(sorted(segments, key=lambda segment: segment.gain))


@dataclass(frozen=True)
class _Part:
    """One division: each segment's bets, mean gain, its standard error, and the resampled excess in such errors."""

    divided: Segments
    bets: Floats
    mean: Floats
    error: Floats
    excess: Floats
    large: np.ndarray

    @classmethod
    def of(cls, gain: Floats, event: Ints, divided: Segments, seed: int) -> "_Part":
        values, groups = np.column_stack([gain, np.ones_like(gain)]), len(divided.names)
        drawn = grouped_bootstrap(values, divided.number, groups, event, seed)
        sums, bets = group_sums(values, divided.number, groups).T
        mean = sums / np.maximum(bets, 1)
        resampled = drawn[:, :, 0] / np.maximum(drawn[:, :, 1], 1)
        error = resampled.std(axis=0)
        large = (bets >= MIN_BETS) & (group_events(event, divided.number, groups) >= MIN_EVENTS) & (error > 0)
        return cls(divided, bets, mean, error, (mean - resampled) / np.where(error > 0, error, 1), large)

    def worse(self, critical: float) -> list[WorseSegment]:
        highest = self.mean + critical * self.error
        rows = np.flatnonzero(self.large & (highest < -BOUND))
        return [
            WorseSegment(self.divided.by, self.divided.names[i], int(self.bets[i]), float(self.mean[i])) for i in rows
        ]
