"""The two-sample Kolmogorov–Smirnov test."""

from dataclasses import dataclass

from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import FEWEST, finite
from pikkit.drift.effect_bands import ALPHA, BANDS
from pikkit.drift.result import DriftResult, not_enough

EXACT = 1000
"""Up to so many values on either side the p-value is exact; above, its limit is as good and far faster."""


@dataclass(frozen=True)
class KolmogorovSmirnov:
    """Compares distribution functions where they are furthest apart."""

    name: str = "ks"
    alpha: float = ALPHA

    def fit(self, reference: Floats, feature: str) -> "FittedKs":
        """Keep the reference's finite values."""
        return FittedKs(feature, finite(reference, feature, "reference"), self.alpha)


@dataclass(frozen=True)
class FittedKs:
    """The test against one reference."""

    feature: str
    reference: Floats
    alpha: float = ALPHA

    def compare(self, window: Floats) -> DriftResult:
        """The distance to a window's values."""
        from scipy.stats import ks_2samp

        values = finite(window, self.feature, "window")
        if min(len(self.reference), len(values)) < FEWEST:
            return not_enough(self.feature, "ks", len(self.reference), len(values), BANDS["ks"].warning)
        method = "exact" if max(len(values), len(self.reference)) <= EXACT else "asymp"
        found = ks_2samp(self.reference, values, method=method)
        distance, p, bands = float(found.statistic), float(found.pvalue), BANDS["ks"]
        severity = bands.severity(distance, p, self.alpha)
        return DriftResult(
            self.feature,
            "ks",
            distance,
            p,
            distance,
            "largest distance of the distribution functions",
            bands.warning,
            len(self.reference),
            len(values),
            severity,
        )
