"""Whether probabilities mean what they say: reliability table, calibration error, and what chance alone would give.

Bets on one event win and lose together, so that a few thousand of them tell less than they seem to: what chance gives
is found event by event, and is more than independent bets would give.
"""

from dataclasses import dataclass

import numpy as np

from pikkit.training.bootstrap import grouped_bootstrap, wild_bootstrap
from pikkit.training.dataset import Floats, Ints
from pikkit.training.evaluation.measured import Measured
from pikkit.training.evaluation.ratio_intervals import group_events, group_sums, quantiles, ratios
from pikkit.training.evaluation.record import BrierParts, CalibrationFigures, ReliabilityBin
from pikkit.training.losses import ECE_BINS

CHANCE = 0.95


@dataclass(frozen=True)
class GroupErrors:
    """Calibration errors of groups of bets: one entry a group (see ``CalibrationFigures``)."""

    ece: list[Measured]
    by_chance: Floats
    by_chance_high: Floats


def calibration_figures(of: str, p: Floats, won: Floats, event: Ints, seed: int) -> CalibrationFigures:
    """The figures of n probabilities on decided bets."""
    whole = np.zeros(len(p), dtype=np.int64)
    errors = calibration_errors(p, won, event, whole, 1, seed)
    bins = equal_mass_bins(p, whole, 1)
    table = _table(p, won, event, bins, seed)
    return CalibrationFigures(
        of=of,
        ece=errors.ece[0],
        ece_by_chance=float(errors.by_chance[0]),
        ece_by_chance_high=float(errors.by_chance_high[0]),
        brier_parts=brier_parts(p, won, bins),
        bins=table,
    )


def calibration_errors(p: Floats, won: Floats, event: Ints, group: Ints, groups: int, seed: int) -> GroupErrors:
    """The calibration error of every group of bets.

    The interval is the basic bootstrap's (Davison & Hinkley, 1997, 5.2): resampling adds noise to an error that noise
    has enlarged already, and the basic interval takes that off. It ends at 0, and holds the figure itself.
    """
    cells, count = equal_mass_bins(p, group, groups), ECE_BINS * groups
    cells = group * ECE_BINS + cells
    residual = (won - p)[:, None]
    size = np.maximum(np.bincount(group, minlength=groups), 1)
    mean = np.bincount(cells, residual[:, 0], minlength=count) / np.maximum(np.bincount(cells, minlength=count), 1)
    noise = residual - mean[cells][:, None]
    drawn, coins = (
        _error(resample(values, cells, count, event, seed), groups) / size
        for resample, values in ((grouped_bootstrap, residual), (wild_bootstrap, noise))
    )
    ece = np.abs(np.bincount(cells, residual[:, 0], minlength=count)).reshape(groups, -1).sum(axis=1) / size
    low, high = quantiles(drawn)
    several = group_events(event, group, groups) > 1
    lows = np.where(several, np.clip(2 * ece - high, 0, ece), np.nan)
    highs = np.where(several, np.maximum(2 * ece - low, ece), np.nan)
    measured = [Measured(float(e), float(a), float(b)) for e, a, b in zip(ece, lows, highs, strict=True)]
    return GroupErrors(measured, coins.mean(axis=0), np.quantile(coins, CHANCE, axis=0))


def _error(sums: Floats, groups: int) -> Floats:
    return np.asarray(np.abs(sums[:, :, 0]).reshape(len(sums), groups, ECE_BINS).sum(axis=2), dtype=np.float64)


def equal_mass_bins(p: Floats, group: Ints, groups: int, bins: int = ECE_BINS) -> Ints:
    """Each bet's bin among those of its group, from 0, by rising probability; as ``numpy.array_split`` divides them."""
    order = np.lexsort((p, group))
    counts = np.bincount(group, minlength=groups)
    rank = np.arange(len(p)) - (np.cumsum(counts) - counts)[group[order]]
    size, larger = np.divmod(counts[group[order]], bins)
    in_larger = rank < larger * (size + 1)
    bin_of = np.empty(len(p), dtype=np.int64)
    bin_of[order] = np.where(
        in_larger, rank // (size + 1), larger + (rank - larger * (size + 1)) // np.maximum(size, 1)
    )
    return bin_of


def brier_parts(p: Floats, won: Floats, bins: Ints) -> BrierParts:
    """Murphy's decomposition over bins, and what varies inside them."""
    counts = np.maximum(np.bincount(bins), 1)
    mean_p, rate = (np.bincount(bins, values) / counts for values in (p, won))
    share, base = np.bincount(bins) / len(p), won.mean()
    brier = float(np.mean((p - won) ** 2))
    reliability = float(share @ (mean_p - rate) ** 2)
    resolution = float(share @ (rate - base) ** 2)
    uncertainty = float(base * (1 - base))
    return BrierParts(brier, reliability, resolution, uncertainty, brier - reliability + resolution - uncertainty)


def _table(p: Floats, won: Floats, event: Ints, bins: Ints, seed: int) -> tuple[ReliabilityBin, ...]:
    count = int(bins.max()) + 1
    values = np.column_stack([won, np.ones_like(won)])
    drawn = grouped_bootstrap(values, bins, count, event, seed)
    wins, sizes = group_sums(values, bins, count).T
    rates = ratios(wins, sizes, drawn[:, :, 0], drawn[:, :, 1], group_events(event, bins, count))
    lowest, highest = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(lowest, bins, p)
    np.maximum.at(highest, bins, p)
    means = np.bincount(bins, p, minlength=count) / np.maximum(sizes, 1)
    rows = zip(sizes, means, rates, lowest, highest, strict=True)
    return tuple(ReliabilityBin(int(n), float(m), r, float(a), float(b)) for n, m, r, a, b in rows if n)
