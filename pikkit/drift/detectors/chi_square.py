"""Pearson's chi-square test of homogeneity."""

from dataclasses import dataclass

import numpy as np

from pikkit.base.errors import InputError
from pikkit.drift.bins import Bins, Counts, bins_of
from pikkit.drift.detector_values import Values
from pikkit.drift.effect_bands import ALPHA, BANDS
from pikkit.drift.result import DriftResult

EXPECTED = 5.0
"""Categories of which fewer are expected on either side are counted together (Cochran, 1954)."""


@dataclass(frozen=True)
class ChiSquare:
    """Compares how often categories occur."""

    name: str = "chi_square"
    alpha: float = ALPHA

    def fit(self, reference: Values, feature: str) -> "FittedChiSquare":
        """Count the reference's categories."""
        if not len(reference):
            raise InputError(f"The reference holds no value of {feature}, so there is nothing to compare.")
        bins = bins_of(reference)
        return FittedChiSquare(feature, bins, bins.counts(reference), self.alpha)


@dataclass(frozen=True)
class FittedChiSquare:
    """The test against one reference."""

    feature: str
    bins: Bins
    counts: Counts
    alpha: float = ALPHA

    def compare(self, window: Values) -> DriftResult:
        """The test of a window's categories; its effect is the share of bets that are of other categories now."""
        if not len(window):
            raise InputError(f"The window holds no value of {self.feature}, so there is nothing to compare.")
        found, bands = self.bins.counts(window), BANDS["chi_square"]
        n, m = int(self.counts.sum()), int(found.sum())
        statistic, p = homogeneity(np.stack([self.counts, found]))
        moved = float(np.abs(self.counts / n - found / m).sum() / 2)
        severity = bands.severity(moved, p, self.alpha)
        return DriftResult(
            self.feature,
            "chi_square",
            statistic,
            p,
            moved,
            "share of bets in other categories",
            bands.warning,
            n,
            m,
            severity,
        )


def homogeneity(counts: Counts) -> tuple[float, float]:
    """Statistic and p-value of counts, shape (2, k); one category in all is no difference."""
    from scipy.stats import chi2_contingency

    pooled = _pooled(counts)
    if pooled.shape[1] < 2:
        return 0.0, 1.0
    found = chi2_contingency(pooled, correction=False)
    return float(found.statistic), float(found.pvalue)


def _pooled(counts: Counts) -> Counts:
    """The same with rare categories as one, or none if nothing is in them."""
    expected = counts.sum(axis=0) * counts.sum(axis=1).min() / counts.sum()
    rare = expected < EXPECTED
    together = counts[:, rare].sum(axis=1, keepdims=True)
    return np.hstack([counts[:, ~rare], together]) if together.any() else counts[:, ~rare]
