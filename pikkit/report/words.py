"""Figures as people write them."""

import math

from pikkit.base.percent_text import percent_text
from pikkit.training.evaluation import Measured

MILLI = 1000
UNKNOWN = "–"


def percent(value: float | None, digits: int = 1, *, signed: bool = False) -> str:
    """A share as a percentage."""
    if value is None or not math.isfinite(value):
        return UNKNOWN
    return percent_text(value, digits, signed=signed)


def number(value: float | None, digits: int = 4) -> str:
    """A number."""
    return UNKNOWN if value is None or not math.isfinite(value) else f"{value:,.{digits}f}"


def measured_percent(figure: Measured, digits: int = 1, *, signed: bool = False) -> str:
    """A share and its 95 % interval: "25.0 % (14.2 to 36.9)"."""
    reach = f" ({_hundredths(figure.low, digits)} to {_hundredths(figure.high, digits)})" if _has_reach(figure) else ""
    return percent(figure.value, digits, signed=signed) + reach


def measured_number(figure: Measured, digits: int = 2, factor: float = 1.0) -> str:
    """A number and its 95 % interval."""
    reach = f" ({factor * figure.low:.{digits}f} to {factor * figure.high:.{digits}f})" if _has_reach(figure) else ""
    return number(factor * figure.value, digits) + reach


def day(moment: str) -> str:
    """The date of an ISO 8601 moment."""
    return moment[:10] or UNKNOWN


def plain(name: str) -> str:
    """A column's name as words."""
    return name.replace("_", " ")


def _hundredths(share: float, digits: int) -> str:
    return percent_text(share, digits).removesuffix(" %")


def _has_reach(figure: Measured) -> bool:
    return math.isfinite(figure.value) and math.isfinite(figure.low + figure.high)
