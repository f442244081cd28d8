"""The two-sample Cramér–von Mises test."""

from dataclasses import dataclass

import numpy as np

from pikkit.drift.detector_values import Floats
from pikkit.drift.detectors.detector import FEWEST, finite
from pikkit.drift.effect_bands import ALPHA, BANDS
from pikkit.drift.result import DriftResult, not_enough


@dataclass(frozen=True)
class CramerVonMises:
    """Compares distribution functions everywhere (Anderson, *Annals of Mathematical Statistics* 33(3), 1962)."""

    name: str = "cramer_von_mises"
    alpha: float = ALPHA

    def fit(self, reference: Floats, feature: str) -> "FittedCramerVonMises":
        """Keep the reference's finite values."""
        return FittedCramerVonMises(feature, finite(reference, feature, "reference"), self.alpha)


@dataclass(frozen=True)
class FittedCramerVonMises:
    """The test against one reference."""

    feature: str
    reference: Floats
    alpha: float = ALPHA

    def compare(self, window: Floats) -> DriftResult:
        """The distance to a window's values; its effect is the distance's root mean square over both samples."""
        from scipy.stats import cramervonmises_2samp

        values = finite(window, self.feature, "window")
        if min(len(self.reference), len(values)) < FEWEST:
            return not_enough(
                self.feature, "cramer_von_mises", len(self.reference), len(values), BANDS["cramer_von_mises"].warning
            )
        found = cramervonmises_2samp(self.reference, values)
        statistic, p, bands = float(found.statistic), float(found.pvalue), BANDS["cramer_von_mises"]
        effect = float(np.sqrt(mean_square_distance(self.reference, values)))
        severity = bands.severity(effect, p, self.alpha)
        return DriftResult(
            self.feature,
            "cramer_von_mises",
            statistic,
            p,
            effect,
            "typical distance of the distribution functions",
            bands.warning,
            len(self.reference),
            len(values),
            severity,
        )


def mean_square_distance(reference: Floats, window: Floats) -> float:
    """The mean of the squared distance of two empirical distribution functions over both samples."""
    pooled = np.concatenate([reference, window])
    below = (np.searchsorted(np.sort(side), pooled, side="right") / len(side) for side in (reference, window))
    return float(np.mean((next(below) - next(below)) ** 2))
