"""How good a bundle's scores were on bets it had not seen, with intervals, as a record that can be written down."""

import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from pikkit.training.bootstrap import cluster_bootstrap, interval
from pikkit.training.bundle import Bundle
from pikkit.training.dataset import Floats, TrainingSet
from pikkit.training.logistic import logit
from pikkit.training.metrics import brier_score, expected_calibration_error, gap_closed, log_losses

MIN_EVENTS = 2
"""Events an interval needs: over one event there is nothing to resample."""


@dataclass(frozen=True)
class Measured:
    """A figure with its 95 % interval over resampled events; NaN where there is nothing to measure or to resample."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Evaluation:
    """How a model did. Losses are in nats a bet; ``*_closed`` figures are on decided bets that have a close.

    Attributes:
        bets: Settled bets scored.
        decided: Those that won or lost.
        closed: Those of them with a closing price.
        log_loss_price, log_loss_model: On all decided bets.
        log_loss_price_closed, log_loss_model_closed, log_loss_close: On those with a close.
        gap_closed: The yardstick (DESIGN 4).
        brier, ece: Of the model on all decided bets.
        ece_price: Of the calibrated price.
        coverage: Share of closing-line probabilities inside the model's 90 % interval.
        taken: Bets with ev > 0, the ones the model would take.
        roi: Profit a unit staked flat on them at their prices, with its interval.
        clv: Their mean odds / closing − 1.
        roi_all: The same as ``roi`` for every decided bet.
    """

    bets: int
    decided: int
    closed: int
    log_loss_price: float
    log_loss_model: float
    log_loss_price_closed: float
    log_loss_model_closed: float
    log_loss_close: float
    gap_closed: Measured
    brier: float
    ece: float
    ece_price: float
    coverage: float
    taken: int
    roi: Measured
    clv: Measured
    roi_all: Measured

    def write(self, path: Path) -> None:
        """Write as JSON; a figure that does not exist is null."""
        path.write_text(json.dumps(self.to_dict(), indent=2) + "\n")

    def to_dict(self) -> dict[str, object]:
        """As JSON's types."""
        return {name: _jsonable(value) for name, value in asdict(self).items()}


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


def _jsonable(value: object) -> object:
    if isinstance(value, dict):
        return {name: _jsonable(part) for name, part in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value
