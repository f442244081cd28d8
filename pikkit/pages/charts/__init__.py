"""The report's charts: small SVG pictures that need no script, follow the page's colours, and say their numbers."""

from pikkit.pages.charts.bars import Bar, horizontal_bars, vertical_bars
from pikkit.pages.charts.intervals import Interval, intervals

__all__ = ["Bar", "Interval", "horizontal_bars", "intervals", "vertical_bars"]
