"""The robust Z-score: how many scaled median absolute deviations from the median (Iglewicz & Hoaglin, 1993)."""

from pikkit.quality.anomalies.anomaly_detector import Usual
from pikkit.quality.anomalies.grouped_values import GroupedSample

NORMAL_CONSISTENCY = 0.6744897501960817
"""The third quartile of a standard normal: a MAD over it estimates a standard deviation."""


class RobustZScore:
    """Half of the group may be outliers without moving it."""

    name = "robust_zscore"

    def fit(self, sample: GroupedSample) -> Usual:
        """See ``Detector``."""
        median = sample.quantile(0.5)
        deviation = sample.distances(median).quantile(0.5)
        return Usual(median, median, median, deviation / NORMAL_CONSISTENCY)
