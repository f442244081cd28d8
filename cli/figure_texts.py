"""Figures and their intervals, in words."""

import math

from pikkit.cli.output import percent

_NO_GAP = "no gap to close: the closing line was no better than the price on these bets"


def interval_text(value: float | None, low: float | None, high: float | None) -> str:
    """A share with its 95 % interval, where there is one."""
    if low is None or not math.isfinite(low):
        return percent(value)
    return f"{percent(value)} (95 % interval {percent(low)} to {percent(high)})"


def has_gap(price: float | None, close: float | None) -> bool:
    """Whether the closing line beats the price, so that there is something to close. Log losses."""
    return price is not None and close is not None and price > close


def gap_words(price: float | None, close: float | None, share: str) -> str:
    """The share of the gap, unless there is no gap to have a share of."""
    known = price is not None and close is not None and math.isfinite(price)
    return _NO_GAP if known and not has_gap(price, close) else share
