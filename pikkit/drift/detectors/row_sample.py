"""Rows of several numeric features: drawn, checked and scaled."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from pikkit.base.errors import InputError
from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import Compares, Detector, Measured

FAR = 10.0
"""Standard deviations beyond which a value is as far away as it can be."""


class ScaledReference(Protocol):
    """What is known of reference rows."""

    @property
    def scale(self) -> "Standardisation":
        """How rows are brought to it."""
        ...


Scaled = TypeVar("Scaled", bound=ScaledReference)


class RowDetector(Detector[Scaled]):
    """One that compares rows of features, shape (n, F), drawn where there are many."""

    compares = frozenset({Compares.ROWS})

    @abstractmethod
    def places(self, count: int) -> npt.NDArray[np.int64]:
        """Which of a window's so many rows are compared, in the order they are."""

    @abstractmethod
    def judge(self, known: Scaled, drawn: Floats) -> Measured:
        """How far a window is from the reference, by the rows that were drawn of it."""

    def measure(self, known: Scaled, window: Floats) -> Measured:
        """How far a window's rows are from them."""
        return self.judge(known, known.scale.checked(window)[self.places(len(window))])

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
    return rows if len(rows) <= most else rows[drawn_places(len(rows), most, seed)]


def drawn_places(count: int, most: int, seed: int) -> npt.NDArray[np.int64]:
    """Which of so many rows are drawn, at most ``most``: all of them in their order, or some in any."""
    return np.arange(count) if count <= most else np.random.default_rng(seed).choice(count, most, replace=False)
