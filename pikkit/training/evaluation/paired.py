"""Two models on the same bets."""

from dataclasses import dataclass

import numpy as np

from pikkit.training.bundle import Bundle
from pikkit.training.dataset import Floats, Mask, TrainingSet
from pikkit.training.evaluation.calibration import calibration_figures
from pikkit.training.evaluation.judged import JudgedBets, judge_bets
from pikkit.training.evaluation.measured import NOTHING, Measured
from pikkit.training.evaluation.ratio_intervals import mean_ratio
from pikkit.training.evaluation.record import CalibrationFigures


@dataclass(frozen=True)
class PairedMetric:
    """A figure of both models on the same bets.

    Attributes:
        name: What is measured; losses are in nats a bet.
        bets: On how many.
        before, after: Each model's.
        difference: ``after`` - ``before``, with its 95 % interval over resampled events.
        lower_is_better: Which way is better.
    """

    name: str
    bets: int
    before: float
    after: float
    difference: Measured
    lower_is_better: bool = True

    @property
    def is_share(self) -> bool:
        """Whether it is a share, which people read in percent."""
        return self.name.startswith("share")

    @property
    def verdict(self) -> str:
        """Whether the second model is surely better or worse: "better", "worse", "cannot be told apart"."""
        low, high = self.difference.low, self.difference.high
        if not (low > 0 or high < 0):
            return "cannot be told apart"
        return "better" if (high < 0) is self.lower_is_better else "worse"


@dataclass(frozen=True)
class PairedModels:
    """Two models on the same decided bets.

    Attributes:
        bets: How many.
        learned_from: Of them, those that either model may have learned from: placed before its window ended.
        metrics: Both models' figures.
        calibration: Each model's reliability table, the first one's first; empty without bets.
    """

    bets: int
    learned_from: int
    metrics: tuple[PairedMetric, ...]
    calibration: tuple[CalibrationFigures, ...]


def pair_models(before: Bundle, after: Bundle, data: TrainingSet, seed: int = 7) -> PairedModels:
    """Compare two models bet by bet: each loss of one is set against the other's on the same bet.

    The share of the gap closed is of the price's gap, which each model calibrates for itself; the difference is of the
    closing line's gap to the first model's price, so that both shares have one denominator.

    Args:
        before: The first model.
        after: The second.
        data: Settled bets, with features as of placement.
        seed: Of the intervals.
    """
    one, other = (judge_bets(bundle, data, bundle.predict_set(data)) for bundle in (before, after))
    end = max(before.window.end_microseconds, after.window.end_microseconds)
    if not len(one):
        return PairedModels(0, 0, (), ())
    everything = np.ones(len(one), dtype=np.bool_)
    metrics = (
        _mean("log loss", one.loss_model, other.loss_model, one, everything, seed),
        _mean("log loss (with a close)", one.loss_model, other.loss_model, one, one.closed, seed),
        _gap(one, other, seed),
        _mean(
            "Brier score", (one.p_model - one.data.won) ** 2, (other.p_model - one.data.won) ** 2, one, everything, seed
        ),
    )
    models = (("before", one), ("after", other))
    calibration = tuple(
        calibration_figures(of, judged.p_model, judged.data.won, judged.data.event, seed) for of, judged in models
    )
    seen = int((one.data.placed_at <= end).sum())
    return PairedModels(len(one), seen, tuple(metric for metric in metrics if metric.bets), calibration)


def _mean(name: str, before: Floats, after: Floats, judged: JudgedBets, rows: Mask, seed: int) -> PairedMetric:
    if not rows.any():
        return PairedMetric(name, 0, np.nan, np.nan, NOTHING)
    one, other = before[rows], after[rows]
    difference = mean_ratio(other - one, np.ones_like(one), judged.data.event[rows], seed)
    return PairedMetric(name, int(rows.sum()), float(one.mean()), float(other.mean()), difference)


def _gap(one: JudgedBets, other: JudgedBets, seed: int) -> PairedMetric:
    rows, name = one.closed, "share of the gap closed"
    gap = (one.loss_price - one.loss_close)[rows]
    if not rows.any() or gap.sum() <= 0:  # no gap to close: a share of it says nothing
        return PairedMetric(name, 0, np.nan, np.nan, NOTHING, lower_is_better=False)
    gains = [(one.loss_price - judged.loss_model)[rows] for judged in (one, other)]
    before, after = (float(gain.sum() / gap.sum()) for gain in gains)
    difference = mean_ratio(gains[1] - gains[0], gap, one.data.event[rows], seed)
    return PairedMetric(name, int(rows.sum()), before, after, difference, lower_is_better=False)
