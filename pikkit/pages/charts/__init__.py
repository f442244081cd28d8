"""Charts: small SVG pictures that need no script, follow the page's colours, and say their numbers."""

from pikkit.pages.charts.bars import Bar, horizontal_bars, vertical_bars
from pikkit.pages.charts.days import day_number, day_scale
from pikkit.pages.charts.forest_plot import ForestRow, bar_rows, forest
from pikkit.pages.charts.interval_chart import Interval, intervals
from pikkit.pages.charts.plot import Plot, legend
from pikkit.pages.charts.scale import Scale, named_marks, scale_over

__all__ = [
    "Bar",
    "ForestRow",
    "Interval",
    "Plot",
    "Scale",
    "bar_rows",
    "day_number",
    "day_scale",
    "forest",
    "horizontal_bars",
    "intervals",
    "legend",
    "named_marks",
    "scale_over",
    "vertical_bars",
]
