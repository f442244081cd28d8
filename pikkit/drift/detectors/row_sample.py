"""Rows of several numeric features: drawn, checked and scaled."""

from dataclasses import dataclass

import numpy as np

from pikkit.base.errors import InputError
from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import Compares, Detector, Known

FAR = 10.0
"""Standard deviations beyond which a value is as far away as it can be."""


class RowDetector(Detector[Known]):
    """One that compares rows of features, shape (n, F)."""

    compares = frozenset({Compares.ROWS})

    def checked(self, values: Floats, feature: str, side: str) -> Floats:
        """The rows, if there are at least two."""
        if values.ndim != 2 or len(values) < 2:
            raise InputError(f"The {side} holds fewer than two rows of {feature}, so there is nothing to compare.")
        return values


@dataclass(frozen=True)
class Standardisation:
    """Brings every feature to mean 0 and standard deviation 1 of the reference."""

    mean: Floats
    deviation: Floats

    @classmethod
    def of(cls, reference: Floats) -> "Standardisation":
        """The scale of reference rows, shape (n, F); a feature that never varies keeps its unit."""
        is_known = np.isfinite(reference)
        count = np.maximum(is_known.sum(axis=0), 1)
        mean = np.where(is_known, reference, 0.0).sum(axis=0) / count
        deviation = np.sqrt(
            np.where(is_known, (np.where(is_known, reference, 0.0) - mean) ** 2, 0.0).sum(axis=0) / count
        )
        return cls(mean, np.where(deviation > 0, deviation, 1.0))

    def checked(self, window: Floats) -> Floats:
        """The rows, if they are of the reference's features."""
        if window.shape[1] != len(self.mean):
            raise InputError(f"The window has {window.shape[1]} features where the reference has {len(self.mean)}.")
        return window

    def applied(self, rows: Floats) -> Floats:
        """Scaled rows; what is not finite is at the mean."""
        scaled = (rows - self.mean) / self.deviation
        return np.asarray(np.clip(np.where(np.isfinite(scaled), scaled, 0.0), -FAR, FAR), dtype=np.float64)


def sampled(rows: Floats, most: int, seed: int) -> Floats:
    """At most ``most`` of the rows, drawn without replacement."""
    if len(rows) <= most:
        return rows
    return rows[np.random.default_rng(seed).choice(len(rows), most, replace=False)]
