"""Pearson's chi-square test of homogeneity."""

import numpy as np

from pikkit.drift.bins import BinnedReference, Counts, binned_reference
from pikkit.drift.detector_values import Values
from pikkit.drift.detectors.detector import Compares, Detector, Measured
from pikkit.drift.effect_bands import Bands

EXPECTED = 5.0
"""Categories of which fewer are expected on either side are counted together (Cochran, 1954)."""


class ChiSquare(Detector[BinnedReference]):
    """Compares how often categories occur."""

    name = "chi_square"
    effect_name = "share of bets in other categories"
    bands = Bands(0.15, 0.25)
    compares = frozenset({Compares.CATEGORIES})

    def learn(self, reference: Values) -> BinnedReference:
        """Count the reference's categories."""
        return binned_reference(reference)

    def measure(self, known: BinnedReference, window: Values) -> Measured:
        """The test of a window's categories; its effect is the share of bets that are of other categories now."""
        counts = known.bins.counts(window)
        n, m = int(known.counts.sum()), int(counts.sum())
        statistic, p = homogeneity(np.stack([known.counts, counts]))
        moved = float(np.abs(known.counts / n - counts / m).sum() / 2)
        return Measured(statistic, p, moved, n, m)


def homogeneity(counts: Counts) -> tuple[float, float]:
    """Statistic and p-value of counts, shape (2, k); one category in all is no difference."""
    from scipy.stats import chi2_contingency

    pooled = _pooled(counts)
    if pooled.shape[1] < 2:
        return 0.0, 1.0
    result = chi2_contingency(pooled, correction=False)
    return float(result.statistic), float(result.pvalue)


def _pooled(counts: Counts) -> Counts:
    """The same with rare categories as one, or none if nothing is in them."""
    expected = counts.sum(axis=0) * counts.sum(axis=1).min() / counts.sum()
    rare = expected < EXPECTED
    together = counts[:, rare].sum(axis=1, keepdims=True)
    return np.hstack([counts[:, ~rare], together]) if together.any() else counts[:, ~rare]
