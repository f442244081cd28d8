"""The bootstrap over events: bets on one event win and lose together, so events are drawn, not bets."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from pikkit.training.dataset import Floats, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

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


def percentile_interval(statistics: Floats, level: float = 0.95) -> tuple[float, float]:
    """The percentile interval of resampled statistics."""
    low, high = np.quantile(statistics, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def grouped_bootstrap(values: Floats, group: Ints, groups: int, event: Ints, seed: int, resamples: int = 400) -> Floats:
    """Sums of each column within each group of rows over resampled events: all groups see the same draws.

    Args:
        values: Shape (n, k).
        group: Each row's group, 0 to ``groups`` − 1, shape (n,).
        groups: How many there are.
        event: Event of each row, shape (n,).
        seed: Seed of the resampling.
        resamples: How many.

    Returns:
        Shape (resamples, groups, k).
    """
    totals, size = _totals(values, group, groups, event)
    generator = np.random.default_rng(seed)
    drawn = (np.bincount(generator.integers(size, size=size), minlength=size) for _ in range(resamples))
    return _weighed(totals, drawn, (resamples, groups, values.shape[1]))


def wild_bootstrap(values: Floats, group: Ints, groups: int, event: Ints, seed: int, resamples: int = 200) -> Floats:
    """The same with every event's sums kept or turned around by a coin (Rademacher weights; Cameron et al., 2008).

    Sums of residuals become what they would be if nothing but chance, event by event, made them differ from zero.
    """
    totals, size = _totals(values, group, groups, event)
    generator = np.random.default_rng(seed)
    coins = (generator.integers(2, size=size) * 2 - 1 for _ in range(resamples))
    return _weighed(totals, coins, (resamples, groups, values.shape[1]))


def _totals(values: Floats, group: Ints, groups: int, event: Ints) -> "tuple[csr_matrix, int]":
    """Each event's sums, shape (events, groups · k), sparse: most events have bets in few groups."""
    from scipy.sparse import csr_matrix

    n, k = values.shape
    _, cluster = np.unique(event, return_inverse=True)
    size = int(cluster.max()) + 1 if n else 0
    columns = (group[:, None] * k + np.arange(k)).ravel()
    sums = csr_matrix((values.ravel(), (np.repeat(cluster, k), columns)), shape=(size, groups * k))
    return sums, size


def _weighed(totals: "csr_matrix", weights: Iterable[Ints], shape: tuple[int, int, int]) -> Floats:
    transposed = totals.T.tocsr()
    sums = np.empty((shape[0], shape[1] * shape[2]))
    for row, weight in zip(sums, weights, strict=True):
        row[:] = transposed @ weight
    return sums.reshape(shape)
