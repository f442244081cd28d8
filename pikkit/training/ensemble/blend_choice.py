"""Which way of using the learners: each is fitted on earlier out-of-time predictions and judged on later ones."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pikkit.training.bootstrap import cluster_bootstrap, percentile_interval
from pikkit.training.dataset import Floats, Ints
from pikkit.training.ensemble.seen import OutOfTime
from pikkit.training.ensemble.ways import Way, weights_of

EDGES = (0.25, 0.5, 0.75)
"""Quantiles of placement time from which later predictions are judged; those before the first only fit."""
SURE = 0.95
"""How sure a more complex way must be to beat the simpler one before it takes its place."""
WAYS = tuple(Way)
"""From the simplest to the most complex."""


@dataclass(frozen=True)
class BlendCandidate:
    """How a way did on later bets, with weights it had from earlier ones.

    Attributes:
        way: The way.
        gain: How much lower its loss was than the price's, in nats a bet.
        low, high: The gain's 95 % interval over resampled events.
        better: In how many of the resamples it beat the simpler way kept until then, as a share; None for the first.
        weights: By learner, as it would be used: fitted on all predictions. Learners without weight are left out.
    """

    way: Way
    gain: float
    low: float
    high: float
    better: float | None
    weights: dict[str, float]


@dataclass(frozen=True)
class BlendChoice:
    """The way that was kept, its weights, and how every way did; no candidates where there was too little to judge."""

    way: Way
    weights: dict[str, float]
    candidates: tuple[BlendCandidate, ...]


def choose(out_of_time: OutOfTime, seed: int) -> BlendChoice:
    """Keep the price alone unless a way surely beats it, and each kept way unless a more complex one surely beats that.

    Args:
        out_of_time: Out-of-time predictions, in time order.
        seed: Of the resampling.
    """
    rows, gains = nested_gains(out_of_time)
    if not len(rows):
        return BlendChoice(Way.PRICE, {}, ())
    sums = cluster_bootstrap(gains, out_of_time.data.event[rows], seed)
    kept, better = _kept(sums)
    candidates = tuple(
        BlendCandidate(
            way,
            float(gains[:, k].mean()),
            *percentile_interval(sums[:, k] / len(rows)),
            better[k],
            _named(way, out_of_time),
        )
        for k, way in enumerate(WAYS)
    )
    return BlendChoice(WAYS[kept], candidates[kept].weights, candidates)


def nested_gains(out_of_time: OutOfTime) -> tuple[Ints, Floats]:
    """Every way's gains on bets later than those that gave it its weights.

    Returns:
        Which bets were judged, shape (m,), and the gains, shape (m, len(WAYS)).
    """
    rows: list[Ints] = [np.empty(0, dtype=np.int64)]
    parts: list[Floats] = [np.empty((0, len(WAYS)))]
    data = out_of_time.data
    edges = [*np.quantile(data.placed_at, EDGES), np.inf] if len(data) else []
    for start, end in pairwise(edges):
        later = (data.placed_at >= start) & (data.placed_at < end)
        earlier = (data.settled_at < start) & ~np.isin(data.event, data.event[later])
        if not (earlier.any() and later.any()):
            continue
        known, judged = out_of_time.take(earlier), out_of_time.take(later)
        parts.append(np.column_stack([judged.gain(judged.shifts @ weights_of(way, known)) for way in WAYS]))
        rows.append(np.flatnonzero(later))
    return np.concatenate(rows), np.concatenate(parts)


def _kept(sums: Floats) -> tuple[int, list[float | None]]:
    """The way kept, and how often each way beat the one kept before it, from resampled gains of shape (r, ways)."""
    kept = 0
    better: list[float | None] = [None]
    for way in range(1, sums.shape[1]):
        share = float(np.mean(sums[:, way] > sums[:, kept]))
        kept = way if share >= SURE else kept
        better.append(share)
    return kept, better


def _named(way: Way, out_of_time: OutOfTime) -> dict[str, float]:
    weights = zip(out_of_time.learners, weights_of(way, out_of_time).tolist(), strict=True)
    return {name: weight for name, weight in weights if weight > 0}
