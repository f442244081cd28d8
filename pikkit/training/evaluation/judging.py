"""How good a bundle's scores were on bets it had not seen, with intervals."""

import math

import numpy as np

from pikkit.training.bootstrap import cluster_bootstrap, interval
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import Floats, TrainingSet
from pikkit.training.evaluation.measured import Measured
from pikkit.training.evaluation.record import Evaluation
from pikkit.training.logistic import logit
from pikkit.training.metrics import brier_score, expected_calibration_error, gap_closed, log_losses

MIN_EVENTS = 2
"""Events an interval needs: over one event there is nothing to resample."""


def evaluate(bundle: Bundle, data: TrainingSet, seed: int = 0) -> Evaluation:
    """Score every bet as of its placement and measure; ``data`` must not have been learned from."""
    said = bundle.predict_set(data)
    decided, closed = data.decided, data.decided & data.closed & (data.n_legs == 1)
    margins = logit(said.p_win), logit(said.p_market), bundle.market.close.margin(data.closing_odds)
    with np.errstate(invalid="ignore"):  # an undecided bet has no loss, and is not counted
        model, price, close = (log_losses(margin, data.won) for margin in margins)
    taken = decided & (said.p_win * data.odds > 1)
    judged, with_close = data.take(decided), data.take(closed)
    return Evaluation(
        bets=len(data),
        decided=int(decided.sum()),
        closed=int(closed.sum()),
        log_loss_price=_mean(price[decided]),
        log_loss_model=_mean(model[decided]),
        log_loss_price_closed=_mean(price[closed]),
        log_loss_model_closed=_mean(model[closed]),
        log_loss_close=_mean(close[closed]),
        gap_closed=_gap(price[closed], model[closed], close[closed], with_close, seed),
        brier=brier_score(said.p_win[decided], judged.won) if decided.any() else math.nan,
        ece=expected_calibration_error(said.p_win[decided], judged.won),
        ece_price=expected_calibration_error(said.p_market[decided], judged.won),
        coverage=_coverage(margins[2][closed], said.low[closed], said.high[closed]),
        taken=int(taken.sum()),
        roi=_ratio(data.won * data.odds - 1, taken, data, seed),
        clv=_ratio(data.odds / data.closing_odds - 1, taken & data.closed, data, seed),
        roi_all=_ratio(data.won * data.odds - 1, decided, data, seed),
    )


def _gap(price: Floats, model: Floats, close: Floats, data: TrainingSet, seed: int) -> Measured:
    if len(np.unique(data.event)) < MIN_EVENTS:
        return Measured(gap_closed(price, model, close), math.nan, math.nan)
    sums = cluster_bootstrap(np.column_stack([price - model, price - close]), data.event, seed)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = interval(sums[:, 0] / sums[:, 1])
    return Measured(gap_closed(price, model, close), low, high)


def _ratio(values: Floats, rows: np.ndarray, data: TrainingSet, seed: int) -> Measured:
    chosen = values[rows]
    if len(np.unique(data.event[rows])) < MIN_EVENTS:
        return Measured(_mean(chosen), math.nan, math.nan)
    sums = cluster_bootstrap(np.column_stack([chosen, np.ones_like(chosen)]), data.event[rows], seed)
    low, high = interval(sums[:, 0] / np.maximum(sums[:, 1], 1))
    return Measured(_mean(chosen), low, high)


def _coverage(close: Floats, low: Floats, high: Floats) -> float:
    return _mean(((close >= logit(low)) & (close <= logit(high))).astype(np.float64))


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else math.nan
