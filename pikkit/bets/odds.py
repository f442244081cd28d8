"""Prices in the three notations bettors use, all turned into decimal odds.

Decimal odds are the total return per unit staked (2.5: stake 1, get 2.5 back). Fractional odds are the net win per unit
staked (3/2). American odds are the net win on 100 (+150), or the stake that nets 100 (−110). Every conversion takes a
number or an array; a NaN, which means "not known", stays NaN.
"""

import math
import numbers
import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from fractions import Fraction
from typing import overload

import numpy as np
from numpy.typing import NDArray

from pikkit.base.errors import InputError

FloatArray = NDArray[np.float64]
Values = NDArray[np.floating] | NDArray[np.integer] | Sequence[float]

ACCEPTED = (
    "decimal odds above 1 (1.91), American odds of -100 or less or +100 or more (-110, +150), "
    "fractional odds (5/2), or 'evens'"
)
AMERICAN_FROM = 100
"""American odds are this or more from 0."""
_UNSIGNED = re.compile(r"\d{1,300}(\.0*)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_FRACTION = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})", re.ASCII)
_EVENS = frozenset({"evens", "even", "evs", "evn", "ev"})


class OddsFormat(StrEnum):
    """The notation of a price; ``AUTO`` tells them apart by how they are written."""

    AUTO = "auto"
    DECIMAL = "decimal"
    AMERICAN = "american"
    FRACTIONAL = "fractional"


@overload
def decimal_from_american(odds: float) -> float: ...
@overload
def decimal_from_american(odds: Values) -> FloatArray: ...
def decimal_from_american(odds: float | Values) -> float | FloatArray:
    """Decimal odds of American odds: 1 + a/100 for a ≥ 100, 1 + 100/|a| for a ≤ −100.

    Raises:
        InputError: A value lies between −100 and +100 or is infinite.
    """
    american = _checked(odds, lambda a: np.abs(a) >= 100, "American odds must be -100 or less, or +100 or more")
    size = np.abs(american) / 100
    return _like(odds, 1 + np.where(american > 0, size, 1 / size))


@overload
def american_from_decimal(odds: float) -> float: ...
@overload
def american_from_decimal(odds: Values) -> FloatArray: ...
def american_from_decimal(odds: float | Values) -> float | FloatArray:
    """American odds of decimal odds, not rounded; even money is +100.

    Raises:
        InputError: A value is not above 1 or is infinite.
    """
    net = check_decimal(odds) - 1
    return _like(odds, np.where(net >= 1, 100 * net, -100 / net))


@overload
def decimal_from_fractional(numerator: float, denominator: float = 1) -> float: ...
@overload
def decimal_from_fractional(numerator: Values, denominator: float | Values = 1) -> FloatArray: ...
def decimal_from_fractional(numerator: float | Values, denominator: float | Values = 1) -> float | FloatArray:
    """Decimal odds of fractional odds numerator/denominator: 5/2 is 3.5.

    Raises:
        InputError: A numerator or denominator is not a positive number.
    """
    sentence = "The two numbers of fractional odds must be above 0"
    top = _checked(numerator, lambda a: a > 0, sentence)
    return _like(numerator, 1 + top / _checked(denominator, lambda a: a > 0, sentence))


def fractional_from_decimal(odds: float, max_denominator: int = 100) -> Fraction:
    """The simplest fraction near decimal odds, as a bookmaker would write it: 1.909 is 10/11.

    Args:
        odds: One decimal price above 1.
        max_denominator: Largest denominator to write.

    Raises:
        InputError: ``odds`` is not above 1, or not finite.
    """
    if not math.isfinite(odds):
        raise InputError(f"{odds} has no fractional odds; a finite price above 1 has.")
    check_decimal(odds)
    return Fraction(odds - 1).limit_denominator(max_denominator)


@overload
def implied_probability(odds: float) -> float: ...
@overload
def implied_probability(odds: Values) -> FloatArray: ...
def implied_probability(odds: float | Values) -> float | FloatArray:
    """The probability at which a bet at decimal odds breaks even, 1/odds, bookmaker's margin included.

    Raises:
        InputError: A value is not above 1 or is infinite.
    """
    return _like(odds, 1 / check_decimal(odds))


