"""Taking the bookmaker's margin out of the prices of a market.

A market's implied probabilities add up to more than 1; each method here has its own idea of where the excess sits.
Surveys: Štrumbelj, "On determining probability forecasts from betting odds", Int. J. Forecasting 30 (2014); Clarke,
Kovalchik and Ingram, "Adjusting bookmaker's odds to allow for overround", Am. J. Sports Science 5 (2017).
"""

from collections.abc import Callable
from enum import StrEnum

import numpy as np

from pikkit.base.errors import InputError
from pikkit.bets.odds import FloatArray, Values, check_decimal

_ITERATIONS = 100
_TOLERANCE = 1e-12


class DevigMethod(StrEnum):
    """Where the margin is assumed to sit."""

    MULTIPLICATIVE = "multiplicative"
    """In proportion to each probability."""
    ADDITIVE = "additive"
    """The same on every outcome; can make a long shot's probability negative."""
    POWER = "power"
    """Probabilities are raised to one power, which takes more from long shots (Clarke et al. 2017)."""
    SHIN = "shin"
    """Against a share z of insiders, more on long shots (Shin, Economic Journal 103, 1993)."""


def devig(odds: Values, method: DevigMethod | str = DevigMethod.SHIN) -> FloatArray:
    """Probabilities of the outcomes of one or many markets, adding up to 1 in each.

    Args:
        odds: Decimal odds of all outcomes of a market on the last axis, shape (..., outcomes), two outcomes or more.
        method: How the margin is taken out.

    Returns:
        Probabilities in the shape of ``odds``. Equal prices get equal probabilities and the order of prices is kept. A
        market without a margin, or below 1, is scaled up by the same rule.

    Raises:
        InputError: A price is missing or not above 1, a market has one outcome, or the method is not known.
    """
    if method not in list(DevigMethod):
        raise InputError(f"The de-vig method {method!r} is not known; accepted: {', '.join(DevigMethod)}.")
    raw = _implied(odds)
    fair = _METHODS[DevigMethod(method)](raw)
    # The root finders stop within rounding of 1; this makes the sum exact.
    return np.asarray(fair / fair.sum(axis=-1, keepdims=True))


def overround(odds: Values) -> FloatArray:
    """How far the implied probabilities of each market add up above 1; shape (...) for odds of shape (..., outcomes).

    Raises:
        InputError: As :func:`devig`.
    """
    return np.asarray(_implied(odds).sum(axis=-1) - 1)


def _implied(odds: Values) -> FloatArray:
    prices = check_decimal(odds)
    if prices.ndim == 0 or prices.shape[-1] < 2:
        raise InputError("A market needs the prices of all its outcomes, two or more, on the last axis.")
    if np.isnan(prices).any():
        raise InputError("A market needs the price of every outcome; one is missing.")
    return 1 / prices


def _multiplicative(raw: FloatArray) -> FloatArray:
    return raw


def _additive(raw: FloatArray) -> FloatArray:
    excess = raw.sum(axis=-1, keepdims=True) - 1
    return np.asarray(raw - excess / raw.shape[-1])


def _power(raw: FloatArray) -> FloatArray:
    logs = np.log(raw)

    def excess(k: FloatArray) -> tuple[FloatArray, FloatArray]:
        powers = np.exp(k * logs)
        return powers.sum(axis=-1, keepdims=True) - 1, (powers * logs).sum(axis=-1, keepdims=True)

    # At k = 0 the sum is the number of outcomes; at `high` the largest term alone is 1/outcomes.
    high = np.log(raw.shape[-1]) / -logs.max(axis=-1, keepdims=True)
    exponent = _solve(excess, np.zeros_like(high), high, np.minimum(np.ones_like(high), high))
    return np.asarray(np.exp(exponent * logs))


def _shin(raw: FloatArray) -> FloatArray:
    """Solve p = (√(z² + 4(1−z)π²/Π) − z) / (2(1−z)) for the z that makes Σp = 1.

    It is evaluated as 2π²/Π / (z + √…), which is exact near z = 1.
    Below a book sum Π of 1 the root z is negative and no longer a share of insiders, but at least −1/(outcomes − 1).
    """
    squares = raw**2 / raw.sum(axis=-1, keepdims=True)

    def probabilities(z: FloatArray) -> tuple[FloatArray, FloatArray]:
        root = np.sqrt(z**2 + 4 * (1 - z) * squares)
        p = 2 * squares / (z + root)
        return p, -p * (1 + (z - 2 * squares) / root) / (z + root)

    def excess(z: FloatArray) -> tuple[FloatArray, FloatArray]:
        p, slope = probabilities(z)
        return p.sum(axis=-1, keepdims=True) - 1, slope.sum(axis=-1, keepdims=True)

    high = np.ones_like(raw[..., :1])
    insiders = _solve(excess, -high / (raw.shape[-1] - 1), high, np.zeros_like(high))
    return probabilities(insiders)[0]


_METHODS: dict[DevigMethod, Callable[[FloatArray], FloatArray]] = {
    DevigMethod.MULTIPLICATIVE: _multiplicative,
    DevigMethod.ADDITIVE: _additive,
    DevigMethod.POWER: _power,
    DevigMethod.SHIN: _shin,
}


def _solve(
    function: Callable[[FloatArray], tuple[FloatArray, FloatArray]],
    low: FloatArray,
    high: FloatArray,
    start: FloatArray,
) -> FloatArray:
    """The root of a decreasing function in each [low, high], by Newton steps; halving where one leaves the bracket.

    Each root stops by itself: to the last bit it is what it would be without the others.
    """
    x, is_solved = start, np.zeros(start.shape, dtype=bool)
    for _ in range(_ITERATIONS):
        value, slope = function(x)
        low, high = np.where(value > 0, x, low), np.where(value > 0, high, x)
        with np.errstate(divide="ignore", invalid="ignore"):
            newton = x - value / slope
        inside = (newton >= low) & (newton <= high)
        step = np.where(is_solved, 0.0, np.where(inside, newton, (low + high) / 2) - x)
        x = x + step
        is_solved |= np.abs(step) <= _TOLERANCE * (1 + np.abs(x))
        if is_solved.all():
            break
    return x
