"""The bootstrap over events: bets on one event win and lose together, so events are drawn, not bets."""

import numpy as np

from pikkit.training.dataset import Floats, Ints

RESAMPLES = 1000


def cluster_bootstrap(values: Floats, event: Ints, seed: int, resamples: int = RESAMPLES) -> Floats:
    """Sums of each column over resampled events (Efron & Tibshirani, 1993; clusters: Cameron, Gelbach & Miller, 2008).

    Args:
        values: Shape (n, k).
        event: Event of each row, shape (n,).
        seed: Seed of the resampling.
        resamples: How many.

    Returns:
        Shape (resamples, k). Statistics are ratios of these sums.
    """
    _, cluster = np.unique(event, return_inverse=True)
    size = int(cluster.max()) + 1
    totals = np.column_stack([np.bincount(cluster, values[:, k], minlength=size) for k in range(values.shape[1])])
    generator = np.random.default_rng(seed)
    sums = np.empty((resamples, values.shape[1]))
    for row in sums:  # counting draws is ten times as fast as drawing multinomial counts
        row[:] = np.bincount(generator.integers(size, size=size), minlength=size) @ totals
    return sums


def interval(statistics: Floats, level: float = 0.95) -> tuple[float, float]:
    """The percentile interval of resampled statistics."""
    low, high = np.quantile(statistics, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