def parse_odds(value: float | str, format: OddsFormat | str = OddsFormat.AUTO) -> float:  # noqa: A002 — its name in every API
    """Decimal odds of one price as a person or a web page writes it.

    ``auto`` reads, in this order: "evens" (EVS, EVEN) is 2.0; a slash is fractional; a sign is American; anything else
    is decimal. So "+150" is 2.5, and 150, "150" and 150.0 are all the decimal price 150; since somebody may have meant
    +150 by it, ``could_be_american`` tells such prices, and whoever scores one warns of it.

    Args:
        value: A number (one below 0 is American), or text such as "+150", "-110", "5/2", "evens", "1.91".
        format: The notation to read it in.

    Returns:
        Decimal odds, finite and above 1.

    Raises:
        InputError: It is no price in that notation.
    """
    if format not in list(OddsFormat):
        raise InputError(f"The odds format {_quote(format)} is not known; accepted: {', '.join(OddsFormat)}.")
    if isinstance(value, bool) or not isinstance(value, str | numbers.Real):
        raise InputError(f"The odds {_quote(value)} are not a price; accepted: {ACCEPTED}.")
    text = value.strip().lower().replace("\N{MINUS SIGN}", "-") if isinstance(value, str) else _text_of(value)
    notation = _notation(text) if format == OddsFormat.AUTO else OddsFormat(format)
    try:
        # The check is for American odds so long that nothing is left to win: -1e18 rounds to 1.0.
        return float(check_decimal(_PARSERS[notation](text)))
    except InputError as error:
        raise InputError(f"The odds {_quote(value)} are not a price: {error} Accepted: {ACCEPTED}.") from None


def could_be_american(value: float | str, format: OddsFormat | str = OddsFormat.AUTO) -> bool:  # noqa: A002 — as above
    """Whether a price read as decimal may have been meant as American: a whole number of 100 or more without a sign.

    150, "150" and "150.0" could be +150; "+150", 150.5 and anything with a named format could not.
    """
    if format != OddsFormat.AUTO:
        return False
    if isinstance(value, str):
        return _UNSIGNED.fullmatch(value.strip()) is not None and float(value) >= AMERICAN_FROM
    return AMERICAN_FROM <= value < math.inf and float(value).is_integer()


def american_doubt(decimal: float) -> str:
    """What to tell somebody whose whole number of 100 or more was read as decimal odds."""
    return (
        f"The odds {decimal:g} were read as the decimal price {decimal:g}; if American odds are meant, "
        f"write +{decimal:g}, or say odds_format american."
    )


def check_decimal(odds: float | Values) -> FloatArray:
    """The decimal odds as an array, once every one of them is known to be above 1 and finite (or NaN).

    Raises:
        InputError: A value is not above 1 or is infinite.
    """
    return _checked(odds, lambda a: a > 1, "Decimal odds must be above 1")


def _text_of(value: float) -> str:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    return str(int(number)) if number.is_integer() else repr(number)


def _notation(text: str) -> OddsFormat:
    if "/" in text or text in _EVENS:
        return OddsFormat.FRACTIONAL
    return OddsFormat.AMERICAN if text[:1] in {"+", "-"} else OddsFormat.DECIMAL


def _parse_decimal(text: str) -> float:
    return _number(text)


def _parse_american(text: str) -> float:
    return 2.0 if text in _EVENS else decimal_from_american(_number(text))


def _parse_fractional(text: str) -> float:
    if text in _EVENS:
        return 2.0
    match = _FRACTION.fullmatch(text)
    if match is None:
        raise InputError("Fractional odds are two whole numbers with a slash.")
    return decimal_from_fractional(float(match[1]), float(match[2]))


_PARSERS = {
    OddsFormat.DECIMAL: _parse_decimal,
    OddsFormat.AMERICAN: _parse_american,
    OddsFormat.FRACTIONAL: _parse_fractional,
}


def _number(text: str) -> float:
    number = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(number):
        raise InputError("It is not a finite number.")
    return number


def _checked(values: float | Values, valid: Callable[[FloatArray], NDArray[np.bool_]], sentence: str) -> FloatArray:
    """The values as floats, or the sentence with the first value that is infinite or not valid."""
    array = np.asarray(values, dtype=np.float64)
    wrong = ~np.isnan(array) & (np.isinf(array) | ~valid(array))
    if wrong.any():
        raise InputError(f"{sentence}, not {array[wrong].flat[0]:g}.")
    return array


def _like(given: float | Values, result: FloatArray) -> float | FloatArray:
    return float(result) if np.ndim(given) == 0 and result.ndim == 0 else result


def _quote(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
