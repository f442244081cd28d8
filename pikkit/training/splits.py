"""Splits in time: nothing learned from a bet that was not settled before the first bet it is judged on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pikkit.training.dataset import Mask, TrainingSet

FOLD_EDGES = (0.4, 0.55, 0.7, 0.85, 1.0)
"""Quantiles of placement time between which the folds lie; what comes before the first only trains."""


@dataclass(frozen=True)
class Split:
    """Rows to learn from and rows to judge on, as masks of one training set."""

    train: Mask
    test: Mask


def holdout(data: TrainingSet, test_share: float) -> Split:
    """The last ``test_share`` of the bets by placement time against what had settled before, purged of its events."""
    cut = np.quantile(data.placed_at, 1 - test_share) if len(data) else 0
    return _split(data, data.placed_at >= cut)


def folds(data: TrainingSet) -> Iterator[Split]:
    """Expanding-window folds in time order, each purged the same way (López de Prado, 2018, chapter 7)."""
    if not len(data):
        return
    edges = [*np.quantile(data.placed_at, FOLD_EDGES[:-1]), np.inf]
    for start, end in pairwise(edges):
        yield _split(data, (data.placed_at >= start) & (data.placed_at < end))


def _split(data: TrainingSet, test: Mask) -> Split:
    if not test.any():
        return Split(np.zeros_like(test), test)
    start = data.placed_at[test].min()
    shared = np.isin(data.event, data.event[test])
    return Split((data.settled_at < start) & ~shared, test)
