"""How good a bundle's scores were on bets it had not seen, with intervals."""

import math

import numpy as np

from pikkit.training.bundle import Bundle
from pikkit.training.dataset import Floats, Ints, Mask, TrainingSet
from pikkit.training.evaluation.backtest import Kelly, backtests
from pikkit.training.evaluation.by_segment import by_segment
from pikkit.training.evaluation.calibration import calibration_figures
from pikkit.training.evaluation.comparisons import compare_models
from pikkit.training.evaluation.judged import JudgedBets, judge_bets
from pikkit.training.evaluation.measured import Measured
from pikkit.training.evaluation.ratio_intervals import mean_ratio
from pikkit.training.evaluation.record import CalibrationFigures, Evaluation
from pikkit.training.evaluation.segment_keys import SegmentKeys
from pikkit.training.logistic import logit
from pikkit.training.losses import brier_score, expected_calibration_error


def measure_bundle(
    bundle: Bundle,
    data: TrainingSet,
    seed: int = 0,
    *,
    keys: SegmentKeys | None = None,
    champion: Bundle | None = None,
    kelly: Kelly | None = None,
) -> Evaluation:
    """Score every bet as of its placement and measure.

    Args:
        bundle: The model.
        data: Bets it must not have learned from.
        seed: Of the intervals.
        keys: The bets' segments; None: no figures by segment.
        champion: Another model to compare with.
        kelly: How the backtest stakes; None: a quarter of Kelly, at most a twentieth of the bankroll.
    """
    prediction = bundle.predict_set(data)
    judged = judge_bets(bundle, data, prediction)
    closed, won = judged.closed, judged.data.won
    price, model, close = (loss[closed] for loss in (judged.loss_price, judged.loss_model, judged.loss_close))
    event = judged.data.event
    return Evaluation(
        bets=len(data),
        decided=len(judged),
        closed=int(closed.sum()),
        log_loss_price=_mean(judged.loss_price),
        log_loss_model=_mean(judged.loss_model),
        log_loss_price_closed=_mean(price),
        log_loss_model_closed=_mean(model),
        log_loss_close=_mean(close),
        gap_closed=mean_ratio(price - model, price - close, event[closed], seed),
        brier=brier_score(judged.p_model, won) if len(judged) else math.nan,
        ece=expected_calibration_error(judged.p_model, won),
        ece_price=expected_calibration_error(judged.p_price, won),
        coverage=_coverage(bundle, judged, prediction.low[data.decided], prediction.high[data.decided]),
        taken=int(judged.taken.sum()),
        roi=_average(judged.return_per_unit, judged.taken, event, seed),
        clv=_average(judged.clv, judged.taken & judged.data.closed, event, seed),
        roi_all=_average(judged.return_per_unit, np.ones(len(judged), dtype=np.bool_), event, seed),
        gap_closed_expected=mean_ratio(judged.expected_gain[closed], judged.expected_gap[closed], event[closed], seed),
        calibration=_calibration(judged, seed),
        comparisons=compare_models(judged, champion, seed),
        segments=by_segment(judged, keys.take(data.decided), seed) if keys else (),
        backtests=backtests(judged, kelly or Kelly(), seed),
    )


def _average(values: Floats, rows: Mask, event: Ints, seed: int) -> Measured:
    return mean_ratio(values[rows], np.ones(int(rows.sum())), event[rows], seed)


def _calibration(judged: JudgedBets, seed: int) -> tuple[CalibrationFigures, ...]:
    if not len(judged):
        return ()
    opinions = (("model", judged.p_model), ("price", judged.p_price))
    return tuple(calibration_figures(of, p, judged.data.won, judged.data.event, seed) for of, p in opinions)


def _coverage(bundle: Bundle, judged: JudgedBets, low: Floats, high: Floats) -> float:
    rows = judged.closed
    close = bundle.market.close_margin(judged.data)[rows]
    return _mean(((close >= logit(low[rows])) & (close <= logit(high[rows]))).astype(np.float64))


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else math.nan
