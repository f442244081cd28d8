"""What a detector promises."""

from typing import Protocol, TypeVar

import numpy as np

from pikkit.base.errors import InputError
from pikkit.drift.detector_values import Floats
from pikkit.drift.result import DriftResult

FEWEST = 2
"""Finite values that a column of numbers needs on each side for anything to be said of it."""

V_contra = TypeVar("V_contra", contravariant=True)


class Fitted(Protocol[V_contra]):
    """A detector that knows what is normal."""

    def compare(self, window: V_contra) -> DriftResult:
        """Whether a window's values come from elsewhere.

        Raises:
            InputError: The window is empty.
        """
        ...


class Detector(Protocol[V_contra]):
    """A way to tell two samples apart."""

    @property
    def name(self) -> str:
        """What its results are called."""
        ...

    def fit(self, reference: V_contra, feature: str) -> Fitted[V_contra]:
        """Learn what is normal for a feature.

        Raises:
            InputError: The reference is empty.
        """
        ...


def finite(values: Floats, feature: str, what: str) -> Floats:
    """The finite values of one side.

    Raises:
        InputError: There are none.
    """
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[np.isfinite(kept)]
    if not len(kept):
        raise InputError(f"The {what} holds no value of {feature}, so there is nothing to compare.")
    return kept
