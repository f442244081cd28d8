"""Calibrators that are a few coefficients: none, temperature, Platt and beta."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Self

import numpy as np

from pikkit.training.dataset import Floats
from pikkit.training.logistic import fit_logistic

PRIOR_BETS = 1000.0
"""How many bets' worth of evidence there is, before any, that the margin needs no correction."""


@dataclass(frozen=True)
class _Coefficients:
    """Coefficients that are dataclass fields."""

    def to_dict(self) -> dict[str, Any]:
        """See ``Calibrator``."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        """See ``Calibrator``."""
        return cls(**{name: float(value) for name, value in values.items()})


@dataclass(frozen=True)
class IdentityCalibration(_Coefficients):
    """The margin as it is."""

    kind: ClassVar[str] = "identity"

    @classmethod
    def fit(cls, margin: Floats, won: Floats) -> Self:  # noqa: ARG003 - a calibrator's interface
        """Nothing to fit."""
        return cls()

    def margin(self, margin: Floats) -> Floats:
        """The margin."""
        return np.asarray(margin, dtype=np.float64)


@dataclass(frozen=True)
class TemperatureCalibration(_Coefficients):
    """logit P(win) = slope · margin (Guo et al., 2017; slope = 1 / temperature)."""

    slope: float
    kind: ClassVar[str] = "temperature"

    @classmethod
    def fit(cls, margin: Floats, won: Floats) -> Self:
        """Fit on margins and results, pulled towards no correction."""
        (slope,) = fit_logistic(margin[:, None], won, np.array([1.0]), PRIOR_BETS)
        return cls(float(slope))

    def margin(self, margin: Floats) -> Floats:
        """Calibrated log odds."""
        return np.asarray(self.slope * margin, dtype=np.float64)


@dataclass(frozen=True)
class PlattCalibration(_Coefficients):
    """logit P(win) = intercept + slope · margin (Platt, 1999)."""

    intercept: float
    slope: float
    kind: ClassVar[str] = "platt"

    @classmethod
    def fit(cls, margin: Floats, won: Floats) -> Self:
        """Fit on margins and results, pulled towards no correction."""
        design = np.column_stack([np.ones_like(margin), margin])
        intercept, slope = fit_logistic(design, won, np.array([0.0, 1.0]), PRIOR_BETS)
        return cls(float(intercept), float(slope))

    def margin(self, margin: Floats) -> Floats:
        """Calibrated log odds."""
        return np.asarray(self.intercept + self.slope * margin, dtype=np.float64)


@dataclass(frozen=True)
class BetaCalibration(_Coefficients):
    """logit P(win) = intercept + a · ln p − b · ln(1 − p), p the margin's probability (Kull et al., 2017).

    ``a`` bends long shots, ``b`` favourites; both 1 is no correction.
    """

    intercept: float
    a: float
    b: float
    kind: ClassVar[str] = "beta"

    @classmethod
    def fit(cls, margin: Floats, won: Floats) -> Self:
        """Fit on margins and results, pulled towards no correction; a and b are at least 0, so that the curve rises."""
        design = np.column_stack([np.ones_like(margin), *_logs(margin)])
        intercept, a, b = fit_logistic(design, won, np.array([0.0, 1.0, 1.0]), PRIOR_BETS)
        return cls(float(intercept), max(float(a), 0.0), max(float(b), 0.0))

    def margin(self, margin: Floats) -> Floats:
        """Calibrated log odds."""
        won, lost = _logs(margin)
        return np.asarray(self.intercept + self.a * won + self.b * lost, dtype=np.float64)


def _logs(margin: Floats) -> tuple[Floats, Floats]:
    """Of a margin's probability p: ln p and −ln(1 − p)."""
    return -np.logaddexp(0.0, -margin), np.logaddexp(0.0, margin)
