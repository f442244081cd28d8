"""How the model would have done with fewer bets to learn from."""

from dataclasses import replace

import numpy as np

from pikkit.training.bundle import Bundle
from pikkit.training.bundle_fit import fit_recipe
from pikkit.training.dataset import Floats, TrainingSet
from pikkit.training.evaluation.judged import JudgedBets, judge_bets
from pikkit.training.evaluation.ratio_intervals import mean_ratio
from pikkit.training.evaluation.record import LearningPoint

SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)
MIN_DECIDED = 100
"""Decided bets a share needs to be learned from."""


def learning_curve(bundle: Bundle, window: TrainingSet, test: TrainingSet, seed: int) -> tuple[LearningPoint, ...]:
    """Refit the bundle's recipe on the latest shares of its training window, and judge each on the same bets.

    Blend and calibrator stay the bundle's. Price and close are the bundle's for all, so that only the model differs.

    Args:
        bundle: The model; it learned from all of ``window``.
        window: Single bets, in order of placement.
        test: The bets to judge on.
        seed: Of the intervals.
    """
    whole = judge_bets(bundle, test, bundle.predict_set(test))
    points = []
    for share in SHARES:
        part = window.take(np.arange(len(window))[len(window) - round(share * len(window)) :])
        if part.decided.sum() < MIN_DECIDED:
            continue
        model = bundle
        if share < 1:
            market, members = fit_recipe(part, bundle.recipe)
            model = replace(bundle, market=market, members=members)
        points.append(_point(share, len(part), whole, model.predict_set(test).p_win[test.decided], seed))
    return tuple(points)


def _point(share: float, bets: int, whole: JudgedBets, p: Floats, seed: int) -> LearningPoint:
    event, closed = whole.data.event, whole.closed
    gain = whole.loss_price - whole.loss_of(p)
    return LearningPoint(
        share=share,
        bets=bets,
        gain=mean_ratio(gain, np.ones_like(gain), event, seed),
        gap_closed_expected=mean_ratio(
            whole.expected_gain_of(p)[closed], whole.expected_gap[closed], event[closed], seed
        ),
    )
