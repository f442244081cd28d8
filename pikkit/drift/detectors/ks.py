"""The two-sample Kolmogorov–Smirnov test."""

from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import Measured, NumberDetector
from pikkit.drift.effect_bands import Bands

EXACT = 1000
"""Up to so many values on either side the p-value is exact; above, its limit is as good and far faster."""


class KolmogorovSmirnov(NumberDetector):
    """Compares distribution functions where they are furthest apart."""

    name = "ks"
    effect_name = "largest distance of the distribution functions"
    bands = Bands(0.15, 0.2)

    def distance(self, reference: Floats, window: Floats) -> Measured:
        """The largest distance, which is both statistic and effect."""
        from scipy.stats import ks_2samp

        method = "exact" if max(len(window), len(reference)) <= EXACT else "asymp"
        result = ks_2samp(reference, window, method=method)
        distance = float(result.statistic)
        return Measured(distance, float(result.pvalue), distance, len(reference), len(window))
