"""How freely the price's calibration may follow the data: what did best on bets later than those it was fitted on."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from pikkit.training.dataset import TrainingSet
from pikkit.training.losses import log_losses
from pikkit.training.prior import DEFAULT_SHAPE, PriceShape
from pikkit.training.soft_target import price_calibration
from pikkit.training.splits import folds

HALF_LIVES = (1.0, None)
DEVIATIONS = (None, 16_000.0, 2_000.0)
MIN_BETS = 500
"""Decided bets before a fold, without which nothing is compared."""


@dataclass(frozen=True)
class Shaping:
    """The shape chosen, and each candidate's mean log loss out of time, in nats."""

    shape: PriceShape
    losses: dict[PriceShape, float]


def choose_shape(data: TrainingSet) -> Shaping:
    """Compare the candidates on the folds of a training window; the default where there is too little to compare.

    Args:
        data: Single bets.
    """
    splits = [(data.take(split.train), data.take(split.test)) for split in folds(data)]
    judged = [(past, future.take(future.decided)) for past, future in splits if past.decided.sum() >= MIN_BETS]
    if not any(len(future) for _, future in judged):
        return Shaping(DEFAULT_SHAPE, {})
    losses = {shape: _loss(judged, shape) for shape in (PriceShape(*pair) for pair in product(HALF_LIVES, DEVIATIONS))}
    return Shaping(min(losses, key=losses.__getitem__), losses)


def _loss(judged: list[tuple[TrainingSet, TrainingSet]], shape: PriceShape) -> float:
    parts = []
    for past, future in judged:
        price = price_calibration(past, shape)
        parts.append(log_losses(price.margin(future.odds, future.n_legs, future.segments), future.won))
    return float(np.concatenate(parts).mean())
