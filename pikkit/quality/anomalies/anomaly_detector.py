"""What a detector is: it says what is usual in each group."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from pikkit.quality.anomalies.grouped_values import GroupedSample

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_HAIR = 1e-12
"""Relative; far more than the rounding of a score, far less than what would make many values look unusual."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in each of g groups; every array has shape (g,).

    Attributes:
        low, high: Values between them score 0.
        centre: The typical value.
        spread: The distance from ``low`` or ``high`` that scores 1; at least 0.
    """

    low: Floats
    high: Floats
    centre: Floats
    spread: Floats

    def scores(self, values: Floats, groups: Ints, floor: float) -> Floats:
        """Signed distance of each value from its group's usual range, in spreads of at least ``floor`` (positive)."""
        outside = values - np.clip(values, self.low[groups], self.high[groups])
        return np.asarray(outside / np.maximum(self.spread, floor)[groups], dtype=np.float64)

    def bounds(self, score: float, floor: float) -> tuple[Floats, Floats]:
        """Between which values of each group no score exceeds one: a hair more narrow, so that no rounding matters."""
        reach = score * np.maximum(self.spread, floor)
        hair = _HAIR * (reach + np.maximum(np.abs(self.low), np.abs(self.high)))
        return self.low - reach + hair, self.high + reach - hair


class AnomalyDetector(Protocol):
    """A way to tell what is usual."""

    @property
    def name(self) -> str:
        """Its name in flags and in the configuration."""
        ...

    def fit(self, sample: GroupedSample) -> Usual:
        """What is usual in each group of the sample."""
        ...
