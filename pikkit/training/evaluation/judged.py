"""Decided bets with what model, price and close said of them."""

from dataclasses import dataclass

import numpy as np

from pikkit.training.bundle import Bundle, Prediction
from pikkit.training.dataset import Floats, Mask, TrainingSet
from pikkit.training.logistic import logit, sigmoid
from pikkit.training.metrics import log_losses


@dataclass(frozen=True)
class Judged:
    """Decided bets; every array has n rows.

    Attributes:
        data: The bets.
        p_model, p_price: Probabilities of a win.
        loss_model, loss_price: Log losses against the results, in nats.
        loss_close: The calibrated close's; NaN where ``closed`` is false.
        expected_gain, expected_gap: By how much the model's and the close's loss are below the price's if the bet is
            won as often as the calibrated close says; NaN where ``closed`` is false.
        closed: Bets of one leg with a closing price.
        taken: Bets with ev > 0.
    """

    data: TrainingSet
    p_model: Floats
    p_price: Floats
    loss_model: Floats
    loss_price: Floats
    loss_close: Floats
    expected_gain: Floats
    expected_gap: Floats
    closed: Mask
    taken: Mask

    def __len__(self) -> int:
        """The number of bets."""
        return len(self.p_model)

    @property
    def return_per_unit(self) -> Floats:
        """Profit of a unit staked at the bet's price, shape (n,)."""
        return self.data.won * self.data.odds - 1

    @property
    def clv(self) -> Floats:
        """Odds / closing − 1, shape (n,); NaN without a close."""
        return self.data.odds / self.data.closing_odds - 1


def judge(bundle: Bundle, data: TrainingSet, said: Prediction) -> Judged:
    """Losses of what was said of a set's bets; those neither won nor lost are left out."""
    rows = data.decided
    data, p_model, p_price = data.take(rows), said.p_win[rows], said.p_market[rows]
    closed = data.closed & (data.n_legs == 1)
    model, price = logit(p_model), logit(p_price)
    close = np.where(closed, bundle.market.close_margin(data), np.nan)
    with np.errstate(invalid="ignore"):  # a bet without a close has no loss under it
        p_close = sigmoid(close)
        expected_price, expected_model, expected_close = (log_losses(m, p_close) for m in (price, model, close))
        loss_close = log_losses(close, data.won)
    return Judged(
        data=data,
        p_model=p_model,
        p_price=p_price,
        loss_model=log_losses(model, data.won),
        loss_price=log_losses(price, data.won),
        loss_close=loss_close,
        expected_gain=expected_price - expected_model,
        expected_gap=expected_price - expected_close,
        closed=closed,
        taken=p_model * data.odds > 1,
    )
