"""What a detector is: how it learns what is normal, what it measures of a window, and how that becomes a result."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

import numpy as np

from pikkit.base.errors import InputError
from pikkit.drift.detector_values import Floats, Values
from pikkit.drift.effect_bands import ALPHA, Bands
from pikkit.drift.result import DriftResult, not_enough

FEWEST = 2
"""Finite values that a column of numbers needs on each side for anything to be said of it."""

Known = TypeVar("Known")


class Compares(StrEnum):
    """What a detector is asked about."""

    NUMBERS = "numbers"
    CATEGORIES = "categories"
    TOLD = "told"
    """What bets say of themselves, and scores; a history may well be longer, or better, than any before."""
    ROWS = "rows"


@dataclass(frozen=True)
class Measured:
    """What was found between the reference and a window.

    Attributes:
        statistic: The test's own figure.
        p_value: The chance of such a figure without drift.
        effect: How large the difference is, whatever the number of bets; NaN if the values are too few to say.
        n_reference, n_window: Values compared.
    """

    statistic: float
    p_value: float
    effect: float
    n_reference: int
    n_window: int


class Detector(ABC, Generic[Known]):
    """A way to tell two samples apart. A new one is a file beside this and a line in the list of this package.

    Attributes:
        name: What its results are called.
        effect_name: What their effect measures.
        bands: From which effect on a significant difference is drift.
        compares: What it is asked about.
    """

    name: ClassVar[str]
    effect_name: ClassVar[str]
    bands: ClassVar[Bands]
    compares: ClassVar[frozenset[Compares]]

    @abstractmethod
    def learn(self, reference: Values) -> Known:
        """What is normal."""

    @abstractmethod
    def measure(self, known: Known, window: Values) -> Measured:
        """How far a window is from that."""

    def checked(self, values: Values, feature: str, side: str) -> Values:
        """The values of one side that are compared.

        Raises:
            InputError: There are none.
        """
        if not len(values):
            raise InputError(f"The {side} holds no value of {feature}, so there is nothing to compare.")
        return values

    def fit(self, reference: Values, feature: str) -> "Fitted[Known]":
        """Learn what is normal for a feature.

        Raises:
            InputError: The reference is empty.
        """
        return Fitted(self, feature, self.learn(self.checked(reference, feature, "reference")))

    def result(self, feature: str, measured: Measured) -> DriftResult:
        """What was measured, as a result with its verdict."""
        counts = (measured.n_reference, measured.n_window)
        if np.isnan(measured.effect):
            return not_enough(feature, self.name, *counts, self.bands.warning)
        severity = self.bands.severity(measured.effect, measured.p_value, ALPHA)
        figures = (measured.statistic, measured.p_value, measured.effect)
        return DriftResult(feature, self.name, *figures, self.effect_name, self.bands.warning, *counts, severity)


@dataclass(frozen=True)
class Fitted(Generic[Known]):
    """A detector that knows what is normal."""

    detector: Detector[Known]
    feature: str
    known: Known

    def compare(self, window: Values) -> DriftResult:
        """Whether a window's values come from elsewhere.

        Raises:
            InputError: The window is empty.
        """
        values = self.detector.checked(window, self.feature, "window")
        return self.detector.result(self.feature, self.detector.measure(self.known, values))


class NumberDetector(Detector[Floats]):
    """One that compares the finite values of both sides."""

    compares = frozenset({Compares.NUMBERS})

    def learn(self, reference: Values) -> Floats:
        """The values themselves."""
        return reference

    def measure(self, known: Floats, window: Values) -> Measured:
        """How far a window's values are from them, if there are enough on both sides."""
        if min(len(known), len(window)) < FEWEST:
            return Measured(np.nan, np.nan, np.nan, len(known), len(window))
        return self.distance(known, window)

    @abstractmethod
    def distance(self, reference: Floats, window: Floats) -> Measured:
        """How far two samples of at least ``FEWEST`` values are apart."""

    def checked(self, values: Values, feature: str, side: str) -> Values:
        """Those that are finite."""
        return finite(values, feature, side)


def finite(values: Floats, feature: str, side: str) -> Floats:
    """The finite values of one side.

    Raises:
        InputError: There are none.
    """
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[np.isfinite(kept)]
    if not len(kept):
        raise InputError(f"The {side} holds no value of {feature}, so there is nothing to compare.")
    return kept
