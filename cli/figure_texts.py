"""Figures and their intervals, in words."""

import math

from pikkit.base.line_gap import NO_GAP, has_no_gap
from pikkit.cli.output import percent


def interval_text(value: float | None, low: float | None, high: float | None) -> str:
    """A share with its 95 % interval, where there is one."""
    if low is None or not math.isfinite(low):
        return percent(value)
    return f"{percent(value)} (95 % interval {percent(low)} to {percent(high)})"


def gap_words(price: float | None, close: float | None, share: str) -> str:
    """The share of the gap, unless there is no gap to have a share of. Log losses."""
    return (
        f"{NO_GAP}: the closing line was no better than the price on these bets" if has_no_gap(price, close) else share
    )
