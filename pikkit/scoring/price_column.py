"""A column of prices as decimal odds, number by number what ``parse_odds`` makes of each."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from pikkit.base.coded_texts import CodedTexts
from pikkit.base.errors import InputError
from pikkit.bets.odds import AMERICAN_FROM, OddsFormat, could_be_american, decimal_from_american, parse_odds


def decimal_column(prices: Sequence[object], formats: Sequence[OddsFormat] | None) -> npt.NDArray[np.float64]:
    """Read n prices.

    Args:
        prices: Numbers and texts.
        formats: Of each; None: all are ``AUTO``.

    Raises:
        InputError: One is no price in its format.
        OverflowError: A number is too large to be one.
    """
    kinds = set(map(type, prices))
    if kinds <= {float, int} and (formats is None or all_are(formats, OddsFormat.AUTO)):
        return _without_format(np.array(prices, dtype=np.float64))
    if kinds <= {float, int} and formats and all_are(formats, OddsFormat.DECIMAL):
        return _checked(np.array(prices, dtype=np.float64))
    if not kinds <= {float, int, str}:
        raise InputError("A price is a number or a text.")
    notations = formats or [OddsFormat.AUTO] * len(prices)
    return np.array([_price(price, notation) for price, notation in zip(prices, notations, strict=True)])


def doubtful_column(
    prices: Sequence[object], formats: Sequence[OddsFormat] | None, decimal: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Which of n prices, read as these decimal odds, could have been meant as American; see ``could_be_american``."""
    doubtful = (decimal >= AMERICAN_FROM) & (decimal == np.floor(decimal))
    for row in np.flatnonzero(doubtful).tolist():
        notation = formats[row] if formats else OddsFormat.AUTO
        doubtful[row] = could_be_american(prices[row], notation)  # type: ignore[arg-type]  # decimal_column read it
    return np.asarray(doubtful, dtype=np.bool_)


def all_are(values: Sequence[object], value: object) -> bool:
    """Whether all values are one; enumerations are slow to hash, and quick to compare."""
    if type(values) is CodedTexts:
        return all_are(values.values, value)
    return values.count(value) == len(values)


def _without_format(prices: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    american = prices < 0
    if not american.any():
        return _checked(prices)
    decimal = prices.copy()
    decimal[american] = decimal_from_american(prices[american])
    return _checked(decimal)


def _checked(decimal: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    if not ((decimal > 1) & (decimal < np.inf)).all():
        raise InputError("A price is not above 1.")
    return decimal


@lru_cache(maxsize=1 << 14)
def _price(price: float | str, notation: OddsFormat) -> float:
    return parse_odds(price, notation)
