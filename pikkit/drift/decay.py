"""Whether scores still hold, by the results and closing lines of the bets they were given to.

All three tests start where the model's training window ends and go on for as long as the model serves, so they may be
looked at every day: the chance that any one of them ever calls a sound model decayed is at most ``alpha``.
"""

from dataclasses import dataclass

import numpy as np

from pikkit.drift.detector_values import Floats
from pikkit.drift.effect_bands import Bands
from pikkit.drift.growing_evidence import highest, log_evidence
from pikkit.drift.result import PerformanceResult
from pikkit.settings.drift_severity import DriftSeverity
from pikkit.training.dataset import Ints
from pikkit.training.logistic import logit, sigmoid
from pikkit.training.losses import chance_error, expected_calibration_error, log_losses

ALPHA = 0.01
INTERCEPTS = (-0.6, -0.3, -0.15, -0.07, 0.0, 0.07, 0.15, 0.3, 0.6)
SLOPES = (0.5, 0.75, 1.0, 1.25)
"""Miscalibrations that are bet on: true log odds = intercept + slope · log odds of the score."""
STAKES = np.array([0.1, 0.25, 0.5, 1.0, 1.5])
"""How much is bet on a lower closing line value, of a mean of values in [0, 1]."""
CLV_BOUND = 0.25
"""Closing line values beyond count as this large: most of those are mistakes in the data."""


@dataclass(frozen=True)
class _Measure:
    """What is measured, what its effect is, and from which effect on it counts."""

    metric: str
    effect_name: str
    bands: Bands

    def result(
        self, value: float, expected: float, effect: float, log_e: float, alpha: float, n: int
    ) -> PerformanceResult:
        """The verdict: decay is significant and large."""
        severity = self.bands.severity(effect, None, 1.0) if log_e >= -np.log(alpha) else DriftSeverity.NONE
        threshold = self.bands.warning
        return PerformanceResult(
            self.metric, value, expected, effect, self.effect_name, threshold, log_e, alpha, n, severity
        )


LOSS = _Measure("log loss against the price", "nats a bet", Bands(0.0, 0.005))
CALIBRATION = _Measure("calibration", "calibration error beyond chance", Bands(0.01, 0.03))
CLV = _Measure("closing line value", "closing line value lost", Bands(0.005, 0.015))


@dataclass(frozen=True)
class SettledBets:
    """Bets that won or lost, in the order they settled; arrays of shape (n,).

    Attributes:
        p_model, p_price: What model and price said.
        won: 1 or 0.
        event: Event of the bet.
        clv: Odds / closing odds − 1; NaN without a close.
    """

    p_model: Floats
    p_price: Floats
    won: Floats
    event: Ints
    clv: Floats


def decay(settled: SettledBets, expected_clv: float | None, alpha: float = ALPHA) -> tuple[PerformanceResult, ...]:
    """The three measures; nothing of what there are no bets for.

    Args:
        settled: Bets the model did not learn from.
        expected_clv: Mean closing line value, bounded, of the bets it learned from; None: not compared.
        alpha: Chance of a false alarm of each.
    """
    if not len(settled.won):
        return ()
    results = [against_price(settled, alpha), calibration_decay(settled, alpha)]
    if expected_clv is not None and np.isfinite(settled.clv).any():
        results.append(clv_decay(settled, expected_clv, alpha))
    return tuple(results)


def against_price(settled: SettledBets, alpha: float = ALPHA) -> PerformanceResult:
    """Log loss less the price's; evidence that the price (or half of the way to it) is right where the model is not.

    The likelihood ratio of two probabilities is an e-value for the one below: exp(loss of the model − loss of the
    other), bet by bet.
    """
    model, price = logit(settled.p_model), logit(settled.p_price)
    loss = log_losses(model, settled.won)
    others = np.stack([log_losses(other, settled.won) for other in (price, (model + price) / 2)], axis=1)
    log_e = highest(log_evidence(loss[:, None] - others, settled.event))
    worse = float(np.mean(loss - others[:, 0]))
    expected = -float(np.mean(_divergence(settled.p_model, settled.p_price)))
    return LOSS.result(worse, expected, worse, log_e, alpha, len(loss))


def calibration_decay(settled: SettledBets, alpha: float = ALPHA) -> PerformanceResult:
    """Calibration error beyond chance's; evidence that some other line through the scores' log odds is right."""
    margin = logit(settled.p_model)
    loss = log_losses(margin, settled.won)
    lines = [(a, b) for a in INTERCEPTS for b in SLOPES if (a, b) != (0.0, 1.0)]
    others = np.stack([log_losses(a + b * margin, settled.won) for a, b in lines], axis=1)
    log_e = highest(log_evidence(loss[:, None] - others, settled.event))
    error, chance = expected_calibration_error(settled.p_model, settled.won), chance_error(len(loss))
    return CALIBRATION.result(error, chance, error - chance, log_e, alpha, len(loss))


def clv_decay(settled: SettledBets, expected: float, alpha: float = ALPHA) -> PerformanceResult:
    """Mean closing line value; evidence that it is below what it was, by betting on it.

    A bounded variable's mean is tested by the factor 1 + stake · (mean − value) (Waudby-Smith & Ramdas, *JRSS B* 86(1),
    2024).
    """
    rows = np.isfinite(settled.clv)
    value = bounded_clv(settled.clv[rows])
    factors = 1 + STAKES * ((expected - value) / (2 * CLV_BOUND))[:, None]
    log_e = highest(log_evidence(np.log(np.maximum(factors, 1e-12)), settled.event[rows]))
    mean = float(value.mean())
    return CLV.result(mean, expected, expected - mean, log_e, alpha, len(value))


def bounded_clv(clv: Floats) -> Floats:
    """Closing line values within ±``CLV_BOUND``."""
    return np.asarray(np.clip(clv, -CLV_BOUND, CLV_BOUND), dtype=np.float64)


def _divergence(p: Floats, q: Floats) -> Floats:
    """Kullback–Leibler divergence of Bernoulli variables: how far p expects its loss to be below q's."""
    margin = logit(p)
    true = sigmoid(margin)
    return log_losses(logit(q), true) - log_losses(margin, true)
