"""Rows of gains over the price, as several sections draw them."""

import math
from collections.abc import Sequence

from pikkit.pages.charts import ForestRow, forest, scale_over
from pikkit.report.words import MILLI, measured_number
from pikkit.training.evaluation import Measured

MANY = 8
"""Rows from which on a few may reach beyond the scale."""
WIDE = 6
"""How many times wider than the median an interval may be before it no longer widens the scale."""
GAIN = "Gain over the price, in thousandths of a nat a bet"


def gain_row(name: str, note: str, gain: Measured, style: str = "model") -> ForestRow:
    """A gain in nats as a row in thousandths of one."""
    value, low, high = (MILLI * figure for figure in (gain.value, gain.low, gain.high))
    return ForestRow(name, note, value, low, high, measured_number(gain, 2, MILLI), style)


def gain_forest(head: str, rows: Sequence[ForestRow], title: str = GAIN, beside: Sequence[ForestRow] = ()) -> str:
    """Rows on a scale that has 0 on it, and room for the rows of another table beside it.

    A figure with an interval far wider than most does not widen the scale: it reaches the edge.
    """
    drawn = (*rows, *beside)
    widths = sorted(row.high - row.low for row in drawn if math.isfinite(row.high - row.low))
    limit = WIDE * widths[len(widths) // 2] if len(widths) >= MANY else math.inf
    fitting = [row for row in drawn if not row.high - row.low > limit] if limit else drawn
    scale = scale_over([value for row in fitting for value in (row.value, row.low, row.high)], (0.0,))
    return forest(title, (head, "Gain"), rows, scale)
