"""Rows of gains over the price, as several sections draw them."""

from collections.abc import Sequence

from pikkit.pages.charts import ForestRow, forest, scale_over
from pikkit.training.evaluation import Measured
from pikkit.training.report.words import MILLI, measured_number

GAIN = "Gain over the price, in thousandths of a nat a bet"


def gain_row(name: str, note: str, gain: Measured, style: str = "model") -> ForestRow:
    """A gain in nats as a row in thousandths of one."""
    value, low, high = (MILLI * figure for figure in (gain.value, gain.low, gain.high))
    return ForestRow(name, note, value, low, high, measured_number(gain, 2, MILLI), style)


def gain_forest(head: str, rows: Sequence[ForestRow], title: str = GAIN, beside: Sequence[ForestRow] = ()) -> str:
    """Rows on a scale that has 0 on it, and room for the rows of another table beside it."""
    scale = scale_over([value for row in (*rows, *beside) for value in (row.value, row.low, row.high)], (0.0,))
    return forest(title, (head, "Gain"), rows, scale)
