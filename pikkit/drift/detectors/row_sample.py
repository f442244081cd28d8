"""Rows of several numeric features: drawn, checked and scaled."""

from dataclasses import dataclass

import numpy as np

from pikkit.base.errors import InputError
from pikkit.drift.detector_values import Floats

FAR = 10.0
"""Standard deviations beyond which a value is as far away as it can be."""


@dataclass(frozen=True)
class Standardisation:
    """Brings every feature to mean 0 and standard deviation 1 of the reference."""

    feature: str
    mean: Floats
    deviation: Floats

    @classmethod
    def of(cls, reference: Floats, feature: str) -> "Standardisation":
        """The scale of reference rows, shape (n, F); a feature that never varies keeps its unit."""
        if reference.ndim != 2 or len(reference) < 2:
            raise InputError(f"The reference holds fewer than two rows of {feature}, so there is nothing to compare.")
        is_known = np.isfinite(reference)
        count = np.maximum(is_known.sum(axis=0), 1)
        mean = np.where(is_known, reference, 0.0).sum(axis=0) / count
        deviation = np.sqrt(
            np.where(is_known, (np.where(is_known, reference, 0.0) - mean) ** 2, 0.0).sum(axis=0) / count
        )
        return cls(feature, mean, np.where(deviation > 0, deviation, 1.0))

    def checked(self, rows: Floats, what: str) -> Floats:
        """The rows, if there are at least two, of the reference's features."""
        if rows.ndim != 2 or len(rows) < 2:
            raise InputError(f"The {what} holds fewer than two rows of {self.feature}, so there is nothing to compare.")
        if rows.shape[1] != len(self.mean):
            raise InputError(f"The {what} has {rows.shape[1]} features where the reference has {len(self.mean)}.")
        return rows

    def applied(self, rows: Floats) -> Floats:
        """Scaled rows; what is not finite is at the mean."""
        scaled = (rows - self.mean) / self.deviation
        return np.asarray(np.clip(np.where(np.isfinite(scaled), scaled, 0.0), -FAR, FAR), dtype=np.float64)


def sampled(rows: Floats, most: int, seed: int) -> Floats:
    """At most ``most`` of the rows, drawn without replacement."""
    if len(rows) <= most:
        return rows
    return rows[np.random.default_rng(seed).choice(len(rows), most, replace=False)]
