"""A figure and how sure it is."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """A figure with its 95 % interval over resampled events; NaN where there is nothing to measure or to resample."""

    value: float
    low: float
    high: float


NOTHING = Measured(math.nan, math.nan, math.nan)
"""Where there is nothing to measure."""
