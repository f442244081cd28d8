"""Tukey's fences: how far outside the quartiles, in interquartile ranges (Tukey, Exploratory Data Analysis, 1977)."""

from pikkit.quality.anomalies.anomaly_detector import Usual
from pikkit.quality.anomalies.grouped_values import GroupedSample


class InterquartileRange:
    """Scores 0 between the quartiles; 1.5 is Tukey's "outside", 3 his "far out". Skew does not mislead it."""

    name = "iqr"

    def fit(self, sample: GroupedSample) -> Usual:
        """See ``Detector``."""
        low, high = sample.quantile(0.25), sample.quantile(0.75)
        return Usual(low, high, sample.quantile(0.5), high - low)
