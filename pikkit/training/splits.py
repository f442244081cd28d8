"""Splits in time: nothing learned from a bet that was not settled well before the first bet it is judged on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pikkit.training.dataset import Ints, Mask, TrainingSet

FOLD_EDGES = (0.4, 0.55, 0.7, 0.85, 1.0)
"""Quantiles of placement time between which the folds lie; what comes before the first only trains."""
EMBARGO_MICROSECONDS = 86_400_000_000
"""Bets settled less than a day before the first judged bet are not learned from: the matches of one day share a book's
prices, its weather and its news, and settlement times are when a book paid, not when the whistle went."""
EMBARGO_SHARE = 0.01
"""The embargo is at most this share of the time before the judged bets, so that it costs a short history little."""


@dataclass(frozen=True)
class Split:
    """Rows to learn from and rows to judge on, as masks of one training set.

    Attributes:
        train, test: The masks.
        purged: Bets placed before the judged ones that were not settled by then or share an event with one.
        embargoed: Further such bets, settled within the embargo.
    """

    train: Mask
    test: Mask
    purged: int = 0
    embargoed: int = 0


def holdout(data: TrainingSet, test_share: float) -> Split:
    """The last ``test_share`` of the bets by placement time against what had settled before, purged and embargoed."""
    cut = np.quantile(data.placed_at, 1 - test_share) if len(data) else 0
    return _split(data, data.placed_at >= cut)


def folds(data: TrainingSet) -> Iterator[Split]:
    """Expanding-window folds in time order, each purged and embargoed (López de Prado, 2018, chapter 7)."""
    if not len(data):
        return
    edges = [*np.quantile(data.placed_at, FOLD_EDGES[:-1]), np.inf]
    for start, end in pairwise(edges):
        yield _split(data, (data.placed_at >= start) & (data.placed_at < end))


def _split(data: TrainingSet, test: Mask) -> Split:
    if not test.any():
        return Split(np.zeros_like(test), test)
    start = int(data.placed_at[test].min())
    earlier = (data.placed_at < start) & ~test
    clean = earlier & (data.settled_at < start) & ~_sharing(data, test)
    fresh = data.settled_at >= start - _embargo(start - int(data.placed_at.min()))
    return Split(clean & ~fresh, test, int((earlier & ~clean).sum()), int((clean & fresh).sum()))


def _sharing(data: TrainingSet, test: Mask) -> Mask:
    """Bets on an event that a judged bet, or a leg of one, is on; a multi-leg bet counts for each of its legs."""
    legs = data.leg_events[test]
    judged: Ints = np.union1d(data.event[test], legs[legs >= 0])
    shared = np.isin(data.event, judged)
    return np.asarray(shared | np.isin(data.leg_events, judged).any(axis=1), dtype=np.bool_)


def _embargo(span: int) -> int:
    return min(EMBARGO_MICROSECONDS, int(EMBARGO_SHARE * span))
