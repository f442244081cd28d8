"""Decided bets with what model, price and close said of them."""

from dataclasses import dataclass

import numpy as np

from pikkit.training.bundle import Bundle, Prediction
from pikkit.training.dataset import Floats, Mask, TrainingSet
from pikkit.training.logistic import logit, sigmoid
from pikkit.training.losses import log_losses


@dataclass(frozen=True)
class JudgedBets:
    """Decided bets; every array has n rows.

    Attributes:
        data: The bets.
        p_model, p_price: Probabilities of a win.
        loss_model, loss_price: Log losses against the results, in nats.
        loss_close: The calibrated close's; NaN where ``closed`` is false.
        p_close: What the calibrated close says; NaN where ``closed`` is false.
        closed: Bets of one leg with a closing price.
        taken: Bets with ev > 0.
    """

    data: TrainingSet
    p_model: Floats
    p_price: Floats
    loss_model: Floats
    loss_price: Floats
    loss_close: Floats
    p_close: Floats
    closed: Mask
    taken: Mask

    def __len__(self) -> int:
        """The number of bets."""
        return len(self.p_model)

    @property
    def return_per_unit(self) -> Floats:
        """Profit of a unit staked at the bet's price, shape (n,)."""
        return self.data.won * self.data.odds - 1

    def loss_of(self, p: Floats) -> Floats:
        """Log losses of other probabilities of the same bets, shape (n,)."""
        return log_losses(logit(p), self.data.won)

    def expected_gain_of(self, p: Floats) -> Floats:
        """How far a probability's loss is below the price's if the bet wins as often as the calibrated close says.

        Shape (n,); NaN where ``closed`` is false.
        """
        with np.errstate(invalid="ignore"):
            return log_losses(logit(self.p_price), self.p_close) - log_losses(logit(p), self.p_close)

    @property
    def expected_gain(self) -> Floats:
        """The model's ``expected_gain_of``."""
        return self.expected_gain_of(self.p_model)

    @property
    def expected_gap(self) -> Floats:
        """The close's own ``expected_gain_of``: the gap there is to close."""
        return self.expected_gain_of(self.p_close)

    @property
    def clv(self) -> Floats:
        """Odds / closing − 1, shape (n,); NaN without a close."""
        return self.data.odds / self.data.closing_odds - 1


def judge_bets(bundle: Bundle, data: TrainingSet, prediction: Prediction) -> JudgedBets:
    """Losses of what was said of a set's bets; those neither won nor lost are left out."""
    rows = data.decided
    data, p_model, p_price = data.take(rows), prediction.p_win[rows], prediction.p_market[rows]
    closed = data.closed & (data.n_legs == 1)
    close = np.where(closed, bundle.market.close_margin(data), np.nan)
    with np.errstate(invalid="ignore"):  # a bet without a close has no loss under it
        return JudgedBets(
            data=data,
            p_model=p_model,
            p_price=p_price,
            p_close=sigmoid(close),
            loss_model=log_losses(logit(p_model), data.won),
            loss_price=log_losses(logit(p_price), data.won),
            loss_close=log_losses(close, data.won),
            closed=closed,
            taken=p_model * data.odds > 1,
        )
