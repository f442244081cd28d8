"""What a price is worth: expected value, closing line value and the Kelly stake."""

from typing import overload

import numpy as np

from pikkit.base.errors import InputError
from pikkit.bets.odds import FloatArray, Values, check_decimal


@overload
def expected_value(probability: float, odds: float) -> float: ...
@overload
def expected_value(probability: Values, odds: float | Values) -> FloatArray: ...
@overload
def expected_value(probability: float, odds: Values) -> FloatArray: ...
def expected_value(probability: float | Values, odds: float | Values) -> float | FloatArray:
    """Expected net return per unit staked, p·odds − 1.

    Args:
        probability: Chance of winning, in [0, 1].
        odds: Decimal odds above 1.

    Raises:
        InputError: A value is out of range.
    """
    return _plain(_probability(probability) * check_decimal(odds) - 1)


@overload
def closing_line_value(odds: float, closing_odds: float) -> float: ...
@overload
def closing_line_value(odds: Values, closing_odds: float | Values) -> FloatArray: ...
@overload
def closing_line_value(odds: float, closing_odds: Values) -> FloatArray: ...
def closing_line_value(odds: float | Values, closing_odds: float | Values) -> float | FloatArray:
    """How much better the price taken was than the last one offered, odds/closing − 1; above 0 beat the close.

    This is what Pikkit's export calls ``ev``. The closing price carries its bookmaker's margin here.

    Raises:
        InputError: A price is not above 1.
    """
    return _plain(check_decimal(odds) / check_decimal(closing_odds) - 1)


@overload
def kelly_fraction(probability: float, odds: float, fraction: float = 1, cap: float = 1) -> float: ...
@overload
def kelly_fraction(probability: Values, odds: float | Values, fraction: float = 1, cap: float = 1) -> FloatArray: ...
@overload
def kelly_fraction(probability: float, odds: Values, fraction: float = 1, cap: float = 1) -> FloatArray: ...
def kelly_fraction(
    probability: float | Values, odds: float | Values, fraction: float = 1, cap: float = 1
) -> float | FloatArray:
    """Share of the bankroll to stake, (p·odds − 1)/(odds − 1) times ``fraction``, at least 0 and at most ``cap``.

    The full fraction maximises the expected log of the bankroll (Kelly, "A new interpretation of information rate",
    Bell System Technical Journal 35, 1956).

    Args:
        probability: Chance of winning, in [0, 1].
        odds: Decimal odds above 1.
        fraction: Share of full Kelly, in (0, 1].
        cap: Largest share of the bankroll, in (0, 1].

    Raises:
        InputError: A value is out of range.
    """
    for name, value in (("fraction", fraction), ("cap", cap)):
        if not 0 < value <= 1:
            raise InputError(f"The Kelly {name} must be above 0 and at most 1, not {value:g}.")
    prices = check_decimal(odds)
    full = (_probability(probability) * prices - 1) / (prices - 1)
    return _plain(np.clip(fraction * full, 0, cap))


@overload
def fair_odds(probability: float) -> float: ...
@overload
def fair_odds(probability: Values) -> FloatArray: ...
def fair_odds(probability: float | Values) -> float | FloatArray:
    """The decimal odds at which a bet with this chance of winning is worth nothing either way, 1/p.

    Raises:
        InputError: A probability is not above 0 or is above 1.
    """
    chance = _probability(probability)
    if (chance == 0).any():
        raise InputError("A probability of 0 has no fair odds; it must be above 0.")
    return _plain(1 / chance)


def _probability(values: float | Values) -> FloatArray:
    array = np.asarray(values, dtype=np.float64)
    wrong = (array < 0) | (array > 1)
    if wrong.any():
        raise InputError(f"A probability must be between 0 and 1, not {array[wrong].flat[0]:g}.")
    return array


def _plain(result: FloatArray) -> float | FloatArray:
    return float(result) if np.ndim(result) == 0 else result
