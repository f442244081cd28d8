"""The two-sample Cramér–von Mises test."""

import numpy as np

from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import Measured, NumberDetector
from pikkit.drift.effect_bands import Bands


class CramerVonMises(NumberDetector):
    """Compares distribution functions everywhere (Anderson, *Annals of Mathematical Statistics* 33(3), 1962)."""

    name = "cramer_von_mises"
    effect_name = "typical distance of the distribution functions"
    bands = Bands(0.115, 0.15)

    def distance(self, reference: Floats, window: Floats) -> Measured:
        """The statistic; its effect is the distance's root mean square over both samples."""
        from scipy.stats import cramervonmises_2samp

        result = cramervonmises_2samp(reference, window)
        effect = float(np.sqrt(mean_square_distance(reference, window)))
        return Measured(float(result.statistic), float(result.pvalue), effect, len(reference), len(window))


def mean_square_distance(reference: Floats, window: Floats) -> float:
    """The mean of the squared distance of two empirical distribution functions over both samples."""
    pooled = np.concatenate([reference, window])
    below = (np.searchsorted(np.sort(side), pooled, side="right") / len(side) for side in (reference, window))
    return float(np.mean((next(below) - next(below)) ** 2))
