"""Ratios of sums, with intervals, for many groups of bets at once."""

import math
import warnings

import numpy as np

from pikkit.training.bootstrap import cluster_bootstrap
from pikkit.training.dataset import Floats, Ints
from pikkit.training.evaluation.measured import NOTHING, Measured

LEVEL = 0.95
MIN_EVENTS = 2
"""Events an interval needs: over one event there is nothing to resample."""


def ratios(
    top: Floats, bottom: Floats, resampled_top: Floats, resampled_bottom: Floats, events: Ints
) -> list[Measured]:
    """The quotient of two sums for every group with its percentile interval.

    Args:
        top, bottom: The groups' sums, shape (groups,).
        resampled_top, resampled_bottom: The same over resampled events, shape (resamples, groups).
        events: Events in each group, shape (groups,); with fewer than two there is no interval.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value, resampled = top / bottom, resampled_top / resampled_bottom
    low, high = quantiles(resampled)
    return [
        Measured(float(v), *((float(a), float(b)) if n >= MIN_EVENTS else (np.nan, np.nan)))
        for v, a, b, n in zip(value, low, high, events, strict=True)
    ]


def mean_ratio(top: Floats, bottom: Floats, event: Ints, seed: int) -> Measured:
    """sum(top) / sum(bottom) of n bets with its interval over resampled events.

    NaN where the bottom sums up to nothing; no interval where there are fewer than two events to resample.
    """
    whole = float(bottom.sum())
    if not whole:
        return NOTHING
    value = float(top.sum()) / whole
    if len(np.unique(event)) < MIN_EVENTS:
        return Measured(value, math.nan, math.nan)
    sums = cluster_bootstrap(np.column_stack([top, bottom]), event, seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = quantiles((sums[:, 0] / sums[:, 1])[:, None])
    return Measured(value, float(low[0]), float(high[0]))


def group_sums(values: Floats, group: Ints, groups: int) -> Floats:
    """Each column's sum in every group, shape (groups, k), of values of shape (n, k)."""
    sums = [np.bincount(group, values[:, k], minlength=groups) for k in range(values.shape[1])]
    return np.column_stack(sums).astype(np.float64)


def quantiles(resampled: Floats) -> tuple[Floats, Floats]:
    """The ends of the percentile interval of every column; resamples that divide by zero are left out."""
    finite = np.where(np.isfinite(resampled), resampled, np.nan)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "All-NaN slice", RuntimeWarning)
        low, high = np.nanquantile(finite, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return low, high


def group_events(event: Ints, group: Ints, groups: int) -> Ints:
    """Events in each group, shape (groups,)."""
    pairs = np.unique(np.column_stack([group, event]), axis=0)
    return np.bincount(pairs[:, 0], minlength=groups)
