"""The Z-score: how many standard deviations from the mean."""

from pikkit.quality.anomalies.anomaly_detector import Usual
from pikkit.quality.anomalies.grouped_values import GroupedSample


class ZScore:
    """Knows every value of the group, and is blind where the outliers themselves make it wide."""

    name = "zscore"

    def fit(self, sample: GroupedSample) -> Usual:
        """See ``Detector``."""
        mean = sample.mean()
        return Usual(mean, mean, mean, sample.standard_deviation())
