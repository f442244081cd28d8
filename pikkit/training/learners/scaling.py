"""Features on one scale, and never further out than the data was."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from pikkit.training.dataset import Floats
from pikkit.training.learners.shape import require, require_shape

BOUND = 4.0
"""Standard deviations; a feature further out than the data ever was must not carry the shift with it."""
VARIES = 1e-9
CONSTANT = 1e300
"""The scale of a feature that never varied: whatever it is later, it says nothing."""


@dataclass(frozen=True)
class Scaling:
    """Means and standard deviations of the columns, shape (k,) each."""

    mean: Floats
    scale: Floats

    @classmethod
    def fit(cls, columns: Floats) -> Self:
        """Of columns of shape (n, k)."""
        deviation = columns.std(axis=0)
        return cls(columns.mean(axis=0), np.where(deviation > VARIES, deviation, CONSTANT))

    def check(self, width: int) -> None:
        """Raise a ValueError if it is none of so many columns."""
        require_shape(self.mean, (width,), "the means")
        require_shape(self.scale, (width,), "the scales")
        require(bool((self.scale > 0).all()), "a scale is not above 0")

    def apply(self, columns: Floats) -> Floats:
        """Standardised, within ``BOUND``; 0 in every column that never varied."""
        return np.asarray(np.clip((columns - self.mean) / self.scale, -BOUND, BOUND), dtype=np.float64)
